//! Times in the duty file, so that the one neutral notice can be given while the phone is locked: the tables `timer` and
//! `peer_reminder`. Whose a timer is and what for stands in the officer's file alone.

use super::rules::{Length, Timing};
use super::{FollowUpError, TimerId};
use crate::clock::{Clock, Mark};
use crate::relay_client::outbox::{duration, mark, millis};
use crate::vault::Vault;
use chrono::{DateTime, Utc};
use peerline_protocol::order;
use rusqlite::{Connection, Row, Transaction, params};
use std::sync::Arc;
use std::time::Duration;

/// The times at which something is due.
pub struct Timers {
    pub(super) vault: Arc<Vault>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Timers {
    /// Those of a duty file.
    pub fn new(vault: Arc<Vault>, clock: Arc<dyn Clock>) -> Self {
        Self { vault, clock }
    }

    /// Makes the timers be those that are wanted, and a peer's own. One that stays is not given notice of again.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn be(&self, wanted: &[(TimerId, DateTime<Utc>)]) -> Result<(), FollowUpError> {
        let now = Mark::now(&*self.clock);
        let wanted = order::map(wanted.iter().copied());
        let (kept, own) = self.vault.read(|c| Ok((all(c)?, peers_own(c)?)))?;
        let stays = |kept: &Kept| match wanted.get(&kept.id) {
            Some(due) => due.timestamp_millis() == kept.timing.due.timestamp_millis(),
            None => own.iter().any(|(id, _)| *id == kept.id),
        };
        let gone: Vec<_> = kept.iter().filter(|kept| !stays(kept)).map(|kept| kept.id).collect();
        let missing: Vec<_> =
            wanted.iter().filter(|(id, _)| !kept.iter().any(|kept| kept.id == **id && stays(kept))).collect();
        if gone.is_empty() && missing.is_empty() {
            return Ok(());
        }
        Ok(self.vault.keep(|t| {
            for id in &gone {
                remove(t, id)?;
            }
            for (id, due) in &missing {
                put(t, id, &Timing::new(**due, now))?;
            }
            Ok(())
        })?)
    }

    /// How long it is until the next one that no notice was given of.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn next(&self) -> Result<Option<Duration>, FollowUpError> {
        let now = Mark::now(&*self.clock);
        let kept = self.vault.read(all)?;
        Ok(kept.iter().filter(|kept| !kept.told).map(|kept| kept.timing.left(&now)).min())
    }

    /// Whether something has become due that no notice was given of. It is kept before it is said, so each counts once, whatever the
    /// clock does later.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`]; it is said another time then.
    pub fn take_notice(&self) -> Result<bool, FollowUpError> {
        let now = Mark::now(&*self.clock);
        let kept = self.vault.read(all)?;
        let due: Vec<_> = kept
            .iter()
            .filter(|kept| !kept.told && kept.timing.left(&now).is_zero())
            .map(|kept| kept.id)
            .collect();
        let note = |t: &Transaction<'_>| {
            for kept in kept.iter().filter(|kept| !kept.told) {
                set_mark(t, &kept.id, &kept.timing.marked(now))?;
            }
            due.iter().try_for_each(|id| told(t, id))
        };
        if due.is_empty() {
            self.vault.write(note)?
        } else {
            self.vault.keep(note)?
        }
        Ok(!due.is_empty())
    }

    /// Those that are due, whether or not a notice was given.
    ///
    /// # Errors
    /// [`FollowUpError::Vault`].
    pub fn due(&self) -> Result<Vec<TimerId>, FollowUpError> {
        let now = Mark::now(&*self.clock);
        let kept = self.vault.read(all)?;
        let due = |kept: &&Kept| kept.told || kept.timing.left(&now).is_zero();
        Ok(kept.iter().filter(due).map(|kept| kept.id).collect())
    }

    /// A peer's own reminders: which, after how long, and when.
    pub(super) fn peers(&self) -> Result<Vec<(TimerId, Length, DateTime<Utc>)>, FollowUpError> {
        let (kept, own) = self.vault.read(|c| Ok((all(c)?, peers_own(c)?)))?;
        let due = |id: &TimerId| kept.iter().find(|kept| kept.id == *id).map(|kept| kept.timing.due);
        let mut found: Vec<_> =
            own.into_iter().filter_map(|(id, length)| Some((id, length, due(&id)?))).collect();
        order::by_key(&mut found, |(_, _, due)| *due);
        Ok(found)
    }

    /// Adds some of a peer's own.
    pub(super) fn add_peers(
        &self,
        reminders: &[(TimerId, Length, DateTime<Utc>)],
    ) -> Result<(), FollowUpError> {
        let now = Mark::now(&*self.clock);
        Ok(self.vault.keep(|t| {
            for (id, length, due) in reminders {
                put(t, id, &Timing::new(*due, now))?;
                let insert = "INSERT INTO peer_reminder (timer, length) VALUES (?1, ?2)";
                t.execute(insert, params![id.0, length.word()])?;
            }
            Ok(())
        })?)
    }

    /// Ends one of a peer's own, or all.
    pub(super) fn end_peers(&self, which: Option<TimerId>) -> Result<(), FollowUpError> {
        let own = self.vault.read(peers_own)?;
        let ended: Vec<_> =
            own.iter().map(|(id, _)| *id).filter(|id| which.is_none_or(|which| which == *id)).collect();
        if ended.is_empty() && which.is_some() {
            return Err(FollowUpError::NoSuchReminder);
        }
        Ok(self.vault.keep(|t| ended.iter().try_for_each(|id| remove(t, id)))?)
    }
}

struct Kept {
    id: TimerId,
    timing: Timing,
    told: bool,
}

fn all(c: &Connection) -> rusqlite::Result<Vec<Kept>> {
    let mut query = c.prepare_cached(
        "SELECT id, due_ms, planned_boot, left_ms, mark_wall, mark_boot, mark_up_ms, told FROM timer ORDER BY due_ms, id",
    )?;
    query.query_map([], kept)?.collect()
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let due: i64 = row.get(1)?;
    let timing = Timing {
        due: DateTime::from_timestamp_millis(due).unwrap_or_default(),
        planned_boot: row.get::<_, i64>(2)?.cast_unsigned(),
        left: duration(row.get(3)?),
        mark: mark(row, 4)?,
    };
    Ok(Kept { id: TimerId(row.get(0)?), timing, told: row.get(7)? })
}

fn peers_own(c: &Connection) -> rusqlite::Result<Vec<(TimerId, Length)>> {
    let mut query = c.prepare_cached("SELECT timer, length FROM peer_reminder")?;
    let rows = query.query_map([], |row| Ok((TimerId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let read = |(id, word): (TimerId, String)| Length::of_word(&word).map(|length| (id, length));
    rows.map(|row| row.map(read)).filter_map(Result::transpose).collect()
}

fn put(t: &Transaction<'_>, id: &TimerId, timing: &Timing) -> rusqlite::Result<()> {
    t.execute(
        "INSERT OR REPLACE INTO timer (id, due_ms, planned_boot, left_ms, mark_wall, mark_boot, mark_up_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id.0,
            timing.due.timestamp_millis(),
            timing.planned_boot.cast_signed(),
            millis(timing.left),
            timing.mark.wall.timestamp_millis(),
            timing.mark.uptime.boot.cast_signed(),
            millis(timing.mark.uptime.elapsed)
        ],
    )
    .map(|_| ())
}

fn set_mark(t: &Transaction<'_>, id: &TimerId, timing: &Timing) -> rusqlite::Result<()> {
    t.execute(
        "UPDATE timer SET left_ms = ?2, mark_wall = ?3, mark_boot = ?4, mark_up_ms = ?5 WHERE id = ?1",
        params![
            id.0,
            millis(timing.left),
            timing.mark.wall.timestamp_millis(),
            timing.mark.uptime.boot.cast_signed(),
            millis(timing.mark.uptime.elapsed)
        ],
    )
    .map(|_| ())
}

fn told(t: &Transaction<'_>, id: &TimerId) -> rusqlite::Result<()> {
    t.execute("UPDATE timer SET told = 1 WHERE id = ?1", [id.0]).map(|_| ())
}

fn remove(t: &Transaction<'_>, id: &TimerId) -> rusqlite::Result<()> {
    t.execute("DELETE FROM peer_reminder WHERE timer = ?1", [id.0])?;
    t.execute("DELETE FROM timer WHERE id = ?1", [id.0]).map(|_| ())
}
