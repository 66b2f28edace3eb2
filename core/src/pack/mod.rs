//! Signed content on the phone: verified when it comes, kept sealed, with the compiled-in floor under it.
//!
//! Two sources, never mixed: the publisher's packs (crisis lines, instruments, exercises) and those of the pool that the officer's card names (peers, limits,
//! policy, lines that the pool adds). A refused pack changes nothing: what was accepted before stays. Crisis lines fail open: old numbers
//! stay, with their age, and never become fewer because they are old. The directory's keys fail closed: after the pack's time no key is
//! given out any more. Nothing here fetches anything: [`Packs::plan`] says what is missing, [`Packs::install`] takes what came.

mod error;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod wire;

pub use error::PackError;
pub use peerline_protocol::pack::Refusal;
pub use peerline_protocol::pack::{Language as SpokenLanguage, Region};
pub use rules::{Aged, Notice, PeerKeys, Validity};
pub use store::Found;
pub(crate) use store::{FOLDER, KEY};

use crate::coping::Exercise;
use crate::crisis;
use crate::ids::{Minute, PoolId};
use crate::key_store::KeyStore;
use crate::random::Random;
use crate::self_check::Instrument;
use peerline_protocol::pack::{
    DirectoryRow, Expected, FileName, Limits, Pack, Policy, Root, Scope, Seen, accept_manifest, check_file,
    directory, first_root, walk,
};
use rules::{Kept, Step, Verified};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Store;
use wire::Whose;

/// The publisher's first root, compiled in. There is none yet: until the publisher's three people have made their keys, no pack of the
/// publisher's is accepted, and the crisis lines are those of the floor.
pub const PUBLISHER_ROOT: Option<&[u8]> = None;

/// The packs that this phone has accepted.
pub struct Packs {
    store: Store,
    state: Mutex<State>,
}

/// What packs are opened with.
pub struct Open<'a> {
    /// The app's private folder, left out of backups. The packs get a folder of their own below it.
    pub folder: &'a Path,
    /// The phone's keys.
    pub keys: Arc<dyn KeyStore>,
    /// The phone's randomness.
    pub random: Arc<dyn Random>,
    /// The publisher's first root: [`PUBLISHER_ROOT`], or a test's own.
    pub publisher_root: Option<&'a [u8]>,
}

/// What a manifest should be: whose, and for where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The publisher's, or the pool's that the card names.
    pub scope: Scope,
    /// Where the officer is, as the settings say.
    pub region: Region,
}

/// Files that were fetched, by the SHA-256 that they were asked by. Whether they are what they should be is checked here.
pub type Files = BTreeMap<[u8; 32], Vec<u8>>;

/// What is to be done before a manifest can be installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Fetch these files, each no longer than it says, and ask again. Roots come first, because nothing else counts without them.
    Fetch(Vec<FileName>),
    /// Everything is here: install.
    Install,
    /// This very manifest is installed already.
    Nothing,
}

/// The peers of the pool.
#[derive(Debug, Clone)]
pub struct Directory {
    /// Sorted by id. Their keys are left out unless `keys` is [`PeerKeys::Valid`].
    pub rows: Arc<Vec<DirectoryRow>>,
    /// Whether keys may be used, and why not.
    pub keys: PeerKeys,
    /// When the pack was made.
    pub issued: Minute,
}

/// How long what this phone has still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Of the pool's pack; `None` if there is none.
    pub pool: Option<Validity>,
    /// Of the publisher's pack; `None` if there is none and the floor stands alone.
    pub publisher: Option<Validity>,
}

#[derive(Default)]
struct State {
    publisher: Kept,
    pool: Kept,
}

impl State {
    fn of(&mut self, whose: Whose) -> &mut Kept {
        match whose {
            Whose::Publisher => &mut self.publisher,
            Whose::Pool => &mut self.pool,
        }
    }
}

impl Packs {
    /// Opens the packs that were kept, or begins with none. A cache that is damaged or whose key is gone is begun anew, and the report says
    /// so: everything in it can be fetched again. The file is there from the first start on, whether or not there is anything to keep.
    ///
    /// # Errors
    /// `Locked` until the phone was unlocked once; `NewerVersion`; `DiskFull`, `Storage`, `KeyStore`, `NoRandomness`. The floor works all the
    /// same.
    pub fn open(open: Open<'_>) -> Result<(Self, Found), PackError> {
        let Open { folder, keys, random, publisher_root } = open;
        let (store, records, found) = Store::open(folder, keys, random)?;
        let mut state = State {
            publisher: Kept::of_records(&records, Whose::Publisher),
            pool: Kept::of_records(&records, Whose::Pool),
        };
        if let Some(file) = publisher_root {
            let compiled_in = Root::of_envelope(file)?;
            if compiled_in.scope != Scope::Publisher {
                return Err(Refusal::WrongType.into());
            }
            state.publisher.trust(compiled_in);
        } else {
            state.publisher = Kept::default();
        }
        Ok((Self { store, state: Mutex::new(state) }, found))
    }

    /// Trusts a pool's root because a card names its file. Another pool's packs are forgotten; of the same pool the newer root stands.
    ///
    /// # Errors
    /// `Refused` if the file is not the card's, does not hold by itself, or is another pool's; what keeps it from being written.
    pub fn trust_pool(
        &self,
        pool: PoolId,
        root_file: &[u8],
        root_sha256: &[u8; 32],
    ) -> Result<(), PackError> {
        let root = first_root(root_file, root_sha256)?;
        match root.scope {
            Scope::Pool(named) if named == pool => {}
            Scope::Pool(_) => return Err(Refusal::WrongPool.into()),
            Scope::Publisher => return Err(Refusal::WrongType.into()),
        }
        let mut state = self.state();
        let mut kept =
            if state.pool.scope() == Some(Scope::Pool(pool)) { state.pool.clone() } else { Kept::default() };
        kept.trust(root);
        let files = if kept.pack.is_some() { self.store.files(Whose::Pool)? } else { Files::new() };
        self.keep(&mut state, Whose::Pool, kept, &files)
    }

    /// Forgets the pool: its root, its peers, everything it signed.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn forget_pool(&self) -> Result<(), PackError> {
        let mut state = self.state();
        self.keep(&mut state, Whose::Pool, Kept::default(), &Files::new())
    }

    /// The pool whose root is trusted.
    pub fn pool(&self) -> Option<PoolId> {
        match self.state().pool.scope() {
            Some(Scope::Pool(pool)) => Some(pool),
            _ => None,
        }
    }

    /// What is to be fetched before this manifest can be installed. `files` are those fetched so far; `device` is the phone's clock.
    ///
    /// # Errors
    /// Every refusal of the manifest; `NoRoot` if nothing is trusted yet that could have signed it.
    pub fn plan(
        &self,
        manifest: &[u8],
        files: &Files,
        wanted: &Wanted,
        device: Minute,
    ) -> Result<Plan, PackError> {
        let mut state = self.state();
        let now = state.clock(device);
        let verified = match verify(state.of(wanted.scope.into()), manifest, files, wanted, now)? {
            Step::MissingRoots(roots) => return Ok(Plan::Fetch(roots)),
            Step::Verified(verified) => verified,
        };
        if state.of(wanted.scope.into()).has(&verified, wanted) {
            return Ok(Plan::Nothing);
        }
        let here = self.store.files(wanted.scope.into())?;
        let missing: Vec<_> = rules::needed(&verified.manifest, &wanted.region)
            .map(|target| target.file)
            .filter(|file| !files.contains_key(&file.sha256) && !here.contains_key(&file.sha256))
            .collect();
        Ok(if missing.is_empty() { Plan::Install } else { Plan::Fetch(missing) })
    }

    /// Verifies a manifest and its files and keeps them. When it returns they have reached the storage; when it refuses, what was accepted
    /// before is unchanged, but a newer root that its people signed is kept all the same, so that the old keys count for nothing more.
    ///
    /// # Errors
    /// Every refusal; `Missing` if a file is not among those given and not here already.
    pub fn install(
        &self,
        manifest: &[u8],
        files: &Files,
        wanted: &Wanted,
        device: Minute,
    ) -> Result<(), PackError> {
        let mut state = self.state();
        let now = state.clock(device);
        let verified = match verify(state.of(wanted.scope.into()), manifest, files, wanted, now) {
            Ok(Step::Verified(verified)) => verified,
            Ok(Step::MissingRoots(_)) => return Err(PackError::Missing),
            Err(refused) => {
                self.keep_newer_root(&mut state, manifest, files, wanted.scope)?;
                return Err(refused);
            }
        };
        let here = self.store.files(wanted.scope.into())?;
        let mut chosen = Files::new();
        let mut contents = Vec::new();
        for target in rules::needed(&verified.manifest, &wanted.region) {
            let hash = &target.file.sha256;
            let bytes = files.get(hash).or_else(|| here.get(hash)).ok_or(PackError::Missing)?;
            check_file(target, bytes)?;
            contents.push((target.pack, read(target.pack, bytes, &wanted.region)?));
            chosen.insert(*hash, bytes.clone());
        }
        let kept = Kept::new(*verified, manifest.to_vec(), wanted.region.clone(), contents);
        self.keep(&mut state, wanted.scope.into(), kept, &chosen)
    }

    /// The phone's clock, but never earlier than the last signed time that it has seen.
    pub fn clock(&self, device: Minute) -> Minute {
        self.state().clock(device)
    }

    /// The pool's peers; `None` before the first pack.
    pub fn directory(&self, device: Minute) -> Option<Directory> {
        let state = self.state();
        let pack = state.pool.pack.as_ref()?;
        let rows = pack.directory.as_ref()?;
        let keys = rules::peer_keys(pack.expires(), state.clock(device));
        let rows = if matches!(keys, PeerKeys::Valid { .. }) {
            rows.clone()
        } else {
            Arc::new(rules::without_keys(rows))
        };
        Some(Directory { rows, keys, issued: pack.manifest.issued })
    }

    /// The pool's policy, with its age; it stays when its time is over.
    pub fn policy(&self, device: Minute) -> Option<Aged<Policy>> {
        let state = self.state();
        let pack = state.pool.pack.as_ref()?;
        Some(pack.aged(pack.policy.as_ref()?, state.clock(device)))
    }

    /// What peers of the pool must disclose, with its age; it stays when its time is over.
    pub fn limits(&self, device: Minute) -> Option<Aged<Limits>> {
        let state = self.state();
        let pack = state.pool.pack.as_ref()?;
        Some(pack.aged(pack.limits.as_ref()?, state.clock(device)))
    }

    /// The crisis lines: the floor, what the publisher signed since over it, what the pool added after them. Age takes nothing away.
    pub fn lines(&self) -> crisis::Lines {
        let state = self.state();
        let floor = crisis::Lines::floor();
        let lines = match &state.publisher.pack {
            Some(pack) => floor.updated(pack.lines.clone(), pack.manifest.issued),
            None => floor,
        };
        lines.with(state.pool.pack.as_ref().map(|pack| pack.lines.clone()).unwrap_or_default())
    }

    /// The publisher's newer instruments, with their age; they stay when their time is over. None of a pool's count.
    pub fn instruments(&self, device: Minute) -> Option<Aged<Vec<Arc<Instrument>>>> {
        let state = self.state();
        let pack = state.publisher.pack.as_ref()?;
        Some(pack.aged(pack.instruments.as_ref()?, state.clock(device)))
    }

    /// The publisher's newer exercises, with their age; they stay when their time is over. None of a pool's count.
    pub fn coping(&self, device: Minute) -> Option<Aged<Vec<Exercise>>> {
        let state = self.state();
        let pack = state.publisher.pack.as_ref()?;
        Some(pack.aged(pack.coping.as_ref()?, state.clock(device)))
    }

    /// How long everything still holds. A peer's phone tells its owner at 7, 3 and 1 days.
    pub fn status(&self, device: Minute) -> Status {
        let state = self.state();
        let now = state.clock(device);
        let of = |kept: &Kept| kept.pack.as_ref().map(|pack| pack.validity(now));
        Status { pool: of(&state.pool), publisher: of(&state.publisher) }
    }

    /// Destroys the cache's key, then the cache. For somebody who erases the app's data; the floor is left.
    ///
    /// # Errors
    /// `Locked` or `KeyStore` if the key is left: nothing was touched then; `Storage`.
    pub fn erase(folder: &Path, keys: &dyn KeyStore) -> Result<(), PackError> {
        store::erase(folder, keys)
    }

    fn keep_newer_root(
        &self,
        state: &mut State,
        manifest: &[u8],
        files: &Files,
        scope: Scope,
    ) -> Result<(), PackError> {
        let Some(root) = rules::newer_root(state.of(scope.into()), manifest, files) else { return Ok(()) };
        let mut kept = state.of(scope.into()).clone();
        kept.trust(root);
        let here = self.store.files(scope.into())?;
        self.keep(state, scope.into(), kept, &here)
    }

    /// To the storage first, then to memory.
    fn keep(&self, state: &mut State, whose: Whose, kept: Kept, files: &Files) -> Result<(), PackError> {
        self.store.replace(whose, kept.records(whose, files))?;
        *state.of(whose) = kept;
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Memory is only ever changed by replacing a whole value.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn clock(&self, device: Minute) -> Minute {
        let signed = [&self.publisher, &self.pool]
            .into_iter()
            .filter_map(|kept| kept.pack.as_ref())
            .map(|pack| pack.manifest.issued);
        signed.fold(device, Minute::max)
    }
}

/// What a phone says about a manifest that was made for `wanted`: its version, or the refusal. `root` is the file that it trusts, `successors`
/// are root files that it was given, oldest first, `seen` is what it accepted last, and `file` should be the directory that the manifest
/// names. Nothing is kept. This is what the contract in `tests/contract/pack.json` asks in every language.
///
/// # Errors
/// Each its own [`Refusal`].
pub fn judge(
    root: &[u8],
    successors: &[Vec<u8>],
    manifest: &[u8],
    file: Option<&[u8]>,
    wanted: &Wanted,
    seen: Option<Seen>,
    now: Minute,
) -> Result<u32, Refusal> {
    let root = walk(&Root::of_envelope(root)?, successors.iter().map(Vec::as_slice), now)?;
    let expected = Expected { scope: wanted.scope, region: Some(&wanted.region), seen };
    let manifest = accept_manifest(&root, manifest, &expected, now)?;
    if let Some(bytes) = file {
        let target = manifest.target_for(Pack::Directory, &wanted.region).ok_or(Refusal::WrongRegion)?;
        check_file(target, bytes)?;
        directory::parse(bytes)?;
    }
    Ok(manifest.version)
}

/// Walks to the newest root and verifies the manifest under it.
fn verify(
    kept: &Kept,
    manifest: &[u8],
    files: &Files,
    wanted: &Wanted,
    now: Minute,
) -> Result<Step, PackError> {
    let trusted = kept.root.as_ref().ok_or(PackError::NoRoot)?;
    rules::same_pool(trusted.scope, wanted.scope)?;
    let successors = match rules::successors(trusted, manifest, files)? {
        Ok(successors) => successors,
        Err(missing) => return Ok(Step::MissingRoots(missing)),
    };
    let root = walk(trusted, successors, now)?;
    let manifest = accept_manifest(&root, manifest, &kept.expected(wanted), now)?;
    Ok(Step::Verified(Box::new(Verified { root, manifest })))
}

/// Reads a file that is what its manifest says. What cannot be read is refused now, not when somebody needs it.
fn read(pack: Pack, bytes: &[u8], region: &Region) -> Result<rules::Content, PackError> {
    let content = wire::content(pack, bytes)?;
    match &content {
        rules::Content::Limits(limits) if !limits.jurisdiction.fits(region) => {
            Err(Refusal::WrongRegion.into())
        }
        _ => Ok(content),
    }
}
