use super::*;
use std::collections::{BTreeMap, BTreeSet};

/// The ids of a catalogue with the arguments that its text names.
fn parsed(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let catalogue = language.catalogues().concat();
    let resource = FluentResource::try_new(catalogue.clone()).expect("the catalogue has no mistake");
    let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().unwrap()]);
    bundle.add_resource(resource).expect("no id twice");
    let mut found = BTreeMap::new();
    let mut current = String::new();
    for line in catalogue.lines() {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            current = line.split_once('=').unwrap().0.trim_end().to_owned();
            assert!(bundle.has_message(&current), "{current}");
            found.insert(current.clone(), BTreeSet::new());
        }
        for part in line.split('$').skip(1) {
            let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            found.get_mut(&current).unwrap().insert(name);
        }
    }
    found
}

#[test]
fn both_catalogues_have_the_same_ids_and_arguments() {
    assert_eq!(parsed(Language::En), parsed(Language::Es));
}

#[test]
fn every_sentence_of_the_core_has_its_words_and_no_words_are_left_over() {
    let said: BTreeMap<String, BTreeSet<String>> = Say::ALL
        .iter()
        .map(|(id, arguments)| ((*id).to_owned(), arguments.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    let mut written = parsed(Language::En);
    written.retain(|id, _| !id.starts_with("label-"));
    assert_eq!(said, written);
}

#[test]
fn labels_take_no_arguments_and_come_in_every_language() {
    for language in Language::ALL {
        let labels = labels(*language);
        assert!(!labels.is_empty());
        assert!(labels.iter().all(|(_, text)| !text.is_empty() && !text.contains('{')));
        assert!(
            parsed(*language)
                .iter()
                .filter(|(id, _)| id.starts_with("label-"))
                .all(|(_, arguments)| arguments.is_empty())
        );
    }
    let ids = |language| labels(language).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(Language::En), ids(Language::Es));
}

#[test]
fn a_language_is_found_from_any_tag_and_falls_back_to_english() {
    for (tag, language) in [
        ("es", Language::Es),
        ("es-MX", Language::Es),
        ("ES_us", Language::Es),
        ("en-GB", Language::En),
        ("fr", Language::En),
        ("", Language::En),
        ("est", Language::En),
        ("en-XA", Language::Long),
        ("ar_XB", Language::Mirrored),
        ("ar", Language::En),
    ] {
        assert_eq!(Language::from_tag(tag), language, "{tag}");
    }
}

#[test]
fn a_sentence_is_finished_and_carries_no_invisible_marks() {
    let sentence = Words::of(Language::Es)
        .say(&Say::CrisisPress { digits: "2".into(), says: "Presione 2 para español.".into() });
    assert!(sentence.contains("2") && sentence.contains("Presione 2 para español."));
    assert!(!sentence.chars().any(is_direction_mark) && !sentence.contains('{'));
}

#[test]
fn a_name_can_neither_turn_a_sentence_around_nor_lose_its_own_direction() {
    let say = |name: &str| Words::of(Language::En).say(&Say::CrisisWhoAnswers { who: name.into() });
    assert!(!say("evil\u{202e}eman").contains('\u{202e}'));
    assert!(say("דנה").contains("\u{2068}דנה\u{2069}"));
}

#[test]
fn the_pseudo_locales_say_every_label_their_own_way_and_keep_numbers_readable() {
    for language in Language::PSEUDO {
        let changed =
            labels(Language::En).into_iter().zip(labels(*language)).filter(|(en, own)| en.1 != own.1);
        assert_eq!(changed.count(), labels(Language::En).len());
    }
    let mirrored = Words::of(Language::Mirrored).say(&Say::AskDeadline { minutes: 10 });
    assert!(mirrored.contains("\u{2066}10\u{2069}"), "{mirrored}");
}

#[test]
fn words_are_shared_by_threads() {
    let said: BTreeSet<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| Words::of(Language::En).say(&Say::CrisisCheckedAge { years: 1 })))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(said.len(), 1);
}
