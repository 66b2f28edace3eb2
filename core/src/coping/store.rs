//! Uses of coping tools in the vault, as far as the officer wants them kept: the table `coping_use`.

use super::exercise::ExerciseId;
use super::{Distress, Felt, KeptUse, UseId};
use crate::ids::Minute;
use rusqlite::{Connection, Row, Transaction, params};

/// Adds a use.
pub(super) fn add(
    transaction: &Transaction<'_>,
    exercise: &ExerciseId,
    version: u32,
    felt: Felt,
    at: Minute,
) -> rusqlite::Result<UseId> {
    transaction.execute(
        "INSERT INTO coping_use (exercise, version, distress_before, distress_after, at_minute)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            exercise.as_str(),
            version,
            felt.before.map(Distress::level),
            felt.after.map(Distress::level),
            at.0
        ],
    )?;
    Ok(UseId(transaction.last_insert_rowid()))
}

/// Some uses, the newest first.
pub(super) fn page(connection: &Connection, start: u32, size: u32) -> rusqlite::Result<Vec<KeptUse>> {
    let mut statement = connection.prepare(
        "SELECT exercise, distress_before, distress_after, id, version, at_minute FROM coping_use
         ORDER BY id DESC LIMIT ?2 OFFSET ?1",
    )?;
    let kept = |row: &Row<'_>| {
        let (exercise, felt) = pair(row)?;
        Ok(KeptUse { id: UseId(row.get(3)?), exercise, version: row.get(4)?, felt, at: Minute(row.get(5)?) })
    };
    statement.query_map([start, size], kept)?.collect()
}

/// What was felt at every use.
pub(super) fn pairs(connection: &Connection) -> rusqlite::Result<Vec<(ExerciseId, Felt)>> {
    let mut statement =
        connection.prepare("SELECT exercise, distress_before, distress_after FROM coping_use ORDER BY id")?;
    statement.query_map([], pair)?.collect()
}

/// Deletes a use.
pub(super) fn delete(transaction: &Transaction<'_>, id: UseId) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM coping_use WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Deletes all uses.
pub(super) fn delete_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM coping_use", [])?;
    Ok(())
}

fn pair(row: &Row<'_>) -> rusqlite::Result<(ExerciseId, Felt)> {
    let exercise: String = row.get(0)?;
    let exercise = ExerciseId::parse(&exercise).ok_or(rusqlite::Error::InvalidQuery)?;
    let level = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<u8>>(column)?.and_then(Distress::new));
    Ok((exercise, Felt { before: level(1)?, after: level(2)? }))
}
