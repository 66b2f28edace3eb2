//! The phone: carries out one command after the other.

use crate::command::{Command, exclusion};
use crate::show::{self, Failed};
use crate::unprotected_keys::UnprotectedFileKeys;
use peerline_core::clock::{Clock, VirtualClock};
use peerline_core::coping::Run;
use peerline_core::crisis::{Lines, Place};
use peerline_core::directory::{Directory, Now, PageRequest};
use peerline_core::home::{Asking, HomeError, OpenWith, Peerline};
use peerline_core::ids::PeerId;
use peerline_core::key_store::KeyStore;
use peerline_core::limits::Shown;
use peerline_core::random::SystemRandom;
use peerline_core::relay_client::http::HttpTransport;
use peerline_core::words;
use peerline_protocol::answer::Phone as Number;
use serde_json::{Value, json};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// A phone with its folder; the app on it is open or not.
pub(crate) struct Phone {
    pub(crate) folder: PathBuf,
    keys: Arc<dyn KeyStore>,
    pub(crate) times: Times,
    runtime: Runtime,
    pub(crate) app: Option<Peerline>,
    /// What the last `limits` showed, until it is accepted or the app closed.
    shown: Option<Shown>,
    /// The exercise that somebody does, until it is finished or the app locked or closed.
    pub(crate) exercise: Option<Run>,
}

/// The phone's clocks; `movable` if they are the test's.
pub(crate) struct Times {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) movable: Option<Arc<VirtualClock>>,
}

/// What comes after an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    GoOn,
    Quit,
}

pub(crate) type Answer = Result<Value, Failed>;

impl Phone {
    /// A phone over `data`: the app's own folder and, beside it, the keys that a real phone would keep in its hardware.
    pub(crate) fn new(data: &Path, times: Times) -> io::Result<Self> {
        let folder = data.join("app");
        std::fs::create_dir_all(&folder)?;
        let keys = Arc::new(UnprotectedFileKeys::new(&data.join("unprotected-keys"))?);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Self { folder, keys, times, runtime, app: None, shown: None, exercise: None })
    }

    /// Carries out a command; gives its answer.
    pub(crate) fn obey(&mut self, command: Command) -> (Value, Next) {
        let next = if matches!(command, Command::Quit {}) { Next::Quit } else { Next::GoOn };
        let answer = match self.answer(command) {
            Ok(answer) => json!({"ok": answer}),
            Err(failed) => show::failed(&failed),
        };
        (answer, next)
    }

    fn answer(&mut self, command: Command) -> Answer {
        match command {
            Command::Lines { country, region, language } => {
                let lines = self.app.as_ref().map_or_else(Lines::floor, Peerline::lines);
                let place = Place::new(country.as_deref(), region.as_deref());
                Ok(show::lines(&lines.list(&place, language.of_words(), self.times.clock.now())))
            }
            Command::Open {} => self.open(),
            Command::Pass { seconds } => {
                let clock = self.times.movable.as_ref().ok_or(Failed::SystemClock)?;
                clock.pass(Duration::from_secs(seconds.into()));
                Ok(json!({}))
            }
            Command::Close {} | Command::Quit {} => {
                let closed = self.app.take().map_or(Ok(()), |app| app.close());
                (self.shown, self.exercise) = (None, None);
                done(closed)
            }
            Command::Erase {} => {
                let erased = self.app()?.erase_everything();
                (self.app, self.shown, self.exercise) = (None, None, None);
                done(erased)
            }
            Command::Lock {} => {
                (self.shown, self.exercise) = (None, None);
                done(self.app()?.lock())
            }
            Command::Limits { language } => {
                let screen = self.app()?.limits(language.of_words())?;
                let answer = show::limits(&screen);
                self.shown = Some(screen.shown);
                Ok(answer)
            }
            Command::AcceptLimits {} => {
                let shown = self.shown.as_ref().ok_or(Failed::NothingShown)?;
                done(self.app()?.accept_limits(shown))
            }
            Command::Care(command) => self.care(command),
            other => self.answer_open(other),
        }
    }

    /// The commands that leave the app open or closed as it was.
    fn answer_open(&self, command: Command) -> Answer {
        let app = self.app()?;
        match command {
            Command::Join { card } => Ok(show::joined(&app.join(&card)?)),
            Command::CardForTheRoster {} => {
                let card = app.membership().card_for_the_roster().map_err(HomeError::from)?;
                Ok(json!({"card": card.print(), "check_word": card.word()}))
            }
            Command::Run { foreground, wait_ms } => {
                let run = app.run_pending(foreground, Duration::from_millis(wait_ms));
                Ok(show::report(&self.runtime.block_on(run)?))
            }
            Command::MyAgency { agency } => {
                done(app.membership().set_my_agency(agency.as_deref()).map_err(HomeError::from))
            }
            Command::BeforeAsking { whom, query, language } => {
                let before = app.before_asking(&whom.with(query))?;
                Ok(show::before_asking(&before, language.of_words()))
            }
            Command::Ask { whom, query, wishes, topics, language } => {
                let id = app.ask(Asking { whom: whom.with(query), wishes, topics, language: language.0 })?;
                Ok(json!({"id": id}))
            }
            Command::View { language } => self.view(app, language.of_words()),
            Command::Withdraw {} => done(app.requests().withdraw().map_err(HomeError::from)),
            Command::Next {} => done(app.requests().next().map_err(HomeError::from)),
            Command::Complete {} => done(app.requests().complete().map_err(HomeError::from)),
            Command::ShareNumber { number } => {
                let number = Number::parse(&number).ok_or(Failed::Malformed)?;
                done(app.share_number(&number))
            }
            Command::Dismiss {} => done(app.requests().dismiss().map_err(HomeError::from)),
            Command::OnCall { minutes } => {
                let length = Duration::from_secs(u64::from(minutes) * 60);
                let until = app.duty().go_on_call(length).map_err(HomeError::from)?;
                Ok(json!({"until": until.unix()}))
            }
            Command::OffCall {} => done(app.duty().go_off_call().map_err(HomeError::from)),
            Command::Duty { language } => {
                let duty = app.duty().view().map_err(HomeError::from)?;
                Ok(show::duty(&duty, language.of_words()))
            }
            Command::Claim { id } => done(app.claim(&id)),
            Command::Decline { id } => done(app.decline(&id)),
            Command::Release { id } => done(app.release(&id)),
            Command::DismissOffer { id } => done(app.duty().dismiss(&id).map_err(HomeError::from)),
            Command::Exclude { peer, agency, role, reason } => {
                let exclusion = exclusion(peer, agency, role, &reason).map_err(|_| Failed::Malformed)?;
                done(app.exclude(&exclusion))
            }
            Command::Directory { query, start, language } => self.in_directory(app, |directory, now| {
                let page = directory.search(&query.into(), PageRequest::new(start, PageRequest::MOST), now);
                show::peers(&page, language.of_words())
            }),
            Command::Home { language } => {
                let home = app.home()?;
                let language = language.of_words();
                let name = home.request.as_ref().and_then(|request| self.name(app, request));
                Ok(show::home(&home, name.as_deref(), language))
            }
            Command::Pause {} => done(app.pause()),
            Command::Resume {} => done(app.resume()),
            // Answered before, whether the app is open or not.
            Command::Lines { .. }
            | Command::Open {}
            | Command::Pass { .. }
            | Command::Close {}
            | Command::Quit {}
            | Command::Erase {}
            | Command::Lock {}
            | Command::Limits { .. }
            | Command::AcceptLimits {}
            | Command::Care(_) => Err(Failed::Malformed),
        }
    }

    fn open(&mut self) -> Answer {
        if self.app.is_some() {
            return Err(Failed::AlreadyOpen);
        }
        let (app, opened) = Peerline::open(OpenWith {
            folder: &self.folder,
            keys: self.keys.clone(),
            clock: self.times.clock.clone(),
            random: Arc::new(SystemRandom),
            transport: Arc::new(HttpTransport::default()),
        })?;
        self.app = Some(app);
        Ok(show::opened(&opened))
    }

    pub(crate) fn app(&self) -> Result<&Peerline, Failed> {
        self.app.as_ref().ok_or(Failed::NotOpen)
    }

    fn view(&self, app: &Peerline, language: words::Language) -> Answer {
        let Some(view) = app.requests().view().map_err(HomeError::from)? else { return Ok(Value::Null) };
        let name = self.name(app, &view);
        Ok(show::request(&view, name.as_deref(), language))
    }

    /// The name of the peer who answered, as the directory has it.
    fn name(&self, app: &Peerline, view: &peerline_core::request::RequestView) -> Option<String> {
        let peer: PeerId = show::answering(view)?.peer;
        let named = self.in_directory(app, |directory, now| {
            directory.peer(peer, now).map_or(Value::Null, |row| Value::String(row.name.expose().clone()))
        });
        named.ok()?.as_str().map(str::to_owned)
    }

    fn in_directory(&self, app: &Peerline, look: impl FnOnce(&Directory, &Now<'_>) -> Value) -> Answer {
        let (directory, on_call) = (app.directory()?, app.on_call()?);
        let now = Now { at: self.times.clock.now(), on_call: &on_call, rotation: app.rotation()? };
        Ok(look(&directory, &now))
    }
}

/// Carried out; there is nothing to say about it.
pub(crate) fn done(result: Result<(), impl Into<Failed>>) -> Answer {
    result.map(|()| json!({})).map_err(Into::into)
}
