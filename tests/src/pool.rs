//! A pool as its people keep it: the folder with roster and policy, two people who sign, the cards, and the packs that a relay serves.
//!
//! Everything is done by the coordinator's own command, as on the terminal; every key is made at that moment.

use crate::sample::{Sample, Written};
use clap::Parser as _;
use peerline_coordinator::command::{Peerline as Coordinator, run};
use peerline_core::ids::{Day, PeerId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A sample pool in a folder.
pub struct Pool {
    folder: PathBuf,
    /// What the sample wrote.
    pub written: Written,
    /// Where the policy says that the relay answers.
    pub url: String,
}

/// Why the pool could not be made or changed: the coordinator's own sentence.
pub type Why = String;

impl Pool {
    /// Writes a sample pool of today for a relay at `url`, and has its first root signed by two people.
    pub fn new(folder: &Path, url: &str, now: i64) -> Result<Self, Why> {
        let pool = folder.join("pool");
        std::fs::create_dir_all(&pool).map_err(|error| error.to_string())?;
        let today = Day(u32::try_from(now / 86_400).unwrap_or(0));
        let sample = Sample { seed: 7, today, relay_url: url.to_owned(), keys: BTreeMap::new() };
        let written = sample.write(&pool).map_err(|error| error.to_string())?;
        let pool = Self { folder: folder.to_owned(), written, url: url.to_owned() };
        for who in SIGNERS {
            pool.peerline(&["keys", "new", "--out", &pool.at("keys"), "--name", who])?;
        }
        let (team, union) = (pool.at("keys/team.pub.json"), pool.at("keys/union.pub.json"));
        let new = ["root", "new", &pool.at("pool"), "--name", "North Valley", "--region", "US-CA"];
        pool.peerline(&[&new[..], &["--pub", &team, "--pub", &union]].concat())?;
        pool.sign(&pool.at("pool/roots/1.json"))?;
        Ok(pool)
    }

    /// The card of all members.
    pub fn member_card(&self) -> Result<String, Why> {
        let printed = self.peerline(&[
            "enrol",
            "member",
            &self.at("pool"),
            "--bearer",
            &self.at("pool/member.bearer"),
        ])?;
        card_in(&printed)
    }

    /// The card of one peer.
    pub fn peer_card(&self, peer: PeerId) -> Result<String, Why> {
        let (pool, bearer) = (self.at("pool"), self.at("pool/board.bearer"));
        card_in(&self.peerline(&["enrol", "peer", &pool, "--id", &peer.to_string(), "--bearer", &bearer])?)
    }

    /// Reads the card that a peer's phone shows; its key goes into the roster.
    pub fn take_back(&self, card: &str) -> Result<(), Why> {
        self.peerline(&["enrol", "peer", &self.at("pool"), "--take-back", card]).map(|_| ())
    }

    /// Builds, signs and checks the pool's pack as two people would. Gives what the check says.
    pub fn publish(&self) -> Result<String, Why> {
        let (pool, pack) = (self.at("pool"), self.at("pack"));
        self.peerline(&["pack", "build", &pool, "--out", &pack])?;
        self.sign(&self.at("pack/manifest.json"))?;
        self.peerline(&["pack", "verify", &pack, "--pool", &pool])
    }

    /// The folder that a relay serves.
    pub fn packs(&self) -> PathBuf {
        self.folder.join("pack")
    }

    /// The pool's root file.
    pub fn root(&self) -> PathBuf {
        self.folder.join("pool/roots/1.json")
    }

    /// Runs the coordinator's command and gives what it prints.
    pub fn peerline(&self, words: &[&str]) -> Result<String, Why> {
        let mut out = Vec::new();
        let command = Coordinator::try_parse_from([&["peerline"], words].concat());
        run(command.map_err(|error| error.to_string())?, &mut out).map_err(|error| error.to_string())?;
        String::from_utf8(out).map_err(|error| error.to_string())
    }

    /// A path in the pool's folder.
    pub fn at(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn sign(&self, file: &str) -> Result<(), Why> {
        for who in SIGNERS {
            self.peerline(&["pack", "sign", file, "--key", &self.at(&format!("keys/{who}.key"))])?;
        }
        Ok(())
    }
}

const SIGNERS: [&str; 2] = ["team", "union"];

/// The card in what the command printed.
fn card_in(printed: &str) -> Result<String, Why> {
    let card = printed.split_whitespace().find(|word| word.starts_with("PEERLINE1:"));
    card.map(str::to_owned).ok_or_else(|| "no card was printed".to_owned())
}
