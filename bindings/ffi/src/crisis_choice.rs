//! The crisis choice: the five ways on in one view, with nothing opened or in the open app.

use crate::crisis::{LineRow, Place, moment};
use crate::error::PeerlineError;
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::redact::redacted;
use peerline_core::crisis::Lines;
use peerline_core::crisis_choice::{self, PeerNow, PlanNow};
use peerline_core::home;
use peerline_core::settings::Settings;
use peerline_core::words::Language;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// The crisis choice of the open app. It works while everything is locked.
#[derive(uniffi::Object)]
pub struct CrisisChoice(pub(crate) Arc<home::Peerline>);

/// The five ways on. Every text is a finished sentence; numbers and what is known of them stand in the rows.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CrisisView {
    /// Lines to call, best first, at most three; without a country one for each country.
    pub calls: Vec<LineRow>,
    /// Lines to text or chat with, in the same way.
    pub texts: Vec<LineRow>,
    /// Whether a peer can be asked now.
    pub peer: PeerNow,
    /// The same in a sentence.
    pub peer_says: String,
    /// Whether the officer's own plan can be read now.
    pub plan: PlanNow,
    /// The same in a sentence.
    pub plan_says: String,
    /// The emergency numbers.
    pub emergency: Vec<LineRow>,
    /// That they may bring colleagues; or that none is known for this place.
    pub emergency_says: String,
    /// What to say above everything.
    pub notes: Vec<String>,
}

redacted!(CrisisView);

/// Whether a peer can be asked now.
#[uniffi::remote(Enum)]
pub enum PeerNow {
    /// The app is not open, so nobody can say.
    NotOpen,
    /// The phone or the app is locked.
    Locked,
    /// This phone has no card of a pool, or one that is out of date.
    NoCard,
    /// What is needed to ask was not fetched yet, or is out of date.
    NotReady,
    /// The limits are to be read first.
    LimitsFirst,
    /// Nobody can be asked right now.
    Nobody,
    /// A request is under way.
    UnderWay,
    /// Somebody can be asked.
    CanAsk,
}

/// Whether the officer's own safety plan can be read now.
#[uniffi::remote(Enum)]
pub enum PlanNow {
    /// The app is not open, so nobody can say.
    NotOpen,
    /// There is none.
    None,
    /// The phone or the app is locked; whether there is a plan is not said.
    Locked,
    /// It can be read.
    Readable,
}

/// The five ways on for a place, with nothing opened: peer and plan say that the app is to be opened first.
#[uniffi::export(default(at = None))]
pub fn crisis_choice(
    place: Place,
    language: String,
    at: Option<SystemTime>,
) -> Result<CrisisView, PeerlineError> {
    contained(|| Ok(unopened(&place.into(), Language::from_tag(&language), at)))
}

/// The same from anywhere in one call: place and language are those of the settings in the app's folder, else what the phone hints
/// at (`hint`, of its SIM or locale) and speaks. Needs no vault, no key and no network; without a settings file it works too.
#[uniffi::export(default(at = None))]
pub fn crisis_choice_in(
    folder: String,
    hint: Option<String>,
    language: String,
    at: Option<SystemTime>,
) -> Result<CrisisView, PeerlineError> {
    contained(|| {
        let settings = Settings::load(Path::new(&folder)).0;
        Ok(unopened(&settings.place(hint.as_deref()), settings.language(&language), at))
    })
}

#[uniffi::export]
impl CrisisChoice {
    /// The five ways on, for the home that was set or that the phone's `hint` says. Never fails for what is locked: it says so.
    #[uniffi::method(default(at = None))]
    pub fn view(
        &self,
        hint: Option<String>,
        language: String,
        at: Option<SystemTime>,
    ) -> Result<CrisisView, PeerlineError> {
        contained(|| {
            let language = Language::from_tag(&language);
            Ok(self.0.crisis_choice(hint.as_deref(), language, moment(at)).into())
        })
    }
}

#[uniffi::export]
impl Peerline {
    /// The five ways on, in one view.
    pub fn crisis_choice(&self) -> Arc<CrisisChoice> {
        Arc::new(CrisisChoice(self.app.clone()))
    }
}

fn unopened(place: &peerline_core::crisis::Place, language: Language, at: Option<SystemTime>) -> CrisisView {
    let (peer, plan) = (PeerNow::NotOpen, PlanNow::NotOpen);
    crisis_choice::choice(&Lines::floor(), place, peer, plan, language, moment(at)).into()
}

impl From<crisis_choice::CrisisChoice> for CrisisView {
    fn from(choice: crisis_choice::CrisisChoice) -> Self {
        let rows = |rows: Vec<peerline_core::crisis::LineRow>| rows.into_iter().map(LineRow::from).collect();
        Self {
            calls: rows(choice.calls),
            texts: rows(choice.texts),
            peer: choice.peer,
            peer_says: choice.peer_says,
            plan: choice.plan,
            plan_says: choice.plan_says,
            emergency: rows(choice.emergency),
            emergency_says: choice.emergency_says,
            notes: choice.notes,
        }
    }
}
