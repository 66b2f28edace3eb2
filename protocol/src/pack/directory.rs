//! The directory: one peer a line, sorted by id, newline-delimited JSON.

use super::iso;
use super::words::{ContentError, Fixed, Language, Region, read_json, write_json};
use crate::ids::{Day, PeerId};
use crate::lists::{Modality, Role, Topic};
use crate::order;
use crate::sensitive::Sensitive;
use serde::{Deserialize, Serialize};

/// The longest line of a directory, in bytes without its end.
pub const LONGEST_ROW: usize = 4096;

/// Every field of a row, in the order of `roster.csv`.
pub const FIELDS: &[&str] = &[
    "id",
    "name",
    "agency",
    "region",
    "roles",
    "experience",
    "topics",
    "languages",
    "modalities",
    "phone",
    "text_ok",
    "gender",
    "veteran",
    "designated_until",
    "trained_until",
    "listed_consent_on",
    "key",
];

/// A peer as the pool lists them. Names and phones never print themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryRow {
    /// Names the peer everywhere.
    pub id: PeerId,
    /// As officers know them.
    pub name: Sensitive<String>,
    /// Their agency's name.
    pub agency: String,
    /// Where they serve.
    pub region: Region,
    /// What they are in the service, as far as this version knows the words.
    pub roles: Vec<Role>,
    /// What they have lived through.
    pub experience: Vec<Topic>,
    /// What they are ready to talk about.
    pub topics: Vec<Topic>,
    /// In which languages; at least one.
    pub languages: Vec<Language>,
    /// How they can be reached.
    pub modalities: Vec<Modality>,
    /// E.164, if the peer lists one.
    pub phone: Option<Sensitive<String>>,
    /// Whether text messages may be sent to that number.
    pub text_ok: bool,
    /// If the peer says so.
    pub gender: Option<Gender>,
    /// Whether a veteran, if the peer says so.
    pub veteran: Option<bool>,
    /// The last day of the designation.
    pub designated_until: Day,
    /// The last day that the training counts for.
    pub trained_until: Day,
    /// When the peer agreed to be listed.
    pub listed_consent_on: Day,
    /// The directory key (Ed25519), for peers with the app.
    pub key: Option<[u8; 32]>,
}

/// As the peer says; for the wish to talk to somebody of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// `woman`
    Woman,
    /// `man`
    Man,
    /// `nonbinary`
    Nonbinary,
}

impl Gender {
    /// Every gender that can be stated.
    pub const ALL: &'static [Self] = &[Self::Woman, Self::Man, Self::Nonbinary];

    /// The value of a word, if the list has it.
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "woman" => Some(Self::Woman),
            "man" => Some(Self::Man),
            "nonbinary" => Some(Self::Nonbinary),
            _ => None,
        }
    }

    /// The value's word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Woman => "woman",
            Self::Man => "man",
            Self::Nonbinary => "nonbinary",
        }
    }
}

impl DirectoryRow {
    /// Whether the peer is designated and trained on this day. Both last days count.
    pub fn is_designated(&self, today: Day) -> bool {
        today <= self.designated_until && today <= self.trained_until
    }

    /// Reads one line. Unknown fields, and words that a newer list has, are ignored.
    ///
    /// # Errors
    /// Why not, as line 1.
    pub fn parse(line: &[u8]) -> Result<Self, ContentError> {
        if line.len() > LONGEST_ROW {
            return Err(ContentError { line: 1, reason: "the row is too long" });
        }
        read_json::<RowWire>(line)?.try_into()
    }

    /// The line, without its end.
    pub fn to_json(&self) -> Vec<u8> {
        write_json(&RowWire::from(self))
    }
}

/// Reads a whole directory.
///
/// # Errors
/// The line and the reason: a row that is not in its form, out of order, or has the id or key of another.
pub fn parse(bytes: &[u8]) -> Result<Vec<DirectoryRow>, ContentError> {
    let mut rows: Vec<DirectoryRow> = Vec::new();
    let mut keys = std::collections::BTreeSet::new();
    if bytes.is_empty() {
        return Ok(rows);
    }
    let Some(lines) = bytes.strip_suffix(b"\n") else {
        return Err(ContentError::whole("the last row has no end"));
    };
    for (place, line) in lines.split(|byte| *byte == b'\n').enumerate() {
        let at = |reason| ContentError { line: place + 1, reason };
        let row = DirectoryRow::parse(line).map_err(|error| at(error.reason))?;
        if rows.last().is_some_and(|before| before.id >= row.id) {
            return Err(at("rows are sorted by id, and every id stands once"));
        }
        if row.key.is_some_and(|key| !keys.insert(key)) {
            return Err(at("another row has the same key"));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Writes a whole directory, sorted by id. `rows` must have different ids.
pub fn print(rows: &[DirectoryRow]) -> Vec<u8> {
    let mut sorted: Vec<_> = rows.iter().collect();
    order::by_key(&mut sorted, |row| row.id);
    let mut bytes = Vec::new();
    for row in sorted {
        bytes.extend(row.to_json());
        bytes.push(b'\n');
    }
    bytes
}

/// Whether a text has the form of an E.164 number: `+`, then 8 to 15 digits, the first not 0. Whether it is in use is not known.
pub fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (8..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

#[derive(Serialize, Deserialize)]
struct RowWire {
    id: PeerId,
    name: String,
    agency: String,
    region: Region,
    roles: Vec<String>,
    experience: Vec<String>,
    topics: Vec<String>,
    languages: Vec<Language>,
    modalities: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    text_ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    veteran: Option<bool>,
    designated_until: String,
    trained_until: String,
    listed_consent_on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Fixed<32>>,
}

impl From<&DirectoryRow> for RowWire {
    fn from(row: &DirectoryRow) -> Self {
        let topics = |topics: &[Topic]| topics.iter().map(|topic| topic.word().to_owned()).collect();
        Self {
            id: row.id,
            name: row.name.expose().clone(),
            agency: row.agency.clone(),
            region: row.region.clone(),
            roles: row.roles.iter().map(|role| role.word().to_owned()).collect(),
            experience: topics(&row.experience),
            topics: topics(&row.topics),
            languages: row.languages.clone(),
            modalities: row.modalities.iter().map(|modality| modality.word().to_owned()).collect(),
            phone: row.phone.as_ref().map(|phone| phone.expose().clone()),
            text_ok: row.text_ok,
            gender: row.gender.map(|gender| gender.word().to_owned()),
            veteran: row.veteran,
            designated_until: iso::print_day(row.designated_until),
            trained_until: iso::print_day(row.trained_until),
            listed_consent_on: iso::print_day(row.listed_consent_on),
            key: row.key.map(Fixed),
        }
    }
}

impl TryFrom<RowWire> for DirectoryRow {
    type Error = ContentError;

    fn try_from(wire: RowWire) -> Result<Self, ContentError> {
        let at = |reason| ContentError { line: 1, reason };
        let day = |text: &str| iso::parse_day(text).ok_or(at("a date is not YYYY-MM-DD"));
        if wire.name.trim().is_empty() || wire.agency.trim().is_empty() || wire.languages.is_empty() {
            return Err(at("name, agency and languages may not be empty"));
        }
        if wire.phone.as_ref().is_some_and(|phone| !is_e164(phone)) {
            return Err(at("phone is not E.164"));
        }
        let topics = |words: &[String]| words.iter().filter_map(|word| Topic::of_word(word)).collect();
        Ok(Self {
            id: wire.id,
            name: Sensitive::new(wire.name),
            agency: wire.agency,
            region: wire.region,
            roles: wire.roles.iter().filter_map(|word| Role::of_word(word)).collect(),
            experience: topics(&wire.experience),
            topics: topics(&wire.topics),
            languages: wire.languages,
            modalities: wire.modalities.iter().filter_map(|word| Modality::of_word(word)).collect(),
            phone: wire.phone.map(Sensitive::new),
            text_ok: wire.text_ok,
            gender: wire.gender.as_deref().and_then(Gender::of_word),
            veteran: wire.veteran,
            designated_until: day(&wire.designated_until)?,
            trained_until: day(&wire.trained_until)?,
            listed_consent_on: day(&wire.listed_consent_on)?,
            key: wire.key.map(|key| key.0),
        })
    }
}
