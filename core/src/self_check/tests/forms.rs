//! Forms and results in a throw-away vault.

use super::*;
use crate::clock::VirtualClock;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use std::time::Duration;

struct Phone {
    folder: tempfile::TempDir,
    keys: Arc<MemoryKeyStore>,
    clock: Arc<VirtualClock>,
    checks: SelfChecks,
}

const DAY: Duration = Duration::from_secs(86_400);

impl Phone {
    fn new() -> Self {
        let (folder, keys) = (tempfile::tempdir().unwrap(), Arc::<MemoryKeyStore>::default());
        let clock = Arc::new(VirtualClock::at(1_790_000_000));
        let checks = open(&folder, &keys, &clock);
        Self { folder, keys, clock, checks }
    }

    /// The app is killed and started again: only what reached the file is there.
    fn restart(&mut self) {
        self.checks = open(&self.folder, &self.keys, &self.clock);
    }

    fn fill(&self, id: &str, values: &[i64]) {
        for (place, value) in values.iter().enumerate() {
            self.checks.answer(&named(id), Question::Item(place), Some(*value)).unwrap();
        }
    }

    fn keep(&self, id: &str, values: &[i64]) -> SelfCheckId {
        self.fill(id, values);
        self.checks.keep(&named(id)).unwrap()
    }

    fn file_size(&self) -> u64 {
        let folder = self.folder.path().join(Which::Officer.folder_name());
        let sizes = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
        sizes.max().unwrap()
    }

    fn trend(&self, id: &str) -> TrendView {
        self.checks.trend(&named(id), None, 0, Language::En).unwrap()
    }

    fn scores(&self, id: &str) -> Vec<String> {
        self.trend(id).points.iter().map(|point| point.score.to_string()).collect()
    }
}

fn open(folder: &tempfile::TempDir, keys: &Arc<MemoryKeyStore>, clock: &Arc<VirtualClock>) -> SelfChecks {
    let open = Open {
        folder: folder.path(),
        which: Which::Officer,
        keys: keys.clone(),
        clock: clock.clone(),
        random: Arc::new(SystemRandom),
    };
    SelfChecks::new(Arc::new(Vault::open(open).unwrap().0), clock.clone(), bundled().clone())
}

fn named(id: &str) -> InstrumentId {
    InstrumentId::shown(id)
}

#[test]
fn a_kill_after_any_answer_loses_none() {
    let mut phone = Phone::new();
    let nine = named("PHQ-9");
    for place in 0..9 {
        let value = i64::try_from(place % 4).unwrap();
        phone.checks.answer(&nine, Question::Item(place), Some(value)).unwrap();
        phone.restart();
        let form = phone.checks.open(&nine, Language::En).unwrap();
        let chosen: Vec<_> = form.questions.iter().map(|question| question.chosen).collect();
        let expected: Vec<_> = (0..10).map(|q| (q <= place).then(|| u8::try_from(q % 4).unwrap())).collect();
        assert_eq!(chosen, expected, "after question {place}");
        assert!(form.begun);
    }
    phone.checks.answer(&nine, Question::Extra(0), Some(2)).unwrap();
    phone.restart();
    assert!(phone.checks.finish(&nine, Language::En).unwrap().is_complete);
    assert_eq!(phone.checks.all(None).unwrap().len(), 0, "nothing is a result before its owner says so");
    phone.checks.keep(&nine).unwrap();
    phone.restart();
    let kept = &phone.checks.all(None).unwrap()[0];
    assert_eq!((kept.total, kept.band.as_str()), (Score::whole(12), "moderate"));
    assert_eq!(kept.answers.extras(), [Some(2)]);
    assert!(!phone.checks.open(&nine, Language::En).unwrap().begun);
}

#[test]
fn leaving_keeps_nothing_unless_asked() {
    let mut phone = Phone::new();
    let nine = named("PHQ-9");
    phone.fill("PHQ-9", &[1, 2]);
    phone.checks.leave(&nine, Leaving::KeepForLater).unwrap();
    phone.restart();
    let begun =
        |phone: &Phone| phone.checks.list(Language::En).iter().filter(|one| one.begun.is_some()).count();
    assert_eq!((phone.checks.open(&nine, Language::En).unwrap().missing, begun(&phone)), (7, 1));
    phone.checks.leave(&nine, Leaving::KeepNothing).unwrap();
    phone.restart();
    assert_eq!((phone.checks.open(&nine, Language::En).unwrap().missing, begun(&phone)), (9, 0));
    assert_eq!(phone.checks.finish(&nine, Language::En), Err(SelfCheckError::NothingBegun));
}

#[test]
fn the_crisis_choice_opens_at_the_answer_and_stands_before_the_score() {
    let phone = Phone::new();
    let nine = named("PHQ-9");
    let answered = phone.checks.answer(&nine, Question::Item(8), Some(1)).unwrap();
    assert_eq!((answered.safety, answered.kept), (Safety::Open, Ok(8)));
    let answered = phone.checks.answer(&nine, Question::Item(0), Some(0)).unwrap();
    assert_eq!(answered.safety, Safety::Open, "it stays open while the answer stands");
    let result = phone.checks.finish(&nine, Language::En).unwrap();
    assert_eq!((result.safety, result.is_complete), (Safety::Open, false));
    assert_eq!(result.next[0].next, Next::Line);
    assert_eq!(phone.checks.keep(&nine), Err(SelfCheckError::Incomplete));
    let taken_back = phone.checks.answer(&nine, Question::Item(8), None).unwrap();
    assert_eq!(taken_back.safety, Safety::Unknown);
    assert_eq!(phone.checks.open(&nine, Language::En).unwrap().safety, Safety::Unknown);
}

#[test]
fn an_answer_that_cannot_be_kept_still_opens_the_crisis_choice() {
    let phone = Phone::new();
    phone.checks.vault.lock();
    let answered = phone.checks.answer(&named("PHQ-9"), Question::Item(8), Some(3)).unwrap();
    assert_eq!((answered.safety, answered.kept), (Safety::Open, Err(VaultError::Locked)));
    assert_eq!(phone.checks.list(Language::En).len(), 8, "the list is there all the same");
}

#[test]
fn what_cannot_be_answered_is_refused_and_changes_nothing() {
    let phone = Phone::new();
    let answer = |id: &str, question, value| phone.checks.answer(&named(id), question, value);
    use AnswersRefused::*;
    for (id, question, value, refused) in [
        ("PHQ-9", Question::Item(9), 1, WrongLength),
        ("PHQ-9", Question::Gate, 1, WrongLength),
        ("PHQ-9", Question::Item(0), 4, OutOfRange),
        ("PHQ-9", Question::Item(0), -1, OutOfRange),
        ("PC-PTSD-5", Question::Gate, 2, OutOfRange),
    ] {
        assert_eq!(answer(id, question, Some(value)), Err(SelfCheckError::Answers(refused)), "{id}");
    }
    answer("PC-PTSD-5", Question::Gate, Some(0)).unwrap();
    assert_eq!(answer("PC-PTSD-5", Question::Item(0), Some(1)), Err(SelfCheckError::Answers(Contradiction)));
    assert_eq!(answer("MOON", Question::Item(0), Some(1)), Err(SelfCheckError::NoSuchInstrument));
    assert!(!phone.checks.open(&named("PHQ-9"), Language::En).unwrap().begun);
    assert!(phone.checks.finish(&named("PC-PTSD-5"), Language::En).unwrap().is_complete);
}

#[test]
fn asked_again_too_early_it_says_so_and_a_clock_set_back_is_said_plainly() {
    let phone = Phone::new();
    let notes = || phone.checks.open(&named("PHQ-2"), Language::En).unwrap().notes;
    phone.keep("PHQ-2", &[1, 1]);
    phone.clock.pass(DAY * 3);
    assert!(notes()[1].contains("3 days ago") && notes()[1].contains("in 11 days"));
    phone.clock.pass(DAY * 11);
    assert_eq!(notes().len(), 1);
    phone.clock.set_wall_by(-86_400 * 40);
    assert!(notes()[1].contains("clock is earlier"));
    phone.keep("PHQ-2", &[2, 2]);
    phone.clock.pass(DAY * 14);
    phone.keep("PHQ-2", &[0, 0]);
    assert_eq!(
        phone.scores("PHQ-2"),
        ["0", "4", "2"],
        "the newest first, in the order in which they were done"
    );
    let trend = phone.trend("PHQ-2");
    assert!(trend.points[1].since.as_ref().unwrap().contains("set back"));
    assert_eq!(trend.points[0].since.as_deref(), Some("14 days after the one before."));
    assert!(trend.notes.iter().any(|note| note.contains("order in which you did them")));
    assert!(trend.notes.iter().any(|note| note.contains("no study")) && trend.points[0].change.is_none());
}

#[test]
fn points_of_one_instrument_and_coding_only() {
    let phone = Phone::new();
    phone.keep("PHQ-9", &[2; 9]);
    let mut json = as_json("PHQ-9");
    json["coding"] = json!("1-4");
    json["version"] = json!(2);
    let recoded = read_instruments(&json!({ "instruments": [json] }).to_string()).unwrap();
    let newer = SelfChecks::new(
        phone.checks.vault.clone(),
        phone.clock.clone(),
        bundled().clone().updated(&recoded.instruments, Minute(0)),
    );
    phone.clock.pass(DAY * 20);
    newer
        .add_imported(&[(recoded.instruments[0].clone(), read("PHQ-9", &all("PHQ-9", 1)), Minute(5))])
        .unwrap();
    let trend = newer.trend(&named("PHQ-9"), None, 0, Language::En).unwrap();
    assert_eq!((trend.total, trend.points[0].score), (1, Score::whole(9)));
    assert!(trend.points[0].imported.is_some());
    assert!(trend.notes.iter().any(|note| note.contains("One result was counted in another way")));
    let old = newer.trend(&named("PHQ-9"), Some(&Coding::shown("0-3")), 0, Language::En).unwrap();
    assert_eq!((old.total, old.points[0].score), (1, Score::whole(18)));
    assert!(old.points[0].change.is_none() && old.points[0].means.is_none());
    let kept = newer.kept(Language::En).unwrap();
    assert_eq!(
        kept.iter().map(|row| (row.coding.as_str(), row.count)).collect::<Vec<_>>(),
        [("0-3", 1), ("1-4", 1)]
    );
}

#[test]
fn one_result_or_all_are_deleted_and_nothing_tells_that_they_were() {
    let mut phone = Phone::new();
    let first = phone.keep("PHQ-9", &[1; 9]);
    phone.keep("PHQ-9", &[2; 9]);
    phone.keep("GAD-7", &[1; 7]);
    phone.fill("GAD-7", &[1]);
    assert_eq!(phone.checks.delete(first), Ok(OldKey::Destroyed));
    assert_eq!(phone.checks.delete(first), Err(SelfCheckError::NoSuchResult));
    phone.restart();
    assert_eq!(phone.scores("PHQ-9"), ["18"]);
    phone.checks.delete_of(&named("GAD-7")).unwrap();
    let begun = |phone: &Phone| phone.checks.list(Language::En).iter().any(|one| one.begun.is_some());
    assert!(phone.scores("GAD-7").is_empty() && !begun(&phone));
    phone.fill("PHQ-2", &[1]);
    phone.checks.delete_all().unwrap();
    phone.restart();
    assert!(phone.checks.kept(Language::En).unwrap().is_empty() && !begun(&phone));
    let rows: u32 = phone
        .checks
        .vault
        .read(|c| c.query_row("SELECT count(*) FROM self_check_instrument", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(rows, 0);
}

#[test]
fn the_meter_is_kept_like_a_result_and_is_no_check_of_the_list() {
    let phone = Phone::new();
    phone.checks.keep_distress(Distress::new(9).unwrap()).unwrap();
    phone.clock.pass(DAY);
    phone.checks.keep_distress(Distress::new(3).unwrap()).unwrap();
    assert_eq!(phone.scores("distress"), ["3", "9"]);
    assert!(phone.trend("distress").points.iter().all(|point| point.change.is_none()));
    assert!(phone.checks.list(Language::En).iter().all(|one| one.id.as_str() != "distress"));
}

#[test]
fn ten_thousand_results_fit_the_first_size_and_are_paged() {
    let mut phone = Phone::new();
    let twenty = bundled().find("PCL-5").unwrap().instrument.clone();
    let answers = read("PCL-5", &all("PCL-5", 2));
    let results: Vec<_> =
        (0..10_000).map(|day| (twenty.clone(), answers.clone(), Minute(25_000_000 + day * 1440))).collect();
    phone.checks.add_imported(&results).unwrap();
    phone.restart();
    assert_eq!(phone.file_size(), Phone::new().file_size(), "as large as one of somebody who never used it");
    let trend = phone.checks.trend(&named("PCL-5"), None, 9_990, Language::En).unwrap();
    assert_eq!((trend.total, trend.points.len()), (10_000, 10));
    assert_eq!(trend.points.last().unwrap().since, None);
    assert_eq!(phone.checks.all(None).unwrap().len(), 10_000);
}
