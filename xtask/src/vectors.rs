//! `cargo xtask vectors [DIR]`: the contract's cases through Rust, Kotlin and Swift.
//!
//! Each language has a runner that is told the files, carries out every case through that language's public border, and prints a
//! line of JSON for each: `{"file", "case", "got"}`. What was expected is compared here, once for all languages. A case that a runner
//! leaves out, or a kind that it does not know, differs.

use crate::house::House;
use crate::library::Library;
use crate::tally::{Ending, Tally};
use crate::{bindings, kotlin, program, swift};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first field of every file of cases.
const FORMAT: &str = "peerline-vectors/1";

/// The kinds of cases, one table for everybody: a file of another kind is refused before anything runs.
const KINDS: [&str; 9] =
    ["crisis", "directory", "pack", "wire", "life", "scoring", "trend", "exercise", "plan"];

/// Builds what is needed, and runs every case of a folder in every language; the project's own cases without one.
pub fn run(folder: Option<&str>) -> Result<bool, String> {
    let house = House::find()?;
    let folder = match folder {
        Some(folder) => fs::canonicalize(folder).map_err(|error| format!("cannot read {folder}: {error}"))?,
        None => house.contract(),
    };
    let cases = read(&folder)?;
    println!("building the library and the runners");
    Library::Tests.build(&house)?;
    bindings::generate(&house, Library::Tests)?;
    let mut tally = Tally::default();
    for language in Language::ALL {
        if let Some(missing) = language.missing(&house)? {
            println!("!! SKIPPED: vectors in {}: {missing}", language.name());
            tally.failed += 1;
            continue;
        }
        language.build(&house)?;
        tally += language.run(&house, &cases)?;
    }
    let ran = cases.expected.len() * Language::ALL.len();
    println!(
        "{} of {ran} cases as expected, {} cases in {} languages",
        tally.passed,
        cases.expected.len(),
        Language::ALL.len()
    );
    Ok(tally.failed == 0)
}

/// The project's own cases in one language.
pub fn suite(house: &House, language: Language) -> Result<Ending, String> {
    if let Some(missing) = language.missing(house)? {
        return Ok(Ending::CannotRun(missing));
    }
    let cases = read(&house.contract())?;
    language.build(house)?;
    Ok(Ending::Ran(language.run(house, &cases)?.of_suite(true)))
}

/// A language that has to agree with the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Rust,
    Kotlin,
    Swift,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rust, Self::Kotlin, Self::Swift];

    fn name(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Kotlin => "Kotlin",
            Self::Swift => "Swift",
        }
    }

    fn missing(self, house: &House) -> Result<Option<String>, String> {
        match self {
            Self::Rust => Ok(None),
            Self::Kotlin => Ok(kotlin::missing()),
            Self::Swift => swift::prepare(house),
        }
    }

    fn build(self, house: &House) -> Result<(), String> {
        match self {
            // It comes with the tests' library.
            Self::Rust => Ok(()),
            Self::Kotlin => kotlin::build_runner(house),
            Self::Swift => swift::build_runner(house),
        }
    }

    fn runner(self, house: &House, folder: &Path) -> Result<Command, String> {
        match self {
            Self::Rust => Ok(Command::new(house.target.join("debug/vectors"))),
            Self::Kotlin => kotlin::runner(house),
            Self::Swift => Ok(swift::runner(house, folder)),
        }
    }

    fn run(self, house: &House, cases: &Cases) -> Result<Tally, String> {
        let mut runner = self.runner(house, &cases.folder)?;
        let done = program::spoken(runner.args(&cases.files), |line| !line.starts_with('{'))?;
        let (tally, differences) = compare(cases, &done.lines, self.name());
        for difference in differences {
            println!("{difference}");
        }
        Ok(if done.success { tally } else { tally.of_suite(false) })
    }
}

/// Every case of a folder, by file and id, with what is expected.
#[derive(Debug)]
struct Cases {
    folder: PathBuf,
    files: Vec<PathBuf>,
    expected: BTreeMap<(String, String), Value>,
}

/// Reads every `.json` file of a folder.
///
/// # Errors
/// No file, a file of another format or of an unknown kind, no case, a case without id or expectation, an id used twice.
fn read(folder: &Path) -> Result<Cases, String> {
    let listed =
        fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = listed
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("no cases: {} holds no .json file", folder.display()));
    }
    let mut expected = BTreeMap::new();
    for file in &files {
        let name = name(file);
        let text = fs::read_to_string(file).map_err(|error| format!("cannot read {name}: {error}"))?;
        let content: Value =
            serde_json::from_str(&text).map_err(|error| format!("{name} is not JSON: {error}"))?;
        if content["format"] != FORMAT {
            return Err(format!("{name}: `format` is not {FORMAT}"));
        }
        let kind = content["kind"].as_str().unwrap_or_default();
        if !KINDS.contains(&kind) {
            return Err(format!("{name}: unknown kind `{kind}`; known are {}", KINDS.join(", ")));
        }
        let cases = content["cases"].as_array().map(Vec::as_slice).unwrap_or_default();
        if cases.is_empty() {
            return Err(format!("{name} holds no case"));
        }
        for (place, case) in cases.iter().enumerate() {
            let id = case["id"].as_str().ok_or_else(|| format!("{name}: case {place} has no id"))?;
            let expect = case.get("expect").ok_or_else(|| format!("{name}: case `{id}` expects nothing"))?;
            let mut expect = expect.clone();
            if kind == "crisis" && case.get("hours").is_some() {
                complete_hours(&mut expect);
            }
            if expected.insert((name.clone(), id.to_owned()), expect).is_some() {
                return Err(format!("{name}: the id `{id}` is used twice"));
            }
        }
    }
    Ok(Cases { folder: folder.to_owned(), files, expected })
}

/// Of the moments when a line opens and closes, one that is left out must not be there.
fn complete_hours(expect: &mut Value) {
    if let Some(fields) = expect.as_object_mut() {
        for moment in ["opens", "closes"] {
            fields.entry(moment).or_insert(Value::Null);
        }
    }
}

/// Whether what came out is what was expected: fields that are left out of an expectation are not compared, `null` means absent.
fn fits(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().all(|(field, value)| fits(value, got.get(field).unwrap_or(&Value::Null)))
        }
        // A language may print 3.0 as 3.
        (Value::Number(expected), Value::Number(got)) => expected.as_f64() == got.as_f64(),
        _ => expected == got,
    }
}

/// Compares what a runner printed with what was expected; gives one line for each case that differs.
fn compare(cases: &Cases, lines: &[String], language: &str) -> (Tally, Vec<String>) {
    let mut got = BTreeMap::new();
    let mut differences = Vec::new();
    for line in lines.iter().filter(|line| line.starts_with('{')) {
        let Ok(mut said) = serde_json::from_str::<Value>(line) else {
            differences.push(format!("{language}: not JSON: {line}"));
            continue;
        };
        let (file, case) =
            (said["file"].as_str().unwrap_or_default(), said["case"].as_str().unwrap_or_default());
        let key = (file.to_owned(), case.to_owned());
        if !cases.expected.contains_key(&key) || got.contains_key(&key) {
            differences.push(format!("{language}: {file} {case}: not a case of the folder, or run twice"));
        } else {
            got.insert(key, said["got"].take());
        }
    }
    let mut passed = 0;
    for ((file, case), expected) in &cases.expected {
        match got.get(&(file.clone(), case.clone())) {
            Some(got) if fits(expected, got) => passed += 1,
            Some(got) => differences.push(format!("{language}: {file} {case}: {}", different(expected, got))),
            None => differences.push(format!("{language}: {file} {case}: did not run")),
        }
    }
    (Tally { passed, failed: differences.len(), skipped: 0 }, differences)
}

/// What differs, field by field.
fn different(expected: &Value, got: &Value) -> String {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            let fields =
                expected.iter().map(|(field, value)| (field, value, got.get(field).unwrap_or(&Value::Null)));
            let wrong = fields.filter(|(_, expected, got)| !fits(expected, got));
            wrong
                .map(|(field, expected, got)| format!("{field}: {}", different(expected, got)))
                .collect::<Vec<_>>()
                .join("; ")
        }
        _ => format!("expected {expected}, got {got}"),
    }
}

fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    const TWO: &str = r#"{"format": "peerline-vectors/1", "kind": "crisis", "cases": [
        {"id": "a", "expect": {"x": 1, "y": [true]}}, {"id": "b", "expect": null}]}"#;

    #[test]
    fn what_is_no_set_of_cases_is_refused() {
        let refused = |files: &[(&str, &str)]| read(folder(files).path()).unwrap_err();
        assert!(refused(&[]).contains("holds no .json file"));
        assert!(refused(&[("notes.md", "cases")]).contains("holds no .json file"));
        assert!(refused(&[("a.json", "{")]).contains("is not JSON"));
        assert!(refused(&[("a.json", "{}")]).contains("`format`"));
        assert!(
            refused(&[("a.json", r#"{"format": "peerline-vectors/1", "kind": "moon"}"#)])
                .contains("unknown kind `moon`")
        );
        assert!(
            refused(&[("a.json", r#"{"format": "peerline-vectors/1", "kind": "crisis", "cases": []}"#)])
                .contains("no case")
        );
        assert!(refused(&[("a.json", &TWO.replace("\"b\"", "\"a\""))]).contains("used twice"));
        assert!(refused(&[("a.json", &TWO.replace("expect", "hope"))]).contains("expects nothing"));
    }

    #[test]
    fn a_moment_that_is_left_out_of_hours_must_not_be_there() {
        let hours = r#"{"format": "peerline-vectors/1", "kind": "crisis", "cases": [
            {"id": "a", "hours": {}, "expect": {"state": "open"}}]}"#;
        let cases = read(folder(&[("a.json", hours)]).path()).unwrap();
        let line = |got: &str| vec![format!(r#"{{"file": "a.json", "case": "a", "got": {got}}}"#)];
        assert_eq!(compare(&cases, &line(r#"{"state": "open", "closes": null}"#), "Rust").0.failed, 0);
        assert_eq!(
            compare(&cases, &line(r#"{"state": "open", "closes": "2026-11-23T17:00:00Z"}"#), "Rust").0.failed,
            1
        );
    }

    #[test]
    fn only_what_ran_once_and_came_out_as_expected_counts() {
        let folder = folder(&[("a.json", TWO)]);
        let cases = read(folder.path()).unwrap();
        let ran = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            compare(&cases, &lines, "Kotlin")
        };
        let good_a = r#"{"file": "a.json", "case": "a", "got": {"y": [true], "x": 1}}"#;
        let good_b = r#"{"file": "a.json", "case": "b", "got": null}"#;
        assert_eq!(ran(&[good_a, good_b, "a line of talk"]).0, Tally { passed: 2, failed: 0, skipped: 0 });
        assert_eq!(ran(&[good_a]).1, ["Kotlin: a.json b: did not run"]);
        assert_eq!(ran(&[good_a, good_b, good_b]).0.failed, 1);
        let bad_b = good_b.replace("null", "7");
        assert_eq!(ran(&[good_a, &bad_b]).1, ["Kotlin: a.json b: expected null, got 7"]);
        let more_in_a = good_a.replace("\"x\": 1", "\"x\": 1, \"z\": 3");
        assert_eq!(ran(&[&more_in_a, good_b]).0.failed, 0);
        let less_in_a = good_a.replace("\"x\": 1", "\"w\": 1");
        assert_eq!(ran(&[&less_in_a, good_b]).1, ["Kotlin: a.json a: x: expected 1, got null"]);
        let stranger = good_b.replace("\"b\"", "\"c\"");
        assert_eq!(ran(&[good_a, good_b, &stranger]).0, Tally { passed: 2, failed: 1, skipped: 0 });
    }
}
