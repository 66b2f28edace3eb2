//! What a peer reads of duty and of a request, in finished sentences.

use super::rules::{Held, Over};
use super::{OfferStage, OfferView, Trouble};
use crate::words::{Language, Say, Words};

/// The sentences of one request on a peer's screen.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferWords {
    /// Where it stands.
    pub headline: String,
    /// What it is about.
    pub topics: String,
    /// What the officer would like.
    pub wishes: String,
    /// The language to talk in.
    pub language: String,
    /// How long it is still open, while it is.
    pub left: Option<String>,
    /// The officer's number, if it was shared.
    pub number: Option<String>,
}

/// A number may be in it.
impl std::fmt::Debug for OfferWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfferWords")
    }
}

impl OfferView {
    /// The sentences of this request.
    pub fn in_words(&self, language: Language) -> OfferWords {
        let words = Words::of(language);
        let headline = match &self.stage {
            OfferStage::Open => Say::OfferOpen,
            OfferStage::Claiming => Say::OfferClaiming,
            OfferStage::Held(Held { seen: false, .. }) => Say::OfferHeldUnseen,
            OfferStage::Held(Held { seen: true, .. }) => Say::OfferHeldSeen,
            OfferStage::Over(over) => Say::OfferOver { over: over_word(*over) },
        };
        let number = match &self.stage {
            OfferStage::Held(Held { phone: Some(phone), .. }) => Some(phone.expose().to_owned()),
            _ => None,
        };
        let tag = self.language.clone();
        let spoken = words.say(&Say::LanguageName { tag });
        OfferWords {
            headline: words.say(&headline),
            topics: words.list(
                self.topics.iter().map(|topic| Say::TopicName { topic: topic.word() }),
                |list| Say::OfferTopics { list },
                Say::OfferTopicsNone,
            ),
            wishes: words.list(
                self.wishes.iter().map(|wish| Say::WishName { wish: wish.word() }),
                |list| Say::OfferWishes { list },
                Say::OfferWishesNone,
            ),
            language: words.say(&Say::OfferLanguage { language: spoken }),
            left: (self.stage == OfferStage::Open).then(|| {
                let minutes = u32::try_from(self.left.as_secs() / 60).unwrap_or(u32::MAX);
                words.say(&Say::OfferLeft { minutes })
            }),
            number: number.map(|phone| words.say(&Say::OfferNumber { phone })),
        }
    }
}

/// Whether the peer is on call, in one sentence. `until` is the local time, as the phone writes it.
pub fn on_call(until: Option<&str>, language: Language) -> String {
    let say = match until {
        Some(time) => Say::DutyOnCallUntil { time: time.to_owned() },
        None => Say::DutyOffCall,
    };
    Words::of(language).say(&say)
}

impl Trouble {
    /// What keeps officers from reaching this peer.
    pub fn in_words(self, language: Language) -> String {
        let trouble = match self {
            Self::NotPublished => "not_published",
            Self::NotInDirectory => "not_in_directory",
            Self::AnotherPhone => "another_phone",
        };
        Words::of(language).say(&Say::DutyTrouble { trouble })
    }
}

fn over_word(over: Over) -> &'static str {
    match over {
        Over::Taken => "taken",
        Over::Released => "released",
        Over::Declined | Over::Expired => "expired",
        Over::PassedOn => "passed_on",
        Over::Withdrawn => "withdrawn",
        Over::Completed => "completed",
    }
}
