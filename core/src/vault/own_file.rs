//! A sealed file with a key of its own, for what its owner wants readable after the phone's first unlock without opening a vault.
//!
//! There is one today: the copy of the safety plan, in the folder `three` under the key `plan.0`, and only while its owner said so.
//! It has one size whatever is in it, is replaced as a whole, and is gone with its key: the key is destroyed first.

use super::VaultError;
use super::folder::OWN_FILE_FOLDER;
use super::sealed_file::{self, CLASSES, DataKey, SealedFileError};
use crate::key_store::{KeyStore, KeyStoreError};
use crate::random::{Random, draw};
use crate::sensitive::Sensitive;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The phone's key under which the file's data key is wrapped. What stands before the point tells the shells its protection class:
/// one unlock after the phone's start, as for `duty` and `packs`.
pub const KEY: &str = "plan.0";

/// The name of its folder below the app's.
pub const FOLDER: &str = OWN_FILE_FOLDER;

/// The file, there or not.
pub struct OwnFile {
    folder: PathBuf,
    keys: Arc<dyn KeyStore>,
    random: Arc<dyn Random>,
}

impl OwnFile {
    /// The file below the app's folder. Nothing is read or made.
    pub fn below(app: &Path, keys: Arc<dyn KeyStore>, random: Arc<dyn Random>) -> Self {
        Self { folder: app.join(OWN_FILE_FOLDER), keys, random }
    }

    /// Whether there is one.
    pub fn exists(&self) -> bool {
        self.file().exists()
    }

    /// What is in it; `None` if there is none, or if its key is gone: then it was turned off, and only its remains lie there.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`], [`VaultError::NewerVersion`], [`VaultError::KeyStore`],
    /// [`VaultError::Storage`].
    pub fn read(&self) -> Result<Option<Sensitive<Vec<u8>>>, VaultError> {
        let Some(Keyed { key, bytes, .. }) = self.opened()? else { return Ok(None) };
        let opened = sealed_file::open(&key, bytes, &CLASSES[..1])?;
        Ok(Some(Sensitive::new(opened.content().to_vec())))
    }

    /// Puts content in it, and makes the file and its key if they are not there.
    ///
    /// # Errors
    /// As [`OwnFile::read`]; [`VaultError::Full`], [`VaultError::DiskFull`], [`VaultError::NoRandomness`]. What was there stays.
    pub fn write(&self, content: &Sensitive<Vec<u8>>) -> Result<(), VaultError> {
        let (key, label) = match self.opened() {
            Ok(Some(Keyed { key, label, .. })) => (key, label),
            // What cannot be read any more is no loss: it is a copy, and this is the newer one.
            Ok(None) | Err(VaultError::Damaged) => self.new_key()?,
            Err(error) => return Err(error),
        };
        fs::create_dir_all(&self.folder).map_err(|error| sealed_file::reason(&error))?;
        let sealed = sealed_file::seal(&key, &label, 0, content.expose(), &CLASSES[..1], &*self.random)?;
        Ok(sealed_file::write_atomically(&self.file(), &sealed)?)
    }

    /// Destroys its key, then the file with what lies beside it. Once the key is gone nothing can be read any more, even if the app
    /// is killed before the file is gone.
    ///
    /// # Errors
    /// [`VaultError::Locked`] or [`VaultError::KeyStore`] if the key is left: the file was not touched then;
    /// [`VaultError::Storage`].
    pub fn erase(&self) -> Result<(), VaultError> {
        self.keys.destroy(KEY)?;
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(sealed_file::reason(&error).into())
            }
            _ => Ok(()),
        }
    }

    /// Removes what a killed app left: strays of interrupted writing, and a file whose key is gone.
    ///
    /// # Errors
    /// As [`OwnFile::read`] and [`OwnFile::erase`].
    pub fn sweep(&self) -> Result<(), VaultError> {
        sealed_file::sweep(&self.file());
        if self.exists() && matches!(self.opened(), Ok(None)) { self.erase() } else { Ok(()) }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("store")
    }

    fn new_key(&self) -> Result<(DataKey, Vec<u8>), VaultError> {
        let key = DataKey::new(&*self.random)?;
        self.keys.create(KEY)?;
        let label = self.keys.wrap(KEY, &key.to_bytes())?;
        Ok((key, label))
    }

    /// The file's data key and label, with its bytes; `None` without a file or without its key.
    fn opened(&self) -> Result<Option<Keyed>, VaultError> {
        let Some(bytes) = sealed_file::read(&self.file(), &CLASSES[..1])? else { return Ok(None) };
        let label = sealed_file::label(&bytes)?.to_vec();
        match self.keys.unwrap(KEY, &label) {
            Ok(key) => {
                let key = DataKey::from_bytes(&key).ok_or(SealedFileError::Damaged)?;
                Ok(Some(Keyed { key, label, bytes }))
            }
            Err(KeyStoreError::Gone) => Ok(None),
            Err(KeyStoreError::Failed) => Err(self.why_failed()?),
            Err(error) => Err(error.into()),
        }
    }

    /// A key store that fails may be broken for now, or be right that this label is not its key's: it is tried on a fresh one.
    fn why_failed(&self) -> Result<VaultError, VaultError> {
        let probe = Sensitive::new(draw::<32>(&*self.random)?.to_vec());
        let wrapped = self.keys.wrap(KEY, &probe)?;
        let works = self.keys.unwrap(KEY, &wrapped)? == probe;
        Ok(if works { VaultError::Damaged } else { VaultError::KeyStore })
    }
}

/// A file's bytes, still sealed, with the key that opens them and the label that keeps it.
struct Keyed {
    key: DataKey,
    label: Vec<u8>,
    bytes: Vec<u8>,
}
