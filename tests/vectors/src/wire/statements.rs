//! Daily key statements, and the problems that a relay answers with.

use super::text;
use crate::case::Case;
use peerline_protocol::call::Problem;
use peerline_protocol::ids::{Day, Minute};
use peerline_protocol::request::PublicKey;
use peerline_protocol::statement::{SignedStatement, Statement};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};

pub(super) fn sign(case: Case<'_>) -> Result<Value, String> {
    let key = Ed25519KeyPair::from_seed_unchecked(&case.fixed::<32>("directory_private_key")?);
    let key = key.map_err(|_| "`directory_private_key` cannot be used")?;
    let statement = Statement {
        pool: case.parsed("pool")?,
        peer: case.parsed("peer")?,
        day: Day(case.number("day")?),
        seq: case.number("seq")?,
        key: PublicKey::new(case.fixed("key")?),
        on_call_until: Minute(case.number("on_call_until")?),
    };
    Ok(json!({
        "statement": text(SignedStatement::sign(statement, &key).to_bytes()),
        "directory_key": text(key.public_key()),
    }))
}

/// What a statement says, and what it is good for at `now` (minutes), in the order in which it is checked.
pub(super) fn verify(case: Case<'_>) -> Result<Value, String> {
    let (key, now) = (case.fixed("directory_key")?, Minute(case.number("now")?));
    let refused = |why: &str| Ok(json!({ "refused": why }));
    let Some(signed) = SignedStatement::parse(&case.bytes("statement")?) else {
        return refused("wrong_length");
    };
    let Some(statement) = signed.verify(&key) else { return refused("not_signed_by_this_key") };
    Ok(json!({
        "pool": statement.pool.to_string(),
        "peer": statement.peer.to_string(),
        "day": statement.day.0,
        "seq": statement.seq,
        "key": text(statement.key.as_bytes()),
        "on_call_until": statement.on_call_until.0,
        "usable": statement.is_usable_on(now.day()),
        "on_call": statement.is_on_call(now),
        "possible_time": statement.states_a_possible_time(now),
    }))
}

pub(super) fn read_problem(case: Case<'_>) -> Result<Value, String> {
    let Ok(problem) = serde_json::from_str::<Problem>(case.text("json")?) else {
        return Ok(json!({ "refused": "malformed" }));
    };
    Ok(json!({
        "reason": problem.reason().map(|reason| reason.word()),
        "agreed_status": problem.reason().map(|reason| reason.status()),
        "has_stored": problem.stored.is_some(),
    }))
}
