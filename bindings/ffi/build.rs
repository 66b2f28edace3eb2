//! How the phone's library is linked when it is built for phones: pages of 16 KiB and its own name on Android; where sizes are
//! counted, relocations in their packed form, 0.3 MB less, and like beside like, which packs 0.09 MB better.
//!
//! What tests load on this machine is linked as any other library.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on its output")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    let release = set("PROFILE") == "release";
    let arguments: &[&str] = match (set("CARGO_CFG_TARGET_OS").as_str(), set("CARGO_CFG_TARGET_ENV").as_str())
    {
        // Newer phones have pages of 16 KiB and load nothing that is aligned to less. The packed form is understood since Android 6.
        // The order is LLVM's own since its version 21; Rust's linker knows it.
        ("android", _) if release => &[
            PAGES,
            NAME,
            "-Wl,--pack-dyn-relocs=android",
            "-Wl,--bp-compression-sort=both",
            "-Wl,--hash-style=gnu",
        ],
        ("android", _) => &[PAGES, NAME],
        // Understood since glibc 2.36; this library is measured and shipped to nobody.
        ("linux", "gnu") if release => &["-Wl,-z,pack-relative-relocs"],
        _ => &[],
    };
    for argument in arguments {
        println!("cargo::rustc-cdylib-link-arg={argument}");
    }
}

const PAGES: &str = "-Wl,-z,max-page-size=16384";
const NAME: &str = "-Wl,-soname,libpeerline.so";
