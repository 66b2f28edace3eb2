//! `cargo xtask android` and `cargo xtask apple`: what app makers put into their apps, an AAR and an XCFramework.
//!
//! Both need the vendors' toolchains and say in one line what is missing without them. `--check` needs neither: it compiles the whole stack
//! for phones with stand-ins ([`crate::stand_ins`]), and looks at what came out. `--rehearsal` makes the package for the tests of
//! other apps (feature `demo`), which no app may ship.

use crate::elf::{ARM_64, Elf, X86_64};
use crate::house::House;
use crate::library::Library;
use crate::stand_ins::{StandIns, linker_for_phones, rust_for};
use crate::tally::{Ending, Table, Tally};
use crate::{bindings, kotlin, library, program, rust, shrunk};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Android, by its API's number, and the oldest iOS and macOS.
pub const ANDROID: u32 = 26;
/// The oldest iOS.
pub const IOS: &str = "17.0";
const MACOS: &str = "14.0";

/// Which package.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Package {
    /// For apps.
    App,
    /// For the tests of apps.
    Rehearsal,
}

impl Package {
    fn name(self) -> &'static str {
        match self {
            Self::App => "peerline-core",
            Self::Rehearsal => "peerline-rehearsal",
        }
    }

    fn features(self) -> &'static [&'static str] {
        match self {
            Self::App => &[],
            Self::Rehearsal => &["--features", rust::TEST_FEATURES],
        }
    }

    /// The library of this machine that the bindings are generated from.
    fn library(self) -> Library {
        match self {
            Self::App => Library::Phone,
            Self::Rehearsal => Library::Tests,
        }
    }
}

/// `cargo xtask android`.
pub fn android(options: &[&str]) -> Result<bool, String> {
    match options {
        [] => aar(&House::find()?, Package::App),
        ["--rehearsal"] => aar(&House::find()?, Package::Rehearsal),
        ["--check"] => checks(&[
            ("android: linked", "the whole stack for 64-bit Android, with stand-ins", android_check),
            ("android: shrunk", "what R8 leaves of the bindings, with the AAR's rules", shrunk::suite),
            (
                "android: rehearsal",
                "the same with the rehearsal in it, compiled only",
                android_rehearsal_check,
            ),
            ("android: packed", "an AAR of the first two, to see that everything is in it", packed_check),
        ]),
        _ => Err("android takes `--rehearsal`, `--check`, or nothing".to_owned()),
    }
}

/// `cargo xtask apple`.
pub fn apple(options: &[&str]) -> Result<bool, String> {
    match options {
        [] => xcframework(&House::find()?, Package::App),
        ["--rehearsal"] => xcframework(&House::find()?, Package::Rehearsal),
        ["--check"] => checks(&[
            ("apple: compiled", "the whole stack for iPhones, with stand-ins", apple_check),
            ("apple: rehearsal", "the same with the rehearsal in it", apple_rehearsal_check),
        ]),
        _ => Err("apple takes `--rehearsal`, `--check`, or nothing".to_owned()),
    }
}

/// A name, what it is about, and the check.
type Check = (&'static str, &'static str, fn(&House) -> Result<Ending, String>);

fn checks(checks: &[Check]) -> Result<bool, String> {
    let house = House::find()?;
    let mut table = Table::default();
    for (name, about, check) in checks {
        table.suite(name, about, || check(&house));
    }
    table.print();
    Ok(table.sound())
}

/// Compiles and links the library for 64-bit Android, and looks at it: machine, pages, name, what it needs.
fn android_check(house: &House) -> Result<Ending, String> {
    let target = ANDROID_ARM;
    let stand_ins = match StandIns::prepare(house, &[target])? {
        Ok(ready) => ready,
        Err(missing) => return Ok(Ending::CannotRun(missing)),
    };
    let mut build = stack(house, "build", target);
    stand_ins.for_android(&mut build)?;
    let mut tally = Tally::of(program::spoken(&mut build, |_| true)?.success);
    let made = house.target.join(target).join("debug/libpeerline.so");
    if tally.failed == 0 {
        let faults = faults(&made, ARM_64)?;
        faults.iter().for_each(|fault| println!("{fault}"));
        tally += Tally::of(faults.is_empty());
        println!("{}: linked with stand-ins, for no phone", made.display());
    }
    Ok(Ending::Ran(tally))
}

/// Packs what the first two checks have made, for no phone, and looks into it.
fn packed_check(house: &House) -> Result<Ending, String> {
    let stage = house.target.join("peerline/packed");
    let _ = fs::remove_dir_all(&stage);
    let library = stage.join("jni/arm64-v8a/libpeerline.so");
    made_folder(&library)?;
    let made = house.target.join(ANDROID_ARM).join("debug/libpeerline.so");
    if !made.is_file() || !house.root.join(CLASSES).is_dir() {
        return Ok(Ending::CannotRun("it needs what the first two checks make".to_owned()));
    }
    fs::copy(&made, &library).map_err(|error| format!("cannot copy the library: {error}"))?;
    let file = house.target.join("peerline/packed.aar");
    pack(house, &stage, &file)?;
    let inside = program::silent(Command::new("jar").args(["--list", "--file"]).arg(&file))?;
    let classes =
        program::silent(Command::new("jar").args(["--list", "--file"]).arg(stage.join("classes.jar")))?;
    let mut tally = Tally::default();
    for (name, list) in OF_AN_AAR.map(|name| (name, &inside)).into_iter().chain([(ROOT_CLASS, &classes)]) {
        let found = list.lines().any(|line| line == name);
        if !found {
            println!("the AAR lacks {name}");
        }
        tally += Tally::of(found);
    }
    Ok(Ending::Ran(tally))
}

const OF_AN_AAR: [&str; 5] =
    ["AndroidManifest.xml", "R.txt", "classes.jar", "jni/arm64-v8a/libpeerline.so", "proguard.txt"];
const ROOT_CLASS: &str = "org/peerline/core/Peerline.class";
/// Where Maven puts the compiled bindings.
const CLASSES: &str = "bindings/kotlin/target/classes";

/// Compiles everything for 64-bit iPhones. Linking needs Apple's files.
fn apple_check(house: &House) -> Result<Ending, String> {
    compiled(house, IPHONE, Package::App)
}

fn apple_rehearsal_check(house: &House) -> Result<Ending, String> {
    compiled(house, IPHONE, Package::Rehearsal)
}

fn android_rehearsal_check(house: &House) -> Result<Ending, String> {
    compiled(house, ANDROID_ARM, Package::Rehearsal)
}

const IPHONE: &str = "aarch64-apple-ios";
/// 64-bit Android, as Rust names it.
pub const ANDROID_ARM: &str = "aarch64-linux-android";

fn compiled(house: &House, target: &str, package: Package) -> Result<Ending, String> {
    let stand_ins = match StandIns::prepare(house, &[target])? {
        Ok(ready) => ready,
        Err(missing) => return Ok(Ending::CannotRun(missing)),
    };
    let mut check = stack(house, "check", target);
    check.args(package.features());
    match target {
        IPHONE => stand_ins.for_ios(&mut check),
        _ => stand_ins.for_android(&mut check)?,
    }
    Ok(Ending::Ran(Tally::of(program::spoken(&mut check, |_| true)?.success)))
}

/// The phone's library and all that it is made of, as quickly as it compiles.
fn stack(house: &House, verb: &str, target: &str) -> Command {
    let mut cargo = rust::cargo(house, &[verb, "--quiet", "--package", "peerline-ffi", "--target", target]);
    for quick in
        [r#"profile.dev.package."*".opt-level=0"#, "profile.dev.opt-level=0", "profile.dev.debug=false"]
    {
        cargo.args(["--config", quick]);
    }
    cargo
}

/// What would keep a phone from loading a library.
fn faults(library: &Path, machine: u16) -> Result<Vec<String>, String> {
    let bytes = fs::read(library).map_err(|error| format!("cannot read {}: {error}", library.display()))?;
    let elf = Elf::read(&bytes).ok_or_else(|| format!("{} is no library", library.display()))?;
    let mut faults = faults_of(&elf, machine);
    if library::contains(&bytes, b"UNIFFI_META_") {
        faults.push("it holds what only the bindings are generated from".to_owned());
    }
    Ok(faults)
}

fn faults_of(elf: &Elf, machine: u16) -> Vec<String> {
    let mut faults = Vec::new();
    if elf.machine != machine {
        faults.push(format!("it is for the machine {}, not {machine}", elf.machine));
    }
    if elf.page < PAGE || !elf.page.is_multiple_of(PAGE) {
        faults.push(format!("pages of {} bytes: phones with 16 KiB pages do not load it", elf.page));
    }
    if elf.name.as_deref() != Some("libpeerline.so") {
        faults.push(format!("its own name is {:?}", elf.name));
    }
    let strange = elf.needs.iter().find(|name| !OF_EVERY_PHONE.contains(&name.as_str()));
    faults.extend(strange.map(|name| format!("it needs {name}, which no phone has for apps")));
    faults
}

const PAGE: u64 = 16 * 1024;

/// The system's libraries that an app may load.
const OF_EVERY_PHONE: [&str; 4] = ["libc.so", "libm.so", "libdl.so", "liblog.so"];

/// Builds the library with the NDK, the bindings with Maven, and packs both as an AAR with its POM, as a Maven repository in
/// `target/peerline/maven`.
fn aar(house: &House, package: Package) -> Result<bool, String> {
    let missing = |what: String| Err(format!("no AAR: {what}"));
    let Some(ndk) = ndk() else {
        return missing(
            "no Android NDK: set ANDROID_NDK_HOME to one of r28 or newer (`--check` needs none)".to_owned(),
        );
    };
    if let Some(what) = kotlin::missing() {
        return missing(what);
    }
    let stage = house.target.join("peerline").join(package.name());
    let _ = fs::remove_dir_all(&stage);
    for (target, abi, machine) in
        [("aarch64-linux-android", "arm64-v8a", ARM_64), ("x86_64-linux-android", "x86_64", X86_64)]
    {
        if let Err(what) = rust_for(target) {
            return missing(what);
        }
        println!("{abi}");
        let made = with_ndk(house, package, target, &ndk)?;
        let library = stage.join("jni").join(abi).join("libpeerline.so");
        made_folder(&library)?;
        let mut strip = Command::new(ndk.join("llvm-strip"));
        program::silent(strip.arg("--strip-unneeded").arg(&made).arg("-o").arg(&library))?;
        if let Some(fault) = faults(&library, machine)?.first() {
            return Err(format!("{abi}: {fault}"));
        }
    }
    println!("the bindings");
    package.library().build(house)?;
    bindings::build_tools(house)?;
    bindings::generate(house, package.library())?;
    kotlin::compile(house)?;
    let place = house.target.join("peerline/maven/org/peerline").join(package.name()).join(VERSION);
    let file = place.join(format!("{}-{VERSION}.aar", package.name()));
    made_folder(&file)?;
    pack(house, &stage, &file)?;
    let pom = place.join(format!("{}-{VERSION}.pom", package.name()));
    let versions = fs::read_to_string(house.root.join("bindings/kotlin/pom.xml"));
    write(&pom, &pom_of(package, &versions.map_err(|error| error.to_string())?))?;
    println!("{}\n{}", file.display(), pom.display());
    Ok(true)
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Puts the classes, the rules for R8 and the manifest beside the libraries, and packs it all.
fn pack(house: &House, stage: &Path, file: &Path) -> Result<(), String> {
    jar(&stage.join("classes.jar"), &house.root.join(CLASSES))?;
    let rules = fs::read_to_string(house.root.join("bindings/kotlin/consumer-rules.pro"));
    write(&stage.join("proguard.txt"), &rules.map_err(|error| error.to_string())?)?;
    write(&stage.join("AndroidManifest.xml"), &manifest())?;
    write(&stage.join("R.txt"), "")?;
    jar(file, stage)
}

/// Packs a folder's content; an AAR is such a file, too.
pub fn jar(file: &Path, folder: &Path) -> Result<(), String> {
    let mut jar = Command::new("jar");
    jar.args(["--create", "--no-manifest", "--file"]).arg(file).arg("-C").arg(folder).arg(".");
    program::silent(&mut jar).map(drop)
}

fn manifest() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\" package=\"org.peerline.core\">\n    <uses-sdk android:minSdkVersion=\"{ANDROID}\" />\n    <uses-permission android:name=\"android.permission.INTERNET\" />\n</manifest>\n"
    )
}

/// The POM with what an app needs besides, in the versions that the suites use.
fn pom_of(package: Package, versions: &str) -> String {
    let version = |name: &str| property_of(versions, name);
    let dependency = |group: &str, name: &str, version: &str, kind: &str| {
        format!(
            "    <dependency>\n      <groupId>{group}</groupId>\n      <artifactId>{name}</artifactId>\n      <version>{version}</version>\n{kind}    </dependency>\n"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>org.peerline</groupId>\n  <artifactId>{}</artifactId>\n  <version>{VERSION}</version>\n  <packaging>aar</packaging>\n  <dependencies>\n{}{}{}  </dependencies>\n</project>\n",
        package.name(),
        dependency("org.jetbrains.kotlin", "kotlin-stdlib", &version("kotlin.version"), ""),
        dependency("org.jetbrains.kotlinx", "kotlinx-coroutines-android", &version("coroutines.version"), ""),
        dependency("net.java.dev.jna", "jna", &version("jna.version"), "      <type>aar</type>\n"),
    )
}

/// A property of a POM.
pub fn property_of(pom: &str, name: &str) -> String {
    let (_, rest) = pom.split_once(&format!("<{name}>")).unwrap_or_default();
    rest.split("</").next().unwrap_or_default().to_owned()
}

/// The release library for one of Android's machines, with its symbols.
fn with_ndk(house: &House, package: Package, target: &str, tools: &Path) -> Result<PathBuf, String> {
    let mut build = rust::cargo(house, &["build", "--quiet", "--release", "--package", "peerline-ffi"]);
    build.args(["--target", target]).args(package.features());
    let compiler = tools.join(format!("{target}{ANDROID}-clang"));
    let (low, high) = (target.replace('-', "_"), target.replace('-', "_").to_uppercase());
    build.env(format!("CC_{low}"), &compiler).env(format!("AR_{low}"), tools.join("llvm-ar"));
    let scripts = house.target.join("peerline/link");
    fs::create_dir_all(&scripts).map_err(|error| format!("cannot make {}: {error}", scripts.display()))?;
    let linker = linker_for_phones(&scripts, target, &compiler)?;
    build.env(format!("CARGO_TARGET_{high}_LINKER"), linker);
    without_this_machine(&mut build, target);
    match program::spoken(&mut build, |_| true)?.success {
        true => Ok(house.target.join(target).join("release/libpeerline.so")),
        false => Err(format!("the library does not build for {target}")),
    }
}

/// Has the places of panics named without the folders of who builds: shorter, and the same on every machine.
pub fn without_this_machine(build: &mut Command, target: &str) {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).unwrap_or_default();
    // Each registry has a folder of its own, named after its address.
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let flags: Vec<_> = registries
        .map(|one| format!("--remap-path-prefix={}/=", one.path().display()))
        // Cargo takes these flags apart at spaces.
        .filter(|flag| !flag.contains(char::is_whitespace))
        .collect();
    build.env(format!("CARGO_TARGET_{}_RUSTFLAGS", target.replace('-', "_").to_uppercase()), flags.join(" "));
}

/// Where the NDK's compilers are: that of `ANDROID_NDK_HOME`, else the newest of the SDK.
fn ndk() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let of_sdk = || {
        let sdk = set("ANDROID_HOME").or_else(|| set("ANDROID_SDK_ROOT"))?;
        fs::read_dir(sdk.join("ndk")).ok()?.flatten().map(|entry| entry.path()).max()
    };
    let ndk = set("ANDROID_NDK_HOME").or_else(|| set("ANDROID_NDK_ROOT")).or_else(of_sdk)?;
    let machine = if cfg!(target_os = "macos") { "darwin-x86_64" } else { "linux-x86_64" };
    let tools = ndk.join("toolchains/llvm/prebuilt").join(machine).join("bin");
    tools.is_dir().then_some(tools)
}

/// Builds the static libraries with Xcode and packs them as `bindings/swift/PeerlineFFI.xcframework`, where `Package.swift` looks for it.
fn xcframework(house: &House, package: Package) -> Result<bool, String> {
    if !cfg!(target_os = "macos") || program::answers("xcodebuild", &["-version"]).is_none() {
        return Err("no XCFramework: it takes a Mac with Xcode (`--check` needs none)".to_owned());
    }
    let mut slices = Vec::new();
    for (sdk, least, targets) in [
        ("iphoneos", IOS, &["aarch64-apple-ios"][..]),
        ("iphonesimulator", IOS, &["aarch64-apple-ios-sim", "x86_64-apple-ios"]),
        ("macosx", MACOS, &["aarch64-apple-darwin", "x86_64-apple-darwin"]),
    ] {
        let mut made = Vec::new();
        for target in targets {
            rust_for(target)?;
            println!("{target}");
            made.push(with_xcode(house, package, target, sdk, least)?);
        }
        let slice = house.target.join("peerline/apple").join(sdk).join("libpeerline.a");
        made_folder(&slice)?;
        program::silent(Command::new("lipo").arg("-create").args(&made).arg("-output").arg(&slice))?;
        slices.push(slice);
    }
    package.library().build(house)?;
    bindings::build_tools(house)?;
    bindings::generate(house, package.library())?;
    // A folder of the module's own, so that two such frameworks in one app do not overwrite each other's map.
    let headers = house.target.join("peerline/apple/headers/PeerlineFFI");
    made_folder(&headers.join("module.modulemap"))?;
    for name in ["PeerlineFFI.h", "module.modulemap"] {
        let text = fs::read_to_string(house.swift_header().join(name)).map_err(|error| error.to_string())?;
        // Linux's map names the library to link; here the framework is the library.
        let text =
            text.lines().filter(|line| !line.trim().starts_with("link ")).map(|line| format!("{line}\n"));
        write(&headers.join(name), &text.collect::<String>())?;
    }
    let framework = house.root.join("bindings/swift/PeerlineFFI.xcframework");
    let _ = fs::remove_dir_all(&framework);
    let mut create = Command::new("xcodebuild");
    create.arg("-create-xcframework");
    for slice in &slices {
        create.arg("-library").arg(slice).arg("-headers").arg(house.target.join("peerline/apple/headers"));
    }
    program::silent(create.arg("-output").arg(&framework))?;
    println!("{}", framework.display());
    Ok(true)
}

/// One machine's static library, in which nobody outside finds SQLite: an app may link the system's own beside it.
fn with_xcode(
    house: &House,
    package: Package,
    target: &str,
    sdk: &str,
    least: &str,
) -> Result<PathBuf, String> {
    let mut build = rust::cargo(house, &["build", "--quiet", "--release", "--package", "peerline-ffi"]);
    build.args(["--target", target]).args(package.features());
    let variable = if sdk == "macosx" { "MACOSX_DEPLOYMENT_TARGET" } else { "IPHONEOS_DEPLOYMENT_TARGET" };
    if !program::spoken(build.env(variable, least), |_| true)?.success {
        return Err(format!("the library does not build for {target}"));
    }
    let folder = house.target.join(target).join("release");
    let (hidden, object, archive) =
        (folder.join("hidden"), folder.join("peerline.o"), folder.join("libpeerline-alone.a"));
    write(&hidden, "_sqlite3_*\n")?;
    let machine = if target.starts_with("aarch64") { "arm64" } else { "x86_64" };
    let mut join = Command::new("xcrun");
    join.args(["--sdk", sdk, "ld", "-r", "-arch", machine, "-all_load"]).arg(folder.join("libpeerline.a"));
    program::silent(join.arg("-unexported_symbols_list").arg(&hidden).arg("-o").arg(&object))?;
    program::silent(Command::new("xcrun").args(["libtool", "-static", "-o"]).arg(&archive).arg(&object))?;
    Ok(archive)
}

fn made_folder(file: &Path) -> Result<(), String> {
    let folder = file.parent().ok_or("a file without a folder")?;
    fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    #[test]
    fn the_pom_names_the_versions_of_the_suites() {
        let versions = fs::read_to_string(root().join("bindings/kotlin/pom.xml")).unwrap();
        let pom = pom_of(Package::App, &versions);
        assert_eq!(pom.matches("<dependency>").count(), 3);
        assert!(!pom.contains("<version></version>"), "{pom}");
        assert!(pom.contains("<artifactId>peerline-core</artifactId>") && pom.contains("<type>aar</type>"));
    }

    #[test]
    fn the_rules_keep_what_is_found_by_name() {
        let rules = fs::read_to_string(root().join("bindings/kotlin/consumer-rules.pro")).unwrap();
        for kept in ["com.sun.jna.** { *; }", "org.peerline.core.** { *; }", "-keepattributes"] {
            assert!(rules.contains(kept), "{kept}");
        }
    }

    #[test]
    fn a_library_that_a_phone_would_not_load_says_why() {
        let good = || Elf {
            machine: ARM_64,
            page: 0x4000,
            name: Some("libpeerline.so".to_owned()),
            needs: vec!["libc.so".to_owned(), "liblog.so".to_owned()],
        };
        assert_eq!(faults_of(&good(), ARM_64), Vec::<String>::new());
        assert_eq!(faults_of(&Elf { page: 0x10000, ..good() }, ARM_64), Vec::<String>::new());
        for (bad, why) in [
            (Elf { page: 0x1000, ..good() }, "pages of 4096 bytes"),
            (Elf { machine: X86_64, ..good() }, "for the machine 62"),
            (Elf { name: None, ..good() }, "own name"),
            (Elf { needs: vec!["libsqlite3.so.0".to_owned()], ..good() }, "it needs libsqlite3.so.0"),
        ] {
            let faults = faults_of(&bad, ARM_64);
            assert!(faults.len() == 1 && faults[0].contains(why), "{faults:?}");
        }
        assert!(faults(&root().join("Cargo.toml"), ARM_64).is_err());
    }
}
