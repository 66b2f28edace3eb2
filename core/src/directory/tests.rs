use super::*;
use crate::clock::VirtualClock;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

fn id(number: u8) -> PeerId {
    PeerId::new([number; 16])
}

fn json_row(number: u8, name: &str, agency: &str) -> Value {
    json!({
        "id": id(number), "name": name, "agency": agency, "region": "US-NJ", "roles": ["officer"], "experience": ["shooting"],
        "topics": ["stress"], "languages": ["en"], "modalities": ["call"], "text_ok": false, "designated_until": "2026-12-31",
        "trained_until": "2026-12-31", "listed_consent_on": "2026-01-01",
        "key": peerline_protocol::ids::encode(&[number; 32]),
    })
}

fn row(value: &Value) -> DirectoryRow {
    DirectoryRow::parse(value.to_string().as_bytes()).unwrap()
}

fn people() -> Vec<DirectoryRow> {
    let mut retired = json_row(4, "Peter Jónsson", "Lakeside Police");
    retired["roles"] = json!(["retired"]);
    retired["veteran"] = json!(true);
    retired["languages"] = json!(["en", "es-US"]);
    let mut supervisor = json_row(5, "Ann O’Brien", "Riverton Police");
    supervisor["roles"] = json!(["supervisor"]);
    supervisor["topics"] = json!(["grief", "sleep"]);
    let mut without_app = json_row(6, "Smitha Rao", "Lakeside Police");
    without_app.as_object_mut().unwrap().remove("key");
    [
        json_row(1, "José Smith", "Riverton Police"),
        json_row(2, "Maria Smithers", "Riverton Police"),
        json_row(3, "Lee Smit", "Lakeside Police"),
        retired,
        supervisor,
        without_app,
    ]
    .iter()
    .map(row)
    .collect()
}

fn directory(conflicts: &[Conflict]) -> Directory {
    Directory::new(people(), Minute(0), conflicts)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn nobody() -> OnCall {
    OnCall::default()
}

fn now(on_call: &OnCall) -> Now<'_> {
    Now { at: at("2026-11-21T12:00:00Z"), on_call, rotation: Rotation::numbered(7) }
}

fn text(typed: &str) -> Query {
    Query { text: typed.to_owned().into(), ..Query::default() }
}

fn numbers(page: &Page<PeerRow>) -> Vec<u8> {
    page.rows.iter().map(|row| row.id.as_bytes()[0]).collect()
}

fn found(directory: &Directory, query: &Query) -> Vec<u8> {
    let on_call = nobody();
    let page = directory.search(query, PageRequest::first(), &now(&on_call));
    assert_eq!((page.total, page.rows.len() as u32), (directory.count(query, &now(&on_call)), page.total));
    numbers(&page)
}

#[test]
fn the_same_word_comes_before_its_beginning_and_that_before_a_wrong_letter() {
    let directory = directory(&[]);
    let found = found(&directory, &text("smith"));
    assert_eq!((found[0], found[3], found.len()), (1, 3, 4));
    assert_eq!(found[1..3].iter().collect::<BTreeSet<_>>(), BTreeSet::from([&2, &6]));
}

#[test]
fn every_word_typed_must_fit_somewhere_in_name_agency_or_topic() {
    let directory = directory(&[]);
    assert_eq!(found(&directory, &text("smith riverton")), [1, 2]);
    assert_eq!(found(&directory, &text("JOSE")), [1]);
    assert_eq!(found(&directory, &text("obrien greif")), [5]);
    assert_eq!(found(&directory, &text("duelo")), [5], "topics are found in both languages");
    assert_eq!(found(&directory, &text("smith nowhere")), [0u8; 0]);
    assert_eq!(found(&directory, &text("  ")).len(), 6);
}

#[test]
fn each_filter_leaves_out_whom_it_should() {
    let directory = directory(&[]);
    let with = |change: &dyn Fn(&mut Query)| {
        let mut query = Query::default();
        change(&mut query);
        let mut found = found(&directory, &query);
        found.sort_unstable();
        found
    };
    assert_eq!(with(&|query| query.agency = AgencyFilter::Only("riverton police ".into())), [1, 2, 5]);
    assert_eq!(with(&|query| query.agency = AgencyFilter::Outside("Riverton Police".into())), [3, 4, 6]);
    assert_eq!(with(&|query| query.role = Some(Role::Retired)), [4]);
    assert_eq!(with(&|query| query.topic = Some(Topic::Grief)), [5]);
    assert_eq!(with(&|query| query.experience = Some(Topic::Shooting)).len(), 6);
    assert_eq!(with(&|query| query.experience = Some(Topic::Money)), [0u8; 0]);
    assert_eq!(with(&|query| query.veteran = true), [4]);
    assert_eq!(with(&|query| query.language = Language::parse("es")), [4]);
    assert_eq!(with(&|query| query.language = Language::parse("es-MX")), [0u8; 0]);
    assert_eq!(with(&|query| query.modality = Some(Modality::Meet)), [0u8; 0]);
    assert_eq!(with(&|query| query.region = Region::parse("US")).len(), 6);
    assert_eq!(with(&|query| query.region = Region::parse("US-NY")), [0u8; 0]);
}

#[test]
fn a_peer_whose_designation_or_training_ends_is_not_offered_from_that_second_on() {
    let on_call = OnCall::new([(id(1), Minute(u32::MAX))]);
    for field in ["designated_until", "trained_until"] {
        let mut ending = json_row(1, "José Smith", "Riverton Police");
        ending[field] = json!("2026-11-21");
        let directory = Directory::new(vec![row(&ending)], Minute(0), &[]);
        for (moment, offered) in [("2026-11-21T23:59:59Z", true), ("2026-11-22T00:00:00Z", false)] {
            let now = Now { at: at(moment), on_call: &on_call, rotation: Rotation::numbered(0) };
            assert_eq!(
                directory.search(&text("smith"), PageRequest::first(), &now).total,
                u32::from(offered)
            );
            assert_eq!(directory.count(&Query::default(), &now), u32::from(offered));
            assert_eq!(directory.peer(id(1), &now).is_some(), offered);
            assert_eq!(directory.askable(&Query::default(), &now).len(), usize::from(offered));
            assert_eq!(directory.agencies(&now).len(), usize::from(offered));
        }
    }
}

#[test]
fn a_clock_set_back_brings_no_lapsed_designation_back() {
    let mut lapsed = json_row(1, "José Smith", "Riverton Police");
    lapsed["designated_until"] = json!("2026-01-31");
    let signed = Minute::of_unix(at("2026-11-20T00:00:00Z").timestamp());
    let directory = Directory::new(vec![row(&lapsed)], signed, &[]);
    let on_call = nobody();
    let set_back = Now { at: at("2025-11-21T12:00:00Z"), on_call: &on_call, rotation: Rotation::numbered(0) };
    assert_eq!(directory.count(&Query::default(), &set_back), 0);
}

#[test]
fn whom_the_officer_must_not_meet_is_in_no_list_no_count_and_no_match() {
    for (conflict, gone) in [
        (Conflict::Peer(id(2)), vec![2]),
        (Conflict::Agency("RIVERTON police".into()), vec![1, 2, 5]),
        (Conflict::RoleInAgency(Role::Supervisor, "Riverton Police".into()), vec![5]),
        (Conflict::RoleInAgency(Role::Supervisor, "Lakeside Police".into()), vec![]),
    ] {
        let on_call = OnCall::new((1..=6).map(|number| (id(number), Minute(u32::MAX))));
        let now = now(&on_call);
        let directory = directory(std::slice::from_ref(&conflict));
        let all = directory.search(&Query::default(), PageRequest::first(), &now);
        assert_eq!(
            (all.total as usize, directory.count(&Query::default(), &now)),
            (6 - gone.len(), all.total)
        );
        for number in gone {
            assert!(!numbers(&all).contains(&number));
            assert!(directory.peer(id(number), &now).is_none());
            assert!(
                directory.askable(&Query::default(), &now).iter().all(|askable| askable.peer != id(number))
            );
        }
        let agencies = directory.agencies(&now);
        assert_eq!(
            agencies.contains(&"Riverton Police".to_owned()),
            !matches!(conflict, Conflict::Agency(_))
        );
    }
}

#[test]
fn those_on_call_come_first_and_stop_being_on_call_in_the_minute_their_duty_ends() {
    let directory = directory(&[]);
    let noon = Minute::of_unix(at("2026-11-21T12:00:00Z").timestamp());
    let on_call = OnCall::new([(id(6), Minute(noon.0 + 1)), (id(3), noon)]);
    let page = directory.search(&Query::default(), PageRequest::first(), &now(&on_call));
    assert_eq!(numbers(&page)[0], 6);
    let on_call: Vec<_> = page.rows.iter().filter(|row| row.on_call).map(|row| row.id).collect();
    assert_eq!(on_call, [id(6)]);
}

#[test]
fn pages_hold_at_most_fifty_and_together_everybody_once() {
    let rows: Vec<_> = (0..120).map(|number| row(&json_row(number, "Lee Smit", "Riverton Police"))).collect();
    let directory = Directory::new(rows, Minute(0), &[]);
    let on_call = nobody();
    let pages: Vec<_> = [0, 50, 100, 150]
        .map(|start| directory.search(&Query::default(), PageRequest::new(start, 1000), &now(&on_call)))
        .into();
    assert_eq!(pages.iter().map(|page| page.rows.len()).collect::<Vec<_>>(), [50, 50, 20, 0]);
    assert!(pages.iter().all(|page| page.total == 120));
    assert_eq!(pages.iter().flat_map(numbers).collect::<BTreeSet<_>>().len(), 120);
}

#[test]
fn a_page_of_any_size_begins_and_ends_where_the_whole_order_says() {
    let rows = (1..=40).map(|n| row(&json_row(n, "A. B", "Salem Police"))).collect();
    let directory = Directory::new(rows, Minute(0), &[]);
    let on_call = OnCall::new((5..=15).map(|n| (id(n), Minute(u32::MAX))));
    let page = |start, size| {
        numbers(&directory.search(&Query::default(), PageRequest::new(start, size), &now(&on_call)))
    };
    let whole = page(0, 50);
    assert!(whole.len() == 40 && whole[..11].iter().all(|number| (5..=15).contains(number)));
    for size in 1..=41 {
        for start in 0..=41 {
            let of_whole: Vec<u8> = whole.iter().copied().skip(start).take(size).collect();
            assert_eq!(
                page(u32::try_from(start).unwrap(), u32::try_from(size).unwrap()),
                of_whole,
                "{size} from {start}"
            );
        }
    }
    assert_eq!(page(u32::MAX, 50), [0_u8; 0]);
}

#[test]
fn over_many_days_everybody_is_first_about_equally_often() {
    let rows: Vec<_> = (0..10).map(|number| row(&json_row(number, "Lee Smit", "Riverton Police"))).collect();
    let directory = Directory::new(rows, Minute(0), &[]);
    let phone = Sensitive::new([9; 32]);
    let mut first = [0u32; 10];
    for day in 0..2000 {
        let on_call = nobody();
        let now =
            Now { rotation: Rotation::of_day(&phone, peerline_protocol::ids::Day(day)), ..now(&on_call) };
        let page = directory.search(&Query::default(), PageRequest::new(0, 1), &now);
        first[usize::from(numbers(&page)[0])] += 1;
    }
    assert!(first.iter().all(|count| (140..=260).contains(count)), "{first:?}");
}

#[test]
fn only_peers_with_the_app_can_be_asked_and_their_order_tells_nothing() {
    let on_call = OnCall::new([(id(4), Minute(u32::MAX))]);
    let askable = directory(&[]).askable(&Query::default(), &now(&on_call));
    assert_eq!(askable.iter().map(|askable| askable.peer.as_bytes()[0]).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(askable.iter().filter(|askable| askable.on_call).count(), 1);
    assert_eq!(askable[0].key, [1; 32]);
}

#[test]
fn a_peer_reads_in_finished_sentences_and_what_is_missing_is_not_known() {
    let on_call = nobody();
    let mut bare = json_row(1, "José Smith", "Riverton Police");
    for list in ["roles", "experience", "topics", "modalities"] {
        bare[list] = json!([]);
    }
    let directory =
        Directory::new(vec![row(&bare), row(&json_row(2, "Lee Smit", "Riverton Police"))], Minute(0), &[]);
    let words = |number, language| directory.peer(id(number), &now(&on_call)).unwrap().in_words(language);
    let bare = words(1, words::Language::Es);
    for sentence in [&bare.roles, &bare.experience, &bare.topics, &bare.reached_by] {
        assert!(sentence.ends_with("no se sabe."), "{sentence}");
    }
    let full = words(2, words::Language::En);
    assert_eq!(
        (full.topics.as_str(), full.languages.as_str()),
        ("Ready to talk about: stress.", "Speaks: English.")
    );
    assert_eq!(full.on_call, "Not on call now.");
}

#[test]
fn names_and_searches_print_nothing_of_themselves() {
    let on_call = nobody();
    let directory = directory(&[Conflict::Agency("Riverton Police".into())]);
    let row = directory.peer(id(3), &now(&on_call)).unwrap();
    let printed = format!(
        "{directory:?} {row:?} {:?} {:?} {:?}",
        row.in_words(words::Language::En),
        text("Lee Smit"),
        Conflict::Agency("Riverton Police".into())
    );
    assert!(!["Smit", "Lakeside", "Riverton"].iter().any(|word| printed.contains(word)), "{printed}");
}

#[test]
fn exclusions_are_kept_in_the_vault_through_a_crash_and_can_be_taken_back() {
    let (folder, keys) = (tempfile::tempdir().unwrap(), Arc::<MemoryKeyStore>::default());
    let open = || {
        let open = Open {
            folder: folder.path(),
            which: Which::Officer,
            keys: keys.clone(),
            clock: Arc::new(VirtualClock::at(1_790_000_000)),
            random: Arc::new(SystemRandom),
        };
        Vault::open(open).unwrap().0
    };
    let all: Vec<_> = [
        Conflict::Peer(id(2)),
        Conflict::Agency("Riverton Police".into()),
        Conflict::RoleInAgency(Role::Supervisor, "Riverton Police".into()),
    ]
    .into_iter()
    .zip([Reason::AtTheIncident, Reason::InternalAffairs, Reason::Supervisor])
    .map(|(conflict, reason)| Exclusion { conflict, reason })
    .collect();
    let vault = open();
    for exclusion in &all {
        exclude(&vault, exclusion).unwrap();
    }
    drop(vault);
    let vault = open();
    assert!(exclusions(&vault).unwrap() == all);
    let changed = Exclusion { reason: Reason::NamedByMe, ..all[0].clone() };
    exclude(&vault, &changed).unwrap();
    no_longer_exclude(&vault, &all[1].conflict).unwrap();
    no_longer_exclude(&vault, &Conflict::Peer(id(9))).unwrap();
    drop(vault);
    assert!(exclusions(&open()).unwrap() == [all[2].clone(), changed]);
}

#[test]
fn a_locked_vault_gives_no_exclusions_instead_of_none() {
    let folder = tempfile::tempdir().unwrap();
    let open = Open {
        folder: folder.path(),
        which: Which::Officer,
        keys: Arc::<MemoryKeyStore>::default(),
        clock: Arc::new(VirtualClock::at(1_790_000_000)),
        random: Arc::new(SystemRandom),
    };
    let vault = Vault::open(open).unwrap().0;
    vault.lock();
    assert!(matches!(exclusions(&vault), Err(VaultError::Locked)));
}
