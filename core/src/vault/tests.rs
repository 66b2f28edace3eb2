//! What the vault promises, tried with a virtual clock, keys in memory and a throw-away folder.

use super::*;
use crate::clock::VirtualClock;
use crate::key_store::{KeyStoreError, MemoryKeyStore};
use crate::random::SystemRandom;
use crate::sensitive::Sensitive;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// A phone: its folder, its keys and its clock outlive the app.
struct Phone {
    folder: tempfile::TempDir,
    keys: Arc<MoodyKeys>,
    clock: Arc<VirtualClock>,
}

impl Phone {
    fn new() -> Self {
        let clock = Arc::new(VirtualClock::at(1_790_000_000));
        Self { folder: tempfile::tempdir().unwrap(), keys: Arc::default(), clock }
    }

    fn with(&self, which: Which) -> Open<'_> {
        Open {
            folder: self.folder.path(),
            which,
            keys: self.keys.clone(),
            clock: self.clock.clone(),
            random: Arc::new(SystemRandom),
        }
    }

    fn open(&self) -> (Vault, OpenReport) {
        Vault::open(self.with(Which::Officer)).unwrap()
    }

    fn refused(&self) -> VaultError {
        Vault::open(self.with(Which::Officer)).unwrap_err()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("one/store")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).unwrap()
    }

    fn put(&self, bytes: &[u8]) {
        fs::write(self.file(), bytes).unwrap();
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join("one")).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// A phone's key store with its moods.
#[derive(Default)]
struct MoodyKeys {
    keys: MemoryKeyStore,
    locked: AtomicBool,
    keeps_keys: AtomicBool,
    /// Every call from this one on fails, when it is not zero.
    fails_from: AtomicUsize,
    calls: AtomicUsize,
}

impl MoodyKeys {
    fn mood(&self) -> Result<(), KeyStoreError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let from = self.fails_from.load(Ordering::SeqCst);
        match (self.locked.load(Ordering::SeqCst), from) {
            (true, _) => Err(KeyStoreError::Locked),
            (false, 0) => Ok(()),
            (false, from) if call >= from => Err(KeyStoreError::Failed),
            _ => Ok(()),
        }
    }

    fn fail_at_call(&self, number: usize) {
        self.calls.store(0, Ordering::SeqCst);
        self.fails_from.store(number, Ordering::SeqCst);
    }

    fn heal(&self) {
        self.fails_from.store(0, Ordering::SeqCst);
    }
}

impl KeyStore for MoodyKeys {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        self.mood()?;
        self.keys.create(id)
    }

    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        self.mood()?;
        self.keys.wrap(id, data_key)
    }

    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        self.mood()?;
        self.keys.unwrap(id, wrapped)
    }

    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        self.mood()?;
        if self.keeps_keys.load(Ordering::SeqCst) {
            Err(KeyStoreError::Failed)
        } else {
            self.keys.destroy(id)
        }
    }
}

fn note(transaction: &Transaction<'_>, words: &str) -> rusqlite::Result<()> {
    transaction
        .execute_batch("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, words TEXT) STRICT")?;
    transaction.execute("INSERT INTO note (words) VALUES (?1)", [words])?;
    Ok(())
}

/// The notes that are kept, oldest first; `None` in a new vault.
fn notes(vault: &Vault) -> Option<Vec<String>> {
    vault
        .read(|c| c.prepare("SELECT words FROM note ORDER BY id")?.query_map([], |row| row.get(0))?.collect())
        .ok()
}

fn some(words: &[&str]) -> Option<Vec<String>> {
    Some(words.iter().map(|word| (*word).to_owned()).collect())
}

#[test]
fn what_was_kept_is_there_when_the_app_starts_again() {
    let phone = Phone::new();
    let (vault, report) = phone.open();
    assert_eq!((report.found, report.written), (Found::Nothing, Ok(())));
    vault.keep(|t| note(t, "kept")).unwrap();
    vault.write(|t| note(t, "written")).unwrap();
    assert_eq!(notes(&vault), some(&["kept", "written"]));
    drop(vault);

    let (vault, report) = phone.open();
    assert_eq!(report.found, Found::Vault);
    assert_eq!(notes(&vault), some(&["kept"]));
    vault.write(|t| note(t, "saved")).unwrap();
    vault.save().unwrap();
    drop(vault);
    assert_eq!(notes(&phone.open().0), some(&["kept", "saved"]));
}

#[test]
fn an_empty_vault_and_one_full_of_rows_have_the_same_size() {
    let (empty, full) = (Phone::new(), Phone::new());
    drop(empty.open());
    let (vault, _) = full.open();
    vault.keep(|t| (0..2_000).try_for_each(|n| note(t, &format!("{n} {}", "x".repeat(300))))).unwrap();
    assert_eq!(empty.bytes().len(), full.bytes().len());
}

#[test]
fn the_officers_file_and_the_duty_file_look_alike() {
    let phone = Phone::new();
    for which in Which::ALL {
        drop(Vault::open(phone.with(which)).unwrap());
    }
    let sizes =
        ["one/store", "two/store"].map(|file| fs::metadata(phone.folder.path().join(file)).unwrap().len());
    assert_eq!(sizes[0], sizes[1]);
}

#[test]
fn the_file_is_written_at_every_open_and_every_save_used_or_not() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let age = || fs::File::options().write(true).open(phone.file()).unwrap().set_modified(long_ago).unwrap();
    let is_new = || fs::metadata(phone.file()).unwrap().modified().unwrap() > long_ago;
    let before = phone.bytes();
    age();
    vault.save().unwrap();
    assert!(is_new());
    drop(vault);
    age();
    drop(phone.open());
    assert!(is_new());
    assert!(before[1024..] != phone.bytes()[1024..], "the same bytes would tell that nothing happened");
}

#[test]
fn only_the_apps_user_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let phone = Phone::new();
    drop(phone.open());
    assert_eq!(fs::metadata(phone.file()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_flipped_byte_anywhere_never_opens_and_never_opens_in_part() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    vault.lock();
    let file = phone.bytes();
    for at in (0..1024).chain((1024..file.len()).step_by(9_973)).chain(file.len() - 16..file.len()) {
        let mut flipped = file.clone();
        flipped[at] ^= 1 << (at % 8);
        phone.put(&flipped);
        let found = vault.find();
        match at {
            8 | 9 => assert!(matches!(found, Err(VaultError::NewerVersion)), "byte {at}"),
            // The place of the key: another place has no key, so the file counts as one whose key is gone or as damaged.
            13 => assert!(matches!(found, Ok(Finding::KeyGone | Finding::Damaged)), "byte {at}"),
            _ => assert!(matches!(found, Ok(Finding::Damaged)), "byte {at}"),
        }
    }
    phone.put(&file);
    assert_eq!(vault.unlock().unwrap().found, Found::Vault);
}

#[test]
fn a_damaged_vault_is_moved_aside_and_reported_and_a_new_one_opens() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    drop(vault);
    let file = phone.bytes();
    let mut flipped = file.clone();
    flipped[5_000] ^= 1;
    let cases: [&[u8]; 6] =
        [&flipped, &file[..file.len() - 1], &file[..40], &[], &[&file[..], &[0]].concat(), b"other"];
    for (number, damaged) in (1..).zip(cases) {
        phone.put(damaged);
        let (vault, report) = phone.open();
        assert_eq!((report.found, report.set_aside, report.written), (Found::Damaged, number, Ok(())));
        assert_eq!(fs::read(phone.folder.path().join(format!("one/store.{number}"))).unwrap(), damaged);
        assert_eq!(notes(&vault), None);
        vault.keep(|t| note(t, "new")).unwrap();
    }
    let (vault, report) = phone.open();
    assert_eq!((report.found, report.set_aside, notes(&vault)), (Found::Vault, 6, some(&["new"])));
}

#[test]
fn the_key_of_a_file_set_aside_is_kept_as_long_as_there_is_another_place() {
    let phone = Phone::new();
    drop(phone.open());
    let whole = phone.bytes();
    let mut flipped = whole.clone();
    flipped[5_000] ^= 1;
    phone.put(&flipped);
    let (vault, _) = phone.open();
    vault.renew_key().unwrap();
    drop(vault);
    drop(phone.open());
    phone.put(&whole);
    assert_eq!(phone.open().1.found, Found::Vault, "somebody could still have mended it");
}

#[test]
fn the_file_of_one_vault_is_not_taken_for_the_other() {
    let phone = Phone::new();
    drop(phone.open());
    fs::create_dir_all(phone.folder.path().join("two")).unwrap();
    fs::copy(phone.file(), phone.folder.path().join("two/store")).unwrap();
    assert_eq!(Vault::open(phone.with(Which::Duty)).unwrap().1.found, Found::Damaged);
}

#[test]
fn a_vault_whose_key_is_gone_is_replaced_by_a_new_one_and_that_is_said() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    drop(vault);
    for id in phone.keys.keys.ids() {
        phone.keys.keys.destroy(&id).unwrap();
    }
    let (vault, report) = phone.open();
    assert_eq!((report.found, report.set_aside), (Found::KeyGone, 0));
    assert_eq!(notes(&vault), None);
    drop(vault);
    assert_eq!(phone.open().1.found, Found::Vault);
}

#[test]
fn a_locked_phone_answers_locked_and_nothing_is_touched() {
    let phone = Phone::new();
    drop(phone.open());
    phone.put(&[&phone.bytes()[..], b""].concat());
    fs::write(phone.folder.path().join("one/.store.stray0"), b"x").unwrap();
    let (file, names, keys) = (phone.bytes(), phone.names(), phone.keys.keys.ids());
    phone.keys.locked.store(true, Ordering::SeqCst);
    assert_eq!(phone.refused(), VaultError::Locked);
    assert_eq!((phone.bytes(), phone.names(), phone.keys.keys.ids()), (file.clone(), names, keys));

    let mut flipped = file;
    flipped[0] ^= 1;
    phone.put(&flipped);
    assert_eq!(phone.refused(), VaultError::Locked, "a damaged file waits for the phone to be unlocked");
    assert_eq!(phone.names(), [".store.stray0", "store"]);
}

#[test]
fn a_key_store_that_fails_for_now_costs_nothing() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    drop(vault);
    let file = phone.bytes();
    phone.keys.fail_at_call(1);
    assert_eq!(phone.refused(), VaultError::KeyStore);
    assert_eq!((phone.bytes(), phone.names()), (file, vec!["store".to_owned()]));
    phone.keys.heal();
    assert_eq!(notes(&phone.open().0), some(&["kept"]));
}

#[test]
fn no_older_copy_of_the_file_can_be_opened_after_its_key_was_renewed() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "daily key")).unwrap();
    let copy = phone.bytes();
    let forget = |t: &Transaction<'_>| t.execute("DELETE FROM note", []);
    assert_eq!(vault.keep_and_renew_key(forget), Ok((1, OldKey::Destroyed)));
    drop(vault);
    phone.put(&copy);
    let (vault, report) = phone.open();
    assert!(matches!(report.found, Found::KeyGone | Found::Damaged));
    assert_eq!(notes(&vault), None);
    drop(vault);
    assert_eq!(phone.keys.keys.ids().len(), 1);
}

/// The control of the test above: it is the destroyed key that closes the older copy, nothing else.
#[test]
fn while_the_old_key_is_kept_an_older_copy_can_be_opened() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "daily key")).unwrap();
    let copy = phone.bytes();
    phone.keys.keeps_keys.store(true, Ordering::SeqCst);
    assert_eq!(vault.renew_key(), Ok(OldKey::Pending));
    drop(vault);
    phone.put(&copy);
    assert_eq!(notes(&phone.open().0), some(&["daily key"]));
}

#[test]
fn a_key_that_could_not_be_destroyed_is_destroyed_at_the_next_save_or_open() {
    for reopen in [false, true] {
        let phone = Phone::new();
        let (mut vault, _) = phone.open();
        phone.keys.keeps_keys.store(true, Ordering::SeqCst);
        assert_eq!(vault.renew_key(), Ok(OldKey::Pending));
        assert_eq!(phone.keys.keys.ids().len(), 2);
        phone.keys.keeps_keys.store(false, Ordering::SeqCst);
        if reopen {
            drop(vault);
            vault = phone.open().0;
        } else {
            vault.save().unwrap();
        }
        assert_eq!(phone.keys.keys.ids().len(), 1);
        assert_eq!(vault.renew_key(), Ok(OldKey::Destroyed));
    }
}

#[test]
fn a_renewal_that_stops_at_any_call_of_the_key_store_loses_nothing() {
    // create, wrap, then destroy for the three places that are not in use.
    for call in 1..=5 {
        let phone = Phone::new();
        let (vault, _) = phone.open();
        vault.keep(|t| note(t, "kept")).unwrap();
        phone.keys.fail_at_call(call);
        let renewed = vault.keep_and_renew_key(|t| note(t, "more"));
        let expected = if call <= 2 {
            assert_eq!(renewed, Err(VaultError::KeyStore));
            some(&["kept"])
        } else {
            assert_eq!(renewed, Ok(((), OldKey::Pending)));
            some(&["kept", "more"])
        };
        assert_eq!(notes(&vault), expected);
        drop(vault);
        phone.keys.heal();
        let (vault, report) = phone.open();
        assert_eq!((report.found, notes(&vault)), (Found::Vault, expected), "stopped at call {call}");
        assert_eq!(phone.keys.keys.ids().len(), 1, "stopped at call {call}");
    }
}

#[test]
fn over_many_renewals_the_names_of_the_keys_do_not_count() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..40 {
        assert_eq!(vault.renew_key(), Ok(OldKey::Destroyed));
        let ids = phone.keys.keys.ids();
        assert_eq!(ids.len(), 1);
        seen.extend(ids);
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["officer.0", "officer.1", "officer.2", "officer.3"]);
}

#[test]
fn when_the_file_cannot_be_written_memory_and_file_are_as_before() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    vault.write(|t| note(t, "written")).unwrap();
    let (file, keys) = (phone.bytes(), phone.keys.keys.ids());

    let (folder, away) = (phone.folder.path().join("one"), phone.folder.path().join("away"));
    fs::rename(&folder, &away).unwrap();
    assert_eq!(vault.keep(|t| note(t, "more")), Err(VaultError::Storage));
    assert_eq!(vault.keep_and_renew_key(|t| note(t, "more")), Err(VaultError::Storage));
    assert_eq!(vault.save(), Err(VaultError::Storage));
    fs::rename(&away, &folder).unwrap();

    assert_eq!(notes(&vault), some(&["kept", "written"]));
    assert_eq!(phone.bytes(), file);
    vault.keep(|t| note(t, "more")).unwrap();
    drop(vault);
    assert_eq!(notes(&phone.open().0), some(&["kept", "written", "more"]));
    assert_eq!(phone.keys.keys.ids(), keys, "the key that was made for nothing is destroyed");
}

#[test]
fn a_locked_vault_answers_locked_until_it_is_unlocked() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    vault.write(|t| note(t, "not saved")).unwrap();
    vault.lock();
    vault.lock();
    assert_eq!(vault.read(|_| Ok(())), Err(VaultError::Locked));
    assert_eq!(vault.write(|_| Ok(())), Err(VaultError::Locked));
    assert_eq!(vault.keep(|_| Ok(())), Err(VaultError::Locked));
    assert_eq!(vault.save(), Err(VaultError::Locked));
    assert_eq!(vault.renew_key(), Err(VaultError::Locked));
    phone.keys.locked.store(true, Ordering::SeqCst);
    assert_eq!(vault.unlock(), Err(VaultError::Locked));
    phone.keys.locked.store(false, Ordering::SeqCst);
    assert_eq!(vault.unlock().unwrap().found, Found::Vault);
    assert_eq!(notes(&vault), some(&["kept"]));
}

#[test]
fn unlocking_an_open_vault_loses_nothing() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.write(|t| note(t, "written")).unwrap();
    assert_eq!(vault.unlock().unwrap().found, Found::Vault);
    assert_eq!(notes(&vault), some(&["written"]));
}

#[test]
fn erasing_destroys_the_keys_first_and_then_every_file() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    drop(vault);
    drop(Vault::open(phone.with(Which::Duty)).unwrap());
    fs::write(phone.folder.path().join("one/store.1"), b"set aside").unwrap();

    phone.keys.keeps_keys.store(true, Ordering::SeqCst);
    let refused = Vault::erase(phone.folder.path(), Which::Officer, &*phone.keys);
    assert_eq!(refused, Err(VaultError::KeyStore));
    assert_eq!(phone.names(), ["store", "store.1"]);

    phone.keys.keeps_keys.store(false, Ordering::SeqCst);
    let copy = phone.bytes();
    Vault::erase(phone.folder.path(), Which::Officer, &*phone.keys).unwrap();
    assert!(!phone.folder.path().join("one").exists());
    assert!(phone.keys.keys.ids().iter().all(|id| id.starts_with("duty.")));
    Vault::erase(phone.folder.path(), Which::Officer, &*phone.keys).unwrap();

    fs::create_dir(phone.folder.path().join("one")).unwrap();
    phone.put(&copy);
    assert_eq!(phone.open().1.found, Found::KeyGone, "a copy of an erased file is worth nothing");
}

#[test]
fn a_full_vault_says_so_and_what_it_held_is_still_kept() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| note(t, "kept")).unwrap();
    let too_much = vault.keep(|t| (0..40).try_for_each(|_| note(t, &"x".repeat(500_000))));
    assert_eq!(too_much, Err(VaultError::Full));
    assert_eq!(notes(&vault), some(&["kept"]));
    vault.keep(|t| note(t, "more")).unwrap();
    drop(vault);
    assert_eq!(notes(&phone.open().0), some(&["kept", "more"]));
}

#[test]
fn a_vault_that_grows_takes_the_next_size_and_stays_readable() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    let first = phone.bytes().len();
    vault.keep(|t| (0..3).try_for_each(|_| note(t, &"x".repeat(500_000)))).unwrap();
    assert_eq!(phone.bytes().len() - first, 3 << 20);
    drop(vault);
    assert_eq!(notes(&phone.open().0).unwrap().len(), 3);
}

#[test]
fn a_vault_of_a_newer_app_is_refused_and_left_alone() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    vault.keep(|t| t.pragma_update(None, "user_version", 9_999)).unwrap();
    drop(vault);
    let file = phone.bytes();
    assert_eq!(phone.refused(), VaultError::NewerVersion);
    assert_eq!((phone.bytes(), phone.names()), (file, vec!["store".to_owned()]));
}

#[test]
fn remains_of_interrupted_writing_are_swept_at_open() {
    let phone = Phone::new();
    drop(phone.open());
    for stray in ["one/.store.a1B2c3", "one/.store.d4E5f6"] {
        fs::write(phone.folder.path().join(stray), phone.bytes()).unwrap();
    }
    assert_eq!(phone.open().1.swept, 2);
    assert_eq!(phone.names(), ["store"]);
}

#[test]
fn the_vault_knows_when_it_was_last_written() {
    let phone = Phone::new();
    let (vault, report) = phone.open();
    assert_eq!(report.last_written, None);
    phone.clock.pass(Duration::from_secs(60));
    vault.save().unwrap();
    let saved = Mark::now(&*phone.clock);
    drop(vault);
    phone.clock.set_wall_by(-31_536_000);
    let (_, report) = phone.open();
    assert_eq!(report.last_written, Some(saved));
    assert!(phone.clock.now() < saved.wall);
}

#[derive(Debug, PartialEq, thiserror::Error)]
enum PlanError {
    #[error("no")]
    No,
    #[error(transparent)]
    Vault(#[from] VaultError),
}

#[test]
fn a_capability_fails_with_its_own_error_and_nothing_is_kept() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    let refused = vault.try_keep(|t| {
        note(t, "half done").map_err(VaultError::from)?;
        if phone.names().is_empty() { Ok(()) } else { Err(PlanError::No) }
    });
    assert_eq!(refused, Err(PlanError::No));
    assert_eq!(notes(&vault), None);
    vault.lock();
    assert_eq!(vault.try_read(|_| Ok(())), Err(PlanError::Vault(VaultError::Locked)));
}

#[test]
fn a_panic_inside_a_change_undoes_it_and_the_vault_goes_on() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        vault.keep(|t| {
            note(t, "half done")?;
            if t.is_autocommit() { Ok(()) } else { panic!("as planned") }
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(notes(&vault), None);
    vault.keep(|t| note(t, "kept")).unwrap();
    assert_eq!(vault.read(|c| c.execute("DELETE FROM note", [])), Err(VaultError::Refused));
    assert_eq!(notes(&vault), some(&["kept"]));
}

#[test]
fn many_threads_keep_and_nothing_is_lost() {
    let phone = Phone::new();
    let (vault, _) = phone.open();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..5).for_each(|_| vault.keep(|t| note(t, "kept")).unwrap()));
        }
    });
    drop(vault);
    assert_eq!(notes(&phone.open().0).unwrap().len(), 20);
}

#[test]
fn nothing_of_the_user_is_in_debug_or_errors() {
    let phone = Phone::new();
    let (vault, report) = phone.open();
    vault
        .keep(|t| t.execute_batch("CREATE TABLE once (words TEXT UNIQUE CHECK (words <> 'Dana')) STRICT"))
        .unwrap();
    vault.keep(|t| t.execute("INSERT INTO once VALUES ('Ruiz')", [])).unwrap();
    let mut texts = vec![format!("{vault:?} {report:?}")];
    for words in ["Dana", "Ruiz"] {
        let refused = vault.keep(|t| t.execute("INSERT INTO once VALUES (?1)", [words])).unwrap_err();
        assert_eq!(refused, VaultError::Refused);
        texts.push(format!("{refused} {refused:?}"));
    }
    let faulty = vault.read(|c| c.query_row("SELECT 'Dana' FROM Ruiz", [], |_| Ok(()))).unwrap_err();
    texts.push(format!("{faulty} {faulty:?}"));
    for text in texts {
        assert!(!text.contains("Dana") && !text.contains("Ruiz") && !text.contains("once"), "{text}");
        assert!(!text.contains(phone.folder.path().to_str().unwrap()), "{text}");
    }
}

#[test]
fn what_sqlite_gives_back_is_overwritten() {
    assert!(Vault::memory_is_wiped());
}
