//! Search by need, over the lines compiled in.

use super::*;

fn search(country: &str, needs: &[Need]) -> LineSearch {
    Lines::floor().search(&Place::new(Some(country), None), needs, Language::En, now())
}

fn found(country: &str, needs: &[Need]) -> Vec<String> {
    let search = search(country, needs);
    assert!(search.found && search.notes.is_empty(), "{country} {needs:?}: {:?}", search.notes);
    search.rows.iter().map(|row| row.id.to_string()).collect()
}

#[test]
fn each_need_finds_what_the_data_says_and_the_emergency_number_is_last() {
    let cases: &[(&str, &[Need], &[&str])] = &[
        ("US", &[Need::Veteran], &["us-veterans", "us-988"]),
        ("US", &[Need::Spanish], &["us-988", "us-ndvh", "us-ddh", "us-samhsa"]),
        ("US", &[Need::Alcohol, Need::Spanish], &["us-samhsa"]),
        ("US", &[Need::Officer, Need::TextOnly], &["us-crisistextline-badge"]),
        ("US", &[Need::Spanish, Need::TextOnly], &["us-988"]),
        ("US", &[Need::Veteran, Need::Trauma], &["us-veterans"]),
        ("GB", &[Need::Officer], &["gb-npws-crisis", "gb-shout-bluelight", "gb-policecare", "gb-ptc"]),
        ("GB", &[Need::TextOnly], &["gb-shout-bluelight"]),
        ("NZ", &[Need::Alcohol], &["nz-1737"]),
        ("AU", &[Need::Deaf], &["au-lifeline"]),
    ];
    for (country, needs, expected) in cases {
        let mut ids = found(country, needs);
        assert_eq!(ids.pop(), Some(format!("{}-emergency", country.to_lowercase())), "{needs:?}");
        ids.sort();
        let mut expected: Vec<_> = expected.iter().map(|id| (*id).to_owned()).collect();
        expected.sort();
        assert_eq!(ids, expected, "{country} {needs:?}");
    }
}

#[test]
fn what_is_found_keeps_the_order_of_the_list() {
    for place in everywhere() {
        let list = Lines::floor().list(&place, Language::En, now());
        for needs in Need::ALL.iter().map(|need| vec![*need]).chain([vec![]]) {
            let search = Lines::floor().search(&place, &needs, Language::En, now());
            let (mut expected, emergency): (Vec<_>, Vec<_>) =
                list.rows.iter().partition(|row| row.group != Group::Emergency);
            expected.extend(emergency);
            let kept: Vec<_> = expected.into_iter().filter(|row| search.rows.contains(row)).collect();
            assert_eq!(kept, search.rows.iter().collect::<Vec<_>>(), "{place:?} {needs:?}");
            let emergencies =
                |rows: &[LineRow]| rows.iter().filter(|row| row.group == Group::Emergency).count();
            assert_eq!(emergencies(&search.rows), emergencies(&list.rows), "none is ever left out");
            assert_eq!(
                search.rows.len() == list.rows.len(),
                needs.is_empty() || search.rows.len() == list.rows.len()
            );
        }
    }
}

#[test]
fn when_nothing_fits_that_is_said_and_the_general_lines_are_there() {
    for (country, needs) in [
        ("GB", &[Need::Spanish][..]),
        ("CA", &[Need::Veteran, Need::Spanish]),
        ("NZ", &[Need::Officer]),
        ("US", &[Need::Officer, Need::Spanish]),
    ] {
        let search = search(country, needs);
        assert!(!search.found);
        assert_eq!(
            search.notes,
            ["No line we know fits all that you chose. Here are the general lines that we have."]
        );
        assert!(
            search.rows.iter().any(|row| row.group == Group::Crisis && row.made_for.contains("everybody"))
        );
        assert_eq!(search.rows.last().map(|row| row.group), Some(Group::Emergency));
    }
}

#[test]
fn where_nothing_checked_is_bundled_a_search_says_that_too() {
    for country in ["FR", "MX"] {
        let search = search(country, &[Need::Officer]);
        assert!(!search.found && search.rows.iter().all(|row| !row.is_crisis_line));
        assert_eq!(search.notes.len(), 2);
        assert!(search.notes[1].starts_with("No checked crisis line for this place is in this app."));
    }
}

#[test]
fn more_needs_never_find_more() {
    for one in Need::ALL {
        for other in Need::ALL {
            let of = |needs: &[Need]| {
                let search = search("US", needs);
                if search.found { search.rows.len() } else { 0 }
            };
            assert!(of(&[*one, *other]) <= of(&[*one]).min(of(&[*other])), "{one:?} {other:?}");
        }
    }
}

#[test]
fn every_need_has_a_word_a_name_in_every_language_and_a_line_in_the_united_states() {
    for need in Need::ALL {
        assert_eq!(Need::of_word(need.word()), Some(*need));
        assert!(search("US", &[*need]).found, "{need:?}");
    }
    for language in Language::ALL {
        let names: std::collections::BTreeSet<_> =
            Need::ALL.iter().map(|need| need.name(*language)).collect();
        assert_eq!(names.len(), Need::ALL.len());
    }
}

#[test]
fn what_your_number_shows_is_said_for_every_line_as_far_as_a_source_says() {
    let says = |id: &str, country: &str| {
        let place = Place::new(Some(country), None);
        Lines::floor().line(&LineId::shown(id), &place, Language::En, now()).unwrap().row
    };
    let cases = [
        ("us-emergency", "US", "Your number: they can see it."),
        ("us-crisistextline", "US", "Your number: they can see it."),
        ("au-lifeline", "AU", "Your number: they may see it."),
        ("gb-samaritans", "GB", "Your number: they say that the person who answers does not see it."),
        ("gb-ptc", "GB", "Your number: you do not call or text here, so it does not show."),
        (
            "us-copline",
            "US",
            "Whether they see your number: not known. Most phones show it to whoever they call or text.",
        ),
    ];
    for (id, country, expected) in cases {
        assert_eq!(says(id, country).your_number, expected, "{id}");
    }
    let hidden = says("gb-samaritans", "GB");
    assert!(!hidden.anonymous.contains("may still be visible"), "{}", hidden.anonymous);
    assert!(says("us-copline", "US").anonymous.contains("may still be visible"));
}

#[test]
fn a_week_of_hours_says_whose_clock_it_is_on() {
    for (_, detail) in every_detail() {
        assert_eq!(detail.week.is_empty(), detail.week_zone.is_none(), "{}", detail.row.id);
    }
    let with_hours = |zone: Option<&str>| {
        let mut entry: Value =
            serde_json::from_str(FLOOR.lines().find(|line| line.contains("\"us-copline\"")).unwrap())
                .unwrap();
        entry["id"] = "x-line".into();
        entry["hours"] = serde_json::json!({"osm": "Mo-Fr 09:00-17:00", "tz": zone});
        let lines = Lines::floor().with(vec![read_entry(&entry.to_string(), Origin::Pool).unwrap()]);
        let place = Place::new(Some("US"), None);
        lines.line(&LineId::shown("pool:x-line"), &place, Language::En, now()).unwrap()
    };
    let detail = with_hours(Some("America/New_York"));
    assert_eq!(detail.week.len(), 7);
    assert_eq!(detail.week_zone.as_deref(), Some("These hours are in New York time."));
    let unknown = with_hours(None).week_zone.unwrap();
    assert!(unknown.contains("time zone is not known"), "{unknown}");
}
