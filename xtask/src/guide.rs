//! `cargo xtask guide`: the code in `docs/integrating.md` is that of the Kotlin and Swift suites, letter for letter.
//!
//! A part of a source file stands between `// region NAME` and `// endregion`. On the page a line
//! `<!-- FILE: NAME -->` stands above the block that shows it. Code that no suite compiles cannot get onto the page.

use crate::house::House;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The page, and the files whose parts it shows: each part at least once.
const PAGE: &str = "docs/integrating.md";
const SOURCES: [&str; 6] = [
    "bindings/kotlin/src/test/kotlin/org/peerline/guide/SmallApp.kt",
    "bindings/kotlin/src/test/kotlin/org/peerline/guide/SampleKeys.kt",
    "bindings/kotlin/src/test/kotlin/org/peerline/guide/SmallAppTest.kt",
    "bindings/swift/Tests/PeerlineTests/Guide/SmallApp.swift",
    "bindings/swift/Tests/PeerlineTests/Guide/SampleKeys.swift",
    "bindings/swift/Tests/PeerlineTests/Guide/SmallAppTests.swift",
];

/// Writes the code onto the page.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    let page = read(&house.root, PAGE)?;
    let filled = filled(&page, &parts_of(&house.root)?)?;
    if filled == page {
        println!("{PAGE} shows the code as it is");
    } else {
        fs::write(house.root.join(PAGE), filled).map_err(|error| format!("cannot write {PAGE}: {error}"))?;
        println!("{PAGE} was written anew");
    }
    Ok(true)
}

/// Every part by `FILE: NAME`.
type Parts = BTreeMap<String, String>;

fn parts_of(root: &Path) -> Result<Parts, String> {
    let mut all = Parts::new();
    for file in SOURCES {
        for (name, text) in parts(&read(root, file)?).map_err(|why| format!("{file}: {why}"))? {
            all.insert(format!("{file}: {name}"), text);
        }
    }
    Ok(all)
}

/// The parts of a source file, without the indentation that all their lines share.
fn parts(source: &str) -> Result<Parts, String> {
    let mut found = Parts::new();
    let mut open: Option<(String, Vec<&str>)> = None;
    for line in source.lines() {
        let told = line.trim();
        if let Some(name) = told.strip_prefix("// region ") {
            if let Some((name, _)) = open.replace((name.to_owned(), Vec::new())) {
                return Err(format!("`{name}` has no end"));
            }
        } else if told == "// endregion" {
            let (name, lines) = open.take().ok_or("an end without a beginning")?;
            if found.insert(name.clone(), outdented(&lines)).is_some() {
                return Err(format!("`{name}` is there twice"));
            }
        } else if let Some((_, lines)) = &mut open {
            lines.push(line);
        }
    }
    match open {
        Some((name, _)) => Err(format!("`{name}` has no end")),
        None => Ok(found),
    }
}

fn outdented(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line.get(shared..).unwrap_or_default())).collect()
}

/// The page with every block as its part is now.
///
/// # Errors
/// A block of Kotlin or Swift without a line that says where it is from, a part that is not there, a part that is shown nowhere.
fn filled(page: &str, parts: &Parts) -> Result<String, String> {
    let mut text = String::new();
    let mut shown = BTreeSet::new();
    let mut lines = page.lines();
    let mut from: Option<&str> = None;
    while let Some(line) = lines.next() {
        text += line;
        text.push('\n');
        let language = line.trim().strip_prefix("```").filter(|language| !language.is_empty());
        if let Some(language) = language {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
            match from.take() {
                Some(name) => {
                    text += parts.get(name).ok_or_else(|| format!("there is no part `{name}`"))?;
                    shown.insert(name);
                }
                None if ["kotlin", "swift"].contains(&language) => {
                    return Err(format!("code that no suite compiles: {}", inside.join(" ")));
                }
                None => inside.iter().for_each(|line| {
                    text += line;
                    text.push('\n');
                }),
            }
            text += "```\n";
        } else if let Some(name) =
            line.trim().strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"))
        {
            from = name.contains(": ").then_some(name);
        }
    }
    match parts.keys().find(|name| !shown.contains(name.as_str())) {
        Some(name) => Err(format!("`{name}` is shown nowhere")),
        None => Ok(text),
    }
}

fn read(root: &Path, file: &str) -> Result<String, String> {
    fs::read_to_string(root.join(file)).map_err(|error| format!("cannot read {file}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    #[test]
    fn the_code_on_the_page_is_that_of_the_suites() {
        let page = read(root(), PAGE).unwrap();
        let filled = filled(&page, &parts_of(root()).unwrap()).unwrap();
        let different = page.lines().zip(filled.lines()).find(|(page, source)| page != source);
        assert!(
            page == filled,
            "run `cargo xtask guide`; the first difference (page, source): {different:?}"
        );
    }

    #[test]
    fn the_page_names_the_versions_that_there_are() {
        let page = read(root(), PAGE).unwrap();
        let pom = read(root(), "bindings/kotlin/pom.xml").unwrap();
        let of_pom = |name: &str| {
            pom.split_once(&format!("<{name}>")).unwrap().1.split("</").next().unwrap().to_owned()
        };
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(of_pom("version"), version);
        let named = [
            format!("org.peerline:peerline-core:{version}@aar"),
            format!("org.peerline:peerline-rehearsal:{version}@aar"),
            format!("net.java.dev.jna:jna:{}@aar", of_pom("jna.version")),
            format!("org.jetbrains.kotlinx:kotlinx-coroutines-android:{}", of_pom("coroutines.version")),
        ];
        for name in named {
            assert!(page.contains(&name), "{name}");
        }
        let package = read(root(), "bindings/swift/Package.swift").unwrap();
        assert!(package.contains(".iOS(.v17), .macOS(.v14)") && page.contains("iOS 17, macOS 14"));
    }

    #[test]
    fn every_link_on_the_page_leads_somewhere() {
        let page = read(root(), PAGE).unwrap();
        let links: Vec<&str> =
            page.split("](").skip(1).map(|rest| rest.split(')').next().unwrap_or_default()).collect();
        assert!(links.len() > 5, "{links:?}");
        for link in links {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let text = read(root(), &format!("docs/{file}")).unwrap();
            let heading = |line: &&str| {
                line.starts_with('#')
                    && line.trim_start_matches(['#', ' ']).to_lowercase().replace(' ', "-") == place
            };
            assert!(place.is_empty() || text.lines().any(|line| heading(&line)), "{link}");
        }
        // Files that are named in passing, with `...` for the folders between.
        let of_a_shell = |part: &&str| part.starts_with("android-demo/") || part.starts_with("ios-demo/");
        for named in page.split('`').filter(of_a_shell).filter(|part| !part.ends_with('/')) {
            let name = named.rsplit('/').next().unwrap();
            let shell = named.split('/').next().unwrap();
            assert!(is_below(&root().join(shell), name), "{named}");
        }
    }

    fn is_below(folder: &Path, name: &str) -> bool {
        fs::read_dir(folder).unwrap().flatten().any(|entry| match entry.path() {
            path if path.is_dir() && !path.ends_with("target") => is_below(&path, name),
            path => path.file_name().is_some_and(|file| file == name),
        })
    }

    #[test]
    fn a_page_gets_its_code_and_nothing_else() {
        let source = "class A {\n    // region open\n    val a = 1\n        b()\n\n    // endregion\n}\n";
        let parts: Parts =
            parts(source).unwrap().into_iter().map(|(name, text)| (format!("A.kt: {name}"), text)).collect();
        let page = "Text.\n<!-- A.kt: open -->\n```kotlin\nold\n```\n```sh\nls\n```\n";
        let made = filled(page, &parts).unwrap();
        assert_eq!(
            made,
            "Text.\n<!-- A.kt: open -->\n```kotlin\nval a = 1\n    b()\n\n```\n```sh\nls\n```\n"
        );
        assert_eq!(filled(&made, &parts).unwrap(), made);
    }

    #[test]
    fn code_from_nowhere_and_parts_without_an_end_or_a_place_are_refused() {
        let none = Parts::new();
        assert!(filled("```swift\nlet a = 1\n```\n", &none).is_err());
        assert!(filled("<!-- A.kt: open -->\n```kotlin\n```\n", &none).is_err());
        assert!(filled("Text.\n", &Parts::from([("A.kt: open".to_owned(), String::new())])).is_err());
        for source in ["// region a\n", "// endregion\n", "// region a\n// region b\n// endregion\n"] {
            assert!(parts(source).is_err(), "{source}");
        }
    }
}
