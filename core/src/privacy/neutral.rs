//! What may stand where others look: one notice that is the same for everything, and a place to go that tells nothing.

use crate::words::{Language, Say, Words};

/// The one notice of this app, for a lock screen or a calendar. Constant: whatever it is about, it reads the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeutralNotice {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// The notice in a language.
pub fn neutral_notice(language: Language) -> NeutralNotice {
    let words = Words::of(language);
    NeutralNotice { title: words.say(&Say::NoticeTitle), text: words.say(&Say::NoticeText) }
}

/// What came of leaving at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuickExit {
    /// An address to open: a page that anybody may have open. This app does not open it.
    pub go_to: &'static str,
    /// Whether everything was saved. It is locked in any case.
    pub saved: bool,
}

/// Where a quick exit leads.
pub fn quick_exit_to() -> &'static str {
    "https://www.wikipedia.org/"
}
