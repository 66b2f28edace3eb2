//! Who is offered, who fits, and who comes first.

use super::text::folded;
use crate::sensitive::Sensitive;
use chrono::{DateTime, Utc};
use peerline_protocol::ids::{Day, Minute, PeerId};
use peerline_protocol::lists::{Modality, Role, Topic};
use peerline_protocol::order;
use peerline_protocol::pack::directory::Gender;
use peerline_protocol::pack::{DirectoryRow, Language, Region};
use std::collections::BTreeMap;
use std::fmt;

/// What is looked for. The default finds everybody who is offered.
#[derive(Clone, Default)]
pub struct Query {
    /// Words of a name, an agency or a topic, as typed: each of them must fit, one letter in each may be wrong.
    pub text: Sensitive<String>,
    /// Ready to talk about.
    pub topic: Option<Topic>,
    /// From which agency.
    pub agency: AgencyFilter,
    /// Serves in it, or in all of its country; a country finds all of its regions.
    pub region: Option<Region>,
    /// Is this in the service.
    pub role: Option<Role>,
    /// Has lived through.
    pub experience: Option<Topic>,
    /// Speaks; `es` finds `es-US` too.
    pub language: Option<Language>,
    /// Can be reached so.
    pub modality: Option<Modality>,
    /// Says to be of this gender.
    pub gender: Option<Gender>,
    /// Only veterans.
    pub veteran: bool,
}

/// What somebody looks for is theirs alone.
impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Query")
    }
}

/// From which agency a peer may be. Names are compared without case and accents.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum AgencyFilter {
    /// From any.
    #[default]
    Any,
    /// From this one.
    Only(String),
    /// From any but this one.
    Outside(String),
}

/// The moment that a list is made for. Whoever was offered in the minute before may not be any more.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// By the wall clock.
    pub at: DateTime<Utc>,
    /// Who is on call, as far as this phone knows.
    pub on_call: &'a OnCall,
    /// Whose turn it is.
    pub rotation: Rotation,
}

/// Who is on call, and until when.
#[derive(Clone, Default)]
pub struct OnCall(BTreeMap<PeerId, Minute>);

impl OnCall {
    /// From pairs of peer and the minute in which their duty ends. If a peer is named twice the last one counts.
    pub fn new(until: impl IntoIterator<Item = (PeerId, Minute)>) -> Self {
        Self(order::map(until))
    }

    /// Whether a peer is on call. In the minute in which their duty ends they no longer are.
    pub fn has(&self, peer: PeerId, at: DateTime<Utc>) -> bool {
        self.0.get(&peer).is_some_and(|until| at.timestamp() < until.unix())
    }
}

/// The order among peers who fit equally well, so that nobody is always first: another one on every phone and every day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Rotation(u64);

impl Rotation {
    /// The order of a day. `phone` is 32 random bytes that this phone keeps to itself.
    pub fn of_day(phone: &Sensitive<[u8; 32]>, day: Day) -> Self {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, phone.expose());
        let tag = ring::hmac::sign(&key, &[&b"peerline rotation"[..], &day.0.to_be_bytes()].concat());
        Self(tag.as_ref().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// An order by its number: for tests and contract scenarios.
    pub const fn numbered(number: u64) -> Self {
        Self(number)
    }

    /// A peer's place in the order. Mixes the id with the seed (the finaliser of SplitMix64, twice).
    pub fn place(self, peer: PeerId) -> u64 {
        let (high, low) = peer.as_bytes().split_at(8);
        let number = |half: &[u8]| half.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        mixed(mixed(self.0 ^ number(high)) ^ number(low))
    }
}

fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Whom the officer must not meet. What it names is in no list, no count and no match.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// This peer.
    Peer(PeerId),
    /// Everybody of an agency.
    Agency(String),
    /// Everybody of an agency who is this in the service: the supervisors of my agency.
    RoleInAgency(Role, String),
}

/// Whom somebody must not meet is theirs alone.
impl fmt::Debug for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Conflict")
    }
}

impl Conflict {
    /// Whether it names this peer.
    pub fn names(&self, row: &DirectoryRow) -> bool {
        match self {
            Self::Peer(peer) => row.id == *peer,
            Self::Agency(agency) => same_agency(agency, &row.agency),
            Self::RoleInAgency(role, agency) => row.roles.contains(role) && same_agency(agency, &row.agency),
        }
    }
}

/// Why somebody must not be met. For the officer's own eyes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Reason {
    /// Supervises the officer.
    Supervisor,
    /// Works in internal affairs.
    InternalAffairs,
    /// Was at the incident.
    AtTheIncident,
    /// The officer says so.
    NamedByMe,
}

impl Reason {
    /// Every reason.
    pub const ALL: &'static [Self] =
        &[Self::Supervisor, Self::InternalAffairs, Self::AtTheIncident, Self::NamedByMe];

    /// Its word in the vault.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supervisor => "supervisor",
            Self::InternalAffairs => "internal_affairs",
            Self::AtTheIncident => "at_the_incident",
            Self::NamedByMe => "named_by_me",
        }
    }
}

/// A page of a list: where it begins and how many it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    start: u32,
    size: u32,
}

impl PageRequest {
    /// The most that a page holds.
    pub const MOST: u32 = 50;

    /// `size` rows from the one with number `start`, counted from 0. A size of 0 counts as 1, one above 50 as 50.
    pub fn new(start: u32, size: u32) -> Self {
        Self { start, size: size.clamp(1, Self::MOST) }
    }

    /// The first page, as long as a page may be.
    pub fn first() -> Self {
        Self::new(0, Self::MOST)
    }

    /// The place behind its last row.
    pub(super) fn end(self) -> usize {
        (self.start as usize).saturating_add(self.size as usize)
    }

    pub(super) fn of<T>(self, all: Vec<T>) -> impl Iterator<Item = T> {
        all.into_iter().skip(self.start as usize).take(self.size as usize)
    }
}

/// The day that decides whether a designation holds. The last day counts whole, in UTC: a peer is offered until 23:59:59 UTC of
/// `designated_until` and of `trained_until`, and from the next second on no more. West of Greenwich that is a few hours early and
/// never late. A clock before the signing of the directory is wrong; then the signing decides.
pub fn deciding_day(at: DateTime<Utc>, signed: Minute) -> Day {
    Minute::of_unix(at.timestamp()).max(signed).day()
}

/// Whether a row fits everything but the text.
pub fn passes(row: &DirectoryRow, query: &Query) -> bool {
    let agency = match &query.agency {
        AgencyFilter::Any => true,
        AgencyFilter::Only(agency) => same_agency(agency, &row.agency),
        AgencyFilter::Outside(agency) => !same_agency(agency, &row.agency),
    };
    agency
        && query.topic.is_none_or(|topic| row.topics.contains(&topic))
        && query.region.as_ref().is_none_or(|region| region.fits(&row.region))
        && query.role.is_none_or(|role| row.roles.contains(&role))
        && query.experience.is_none_or(|topic| row.experience.contains(&topic))
        && query
            .language
            .as_ref()
            .is_none_or(|asked| row.languages.iter().any(|spoken| speaks(spoken, asked)))
        && query.modality.is_none_or(|modality| row.modalities.contains(&modality))
        && query.gender.is_none_or(|gender| row.gender == Some(gender))
        && (!query.veteran || row.veteran == Some(true))
}

/// Whether two names are of one agency: without case, accents and spaces around.
pub fn same_agency(a: &str, b: &str) -> bool {
    a.trim() == b.trim() || folded(a.trim()) == folded(b.trim())
}

fn speaks(spoken: &Language, asked: &Language) -> bool {
    let rest = spoken.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
