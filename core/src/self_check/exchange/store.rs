//! What imported results brought with them and we do not understand: the table `self_check_rest`.

use crate::self_check::SelfCheckId;
use rusqlite::{Connection, Row, Transaction, params};
use std::collections::HashMap;

/// Keeps it beside a result; it goes when the result goes.
pub(super) fn keep(transaction: &Transaction<'_>, id: SelfCheckId, rest: &str) -> rusqlite::Result<()> {
    transaction
        .execute("INSERT INTO self_check_rest (self_check, rest) VALUES (?1, ?2)", params![id.0, rest])?;
    Ok(())
}

/// All of it, by result.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<HashMap<SelfCheckId, String>> {
    let mut statement = connection.prepare("SELECT self_check, rest FROM self_check_rest")?;
    let row = |row: &Row<'_>| Ok((SelfCheckId(row.get(0)?), row.get(1)?));
    statement.query_map([], row)?.collect()
}
