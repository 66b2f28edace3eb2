//! A rehearsal, for apps that test their own screens: the real core, a real relay, an invented pool, inside the app's process. Only in
//! the tests' library (feature `demo`); the phone's library has none of it.

use crate::error::{Input, PeerlineError, RequestReason};
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::runtime::{CancelToken, spawn};
use crate::shell::Listener;
use peerline_tests::rehearsal::{self, Colleague, Connection, NotRehearsed, PhoneLock, Somebody};
use std::path::Path;
use std::sync::Arc;

/// A pool with its relay, a colleague who is a peer on call, somebody who asks, and the phone that the app is on. It ends with this
/// object; what it wrote goes with it.
#[derive(uniffi::Object)]
pub struct Rehearsal(Arc<rehearsal::Rehearsal>);

/// Makes a rehearsal in a private folder of the app. Takes about a second, and needs the permission to use the network, although
/// nothing leaves the machine.
#[uniffi::export(default(token = None))]
pub async fn rehearse(
    folder: String,
    token: Option<Arc<CancelToken>>,
) -> Result<Arc<Rehearsal>, PeerlineError> {
    if !Path::new(&folder).is_absolute() {
        return Err(PeerlineError::BadInput { input: Input::Folder });
    }
    spawn(token, async move {
        let made = done(rehearsal::Rehearsal::begin(Path::new(&folder)).await)?;
        Ok(Arc::new(Rehearsal(Arc::new(made))))
    })
    .await
}

#[uniffi::export]
impl Rehearsal {
    /// Opens the app: the real one, whose network is this pool and whose keys lie in memory. Again: what was there goes on, as after the
    /// end of a process; close the one before.
    #[uniffi::method(default(listener = None))]
    pub fn open(&self, listener: Option<Arc<dyn Listener>>) -> Result<Arc<Peerline>, PeerlineError> {
        contained(|| {
            let (app, opened) = done(self.0.open())?;
            let mut app = Peerline::of(app, opened, listener);
            app.virtual_clock = Some(self.0.clock());
            Ok(Arc::new(app))
        })
    }

    /// Where the app's files are: to damage one, or to see what is left.
    pub fn app_folder(&self) -> Result<String, PeerlineError> {
        contained(|| Ok(self.0.app_folder().display().to_string()))
    }

    /// The card of all members, as `join` takes it.
    pub fn member_card(&self) -> Result<String, PeerlineError> {
        contained(|| done(self.0.member_card()))
    }

    /// A peer's card, for an app that is to be the peer.
    pub fn peer_card(&self) -> Result<String, PeerlineError> {
        contained(|| done(self.0.peer_card()))
    }

    /// The coordinator reads the card that the peer's app shows. The app is in the directory after its next run.
    pub fn take_back(&self, card: String) -> Result<(), PeerlineError> {
        contained(|| done(self.0.take_back(&card)))
    }

    /// So many seconds pass, for everybody. What a peer states about being on call is seen by others after 900.
    #[uniffi::method(default(token = None))]
    pub async fn pass(&self, seconds: u32, token: Option<Arc<CancelToken>>) -> Result<(), PeerlineError> {
        let rehearsal = self.0.clone();
        spawn(token, async move { done(rehearsal.pass(seconds).await) }).await
    }

    /// The colleague does this; the app sees it with its next run.
    #[uniffi::method(default(token = None))]
    pub async fn colleague(
        &self,
        does: Colleague,
        token: Option<Arc<CancelToken>>,
    ) -> Result<(), PeerlineError> {
        let rehearsal = self.0.clone();
        spawn(token, async move { done(rehearsal.colleague(does).await) }).await
    }

    /// Somebody who asks does this; an app that is the peer sees it with its next run.
    #[uniffi::method(default(token = None))]
    pub async fn somebody(
        &self,
        does: Somebody,
        token: Option<Arc<CancelToken>>,
    ) -> Result<(), PeerlineError> {
        let rehearsal = self.0.clone();
        spawn(token, async move { done(rehearsal.somebody(does).await) }).await
    }

    /// From now on the app's network is like this.
    pub fn network(&self, is: Connection) -> Result<(), PeerlineError> {
        contained(|| {
            self.0.network(is);
            Ok(())
        })
    }

    /// From now on the phone's lock lets the app have this.
    pub fn phone(&self, is: PhoneLock) -> Result<(), PeerlineError> {
        contained(|| {
            self.0.phone(is);
            Ok(())
        })
    }
}

/// What the core refused is handed on. What is broken is a mistake of the rehearsal: its place is told, like any other fault's.
fn done<T>(result: Result<T, NotRehearsed>) -> Result<T, PeerlineError> {
    result.map_err(|why| match why {
        NotRehearsed::Refused(error) => error.into(),
        NotRehearsed::NotNow => PeerlineError::Request { reason: RequestReason::NotNow },
        NotRehearsed::Folder => PeerlineError::BadInput { input: Input::Folder },
        NotRehearsed::Broken(sentence) => panic!("{sentence}"),
    })
}

/// What the colleague does, who is a peer on call.
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Enum)]
pub enum PhoneLock {
    /// Everything.
    Open,
    /// What may be read in the background: not the officer's file.
    Locked,
    /// Nothing: the phone was started and never unlocked.
    NeverUnlocked,
}
