//! A whole pool in one process, for tests: a sample roster, two people who sign, a real relay over HTTP on this machine, and phones.
//!
//! Phones and relay have clocks that the test moves. Everything else is real: packs, cards, sealing, SQLite, files, sockets.

#![allow(clippy::expect_used, reason = "a rig that does not stand fails its test, with what was missing")]

use crate::pool::Pool;
use peerline_core::clock::{Clock, VirtualClock};
use peerline_core::home::{HomeError, OpenWith, Opened, Peerline};
use peerline_core::key_store::{KeyStore, MemoryKeyStore};
use peerline_core::random::SystemRandom;
use peerline_core::relay_client::Transport;
use peerline_core::relay_client::http::HttpTransport;
use peerline_relay::clock::{Clock as _, StandingClock};
use peerline_relay::packs::{Source, Which};
use peerline_relay::{Config, Limits, Relay};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A relay makes its list of keys anew only so often: what a peer has stated shows after this.
pub const KEYS_ARE_SHOWN_AFTER_S: u32 = 400;

/// When the rig's clocks begin: now, so that what the coordinator's command signs by the system's clock holds.
fn start() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(0)
}

/// A pool with its relay; it is used like the pool itself.
pub struct Rig {
    folder: tempfile::TempDir,
    pool: Pool,
    /// The relay's clock.
    pub relay_clock: Arc<StandingClock>,
    /// Where the relay keeps what it has.
    pub relay_data: PathBuf,
    address: std::net::SocketAddr,
    running: Option<Running>,
    peers: Vec<(PathBuf, Arc<MemoryKeyStore>, Arc<VirtualClock>)>,
    started: i64,
}

struct Running {
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

/// A phone.
pub struct Phone {
    folder: PathBuf,
    keys: Arc<MemoryKeyStore>,
    transport: Arc<dyn Transport>,
    /// Its clocks.
    pub clock: Arc<VirtualClock>,
    /// The app on it.
    pub app: Peerline,
}

impl Rig {
    /// A pool whose first `peers` of the roster have the app; gives their phones, on call for eight hours, with their keys stated.
    pub async fn with_peers(peers: usize) -> (Self, Vec<Phone>) {
        let mut rig = Self::new().await;
        let mut phones = Vec::new();
        for place in 0..peers {
            let phone = rig.phone(&format!("peer-{place}"));
            let card = rig.peer_card(rig.written.peers[place]).expect("a card");
            phone.app.join(&card).expect("the card of a peer");
            let back = phone.app.membership().card_for_the_roster().expect("a key").print();
            rig.take_back(&back).expect("a key in the roster");
            rig.peers.push((phone.folder.clone(), phone.keys.clone(), phone.clock.clone()));
            phones.push(phone);
        }
        rig.publish().expect("a pack");
        rig.serve().await;
        for phone in &phones {
            phone.app.run_pending(true, Duration::ZERO).await.expect("packs");
            phone.app.duty().go_on_call(Duration::from_secs(8 * 3_600)).expect("on call");
            phone.app.run_pending(true, Duration::ZERO).await.expect("the day's key");
        }
        rig.pass(&[], KEYS_ARE_SHOWN_AFTER_S).await;
        (rig, phones)
    }

    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let started = start();
        let pool = Pool::new(folder.path(), &format!("http://{address}"), started).expect("a pool");
        Self {
            relay_data: folder.path().join("relay"),
            folder,
            pool,
            relay_clock: Arc::new(StandingClock::at(started)),
            address,
            running: None,
            peers: Vec::new(),
            started,
        }
    }

    /// Another phone of a peer whose key is in the directory: the first phone's files, over a network that is the test's.
    pub async fn peer_over(&mut self, place: usize, transport: Arc<dyn Transport>) -> Phone {
        let (folder, keys, clock) = self.peers[place].clone();
        let app = opened(&folder, &keys, &clock, &transport);
        let phone = Phone { folder, keys, transport, clock, app };
        phone.run().await;
        phone
    }

    /// A new phone with nothing on it.
    pub fn phone(&self, name: &str) -> Phone {
        self.phone_over(name, Arc::new(HttpTransport::default()))
    }

    /// A new phone whose network is the test's.
    pub fn phone_over(&self, name: &str, transport: Arc<dyn Transport>) -> Phone {
        let folder = self.folder.path().join("phones").join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        let keys = Arc::new(MemoryKeyStore::default());
        let clock = Arc::new(VirtualClock::at(self.started));
        let app = opened(&folder, &keys, &clock, &transport);
        Phone { folder, keys, transport, clock, app }
    }

    /// An officer's phone: in the pool, limits accepted, keys fetched.
    pub async fn officer(&self, name: &str) -> Phone {
        self.officer_over(name, Arc::new(HttpTransport::default())).await
    }

    /// An officer's phone whose network is the test's.
    pub async fn officer_over(&self, name: &str, transport: Arc<dyn Transport>) -> Phone {
        let phone = self.phone_over(name, transport);
        phone.clock.pass(self.time_passed());
        phone.app.join(&self.member_card().expect("a card")).expect("the card of all members");
        phone.app.run_pending(true, Duration::ZERO).await.expect("packs and keys");
        let screen = phone.app.limits(peerline_core::words::Language::En).expect("limits");
        phone.app.accept_limits(&screen.shown).expect("accepted");
        phone
    }

    /// So many seconds pass, for the relay and for these phones.
    pub async fn pass(&self, phones: &[&Phone], seconds: u32) {
        self.move_relay_clock(seconds).await;
        for phone in phones {
            phone.clock.pass(Duration::from_secs(u64::from(seconds)));
        }
    }

    /// By the relay's own demo call, so that all that the time makes due is done before anybody looks.
    async fn move_relay_clock(&self, seconds: u32) {
        let mut stream = TcpStream::connect(self.address).await.expect("the relay");
        let body = format!("{{\"seconds\":{seconds}}}");
        let head = format!(
            "POST /demo/clock HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).await.expect("the relay");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("the relay");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    fn time_passed(&self) -> Duration {
        let now = self.relay_clock.now().0 / 1_000;
        Duration::from_secs((now - self.started).unsigned_abs())
    }

    /// Starts the relay, or starts it again over what it kept.
    pub async fn serve(&mut self) {
        self.stop().await;
        let source = Source { folder: self.packs(), root: self.root(), which: Which::Only };
        let config = Config {
            data: self.relay_data.clone(),
            packs: source,
            clock: self.relay_clock.clone(),
            limits: Limits { reread: Duration::from_millis(200), ..Limits::default() },
            // Tests print what they find; what a relay tells its operator has tests of its own.
            tell: |_| {},
        };
        let relay = Relay::open(config).expect("a relay");
        let listener = TcpListener::bind(self.address).await.expect("the port");
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(relay.serve(listener, async {
            let _ = stopped.await;
        }));
        self.running = Some(Running { stop, task });
    }

    /// Stops the relay and waits until it has.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = running.stop.send(());
            let _ = running.task.await;
        }
    }
}

impl std::ops::Deref for Rig {
    type Target = Pool;

    fn deref(&self) -> &Pool {
        &self.pool
    }
}

impl Phone {
    /// The app is killed and started again.
    pub fn restart(&mut self) {
        self.app = opened(&self.folder, &self.keys, &self.clock, &self.transport);
    }

    /// Runs what is due, as in the foreground, without parking calls.
    pub async fn run(&self) -> peerline_core::home::Report {
        self.app.run_pending(true, Duration::ZERO).await.expect("a run")
    }

    /// The seconds since 1970 on its wall clock.
    pub fn unix(&self) -> i64 {
        self.clock.now().timestamp()
    }
}

/// Opens the app over these keys, this clock and this network.
///
/// # Errors
/// What the core says.
pub fn open(
    folder: &Path,
    keys: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    transport: Arc<dyn Transport>,
) -> Result<(Peerline, Opened), HomeError> {
    Peerline::open(OpenWith { folder, keys, clock, random: Arc::new(SystemRandom), transport })
}

fn opened(
    folder: &Path,
    keys: &Arc<MemoryKeyStore>,
    clock: &Arc<VirtualClock>,
    transport: &Arc<dyn Transport>,
) -> Peerline {
    open(folder, keys.clone(), clock.clone(), transport.clone()).expect("an open app").0
}
