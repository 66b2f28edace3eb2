//! The phone's library: as the tests use it, and as phones get it.

use crate::house::House;
use crate::tally::{Ending, Tally};
use crate::{program, rust};
use std::fs;
use std::path::{Path, PathBuf};

/// Which library.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// With the feature `demo`: plain http to this machine, and calls that make the border fail on purpose.
    Tests,
    /// What phones get, without link-time optimisation.
    Phone,
    /// What phones get, as they get it, with its symbols. It takes minutes and is for figures only.
    Release,
}

/// Code that the phone's library must not have: the way to plain http, a clock that can be moved, a call for tests, a whole pool.
const ONLY_FOR_TESTS: [&str; 4] = ["plain_http_to_loopback", "VirtualClock", "trial_panic", "func_rehearse"];

impl Library {
    /// The folder that every suite is told.
    pub fn folder(self, house: &House) -> PathBuf {
        let name = match self {
            Self::Tests => "tests",
            Self::Phone => "phone",
            Self::Release => "release",
        };
        house.target.join("peerline").join(name)
    }

    /// The shared library in that folder.
    pub fn file(self, house: &House) -> PathBuf {
        self.folder(house).join(format!(
            "{}peerline{}",
            std::env::consts::DLL_PREFIX,
            std::env::consts::DLL_SUFFIX
        ))
    }

    /// Builds it and puts it into its folder. Cargo keeps only one of the two in its own, hence the copy.
    ///
    /// The tests' library comes with every other program of the workspace: one set of features for all, so that nothing is
    /// compiled twice. The phone's library is built alone, because in a workspace the others' features would become its own.
    pub fn build(self, house: &House) -> Result<(), String> {
        let arguments: &[&str] = match self {
            Self::Tests => &["build", "--quiet", "--workspace", "--features", rust::TEST_FEATURES],
            Self::Phone => &["build", "--quiet", "--package", "peerline-ffi"],
            Self::Release => &["build", "--quiet", "--release", "--package", "peerline-ffi"],
        };
        if !program::spoken(&mut rust::cargo(house, arguments), |_| true)?.success {
            return Err("the phone's library does not build".to_owned());
        }
        let made = self.file(house);
        let name = made.file_name().ok_or("a library without a name")?;
        let folder = self.folder(house);
        fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let profile = if self == Self::Release { "release" } else { "debug" };
        copy_if_different(&house.target.join(profile).join(name), &made)
    }
}

/// Both libraries build, and only the tests' one has what phones must not have.
pub fn suite(house: &House) -> Result<Ending, String> {
    let mut tally = Tally::default();
    for (library, expected) in [(Library::Phone, false), (Library::Tests, true)] {
        library.build(house)?;
        let bytes =
            fs::read(library.file(house)).map_err(|error| format!("cannot read the library: {error}"))?;
        for name in ONLY_FOR_TESTS {
            let found = contains(&bytes, name.as_bytes());
            if found != expected {
                let which = if expected { "the tests' library lacks" } else { "the phone's library has" };
                println!("{which} `{name}`");
            }
            tally += Tally::of(found == expected);
        }
    }
    Ok(Ending::Ran(tally))
}

/// Copies a file unless the same bytes are there already, so that nothing made from it is made again.
pub fn copy_if_different(from: &Path, to: &Path) -> Result<(), String> {
    let bytes = fs::read(from).map_err(|error| format!("cannot read {}: {error}", from.display()))?;
    if fs::read(to).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    // A new file, not new bytes in an old one: a program that has the old one open goes on with it.
    let fresh = to.with_extension("fresh");
    fs::write(&fresh, bytes)
        .and_then(|()| fs::rename(&fresh, to))
        .map_err(|error| format!("cannot write {}: {error}", to.display()))
}

/// Whether a name stands anywhere in a file.
pub fn contains(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_wherever_it_lies() {
        assert!(contains(b"....trial_panic", b"trial_panic"));
        assert!(contains(b"trial_panic....", b"trial_panic"));
        assert!(!contains(b"trial panic", b"trial_panic"));
    }
}
