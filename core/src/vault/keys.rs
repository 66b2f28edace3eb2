//! Which key of the phone protects the vault now, and how it is replaced so that a crash at any point costs nothing.
//!
//! Each file has four places for a key in the phone's key store, always of the same names, one of them in use. The data key,
//! wrapped under it, lies in the label of the sealed file: one atomic replacement changes key and content together. Everything
//! that the file does not name is a leftover and is destroyed at the next open. Which place is used is random: a number that
//! counted up would tell how often somebody asked.

use super::sealed_file::{DataKey, LABEL_MAX};
use super::{VaultError, Which};
use crate::key_store::{KeyStore, KeyStoreError};
use crate::random::{Random, below, draw};
use crate::sensitive::Sensitive;

/// How many places for a key each file has in the phone's key store.
const PLACES: u8 = 4;

/// One of a file's places in the phone's key store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u8);

impl Place {
    /// Every place there is.
    pub(super) fn all() -> impl Iterator<Item = Place> {
        (0..PLACES).map(Place)
    }

    /// A random one that is in nobody's use: not `used`, and if there is another way, not `spared` either.
    fn free(used: &[Place], spared: &[Place], random: &dyn Random) -> Result<Place, VaultError> {
        let unused: Vec<_> = Place::all().filter(|place| !used.contains(place)).collect();
        let best: Vec<_> = unused.iter().copied().filter(|place| !spared.contains(place)).collect();
        let choice = if best.is_empty() { unused } else { best };
        let chosen = below(random, choice.len().max(1) as u32)? as usize;
        choice.get(chosen).copied().ok_or(VaultError::KeyStore)
    }

    /// The name of its key. The shells take the protection class from what stands before the point.
    fn id(self, which: Which) -> String {
        format!("{}.{}", which.word(), self.0)
    }
}

/// The key in use: where the phone keeps it, and the data key that it wraps.
pub(super) struct CurrentKey {
    pub(super) place: Place,
    pub(super) data_key: DataKey,
    wrapped: Vec<u8>,
}

impl CurrentKey {
    /// A new key of the phone and a new data key under it. Nothing depends on it until a file with its label is written.
    pub(super) fn create(
        keys: &dyn KeyStore,
        which: Which,
        used: &[Place],
        spared: &[Place],
        random: &dyn Random,
    ) -> Result<Self, VaultError> {
        let place = Place::free(used, spared, random)?;
        let data_key = DataKey::new(random)?;
        keys.create(&place.id(which))?;
        let wrapped = keys.wrap(&place.id(which), &data_key.to_bytes())?;
        Ok(Self { place, data_key, wrapped })
    }

    /// The label of a file sealed under it.
    pub(super) fn label(&self, which: Which) -> Result<Vec<u8>, VaultError> {
        let label = [&[which.number(), self.place.0][..], &self.wrapped].concat();
        if label.len() <= LABEL_MAX { Ok(label) } else { Err(VaultError::KeyStore) }
    }

    /// The key that a file's label names.
    pub(super) fn of_label(
        label: &[u8],
        which: Which,
        keys: &dyn KeyStore,
        random: &dyn Random,
    ) -> Result<Self, NoKey> {
        let place = place_of_label(label, which).ok_or(NoKey::Unfit)?;
        let wrapped = &label[2..];
        match keys.unwrap(&place.id(which), wrapped) {
            Ok(bytes) => {
                let data_key = DataKey::from_bytes(&bytes).ok_or(NoKey::Unfit)?;
                Ok(Self { place, data_key, wrapped: wrapped.to_vec() })
            }
            Err(KeyStoreError::Gone) => Err(NoKey::Gone),
            Err(KeyStoreError::Locked) => Err(NoKey::Other(VaultError::Locked)),
            Err(KeyStoreError::Failed) => Err(why_failed(place, which, keys, random)),
        }
    }
}

/// Why the key of a file could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoKey {
    /// The phone's key does not exist any more.
    Gone,
    /// The key exists and works, but not on this label: the label is damaged, or it is that of an older copy of the file.
    Unfit,
    /// It may work another time.
    Other(VaultError),
}

/// The place that a label names, if it is one of this file's.
pub(super) fn place_of_label(label: &[u8], which: Which) -> Option<Place> {
    match label {
        [number, place, _, ..] if *number == which.number() && *place < PLACES => Some(Place(*place)),
        _ => None,
    }
}

/// The ids of all places of a file.
pub(super) fn ids(which: Which) -> Vec<String> {
    Place::all().map(|place| place.id(which)).collect()
}

/// Destroys every key of a file but those `kept`. Destroying what is not there is no error.
pub(super) fn destroy_all_but(kept: &[Place], which: Which, keys: &dyn KeyStore) -> Result<(), VaultError> {
    let others = Place::all().filter(|place| !kept.contains(place));
    // The first failure is reported, but does not save the others.
    others.map(|place| keys.destroy(&place.id(which))).fold(Ok(()), Result::and).map_err(VaultError::from)
}

/// A key store that fails may be broken for now, or be right that this label is not one of its key's: it is tried on a fresh one.
fn why_failed(place: Place, which: Which, keys: &dyn KeyStore, random: &dyn Random) -> NoKey {
    let probe = (|| {
        let bytes: [u8; 32] = draw(random)?;
        let bytes = Sensitive::new(bytes.to_vec());
        let wrapped = keys.wrap(&place.id(which), &bytes)?;
        Ok::<_, VaultError>(keys.unwrap(&place.id(which), &wrapped)? == bytes)
    })();
    match probe {
        Ok(true) => NoKey::Unfit,
        Ok(false) => NoKey::Other(VaultError::KeyStore),
        Err(VaultError::KeyGone) => NoKey::Gone,
        Err(error) => NoKey::Other(error),
    }
}
