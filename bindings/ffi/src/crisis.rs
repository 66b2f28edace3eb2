//! Crisis lines: they work before anything is opened, with no vault, no key, no file and no network.

use crate::error::PeerlineError;
use crate::fault::contained;
use crate::peerline::Crisis;
use crate::redact::redacted;
use peerline_core::crisis::{self, Group, Need};
use peerline_core::words::Language;
use std::time::SystemTime;

/// Where somebody is, as far as it is known. What is no country or region counts as not known.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Place {
    /// ISO 3166-1 alpha-2.
    #[uniffi(default = None)]
    pub country: Option<String>,
    /// ISO 3166-2.
    #[uniffi(default = None)]
    pub region: Option<String>,
}

/// What the list screen shows.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct LineList {
    /// The lines, best first.
    pub rows: Vec<LineRow>,
    /// What to say above them: that the country is not set, or that no crisis line is known for it.
    pub note: Option<String>,
}

/// One line as the list shows it. Every text is a finished sentence in the language asked for, and none is empty.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct LineRow {
    /// Its id.
    pub id: String,
    /// The part of the list that it stands in.
    pub group: Group,
    /// The heading of that part.
    pub heading: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub organisation: String,
    /// What kind of line it is; says so where it is no crisis line.
    pub kind: String,
    /// Whether it is a crisis line.
    pub is_crisis_line: bool,
    /// Where it is for.
    pub place: String,
    /// Who it is made for.
    pub made_for: String,
    /// Who answers.
    pub who_answers: String,
    /// Whether police may be sent.
    pub police: String,
    /// Whether one need not say who one is.
    pub anonymous: String,
    /// What your number shows when you call or text.
    pub your_number: String,
    /// What it costs.
    pub cost: String,
    /// Whether it is open now, and until or from when, in its own zone.
    pub open_now: String,
    /// The same as a value, for colours and sorting.
    pub open: OpenState,
    /// Its hours in general, and what is known about holidays.
    pub hours: String,
    /// The languages spoken.
    pub languages: String,
    /// What to know before the call.
    pub confidentiality: String,
    /// How, when and against what its facts were checked.
    pub checked: String,
    /// Numbers to call, in order.
    pub calls: Vec<Way>,
    /// Numbers to text, in order.
    pub texts: Vec<Way>,
    /// Numbers for text telephones.
    pub text_telephones: Vec<Way>,
    /// An address that opens a chat.
    pub chat: Option<String>,
    /// A web page.
    pub web: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// Says that there is no number, where there is none.
    pub no_number: Option<String>,
    /// Says that the pool added it, where it did.
    pub added_by: Option<String>,
}

/// One number of a line.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Way {
    /// What the phone dials: `tel:` or `sms:`, the national form where the asker is in the line's country.
    pub uri: String,
    /// The number to read. In a text that is written from right to left, isolate it: its digits must not turn around.
    pub number: String,
    /// A spelling that is easy to remember.
    pub label: Option<String>,
    /// Digits to press after the answer. To be shown; a shell never dials them.
    pub press: Option<String>,
    /// The literal word to send.
    pub keyword: Option<String>,
    /// What to know, in sentences: what to press or send, the language it leads to, what is special.
    pub notes: Vec<String>,
}

/// A line with everything that is known about it.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct LineDetail {
    /// What the list shows.
    pub row: LineRow,
    /// What it is there to talk about.
    pub topics: String,
    /// Its hours for seven days from today, by its own calendar; empty if it never closes or nothing is known.
    pub week: Vec<String>,
    /// Whose clock the hours of the week are on; none where there is no week.
    pub week_zone: Option<String>,
    /// The pages that its facts were read on.
    pub sources: Vec<String>,
}

/// What a search by need gives.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct LineSearch {
    /// The lines, in the order of the list; the emergency numbers last, whatever was looked for.
    pub rows: Vec<LineRow>,
    /// Whether these lines meet every need. If not, they are the general ones, and a note says so.
    pub found: bool,
    /// What to say above them.
    pub notes: Vec<String>,
}

/// A need, to choose from.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedNeed {
    /// The need.
    pub need: Need,
    /// Its name in the language asked for.
    pub name: String,
}

/// Something that somebody looks for in a line. Several together must all be met by the same line.
#[uniffi::remote(Enum)]
pub enum Need {
    /// Made for officers, or about police work.
    Officer,
    /// For those who serve or have served in the armed forces.
    Veteran,
    /// For families, or about family.
    Family,
    /// Thoughts of suicide.
    Suicide,
    /// Things that were hard to see or live through.
    Trauma,
    /// Alcohol and drugs.
    Alcohol,
    /// Somebody who speaks Spanish.
    Spanish,
    /// To write and not to speak: by text or chat.
    TextOnly,
    /// For somebody who is deaf or hard of hearing.
    Deaf,
}

/// The parts of the list, in their order.
#[uniffi::remote(Enum)]
pub enum Group {
    /// For officers, in the region that was asked for.
    RegionOfficers,
    /// For officers of the whole country.
    NationOfficers,
    /// For officers of one region; whether it is the right one we cannot tell.
    OtherRegionOfficers,
    /// Crisis lines to call.
    Crisis,
    /// Crisis lines without a voice: text or chat.
    Text,
    /// Emergency numbers.
    Emergency,
    /// Referral, support, treatment, lists of services: not crisis lines.
    OtherHelp,
    /// Added by the pool, after everything that the publisher vouches for.
    Pool,
    /// Known to be closed now.
    Closed,
}

/// Whether a line is open.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum OpenState {
    /// It is open.
    Open {
        /// When it closes; none if it never does, or not within a week.
        closes: Option<SystemTime>,
        /// Only if today is no holiday there.
        unless_holiday: bool,
    },
    /// It is known to be closed.
    Closed {
        /// When it opens next, if that is known.
        opens: Option<SystemTime>,
    },
    /// Nobody can say.
    NotKnown,
}

/// A country or a region, to choose from.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedPlace {
    /// ISO 3166-1 alpha-2 of a country, ISO 3166-2 of a region.
    pub code: String,
    /// Its name in the language asked for.
    pub name: String,
}

redacted!(Place, LineList, LineRow, Way, LineDetail, LineSearch, OpenState, NamedPlace, NamedNeed);

/// The lines compiled into this library, for a place, best first.
///
/// `language` is a BCP 47 tag; English for one that there are no words in. `at` is another moment than now.
#[uniffi::export(default(at = None))]
pub fn crisis_lines(
    place: Place,
    language: String,
    at: Option<SystemTime>,
) -> Result<LineList, PeerlineError> {
    contained(|| {
        Ok(crisis::Lines::floor().list(&place.into(), Language::from_tag(&language), moment(at)).into())
    })
}

/// Everything about one of those lines; none if there is no line of that id.
#[uniffi::export(default(at = None))]
pub fn crisis_line(
    id: String,
    place: Place,
    language: String,
    at: Option<SystemTime>,
) -> Result<Option<LineDetail>, PeerlineError> {
    contained(|| {
        let id = crisis::LineId::shown(&id);
        let found =
            crisis::Lines::floor().line(&id, &place.into(), Language::from_tag(&language), moment(at));
        Ok(found.map(LineDetail::from))
    })
}

/// Those of the compiled-in lines for a place that meet every one of these needs; the emergency numbers last.
#[uniffi::export(default(at = None))]
pub fn crisis_search(
    place: Place,
    needs: Vec<Need>,
    language: String,
    at: Option<SystemTime>,
) -> Result<LineSearch, PeerlineError> {
    contained(|| {
        let language = Language::from_tag(&language);
        Ok(crisis::Lines::floor().search(&place.into(), &needs, language, moment(at)).into())
    })
}

/// The needs that can be chosen, by name.
#[uniffi::export]
pub fn crisis_needs(language: String) -> Result<Vec<NamedNeed>, PeerlineError> {
    contained(|| {
        let language = Language::from_tag(&language);
        Ok(Need::ALL.iter().map(|need| NamedNeed { need: *need, name: need.name(language) }).collect())
    })
}

#[uniffi::export]
impl Crisis {
    /// Those lines for a place that meet every one of these needs; the emergency numbers last.
    #[uniffi::method(default(at = None))]
    pub fn search(
        &self,
        place: Place,
        needs: Vec<Need>,
        language: String,
        at: Option<SystemTime>,
    ) -> Result<LineSearch, PeerlineError> {
        contained(|| {
            let language = Language::from_tag(&language);
            Ok(self.0.lines().search(&place.into(), &needs, language, moment(at)).into())
        })
    }
}

/// The countries that there are lines for, by name.
#[uniffi::export]
pub fn crisis_countries(language: String) -> Result<Vec<NamedPlace>, PeerlineError> {
    contained(|| {
        let countries = crisis::countries(Language::from_tag(&language));
        Ok(countries
            .into_iter()
            .map(|(code, name)| NamedPlace { code: code.code().to_owned(), name })
            .collect())
    })
}

/// The regions of a country, by name; none for what is no country.
#[uniffi::export]
pub fn crisis_regions(country: String, language: String) -> Result<Vec<NamedPlace>, PeerlineError> {
    contained(|| {
        let Some(country) = crisis::Country::parse(&country) else { return Ok(Vec::new()) };
        let regions = crisis::regions(country, Language::from_tag(&language));
        Ok(regions
            .into_iter()
            .map(|(code, name)| NamedPlace { code: code.code().to_owned(), name })
            .collect())
    })
}

pub(crate) fn moment(at: Option<SystemTime>) -> chrono::DateTime<chrono::Utc> {
    at.unwrap_or_else(SystemTime::now).into()
}

impl From<Place> for crisis::Place {
    fn from(place: Place) -> Self {
        Self::new(place.country.as_deref(), place.region.as_deref())
    }
}

impl From<crisis::Place> for Place {
    fn from(place: crisis::Place) -> Self {
        Self {
            country: place.country.map(|country| country.to_string()),
            region: place.region.map(|region| region.to_string()),
        }
    }
}

impl From<crisis::LineSearch> for LineSearch {
    fn from(search: crisis::LineSearch) -> Self {
        let crisis::LineSearch { rows, found, notes } = search;
        Self { rows: rows.into_iter().map(LineRow::from).collect(), found, notes }
    }
}

impl From<crisis::LineList> for LineList {
    fn from(list: crisis::LineList) -> Self {
        Self { rows: list.rows.into_iter().map(LineRow::from).collect(), note: list.note }
    }
}

impl From<crisis::LineRow> for LineRow {
    fn from(row: crisis::LineRow) -> Self {
        let ways = |ways: Vec<crisis::Way>| ways.into_iter().map(Way::from).collect();
        Self {
            id: row.id.to_string(),
            group: row.group,
            heading: row.heading,
            name: row.name,
            organisation: row.organisation,
            kind: row.kind,
            is_crisis_line: row.is_crisis_line,
            place: row.place,
            made_for: row.made_for,
            who_answers: row.who_answers,
            police: row.police,
            anonymous: row.anonymous,
            your_number: row.your_number,
            cost: row.cost,
            open_now: row.open_now,
            open: row.open.into(),
            hours: row.hours,
            languages: row.languages,
            confidentiality: row.confidentiality,
            checked: row.checked,
            calls: ways(row.calls),
            texts: ways(row.texts),
            text_telephones: ways(row.text_telephones),
            chat: row.chat,
            web: row.web,
            email: row.email,
            no_number: row.no_number,
            added_by: row.added_by,
        }
    }
}

impl From<crisis::Way> for Way {
    fn from(way: crisis::Way) -> Self {
        Self {
            uri: way.uri,
            number: way.number,
            label: way.label,
            press: way.press,
            keyword: way.keyword,
            notes: way.notes,
        }
    }
}

impl From<crisis::LineDetail> for LineDetail {
    fn from(detail: crisis::LineDetail) -> Self {
        Self {
            row: detail.row.into(),
            topics: detail.topics,
            week: detail.week,
            week_zone: detail.week_zone,
            sources: detail.sources,
        }
    }
}

impl From<crisis::OpenState> for OpenState {
    fn from(open: crisis::OpenState) -> Self {
        match open {
            crisis::OpenState::Open { closes, unless_holiday } => {
                Self::Open { closes: closes.map(SystemTime::from), unless_holiday }
            }
            crisis::OpenState::Closed { opens } => Self::Closed { opens: opens.map(SystemTime::from) },
            crisis::OpenState::NotKnown => Self::NotKnown,
        }
    }
}
