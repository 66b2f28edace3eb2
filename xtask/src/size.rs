//! How large the phone's library is, and what of it belongs to whom.

use crate::house::House;
use crate::library::Library;
use crate::packages::{ANDROID_ARM, without_this_machine};
use crate::stand_ins::StandIns;
use crate::{program, rust};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The size of this machine's library. It is the one that the bindings are generated from, with what UniFFI writes for that.
pub struct Size {
    /// The whole.
    pub weight: Weight,
    /// The largest parts first; those below 10 kB together.
    pub parts: Vec<Part>,
}

/// `cargo xtask size`: how large the phone's library is, for a phone and for this machine, and its parts. Fails where it is larger for
/// a phone than it may be.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    let within = match of_a_phone(&house)? {
        Ok(weight) => {
            println!("64-bit Android, linked with stand-ins: {weight}; at most {MOST}");
            weight.is_within(&MOST)
        }
        Err(missing) => {
            println!("64-bit Android: NOT RUN: {missing}");
            true
        }
    };
    let size = measure(&house)?;
    println!("this machine: {}", size.weight);
    for part in &size.parts {
        println!("{:>9}  {}", part.bytes, part.name);
    }
    Ok(within)
}

/// What the library for 64-bit Android may take (docs/decisions/0009).
pub const MOST: Weight = Weight { stripped: 5_000_000, packed: 2_400_000 };

/// What a library takes, in bytes.
pub struct Weight {
    /// Without symbols, as phones get it.
    pub stripped: usize,
    /// That, packed with `gzip -9`.
    pub packed: usize,
}

impl Weight {
    fn is_within(&self, most: &Self) -> bool {
        self.stripped <= most.stripped && self.packed <= most.packed
    }

    fn of(stripped: &Path) -> Result<Self, String> {
        let bytes = fs::read(stripped).map_err(|error| format!("no stripped library: {error}"))?.len();
        let packed = Command::new("gzip").args(["-9", "-c"]).arg(stripped).stdin(Stdio::null()).output();
        let packed = packed.map_err(|error| format!("gzip cannot be started: {error}"))?.stdout.len();
        Ok(Self { stripped: bytes, packed })
    }
}

impl std::fmt::Display for Weight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} / {:.2} MB", self.stripped as f64 / 1e6, self.packed as f64 / 1e6)
    }
}

/// The library for 64-bit Android, as an app would get it but for the system's libraries, which are stand-ins: they are not in it. Gives
/// what is missing in one line where it cannot be linked here.
///
/// # Errors
/// What failed.
pub fn of_a_phone(house: &House) -> Result<Result<Weight, String>, String> {
    let stand_ins = match StandIns::prepare(house, &[ANDROID_ARM])? {
        Ok(ready) => ready,
        Err(missing) => return Ok(Err(missing)),
    };
    let alone = ["rustc", "--quiet", "--release", "--package", "peerline-ffi", "--crate-type", "cdylib"];
    let mut build = rust::cargo(house, &alone);
    build.args(["--target", ANDROID_ARM, "--", "-C", "strip=symbols"]);
    stand_ins.for_android(&mut build)?;
    without_this_machine(&mut build, ANDROID_ARM);
    program::silent(&mut build)?;
    Weight::of(&house.target.join(ANDROID_ARM).join("release/libpeerline.so")).map(Ok)
}

/// Code and named data of one crate or C library.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Whose.
    pub name: String,
    /// How much.
    pub bytes: u64,
}

/// Parts below this are told together.
const SMALL: u64 = 10_000;

/// Builds the library with link-time optimisation, alone, so that no other package's features become its own, and measures it.
///
/// # Errors
/// What is missing or failed.
pub fn measure(house: &House) -> Result<Size, String> {
    Library::Release.build(house)?;
    let made = Library::Release.file(house);
    let stripped = made.with_extension("stripped");
    fs::copy(&made, &stripped).map_err(|error| format!("cannot copy the library: {error}"))?;
    program::silent(Command::new("strip").arg(&stripped))?;
    let symbols = program::silent(Command::new("nm").args(["-C", "-a", "-p", "-S"]).arg(&made))?;
    Ok(Size { weight: Weight::of(&stripped)?, parts: parts(&symbols) })
}

/// Adds up what `nm` lists, in the order of the file: local symbols of C follow the name of their source.
fn parts(symbols: &str) -> Vec<Part> {
    let mut bytes: BTreeMap<String, u64> = BTreeMap::new();
    let mut source = "";
    for line in symbols.lines() {
        let mut words = line.splitn(4, ' ');
        let fields = (words.next(), words.next(), words.next(), words.next());
        match fields {
            (Some(_), Some("a"), Some(name), None) => source = name,
            (Some(_), Some(size), Some(kind), Some(name)) if !kind.eq_ignore_ascii_case("b") => {
                if let Ok(size) = u64::from_str_radix(size, 16) {
                    *bytes.entry(owner(name, source)).or_default() += size;
                }
            }
            _ => {}
        }
    }
    let (large, small): (Vec<_>, Vec<_>) = bytes.into_iter().partition(|(_, bytes)| *bytes >= SMALL);
    let mut parts: Vec<_> = large.into_iter().map(|(name, bytes)| Part { name, bytes }).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
    let rest = small.iter().map(|(_, bytes)| bytes).sum();
    parts.push(Part { name: format!("{} smaller ones", small.len()), bytes: rest });
    parts
}

/// Whose a symbol is: the first crate that a Rust name speaks of, which for generic code is where it was written.
fn owner(name: &str, source: &str) -> String {
    if source == "sqlite3.c" || name.starts_with("sqlite3") {
        return "SQLite (C)".to_owned();
    }
    if name.starts_with("uniffi_") || name.starts_with("ffi_peerline") {
        return "UniFFI's entry points".to_owned();
    }
    match name.split_once("::") {
        Some((before, _)) => {
            let start = before.rfind(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
            before[start.map_or(0, |start| start + 1)..].to_owned()
        }
        // ring's C and assembler have no common beginning.
        None => "ring (C, assembler) and others".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_in_one_form_is_too_large() {
        let weight = |stripped, packed| Weight { stripped, packed };
        assert!(weight(5_000_000, 2_400_000).is_within(&MOST));
        assert!(!weight(5_000_001, 2_000_000).is_within(&MOST));
        assert!(!weight(4_000_000, 2_400_001).is_within(&MOST));
    }

    #[test]
    fn symbols_are_counted_for_their_crate() {
        let symbols = "\
0000000000000000 a sqlite3.c
0000000000001000 0000000000004e20 t balance_nonroot
0000000000000000 a peerline.cgu.0
0000000000001000 0000000000002710 t <peerline_core::crisis::Line as core::fmt::Debug>::fmt
0000000000001000 0000000000002711 t core::slice::sort::stable::quicksort
0000000000001000 0000000000000010 t hyper::body::take
0000000000001000 0000000000999999 b nothing::of::the::file
                 U malloc
";
        let expected =
            [("SQLite (C)", 20_000), ("core", 10_001), ("peerline_core", 10_000), ("1 smaller ones", 16)];
        let expected: Vec<_> =
            expected.into_iter().map(|(name, bytes)| Part { name: name.to_owned(), bytes }).collect();
        assert_eq!(parts(symbols), expected);
    }
}
