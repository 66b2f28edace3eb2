//! `cargo xtask demo`: an officer alone, then the story of one request with a real relay and two phones, on the terminal, as it happens;
//! then the same in pictures of the Android shell, where that can run.
//!
//! This file only finds and builds the programs; the story is told by `tests/src/bin/demo`. The phones are the Kotlin ones where JDK
//! and Maven are there, else the Rust ones, and it says which.

use crate::house::House;
use crate::library::Library;
use crate::{android, bindings, kotlin, program, rust};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Builds what is needed and tells the story; true if all of it happened.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    println!("Building the relay, the phones and the story; the first time this takes some minutes.");
    let build = ["build", "--workspace", "--features", rust::TEST_FEATURES];
    if !program::spoken(&mut rust::cargo(&house, &build), |_| true)?.success {
        return Err("the workspace does not build".to_owned());
    }
    let programs = house.target.join("debug");
    let mut story = Command::new(programs.join("demo"));
    story.arg("--relay").arg(programs.join("peerline-relay")).arg("--phone");
    let (words, is_kotlin) = phone(&house, &programs)?;
    let status = story.args(words).status();
    let told = status.map_err(|error| format!("the story cannot be started: {error}"))?.success();
    // The shell stands on what the Kotlin phone stands on; without it, that was said above.
    Ok(told && (!is_kotlin || android::story(&house)?))
}

/// The phone that both sides use, whether it is the Kotlin one, and why.
fn phone(house: &House, programs: &Path) -> Result<(Vec<OsString>, bool), String> {
    if let Some(missing) = kotlin::missing() {
        println!("Both phones are the Rust program, not the Kotlin one: {missing}.\n");
        return Ok((vec![programs.join("peerline-phone").into()], false));
    }
    if !kotlin::has_phone(house) {
        println!("Both phones are the Rust program: the Kotlin side has no phone as a process yet.\n");
        return Ok((vec![programs.join("peerline-phone").into()], false));
    }
    Library::Tests.build(house)?;
    bindings::generate(house, Library::Tests)?;
    kotlin::build_runner(house)?;
    println!("Both phones are Kotlin on the JVM, over the library that phones use, built for tests.\n");
    let phone = kotlin::phone(house)?;
    let words = std::iter::once(phone.get_program()).chain(phone.get_args());
    Ok((words.map(OsString::from).collect(), true))
}
