//! `cargo xtask test`: everything, from format to vectors, with a table and a sum at the end.

use crate::house::House;
use crate::library::Library;
use crate::tally::{Ending, Table};
use crate::vectors::Language;
use crate::{bindings, ios, kotlin, library, rust, swift, vectors};

/// Runs every suite, also after one has failed.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    let mut table = Table::default();
    table.suite("format", "cargo fmt", || rust::format(&house));
    table.suite("lints", "clippy, every warning is a failure", || rust::lints(&house));
    table.suite("rust", "every test of the workspace", || rust::tests(&house));
    table.suite("library", "the phone's library, and the one that the suites use", || library::suite(&house));
    // Kotlin and Swift need a library and their sources; without, each of them fails and says why.
    let made = bindings::generate(&house, Library::Tests);
    let ready = |suite: &dyn Fn() -> Result<Ending, String>| made.clone().and_then(|()| suite());
    table.suite("kotlin", "JUnit on the JVM, about a minute the first time", || {
        ready(&|| kotlin::suite(&house))
    });
    table.suite("swift", "Swift Testing, the first time with 550 MB to download", || {
        ready(&|| swift::suite(&house))
    });
    table.suite("ios", ios::ABOUT, || ready(&|| ios::suite(&house)));
    table.suite("vectors: rust", "the contract's cases", || vectors::suite(&house, Language::Rust));
    table.suite("vectors: kotlin", "the contract's cases", || {
        ready(&|| vectors::suite(&house, Language::Kotlin))
    });
    table.suite("vectors: swift", "the contract's cases", || {
        ready(&|| vectors::suite(&house, Language::Swift))
    });
    table.print();
    Ok(table.sound())
}
