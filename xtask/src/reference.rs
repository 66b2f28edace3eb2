//! `cargo xtask reference`: every type and call of the phone's library, as pages: Dokka for Kotlin, DocC for Swift.
//!
//! The sentences are the docstrings of `bindings/ffi/src`, which UniFFI carries over.

use crate::house::House;
use crate::library::Library;
use crate::{bindings, kotlin, program, swift};
use std::fs;
use std::path::Path;

/// Makes both, into `target/reference`; says in one line what is missing for one of them.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    let folder = house.target.join("reference");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    println!("building the phone's library");
    Library::Phone.build(&house)?;
    bindings::build_tools(&house)?;
    bindings::generate(&house, Library::Phone)?;
    let mut sound = true;
    for (name, made) in [("Kotlin", of_kotlin(&house, &folder)), ("Swift", of_swift(&house, &folder))] {
        match made {
            Ok(page) => println!("{name}: {page}"),
            Err(missing) => {
                println!("!! SKIPPED: the reference for {name}: {missing}");
                sound &= !crate::house::nothing_may_be_skipped();
            }
        }
    }
    Ok(sound)
}

fn of_kotlin(house: &House, folder: &Path) -> Result<String, String> {
    if let Some(missing) = kotlin::missing() {
        return Err(missing);
    }
    let page = folder.join("kotlin");
    program::silent(&mut kotlin::dokka(house, &page))?;
    Ok(page.join("index.html").display().to_string())
}

/// The compiler says what there is, DocC makes pages of it.
fn of_swift(house: &House, folder: &Path) -> Result<String, String> {
    if let Some(missing) = swift::prepare(house)? {
        return Err(missing);
    }
    let (symbols, page) = (folder.join("swift-symbols"), folder.join("swift"));
    for folder in [&symbols, &page] {
        let _ = fs::remove_dir_all(folder);
    }
    fs::create_dir_all(&symbols).map_err(|error| format!("cannot make {}: {error}", symbols.display()))?;
    let mut build = swift::swift(house, "bindings/swift", "build", Library::Phone);
    build.args([
        "--target",
        "Peerline",
        "-Xswiftc",
        "-emit-symbol-graph",
        "-Xswiftc",
        "-emit-symbol-graph-dir",
    ]);
    build.args(["-Xswiftc".as_ref(), symbols.as_os_str()]);
    program::silent(&mut build)?;
    let mut docc = swift::command(house, &[]);
    docc.args([
        "docc",
        "convert",
        "--fallback-display-name",
        "Peerline",
        "--fallback-bundle-identifier",
        "org.peerline.Peerline",
    ]);
    docc.args(["--fallback-bundle-version", env!("CARGO_PKG_VERSION"), "--additional-symbol-graph-dir"])
        .arg(&symbols);
    docc.args(["--transform-for-static-hosting", "--output-path"]).arg(&page);
    // Where Debian's package has the frame of the pages; a Mac's has it in Xcode.
    docc.env("DOCC_HTML_DIR", "/usr/libexec/swift/share/docc/render");
    if cfg!(target_os = "macos") {
        docc.env_remove("DOCC_HTML_DIR");
    }
    program::silent(&mut docc)?;
    let first = page.join("documentation/peerline/index.html");
    if !first.is_file() {
        return Err("DocC made no first page".to_owned());
    }
    // The pages fetch their content, which a browser does not do from files.
    Ok(format!("python3 -m http.server --directory {}, then /documentation/peerline", page.display()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_reference_documents_what_is_generated() {
        let pom = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .unwrap()
            .join("bindings/kotlin/pom.xml");
        let pom = std::fs::read_to_string(pom).unwrap();
        let (_, dokka) = pom.split_once("dokka-maven-plugin").unwrap();
        assert!(dokka.contains("${peerline.generated}"));
    }
}
