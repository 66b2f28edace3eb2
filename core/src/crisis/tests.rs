mod need;
mod packs;

use super::*;
use chrono::TimeZone as _;
use peerline_protocol::lists::ZONES;
use serde_json::{Map, Value};

const SOURCE: &str = include_str!("../../content/crisis/crisis_lines.json");

fn source() -> Value {
    serde_json::from_str(SOURCE).unwrap()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap()
}

fn everywhere() -> Vec<Place> {
    let mut places = vec![Place::default(), Place::new(Some("FR"), None)];
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

fn ids(list: &LineList) -> Vec<String> {
    list.rows.iter().map(|row| row.id.to_string()).collect()
}

/// Everything that a row says, to be searched.
fn texts(detail: &LineDetail) -> Vec<&str> {
    let row = &detail.row;
    let mut texts: Vec<&str> = vec![
        &row.heading,
        &row.name,
        &row.organisation,
        &row.kind,
        &row.place,
        &row.made_for,
        &row.who_answers,
        &row.police,
        &row.anonymous,
        &row.your_number,
        &row.cost,
        &row.open_now,
        &row.hours,
        &row.languages,
        &row.confidentiality,
        &row.checked,
        &detail.topics,
    ];
    texts.extend(
        [&row.chat, &row.web, &row.email, &row.no_number, &row.added_by]
            .into_iter()
            .flatten()
            .map(String::as_str),
    );
    texts.extend(detail.week.iter().chain(&detail.sources).map(String::as_str));
    for way in row.calls.iter().chain(&row.texts).chain(&row.text_telephones) {
        texts.extend([way.uri.as_str(), &way.number]);
        texts.extend([&way.label, &way.press, &way.keyword].into_iter().flatten().map(String::as_str));
        texts.extend(way.notes.iter().map(String::as_str));
    }
    texts
}

fn every_detail() -> Vec<(Language, LineDetail)> {
    let (lines, place) = (Lines::floor(), Place::default());
    let of = |language: Language| {
        lines.list(&place, language, now()).rows.into_iter().map(move |row| (language, row.id))
    };
    Language::ALL
        .iter()
        .flat_map(|language| of(*language))
        .map(|(language, id)| (language, lines.line(&id, &place, language, now()).unwrap()))
        .collect()
}

/// The floor, made anew from the file that editors keep.
fn derived_floor() -> String {
    const FOR_EDITORS: [&str; 5] =
        ["editor_notes", "police_basis", "records", "confidence", "publish_reason"];
    const FOR_EXPORTS: [&str; 5] =
        ["libphonenumber_valid", "uri_rfc3966", "national_dial", "short_code", "e164"];
    fn known(value: &Value) -> Value {
        match value {
            Value::Object(fields) => fields
                .iter()
                .filter(|(name, value)| !value.is_null() && !FOR_EXPORTS.contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), known(value)))
                .collect::<Map<_, _>>()
                .into(),
            Value::Array(items) => items.iter().map(known).collect(),
            other => other.clone(),
        }
    }
    let mut floor = String::new();
    for entry in source()["entries"].as_array().unwrap().iter().filter(|entry| entry["publish"] == true) {
        let fields = entry.as_object().unwrap();
        let country = fields.get_key_value("country").into_iter();
        let others =
            fields.iter().filter(|(name, _)| *name != "country" && !FOR_EDITORS.contains(&name.as_str()));
        let kept: Map<_, _> =
            country.chain(others).map(|(name, value)| (name.clone(), value.clone())).collect();
        floor += &serde_json::to_string(&known(&kept.into())).unwrap();
        floor.push('\n');
    }
    floor
}

#[test]
fn the_floor_is_derived_from_the_file_that_editors_keep() {
    let derived = derived_floor();
    if std::env::var_os("PEERLINE_REWRITE_FLOOR").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/content/crisis/floor.ndjson"), &derived)
            .unwrap();
    } else {
        assert!(
            derived == FLOOR,
            "floor.ndjson is not what crisis_lines.json gives: see content/crisis/README.md"
        );
    }
}

#[test]
fn nothing_for_editors_and_nothing_unpublished_is_in_the_phones_library() {
    for entry in source()["entries"].as_array().unwrap() {
        for note in entry["editor_notes"].as_array().unwrap() {
            assert!(!FLOOR.contains(note.as_str().unwrap()));
        }
        let shown = FLOOR.contains(&format!("\"id\":{}", entry["id"]));
        assert_eq!(shown, entry["publish"] == true, "{}", entry["id"]);
    }
    assert!(!FLOOR.contains("editor_notes") && !FLOOR.contains("police_basis"));
}

#[test]
fn every_published_line_is_read_and_shown_in_every_language() {
    let published =
        source()["entries"].as_array().unwrap().iter().filter(|entry| entry["publish"] == true).count();
    for line in FLOOR.lines() {
        assert!(matches!(read_entry(line, Origin::Publisher), Ok(Entry::Line(_))), "{line}");
    }
    for language in Language::ALL {
        assert_eq!(Lines::floor().list(&Place::default(), *language, now()).rows.len(), published);
    }
}

#[test]
fn no_text_is_empty_and_every_missing_fact_reads_not_known() {
    let source = source();
    for (language, detail) in every_detail() {
        let entry = source["entries"]
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["id"] == detail.row.id.to_string())
            .unwrap();
        let not_known = match language {
            Language::En | Language::Long | Language::Mirrored => "not known",
            Language::Es => "no se sabe",
        };
        for text in texts(&detail) {
            assert!(
                !text.trim().is_empty() && !text.contains("null") && !text.contains(['{', '}', '$']),
                "{}: {text}",
                detail.row.id
            );
        }
        let row = &detail.row;
        for (field, text) in [
            ("who_answers", &row.who_answers),
            ("police_may_be_sent", &row.police),
            ("anonymous", &row.anonymous),
            ("number_seen", &row.your_number),
            ("cost", &row.cost),
            ("confidentiality", &row.confidentiality),
        ] {
            // Where there is no number at all, it is known that none is shown.
            let no_number = field == "number_seen" && row.no_number.is_some();
            let missing = entry[field].is_null() && !no_number;
            assert_eq!(text.contains(not_known), missing, "{} {field}: {text}", row.id);
        }
        assert_eq!(row.hours.contains(not_known), entry["hours"]["osm"].is_null(), "{}", row.id);
        assert_eq!(row.open_now.contains(not_known), entry["hours"]["osm"].is_null(), "{}", row.id);
        for (field, text) in
            [("languages", &row.languages), ("audience", &row.made_for), ("topics", &detail.topics)]
        {
            assert_eq!(
                text.contains(not_known),
                entry[field].as_array().unwrap().is_empty(),
                "{} {field}",
                row.id
            );
        }
        assert_eq!(
            row.checked.contains(not_known),
            entry["checked"]["source_age_known"] == false,
            "{}",
            row.id
        );
        let never_called =
            ["Nobody has called it", "Nadie ha llamado"].iter().any(|said| row.checked.contains(said));
        assert_eq!(never_called, entry["checked"]["by"].is_null());
    }
}

#[test]
fn a_look_up_date_is_never_read_as_freshness() {
    for (_, detail) in every_detail() {
        let checked = &detail.row.checked;
        let (dated, looked_up) = (
            checked.contains("Newest dated source") || checked.contains("con fecha"),
            checked.contains("We looked it up") || checked.contains("Lo buscamos"),
        );
        assert!(dated != looked_up, "{checked}");
        assert!(!looked_up || !(checked.contains("year") || checked.contains("año")), "{checked}");
    }
}

#[test]
fn wrong_values_that_circulate_are_shown_nowhere() {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let source = source();
    let known_wrong = source["known_wrong_values_seen"].as_array().unwrap();
    let wrong_numbers: Vec<_> = known_wrong
        .iter()
        .map(|wrong| digits(wrong["value"].as_str().unwrap()))
        .filter(|d| d.len() > 9)
        .collect();
    assert_eq!(
        (known_wrong.len(), wrong_numbers.len()),
        (5, 2),
        "a new wrong value wants a line in this test"
    );
    for (_, detail) in every_detail() {
        for text in texts(&detail) {
            assert!(!wrong_numbers.iter().any(|wrong| digits(text).contains(&wrong[1..])), "{text}");
            assert!(!text.to_lowercase().contains("talkwithus") && !text.contains("66746"), "{text}");
        }
        let row = &detail.row;
        assert!(!row.calls.iter().any(|way| way.number == "988" && way.press.as_deref() == Some("3")));
        assert!(
            !row.texts.iter().any(|way| way.uri == "sms:50808" && way.keyword.as_deref() != Some("HELLO"))
        );
    }
}

#[test]
fn every_place_that_has_lines_gets_its_own_and_no_other_countrys() {
    for place in everywhere() {
        let list = Lines::floor().list(&place, Language::En, now());
        let groups: Vec<_> = list.rows.iter().map(|row| row.group).collect();
        assert!(groups.is_sorted(), "{place:?}");
        match &place.country {
            Some(country) if country.code() == "FR" => {
                assert!(list.rows.iter().all(|row| !row.is_crisis_line) && list.note.is_some());
            }
            Some(country) => {
                let prefix = country.code().to_ascii_lowercase();
                assert!(
                    ids(&list).iter().all(|id| id.starts_with(&prefix) || id.starts_with("int-")),
                    "{place:?}"
                );
                assert!(groups.contains(&Group::Emergency) && list.note.is_none());
            }
            None => assert!(list.note.is_some()),
        }
    }
}

#[test]
fn without_a_region_the_lines_of_every_region_are_there_and_with_one_only_its_own() {
    let list = |region| ids(&Lines::floor().list(&Place::new(Some("US"), region), Language::En, now()));
    for id in ["us-nj-cop2cop", "us-ny-poppa", "us-fl-hopeline"] {
        assert!(list(None).contains(&id.to_owned()));
        assert_eq!(list(Some("US-NJ")).contains(&id.to_owned()), id == "us-nj-cop2cop");
    }
    let gb = |region| {
        ids(&Lines::floor().list(&Place::new(Some("GB"), region), Language::En, now()))
            .contains(&"gb-npws-crisis".to_owned())
    };
    assert!(gb(Some("GB-WLS")) && gb(Some("GB-DEV")) && gb(None) && !gb(Some("GB-SCT")));
}

#[test]
fn inside_the_country_the_national_number_is_dialled_and_outside_the_international_one() {
    let lines = Lines::floor();
    let dialled = |country: Option<&str>| {
        let detail = lines
            .line(&LineId::shown("gb-npws-crisis"), &Place::new(country, None), Language::En, now())
            .unwrap();
        (detail.row.calls[0].uri.clone(), detail.row.calls[0].number.clone())
    };
    assert_eq!(dialled(Some("GB")), ("tel:03001312789".to_owned(), "0300 131 2789".to_owned()));
    assert_eq!(dialled(None), ("tel:+443001312789".to_owned(), "+443001312789".to_owned()));
}

#[test]
fn digits_to_press_are_shown_and_not_dialled() {
    for (_, detail) in every_detail() {
        for way in detail.row.calls.iter().filter(|way| way.press.is_some()) {
            let digits = way.press.as_ref().unwrap();
            assert!(
                !way.uri.contains(',') && !way.uri.contains(';') && !way.uri.ends_with(&format!("p{digits}"))
            );
            assert!(way.notes.iter().any(|note| note.contains(digits.as_str())));
        }
    }
}

#[test]
fn the_zones_in_the_library_are_those_of_the_list_and_every_line_has_its_own() {
    let filter = env!("CHRONO_TZ_TIMEZONE_FILTER");
    assert_eq!(filter, format!("^({})$", ZONES.join("|")));
    for zone in ZONES {
        assert!(zone.parse::<chrono_tz::Tz>().is_ok(), "{zone}");
    }
    for entry in source()["entries"].as_array().unwrap() {
        if let Some(zone) = entry["hours"]["tz"].as_str() {
            assert!(ZONES.contains(&zone), "{zone}");
        }
    }
    assert_eq!(Hours::parse("Mo-Fr 09:00-17:00", Some("Europe/Paris")), Err(HoursRefused::Zone));
}

#[test]
fn a_clock_set_back_or_forward_by_years_leaves_every_line_in_its_place() {
    let place = Place::new(Some("US"), Some("US-NJ"));
    let today = ids(&Lines::floor().list(&place, Language::En, now()));
    for year in [1970, 2001, 2027, 2099] {
        let then = Utc.with_ymd_and_hms(year, 3, 8, 7, 0, 0).unwrap();
        let list = Lines::floor().list(&place, Language::En, then);
        assert_eq!(ids(&list), today);
        assert_eq!(
            list.rows.iter().any(|row| row.checked.contains("years old")),
            year > 2026,
            "an age needs a clock after its date"
        );
    }
}

proptest::proptest! {
    #[test]
    fn hours_of_any_text_are_read_or_refused_and_answered(osm in "(Mo|Tu|Su|PH|SH|Jan|Dec|week|24/7|off|open|unknown|[0-9:;,+ -]){0,12}", at in 0i64..4_000_000_000) {
        if let Ok(hours) = Hours::parse(&osm, Some("America/St_Johns")) {
            let now = DateTime::from_timestamp(at, 0).unwrap();
            match hours.at(now) {
                OpenState::Open { closes: Some(other), .. } | OpenState::Closed { opens: Some(other) } => proptest::prop_assert!(other > now),
                _ => {}
            }
            hours.week(now);
        }
    }
}
