//! The officer's reminders in the officer's file: `follow_up_after` and `follow_up`.

use super::rules::{After, Length};
use super::{Reminder, Series, TimerId};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

/// Adds what reminders come after, and them.
pub(super) fn add(
    t: &Transaction<'_>,
    what: After,
    begun: DateTime<Utc>,
    reminders: &[Reminder],
) -> rusqlite::Result<u32> {
    t.execute(
        "INSERT INTO follow_up_after (what, begun_ms) VALUES (?1, ?2)",
        params![what.word(), begun.timestamp_millis()],
    )?;
    let series = u32::try_from(t.last_insert_rowid()).unwrap_or(u32::MAX);
    reminders.iter().try_for_each(|reminder| add_to(t, series, reminder))?;
    Ok(series)
}

/// Adds one more.
pub(super) fn add_to(t: &Transaction<'_>, series: u32, reminder: &Reminder) -> rusqlite::Result<()> {
    t.execute(
        "INSERT INTO follow_up (timer, after, length, due_ms) VALUES (?1, ?2, ?3, ?4)",
        params![reminder.timer.0, series, reminder.length.map(Length::word), reminder.due.timestamp_millis()],
    )
    .map(|_| ())
}

/// Everything that is still to come or due, what began first before the rest, the soonest of each first.
pub(super) fn all(c: &Connection) -> rusqlite::Result<Vec<Series>> {
    let mut query =
        c.prepare_cached("SELECT id, what, begun_ms FROM follow_up_after ORDER BY begun_ms, id")?;
    let rows = query
        .query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (id, word, begun) = row?;
        let Some(what) = After::of_word(&word) else { continue };
        let begun = DateTime::from_timestamp_millis(begun).unwrap_or_default();
        found.push(Series { id, what, begun, reminders: of_series(c, id)? });
    }
    Ok(found)
}

fn of_series(c: &Connection, series: u32) -> rusqlite::Result<Vec<Reminder>> {
    let mut query = c.prepare_cached(
        "SELECT timer, length, due_ms FROM follow_up WHERE after = ?1 ORDER BY due_ms, timer",
    )?;
    let rows = query.query_map([series], |row| {
        Ok(Reminder {
            timer: TimerId(row.get(0)?),
            length: row.get::<_, Option<String>>(1)?.as_deref().and_then(Length::of_word),
            due: DateTime::from_timestamp_millis(row.get(2)?).unwrap_or_default(),
        })
    })?;
    rows.collect()
}

/// Moves one to a time of the officer's own. Whether there was such a one.
pub(super) fn move_to(t: &Transaction<'_>, timer: &TimerId, due: DateTime<Utc>) -> rusqlite::Result<bool> {
    let moved = "UPDATE follow_up SET due_ms = ?2, length = NULL WHERE timer = ?1";
    Ok(t.execute(moved, params![timer.0, due.timestamp_millis()])? > 0)
}

/// Ends one; with the last of its series nothing of that is left. Whether there was such a one.
pub(super) fn end(t: &Transaction<'_>, timer: &TimerId) -> rusqlite::Result<bool> {
    let ended = t.execute("DELETE FROM follow_up WHERE timer = ?1", [timer.0])?;
    t.execute("DELETE FROM follow_up_after WHERE id NOT IN (SELECT after FROM follow_up)", [])?;
    Ok(ended > 0)
}

/// Ends a whole series, or everything. Whether there was any.
pub(super) fn end_series(t: &Transaction<'_>, series: Option<u32>) -> rusqlite::Result<bool> {
    let ended = t.execute("DELETE FROM follow_up_after WHERE ?1 IS NULL OR id = ?1", [series])?;
    Ok(ended > 0)
}
