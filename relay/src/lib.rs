//! The relay: keeps sealed requests for a pool, and cannot read them or tell who is asked.
//!
//! [`Relay::open`] verifies the pool's packs and opens the store; [`Relay::serve`] answers calls until it is told to stop. The
//! rules of a request's life are in [`life`], what is kept in [`store`], the calls in [`http`]. What the relay says to its operator
//! is one enum of fixed sentences ([`notice`]): no address, body, key, id or bearer can get into a log.

pub mod clock;
pub mod digest;
pub mod http;
pub mod life;
pub mod news;
pub mod notice;
pub mod packs;
mod serve;
pub mod snapshot;
pub mod store;

use clock::Clock;
use http::App;
use news::News;
use notice::Notice;
use packs::{Packs, PacksError, Source};
use peerline_protocol::ids::RelayId;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;
use store::sqlite::{OpenError, SqliteStore};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What a relay is started with.
pub struct Config {
    /// The folder for what it keeps.
    pub data: PathBuf,
    /// The pool's signed files.
    pub packs: Source,
    /// The clock for everything that it decides.
    pub clock: Arc<dyn Clock>,
    /// What connections may take.
    pub limits: Limits,
    /// Where what the operator has to know goes; [`Notice::say`] in a process of its own.
    pub tell: fn(Notice),
}

/// What connections may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at the same time; more are closed at once.
    pub connections: usize,
    /// For the head of a call, and for the pause between two calls on one connection.
    pub head: Duration,
    /// For the whole body of a call.
    pub body: Duration,
    /// For one connection; then it ends after the call that is under way.
    pub age: Duration,
    /// For what is under way when the relay stops.
    pub drain: Duration,
    /// Between two looks at the packs folder.
    pub reread: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 20_000,
            head: Duration::from_secs(15),
            body: Duration::from_secs(10),
            age: Duration::from_secs(600),
            drain: Duration::from_secs(10),
            reread: Duration::from_secs(5),
        }
    }
}

/// Why a relay does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Because of the pool's files.
    #[error(transparent)]
    Packs(#[from] PacksError),
    /// Because of the store.
    #[error(transparent)]
    Store(#[from] OpenError),
}

/// A relay that is ready to serve.
pub struct Relay {
    app: Arc<App>,
    stop: watch::Sender<bool>,
}

impl Relay {
    /// Verifies the packs, opens the store, and says to the operator what has to be known.
    ///
    /// # Errors
    /// [`StartError`]; nothing is served then.
    pub fn open(config: Config) -> Result<Self, StartError> {
        let packs = Packs::open(config.packs)?;
        let news = Arc::new(News::default());
        let store = SqliteStore::open(&config.data, Arc::clone(&config.clock), Arc::clone(&news))?;
        let (stop, stopping) = watch::channel(false);
        let app = App {
            store: Box::new(store),
            packs,
            news,
            clock: config.clock,
            snapshots: snapshot::Snapshots::default(),
            counters: http::Counters::default(),
            limits: config.limits,
            tell: config.tell,
            stopping,
        };
        let relay = Self { app: Arc::new(app), stop };
        relay.say_what_has_to_be_known();
        Ok(relay)
    }

    /// Which of the policy's relays this one is.
    pub fn id(&self) -> RelayId {
        self.app.packs.in_force().relay
    }

    /// A handle for whoever started it.
    pub fn handle(&self) -> Handle {
        Handle(Arc::downgrade(&self.app))
    }

    /// Serves until `shutdown` is over: then long-polls are answered and what has begun is finished.
    pub async fn serve(self, listener: TcpListener, shutdown: impl Future<Output = ()>) {
        let demo = listener.local_addr().is_ok_and(|address| address.ip().is_loopback());
        let router = http::router(Arc::clone(&self.app), demo);
        let caretaker = tokio::spawn(look_after(Arc::clone(&self.app)));
        serve::serve(listener, router, &self.app, self.stop, shutdown).await;
        caretaker.abort();
        let _ = caretaker.await;
        // The store writes what is left when the last one who uses it is gone.
        let tell = self.app.tell;
        drop(self.app);
        tell(Notice::Stopped);
    }

    fn say_what_has_to_be_known(&self) {
        let published = self.app.packs.in_force();
        let tell = self.app.tell;
        tell(Notice::PacksInForce(published.version()));
        say_when_packs_expire(&self.app);
        tell(if published.policy.tokens.live { Notice::TokensWanted } else { Notice::MemberBearerOnly });
    }
}

/// What whoever started a relay can have it do at once, instead of a moment later by itself. It keeps no relay alive.
#[derive(Clone)]
pub struct Handle(Weak<App>);

impl Handle {
    /// Puts newer packs in force if they are right, and says what it found if that is news. Reads files.
    pub fn reread_packs(&self) {
        if let Some(app) = self.0.upgrade() {
            reread(&app);
        }
    }

    /// Does all that time has made due.
    pub async fn tick(&self) {
        if let Some(app) = self.0.upgrade() {
            // A store that cannot write has been noticed elsewhere.
            let _ = app.store.tick().await;
        }
    }
}

/// Looks at the packs and at the store every few seconds, and speaks up when something changed.
async fn look_after(app: Arc<App>) {
    let (mut writes, mut today) = (true, app.minute().day());
    loop {
        tokio::time::sleep(app.limits.reread).await;
        let rereading = Arc::clone(&app);
        let _ = tokio::task::spawn_blocking(move || reread(&rereading)).await;
        if app.store.is_ready() != writes {
            writes = !writes;
            (app.tell)(if writes { Notice::WritingAgain } else { Notice::NotWriting });
        }
        if app.minute().day() != today {
            today = app.minute().day();
            say_when_packs_expire(&app);
        }
    }
}

fn reread(app: &App) {
    match app.packs.reread(app.minute()) {
        Ok(false) => {}
        Ok(true) => (app.tell)(Notice::PacksInForce(app.packs.in_force().version())),
        Err(PacksError::Refused(refusal)) => (app.tell)(Notice::PacksRefused(refusal)),
        Err(PacksError::WhichRelay) => (app.tell)(Notice::PacksWithoutMe),
        Err(_) => (app.tell)(Notice::PacksIncomplete),
    }
}

fn say_when_packs_expire(app: &App) {
    let (published, now) = (app.packs.in_force(), app.minute());
    match published.days_left(now) {
        _ if published.is_expired(now) => (app.tell)(Notice::PacksExpired),
        days @ (1 | 3 | 7) => (app.tell)(Notice::PacksExpireSoon(days)),
        _ => {}
    }
}
