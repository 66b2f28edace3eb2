//! The demo tells its whole story, on lines that fit a terminal, and fails where something does not happen.

use std::process::{Command, Output};

fn demo(relay: &str, phone: &str) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_demo")).args(["--relay", relay, "--phone", phone]).output()
}

#[test]
fn the_whole_story_happens() -> std::io::Result<()> {
    let told = demo(env!("CARGO_BIN_EXE_relay_child"), env!("CARGO_BIN_EXE_phone_child"))?;
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success(), "{text}\n{}", String::from_utf8_lossy(&told.stderr));
    assert!(text.contains("All of it happened"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 120), "a line is too long");
    assert!(!text.contains('\u{1b}'), "no colours");
    Ok(())
}

#[test]
fn where_something_does_not_happen_the_story_stops_and_says_so() -> std::io::Result<()> {
    // A program that is no relay.
    let told = demo(env!("CARGO_BIN_EXE_phone_child"), env!("CARGO_BIN_EXE_phone_child"))?;
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&told.stderr).contains("The story stops here: the relay does not start"));
    assert!(!String::from_utf8_lossy(&told.stdout).contains("All of it happened"));
    Ok(())
}
