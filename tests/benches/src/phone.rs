//! What a phone provides, as cheap as it can be, so that the figures are Peerline's own.

use peerline_core::clock::{Clock, Uptime};
use peerline_core::key_store::{KeyStore, KeyStoreError};
use peerline_core::random::SystemRandom;
use peerline_core::sensitive::Sensitive;
use peerline_core::vault::{Open, Vault, VaultError, Which};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A clock that stands still until days pass.
pub struct Calendar(AtomicI64);

impl Calendar {
    /// Begins at a moment, in seconds since 1970.
    pub fn at(unix: i64) -> Self {
        Self(AtomicI64::new(unix))
    }

    /// A day passes.
    pub fn next_day(&self) {
        self.0.fetch_add(86_400, Ordering::Relaxed);
    }

    /// Seconds since 1970.
    pub fn unix(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Clock for Calendar {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::from_timestamp(self.unix(), 0).unwrap_or_default()
    }

    fn uptime(&self) -> Uptime {
        Uptime { boot: 1, elapsed: Duration::from_secs(self.unix().unsigned_abs()) }
    }
}

/// Stands in the place of a phone's key store and protects nothing: a data key is "wrapped" as it is. It remembers the last one, so
/// that opening a file can be measured apart from everything around it.
#[derive(Default)]
pub struct NoProtection(Mutex<Option<Sensitive<Vec<u8>>>>);

impl NoProtection {
    /// The data key that was wrapped last.
    pub fn last(&self) -> Option<Sensitive<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl KeyStore for NoProtection {
    fn create(&self, _: &str) -> Result<(), KeyStoreError> {
        Ok(())
    }

    fn wrap(&self, _: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(data_key.clone());
        Ok(data_key.expose().clone())
    }

    fn unwrap(&self, _: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        Ok(Sensitive::new(wrapped.to_vec()))
    }

    fn destroy(&self, _: &str) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

/// A vault in a folder.
///
/// # Errors
/// Those of the vault.
pub fn vault(
    folder: &Path,
    which: Which,
    keys: Arc<NoProtection>,
    clock: Arc<Calendar>,
) -> Result<Vault, VaultError> {
    Vault::open(Open { folder, which, keys, clock, random: Arc::new(SystemRandom) }).map(|(vault, _)| vault)
}
