//! What the phone provides: its keys, and an ear for changes. Implemented in Kotlin and Swift.
//!
//! Both are synchronous. Whatever an implementation throws becomes a reason without text: a stack trace may hold anything.

use peerline_core::key_store;
use peerline_core::sensitive::Sensitive;
use std::sync::Arc;
use uniffi::UnexpectedUniFFICallbackError;

/// The phone's own keys: made, used and destroyed by its hardware, each under an id of ours. What stands before the id's point is its
/// protection class: `officer` needs an unlocked phone; `duty`, `packs` and `plan` (only if the owner wants the plan readable while the
/// app is locked) need one unlock after the phone's start.
#[uniffi::export(foreign)]
pub trait KeyStore: Send + Sync {
    /// Makes a key under `id`; an existing one of that id is replaced.
    fn create(&self, id: String) -> Result<(), KeyStoreError>;
    /// Wraps a data key under the key `id`.
    fn wrap(&self, id: String, data_key: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;
    /// Unwraps what `wrap` gave under the same id.
    fn unwrap(&self, id: String, wrapped: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;
    /// Destroys the key `id` for good. Destroying what is not there is no error.
    fn destroy(&self, id: String) -> Result<(), KeyStoreError>;
}

/// Why the phone's key store did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeyStoreError {
    /// The phone is locked, or was not unlocked since it was started.
    #[error("the phone's key store is locked")]
    Locked,
    /// The key does not exist any more; what it protected is gone for good.
    #[error("the key is gone")]
    Gone,
    /// The key store refused or failed for a reason of its own.
    #[error("the phone's key store failed")]
    Failed,
}

/// An ear for changes, so that a screen knows when to read again.
#[uniffi::export(foreign)]
pub trait Listener: Send + Sync {
    /// Something of this kind is not as it was. Called on a thread of ours, never while a lock is held; return at once.
    fn changed(&self, topic: Changed) -> Result<(), ListenerError>;
}

/// What is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Changed {
    /// The officer's request, or its answer.
    Requests,
    /// What a peer on call sees.
    Duty,
    /// The peers that can be asked.
    Directory,
    /// What a peer must disclose.
    Limits,
    /// The pools that this phone belongs to.
    Membership,
    /// The crisis lines.
    Crisis,
}

/// An ear that failed. It is not called again for this change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ListenerError {
    /// The app's own code failed.
    #[error("the listener failed")]
    Failed,
}

/// The shell's key store as the core knows it.
pub(crate) struct ShellKeyStore(pub(crate) Arc<dyn KeyStore>);

impl key_store::KeyStore for ShellKeyStore {
    fn create(&self, id: &str) -> Result<(), key_store::KeyStoreError> {
        Ok(self.0.create(id.to_owned())?)
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, key_store::KeyStoreError> {
        Ok(self.0.wrap(id.to_owned(), data_key.expose().clone())?)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, key_store::KeyStoreError> {
        Ok(Sensitive::new(self.0.unwrap(id.to_owned(), wrapped.to_vec())?))
    }

    fn destroy(&self, id: &str) -> Result<(), key_store::KeyStoreError> {
        Ok(self.0.destroy(id.to_owned())?)
    }
}

impl From<UnexpectedUniFFICallbackError> for KeyStoreError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

impl From<UnexpectedUniFFICallbackError> for ListenerError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

impl From<KeyStoreError> for key_store::KeyStoreError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::Locked => Self::Locked,
            KeyStoreError::Gone => Self::Gone,
            KeyStoreError::Failed => Self::Failed,
        }
    }
}
