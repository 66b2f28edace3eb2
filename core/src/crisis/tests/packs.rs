//! Lines of packs: laid over the floor by the publisher, added by a pool, or refused.

use super::*;
use std::collections::BTreeSet;

/// A line that is good, as JSON, to be spoilt or added.
fn good() -> Value {
    let mut good: Value =
        serde_json::from_str(FLOOR.lines().find(|line| line.contains("\"us-copline\"")).unwrap()).unwrap();
    good["id"] = "x-line".into();
    good
}

fn pool(entry: &Value) -> Result<Entry, EntryRefused> {
    read_entry(&entry.to_string(), Origin::Pool)
}

#[test]
fn each_bad_entry_is_refused_with_its_own_reason() {
    assert!(matches!(pool(&good()), Ok(Entry::Line(_))));
    let spoilt = |path: &str, value: Value| {
        let mut entry = good();
        *entry.pointer_mut(path).unwrap() = value;
        pool(&entry).unwrap_err()
    };
    use EntryRefused::*;
    for (path, value, reason) in [
        ("/checked/how", "none".into(), Unchecked),
        ("/checked/how", "general_knowledge".into(), Unchecked),
        ("/checked/source", serde_json::json!([]), Unchecked),
        ("/checked/how", "hearsay".into(), UnknownValue("checked.how")),
        ("/checked/on", "2026-02-30".into(), Date),
        ("/checked/on", "yesterday".into(), Date),
        ("/kind", "hotline".into(), UnknownValue("kind")),
        ("/kind", "emergency".into(), PoolEmergency),
        ("/country", "USA".into(), UnknownValue("country")),
        ("/audience/0", "aliens".into(), UnknownValue("audience")),
        ("/topics/0", "weather".into(), UnknownValue("topics")),
        ("/anonymous", "maybe".into(), UnknownValue("anonymous")),
        ("/name", "".into(), Text("name")),
        ("/name", "A\u{202e}B".into(), Text("name")),
        ("/cost/es", " ".into(), Text("cost")),
        ("/channels/voice/0/uri", "tel:*21*5550100#".into(), Address("channels.voice")),
        ("/channels/voice/0/uri", "tel:+18005550100".into(), Address("channels.voice")),
        ("/channels/voice/0/uri_national", "https://example.org".into(), Address("channels.voice")),
        ("/channels/web", "http://example.org".into(), Address("channels.web")),
        ("/channels/web", "javascript:alert(1)".into(), Address("channels.web")),
        ("/channels", serde_json::json!({}), NoChannel),
        ("/hours/tz", "Europe/Paris".into(), Hours(HoursRefused::Zone)),
        ("/hours/osm", "whenever".into(), Hours(HoursRefused::Unreadable)),
        ("/hours/osm", "sunrise-sunset".into(), Hours(HoursRefused::Sun)),
        ("/publish", "yes".into(), Malformed),
    ] {
        assert_eq!(spoilt(path, value), reason, "{path}");
    }
    assert_eq!(read_entry("{", Origin::Pool), Err(Malformed));
    let file = serde_json::json!({ "entries": [good(), good()] });
    let read = read_entries(&file.to_string(), Origin::Pool).unwrap();
    assert_eq!((read.entries.len(), read.refused), (1, vec![(1, SameId)]));
    assert_eq!(read_entries("[]", Origin::Pool), Err(Malformed));
}

#[test]
fn a_pools_line_is_added_after_the_publishers_and_takes_the_place_of_none() {
    let mut same_id = good();
    same_id["id"] = "us-988".into();
    same_id["name"] = "Not 988".into();
    let added =
        vec![pool(&good()).unwrap(), pool(&same_id).unwrap(), Entry::Withdrawn(LineId::shown("us-988"))];
    let place = Place::new(Some("US"), Some("US-NJ"));
    let floor = Lines::floor().list(&place, Language::En, now());
    let list = Lines::floor().with(added).list(&place, Language::En, now());
    assert_eq!(list.rows[..floor.rows.len()], floor.rows[..]);
    assert_eq!(ids(&list)[floor.rows.len()..], ["pool:x-line", "pool:us-988"]);
    assert!(
        list.rows[floor.rows.len()..].iter().all(|row| row.added_by.is_some() && row.group == Group::Pool)
    );
    assert!(
        Lines::floor().with(vec![read_entry(&good().to_string(), Origin::Publisher).unwrap()]).list(
            &place,
            Language::En,
            now()
        ) == floor
    );
    assert!(
        Lines::floor().updated(vec![pool(&good()).unwrap()], FLOOR_MADE.start()).list(
            &place,
            Language::En,
            now()
        ) == floor
    );
}

#[test]
fn a_newer_line_of_the_publisher_replaces_its_own_and_an_emergency_number_stays() {
    let mut newer = good();
    newer["id"] = "us-988".into();
    newer["publish"] = false.into();
    let mut emergency = newer.clone();
    emergency["id"] = "us-emergency".into();
    let mut copline = good();
    copline["id"] = "us-copline".into();
    copline["name"] = "COPLINE anew".into();
    let newer = [newer, emergency, copline]
        .iter()
        .map(|entry| read_entry(&entry.to_string(), Origin::Publisher).unwrap())
        .collect();
    let list = Lines::floor().updated(newer, FLOOR_MADE.start()).list(
        &Place::new(Some("US"), None),
        Language::En,
        now(),
    );
    let ids: BTreeSet<_> = ids(&list).into_iter().collect();
    assert!(!ids.contains("us-988") && ids.contains("us-emergency") && ids.contains("us-veterans"));
    assert!(list.rows.iter().any(|row| row.name == "COPLINE anew"));
}

#[test]
fn a_pack_from_before_the_floor_takes_nothing_back() {
    assert_eq!(source()["generated"], peerline_protocol::pack::iso::print_day(FLOOR_MADE));
    let withdrawn = vec![Entry::Withdrawn(LineId::shown("us-988"))];
    let place = Place::new(Some("US"), None);
    let has_988 = |issued: Minute| {
        ids(&Lines::floor().updated(withdrawn.clone(), issued).list(&place, Language::En, now()))
            .contains(&"us-988".to_owned())
    };
    assert!(has_988(Minute(FLOOR_MADE.start().0 - 1)) && !has_988(FLOOR_MADE.start()));
}

#[test]
fn what_is_known_to_be_closed_goes_last_and_what_is_not_known_stays() {
    let with_hours = |id: &str, osm: &str| {
        let mut entry = good();
        entry["id"] = id.into();
        entry["hours"] = serde_json::json!({ "osm": osm, "tz": "America/New_York" });
        read_entry(&entry.to_string(), Origin::Publisher).unwrap()
    };
    // A Saturday, 07:00 in New York.
    let newer = vec![
        with_hours("us-copline", "Mo-Fr 09:00-17:00"),
        with_hours("us-nj-cop2cop", "Sa 08:00-10:00; PH 06:00-10:00"),
    ];
    let list = Lines::floor().updated(newer, FLOOR_MADE.start()).list(
        &Place::new(Some("US"), None),
        Language::En,
        now(),
    );
    assert_eq!(ids(&list).last().map(String::as_str), Some("us-copline"));
    let row = |id: &str| list.rows.iter().find(|row| row.id.to_string() == id).unwrap();
    assert_eq!(row("us-copline").open_now, "Closed now. Opens Monday at 09:00 (New York time).");
    assert_eq!(
        (row("us-nj-cop2cop").open, row("us-nj-cop2cop").group),
        (OpenState::NotKnown, Group::NationOfficers)
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_an_entry_or_refused(json in ".{0,200}") {
        let _ = read_entry(&json, Origin::Pool);
    }
}
