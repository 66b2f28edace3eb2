//! Crisis lines: who can be called, texted or written to now, for an officer who may be alone, at night and without a network.
//!
//! They work before anything is opened: the lines are compiled in, so neither vault, key, file nor network is needed. Newer lines
//! that the publisher signed are laid over them, and a pool may add its own, after the publisher's. Lines fail open: an old number
//! stays, with its age. Nothing here guesses: a missing fact reads "not known", digits to press are shown and never dialled, and a
//! service that is no crisis line says so.

mod hours;
mod need;
mod place;
mod rules;
mod show;
#[cfg(test)]
mod tests;
mod wire;

pub use hours::{DayHours, Hours, HoursRefused, OnHolidays, OpenState};
pub use need::Need;
pub use peerline_protocol::lists::ZONES as KNOWN_ZONES;
pub use place::{Country, Place, Region, countries, regions};
pub use rules::{Group, Line, LineId, MeantFor, Origin};
pub use show::{LineDetail, LineRow, Way};
pub use wire::{EntriesRead, Entry, EntryRefused};

use crate::ids::{Day, Minute};
use crate::words::{Language, Say, Words};
use chrono::{DateTime, Utc};
use peerline_protocol::lists::LineKind;
use peerline_protocol::order;
use std::borrow::Cow;

/// The lines that this phone knows.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    newer: Vec<Entry>,
    added: Vec<Line>,
}

/// What the list screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineList {
    /// The lines, best first.
    pub rows: Vec<LineRow>,
    /// What to say above them: that the country is not set, or that no crisis line is known for it.
    pub note: Option<String>,
}

/// What a search by need gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineSearch {
    /// The lines, in the order of the list; the emergency numbers last, whatever was looked for.
    pub rows: Vec<LineRow>,
    /// Whether these are lines that meet every need. If not, they are the general ones, and a note says so.
    pub found: bool,
    /// What to say above them.
    pub notes: Vec<String>,
}

impl Lines {
    /// The lines compiled into this library.
    pub fn floor() -> Self {
        Self::default()
    }

    /// Lays entries of a verified `crisis` pack of the publisher over the floor: an entry replaces the one of its id, a withdrawn
    /// one takes it away. What the pack does not name stays, and an emergency number always stays.
    ///
    /// `issued` is the time of the pack's manifest. A pack from before the floor was made is left aside: an app that was updated
    /// knows better.
    #[must_use]
    pub fn updated(mut self, newer: Vec<Entry>, issued: Minute) -> Self {
        let published = |entry: &Entry| !matches!(entry, Entry::Line(line) if line.origin == Origin::Pool);
        if issued.day() >= FLOOR_MADE {
            self.newer = newer.into_iter().filter(published).collect();
        }
        self
    }

    /// Adds lines of a verified `lines` pack of the pool. They stand after the publisher's and can replace or hide none of them.
    #[must_use]
    pub fn with(mut self, added: Vec<Entry>) -> Self {
        self.added = added.into_iter().filter_map(added_line).collect();
        self
    }

    /// The lines for a place, best first: the region's for officers, the nation's for officers, crisis lines to call, text lines,
    /// emergency; then help that is no crisis line, and the pool's own. What is known to be closed at `now` goes last.
    pub fn list(&self, place: &Place, language: Language, now: DateTime<Utc>) -> LineList {
        let asked = show::Asked { place, language, now };
        let lines = self.lines(|json| concerns(json, place.country));
        let rows: Vec<_> =
            in_order(&lines, place, now).into_iter().map(|listed| listed.row(&asked)).collect();
        let note = note(place, lists_crisis_line(&lines, place), Words::of(language));
        LineList { rows, note }
    }

    /// The lines for a place that meet every one of these needs, in the order of [`Lines::list`], and then the emergency numbers.
    /// If no line meets them all, the general lines are shown and that is said. Without a need, every line is shown.
    pub fn search(
        &self,
        place: &Place,
        needs: &[Need],
        language: Language,
        now: DateTime<Utc>,
    ) -> LineSearch {
        let asked = show::Asked { place, language, now };
        let lines = self.lines(|json| concerns(json, place.country));
        let (emergency, others): (Vec<_>, Vec<_>) = in_order(&lines, place, now)
            .into_iter()
            .partition(|listed| listed.line.kind == LineKind::Emergency);
        let that = |wanted: &dyn Fn(&Line) -> bool| -> Vec<Listed<'_>> {
            others.iter().copied().filter(|listed| wanted(listed.line)).collect()
        };
        let meeting = that(&|line| need::meets(line, needs));
        let found = !meeting.is_empty();
        let general = || {
            let general = that(&need::is_general);
            if general.is_empty() { others.clone() } else { general }
        };
        let shown = if found { meeting } else { general() };
        let rows: Vec<_> = shown.into_iter().chain(emergency).map(|listed| listed.row(&asked)).collect();
        let words = Words::of(language);
        let nothing = (!found).then(|| words.say(&Say::CrisisNothingFits));
        let notes = nothing.into_iter().chain(note(place, lists_crisis_line(&lines, place), words)).collect();
        LineSearch { rows, found, notes }
    }

    /// Everything about one line, for somebody in `place`. `None` if there is no such line any more.
    pub fn line(
        &self,
        id: &LineId,
        place: &Place,
        language: Language,
        now: DateTime<Utc>,
    ) -> Option<LineDetail> {
        let asked = show::Asked { place, language, now };
        let named = format!("\"id\":\"{id}\"");
        let lines = self.lines(|json| json.contains(&named));
        let line = lines.iter().find(|line| line.id == *id)?;
        let nearness = rules::nearness(line, place).unwrap_or(rules::Nearness::SomeRegion);
        let open = state(line, now);
        let row = show::row(line, rules::group(line, nearness, open), open, &asked);
        Some(show::detail(line, row, &asked))
    }

    /// The lines: those of the floor that are wanted by their JSON, what is newer, what was added.
    fn lines(&self, wanted: impl Fn(&str) -> bool) -> Vec<Cow<'_, Line>> {
        let mut lines: Vec<Cow<'_, Line>> = floor_lines(wanted).map(Cow::Owned).collect();
        for entry in &self.newer {
            match entry {
                Entry::Line(newer) => match lines.iter_mut().find(|line| line.id == newer.id) {
                    Some(line) => *line = Cow::Borrowed(newer),
                    None => lines.push(Cow::Borrowed(newer)),
                },
                Entry::Withdrawn(id) => {
                    lines.retain(|line| line.id != *id || line.kind == LineKind::Emergency)
                }
            }
        }
        lines.extend(self.added.iter().map(Cow::Borrowed));
        lines
    }
}

/// Reads one entry of a pack. The reason of a refusal names the field, never its content.
pub fn read_entry(json: &str, origin: Origin) -> Result<Entry, EntryRefused> {
    wire::entry(json, origin)
}

/// Reads the content of a verified `crisis` (publisher) or `lines` (pool) target. One entry that cannot be used takes no other with
/// it: a phone that is older than the pack shows what it understands, and the floor for the rest.
///
/// # Errors
/// [`EntryRefused::Malformed`] if it is no file of entries at all.
pub fn read_entries(json: &str, origin: Origin) -> Result<EntriesRead, EntryRefused> {
    wire::file(json, origin)
}

/// A line in its place in the list.
#[derive(Clone, Copy)]
struct Listed<'a> {
    line: &'a Line,
    group: Group,
    open: OpenState,
}

impl Listed<'_> {
    fn row(self, asked: &show::Asked<'_>) -> LineRow {
        show::row(self.line, self.group, self.open, asked)
    }
}

/// Those lines that concern somebody in a place, best first.
fn in_order<'a>(lines: &'a [Cow<'_, Line>], place: &Place, now: DateTime<Utc>) -> Vec<Listed<'a>> {
    let mut found: Vec<_> = lines
        .iter()
        .filter_map(|line| {
            let nearness = rules::nearness(line, place)?;
            let open = state(line, now);
            let group = rules::group(line, nearness, open);
            Some((rules::place_in_list(line, nearness, group), Listed { line, group, open }))
        })
        .collect();
    order::by_key(&mut found, |(place_in_list, _)| *place_in_list);
    found.into_iter().map(|(_, listed)| listed).collect()
}

fn lists_crisis_line(lines: &[Cow<'_, Line>], place: &Place) -> bool {
    lines.iter().any(|line| rules::nearness(line, place).is_some() && rules::is_crisis_line(line.kind))
}

/// What to say above lines: that the country is not set, or that none was checked for it.
fn note(place: &Place, knows_crisis_line: bool, words: &Words) -> Option<String> {
    match place.country {
        None => Some(words.say(&Say::CrisisChooseCountry)),
        Some(_) if !knows_crisis_line => Some(words.say(&Say::CrisisNoLines)),
        Some(_) => None,
    }
}

fn added_line(entry: Entry) -> Option<Line> {
    match entry {
        Entry::Line(line) if line.origin == Origin::Pool => Some(*line),
        Entry::Line(_) | Entry::Withdrawn(_) => None,
    }
}

fn state(line: &Line, now: DateTime<Utc>) -> OpenState {
    line.hours.as_ref().map_or(OpenState::NotKnown, |hours| hours.at(now))
}

/// One published entry a line, derived from `crisis_lines.json`; each begins with its country, so that a list reads only its own.
const FLOOR: &str = include_str!("../../content/crisis/floor.ndjson");

/// The day on which the editors' file was made: 2026-11-21.
const FLOOR_MADE: Day = Day(20_778);

fn floor_lines(wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Line> {
    FLOOR.lines().filter(move |json| wanted(json)).filter_map(|json| {
        match wire::entry(json, Origin::Publisher) {
            Ok(Entry::Line(line)) => Some(*line),
            // Cannot happen: a test reads every line of the floor.
            Ok(Entry::Withdrawn(_)) | Err(_) => None,
        }
    })
}

/// Whether a line of the floor may concern somebody in a country; without a country, every line does.
fn concerns(json: &str, country: Option<Country>) -> bool {
    let of = |code: &str| json.starts_with(&format!("{{\"country\":\"{code}\""));
    country.is_none_or(|country| of(country.code()) || of("ZZ"))
}
