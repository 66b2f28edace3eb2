//! Manifests: the signed list of a pack's files, and the rules by which one is accepted.

use super::dsse::Envelope;
use super::root::Root;
use super::words::{ContentError, Fixed, Region, read_json, write_json};
use super::{Pack, Refusal, Scope, iso, sha256};
use crate::ids::{Minute, PoolId, encode};
use crate::order;
use serde::{Deserialize, Serialize};

/// The kind of a manifest's envelope, and its `type`.
pub const MANIFEST_TYPE: &str = "peerline/manifest/1";

/// The most files that a manifest may list.
pub const MOST_TARGETS: usize = 512;

/// The signed list of a pack's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the root whose keys signed it.
    pub root_version: u32,
    /// Counts from 1, higher each time.
    pub version: u32,
    /// SHA-256 of the payload of the manifest before this one; `None` for the first.
    pub prev_sha256: Option<[u8; 32]>,
    /// When it was made. A phone's clock is never taken to be earlier than this.
    pub issued: Minute,
    /// From this minute on nothing new is accepted from it, and the directory's keys count for nothing.
    pub expires: Minute,
    /// Whose it is.
    pub scope: Scope,
    /// Its files. Kinds that this version does not know are left out.
    pub targets: Vec<Target>,
}

/// One immutable file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub pack: Pack,
    /// Whom it is for.
    pub region: Region,
    /// Counts from 1, higher each time that the file changes.
    pub version: u32,
    /// What its bytes are.
    pub file: FileName,
    /// Row operations that make this file out of an older one, to save a download.
    pub delta_from: Vec<Delta>,
}

/// A file by its content: its name is the base64url of its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName {
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub len: u64,
}

impl FileName {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: sha256(bytes), len: bytes.len() as u64 }
    }

    /// The name under which any host serves it.
    pub fn path(&self) -> String {
        encode(&self.sha256)
    }

    /// Whether these are its bytes.
    ///
    /// # Errors
    /// `TooLarge` if there are more than its manifest says; `Altered` if they are others.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Refusal> {
        if bytes.len() as u64 > self.len {
            return Err(Refusal::TooLarge);
        }
        if Self::of(bytes) == *self { Ok(()) } else { Err(Refusal::Altered) }
    }
}

/// A file of row operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// The version of the target that it starts from.
    pub version: u32,
    /// What its bytes are.
    pub file: FileName,
}

/// What a phone or a relay wants of a manifest before it looks at one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected<'a> {
    /// Whose it should be: the publisher's, or the pool's that the card names.
    pub scope: Scope,
    /// Where the phone's owner is; `None` for a relay, which serves all.
    pub region: Option<&'a Region>,
    /// The highest that was accepted so far.
    pub seen: Option<Seen>,
}

/// What is kept of the highest manifest that was accepted, so that no older one is ever accepted again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its root's version.
    pub root_version: u32,
    /// Its own version.
    pub version: u32,
    /// SHA-256 of its payload.
    pub sha256: [u8; 32],
}

/// Verifies a manifest and its time: what is accepted may be installed.
///
/// # Errors
/// As [`verify_manifest`]; `Expired` if the manifest or its root is not in force at `now`.
pub fn accept_manifest(
    root: &Root,
    envelope: &[u8],
    expected: &Expected<'_>,
    now: Minute,
) -> Result<Manifest, Refusal> {
    let manifest = verify_manifest(root, envelope, expected)?;
    if root.is_expired(now) || manifest.is_expired(now) {
        return Err(Refusal::Expired);
    }
    Ok(manifest)
}

/// Verifies everything but the time: for what was accepted before and lies in the phone's own cache.
///
/// A manifest under a newer root starts a count of its own, so that a thief of the old keys cannot block the pool for good by signing
/// the highest of all versions.
///
/// # Errors
/// Each its own [`Refusal`]; never `Expired`.
pub fn verify_manifest(root: &Root, envelope: &[u8], expected: &Expected<'_>) -> Result<Manifest, Refusal> {
    let envelope = Envelope::parse(envelope)?;
    let payload = envelope.payload_of(MANIFEST_TYPE)?;
    root.is_satisfied_by(&envelope.signers(&[&root.keys])?)?;
    let manifest = Manifest::parse(payload)?;
    same_scope(root.scope, expected.scope)?;
    same_scope(manifest.scope, expected.scope)?;
    if manifest.root_version > root.version {
        return Err(Refusal::SkippedRootVersion);
    }
    if manifest.root_version < root.version {
        return Err(Refusal::RolledBack);
    }
    if let Some(seen) = expected.seen {
        manifest.follows(&seen, &sha256(payload))?;
    }
    match expected.region {
        Some(region) if !manifest.is_for(region) => Err(Refusal::WrongRegion),
        _ => Ok(manifest),
    }
}

/// Whether these bytes are the target's file, and no longer than such a file may be.
///
/// # Errors
/// `TooLarge`, `Altered`.
pub fn check_file(target: &Target, bytes: &[u8]) -> Result<(), Refusal> {
    if target.file.len > target.pack.longest() {
        return Err(Refusal::TooLarge);
    }
    target.file.check(bytes)
}

/// The root files that a manifest lists, by version: a hint where to find successors, read before anything is verified. What is found
/// there counts only after [`super::walk`].
///
/// # Errors
/// `TooLarge`, `WrongType`, `Malformed`.
pub fn root_hints(envelope: &[u8]) -> Result<Vec<(u32, FileName)>, Refusal> {
    let envelope = Envelope::parse(envelope)?;
    let manifest = Manifest::parse(envelope.payload_of(MANIFEST_TYPE)?)?;
    let mut roots: Vec<_> =
        manifest.targets_of(Pack::Root).map(|target| (target.version, target.file)).collect();
    order::ascending(&mut roots);
    Ok(roots)
}

impl Manifest {
    /// Reads the signed bytes of a manifest. Nothing is verified.
    ///
    /// # Errors
    /// `WrongType` for another `type`, or for a file that its signers may not sign; `TooLarge` for more files, or longer ones, than
    /// anybody accepts; `Malformed`.
    pub fn parse(payload: &[u8]) -> Result<Self, Refusal> {
        let kind: KindWire = read_json(payload)?;
        if kind.kind != MANIFEST_TYPE {
            return Err(Refusal::WrongType);
        }
        let wire: ManifestWire = read_json(payload)?;
        if wire.targets.len() > MOST_TARGETS {
            return Err(Refusal::TooLarge);
        }
        let manifest = Self::try_from(wire)?;
        if manifest.targets.iter().any(|target| !manifest.scope.may_sign(target.pack)) {
            return Err(Refusal::WrongType);
        }
        if manifest.targets.iter().any(|target| target.file.len > target.pack.longest()) {
            return Err(Refusal::TooLarge);
        }
        Ok(manifest)
    }

    /// The bytes to sign.
    pub fn to_json(&self) -> Vec<u8> {
        write_json(&ManifestWire {
            kind: MANIFEST_TYPE.to_owned(),
            root_version: self.root_version,
            version: self.version,
            prev_sha256: self.prev_sha256.map(Fixed),
            issued: iso::print_minute(self.issued),
            expires: iso::print_minute(self.expires),
            pool: match self.scope {
                Scope::Publisher => None,
                Scope::Pool(pool) => Some(pool),
            },
            targets: self.targets.iter().map(TargetWire::from).collect(),
        })
    }

    /// An envelope of it that nobody has signed yet.
    pub fn to_envelope(&self) -> Envelope {
        Envelope::unsigned(MANIFEST_TYPE, self.to_json())
    }

    /// What to keep of it.
    pub fn seen(&self, envelope: &Envelope) -> Seen {
        Seen {
            root_version: self.root_version,
            version: self.version,
            sha256: sha256(envelope.unverified_payload()),
        }
    }

    /// Whether its time is over.
    pub fn is_expired(&self, now: Minute) -> bool {
        now >= self.expires
    }

    /// Its files of a kind.
    pub fn targets_of(&self, pack: Pack) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(move |target| target.pack == pack)
    }

    /// The file of a kind that is most exactly for a region, if one is for it at all.
    pub fn target_for(&self, pack: Pack, region: &Region) -> Option<&Target> {
        // Longest text first: a part of a country before the country; everywhere last.
        self.targets_of(pack).filter(|target| target.region.fits(region)).max_by_key(|target| {
            if target.region.as_str() == "ZZ" { 0 } else { target.region.as_str().len() }
        })
    }

    fn is_for(&self, region: &Region) -> bool {
        self.targets.iter().any(|target| target.pack != Pack::Root && target.region.fits(region))
    }

    fn follows(&self, seen: &Seen, own_sha256: &[u8; 32]) -> Result<(), Refusal> {
        if self.root_version > seen.root_version {
            return Ok(());
        }
        if self.root_version < seen.root_version || self.version < seen.version {
            return Err(Refusal::RolledBack);
        }
        let same_version_other_bytes = self.version == seen.version && *own_sha256 != seen.sha256;
        let next_version_other_parent =
            self.version - seen.version == 1 && self.prev_sha256 != Some(seen.sha256);
        if same_version_other_bytes || next_version_other_parent { Err(Refusal::BrokenChain) } else { Ok(()) }
    }
}

fn same_scope(actual: Scope, expected: Scope) -> Result<(), Refusal> {
    match (actual, expected) {
        (Scope::Publisher, Scope::Publisher) => Ok(()),
        (Scope::Pool(actual), Scope::Pool(expected)) if actual == expected => Ok(()),
        (Scope::Pool(_), Scope::Pool(_)) => Err(Refusal::WrongPool),
        _ => Err(Refusal::WrongType),
    }
}

#[derive(Deserialize)]
struct KindWire {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, Deserialize)]
struct ManifestWire {
    #[serde(rename = "type")]
    kind: String,
    root_version: u32,
    version: u32,
    prev_sha256: Option<Fixed<32>>,
    issued: String,
    expires: String,
    pool: Option<PoolId>,
    targets: Vec<TargetWire>,
}

#[derive(Serialize, Deserialize)]
struct TargetWire {
    pack: String,
    region: Region,
    version: u32,
    path: String,
    len: u64,
    sha256: Fixed<32>,
    #[serde(default)]
    delta_from: Vec<DeltaWire>,
}

#[derive(Serialize, Deserialize)]
struct DeltaWire {
    version: u32,
    path: String,
    len: u64,
    sha256: Fixed<32>,
}

impl From<&Target> for TargetWire {
    fn from(target: &Target) -> Self {
        Self {
            pack: target.pack.word().to_owned(),
            region: target.region.clone(),
            version: target.version,
            path: target.file.path(),
            len: target.file.len,
            sha256: Fixed(target.file.sha256),
            delta_from: target
                .delta_from
                .iter()
                .map(|delta| DeltaWire {
                    version: delta.version,
                    path: delta.file.path(),
                    len: delta.file.len,
                    sha256: Fixed(delta.file.sha256),
                })
                .collect(),
        }
    }
}

impl TryFrom<ManifestWire> for Manifest {
    type Error = ContentError;

    fn try_from(wire: ManifestWire) -> Result<Self, ContentError> {
        let scope = wire.pool.map_or(Scope::Publisher, Scope::Pool);
        let moment = |text: &str| {
            iso::parse_minute(text).ok_or(ContentError::whole("issued or expires is not a moment"))
        };
        let (issued, expires) = (moment(&wire.issued)?, moment(&wire.expires)?);
        if expires <= issued || expires.0 - issued.0 > scope.longest_validity() {
            return Err(ContentError::whole("valid for no time at all, or for too long"));
        }
        if wire.version == 0 || wire.root_version == 0 || (wire.version == 1) != wire.prev_sha256.is_none() {
            return Err(ContentError::whole(
                "versions count from 1, and every one but the first names the one before",
            ));
        }
        let targets = wire
            .targets
            .into_iter()
            .filter_map(|target| target.parse().transpose())
            .collect::<Result<Vec<_>, _>>()?;
        let places: Vec<_> = targets
            .iter()
            .map(|target| {
                (
                    target.pack,
                    target.region.clone(),
                    if target.pack == Pack::Root { target.version } else { 0 },
                )
            })
            .collect();
        if order::distinct(&places) < places.len() {
            return Err(ContentError::whole("two files of the same kind for the same region"));
        }
        let prev_sha256 = wire.prev_sha256.map(|hash| hash.0);
        Ok(Self {
            root_version: wire.root_version,
            version: wire.version,
            prev_sha256,
            issued,
            expires,
            scope,
            targets,
        })
    }
}

impl TargetWire {
    /// `None` for a kind that this version does not know.
    fn parse(self) -> Result<Option<Target>, ContentError> {
        let Some(pack) = Pack::of_word(&self.pack) else { return Ok(None) };
        let delta_from = self
            .delta_from
            .into_iter()
            .map(|delta| {
                let file = file_name(delta.sha256, delta.len, &delta.path)?;
                Ok(Delta { version: delta.version, file })
            })
            .collect::<Result<_, _>>()?;
        let file = file_name(self.sha256, self.len, &self.path)?;
        Ok(Some(Target { pack, region: self.region, version: self.version, file, delta_from }))
    }
}

/// The path is the hash again, for static hosts; anything else would let a manifest point somewhere.
fn file_name(sha256: Fixed<32>, len: u64, path: &str) -> Result<FileName, ContentError> {
    let file = FileName { sha256: sha256.0, len };
    if file.path() == path { Ok(file) } else { Err(ContentError::whole("a file's path is not its SHA-256")) }
}
