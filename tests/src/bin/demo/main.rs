//! The demo: tells of an officer alone and then the story of one request, as it happens, with a real relay and two phones as processes.
//!
//! `demo --relay PROGRAM --phone PROGRAM [ARGUMENT]...` where the phone is any program that speaks `tests/phone/README.md`; `cargo
//! xtask demo` builds and names both. Nothing is printed that was not observed in this run, every step is checked before the next, and
//! the exit status is 0 only if all of it happened. Every key is made here and now, in a folder that is deleted at the end.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks on the terminal")]

mod alone;
mod people;
mod stored;
mod story;
mod tell;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// The programs that the story is told with.
pub struct Programs {
    /// `peerline-relay`, a demo build.
    pub relay: PathBuf,
    /// The phone and its first arguments.
    pub phone: Vec<OsString>,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let programs = match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(first), Some(relay), Some(second)) if first == "--relay" && second == "--phone" => {
            Programs { relay: relay.into(), phone: arguments.collect() }
        }
        _ => {
            eprintln!("usage: demo --relay PROGRAM --phone PROGRAM [ARGUMENT]...");
            return ExitCode::from(2);
        }
    };
    match story::tell(&programs) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            eprintln!("\nThe story stops here: {stopped}");
            ExitCode::FAILURE
        }
    }
}
