//! `cargo xtask test`: everything, from format to vectors, with a table and a sum at the end.

use crate::house::House;
use crate::library::Library;
use crate::tally::{Ending, Table};
use crate::vectors::Language;
use crate::{android, bindings, ios, kotlin, library, rust, surface, swift, vectors};

/// Runs every suite, also after one has failed.
pub fn run() -> Result<bool, String> {
    only("")
}

/// Runs the suites whose name begins so.
pub fn only(wanted: &str) -> Result<bool, String> {
    let house = House::find()?;
    let mut table = Table::of(wanted);
    table.suite("format", "cargo fmt", || rust::format(&house));
    table.suite("lints", "clippy, every warning is a failure", || rust::lints(&house));
    table.suite("rust", "every test of the workspace", || rust::tests(&house));
    table.suite("library", "the phone's library, and the one that the suites use", || library::suite(&house));
    table.suite("api", "what apps see of the phone's library, against the committed text", || {
        surface::suite(&house)
    });
    // Kotlin and Swift need a library and their sources; without, each of them fails and says why.
    let made = std::cell::LazyCell::new(|| {
        // Of one suite alone, nobody else has built it.
        if wanted.is_empty() { Ok(()) } else { Library::Tests.build(&house) }
            .and_then(|()| bindings::generate(&house, Library::Tests))
    });
    let ready = |suite: &dyn Fn() -> Result<Ending, String>| made.clone().and_then(|()| suite());
    table.suite("kotlin", "JUnit on the JVM, about a minute the first time", || {
        ready(&|| kotlin::suite(&house))
    });
    table.suite(
        "android",
        "the shell's activity under Robolectric, the first time with 400 MB to download",
        || ready(&|| android::suite(&house)),
    );
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
    if table.is_empty() {
        return Err(format!("no suite is called `{wanted}`"));
    }
    Ok(table.sound())
}
