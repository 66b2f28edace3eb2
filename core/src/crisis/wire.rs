//! Entries as files and packs have them (`content/crisis/crisis_lines.md`), and every reason to refuse one.

use super::hours::{Hours, HoursRefused};
use super::place::{Country, Region};
use super::rules::{Channels, Checked, CheckedOn, Line, LineId, Number, Origin};
use crate::words::{Text, is_direction_mark};
use chrono::NaiveDate;
use peerline_protocol::json;
use peerline_protocol::lists::{Audience, CheckedHow, LineKind, LineTopic, NumberSeen, PoliceMayBeSent};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What an entry says.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A line to show.
    Line(Box<Line>),
    /// A line that is not shown any more, or not yet.
    Withdrawn(LineId),
}

impl Entry {
    /// The id of the line that it is about.
    pub fn id(&self) -> &LineId {
        match self {
            Self::Line(line) => &line.id,
            Self::Withdrawn(id) => id,
        }
    }
}

/// Why an entry is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryRefused {
    /// It is not an entry at all: no JSON, or a field is missing or has the wrong type.
    #[error("it is not an entry, or a field is missing or of the wrong type")]
    Malformed,
    /// A value that the closed list of a field does not have.
    #[error("{0} has a value that its list does not have")]
    UnknownValue(&'static str),
    /// A text is empty, too long, or has control characters in it.
    #[error("{0} is empty, too long, or has control characters")]
    Text(&'static str),
    /// A number or address that must not be dialled or opened.
    #[error("{0} is no number or address that may be used")]
    Address(&'static str),
    /// A date that does not exist.
    #[error("checked.on is no date")]
    Date,
    /// The hours cannot be used.
    #[error("{0}")]
    Hours(HoursRefused),
    /// Nobody checked it; general knowledge is enough for emergency numbers only.
    #[error("it was not checked against a page")]
    Unchecked,
    /// There is no way to reach it.
    #[error("it has no channel")]
    NoChannel,
    /// Only the publisher names emergency numbers.
    #[error("a pool cannot name an emergency number")]
    PoolEmergency,
    /// Two entries have the same id.
    #[error("another entry has the same id")]
    SameId,
}

/// Reads one entry.
pub fn entry(json: &str, origin: Origin) -> Result<Entry, EntryRefused> {
    let wire: WireEntry = json::from_str(json).map_err(|_| EntryRefused::Malformed)?;
    text("id", &wire.id, 80)?;
    let id = LineId::new(origin, &wire.id);
    if !wire.publish {
        return Ok(Entry::Withdrawn(id));
    }
    line(wire, id, origin).map(|line| Entry::Line(Box::new(line)))
}

/// What a file of entries gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntriesRead {
    /// Those that can be used, in the order of the file.
    pub entries: Vec<Entry>,
    /// The places, from 0, of those that cannot, with the reason. What was known of such a line before stays.
    pub refused: Vec<(usize, EntryRefused)>,
}

/// Reads a whole file: an object with `entries`, as `crisis.json` and `lines.json` are.
pub fn file(json: &str, origin: Origin) -> Result<EntriesRead, EntryRefused> {
    #[derive(Deserialize)]
    struct File<'a> {
        #[serde(borrow)]
        entries: Vec<&'a RawValue>,
    }
    let file: File<'_> = json::from_str(json).map_err(|_| EntryRefused::Malformed)?;
    let mut ids = std::collections::BTreeSet::new();
    let mut read = EntriesRead::default();
    for (place, raw) in file.entries.iter().enumerate() {
        let entry = entry(raw.get(), origin).and_then(|entry| {
            let new = ids.insert(entry.id().clone());
            if new { Ok(entry) } else { Err(EntryRefused::SameId) }
        });
        match entry {
            Ok(entry) => read.entries.push(entry),
            Err(reason) => read.refused.push((place, reason)),
        }
    }
    Ok(read)
}

#[derive(Deserialize)]
struct WireEntry {
    id: String,
    name: String,
    organisation: String,
    country: String,
    region: Option<String>,
    kind: String,
    audience: Vec<String>,
    channels: WireChannels,
    hours: Option<WireHours>,
    languages: Vec<String>,
    cost: Option<WireBoth>,
    who_answers: Option<WireBoth>,
    police_may_be_sent: Option<String>,
    anonymous: Option<String>,
    number_seen: Option<String>,
    topics: Vec<String>,
    confidentiality: Option<WireBoth>,
    checked: WireChecked,
    publish: bool,
}

#[derive(Deserialize)]
struct WireChannels {
    #[serde(default)]
    voice: Vec<WireNumber>,
    #[serde(default)]
    sms: Vec<WireNumber>,
    #[serde(default)]
    tty: Vec<WireNumber>,
    chat: Option<String>,
    web: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
struct WireNumber {
    number: String,
    label: Option<String>,
    display: Option<String>,
    uri: String,
    uri_national: Option<String>,
    lang: Option<String>,
    keyword: Option<String>,
    post_dial: Option<WirePress>,
    instruction: Option<WireBoth>,
}

#[derive(Deserialize)]
struct WirePress {
    digits: String,
    says: WireBoth,
}

#[derive(Deserialize)]
struct WireHours {
    osm: Option<String>,
    tz: Option<String>,
}

#[derive(Deserialize)]
struct WireBoth {
    en: String,
    es: String,
}

#[derive(Deserialize)]
struct WireChecked {
    how: String,
    by: Option<String>,
    on: String,
    source: Vec<String>,
    source_age_known: bool,
}

fn line(wire: WireEntry, id: LineId, origin: Origin) -> Result<Line, EntryRefused> {
    let kind = listed("kind", &wire.kind, LineKind::of_word)?;
    if kind == LineKind::Emergency && origin == Origin::Pool {
        return Err(EntryRefused::PoolEmergency);
    }
    let country = match wire.country.as_str() {
        "ZZ" => None,
        code => Some(Country::parse(code).ok_or(EntryRefused::UnknownValue("country"))?),
    };
    let region = wire
        .region
        .as_deref()
        .map(|code| Region::parse(code).ok_or(EntryRefused::UnknownValue("region")))
        .transpose()?;
    if region.as_ref().is_some_and(|region| Some(region.country()) != country) {
        return Err(EntryRefused::UnknownValue("region"));
    }
    let channels = channels(wire.channels)?;
    if channels == Channels::default() {
        return Err(EntryRefused::NoChannel);
    }
    Ok(Line {
        id,
        origin,
        name: text("name", &wire.name, 120)?,
        organisation: text("organisation", &wire.organisation, 160)?,
        country,
        region,
        kind,
        audience: all_listed("audience", &wire.audience, Audience::of_word)?,
        channels,
        hours: hours(wire.hours)?,
        languages: wire
            .languages
            .iter()
            .map(|tag| language_tag("languages", tag))
            .collect::<Result<_, _>>()?,
        cost: both("cost", wire.cost)?,
        who_answers: both("who_answers", wire.who_answers)?,
        police_may_be_sent: wire
            .police_may_be_sent
            .map(|word| listed("police_may_be_sent", &word, PoliceMayBeSent::of_word))
            .transpose()?,
        anonymous: wire.anonymous.map(|word| listed("anonymous", &word, yes_or_no)).transpose()?,
        number_seen: wire
            .number_seen
            .map(|word| listed("number_seen", &word, NumberSeen::of_word))
            .transpose()?,
        topics: all_listed("topics", &wire.topics, LineTopic::of_word)?,
        confidentiality: both("confidentiality", wire.confidentiality)?,
        checked: checked(wire.checked, kind)?,
    })
}

fn checked(wire: WireChecked, kind: LineKind) -> Result<Checked, EntryRefused> {
    let how = listed("checked.how", &wire.how, CheckedHow::of_word)?;
    let enough = match how {
        CheckedHow::PublishedPage => !wire.source.is_empty(),
        CheckedHow::GeneralKnowledge => kind == LineKind::Emergency,
        CheckedHow::Nothing => false,
    };
    if !enough {
        return Err(EntryRefused::Unchecked);
    }
    let sources = wire.source.iter().map(|page| web("checked.source", page)).collect::<Result<_, _>>()?;
    Ok(Checked {
        how,
        called: wire.by.is_some(),
        on: checked_on(&wire.on)?,
        source_age_known: wire.source_age_known,
        sources,
    })
}

/// `YYYY-MM-DD` or `YYYY-MM`.
fn checked_on(text: &str) -> Result<CheckedOn, EntryRefused> {
    let numbers: Option<Vec<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let (year, month, day) = match (numbers.as_deref(), text.len()) {
        (Some([year, month]), 7) => (*year, *month, None),
        (Some([year, month, day]), 10) => (*year, *month, Some(*day)),
        _ => return Err(EntryRefused::Date),
    };
    let year = i32::try_from(year).map_err(|_| EntryRefused::Date)?;
    NaiveDate::from_ymd_opt(year, month, day.unwrap_or(1)).ok_or(EntryRefused::Date)?;
    Ok(CheckedOn { year, month, day })
}

fn hours(wire: Option<WireHours>) -> Result<Option<Hours>, EntryRefused> {
    match wire {
        Some(WireHours { osm: Some(osm), tz }) => {
            text("hours", &osm, 300)?;
            Hours::parse(&osm, tz.as_deref()).map(Some).map_err(EntryRefused::Hours)
        }
        _ => Ok(None),
    }
}

fn channels(wire: WireChannels) -> Result<Channels, EntryRefused> {
    let numbers = |field, scheme, items: Vec<WireNumber>| {
        items.into_iter().map(|item| number(field, scheme, item)).collect::<Result<Vec<_>, _>>()
    };
    Ok(Channels {
        voice: numbers("channels.voice", "tel:", wire.voice)?,
        sms: numbers("channels.sms", "sms:", wire.sms)?,
        tty: numbers("channels.tty", "tel:", wire.tty)?,
        chat: wire.chat.map(|page| web("channels.chat", &page)).transpose()?,
        web: wire.web.map(|page| web("channels.web", &page)).transpose()?,
        email: wire.email.map(|address| email(&address)).transpose()?,
    })
}

fn number(field: &'static str, scheme: &str, wire: WireNumber) -> Result<Number, EntryRefused> {
    let uri = dialable(field, scheme, &wire.uri)?;
    // What is read must be what is dialled.
    if uri.strip_prefix(scheme) != Some(wire.number.as_str()) {
        return Err(EntryRefused::Address(field));
    }
    let press = wire.post_dial.map(|press| {
        let digits =
            (1..=8).contains(&press.digits.len()) && press.digits.bytes().all(|byte| byte.is_ascii_digit());
        let says = both(field, Some(press.says))?.filter(|_| digits).ok_or(EntryRefused::Address(field))?;
        Ok((press.digits, says))
    });
    Ok(Number {
        uri,
        uri_national: wire.uri_national.map(|uri| dialable(field, scheme, &uri)).transpose()?,
        international: wire.number,
        national: wire.display.map(|shown| text(field, &shown, 40)).transpose()?,
        label: wire.label.map(|label| text(field, &label, 40)).transpose()?,
        language: wire.lang.map(|tag| language_tag(field, &tag)).transpose()?,
        press: press.transpose()?,
        keyword: wire.keyword.map(|word| text(field, &word, 20)).transpose()?,
        instruction: both(field, wire.instruction)?,
    })
}

/// Digits with at most a `+` before them: a number with `*` or `#` could change the phone's own settings.
fn dialable(field: &'static str, scheme: &str, uri: &str) -> Result<String, EntryRefused> {
    let number = uri.strip_prefix(scheme).ok_or(EntryRefused::Address(field))?;
    let digits = number.strip_prefix('+').unwrap_or(number);
    let fits = (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(uri.to_owned()) } else { Err(EntryRefused::Address(field)) }
}

fn web(field: &'static str, page: &str) -> Result<String, EntryRefused> {
    let rest =
        page.strip_prefix("https://").or(page.strip_prefix("http://").filter(|_| field == "checked.source"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let fits = page.len() <= 500
        && host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
        && page.chars().all(|c| !c.is_control() && !c.is_whitespace() && !is_direction_mark(c));
    if fits { Ok(page.to_owned()) } else { Err(EntryRefused::Address(field)) }
}

fn email(address: &str) -> Result<String, EntryRefused> {
    let fits = address.len() <= 120
        && address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte));
    if fits { Ok(address.to_owned()) } else { Err(EntryRefused::Address("channels.email")) }
}

fn both(field: &'static str, wire: Option<WireBoth>) -> Result<Option<Text>, EntryRefused> {
    wire.map(|wire| Ok(Text { en: text(field, &wire.en, 600)?, es: text(field, &wire.es, 600)? })).transpose()
}

fn text(field: &'static str, text: &str, longest: usize) -> Result<String, EntryRefused> {
    let fits = !text.trim().is_empty()
        && text.chars().count() <= longest
        && !text.chars().any(|c| c.is_control() || is_direction_mark(c));
    if fits { Ok(text.to_owned()) } else { Err(EntryRefused::Text(field)) }
}

fn language_tag(field: &'static str, tag: &str) -> Result<String, EntryRefused> {
    let fits =
        (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if fits { Ok(tag.to_owned()) } else { Err(EntryRefused::UnknownValue(field)) }
}

fn listed<T>(
    field: &'static str,
    word: &str,
    of_word: impl Fn(&str) -> Option<T>,
) -> Result<T, EntryRefused> {
    of_word(word).ok_or(EntryRefused::UnknownValue(field))
}

fn all_listed<T>(
    field: &'static str,
    words: &[String],
    of_word: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, EntryRefused> {
    words.iter().map(|word| listed(field, word, &of_word)).collect()
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
