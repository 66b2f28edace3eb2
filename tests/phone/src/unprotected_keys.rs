//! Keys as plain files, for tests that kill and restart processes. Named so that nobody ships it: it protects nothing.

use peerline_core::key_store::{KeyStore, KeyStoreError, open_under, seal_under};
use peerline_core::random::{SystemRandom, draw};
use peerline_core::sensitive::Sensitive;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// One file a key in a folder; each call is whole or did not happen, also when the process is killed.
pub struct UnprotectedFileKeys(PathBuf);

impl UnprotectedFileKeys {
    /// Keys in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new(folder: &Path) -> std::io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self(folder.to_owned()))
    }

    /// The ids of the keys that exist, in order.
    pub fn ids(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.0) else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut ids: Vec<_> = names.filter(|name| !name.starts_with("making-")).collect();
        ids.sort();
        ids
    }

    fn key(&self, id: &str) -> Result<[u8; 32], KeyStoreError> {
        let bytes = fs::read(self.0.join(id)).map_err(|error| match error.kind() {
            ErrorKind::NotFound => KeyStoreError::Gone,
            _ => KeyStoreError::Failed,
        })?;
        bytes.try_into().map_err(|_| KeyStoreError::Failed)
    }
}

impl KeyStore for UnprotectedFileKeys {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        let key: [u8; 32] = draw(&SystemRandom).map_err(|_| KeyStoreError::Failed)?;
        let making = self.0.join(format!("making-{id}"));
        let made = fs::write(&making, key).and_then(|()| fs::rename(&making, self.0.join(id)));
        made.map_err(|_| KeyStoreError::Failed)
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        seal_under(&self.key(id)?, data_key.expose()).ok_or(KeyStoreError::Failed)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        open_under(&self.key(id)?, wrapped).ok_or(KeyStoreError::Failed)
    }

    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        match fs::remove_file(self.0.join(id)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(KeyStoreError::Failed),
            _ => Ok(()),
        }
    }
}
