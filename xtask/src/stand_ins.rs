//! Stand-ins for the vendors' toolchains, to see on any machine that the whole stack compiles for phones. What they make is looked at
//! and thrown away: it is for no phone.
//!
//! Zig's C compiler comes from PyPI (`ziglang`) and brings headers for both systems; Rust's own linker links. Android's C library is
//! not there, so empty libraries of its names are linked against.

use crate::house::House;
use crate::program;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that was tried.
const ZIG: &str = "0.17.0";

/// Compilers for a system that is not this one.
pub struct StandIns {
    folder: PathBuf,
}

impl StandIns {
    /// Makes them ready in cargo's folder: 100 MB of download the first time. Gives what is missing in one line where they cannot be had.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn prepare(house: &House, targets: &[&str]) -> Result<Result<Self, String>, String> {
        if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            return Ok(Err("the stand-ins were tried on Linux (x86-64) only".to_owned()));
        }
        for target in targets {
            if let Err(missing) = rust_for(target) {
                return Ok(Err(missing));
            }
        }
        let folder = house.target.join("peerline/stand-ins");
        fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let zig = match zig(house) {
            Ok(zig) => zig,
            Err(missing) => return Ok(Err(missing)),
        };
        write_scripts(&folder, &zig, &linkers()?.join("rust-lld"))?;
        Ok(Ok(Self { folder }))
    }

    /// Has cargo use them for 64-bit Android.
    pub fn for_android(&self, cargo: &mut Command) -> Result<(), String> {
        self.empty_libraries()?;
        cargo
            .env("CC_aarch64_linux_android", self.folder.join("android-cc"))
            .env("AR_aarch64_linux_android", self.folder.join("ar"))
            .env("CARGO_TARGET_AARCH64_LINUX_ANDROID_LINKER", self.folder.join("android-ld"));
        Ok(())
    }

    /// Has cargo use them for iPhones.
    pub fn for_ios(&self, cargo: &mut Command) {
        cargo
            .env("CC_aarch64_apple_ios", self.folder.join("ios-cc"))
            .env("AR_aarch64_apple_ios", self.folder.join("ar"))
            // Nobody asks Xcode where its files are.
            .env("SDKROOT", &self.folder)
            .env("IPHONEOS_DEPLOYMENT_TARGET", crate::packages::IOS);
    }

    /// What every phone has, by name only.
    fn empty_libraries(&self) -> Result<(), String> {
        let folder = self.folder.join("lib");
        fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let (source, object) = (self.folder.join("empty.c"), self.folder.join("empty.o"));
        write(&source, "")?;
        program::silent(
            Command::new(self.folder.join("android-cc")).arg("-c").arg(&source).arg("-o").arg(&object),
        )?;
        for name in ["libc", "libm", "libdl", "liblog", "libunwind"] {
            let mut link = Command::new(self.folder.join("android-ld"));
            link.args(["-shared", "-o"]).arg(folder.join(format!("{name}.so"))).arg(&object);
            program::silent(link.arg(format!("-Wl,-soname,{name}.so")))?;
        }
        Ok(())
    }
}

/// Rust's own library for a target, fetched with rustup if it is not there.
pub fn rust_for(target: &str) -> Result<(), String> {
    let there = || {
        let mut ask = Command::new("rustc");
        let folder = program::silent(ask.args(["--print", "target-libdir", "--target", target]));
        folder.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
    };
    if !there() {
        println!("fetching Rust's library for {target}");
        let _ = program::silent(Command::new("rustup").args(["target", "add", target]));
    }
    if there() { Ok(()) } else { Err(format!("no Rust for {target}: `rustup target add {target}`")) }
}

/// The `zig` on the path, or the one of PyPI in cargo's folder.
fn zig(house: &House) -> Result<PathBuf, String> {
    if program::answers("zig", &["version"]).is_some() {
        return Ok("zig".into());
    }
    let folder = house.target.join("peerline/zig");
    let zig = folder.join("ziglang/zig");
    if !zig.is_file() {
        println!("fetching zig {ZIG} from PyPI, 100 MB");
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target"]);
        let _ = program::silent(pip.arg(&folder).arg(format!("ziglang=={ZIG}")));
    }
    if zig.is_file() {
        Ok(zig)
    } else {
        Err(format!("no zig: put `zig` on PATH, or a `python3` with pip that can fetch ziglang {ZIG}"))
    }
}

/// The folder of the linker that comes with Rust.
fn linkers() -> Result<PathBuf, String> {
    let told = program::silent(Command::new("rustc").args(["--print", "sysroot", "--print", "host-tuple"]))?;
    let (root, host) = told.trim().split_once('\n').ok_or("rustc does not say where its linker is")?;
    Ok(Path::new(root).join("lib/rustlib").join(host).join("bin"))
}

fn write_scripts(folder: &Path, zig: &Path, linker: &Path) -> Result<(), String> {
    let (zig, linker, folder_text) = (zig.display(), linker.display(), folder.display());
    let cache = format!(
        "export ZIG_GLOBAL_CACHE_DIR='{folder_text}/cache' ZIG_LOCAL_CACHE_DIR='{folder_text}/cache'\n"
    );
    // cc-rs names Apple's and Google's targets, which zig spells otherwise.
    let plain = |dropped: &str| {
        format!("for a do shift; case $a in {dropped}) ;; *) set -- \"$@\" \"$a\" ;; esac; done\n")
    };
    let android = plain("--target=*|-target=*");
    let ios =
        plain("--target=*|-target=*|-mios-version-min=*|-miphoneos-version-min=*|-isysroot|'{folder_text}'")
            .replace("{folder_text}", &folder_text.to_string());
    let headers = "$(dirname '{zig}')/lib/libc/include/any-darwin-any".replace("{zig}", &zig.to_string());
    script(
        folder,
        "android-cc",
        &format!("{cache}{android}exec '{zig}' cc -target aarch64-linux-musl \"$@\"\n"),
    )?;
    script(
        folder,
        "ios-cc",
        &format!("{cache}{ios}exec '{zig}' cc -target aarch64-ios -isystem \"{headers}\" \"$@\"\n"),
    )?;
    script(folder, "ar", &format!("{cache}exec '{zig}' ar \"$@\"\n"))?;
    // rustc speaks to it as to a C compiler; the linker wants the words behind `-Wl`.
    let words = "for a do shift; case $a in
  -Wl,*) IFS=,; set -- \"$@\" ${a#-Wl,}; unset IFS ;;
  -nodefaultlibs|-nostartfiles|-no-canonical-prefixes|--target=*|-lgcc|-m*) ;;
  *) set -- \"$@\" \"$a\" ;;
esac; done
";
    let short = without_metadata("--version-script=");
    script(
        folder,
        "android-ld",
        &format!("{words}{short}exec '{linker}' -flavor gnu -L '{folder_text}/lib' \"$@\"\n"),
    )
}

/// A linker for a phone's library: the given compiler with the linker that comes with Rust, so that a library is linked as `--check`
/// links it; told not to keep what only the bindings are generated from. They are generated from this machine's library; what UniFFI
/// writes there for its generator would be a tenth of a megabyte on every phone.
pub fn linker_for_phones(folder: &Path, name: &str, compiler: &Path) -> Result<PathBuf, String> {
    let short = without_metadata("-Wl,--version-script=");
    let linker = linkers()?.join("gcc-ld/ld.lld");
    let text = format!("{short}exec '{}' --ld-path='{}' \"$@\"\n", compiler.display(), linker.display());
    script(folder, name, &text)?;
    Ok(folder.join(name))
}

/// Takes UniFFI's metadata off the list of what the linker keeps; rustc names the list by this argument.
fn without_metadata(argument: &str) -> String {
    format!(
        "for a do case $a in {argument}*)
  list=${{a#{argument}}}; grep -v UNIFFI_META_ \"$list\" >\"$list.short\"; mv \"$list.short\" \"$list\" ;;
esac; done
"
    )
}

fn script(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let file = folder.join(name);
    let text = format!("#!/bin/sh\n{text}");
    // Left alone if it is the same: cargo would compile everything anew for a newer compiler.
    if fs::read_to_string(&file).is_ok_and(|there| there == text) {
        return Ok(());
    }
    write(&file, &text)?;
    program::silent(Command::new("chmod").arg("+x").arg(&file)).map(drop)
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
