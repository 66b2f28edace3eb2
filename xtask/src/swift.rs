//! The Swift suite: the real compiler, Swift Testing, against the tests' library.
//!
//! `bindings/swift/toolchain` uses a `swift` that is on PATH, or prepares Debian's in a cache folder of its own.

use crate::house::House;
use crate::library::Library;
use crate::program;
use crate::tally::{Ending, Tally};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The status by which the scripts say that Swift is not to be had here; their line on standard error says why.
const NOT_TO_BE_HAD: i32 = 3;

/// Makes a compiler ready; the first time on a machine without one this downloads 550 MB.
///
/// Gives what is missing, in one line with the way to get it.
pub fn prepare(house: &House) -> Result<Option<String>, String> {
    let there = command(house, &[]).args(["swift", "--version"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        return Ok(None);
    }
    let script = toolchain(house).join("swift-toolchain.sh");
    let output =
        Command::new(&script).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).status();
    match output.map(|status| status.code()) {
        Ok(Some(0)) => Ok(None),
        Ok(Some(NOT_TO_BE_HAD)) | Err(_) => Ok(Some("put `swift` 6.0 or newer on PATH".to_owned())),
        _ => Err("Swift's compiler could not be prepared".to_owned()),
    }
}

/// Looks at the format of what was written by hand, compiles everything, and runs every test.
pub fn suite(house: &House) -> Result<Ending, String> {
    if let Some(missing) = prepare(house)? {
        return Ok(Ending::CannotRun(missing));
    }
    let mut tally = Tally::of(program::spoken(&mut format(house), worth_showing)?.success);
    let mut tests = swift(house, PACKAGE, "test", Library::Tests);
    tests.arg("--disable-xctest");
    let done = program::spoken(&mut tests, worth_showing)?;
    tally += count(&done.lines).of_suite(done.success);
    Ok(Ending::Ran(tally))
}

/// Compiles the contract's runner.
pub fn build_runner(house: &House) -> Result<(), String> {
    let mut build = swift(house, PACKAGE, "build", Library::Tests);
    build.args(["--product", "Vectors"]);
    let done = program::spoken(&mut build, worth_showing)?;
    if done.success { Ok(()) } else { Err("the Swift side does not compile".to_owned()) }
}

/// The contract's runner, compiled before; it can read the given folder.
pub fn runner(house: &House, folder: &Path) -> Command {
    let mut command = command(house, &[folder]);
    command.arg(scratch(house).join("debug/Vectors"));
    command
}

/// Builds the bench with the library of phones and runs it; its bindings must be generated for that library before.
pub fn bench(house: &House) -> Result<String, String> {
    let mut build = swift(house, PACKAGE, "build", Library::Release);
    build.args(["--configuration", "release", "--product", "peerline-bench"]);
    program::silent(&mut build)?;
    let mut bench = command(house, &[]);
    program::silent(bench.arg(scratch(house).join("release/peerline-bench")))
}

/// Whether the files are as `.swift-format` says; those that are generated are not looked at.
fn format(house: &House) -> Command {
    format_of(house, PACKAGE, &["Package.swift", "Sources/Peerline/Cancellable.swift", "Tests"])
}

/// Looks at the format of these files and folders of a package.
pub fn format_of(house: &House, package: &str, paths: &[&str]) -> Command {
    let package = house.root.join(package);
    let mut command = command(house, &[]);
    command.args(["swift", "format", "lint", "--strict", "--recursive", "--configuration"]);
    command.arg(house.root.join("bindings/swift/.swift-format"));
    command.args(paths.iter().map(|path| package.join(path)));
    command
}

/// `swift build` or `swift test` of a package of the repository, linked to one of the libraries.
pub fn swift(house: &House, package: &str, verb: &str, library: Library) -> Command {
    let library = library.folder(house);
    let mut command = command(house, &[]);
    command.args(["swift", verb, "--package-path"]).arg(house.root.join(package));
    command.arg("--scratch-path").arg(scratch_of(house, package));
    command.arg("-Xlinker").arg(format!("-L{}", library.display()));
    for linker in ["-rpath".as_ref(), library.as_os_str()] {
        command.arg("-Xlinker").arg(linker);
    }
    if cfg!(target_os = "linux") {
        // Swift 6.0's own `Observation` has an undefined symbol on Linux.
        command.args(["-Xlinker", "--allow-shlib-undefined"]);
    }
    command
}

/// A command with Swift at hand, which can read the repository, cargo's folder and these.
pub fn command(house: &House, folders: &[&Path]) -> Command {
    let mut command = Command::new(toolchain(house).join("swift-run.sh"));
    for folder in folders {
        command.arg("--bind").arg(folder);
    }
    command.current_dir(&house.root).env("CARGO_TARGET_DIR", &house.target);
    command
}

fn toolchain(house: &House) -> PathBuf {
    house.root.join("bindings/swift/toolchain")
}

/// The package of the border.
const PACKAGE: &str = "bindings/swift";

fn scratch(house: &House) -> PathBuf {
    scratch_of(house, PACKAGE)
}

fn scratch_of(house: &House, package: &str) -> PathBuf {
    house.target.join(if package == PACKAGE { "swift" } else { package })
}

/// Everything but the steps of the build and the tests that went well.
pub fn worth_showing(line: &str) -> bool {
    let line = line.trim();
    match line.chars().next() {
        None | Some('[' | '◇' | '↳') => false,
        Some('✔') => line.contains("Test run"),
        Some(_) => true,
    }
}

/// Counts lines like `✔ Test name() passed after 0.001 seconds.`; the suites' and the run's own lines do not count.
pub fn count(lines: &[String]) -> Tally {
    let mut tally = Tally::default();
    for line in lines {
        let Some((mark, rest)) = line.trim().split_once(' ') else { continue };
        let Some(test) = rest.trim_start().strip_prefix("Test ") else { continue };
        if test.starts_with("run ") {
            continue;
        }
        tally.passed += usize::from(mark == "✔" && test.contains(" passed after "));
        tally.failed += usize::from(mark == "✘" && test.contains(" failed after "));
        tally.skipped += usize::from(test.contains(" skipped"));
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_and_suites_are_not() {
        let lines = [
            "◇ Test aRecordPrintsItsNameAndNothingElse() started.",
            "✔ Test aRecordPrintsItsNameAndNothingElse() passed after 0.001 seconds.",
            "✘ Test everyErrorHasItsAdvice() recorded an issue at BorderTests.swift:1:1: Expectation failed",
            "✘ Test everyErrorHasItsAdvice() failed after 0.001 seconds with 1 issue.",
            "➜ Test later() skipped.",
            "✔ Suite BorderTests passed after 0.006 seconds.",
            "✘ Test run with 3 tests failed after 0.006 seconds with 1 issue.",
        ];
        let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        assert_eq!(count(&lines), Tally { passed: 1, failed: 1, skipped: 1 });
    }
}
