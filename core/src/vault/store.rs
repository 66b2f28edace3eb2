//! The vault's own table: when it was last written.

use crate::clock::{Mark, Uptime};
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use std::time::Duration;

/// When the file was last written; `None` in a new vault.
pub(super) fn last_written(connection: &Connection) -> rusqlite::Result<Option<Mark>> {
    connection
        .query_row("SELECT wall_ms, boot, up_ms FROM written", [], |row| {
            let (wall, boot, up): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Mark {
                wall: DateTime::from_timestamp_millis(wall).unwrap_or_default(),
                uptime: Uptime {
                    boot: boot.cast_unsigned(),
                    elapsed: Duration::from_millis(up.unsigned_abs()),
                },
            })
        })
        .optional()
}

/// Remembers that the file is being written now.
pub(super) fn remember_written(transaction: &Transaction<'_>, now: Mark) -> rusqlite::Result<()> {
    let up = i64::try_from(now.uptime.elapsed.as_millis()).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT OR REPLACE INTO written (one, wall_ms, boot, up_ms) VALUES (1, ?1, ?2, ?3)",
        params![now.wall.timestamp_millis(), now.uptime.boot.cast_signed(), up],
    )?;
    Ok(())
}
