//! What spans everything: no network where none is promised, the privacy report of a real phone, erasing, and the app's lock.

use super::*;
use crate::clock::VirtualClock;
use crate::coping;
use crate::crisis_choice::{PeerNow, PlanNow};
use crate::directory::{Conflict, Exclusion, Reason};
use crate::follow_up::{After, OFFERED, TimerId, Zone};
use crate::key_store::MemoryKeyStore;
use crate::privacy::{self, AppLock, Area, PrivacyError};
use crate::random::SystemRandom;
use crate::relay_client::{FinishedCall, Sending, TransportError};
use crate::safety_plan::{Item, Note, Plan, ReviewEvery, ReviewMonths, Step};
use crate::settings::{Home, Lock, LockDelay};
use crate::vault::{Found, OldKey};
use chrono::Utc;
use peerline_protocol::answer::Phone as Number;
use peerline_protocol::card::Invitation;
use peerline_protocol::ids::{PoolId, RelayId, RequestId};
use peerline_protocol::pack::RelayAddress as Listed;
use std::collections::BTreeSet;
use std::fs;
use std::future::Future as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A network that nobody may use: it counts each try and gives nothing.
#[derive(Default)]
struct NoNetwork(AtomicU32);

impl NoNetwork {
    fn uses(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Transport for NoNetwork {
    fn send<'a>(&'a self, _: &'a RelayAddress, _: &'a FinishedCall) -> Sending<'a> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Err(TransportError::Unreachable) })
    }
}

struct Phone {
    folder: tempfile::TempDir,
    keys: Arc<MemoryKeyStore>,
    clock: Arc<VirtualClock>,
    network: Arc<NoNetwork>,
}

impl Phone {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keys: Arc::default(),
            clock: Arc::new(VirtualClock::at(1_795_000_000)),
            network: Arc::default(),
        }
    }

    fn open(&self) -> (Peerline, Opened) {
        Peerline::open(OpenWith {
            folder: self.folder.path(),
            keys: self.keys.clone(),
            clock: self.clock.clone(),
            random: Arc::new(SystemRandom),
            transport: self.network.clone(),
        })
        .unwrap()
    }

    fn entries(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned()).collect()
    }
}

fn card() -> String {
    let relay = Listed { id: RelayId::new([5; 16]), url: "https://relay.example".into(), ca: None };
    let card = Invitation {
        pool: PoolId::new([1; 16]),
        name: "North Coast Peer Support".into(),
        root: [3; 32],
        bearer: Sensitive::new([7; 32]),
        relays: vec![relay],
        language: peerline_protocol::pack::Language::parse("en").unwrap(),
        invited: Invited::Member,
    };
    card.print().unwrap().expose().clone()
}

fn exclusion() -> Exclusion {
    Exclusion { conflict: Conflict::Agency("Cedar County Sheriff".into()), reason: Reason::NamedByMe }
}

fn area(word: &str) -> &'static Area {
    Area::of_word(word).unwrap()
}

/// A public call of [`Peerline`] and one use of it.
type Use = (&'static str, fn(&Peerline));

/// Every public call that must not touch the network. Add a new capability's calls here; a test finds what was forgotten.
const WITHOUT_NETWORK: &[Use] = &[
    ("join", |app| done(app.join(&card()))),
    ("requests", |app| done(app.requests().view())),
    ("duty", |app| done(app.duty().view())),
    ("membership", |app| done(app.membership().set_my_agency(Some("Cedar County Sheriff")))),
    ("packs", |app| done(app.packs().status(app.minute()))),
    ("lines", |app| done(app.lines())),
    ("settings", |app| done(app.settings().home())),
    ("set_settings", |app| done(app.set_settings(&Settings::default()))),
    ("directory", |app| done(app.directory())),
    ("peers", |app| done(app.peers(&Query::default(), PageRequest::first()))),
    ("agencies", |app| done(app.agencies())),
    ("name_of", |app| done(app.name_of(PeerId::new([1; 16])))),
    ("on_call", |app| done(app.on_call())),
    ("rotation", |app| done(app.rotation())),
    ("exclude", |app| done(app.exclude(&exclusion()))),
    ("exclusions", |app| done(app.exclusions())),
    ("no_longer_exclude", |app| done(app.no_longer_exclude(&exclusion().conflict))),
    ("limits", |app| done(app.limits(Language::En))),
    ("accept_limits", |app| done(app.accept_limits(&Shown::new([0; 32])))),
    ("before_asking", |app| done(app.before_asking(&Whom::Anyone(Query::default())))),
    ("ask", |app| {
        let (whom, language) = (Whom::Anyone(Query::default()), "en".to_owned());
        done(app.ask(Asking { whom, wishes: Vec::new(), topics: Vec::new(), language }));
    }),
    ("share_number", |app| done(app.share_number(&Number::parse("+12025550123").unwrap()))),
    ("claim", |app| done(app.claim(&RequestId::new([1; 16])))),
    ("decline", |app| done(app.decline(&RequestId::new([1; 16])))),
    ("release", |app| done(app.release(&RequestId::new([1; 16])))),
    ("next_wake", |app| done(app.next_wake())),
    ("home", |app| done(app.home())),
    ("crisis_choice", |app| done(app.crisis_choice(Some("us"), Language::En, Utc::now()))),
    ("privacy_report", |app| done(app.privacy_report(Language::En))),
    ("confirm_erasing_everything", |app| done(app.confirm_erasing_everything(Language::En))),
    ("confirm_erasing", |app| done(app.confirm_erasing(area("limits"), Language::En))),
    ("erase_area", |app| done(app.erase_area(area("limits")))),
    ("app_lock", |app| done(app.app_lock())),
    ("came_into_sight", |app| done(app.came_into_sight())),
    ("app_unlocked", |app| app.app_unlocked()),
    ("self_checks", |app| done(app.self_checks().kept(Language::En))),
    ("exercises", |app| done(app.exercises())),
    ("coping_list", |app| done(app.coping_list(Language::En))),
    ("exercise", |app| done(app.exercise("box-breathing", Language::En))),
    ("exercise_schedule", |app| done(app.exercise_schedule("box-breathing", coping::Settings::default()))),
    ("mark", |app| done(app.mark())),
    ("start_exercise", |app| done(app.start_exercise("box-breathing", coping::Settings::default(), None))),
    ("finish_exercise", |app| {
        let felt = coping::Distress::new(5);
        let mut run = app.start_exercise("box-breathing", coping::Settings::default(), felt).unwrap();
        done(app.finish_exercise(&mut run, felt, true, Language::En));
    }),
    ("what_helped", |app| done(app.what_helped())),
    ("coping_uses", |app| done(app.coping_uses(0, 50))),
    ("forget_coping_use", |app| done(app.forget_coping_use(coping::UseId(1)))),
    ("forget_coping_uses", |app| done(app.forget_coping_uses())),
    ("safety_plan", |app| {
        let note = Note::new("The dog").unwrap();
        done(app.safety_plan().add(Step::Reasons, Item::Note(note)));
    }),
    ("plan_screen", |app| done(app.plan_screen(Language::En, &Zone::UTC))),
    ("add_line_to_plan", |app| {
        done(app.add_line_to_plan(Step::Professionals, &crisis::LineId::shown("us-988")))
    }),
    ("print_plan", |app| done(app.print_plan(Language::En, &Zone::UTC))),
    ("show_import", |app| done(app.show_import(&Plan::default(), Language::En))),
    ("remind_of_plan", |app| done(app.remind_of_plan(ReviewEvery::Never, &Zone::UTC))),
    ("looked_at_plan", |app| done(app.looked_at_plan(&Zone::UTC))),
    ("erase_plan", |app| done(app.erase_plan())),
    ("follow_ups", |app| done(app.follow_ups().all())),
    ("set_follow_ups", |app| done(app.set_follow_ups(After::Incident, None, &OFFERED, &Zone::UTC))),
    ("move_follow_up", |app| done(app.move_follow_up(&TimerId([1; 16]), Utc::now()))),
    ("end_follow_up", |app| done(app.end_follow_up(&TimerId([1; 16])))),
    ("end_follow_ups", |app| done(app.end_follow_ups(None))),
    ("take_break", |app| done(app.take_break(None))),
    ("take_notice", |app| done(app.take_notice())),
    ("leave", |app| done(app.leave())),
    ("pause", |app| done(app.pause())),
    ("lock", |app| done(app.lock())),
    ("resume", |app| done(app.resume())),
    ("quick_exit", |app| done(app.quick_exit())),
    ("close", |app| done(app.close())),
    ("erase_everything", |app| done(app.erase_everything())),
];

/// The only calls that may use the network: what waits is sent, and packs and keys are fetched.
const WITH_NETWORK: &[&str] = &["run_pending", "refresh_packs", "refresh_keys"];

fn done<T>(_: T) {}

/// The names of all public methods of `Peerline`, as they stand in the source of this capability.
fn public_calls() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/home");
    let mut names = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if file.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for part in text.split("\n    pub ").skip(1) {
            let Some(declared) = part.strip_prefix("async fn ").or(part.strip_prefix("fn ")) else {
                continue;
            };
            let (name, rest) = declared.split_once(['(', '<']).unwrap();
            let arguments = rest.split_once(')').unwrap().0;
            if arguments.contains("&self") && !(file.ends_with("error.rs")) {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

#[test]
fn no_use_case_but_sending_and_fetching_touches_the_network() {
    let named: BTreeSet<String> = WITHOUT_NETWORK
        .iter()
        .map(|(name, _)| *name)
        .chain(WITH_NETWORK.iter().copied())
        .map(str::to_owned)
        .collect();
    assert_eq!(
        named,
        public_calls(),
        "a public call of home that this test does not know, or one that is gone"
    );
    for locked in [false, true] {
        let phone = Phone::new();
        let (app, _) = phone.open();
        for (name, carry_out) in WITHOUT_NETWORK {
            if locked {
                app.officer.lock();
            }
            // Twice: the second time there is something to find.
            carry_out(&app);
            carry_out(&app);
            assert_eq!(phone.network.uses(), 0, "{name} used the network");
        }
    }
}

#[test]
fn the_network_that_nobody_may_use_notices_a_use() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.join(&card()).unwrap();
    let mut fetching = Box::pin(app.refresh_packs());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(fetching.as_mut().poll(&mut context).is_ready());
    assert_eq!(phone.network.uses(), 1);
}

#[test]
fn every_file_and_key_of_a_used_phone_is_declared_and_erasing_leaves_nothing_of_them() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.join(&card()).unwrap();
    app.exclude(&exclusion()).unwrap();
    app.safety_plan().add(Step::Reasons, Item::Note(Note::new("The dog").unwrap())).unwrap();
    app.safety_plan().set_readable_while_locked(true).unwrap();
    app.set_settings(
        &Settings::default().with_home(Home::Country(crate::crisis::Country::parse("NZ").unwrap())),
    )
    .unwrap();
    for _ in 0..4 {
        app.officer.renew_key().unwrap();
        app.duty_file.renew_key().unwrap();
    }
    app.pause().unwrap();
    let declared: BTreeSet<String> = privacy::FOLDER.iter().map(|entry| entry.name.to_owned()).collect();
    assert_eq!(
        phone.entries(),
        declared,
        "an entry of the app's folder that kept.rs does not have, or one too many"
    );
    for entry in privacy::FOLDER.iter().filter(|entry| phone.folder.path().join(entry.name).is_dir()) {
        let files = fs::read_dir(phone.folder.path().join(entry.name)).unwrap();
        let files: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["store"], "{}", entry.name);
    }
    let known: BTreeSet<String> = privacy::FOLDER.iter().flat_map(|entry| (entry.keys)()).collect();
    assert!(phone.keys.ids().iter().all(|id| known.contains(id)), "{:?}", phone.keys.ids());

    app.erase_everything().unwrap();
    assert_eq!(phone.entries(), BTreeSet::new());
    assert_eq!(phone.keys.ids(), Vec::<String>::new());
    assert_eq!(app.settings(), Settings::default());
    drop(app);
    let (app, opened) = phone.open();
    assert_eq!(opened.officer.unwrap().found, Found::Nothing);
    assert!(app.exclusions().unwrap().is_empty());
}

#[test]
fn erasing_the_plan_takes_the_copy_that_can_be_read_while_locked_and_its_key() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.safety_plan().add(Step::Reasons, Item::Note(Note::new("The dog").unwrap())).unwrap();
    app.safety_plan().set_readable_while_locked(true).unwrap();
    let copy = || (phone.entries().contains("three"), phone.keys.ids().iter().any(|id| id == "plan.0"));
    assert_eq!(copy(), (true, true), "the control");
    assert_eq!(app.erase_area(area("safety_plan")), Ok(OldKey::Destroyed));
    assert_eq!(copy(), (false, false));
    app.lock().unwrap();
    assert!(app.plan_screen(Language::En, &Zone::UTC).is_err(), "nothing is left to read while locked");
}

#[test]
fn erasing_reminders_keeps_the_plans_and_what_is_erased_while_the_officers_file_is_locked_is_said_to_be() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.remind_of_plan(ReviewEvery::Months(ReviewMonths::new(1).unwrap()), &Zone::UTC).unwrap();
    let reminder = app.next_reminder();
    app.set_follow_ups(After::Incident, None, &OFFERED, &Zone::UTC).unwrap();
    assert_eq!(app.erase_area(area("follow_ups")), Ok(OldKey::Destroyed));
    assert_eq!((app.follow_ups().all().unwrap().len(), app.next_reminder()), (0, reminder));
    app.officer.lock();
    assert_eq!(app.erase_area(area("duty")), Ok(OldKey::Destroyed));
}

#[test]
fn the_report_counts_what_is_in_the_vault_and_says_what_is_locked() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    let rows = |app: &Peerline, word: &str| {
        let report = app.privacy_report(Language::En);
        report
            .areas
            .iter()
            .find(|kept| kept.area.word == word)
            .map(|kept| (kept.rows, kept.says.clone()))
            .unwrap()
    };
    assert_eq!(rows(&app, "exclusions"), (Some(0), "Nothing is kept here now.".into()));
    app.exclude(&exclusion()).unwrap();
    assert_eq!(rows(&app, "exclusions"), (Some(1), "One entry is kept.".into()));
    app.membership().set_my_agency(Some("Cedar County Sheriff")).unwrap();
    assert_eq!(rows(&app, "myself").0, Some(1));
    app.lock().unwrap();
    assert_eq!(rows(&app, "exclusions"), (None, "Unlock to see how much is kept.".into()));
    assert_eq!(rows(&app, "duty").0, Some(0), "the duty file is open all the same");
}

#[test]
fn one_area_is_erased_the_others_stay_and_the_pools_packs_go_with_the_last_card() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.join(&card()).unwrap();
    app.exclude(&exclusion()).unwrap();
    assert_eq!(app.erase_area(area("exclusions")), Ok(OldKey::Destroyed));
    assert!(app.exclusions().unwrap().is_empty());
    assert!(app.membership().member().unwrap().is_some());
    assert_eq!(app.erase_area(area("pool")), Ok(OldKey::Destroyed));
    assert!(app.membership().member().unwrap().is_none() && app.packs().pool().is_none());
    let refused = Err(HomeError::Privacy(PrivacyError::WithEverything));
    assert_eq!(app.erase_area(area("written")), refused);
    assert!(app.confirm_erasing(area("written"), Language::En).unwrap().not_now.is_some());
    assert!(app.confirm_erasing(area("exclusions"), Language::En).unwrap().not_now.is_none());
    app.lock().unwrap();
    assert!(app.erase_area(area("exclusions")).unwrap_err().is_locked());
}

#[test]
fn a_peer_on_call_is_not_erased_in_silence() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.duty().go_on_call(Duration::from_secs(3_600)).unwrap();
    assert_eq!(app.erase_area(area("duty")), Err(HomeError::Privacy(PrivacyError::StillOnDuty)));
    assert_eq!(app.confirm_erasing_everything(Language::En).says.len(), 4);
    app.duty().go_off_call().unwrap();
    assert_eq!(app.erase_area(area("duty")), Ok(OldKey::Destroyed));
    assert_eq!(privacy::rows(&app.duty_file, area("duty")), Ok(0));
}

#[test]
fn nobody_leaves_a_pool_while_somebody_waits_for_an_answer() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.join(&card()).unwrap();
    app.duty().go_on_call(Duration::from_secs(3_600)).unwrap();
    assert_eq!(app.leave(), Err(HomeError::Privacy(PrivacyError::StillOnDuty)));
    assert!(app.membership().member().unwrap().is_some());
    app.duty().go_off_call().unwrap();
    assert_eq!(app.leave(), Ok(()));
    assert!(app.membership().member().unwrap().is_none());
}

#[test]
fn the_crisis_choice_is_there_whatever_is_locked_and_follows_the_setting_before_the_hint() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    let view = |app: &Peerline| app.crisis_choice(Some("GB"), Language::En, app.clock.now());
    let dialled = |app: &Peerline| view(app).emergency[0].calls[0].uri.clone();
    assert_eq!(dialled(&app), "tel:999");
    app.set_settings(
        &Settings::default().with_home(Home::Country(crate::crisis::Country::parse("NZ").unwrap())),
    )
    .unwrap();
    assert_eq!(dialled(&app), "tel:111");
    assert_eq!((view(&app).peer, view(&app).plan), (PeerNow::NoCard, PlanNow::None));
    app.join(&card()).unwrap();
    assert_eq!(view(&app).peer, PeerNow::NotReady, "nothing was fetched yet");
    app.lock().unwrap();
    assert_eq!((view(&app).peer, view(&app).plan), (PeerNow::Locked, PlanNow::Locked));
    assert!(!view(&app).calls.is_empty() && dialled(&app) == "tel:111");
    app.close().unwrap();
    assert!(!view(&app).calls.is_empty());
}

#[test]
fn behind_the_apps_lock_nothing_of_the_vault_is_shown_and_the_lines_are() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.join(&card()).unwrap();
    assert!(app.home().unwrap().can_ask);
    app.set_settings(&Settings::default().with_lock(Lock::After(LockDelay::minutes(5)))).unwrap();
    drop(app);
    let (app, _) = phone.open();
    let asks = |app: &Peerline| {
        let home = app.home().unwrap();
        let choice = app.crisis_choice(Some("us"), Language::En, app.clock.now());
        assert!(!choice.calls.is_empty() && !choice.emergency.is_empty());
        assert_eq!(home.notices.contains(&Notice::AppLocked), home.app_lock == AppLock::Ask);
        assert_eq!(choice.peer == PeerNow::Locked, home.app_lock == AppLock::Ask);
        let counted = app.privacy_report(Language::En).areas.iter().any(|kept| kept.rows.is_some());
        assert_eq!((home.can_ask, counted), (home.app_lock == AppLock::Open, home.app_lock == AppLock::Open));
        home.app_lock == AppLock::Ask
    };
    assert!(asks(&app), "a new process asks");
    app.app_unlocked();
    assert!(!asks(&app));
    app.pause().unwrap();
    phone.clock.pass(Duration::from_secs(299));
    app.pause().unwrap();
    assert_eq!(app.came_into_sight(), AppLock::Open);
    app.pause().unwrap();
    phone.clock.set_wall_by(-86_400);
    phone.clock.pass(Duration::from_secs(300));
    assert_eq!(app.came_into_sight(), AppLock::Ask, "whatever the wall clock says");
    assert!(asks(&app));
    app.app_unlocked();
    app.pause().unwrap();
    phone.clock.restart();
    assert!(asks(&app), "a restart of the phone counts as locked");
}

#[test]
fn a_quick_exit_saves_and_locks_and_leads_somewhere_neutral() {
    let phone = Phone::new();
    let (app, _) = phone.open();
    app.set_settings(&Settings::default().with_lock(Lock::After(LockDelay::minutes(60)))).unwrap();
    app.app_unlocked();
    app.exclude(&exclusion()).unwrap();
    let exit = app.quick_exit();
    assert!(exit.saved);
    assert_eq!(exit.go_to, privacy::quick_exit_to());
    assert!(app.exclusions().unwrap_err().is_locked());
    assert_eq!(app.came_into_sight(), AppLock::Ask, "at once, whatever delay is set");
    assert!(app.home().is_ok() && !app.crisis_choice(None, Language::En, app.clock.now()).calls.is_empty());
    drop(app);
    assert_eq!(phone.open().0.exclusions().unwrap().len(), 1, "it was saved");
}
