//! How many submissions and claims a second a relay answers over HTTP on this machine, each durable before its answer.
//!
//! `cargo run --profile server --example load -- [ROUNDS] [PHONES]` prints one line of JSON. The relay runs in this process, on its
//! real store in a throw-away folder. A pool has at most 256 live requests, so the load comes in rounds of 240: submit them, let four
//! peers race for each, end them (not timed); only the submissions and claims are timed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    dead_code,
    reason = "a measuring tool, not a relay"
)]

#[path = "../tests/relay/stand.rs"]
mod stand;

use peerline_relay::Limits;
use peerline_relay::clock::StandingClock;
use serde_json::json;
use stand::{Asked, Call, Packs, Phone, START, Stand};
use std::sync::Arc;
use std::time::{Duration, Instant};

const TOGETHER: u64 = 240;
const RACERS: u8 = 4;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>().expect("a number"));
    let (rounds, phones) = (arguments.next().unwrap_or(40), arguments.next().unwrap_or(64));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("{}", runtime.block_on(measure(rounds, usize::try_from(phones).unwrap())));
}

async fn measure(rounds: u64, phones: usize) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let now = peerline_protocol::ids::Minute::of_unix(START);
    Packs::write_root(folder.path(), now);
    Packs::new(now).write(folder.path());
    let stand = Stand::over(folder, Arc::new(StandingClock::at(START)), Limits::default()).await;
    let phones: Arc<Vec<Phone>> = Arc::new((0..phones).map(|_| stand.phone()).collect());

    let (mut submits, mut claims) = (Timed::default(), Timed::default());
    let mut winners = 0;
    for round in 0..rounds {
        let asked: Vec<_> = (round * TOGETHER..(round + 1) * TOGETHER).map(Asked).collect();
        let calls = asked.iter().map(|asked| asked.submit()).collect();
        submits.add(all(&phones, calls).await, &[201]);
        let racing = asked.iter().flat_map(|asked| (0..RACERS).map(|slot| asked.claim(slot))).collect();
        winners += claims.add(all(&phones, racing).await, &[200, 409]);
        all(&phones, asked.iter().map(|asked| asked.withdraw()).collect()).await;
    }
    stand.stop().await;
    json!({
        "submits": submits.told(),
        "claims": claims.told(),
        "requests": rounds * TOGETHER,
        "winners": winners,
        "one_winner_each": winners == rounds * TOGETHER,
        "phones": phones.len(),
    })
}

/// What one burst took: in all, and each answer with its status.
struct Burst(Duration, Vec<(Duration, u16)>);

/// Makes all calls, each phone one after the other.
async fn all(phones: &Arc<Vec<Phone>>, calls: Vec<Call>) -> Burst {
    let calls = Arc::new(calls);
    let start = Instant::now();
    let tasks: Vec<_> = (0..phones.len())
        .map(|number| {
            let (phones, calls) = (Arc::clone(phones), Arc::clone(&calls));
            tokio::spawn(async move {
                let mut answers = Vec::new();
                for call in calls.iter().skip(number).step_by(phones.len()) {
                    let start = Instant::now();
                    let answer = phones[number].try_call(call).await.expect("an answer");
                    answers.push((start.elapsed(), answer.status));
                }
                answers
            })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.extend(task.await.unwrap());
    }
    Burst(start.elapsed(), answers)
}

#[derive(Default)]
struct Timed {
    took: Duration,
    answers: Vec<Duration>,
}

impl Timed {
    /// Adds a burst whose answers must all be of these statuses; says how many were the first of them.
    fn add(&mut self, Burst(took, answers): Burst, expected: &[u16]) -> u64 {
        assert!(
            answers.iter().all(|(_, status)| expected.contains(status)),
            "an answer that was not expected"
        );
        self.took += took;
        self.answers.extend(answers.iter().map(|(took, _)| took));
        answers.iter().filter(|(_, status)| *status == expected[0]).count() as u64
    }

    fn told(&mut self) -> serde_json::Value {
        self.answers.sort_unstable();
        let at = |part: f64| {
            let place = (self.answers.len() as f64 * part) as usize;
            self.answers[place.min(self.answers.len() - 1)].as_secs_f64() * 1e3
        };
        json!({
            "count": self.answers.len(),
            "per_second": (self.answers.len() as f64 / self.took.as_secs_f64()).round(),
            "p50_ms": at(0.5),
            "p99_ms": at(0.99),
        })
    }
}
