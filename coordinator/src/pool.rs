//! The pool folder: what a coordinator keeps.
//!
//! ```text
//! pool.json      name, region and language, as cards and packs need them
//! roots/1.json   the roots, oldest first, each complete
//! roster.csv  policy.json  limits.json  lines.json      a publisher's folder has crisis.json instead
//! ```

use crate::error::{Error, Fault};
use crate::files;
use peerline_protocol::ids::{Minute, PoolId, RelayId};
use peerline_protocol::pack::{Language, Policy, Refusal, Region, Root, Scope, rotate, sha256};
use peerline_protocol::random::SystemRandom;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};

/// A pool folder on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolFolder(PathBuf);

/// What the pool calls itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// As officers read it on cards.
    pub name: String,
    /// Where it is.
    pub region: Region,
    /// The language of its cards, unless another is asked for.
    pub language: Language,
}

/// A root with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootFile {
    /// Verified, from the first on.
    pub root: Root,
    /// The exact bytes.
    pub bytes: Vec<u8>,
}

impl RootFile {
    /// What cards name it by.
    pub fn sha256(&self) -> [u8; 32] {
        sha256(&self.bytes)
    }
}

impl PoolFolder {
    /// A folder; nothing is read yet.
    pub fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The file of a root version.
    pub fn root_file(&self, version: u32) -> PathBuf {
        self.0.join("roots").join(format!("{version}.json"))
    }

    /// Its `pool.json`.
    ///
    /// # Errors
    /// If it cannot be read, or a field is missing, unknown or not in its form.
    pub fn about(&self) -> Result<About, Error> {
        let file = self.file("pool.json");
        serde_json::from_slice(&files::read(&file)?).map_err(|error| {
            Error::Faulty(vec![Fault::new(
                &file,
                error.line(),
                "name, region and language, each in its form, and nothing else",
            )])
        })
    }

    /// Writes a new `pool.json`.
    ///
    /// # Errors
    /// `Exists` if there is one.
    pub fn create_about(&self, about: &About) -> Result<(), Error> {
        files::create(&self.file("pool.json"), &serde_json::to_vec_pretty(about).unwrap_or_default())
    }

    /// All complete roots, each following on the one before. A next one that is still being signed does not count yet.
    ///
    /// # Errors
    /// If there is none, the first is not complete, or one of them does not follow.
    pub fn roots(&self) -> Result<Vec<RootFile>, Error> {
        let file = self.root_file(1);
        let bytes = files::read(&file)?;
        let first = Root::of_envelope(&bytes).map_err(|refusal| Error::Refused { file, refusal })?;
        let mut roots = vec![RootFile { root: first, bytes }];
        while let Some(next) = self.root_after(roots.last())? {
            roots.push(next);
        }
        Ok(roots)
    }

    fn root_after(&self, newest: Option<&RootFile>) -> Result<Option<RootFile>, Error> {
        let Some(newest) = newest else { return Ok(None) };
        let file = self.root_file(newest.root.version + 1);
        let Some(bytes) = files::read_if_there(&file)? else { return Ok(None) };
        match rotate(&newest.root, &bytes) {
            Ok(root) => Ok(Some(RootFile { root, bytes })),
            Err(Refusal::BelowThreshold) => Ok(None),
            Err(refusal) => Err(Error::Refused { file, refusal }),
        }
    }

    /// The newest root.
    ///
    /// # Errors
    /// As [`PoolFolder::roots`]; expired at `now`.
    pub fn newest_root(&self, now: Minute) -> Result<RootFile, Error> {
        let mut roots = self.roots()?;
        let file = self.root_file(roots.len() as u32);
        match roots.pop() {
            Some(newest) if !newest.root.is_expired(now) => Ok(newest),
            _ => Err(Error::Refused { file, refusal: Refusal::Expired }),
        }
    }

    /// Its pool's id.
    ///
    /// # Errors
    /// As [`PoolFolder::roots`]; `WrongType` for a publisher's folder.
    pub fn id(&self) -> Result<PoolId, Error> {
        let roots = self.roots()?;
        match roots.last().map(|newest| newest.root.scope) {
            Some(Scope::Pool(pool)) => Ok(pool),
            _ => Err(Error::Refused { file: self.root_file(1), refusal: Refusal::WrongType }),
        }
    }

    /// Writes a new `policy.json` for these relays, with the usual ladder of 5, 5 and 10 minutes. Bearers are still to be made.
    ///
    /// # Errors
    /// `Exists` if there is one.
    pub fn create_policy(&self, relay_urls: &[String]) -> Result<PathBuf, Error> {
        let file = self.file("policy.json");
        let relays = relay_urls.iter().map(|url| {
            let id = RelayId::random(&SystemRandom).map_err(|_| Error::NoRandomness)?;
            Ok(json!({"id": id, "url": url, "ca": null}))
        });
        let policy = json!({
            "relays": relays.collect::<Result<Vec<_>, Error>>()?,
            "ladder_s": [300, 300, 600],
            "member_bearers": [],
            "board_bearers": [],
            "tokens": {"live": false, "keys": []},
            "ohttp": null,
            "snapshot_s": 300,
            "min_pool": 40,
        });
        files::create(&file, &serde_json::to_vec_pretty(&policy).unwrap_or_default())?;
        Ok(file)
    }

    /// Its policy.
    ///
    /// # Errors
    /// The line and the reason.
    pub fn policy(&self) -> Result<Policy, Error> {
        let file = self.file("policy.json");
        Policy::parse(&files::read(&file)?).map_err(|error| Error::content(&file, error))
    }
}
