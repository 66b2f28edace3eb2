//! What can be asked of a phone: one JSON object a line, as `README.md` lists them.

use crate::care::CareCommand;
use peerline_core::directory::{AgencyFilter, Conflict, Exclusion, Query, Reason};
use peerline_core::home::Whom;
use peerline_core::ids::{PeerId, RequestId};
use peerline_core::sensitive::Sensitive;
use peerline_protocol::lists::{Modality, Role, Topic, Wish};
use peerline_protocol::pack::{Language, Region};
use serde::Deserialize;

/// One command.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Command {
    Lines {
        country: Option<String>,
        region: Option<String>,
        #[serde(default)]
        language: Tongue,
    },
    Open {},
    Join {
        card: String,
    },
    CardForTheRoster {},
    Run {
        #[serde(default = "yes")]
        foreground: bool,
        #[serde(default)]
        wait_ms: u64,
    },
    Limits {
        #[serde(default)]
        language: Tongue,
    },
    AcceptLimits {},
    MyAgency {
        agency: Option<String>,
    },
    BeforeAsking {
        #[serde(default)]
        whom: WhomWord,
        #[serde(default)]
        query: Wanted,
        #[serde(default)]
        language: Tongue,
    },
    Ask {
        #[serde(default)]
        whom: WhomWord,
        #[serde(default)]
        query: Wanted,
        #[serde(default)]
        wishes: Vec<Wish>,
        #[serde(default)]
        topics: Vec<Topic>,
        #[serde(default)]
        language: Tongue,
    },
    View {
        #[serde(default)]
        language: Tongue,
    },
    Withdraw {},
    Next {},
    Complete {},
    ShareNumber {
        number: String,
    },
    Dismiss {},
    OnCall {
        minutes: u32,
    },
    OffCall {},
    Duty {
        #[serde(default)]
        language: Tongue,
    },
    Claim {
        id: RequestId,
    },
    Decline {
        id: RequestId,
    },
    Release {
        id: RequestId,
    },
    DismissOffer {
        id: RequestId,
    },
    Exclude {
        peer: Option<PeerId>,
        agency: Option<String>,
        role: Option<Role>,
        reason: String,
    },
    Directory {
        #[serde(default)]
        query: Wanted,
        #[serde(default)]
        start: u32,
        #[serde(default)]
        language: Tongue,
    },
    Home {
        #[serde(default)]
        language: Tongue,
    },
    Pass {
        seconds: u32,
    },
    Pause {},
    Lock {},
    Resume {},
    Close {},
    Erase {},
    Quit {},
    /// What the officer does alone has a list of its own.
    #[serde(skip)]
    Care(CareCommand),
}

/// Why a line is no command. It says nothing of what stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl Command {
    pub(crate) fn parse(line: &[u8]) -> Result<Self, Malformed> {
        serde_json::from_slice(line)
            .or_else(|_| serde_json::from_slice(line).map(Self::Care))
            .map_err(|_| Malformed)
    }
}

/// The language of an answer, and the one to talk in: a BCP 47 tag.
#[derive(Deserialize)]
pub(crate) struct Tongue(pub(crate) String);

impl Default for Tongue {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl Tongue {
    pub(crate) fn of_words(&self) -> peerline_core::words::Language {
        peerline_core::words::Language::from_tag(&self.0)
    }
}

/// Whom to ask.
#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WhomWord {
    /// Anyone who fits the query.
    #[default]
    Anyone,
    /// Those who fit and were not asked by the request that has just ended.
    NotYetAsked,
    /// These first, then whoever fits the query if others may follow.
    These {
        peers: Vec<PeerId>,
        #[serde(default)]
        others_may_follow: bool,
    },
}

impl WhomWord {
    pub(crate) fn with(self, query: Wanted) -> Whom {
        match self {
            Self::Anyone => Whom::Anyone(query.into()),
            Self::NotYetAsked => Whom::NotYetAsked(query.into()),
            Self::These { peers, others_may_follow } => {
                Whom::These { peers, then: others_may_follow.then(|| query.into()) }
            }
        }
    }
}

/// What is looked for in the directory.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wanted {
    text: String,
    topic: Option<Topic>,
    agency: Option<String>,
    outside_agency: Option<String>,
    region: Option<Region>,
    role: Option<Role>,
    experience: Option<Topic>,
    language: Option<Language>,
    modality: Option<Modality>,
    veteran: bool,
}

impl From<Wanted> for Query {
    fn from(wanted: Wanted) -> Self {
        Self {
            text: Sensitive::new(wanted.text),
            topic: wanted.topic,
            agency: match (wanted.agency, wanted.outside_agency) {
                (Some(agency), _) => AgencyFilter::Only(agency),
                (None, Some(agency)) => AgencyFilter::Outside(agency),
                (None, None) => AgencyFilter::Any,
            },
            region: wanted.region,
            role: wanted.role,
            experience: wanted.experience,
            language: wanted.language,
            modality: wanted.modality,
            gender: None,
            veteran: wanted.veteran,
        }
    }
}

/// Whom the officer must not meet, and why.
pub(crate) fn exclusion(
    peer: Option<PeerId>,
    agency: Option<String>,
    role: Option<Role>,
    reason: &str,
) -> Result<Exclusion, Malformed> {
    let conflict = match (peer, agency, role) {
        (Some(peer), None, None) => Conflict::Peer(peer),
        (None, Some(agency), None) => Conflict::Agency(agency),
        (None, Some(agency), Some(role)) => Conflict::RoleInAgency(role, agency),
        _ => return Err(Malformed),
    };
    let reason = Reason::ALL.iter().copied().find(|known| known.word() == reason);
    Ok(Exclusion { conflict, reason: reason.ok_or(Malformed)? })
}

fn yes() -> bool {
    true
}
