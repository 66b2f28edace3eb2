//! The plan in the officer's file: `plan`, `plan_step` and `plan_item`.

use super::number::DialNumber;
use super::rules::{Item, ItemId, Name, Note, Plan, ReviewEvery, ReviewMonths, Step};
use super::{PlanError, Review};
use crate::crisis::LineId;
use crate::vault::VaultError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

/// The plan; an empty one if none was kept.
pub(super) fn plan(c: &Connection) -> Result<Plan, PlanError> {
    let Some(next) = next(c).map_err(VaultError::from)? else { return Ok(Plan::default()) };
    let read = |c: &Connection| -> rusqlite::Result<_> {
        let mut query = c.prepare("SELECT step FROM plan_step ORDER BY place")?;
        let words: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut query =
            c.prepare("SELECT step, id, kind, words, number, line FROM plan_item ORDER BY step, place")?;
        let items: Vec<Kept> = query.query_map([], kept)?.collect::<rusqlite::Result<_>>()?;
        Ok((words, items))
    };
    let (words, items) = read(c).map_err(VaultError::from)?;
    let mut steps = Vec::new();
    for word in &words {
        let step = Step::of_word(word).ok_or(VaultError::Damaged)?;
        let of_step: Result<Vec<_>, PlanError> =
            items.iter().filter(|kept| kept.step == *word).map(Kept::item).collect();
        steps.push((step, of_step.map_err(|_| VaultError::Damaged)?));
    }
    Ok(Plan::kept(steps, next).ok_or(VaultError::Damaged)?)
}

/// Keeps the plan as a whole.
pub(super) fn set_plan(t: &Transaction<'_>, plan: &Plan) -> rusqlite::Result<()> {
    t.execute(
        "INSERT INTO plan (only, next_id) VALUES (1, ?1) ON CONFLICT (only) DO UPDATE SET next_id = ?1",
        [plan.next()],
    )?;
    t.execute("DELETE FROM plan_item", [])?;
    t.execute("DELETE FROM plan_step", [])?;
    for (place, (step, items)) in (0_u32..).zip(plan.steps()) {
        t.execute("INSERT INTO plan_step (step, place) VALUES (?1, ?2)", params![step.word(), place])?;
        for (place, (id, item)) in (0_u32..).zip(items) {
            let (kind, words, number, line) = match item {
                Item::Note(note) => ("note", Some(note.expose()), None, None),
                Item::Contact { name, number } => {
                    ("contact", Some(name.expose()), number.as_ref().map(DialNumber::shown), None)
                }
                Item::Line(line) => ("line", None, None, Some(line.to_string())),
            };
            t.execute(
                "INSERT INTO plan_item (id, step, place, kind, words, number, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![id.0, step.word(), place, kind, words, number, line],
            )?;
        }
    }
    Ok(())
}

/// When and how often the owner wants to look at the plan again.
pub(super) fn review(c: &Connection) -> rusqlite::Result<Review> {
    let found = c
        .query_row("SELECT every_months, due_ms, timer FROM plan WHERE due_ms IS NOT NULL", [], |row| {
            let months: Option<u8> = row.get(0)?;
            Ok(Review {
                every: months.and_then(ReviewMonths::new).map_or(ReviewEvery::Never, ReviewEvery::Months),
                due: DateTime::<Utc>::from_timestamp_millis(row.get(1)?),
                timer: row.get(2)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps it.
pub(super) fn set_review(t: &Transaction<'_>, review: &Review) -> rusqlite::Result<()> {
    let months = match review.every {
        ReviewEvery::Never => None,
        ReviewEvery::Months(months) => Some(months.get()),
    };
    t.execute(
        "INSERT INTO plan (only, next_id, every_months, due_ms, timer) VALUES (1, 1, ?1, ?2, ?3)
         ON CONFLICT (only) DO UPDATE SET every_months = ?1, due_ms = ?2, timer = ?3",
        params![months, review.due.map(|due| due.timestamp_millis()), review.timer],
    )?;
    // A plan without a step would not be whole.
    let steps: u32 = t.query_row("SELECT count(*) FROM plan_step", [], |row| row.get(0))?;
    if steps == 0 { set_plan(t, &Plan::default()) } else { Ok(()) }
}

/// Forgets the plan and its reminder.
pub(super) fn forget(t: &Transaction<'_>) -> rusqlite::Result<()> {
    t.execute_batch("DELETE FROM plan_item; DELETE FROM plan_step; DELETE FROM plan;")
}

fn next(c: &Connection) -> rusqlite::Result<Option<u32>> {
    c.query_row("SELECT next_id FROM plan", [], |row| row.get(0)).optional()
}

struct Kept {
    step: String,
    id: u32,
    kind: String,
    words: Option<String>,
    number: Option<String>,
    line: Option<String>,
}

impl Kept {
    fn item(&self) -> Result<(ItemId, Item), PlanError> {
        let words = self.words.as_deref().unwrap_or_default();
        let item = match (self.kind.as_str(), &self.line) {
            ("note", _) => Item::Note(Note::new(words)?),
            ("contact", _) => Item::Contact {
                name: Name::new(words)?,
                number: self.number.as_deref().map(DialNumber::new).transpose()?,
            },
            (_, Some(line)) => Item::Line(LineId::shown(line)),
            _ => return Err(PlanError::NotText),
        };
        Ok((ItemId(self.id), item))
    }
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        step: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        words: row.get(3)?,
        number: row.get(4)?,
        line: row.get(5)?,
    })
}
