//! What the phone keeps for its owner, sealed: nobody reads it without the phone's own key, and the file tells nothing.
//!
//! There are always two files, whoever uses the app: the officer's, which needs an unlocked phone, and the duty file, which a
//! peer's wakes and timers can reach once the phone was unlocked after its start. Each is a SQLite database in memory, sealed as
//! one file of a fixed size and replaced as a whole (`sealed_file.rs`). Written at open and at pause always, used or not, so its
//! times say only when the app was last open. A third file is there only if its owner wants the safety plan readable while the
//! vault is locked (`own_file.rs`). A vault never sends anything and never stands between anybody and a crisis line.

mod database;
mod error;
mod folder;
mod keys;
mod migrations;
pub mod own_file;
pub mod sealed_file;
mod store;
#[cfg(test)]
mod tests;

use crate::clock::{Clock, Mark};
use crate::key_store::KeyStore;
use crate::random::Random;
use database::{Change, Database};
pub use error::VaultError;
use folder::Folder;
use keys::{CurrentKey, NoKey, Place};
use rusqlite::{Connection, Transaction};
use sealed_file::{CLASSES, SealedFileError};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// One of the two sealed files, open or locked.
///
/// All calls take `&self` and wait for each other; keep closures short and never call the vault from inside one.
pub struct Vault {
    which: Which,
    folder: Folder,
    keys: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    state: Mutex<State>,
}

/// Which of the two files.
///
/// Its keys in the phone's key store are named `officer.0` to `officer.3` and `duty.0` to `duty.3`, one of each in use: shells take
/// the protection class from what stands before the point. Its folder is [`Which::folder_name`]. The third file is none of these: see
/// [`own_file`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// What the officer keeps: requests, answers, exclusions, self-checks. Needs an unlocked phone.
    Officer,
    /// What a peer's phone needs while it is locked: daily keys, outbox, schedule. Needs one unlock after the phone's start.
    Duty,
}

/// What a vault is opened with.
pub struct Open<'a> {
    /// The app's private folder, left out of backups. The two files get a folder each below it.
    pub folder: &'a Path,
    /// Which of the two files.
    pub which: Which,
    /// The phone's keys.
    pub keys: Arc<dyn KeyStore>,
    /// The phone's clocks.
    pub clock: Arc<dyn Clock>,
    /// The phone's randomness.
    pub random: Arc<dyn Random>,
}

/// What was found when a vault was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenReport {
    /// What the file was like.
    pub found: Found,
    /// Whether the file could be written again right away.
    pub written: Result<(), VaultError>,
    /// When the file was last written before, to notice a clock that was set back.
    pub last_written: Option<Mark>,
    /// Damaged files that lie aside, from now and before.
    pub set_aside: u32,
    /// Remains of interrupted writing that were removed.
    pub swept: u32,
}

/// What the file was like when a vault was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// There was none: a new vault.
    Nothing,
    /// It was there and is open.
    Vault,
    /// The phone's key is gone (a new phone, a changed screen lock, an erased app) and everything in the file with it: a new vault.
    KeyGone,
    /// It was damaged and was moved aside, not deleted: a new vault.
    Damaged,
}

/// Whether an old key, after it was replaced, exists no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldKey {
    /// No older copy of the file can be opened any more.
    Destroyed,
    /// The phone refused for now; it is tried again at each save and each open.
    Pending,
}

impl Vault {
    /// Opens one of the two files, or makes it, and writes it once.
    ///
    /// A damaged file is moved aside, a file whose key is gone is replaced, and leftovers of interrupted work are removed; the
    /// report says so. If the storage is full, an existing vault opens all the same and the report says that it was not written.
    ///
    /// # Errors
    /// [`VaultError::Locked`] and [`VaultError::NewerVersion`], after which nothing was touched; [`VaultError::DiskFull`] if there
    /// is no room for a new vault; [`VaultError::KeyStore`], [`VaultError::Storage`], [`VaultError::NoRandomness`].
    pub fn open(open: Open<'_>) -> Result<(Vault, OpenReport), VaultError> {
        let vault = Self::locked(open)?;
        let report = vault.unlock()?;
        Ok((vault, report))
    }

    /// One of the two files, not yet opened: every call answers [`VaultError::Locked`] until [`Vault::unlock`].
    ///
    /// # Errors
    /// [`VaultError::Storage`] if its folder cannot be made.
    pub fn locked(open: Open<'_>) -> Result<Vault, VaultError> {
        let Open { folder, which, keys, clock, random } = open;
        let folder = Folder::make(folder, which)?;
        Ok(Vault { which, folder, keys, clock, random, state: Mutex::new(State::Locked) })
    }

    /// Which of the two files this is.
    pub fn which(&self) -> Which {
        self.which
    }

    /// Looks something up. Writing from inside is refused.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; [`VaultError::Refused`] or [`VaultError::Damaged`] for what SQLite reports.
    pub fn read<T>(&self, look: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, VaultError> {
        self.try_read(|connection| look(connection).map_err(VaultError::from))
    }

    /// [`Vault::read`] for work that can fail for a reason of the caller's own.
    ///
    /// # Errors
    /// The caller's, or one of [`Vault::read`].
    pub fn try_read<T, E: From<VaultError>>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        look(self.state().opened()?.database.to_look_at()?)
    }

    /// Changes something in memory, in one transaction. It reaches the storage at the next save or keep; a crash before that
    /// undoes it, so nothing that somebody was told to rely on may be written like this.
    ///
    /// # Errors
    /// As [`Vault::read`]; [`VaultError::Full`]. Nothing was changed then.
    pub fn write<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, VaultError> {
        self.try_write(|transaction| change(transaction).map_err(VaultError::from))
    }

    /// [`Vault::write`] for work that can fail for a reason of the caller's own; the transaction is undone then.
    ///
    /// # Errors
    /// The caller's, or one of [`Vault::write`].
    pub fn try_write<T, E: From<VaultError>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        once(change, |change| self.state().opened()?.database.transact(change).map(drop))
    }

    /// Changes something for good, in one transaction: when it returns `Ok`, the change has reached the storage; when it does
    /// not, neither memory nor file has changed.
    ///
    /// # Errors
    /// As [`Vault::write`]; [`VaultError::DiskFull`], [`VaultError::Storage`].
    pub fn keep<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, VaultError> {
        self.try_keep(|transaction| change(transaction).map_err(VaultError::from))
    }

    /// [`Vault::keep`] for work that can fail for a reason of the caller's own; the transaction is undone then.
    ///
    /// # Errors
    /// The caller's, or one of [`Vault::keep`].
    pub fn try_keep<T, E: From<VaultError>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        once(change, |change| self.kept(change))
    }

    /// [`Vault::keep`], and in the same step a new key and data key: for a change that destroys a secret (a daily or a reply
    /// key). No copy of the file from before can be opened when the answer says [`OldKey::Destroyed`].
    ///
    /// # Errors
    /// As [`Vault::keep`]; [`VaultError::KeyStore`], [`VaultError::NoRandomness`].
    pub fn keep_and_renew_key<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<(T, OldKey), VaultError> {
        self.try_keep_and_renew_key(|transaction| change(transaction).map_err(VaultError::from))
    }

    /// [`Vault::keep_and_renew_key`] for work that can fail for a reason of the caller's own; nothing has happened then.
    ///
    /// # Errors
    /// The caller's, or one of [`Vault::keep_and_renew_key`].
    pub fn try_keep_and_renew_key<T, E: From<VaultError>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<(T, OldKey), E> {
        let mut old = OldKey::Pending;
        let value = once(change, |change| {
            old = self.kept_under_a_new_key(change)?;
            Ok(())
        })?;
        Ok((value, old))
    }

    /// Replaces key and data key: create, wrap, write the file under it, destroy the old one.
    ///
    /// # Errors
    /// As [`Vault::keep_and_renew_key`].
    pub fn renew_key(&self) -> Result<OldKey, VaultError> {
        self.keep_and_renew_key(|_| Ok(())).map(|((), old)| old)
    }

    /// Writes the file, whether or not anything changed. To be called at every pause.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::DiskFull`], [`VaultError::Storage`].
    pub fn save(&self) -> Result<(), VaultError> {
        let mut state = self.state();
        let opened = state.opened()?;
        self.write_file(opened, None)?;
        self.destroy_leftovers(opened);
        Ok(())
    }

    /// Drops the database and the keys from memory, overwritten. Calls answer [`VaultError::Locked`] until [`Vault::unlock`].
    /// What was written but neither saved nor kept is gone: save first.
    pub fn lock(&self) {
        *self.state() = State::Locked;
    }

    /// Opens the file again after [`Vault::lock`]; an open vault is only saved.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn unlock(&self) -> Result<OpenReport, VaultError> {
        let mut state = self.state();
        if let State::Open(opened) = &mut *state {
            let last_written = opened.last_written()?;
            let written = self.write_file(opened, None);
            return Ok(self.report(Found::Vault, written, last_written, 0));
        }
        let (mut opened, found) = match self.find()? {
            Finding::Vault(opened) => (opened, Found::Vault),
            Finding::Nothing => (self.fresh()?, Found::Nothing),
            Finding::KeyGone => (self.fresh()?, Found::KeyGone),
            Finding::Damaged => {
                let fresh = self.fresh()?;
                self.folder.set_aside()?;
                (fresh, Found::Damaged)
            }
        };
        let swept = sealed_file::sweep(&self.folder.store());
        let last_written = opened.last_written()?;
        let written = self.write_file(&mut opened, None);
        if found != Found::Vault {
            written?;
        }
        opened.leftovers = OldKey::Pending;
        self.destroy_leftovers(&mut opened);
        *state = State::Open(opened);
        Ok(self.report(found, written, last_written, swept))
    }

    /// Destroys the keys of one of the two files, then the file and what lies beside it. Lock an open vault first.
    ///
    /// Once the keys are destroyed nothing can be read any more, even if the app is killed before the files are gone.
    ///
    /// # Errors
    /// [`VaultError::Locked`] or [`VaultError::KeyStore`] if a key is left: no file was touched then; [`VaultError::Storage`].
    pub fn erase(folder: &Path, which: Which, keys: &dyn KeyStore) -> Result<(), VaultError> {
        keys::destroy_all_but(&[], which, keys)?;
        Folder::erase(folder, which)
    }

    /// Whether SQLite's memory is overwritten when it is given back, as the promise about the lock needs.
    pub fn memory_is_wiped() -> bool {
        peerline_memory::sqlite_is_wiped()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic inside a closure undid its transaction, so what the mutex holds is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the file and opens it if it can be opened. Touches nothing.
    fn find(&self) -> Result<Finding, VaultError> {
        let file = match self.folder.read() {
            Ok(Some(file)) => file,
            Ok(None) => return Ok(Finding::Nothing),
            Err(SealedFileError::Damaged) => return Ok(Finding::Damaged),
            Err(error) => return Err(error.into()),
        };
        let label = match sealed_file::label(&file) {
            Ok(label) => label,
            Err(SealedFileError::Damaged) => return Ok(Finding::Damaged),
            Err(error) => return Err(error.into()),
        };
        let key = match CurrentKey::of_label(label, self.which, &*self.keys, &*self.random) {
            Ok(key) => key,
            Err(NoKey::Gone) => return Ok(Finding::KeyGone),
            Err(NoKey::Unfit) => return Ok(Finding::Damaged),
            Err(NoKey::Other(error)) => return Err(error),
        };
        match self.open_file(key, file) {
            Ok(opened) => Ok(Finding::Vault(opened)),
            Err(VaultError::Damaged) => Ok(Finding::Damaged),
            Err(error) => Err(error),
        }
    }

    fn open_file(&self, key: CurrentKey, file: Vec<u8>) -> Result<Opened, VaultError> {
        let content = sealed_file::open(&key.data_key, file, &CLASSES)?;
        let mut database = Database::from_image(content.content())?;
        database.migrate(migrations::of(self.which))?;
        Ok(Opened { database, key, generation: content.generation(), leftovers: OldKey::Pending })
    }

    /// A vault with nothing in it, in memory, under a new key.
    fn fresh(&self) -> Result<Opened, VaultError> {
        let mut database = Database::empty()?;
        database.migrate(migrations::of(self.which))?;
        let key = self.create_key(None)?;
        Ok(Opened { database, key, generation: 0, leftovers: OldKey::Pending })
    }

    /// A new key in a place that is neither `current` nor needed by the file on disk: if an earlier replacement failed half-way,
    /// that may be another one than we think.
    fn create_key(&self, current: Option<Place>) -> Result<CurrentKey, VaultError> {
        let used: Vec<_> = current.into_iter().chain(self.folder.place_on_disk(self.which)).collect();
        CurrentKey::create(
            &*self.keys,
            self.which,
            &used,
            &self.folder.places_aside(self.which),
            &*self.random,
        )
    }

    /// Changes memory and file.
    fn kept(&self, change: Change<'_>) -> Result<(), VaultError> {
        let mut state = self.state();
        let opened = state.opened()?;
        if opened.changing(change, |opened| self.write_file(opened, None))? {
            self.destroy_leftovers(opened);
        }
        Ok(())
    }

    /// Changes memory, key and file.
    fn kept_under_a_new_key(&self, change: Change<'_>) -> Result<OldKey, VaultError> {
        let mut state = self.state();
        let opened = state.opened()?;
        opened.leftovers = OldKey::Pending;
        let held = opened.changing(change, |opened| {
            let key = self.create_key(Some(opened.key.place))?;
            self.write_file(opened, Some(key))
        })?;
        if held {
            self.destroy_leftovers(opened);
        }
        Ok(opened.leftovers)
    }

    /// Seals what is in memory, under `new_key` if there is one, and replaces the file.
    fn write_file(&self, opened: &mut Opened, new_key: Option<CurrentKey>) -> Result<(), VaultError> {
        let now = Mark::now(&*self.clock);
        once(
            |transaction| store::remember_written(transaction, now).map_err(VaultError::from),
            |change| opened.database.transact(change).map(drop),
        )?;
        let generation = opened.generation + 1;
        let key = new_key.as_ref().unwrap_or(&opened.key);
        let label = key.label(self.which)?;
        let image = opened.database.image()?;
        let file = sealed_file::seal(&key.data_key, &label, generation, &image, &CLASSES, &*self.random)?;
        sealed_file::write_atomically(&self.folder.store(), &file)?;
        opened.generation = generation;
        if let Some(key) = new_key {
            opened.key = key;
        }
        Ok(())
    }

    /// Destroys every key that neither the file nor one set aside needs, unless that is done already.
    fn destroy_leftovers(&self, opened: &mut Opened) {
        if opened.leftovers == OldKey::Destroyed {
            return;
        }
        let mut kept = self.folder.places_aside(self.which);
        kept.push(opened.key.place);
        kept.extend(self.folder.place_on_disk(self.which));
        if keys::destroy_all_but(&kept, self.which, &*self.keys).is_ok() {
            opened.leftovers = OldKey::Destroyed;
        }
    }

    fn report(
        &self,
        found: Found,
        written: Result<(), VaultError>,
        last_written: Option<Mark>,
        swept: u32,
    ) -> OpenReport {
        let set_aside = u32::try_from(self.folder.aside().len()).unwrap_or(u32::MAX);
        OpenReport { found, written, last_written, set_aside, swept }
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({:?})", self.which)
    }
}

impl Which {
    /// Both files, which always exist together.
    pub const ALL: [Which; 2] = [Which::Officer, Which::Duty];

    /// Its name in the key store and among the migrations.
    fn word(self) -> &'static str {
        match self {
            Which::Officer => "officer",
            Which::Duty => "duty",
        }
    }

    /// Its number in a label.
    fn number(self) -> u8 {
        match self {
            Which::Officer => 1,
            Which::Duty => 2,
        }
    }

    /// The ids of its keys in the phone's key store, those not in use too.
    pub fn key_ids(self) -> Vec<String> {
        keys::ids(self)
    }

    /// The name of its folder below the app's, which the shells give the phone's protection class: `one` needs an unlocked
    /// phone, `two` one unlock after the start.
    pub const fn folder_name(self) -> &'static str {
        match self {
            Which::Officer => "one",
            Which::Duty => "two",
        }
    }
}

enum State {
    Locked,
    Open(Opened),
}

impl State {
    fn opened(&mut self) -> Result<&mut Opened, VaultError> {
        match self {
            State::Open(opened) => Ok(opened),
            State::Locked => Err(VaultError::Locked),
        }
    }
}

struct Opened {
    database: Database,
    key: CurrentKey,
    generation: u64,
    leftovers: OldKey,
}

impl Opened {
    fn last_written(&self) -> Result<Option<Mark>, VaultError> {
        Ok(store::last_written(self.database.to_look_at()?)?)
    }

    /// Changes the memory and writes the file; if the file cannot be written, the memory is as before. Gives whether the change held.
    fn changing(
        &mut self,
        change: Change<'_>,
        write: impl FnOnce(&mut Self) -> Result<(), VaultError>,
    ) -> Result<bool, VaultError> {
        let before = Zeroizing::new(self.database.image()?.to_vec());
        if !self.database.transact(change)? {
            return Ok(false);
        }
        if let Err(error) = write(self) {
            self.database = Database::from_image(&before)?;
            return Err(error);
        }
        Ok(true)
    }
}

/// Has a change carried out by what surrounds every change. That is compiled once, not once for each of a hundred callers, which
/// makes the phone's library smaller by a tenth of a megabyte.
fn once<T, E: From<VaultError>>(
    change: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    carry_out: impl FnOnce(Change<'_>) -> Result<(), VaultError>,
) -> Result<T, E> {
    let (mut change, mut came_to) = (Some(change), None);
    let carried_out = carry_out(&mut |transaction| {
        came_to = change.take().map(|change| change(transaction));
        matches!(came_to, Some(Ok(_)))
    });
    match came_to {
        Some(Err(error)) => Err(error),
        Some(Ok(value)) => carried_out.map(|()| value).map_err(E::from),
        None => Err(carried_out.err().unwrap_or(VaultError::Refused).into()),
    }
}

/// What lies where the vault should be.
enum Finding {
    Nothing,
    Vault(Opened),
    KeyGone,
    Damaged,
}
