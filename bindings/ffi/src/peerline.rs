//! The open app: one object, and one more for each capability.

use crate::directory::Directory;
use crate::duty::Duty;
use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::limits::Limits;
use crate::membership::Membership;
use crate::redact::redacted;
use crate::requests::{RequestScreen, Requests, request_screen};
use crate::runtime::{CancelToken, spawn};
use crate::settings::SettingsStore;
use crate::shell::{Changed, KeyStore, Listener, ShellKeyStore};
use peerline_core::clock::{Clock, SystemClock};
use peerline_core::crisis;
use peerline_core::home::{self, OpenWith};
use peerline_core::pack;
use peerline_core::privacy::AppLock;
use peerline_core::random::SystemRandom;
use peerline_core::relay_client::http::HttpTransport;
use peerline_core::request::rules::Front;
use peerline_core::vault::{self, VaultError};
use peerline_core::words::Language;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The open app. Make one, and keep it as long as the app lives.
#[derive(uniffi::Object)]
pub struct Peerline {
    pub(crate) app: Arc<home::Peerline>,
    listener: Option<Arc<dyn Listener>>,
    opened: Opened,
    #[cfg(feature = "demo")]
    pub(crate) virtual_clock: Option<Arc<peerline_core::clock::VirtualClock>>,
}

/// What was found when the app was opened.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Opened {
    /// The officer's file.
    pub officer: FileFound,
    /// The duty file.
    pub duty: FileFound,
    /// Whether the packs had to be begun anew; they can be fetched again.
    pub packs_begun_anew: bool,
    /// Whether memory that is given back is overwritten on this phone, as the promise about the lock needs.
    pub memory_is_wiped: bool,
}

/// What one of the two files was like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum FileFound {
    /// There was none: a new one.
    New,
    /// It was there and is open.
    Open,
    /// The phone is locked: it is opened later.
    Locked,
    /// The phone's key is gone, and everything in the file with it: a new one.
    KeyGone,
    /// It was damaged and was moved aside, not deleted: a new one.
    Damaged,
}

/// The first screen.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct HomeScreen {
    /// Whether the lines come first.
    pub lines_first: bool,
    /// The request under way, or the last one until it is dismissed.
    pub request: Option<RequestScreen>,
    /// Whether this phone is a peer's.
    pub is_peer: bool,
    /// Whether this phone can ask.
    pub can_ask: bool,
    /// The officer's file is locked: unlock the phone to see the request.
    pub locked: bool,
    /// Whether the app asks for the phone's lock first; then request and duty are left out.
    pub app_lock: AppLock,
    /// What to say above everything, in sentences.
    pub notices: Vec<String>,
}

/// How much a run may take.
#[derive(Clone, Copy, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Budget {
    /// Whether somebody is looking: then packs and keys are looked for every quarter of an hour.
    pub foreground: bool,
    /// How long a call may be parked at the relay, at most 55 seconds; 0 in the background.
    pub wait_s: u32,
}

/// What a run came to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Report {
    /// Something that a screen shows has changed.
    pub changed: bool,
    /// A request came for this peer: worth the one neutral notice.
    pub new_offer: bool,
    /// A reminder is due that no notice was given of: worth the same one.
    pub reminder: bool,
    /// Something could not be looked at because the phone is locked.
    pub locked: bool,
    /// When to run again.
    pub next: Wake,
}

/// When the phone should come back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Wake {
    /// In how many seconds.
    pub after_s: u32,
    /// Whether somebody waits for it.
    pub urgent: bool,
}

redacted!(Opened, HomeScreen, Budget, Report, Wake);

#[uniffi::export]
impl Peerline {
    /// Opens the app in its private folder, which has to be left out of backups. What is locked stays locked and says so.
    #[uniffi::constructor(default(listener = None))]
    pub fn open(
        folder: String,
        key_store: Arc<dyn KeyStore>,
        listener: Option<Arc<dyn Listener>>,
    ) -> Result<Arc<Self>, PeerlineError> {
        contained(|| Self::open_with(&folder, key_store, listener, Arc::new(SystemClock)).map(Arc::new))
    }

    /// What was found when it was opened.
    pub fn opened(&self) -> Opened {
        self.opened.clone()
    }

    /// The first screen.
    pub fn home(&self, language: String) -> Result<HomeScreen, PeerlineError> {
        contained(|| {
            let (screen, language) = (self.app.home()?, Language::from_tag(&language));
            let request = match &screen.request {
                Some(view) => Some(request_screen(&self.app, view, language)?),
                None => None,
            };
            Ok(HomeScreen {
                lines_first: screen.front == Front::Lines,
                request,
                is_peer: screen.duty.is_some(),
                can_ask: screen.can_ask,
                app_lock: screen.app_lock,
                locked: screen.notices.contains(&home::Notice::Locked),
                notices: screen.notices.iter().map(|notice| notice.in_words(language)).collect(),
            })
        })
    }

    /// The crisis lines with those that the pool adds. The free functions work without opening anything.
    pub fn crisis(&self) -> Arc<Crisis> {
        Arc::new(Crisis(self.app.clone()))
    }

    /// The peers.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::new(Directory(self.app.clone()))
    }

    /// What a peer must disclose.
    pub fn limits(&self) -> Arc<Limits> {
        Arc::new(Limits(self.app.clone()))
    }

    /// The officer's request.
    pub fn requests(&self) -> Arc<Requests> {
        Arc::new(Requests(self.app.clone()))
    }

    /// The peer's side.
    pub fn duty(&self) -> Arc<Duty> {
        Arc::new(Duty(self.app.clone()))
    }

    /// The cards.
    pub fn membership(&self) -> Arc<Membership> {
        Arc::new(Membership(self.app.clone()))
    }

    /// The settings.
    pub fn settings(&self) -> Arc<SettingsStore> {
        Arc::new(SettingsStore(self.app.clone()))
    }

    /// Sends, reads and fetches what is due; for WorkManager, BGTaskScheduler, pushes and the open screen alike.
    #[uniffi::method(default(token = None))]
    pub async fn run_pending(
        &self,
        budget: Budget,
        token: Option<Arc<CancelToken>>,
    ) -> Result<Report, PeerlineError> {
        let (app, listener) = (self.app.clone(), self.listener.clone());
        spawn(token, async move {
            let wait = Duration::from_secs(u64::from(budget.wait_s.min(55)));
            let report = app.run_pending(budget.foreground, wait).await?;
            if let Some(listener) = listener.filter(|_| report.changed || report.new_offer) {
                for topic in [Changed::Requests, Changed::Duty] {
                    // An ear that fails hears the next change.
                    let _ = listener.changed(topic);
                }
            }
            Ok(report.into())
        })
        .await
    }

    /// When something is due next, without looking at the network.
    pub fn next_wake(&self) -> Result<Wake, PeerlineError> {
        contained(|| Ok(self.app.next_wake().into()))
    }

    /// Fetches the pool's packs now. Gives whether something new came.
    #[uniffi::method(default(token = None))]
    pub async fn refresh_packs(&self, token: Option<Arc<CancelToken>>) -> Result<bool, PeerlineError> {
        let app = self.app.clone();
        spawn(token, async move { Ok(app.refresh_packs().await?) }).await
    }

    /// Saves everything, used or not, and leaves no lock behind. To be called whenever the app leaves the screen.
    pub fn pause(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.app.pause()?))
    }

    /// Saves, and drops the officer's file from memory until [`Peerline::resume`].
    pub fn lock(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.app.lock()?))
    }

    /// Opens again what was locked.
    pub fn resume(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.app.resume()?))
    }

    /// Saves and drops everything from memory. Calling it again does nothing.
    pub fn close_app(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.app.close()?))
    }

    /// Destroys the keys, then everything kept on this phone.
    pub fn erase_everything(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.app.erase_everything()?))
    }
}

impl Peerline {
    #[cfg(feature = "demo")]
    pub(crate) fn core(&self) -> &home::Peerline {
        &self.app
    }

    pub(crate) fn open_with(
        folder: &str,
        key_store: Arc<dyn KeyStore>,
        listener: Option<Arc<dyn Listener>>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, PeerlineError> {
        let folder = Path::new(folder);
        if !folder.is_absolute() {
            return Err(PeerlineError::BadInput { input: Input::Folder });
        }
        let (app, opened) = home::Peerline::open(OpenWith {
            folder,
            keys: Arc::new(ShellKeyStore(key_store)),
            clock,
            random: Arc::new(SystemRandom),
            transport: Arc::new(HttpTransport::default()),
        })?;
        Ok(Self::of(app, opened, listener))
    }

    pub(crate) fn of(app: home::Peerline, opened: home::Opened, listener: Option<Arc<dyn Listener>>) -> Self {
        let found = |file: Result<vault::OpenReport, VaultError>| match file.map(|report| report.found) {
            Ok(vault::Found::Nothing) => FileFound::New,
            Ok(vault::Found::Vault) => FileFound::Open,
            Ok(vault::Found::KeyGone) => FileFound::KeyGone,
            Ok(vault::Found::Damaged) => FileFound::Damaged,
            Err(_) => FileFound::Locked,
        };
        let opened = Opened {
            officer: found(opened.officer),
            duty: found(opened.duty),
            packs_begun_anew: matches!(opened.packs, pack::Found::KeyGone | pack::Found::Damaged),
            memory_is_wiped: vault::Vault::memory_is_wiped(),
        };
        Self {
            app: Arc::new(app),
            listener,
            opened,
            #[cfg(feature = "demo")]
            virtual_clock: None,
        }
    }
}

/// The crisis lines with those that the pool adds.
#[derive(uniffi::Object)]
pub struct Crisis(pub(crate) Arc<home::Peerline>);

#[uniffi::export]
impl Crisis {
    /// The lines for a place, best first.
    #[uniffi::method(default(at = None))]
    pub fn lines(
        &self,
        place: crate::crisis::Place,
        language: String,
        at: Option<SystemTime>,
    ) -> Result<crate::crisis::LineList, PeerlineError> {
        contained(|| {
            let now = crate::crisis::moment(at);
            Ok(self.0.lines().list(&place.into(), Language::from_tag(&language), now).into())
        })
    }

    /// Everything about one of them; none if there is no line of that id.
    #[uniffi::method(default(at = None))]
    pub fn line(
        &self,
        id: String,
        place: crate::crisis::Place,
        language: String,
        at: Option<SystemTime>,
    ) -> Result<Option<crate::crisis::LineDetail>, PeerlineError> {
        contained(|| {
            let (id, now) = (crisis::LineId::shown(&id), crate::crisis::moment(at));
            let found = self.0.lines().line(&id, &place.into(), Language::from_tag(&language), now);
            Ok(found.map(Into::into))
        })
    }
}

impl From<home::Report> for Report {
    fn from(report: home::Report) -> Self {
        Self {
            changed: report.changed,
            new_offer: report.new_offer,
            reminder: report.reminder,
            locked: report.locked,
            next: report.next.into(),
        }
    }
}

impl From<home::Wake> for Wake {
    fn from(wake: home::Wake) -> Self {
        Self { after_s: u32::try_from(wake.after.as_secs()).unwrap_or(u32::MAX), urgent: wake.urgent }
    }
}
