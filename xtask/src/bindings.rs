//! `cargo xtask bindings`: the Kotlin and Swift sides of the border, generated from the built library.
//!
//! They are not committed: they are made from the library that they belong to. What UniFFI writes is checked before it is put in
//! place: a type that would print its fields stops here.

use crate::house::House;
use crate::library::{self, Library};
use crate::{program, rust};
use std::collections::BTreeMap;
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
    let kotlin_source = kotlin_redacted(&read(&kotlin.join("org/peerline/core/peerline.kt"))?);
    let telling = kotlin_types_that_tell(&kotlin_source);
    if !telling.is_empty() {
        return Err(format!("these types would print their fields: {}", telling.join(", ")));
    }
    fs::write(kotlin.join("org/peerline/core/peerline.kt"), nothing_escapes(&kotlin_source)?)
        .map_err(|error| format!("cannot write: {error}"))?;
    fs::write(swift.join("Redacted.swift"), swift_redacted(&source))
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

/// Gives every data class, and every sealed class with its cases, a `toString` that is its name alone. UniFFI could have the library
/// say it, which took a quarter of a megabyte for two hundred calls that only say a name.
fn kotlin_redacted(source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let mut ends: BTreeMap<usize, String> = BTreeMap::new();
    // The sealed class that a line lies in: its cases print its name.
    let mut around: Option<(usize, String)> = None;
    for (start, line) in lines.iter().enumerate() {
        if around.as_ref().is_some_and(|(end, _)| *end < start) {
            around = None;
        }
        let Some(name) = kotlin_class(line) else { continue };
        let Some(end) = end_of_block(&lines, start) else { continue };
        let shown = around.as_ref().map_or_else(|| name.clone(), |(_, sealed)| sealed.clone());
        ends.insert(end, shown);
        if line.starts_with("sealed class ") {
            around = Some((end, name));
        }
    }
    let mut redacted = String::with_capacity(source.len());
    for (place, line) in lines.iter().enumerate() {
        if let Some(name) = ends.get(&place) {
            redacted += &format!("    override fun toString(): String = \"[{name}]\"\n");
        }
        redacted += line;
        // `override` is a word of Kotlin's only in some places: after a bare `companion object` it would be that object's name.
        if line.trim() == "companion object" {
            redacted += " {}";
        }
        redacted.push('\n');
    }
    redacted
}

/// The name of a class that would print its fields, or whose cases would. Errors are no such class: they hold numbers and reasons.
fn kotlin_class(line: &str) -> Option<String> {
    let declared = line.trim_start();
    let data = declared.strip_prefix("data class ");
    let sealed = declared.strip_prefix("sealed class ").filter(|rest| !rest.contains("Exception"));
    data.or(sealed).map(word)
}

/// The line that closes what begins in line `start`.
fn end_of_block(lines: &[&str], start: usize) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let closes = |line: &str| line.trim_start().starts_with('}') && indent(line) == indent(lines[start]);
    (start + 1..lines.len()).find(|place| closes(lines[*place]))
}

/// Types of the generated Kotlin that would print their fields: data classes without a `toString` of ours.
fn kotlin_types_that_tell(source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let classes = lines.iter().enumerate().filter(|(_, line)| line.trim_start().starts_with("data class "));
    classes
        .filter(|(start, _)| {
            let body = *start + 1..end_of_block(&lines, *start).unwrap_or(*start + 1);
            !lines[body].iter().any(|line| line.contains("override fun toString()"))
        })
        .filter_map(|(_, line)| kotlin_class(line))
        .collect()
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

/// What Swift prints of every type is its name alone: in both descriptions, and, for `dump` and debuggers, in a mirror without children.
fn swift_redacted(source: &str) -> String {
    let mut file = String::from(
        "// Generated with the bindings: no record shows its fields, in no way of printing it.\n",
    );
    for name in swift_types(source) {
        file += &format!(
            "
extension {name}: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {{
    public var description: String {{ \"[{name}]\" }}
    public var debugDescription: String {{ description }}
    public var customMirror: Mirror {{ Mirror(self, children: [:]) }}
}}
"
        );
    }
    file
}

/// The structs and the enums with data of the generated Swift; converters, errors and plain enums hold nothing to tell.
fn swift_types(source: &str) -> Vec<String> {
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
        types.push(name);
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

    const KOTLIN: &str = "
data class Record (
    val a: String
){
    companion object
}
sealed class Choice {
    object Nothing : Choice()
    data class Full(
        val a: String) : Choice()
    {
        companion object
    }
    companion object
}
sealed class PeerlineException: kotlin.Exception() {
    class Fault(
        val place: UInt) : PeerlineException() {
        override val message
            get() = \"place\"
    }
}
data class After (
    val a: String
){
    companion object
}
";

    #[test]
    fn every_kotlin_type_with_content_prints_its_name_and_a_case_that_of_its_choice() {
        assert_eq!(kotlin_types_that_tell(KOTLIN), ["Record", "Full", "After"]);
        let redacted = kotlin_redacted(KOTLIN);
        assert_eq!(kotlin_types_that_tell(&redacted), Vec::<String>::new());
        let said: Vec<_> = redacted.lines().filter(|line| line.contains("toString")).collect();
        let says = |name: &str| format!("    override fun toString(): String = \"[{name}]\"");
        assert_eq!(said, [says("Record"), says("Choice"), says("Choice"), says("After")]);
        let bare = redacted.lines().position(|line| line.trim() == "companion object");
        assert_eq!(bare, None, "the word after it would be its name");
        let without: Vec<_> = redacted.lines().filter(|line| !line.contains("toString")).collect();
        let as_it_was = KOTLIN.replace("companion object", "companion object {}");
        assert_eq!(without, as_it_was.lines().collect::<Vec<_>>(), "nothing else has changed");
    }

    #[test]
    fn a_kotlin_type_of_a_form_that_is_not_known_is_found() {
        let odd = kotlin_redacted("data class Odd(val a: String)\n");
        assert_eq!(kotlin_types_that_tell(&odd), ["Odd"]);
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
    fn every_swift_type_with_content_prints_its_name_and_has_an_empty_mirror() {
        let source = "
public struct Record: Equatable, Hashable {
}
public enum Plain: Equatable {
    case one
}
public enum Choice: Equatable {
    case one
    case full(secret: String
    )
}
public enum Wrong: Swift.Error, Equatable {
    case fault(place: UInt32
    )
}
public struct FfiConverterTypeRecord: FfiConverterRustBuffer {
}
";
        assert_eq!(swift_types(source), ["Record", "Choice"]);
        let redacted = swift_redacted(source);
        assert_eq!(redacted.matches("extension").count(), 2);
        for kind in ["CustomStringConvertible", "CustomDebugStringConvertible", "CustomReflectable"] {
            assert_eq!(redacted.matches(kind).count(), 2, "{kind}");
        }
        assert!(redacted.contains("description: String { \"[Choice]\" }"));
    }
}
