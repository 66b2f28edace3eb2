//! A pool with its relay, for suites in other languages: `pool RELAY_PROGRAM`. Everything is real and made now: a sample roster, two
//! people who sign, cards, packs, a relay on this machine.
//!
//! It first prints `{"url", "member_card", "peer_card", "peer"}`. Then each line that comes in is a command and gets one line back,
//! `{}` or `{"error": sentence}`: `take-back CARD` reads the card that the peer's phone shows, `publish` builds and signs the packs
//! and starts the relay, `pass SECONDS` moves the relay's clock. It ends with its input, and after ten minutes at the latest; the
//! relay ends with it.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its answers are lines of its output")]

use peerline_tests::pool::Pool;
use peerline_tests::process::{RelayPlace, RelayProcess, free_url};
use serde_json::{Value, json};
use std::io::{BufRead as _, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

fn main() -> ExitCode {
    let Some(program) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: pool RELAY_PROGRAM");
        return ExitCode::from(2);
    };
    match serve(&program) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("pool: {why}");
            ExitCode::FAILURE
        }
    }
}

/// No suite takes longer; a pool that was forgotten does not stay.
const LONGEST: Duration = Duration::from_secs(600);

fn serve(program: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|error| error.to_string())?.as_secs();
    let url = free_url().map_err(|error| error.to_string())?;
    let pool = Pool::new(folder.path(), &url, now.cast_signed())?;
    let peer = pool.written.peers[0];
    println!(
        "{}",
        json!({"url": url, "member_card": pool.member_card()?, "peer_card": pool.peer_card(peer)?, "peer": peer})
    );
    let mut relay = None;
    let (commands, ends) = (commands(), Instant::now() + LONGEST);
    loop {
        match commands.recv_timeout(ends.saturating_duration_since(Instant::now())) {
            Ok(command) => {
                let done = carry_out(&command, &pool, program, folder.path(), &mut relay);
                println!(
                    "{}",
                    done.map_or_else(|why| json!({"error": why}), |()| Value::Object(Default::default()))
                );
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => return Err("its time is over".to_owned()),
        }
    }
}

fn carry_out(
    command: &str,
    pool: &Pool,
    program: &Path,
    folder: &Path,
    relay: &mut Option<RelayProcess>,
) -> Result<(), String> {
    match (command.split_once(' '), command) {
        (Some(("take-back", card)), _) => pool.take_back(card),
        (_, "publish") => {
            pool.publish()?;
            let started = RelayProcess::start(program, pool, &RelayPlace::in_folder(folder));
            *relay = Some(started.map_err(|error| error.to_string())?);
            Ok(())
        }
        (Some(("pass", seconds)), _) => {
            let seconds = seconds.parse().map_err(|_| "no number")?;
            let relay = relay.as_ref().ok_or("no relay yet")?;
            relay.pass(seconds).map_err(|error| error.to_string())
        }
        _ => Err("no such command".to_owned()),
    }
}

/// The lines that come in, until the end of the input.
fn commands() -> mpsc::Receiver<String> {
    let (sender, commands) = mpsc::channel();
    std::thread::spawn(move || {
        for line in stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    commands
}
