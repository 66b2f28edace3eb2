//! Self-checks in the vault: the tables `self_check_instrument`, `self_check` and `self_check_draft`.
//!
//! Rows are small: ten thousand results of twenty questions stay well below the vault's first size.

use super::instrument::{Coding, Instrument, InstrumentId};
use super::rules::{Answers, Score};
use super::trend::{Origin, Point};
use super::{Draft, SelfCheck, SelfCheckId};
use crate::ids::Minute;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use std::sync::Arc;

/// Adds a result, after all others.
pub(super) fn add(transaction: &Transaction<'_>, check: &NewSelfCheck<'_>) -> rusqlite::Result<SelfCheckId> {
    let NewSelfCheck { instrument, at, answers, total, origin } = check;
    let words: Vec<&str> = instrument.bands.iter().map(|band| band.word.as_str()).collect();
    let bands = words.join(",");
    let key = params![instrument.id.as_str(), instrument.coding.as_str(), instrument.version, bands];
    transaction.execute(
        "INSERT OR IGNORE INTO self_check_instrument (id, coding, version, bands) VALUES (?1, ?2, ?3, ?4)",
        key,
    )?;
    let number: i64 = transaction.query_row(
        "SELECT n FROM self_check_instrument WHERE id = ?1 AND coding = ?2 AND version = ?3 AND bands = ?4",
        key,
        |row| row.get(0),
    )?;
    let band = instrument.bands.of(*total);
    let band = words.iter().position(|word| *word == band.word).and_then(|place| u32::try_from(place).ok());
    transaction.execute(
        "INSERT INTO self_check (instrument, at_minute, imported, total, band, answers) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![number, at.0, *origin == Origin::Imported, total.ten_thousandths(), band, bytes(answers)],
    )?;
    Ok(SelfCheckId(transaction.last_insert_rowid()))
}

/// A result to be kept.
pub(super) struct NewSelfCheck<'a> {
    pub(super) instrument: &'a Instrument,
    pub(super) at: Minute,
    pub(super) answers: &'a Answers,
    pub(super) total: Score,
    pub(super) origin: Origin,
}

/// Every instrument and coding that has results, with how many, in the order in which they were first kept.
pub(super) fn counts(connection: &Connection) -> rusqlite::Result<Vec<(InstrumentId, Coding, u32)>> {
    let mut statement = connection.prepare(
        "SELECT i.id, i.coding, count(*) FROM self_check c JOIN self_check_instrument i ON i.n = c.instrument
         GROUP BY i.id, i.coding ORDER BY min(c.n)",
    )?;
    let row = |row: &Row<'_>| {
        let (id, coding): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((InstrumentId::shown(&id), Coding::shown(&coding), row.get(2)?))
    };
    statement.query_map([], row)?.collect()
}

/// The results of one instrument and coding as points, in the order in which they were kept.
pub(super) fn points(
    connection: &Connection,
    id: &InstrumentId,
    coding: &Coding,
) -> rusqlite::Result<Vec<Point>> {
    let mut kinds = connection
        .prepare("SELECT n, bands FROM self_check_instrument WHERE id = ?1 AND coding = ?2 ORDER BY n")?;
    let kinds = kinds.query_map(params![id.as_str(), coding.as_str()], |row| {
        let bands: String = row.get(1)?;
        Ok((row.get::<_, i64>(0)?, bands.split(',').map(Arc::from).collect::<Vec<Arc<str>>>()))
    })?;
    let kinds = kinds.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement = connection.prepare(
        "SELECT c.n, c.at_minute, c.imported, c.total, c.band, c.instrument FROM self_check c
         JOIN self_check_instrument i ON i.n = c.instrument WHERE i.id = ?1 AND i.coding = ?2 ORDER BY c.n",
    )?;
    let point = |row: &Row<'_>| {
        let (band, kind): (usize, i64) = (place(row, 4)?, row.get(5)?);
        let words = kinds.iter().find(|(number, _)| *number == kind).map(|(_, words)| words);
        let word = words.and_then(|words| words.get(band).cloned());
        Ok(Point {
            id: SelfCheckId(row.get(0)?),
            at: Minute(row.get(1)?),
            total: Score::of_ten_thousandths(row.get(3)?),
            band: word.unwrap_or_else(|| Arc::from("")),
            origin: origin(row.get(2)?),
        })
    };
    statement.query_map(params![id.as_str(), coding.as_str()], point)?.collect()
}

/// When one instrument was last done here.
pub(super) fn last_done(connection: &Connection, id: &InstrumentId) -> rusqlite::Result<Option<Minute>> {
    connection
        .query_row(
            "SELECT c.at_minute FROM self_check c JOIN self_check_instrument i ON i.n = c.instrument
             WHERE i.id = ?1 AND c.imported = 0 ORDER BY c.n DESC LIMIT 1",
            [id.as_str()],
            |row| row.get(0).map(Minute),
        )
        .optional()
}

/// Every result with its answers, in the order in which they were kept; of one instrument, or of all.
pub(super) fn all(connection: &Connection, only: Option<&InstrumentId>) -> rusqlite::Result<Vec<SelfCheck>> {
    let mut statement = connection.prepare(
        "SELECT c.n, i.id, i.coding, i.version, c.at_minute, c.imported, c.total, i.bands, c.band, c.answers
         FROM self_check c JOIN self_check_instrument i ON i.n = c.instrument WHERE ?1 IS NULL OR i.id = ?1 ORDER BY c.n",
    )?;
    let check = |row: &Row<'_>| {
        let (id, coding, bands): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(7)?);
        let (band, blob): (usize, Vec<u8>) = (place(row, 8)?, row.get(9)?);
        Ok(SelfCheck {
            id: SelfCheckId(row.get(0)?),
            instrument: InstrumentId::shown(&id),
            coding: Coding::shown(&coding),
            version: row.get(3)?,
            at: Minute(row.get(4)?),
            origin: origin(row.get(5)?),
            total: Score::of_ten_thousandths(row.get(6)?),
            band: bands.split(',').nth(band).unwrap_or_default().to_owned(),
            answers: answers(&blob),
        })
    };
    statement.query_map([only.map(InstrumentId::as_str)], check)?.collect()
}

/// Deletes one result. Gives whether it was there.
pub(super) fn delete(transaction: &Transaction<'_>, id: SelfCheckId) -> rusqlite::Result<bool> {
    let deleted = transaction.execute("DELETE FROM self_check WHERE n = ?1", [id.0])?;
    forget_unused(transaction)?;
    Ok(deleted > 0)
}

/// Deletes every result of an instrument, and what was begun of it.
pub(super) fn delete_of(transaction: &Transaction<'_>, id: &InstrumentId) -> rusqlite::Result<()> {
    transaction.execute(
        "DELETE FROM self_check WHERE instrument IN (SELECT n FROM self_check_instrument WHERE id = ?1)",
        [id.as_str()],
    )?;
    drop_draft(transaction, id)?;
    forget_unused(transaction)
}

/// Deletes every result, and everything begun.
pub(super) fn delete_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "DELETE FROM self_check; DELETE FROM self_check_draft; DELETE FROM self_check_instrument;",
    )
}

/// That an instrument was used is not told once nothing of it is left.
fn forget_unused(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute(
        "DELETE FROM self_check_instrument WHERE n NOT IN (SELECT instrument FROM self_check)",
        [],
    )?;
    Ok(())
}

/// What was begun of an instrument, if it still fits: another coding or other questions begin anew.
pub(super) fn draft(connection: &Connection, instrument: &Instrument) -> rusqlite::Result<Option<Draft>> {
    let found = connection
        .query_row(
            "SELECT began_minute, answers FROM self_check_draft WHERE instrument = ?1 AND coding = ?2 AND version = ?3",
            params![instrument.id.as_str(), instrument.coding.as_str(), instrument.version],
            |row| Ok((row.get(0).map(Minute)?, row.get::<_, Vec<u8>>(1)?)),
        )
        .optional()?;
    let fits = |answers: &Answers| {
        let (items, extras) = (answers.items(), answers.extras());
        items.len() == instrument.items.len() && extras.len() == instrument.extras.len()
    };
    Ok(found
        .map(|(began, blob)| Draft { began, answers: answers(&blob) })
        .filter(|draft| fits(&draft.answers)))
}

/// The instruments of which something was begun.
pub(super) fn begun(connection: &Connection) -> rusqlite::Result<Vec<InstrumentId>> {
    let mut statement = connection.prepare("SELECT instrument FROM self_check_draft ORDER BY instrument")?;
    let id = |row: &Row<'_>| row.get::<_, String>(0).map(|id| InstrumentId::shown(&id));
    statement.query_map([], id)?.collect()
}

/// Keeps what was answered so far.
pub(super) fn keep_draft(
    transaction: &Transaction<'_>,
    instrument: &Instrument,
    draft: &Draft,
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT OR REPLACE INTO self_check_draft (instrument, coding, version, began_minute, answers) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            instrument.id.as_str(),
            instrument.coding.as_str(),
            instrument.version,
            draft.began.0,
            bytes(&draft.answers)
        ],
    )?;
    Ok(())
}

/// Forgets what was begun of an instrument.
pub(super) fn drop_draft(transaction: &Transaction<'_>, id: &InstrumentId) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM self_check_draft WHERE instrument = ?1", [id.as_str()])?;
    Ok(())
}

fn place(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    row.get(column).map(|place: u32| usize::try_from(place).unwrap_or(usize::MAX))
}

fn origin(imported: bool) -> Origin {
    if imported { Origin::Imported } else { Origin::Here }
}

/// One byte for the gate and one for how many items there are, then one for each item and each extra; 255 is "not answered".
fn bytes(answers: &Answers) -> Vec<u8> {
    let gate = match answers.gate() {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    };
    let items = u8::try_from(answers.items().len()).unwrap_or(u8::MAX);
    let all = answers.items().iter().chain(answers.extras()).map(|answer| answer.unwrap_or(u8::MAX));
    [gate, items].into_iter().chain(all).collect()
}

fn answers(bytes: &[u8]) -> Answers {
    let (head, rest) = bytes.split_at_checked(2).unwrap_or((&[0, 0], &[]));
    let gate = match head[0] {
        1 => Some(false),
        2 => Some(true),
        _ => None,
    };
    let list = |bytes: &[u8]| bytes.iter().map(|byte| Some(*byte).filter(|byte| *byte != u8::MAX)).collect();
    let (items, extras) = rest.split_at(usize::from(head[1]).min(rest.len()));
    Answers::kept(gate, list(items), list(extras))
}
