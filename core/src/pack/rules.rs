//! What is kept of a scope, what is needed of a manifest, and what time does to it. Pure.

use super::wire::{Record, Whose};
use super::{Files, Wanted};
use crate::coping::Exercise;
use crate::crisis::Entry;
use crate::ids::Minute;
use crate::self_check::Instrument;
use peerline_protocol::pack::{
    DirectoryRow, Envelope, Expected, FileName, Limits, Manifest, Pack, Policy, Refusal, Region, Root, Scope,
    Seen, Target, dsse, root_hints, rotate, sha256,
};
use std::sync::Arc;

/// Something signed, with its age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged<T> {
    /// What was signed.
    pub value: Arc<T>,
    /// When.
    pub issued: Minute,
    /// Whether its time is over.
    pub is_expired: bool,
}

/// Whether the directory's keys may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeerKeys {
    /// Until then.
    Valid {
        /// The first minute in which they may not.
        until: Minute,
    },
    /// Not any more: a newer pack is needed before anybody can be asked.
    Expired {
        /// Since then.
        since: Minute,
    },
}

/// How long a pack still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Its version.
    pub version: u32,
    /// When it was made.
    pub issued: Minute,
    /// The first minute in which it does not hold any more.
    pub expires: Minute,
    /// What to say about it.
    pub notice: Notice,
}

/// What to say about a pack's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notice {
    /// Nothing.
    Fine,
    /// At most seven days are left.
    SevenDays,
    /// At most three days are left.
    ThreeDays,
    /// At most one day is left.
    OneDay,
    /// It is over.
    Expired,
}

impl Notice {
    /// What to say at `now` about something that ends at `expires`.
    pub fn of(expires: Minute, now: Minute) -> Self {
        const DAY: u32 = 24 * 60;
        match expires.0.saturating_sub(now.0) {
            0 => Self::Expired,
            left if left <= DAY => Self::OneDay,
            left if left <= 3 * DAY => Self::ThreeDays,
            left if left <= 7 * DAY => Self::SevenDays,
            _ => Self::Fine,
        }
    }
}

/// What a scope has: a root, and the pack that was accepted under it.
#[derive(Clone, Default)]
pub(super) struct Kept {
    pub(super) root: Option<Root>,
    pub(super) pack: Option<Accepted>,
}

/// A manifest that was accepted, and its content as far as this version reads it.
#[derive(Clone)]
pub(super) struct Accepted {
    pub(super) manifest: Manifest,
    pub(super) directory: Option<Arc<Vec<DirectoryRow>>>,
    pub(super) limits: Option<Arc<Limits>>,
    pub(super) policy: Option<Arc<Policy>>,
    pub(super) lines: Vec<Entry>,
    pub(super) instruments: Option<Arc<Vec<Arc<Instrument>>>>,
    pub(super) coping: Option<Arc<Vec<Exercise>>>,
    envelope: Vec<u8>,
    region: Region,
    seen: Seen,
    root_expires: Minute,
}

/// The content of one file.
pub(super) enum Content {
    Directory(Vec<DirectoryRow>),
    Limits(Limits),
    Policy(Policy),
    Lines(Vec<Entry>),
    Instruments(Vec<Arc<Instrument>>),
    Coping(Vec<Exercise>),
}

/// Where the verification of a manifest stands.
pub(super) enum Step {
    MissingRoots(Vec<FileName>),
    Verified(Box<Verified>),
}

/// A manifest that holds, and the root under which it does.
pub(super) struct Verified {
    pub(super) root: Root,
    pub(super) manifest: Manifest,
}

impl Kept {
    pub(super) fn new(
        verified: Verified,
        envelope: Vec<u8>,
        region: Region,
        contents: Vec<(Pack, Content)>,
    ) -> Self {
        let Verified { root, manifest } = verified;
        let payload = Envelope::parse(&envelope)
            .map(|envelope| sha256(envelope.unverified_payload()))
            .unwrap_or_default();
        let seen = Seen { root_version: manifest.root_version, version: manifest.version, sha256: payload };
        let mut pack = Accepted {
            manifest,
            directory: None,
            limits: None,
            policy: None,
            lines: Vec::new(),
            instruments: None,
            coping: None,
            envelope,
            region,
            seen,
            root_expires: root.expires,
        };
        for (_, content) in contents {
            match content {
                Content::Directory(rows) => pack.directory = Some(Arc::new(rows)),
                Content::Limits(limits) => pack.limits = Some(Arc::new(limits)),
                Content::Policy(policy) => pack.policy = Some(Arc::new(policy)),
                Content::Lines(lines) => pack.lines = lines,
                Content::Instruments(instruments) => pack.instruments = Some(Arc::new(instruments)),
                Content::Coping(exercises) => pack.coping = Some(Arc::new(exercises)),
            }
        }
        Self { root: Some(root), pack: Some(pack) }
    }

    /// What the records of a scope hold. They were accepted once and lie under the phone's own seal; hashes and form are checked
    /// again, and a pack that does not hold is left out, to be fetched anew.
    pub(super) fn of_records(records: &[Record], whose: Whose) -> Self {
        let mut kept = Self::default();
        let (mut envelope, mut region, mut files) = (None, None, Files::new());
        for record in records.iter().filter(|record| record.whose() == whose) {
            match record {
                Record::Root(_, payload) => kept.root = Root::parse(payload).ok(),
                Record::Manifest(_, bytes) => envelope = Some(bytes.clone()),
                Record::Region(_, text) => region = Region::parse(text),
                Record::File(_, bytes) => drop(files.insert(sha256(bytes), bytes.clone())),
            }
        }
        if let (Some(root), Some(envelope), Some(region)) = (&kept.root, envelope, region) {
            kept.pack = reread(root, envelope, region, &files);
        }
        kept
    }

    /// As records, with the files of the pack.
    pub(super) fn records(&self, whose: Whose, files: &Files) -> Vec<Record> {
        let mut records: Vec<_> = self.root.iter().map(|root| Record::Root(whose, root.to_json())).collect();
        if let Some(pack) = &self.pack {
            records.push(Record::Manifest(whose, pack.envelope.clone()));
            records.push(Record::Region(whose, pack.region.to_string()));
            records.extend(files.values().map(|bytes| Record::File(whose, bytes.clone())));
        }
        records
    }

    /// Trusts a root unless a newer one of the same scope is trusted already.
    pub(super) fn trust(&mut self, root: Root) {
        if self.root.as_ref().is_none_or(|before| before.scope != root.scope || before.version < root.version)
        {
            self.root = Some(root);
        }
    }

    pub(super) fn scope(&self) -> Option<Scope> {
        self.root.as_ref().map(|root| root.scope)
    }

    pub(super) fn expected<'a>(&self, wanted: &'a Wanted) -> Expected<'a> {
        Expected {
            scope: wanted.scope,
            region: Some(&wanted.region),
            seen: self.pack.as_ref().map(|pack| pack.seen),
        }
    }

    /// Whether this very manifest, which was verified against what is kept, is kept already, and for this region.
    pub(super) fn has(&self, verified: &Verified, wanted: &Wanted) -> bool {
        self.pack
            .as_ref()
            .is_some_and(|pack| pack.manifest == verified.manifest && pack.region == wanted.region)
    }
}

impl Accepted {
    /// When its keys and its newness end: with the manifest, or with the root if that is earlier.
    pub(super) fn expires(&self) -> Minute {
        self.manifest.expires.min(self.root_expires)
    }

    pub(super) fn validity(&self, now: Minute) -> Validity {
        let expires = self.expires();
        Validity {
            version: self.manifest.version,
            issued: self.manifest.issued,
            expires,
            notice: Notice::of(expires, now),
        }
    }

    pub(super) fn aged<T>(&self, value: &Arc<T>, now: Minute) -> Aged<T> {
        Aged { value: value.clone(), issued: self.manifest.issued, is_expired: now >= self.expires() }
    }
}

/// The files of a manifest that a phone in this region keeps: one of each kind that this version reads.
pub(super) fn needed<'a>(manifest: &'a Manifest, region: &'a Region) -> impl Iterator<Item = &'a Target> {
    let read = [
        Pack::Crisis,
        Pack::Instruments,
        Pack::Coping,
        Pack::Directory,
        Pack::Limits,
        Pack::Policy,
        Pack::Lines,
    ];
    read.into_iter().filter_map(|pack| manifest.target_for(pack, region))
}

pub(super) fn peer_keys(expires: Minute, now: Minute) -> PeerKeys {
    if now < expires { PeerKeys::Valid { until: expires } } else { PeerKeys::Expired { since: expires } }
}

pub(super) fn without_keys(rows: &[DirectoryRow]) -> Vec<DirectoryRow> {
    rows.iter().map(|row| DirectoryRow { key: None, ..row.clone() }).collect()
}

pub(super) fn same_pool(trusted: Scope, wanted: Scope) -> Result<(), Refusal> {
    match (trusted, wanted) {
        (Scope::Pool(trusted), Scope::Pool(wanted)) if trusted != wanted => Err(Refusal::WrongPool),
        _ => Ok(()),
    }
}

/// The root files between the trusted one and the manifest's, oldest first; or those of them that are still to be fetched. The manifest is
/// believed no further than this: a root found through it counts only after the walk.
pub(super) fn successors<'a>(
    trusted: &Root,
    manifest: &[u8],
    files: &'a Files,
) -> Result<Result<Vec<&'a [u8]>, Vec<FileName>>, Refusal> {
    let newer: Vec<_> =
        root_hints(manifest)?.into_iter().filter(|(version, _)| *version > trusted.version).collect();
    if newer.iter().any(|(_, file)| file.len > dsse::LONGEST_ENVELOPE as u64) {
        return Err(Refusal::TooLarge);
    }
    let missing: Vec<_> =
        newer.iter().map(|(_, file)| *file).filter(|file| !files.contains_key(&file.sha256)).collect();
    if !missing.is_empty() {
        return Ok(Err(missing));
    }
    newer
        .iter()
        .filter_map(|(_, file)| files.get(&file.sha256).map(|bytes| (file, bytes)))
        .map(|(file, bytes)| file.check(bytes).map(|()| bytes.as_slice()))
        .collect::<Result<Vec<_>, _>>()
        .map(Ok)
}

/// The newest root that the files lead to, if it is newer than the trusted one, whatever becomes of the manifest.
pub(super) fn newer_root(kept: &Kept, manifest: &[u8], files: &Files) -> Option<Root> {
    let trusted = kept.root.as_ref()?;
    let successors = successors(trusted, manifest, files).ok()?.ok()?;
    let mut newest = None;
    for file in successors {
        match rotate(newest.as_ref().unwrap_or(trusted), file) {
            Ok(root) => newest = Some(root),
            Err(_) => break,
        }
    }
    newest
}

fn reread(root: &Root, envelope: Vec<u8>, region: Region, files: &Files) -> Option<Accepted> {
    // The root may have been rotated since; then the pack's own root is gone, and it stays on the word of the phone's seal.
    let parsed = Envelope::parse(&envelope).ok()?;
    let manifest = Manifest::parse(parsed.unverified_payload()).ok()?;
    let contents = needed(&manifest, &region)
        .map(|target| {
            let bytes = files.get(&target.file.sha256)?;
            target.file.check(bytes).ok()?;
            Some((target.pack, super::wire::content(target.pack, bytes).ok()?))
        })
        .collect::<Option<Vec<_>>>()?;
    let verified = Verified { root: root.clone(), manifest };
    Kept::new(verified, envelope, region, contents).pack
}
