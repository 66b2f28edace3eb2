//! New roots and their successors: files that nobody has signed yet.

use crate::error::Error;
use crate::files;
use crate::keys;
use crate::pool::{About, PoolFolder};
use peerline_protocol::ids::{Minute, PoolId};
use peerline_protocol::pack::{Keys, Root, Scope};
use peerline_protocol::random::SystemRandom;
use std::path::PathBuf;

/// Who should speak from now on.
#[derive(Debug, Clone)]
pub struct Signers {
    /// Public key files, one a person; at least `threshold`.
    pub public_keys: Vec<PathBuf>,
    /// How many must sign; at least 2, so that nobody can do it alone.
    pub threshold: usize,
    /// For how many days the root holds, 1 to 3650.
    pub days: u32,
}

/// Begins a pool: a new id, `pool.json`, and `roots/1.json`, which everybody named has yet to sign.
///
/// # Errors
/// `Exists` if the folder has a pool already; two files of the same name or key; fewer than two signers.
pub fn new_pool(
    folder: &PoolFolder,
    about: &About,
    signers: &Signers,
    now: Minute,
) -> Result<PathBuf, Error> {
    let pool = PoolId::random(&SystemRandom).map_err(|_| Error::NoRandomness)?;
    let root = signers.root(1, Scope::Pool(pool), now)?;
    let file = write(folder, &root)?;
    folder.create_about(about)?;
    Ok(file)
}

/// Begins a publisher's folder: `roots/1.json` without a pool.
///
/// # Errors
/// As [`new_pool`].
pub fn new_publisher(folder: &PoolFolder, signers: &Signers, now: Minute) -> Result<PathBuf, Error> {
    write(folder, &signers.root(1, Scope::Publisher, now)?)
}

/// Begins the root that follows on the newest: a threshold of the old people and of the new have yet to sign.
///
/// # Errors
/// If the newest root is not complete, or the next one was begun already.
pub fn rotate(folder: &PoolFolder, signers: &Signers, now: Minute) -> Result<PathBuf, Error> {
    let roots = folder.roots()?;
    let newest = roots.last().map(|file| (file.root.version, file.root.scope));
    let (version, scope) = newest.ok_or(Error::BadArgument("there is no root to follow on"))?;
    write(folder, &signers.root(version + 1, scope, now)?)
}

impl Signers {
    fn root(&self, version: u32, scope: Scope, now: Minute) -> Result<Root, Error> {
        if self.threshold < 2 {
            return Err(Error::BadArgument("at least two people must sign: --threshold 2 or more"));
        }
        if !(1..=3650).contains(&self.days) {
            return Err(Error::BadArgument("a root holds for 1 to 3650 days"));
        }
        let named =
            self.public_keys.iter().map(|file| keys::read_public(file)).collect::<Result<Vec<_>, _>>()?;
        let keys: Keys = named.iter().cloned().collect();
        let mut different: Vec<_> = keys.values().collect();
        different.sort_unstable();
        different.dedup();
        if different.len() != named.len() {
            return Err(Error::BadArgument("every person has a name and a key of their own"));
        }
        if different.len() < self.threshold {
            return Err(Error::BadArgument("there are fewer people than must sign"));
        }
        Ok(Root {
            version,
            expires: Minute(now.0 + self.days * 1440),
            threshold: self.threshold,
            keys,
            scope,
        })
    }
}

fn write(folder: &PoolFolder, root: &Root) -> Result<PathBuf, Error> {
    files::folder(&folder.file("roots"))?;
    let file = folder.root_file(root.version);
    files::create(&file, &root.to_envelope().to_json())?;
    Ok(file)
}
