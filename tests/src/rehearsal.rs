//! A rehearsal: a whole pool inside one process, for the tests of an app's own screens.
//!
//! The app gets the real core. Its network leads to a real relay on this machine, in a pool that is signed on the spot and whose 500 peers
//! are invented. Two people are played here, each with the real core on a phone of their own: a colleague, who is a peer on call, and
//! somebody who asks. What the test says happens to them, to the clock, to the network and to the phone's lock. Nothing of it imitates
//! Peerline, so nothing of it can fall behind.

use crate::faulty::{Fault, Faulty};
use crate::pool::Pool;
use crate::rig::{self, KEYS_ARE_SHOWN_AFTER_S};
use peerline_core::clock::VirtualClock;
use peerline_core::directory::Query;
use peerline_core::duty::OfferStage;
use peerline_core::home::{Asking, HomeError, Opened, Peerline, Whom};
use peerline_core::ids::RequestId;
use peerline_core::key_store::{KeyStore, KeyStoreError, MemoryKeyStore};
use peerline_core::lists::{Topic, Wish};
use peerline_core::relay_client::Transport;
use peerline_core::relay_client::http::HttpTransport;
use peerline_core::request::PhoneNumber;
use peerline_core::sensitive::Sensitive;
use peerline_core::words::Language;
use peerline_relay::clock::StandingClock;
use peerline_relay::packs::{Source, Which};
use peerline_relay::{Config, Handle, Limits, Relay};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A pool with its relay, a colleague, somebody who asks, and the app's phone.
pub struct Rehearsal {
    folder: tempfile::TempDir,
    pool: Pool,
    clock: Arc<VirtualClock>,
    relay_clock: Arc<StandingClock>,
    relay: Handle,
    colleague: Peerline,
    somebody: Peerline,
    network: Arc<Faulty>,
    keys: Arc<Keys>,
    // The relay ends with it.
    _stop: oneshot::Sender<()>,
}

/// What the colleague does, who is a peer on call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colleague {
    /// Takes the oldest open request.
    Claims,
    /// Says no to it.
    Declines,
    /// Gives back the request that was taken.
    GivesBack,
    /// Is on call for eight hours from now.
    ComesOnCall,
    /// Is off call.
    GoesOffCall,
}

/// What somebody does who asks for a peer, so that an app can be the peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Somebody {
    /// Asks anyone, about sleep, for a call.
    Asks,
    /// Takes the request back.
    Withdraws,
    /// Gives the peer who answered a number to call.
    SharesANumber,
    /// Goes on to the next peer.
    PassesOn,
    /// Says that it is done.
    IsDone,
}

/// What the app's network is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// It leads to the relay.
    Works,
    /// There is none.
    Gone,
    /// What is sent arrives, the answers do not.
    LosesAnswers,
    /// A page to log in answers everything.
    WantsALogIn,
    /// Somebody looks into what is sent, with a certificate that nobody trusts.
    Watched,
}

/// What the phone's lock lets the app have.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum PhoneLock {
    /// Everything.
    #[default]
    Open,
    /// What may be read in the background: not the officer's file.
    Locked,
    /// Nothing: the phone was started and never unlocked.
    NeverUnlocked,
}

/// Why a rehearsal did not do it.
#[derive(Debug, thiserror::Error)]
pub enum NotRehearsed {
    /// Nothing can be written into that folder.
    #[error("the folder cannot be used")]
    Folder,
    /// There is no request to do that with.
    #[error("not now")]
    NotNow,
    /// The core refused.
    #[error(transparent)]
    Refused(#[from] HomeError),
    /// The pool, the relay or this machine.
    #[error("{0}")]
    Broken(String),
}

impl Rehearsal {
    /// Makes everything, inside a folder of its own in `folder`, which goes when this goes. Takes about a second.
    ///
    /// # Errors
    /// [`NotRehearsed::Folder`]; [`NotRehearsed::Broken`] where this machine gives no port.
    pub async fn begin(folder: &Path) -> Result<Self, NotRehearsed> {
        let folder = tempfile::Builder::new().prefix("rehearsal-").tempdir_in(folder);
        let folder = folder.map_err(|_| NotRehearsed::Folder)?;
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(broken)?;
        let address = listener.local_addr().map_err(broken)?;
        // The coordinator's command signs by the system's clock: from there the clocks go on when the test says so.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(broken)?.as_secs().cast_signed();
        let pool = Pool::new(folder.path(), &format!("http://{address}"), now).map_err(broken)?;
        let clock = Arc::new(VirtualClock::at(now));

        let played = |name: &str| {
            let keys = Arc::new(MemoryKeyStore::default());
            open(&folder.path().join(name), keys, &clock, Arc::new(HttpTransport::default()))
                .map(|(app, _)| app)
        };
        let (colleague, somebody) = (played("colleague")?, played("somebody")?);
        colleague.join(&pool.peer_card(pool.written.peers[0]).map_err(broken)?)?;
        let key = colleague.membership().card_for_the_roster().map_err(HomeError::from)?.print();
        pool.take_back(&key).map_err(broken)?;
        pool.publish().map_err(broken)?;

        let relay_clock = Arc::new(StandingClock::at(now));
        let relay = Relay::open(Config {
            data: folder.path().join("relay"),
            packs: Source { folder: pool.packs(), root: pool.root(), which: Which::Only },
            clock: relay_clock.clone(),
            limits: Limits::default(),
            tell: |_| {},
        });
        let relay = relay.map_err(broken)?;
        let handle = relay.handle();
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(relay.serve(listener, async {
            let _ = stopped.await;
        }));

        let rehearsal = Self {
            folder,
            pool,
            clock,
            relay_clock,
            relay: handle,
            colleague,
            somebody,
            network: Arc::default(),
            keys: Arc::default(),
            _stop: stop,
        };
        run(&rehearsal.colleague).await?;
        rehearsal.colleague(Colleague::ComesOnCall).await?;
        rehearsal.pass(KEYS_ARE_SHOWN_AFTER_S).await?;
        rehearsal.somebody.join(&rehearsal.member_card()?)?;
        run(&rehearsal.somebody).await?;
        let limits = rehearsal.somebody.limits(Language::En)?;
        rehearsal.somebody.accept_limits(&limits.shown)?;
        Ok(rehearsal)
    }

    /// Opens the app on its phone: the first time a new one, then what it left, as after the end of a process.
    ///
    /// # Errors
    /// What the core says, as with the phone locked.
    pub fn open(&self) -> Result<(Peerline, Opened), NotRehearsed> {
        open(&self.app_folder(), self.keys.clone(), &self.clock, self.network.clone())
    }

    /// Where the app's files are: to damage one, or to look at what is left.
    pub fn app_folder(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    /// The clock of every phone.
    pub fn clock(&self) -> Arc<VirtualClock> {
        self.clock.clone()
    }

    /// The card of all members, as text.
    ///
    /// # Errors
    /// [`NotRehearsed::Broken`].
    pub fn member_card(&self) -> Result<String, NotRehearsed> {
        self.pool.member_card().map_err(broken)
    }

    /// A peer's card, for an app that is to be the peer.
    ///
    /// # Errors
    /// [`NotRehearsed::Broken`].
    pub fn peer_card(&self) -> Result<String, NotRehearsed> {
        self.pool.peer_card(self.pool.written.peers[1]).map_err(broken)
    }

    /// The coordinator reads the card that the peer's phone shows, and the pool is published anew.
    ///
    /// # Errors
    /// [`NotRehearsed::Broken`] for a card that is none.
    pub fn take_back(&self, card: &str) -> Result<(), NotRehearsed> {
        self.pool.take_back(card).map_err(broken)?;
        self.pool.publish().map_err(broken)?;
        self.relay.reread_packs();
        Ok(())
    }

    /// So many seconds pass, for everybody, and what that makes due at the relay is done. What peers have stated about being on call is
    /// shown by the relay after [`KEYS_ARE_SHOWN_AFTER_S`], and looked at by phones every quarter of an hour.
    ///
    /// # Errors
    /// What the colleague's phone says, which states its key of the day.
    pub async fn pass(&self, seconds: u32) -> Result<(), NotRehearsed> {
        self.relay_clock.pass(i64::from(seconds));
        self.clock.pass(Duration::from_secs(u64::from(seconds)));
        self.relay.tick().await;
        run(&self.colleague).await
    }

    /// The colleague does this.
    ///
    /// # Errors
    /// [`NotRehearsed::NotNow`] without such a request; what the core says.
    pub async fn colleague(&self, does: Colleague) -> Result<(), NotRehearsed> {
        let peer = &self.colleague;
        run(peer).await?;
        match does {
            Colleague::Claims => peer.claim(&self.offer(|stage| *stage == OfferStage::Open)?)?,
            Colleague::Declines => peer.decline(&self.offer(|stage| *stage == OfferStage::Open)?)?,
            Colleague::GivesBack => {
                peer.release(&self.offer(|stage| matches!(stage, OfferStage::Held(_)))?)?;
            }
            Colleague::ComesOnCall => {
                peer.duty().go_on_call(Duration::from_secs(8 * 3_600)).map_err(HomeError::from)?;
            }
            Colleague::GoesOffCall => peer.duty().go_off_call().map_err(HomeError::from)?,
        }
        run(peer).await
    }

    /// Somebody who asks does this.
    ///
    /// # Errors
    /// [`NotRehearsed::NotNow`] without a request; what the core says.
    pub async fn somebody(&self, does: Somebody) -> Result<(), NotRehearsed> {
        let officer = &self.somebody;
        if does == Somebody::Asks {
            officer.refresh_packs().await?;
        }
        run(officer).await?;
        let requests = officer.requests();
        match does {
            Somebody::Asks => {
                let whom = Whom::Anyone(Query::default());
                let (wishes, topics) = (vec![Wish::Call], vec![Topic::Sleep]);
                officer.ask(Asking { whom, wishes, topics, language: "en".to_owned() })?;
            }
            Somebody::Withdraws => requests.withdraw().map_err(HomeError::from)?,
            Somebody::SharesANumber => {
                officer.share_number(&PhoneNumber::parse(NUMBER).ok_or(NotRehearsed::NotNow)?)?;
            }
            Somebody::PassesOn => requests.next().map_err(HomeError::from)?,
            Somebody::IsDone => requests.complete().map_err(HomeError::from)?,
        }
        run(officer).await
    }

    /// From now on the app's network is like this.
    pub fn network(&self, is: Connection) {
        self.network.clear();
        let fault = match is {
            Connection::Works => return,
            Connection::Gone => Fault::Down,
            Connection::LosesAnswers => Fault::AnswerLost,
            Connection::WantsALogIn => Fault::Garbage,
            Connection::Watched => Fault::Inspected,
        };
        // Every path has this in it.
        self.network.set("/", fault);
    }

    /// From now on the phone's lock lets the app have this.
    pub fn phone(&self, is: PhoneLock) {
        *self.keys.lock.lock().unwrap_or_else(PoisonError::into_inner) = is;
    }

    fn offer(&self, wanted: impl Fn(&OfferStage) -> bool) -> Result<RequestId, NotRehearsed> {
        let view = self.colleague.duty().view().map_err(HomeError::from)?;
        let offer = view.offers.into_iter().find(|offer| wanted(&offer.stage));
        Ok(offer.ok_or(NotRehearsed::NotNow)?.id)
    }
}

/// Of the range that is kept free for fiction.
const NUMBER: &str = "+15035550177";

/// Keys in memory, behind a phone's lock.
#[derive(Default)]
struct Keys {
    inner: MemoryKeyStore,
    lock: Mutex<PhoneLock>,
}

impl Keys {
    fn of(&self, id: &str) -> Result<&MemoryKeyStore, KeyStoreError> {
        let refused = match *self.lock.lock().unwrap_or_else(PoisonError::into_inner) {
            PhoneLock::Open => false,
            PhoneLock::Locked => id.starts_with("officer"),
            PhoneLock::NeverUnlocked => true,
        };
        if refused { Err(KeyStoreError::Locked) } else { Ok(&self.inner) }
    }
}

impl KeyStore for Keys {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        self.of(id)?.create(id)
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        self.of(id)?.wrap(id, data_key)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        self.of(id)?.unwrap(id, wrapped)
    }

    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        self.of(id)?.destroy(id)
    }
}

fn open(
    folder: &Path,
    keys: Arc<dyn KeyStore>,
    clock: &Arc<VirtualClock>,
    transport: Arc<dyn Transport>,
) -> Result<(Peerline, Opened), NotRehearsed> {
    std::fs::create_dir_all(folder).map_err(|_| NotRehearsed::Folder)?;
    Ok(rig::open(folder, keys, clock.clone(), transport)?)
}

/// Sends, reads and fetches what is due on a phone that is played here.
async fn run(phone: &Peerline) -> Result<(), NotRehearsed> {
    phone.run_pending(true, Duration::ZERO).await?;
    Ok(())
}

fn broken(why: impl ToString) -> NotRehearsed {
    NotRehearsed::Broken(why.to_string())
}
