//! What a row of the roster must be. Pure: cells in, a directory row or named faults out.

use super::Row;
use peerline_protocol::ids::{Day, decode_fixed};
use peerline_protocol::lists::{Modality, Role, Topic};
use peerline_protocol::pack::directory::{DirectoryRow, FIELDS, Gender, LONGEST_ROW, is_e164};
use peerline_protocol::pack::{Language, Region, iso};
use peerline_protocol::sensitive::Sensitive;
use std::collections::BTreeMap;
use std::fmt;

/// The furthest that a designation or a training may reach ahead, in days: ten years.
const FURTHEST: u32 = 3653;

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RowFault {
    /// The first line is not the header.
    #[error("the first line must be the header: {}", FIELDS.join(","))]
    Header,
    /// Too few or too many cells.
    #[error("has {0} cells instead of {len}", len = FIELDS.len())]
    Columns(usize),
    /// More bytes than a row may have.
    #[error("the row is longer than {LONGEST_ROW} bytes")]
    TooLong,
    /// Not UTF-8.
    #[error("is not UTF-8; save the file as \"CSV UTF-8\"")]
    NotUtf8,
    /// A spreadsheet would run the cell.
    #[error("begins with = + - @ or a tab, which a spreadsheet would run as a formula")]
    Formula,
    /// A line end or another control character in a cell.
    #[error("has a line end or another control character in it")]
    Control,
    /// Spaces around the content.
    #[error("has spaces before or after its content")]
    Spaces,
    /// Nothing there.
    #[error("is empty")]
    Empty,
    /// The peer has not agreed to be listed.
    #[error("is empty: nobody is listed without consent and its date")]
    NoConsent,
    /// Not base64url of the right length.
    #[error("is not base64url of {0} bytes")]
    NotBytes(usize),
    /// Not a region.
    #[error("is not an ISO 3166 code such as US-CA")]
    NotARegion,
    /// Not a language.
    #[error("is not a list of BCP 47 tags such as en;es")]
    NotALanguage,
    /// A word that is not in the closed list.
    #[error("has a word that is not in the list of docs/packs.md")]
    UnknownWord,
    /// The same word twice.
    #[error("has the same word twice")]
    WordTwice,
    /// Not `yes` or `no`.
    #[error("is not yes or no")]
    NotYesOrNo,
    /// Not E.164.
    #[error("is not E.164: +, then 8 to 15 digits, no spaces")]
    NotE164,
    /// Texts may be sent, but there is no number.
    #[error("says yes, but there is no phone")]
    TextWithoutPhone,
    /// Not a day.
    #[error("is not a day of the calendar, as YYYY-MM-DD")]
    NotADay,
    /// Over already.
    #[error("is in the past")]
    Past,
    /// Consent that is yet to be given.
    #[error("is in the future")]
    Future,
    /// Further ahead than any designation.
    #[error("is more than ten years ahead")]
    TooFar,
    /// Another row has it.
    #[error("stands in line {0} already")]
    Duplicate(usize),
}

/// A fault and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) line: usize,
    /// The place of the column; `None` for the row as a whole.
    pub(super) column: Option<usize>,
    pub(super) fault: RowFault,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.and_then(|column| FIELDS.get(column)) {
            Some(column) => write!(f, "{column} {}", self.fault),
            None => write!(f, "{}", self.fault),
        }
    }
}

/// All rows that are right, and all faults of the others.
pub(super) fn check(rows: &[Row], today: Day) -> (Vec<DirectoryRow>, Vec<Found>) {
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        let mut cells = Cells { row, faults: Vec::new() };
        let parsed = cells.directory_row(today);
        match parsed {
            Some(row) if cells.faults.is_empty() => good.push(row),
            _ => faults.extend(cells.faults),
        }
    }
    faults.extend(duplicates(rows));
    (good, faults)
}

/// Ids, phones and keys that stand in two rows.
fn duplicates(rows: &[Row]) -> Vec<Found> {
    let mut seen = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows {
        for column in [column("id"), column("phone"), column("key")] {
            let cell = row.cells[column].as_str();
            if cell.is_empty() {
                continue;
            }
            match seen.get(&(column, cell)) {
                Some(first) => faults.push(Found {
                    line: row.line,
                    column: Some(column),
                    fault: RowFault::Duplicate(*first),
                }),
                None => {
                    seen.insert((column, cell), row.line);
                }
            }
        }
    }
    faults
}

/// A row being read: what is wrong is noted, and reading goes on.
struct Cells<'a> {
    row: &'a Row,
    faults: Vec<Found>,
}

impl Cells<'_> {
    fn directory_row(&mut self, today: Day) -> Option<DirectoryRow> {
        self.plain();
        let id = self.required("id", RowFault::NotBytes(16), |text| text.parse().ok());
        let name = self.required("name", RowFault::Empty, |text| Some(Sensitive::new(text.to_owned())));
        let agency = self.required("agency", RowFault::Empty, |text| Some(text.to_owned()));
        let region = self.required("region", RowFault::NotARegion, Region::parse);
        let roles = self.list("roles", true, RowFault::UnknownWord, Role::of_word);
        let experience = self.list("experience", false, RowFault::UnknownWord, Topic::of_word);
        let topics = self.list("topics", false, RowFault::UnknownWord, Topic::of_word);
        let languages = self.list("languages", true, RowFault::NotALanguage, Language::parse);
        let modalities = self.list("modalities", true, RowFault::UnknownWord, Modality::of_word);
        let phone = self.optional("phone", RowFault::NotE164, |text| {
            is_e164(text).then(|| Sensitive::new(text.to_owned()))
        });
        let text_ok = self.required("text_ok", RowFault::NotYesOrNo, yes_or_no);
        if text_ok == Some(true) && self.text("phone").is_empty() {
            self.note("text_ok", RowFault::TextWithoutPhone);
        }
        let gender = self.optional("gender", RowFault::UnknownWord, Gender::of_word);
        let veteran = self.optional("veteran", RowFault::NotYesOrNo, yes_or_no);
        let designated_until = self.last_day("designated_until", today);
        let trained_until = self.last_day("trained_until", today);
        let listed_consent_on = self.consent(today);
        let key = self.optional("key", RowFault::NotBytes(32), |text| decode_fixed(text).ok());
        Some(DirectoryRow {
            id: id?,
            name: name?,
            agency: agency?,
            region: region?,
            roles,
            experience,
            topics,
            languages,
            modalities,
            phone,
            text_ok: text_ok?,
            gender,
            veteran,
            designated_until: designated_until?,
            trained_until: trained_until?,
            listed_consent_on: listed_consent_on?,
            key,
        })
    }

    /// No cell is a formula, spans lines or has spaces around it. Phones begin with `+`, and ids and keys may begin with `-`; these three
    /// are checked letter by letter elsewhere, and nothing that passes there is a formula that does anything.
    fn plain(&mut self) {
        for (place, cell) in self.row.cells.iter().enumerate() {
            let field = FIELDS[place];
            let exempt = match field {
                "phone" => is_e164(cell),
                "id" => decode_fixed::<16>(cell).is_ok(),
                "key" => decode_fixed::<32>(cell).is_ok(),
                _ => false,
            };
            if !exempt
                && cell
                    .trim_start_matches(' ')
                    .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
            {
                self.note(field, RowFault::Formula);
            } else if cell.chars().any(char::is_control) {
                self.note(field, RowFault::Control);
            } else if cell.trim() != cell {
                self.note(field, RowFault::Spaces);
            }
        }
    }

    fn text(&self, field: &str) -> &str {
        self.row.cells.get(column(field)).map_or("", String::as_str)
    }

    fn note(&mut self, field: &str, fault: RowFault) {
        let column = column(field);
        // The first fault of a cell says enough.
        if !self.faults.iter().any(|found| found.column == Some(column)) {
            self.faults.push(Found { line: self.row.line, column: Some(column), fault });
        }
    }

    fn required<T>(
        &mut self,
        field: &str,
        fault: RowFault,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if self.text(field).is_empty() {
            self.note(field, RowFault::Empty);
            return None;
        }
        self.optional(field, fault, read)
    }

    fn optional<T>(
        &mut self,
        field: &str,
        fault: RowFault,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            self.note(field, fault);
        }
        value
    }

    fn list<T: PartialEq>(
        &mut self,
        field: &str,
        required: bool,
        fault: RowFault,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let text = self.text(field);
        if text.is_empty() {
            if required {
                self.note(field, RowFault::Empty);
            }
            return Vec::new();
        }
        let mut values = Vec::new();
        let mut found = None;
        for word in text.split(';') {
            match read(word) {
                None => found = found.or(Some(fault)),
                Some(value) if values.contains(&value) => found = found.or(Some(RowFault::WordTwice)),
                Some(value) => values.push(value),
            }
        }
        if let Some(fault) = found {
            self.note(field, fault);
        }
        values
    }

    fn last_day(&mut self, field: &str, today: Day) -> Option<Day> {
        let day = self.required(field, RowFault::NotADay, iso::parse_day)?;
        if day < today {
            self.note(field, RowFault::Past);
        } else if day.0 - today.0 > FURTHEST {
            self.note(field, RowFault::TooFar);
        }
        Some(day)
    }

    fn consent(&mut self, today: Day) -> Option<Day> {
        if self.text("listed_consent_on").is_empty() {
            self.note("listed_consent_on", RowFault::NoConsent);
            return None;
        }
        let day = self.required("listed_consent_on", RowFault::NotADay, iso::parse_day)?;
        if day > today {
            self.note("listed_consent_on", RowFault::Future);
        }
        Some(day)
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The place of a column; every caller names one of [`FIELDS`].
fn column(field: &str) -> usize {
    FIELDS.iter().position(|name| *name == field).unwrap_or(usize::MAX)
}
