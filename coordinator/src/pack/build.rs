//! Building: from a pool folder to files named by their SHA-256 and a manifest that nobody has signed yet.

use super::content::{self, Content};
use super::{MANIFEST, fault};
use crate::error::Error;
use crate::files;
use crate::pool::{PoolFolder, RootFile};
use peerline_protocol::ids::Minute;
use peerline_protocol::pack::{Envelope, FileName, Manifest, Pack, Refusal, Region, Scope, Target, sha256};
use std::collections::BTreeSet;
use std::path::Path;

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The manifest that is to be signed.
    pub manifest: Manifest,
    /// Names of files of the last pack but one that were taken away.
    pub taken_away: usize,
}

/// Builds a pack. Versions count on from the manifest that lies in `out`, signed or not, because a signed copy of it may be anywhere.
///
/// Everything is read and checked before anything is written; files are written before the manifest that names them, each whole. What was
/// there before stays usable at every moment in between.
///
/// # Errors
/// `Faulty` with every fault in any file; a root that is expired or not complete; `days` outside 1 to 30 (a publisher: 180).
pub fn build(folder: &PoolFolder, out: &Path, days: u32, now: Minute) -> Result<Built, Error> {
    let newest = folder.newest_root(now)?.root;
    if !(1..=newest.scope.longest_validity() / 1440).contains(&days) {
        return Err(Error::BadArgument("a pool's pack holds for 1 to 30 days, a publisher's for 1 to 180"));
    }
    let mut contents = match newest.scope {
        Scope::Pool(_) => content::of_pool(folder, &folder.about()?.region, now.day())?,
        Scope::Publisher => content::of_publisher(folder)?,
    };
    let roots = folder.roots()?;
    contents.extend(roots.iter().map(root_content).collect::<Result<Vec<_>, _>>()?);
    let before = previous(&out.join(MANIFEST), newest.scope)?;
    let targets = contents.iter().enumerate().map(|(place, content)| {
        // Roots come last, in the order of their versions.
        let root_version = (place + roots.len() + 1).saturating_sub(contents.len()) as u32;
        target(content, root_version, before.as_ref().map(|(manifest, _)| manifest))
    });
    let manifest = Manifest {
        root_version: newest.version,
        version: before.as_ref().map_or(1, |(manifest, _)| manifest.version + 1),
        prev_sha256: before.as_ref().map(|(_, hash)| *hash),
        issued: now,
        expires: Minute(now.0 + days * 1440),
        scope: newest.scope,
        targets: targets.collect(),
    };
    for (target, content) in manifest.targets.iter().zip(&contents) {
        if target.file.len > target.pack.longest() {
            return Err(Error::Faulty(vec![fault(
                &folder.file(target.pack.word()),
                "larger than phones accept",
            )]));
        }
        files::folder(out)?;
        files::replace(&out.join(target.file.path()), &content.bytes)?;
    }
    files::replace(&out.join(MANIFEST), &manifest.to_envelope().to_json())?;
    let taken_away = take_away_others(out, [Some(&manifest), before.as_ref().map(|(before, _)| before)]);
    Ok(Built { manifest, taken_away })
}

/// The manifest that lies there, and the hash of what it says.
fn previous(file: &Path, scope: Scope) -> Result<Option<(Manifest, [u8; 32])>, Error> {
    let refused = |refusal| Error::Refused { file: file.to_owned(), refusal };
    let Some(bytes) = files::read_if_there(file)? else { return Ok(None) };
    let envelope = Envelope::parse(&bytes).map_err(refused)?;
    let manifest = Manifest::parse(envelope.unverified_payload()).map_err(refused)?;
    if manifest.scope != scope {
        return Err(refused(Refusal::WrongPool));
    }
    Ok(Some((manifest, sha256(envelope.unverified_payload()))))
}

fn root_content(root: &RootFile) -> Result<Content, Error> {
    let region = Region::parse("ZZ").ok_or(Error::BadArgument("no region"))?;
    Ok(Content { pack: Pack::Root, region, bytes: root.bytes.clone() })
}

/// The file's version counts on only if its bytes changed.
fn target(content: &Content, root_version: u32, before: Option<&Manifest>) -> Target {
    let file = FileName::of(&content.bytes);
    let last = before
        .and_then(|before| before.targets_of(content.pack).find(|target| target.region == content.region));
    let version = match (content.pack, last) {
        (Pack::Root, _) => root_version,
        (_, None) => 1,
        (_, Some(last)) if last.file == file => last.version,
        (_, Some(last)) => last.version + 1,
    };
    Target { pack: content.pack, region: content.region.clone(), version, file, delta_from: Vec::new() }
}

/// Files that neither this manifest nor the last one names: they may hold the names of people who have left.
fn take_away_others(out: &Path, kept: [Option<&Manifest>; 2]) -> usize {
    let kept: BTreeSet<String> = kept
        .into_iter()
        .flatten()
        .flat_map(|manifest| &manifest.targets)
        .map(|target| target.file.path())
        .collect();
    let is_ours =
        |name: &str| peerline_protocol::ids::decode_fixed::<32>(name).is_ok() && !kept.contains(name);
    let Ok(entries) = std::fs::read_dir(out) else { return 0 };
    entries
        .flatten()
        .filter(|entry| {
            entry.file_name().to_str().is_some_and(is_ours) && std::fs::remove_file(entry.path()).is_ok()
        })
        .count()
}
