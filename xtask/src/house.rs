//! Where things are: the repository, cargo's folder, and what is made in it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that commands work in.
pub struct House {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's build folder, wherever `CARGO_TARGET_DIR` or a configuration puts it.
    pub target: PathBuf,
}

impl House {
    /// Finds both by asking cargo.
    pub fn find() -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("xtask lies outside of a repository")?
            .to_owned();
        let mut ask = Command::new("cargo");
        ask.args(["metadata", "--no-deps", "--format-version=1"]).current_dir(&root);
        let answer = crate::program::silent(&mut ask)?;
        let answer: serde_json::Value =
            serde_json::from_str(&answer).map_err(|error| format!("cargo metadata: {error}"))?;
        let target =
            answer["target_directory"].as_str().ok_or("cargo metadata names no target directory")?.into();
        Ok(Self { root, target })
    }

    /// Where the Kotlin side is generated.
    pub fn kotlin_sources(&self) -> PathBuf {
        self.root.join("bindings/kotlin/generated")
    }

    /// Where the Swift side is generated.
    pub fn swift_sources(&self) -> PathBuf {
        self.root.join("bindings/swift/Sources/Peerline/Generated")
    }

    /// Where the header of the Swift side is generated.
    pub fn swift_header(&self) -> PathBuf {
        self.root.join("bindings/swift/Sources/PeerlineFFI")
    }

    /// Where the contract's cases are.
    pub fn contract(&self) -> PathBuf {
        self.root.join("tests/contract")
    }
}

/// Whether a missing tool is a failure: on a machine that is there to test everything.
pub fn nothing_may_be_skipped() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}
