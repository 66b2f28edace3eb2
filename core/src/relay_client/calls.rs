//! Every call of `docs/protocol`, finished and ready to be sent, or to be kept and sent later.

use super::{FinishedCall, Lane, Method};
use crate::ids::{PeerId, PoolId, RequestId};
use crate::sensitive::Sensitive;
use peerline_protocol::call::{Claim, OfRev, Post, PublishKey, Submit};
use peerline_protocol::ids::encode;
use serde::Serialize;
use std::time::Duration;

/// The longest that a relay is asked to park a call.
pub const LONGEST_WAIT: Duration = Duration::from_secs(55);

const SMALL: usize = 16 << 10;
const FEED: usize = 256 << 10;
const BOARD: usize = 2 << 20;
const SNAPSHOT: usize = 8 << 20;

/// A relay's secret or a pool's bearer.
pub type Secret = Sensitive<[u8; 32]>;

/// Submits a request.
pub fn submit(pool: &PoolId, id: &RequestId, member_bearer: &Secret, submit: &Submit) -> FinishedCall {
    let path = format!("/v1/pools/{pool}/requests/{id}");
    with_body(call(Lane::Requests, Method::Put, path, Some(member_bearer), SMALL), submit)
}

/// Reads the owner's feed.
pub fn events(id: &RequestId, owner: &Secret, after: Option<&str>, wait: Duration) -> FinishedCall {
    let path = format!("/v1/requests/{id}/events{}", query(after, wait));
    FinishedCall { wait, ..call(Lane::Requests, Method::Get, path, Some(owner), FEED) }
}

/// Passes on to the next peer.
pub fn next(id: &RequestId, owner: &Secret, rev: u32, key: [u8; 16]) -> FinishedCall {
    decide(Lane::Requests, id, "next", owner, key, &OfRev { rev })
}

/// Says that help was found.
pub fn complete(id: &RequestId, owner: &Secret, rev: u32, key: [u8; 16]) -> FinishedCall {
    decide(Lane::Requests, id, "complete", owner, key, &OfRev { rev })
}

/// Sends a sealed message to the holder.
pub fn message(id: &RequestId, owner: &Secret, post: &Post, key: [u8; 16]) -> FinishedCall {
    decide(Lane::Requests, id, "messages", owner, key, post)
}

/// Withdraws a request; harmless to repeat.
pub fn withdraw(id: &RequestId, owner: &Secret) -> FinishedCall {
    let path = format!("/v1/requests/{id}/withdraw");
    with_body(call(Lane::Requests, Method::Post, path, Some(owner), SMALL), &serde_json::json!({}))
}

/// Reads the board of a pool.
pub fn board(pool: &PoolId, board_bearer: &Secret, after: Option<&str>, wait: Duration) -> FinishedCall {
    let path = format!("/v1/pools/{pool}/board{}", query(after, wait));
    FinishedCall { wait, ..call(Lane::Board, Method::Get, path, Some(board_bearer), BOARD) }
}

/// Claims a request.
pub fn claim(id: &RequestId, board_bearer: &Secret, claim_body: &Claim) -> FinishedCall {
    let path = format!("/v1/requests/{id}/claim");
    with_body(call(Lane::Board, Method::Post, path, Some(board_bearer), SMALL), claim_body)
}

/// Reads the holder's feed.
pub fn holder(id: &RequestId, holder: &Secret, after: Option<&str>, wait: Duration) -> FinishedCall {
    let path = format!("/v1/requests/{id}/holder{}", query(after, wait));
    FinishedCall { wait, ..call(Lane::Board, Method::Get, path, Some(holder), FEED) }
}

/// Gives a claimed request back.
pub fn release(id: &RequestId, holder: &Secret, rev: u32, key: [u8; 16]) -> FinishedCall {
    decide(Lane::Board, id, "release", holder, key, &OfRev { rev })
}

/// Publishes a peer's daily key.
pub fn publish_key(pool: &PoolId, peer: &PeerId, statement: &PublishKey) -> FinishedCall {
    let path = format!("/v1/pools/{pool}/keys/{peer}");
    with_body(call(Lane::Board, Method::Put, path, None, SMALL), statement)
}

/// Fetches the snapshot of all daily keys; `have` is the SHA-256 of the one that the phone has.
pub fn keys(pool: &PoolId, have: Option<&[u8; 32]>) -> FinishedCall {
    let path = format!("/v1/pools/{pool}/keys");
    let if_none_match = have.map(|hash| encode(hash));
    FinishedCall { if_none_match, ..call(Lane::Packs, Method::Get, path, None, SNAPSHOT) }
}

/// Asks what time it is.
pub fn time() -> FinishedCall {
    call(Lane::Packs, Method::Get, "/v1/time".to_owned(), None, SMALL)
}

/// Fetches the signed manifest.
pub fn manifest() -> FinishedCall {
    call(Lane::Packs, Method::Get, "/v1/manifest".to_owned(), None, FEED)
}

/// Fetches a pack's file by its SHA-256, `length` bytes long as the manifest says.
pub fn pack(sha256: &str, length: usize) -> FinishedCall {
    call(Lane::Packs, Method::Get, format!("/v1/packs/{sha256}"), None, length)
}

fn decide(
    lane: Lane,
    id: &RequestId,
    what: &str,
    secret: &Secret,
    key: [u8; 16],
    body: &impl Serialize,
) -> FinishedCall {
    let call = call(lane, Method::Post, format!("/v1/requests/{id}/{what}"), Some(secret), SMALL);
    FinishedCall { idempotency_key: Some(encode(&key)), ..with_body(call, body) }
}

fn call(lane: Lane, method: Method, path: String, secret: Option<&Secret>, most: usize) -> FinishedCall {
    FinishedCall {
        lane,
        method,
        path: Sensitive::new(path),
        secret: secret.cloned(),
        idempotency_key: None,
        if_none_match: None,
        body: None,
        most,
        wait: Duration::ZERO,
    }
}

fn with_body(call: FinishedCall, body: &impl Serialize) -> FinishedCall {
    // Our own bodies are plain structs: writing them as JSON cannot fail.
    let body = serde_json::to_vec(body).unwrap_or_default();
    FinishedCall { body: Some(Sensitive::new(body)), ..call }
}

fn query(after: Option<&str>, wait: Duration) -> String {
    let wait = wait.min(LONGEST_WAIT).as_secs();
    match after {
        Some(cursor) if cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) => {
            format!("?after={cursor}&wait={wait}")
        }
        // A cursor with anything else in it is not one: start anew.
        _ => format!("?wait={wait}"),
    }
}
