//! The Kotlin suite: Maven, JUnit on the JVM, against the tests' library.

use crate::house::House;
use crate::library::Library;
use crate::program;
use crate::tally::{Ending, Tally};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is missing to run Kotlin here, in one line with the way to get it.
pub fn missing() -> Option<String> {
    let java = program::answers("java", &["-version"]).and_then(|told| java_version(&told));
    let maven = program::answers("mvn", &["-version"]).is_some();
    match (java, maven) {
        (Some(17..), true) => None,
        (Some(17..), false) => Some("no Maven: put `mvn` 3.8 or newer on PATH (Debian: apt install maven)".to_owned()),
        _ => Some("no JDK 17 or newer: put `java` and Maven's `mvn` on PATH (Debian: apt install openjdk-17-jdk-headless maven)".to_owned()),
    }
}

/// Compiles everything and runs every test.
pub fn suite(house: &House) -> Result<Ending, String> {
    if let Some(missing) = missing() {
        return Ok(Ending::CannotRun(missing));
    }
    let reports = project(house).join("target/surefire-reports");
    let _ = fs::remove_dir_all(&reports);
    let done = program::spoken(&mut maven(house, "test"), worth_showing)?;
    let mut tally = Tally::default();
    for entry in fs::read_dir(&reports).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().ends_with(".xml") {
            tally += count(&fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    Ok(Ending::Ran(tally.of_suite(done.success)))
}

/// Compiles the bindings alone, as they go to apps.
pub fn compile(house: &House) -> Result<(), String> {
    let done = program::spoken(&mut maven(house, "compile"), worth_showing)?;
    if done.success { Ok(()) } else { Err("the Kotlin side does not compile".to_owned()) }
}

/// Compiles the contract's runner.
pub fn build_runner(house: &House) -> Result<(), String> {
    let done = program::spoken(&mut maven(house, "test-compile"), worth_showing)?;
    if done.success { Ok(()) } else { Err("the Kotlin side does not compile".to_owned()) }
}

/// The contract's runner, compiled before.
pub fn runner(house: &House) -> Result<Command, String> {
    program_of(house, "org.peerline.core.VectorsKt", Library::Tests)
}

/// Whether the Kotlin side has a phone as a process.
pub fn has_phone(house: &House) -> bool {
    let sources = project(house).join("src");
    ["main", "test"].iter().any(|set| sources.join(set).join("kotlin/org/peerline/phone/Phone.kt").exists())
}

/// The phone as a process, compiled before.
pub fn phone(house: &House) -> Result<Command, String> {
    program_of(house, "org.peerline.phone.PhoneKt", Library::Tests)
}

/// Compiles the bench and runs it in a process of its own with the library of phones; its bindings must be generated for that library
/// before. The tests are left out: they call what phones do not have.
pub fn bench(house: &House) -> Result<String, String> {
    let mut compile = maven(house, "compile");
    compile.arg("-Dpeerline.beside=src/bench/kotlin").args(["dependency:build-classpath@class-path"]);
    let done = program::spoken(&mut compile, worth_showing)?;
    if !done.success {
        return Err("the Kotlin bench does not compile".to_owned());
    }
    program::silent(&mut program_of(house, "org.peerline.bench.BenchKt", Library::Release)?)
}

/// Writes the reference of everything that the bindings have; they must be generated before.
pub fn dokka(house: &House, folder: &Path) -> Command {
    let mut command = maven(house, "dokka:dokka");
    command.arg(property("peerline.reference", folder));
    command
}

fn program_of(house: &House, class: &str, library: Library) -> Result<Command, String> {
    let made = project(house).join("target");
    let libraries =
        fs::read_to_string(made.join("class-path")).map_err(|error| format!("no class path: {error}"))?;
    let own =
        [made.join("classes"), made.join("test-classes")].map(|path| path.display().to_string()).join(":");
    let mut command = Command::new("java");
    command
        .args(["-Xmx512m", "-XX:+UseSerialGC"])
        .arg(format!("-Djna.library.path={}", library.folder(house).display()))
        .args(["-cp", &format!("{own}:{}", libraries.trim()), class]);
    Ok(command)
}

fn project(house: &House) -> PathBuf {
    house.root.join("bindings/kotlin")
}

fn maven(house: &House, phase: &str) -> Command {
    let mut command = Command::new("mvn");
    command
        .args(["--quiet", "--batch-mode", "--file"])
        .arg(project(house).join("pom.xml"))
        .arg(property("peerline.library", &Library::Tests.folder(house)))
        .arg(property("peerline.programs", &house.target.join("debug")))
        .arg(phase);
    command
}

fn property(name: &str, value: &Path) -> String {
    format!("-D{name}={}", value.display())
}

/// Maven resets the terminal's colour even when it has nothing to say.
pub fn worth_showing(line: &str) -> bool {
    !line.replace("\u{1b}[0m", "").trim().is_empty()
}

/// The number after `version "`, as in `openjdk version "17.0.15"`.
fn java_version(told: &str) -> Option<u32> {
    let (_, version) = told.split_once("version \"")?;
    version.split(['.', '"', '-']).next()?.parse().ok()
}

/// Adds up the first `testsuite` element of one of Surefire's reports.
pub fn count(report: &str) -> Tally {
    let element =
        report.split_once("<testsuite ").map_or("", |(_, rest)| rest.split('>').next().unwrap_or_default());
    let attribute = |name: &str| {
        let value = element.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).unwrap_or(0usize)
    };
    let (failed, skipped) = (attribute("failures") + attribute("errors"), attribute("skipped"));
    Tally { passed: attribute("tests").saturating_sub(failed + skipped), failed, skipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_counted() {
        let report = r#"<?xml version="1.0"?><testsuite name="org.peerline.core.BorderTest" time="0.5" tests="13" errors="1" skipped="2" failures="3">"#;
        assert_eq!(count(report), Tally { passed: 7, failed: 4, skipped: 2 });
        assert_eq!(count("not a report"), Tally::default());
    }

    #[test]
    fn javas_version_is_read() {
        assert_eq!(java_version("openjdk version \"17.0.15\" 2025-04-15"), Some(17));
        assert_eq!(java_version("openjdk version \"25-ea\""), Some(25));
        assert_eq!(java_version("java version \"1.8.0_402\""), Some(1));
        assert_eq!(java_version("nothing"), None);
    }
}
