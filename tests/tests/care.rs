//! An officer alone with the phone: a check, a tool, a plan, reminders. What all of it together must not tell anybody.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

use peerline_core::clock::VirtualClock;
use peerline_core::coping::{Distress, Settings};
use peerline_core::follow_up::{After, OFFERED, Zone};
use peerline_core::home::{OpenWith, Peerline};
use peerline_core::key_store::MemoryKeyStore;
use peerline_core::random::SystemRandom;
use peerline_core::relay_client::{FinishedCall, RelayAddress, Sending, Transport};
use peerline_core::safety_plan::{Item, Name, Note, Step};
use peerline_core::self_check::{InstrumentId, Question, Safety};
use peerline_core::words::Language;
use peerline_tests::planted;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// Fails the test on any use.
struct NoNetwork;

impl Transport for NoNetwork {
    fn send<'a>(&'a self, _: &'a RelayAddress, _: &'a FinishedCall) -> Sending<'a> {
        panic!("what an officer does alone used the network")
    }
}

fn open(folder: &Path) -> Peerline {
    let with = OpenWith {
        folder,
        keys: Arc::new(MemoryKeyStore::default()),
        clock: Arc::new(VirtualClock::at(1_795_000_000)),
        random: Arc::new(SystemRandom),
        transport: Arc::new(NoNetwork),
    };
    Peerline::open(with).unwrap().0
}

/// A check whose last question is answered first, a tool, a plan, reminders.
fn use_everything(app: &Peerline) {
    let checks = app.self_checks();
    let phq_9 = InstrumentId::shown("PHQ-9");
    for item in [8, 0, 1, 2, 3, 4, 5, 6, 7] {
        let answered = checks.answer(&phq_9, Question::Item(item), Some(1)).unwrap();
        assert_eq!(answered.safety, Safety::Open, "from the answer that opens it on, before any score");
    }
    checks.keep(&phq_9).unwrap();
    checks.keep_distress(Distress::new(9).unwrap()).unwrap();
    let mut run = app.start_exercise("box-breathing", Settings::default(), Distress::new(7)).unwrap();
    let finished = app.finish_exercise(&mut run, Distress::new(4), true, Language::En).unwrap();
    assert!(finished.kept.is_some());
    for step in Step::ALL {
        app.safety_plan().add(step, Item::Note(Note::new(&planted::text(0)).unwrap())).unwrap();
        let name = Name::new(&planted::text(1)).unwrap();
        app.safety_plan().add(step, Item::Contact { name, number: None }).unwrap();
    }
    app.set_follow_ups(After::SelfCheck, None, &OFFERED, &Zone::UTC).unwrap();
}

/// Every file of the app, with its size and when it was written.
fn files(folder: &Path, below: &str, found: &mut BTreeMap<String, (u64, SystemTime)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            let about = entry.metadata().unwrap();
            found.insert(name, (about.len(), about.modified().unwrap()));
        }
    }
}

#[test]
fn after_pause_nobody_can_tell_who_used_all_of_it_and_who_only_opened_the_app() {
    let (used, opened) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (app, other) = (open(used.path()), open(opened.path()));
    use_everything(&app);
    let before = SystemTime::now() - std::time::Duration::from_millis(20);
    app.pause().unwrap();
    other.pause().unwrap();
    let look = |folder: &Path| {
        let mut found = BTreeMap::new();
        files(folder, "", &mut found);
        found
    };
    let (used, opened) = (look(used.path()), look(opened.path()));
    let sizes = |found: &BTreeMap<String, (u64, SystemTime)>| -> Vec<(String, u64)> {
        found.iter().map(|(name, (size, _))| (name.clone(), *size)).collect()
    };
    assert_eq!(sizes(&used), sizes(&opened), "the same files of the same size");
    for found in [used, opened] {
        let written = found.iter().filter(|(_, (_, at))| *at >= before).map(|(name, _)| name.as_str());
        let stores: Vec<_> = written.filter(|name| name.ends_with("store")).collect();
        assert!(
            stores.contains(&"one/store") && stores.contains(&"two/store"),
            "written at pause: {stores:?}"
        );
    }
}

#[test]
fn no_word_of_the_plan_is_in_any_file_and_a_phone_that_writes_it_down_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    use_everything(&app);
    app.pause().unwrap();
    let screen = app.plan_screen(Language::En, &Zone::UTC);
    let printed = format!(
        "{screen:?} {:?} {:?}",
        app.crisis_choice(None, Language::En, chrono::Utc::now()),
        app.home()
    );
    assert_eq!(planted::count(printed.as_bytes()), 0, "{printed}");
    assert_eq!(planted::count_in_folder(folder.path()).unwrap(), 0);
    // The control: paper on the phone's storage.
    let paper = app.print_plan(Language::En, &Zone::UTC).unwrap();
    fs::write(folder.path().join("plan.txt"), paper.text.expose()).unwrap();
    assert!(planted::count_in_folder(folder.path()).unwrap() >= 2 * Step::ALL.len());
}
