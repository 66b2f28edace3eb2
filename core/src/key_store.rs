//! The phone's own keys: made, used and destroyed by its hardware, never seen by us.

use crate::sensitive::Sensitive;

/// What the shell provides: non-exportable keys, each under an id of ours.
///
/// Implemented in Kotlin over Android Keystore and in Swift over Keychain and Secure Enclave. Synchronous, and slow enough that
/// nothing but the vault may call it.
pub trait KeyStore: Send + Sync {
    /// Makes a key under `id`; an existing one of that id is replaced.
    fn create(&self, id: &str) -> Result<(), KeyStoreError>;
    /// Wraps a data key under the key `id`.
    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError>;
    /// Unwraps what `wrap` gave under the same id.
    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError>;
    /// Destroys the key `id` for good. Destroying what is not there is no error.
    fn destroy(&self, id: &str) -> Result<(), KeyStoreError>;
}

/// Why the phone's key store did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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

/// Keys in memory, for tests and for trying things out. Nothing is protected by it.
#[cfg(any(test, feature = "demo"))]
#[derive(Default)]
pub struct MemoryKeyStore(std::sync::Mutex<std::collections::BTreeMap<String, [u8; 32]>>);

#[cfg(any(test, feature = "demo"))]
impl MemoryKeyStore {
    fn keys(&self) -> std::sync::MutexGuard<'_, std::collections::BTreeMap<String, [u8; 32]>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The ids of the keys that exist.
    pub fn ids(&self) -> Vec<String> {
        self.keys().keys().cloned().collect()
    }
}

#[cfg(any(test, feature = "demo"))]
impl KeyStore for MemoryKeyStore {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        let key = crate::random::draw(&crate::random::SystemRandom).map_err(|_| KeyStoreError::Failed)?;
        self.keys().insert(id.to_owned(), key);
        Ok(())
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        let key = *self.keys().get(id).ok_or(KeyStoreError::Gone)?;
        seal_under(&key, data_key.expose()).ok_or(KeyStoreError::Failed)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        let key = *self.keys().get(id).ok_or(KeyStoreError::Gone)?;
        open_under(&key, wrapped).ok_or(KeyStoreError::Failed)
    }

    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        self.keys().remove(id);
        Ok(())
    }
}

/// AES-256-GCM under a key of a key store that is not hardware.
#[cfg(any(test, feature = "demo"))]
pub fn seal_under(key: &[u8; 32], plain: &[u8]) -> Option<Vec<u8>> {
    use ring::aead;
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, key).ok()?);
    let nonce: [u8; 12] = crate::random::draw(&crate::random::SystemRandom).ok()?;
    let mut sealed = plain.to_vec();
    key.seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::empty(), &mut sealed)
        .ok()?;
    Some([&nonce[..], &sealed].concat())
}

/// Opens what [`seal_under`] gave.
#[cfg(any(test, feature = "demo"))]
pub fn open_under(key: &[u8; 32], sealed: &[u8]) -> Option<Sensitive<Vec<u8>>> {
    use ring::aead;
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, key).ok()?);
    let (nonce, sealed) = sealed.split_at_checked(12)?;
    let mut plain = Sensitive::new(sealed.to_vec());
    let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
    let length = key.open_in_place(nonce, aead::Aad::empty(), plain.expose_mut()).ok()?.len();
    plain.expose_mut().truncate(length);
    Some(plain)
}
