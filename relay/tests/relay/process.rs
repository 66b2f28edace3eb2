//! The relay as a process: killed at any moment it loses nothing that it acknowledged, and its logs and files tell nothing.

use crate::stand::{Asked, Call, MEMBER, POOL, Packs, Phone, board, publish, statement};
use peerline_protocol::call::{OwnerEvent, OwnerFeed, Reason};
use peerline_protocol::ids::{Minute, encode};
use peerline_protocol::random::{SystemRandom, below};
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

fn now() -> Minute {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Minute::of_unix(i64::try_from(seconds).unwrap())
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    Packs::write_root(folder.path(), now());
    Packs::new(now()).write(folder.path());
    folder
}

struct Process {
    child: Child,
    address: SocketAddr,
    said: String,
}

impl Process {
    fn start(folder: &Path) -> Self {
        Self::start_as(Command::new(env!("CARGO_BIN_EXE_peerline-relay")), folder)
    }

    /// Where no file can grow beyond so many blocks of 512 bytes, as on a disk that is full.
    fn start_on_a_full_disk(folder: &Path, blocks: u32) -> Self {
        let mut shell = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_peerline-relay"));
        Self::start_as(shell, folder)
    }

    fn start_as(mut command: Command, folder: &Path) -> Self {
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.join("data"))
            .arg("--packs")
            .arg(folder.join("packs"))
            .arg("--root")
            .arg(folder.join("root.json"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        let address =
            said.trim().strip_prefix("listening on ").expect("it says where it listens").parse().unwrap();
        Self { child, address, said }
    }

    /// As when the power goes.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// In good order; returns everything that it wrote.
    fn stop(mut self) -> String {
        let killed = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(killed.success());
        let mut said = self.said;
        self.child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(self.child.wait().unwrap().success());
        said
    }
}

/// What phones were told about one request before the relay was killed.
#[derive(Default)]
struct Told {
    number: u64,
    submitted: bool,
    won: Vec<u8>,
    lost: Vec<u8>,
    completed: bool,
}

const RACERS: u8 = 3;

/// Asks, races and completes until the relay is gone.
async fn live(address: SocketAddr, numbers: Arc<AtomicU64>, stop: Arc<AtomicBool>) -> Vec<Told> {
    let officer = Phone::new(address);
    let peers: Vec<_> = (0..RACERS).map(|_| Phone::new(address)).collect();
    let mut all = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let mut told = Told { number: numbers.fetch_add(1, Ordering::Relaxed), ..Told::default() };
        let asked = Asked(told.number);
        let submitted = officer.try_call(&asked.submit()).await;
        told.submitted = submitted.as_ref().is_some_and(|answer| answer.status == 201);
        if told.submitted {
            let calls = [asked.claim(0), asked.claim(1), asked.claim(2)];
            let (first, second, third) = tokio::join!(
                peers[0].try_call(&calls[0]),
                peers[1].try_call(&calls[1]),
                peers[2].try_call(&calls[2])
            );
            for (slot, answer) in (0..RACERS).zip([first, second, third]) {
                match answer.map(|answer| answer.status) {
                    Some(200) => told.won.push(slot),
                    Some(409) => told.lost.push(slot),
                    Some(status) => panic!("{status}"),
                    None => {}
                }
            }
            if !told.won.is_empty() {
                let completed = officer.try_call(&asked.complete(1, "done")).await;
                told.completed = completed.is_some_and(|answer| answer.status == 200);
            }
        }
        let over = !told.submitted;
        all.push(told);
        if over {
            break;
        }
    }
    all
}

/// Fails if anything that was told is not so any more; then ends the request, so that the board does not fill up.
async fn check(officer: &Phone, told: &Told) {
    let asked = Asked(told.number);
    assert!(told.won.len() <= 1, "two winners: {:?}", told.won);
    let submitted = officer.call(asked.submit()).await.status;
    assert!(submitted == 200 || submitted == 201 && !told.submitted, "an acknowledged request is gone");
    if !told.completed {
        let mut winners = Vec::new();
        for slot in 0..RACERS {
            let answer = officer.call(asked.claim(slot)).await;
            match answer.outcome() {
                (200, None) => winners.push(slot),
                (409, Some(Reason::Taken)) => {}
                // The completion was written; only its answer was lost.
                (410, Some(Reason::Completed)) => break,
                other => panic!("{other:?}"),
            }
        }
        assert!(winners.len() <= 1, "two winners: {winners:?}");
        assert!(
            told.won.is_empty() || winners.is_empty() || winners == told.won,
            "another winner than was told"
        );
        assert!(!winners.iter().any(|slot| told.lost.contains(slot)), "a peer who was told no holds it");
        assert_eq!(officer.call(asked.complete(1, "done")).await.status, 200);
    }
    let events = officer.call(asked.events("", 0)).await.read::<OwnerFeed>().events;
    let [OwnerEvent::Claimed { n: 1, slot, .. }, OwnerEvent::Completed { n: 2 }] = events[..] else {
        panic!("{} events", events.len())
    };
    assert!(told.won.iter().all(|won| *won == slot), "the winner that was told is not the one that is kept");
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_acknowledged_and_make_no_two_winners() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (folder, numbers) = (folder(), Arc::new(AtomicU64::new(0)));
    let (mut acknowledged, mut cut_short) = (0, 0);
    for _ in 0..100 {
        let relay = Process::start(folder.path());
        let stop = Arc::new(AtomicBool::new(false));
        let phones: Vec<_> =
            (0..4).map(|_| runtime.spawn(live(relay.address, numbers.clone(), stop.clone()))).collect();
        std::thread::sleep(Duration::from_millis(u64::from(20 + below(&SystemRandom, 120).unwrap())));
        relay.kill();
        stop.store(true, Ordering::Relaxed);
        let relay = Process::start(folder.path());
        runtime.block_on(async {
            let officer = Phone::new(relay.address);
            for phone in phones {
                for told in phone.await.unwrap() {
                    acknowledged +=
                        u32::from(told.submitted) + told.won.len() as u32 + u32::from(told.completed);
                    cut_short += u32::from(!told.completed);
                    check(&officer, &told).await;
                }
            }
        });
        relay.kill();
    }
    assert!(acknowledged > 1_000, "{acknowledged} acknowledged");
    assert!(cut_short >= 100, "{cut_short} were under way when the relay was killed");
}

#[test]
fn on_a_full_disk_nothing_that_was_acknowledged_is_lost_and_nothing_else_is_acknowledged() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = folder();
    let relay = Process::start_on_a_full_disk(folder.path(), 800);
    let mut acknowledged = Vec::new();
    runtime.block_on(async {
        let phone = Phone::new(relay.address);
        for number in 0..250 {
            let answer = phone.call(Asked(number).submit()).await;
            match answer.outcome() {
                (201, None) => acknowledged.push(number),
                other => assert_eq!(other, (503, Some(Reason::Unavailable)), "{number}"),
            }
        }
        assert!((10..250).contains(&acknowledged.len()), "{} before it was full", acknowledged.len());
        assert_eq!(phone.call(Call::get("/readyz")).await.outcome(), (503, Some(Reason::Unavailable)));
        assert_eq!(phone.call(Call::get("/healthz")).await.status, 200);
        for number in &acknowledged {
            assert_eq!(phone.call(Asked(*number).events("", 0)).await.status, 200, "reading goes on");
        }
    });
    relay.kill();
    let relay = Process::start(folder.path());
    runtime.block_on(async {
        let phone = Phone::new(relay.address);
        assert_eq!(phone.call(Call::get("/readyz")).await.status, 200);
        for number in 0..250 {
            let expected = if acknowledged.contains(&number) { 200 } else { 201 };
            assert_eq!(phone.call(Asked(number).submit()).await.status, expected, "{number}");
        }
    });
    relay.kill();
}

#[test]
fn neither_logs_nor_files_tell_who_asked_or_what() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = folder();
    let relay = Process::start(folder.path());
    let asked = Asked(77);
    let (id, body) = (asked.id(), asked.bytes());
    let key = statement(1, now().day(), 1, 0xB7, Minute(0));
    let mut ports = Vec::new();
    runtime.block_on(async {
        let phone = Phone::new(relay.address);
        for call in [
            asked.submit(),
            asked.submit(),
            asked.claim(0),
            asked.claim(1),
            asked.claim(9),
            asked.message(1, 0xA7, "key-of-officer"),
            asked.message(1, 0xA8, "key-of-officer"),
            asked.next(9, "another-key"),
            asked.events("", 0),
            asked.held(0, "", 0),
            asked.next(1, "third-key"),
            asked.release(0, 1),
            board("", 0),
            publish(1, &key),
            publish(2, &key),
            asked.submit().raw("{\"name\": \"Dana Ruiz\"}"),
            asked.submit().raw(vec![b'D'; 9_000]),
            Call::get(format!("/v1/requests/{id}/events?after=Dana%20Ruiz&wait=x")).with(&asked.owner()),
            Call::get("/Dana%20Ruiz").with(&MEMBER),
            asked.withdraw(),
        ] {
            phone.call(call).await;
        }
        // Broken HTTP too.
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let mut stream = tokio::net::TcpStream::connect(relay.address).await.unwrap();
        ports.push(stream.local_addr().unwrap().to_string());
        stream.write_all(b"Dana Ruiz / \x00\xFF\r\n\r\n").await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let log = relay.stop();
    let files: Vec<u8> = std::fs::read_dir(folder.path().join("data"))
        .unwrap()
        .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();

    let secrets = [MEMBER, crate::stand::BOARD, asked.owner(), asked.claim_secret(0), asked.holder(0)];
    let kept = [&id.as_bytes()[..], &body[40..72], &[0xA7; 32], &[0xB7; 32], POOL.as_bytes()];
    let forms = |bytes: &[u8]| {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        [bytes.to_vec(), encode(bytes).into_bytes(), hex.into_bytes(), format!("{bytes:?}").into_bytes()]
    };
    let found = |text: &[u8], planted: &[u8]| text.windows(planted.len()).any(|window| window == planted);
    for planted in secrets.iter().map(|secret| &secret[..]).chain(kept).flat_map(forms) {
        assert!(!found(log.as_bytes(), &planted), "the log tells something");
    }
    for secret in secrets.iter().flat_map(|secret| forms(secret)) {
        assert!(!found(&files, &secret), "a secret is in the files");
    }
    let words = ["Dana", "key-of-officer", "another-key", "/v1/", "authorization", "127.0.0.1:"];
    for word in words.into_iter().chain(ports.iter().map(String::as_str)) {
        let own_line = log.lines().filter(|line| line.starts_with("listening on ")).count();
        let rest: String = log.lines().filter(|line| !line.starts_with("listening on ")).collect();
        assert_eq!((own_line, found(rest.as_bytes(), word.as_bytes())), (1, false), "{word} in the log");
        assert!(!found(&files, word.as_bytes()), "{word} in the files");
    }
    // The same search does find what is kept on purpose, and a leak if there were one.
    assert!(found(&files, &body[40..72]) && found(&files, kept[3]));
    let leaky = format!("{log}GET /v1/requests/{id}/events from {}", ports[0]);
    assert!(
        found(leaky.as_bytes(), &forms(id.as_bytes())[1]) && found(leaky.as_bytes(), ports[0].as_bytes())
    );
    assert!(
        log.contains("Requests are admitted by the member bearer alone"),
        "the operator is told what that means"
    );
    assert!(log.contains("Stopping") && log.contains("Stopped."));
}

#[test]
fn a_relay_that_cannot_start_says_why_in_one_line_without_a_path() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_peerline-relay"))
        .args(["serve", "--data"])
        .arg(folder.path().join("data"))
        .arg("--packs")
        .arg(folder.path())
        .arg("--root")
        .arg(folder.path().join("nothing"))
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "peerline-relay: the root file cannot be read\n");
}

#[cfg(not(feature = "demo"))]
#[tokio::test]
async fn only_a_demo_build_has_a_clock_that_can_be_moved() {
    let stand = crate::stand::Stand::start().await;
    let call = Call::post("/demo/clock", serde_json::json!({"seconds": 3600}));
    assert_eq!(crate::contract::phone(&stand).call(call).await.outcome(), (404, Some(Reason::NotFound)));
}

#[cfg(feature = "demo")]
#[tokio::test]
async fn a_demo_build_moves_its_clock_and_does_what_becomes_due() {
    let stand = crate::stand::Stand::start().await;
    let phone = stand.phone();
    phone.call(Asked(1).submit()).await;
    phone.call(Asked(1).withdraw()).await;
    let call = Call::post("/demo/clock", serde_json::json!({"seconds": 3600}));
    assert_eq!(phone.call(call).await.status, 200);
    assert_eq!(phone.call(Asked(1).events("", 0)).await.outcome(), (404, Some(Reason::NotFound)));
}
