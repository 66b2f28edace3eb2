//! Personal words kept in the vault are in no file, no text and, after the lock, in no memory that a core dump would show. The same
//! search of a program that keeps a plain copy finds them, so it can find something.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "tests and what they share")]

use peerline_tests::planted;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What the search found in a process after it locked its vault.
struct Found {
    memory: Vec<(String, usize)>,
    files: usize,
    said: String,
}

fn look_at(mode: &str) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let mut child = start(mode, folder.path());
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let memory = planted::count_in_process(child.id());
    let files = planted::count_in_folder(folder.path());
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    Found { memory: memory.unwrap(), files: files.unwrap(), said }
}

fn start(mode: &str, folder: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vault_child"));
    command.arg(mode).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

#[test]
fn after_the_lock_no_planted_word_is_in_memory_files_or_debug_text() {
    let found = look_at("careful");
    assert_eq!(found.memory, []);
    assert_eq!(found.files, 0);
    assert_eq!(found.said, "Err(Locked) Vault(Officer)\n");
}

#[test]
fn the_same_search_finds_the_words_of_a_vault_that_is_still_open() {
    let found = look_at("open");
    assert!(in_memory(&found) >= planted::COUNT, "{:?}", found.memory);
    assert_eq!(found.files, 0, "the file is sealed all the same");
}

#[test]
fn the_same_search_finds_the_words_of_a_program_that_keeps_a_plain_copy() {
    let found = look_at("leaky");
    assert!(in_memory(&found) >= planted::COUNT, "{:?}", found.memory);
    assert_eq!(found.files, planted::COUNT);
}

fn in_memory(found: &Found) -> usize {
    found.memory.iter().map(|(_, count)| count).sum()
}
