//! The Android shell without Android's tools: Maven compiles the same sources as Gradle would, the real activity runs on the JVM under
//! Robolectric against the tests' library, and is looked at and photographed.

use crate::house::House;
use crate::library::Library;
use crate::tally::{Ending, Tally};
use crate::{bindings, kotlin, program, tokens};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is missing to run the shell here, in one line with the way to get it.
fn missing(house: &House) -> Option<String> {
    if let Some(missing) = kotlin::missing() {
        return Some(missing);
    }
    let tools = ["aapt2", "unzip", "zip"];
    if !tools.iter().all(|tool| on_path(tool)) {
        install();
    }
    if let Some(tool) = tools.iter().find(|tool| !on_path(tool)) {
        return Some(format!(
            "no `{tool}`: put aapt2, unzip and zip on PATH (Debian: apt install aapt unzip zip)"
        ));
    }
    // One small artefact of androidx says whether the repositories that Maven asks carry them at all.
    let mut ask = maven(house);
    ask.args(["--non-recursive", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get"]);
    ask.args(["-Dartifact=androidx.concurrent:concurrent-futures:1.1.0", "-Dtransitive=false"]);
    match program::silent(&mut ask) {
        Ok(_) => None,
        Err(_) => Some(
            "Maven finds no androidx: name Google's Maven repository (maven.google.com) in your settings.xml, or build with Gradle".to_owned(),
        ),
    }
}

/// On a machine of its own, where nothing may be skipped, the three tools come from Debian's packages. Anywhere else nothing is
/// installed without being asked.
fn install() {
    if std::env::var_os("CI").is_none() {
        return;
    }
    println!("installing aapt, unzip and zip from Debian's packages");
    for arguments in
        [&["update"][..], &["install", "--yes", "--no-install-recommends", "aapt", "unzip", "zip"]]
    {
        let mut apt = Command::new("apt-get");
        apt.arg("--quiet=2").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        // What did not work is said in one line by whoever looks for the tools next.
        let _ = program::silent(&mut apt);
    }
}

/// Compiles the shell and runs every test of it.
pub fn suite(house: &House) -> Result<Ending, String> {
    if let Some(missing) = missing(house) {
        return Ok(Ending::CannotRun(missing));
    }
    tokens::generate(house)?;
    let reports = project(house).join("app/target/surefire-reports");
    let _ = fs::remove_dir_all(&reports);
    let mut test = maven(house);
    if let Ok(write) = std::env::var("PEERLINE_REWRITE_GOLDENS") {
        test.arg(format!("-Dpeerline.goldens={write}"));
    }
    let done = program::spoken(test.arg("test"), kotlin::worth_showing)?;
    let mut tally = Tally::default();
    for entry in fs::read_dir(&reports).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().ends_with(".xml") {
            tally += kotlin::count(&fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    Ok(Ending::Ran(tally.of_suite(done.success)))
}

/// Photographs every screen, in light and dark, with ordinary and with large text, in English, Spanish and mirrored.
pub fn shots(folder: Option<&str>) -> Result<bool, String> {
    let house = House::find()?;
    if let Some(missing) = missing(&house) {
        return Err(format!("no pictures: {missing}"));
    }
    let folder = folder.map_or_else(|| house.target.join("shots"), PathBuf::from);
    let folder = std::path::absolute(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    println!("building the library, the relay and the shell; then the pictures, some minutes");
    Library::Tests.build(&house)?;
    bindings::generate(&house, Library::Tests)?;
    photograph(&house, "Shots", &folder)
}

/// Photographs the story of an officer alone, and then of an officer and a peer side by side. Says in one line where it cannot; the
/// library and its bindings have to be there.
pub fn story(house: &House) -> Result<bool, String> {
    if let Some(missing) = missing(house) {
        println!("\nNo pictures of the story: {missing}");
        return Ok(true);
    }
    println!("\nThe same story in pictures, of the Android shell on this machine; a few minutes:");
    let folder = house.target.join("demo");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    photograph(house, "Gallery", &folder)
}

/// Runs a test that writes pictures and an `index.html` into the folder.
fn photograph(house: &House, test: &str, folder: &Path) -> Result<bool, String> {
    tokens::generate(house)?;
    let mut shots = maven(house);
    shots.arg(property("peerline.shots", folder));
    shots.args([&format!("-Dtest={test}"), "-Dsurefire.failIfNoSpecifiedTests=false", "test"]);
    let done = program::spoken(&mut shots, kotlin::worth_showing)?;
    println!("{}", folder.join("index.html").display());
    Ok(done.success)
}

fn on_path(tool: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(tool).is_file())
}

fn maven(house: &House) -> Command {
    let mut command = Command::new("mvn");
    command.args(["--quiet", "--batch-mode", "--file"]).arg(project(house).join("pom.xml"));
    command.arg(property("peerline.library", &Library::Tests.folder(house)));
    command.arg(property("peerline.programs", &house.target.join("debug")));
    command
}

fn property(name: &str, value: &Path) -> String {
    format!("-D{name}={}", value.display())
}

fn project(house: &House) -> PathBuf {
    house.root.join("android-demo")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    fn read(name: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        std::fs::read_to_string(root.join("android-demo").join(name)).unwrap()
    }

    /// `group:name` without the platform that Maven has to name, and its version.
    fn of_maven(pom: &str, properties: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let tag = |text: &str, tag: &str| {
            let (_, rest) = text.split_once(&format!("<{tag}>"))?;
            Some(rest.split_once(&format!("</{tag}>"))?.0.to_owned())
        };
        let mut found = BTreeMap::new();
        for dependency in pom.split("<dependency>").skip(1) {
            let dependency = dependency.split("</dependency>").next().unwrap_or_default();
            let (Some(group), Some(name), Some(version)) =
                (tag(dependency, "groupId"), tag(dependency, "artifactId"), tag(dependency, "version"))
            else {
                continue;
            };
            let version = version
                .strip_prefix("${")
                .and_then(|name| properties.get(name.trim_end_matches('}')).cloned())
                .unwrap_or(version);
            let name = name.trim_end_matches("-android").trim_end_matches("-jvm").to_owned();
            // `kotlinx-coroutines-android` is a thing of its own, not the Android half of another.
            let name =
                if name == "kotlinx-coroutines" { "kotlinx-coroutines-android".to_owned() } else { name };
            found.insert(format!("{group}:{name}"), version);
        }
        found
    }

    /// The libraries of a version catalogue with their versions.
    fn of_gradle(catalogue: &str) -> BTreeMap<String, String> {
        let part = |name: &str| {
            let (_, rest) = catalogue.split_once(&format!("[{name}]")).unwrap();
            rest.split("\n[").next().unwrap().to_owned()
        };
        let quoted = |text: &str| text.split('"').nth(1).map(str::to_owned);
        let versions: BTreeMap<String, String> = part("versions")
            .lines()
            .filter_map(|line| Some((line.split('=').next()?.trim().to_owned(), quoted(line)?)))
            .collect();
        part("libraries")
            .lines()
            .filter_map(|line| {
                let module = quoted(line.split_once("module")?.1)?;
                let version = versions.get(&quoted(line.split_once("version.ref")?.1)?)?;
                Some((module, version.clone()))
            })
            .collect()
    }

    #[test]
    fn both_builds_of_the_shell_name_the_same_versions() {
        let parent = read("pom.xml");
        let properties: BTreeMap<String, String> = parent
            .lines()
            .filter_map(|line| line.trim().strip_prefix('<')?.split_once('>'))
            .filter_map(|(name, rest)| Some((name.to_owned(), rest.split_once("</")?.0.to_owned())))
            .collect();
        let mut maven = of_maven(&read("libs/pom.xml"), &properties);
        maven.extend(of_maven(&read("core/pom.xml"), &properties));
        maven.extend(of_maven(&read("app/pom.xml"), &properties));
        let gradle = of_gradle(&read("gradle/libs.versions.toml"));
        assert!(gradle.len() >= 10, "{gradle:?}");
        for (module, version) in &gradle {
            assert_eq!(maven.get(module), Some(version), "{module}");
        }
        let kotlin = read("gradle/libs.versions.toml");
        assert!(kotlin.contains(&format!("kotlin = \"{}\"", properties["kotlin.version"])));
        let bindings = std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("bindings/kotlin/pom.xml"),
        )
        .unwrap();
        for name in ["kotlin.version", "coroutines.version", "jna.version"] {
            assert!(bindings.contains(&format!("<{name}>{}</{name}>", properties[name])), "{name}");
        }
    }

    #[test]
    fn another_version_is_found() {
        let pom = "<dependency><groupId>a</groupId><artifactId>b-android</artifactId><version>${v}</version></dependency>";
        let properties = BTreeMap::from([("v".to_owned(), "1.2".to_owned())]);
        assert_eq!(of_maven(pom, &properties), BTreeMap::from([("a:b".to_owned(), "1.2".to_owned())]));
        let toml = "[versions]\nv = \"1.3\"\n\n[libraries]\nb = { module = \"a:b\", version.ref = \"v\" }\n[plugins]\n";
        assert_eq!(of_gradle(toml), BTreeMap::from([("a:b".to_owned(), "1.3".to_owned())]));
    }
}
