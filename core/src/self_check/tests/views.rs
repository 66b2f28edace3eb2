//! What the officer reads: plain, short, never a diagnosis.

use super::*;
use crate::self_check::wire::sounds_like_a_diagnosis;
use crate::words::reading::assert_easy;
use crate::words::{Say, Words};

/// Every result view of an instrument: each total that can come out, each with the first answers that give it.
fn every_result(one: &Instrument, language: Language) -> Vec<ResultView> {
    let most = |item: &Item| item.answers.iter().map(|choice| choice.value).max().unwrap();
    let mut answers = Answers::none(one);
    if one.gate.is_some() {
        answers.set(one, Question::Gate, Some(1)).unwrap();
    }
    let mut views = vec![show::result(one, &answers, bundled(), language)];
    for place in 0..one.items.len() {
        answers.set(one, Question::Item(place), Some(0)).unwrap();
    }
    views.push(show::result(one, &answers, bundled(), language));
    for (place, item) in one.items.iter().enumerate() {
        for value in 1..=most(item) {
            answers.set(one, Question::Item(place), Some(value.into())).unwrap();
            views.push(show::result(one, &answers, bundled(), language));
        }
    }
    views
}

/// Everything on a result's screen, in its order.
fn screen(view: &ResultView) -> String {
    let next = view.next.iter().map(|step| step.says.clone());
    let offers = view.offers.iter().flat_map(|offer| [offer.why.clone(), offer.title.clone()]);
    let mut all: Vec<String> = vec![view.title.clone()];
    all.extend(view.about_safety.clone());
    all.extend([view.not_a_diagnosis.clone(), view.total.clone()]);
    all.extend(view.means.iter().chain(&view.contradictions).cloned());
    all.extend(next.chain(offers).chain(view.again.clone()));
    all.join("\n")
}

#[test]
fn nothing_on_a_result_sounds_like_a_diagnosis() {
    for one in bundled().iter().map(|known| &known.instrument) {
        for language in Language::ALL {
            for view in every_result(one, *language) {
                let own = screen(&view).replace(&view.not_a_diagnosis, "");
                assert!(!sounds_like_a_diagnosis(&own), "{}: {own}", one.id);
                let flags = one.flags.iter().any(|flag| own.contains(&flag.id));
                let words = one.bands.iter().any(|band| band.word.contains('_') && own.contains(&band.word));
                assert!(!flags && !words, "{}: {own}", one.id);
            }
        }
    }
    for bad in ["You have depression.", "PTSD", "un trastorno", "Diagnosis"] {
        assert!(sounds_like_a_diagnosis(bad), "{bad}: the list itself can fail");
    }
}

#[test]
fn every_result_says_what_it_is_not_and_what_one_can_do() {
    for one in bundled().iter().map(|known| &known.instrument) {
        for view in every_result(one, Language::En) {
            assert_eq!(view.not_a_diagnosis, "This is not a diagnosis.");
            assert!(!view.next.is_empty() && !view.total.is_empty());
            assert_eq!(view.is_complete, !view.means.is_empty());
            assert_eq!(
                view.safety == Safety::Open,
                view.next[0].next == Next::Line && view.about_safety.is_some()
            );
        }
    }
}

#[test]
fn every_result_is_easy_to_read() {
    for one in bundled().iter().map(|known| &known.instrument) {
        let (english, spanish) = (every_result(one, Language::En), every_result(one, Language::Es));
        for (en, es) in english.iter().zip(&spanish) {
            assert_easy(&format!("result of {}", one.id), &screen(en), &screen(es));
        }
    }
    for value in [0, 8] {
        let distress = Distress::new(value).unwrap();
        assert_easy("meter", &distress.said(Language::En).says, &distress.said(Language::Es).says);
    }
    assert_easy("not safe", &not_safe(Language::En).says, &not_safe(Language::Es).says);
}

#[test]
fn every_checklist_is_easy_to_read_and_sounds_like_no_diagnosis() {
    let text = |checklist: &Checklist, language: Language| {
        let entries = checklist.entries.iter().map(|entry| entry.text.of(language));
        let ends =
            [checklist.title.of(language), checklist.stem.of(language), checklist.closing.of(language)];
        ends.into_iter().chain(entries).collect::<Vec<_>>().join("\n")
    };
    for checklist in checklists() {
        let (en, es) = (text(checklist, Language::En), text(checklist, Language::Es));
        assert!(!sounds_like_a_diagnosis(&en) && !sounds_like_a_diagnosis(&es));
        assert_easy(&checklist.id, &en, &es);
    }
}

#[test]
fn the_short_forms_offer_the_long_ones_from_their_published_cuts_on() {
    let offered = |id: &str, gate: Option<bool>, items: &[i64]| {
        let items: Vec<_> = items.iter().copied().map(Some).collect();
        let answers = Answers::read(known(id), gate, &items, &[]).unwrap();
        let view = show::result(known(id), &answers, bundled(), Language::En);
        view.offers.iter().map(|offer| offer.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    for (id, items, expected) in [
        ("PHQ-2", &[1, 0][..], ""),
        ("PHQ-2", &[1, 1], "PHQ-9"),
        ("GAD-2", &[1, 1], ""),
        ("GAD-2", &[1, 2], "GAD-7"),
        ("PHQ-4", &[2, 0, 2, 0], ""),
        ("PHQ-4", &[3, 0, 0, 0], "GAD-7"),
        ("PHQ-4", &[2, 1, 2, 1], "GAD-7 PHQ-9"),
    ] {
        assert_eq!(offered(id, None, items), expected, "{id} {items:?}");
    }
    assert_eq!(offered("PC-PTSD-5", Some(true), &[1, 1, 0, 0, 0]), "");
    assert_eq!(offered("PC-PTSD-5", Some(true), &[1, 1, 1, 0, 0]), "PCL-5");
    assert_eq!(offered("PC-PTSD-5", Some(false), &[]), "");
    let three = Answers::read(known("PC-PTSD-5"), Some(true), &[1, 1, 1, 0, 0].map(Some), &[]).unwrap();
    let view = show::result(known("PC-PTSD-5"), &three, bundled(), Language::En);
    assert!(view.means[0].contains("Fewer than four"), "its band is that of the cut at 4");
    assert!(
        view.offers[0].why.contains("Three misses fewer")
            && view.offers[0].why.contains("Four is the best line")
    );
}

#[test]
fn a_form_without_published_spanish_is_shown_in_english_and_says_so() {
    for one in bundled().iter().map(|known| &known.instrument) {
        let view = show::form(one, None, None, Language::Es);
        let says_so = view.notes.iter().any(|note| note.contains("en inglés"));
        assert_eq!(says_so, !one.languages.contains(&Language::Es), "{}", one.id);
        let english = show::form(one, None, None, Language::En);
        assert_eq!(says_so, view.questions[0].text == english.questions[0].text, "{}", one.id);
        assert!(!english.notes.iter().any(|note| note.contains("Spanish")));
    }
}

#[test]
fn asking_too_early_says_why_it_says_little_and_is_never_refused() {
    let notes =
        |since: Option<Since>, language: Language| show::form(known("PHQ-9"), None, since, language).notes;
    assert_eq!(notes(None, Language::En).len(), 1);
    assert_eq!(notes(Some(Since::Days(14)), Language::En).len(), 1);
    let early = &notes(Some(Since::Days(13)), Language::En)[1];
    assert!(
        early.contains("13 days ago") && early.contains("from tomorrow on") && early.contains("last 14 days")
    );
    let early = &notes(Some(Since::Days(0)), Language::Es)[1];
    assert!(early.contains("menos de un día") && early.contains("en 14 días"));
    assert!(notes(Some(Since::ClockSetBack), Language::En)[1].contains("we cannot say how long ago"));
}

#[test]
fn a_change_is_said_in_the_agreed_words_and_no_others() {
    let say = |word, direction, language| Words::of(language).say(&Say::SelfCheckChange { word, direction });
    for (word, direction, expected) in [
        ("reliable", "better", "A reliable change, for the better."),
        ("worth_noting", "worse", "A change worth noting, for the worse."),
        ("chance", "chance", "Within what chance does."),
    ] {
        assert_eq!(say(word, direction, Language::En), expected);
    }
    assert_eq!(say("reliable", "worse", Language::Es), "Un cambio fiable, para peor.");
}
