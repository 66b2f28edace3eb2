//! A play of an officer, peers and a relay, all of them processes that are killed at random moments, and what has to be true all the
//! same: nothing that was acknowledged is lost, what was shown stays shown, and no two peers believe to hold one request.
//!
//! Steps are drawn from a seed that every failure names. When a kill comes is up to the machine.

use crate::pool::Pool;
use crate::process::{Killable, NotDone, PhoneProcess, RelayPlace, RelayProcess, free_url};
use crate::truth::{OfficersTruth, PeersTruth};
use peerline_core::random::{Random, SystemRandom, below, draw};
use peerline_protocol::random::Repeating;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The programs of a play.
pub struct Programs {
    /// The phone.
    pub phone: PathBuf,
    /// The relay.
    pub relay: PathBuf,
}

/// Who is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Victim {
    /// The officer's phone.
    Officer,
    /// A peer's phone, by its place.
    Peer(usize),
    /// The relay.
    Relay,
}

/// How much was done between the kills, so that a play in which nothing happened is not taken for a proof.
#[derive(Debug, Default, Clone, Copy)]
pub struct Done {
    /// Kills.
    pub kills: u32,
    /// Requests that were acknowledged.
    pub asked: u32,
    /// Claims that were acknowledged.
    pub claimed: u32,
    /// Answers that the officer saw.
    pub answered: u32,
    /// Ends that the officer decided and that were acknowledged.
    pub ended: u32,
}

/// The play.
pub struct Play {
    seed: [u8; 4],
    chance: Repeating,
    programs: Programs,
    folder: tempfile::TempDir,
    pool: Pool,
    place: RelayPlace,
    relay: RelayProcess,
    officer: PhoneProcess,
    officers_truth: OfficersTruth,
    peers: Vec<PhoneProcess>,
    peers_truths: Vec<PeersTruth>,
    /// A peer who only looks, and is never killed.
    witness: PhoneProcess,
    /// Who was ever shown to hold a request.
    holders: BTreeMap<String, usize>,
    done: Done,
}

/// The process that was told something is gone.
struct Gone;

/// Peers who act.
pub const PEERS: usize = 2;

impl Play {
    /// A pool with its relay, an officer and peers on call, all of them ready.
    pub fn new(programs: Programs) -> Self {
        let seed: [u8; 4] = draw(&SystemRandom).expect("randomness");
        println!("seed {}", u32::from_be_bytes(seed));
        let mut long = [0; 32];
        long[..4].copy_from_slice(&seed);
        let folder = tempfile::tempdir().expect("a folder");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
        let pool = Pool::new(folder.path(), &free_url().expect("a port"), now.cast_signed()).expect("a pool");
        let mut peers: Vec<_> = (0..=PEERS)
            .map(|place| {
                let mut phone = start(&programs, &data_of(folder.path(), Victim::Peer(place)));
                ask(&mut phone, json!({"do": "open"}));
                let card = pool.peer_card(pool.written.peers[place]).expect("a card");
                ask(&mut phone, json!({"do": "join", "card": card}));
                let back = ask(&mut phone, json!({"do": "card_for_the_roster"}));
                pool.take_back(back["card"].as_str().expect("a card")).expect("a key in the roster");
                phone
            })
            .collect();
        pool.publish().expect("a pack");
        let place = RelayPlace::in_folder(folder.path());
        let relay = RelayProcess::start(&programs.relay, &pool, &place).expect("a relay");
        for phone in &mut peers {
            for command in
                [json!({"do": "run"}), json!({"do": "on_call", "minutes": 480}), json!({"do": "run"})]
            {
                ask(phone, command);
            }
        }
        let mut officer = start(&programs, &data_of(folder.path(), Victim::Officer));
        let card = pool.member_card().expect("a card");
        for command in [json!({"do": "open"}), json!({"do": "join", "card": card}), json!({"do": "run"})] {
            ask(&mut officer, command);
        }
        ask(&mut officer, json!({"do": "limits"}));
        ask(&mut officer, json!({"do": "accept_limits"}));
        let witness = peers.pop().expect("a witness");
        Self {
            seed,
            chance: Repeating::new(long),
            programs,
            folder,
            pool,
            place,
            relay,
            officer,
            officers_truth: OfficersTruth::default(),
            peers_truths: peers.iter().map(|_| PeersTruth::default()).collect(),
            peers,
            witness,
            holders: BTreeMap::new(),
            done: Done::default(),
        }
    }

    /// One of these is killed at a random moment while everybody acts, above all the victim; then it is started again and asked
    /// what it knows.
    pub fn kill_one_of(&mut self, victims: &[Victim]) {
        let victim = victims[self.below(victims.len())];
        let killed = self.kill_soon(victim, 120_000);
        while !killed.load(Ordering::Acquire) {
            let who = if self.below(3) > 0 && victim != Victim::Relay { victim } else { self.anybody() };
            if self.step(who).is_err() {
                break;
            }
        }
        self.start_again(victim);
    }

    /// What was done, after everybody has said what they know for the last time.
    pub fn finish(mut self) -> Done {
        for _ in 0..3 {
            for who in [Victim::Peer(0), Victim::Officer, Victim::Peer(1), Victim::Officer] {
                self.let_time_pass();
                assert!(self.look(who).is_ok(), "nobody is killed any more");
            }
        }
        self.done
    }

    /// Kills the victim within so many microseconds; the answer becomes true when it is dead.
    fn kill_soon(&mut self, victim: Victim, within: usize) -> Arc<AtomicBool> {
        let wait = Duration::from_micros(self.below(within) as u64);
        let killable = match victim {
            Victim::Officer => self.officer.killable(),
            Victim::Peer(place) => self.peers[place].killable(),
            Victim::Relay => self.relay.killable(),
        };
        self.done.kills += 1;
        kill_after(wait, killable)
    }

    fn start_again(&mut self, victim: Victim) {
        if victim == Victim::Relay {
            self.relay = self.relay_again();
            self.let_time_pass();
            self.ask_the_witness();
            return;
        }
        // Now and then it is killed while it opens, too.
        for last in [self.below(4) > 0, true] {
            let mut phone = start(&self.programs, &data_of(self.folder.path(), victim));
            if !last {
                self.done.kills += 1;
                let killed = kill_after(Duration::from_micros(self.below(40_000) as u64), phone.killable());
                let _ = phone.tell(&json!({"do": "open"}));
                while !killed.load(Ordering::Acquire) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                continue;
            }
            let opened = phone.tell(&json!({"do": "open"})).expect("it opens again");
            for file in ["officer", "duty"] {
                assert_eq!(opened[file]["found"], "vault", "{}: {victim:?} lost a file", self.seed());
            }
            match victim {
                Victim::Officer => self.officer = phone,
                Victim::Peer(place) => self.peers[place] = phone,
                Victim::Relay => {}
            }
            break;
        }
        assert!(self.look(victim).is_ok(), "it was just started");
    }

    /// The relay at its old address. While it was down a connection of somebody else's may have been given its port for a moment.
    fn relay_again(&self) -> RelayProcess {
        let tries = (0..50).find_map(|_| {
            let started = RelayProcess::start(&self.programs.relay, &self.pool, &self.place);
            if started.is_err() {
                std::thread::sleep(Duration::from_millis(100));
            }
            started.ok()
        });
        tries.expect("a relay again")
    }

    /// One step of somebody; an error if their process is gone.
    fn step(&mut self, who: Victim) -> Result<(), Gone> {
        match who {
            Victim::Officer => self.officer_steps(),
            Victim::Peer(place) => self.peer_steps(place),
            Victim::Relay => Ok(()),
        }
    }

    fn officer_steps(&mut self) -> Result<(), Gone> {
        let chance = self.below(100);
        let command = match self.officers_truth.stage() {
            None => "ask",
            Some("ended") => "dismiss",
            Some("answered") if chance < 25 => "complete",
            Some("answered") if chance < 40 => "withdraw",
            Some("answered") if chance < 55 => "share_number",
            Some("sending" | "waiting") if chance < 12 => "withdraw",
            Some(_) => return self.look(Victim::Officer),
        };
        let line = match command {
            "ask" => json!({"do": "ask", "topics": ["child_case"], "wishes": ["call"]}),
            "share_number" => json!({"do": "share_number", "number": "+15035550177"}),
            other => json!({"do": other}),
        };
        self.officers_truth.begins(command);
        let answer = self.officer.tell(&line);
        let answer = self.not_refused(answer, command)?;
        self.officers_truth.acknowledged(command, &answer);
        match command {
            "ask" => self.done.asked += 1,
            "withdraw" | "complete" => self.done.ended += 1,
            _ => {}
        }
        Ok(())
    }

    fn peer_steps(&mut self, place: usize) -> Result<(), Gone> {
        self.look(Victim::Peer(place))?;
        let chance = self.below(100);
        let truth = &mut self.peers_truths[place];
        let (command, id) = match (truth.one_that_is("open"), truth.one_that_is("over")) {
            (Some(id), _) if chance < 80 => ("claim", id),
            (Some(id), _) if chance < 85 => ("decline", id),
            (_, Some(id)) => ("dismiss_offer", id),
            _ => return Ok(()),
        };
        truth.begins(command, &id);
        let answer = self.peers[place].tell(&json!({"do": command, "id": id}));
        self.not_refused(answer, command)?;
        self.peers_truths[place].acknowledged(command, &id);
        if command == "claim" {
            self.done.claimed += 1;
        }
        Ok(())
    }

    /// Lets the phone run and compares what it shows with what is known.
    fn look(&mut self, who: Victim) -> Result<(), Gone> {
        let (phone, question) = match who {
            Victim::Officer => (&mut self.officer, "view"),
            Victim::Peer(place) => (&mut self.peers[place], "duty"),
            Victim::Relay => return Ok(()),
        };
        // First what it knows by itself, then what it learns.
        let before = phone.tell(&json!({"do": question}));
        let run = phone.tell(&json!({"do": "run"}));
        let after = phone.tell(&json!({"do": question}));
        let before = self.not_refused(before, question)?;
        self.believe(who, &before);
        self.not_refused(run, "run")?;
        let after = self.not_refused(after, question)?;
        self.believe(who, &after);
        Ok(())
    }

    /// Takes in what a phone shows; fails if it cannot be true.
    fn believe(&mut self, who: Victim, shown: &Value) {
        let seed = self.seed();
        match who {
            Victim::Officer => {
                let newly = self.officers_truth.shown(shown, &seed);
                self.done.answered += u32::from(newly);
                if let Some((id, peer)) = self.officers_truth.answered_by() {
                    let place = self.pool.written.peers.iter().position(|known| known.to_string() == peer);
                    let place = place.expect("a peer of the pool");
                    let holder = *self.holders.entry(id).or_insert(place);
                    assert_eq!(holder, place, "{seed}: the officer sees a peer who does not hold it");
                }
            }
            Victim::Peer(place) => {
                for id in self.peers_truths[place].shown(shown, &seed) {
                    let holder = *self.holders.entry(id).or_insert(place);
                    assert_eq!(holder, place, "{seed}: two peers believe to hold one request");
                }
            }
            Victim::Relay => {}
        }
    }

    /// A request that a relay acknowledged, and that nobody has touched since, is on the board after its restart.
    fn ask_the_witness(&mut self) {
        let Some(id) = self.officers_truth.waiting_at_the_relay() else { return };
        if self.peers_truths.iter().any(|truth| truth.may_have_claimed(&id)) {
            return;
        }
        let mut duty = Value::Null;
        for _ in 0..2 {
            ask(&mut self.witness, json!({"do": "run"}));
            duty = ask(&mut self.witness, json!({"do": "duty"}));
        }
        let offers = duty["offers"].as_array().expect("offers");
        let there = offers.iter().any(|offer| offer["id"] == id && offer["stage"] == "open");
        assert!(there, "{}: the relay has lost a request that it had acknowledged", self.seed());
    }

    /// The pauses that phones make after a call in vain are over.
    fn let_time_pass(&mut self) {
        let phones = std::iter::once(&mut self.officer).chain(&mut self.peers);
        for phone in phones {
            let _ = phone.tell(&json!({"do": "pass", "seconds": 3}));
        }
    }

    fn not_refused(&self, answer: Result<Value, NotDone>, command: &str) -> Result<Value, Gone> {
        match answer {
            Ok(answer) => Ok(answer),
            Err(NotDone::Gone) => Err(Gone),
            Err(refused) => panic!("{}: {command} was refused: {refused}", self.seed()),
        }
    }

    fn anybody(&self) -> Victim {
        match self.below(PEERS + 1) {
            0 => Victim::Officer,
            place => Victim::Peer(place - 1),
        }
    }

    fn below(&self, bound: usize) -> usize {
        let bound = u32::try_from(bound).expect("a small bound");
        below(&self.chance as &dyn Random, bound).expect("it repeats itself") as usize
    }

    fn seed(&self) -> String {
        format!("seed {}", u32::from_be_bytes(self.seed))
    }
}

fn kill_after(wait: Duration, killable: Killable) -> Arc<AtomicBool> {
    let killed = Arc::new(AtomicBool::new(false));
    let done = killed.clone();
    std::thread::spawn(move || {
        std::thread::sleep(wait);
        killable.kill();
        done.store(true, Ordering::Release);
    });
    killed
}

fn data_of(folder: &Path, who: Victim) -> PathBuf {
    match who {
        Victim::Officer => folder.join("officer"),
        Victim::Peer(place) => folder.join(format!("peer-{place}")),
        Victim::Relay => folder.join("relay"),
    }
}

fn start(programs: &Programs, data: &Path) -> PhoneProcess {
    let words: [OsString; 3] = [programs.phone.clone().into(), "--clock".into(), "virtual".into()];
    PhoneProcess::start(&words, data).expect("a phone")
}

fn ask(phone: &mut PhoneProcess, command: Value) -> Value {
    phone.tell(&command).expect("it is not refused")
}
