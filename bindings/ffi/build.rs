//! How the phone's library is linked when it is built for phones: relocations in their packed form, 0.3 MB less.
//!
//! Only in the release profile; what tests load is linked as any other library.
#![allow(clippy::print_stdout, reason = "a build script speaks to cargo on its output")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    if set("PROFILE") != "release" {
        return;
    }
    let argument = match (set("CARGO_CFG_TARGET_OS").as_str(), set("CARGO_CFG_TARGET_ENV").as_str()) {
        // Understood since Android 6.
        ("android", _) => Some("-Wl,--pack-dyn-relocs=android"),
        // Understood since glibc 2.36; this library is measured and shipped to nobody.
        ("linux", "gnu") => Some("-Wl,-z,pack-relative-relocs"),
        _ => None,
    };
    if let Some(argument) = argument {
        println!("cargo::rustc-cdylib-link-arg={argument}");
    }
}
