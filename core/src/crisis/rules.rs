//! What a line is, whom it concerns, and where it stands in the list.

use super::hours::{Hours, OpenState};
use super::place::{Country, Place, Region};
use crate::words::Text;
use peerline_protocol::lists::{Audience, CheckedHow, LineKind, LineTopic, NumberSeen, PoliceMayBeSent};
use std::fmt;

/// One crisis line or service, checked. `None` is "not known" everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Never reused. Lines of a pool have ids of their own.
    pub id: LineId,
    /// Who vouches for it.
    pub origin: Origin,
    /// Its name, not translated.
    pub name: String,
    /// Who runs it.
    pub organisation: String,
    /// Where it is for; `None` is any country.
    pub country: Option<Country>,
    /// The one region that it is for.
    pub region: Option<Region>,
    /// What it is for.
    pub kind: LineKind,
    /// Who may use it.
    pub audience: Vec<Audience>,
    /// How it is reached.
    pub channels: Channels,
    /// When it is open.
    pub hours: Option<Hours>,
    /// BCP 47 tags seen in sources.
    pub languages: Vec<String>,
    /// What it costs.
    pub cost: Option<Text>,
    /// Who answers, one sentence.
    pub who_answers: Option<Text>,
    /// Whether police may be sent.
    pub police_may_be_sent: Option<PoliceMayBeSent>,
    /// Whether one need not say who one is.
    pub anonymous: Option<bool>,
    /// Whether whoever answers sees the number of the phone.
    pub number_seen: Option<NumberSeen>,
    /// What it is there to talk about.
    pub topics: Vec<LineTopic>,
    /// What to know before the call.
    pub confidentiality: Option<Text>,
    /// How its facts were checked.
    pub checked: Checked,
}

/// The id of a line; `pool:` stands before those that a pool added.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(String);

impl LineId {
    pub(super) fn new(origin: Origin, id: &str) -> Self {
        match origin {
            Origin::Publisher => Self(id.to_owned()),
            Origin::Pool => Self(format!("pool:{id}")),
        }
    }

    /// An id that was shown before. Whether there is such a line is found out by asking for it.
    pub fn shown(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who vouches for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Compiled in, or signed by the publisher.
    Publisher,
    /// Added by the pool.
    Pool,
}

/// How a line is reached, each in the order in which it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Channels {
    /// Numbers to call.
    pub voice: Vec<Number>,
    /// Numbers to text.
    pub sms: Vec<Number>,
    /// Numbers for text telephones.
    pub tty: Vec<Number>,
    /// An address that opens a chat.
    pub chat: Option<String>,
    /// A web page.
    pub web: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
}

/// A number and what is special about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What to dial: a short code, or E.164.
    pub uri: String,
    /// What to dial inside the country, where that differs.
    pub uri_national: Option<String>,
    /// The number as people read it: E.164 or the short code.
    pub international: String,
    /// The same as people in the country write it.
    pub national: Option<String>,
    /// A spelling that is easy to remember, such as `1-800-COPLINE`.
    pub label: Option<String>,
    /// The language that it leads to, where that is not the line's own.
    pub language: Option<String>,
    /// Digits to press after the answer, with what they do. Shown, never dialled by us.
    pub press: Option<(String, Text)>,
    /// The word to send, for texts.
    pub keyword: Option<String>,
    /// What to write or what is special.
    pub instruction: Option<Text>,
}

/// How, when and against what the facts of a line were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How.
    pub how: CheckedHow,
    /// Whether a person has called it.
    pub called: bool,
    /// The date of the newest dated source; of the look-up if no source has a date.
    pub on: CheckedOn,
    /// Whether `on` says anything about the age of the facts.
    pub source_age_known: bool,
    /// The pages that were read.
    pub sources: Vec<String>,
}

/// A date whose day may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedOn {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: Option<u32>,
}

/// The parts of the list, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl Group {
    /// Every group, in the order of the list.
    pub const ALL: &'static [Self] = &[
        Self::RegionOfficers,
        Self::NationOfficers,
        Self::OtherRegionOfficers,
        Self::Crisis,
        Self::Text,
        Self::Emergency,
        Self::OtherHelp,
        Self::Pool,
        Self::Closed,
    ];

    /// Its word in files and catalogues.
    pub const fn word(self) -> &'static str {
        match self {
            Self::RegionOfficers => "region_officers",
            Self::NationOfficers => "nation_officers",
            Self::OtherRegionOfficers => "other_region_officers",
            Self::Crisis => "crisis",
            Self::Text => "text",
            Self::Emergency => "emergency",
            Self::OtherHelp => "other_help",
            Self::Pool => "pool",
            Self::Closed => "closed",
        }
    }
}

/// How near a line is to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// For the region that was asked for.
    Region,
    /// For the whole country, or any country.
    Nation,
    /// For one region, and we cannot tell whether it is the right one.
    SomeRegion,
}

/// Whether, and how, a line concerns somebody in a place. A line for another country or another region does not.
pub fn nearness(line: &Line, place: &Place) -> Option<Nearness> {
    if line.country.is_some() && place.country.is_some() && line.country != place.country {
        return None;
    }
    match (&line.region, &place.region) {
        (None, _) => Some(Nearness::Nation),
        (Some(_), None) => Some(Nearness::SomeRegion),
        (Some(region), Some(asked)) => match region.holds(asked) {
            Some(true) => Some(Nearness::Region),
            Some(false) => None,
            None => Some(Nearness::SomeRegion),
        },
    }
}

/// The part of the list that a line stands in.
pub fn group(line: &Line, nearness: Nearness, state: OpenState) -> Group {
    match (state, line.origin) {
        (OpenState::Closed { .. }, _) => Group::Closed,
        (_, Origin::Pool) => Group::Pool,
        (_, Origin::Publisher) => kind_group(line, nearness),
    }
}

/// What lines are sorted by: the part of the list; then the publisher's before the pool's, the order of the parts again for those
/// parts that mix them, the nearer first, lines for officers first. Equal ones keep the order of their file.
pub fn place_in_list(
    line: &Line,
    nearness: Nearness,
    group: Group,
) -> (Group, Origin, Group, Nearness, bool) {
    (group, line.origin, kind_group(line, nearness), nearness, !for_officers(line))
}

/// Whether a line that this kind has is a crisis line.
pub fn is_crisis_line(kind: LineKind) -> bool {
    match kind {
        LineKind::Emergency
        | LineKind::Crisis
        | LineKind::CrisisPeer
        | LineKind::CrisisReferral
        | LineKind::Peer => true,
        LineKind::Referral | LineKind::Support | LineKind::Treatment | LineKind::Directory => false,
    }
}

fn kind_group(line: &Line, nearness: Nearness) -> Group {
    match (line.kind, nearness) {
        (LineKind::CrisisPeer | LineKind::Peer, Nearness::Region) => Group::RegionOfficers,
        (LineKind::CrisisPeer | LineKind::Peer, Nearness::Nation) => Group::NationOfficers,
        (LineKind::CrisisPeer | LineKind::Peer, Nearness::SomeRegion) => Group::OtherRegionOfficers,
        (LineKind::Crisis | LineKind::CrisisReferral, _) if line.channels.voice.is_empty() => Group::Text,
        (LineKind::Crisis | LineKind::CrisisReferral, _) => Group::Crisis,
        (LineKind::Emergency, _) => Group::Emergency,
        (LineKind::Referral | LineKind::Support | LineKind::Treatment | LineKind::Directory, _) => {
            Group::OtherHelp
        }
    }
}

/// Whom a line is meant for, as far as it decides what is offered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeantFor {
    /// Officers and people like them.
    Officers,
    /// Everybody.
    Everybody,
    /// Others, or not known.
    Others,
}

/// Whom a line is meant for.
pub(super) fn meant_for(line: &Line) -> MeantFor {
    if for_officers(line) {
        MeantFor::Officers
    } else if line.audience.contains(&Audience::Public) {
        MeantFor::Everybody
    } else {
        MeantFor::Others
    }
}

/// Made for officers and people like them, not for everybody.
pub(super) fn for_officers(line: &Line) -> bool {
    let officers = |audience: &Audience| {
        matches!(
            audience,
            Audience::LawEnforcement
                | Audience::LawEnforcementAfpVic
                | Audience::LawEnforcementNypd
                | Audience::LawEnforcementVicpol
                | Audience::FirstResponders
                | Audience::PoliceStaff
        )
    };
    line.audience.iter().any(officers) && !line.audience.contains(&Audience::Public)
}
