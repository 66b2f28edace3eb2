//! `cargo xtask api`: what apps see of Peerline in Kotlin and Swift, as committed text, one declaration a line.
//!
//! A change of the border is a change for everybody who builds an app. It shows as a difference of `bindings/kotlin/api.txt` and
//! `bindings/swift/api.txt`, and what it means for the version is worked out from it.

use crate::house::House;
use crate::library::Library;
use crate::source::{Declared, declared, parameters, word};
use crate::tally::{Ending, Tally};
use crate::{bindings, program, rust};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Compares, or accepts what there is.
pub fn run(accept: bool) -> Result<bool, String> {
    let house = House::find()?;
    if !accept {
        return Ok(matches!(suite(&house)?, Ending::Ran(tally) if tally.failed == 0));
    }
    for (language, lines) in surfaces(&house)? {
        let file = language.file(&house);
        let text = format!("{}\n{}\n", language.title(), lines.join("\n"));
        fs::write(&file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
        println!("{}: {} declarations", file.display(), lines.len());
    }
    Ok(true)
}

/// What apps see is what was committed, in both languages; a difference is told with what it means.
pub fn suite(house: &House) -> Result<Ending, String> {
    let mut tally = Tally::default();
    for (language, lines) in surfaces(house)? {
        let file = language.file(house);
        let committed = fs::read_to_string(&file).unwrap_or_default();
        let committed: Vec<&str> = committed.lines().filter(|line| !line.starts_with('#')).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let difference = Difference::between(&committed, &lines);
        if let Some(told) = difference.told(&version(house)?) {
            println!("{} is not what apps see now:\n{told}", file.display());
        }
        tally += Tally::of(difference.is_none());
    }
    Ok(Ending::Ran(tally))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Kotlin,
    Swift,
}

impl Language {
    fn file(self, house: &House) -> PathBuf {
        let folder = match self {
            Self::Kotlin => "bindings/kotlin",
            Self::Swift => "bindings/swift",
        };
        house.root.join(folder).join("api.txt")
    }

    fn title(self) -> &'static str {
        match self {
            Self::Kotlin => {
                "# What apps see of Peerline in Kotlin, package org.peerline.core. `cargo xtask api --accept` writes it."
            }
            Self::Swift => {
                "# What apps see of Peerline in Swift, module Peerline. `cargo xtask api --accept` writes it."
            }
        }
    }
}

/// What apps see of the phone's library, sorted. It is generated aside: the suites' own sources are those of the tests' library.
fn surfaces(house: &House) -> Result<[(Language, Vec<String>); 2], String> {
    Library::Phone.build(house)?;
    bindings::build_tools(house)?;
    let aside = house.target.join("peerline/api");
    bindings::raw(house, Library::Phone, &aside)?;
    let read = |path: PathBuf| {
        fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))
    };
    let own = |path: &str| read(house.root.join("bindings").join(path));
    let mut kotlin = kotlin(&read(aside.join("kotlin/org/peerline/core/peerline.kt"))?);
    kotlin.extend(self::kotlin(&own("kotlin/src/main/kotlin/org/peerline/core/Cancellable.kt")?));
    let mut swift = swift(&read(aside.join("swift/Peerline.swift"))?);
    swift.extend(self::swift(&own("swift/Sources/Peerline/Cancellable.swift")?));
    Ok([(Language::Kotlin, kotlin), (Language::Swift, swift)].map(|(language, mut lines)| {
        lines.sort();
        lines.dedup();
        (language, lines)
    }))
}

/// The version that the workspace has.
fn version(house: &House) -> Result<String, String> {
    let told = program::silent(&mut rust::cargo(
        house,
        &["metadata", "--no-deps", "--format-version=1", "--offline"],
    ))?;
    let told: serde_json::Value = serde_json::from_str(&told).map_err(|error| error.to_string())?;
    let packages = told["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = packages.iter().find(|package| package["name"] == "peerline-ffi");
    let version = found.and_then(|package| package["version"].as_str());
    Ok(version.ok_or("cargo metadata knows no peerline-ffi")?.to_owned())
}

/// What was there and is not, and what is there and was not.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    removed: Vec<String>,
    added: Vec<String>,
    breaking: bool,
}

impl Difference {
    fn between(before: &[&str], now: &[&str]) -> Self {
        let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
            (before.iter().copied().collect(), now.iter().copied().collect());
        let only = |these: &BTreeSet<&str>, those: &BTreeSet<&str>| -> Vec<String> {
            these.difference(those).map(|line| (*line).to_owned()).collect()
        };
        let (removed, added) = (only(&old, &new), only(&new, &old));
        let known: BTreeSet<&str> = old.iter().map(|line| owner(line)).collect();
        let breaking = !removed.is_empty()
            || added.iter().any(|line| known.contains(owner(line)) && asks_something_of_apps(line));
        Self { removed, added, breaking }
    }

    fn is_none(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }

    /// The difference, how to accept it, and which version comes next; none if there is none.
    fn told(&self, version: &str) -> Option<String> {
        if self.is_none() {
            return None;
        }
        let lines = |mark: &str, lines: &[String]| -> String {
            lines.iter().map(|line| format!("  {mark} {line}\n")).collect()
        };
        let means = if self.breaking {
            "An app that was built before may not build any more, or may lack what is asked of it"
        } else {
            "It only adds: apps that were built before go on"
        };
        Some(format!(
            "{}{}{means}: after {version} comes {}.\nIf it is meant: `cargo xtask api --accept`, in the same commit, with the version if {version} was released.",
            lines("-", &self.removed),
            lines("+", &self.added),
            next(version, self.breaking),
        ))
    }
}

/// The type, or the function, that a line speaks of.
fn owner(line: &str) -> &str {
    line.split(": ").next().unwrap_or_default()
}

/// Whether one more of it in something that was there breaks apps: a case that no `when` or `switch` has, a field that nobody fills, a
/// call that an app has to answer.
fn asks_something_of_apps(line: &str) -> bool {
    match word(line) {
        "enum" | "error" => true,
        "record" => !line.contains(" = "),
        "implemented" => true,
        _ => false,
    }
}

/// The semantic version that follows.
fn next(version: &str, breaking: bool) -> String {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor, patch) =
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match (major, breaking) {
        (0, true) => format!("0.{}.0", minor + 1),
        (0, false) => format!("0.{minor}.{}", patch + 1),
        (_, true) => format!("{}.0.0", major + 1),
        (_, false) => format!("{major}.{}.0", minor + 1),
    }
}

/// What UniFFI makes for itself and apps have no use for.
const INNER: [&str; 9] = [
    "Uniffi",
    "uniffi",
    "Ffi",
    "RustBuffer",
    "withHandle",
    "noHandle",
    "NoHandle",
    "unsafeFromHandle",
    "Disposable",
];

fn inner(name: &str) -> bool {
    INNER.iter().any(|inner| name.contains(inner))
}

fn kotlin(source: &str) -> Vec<String> {
    let all: Vec<Declared> = declared(source).into_iter().map(kotlin_plain).collect();
    // An interface that a class of ours implements is not one for apps to implement.
    let of_objects: BTreeSet<String> = all
        .iter()
        .filter_map(|one| one.head.strip_prefix("class "))
        .filter(|name| !word(name).ends_with("Impl"))
        .map(|name| format!("{}Interface", word(name)))
        .collect();
    let mut lines = Vec::new();
    for Declared { head, body } in &all {
        let body = || declared(body.as_deref().unwrap_or_default()).into_iter().map(kotlin_plain);
        let declares = |kind: &str| head.strip_prefix(kind).map(word).filter(|name| !inner(name));
        if let Some(name) = declares("interface ") {
            let functions = body().map(|one| one.head).filter(|head| is_function(head));
            match of_objects.contains(name) {
                true => {
                    let name = name.trim_end_matches("Interface");
                    lines.extend(functions.map(|head| format!("object {name}: {head}")));
                }
                false => lines.extend(functions.map(|head| format!("implemented {name}: {head}"))),
            }
        } else if let Some(name) = declares("data class ") {
            lines.extend(fields(head).map(|field| format!("record {name}: {field}")));
        } else if let Some(name) = declares("enum class ") {
            let cases = body().take_while(|one| !one.head.starts_with("companion"));
            lines.extend(cases.map(|one| format!("enum {name}: {}", one.head.trim_end_matches(','))));
        } else if let Some(name) = declares("sealed class ") {
            let kind = if head.contains("Exception()") { "error" } else { "enum" };
            for case in body() {
                let declares =
                    ["object ", "data class ", "class "].iter().find_map(|kind| case.head.strip_prefix(kind));
                if let Some(case_name) = declares.map(word).filter(|_| !case.head.contains("companion")) {
                    let fields: Vec<String> = if case.head.starts_with("object") {
                        Vec::new()
                    } else {
                        fields(&case.head).collect()
                    };
                    lines.push(format!("{kind} {name}: {case_name}({})", fields.join(", ")));
                }
            }
        } else if let Some(name) = declares("class ").filter(|name| !name.ends_with("Impl")) {
            lines.push(format!("object {name}"));
            for member in body() {
                if member.head.starts_with("constructor") && !inner(&member.head) {
                    lines.push(format!(
                        "object {name}: {}",
                        member.head.split(" :").next().unwrap_or_default()
                    ));
                }
                if member.head.starts_with("companion object") {
                    let made =
                        declared(member.body.as_deref().unwrap_or_default()).into_iter().map(kotlin_plain);
                    let made = made.map(|one| one.head).filter(|head| is_function(head));
                    lines.extend(made.map(|head| format!("object {name}: companion {head}")));
                }
            }
        } else if is_function(head) {
            lines.push(head.clone());
        }
    }
    lines
}

fn is_function(head: &str) -> bool {
    (head.starts_with("fun ") || head.starts_with("suspend fun ")) && !inner(head)
}

fn fields(head: &str) -> impl Iterator<Item = String> {
    parameters(head).unwrap_or_default().into_iter().map(|field| field.trim_start_matches("val ").to_owned())
}

/// Without what does not matter to an app.
fn kotlin_plain(one: Declared) -> Declared {
    let mut head = one.head.replace('`', "").replace("kotlin.", "").replace(" ,", ",");
    for word in
        ["public ", "open ", "@Throws(PeerlineException::class)", "@Throws(CancellationException::class)"]
    {
        head = head.trim_start_matches(word).trim_start().to_owned();
    }
    while let Some(rest) = head.strip_prefix("@") {
        // Another annotation, up to its closing parenthesis.
        head = rest.split_once(") ").map_or(String::new(), |(_, rest)| rest.trim_start().to_owned());
    }
    let head = head.replace("override ", "").trim_end_matches(['=', ' ']).to_owned();
    Declared { head, body: one.body }
}

fn swift(source: &str) -> Vec<String> {
    // `public` may stand on a line of its own.
    let source = source.replace("public \nenum", "public enum");
    let all = declared(&source);
    let objects: BTreeSet<&str> = all
        .iter()
        .filter_map(|one| one.head.strip_prefix("open class "))
        .map(word)
        .filter(|name| !name.ends_with("Impl"))
        .collect();
    let mut lines = Vec::new();
    for Declared { head, body } in &all {
        let body =
            || declared(body.as_deref().unwrap_or_default()).into_iter().map(|one| swift_plain(&one.head));
        let declares = |kind: &str| head.strip_prefix(kind).map(word).filter(|name| !inner(name));
        if let Some(name) = declares("public protocol ") {
            if !objects.contains(name.trim_end_matches("Protocol")) {
                let functions = body().filter(|head| head.starts_with("func "));
                lines.extend(functions.map(|head| format!("implemented {name}: {head}")));
            }
        } else if let Some(name) = declares("open class ").filter(|name| !name.ends_with("Impl")) {
            lines.push(format!("object {name}"));
            lines.extend(members(body()).map(|head| format!("object {name}: {head}")));
        } else if let Some(name) = declares("extension ") {
            lines.extend(members(body()).map(|head| format!("object {name}: {head}")));
        } else if let Some(name) = declares("public struct ") {
            let made = body().find(|head| head.starts_with("init(")).unwrap_or_default();
            let fields = parameters(&made).unwrap_or_default();
            lines.extend(fields.iter().map(|field| format!("record {name}: {field}")));
        } else if let Some(name) = declares("public enum ") {
            let kind = if head.contains("Swift.Error") { "error" } else { "enum" };
            let cases = body().filter_map(|head| head.strip_prefix("case ").map(str::to_owned));
            lines.extend(cases.map(|case| format!("{kind} {name}: {case}")));
        } else if head.starts_with("public func ") && !inner(head) {
            lines.push(swift_plain(head));
        }
    }
    lines
}

fn members(heads: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    let begins = ["func ", "static func ", "init(", "convenience init("];
    heads.filter(move |head| begins.iter().any(|begin| head.starts_with(begin)) && !inner(head))
}

/// Without what does not matter to an app.
fn swift_plain(head: &str) -> String {
    let mut head = head.replace('`', "").replace(")throws", ") throws").replace(")async", ") async");
    for word in ["required ", "public ", "open "] {
        head = head.trim_start_matches(word).to_owned();
    }
    head.replace("( ", "(").replace(" )", ")").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kotlin_shows_what_apps_use_and_no_inner_part_of_the_bindings() {
        let source = r#"
public interface LimitsInterface {
    /** Accepts. */
    fun `accept`(`shown`: kotlin.ByteArray, `start`: kotlin.UInt = 0u)
    companion object
}
open class Limits: Disposable, AutoCloseable, LimitsInterface
{
    @Suppress("UNUSED_PARAMETER")
    constructor(withHandle: UniffiWithHandle, handle: Long) { this.handle = handle }
    constructor() :
        this(UniffiWithHandle, 1L)
    @Throws(PeerlineException::class)override fun `accept`(`shown`: kotlin.ByteArray, `start`: kotlin.UInt)
        = callWithHandle { it }
    companion object {
        @Throws(PeerlineException::class) fun `open`(`folder`: kotlin.String, `ear`: Listener? = null): Limits {
            return x
        }
    }
}
public interface Listener {
    fun `changed`(`topic`: Changed)
    companion object
}
open class ListenerImpl: Disposable, AutoCloseable, Listener {}
data class Wake (
    /** In how many seconds. */
    val `afterS`: kotlin.UInt
    ,
    val `wishes`: List<Wish> = listOf()
){
    override fun toString(): String { return "" }
    companion object
}
enum class Wish {
    CALL,
    TEXT;
    companion object
}
sealed class Stage {
    object Sending : Stage()
    data class Waiting(
        val `round`: kotlin.UByte) : Stage()
    {
        companion object
    }
}
sealed class PeerlineException: kotlin.Exception() {
    class Vault(
        val `reason`: VaultError
        ) : PeerlineException() {
        override val message
            get() = "reason=${ `reason` }"
    }
    companion object ErrorHandler : UniffiRustCallStatusErrorHandler<PeerlineException> {}
}
public object FfiConverterTypeWake: FfiConverterRustBuffer<Wake> {}
internal fun uniffiCheck() {}
@Throws(PeerlineException::class) fun `words`(`language`: kotlin.String): Map<kotlin.String, kotlin.String> {
    return x
}
"#;
        assert_eq!(
            kotlin(source),
            [
                "object Limits: fun accept(shown: ByteArray, start: UInt = 0u)",
                "object Limits",
                "object Limits: constructor()",
                "object Limits: companion fun open(folder: String, ear: Listener? = null): Limits",
                "implemented Listener: fun changed(topic: Changed)",
                "record Wake: afterS: UInt",
                "record Wake: wishes: List<Wish> = listOf()",
                "enum Wish: CALL",
                "enum Wish: TEXT",
                "enum Stage: Sending()",
                "enum Stage: Waiting(round: UByte)",
                "error PeerlineException: Vault(reason: VaultError)",
                "fun words(language: String): Map<String, String>",
            ]
        );
    }

    #[test]
    fn swift_shows_what_apps_use_and_no_inner_part_of_the_bindings() {
        let source = "
public protocol LimitsProtocol: AnyObject, Sendable {
    func accept(shown: Data) throws
}
open class Limits: LimitsProtocol, @unchecked Sendable {
    public struct NoHandle { public init() {} }
    required public init(unsafeFromHandle handle: UInt64) { self.handle = handle }
    public init(noHandle: NoHandle) { self.handle = 0 }
public convenience init() {
}
public static func `open`(folder: String, listener: Listener? = nil)throws  -> Limits  {
}
open func accept(shown: Data, start: UInt32 = UInt32(0))throws   {try f() {
    }
}
open func run(budget: Budget)async throws  -> Report  {
}
}
public protocol Listener: AnyObject, Sendable {
    func changed(topic: Changed) throws
}
open class ListenerImpl: Listener, @unchecked Sendable {
}
public struct Wake: Equatable {
    public let afterS: UInt32
    public init(
        /**
         * In how many seconds.
         */afterS: UInt32,
        wishes: [Wish] = []) {
    }
}
#if compiler(>=6)
extension Wake: Sendable {}
#endif
public enum Stage: Equatable {
    case sending
    case waiting(
        round: UInt8
    )
public var description: String { return \"\" }
}
public \nenum PeerlineError: Swift.Error {
    case Vault(reason: VaultError
    )
}
public struct FfiConverterTypeWake: FfiConverterRustBuffer {}
public func words(language: String)throws  -> [String: String]  {
}
public func FfiConverterTypeWake_lift(_ buf: RustBuffer) throws -> Wake {}
private func uniffiTraitInterfaceCall() {}
";
        assert_eq!(
            swift(source),
            [
                "object Limits",
                "object Limits: convenience init()",
                "object Limits: static func open(folder: String, listener: Listener? = nil) throws -> Limits",
                "object Limits: func accept(shown: Data, start: UInt32 = UInt32(0)) throws",
                "object Limits: func run(budget: Budget) async throws -> Report",
                "implemented Listener: func changed(topic: Changed) throws",
                "record Wake: afterS: UInt32",
                "record Wake: wishes: [Wish] = []",
                "enum Stage: sending",
                "enum Stage: waiting(round: UInt8)",
                "error PeerlineError: Vault(reason: VaultError)",
                "func words(language: String) throws -> [String: String]",
            ]
        );
    }

    #[test]
    fn what_is_gone_or_asks_something_of_apps_breaks_them_and_what_only_adds_does_not() {
        let before =
            ["enum Wish: CALL", "implemented Listener: fun changed()", "object A: fun a()", "record R: a: X"];
        let with = |line: &'static str| Difference::between(&before, &[&before[..], &[line]].concat());
        for (line, breaking) in [
            ("object A: fun b()", false),
            ("fun c()", false),
            ("enum Other: ONE", false),
            ("record R: b: Y = none", false),
            ("record R: b: Y", true),
            ("record New: b: Y", false),
            ("enum Wish: TEXT", true),
            ("implemented Listener: fun other()", true),
        ] {
            assert_eq!(with(line).breaking, breaking, "{line}");
        }
        assert!(Difference::between(&before, &before[1..]).breaking);
        assert!(Difference::between(&before, &before).is_none());
    }

    #[test]
    fn a_difference_says_what_it_is_how_to_accept_it_and_which_version_comes_next() {
        let told = Difference::between(&["fun a()"], &["fun b()"]).told("0.1.0").unwrap();
        for part in ["- fun a()", "+ fun b()", "0.2.0", "cargo xtask api --accept"] {
            assert!(told.contains(part), "{told}");
        }
        assert!(
            Difference::between(&["fun a()"], &["fun a()", "fun b()"])
                .told("1.2.3")
                .unwrap()
                .contains("1.3.0")
        );
        assert_eq!(Difference::between(&["fun a()"], &["fun a()"]).told("1.2.3"), None);
        for (version, breaking, expected) in [
            ("0.1.0", true, "0.2.0"),
            ("0.1.0", false, "0.1.1"),
            ("1.2.3", true, "2.0.0"),
            ("1.2.3", false, "1.3.0"),
        ] {
            assert_eq!(next(version, breaking), expected);
        }
    }
}
