//! The officer's request: what stands beside the button, one tap, and what is shown until somebody is there or it is over.

use crate::directory::{Query, query};
use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::redact::redacted;
use peerline_core::home;
use peerline_core::ids::PeerId;
use peerline_core::lists::{Modality, Topic, Wish};
use peerline_core::request::rules::{End, Front};
use peerline_core::request::{AnsweringPeer, PhoneNumber, RequestView, Stage};
use peerline_core::words::Language;
use std::sync::Arc;

/// The officer's request.
#[derive(uniffi::Object)]
pub struct Requests(pub(crate) Arc<home::Peerline>);

/// Whom to ask.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Whom {
    /// Anyone who fits.
    Anyone {
        /// Who fits.
        query: Query,
    },
    /// These first, in this order.
    These {
        /// Their ids.
        peers: Vec<String>,
        /// Whether others who fit may follow; none: nobody else.
        then: Option<Query>,
    },
    /// Those who were not asked by the request that has just ended.
    NotYetAsked {
        /// Who fits.
        query: Query,
    },
}

/// One tap.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Asking {
    /// Whom to ask.
    pub whom: Whom,
    /// What the officer would like.
    #[uniffi(default = [])]
    pub wishes: Vec<Wish>,
    /// What it is about.
    #[uniffi(default = [])]
    pub topics: Vec<Topic>,
    /// The language to talk in, BCP 47.
    pub language: String,
}

/// What stands beside the button.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct BeforeAsking {
    /// How many peers can be reached.
    pub peers: u32,
    /// The deadline and what happens then.
    pub deadline: String,
    /// One of about so many on call.
    pub on_call: String,
    /// How old that count is.
    pub counted: String,
    /// What a peer cannot do.
    pub cannot: String,
    /// What remains visible, and to whom.
    pub visible: Vec<String>,
}

/// The request on the screen.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RequestScreen {
    /// Where it stands.
    pub stage: RequestStage,
    /// Whether the lines come first.
    pub lines_first: bool,
    /// What is going on.
    pub headline: String,
    /// How much time is left.
    pub left: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// What else to know.
    pub notes: Vec<String>,
    /// Seconds until the deadline, for a clock on the screen.
    pub left_s: u32,
    /// How many peers were asked.
    pub asked: u32,
    /// The peer who answered.
    pub peer: Option<Answering>,
}

/// Where a request stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum RequestStage {
    /// On its way.
    Sending,
    /// A try was in vain.
    NotSentYet,
    /// Peers are being asked.
    Waiting {
        /// The round, 1 to 3.
        round: u8,
    },
    /// A peer has answered.
    Answered {
        /// Time to ask whether there was no luck.
        ask_if_no_luck: bool,
    },
    /// It could not be sent while it was of use.
    NotSent,
    /// The relay refuses it.
    Refused,
    /// The officer took it back.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
    /// Nobody who was asked can come.
    NobodyLeft,
    /// Done.
    Completed,
}

/// The peer who answered.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Answering {
    /// The peer's id in the directory.
    pub id: String,
    /// The peer's name, if the directory still has it.
    pub name: Option<String>,
    /// The number to call or text. In a text that is written from right to left, isolate it.
    pub phone: Option<String>,
    /// How this peer can be reached.
    pub modalities: Vec<Modality>,
    /// Whether the officer's number was shared with this peer.
    pub number_shared: bool,
}

redacted!(Whom, Asking, BeforeAsking, RequestScreen, RequestStage, Answering);

#[uniffi::export]
impl Requests {
    /// What stands beside the button, before anything is sent.
    pub fn before_asking(&self, whom: Whom, language: String) -> Result<BeforeAsking, PeerlineError> {
        contained(|| {
            let before = self.0.before_asking(&whom.try_into()?)?;
            let words = before.in_words(Language::from_tag(&language));
            Ok(BeforeAsking {
                peers: u32::try_from(before.askable.peers).unwrap_or(u32::MAX),
                deadline: words.deadline,
                on_call: words.on_call,
                counted: words.counted,
                cannot: words.cannot,
                visible: words.visible,
            })
        })
    }

    /// One tap. The request is finished and kept when this returns; it goes out with the next run.
    pub fn ask(&self, asking: Asking) -> Result<(), PeerlineError> {
        contained(|| {
            let Asking { whom, wishes, topics, language } = asking;
            self.0.ask(home::Asking { whom: whom.try_into()?, wishes, topics, language })?;
            Ok(())
        })
    }

    /// Where the request stands; none if there is none to show.
    pub fn screen(&self, language: String) -> Result<Option<RequestScreen>, PeerlineError> {
        contained(|| match self.0.requests().view()? {
            Some(view) => Ok(Some(request_screen(&self.0, &view, Language::from_tag(&language))?)),
            None => Ok(None),
        })
    }

    /// Takes the request back.
    pub fn withdraw(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.requests().withdraw()?))
    }

    /// Passes on to the next peer.
    pub fn next(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.requests().next()?))
    }

    /// Gives the peer who answered a number to call, in international form (`+` and digits).
    pub fn share_number(&self, number: String) -> Result<(), PeerlineError> {
        contained(|| {
            let number = PhoneNumber::parse(&number);
            let number = number.ok_or(PeerlineError::BadInput { input: Input::PhoneNumber })?;
            Ok(self.0.share_number(&number)?)
        })
    }

    /// Says that it is done.
    pub fn complete(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.requests().complete()?))
    }

    /// Forgets an ended request, the peer's number with it.
    pub fn dismiss(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.requests().dismiss()?))
    }
}

pub(crate) fn request_screen(
    app: &home::Peerline,
    view: &RequestView,
    language: Language,
) -> Result<RequestScreen, PeerlineError> {
    let answering = match &view.stage {
        Stage::Answered { peer, .. } => Some(peer),
        Stage::Ended { peer, .. } => peer.as_ref(),
        Stage::Sending { .. } | Stage::Waiting { .. } => None,
    };
    let peer = answering.map(|peer| answering_peer(app, peer));
    let words = view.in_words(language, peer.as_ref().and_then(|peer| peer.name.as_deref()));
    let stage = match view.stage {
        Stage::Sending { failed: false } => RequestStage::Sending,
        Stage::Sending { failed: true } => RequestStage::NotSentYet,
        Stage::Waiting { round, .. } => RequestStage::Waiting { round },
        Stage::Answered { ask_if_no_luck, .. } => RequestStage::Answered { ask_if_no_luck },
        Stage::Ended { end: End::NotSent, .. } => RequestStage::NotSent,
        Stage::Ended { end: End::Refused, .. } => RequestStage::Refused,
        Stage::Ended { end: End::Withdrawn, .. } => RequestStage::Withdrawn,
        Stage::Ended { end: End::Expired, .. } => RequestStage::Expired,
        Stage::Ended { end: End::NobodyLeft, .. } => RequestStage::NobodyLeft,
        Stage::Ended { end: End::Completed, .. } => RequestStage::Completed,
    };
    Ok(RequestScreen {
        stage,
        lines_first: view.front == Front::Lines,
        headline: words.headline,
        left: words.left,
        next_step: words.next_step,
        notes: words.notes,
        left_s: u32::try_from(view.left.as_secs()).unwrap_or(u32::MAX),
        asked: view.asked,
        peer,
    })
}

/// With the name that the directory has; a peer who is listed no more still answers, without one.
fn answering_peer(app: &home::Peerline, peer: &AnsweringPeer) -> Answering {
    Answering {
        id: peer.peer.to_string(),
        name: app.name_of(peer.peer).map(|name| name.expose().clone()),
        phone: peer.phone.as_ref().map(|phone| phone.expose().to_owned()),
        modalities: peer.modalities.clone(),
        number_shared: peer.number_shared,
    }
}

pub(crate) fn peer_id(text: &str) -> Result<PeerId, PeerlineError> {
    text.parse().map_err(|_| PeerlineError::BadInput { input: Input::Id })
}

impl TryFrom<Whom> for home::Whom {
    type Error = PeerlineError;

    fn try_from(whom: Whom) -> Result<Self, PeerlineError> {
        Ok(match whom {
            Whom::Anyone { query: asked } => Self::Anyone(query(asked)?),
            Whom::These { peers, then } => Self::These {
                peers: peers.iter().map(|peer| peer_id(peer)).collect::<Result<_, _>>()?,
                then: then.map(query).transpose()?,
            },
            Whom::NotYetAsked { query: asked } => Self::NotYetAsked(query(asked)?),
        })
    }
}

/// What a request is about, and what a peer has lived through.
#[uniffi::remote(Enum)]
pub enum Topic {
    /// A critical incident.
    CriticalIncident,
    /// A shooting.
    Shooting,
    /// A death on duty.
    DeathOnDuty,
    /// A case with a child.
    ChildCase,
    /// An injury.
    Injury,
    /// An illness.
    Illness,
    /// Alcohol or drugs.
    AlcoholDrugs,
    /// A relationship.
    Relationship,
    /// The family.
    Family,
    /// Grief.
    Grief,
    /// The suicide of a colleague.
    SuicideOfColleague,
    /// Thoughts of suicide.
    SuicidalThoughts,
    /// Stress.
    Stress,
    /// Sleep.
    Sleep,
    /// Money.
    Money,
    /// The career.
    Career,
    /// A complaint or an inquiry.
    ComplaintOrInquiry,
    /// Retirement.
    Retirement,
    /// Moral injury.
    MoralInjury,
    /// Harassment.
    Harassment,
    /// Something else.
    Other,
}

/// What the officer would like.
#[uniffi::remote(Enum)]
pub enum Wish {
    /// A call.
    Call,
    /// A text.
    Text,
    /// To meet.
    Meet,
    /// Somebody outside the own agency.
    OutsideMyAgency,
    /// Somebody of the same gender.
    SameGender,
    /// A veteran.
    Veteran,
    /// Somebody of faith.
    Faith,
    /// Somebody of the same rank.
    SameRank,
    /// Somebody who speaks the same language.
    Language,
}

/// How a peer can be reached.
#[uniffi::remote(Enum)]
pub enum Modality {
    /// By a call.
    Call,
    /// By text.
    Text,
    /// In person.
    Meet,
}
