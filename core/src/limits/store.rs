//! What the officer has accepted, in the vault: the table `limits_accepted`.

use super::Acceptance;
use super::rules::Shown;
use crate::ids::Minute;
use rusqlite::{Connection, Transaction, params};

/// Adds an acceptance, with what was on the screen.
pub(super) fn add(
    transaction: &Transaction<'_>,
    acceptance: &Acceptance,
    shown: &Shown,
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO limits_accepted (common_id, common_version, shown, at_minute) VALUES (?1, ?2, ?3, ?4)",
        params![acceptance.id, acceptance.version, shown.as_bytes(), acceptance.at.0],
    )?;
    Ok(())
}

/// Whether exactly this was accepted at some time.
pub(super) fn has(connection: &Connection, id: &str, version: u32, shown: &Shown) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM limits_accepted WHERE common_id = ?1 AND common_version = ?2 AND shown = ?3)",
        params![id, version, shown.as_bytes()],
        |row| row.get(0),
    )
}

/// Every acceptance, the newest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Acceptance>> {
    let mut statement = connection
        .prepare("SELECT common_id, common_version, at_minute FROM limits_accepted ORDER BY id DESC")?;
    let acceptance = |row: &rusqlite::Row<'_>| {
        Ok(Acceptance { id: row.get(0)?, version: row.get(1)?, at: Minute(row.get(2)?) })
    };
    statement.query_map([], acceptance)?.collect()
}
