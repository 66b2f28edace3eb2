//! The iOS shell, as far as it can be looked at without Apple's tools.
//!
//! Its models and views are compiled and tested on Linux, the views against a small stub of SwiftUI; its platform files are only
//! parsed. `ios-demo/README.md` says what that proves and what not.

use crate::house::House;
use crate::library::Library;
use crate::tally::{Ending, Tally};
use crate::{bindings, library, program, rust, swift, tokens};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "ios-demo";

/// Builds what the suite needs and runs it alone.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    let mut build =
        rust::cargo(&house, &["build", "--quiet", "--workspace", "--features", rust::TEST_FEATURES, "--lib"]);
    for program in ["pool", "peerline-relay", "uniffi-bindgen", "uniffi-bindgen-swift"] {
        build.args(["--bin", program]);
    }
    if !program::spoken(&mut build, |_| true)?.success {
        return Err("the workspace does not build".to_owned());
    }
    let folder = Library::Tests.folder(&house);
    let made = Library::Tests.file(&house);
    let name = made.file_name().ok_or("a library without a name")?;
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    library::copy_if_different(&house.target.join("debug").join(name), &made)?;
    bindings::generate(&house, Library::Tests)?;
    let mut table = crate::tally::Table::default();
    table.suite("ios", ABOUT, || suite(&house));
    table.print();
    Ok(table.sound())
}

/// What the suite is, in one line.
pub const ABOUT: &str = "the iOS shell: models and views against the real core, platform files only parsed";

/// Looks at the format, parses the platform files, compiles the rest, and runs its tests.
pub fn suite(house: &House) -> Result<Ending, String> {
    if let Some(missing) = swift::prepare(house)? {
        return Ok(Ending::CannotRun(missing));
    }
    tokens::generate(house)?;
    let mut format = swift::format_of(house, PACKAGE, &["Package.swift", "Sources", "Stubs", "Tests", "App"]);
    let mut tally = Tally::of(program::spoken(&mut format, swift::worth_showing)?.success);
    let files = swift_files(&house.root.join(PACKAGE).join("App"))?;
    if files.is_empty() {
        return Err("the iOS shell has no platform files".to_owned());
    }
    for file in files {
        let mut parse = swift::command(house, &[]);
        parse.args(["swiftc", "-parse", "-swift-version", "6"]).arg(&file);
        tally += Tally::of(program::spoken(&mut parse, |_| true)?.success);
    }
    let mut tests = swift::swift(house, PACKAGE, "test", Library::Tests);
    tests.arg("--disable-xctest").env("PEERLINE_PROGRAMS", house.target.join("debug"));
    let done = program::spoken(&mut tests, swift::worth_showing)?;
    tally += swift::count(&done.lines).of_suite(done.success);
    Ok(Ending::Ran(tally))
}

/// Every Swift file in a folder and below it, in order.
fn swift_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listed =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(swift_files(&path)?);
        } else if path.extension() == Some(OsStr::new("swift")) {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_file_is_found_wherever_it_lies() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ios-demo/App");
        let files = swift_files(&folder).unwrap();
        assert!(files.len() >= 5 && files.iter().any(|file| file.ends_with("KeychainKeys.swift")));
        assert!(swift_files(&folder.join("nowhere")).is_err());
    }
}
