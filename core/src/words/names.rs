//! The names of what can be chosen on a screen, value by value, and what is said where something was not done.

use super::{Language, Say, Words};
use crate::directory::Reason;
use crate::error::Advice;
use crate::lists::{Gender, Modality, Role, Topic, Wish};

/// A value of a closed list with its name, as a heading or a button shows it.
pub type Named<T> = (T, String);

/// Every topic, in the order of the list.
pub fn topics(language: Language) -> Vec<Named<Topic>> {
    named(Topic::ALL, language, |topic| Say::TopicName { topic: topic.word() })
}

/// Every wish.
pub fn wishes(language: Language) -> Vec<Named<Wish>> {
    named(Wish::ALL, language, |wish| Say::WishName { wish: wish.word() })
}

/// Everything that somebody can be in the service.
pub fn roles(language: Language) -> Vec<Named<Role>> {
    named(Role::ALL, language, |role| Say::RoleName { role: role.word() })
}

/// Every way to reach somebody.
pub fn modalities(language: Language) -> Vec<Named<Modality>> {
    named(Modality::ALL, language, |modality| Say::ModalityName { modality: modality.word() })
}

/// Every gender that a peer can state.
pub fn genders(language: Language) -> Vec<Named<Gender>> {
    named(Gender::ALL, language, |gender| Say::GenderName { gender: gender.word() })
}

/// Every reason not to meet somebody.
pub fn reasons(language: Language) -> Vec<Named<Reason>> {
    named(Reason::ALL, language, |reason| Say::ExclusionReason { reason: reason.word() })
}

/// What is said about something that was not done; `why` is one of the catalogue's words, and what it does not know is said in
/// general.
pub fn not_done(why: &'static str, language: Language) -> String {
    Words::of(language).say(&Say::NotDone { why })
}

/// What to do then, as a button says it.
pub fn advised(advice: Advice, language: Language) -> String {
    let advice = match advice {
        Advice::Retry => "retry",
        Advice::RetryLater => "retry_later",
        Advice::Renew => "renew",
        Advice::FreeSpace => "free_space",
        Advice::UpdateApp => "update_app",
        Advice::CallALine => "call_a_line",
    };
    Words::of(language).say(&Say::Advised { advice })
}

fn named<T: Copy>(values: &[T], language: Language, name: impl Fn(T) -> Say) -> Vec<Named<T>> {
    let words = Words::of(language);
    values.iter().map(|value| (*value, words.say(&name(*value)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::reading::assert_easy;

    /// Every word of `not-done` in the catalogue; the last stands for what nobody foresaw.
    const REASONS: [&str; 45] = [
        "locked",
        "key_gone",
        "vault_damaged",
        "app_too_old",
        "no_room",
        "vault_full",
        "storage",
        "not_a_card",
        "other_card",
        "card_damaged",
        "card_of_another",
        "in_another_pool",
        "no_card",
        "card_outdated",
        "not_fetched",
        "list_expired",
        "list_refused",
        "limits_first",
        "limits_changed",
        "nobody_to_ask",
        "asked_already",
        "has_changed",
        "not_sealed",
        "offline",
        "slow",
        "watched_network",
        "relay_refused",
        "phone_number",
        "still_asking",
        "still_on_duty",
        "on_break",
        "with_everything",
        "no_text",
        "not_a_number",
        "already_there",
        "passphrase_short",
        "passphrase_wrong",
        "not_an_export",
        "no_results",
        "nothing_to_come",
        "not_agreed",
        "too_long",
        "too_many",
        "place",
        "fault",
    ];

    #[test]
    fn every_reason_has_a_sentence_of_its_own_and_is_easy_to_read() {
        let said = |language| REASONS.map(|why| not_done(why, language));
        let (english, spanish) = (said(Language::En), said(Language::Es));
        for sentences in [&english, &spanish] {
            let different: std::collections::BTreeSet<_> = sentences.iter().collect();
            assert_eq!(different.len(), REASONS.len());
        }
        assert_easy("what was not done", &english.join(" "), &spanish.join(" "));
    }

    #[test]
    fn every_value_that_can_be_chosen_has_a_name_of_its_own_in_every_language() {
        for language in Language::ALL {
            let all = [
                topics(*language).into_iter().map(|(_, name)| name).collect::<Vec<_>>(),
                wishes(*language).into_iter().map(|(_, name)| name).collect(),
                roles(*language).into_iter().map(|(_, name)| name).collect(),
                modalities(*language).into_iter().map(|(_, name)| name).collect(),
                genders(*language).into_iter().map(|(_, name)| name).collect(),
                reasons(*language).into_iter().map(|(_, name)| name).collect(),
            ];
            for names in all {
                let different: std::collections::BTreeSet<_> = names.iter().collect();
                assert!(!names.contains(&String::new()) && different.len() == names.len(), "{names:?}");
            }
        }
    }
}
