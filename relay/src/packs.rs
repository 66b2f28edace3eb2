//! The pool's signed files: verified before they are used or served, reread when they change, and never replaced by worse ones.
//!
//! A folder holds `manifest.json` and, beside it or in `packs/`, every file that it lists under its own name (base64url of its
//! SHA-256). All of them are verified against the pool's root and kept in memory; only what the manifest lists is ever served, and
//! for one more generation what the manifest before it listed, for phones in the middle of a download.

use axum::body::Bytes;
use peerline_protocol::ids::{Day, Minute, PeerId, PoolId, RelayId, encode};
use peerline_protocol::pack::{
    Envelope, Expected, FileName, Manifest, Pack, Policy, Refusal, Root, Scope, Seen, accept_manifest,
    check_file, directory, root_hints, rotate, verify_manifest,
};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Where the pool's files lie, and which of the policy's relays this one is.
#[derive(Debug, Clone)]
pub struct Source {
    /// The folder with `manifest.json`.
    pub folder: PathBuf,
    /// The pool's root file, as the enrolment card names it.
    pub root: PathBuf,
    /// Which of the policy's relays this is.
    pub which: Which,
}

/// Which of the policy's relays this one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The only one there is.
    Only,
    /// The one that phones reach at this address.
    Url(String),
    /// The one of this id.
    Id(RelayId),
}

/// Why the pool's files cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PacksError {
    /// The root file cannot be read.
    #[error("the root file cannot be read")]
    NoRoot,
    /// The root is the publisher's, not a pool's.
    #[error("the root file is not a pool's")]
    NotAPool,
    /// There is no manifest, or a file that it lists is missing.
    #[error("the manifest, or a file that it lists, is missing from the packs folder")]
    Missing,
    /// Something in it is not what was signed, or not in force.
    #[error("the packs are refused: {0}")]
    Refused(#[from] Refusal),
    /// The policy does not list this relay, or lists several and nobody said which one this is.
    #[error("the policy does not say which relay this is; use --url or --relay-id")]
    WhichRelay,
}

/// Verified files in force.
pub struct Published {
    /// The pool.
    pub pool: PoolId,
    /// The manifest as it is served.
    pub manifest: Bytes,
    /// Its SHA-256, base64url.
    pub manifest_name: String,
    /// The pool's policy.
    pub policy: Policy,
    /// This relay's id in the policy.
    pub relay: RelayId,
    verified: Manifest,
    seen: Seen,
    root: Root,
    peers: HashMap<PeerId, Peer>,
    files: HashMap<String, Bytes>,
    before: HashMap<String, Bytes>,
}

struct Peer {
    key: [u8; 32],
    until: Day,
}

impl Published {
    /// The key that may sign a peer's statements now. None for a peer who is unknown, has no app or is not designated any more, and
    /// for everybody once the packs have expired: peer keys fail closed.
    pub fn directory_key(&self, peer: &PeerId, now: Minute) -> Option<&[u8; 32]> {
        let peer = self.peers.get(peer).filter(|peer| now.day() <= peer.until && !self.is_expired(now))?;
        Some(&peer.key)
    }

    /// Whether new packs are overdue.
    pub fn is_expired(&self, now: Minute) -> bool {
        self.verified.is_expired(now) || self.root.is_expired(now)
    }

    /// Whole days until it expires.
    pub fn days_left(&self, now: Minute) -> u32 {
        self.verified.expires.min(self.root.expires).0.saturating_sub(now.0) / (24 * 60)
    }

    /// The manifest's version.
    pub fn version(&self) -> u32 {
        self.verified.version
    }

    /// A file by its name.
    pub fn file(&self, name: &str) -> Option<Bytes> {
        self.files.get(name).or_else(|| self.before.get(name)).cloned()
    }
}

/// The manifest that was looked at last, and whether files of it were missing: then they may still be on their way.
#[derive(Default)]
struct Looked {
    manifest: Vec<u8>,
    incomplete: bool,
}

/// What is in force, and where newer files would come from.
pub struct Packs {
    source: Source,
    in_force: RwLock<Arc<Published>>,
    looked_at: Mutex<Looked>,
}

impl Packs {
    /// Verifies what lies in the folder. Expired packs can be started with: requests go on, key statements do not.
    pub fn open(source: Source) -> Result<Self, PacksError> {
        let root = std::fs::read(&source.root).map_err(|_| PacksError::NoRoot)?;
        let root = Root::of_envelope(&root)?;
        let Scope::Pool(pool) = root.scope else { return Err(PacksError::NotAPool) };
        let envelope = read(&source.folder, "manifest.json")?;
        let published = verify(&source, pool, root, &envelope, None)?;
        Ok(Self {
            source,
            in_force: RwLock::new(Arc::new(published)),
            looked_at: Mutex::new(Looked { manifest: envelope, incomplete: false }),
        })
    }

    /// What is in force.
    pub fn in_force(&self) -> Arc<Published> {
        Arc::clone(&self.in_force.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks whether the folder has another manifest, and puts it in force if everything about it is right. Says whether it did.
    ///
    /// # Errors
    /// Why not, once for each manifest. One whose files are still missing is tried again; one that was refused is not.
    pub fn reread(&self, now: Minute) -> Result<bool, PacksError> {
        let mut looked = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner);
        let envelope = read(&self.source.folder, "manifest.json").unwrap_or_default();
        let known = looked.manifest == envelope;
        if known && !looked.incomplete {
            return Ok(false);
        }
        let old = self.in_force();
        let verified = if envelope.is_empty() {
            Err(PacksError::Missing)
        } else {
            verify(&self.source, old.pool, old.root.clone(), &envelope, Some((&old, now)))
        };
        let incomplete = verified.as_ref().is_err_and(|error| *error == PacksError::Missing);
        *looked = Looked { manifest: envelope, incomplete };
        match verified {
            Ok(mut new) => {
                new.before.clone_from(&old.files);
                *self.in_force.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
                Ok(true)
            }
            Err(PacksError::Missing) if known => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Verifies a manifest and everything in it. With something in force before it, it must also follow on that and be in force at `now`.
fn verify(
    source: &Source,
    pool: PoolId,
    root: Root,
    envelope: &[u8],
    before: Option<(&Published, Minute)>,
) -> Result<Published, PacksError> {
    let root = newest_root(&source.folder, root, envelope)?;
    let seen = before.map(|(old, _)| old.seen);
    let expected = Expected { scope: Scope::Pool(pool), region: None, seen };
    let manifest = match before {
        Some((_, now)) => accept_manifest(&root, envelope, &expected, now)?,
        None => verify_manifest(&root, envelope, &expected)?,
    };
    let (mut files, mut peers, mut policies) = (HashMap::new(), HashMap::new(), Vec::new());
    for target in &manifest.targets {
        let bytes = read(&source.folder, &target.file.path())?;
        check_file(target, &bytes)?;
        match target.pack {
            Pack::Policy => policies.push(Policy::parse(&bytes).map_err(Refusal::from)?),
            Pack::Directory => peers.extend(peers_of(&bytes)?),
            _ => {}
        }
        files.insert(target.file.path(), Bytes::from(bytes));
        for delta in &target.delta_from {
            let bytes = read(&source.folder, &delta.file.path())?;
            delta.file.check(&bytes)?;
            files.insert(delta.file.path(), Bytes::from(bytes));
        }
    }
    let [policy] = <[Policy; 1]>::try_from(policies).map_err(|_| Refusal::Malformed)?;
    let seen = manifest.seen(&Envelope::parse(envelope)?);
    Ok(Published {
        pool,
        manifest: Bytes::copy_from_slice(envelope),
        manifest_name: encode(&FileName::of(envelope).sha256),
        relay: which_relay(&policy, &source.which)?,
        policy,
        verified: manifest,
        seen,
        root,
        peers,
        files,
        before: HashMap::new(),
    })
}

/// Walks from the root that is trusted over those that the manifest lists, as far as they lead.
fn newest_root(folder: &Path, mut root: Root, envelope: &[u8]) -> Result<Root, PacksError> {
    for (version, file) in root_hints(envelope)? {
        if version > root.version {
            let bytes = read(folder, &file.path())?;
            file.check(&bytes)?;
            root = rotate(&root, &bytes)?;
        }
    }
    Ok(root)
}

fn peers_of(bytes: &[u8]) -> Result<Vec<(PeerId, Peer)>, Refusal> {
    let rows = directory::parse(bytes).map_err(Refusal::from)?;
    let peer = |row: peerline_protocol::pack::DirectoryRow| {
        let until = row.designated_until.min(row.trained_until);
        row.key.map(|key| (row.id, Peer { key, until }))
    };
    Ok(rows.into_iter().filter_map(peer).collect())
}

fn which_relay(policy: &Policy, which: &Which) -> Result<RelayId, PacksError> {
    let found = match (which, &policy.relays[..]) {
        (Which::Only, [only]) => Some(only),
        (Which::Only, _) => None,
        (Which::Url(url), relays) => relays.iter().find(|relay| relay.url == *url),
        (Which::Id(id), relays) => relays.iter().find(|relay| relay.id == *id),
    };
    found.map(|relay| relay.id).ok_or(PacksError::WhichRelay)
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, PacksError> {
    std::fs::read(folder.join(name))
        .or_else(|_| std::fs::read(folder.join("packs").join(name)))
        .map_err(|_| PacksError::Missing)
}
