//! `cargo xtask bindings`: the Kotlin and Swift sides of the border, generated from the built library.
//!
//! They are not committed: they are made from the library that they belong to. What UniFFI writes is checked before it is put in
//! place: a type that would print its fields stops here.

use crate::house::House;
use crate::library::{self, Library};
use crate::{program, rust};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds a library and generates both sides for it: the phone's, or the tests' with the rehearsal.
pub fn run(library: Library) -> Result<bool, String> {
    let house = House::find()?;
    println!("building the library");
    library.build(&house)?;
    build_tools(&house)?;
    generate(&house, library)?;
    for made in [library.file(&house), house.kotlin_sources(), house.swift_sources()] {
        println!("{}", made.display());
    }
    Ok(true)
}

/// Builds what generates.
pub fn build_tools(house: &House) -> Result<(), String> {
    let tools =
        ["build", "--quiet", "--workspace", "--bin", "uniffi-bindgen", "--bin", "uniffi-bindgen-swift"];
    program::silent(&mut rust::cargo(house, &tools)).map(drop)
}

/// Generates both sides from a library that was built before. Files that come out the same are left as they are.
pub fn generate(house: &House, from: Library) -> Result<(), String> {
    let work = house.target.join("peerline/bindings");
    let (kotlin, swift) = (work.join("kotlin"), work.join("swift"));
    raw(house, from, &work)?;

    let source = read(&swift.join("Peerline.swift"))?;
    let kotlin_source = read(&kotlin.join("org/peerline/core/peerline.kt"))?;
    let telling = [kotlin_types_that_tell(&kotlin_source), swift_types_that_tell(&source)].concat();
    if !telling.is_empty() {
        return Err(format!(
            "these types would print their fields: {}\ngive each `#[uniffi::export(Debug, Display)]` and a place in `redacted!`",
            telling.join(", ")
        ));
    }
    fs::write(kotlin.join("org/peerline/core/peerline.kt"), nothing_escapes(&kotlin_source)?)
        .map_err(|error| format!("cannot write: {error}"))?;
    fs::write(swift.join("Redacted.swift"), mirrors(&source))
        .map_err(|error| format!("cannot write: {error}"))?;

    place(&kotlin.join("org/peerline/core/peerline.kt"), &house.kotlin_sources().join("org/peerline/core"))?;
    place(&swift.join("Peerline.swift"), &house.swift_sources())?;
    place(&swift.join("Redacted.swift"), &house.swift_sources())?;
    place(&swift.join("PeerlineFFI.h"), &house.swift_header())
}

/// What UniFFI writes for a library, `kotlin` and `swift` in a folder that is begun anew.
pub fn raw(house: &House, from: Library, folder: &Path) -> Result<(), String> {
    let library = from.file(house);
    let library = library.to_str().ok_or("the build folder's name is not text")?;
    let _ = fs::remove_dir_all(folder);
    let (kotlin, swift) = (folder.join("kotlin"), folder.join("swift"));
    bindgen(
        house,
        "uniffi-bindgen",
        &["generate", library, "--language", "kotlin", "--no-format", "--out-dir", text(&kotlin)?],
    )?;
    bindgen(house, "uniffi-bindgen-swift", &["--swift-sources", "--headers", library, text(&swift)?])
}

fn bindgen(house: &House, tool: &str, arguments: &[&str]) -> Result<(), String> {
    // It asks cargo where the library's configuration is, so it has to run in the repository.
    let mut command = Command::new(house.target.join("debug").join(tool));
    program::silent(command.args(arguments).current_dir(&house.root)).map(drop)
}

/// Types of the generated Kotlin that would print their fields: data classes without a `toString` of ours.
fn kotlin_types_that_tell(source: &str) -> Vec<String> {
    let mut telling = Vec::new();
    let lines: Vec<&str> = source.lines().collect();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = line.trim_start().strip_prefix("data class ") else { continue };
        let indent = line.len() - line.trim_start().len();
        let closing = |line: &&str| {
            line.len() - line.trim_start().len() == indent && line.trim_start().starts_with('}')
        };
        let body = lines.iter().skip(start + 1).take_while(|line| !closing(line));
        if !body.clone().any(|line| line.contains("override fun toString()")) {
            telling.push(word(name));
        }
    }
    telling
}

/// What UniFFI writes for calls into the app catches exceptions, but no errors (a full stack, no memory): those went past the border
/// as if the call had worked, and JNA wrote their text to the log. It also hands the text of what it catches over the border. Here
/// everything is caught, and its text stays behind.
///
/// # Errors
/// When UniFFI writes something else than what is replaced here.
fn nothing_escapes(kotlin: &str) -> Result<String, String> {
    let replaced = [
        ("    } catch(e: kotlin.Exception) {\n", "    } catch(e: kotlin.Throwable) {\n"),
        ("try { e.stackTraceToString() } catch(_: Throwable) { \"\" }", "e.javaClass.name"),
    ];
    replaced.iter().try_fold(kotlin.to_owned(), |source, (from, to)| match source.matches(from).count() {
        2 => Ok(source.replace(from, to)),
        _ => Err("UniFFI writes calls into the app in another way: look at `nothing_escapes`".to_owned()),
    })
}

/// Types of the generated Swift that would print their fields: structs, and enums with data, without both descriptions.
fn swift_types_that_tell(source: &str) -> Vec<String> {
    swift_types(source).into_iter().filter(|found| !found.silent).map(|found| found.name).collect()
}

/// Swift's `dump` and its debuggers read a value's mirror, not its description: this gives every type an empty one.
fn mirrors(source: &str) -> String {
    let mut file =
        String::from("// Generated with the bindings: no record shows its fields in a mirror, either.\n");
    for found in swift_types(source) {
        file += &format!(
            "\nextension {0}: CustomReflectable {{\n    public var customMirror: Mirror {{ Mirror(self, children: [:]) }}\n}}\n",
            found.name
        );
    }
    file
}

struct SwiftType {
    name: String,
    /// Both descriptions are ours.
    silent: bool,
}

/// The structs and the enums with data of the generated Swift; converters, errors and plain enums hold nothing to tell.
fn swift_types(source: &str) -> Vec<SwiftType> {
    let lines: Vec<&str> = source.lines().collect();
    let mut types = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let structure = line.strip_prefix("public struct ");
        let choice = line.strip_prefix("public enum ");
        let Some(declared) = structure.or(choice) else { continue };
        let name = word(declared);
        if name.starts_with("FfiConverter") || conforms(declared, "Error") {
            continue;
        }
        let mut body = lines.iter().skip(start + 1).take_while(|line| !line.starts_with('}'));
        if choice.is_some() && !body.any(|line| line.trim_start().starts_with("case ") && line.contains('('))
        {
            continue;
        }
        let silent = conforms(declared, "CustomDebugStringConvertible")
            && conforms(declared, "CustomStringConvertible");
        types.push(SwiftType { name, silent });
    }
    types
}

fn conforms(declared: &str, protocol: &str) -> bool {
    let Some((_, protocols)) = declared.split_once(':') else { return false };
    protocols.split([',', '{']).any(|one| one.trim().rsplit('.').next() == Some(protocol))
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn place(file: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let name: PathBuf = file.file_name().ok_or("a file without a name")?.into();
    library::copy_if_different(file, &folder.join(name))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

fn text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| "the build folder's name is not text".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kotlin_type_that_prints_its_fields_is_found() {
        let source = "
data class Silent (
    val a: String
){
    override fun toString(): String {
        return it
    }
    companion object
}
data class Telling (
    val a: String
){
    companion object
}
sealed class Choice {
    data class Loud(
        val a: String) : Choice()
    {
        companion object
    }
    override fun toString(): String {
        return it
    }
}
";
        assert_eq!(kotlin_types_that_tell(source), ["Telling", "Loud"]);
    }

    #[test]
    fn calls_into_the_app_let_nothing_escape_and_a_change_of_theirs_is_noticed() {
        let one = "    } catch(e: kotlin.Exception) {\n val err = try { e.stackTraceToString() } catch(_: Throwable) { \"\" }\n";
        let made = nothing_escapes(&one.repeat(2)).unwrap();
        assert!(!made.contains("kotlin.Exception") && !made.contains("stackTrace"));
        assert!(nothing_escapes(one).is_err());
        assert!(nothing_escapes("").is_err());
    }

    #[test]
    fn a_swift_type_that_prints_its_fields_is_found_and_every_one_gets_an_empty_mirror() {
        let source = "
public struct Silent: Equatable, Hashable, CustomDebugStringConvertible, CustomStringConvertible {
}
public struct Telling: Equatable, Hashable {
}
public enum Plain: Equatable {
    case one
}
public enum Choice: Equatable, CustomStringConvertible {
    case one
    case full(secret: String
    )
}
public enum Wrong: Swift.Error, Equatable {
    case fault(place: UInt32
    )
}
public struct FfiConverterTypeSilent: FfiConverterRustBuffer {
}
";
        assert_eq!(swift_types_that_tell(source), ["Telling", "Choice"]);
        let mirrors = mirrors(source);
        assert_eq!(mirrors.matches("extension").count(), 3);
        assert!(!mirrors.contains("Wrong") && !mirrors.contains("FfiConverter"));
    }
}
