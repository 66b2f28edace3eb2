//! A phone as a process: one process, one data folder, commands as JSON lines on standard input, one answer a line on standard output.
//!
//! Kill loops, the demo and simulations drive it; a Kotlin counterpart speaks exactly the same (`README.md` beside this crate is the
//! agreement). It is the whole app, [`peerline_core::home::Peerline`], over real files and the real network, with two things that no
//! phone may have: plain http to this machine, and keys that lie in plain files. Nobody ships it.
//!
//! What was asked for is durable when its answer is written. Answers hold what a screen would show; errors hold a word and an advice,
//! never anything personal, and standard error stays empty unless the program itself has a fault.

mod care;
mod command;
mod phone;
mod show;
mod stream;
#[cfg(test)]
mod tests;
pub mod unprotected_keys;

use command::Command;
use peerline_core::clock::{Clock, SystemClock, VirtualClock};
use peerline_core::random::{SystemRandom, draw};
use phone::{Next, Phone, Times};
use std::io::{self, Read, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use stream::{Lines, Out};

/// Runs the phone over the process's own arguments and streams, until `quit` or the end of the input.
///
/// `overhears` gets every line that comes in, before it is understood. A real phone hands in a closure that does nothing; the
/// deliberately leaky phone of the tests keeps what it hears, so that the search for leaks has something to find.
pub fn main(overhears: &mut dyn FnMut(&[u8])) -> ExitCode {
    say_faults_without_their_words();
    let with = match Arguments::of(std::env::args().skip(1)) {
        Some(with) => with,
        None => return refuse("usage: peerline-phone --data DIR [--clock system|virtual]"),
    };
    let (Ok(input), Ok(output)) = (stream::input(), stream::output()) else {
        return refuse("standard input or output is closed");
    };
    match run(with, input, Out::new(output), overhears) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => refuse("the data folder or a stream cannot be used"),
    }
}

fn run(
    with: Arguments,
    input: impl Read,
    mut output: Out,
    overhears: &mut dyn FnMut(&[u8]),
) -> io::Result<()> {
    let times = match with.clock {
        WhichClock::System => Times { clock: Arc::new(SystemClock), movable: None },
        WhichClock::Virtual => {
            // A clock that stands still says nothing about the time between two processes: as if the phone had been restarted.
            let boot = u64::from_be_bytes(draw(&SystemRandom).map_err(io::Error::other)?);
            let clock = Arc::new(VirtualClock::after_start(SystemClock.now().timestamp(), boot));
            Times { clock: clock.clone(), movable: Some(clock) }
        }
    };
    let mut phone = Phone::new(&with.data, times)?;
    output.line(&serde_json::json!({"event": "ready", "speaks": SPEAKS}))?;
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next()? {
        overhears(&line);
        let (answer, next) = match Command::parse(&line) {
            Ok(command) => phone.obey(command),
            Err(malformed) => (show::failed(&malformed), Next::GoOn),
        };
        output.line(&answer)?;
        if next == Next::Quit {
            break;
        }
    }
    Ok(())
}

/// The version of the agreement in `README.md`.
const SPEAKS: &str = "peerline-phone/1";

struct Arguments {
    data: PathBuf,
    clock: WhichClock,
}

enum WhichClock {
    System,
    Virtual,
}

impl Arguments {
    fn of(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let (mut data, mut clock) = (None, WhichClock::System);
        while let Some(word) = words.next() {
            match (word.as_str(), words.next()?.as_str()) {
                ("--data", folder) => data = Some(PathBuf::from(folder)),
                ("--clock", "system") => clock = WhichClock::System,
                ("--clock", "virtual") => clock = WhichClock::Virtual,
                _ => return None,
            }
        }
        Some(Self { data: data?, clock })
    }
}

/// A panic's message could hold what a command brought; where it happened cannot.
fn say_faults_without_their_words() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| (place.file(), place.line()));
        let file = place.and_then(|(file, _)| file.rsplit('/').next()).unwrap_or("");
        let line = place.map_or(0, |(_, line)| line);
        let _ = writeln!(io::stderr().lock(), "peerline-phone: a fault of its own, in {file} line {line}");
    }));
}

fn refuse(why: &str) -> ExitCode {
    let _ = writeln!(io::stderr().lock(), "peerline-phone: {why}");
    ExitCode::from(2)
}
