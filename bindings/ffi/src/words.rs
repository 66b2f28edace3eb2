//! The fixed labels of the screens, all at once; the names of what can be chosen; and what is said about an error.

use crate::error::{PeerlineError, advice, why};
use crate::fault::contained;
use crate::redact::redacted;
use peerline_core::directory::Reason;
use peerline_core::error::Advice;
use peerline_core::lists::{Gender, Modality, Role, Topic, Wish};
use peerline_core::words::{self, Language, names};
use std::collections::HashMap;

/// Every label of the screens by its id, in the language of a BCP 47 tag; in English for one that there are no words in.
#[uniffi::export]
pub fn words(language: String) -> Result<HashMap<String, String>, PeerlineError> {
    contained(|| {
        let labels = words::labels(Language::from_tag(&language));
        Ok(labels.into_iter().map(|(id, text)| (id.to_owned(), text)).collect())
    })
}

/// Everything that can be chosen on the screens, each value with its name, in the order to show them.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Choices {
    /// What a request can be about.
    pub topics: Vec<NamedTopic>,
    /// What an officer can wish for.
    pub wishes: Vec<NamedWish>,
    /// What somebody can be in the service.
    pub roles: Vec<NamedRole>,
    /// How somebody can be reached.
    pub modalities: Vec<NamedModality>,
    /// What gender a peer can state.
    pub genders: Vec<NamedGender>,
    /// Why an officer must not meet somebody.
    pub reasons: Vec<NamedReason>,
}

/// A topic with its name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedTopic {
    /// The value.
    pub value: Topic,
    /// Its name.
    pub name: String,
}

/// A wish with its name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedWish {
    /// The value.
    pub value: Wish,
    /// Its name.
    pub name: String,
}

/// A role with its name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedRole {
    /// The value.
    pub value: Role,
    /// Its name.
    pub name: String,
}

/// A way to reach somebody with its name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedModality {
    /// The value.
    pub value: Modality,
    /// Its name.
    pub name: String,
}

/// A gender with its name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedGender {
    /// The value.
    pub value: Gender,
    /// Its name.
    pub name: String,
}

/// A reason with its name.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NamedReason {
    /// The value.
    pub value: Reason,
    /// Its name.
    pub name: String,
}

/// What a screen says about an error.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ErrorWords {
    /// What was not done, and why.
    pub says: String,
    /// What to do about it, as a button says it.
    pub offer: String,
    /// The same as a value.
    pub advice: Advice,
}

redacted!(Choices, NamedTopic, NamedWish, NamedRole, NamedModality, NamedGender, NamedReason, ErrorWords);

/// What can be chosen on the screens, in the language of a BCP 47 tag.
#[uniffi::export]
pub fn choices(language: String) -> Result<Choices, PeerlineError> {
    contained(|| {
        let language = Language::from_tag(&language);
        Ok(Choices {
            topics: each(names::topics(language), |value, name| NamedTopic { value, name }),
            wishes: each(names::wishes(language), |value, name| NamedWish { value, name }),
            roles: each(names::roles(language), |value, name| NamedRole { value, name }),
            modalities: each(names::modalities(language), |value, name| NamedModality { value, name }),
            genders: each(names::genders(language), |value, name| NamedGender { value, name }),
            reasons: each(names::reasons(language), |value, name| NamedReason { value, name }),
        })
    })
}

/// What to say about an error, in the language of a BCP 47 tag.
#[uniffi::export]
pub fn error_words(error: PeerlineError, language: String) -> Result<ErrorWords, PeerlineError> {
    contained(|| {
        let (language, advice) = (Language::from_tag(&language), advice(error));
        Ok(ErrorWords {
            says: names::not_done(why(error), language),
            offer: names::advised(advice, language),
            advice,
        })
    })
}

fn each<T, N>(names: Vec<names::Named<T>>, make: impl Fn(T, String) -> N) -> Vec<N> {
    names.into_iter().map(|(value, name)| make(value, name)).collect()
}
