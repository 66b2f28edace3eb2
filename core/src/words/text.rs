//! A text of a content file: lines, instruments and exercises carry their own words, in each language.

use super::{Language, pseudo};

/// A text in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Spanish, with "usted".
    pub es: String,
}

impl Text {
    /// The text in one language.
    pub fn of(&self, language: Language) -> String {
        match language {
            Language::En => self.en.clone(),
            Language::Es => self.es.clone(),
            Language::Long => pseudo::long(&self.en),
            Language::Mirrored => pseudo::mirrored(&self.en),
        }
    }
}
