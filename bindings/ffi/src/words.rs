//! The fixed labels of the screens, all at once.

use crate::error::PeerlineError;
use crate::fault::contained;
use peerline_core::words::{self, Language};
use std::collections::HashMap;

/// Every label of the screens by its id, in the language of a BCP 47 tag; in English for one that there are no words in.
#[uniffi::export]
pub fn words(language: String) -> Result<HashMap<String, String>, PeerlineError> {
    contained(|| {
        let labels = words::labels(Language::from_tag(&language));
        Ok(labels.into_iter().map(|(id, text)| (id.to_owned(), text)).collect())
    })
}
