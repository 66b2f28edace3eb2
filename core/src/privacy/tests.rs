mod wire;

use super::kept::Table;
use super::seen::SIGHTS;
use super::*;
use crate::clock::{Uptime, VirtualClock};
use crate::key_store::{KeyStore, KeyStoreError, MemoryKeyStore};
use crate::random::SystemRandom;
use crate::sensitive::Sensitive;
use crate::settings::{Lock, LockDelay};
use crate::vault::{Found, OldKey, Open, Vault, Which};
use crate::words::reading::assert_easy;
use crate::words::{Language, labels};
use rusqlite::{Transaction, params_from_iter, types::Value as Cell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

fn vault(folder: &Path, which: Which, keys: &Arc<MemoryKeyStore>) -> (Vault, Found) {
    let clock = Arc::new(VirtualClock::at(1_795_000_000));
    let random = Arc::new(SystemRandom);
    let (vault, report) = Vault::open(Open { folder, which, keys: keys.clone(), clock, random }).unwrap();
    (vault, report.found)
}

/// Puts a row into a table, whatever its columns: every blob the same, so that what hangs on another finds it.
fn plant(t: &Transaction<'_>, table: &str) -> rusqlite::Result<()> {
    t.pragma_update(None, "ignore_check_constraints", true)?;
    let mut statement = t.prepare(&format!("select type from pragma_table_info('{table}')"))?;
    let types: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let cells = types.iter().map(|kind| match kind.to_ascii_lowercase().as_str() {
        "integer" => Cell::Integer(1),
        "text" => Cell::Text("planted".into()),
        _ => Cell::Blob(vec![7; 16]),
    });
    let places = vec!["?"; types.len()].join(", ");
    t.execute(&format!("insert or ignore into \"{table}\" values ({places})"), params_from_iter(cells))?;
    Ok(())
}

fn planted(folder: &Path, which: Which, keys: &Arc<MemoryKeyStore>) -> Vault {
    let (vault, _) = vault(folder, which, keys);
    for area in AREAS {
        let tables: Vec<_> = area.tables_in(which).collect();
        vault.keep(|t| tables.iter().rev().try_for_each(|table| plant(t, table))).unwrap();
    }
    vault
}

#[test]
fn every_table_of_both_files_is_declared_in_one_area_and_is_really_there() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::default());
    for which in Which::ALL {
        let real = vault(folder.path(), which, &keys).0.read(store::tables).unwrap();
        let of_this = |table: &&Table| table.file == which;
        let mut declared: Vec<_> = AREAS
            .iter()
            .flat_map(|area| area.tables)
            .filter(of_this)
            .map(|table| table.name.to_owned())
            .collect();
        declared.sort();
        assert_eq!(
            declared, real,
            "{which:?}: a table that no area of kept.rs has, or one that is not there"
        );
    }
    let words: BTreeSet<_> = AREAS.iter().map(|area| area.word).collect();
    assert_eq!(words.len(), AREAS.len());
}

#[test]
fn every_area_file_party_and_row_has_words_of_its_own() {
    for language in Language::ALL {
        let report = report(|_| Some(0), *language);
        let once = |texts: Vec<&String>| {
            let different: BTreeSet<_> = texts.iter().collect();
            assert_eq!(different.len(), texts.len(), "{texts:?}");
        };
        once(report.areas.iter().map(|area| &area.name).collect());
        once(report.areas.iter().map(|area| &area.what).collect());
        once(report.files.iter().map(|file| &file.says).collect());
        once(report.parties.iter().map(|party| &party.name).collect());
        for party in &report.parties {
            once(party.rows.iter().map(|row| &row.says).collect());
            assert!(party.rows.iter().any(|row| row.sight == Sight::Can), "{}", party.name);
        }
    }
    // The last variant of a selector would hide a forgotten one; its own row is the only one that may read so.
    let catalogue = include_str!("../../content/strings/en/privacy.ftl");
    let named = |word: &str| catalogue.contains(&format!("[{word}]"));
    assert!(AREAS.iter().all(|area| named(area.word)));
    assert!(FOLDER.iter().all(|entry| named(entry.word)));
    assert!(SIGHTS.iter().all(|row| named(row.word)));
}

#[test]
fn every_row_in_any_table_of_an_area_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::default());
    for which in Which::ALL {
        let vault = planted(folder.path(), which, &keys);
        for area in AREAS {
            let tables = area.tables_in(which).count();
            assert_eq!(rows(&vault, area), Ok(u32::try_from(tables).unwrap()), "{}", area.word);
        }
        vault.lock();
        assert_eq!(rows(&vault, &AREAS[0]), Err(VaultError::Locked));
    }
}

#[test]
fn erasing_an_area_takes_all_of_it_nothing_else_and_no_older_copy_opens() {
    for area in AREAS {
        for which in Which::ALL.into_iter().filter(|which| area.tables_in(*which).count() > 0) {
            let folder = tempfile::tempdir().unwrap();
            let keys = Arc::new(MemoryKeyStore::default());
            let planted = planted(folder.path(), which, &keys);
            let before: BTreeMap<_, _> =
                AREAS.iter().map(|area| (area.word, rows(&planted, area).unwrap())).collect();
            let file = folder.path().join(which.folder_name()).join("store");
            let copy = fs::read(&file).unwrap();

            assert_eq!(erase_area(&planted, area), Ok(OldKey::Destroyed));
            drop(planted);
            let (reopened, found) = vault(folder.path(), which, &keys);
            assert_eq!(found, Found::Vault);
            for other in AREAS {
                let expected = if other.word == area.word { 0 } else { before[other.word] };
                // The file remembers anew when it was written.
                let written = u32::from(other.word == "written");
                assert_eq!(rows(&reopened, other), Ok(expected.max(written)), "{} {}", area.word, other.word);
            }
            drop(reopened);
            fs::write(&file, copy).unwrap();
            assert_ne!(vault(folder.path(), which, &keys).1, Found::Vault, "an older copy opened");
        }
    }
}

/// A key store that does not destroy what it has.
struct Keeping(MemoryKeyStore);

impl KeyStore for Keeping {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        self.0.create(id)
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        self.0.wrap(id, data_key)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        self.0.unwrap(id, wrapped)
    }

    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        if id.starts_with("duty") { Err(KeyStoreError::Failed) } else { self.0.destroy(id) }
    }
}

#[test]
fn while_one_key_is_left_no_file_is_touched_and_afterwards_none_is_left() {
    let folder = tempfile::tempdir().unwrap();
    for entry in FOLDER {
        let path = folder.path().join(entry.name);
        if (entry.keys)().is_empty() {
            fs::write(&path, b"plain").unwrap();
            fs::write(folder.path().join(format!(".{}.Ab12Cd", entry.name)), b"cut off").unwrap();
        } else {
            fs::create_dir(&path).unwrap();
            fs::write(path.join("store"), b"sealed").unwrap();
            fs::write(path.join("store.1"), b"set aside").unwrap();
        }
    }
    let keys = Keeping(MemoryKeyStore::default());
    for id in FOLDER.iter().flat_map(|entry| (entry.keys)()) {
        keys.create(&id).unwrap();
    }
    let refused = Err(PrivacyError::Vault(VaultError::KeyStore));
    assert_eq!(erase_everything(folder.path(), &keys), refused);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), FOLDER.len() + 1);
    assert_eq!(keys.0.ids(), ["duty.0", "duty.1", "duty.2", "duty.3"], "the others are gone at once");

    assert_eq!(erase_everything(folder.path(), &keys.0), Ok(()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(keys.0.ids().is_empty());
    assert_eq!(erase_everything(folder.path(), &keys.0), Ok(()), "erasing nothing is no error");
}

#[test]
fn the_report_and_what_stands_before_erasing_are_easy_to_read() {
    let report_text = |language| {
        let report = report(|_| Some(3), language);
        let seen = report.parties.iter().flat_map(|party| {
            let rows = party.rows.iter().flat_map(|row| [row.says.clone(), row.why.clone()]);
            [party.name.clone()].into_iter().chain(rows)
        });
        let kept =
            report.areas.iter().flat_map(|area| [area.name.clone(), area.what.clone(), area.says.clone()]);
        let files = report.files.iter().map(|file| file.says.clone());
        seen.chain([report.alone.clone()]).chain(kept).chain(files).collect::<Vec<_>>().join("\n")
    };
    assert_easy("privacy report", &report_text(Language::En), &report_text(Language::Es));
    let text = |confirmation: Confirmation| {
        let not_now = confirmation.not_now.into_iter();
        [confirmation.title]
            .into_iter()
            .chain(confirmation.says)
            .chain(not_now)
            .collect::<Vec<_>>()
            .join("\n")
    };
    for open in [&[][..], &[Hindrance::Asking], &[Hindrance::Asking, Hindrance::OnDuty]] {
        let all = |language| text(confirm_everything(open, language));
        assert_easy("erase everything", &all(Language::En), &all(Language::Es));
    }
    for area in AREAS {
        for hindrance in
            [None, Some(Hindrance::Asking), Some(Hindrance::OnDuty), Some(Hindrance::WithEverything)]
        {
            let one = |language| text(confirm_area(area, Some(2), hindrance, language));
            assert_easy(area.word, &one(Language::En), &one(Language::Es));
        }
    }
}

#[test]
fn what_stands_before_erasing_says_what_is_lost_and_what_is_still_open() {
    let quiet = confirm_everything(&[], Language::En);
    assert_eq!(quiet.says.len(), 3);
    assert!(quiet.says.iter().any(|says| says.contains("cannot get it back")));
    assert!(quiet.says.iter().any(|says| says.contains("crisis lines still work")));
    let asking = confirm_everything(&[Hindrance::Asking, Hindrance::OnDuty], Language::En);
    assert_eq!(asking.says.len(), 5);
    assert_eq!(asking.not_now, None, "erasing everything is never refused");
    let area = Area::of_word("exclusions").unwrap();
    let one = confirm_area(area, Some(2), None, Language::En);
    assert!(
        one.title.contains("Whom you left out") && one.says.iter().any(|says| says.contains("2 entries"))
    );
    assert!(confirm_area(area, None, Some(Hindrance::Asking), Language::En).not_now.is_some());
}

fn up(seconds: u64) -> Uptime {
    Uptime { boot: 1, elapsed: Duration::from_secs(seconds) }
}

#[test]
fn the_app_asks_after_its_time_out_of_sight_and_after_every_start_of_app_or_phone() {
    let five = Lock::After(LockDelay::minutes(5));
    let every_time = Lock::After(LockDelay::minutes(0));
    let restarted = Uptime { boot: 2, elapsed: Duration::from_secs(1_000) };
    let cases = [
        ("a new process asks", five, Curtain::Down, up(1), AppLock::Ask),
        ("in sight it does not", five, Curtain::Up, up(99_999), AppLock::Open),
        ("within the time", five, Curtain::OutOfSight(up(100)), up(399), AppLock::Open),
        ("at the stroke", five, Curtain::OutOfSight(up(100)), up(400), AppLock::Ask),
        ("long after", five, Curtain::OutOfSight(up(100)), up(99_999), AppLock::Ask),
        ("the phone was restarted", five, Curtain::OutOfSight(up(990)), restarted, AppLock::Ask),
        ("an uptime that went back is none", five, Curtain::OutOfSight(up(500)), up(400), AppLock::Ask),
        ("every time", every_time, Curtain::OutOfSight(up(100)), up(100), AppLock::Ask),
        ("every time, but in sight", every_time, Curtain::Up, up(100), AppLock::Open),
        ("no lock", Lock::Off, Curtain::Down, up(1), AppLock::Open),
        ("no lock, long out of sight", Lock::Off, Curtain::OutOfSight(up(1)), restarted, AppLock::Open),
    ];
    for (why, lock, curtain, now, expected) in cases {
        assert_eq!(curtain.asks(lock, now), expected, "{why}");
        let seen = next(curtain, Event::InSight(now), lock);
        assert_eq!(seen, if expected == AppLock::Open { Curtain::Up } else { Curtain::Down }, "{why}");
    }
}

#[test]
fn only_the_phones_own_lock_raises_the_curtain_and_leaving_twice_gives_no_more_time() {
    let five = Lock::After(LockDelay::minutes(5));
    let mut curtain = Curtain::default();
    for event in [Event::LeftSight(up(1)), Event::InSight(up(2)), Event::LeftSight(up(3)), Event::QuickExit] {
        curtain = next(curtain, event, five);
        assert_eq!(curtain, Curtain::Down, "{event:?}");
    }
    curtain = next(curtain, Event::Unlocked, five);
    assert_eq!(curtain, Curtain::Up);
    curtain = next(curtain, Event::LeftSight(up(10)), five);
    curtain = next(curtain, Event::LeftSight(up(200)), five);
    assert_eq!(curtain, Curtain::OutOfSight(up(10)));
    assert_eq!(next(curtain, Event::QuickExit, five), Curtain::Down);
}

#[test]
fn the_one_notice_is_the_same_for_everything_and_tells_nothing() {
    const TELLING: &[&str] = &[
        "peer",
        "crisis",
        "help",
        "police",
        "check",
        "request",
        "officer",
        "line",
        "plan",
        "safety",
        "support",
        "talk",
        "call",
        "duty",
        "answer",
        "colleague",
        "team",
        "feel",
        "mood",
        "stress",
        "health",
        "suicid",
        "compañer",
        "ayuda",
        "policía",
        "cheque",
        "cuestionario",
        "pedid",
        "solicit",
        "agente",
        "línea",
        "seguridad",
        "apoyo",
        "hablar",
        "llam",
        "guardia",
        "respuesta",
        "contest",
        "equipo",
        "ánimo",
        "salud",
    ];
    for language in Language::ALL {
        let NeutralNotice { title, text } = neutral_notice(*language);
        let said = format!("{title} {text}").to_lowercase();
        assert!(!title.is_empty() && !text.is_empty());
        for word in TELLING {
            assert!(!said.contains(word), "{said}: {word}");
        }
    }
    assert_ne!(neutral_notice(Language::En), neutral_notice(Language::Es));
    let to = quick_exit_to();
    assert!(to.starts_with("https://") && !TELLING.iter().any(|word| to.contains(word)));
}

#[test]
fn the_labels_of_privacy_are_there_in_every_language() {
    for language in Language::ALL {
        let there = labels(*language);
        for label in ["label-privacy", "label-erase-everything", "label-choice-emergency"] {
            assert!(there.iter().any(|(id, text)| *id == label && !text.is_empty()), "{label}");
        }
    }
}
