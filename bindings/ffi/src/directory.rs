//! The peers: pages of at most 50, filters, and whom the officer must not meet.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::redact::redacted;
use crate::requests::peer_id;
use peerline_core::directory::{self, AgencyFilter, Conflict, PageRequest, Reason};
use peerline_core::home;
use peerline_core::lists::{Gender, Modality, Role, Topic};
use peerline_core::pack::{Region, SpokenLanguage};
use peerline_core::sensitive::Sensitive;
use peerline_core::words::Language;
use std::sync::Arc;

/// The peers that an officer can see, look for and ask.
#[derive(uniffi::Object)]
pub struct Directory(pub(crate) Arc<home::Peerline>);

/// What is looked for. The default finds everybody who is offered.
#[derive(Clone, Default, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Query {
    /// Words of a name, an agency or a topic; one letter in each may be wrong.
    #[uniffi(default = "")]
    pub text: String,
    /// Ready to talk about.
    #[uniffi(default = None)]
    pub topic: Option<Topic>,
    /// Only from this agency.
    #[uniffi(default = None)]
    pub agency: Option<String>,
    /// From any agency but this one.
    #[uniffi(default = None)]
    pub outside_agency: Option<String>,
    /// ISO 3166-2, or a country.
    #[uniffi(default = None)]
    pub region: Option<String>,
    /// Is this in the service.
    #[uniffi(default = None)]
    pub role: Option<Role>,
    /// Has lived through.
    #[uniffi(default = None)]
    pub experience: Option<Topic>,
    /// Speaks, BCP 47.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// Can be reached so.
    #[uniffi(default = None)]
    pub modality: Option<Modality>,
    /// Says to be of this gender.
    #[uniffi(default = None)]
    pub gender: Option<Gender>,
    /// Only veterans.
    #[uniffi(default = false)]
    pub veteran: bool,
}

/// One page of the peers.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PeerPage {
    /// Its rows, at most 50.
    pub rows: Vec<PeerRow>,
    /// How many there are on all pages.
    pub total: u32,
}

/// A peer, in finished sentences.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PeerRow {
    /// The peer's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The agency.
    pub agency: String,
    /// ISO 3166-2, or a country.
    pub region: String,
    /// What they are in the service.
    pub roles: String,
    /// What they have lived through.
    pub experience: String,
    /// What they are ready to talk about.
    pub topics: String,
    /// What they speak.
    pub languages: String,
    /// How they can be reached.
    pub reached_by: String,
    /// Whether they are on call, as a sentence.
    pub on_call: String,
    /// The same as a value.
    pub is_on_call: bool,
    /// The number, if one is listed.
    pub phone: Option<String>,
    /// Whether that number may be texted.
    pub text_ok: bool,
    /// Whether a request can reach them through the app.
    pub has_app: bool,
}

/// Whom the officer must not meet, and why.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Exclusion {
    /// Whom.
    pub whom: Excluded,
    /// Why, for the officer's own eyes.
    pub reason: Reason,
}

/// Whom the officer must not meet.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Excluded {
    /// This peer.
    Peer {
        /// The peer's id.
        id: String,
    },
    /// Everybody of an agency.
    Agency {
        /// The agency.
        agency: String,
    },
    /// Everybody of an agency who is this in the service.
    RoleInAgency {
        /// What they are.
        role: Role,
        /// The agency.
        agency: String,
    },
}

redacted!(Query, PeerPage, PeerRow, Exclusion, Excluded);

#[uniffi::export]
impl Directory {
    /// One page of the peers who are offered now and fit, best first; `start` counts from 0, `size` is at most 50.
    #[uniffi::method(default(start = 0, size = 50))]
    pub fn search(
        &self,
        query: Query,
        language: String,
        start: u32,
        size: u32,
    ) -> Result<PeerPage, PeerlineError> {
        contained(|| {
            let page = self.0.peers(&self::query(query)?, PageRequest::new(start, size))?;
            let language = Language::from_tag(&language);
            Ok(PeerPage {
                rows: page.rows.iter().map(|row| peer_row(row, language)).collect(),
                total: page.total,
            })
        })
    }

    /// The agencies that have at least one peer who is offered now, by name.
    pub fn agencies(&self) -> Result<Vec<String>, PeerlineError> {
        contained(|| Ok(self.0.agencies()?))
    }

    /// Whom the officer must not meet, the oldest first.
    pub fn exclusions(&self) -> Result<Vec<Exclusion>, PeerlineError> {
        contained(|| Ok(self.0.exclusions()?.into_iter().map(Exclusion::from).collect()))
    }

    /// Takes somebody out of every list, count and match.
    pub fn exclude(&self, exclusion: Exclusion) -> Result<(), PeerlineError> {
        contained(|| {
            let conflict = exclusion.whom.try_into()?;
            Ok(self.0.exclude(&directory::Exclusion { conflict, reason: exclusion.reason })?)
        })
    }

    /// Takes an exclusion back.
    pub fn no_longer_exclude(&self, whom: Excluded) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.no_longer_exclude(&whom.try_into()?)?))
    }
}

pub(crate) fn query(query: Query) -> Result<directory::Query, PeerlineError> {
    let agency = match (query.agency, query.outside_agency) {
        (Some(agency), _) => AgencyFilter::Only(agency),
        (None, Some(agency)) => AgencyFilter::Outside(agency),
        (None, None) => AgencyFilter::Any,
    };
    let bad = |input| PeerlineError::BadInput { input };
    let region = query.region.map(|text| Region::parse(&text).ok_or(bad(Input::Place)));
    let language = query.language.map(|tag| SpokenLanguage::parse(&tag).ok_or(bad(Input::Language)));
    Ok(directory::Query {
        text: Sensitive::new(query.text),
        topic: query.topic,
        agency,
        region: region.transpose()?,
        role: query.role,
        experience: query.experience,
        language: language.transpose()?,
        modality: query.modality,
        gender: query.gender,
        veteran: query.veteran,
    })
}

fn peer_row(row: &directory::PeerRow, language: Language) -> PeerRow {
    let words = row.in_words(language);
    PeerRow {
        id: row.id.to_string(),
        name: row.name.expose().clone(),
        agency: row.agency.clone(),
        region: row.region.to_string(),
        roles: words.roles,
        experience: words.experience,
        topics: words.topics,
        languages: words.languages,
        reached_by: words.reached_by,
        on_call: words.on_call,
        is_on_call: row.on_call,
        phone: row.phone.as_ref().map(|phone| phone.expose().clone()),
        text_ok: row.text_ok,
        has_app: row.has_app,
    }
}

impl From<directory::Exclusion> for Exclusion {
    fn from(exclusion: directory::Exclusion) -> Self {
        let whom = match exclusion.conflict {
            Conflict::Peer(id) => Excluded::Peer { id: id.to_string() },
            Conflict::Agency(agency) => Excluded::Agency { agency },
            Conflict::RoleInAgency(role, agency) => Excluded::RoleInAgency { role, agency },
        };
        Self { whom, reason: exclusion.reason }
    }
}

impl TryFrom<Excluded> for Conflict {
    type Error = PeerlineError;

    fn try_from(whom: Excluded) -> Result<Self, PeerlineError> {
        Ok(match whom {
            Excluded::Peer { id } => Self::Peer(peer_id(&id)?),
            Excluded::Agency { agency } => Self::Agency(agency),
            Excluded::RoleInAgency { role, agency } => Self::RoleInAgency(role, agency),
        })
    }
}

/// What somebody is in the service.
#[uniffi::remote(Enum)]
pub enum Role {
    /// An officer.
    Officer,
    /// A detective.
    Detective,
    /// A supervisor.
    Supervisor,
    /// A dispatcher.
    Dispatcher,
    /// In corrections.
    Corrections,
    /// A civilian.
    Civilian,
    /// Retired.
    Retired,
    /// Family.
    Family,
    /// A chaplain.
    Chaplain,
    /// A clinician.
    Clinician,
}

/// As the peer says.
#[uniffi::remote(Enum)]
pub enum Gender {
    /// A woman.
    Woman,
    /// A man.
    Man,
    /// Nonbinary.
    Nonbinary,
}

/// Why the officer must not meet somebody.
#[uniffi::remote(Enum)]
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
