//! The people of the story: the officer and one peer with a phone as a process each, and the other peers, simulated in this program.

use crate::Programs;
use crate::tell::{Stopped, expect};
use peerline_core::clock::SystemClock;
use peerline_core::duty::{OfferStage, OfferView};
use peerline_core::home::Peerline;
use peerline_core::ids::PeerId;
use peerline_core::key_store::MemoryKeyStore;
use peerline_core::relay_client::http::HttpTransport;
use peerline_tests::pool::Pool;
use peerline_tests::process::PhoneProcess;
use peerline_tests::rig;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// A phone as a process, told what to do in words.
pub struct Phone(PhoneProcess);

impl Phone {
    pub fn start(programs: &Programs, data: &Path) -> Result<Self, Stopped> {
        PhoneProcess::start(&programs.phone, data)
            .map(Self)
            .map_err(|error| format!("a phone does not start: {error}"))
    }

    /// Does it, or the story stops.
    pub fn tell(&mut self, command: Value) -> Result<Value, Stopped> {
        let done = self.0.tell(&command);
        done.map_err(|error| format!("a phone refuses `{}`: {error}", command["do"].as_str().unwrap_or("")))
    }

    /// A command without fields.
    pub fn just(&mut self, command: &str) -> Result<Value, Stopped> {
        self.tell(json!({"do": command}))
    }

    /// What the phone refuses, and why.
    pub fn refuses(&mut self, command: Value) -> Result<String, Stopped> {
        match self.0.tell(&command) {
            Err(error) => Ok(error.to_string()),
            Ok(_) => Err("a phone did what it should have refused".to_owned()),
        }
    }
}

/// A peer whose phone is simulated here: the same core, no process of its own, its keys in memory only.
pub struct Simulated {
    pub peer: PeerId,
    app: Peerline,
}

impl Simulated {
    pub fn new(folder: &Path, peer: PeerId) -> Result<Self, Stopped> {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let (keys, transport) = (Arc::new(MemoryKeyStore::default()), Arc::new(HttpTransport::default()));
        let (app, _) =
            rig::open(folder, keys, Arc::new(SystemClock), transport).map_err(|error| error.to_string())?;
        Ok(Self { peer, app })
    }

    /// Reads the card; its key goes into the roster.
    pub fn enrol(&self, pool: &Pool) -> Result<(), Stopped> {
        self.app.join(&pool.peer_card(self.peer)?).map_err(|error| error.to_string())?;
        let card = self.app.membership().card_for_the_roster().map_err(|error| error.to_string())?;
        pool.take_back(&card.print())
    }

    /// Goes on call and says so to the relay.
    pub fn go_on_call(&self, runtime: &Runtime) -> Result<(), Stopped> {
        self.run(runtime)?;
        self.app.duty().go_on_call(ON_CALL).map_err(|error| error.to_string())?;
        self.run(runtime)?;
        let view = self.app.duty().view().map_err(|error| error.to_string())?;
        expect(view.trouble.is_none() && view.on_call_until.is_some(), "a simulated peer did not get on call")
    }

    /// Reads the board, sends what waits.
    pub fn run(&self, runtime: &Runtime) -> Result<(), Stopped> {
        let run = runtime.block_on(self.app.run_pending(true, Duration::ZERO));
        run.map(|_| ()).map_err(|error| error.to_string())
    }

    /// The request that this phone shows, if it could open one.
    pub fn offer(&self) -> Result<Option<OfferView>, Stopped> {
        Ok(self.app.duty().view().map_err(|error| error.to_string())?.offers.pop())
    }

    /// Takes the request that it shows; gives where it stands then.
    pub fn claim(&self, runtime: &Runtime) -> Result<Option<OfferStage>, Stopped> {
        let offer = self.offer()?.ok_or("there is nothing to claim")?;
        self.app.claim(&offer.id).map_err(|error| error.to_string())?;
        self.run(runtime)?;
        Ok(self.offer()?.map(|offer| offer.stage))
    }
}

const ON_CALL: Duration = Duration::from_secs(8 * 60 * 60);
