//! The pack folder: `manifest.json` and the files that it names, built from a pool folder, signed by two people, served by anybody.

mod build;
mod content;
mod lines;

pub use build::{Built, build};

use crate::error::{Error, Fault};
use crate::files;
use crate::keys;
use peerline_protocol::ids::Minute;
use peerline_protocol::pack::manifest::MANIFEST_TYPE;
use peerline_protocol::pack::root::ROOT_TYPE;
use peerline_protocol::pack::{
    Envelope, Expected, Manifest, Pack, Refusal, Root, Scope, check_file, iso, verify_manifest,
};
use std::fmt::Write as _;
use std::path::Path;

/// The name of the manifest in a pack folder.
pub const MANIFEST: &str = "manifest.json";

/// Adds one signature to a manifest or a root, and says what was signed. The file may be carried to the next person's machine.
///
/// A root that a root before it lies beside (`roots/2.json` beside `roots/1.json`) may be signed by the people of either.
///
/// # Errors
/// `NotASigner` if the root, or the newest root beside the manifest, does not name the key; `SignedAlready`; `RootComplete`; a manifest whose files lie beside it
/// and are not those that it names.
pub fn sign(file: &Path, key: &Path) -> Result<String, Error> {
    let refused = |refusal| Error::Refused { file: file.to_owned(), refusal };
    let key = keys::read_private(key)?;
    let mut envelope = Envelope::parse(&files::read(file)?).map_err(refused)?;
    let summary = match envelope.payload_type() {
        ROOT_TYPE => {
            let root = Root::parse(envelope.unverified_payload()).map_err(refused)?;
            let before = root_before(file, &root)?;
            let wanted = |root: &Root| root.keys.get(&key.name) == Some(&key.public());
            if !wanted(&root) && !before.as_ref().is_some_and(wanted) {
                return Err(Error::NotASigner(key.name));
            }
            if still_needed(&root, before.as_ref(), &envelope).map_err(refused)?.is_empty() {
                return Err(Error::RootComplete);
            }
            describe_root(&root)
        }
        MANIFEST_TYPE => {
            let manifest = Manifest::parse(envelope.unverified_payload()).map_err(refused)?;
            check_files_there(file, &manifest)?;
            if newest_root_there(file, &manifest)?
                .is_some_and(|root| root.keys.get(&key.name) != Some(&key.public()))
            {
                return Err(Error::NotASigner(key.name));
            }
            describe_manifest(&manifest)
        }
        _ => return Err(refused(Refusal::WrongType)),
    };
    let signatures = envelope.signature_count();
    envelope.sign(&key.name, &key.pair);
    if envelope.signature_count() == signatures {
        return Err(Error::SignedAlready(key.name));
    }
    files::replace(file, &envelope.to_json())?;
    Ok(format!("{summary}signed by {}\n", key.name))
}

/// Verifies a pack folder as a phone would under this root, its files included, and says so.
///
/// # Errors
/// `Incomplete` with the names of those who have not signed; any [`Refusal`]; a file that is missing, altered or not in its form.
pub fn verify(folder: &Path, root: &Root, now: Minute) -> Result<Manifest, Error> {
    let file = folder.join(MANIFEST);
    let refused = |refusal| Error::Refused { file: file.clone(), refusal };
    let bytes = files::read(&file)?;
    let manifest =
        match verify_manifest(root, &bytes, &Expected { scope: root.scope, region: None, seen: None }) {
            Err(Refusal::BelowThreshold) => {
                let progress = root.progress(&Envelope::parse(&bytes).map_err(refused)?).map_err(refused)?;
                return Err(Error::Incomplete {
                    file,
                    still_needed: progress.still_needed,
                    missing: progress.missing,
                });
            }
            other => other.map_err(refused)?,
        };
    if root.is_expired(now) || manifest.is_expired(now) {
        return Err(refused(Refusal::Expired));
    }
    for target in &manifest.targets {
        let file = folder.join(target.file.path());
        let bytes = files::read(&file)?;
        check_file(target, &bytes).map_err(|refusal| Error::Refused { file: file.clone(), refusal })?;
        content::check(target.pack, &bytes).map_err(|error| Error::content(&file, error))?;
    }
    Ok(manifest)
}

/// Copies a pack that verifies to where a relay or a static host serves it: the files first, the manifest last, so that nobody ever sees a
/// manifest without its files.
///
/// # Errors
/// As [`verify`]; what cannot be written.
pub fn publish(folder: &Path, root: &Root, to: &Path, now: Minute) -> Result<Manifest, Error> {
    let manifest = verify(folder, root, now)?;
    files::folder(to)?;
    for target in &manifest.targets {
        let path = target.file.path();
        files::replace(&to.join(&path), &files::read(&folder.join(path))?)?;
    }
    files::replace(&to.join(MANIFEST), &files::read(&folder.join(MANIFEST))?)?;
    Ok(manifest)
}

/// What a manifest or a root says, and by how many it is signed. Nothing is verified.
///
/// # Errors
/// A file that is neither.
pub fn show(file: &Path) -> Result<String, Error> {
    let refused = |refusal| Error::Refused { file: file.to_owned(), refusal };
    let envelope = Envelope::parse(&files::read(file)?).map_err(refused)?;
    let mut text = match envelope.payload_type() {
        ROOT_TYPE => describe_root(&Root::parse(envelope.unverified_payload()).map_err(refused)?),
        MANIFEST_TYPE => describe_manifest(&Manifest::parse(envelope.unverified_payload()).map_err(refused)?),
        _ => return Err(refused(Refusal::WrongType)),
    };
    line(&mut text, format!("{} signatures, not verified here", envelope.signature_count()));
    Ok(text)
}

/// How long a pack still holds, for a person and for cron.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Whole days until the pack expires; `None` if it has.
    pub pack_days: Option<u32>,
    /// Whole days until its root expires; `None` if it has.
    pub root_days: Option<u32>,
}

impl Status {
    /// 0 with more than 7 days to go; 10 with at most 7, 11 with at most 3, 12 with at most 1; 13 when it is over.
    pub fn exit_code(self) -> u8 {
        match self.pack_days.min(self.root_days) {
            None => 13,
            Some(0 | 1) => 12,
            Some(2 | 3) => 11,
            Some(4..=7) => 10,
            Some(_) => 0,
        }
    }
}

/// How long the pack in a folder and its root still hold.
///
/// # Errors
/// As [`verify`], but being over is an answer here.
pub fn status(folder: &Path, root: &Root, now: Minute) -> Result<Status, Error> {
    let manifest = verify(folder, root, Minute(0))?;
    let days =
        |expires: Minute| expires.0.checked_sub(now.0).filter(|left| *left > 0).map(|left| left / 1440);
    Ok(Status { pack_days: days(manifest.expires), root_days: days(root.expires) })
}

/// Who still has to sign a root, by name: of its own people, and of those of the root before.
///
/// # Errors
/// A signature that does not hold.
pub fn still_needed(root: &Root, before: Option<&Root>, envelope: &Envelope) -> Result<Vec<String>, Refusal> {
    let progress = match before {
        Some(before) => {
            vec![root.progress_of_rotation(envelope, before)?, before.progress_of_rotation(envelope, root)?]
        }
        None => vec![root.progress(envelope)?],
    };
    let mut missing: Vec<_> = progress
        .into_iter()
        .filter(|progress| progress.still_needed > 0)
        .flat_map(|progress| progress.missing)
        .collect();
    missing.sort_unstable();
    missing.dedup();
    Ok(missing)
}

fn root_before(file: &Path, root: &Root) -> Result<Option<Root>, Error> {
    if root.version < 2 {
        return Ok(None);
    }
    let before = file.with_file_name(format!("{}.json", root.version - 1));
    let refused = |refusal| Error::Refused { file: before.clone(), refusal };
    let envelope = Envelope::parse(&files::read(&before)?).map_err(refused)?;
    Root::parse(envelope.unverified_payload()).map(Some).map_err(refused)
}

fn check_files_there(manifest_file: &Path, manifest: &Manifest) -> Result<(), Error> {
    for target in &manifest.targets {
        let file = manifest_file.with_file_name(target.file.path());
        if let Some(bytes) = files::read_if_there(&file)? {
            check_file(target, &bytes).map_err(|refusal| Error::Refused { file, refusal })?;
        }
    }
    Ok(())
}

/// The newest root that the manifest lists, if its file lies beside it.
fn newest_root_there(manifest_file: &Path, manifest: &Manifest) -> Result<Option<Root>, Error> {
    let Some(newest) = manifest.targets_of(Pack::Root).max_by_key(|target| target.version) else {
        return Ok(None);
    };
    let file = manifest_file.with_file_name(newest.file.path());
    let Some(bytes) = files::read_if_there(&file)? else { return Ok(None) };
    let root = Envelope::parse(&bytes).and_then(|envelope| Root::parse(envelope.unverified_payload()));
    root.map(Some).map_err(|refusal| Error::Refused { file, refusal })
}

fn describe_root(root: &Root) -> String {
    let mut text = String::new();
    let names: Vec<_> = root.keys.keys().map(String::as_str).collect();
    line(&mut text, format!("root version {} of {}", root.version, describe_scope(root.scope)));
    line(&mut text, format!("{} of {} must sign: {}", root.threshold, root.keys.len(), names.join(", ")));
    line(&mut text, format!("holds until {}", iso::print_minute(root.expires)));
    text
}

fn describe_manifest(manifest: &Manifest) -> String {
    let mut text = String::new();
    line(
        &mut text,
        format!(
            "pack version {} of {}, root version {}",
            manifest.version,
            describe_scope(manifest.scope),
            manifest.root_version
        ),
    );
    line(
        &mut text,
        format!(
            "issued {}, holds until {}",
            iso::print_minute(manifest.issued),
            iso::print_minute(manifest.expires)
        ),
    );
    for target in manifest.targets.iter().filter(|target| target.pack != Pack::Root) {
        let (pack, region) = (target.pack.word(), &target.region);
        line(
            &mut text,
            format!(
                "  {pack:<10} {region:<6} version {:<4} {:>9} bytes  {}",
                target.version,
                target.file.len,
                target.file.path()
            ),
        );
    }
    text
}

fn describe_scope(scope: Scope) -> String {
    match scope {
        Scope::Publisher => "the publisher".to_owned(),
        Scope::Pool(pool) => format!("pool {pool}"),
    }
}

fn line(text: &mut String, line: String) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "{line}");
}

/// A fault of a whole file.
fn fault(file: &Path, reason: impl Into<String>) -> Fault {
    Fault::new(file, 0, reason)
}
