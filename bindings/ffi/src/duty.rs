//! The peer's side: being on call, and requests without a name.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::redact::redacted;
use peerline_core::duty::rules::Over;
use peerline_core::duty::words as duty_words;
use peerline_core::duty::{self, Break, LOAD_CHECKLIST, OfferStage, Trouble};
use peerline_core::home;
use peerline_core::ids::{Minute, RequestId};
use peerline_core::lists::{Topic, Wish};
use peerline_core::words::Language;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What a peer's phone does for others.
#[derive(uniffi::Object)]
pub struct Duty(pub(crate) Arc<home::Peerline>);

/// The peer's screen.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct DutyScreen {
    /// On call until then; none: off call.
    pub on_call_until: Option<SystemTime>,
    /// Whether the peer is on a break: off call, and nothing new is shown.
    pub on_break: bool,
    /// When the break ends by itself; none: when the peer ends it.
    pub break_until: Option<SystemTime>,
    /// To be said before a break begins.
    pub break_ask: String,
    /// The checklist about the load of being a peer, among the self-checks.
    pub load_checklist: String,
    /// What keeps officers from reaching this peer, as a sentence.
    pub trouble: Option<String>,
    /// The same as a value.
    pub trouble_kind: Option<Trouble>,
    /// The requests, oldest first, at most 50.
    pub offers: Vec<OfferScreen>,
}

/// A request as a peer sees it: no name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct OfferScreen {
    /// Its id, for the calls below.
    pub id: String,
    /// Where it stands.
    pub stage: Standing,
    /// The same as a sentence.
    pub headline: String,
    /// What it is about, as a sentence.
    pub topics: String,
    /// The same as values.
    pub topic_list: Vec<Topic>,
    /// What the officer would like, as a sentence.
    pub wishes: String,
    /// The same as values.
    pub wish_list: Vec<Wish>,
    /// The language to talk in.
    pub language: String,
    /// How long it is still open.
    pub left: Option<String>,
    /// The officer's number as a sentence, if it was shared.
    pub number: Option<String>,
    /// The number itself. In a text that is written from right to left, isolate it.
    pub phone: Option<String>,
}

/// Where a request stands on a peer's phone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Standing {
    /// It can be taken.
    Open,
    /// Taken here; whether first is not known yet.
    Claiming,
    /// This peer has it.
    Held {
        /// Whether the officer's phone has opened the answer.
        seen: bool,
    },
    /// Over for this peer.
    Over {
        /// Why.
        why: Over,
    },
}

redacted!(DutyScreen, OfferScreen, Standing);

#[uniffi::export]
impl Duty {
    /// The peer's screen.
    pub fn screen(&self, language: String) -> Result<DutyScreen, PeerlineError> {
        contained(|| {
            let language = Language::from_tag(&language);
            let view = self.0.duty().view()?;
            Ok(DutyScreen {
                on_call_until: view.on_call_until.map(moment),
                on_break: view.on_break.is_some(),
                break_until: match view.on_break {
                    Some(Break::Until(until)) => Some(moment(until)),
                    Some(Break::UntilTakenBack) | None => None,
                },
                break_ask: Break::ask(language),
                load_checklist: LOAD_CHECKLIST.to_owned(),
                trouble: view.trouble.map(|trouble| trouble.in_words(language)),
                trouble_kind: view.trouble,
                offers: view.offers.iter().take(50).map(|offer| offer_screen(offer, language)).collect(),
            })
        })
    }

    /// Whether this peer is on call, as a sentence. `until` is the local time in which it ends, as the phone writes it; none: off
    /// call.
    pub fn on_call_words(&self, until: Option<String>, language: String) -> Result<String, PeerlineError> {
        contained(|| Ok(duty_words::on_call(until.as_deref(), Language::from_tag(&language))))
    }

    /// On call for so many minutes, at most a day. Gives until when.
    pub fn go_on_call(&self, minutes: u32) -> Result<SystemTime, PeerlineError> {
        contained(|| Ok(moment(self.0.duty().go_on_call(Duration::from_secs(u64::from(minutes) * 60))?)))
    }

    /// Off call, on this phone at once.
    pub fn go_off_call(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.duty().go_off_call()?))
    }

    /// A break from duty for so many minutes; none: until it is ended. Refused while a request is held: finish it or give it back first.
    pub fn take_break(&self, minutes: Option<u32>) -> Result<(), PeerlineError> {
        let length = minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
        contained(|| Ok(self.0.take_break(length)?))
    }

    /// Ends the break. The peer stays off call until they say otherwise.
    pub fn end_break(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.duty().end_break()?))
    }

    /// That the peer is on a break, as a sentence. `until` is the end by the local time, as the phone writes it.
    pub fn on_break_words(&self, until: Option<String>, language: String) -> Result<String, PeerlineError> {
        contained(|| Ok(Break::in_words(until.as_deref(), Language::from_tag(&language))))
    }

    /// Takes a request. Whether this phone was the first shows after the next run.
    pub fn claim(&self, id: String) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.claim(&request_id(&id)?)?))
    }

    /// Does not take a request. Nobody is told.
    pub fn decline(&self, id: String) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.decline(&request_id(&id)?)?))
    }

    /// Gives a request back.
    pub fn release(&self, id: String) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.release(&request_id(&id)?)?))
    }

    /// Takes a request that is over off the screen.
    pub fn dismiss(&self, id: String) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.duty().dismiss(&request_id(&id)?)?))
    }
}

fn request_id(text: &str) -> Result<RequestId, PeerlineError> {
    text.parse().map_err(|_| PeerlineError::BadInput { input: Input::Id })
}

fn moment(minute: Minute) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(minute.unix().unsigned_abs())
}

fn offer_screen(offer: &duty::OfferView, language: Language) -> OfferScreen {
    let words = offer.in_words(language);
    let (stage, phone) = match &offer.stage {
        OfferStage::Open => (Standing::Open, None),
        OfferStage::Claiming => (Standing::Claiming, None),
        OfferStage::Held(held) => (Standing::Held { seen: held.seen }, held.phone.as_ref()),
        OfferStage::Over(why) => (Standing::Over { why: *why }, None),
    };
    OfferScreen {
        id: offer.id.to_string(),
        stage,
        headline: words.headline,
        topics: words.topics,
        topic_list: offer.topics.clone(),
        wishes: words.wishes,
        wish_list: offer.wishes.clone(),
        language: words.language,
        left: words.left,
        number: words.number,
        phone: phone.map(|phone| phone.expose().to_owned()),
    }
}

/// Why officers' phones cannot reach this peer.
#[uniffi::remote(Enum)]
pub enum Trouble {
    /// No relay has taken today's key yet.
    NotPublished,
    /// The directory does not back this phone's key.
    NotInDirectory,
    /// Another phone has stated another key for today.
    AnotherPhone,
}

/// Why a request is over for this peer.
#[uniffi::remote(Enum)]
pub enum Over {
    /// Somebody else was first.
    Taken,
    /// This peer gave it back.
    Released,
    /// This peer said no.
    Declined,
    /// The officer took the next peer.
    PassedOn,
    /// The officer took it back.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// The officer said that it is done.
    Completed,
}
