//! The project's commands, run as `cargo xtask COMMAND`. One file per command, and one per tool that several of them use.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks on the terminal")]

mod android;
mod bench;
mod bindings;
mod demo;
mod elf;
mod guide;
mod house;
mod icons;
mod ios;
mod kotlin;
mod library;
mod packages;
mod program;
mod reference;
mod relay;
mod rust;
mod shrunk;
mod size;
mod source;
mod stand_ins;
mod surface;
mod swift;
mod tally;
mod test;
mod tokens;
mod vectors;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  test [SUITE]        everything: format, lints, Rust, the phone library, Kotlin, Swift,
                      the Android shell, vectors; or those whose name begins so
  vectors [DIR] [--relay URL]
                      the contract's cases (tests/contract, or DIR) through Rust, Kotlin and Swift; with a relay's address, the cases
                      of DIR/relay against that relay instead
  demo                one request from the first tap to the last trace, with a real relay and two phones
  shots [DIR]         every screen of the Android shell as pictures, with an index.html (target/shots, or DIR)
  tokens              what both shells share: colours, sizes, the labels' ids
  ios                 the iOS shell's suite alone
  icons               draws the iOS app's two icons
  android, apple      the libraries for apps: AAR, XCFramework; `--check` compiles for phones without the vendors' tools,
                      `--rehearsal` makes the package for the tests of other apps
  api [--accept]      what apps see of the library, against bindings/*/api.txt
  reference           every type and call as pages, with Dokka and DocC
  guide               writes the suites' code into docs/integrating.md
  bindings            the Kotlin and Swift sides of the border, for the phone's library; `--rehearsal`: for the tests' library
  size                how large the phone's library is, and its parts
  bench               what everything takes, with the release profiles: docs/figures.md";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test::run(),
        ["vectors"] => vectors::run(None),
        ["vectors", "--relay", url] => relay::run(None, url),
        ["vectors", dir, "--relay", url] if !dir.starts_with('-') => relay::run(Some(dir), url),
        ["vectors", dir] if !dir.starts_with('-') => vectors::run(Some(dir)),
        ["demo"] => demo::run(),
        ["test", only] if !only.starts_with('-') => test::only(only),
        ["shots"] => android::shots(None),
        ["shots", dir] if !dir.starts_with('-') => android::shots(Some(dir)),
        ["tokens"] => tokens::run(),
        ["bindings"] => bindings::run(library::Library::Phone),
        ["bindings", "--rehearsal"] => bindings::run(library::Library::Tests),
        ["bench"] => bench::run(),
        ["size"] => size::run(),
        ["ios"] => ios::run(),
        ["icons"] => icons::run(),
        ["api"] => surface::run(false),
        ["api", "--accept"] => surface::run(true),
        ["guide"] => guide::run(),
        ["reference"] => reference::run(),
        ["android", options @ ..] => packages::android(options),
        ["apple", options @ ..] => packages::apple(options),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
