//! The Rust suites: format, lints, tests.

use crate::house::House;
use crate::program;
use crate::tally::{Ending, Tally};
use std::process::Command;

/// What the workspace is tested with. Always the same, so that nothing is compiled twice.
pub const TEST_FEATURES: &str = "peerline-ffi/demo";

/// Every file is formatted as `rustfmt.toml` says.
pub fn format(house: &House) -> Result<Ending, String> {
    let done = program::spoken(&mut cargo(house, &["fmt", "--all", "--check"]), |_| true)?;
    Ok(Ending::Ran(Tally::of(done.success)))
}

/// No warning of the compiler or of clippy anywhere; and none in the phone's library as phones get it, without the tests' features.
pub fn lints(house: &House) -> Result<Ending, String> {
    let everything = [
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--features",
        TEST_FEATURES,
        "--",
        "-D",
        "warnings",
    ];
    let phone = ["clippy", "--quiet", "--package", "peerline-ffi", "--", "-D", "warnings"];
    let mut tally = Tally::default();
    for arguments in [&everything[..], &phone[..]] {
        tally += Tally::of(program::spoken(&mut cargo(house, arguments), |_| true)?.success);
    }
    Ok(Ending::Ran(tally))
}

/// Every test of the workspace.
pub fn tests(house: &House) -> Result<Ending, String> {
    let mut command = cargo(house, &["test", "--workspace", "--features", TEST_FEATURES, "--no-fail-fast"]);
    let done = program::spoken(&mut command, |line| !(line.ends_with(" ... ok") || line.trim().is_empty()))?;
    Ok(Ending::Ran(count(&done.lines).of_suite(done.success)))
}

/// Cargo, at the repository's root, with the surroundings of one that somebody starts by hand: what the outer cargo told this program
/// would make it compile everything anew that asks for such a thing.
pub fn cargo(house: &House, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(&house.root);
    for (name, _) in std::env::vars_os() {
        let told = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name == "CARGO_CRATE_NAME"
        });
        if told {
            command.env_remove(name);
        }
    }
    command
}

/// Adds up lines like `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
fn count(lines: &[String]) -> Tally {
    let mut tally = Tally::default();
    for line in lines.iter().filter_map(|line| line.strip_prefix("test result: ")) {
        for part in line.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let number = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            match words.next() {
                Some("passed") => tally.passed += number,
                Some("failed") => tally.failed += number,
                Some("ignored") => tally.skipped += number,
                _ => {}
            }
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_all_crates_are_added_up() {
        let lines = [
            "running 2 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ];
        let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        assert_eq!(count(&lines), Tally { passed: 15, failed: 2, skipped: 1 });
    }
}
