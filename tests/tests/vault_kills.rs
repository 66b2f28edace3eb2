//! A process that keeps things in a vault is killed at random moments: nothing that it acknowledged is lost, nothing is half done.
#![allow(clippy::unwrap_used, reason = "tests and what they share")]

use peerline_core::random::{SystemRandom, below};
use peerline_tests::unprotected_keys::UnprotectedFileKeys;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const KILLS: u32 = 100;

#[test]
fn a_hundred_kills_at_random_moments_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for kill in 1..=KILLS {
        let (lines, more) = (below(&SystemRandom, 8).unwrap(), below(&SystemRandom, 20_000).unwrap());
        let said = kill_after(start(folder.path()), lines, Duration::from_micros(more.into()));
        let mut lines = said.lines();
        // Killed before it had opened its vault, it says nothing; else it says first what it found.
        let Some(found) = lines.next().and_then(|line| line.strip_prefix("found ")) else { continue };
        let (count, what) = found.split_once(' ').unwrap();
        let count: u32 = count.parse().unwrap();
        // The last one may have been kept without being acknowledged any more.
        assert!(
            (acknowledged..=acknowledged + 1).contains(&count),
            "kill {kill}: {acknowledged} acknowledged, {count} found"
        );
        assert!(what == "Vault" || acknowledged == 0, "kill {kill}: {what}");
        acknowledged =
            lines.filter_map(|line| line.strip_prefix("kept ")?.parse().ok()).next_back().unwrap_or(count);
    }
    assert!(acknowledged > KILLS, "so few steps between the kills prove little: {acknowledged}");

    let said = kill_after(start(folder.path()), 2, Duration::ZERO);
    assert!(said.starts_with("found ") && said.contains("kept "), "{said}");
    let left: Vec<_> =
        fs::read_dir(folder.path().join("app/one")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().filter(|name| !name.to_str().unwrap().starts_with('.')).eq(["store"]), "{left:?}");
    // The kill may have come between the making of a key and the destruction of the one before; never is there a third.
    let keys = UnprotectedFileKeys::new(&folder.path().join("keys")).unwrap().ids();
    assert!((1..=2).contains(&keys.len()), "{keys:?}");
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vault_child"));
    command.arg("count").arg(folder).stdout(Stdio::piped()).spawn().unwrap()
}

/// What a child said until it was killed: a random moment after so many lines, so that a slow machine gets as far as a fast one.
fn kill_after(mut child: Child, lines: u32, more: Duration) -> String {
    let mut said = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..lines {
        assert!(out.read_line(&mut said).unwrap() > 0, "the child ended by itself after {said}");
    }
    std::thread::sleep(more);
    assert_eq!(child.try_wait().unwrap(), None, "the child ended by itself after {said}");
    child.kill().unwrap();
    child.wait().unwrap();
    out.read_to_string(&mut said).unwrap();
    said
}
