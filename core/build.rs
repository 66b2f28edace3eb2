//! Joins the catalogues of sentences, one file for each language, and stops the build where a sentence is missing: in one language,
//! in all of them, or in what the core can say.
#![allow(clippy::expect_used, reason = "a build that cannot go on says so by panicking")]

use std::collections::BTreeSet;
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
    let english = ids(&joined(&root.join("content/strings/en")));
    let known: BTreeSet<_> = english.into_iter().filter(|id| id.starts_with("label-")).collect();
    for language in LANGUAGES {
        let catalogue = joined(&root.join("content/strings").join(language));
        let (written, labels): (BTreeSet<_>, BTreeSet<_>) =
            ids(&catalogue).into_iter().partition(|id| !id.starts_with("label-"));
        stop_at(said.difference(&written), &format!("has no words in `{language}`"));
        stop_at(written.difference(&said), &format!("has words in `{language}` and is never said"));
        stop_at(labels.symmetric_difference(&known), &format!("is in one of `en` and `{language}` only"));
        fs::write(out.join(format!("{language}.ftl")), catalogue).expect("the catalogue can be written");
    }
}

/// Every file of a language, in order of name.
fn joined(folder: &Path) -> String {
    println!("cargo::rerun-if-changed={}", folder.display());
    let listed = fs::read_dir(folder).unwrap_or_else(|_| panic!("there is no folder {}", folder.display()));
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.expect("a folder can be read").path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("a catalogue can be read") + "\n").collect()
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
