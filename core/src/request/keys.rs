//! The daily keys of all peers, as the officer's phone keeps them: fetched on a schedule, never because somebody is about to ask.

use crate::ids::{Day, Minute, PeerId, PoolId};
use crate::vault::{Vault, VaultError};
use peerline_protocol::call::KeySnapshot;
use peerline_protocol::order;
use peerline_protocol::request::PublicKey;
use peerline_protocol::statement::{SignedStatement, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The newest key of a peer that can be used, and until when the peer is on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DailyKey {
    /// What a slot is sealed to.
    pub key: PublicKey,
    /// `Minute(0)`: off call.
    pub on_call_until: Minute,
}

/// What a snapshot brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Statements that the directory backs.
    pub valid: usize,
    /// Statements that it does not: unknown peer, no key, a wrong signature, another pool.
    pub refused: usize,
    /// The relay shows fewer than half of what the phone knew: it may be hiding peers, and the officer is told.
    pub shows_too_few: bool,
}

/// The statements of a snapshot that peers of the directory have signed for this pool and that count today. One key per peer and
/// day: of a peer with two for one day, none of that day counts.
pub fn valid_statements(
    snapshot: &KeySnapshot,
    pool: &PoolId,
    directory: &BTreeMap<PeerId, [u8; 32]>,
    today: Day,
) -> Vec<Statement> {
    let mut newest: BTreeMap<(PeerId, Day), Statement> = BTreeMap::new();
    let mut two_keys: BTreeSet<(PeerId, Day)> = BTreeSet::new();
    for bytes in &snapshot.statements {
        let Some(signed) = SignedStatement::parse(&bytes.0[..]) else { continue };
        let Some(key) = directory.get(&signed.unverified.peer) else { continue };
        let Some(statement) = signed.verify(key) else { continue };
        if statement.pool != *pool || !statement.is_usable_on(today) {
            continue;
        }
        let place = (statement.peer, statement.day);
        match newest.get(&place) {
            Some(known) if known.key != statement.key => {
                two_keys.insert(place);
            }
            Some(known) if !statement.is_newer_than(known) => {}
            _ => {
                newest.insert(place, statement);
            }
        }
    }
    newest
        .into_iter()
        .filter(|(place, _)| !two_keys.contains(place))
        .map(|(_, statement)| statement)
        .collect()
}

/// Takes in a snapshot: what is new and valid is kept for its seven days, what the phone knew stays.
pub fn take_in(
    vault: &Vault,
    snapshot: &KeySnapshot,
    hash: &[u8; 32],
    pool: &PoolId,
    directory: &BTreeMap<PeerId, [u8; 32]>,
    now: Minute,
) -> Result<Taken, VaultError> {
    let today = now.day();
    let valid = valid_statements(snapshot, pool, directory, today);
    let shown = order::set(valid.iter().map(|statement| (statement.peer, statement.day)));
    vault.keep(|t| {
        store::forget_before(t, today)?;
        let known = store::all(t, pool)?;
        let known = known.iter().filter(|statement| directory.contains_key(&statement.peer));
        let (mut still_shown, mut in_all) = (0, 0);
        for statement in known {
            in_all += 1;
            still_shown += usize::from(shown.contains(&(statement.peer, statement.day)));
        }
        for statement in &valid {
            store::put(t, statement)?;
        }
        store::note_snapshot(t, hash, now)?;
        Ok(Taken {
            valid: valid.len(),
            refused: snapshot.statements.len() - valid.len(),
            shows_too_few: still_shown * 2 < in_all,
        })
    })
}

/// The newest usable key of each peer.
pub fn newest(vault: &Vault, pool: &PoolId, today: Day) -> Result<BTreeMap<PeerId, DailyKey>, VaultError> {
    let statements = vault.read(|c| store::all(c, pool))?;
    let mut newest: BTreeMap<PeerId, Statement> = BTreeMap::new();
    for statement in statements.into_iter().filter(|statement| statement.is_usable_on(today)) {
        match newest.get(&statement.peer) {
            Some(known) if !statement.is_newer_than(known) => {}
            _ => {
                newest.insert(statement.peer, statement);
            }
        }
    }
    let daily_key =
        |statement: &Statement| DailyKey { key: statement.key, on_call_until: statement.on_call_until };
    Ok(order::map(newest.iter().map(|(peer, statement)| (*peer, daily_key(statement)))))
}

/// The last snapshot that was fetched: its SHA-256 and when.
pub fn last_snapshot(vault: &Vault) -> Result<Option<([u8; 32], Minute)>, VaultError> {
    vault.read(store::last_snapshot)
}

/// The relay has nothing newer: what is known is as fresh as now.
pub fn note_unchanged(vault: &Vault, now: Minute) -> Result<(), VaultError> {
    vault.write(|t| store::note_fetched(t, now))
}

mod store {
    use super::*;
    use rusqlite::{Connection, OptionalExtension as _, Row, params};

    pub(super) fn forget_before(c: &Connection, today: Day) -> rusqlite::Result<()> {
        let first = today.0.saturating_sub(peerline_protocol::statement::KEY_DAYS - 1);
        c.execute("delete from peer_key where day < ?1", [first]).map(|_| ())
    }

    /// A newer statement of the same peer and day replaces the older one; another key for that day does not.
    pub(super) fn put(c: &Connection, statement: &Statement) -> rusqlite::Result<()> {
        c.execute(
            "insert into peer_key (pool, peer, day, seq, key, on_call_until) values (?1, ?2, ?3, ?4, ?5, ?6)
             on conflict (pool, peer, day) do update set seq = excluded.seq, on_call_until = excluded.on_call_until
             where excluded.seq > seq and excluded.key = key",
            params![
                statement.pool.as_bytes(),
                statement.peer.as_bytes(),
                statement.day.0,
                statement.seq,
                statement.key.as_bytes(),
                statement.on_call_until.0
            ],
        )
        .map(|_| ())
    }

    pub(super) fn all(c: &Connection, pool: &PoolId) -> rusqlite::Result<Vec<Statement>> {
        let mut query =
            c.prepare_cached("select peer, day, seq, key, on_call_until from peer_key where pool = ?1")?;
        let rows = query.query_map([pool.as_bytes()], |row: &Row<'_>| {
            Ok(Statement {
                pool: *pool,
                peer: PeerId::new(row.get(0)?),
                day: Day(row.get(1)?),
                seq: row.get(2)?,
                key: PublicKey::new(row.get(3)?),
                on_call_until: Minute(row.get(4)?),
            })
        })?;
        rows.collect()
    }

    pub(super) fn note_snapshot(c: &Connection, hash: &[u8; 32], now: Minute) -> rusqlite::Result<()> {
        c.execute(
            "insert into key_snapshot (only, sha256, fetched) values (1, ?1, ?2)
             on conflict (only) do update set sha256 = excluded.sha256, fetched = excluded.fetched",
            params![hash, now.0],
        )
        .map(|_| ())
    }

    pub(super) fn note_fetched(c: &Connection, now: Minute) -> rusqlite::Result<()> {
        c.execute("update key_snapshot set fetched = ?1", [now.0]).map(|_| ())
    }

    pub(super) fn last_snapshot(c: &Connection) -> rusqlite::Result<Option<([u8; 32], Minute)>> {
        c.query_row("select sha256, fetched from key_snapshot", [], |row| {
            Ok((row.get(0)?, Minute(row.get(1)?)))
        })
        .optional()
    }
}
