//! Joins the catalogues of sentences, one file for each language, and stops the build where a sentence is missing: in one language,
//! in all of them, or in what the core can say. Writes down when the zones of lines change their clocks.
#![allow(clippy::expect_used, reason = "a build that cannot go on says so by panicking")]

use chrono::{DateTime, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The languages that are complete.
const LANGUAGES: [&str; 2] = ["en", "es"];

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo names the folder for what is made"));
    let say = root.join("src/words/say.rs");
    println!("cargo::rerun-if-changed={}", say.display());
    let said = said(&fs::read_to_string(&say).expect("src/words/say.rs can be read"));
    let english = ids(&joined(&root.join("content/strings/en")).concat());
    let known: BTreeSet<_> = english.into_iter().filter(|id| id.starts_with("label-")).collect();
    for language in LANGUAGES {
        let parts = joined(&root.join("content/strings").join(language));
        let catalogue = parts.concat();
        let (written, labels): (BTreeSet<_>, BTreeSet<_>) =
            ids(&catalogue).into_iter().partition(|id| !id.starts_with("label-"));
        stop_at(said.difference(&written), &format!("has no words in `{language}`"));
        stop_at(written.difference(&said), &format!("has words in `{language}` and is never said"));
        stop_at(labels.symmetric_difference(&known), &format!("is in one of `en` and `{language}` only"));
        for (part, name) in parts.iter().zip(["lines", "others"]) {
            let file = out.join(format!("{language}.{name}.ftl"));
            fs::write(file, part).expect("the catalogue can be written");
        }
    }
    println!("cargo::rerun-if-env-changed=CHRONO_TZ_TIMEZONE_FILTER");
    fs::write(out.join("zones.rs"), zones()).expect("the zones can be written");
}

/// The files that a list of lines is told with.
const OF_LINES: [&str; 3] = ["crisis.ftl", "crisis_choice.ftl", "shared.ftl"];

/// Every file of a language, in order of name: those of [`OF_LINES`], and the others.
fn joined(folder: &Path) -> [String; 2] {
    println!("cargo::rerun-if-changed={}", folder.display());
    let listed = fs::read_dir(folder).unwrap_or_else(|_| panic!("there is no folder {}", folder.display()));
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.expect("a folder can be read").path()).collect();
    files.sort();
    let (of_lines, others): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|file| OF_LINES.iter().any(|name| file.ends_with(name)));
    let text = |file: &PathBuf| fs::read_to_string(file).expect("a catalogue can be read") + "\n";
    [of_lines, others].map(|files| files.iter().map(text).collect())
}

/// The ids of a catalogue: what stands before the first `=` of a line that begins with a letter.
fn ids(catalogue: &str) -> BTreeSet<String> {
    let begins = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
    catalogue
        .lines()
        .filter(begins)
        .filter_map(|line| line.split_once('=').map(|(id, _)| id.trim_end().to_owned()))
        .collect()
}

/// The ids of what the core can say: `"id" => Name` in `say.rs`.
fn said(source: &str) -> BTreeSet<String> {
    let id = |line: &str| Some(line.trim_start().strip_prefix('"')?.split_once("\" => ")?.0.to_owned());
    source.lines().filter_map(id).collect()
}

fn stop_at<'a>(mut ids: impl Iterator<Item = &'a String>, why: &str) {
    if let Some(id) = ids.next() {
        panic!("the sentence `{id}` {why}");
    }
}

/// The tables of `src/zone.rs`, one for each zone that the filter of chrono-tz names. Beside those chrono-tz has their other names.
fn zones() -> String {
    let filter = env::var("CHRONO_TZ_TIMEZONE_FILTER").expect("the zones are named in .cargo/config.toml");
    let names = filter.trim_start_matches("^(").trim_end_matches(")$").split('|');
    let (mut utc, mut tables) = (String::new(), String::new());
    for name in names {
        let zone: Tz = name.parse().expect("chrono-tz has the zones of its filter");
        let (first, changes) = changes(zone);
        let mut last = 0;
        let (mut after, mut then) = (String::new(), String::new());
        for (minute, offset) in changes {
            write!(after, "{}, ", minute - last).expect("text can be written");
            write!(then, "{offset}, ").expect("text can be written");
            last = minute;
        }
        let table = format!(
            "Table {{ name: \"{}\", first: {first}, after: &[{after}], then: &[{then}] }}",
            zone.name()
        );
        if zone == Tz::UTC {
            utc.clone_from(&table);
        }
        writeln!(tables, "    {table},").expect("text can be written");
    }
    format!("static UTC: Table = {utc};\nstatic TABLES: &[Table] = &[\n{tables}];\n")
}

/// How many minutes east of UTC a zone's clock is at the start of 2000, and each minute since 1970 at which that changes until 2099.
fn changes(zone: Tz) -> (i32, Vec<(i64, i32)>) {
    let day = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single().expect("there is such a day");
    let offset = |moment: DateTime<Utc>| {
        let seconds = zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc();
        assert!(seconds % 60 == 0, "the clock of {zone} is seconds off");
        seconds / 60
    };
    let (mut at, end) = (day(2000), day(2100));
    let first = offset(at);
    let mut changes = vec![];
    while at < end {
        let next = at + TimeDelta::days(1);
        if offset(next) != offset(at) {
            let minutes = 0..=24 * 60;
            let change = minutes
                .map(|minute| at + TimeDelta::minutes(minute))
                .find(|moment| offset(*moment) == offset(next));
            let change = change.expect("it changes within the day");
            changes.push((change.timestamp() / 60, offset(next)));
        }
        at = next;
    }
    (first, changes)
}
