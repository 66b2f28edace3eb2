//! What R8 leaves of the bindings in an app's release build: with the rules that the AAR brings, native code must still find by name
//! what it looks for.

use crate::house::House;
use crate::library::Library;
use crate::tally::{Ending, Tally};
use crate::{bindings, kotlin, packages, program};
use std::fs;
use std::path::Path;
use std::process::Command;

/// R8 itself, and what an app has besides the bindings, in the versions that the suites use.
const R8: &str = "com.android.tools:r8:9.5.28";
const ANDROID: &str = "org.robolectric:android-all:14-robolectric-10818077";
const BESIDE: [(&str, &str); 3] = [
    ("net.java.dev.jna:jna", "jna.version"),
    ("org.jetbrains.kotlin:kotlin-stdlib", "kotlin.version"),
    ("org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm", "coroutines.version"),
];

/// Names that native code looks for: classes by their type, calls by their name in the library.
const FOUND_BY_NAME: [&str; 6] = [
    "Lcom/sun/jna/Native;",
    "Lcom/sun/jna/Structure;",
    "Lorg/peerline/core/Peerline;",
    "Lorg/peerline/core/RustBuffer;",
    "Lorg/peerline/core/UniffiLib;",
    "uniffi_peerline_fn_constructor_peerline_open",
];

/// Shrinks the bindings with JNA, coroutines and Kotlin's own library, and looks into what came out.
pub fn suite(house: &House) -> Result<Ending, String> {
    if let Some(missing) = kotlin::missing() {
        return Ok(Ending::CannotRun(missing));
    }
    let folder = house.target.join("peerline/r8");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let pom = house.root.join("bindings/kotlin/pom.xml");
    let pom = fs::read_to_string(pom).map_err(|error| error.to_string())?;
    let beside = BESIDE.map(|(name, version)| format!("{name}:{}", packages::property_of(&pom, version)));
    for artifact in [R8, ANDROID].into_iter().chain(beside.iter().map(String::as_str)) {
        if fetch(artifact, &folder).is_err() {
            return Ok(Ending::CannotRun(format!(
                "Maven finds no {artifact}: name Google's Maven repository (maven.google.com) in your settings.xml"
            )));
        }
    }
    Library::Phone.build(house)?;
    bindings::build_tools(house)?;
    bindings::generate(house, Library::Phone)?;
    kotlin::compile(house)?;
    packages::jar(&folder.join("classes.jar"), &house.root.join("bindings/kotlin/target/classes"))?;

    let dex = r8(house, &folder, &beside)?;
    let mut tally = Tally::default();
    for name in FOUND_BY_NAME {
        let found = dex.windows(name.len()).any(|window| window == name.as_bytes());
        if !found {
            println!("R8 has removed or renamed {name}: bindings/kotlin/consumer-rules.pro has to keep it");
        }
        tally += Tally::of(found);
    }
    println!("{} bytes of bytecode, JNA, coroutines and Kotlin's library among them", dex.len());
    Ok(Ending::Ran(tally))
}

/// A jar of Maven's repositories, by its name without the version.
fn fetch(artifact: &str, folder: &Path) -> Result<(), String> {
    if jar_of(artifact, folder).is_file() {
        return Ok(());
    }
    let mut copy = Command::new("mvn");
    copy.args(["--quiet", "--batch-mode", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"]);
    copy.arg(format!("-Dartifact={artifact}")).arg(format!("-DoutputDirectory={}", folder.display()));
    program::silent(copy.current_dir(folder)).map(drop)
}

fn jar_of(artifact: &str, folder: &Path) -> std::path::PathBuf {
    let (name, version) = artifact.rsplit_once(':').unwrap_or((artifact, ""));
    folder.join(format!("{}-{version}.jar", name.rsplit(':').next().unwrap_or_default()))
}

fn r8(house: &House, folder: &Path, beside: &[String]) -> Result<Vec<u8>, String> {
    let told = program::answers("java", &["-XshowSettings:properties", "-version"]).unwrap_or_default();
    let home = told.lines().find_map(|line| line.trim().strip_prefix("java.home = "));
    let home = home.ok_or("java does not say where it is")?;
    // What an app has of its own: annotations that only compilers look at.
    let own = folder.join("own.pro");
    fs::write(&own, "-dontwarn org.jetbrains.annotations.**\n").map_err(|error| error.to_string())?;
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).map_err(|error| error.to_string())?;
    let mut r8 = Command::new("java");
    r8.args(["-Xmx2g", "-XX:+UseSerialGC", "-cp"]).arg(jar_of(R8, folder)).arg("com.android.tools.r8.R8");
    r8.args(["--release", "--min-api", &packages::ANDROID.to_string(), "--lib"]).arg(jar_of(ANDROID, folder));
    r8.args(["--lib", home, "--pg-conf"]).arg(house.root.join("bindings/kotlin/consumer-rules.pro"));
    r8.arg("--pg-conf").arg(&own).arg("--output").arg(&out).arg(folder.join("classes.jar"));
    r8.args(beside.iter().map(|artifact| jar_of(artifact, folder)));
    program::silent(&mut r8)?;
    fs::read(out.join("classes.dex")).map_err(|error| format!("R8 wrote nothing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jar_lies_under_its_name_and_version() {
        assert_eq!(jar_of(R8, Path::new("/a")), Path::new("/a/r8-9.5.28.jar"));
    }
}
