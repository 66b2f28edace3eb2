use super::*;
use crate::ids::{Day, Minute, PeerId, RelayId};
use crate::lists::{Modality, Role, Topic};
use crate::sensitive::Sensitive;
use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use std::time::Duration;

const NOW: Minute = Minute(20_778 * 1440);
const POOL: PoolId = PoolId::new([1; 16]);

#[test]
fn a_manifest_signed_by_two_of_three_is_accepted() {
    let manifest = accept(&signed(&manifest(1, None), &["team", "union"])).unwrap();
    assert_eq!(manifest, super::tests::manifest(1, None));
    assert_eq!(manifest.target_for(Pack::Directory, &region("US-CA")).unwrap().version, 3);
}

#[test]
fn one_person_is_never_two() {
    let root = Root { keys: Keys::from([named("a", 1), named("b", 1), named("c", 2)]), ..root(1) };
    let envelope = |signers: &[(&str, u8)]| {
        let mut envelope = manifest(1, None).to_envelope();
        signers.iter().for_each(|(name, seed)| envelope.sign(name, &key(*seed)));
        accept_manifest(&root, &envelope.to_json(), &expected(), NOW)
    };
    assert_eq!(envelope(&[]), Err(Refusal::BelowThreshold));
    assert_eq!(envelope(&[("a", 1)]), Err(Refusal::BelowThreshold));
    assert_eq!(envelope(&[("a", 1), ("b", 1)]), Err(Refusal::BelowThreshold));
    assert!(envelope(&[("a", 1), ("b", 1), ("c", 2)]).is_ok());
    // The same signature twice, as text: `sign` itself would not add it.
    let mut once = manifest(1, None).to_envelope();
    once.sign("a", &key(1));
    let json = String::from_utf8(once.to_json()).unwrap();
    let (start, end) = (json.find("[{").unwrap() + 1, json.find("}]").unwrap() + 1);
    let twice = format!("{},{}{}", &json[..end], &json[start..end], &json[end..]);
    assert_eq!(Envelope::parse(twice.as_bytes()).unwrap().signature_count(), 2);
    assert_eq!(accept_manifest(&root, twice.as_bytes(), &expected(), NOW), Err(Refusal::BelowThreshold));
}

#[test]
fn every_refusal_of_a_manifest_has_its_own_name() {
    let both = &["team", "union"];
    let good = manifest(1, None);
    let json = |edit: fn(&mut serde_json::Value)| {
        let mut value: serde_json::Value = serde_json::from_slice(&manifest(1, None).to_json()).unwrap();
        edit(&mut value);
        signed_bytes(manifest::MANIFEST_TYPE, serde_json::to_vec(&value).unwrap())
    };
    let cases: Vec<(&str, Vec<u8>, Refusal)> = vec![
        (
            "another signed file of the same people",
            signed_bytes(root::ROOT_TYPE, root(1).to_json()),
            Refusal::WrongType,
        ),
        (
            "a root's bytes under a manifest's kind",
            signed_bytes(manifest::MANIFEST_TYPE, root(1).to_json()),
            Refusal::WrongType,
        ),
        ("signed by a stranger", signed(&good, &["team", "stranger"]), Refusal::UnknownKey),
        ("signed by one", signed(&good, &["union"]), Refusal::BelowThreshold),
        (
            "expired",
            signed(&Manifest { issued: Minute(NOW.0 - 10), expires: NOW, ..good.clone() }, both),
            Refusal::Expired,
        ),
        (
            "of another pool",
            signed(&Manifest { scope: Scope::Pool(PoolId::new([2; 16])), ..good.clone() }, both),
            Refusal::WrongPool,
        ),
        (
            "of a newer root",
            signed(&Manifest { root_version: 2, ..good.clone() }, both),
            Refusal::SkippedRootVersion,
        ),
        (
            "for another region",
            json(|value| {
                value["targets"]
                    .as_array_mut()
                    .unwrap()
                    .iter_mut()
                    .for_each(|target| target["region"] = "US-TX".into())
            }),
            Refusal::WrongRegion,
        ),
        (
            "a pool that signs crisis lines",
            json(|value| value["targets"][0]["pack"] = "crisis".into()),
            Refusal::WrongType,
        ),
        (
            "too long a file",
            json(|value| value["targets"][0]["len"] = (1u64 << 40).into()),
            Refusal::TooLarge,
        ),
        (
            "a path that points elsewhere",
            json(|value| value["targets"][0]["path"] = "../policy".into()),
            Refusal::Malformed,
        ),
        (
            "valid for 31 days",
            json(|value| value["expires"] = "2026-12-23T00:00:00Z".into()),
            Refusal::Malformed,
        ),
        ("valid for no time", json(|value| value["expires"] = value["issued"].clone()), Refusal::Malformed),
        ("version 0", json(|value| value["version"] = 0.into()), Refusal::Malformed),
        ("version 2 without a parent", json(|value| value["version"] = 2.into()), Refusal::Malformed),
        (
            "the same file twice",
            json(|value| value["targets"][1] = value["targets"][0].clone()),
            Refusal::Malformed,
        ),
        ("no pool", json(|value| value["pool"] = serde_json::Value::Null), Refusal::WrongType),
        ("not JSON", b"{".to_vec(), Refusal::Malformed),
        ("a hundred megabytes", vec![b' '; dsse::LONGEST_ENVELOPE + 1], Refusal::TooLarge),
    ];
    for (about, envelope, refusal) in cases {
        assert_eq!(accept(&envelope), Err(refusal), "{about}");
    }
    let old_root = Root { expires: NOW, ..root(1) };
    assert_eq!(accept_manifest(&old_root, &signed(&good, both), &expected(), NOW), Err(Refusal::Expired));
    assert!(verify_manifest(&old_root, &signed(&good, both), &expected()).is_ok());
    assert_eq!(accept_manifest(&root(2), &signed(&good, both), &expected(), NOW), Err(Refusal::RolledBack));
    let publisher = Expected { scope: Scope::Publisher, ..expected() };
    assert_eq!(accept_manifest(&root(1), &signed(&good, both), &publisher, NOW), Err(Refusal::WrongType));
}

#[test]
fn a_kind_of_file_that_only_a_newer_version_knows_is_left_out() {
    let mut value: serde_json::Value = serde_json::from_slice(&manifest(1, None).to_json()).unwrap();
    value["targets"][0]["pack"] = "songs".into();
    value["mood"] = "good".into();
    let envelope = signed_bytes(manifest::MANIFEST_TYPE, serde_json::to_vec(&value).unwrap());
    assert_eq!(accept(&envelope).unwrap().targets.len(), manifest(1, None).targets.len() - 1);
}

#[test]
fn nothing_older_than_the_highest_seen_is_accepted_and_the_chain_holds() {
    let first = manifest(1, None).to_envelope();
    let seen = manifest(1, None).seen(&first);
    let after = |seen: Seen, envelope: &[u8], root: &Root| {
        accept_manifest(root, envelope, &Expected { seen: Some(seen), ..expected() }, NOW)
            .map(|manifest| manifest.version)
    };
    let both = &["team", "clinician"];
    assert_eq!(after(seen, &signed(&manifest(1, None), both), &root(1)), Ok(1), "the same again");
    let other = Manifest { expires: Minute(NOW.0 + 60), ..manifest(1, None) };
    assert_eq!(
        after(seen, &signed(&other, both), &root(1)),
        Err(Refusal::BrokenChain),
        "the same version with other bytes"
    );
    assert_eq!(after(seen, &signed(&manifest(2, Some(seen.sha256)), both), &root(1)), Ok(2));
    assert_eq!(after(seen, &signed(&manifest(2, Some([9; 32])), both), &root(1)), Err(Refusal::BrokenChain));
    assert_eq!(
        after(seen, &signed(&manifest(7, Some([9; 32])), both), &root(1)),
        Ok(7),
        "a phone may have slept"
    );
    let high = Seen { version: 8, ..seen };
    assert_eq!(after(high, &signed(&manifest(7, Some([9; 32])), both), &root(1)), Err(Refusal::RolledBack));
    // After thieves signed the highest version that there is, a rotation of the root lets the pool go on.
    let blocked = Seen { version: u32::MAX, ..seen };
    let next = Manifest { root_version: 2, ..manifest(9, Some([9; 32])) };
    assert_eq!(after(blocked, &signed(&next, both), &root(2)), Ok(9));
    assert_eq!(
        after(Seen { root_version: 2, ..seen }, &signed(&manifest(9, Some([9; 32])), both), &root(1)),
        Err(Refusal::RolledBack)
    );
}

#[test]
fn every_flipped_cut_or_added_byte_of_an_envelope_is_refused_or_changes_nothing() {
    let envelopes =
        [signed(&manifest(1, None), &["team", "union"]), signed_root(&root(1), &["team", "union"])];
    let read = |bytes: &[u8]| (accept(bytes), Root::of_envelope(bytes));
    let meaning = envelopes.clone().map(|envelope| read(&envelope));
    for (envelope, meaning) in envelopes.iter().zip(&meaning) {
        let harmless = |bytes: &[u8], about: String| {
            let (manifest, root) = read(bytes);
            // What reads as something at all must read as exactly what was signed.
            assert!(manifest.is_err() || manifest == meaning.0, "{about}");
            assert!(root.is_err() || root == meaning.1, "{about}");
            manifest.is_err() && root.is_err()
        };
        let mut aliases = 0;
        for place in 0..envelope.len() {
            assert!(harmless(&envelope[..place], format!("cut at {place}")), "cut at {place}");
            for bit in 0..8 {
                let mut bytes = envelope.clone();
                bytes[place] ^= 1 << bit;
                aliases += u32::from(!harmless(&bytes, format!("bit {bit} of byte {place}")));
            }
        }
        // JSON without spaces has no second spelling one bit away.
        assert_eq!(aliases, 0);
        for tail in ["x", "}", "\0", "{}"] {
            assert!(harmless(&[envelope, tail.as_bytes()].concat(), format!("added {tail:?}")));
        }
        assert!(
            !harmless(&[envelope, &b"\n"[..]].concat(), "a line end".to_owned()),
            "white space is not content"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = (accept(&bytes), Root::of_envelope(&bytes), root_hints(&bytes), Policy::parse(&bytes), Limits::parse(&bytes));
        let _ = (Lines::parse(&bytes), directory::parse(&bytes));
    }

    #[test]
    fn a_manifest_with_any_stretch_of_bytes_overwritten_is_refused(place in 0usize..2000, patch in proptest::collection::vec(any::<u8>(), 1..40)) {
        let good = signed(&manifest(1, None), &["team", "union"]);
        let mut bytes = good.clone();
        let place = place % bytes.len();
        let end = (place + patch.len()).min(bytes.len());
        bytes[place..end].copy_from_slice(&patch[..end - place]);
        let read = accept(&bytes);
        prop_assert!(read.is_err() || read == accept(&good));
    }
}

#[test]
fn a_root_is_rotated_by_old_and_new_together_one_version_at_a_time() {
    let first = root(1);
    // The union's key is replaced under its old name; the clinician stays.
    let second =
        Root { keys: Keys::from([named("team", 1), named("union", 12), named("clinician", 3)]), ..root(2) };
    let third =
        Root { keys: Keys::from([named("team", 21), named("union", 12), named("clinician", 23)]), ..root(3) };
    let by = |root: &Root, signers: &[(&str, u8)]| {
        let mut envelope = root.to_envelope();
        signers.iter().for_each(|(name, seed)| envelope.sign(name, &key(*seed)));
        envelope.to_json()
    };
    let two = by(&second, &[("team", 1), ("clinician", 3)]);
    let three = by(&third, &[("team", 1), ("union", 12), ("team", 21)]);
    assert_eq!(rotate(&first, &two).unwrap(), second);
    assert_eq!(walk(&first, [&two[..], &three[..]], NOW).unwrap(), third);
    assert_eq!(
        rotate(&first, &by(&second, &[("union", 12), ("clinician", 3)])),
        Err(Refusal::BelowThreshold),
        "not enough of the old"
    );
    assert_eq!(
        rotate(&first, &by(&second, &[("union", 2), ("team", 1)])),
        Err(Refusal::BelowThreshold),
        "not enough of the new"
    );
    assert!(rotate(&first, &by(&second, &[("union", 2), ("team", 1), ("union", 12)])).is_ok());
    assert_eq!(rotate(&first, &three), Err(Refusal::SkippedRootVersion));
    assert_eq!(walk(&first, [&three[..], &two[..]], NOW), Err(Refusal::SkippedRootVersion));
    assert_eq!(rotate(&second, &two), Err(Refusal::RolledBack));
    assert_eq!(
        rotate(&first, &by(&second, &[("team", 1), ("clinician", 3), ("thief", 66)])),
        Err(Refusal::UnknownKey)
    );
    assert_eq!(rotate(&first, &by(&second, &[("team", 66), ("clinician", 3)])), Err(Refusal::Altered));
    let elsewhere = Root { scope: Scope::Pool(PoolId::new([2; 16])), ..second.clone() };
    assert_eq!(rotate(&first, &by(&elsewhere, &[("team", 1), ("clinician", 3)])), Err(Refusal::WrongPool));
    let publisher = Root { scope: Scope::Publisher, ..second.clone() };
    assert_eq!(rotate(&first, &by(&publisher, &[("team", 1), ("clinician", 3)])), Err(Refusal::WrongType));
    // An expired root in between is walked over; an expired newest is not used.
    let tired = by(&Root { expires: Minute(5), ..second.clone() }, &[("team", 1), ("clinician", 3)]);
    assert!(walk(&first, [&tired[..], &three[..]], NOW).is_ok());
    assert_eq!(walk(&first, [&tired[..]], NOW), Err(Refusal::Expired));
}

#[test]
fn the_first_root_is_the_file_on_the_card_and_holds_by_itself() {
    let file = signed_root(&root(1), &["team", "union"]);
    assert_eq!(first_root(&file, &sha256(&file)), Ok(root(1)));
    assert_eq!(first_root(&file, &[0; 32]), Err(Refusal::Altered));
    let lonely = signed_root(&root(1), &["team"]);
    assert_eq!(first_root(&lonely, &sha256(&lonely)), Err(Refusal::BelowThreshold));
    let alone = Root { keys: Keys::from([named("a", 1), named("b", 1)]), ..root(1) };
    let by_one = signed_root(&alone, &[]);
    assert_eq!(
        first_root(&by_one, &sha256(&by_one)),
        Err(Refusal::Malformed),
        "a threshold that one key under two names cannot reach"
    );
}

#[test]
fn a_rotated_root_stands_by_itself_on_a_new_card_although_people_who_left_signed_it() {
    let second =
        Root { keys: Keys::from([named("team", 1), named("union", 12), named("doctor", 13)]), ..root(2) };
    let mut envelope = second.to_envelope();
    for (name, seed) in [("team", 1), ("union", 2), ("clinician", 3), ("union", 12)] {
        envelope.sign(name, &key(seed));
    }
    let file = envelope.to_json();
    assert_eq!(rotate(&root(1), &file).unwrap(), second);
    assert_eq!(first_root(&file, &sha256(&file)).unwrap(), second);
    let mut without_union = second.to_envelope();
    [("team", 1), ("union", 2), ("clinician", 3)]
        .iter()
        .for_each(|(name, seed)| without_union.sign(name, &key(*seed)));
    assert_eq!(Root::of_envelope(&without_union.to_json()), Err(Refusal::BelowThreshold));
}

#[test]
fn it_is_said_who_still_has_to_sign() {
    let envelope = Envelope::parse(&signed(&manifest(1, None), &["union"])).unwrap();
    let progress = root(1).progress(&envelope).unwrap();
    assert_eq!(progress.signed, ["union"]);
    assert_eq!(progress.missing, ["clinician", "team"]);
    assert_eq!(progress.still_needed, 1);
}

#[test]
fn a_file_is_its_manifests_or_it_is_refused() {
    let target = &manifest(1, None).targets[0];
    assert_eq!(check_file(target, b"rows"), Ok(()));
    assert_eq!(check_file(target, b"row"), Err(Refusal::Altered));
    assert_eq!(check_file(target, b"rowz"), Err(Refusal::Altered));
    assert_eq!(check_file(target, b"rows "), Err(Refusal::TooLarge));
}

#[test]
fn the_most_exact_region_wins_and_root_files_are_found_before_anything_is_verified() {
    let file = FileName::of(b"x");
    let target =
        |pack, text: &str, version| Target { pack, region: region(text), version, file, delta_from: vec![] };
    let targets = vec![
        target(Pack::Limits, "ZZ", 1),
        target(Pack::Limits, "US-CA", 2),
        target(Pack::Limits, "US", 3),
        target(Pack::Root, "ZZ", 2),
        target(Pack::Root, "ZZ", 1),
    ];
    let manifest = Manifest { targets, ..manifest(1, None) };
    let of = |text: &str| manifest.target_for(Pack::Limits, &region(text)).map(|target| target.version);
    assert_eq!((of("US-CA"), of("US-TX"), of("NZ")), (Some(2), Some(3), Some(1)));
    let hints = root_hints(&manifest.to_envelope().to_json()).unwrap();
    assert_eq!(hints, [(1, file), (2, file)]);
}

#[test]
fn a_directory_is_read_back_and_every_fault_names_its_line() {
    let rows = [row(1), row(2), row(3)];
    let bytes = directory::print(&[rows[2].clone(), rows[0].clone(), rows[1].clone()]);
    assert_eq!(directory::parse(&bytes).unwrap(), rows);
    let faulty = |rows: &[DirectoryRow]| {
        let bytes: Vec<u8> = rows.iter().flat_map(|row| [row.to_json(), b"\n".to_vec()].concat()).collect();
        directory::parse(&bytes).unwrap_err().line
    };
    assert_eq!(faulty(&[row(2), row(1)]), 2, "order");
    assert_eq!(faulty(&[row(1), row(1)]), 2, "id");
    assert_eq!(faulty(&[row(1), DirectoryRow { key: row(1).key, ..row(2) }]), 2, "key");
    assert_eq!(
        faulty(&[row(1), row(2), DirectoryRow { phone: Some(Sensitive::new("0800".to_owned())), ..row(3) }]),
        3,
        "phone"
    );
    assert_eq!(faulty(&[DirectoryRow { agency: "x".repeat(5000), ..row(1) }]), 1, "long");
    assert!(directory::parse(&bytes[..bytes.len() - 1]).is_err());
    assert!(directory::parse(&[&bytes[..], b"\n"].concat()).is_err());
    assert_eq!(directory::parse(b"").unwrap(), []);
}

#[test]
fn a_phone_ignores_fields_and_words_of_a_newer_list() {
    let mut value: serde_json::Value = serde_json::from_slice(&row(1).to_json()).unwrap();
    value["hat"] = "blue".into();
    value["topics"] = serde_json::json!(["grief", "robots"]);
    value["gender"] = "unheard of".into();
    let read = DirectoryRow::parse(&serde_json::to_vec(&value).unwrap()).unwrap();
    assert_eq!(read.topics, [Topic::Grief]);
    assert_eq!(read.gender, None);
}

#[test]
fn a_row_prints_neither_name_nor_phone() {
    let text = format!("{:?}", row(1));
    assert!(!text.contains("Dana") && !text.contains("0101"), "{text}");
}

#[test]
fn designation_and_training_end_after_their_last_day() {
    let row = DirectoryRow { designated_until: Day(10), trained_until: Day(12), ..row(1) };
    assert!(row.is_designated(Day(10)) && !row.is_designated(Day(11)));
    let row = DirectoryRow { designated_until: Day(12), trained_until: Day(10), ..row };
    assert!(row.is_designated(Day(10)) && !row.is_designated(Day(11)));
}

#[test]
fn a_policy_is_read_back_and_lists_its_bearers_only() {
    let policy = policy();
    assert_eq!(Policy::parse(&policy.to_json()), Ok(policy.clone()));
    assert_eq!(policy.ladder_total(), Duration::from_secs(1200));
    assert_eq!(bearer_is_listed(&policy, &Sensitive::new([5; 32])), Some(Bearer::Member));
    assert_eq!(bearer_is_listed(&policy, &Sensitive::new([6; 32])), Some(Bearer::Board));
    assert_eq!(bearer_is_listed(&policy, &Sensitive::new([7; 32])), None);
    let refused = |edit: fn(&mut serde_json::Value)| {
        let mut value: serde_json::Value = serde_json::from_slice(&super::tests::policy().to_json()).unwrap();
        edit(&mut value);
        Policy::parse(&serde_json::to_vec(&value).unwrap()).is_err()
    };
    assert!(refused(|value| value["relays"] = serde_json::json!([])));
    assert!(refused(|value| value["ladder_s"] = serde_json::json!([300, 300])));
    assert!(refused(|value| value["ladder_s"] = serde_json::json!([300, 0, 300])));
    assert!(refused(|value| value["member_bearers"] = serde_json::json!([])));
    assert!(refused(|value| value["board_bearers"] = value["member_bearers"].clone()));
    assert!(refused(|value| value["tokens"]["live"] = true.into()));
    assert!(!refused(|value| value["colour"] = "blue".into()));
}

#[test]
fn a_relay_is_reached_by_https_or_on_this_machine() {
    let with_url = |url: &str| {
        let mut value: serde_json::Value = serde_json::from_slice(&policy().to_json()).unwrap();
        value["relays"][0]["url"] = url.into();
        Policy::parse(&serde_json::to_vec(&value).unwrap()).is_ok()
    };
    for url in [
        "https://relay.example",
        "https://relay.example:8443/a",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:80",
    ] {
        assert!(with_url(url), "{url}");
    }
    for url in [
        "http://relay.example",
        "https://",
        "https://a/",
        "https://a@b",
        "https://a?b",
        "ftp://a",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil:80",
        "https://a b",
        "",
    ] {
        assert!(!with_url(url), "{url}");
    }
}

#[test]
fn limits_are_read_back_and_every_layer_stands_in_its_place() {
    let limit = |id: &str, layer| limits::Limit {
        id: id.to_owned(),
        layer,
        text: Text { en: "E".to_owned(), es: "S".to_owned() },
        source: "A law".to_owned(),
    };
    let good = Limits {
        jurisdiction: region("US-CA"),
        common: limits::CommonLimits {
            id: "us-ca".to_owned(),
            version: 4,
            items: vec![limit("a", limits::Layer::Statute)],
        },
        agencies: [("Police of A".to_owned(), vec![limit("b", limits::Layer::Agency)])].into(),
    };
    assert_eq!(Limits::parse(&good.to_json()), Ok(good.clone()));
    assert_eq!(good.of_agency("Police of A").len(), 1);
    assert!(good.of_agency("Police of B").is_empty());
    let common = |items| limits::CommonLimits { items, ..good.common.clone() };
    let refused = |limits: Limits| Limits::parse(&limits.to_json()).is_err();
    assert!(refused(Limits { common: common(vec![]), ..good.clone() }));
    assert!(refused(Limits { common: common(vec![limit("a", limits::Layer::Agency)]), ..good.clone() }));
    assert!(
        refused(Limits { common: common(vec![limit("b", limits::Layer::Statute)]), ..good.clone() }),
        "same id"
    );
    let half = limits::Limit {
        text: Text { en: "E".to_owned(), es: " ".to_owned() },
        ..limit("a", limits::Layer::Statute)
    };
    assert!(refused(Limits { common: common(vec![half]), ..good.clone() }));
    assert!(refused(Limits {
        common: limits::CommonLimits { id: "US CA".to_owned(), ..good.common.clone() },
        ..good
    }));
}

#[test]
fn a_line_that_nobody_checked_has_a_fault() {
    let file = |kind: &str, how: &str| {
        serde_json::to_vec(&serde_json::json!({"schema": lines::SCHEMA, "mood": 1, "entries": [{
            "id": "a", "country": "US", "region": "US-CA", "kind": kind, "checked": {"how": how}, "publish": true,
            "hours": {"osm": "24/7", "tz": "America/Denver"}, "name": "A line"}]}))
        .unwrap()
    };
    let fault = |kind, how| Lines::parse(&file(kind, how)).unwrap().entries[0].fault();
    assert_eq!(fault("crisis", "published_page"), None);
    assert_eq!(fault("emergency", "general_knowledge"), None);
    assert!(fault("crisis", "general_knowledge").is_some());
    assert!(fault("emergency", "none").is_some());
    let lines = Lines::parse(&file("crisis", "published_page")).unwrap();
    assert_eq!(lines.entries[0].zone.as_deref(), Some("America/Denver"));
    assert_eq!(Lines::parse(&lines.to_json()).unwrap(), lines);
}

#[test]
fn refusals_have_different_names() {
    let names: std::collections::BTreeSet<_> = Refusal::ALL.iter().map(|refusal| refusal.name()).collect();
    assert_eq!(names.len(), 12);
}

fn accept(envelope: &[u8]) -> Result<Manifest, Refusal> {
    accept_manifest(&root(1), envelope, &expected(), NOW)
}

fn expected() -> Expected<'static> {
    static REGION: std::sync::OnceLock<Region> = std::sync::OnceLock::new();
    Expected { scope: Scope::Pool(POOL), region: Some(REGION.get_or_init(|| region("US-CA"))), seen: None }
}

fn manifest(version: u32, prev_sha256: Option<[u8; 32]>) -> Manifest {
    let target = |pack, version, bytes: &[u8]| Target {
        pack,
        region: region("US-CA"),
        version,
        file: FileName::of(bytes),
        delta_from: vec![],
    };
    Manifest {
        root_version: 1,
        version,
        prev_sha256,
        issued: Minute(NOW.0 - 1440),
        expires: Minute(NOW.0 + 29 * 1440),
        scope: Scope::Pool(POOL),
        targets: vec![target(Pack::Directory, 3, b"rows"), target(Pack::Policy, 1, b"policy")],
    }
}

fn root(version: u32) -> Root {
    Root {
        version,
        expires: Minute(NOW.0 + 365 * 1440),
        threshold: 2,
        keys: Keys::from([named("team", 1), named("union", 2), named("clinician", 3)]),
        scope: Scope::Pool(POOL),
    }
}

fn seed(name: &str) -> u8 {
    match name {
        "team" => 1,
        "union" => 2,
        "clinician" => 3,
        _ => 99,
    }
}

fn signed(manifest: &Manifest, signers: &[&str]) -> Vec<u8> {
    let mut envelope = manifest.to_envelope();
    signers.iter().for_each(|name| envelope.sign(name, &key(seed(name))));
    envelope.to_json()
}

fn signed_root(root: &Root, signers: &[&str]) -> Vec<u8> {
    let mut envelope = root.to_envelope();
    signers.iter().for_each(|name| envelope.sign(name, &key(seed(name))));
    envelope.to_json()
}

fn signed_bytes(payload_type: &str, payload: Vec<u8>) -> Vec<u8> {
    let mut envelope = Envelope::unsigned(payload_type, payload);
    ["team", "union"].iter().for_each(|name| envelope.sign(name, &key(seed(name))));
    envelope.to_json()
}

fn named(name: &str, seed: u8) -> (String, [u8; 32]) {
    (name.to_owned(), key(seed).public_key().as_ref().try_into().unwrap())
}

fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

fn row(number: u8) -> DirectoryRow {
    DirectoryRow {
        id: PeerId::new([number; 16]),
        name: Sensitive::new("Dana Ruiz".to_owned()),
        agency: "Police of A".to_owned(),
        region: region("US-CA"),
        roles: vec![Role::Officer],
        experience: vec![Topic::Shooting],
        topics: vec![Topic::Grief, Topic::Sleep],
        languages: vec![Language::parse("en").unwrap()],
        modalities: vec![Modality::Call],
        phone: Some(Sensitive::new(format!("+1415555010{number}"))),
        text_ok: true,
        gender: Some(directory::Gender::Woman),
        veteran: None,
        designated_until: Day(21_000),
        trained_until: Day(21_000),
        listed_consent_on: Day(20_000),
        key: Some([number; 32]),
    }
}

fn policy() -> Policy {
    Policy {
        relays: vec![RelayAddress {
            id: RelayId::new([4; 16]),
            url: "https://relay.example".to_owned(),
            ca: None,
        }],
        ladder: [300, 300, 600].map(Duration::from_secs),
        member_bearers: vec![sha256(&[4; 32]), sha256(&[5; 32])],
        board_bearers: vec![sha256(&[6; 32])],
        tokens: policy::Tokens { live: false, keys: vec![] },
        ohttp: None,
        snapshot: Duration::from_secs(300),
        min_pool: 40,
    }
}
