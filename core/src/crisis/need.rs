//! What somebody needs of a line: found in what the data says of it, never guessed from its name.

use super::rules::{Line, for_officers, is_crisis_line};
use crate::words::{Language, Say, Words};
use peerline_protocol::lists::{Audience, LineKind, LineTopic};

/// Something that somebody looks for in a line. Several together must all be met by the same line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Made for officers, or about police work.
    Officer,
    /// For those who serve or have served in the armed forces.
    Veteran,
    /// For families, or about family.
    Family,
    /// Thoughts of suicide.
    Suicide,
    /// Things that were hard to see or live through.
    Trauma,
    /// Alcohol and drugs.
    Alcohol,
    /// Somebody who speaks Spanish.
    Spanish,
    /// To write and not to speak: by text or chat.
    TextOnly,
    /// For somebody who is deaf or hard of hearing: signed, by text telephone, or in writing.
    Deaf,
}

impl Need {
    /// Every need, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Officer,
        Self::Veteran,
        Self::Family,
        Self::Suicide,
        Self::Trauma,
        Self::Alcohol,
        Self::Spanish,
        Self::TextOnly,
        Self::Deaf,
    ];

    /// Its word in files and catalogues.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Veteran => "veteran",
            Self::Family => "family",
            Self::Suicide => "suicide",
            Self::Trauma => "trauma",
            Self::Alcohol => "alcohol",
            Self::Spanish => "spanish",
            Self::TextOnly => "text_only",
            Self::Deaf => "deaf",
        }
    }

    /// Its name, to choose it by.
    pub fn name(self, language: Language) -> String {
        Words::of(language).say(&Say::CrisisNeed { need: self.word() })
    }

    /// The need of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|need| need.word() == word)
    }
}

/// Whether one line meets all of these. An emergency number meets none: it stands below every search as it is.
pub(super) fn meets(line: &Line, needs: &[Need]) -> bool {
    let in_spanish_and_in_writing =
        needs.contains(&Need::Spanish) && (needs.contains(&Need::TextOnly) || needs.contains(&Need::Deaf));
    line.kind != LineKind::Emergency
        && needs.iter().all(|need| meets_one(line, *need))
        // That somebody there speaks Spanish does not say that they write it.
        && (!in_spanish_and_in_writing || line.channels.sms.iter().any(|text| leads_to_spanish(&text.language)))
}

/// Whether a line is there for everybody, for a search that found nothing.
pub(super) fn is_general(line: &Line) -> bool {
    is_crisis_line(line.kind)
        && (line.audience.contains(&Audience::Public) || line.topics.contains(&LineTopic::General))
}

fn meets_one(line: &Line, need: Need) -> bool {
    let about = |topic| line.topics.contains(&topic);
    let made_for = |those: &[Audience]| line.audience.iter().any(|audience| those.contains(audience));
    let channels = &line.channels;
    let written = !channels.sms.is_empty() || channels.chat.is_some();
    match need {
        Need::Officer => about(LineTopic::Officer) || for_officers(line),
        Need::Veteran => {
            about(LineTopic::Veteran)
                || made_for(&[Audience::Veterans, Audience::ServiceMembers, Audience::Military])
        }
        Need::Family => about(LineTopic::Family) || made_for(&[Audience::Family, Audience::SurvivorFamilies]),
        Need::Suicide => about(LineTopic::Suicide),
        Need::Trauma => about(LineTopic::Trauma),
        Need::Alcohol => about(LineTopic::AlcoholDrugs),
        Need::Spanish => {
            let numbers = channels.voice.iter().chain(&channels.sms).chain(&channels.tty);
            line.languages.iter().any(|tag| is_spanish(tag))
                || numbers.into_iter().any(|number| leads_to_spanish(&number.language))
        }
        Need::TextOnly => written,
        Need::Deaf => about(LineTopic::Deaf) || !channels.tty.is_empty() || signs(line) || written,
    }
}

fn leads_to_spanish(language: &Option<String>) -> bool {
    language.as_deref().is_some_and(is_spanish)
}

fn is_spanish(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("es"))
}

/// American and British Sign Language, which are those that the data has.
fn signs(line: &Line) -> bool {
    line.languages.iter().any(|tag| tag == "ase" || tag == "bfi")
}
