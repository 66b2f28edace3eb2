//! The cache: one sealed file below the app's folder, in size classes, under a key of the phone that needs one unlock after its start.

use super::Files;
use super::error::PackError;
use super::wire::{self, Record, Whose};
use crate::key_store::{KeyStore, KeyStoreError};
use crate::random::{Random, draw};
use crate::sensitive::Sensitive;
use crate::vault::sealed_file::{self, DataKey, SealedFileError};
use peerline_protocol::pack::sha256;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The phone's key under which the cache's data key is wrapped.
pub(crate) const KEY: &str = "packs.0";

/// Its folder below the app's.
pub(crate) const FOLDER: &str = "packs";

/// The sizes of the file: one large pool's directory may be more than the vault ever holds.
const CLASSES: [usize; 5] = [1 << 20, 4 << 20, 16 << 20, 64 << 20, 128 << 20];

/// What the cache was like when it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// There was none: the first start.
    Nothing,
    /// It was there.
    Packs,
    /// The phone's key is gone: begun anew.
    KeyGone,
    /// It was damaged: begun anew. Nothing of the owner's was in it.
    Damaged,
}

pub(super) struct Store {
    file: PathBuf,
    random: Arc<dyn Random>,
    data_key: DataKey,
    label: Vec<u8>,
}

impl Store {
    /// Opens the cache or begins a new one, and gives what is in it.
    pub(super) fn open(
        folder: &Path,
        keys: Arc<dyn KeyStore>,
        random: Arc<dyn Random>,
    ) -> Result<(Self, Vec<Record>, Found), PackError> {
        let folder = folder.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|_| PackError::Storage)?;
        let file = folder.join("store");
        sealed_file::sweep(&file);
        let found = match sealed_file::read(&file, &CLASSES) {
            Ok(None) => Found::Nothing,
            Ok(Some(bytes)) => match data_key(&bytes, &*keys, &*random)? {
                Ok((data_key, label)) => {
                    let records = sealed_file::open(&data_key, bytes, &CLASSES)
                        .ok()
                        .and_then(|opened| wire::parse(opened.content()));
                    match records {
                        Some(records) => {
                            return Ok((Self { file, random, data_key, label }, records, Found::Packs));
                        }
                        None => Found::Damaged,
                    }
                }
                Err(found) => found,
            },
            Err(SealedFileError::Damaged) => Found::Damaged,
            Err(error) => return Err(error.into()),
        };
        let data_key = DataKey::new(&*random)?;
        keys.create(KEY)?;
        let label = keys.wrap(KEY, &data_key.to_bytes())?;
        let store = Self { file, random, data_key, label };
        store.write(&[])?;
        Ok((store, Vec::new(), found))
    }

    /// The files in the cache that are somebody's.
    pub(super) fn files(&self, whose: Whose) -> Result<Files, PackError> {
        let records = self.read()?;
        let file = |record| match record {
            Record::File(_, bytes) => Some((sha256(&bytes), bytes)),
            _ => None,
        };
        Ok(records.into_iter().filter(|record| record.whose() == whose).filter_map(file).collect())
    }

    /// Puts `records` where somebody's records were, in one step.
    pub(super) fn replace(&self, whose: Whose, records: Vec<Record>) -> Result<(), PackError> {
        let mut all = self.read()?;
        all.retain(|record| record.whose() != whose);
        all.extend(records);
        self.write(&all)
    }

    fn read(&self) -> Result<Vec<Record>, PackError> {
        let bytes = sealed_file::read(&self.file, &CLASSES)?.ok_or(PackError::Storage)?;
        let opened = sealed_file::open(&self.data_key, bytes, &CLASSES)?;
        wire::parse(opened.content()).ok_or(PackError::Storage)
    }

    fn write(&self, records: &[Record]) -> Result<(), PackError> {
        let sealed = sealed_file::seal(
            &self.data_key,
            &self.label,
            0,
            &wire::print(records),
            &CLASSES,
            &*self.random,
        )?;
        Ok(sealed_file::write_atomically(&self.file, &sealed)?)
    }
}

/// The key first: without it nothing can be read, even if the file is not gone yet.
pub(super) fn erase(folder: &Path, keys: &dyn KeyStore) -> Result<(), PackError> {
    keys.destroy(KEY)?;
    match fs::remove_dir_all(folder.join(FOLDER)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(PackError::Storage),
        _ => Ok(()),
    }
}

/// The data key that a cache's label holds; or why it is to be begun anew; or why it must wait.
fn data_key(
    file: &[u8],
    keys: &dyn KeyStore,
    random: &dyn Random,
) -> Result<Result<(DataKey, Vec<u8>), Found>, PackError> {
    let label = match sealed_file::label(file) {
        Ok(label) => label.to_vec(),
        Err(SealedFileError::NewerVersion) => return Err(PackError::NewerVersion),
        Err(_) => return Ok(Err(Found::Damaged)),
    };
    match keys.unwrap(KEY, &label) {
        Ok(bytes) => Ok(DataKey::from_bytes(&bytes).map(|key| (key, label)).ok_or(Found::Damaged)),
        Err(KeyStoreError::Gone) => Ok(Err(Found::KeyGone)),
        Err(KeyStoreError::Locked) => Err(PackError::Locked),
        // A key store that fails may be broken for now, or be right that this label is not its key's: it is tried on a fresh one.
        Err(KeyStoreError::Failed) => {
            let probe = Sensitive::new(draw::<32>(random)?.to_vec());
            let wrapped = keys.wrap(KEY, &probe)?;
            if keys.unwrap(KEY, &wrapped)? == probe {
                Ok(Err(Found::Damaged))
            } else {
                Err(PackError::KeyStore)
            }
        }
    }
}
