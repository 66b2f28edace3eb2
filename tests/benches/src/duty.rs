//! A peer comes on call, and the board holds as many live entries as a pool may have.

use crate::Done;
use crate::figure::{Figure, remark};
use crate::phone::{self, Calendar, NoProtection};
use crate::request::{POOL, RELAY, board_bytes, draft, somebody};
use peerline_core::duty::{Duty, Post, Reach};
use peerline_core::random::SystemRandom;
use peerline_core::relay_client::{
    FinishedCall, Relay, RelayAddress, Reply, Sending, Transport, TransportError,
};
use peerline_core::sensitive::Sensitive;
use peerline_core::vault::Which;
use peerline_protocol::call::{Board, BoardChange, PublishKey};
use peerline_protocol::ids::{Minute, PeerId, encode};
use peerline_protocol::lists::Modality;
use peerline_protocol::request::{PublicKey, Recipient, seal};
use peerline_protocol::statement::SignedStatement;
use ring::signature::Ed25519KeyPair;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const ME: PeerId = PeerId::new([2; 16]);
const LIVE: usize = 256;
const TIMES: u32 = 5;

/// One entry of 256 is for this peer. Every entry has its three rounds open and the peer has seven daily keys: as much work as can be.
/// How long until the entry is on the screen depends on where it stands, so it stands in the middle and at the end in turn; a board
/// that ends with it takes as long as the same entry takes on a longer one.
pub fn measure(folder: &Path) -> Done {
    let mut took: [Vec<_>; 3] = Default::default();
    for _ in 0..TIMES {
        for (took, (entries, key)) in took.iter_mut().zip([
            (LIVE / 2, Sealed::ToTheNewest),
            (LIVE, Sealed::ToTheNewest),
            (LIVE, Sealed::ToTheOldest),
        ]) {
            took.push(once(folder, entries, key)?);
        }
    }
    let [middle, last, all] = took.map(Figure::of);
    middle.print("duty.hit_in_the_middle");
    last.print("duty.hit_last");
    all.print("duty.all");
    remark(
        "duty",
        "three rounds open in every entry, seven daily keys; a key that is not of the request's day is tried when all entries were \
         tried with the likely one, so a request sealed to the oldest key is found at the very end",
    );
    Ok(())
}

/// To which of this peer's keys the request is sealed that is for it.
#[derive(Clone, Copy)]
enum Sealed {
    ToTheNewest,
    ToTheOldest,
}

/// How long a board of so many entries takes whose last one is for this peer, until it is on the screen.
fn once(folder: &Path, entries: usize, to: Sealed) -> Result<Duration, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir_in(folder)?;
    let clock = Arc::new(Calendar::at(1_795_219_200));
    let keys = Arc::new(NoProtection::default());
    let vault = Arc::new(phone::vault(folder.path(), Which::Duty, keys, clock.clone())?);
    let relay = Arc::new(Scripted::default());
    let duty = Duty::new(vault, clock.clone(), Arc::new(SystemRandom));
    let address = RelayAddress::new(RELAY, "https://relay.example", None).map_err(|_| "no address")?;
    let post = Post {
        pool: POOL,
        peer: ME,
        board_bearer: Sensitive::new([5; 32]),
        directory_key: Ed25519KeyPair::from_seed_unchecked(&[6; 32]).map_err(|_| "no key")?,
        relays: vec![Relay::new(address, relay.clone())],
        ladder: [300, 300, 600].map(Duration::from_secs),
        reach: Reach { phone: None, modalities: vec![Modality::Call] },
        tokens_live: false,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    for day in 0..7 {
        if day > 0 {
            clock.next_day();
        }
        runtime.block_on(duty.progress(&post, Duration::ZERO))?;
    }
    duty.go_on_call(Duration::from_secs(8 * 3_600))?;
    runtime.block_on(duty.progress(&post, Duration::ZERO))?;

    let stated = relay.stated_keys();
    let mine = match to {
        Sealed::ToTheNewest => stated.last(),
        Sealed::ToTheOldest => stated.first(),
    };
    relay.shows(board(Minute::of_unix(clock.unix()), *mine.ok_or("no key was stated")?, entries)?);
    let begun = Instant::now();
    runtime.block_on(duty.progress(&post, Duration::ZERO))?;
    let shown = duty.view()?.offers.len();
    let took = begun.elapsed();
    if shown == 1 { Ok(took) } else { Err(format!("{shown} requests on the screen").into()) }
}

/// Requests for others, and one for this peer at the end, in a slot of the last round.
fn board(
    now: Minute,
    mine: PublicKey,
    entries: usize,
) -> Result<Vec<BoardChange>, Box<dyn std::error::Error>> {
    (1..=entries)
        .map(|place| {
            let asked = if place == entries { Recipient { peer: ME, key: mine } } else { somebody()? };
            let sealed = seal(&draft(now, [vec![], vec![], vec![asked]]), &SystemRandom)?;
            let bytes = encode(&board_bytes(&sealed, 3)?);
            Ok(BoardChange::Open { n: place as u64, id: sealed.id, rev: 1, round: 3, bytes, left_s: 900 })
        })
        .collect()
}

/// A relay in memory: it shows the board that it is given once, takes every statement, and costs nothing but its JSON.
#[derive(Default)]
struct Scripted {
    board: Mutex<Vec<BoardChange>>,
    stated: Mutex<Vec<PublicKey>>,
}

impl Scripted {
    fn shows(&self, changes: Vec<BoardChange>) {
        *self.board.lock().unwrap_or_else(PoisonError::into_inner) = changes;
    }

    fn stated_keys(&self) -> Vec<PublicKey> {
        self.stated.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn takes(&self, call: &FinishedCall) {
        let body = call.body.as_ref().map(|body| body.expose().clone()).unwrap_or_default();
        let statement = serde_json::from_slice::<PublishKey>(&body)
            .ok()
            .and_then(|published| SignedStatement::parse(&published.statement.0[..]));
        if let Some(statement) = statement {
            self.stated.lock().unwrap_or_else(PoisonError::into_inner).push(statement.unverified.key);
        }
    }
}

impl Transport for Scripted {
    fn send<'a>(&'a self, _: &'a RelayAddress, call: &'a FinishedCall) -> Sending<'a> {
        let path = call.path.expose();
        let body = if path.contains("/board") {
            let entries = std::mem::take(&mut *self.board.lock().unwrap_or_else(PoisonError::into_inner));
            serde_json::to_vec(&Board { cursor: "f.1".into(), reset: true, entries }).ok()
        } else {
            self.takes(call);
            Some(b"{}".to_vec())
        };
        let reply = body
            .map(|body| Reply { status: 200, body: Sensitive::new(body), retry_after: None })
            .ok_or(TransportError::Unreachable);
        Box::pin(async move { reply })
    }
}
