mod content;
mod engine;
mod refused;

use super::*;
use crate::clock::VirtualClock;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use std::sync::Arc;

struct Phone {
    vault: Vault,
    folder: tempfile::TempDir,
    keys: Arc<MemoryKeyStore>,
}

impl Phone {
    fn new() -> Self {
        let (folder, keys) = (tempfile::tempdir().unwrap(), Arc::<MemoryKeyStore>::default());
        let vault = open(&folder, &keys);
        Self { vault, folder, keys }
    }

    /// The app is killed and started again.
    fn restart(&mut self) {
        self.vault = open(&self.folder, &self.keys);
    }

    fn keep(&self, exercise: &str, before: Option<u8>, after: Option<u8>) -> Option<UseId> {
        let exercises = Exercises::floor();
        keep(&self.vault, exercises.get(exercise).unwrap(), felt(before, after), now()).unwrap()
    }

    fn learnt(&self) -> Vec<(String, u32, u32)> {
        let learnt = what_helped(&self.vault).unwrap();
        learnt.into_iter().map(|it| (it.exercise.to_string(), it.lower, it.uses)).collect()
    }
}

fn open(folder: &tempfile::TempDir, keys: &Arc<MemoryKeyStore>) -> Vault {
    let open = Open {
        folder: folder.path(),
        which: Which::Officer,
        keys: keys.clone(),
        clock: Arc::new(VirtualClock::at(1_790_000_000)),
        random: Arc::new(SystemRandom),
    };
    Vault::open(open).unwrap().0
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn felt(before: Option<u8>, after: Option<u8>) -> Felt {
    let level = |level: Option<u8>| level.map(|level| Distress::new(level).unwrap());
    Felt { before: level(before), after: level(after) }
}

#[test]
fn what_was_felt_survives_a_kill_and_comes_back_newest_first() {
    let mut phone = Phone::new();
    let first = phone.keep("box-breathing", Some(8), Some(5)).unwrap();
    let second = phone.keep("body-scan", None, Some(2)).unwrap();
    phone.restart();
    let kept = uses(&phone.vault, 0, 50).unwrap();
    assert_eq!(kept.iter().map(|it| it.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!((kept[0].felt, kept[1].felt), (felt(None, Some(2)), felt(Some(8), Some(5))));
    assert_eq!((kept[1].exercise.as_str(), kept[1].version), ("box-breathing", 1));
    assert_eq!(kept[0].at, Minute::of_unix(now().timestamp()));
}

#[test]
fn a_use_without_a_number_is_not_kept_at_all() {
    let phone = Phone::new();
    assert_eq!(phone.keep("box-breathing", None, None), None);
    assert!(uses(&phone.vault, 0, 50).unwrap().is_empty());
}

#[test]
fn uses_come_in_pages_of_at_most_fifty() {
    let phone = Phone::new();
    for level in 0..60 {
        phone.keep("box-breathing", Some(level % 11), None);
    }
    assert_eq!(uses(&phone.vault, 0, 1_000).unwrap().len(), 50);
    assert_eq!(uses(&phone.vault, 50, 50).unwrap().len(), 10);
    assert!(uses(&phone.vault, 60, 50).unwrap().is_empty());
}

#[test]
fn one_use_or_all_can_be_deleted_and_what_was_learnt_goes_with_them() {
    let mut phone = Phone::new();
    let first = phone.keep("box-breathing", Some(8), Some(5)).unwrap();
    phone.keep("box-breathing", Some(6), Some(5));
    phone.keep("body-scan", Some(6), Some(5));
    forget(&phone.vault, first).unwrap();
    forget(&phone.vault, first).unwrap();
    phone.restart();
    assert_eq!(phone.learnt(), [("body-scan".into(), 1, 1), ("box-breathing".into(), 1, 1)]);
    forget_all(&phone.vault).unwrap();
    phone.restart();
    assert!(phone.learnt().is_empty() && uses(&phone.vault, 0, 50).unwrap().is_empty());
}

#[test]
fn what_helped_counts_pairs_only_and_one_lucky_use_outranks_no_long_record() {
    let phone = Phone::new();
    phone.keep("body-scan", Some(9), Some(4));
    for _ in 0..6 {
        phone.keep("box-breathing", Some(7), Some(4));
    }
    phone.keep("worry-time", Some(5), None);
    phone.keep("thought-shift", Some(3), Some(5));
    phone.keep("long-exhale", Some(4), Some(4));
    assert_eq!(
        phone.learnt(),
        [
            ("box-breathing".into(), 6, 6),
            ("body-scan".into(), 1, 1),
            ("long-exhale".into(), 0, 1),
            ("thought-shift".into(), 0, 1)
        ]
    );
}

#[test]
fn the_list_puts_first_what_helped_and_nothing_last_for_not_helping() {
    let phone = Phone::new();
    phone.keep("thought-shift", Some(7), Some(3));
    phone.keep("box-breathing", Some(3), Some(6));
    let rows = Exercises::floor().list(&what_helped(&phone.vault).unwrap(), Language::En);
    let ids: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut usual = content::IDS.to_vec();
    usual.retain(|id| *id != "thought-shift");
    usual.insert(0, "thought-shift");
    assert_eq!(ids, usual);
    assert_eq!(
        rows[0].helped.as_deref(),
        Some("From 1 use: your number was lower after it. One use says little.")
    );
    assert_eq!(
        (rows[1].helped.as_deref(), rows[1].helped_first),
        (Some("From 1 use: your number was not lower after it. One use says little."), false)
    );
    assert_eq!(rows[2].helped, None);
}

#[test]
fn what_helped_says_with_how_few_uses_it_rests_and_never_that_it_was_the_cause() {
    let sentence = |pairs: &[(u8, u8)], language| {
        let id = ExerciseId::parse("box-breathing").unwrap();
        let pairs: Vec<_> =
            pairs.iter().map(|(before, after)| (id.clone(), felt(Some(*before), Some(*after)))).collect();
        helped::ranked(&pairs)[0].in_words(language)
    };
    for (pairs, english, spanish) in [
        (
            &[(8, 5), (6, 6)][..],
            "From 2 uses: your number was lower after 1. So few say little.",
            "De 2 usos: su número bajó en 1. Tan pocos dicen poco.",
        ),
        (
            &[(8, 8), (6, 6)],
            "From 2 uses: your number was never lower after it. So few say little.",
            "De 2 usos: su número nunca bajó. Tan pocos dicen poco.",
        ),
        (
            &[(8, 5), (6, 6), (7, 5), (4, 3), (2, 3)],
            "Your number was lower after 3 of 5 uses. Other things may have helped too.",
            "Su número bajó en 3 de 5 usos. Puede que otras cosas ayudaran también.",
        ),
        (
            &[(8, 8), (6, 6), (5, 5), (4, 4), (2, 3)],
            "None of 5 uses left you with a lower number.",
            "Ninguno de 5 usos le dejó un número más bajo.",
        ),
    ] {
        assert_eq!(sentence(pairs, Language::En), english);
        assert_eq!(sentence(pairs, Language::Es), spanish);
    }
}

#[test]
fn a_locked_vault_keeps_and_tells_nothing_and_says_why() {
    let phone = Phone::new();
    phone.vault.lock();
    let error = what_helped(&phone.vault).unwrap_err();
    assert_eq!((error, error.advice()), (CopingError::Vault(VaultError::Locked), Advice::Retry));
    let exercises = Exercises::floor();
    let exercise = exercises.get("box-breathing").unwrap();
    assert_eq!(
        keep(&phone.vault, exercise, felt(Some(1), None), now()),
        Err(CopingError::Vault(VaultError::Locked))
    );
}

#[test]
fn distress_is_nought_to_ten_and_eight_opens_the_crisis_choice() {
    assert!(Distress::new(11).is_none());
    for level in 0..=10 {
        assert_eq!(Distress::new(level).unwrap().opens_crisis_choice(), level >= 8, "{level}");
    }
    assert!(felt(Some(9), None).opens_crisis_choice() && felt(Some(2), Some(8)).opens_crisis_choice());
    assert!(!felt(Some(9), Some(3)).opens_crisis_choice() && !felt(None, None).opens_crisis_choice());
}

#[test]
fn nothing_of_what_was_felt_can_be_printed() {
    let phone = Phone::new();
    phone.keep("box-breathing", Some(9), Some(7));
    let printed = format!("{:?} {:?}", uses(&phone.vault, 0, 1).unwrap(), what_helped(&phone.vault).unwrap());
    assert_eq!(printed, "[[KeptUse]] [[Helped]]");
    assert_eq!(format!("{:?}", felt(Some(9), None)), "Felt { before: Some([Distress]), after: None }");
}

#[test]
fn the_times_around_a_night_shift_follow_the_guides_and_cross_midnight() {
    let time = |hour: u16, minute: u16| TimeOfDay::new(hour * 60 + minute).unwrap();
    for (bed, shift, caffeine, up) in [
        (time(8, 0), time(22, 0), "03:00", "18:00"),
        (time(4, 30), time(2, 15), "23:30", "22:15"),
        (time(0, 0), time(4, 0), "19:00", "00:00"),
    ] {
        let times = SleepTimes::of(bed, shift);
        assert_eq!(
            (times.last_caffeine.to_string(), times.earliest_up.to_string()),
            (caffeine.into(), up.into())
        );
    }
    let nap = Nap::from(time(23, 35));
    assert_eq!((nap.alarm.to_string(), nap.drive_from.to_string()), ("23:55".into(), "00:10".into()));
    assert!(TimeOfDay::new(1440).is_none());
    assert_eq!(
        nap.in_words(Language::En),
        ["Set the alarm for 23:55.", "Do not drive before 00:10. It takes a while to wake up."]
    );
    assert_eq!(
        SleepTimes::of(time(8, 0), time(22, 0)).in_words(Language::Es)[0],
        "Nada de cafeína después de las 03:00."
    );
}

#[test]
fn too_little_sleep_or_too_long_a_duty_warns_at_the_exact_minute() {
    for (slept, on_duty, tired) in [
        (360, 720, Some(Tired::Neither)),
        (359, 720, Some(Tired::LittleSleep)),
        (360, 721, Some(Tired::LongDuty)),
        (0, 2880, Some(Tired::Both)),
        (1441, 0, None),
        (0, 2881, None),
    ] {
        let rest = Rest { slept, on_duty };
        assert_eq!(rest.tired(), tired, "{slept} {on_duty}");
        assert_eq!(rest.in_words(Language::En).map(|(tired, _)| tired), tired);
    }
    let said = |slept| Rest { slept, on_duty: 0 }.in_words(Language::En).unwrap().1;
    assert!(said(0).contains("less than six hours") && said(480).contains("no warning"));
}
