use super::rules::AT_MOST;
use super::*;
use crate::crisis::{Entry, Group, MeantFor, Origin, countries, read_entry, regions};
use crate::words::labels;
use crate::words::reading::assert_easy;
use chrono::TimeZone as _;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap()
}

fn at(country: Option<&str>, region: Option<&str>) -> CrisisChoice {
    let place = Place::new(country, region);
    choice(&Lines::floor(), &place, PeerNow::NotOpen, PlanNow::NotOpen, Language::En, now())
}

fn ids(rows: &[LineRow]) -> Vec<String> {
    rows.iter().map(|row| row.id.to_string()).collect()
}

fn places() -> Vec<Place> {
    let mut places = Vec::new();
    for (country, _) in countries(Language::En) {
        places.push(Place { country: Some(country), region: None });
        places.extend(
            regions(country, Language::En)
                .into_iter()
                .map(|(region, _)| Place { country: Some(country), region: Some(region) }),
        );
    }
    places
}

#[test]
fn with_nothing_opened_there_is_a_line_to_call_and_the_emergency_number_in_every_place_that_has_lines() {
    for place in places() {
        let view = choice(&Lines::floor(), &place, PeerNow::NotOpen, PlanNow::NotOpen, Language::En, now());
        assert!(!view.calls.is_empty() && view.calls.len() <= AT_MOST, "{place:?}");
        assert!(view.texts.len() <= AT_MOST, "{place:?}");
        assert!(!view.emergency.is_empty() && view.notes.is_empty(), "{place:?}");
        assert!(view.emergency_says.contains("colleagues"));
        assert!(
            view.calls.iter().any(|row| row.meant_for == MeantFor::Everybody),
            "one is for everybody: {place:?}"
        );
        for row in view.calls.iter().chain(&view.texts) {
            assert!(row.is_crisis_line && row.group != Group::Closed && row.group != Group::Emergency);
        }
        assert!(view.calls.iter().all(|row| !row.calls.is_empty()));
        assert!(view.texts.iter().all(|row| !row.texts.is_empty() || row.chat.is_some()));
        assert!(view.peer_says.contains("Open the app") && view.plan_says.contains("Open the app"));
    }
}

#[test]
fn officers_own_lines_come_first_and_a_line_for_another_region_is_not_offered_before_one_for_all() {
    let jersey = at(Some("US"), Some("US-NJ"));
    assert_eq!(ids(&jersey.calls), ["us-nj-cop2cop", "us-copline", "us-988"]);
    let anywhere = at(Some("US"), None);
    assert_eq!(ids(&anywhere.calls), ["us-copline", "us-988", "us-veterans"]);
}

#[test]
fn without_a_country_there_is_one_line_for_each_and_the_note_says_why() {
    let view = at(None, None);
    let of = |rows: &[LineRow]| rows.iter().map(|row| row.country).collect::<Vec<_>>();
    let mut countries_of_calls = of(&view.calls);
    countries_of_calls.sort();
    countries_of_calls.dedup();
    assert_eq!(countries_of_calls.len(), view.calls.len());
    assert_eq!((view.calls.len(), view.emergency.len(), view.notes.len()), (6, 6, 1));
}

#[test]
fn where_nothing_checked_is_bundled_that_is_said_and_no_number_is_invented() {
    for (language, note, emergency) in [
        (
            Language::En,
            "No checked crisis line for this place is in this app. Your phone can still call the emergency number of the country you are in.",
            "This app holds no emergency number for this place. Call the one of the country you are in. It may bring colleagues.",
        ),
        (
            Language::Es,
            "En esta aplicación no hay ninguna línea de crisis comprobada para este lugar. Su teléfono aún puede llamar al número de emergencia del país donde está.",
            "Esta aplicación no tiene número de emergencia para este lugar. Llame al del país donde está. Puede que vengan compañeros.",
        ),
    ] {
        for country in ["FR", "MX", "DE", "ZA"] {
            let place = Place::new(Some(country), None);
            let view = choice(&Lines::floor(), &place, PeerNow::NotOpen, PlanNow::NotOpen, language, now());
            assert_eq!(view.notes, [note], "{country}");
            assert_eq!(view.emergency_says, emergency);
            assert!(view.calls.is_empty() && view.texts.is_empty() && view.emergency.is_empty());
            assert_eq!(Lines::floor().list(&place, language, now()).note.as_deref(), Some(note));
        }
    }
}

#[test]
fn of_many_lines_for_officers_the_last_place_still_goes_to_one_for_everybody() {
    let entry = |id: &str| {
        let json = serde_json::json!({
            "id": id, "name": id, "organisation": "An invented line", "country": "US", "region": null,
            "kind": "crisis_peer", "audience": ["law_enforcement"],
            "channels": {"voice": [{"number": "+12025550123", "uri": "tel:+12025550123"}]},
            "hours": null, "languages": ["en"], "topics": ["officer"],
            "checked": {"how": "published_page", "by": null, "on": "2026-11", "source": ["https://example.org/"],
                        "source_age_known": true},
            "publish": true
        });
        read_entry(&json.to_string(), Origin::Publisher).unwrap()
    };
    let newer: Vec<Entry> = ["a", "b", "c"].map(entry).into();
    let lines = Lines::floor().updated(newer, crate::ids::Minute::of_unix(now().timestamp()));
    let place = Place::new(Some("US"), None);
    let view = choice(&lines, &place, PeerNow::CanAsk, PlanNow::None, Language::En, now());
    assert_eq!(view.calls.len(), AT_MOST);
    assert_eq!(view.calls.iter().filter(|row| row.meant_for == MeantFor::Everybody).count(), 1);
}

#[test]
fn every_state_of_peer_and_plan_has_a_sentence_of_its_own_and_those_without_a_peer_name_a_line() {
    let place = Place::new(Some("US"), None);
    for language in Language::ALL {
        let view = |peer, plan| choice(&Lines::floor(), &place, peer, plan, *language, now());
        let peers: std::collections::BTreeSet<_> =
            PeerNow::ALL.iter().map(|peer| view(*peer, PlanNow::None).peer_says).collect();
        assert_eq!(peers.len(), PeerNow::ALL.len());
        let plans: std::collections::BTreeSet<_> =
            PlanNow::ALL.iter().map(|plan| view(PeerNow::NotOpen, *plan).plan_says).collect();
        assert_eq!(plans.len(), PlanNow::ALL.len());
        let line = if *language == Language::Es { "llame a una línea" } else { "call a line" };
        for peer in [PeerNow::NoCard, PeerNow::NotReady, PeerNow::Nobody] {
            assert!(view(peer, PlanNow::None).peer_says.to_lowercase().contains(line), "{peer:?}");
        }
    }
}

/// Everything that stands in the view in sentences, as it is read from top to bottom.
fn text(view: &CrisisChoice, language: Language) -> String {
    let label = |wanted: &str| {
        labels(language).into_iter().find(|(id, _)| *id == wanted).map(|(_, text)| text).unwrap()
    };
    let rows = |rows: &[LineRow]| {
        rows.iter()
            .flat_map(|row| {
                [&row.kind, &row.made_for, &row.who_answers, &row.police, &row.anonymous, &row.your_number]
                    .into_iter()
                    .chain([&row.cost, &row.open_now, &row.hours, &row.languages, &row.confidentiality])
                    .cloned()
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>()
    };
    let mut lines = view.notes.clone();
    lines.push(label("label-choice-call"));
    lines.extend(rows(&view.calls));
    lines.push(label("label-choice-text"));
    lines.extend(rows(&view.texts));
    lines.extend([label("label-choice-peer"), view.peer_says.clone()]);
    lines.extend([label("label-choice-plan"), view.plan_says.clone()]);
    lines.extend([label("label-choice-emergency"), view.emergency_says.clone()]);
    lines.extend(rows(&view.emergency));
    lines.join("\n")
}

#[test]
fn the_crisis_view_is_easy_to_read_in_every_place_and_state() {
    let mut asked: Vec<Place> = places();
    asked.extend([Place::default(), Place::new(Some("FR"), None)]);
    for place in asked {
        for (peer, plan) in PeerNow::ALL.iter().zip(PlanNow::ALL.iter().cycle()) {
            let of =
                |language| text(&choice(&Lines::floor(), &place, *peer, *plan, language, now()), language);
            assert_easy(&format!("crisis view, {place:?}, {peer:?}"), &of(Language::En), &of(Language::Es));
        }
    }
}

#[test]
fn the_fixed_sentences_of_the_view_are_easy_to_read_by_themselves() {
    for (peer, plan) in PeerNow::ALL.iter().zip(PlanNow::ALL.iter().cycle()) {
        let of = |language| {
            let place = Place::new(Some("FR"), None);
            let view = choice(&Lines::floor(), &place, *peer, *plan, language, now());
            [view.notes.join("\n"), view.peer_says, view.plan_says, view.emergency_says].join("\n")
        };
        assert_easy(&format!("crisis view, {peer:?}"), &of(Language::En), &of(Language::Es));
    }
}
