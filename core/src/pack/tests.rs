//! What packs promise on the phone, with keys in memory and a throw-away folder.

use super::*;
use crate::crisis::Place;
use crate::key_store::{KeyStoreError, MemoryKeyStore};
use crate::random::SystemRandom;
use crate::sensitive::Sensitive;
use crate::words::Language;
use peerline_protocol::ids::{Day, PeerId, RelayId, encode};
use peerline_protocol::pack::{Keys, Manifest, Target, directory, iso, sha256};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use std::fs;

const NOW: Minute = Minute(20_800 * 1440);
const DAY: u32 = 1440;
const POOL: PoolId = PoolId::new([1; 16]);
const BOTH: [&str; 2] = ["team", "union"];

#[test]
fn a_pack_is_planned_fetched_installed_and_there_after_a_restart() {
    let phone = Phone::enrolled();
    let pack = Pool::default().sign();
    let Plan::Fetch(files) = phone.packs.plan(&pack.manifest, &Files::new(), &wanted(), NOW).unwrap() else {
        panic!()
    };
    assert_eq!(files.len(), 4);
    assert_eq!(phone.packs.install(&pack.manifest, &Files::new(), &wanted(), NOW), Err(PackError::Missing));
    assert_eq!(phone.packs.plan(&pack.manifest, &pack.files, &wanted(), NOW), Ok(Plan::Install));
    phone.packs.install(&pack.manifest, &pack.files, &wanted(), NOW).unwrap();
    assert_eq!(phone.packs.plan(&pack.manifest, &Files::new(), &wanted(), NOW), Ok(Plan::Nothing));
    for packs in [&phone.packs, &phone.restarted().0] {
        let directory = packs.directory(NOW).unwrap();
        assert_eq!(directory.keys, PeerKeys::Valid { until: Minute(NOW.0 + 29 * DAY) });
        assert_eq!(directory.rows[0].key, Some([5; 32]));
        assert!(!packs.policy(NOW).unwrap().is_expired);
        assert_eq!(packs.limits(NOW).unwrap().value.common.version, 1);
        assert_eq!(packs.pool(), Some(POOL));
        assert_eq!(packs.plan(&pack.manifest, &Files::new(), &wanted(), NOW), Ok(Plan::Nothing));
    }
}

#[test]
fn only_what_changed_is_fetched_again() {
    let phone = Phone::enrolled();
    let first = Pool::default();
    let pack = phone.install(&first);
    let second = Pool { limits: 2, ..first.after(&pack) }.sign();
    let Plan::Fetch(files) = phone.packs.plan(&second.manifest, &Files::new(), &wanted(), NOW).unwrap()
    else {
        panic!()
    };
    assert_eq!(files.len(), 1);
    let only: Files = second
        .files
        .iter()
        .filter(|(hash, _)| **hash == files[0].sha256)
        .map(|(hash, bytes)| (*hash, bytes.clone()))
        .collect();
    phone.packs.install(&second.manifest, &only, &wanted(), NOW).unwrap();
    assert_eq!(phone.restarted().0.limits(NOW).unwrap().value.common.version, 2);
    assert!(phone.restarted().0.directory(NOW).is_some());
}

#[test]
fn every_refusal_keeps_the_pack_of_before() {
    let phone = Phone::enrolled();
    let good = Pool::default();
    let pack = phone.install(&Pool { version: 5, prev: Some([7; 32]), ..good.clone() });
    let next = Pool { version: 6, prev: Some(pack.payload_sha256), ..good.clone() };
    let refused = |pool: Pool| {
        phone.packs.install(&pool.sign().manifest, &pool.sign().files, &wanted(), NOW).unwrap_err()
    };
    let cases = [
        (Pool { signers: vec!["team"], ..next.clone() }, Refusal::BelowThreshold),
        (Pool { signers: vec!["team", "stranger"], ..next.clone() }, Refusal::UnknownKey),
        (Pool { version: 4, ..next.clone() }, Refusal::RolledBack),
        (Pool { prev: Some([8; 32]), ..next.clone() }, Refusal::BrokenChain),
        (Pool { limits: 9, version: 5, ..next.clone() }, Refusal::BrokenChain),
        (Pool { issued: Minute(NOW.0 - 30 * DAY), ..next.clone() }, Refusal::Expired),
        (Pool { id: PoolId::new([2; 16]), ..next.clone() }, Refusal::WrongPool),
        (Pool { region: "US-TX", ..next.clone() }, Refusal::WrongRegion),
        (Pool { jurisdiction: "US-TX", ..next.clone() }, Refusal::WrongRegion),
        (Pool { root_version: 2, ..next.clone() }, Refusal::SkippedRootVersion),
        (Pool { lines: json!("no lines"), ..next.clone() }, Refusal::Malformed),
    ];
    for (pool, refusal) in cases {
        assert_eq!(refused(pool), PackError::Refused(refusal));
    }
    let mut bent = next.sign();
    bent.manifest[200] ^= 1;
    assert!(matches!(
        phone.packs.install(&bent.manifest, &bent.files, &wanted(), NOW),
        Err(PackError::Refused(_))
    ));
    let mut swapped = next.clone().with_limits(3).sign();
    swapped.files.iter_mut().for_each(|(_, bytes)| bytes[0] ^= 1);
    assert_eq!(
        phone.packs.install(&swapped.manifest, &swapped.files, &wanted(), NOW),
        Err(Refusal::Altered.into())
    );
    swapped.files.iter_mut().for_each(|(_, bytes)| bytes.push(b' '));
    assert_eq!(
        phone.packs.install(&swapped.manifest, &swapped.files, &wanted(), NOW),
        Err(Refusal::TooLarge.into())
    );
    let publisher = Wanted { scope: Scope::Publisher, ..wanted() };
    assert_eq!(
        phone.packs.install(&next.sign().manifest, &next.sign().files, &publisher, NOW),
        Err(PackError::NoRoot)
    );
    let other_pool = Wanted { scope: Scope::Pool(PoolId::new([2; 16])), ..wanted() };
    assert_eq!(
        phone.packs.install(&next.sign().manifest, &next.sign().files, &other_pool, NOW),
        Err(Refusal::WrongPool.into())
    );
    for packs in [&phone.packs, &phone.restarted().0] {
        assert_eq!(packs.status(NOW).pool.unwrap().version, 5);
        assert_eq!(packs.limits(NOW).unwrap().value.common.version, 1);
    }
    phone.install(&next);
}

#[test]
fn the_highest_version_seen_is_remembered_after_a_restart() {
    let phone = Phone::enrolled();
    phone.install(&Pool { version: 5, prev: Some([7; 32]), ..Pool::default() });
    let old = Pool { version: 4, prev: Some([6; 32]), ..Pool::default() }.sign();
    assert_eq!(
        phone.restarted().0.install(&old.manifest, &old.files, &wanted(), NOW),
        Err(Refusal::RolledBack.into())
    );
}

#[test]
fn peer_keys_fail_closed_and_everything_else_stays_with_its_age() {
    let phone = Phone::enrolled();
    phone.install(&Pool::default());
    let expires = Minute(NOW.0 + 29 * DAY);
    for packs in [&phone.packs, &phone.restarted().0] {
        assert!(packs.directory(Minute(expires.0 - 1)).unwrap().rows.iter().all(|row| row.key.is_some()));
        let directory = packs.directory(expires).unwrap();
        assert_eq!(directory.keys, PeerKeys::Expired { since: expires });
        assert!(directory.rows.iter().all(|row| row.key.is_none()) && directory.rows.len() == 3);
        assert!(packs.policy(expires).unwrap().is_expired);
        assert!(packs.limits(expires).unwrap().is_expired);
        assert!(added(packs).contains(&"Peer Desk".to_owned()));
    }
}

#[test]
fn keys_end_with_the_root_if_that_ends_first() {
    let phone = Phone::new(None);
    let root = Root { expires: Minute(NOW.0 + DAY), ..root(1) };
    phone.trust(&root);
    phone.install(&Pool::default());
    assert!(matches!(phone.packs.directory(NOW).unwrap().keys, PeerKeys::Valid { .. }));
    assert_eq!(
        phone.packs.directory(Minute(NOW.0 + DAY)).unwrap().keys,
        PeerKeys::Expired { since: root.expires }
    );
}

#[test]
fn a_clock_set_back_does_not_bring_old_keys_to_life() {
    let phone = Phone::enrolled();
    let first = phone.install(&Pool {
        issued: Minute(NOW.0 - 60 * DAY),
        at: Minute(NOW.0 - 60 * DAY),
        ..Pool::default()
    });
    assert!(matches!(phone.packs.directory(NOW).unwrap().keys, PeerKeys::Expired { .. }));
    let second = Pool { version: 2, prev: Some(first.payload_sha256), ..Pool::default() };
    phone.install(&second);
    let a_year_ago = Minute(NOW.0 - 365 * DAY);
    assert_eq!(phone.packs.clock(a_year_ago), Minute(NOW.0 - DAY), "never earlier than the last signed time");
    // A third pack that ended before the second was made is refused, whatever the phone's clock says.
    let ended =
        Pool { version: 4, prev: Some([3; 32]), issued: Minute(NOW.0 - 40 * DAY), ..Pool::default() }.sign();
    assert_eq!(
        phone.packs.install(&ended.manifest, &ended.files, &wanted(), a_year_ago),
        Err(Refusal::Expired.into())
    );
    let a_year_ahead = Minute(NOW.0 + 365 * DAY);
    assert!(matches!(phone.packs.directory(a_year_ahead).unwrap().keys, PeerKeys::Expired { .. }));
    assert!(
        matches!(phone.packs.directory(NOW).unwrap().keys, PeerKeys::Valid { .. }),
        "and set right again nothing is lost"
    );
}

#[test]
fn peers_are_told_seven_three_and_one_day_before() {
    let phone = Phone::enrolled();
    assert_eq!(phone.packs.status(NOW), Status { pool: None, publisher: None });
    phone.install(&Pool::default());
    let expires = NOW.0 + 29 * DAY;
    let cases = [
        (8 * DAY, Notice::Fine),
        (7 * DAY + 1, Notice::Fine),
        (7 * DAY, Notice::SevenDays),
        (3 * DAY + 1, Notice::SevenDays),
        (3 * DAY, Notice::ThreeDays),
        (DAY, Notice::OneDay),
        (1, Notice::OneDay),
        (0, Notice::Expired),
    ];
    for (left, notice) in cases {
        assert_eq!(phone.packs.status(Minute(expires - left)).pool.unwrap().notice, notice, "{left}");
    }
}

#[test]
fn a_pool_adds_lines_and_never_replaces_hides_or_outranks_one() {
    let phone = Phone::enrolled();
    let before = listed(&phone.packs);
    let mut taken = entry("us-988", json!("crisis"), "published_page");
    taken["name"] = "Not 988".into();
    let mut hidden = entry("us-988-press-1", json!("crisis"), "published_page");
    hidden["publish"] = false.into();
    let lines = json!({"schema": "officer-crisis-resources/0.2", "entries": [taken, hidden, entry("peer-desk", json!("crisis_peer"), "published_page")]});
    phone.install(&Pool { lines, ..Pool::default() });
    let after = listed(&phone.packs);
    let without_added: Vec<_> = after.iter().filter(|(_, is_added)| !is_added).cloned().collect();
    assert_eq!(without_added, before, "every line of the floor, in the same order");
    let first_added = after.iter().position(|(_, is_added)| *is_added).unwrap();
    assert!(first_added > 0 && after.len() == before.len() + 2);
}

#[test]
fn the_publishers_lines_are_laid_over_the_floor_and_stay_when_they_are_old() {
    let publisher = publisher_root();
    let phone = Phone::new(Some(&publisher));
    let pack = publisher_pack(NOW, "Newer name");
    let wanted = Wanted { scope: Scope::Publisher, ..wanted() };
    assert_eq!(phone.packs.plan(&pack.manifest, &pack.files, &wanted, NOW), Ok(Plan::Install));
    phone.packs.install(&pack.manifest, &pack.files, &wanted, NOW).unwrap();
    let floor = crisis::Lines::floor().list(&place(), Language::En, when()).rows.len();
    for packs in [&phone.packs, &phone.open(Some(&publisher)).unwrap().0] {
        let names: Vec<_> = listed(packs).into_iter().map(|(name, _)| name).collect();
        assert!(names.contains(&"Newer name".to_owned()));
        assert_eq!(names.len(), floor + 1, "nothing of the floor is lost");
        let ten_years_on = Minute(NOW.0 + 3650 * DAY);
        assert_eq!(packs.status(ten_years_on).publisher.unwrap().notice, Notice::Expired);
        assert_eq!(listed(packs).len(), floor + 1, "old lines stay");
    }
    let by_pool = Pool { pack: "crisis", ..Pool::default() }.sign();
    phone.trust(&root(1));
    assert_eq!(
        phone.packs.install(&by_pool.manifest, &by_pool.files, &self::wanted(), NOW),
        Err(Refusal::WrongType.into())
    );
}

#[test]
fn the_publishers_instruments_and_exercises_are_handed_out_with_their_age_and_stay_when_they_are_old() {
    let publisher = publisher_root();
    let phone = Phone::new(Some(&publisher));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/content/instruments/gad-2.json");
    let mut good: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    good["id"] = json!("NEW");
    let mut bad = good.clone();
    bad["licence"] = Value::Null;
    let instruments = json!({ "instruments": [bad, good] }).to_string().into_bytes();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/content/exercises/body-scan.json");
    let mut exercise: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    exercise["id"] = json!("new");
    let coping = json!({ "exercises": [{}, exercise] }).to_string().into_bytes();
    let pack = publisher_files(NOW, vec![(Pack::Instruments, 1, instruments), (Pack::Coping, 1, coping)]);
    let wanted = Wanted { scope: Scope::Publisher, ..wanted() };
    assert!(phone.packs.instruments(NOW).is_none() && phone.packs.coping(NOW).is_none());
    phone.packs.install(&pack.manifest, &pack.files, &wanted, NOW).unwrap();
    for packs in [&phone.packs, &phone.open(Some(&publisher)).unwrap().0] {
        for (at, is_expired) in [(NOW, false), (Minute(NOW.0 + 3650 * DAY), true)] {
            let kept = packs.instruments(at).unwrap();
            let ids: Vec<_> = kept.value.iter().map(|one| one.id.to_string()).collect();
            assert_eq!((ids, kept.issued, kept.is_expired), (vec!["NEW".to_owned()], NOW, is_expired));
            let kept = packs.coping(at).unwrap();
            let ids: Vec<_> = kept.value.iter().map(|one| one.id.to_string()).collect();
            assert_eq!((ids, kept.issued, kept.is_expired), (vec!["new".to_owned()], NOW, is_expired));
        }
    }
    let unreadable = publisher_files(NOW, vec![(Pack::Instruments, 1, b"[]".to_vec())]);
    let other = Phone::new(Some(&publisher));
    assert_eq!(
        other.packs.install(&unreadable.manifest, &unreadable.files, &wanted, NOW),
        Err(Refusal::Malformed.into())
    );
    let by_pool = Pool { pack: "instruments", ..Pool::default() }.sign();
    phone.trust(&root(1));
    assert_eq!(
        phone.packs.install(&by_pool.manifest, &by_pool.files, &self::wanted(), NOW),
        Err(Refusal::WrongType.into())
    );
}

#[test]
fn a_pack_older_than_the_floor_is_not_laid_over_it() {
    let publisher = publisher_root();
    let phone = Phone::new(Some(&publisher));
    let before_floor = iso::parse_day("2026-11-20").unwrap().start();
    let pack = publisher_pack(before_floor, "Older name");
    let wanted = Wanted { scope: Scope::Publisher, ..wanted() };
    phone.packs.install(&pack.manifest, &pack.files, &wanted, before_floor).unwrap();
    assert!(listed(&phone.packs).iter().all(|(name, _)| name != "Older name"));
}

#[test]
fn a_line_that_cannot_be_used_takes_no_other_with_it() {
    let phone = Phone::enrolled();
    let unusable = [
        entry("unchecked", json!("crisis"), "none"),
        entry("emergency", json!("emergency"), "published_page"),
    ];
    let lines = json!({"schema": "officer-crisis-resources/0.2", "entries": [unusable[0], unusable[1],
        entry("peer-desk", json!("crisis_peer"), "published_page")]});
    phone.install(&Pool { lines, ..Pool::default() });
    assert_eq!(added(&phone.packs), ["Peer Desk"]);
}

#[test]
fn a_rotated_root_is_found_through_the_manifest_and_walked() {
    let phone = Phone::enrolled();
    let pack = phone.install(&Pool::default());
    let (second, third) = (
        rotated(2, ("union", 12), &[("team", 1), ("clinician", 3)]),
        rotated(3, ("union", 22), &[("team", 1), ("clinician", 3)]),
    );
    let next = Pool {
        version: 2,
        prev: Some(pack.payload_sha256),
        root_version: 3,
        roots: vec![(2, second.clone()), (3, third.clone())],
        signers: vec!["team", "clinician"],
        ..Pool::default()
    }
    .sign();
    let Plan::Fetch(roots) = phone.packs.plan(&next.manifest, &Files::new(), &wanted(), NOW).unwrap() else {
        panic!()
    };
    assert_eq!(roots, [FileName::of(&second), FileName::of(&third)], "roots first");
    phone.packs.install(&next.manifest, &next.files, &wanted(), NOW).unwrap();
    // The old union's key counts for nothing any more, after a restart either.
    let by_old = Pool { version: 3, prev: Some(next.payload_sha256), ..Pool::default() }.sign();
    assert!(phone.restarted().0.install(&by_old.manifest, &by_old.files, &wanted(), NOW).is_err());
}

#[test]
fn a_newer_root_is_kept_even_if_the_manifest_beside_it_is_refused() {
    let phone = Phone::enrolled();
    let second = rotated(2, ("union", 12), &[("team", 1), ("clinician", 3)]);
    let bad =
        Pool { root_version: 2, roots: vec![(2, second)], signers: vec!["team"], ..Pool::default() }.sign();
    assert_eq!(
        phone.packs.install(&bad.manifest, &bad.files, &wanted(), NOW),
        Err(Refusal::BelowThreshold.into())
    );
    // `union` signs with its old key: the phone knows the new root now.
    let by_old = Pool::default().sign();
    assert_eq!(
        phone.restarted().0.install(&by_old.manifest, &by_old.files, &wanted(), NOW),
        Err(Refusal::Altered.into())
    );
}

#[test]
fn a_root_that_its_people_did_not_sign_is_not_walked_to() {
    let phone = Phone::enrolled();
    let forged = rotated(2, ("union", 12), &[("team", 66), ("clinician", 66)]);
    let pack = Pool { root_version: 2, roots: vec![(2, forged)], ..Pool::default() }.sign();
    assert_eq!(
        phone.packs.install(&pack.manifest, &pack.files, &wanted(), NOW),
        Err(Refusal::Altered.into())
    );
    phone.install(&Pool::default());
}

#[test]
fn the_card_decides_which_root_is_trusted_first() {
    let phone = Phone::new(None);
    let pack = Pool::default().sign();
    assert_eq!(phone.packs.plan(&pack.manifest, &pack.files, &wanted(), NOW), Err(PackError::NoRoot));
    let file = signed_root(&root(1), &[("team", 1), ("union", 2)]);
    assert_eq!(phone.packs.trust_pool(POOL, &file, &[0; 32]), Err(Refusal::Altered.into()));
    assert_eq!(
        phone.packs.trust_pool(PoolId::new([2; 16]), &file, &sha256(&file)),
        Err(Refusal::WrongPool.into())
    );
    let publisher = publisher_root();
    assert_eq!(phone.packs.trust_pool(POOL, &publisher, &sha256(&publisher)), Err(Refusal::WrongType.into()));
    phone.packs.trust_pool(POOL, &file, &sha256(&file)).unwrap();
    phone.install(&Pool::default());
    // The same card again changes nothing; a card of another pool forgets this one.
    phone.packs.trust_pool(POOL, &file, &sha256(&file)).unwrap();
    assert!(phone.restarted().0.directory(NOW).is_some());
    let other = Root { scope: Scope::Pool(PoolId::new([2; 16])), ..root(1) };
    phone.trust(&other);
    assert!(phone.packs.directory(NOW).is_none() && phone.restarted().0.directory(NOW).is_none());
    phone.packs.forget_pool().unwrap();
    assert_eq!(phone.restarted().0.pool(), None);
}

#[test]
fn the_cache_is_there_from_the_first_start_and_tells_nothing() {
    let phone = Phone::new(None);
    let empty = fs::read(phone.file()).unwrap();
    phone.trust(&root(1));
    phone.install(&Pool::default());
    let full = fs::read(phone.file()).unwrap();
    assert_eq!(empty.len(), full.len());
    for planted in ["Dana Ruiz", "Police of A", "peer-desk", "relay.example"] {
        assert!(!full.windows(planted.len()).any(|window| window == planted.as_bytes()), "{planted}");
    }
}

#[test]
fn a_damaged_cache_or_a_lost_key_begins_anew_and_a_locked_phone_waits() {
    let phone = Phone::enrolled();
    phone.install(&Pool::default());
    let whole = fs::read(phone.file()).unwrap();
    for place in (0..whole.len()).step_by(4099).chain([0, 9, 11, 20, 1024, whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(phone.file(), &bytes).unwrap();
        let (packs, found) = match phone.open(None) {
            Ok(opened) => opened,
            Err(error) => {
                assert_eq!(error, PackError::NewerVersion, "byte {place}");
                continue;
            }
        };
        assert_eq!((found, packs.pool()), (Found::Damaged, None), "byte {place}");
        assert!(!listed(&packs).is_empty(), "the floor is there");
    }
    phone.keys.destroy("packs.0").unwrap();
    let whole = fs::read(phone.file()).unwrap();
    *phone.keys.locked.lock().unwrap() = true;
    assert_eq!(phone.open(None).err(), Some(PackError::Locked));
    assert_eq!(fs::read(phone.file()).unwrap(), whole, "nothing was touched");
    *phone.keys.locked.lock().unwrap() = false;
    assert_eq!(phone.restarted().1, Found::KeyGone);
    assert_eq!(phone.restarted().1, Found::Packs);
    Packs::erase(phone.folder.path(), &*phone.keys).unwrap();
    assert!(!phone.file().exists());
}

#[test]
fn no_pack_prints_names_or_phones() {
    let phone = Phone::enrolled();
    phone.install(&Pool::default());
    let text = format!("{:?}", phone.packs.directory(NOW).unwrap());
    assert!(!text.contains("Dana") && !text.contains("5550"), "{text}");
}

/// A phone: its folder and keys outlive the app.
struct Phone {
    folder: tempfile::TempDir,
    keys: Arc<LockableKeys>,
    packs: Packs,
}

#[derive(Default)]
struct LockableKeys {
    keys: MemoryKeyStore,
    locked: Mutex<bool>,
}

impl LockableKeys {
    fn unlocked(&self) -> Result<&MemoryKeyStore, KeyStoreError> {
        if *self.locked.lock().unwrap() { Err(KeyStoreError::Locked) } else { Ok(&self.keys) }
    }
}

impl KeyStore for LockableKeys {
    fn create(&self, id: &str) -> Result<(), KeyStoreError> {
        self.unlocked()?.create(id)
    }
    fn wrap(&self, id: &str, data_key: &Sensitive<Vec<u8>>) -> Result<Vec<u8>, KeyStoreError> {
        self.unlocked()?.wrap(id, data_key)
    }
    fn unwrap(&self, id: &str, wrapped: &[u8]) -> Result<Sensitive<Vec<u8>>, KeyStoreError> {
        self.unlocked()?.unwrap(id, wrapped)
    }
    fn destroy(&self, id: &str) -> Result<(), KeyStoreError> {
        self.unlocked()?.destroy(id)
    }
}

impl Phone {
    fn new(publisher_root: Option<&[u8]>) -> Self {
        let (folder, keys) = (tempfile::tempdir().unwrap(), Arc::new(LockableKeys::default()));
        let (packs, found) = open(&folder, &keys, publisher_root).unwrap();
        assert_eq!(found, Found::Nothing);
        Self { folder, keys, packs }
    }

    fn enrolled() -> Self {
        let phone = Self::new(None);
        phone.trust(&root(1));
        phone
    }

    fn trust(&self, root: &Root) {
        let Scope::Pool(pool) = root.scope else { panic!() };
        let file = signed_root(root, &[("team", 1), ("union", 2)]);
        self.packs.trust_pool(pool, &file, &sha256(&file)).unwrap();
    }

    fn install(&self, pool: &Pool) -> Signed {
        let signed = pool.sign();
        self.packs.install(&signed.manifest, &signed.files, &wanted(), pool.at).unwrap();
        signed
    }

    fn open(&self, publisher_root: Option<&[u8]>) -> Result<(Packs, Found), PackError> {
        open(&self.folder, &self.keys, publisher_root)
    }

    fn restarted(&self) -> (Packs, Found) {
        self.open(None).unwrap()
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("packs/store")
    }
}

fn open(
    folder: &tempfile::TempDir,
    keys: &Arc<LockableKeys>,
    publisher_root: Option<&[u8]>,
) -> Result<(Packs, Found), PackError> {
    Packs::open(Open {
        folder: folder.path(),
        keys: keys.clone(),
        random: Arc::new(SystemRandom),
        publisher_root,
    })
}

/// A pool's pack before it is signed.
#[derive(Clone)]
struct Pool {
    id: PoolId,
    region: &'static str,
    jurisdiction: &'static str,
    version: u32,
    prev: Option<[u8; 32]>,
    issued: Minute,
    /// When it is installed.
    at: Minute,
    root_version: u32,
    roots: Vec<(u32, Vec<u8>)>,
    limits: u32,
    lines: Value,
    pack: &'static str,
    signers: Vec<&'static str>,
}

impl Default for Pool {
    fn default() -> Self {
        Self {
            id: POOL,
            region: "US-CA",
            jurisdiction: "US-CA",
            version: 1,
            prev: None,
            issued: Minute(NOW.0 - DAY),
            at: NOW,
            root_version: 1,
            roots: Vec::new(),
            limits: 1,
            lines: lines(json!("crisis_peer"), "published_page"),
            pack: "directory",
            signers: BOTH.to_vec(),
        }
    }
}

struct Signed {
    manifest: Vec<u8>,
    files: Files,
    payload_sha256: [u8; 32],
}

impl Pool {
    fn after(&self, signed: &Signed) -> Self {
        Self { version: self.version + 1, prev: Some(signed.payload_sha256), ..self.clone() }
    }

    fn with_limits(self, limits: u32) -> Self {
        Self { limits, ..self }
    }

    fn sign(&self) -> Signed {
        let rows: Vec<_> = (1..=3).map(row).collect();
        let limits = json!({"id": "us-ca", "version": self.limits, "jurisdiction": self.jurisdiction, "agencies": {}, "common": [
            {"id": "a", "layer": "statute", "text": {"en": "E", "es": "S"}, "source": "L"}]});
        let policy = json!({"relays": [{"id": RelayId::new([4; 16]), "url": "https://relay.example", "ca": null}], "ladder_s": [300, 300, 600],
            "member_bearers": [encode(&[1; 32])], "board_bearers": [encode(&[2; 32])], "tokens": {"live": false, "keys": []}, "ohttp": null,
            "snapshot_s": 300, "min_pool": 40});
        let mut contents = vec![
            (Pack::of_word(self.pack).unwrap(), 1, directory::print(&rows)),
            (Pack::Limits, self.limits, limits.to_string().into_bytes()),
            (Pack::Policy, 1, policy.to_string().into_bytes()),
            (Pack::Lines, 1, self.lines.to_string().into_bytes()),
        ];
        contents.extend(self.roots.iter().map(|(version, file)| (Pack::Root, *version, file.clone())));
        let manifest = Manifest {
            root_version: self.root_version,
            version: self.version,
            prev_sha256: self.prev,
            issued: self.issued,
            expires: Minute(self.issued.0 + 30 * DAY),
            scope: Scope::Pool(self.id),
            targets: targets(self.region, &contents),
        };
        let signers: Vec<_> = self.signers.iter().map(|name| (*name, seed(name))).collect();
        sign(&manifest, contents, &signers)
    }
}

fn publisher_pack(issued: Minute, name: &str) -> Signed {
    let mut entry = entry("us-newer-line", json!("crisis_peer"), "published_page");
    entry["name"] = name.into();
    let lines = json!({"schema": "officer-crisis-resources/0.2", "entries": [entry]});
    publisher_files(issued, vec![(Pack::Crisis, 1, lines.to_string().into_bytes())])
}

fn publisher_files(issued: Minute, contents: Vec<(Pack, u32, Vec<u8>)>) -> Signed {
    let manifest = Manifest {
        root_version: 1,
        version: 1,
        prev_sha256: None,
        issued,
        expires: Minute(issued.0 + 180 * DAY),
        scope: Scope::Publisher,
        targets: targets("ZZ", &contents),
    };
    sign(&manifest, contents, &[("team", 1), ("union", 2)])
}

fn targets(region: &str, contents: &[(Pack, u32, Vec<u8>)]) -> Vec<Target> {
    let target = |(pack, version, bytes): &(Pack, u32, Vec<u8>)| Target {
        pack: *pack,
        region: Region::parse(region).unwrap(),
        version: *version,
        file: FileName::of(bytes),
        delta_from: Vec::new(),
    };
    contents.iter().map(target).collect()
}

fn sign(manifest: &Manifest, contents: Vec<(Pack, u32, Vec<u8>)>, signers: &[(&str, u8)]) -> Signed {
    let mut envelope = manifest.to_envelope();
    signers.iter().for_each(|(name, seed)| envelope.sign(name, &key(*seed)));
    Signed {
        manifest: envelope.to_json(),
        files: contents.into_iter().map(|(_, _, bytes)| (sha256(&bytes), bytes)).collect(),
        payload_sha256: sha256(envelope.unverified_payload()),
    }
}

fn root(version: u32) -> Root {
    let keys =
        [("team", 1), ("union", 2), ("clinician", 3)].map(|(name, seed)| (name.to_owned(), public(seed)));
    Root {
        version,
        expires: Minute(NOW.0 + 365 * DAY),
        threshold: 2,
        keys: Keys::from(keys),
        scope: Scope::Pool(POOL),
    }
}

/// A root in which one name has a new key.
fn rotated(version: u32, (name, new): (&str, u8), signers: &[(&str, u8)]) -> Vec<u8> {
    let mut root = root(version);
    root.keys.insert(name.to_owned(), public(new));
    signed_root(&root, signers)
}

fn publisher_root() -> Vec<u8> {
    signed_root(&Root { scope: Scope::Publisher, ..root(1) }, &[("team", 1), ("union", 2)])
}

fn signed_root(root: &Root, signers: &[(&str, u8)]) -> Vec<u8> {
    let mut envelope = root.to_envelope();
    signers.iter().for_each(|(name, seed)| envelope.sign(name, &key(*seed)));
    envelope.to_json()
}

fn seed(name: &str) -> u8 {
    match name {
        "team" => 1,
        "union" => 2,
        "clinician" => 3,
        _ => 99,
    }
}

fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

fn public(seed: u8) -> [u8; 32] {
    key(seed).public_key().as_ref().try_into().unwrap()
}

fn row(number: u8) -> DirectoryRow {
    let day = iso::print_day(Day(21_900));
    let json = json!({"id": PeerId::new([number; 16]), "name": "Dana Ruiz", "agency": "Police of A", "region": "US-CA", "roles": ["officer"],
        "experience": [], "topics": ["grief"], "languages": ["en"], "modalities": ["call"], "phone": format!("+1415555010{number}"), "text_ok": true,
        "designated_until": day, "trained_until": day, "listed_consent_on": "2026-01-15", "key": encode(&[number + 4; 32])});
    DirectoryRow::parse(json.to_string().as_bytes()).unwrap()
}

fn lines(kind: Value, how: &str) -> Value {
    json!({"schema": "officer-crisis-resources/0.2", "entries": [entry("peer-desk", kind, how)]})
}

fn entry(id: &str, kind: Value, how: &str) -> Value {
    json!({"id": id, "name": "Peer Desk", "organisation": "The pool", "country": "US", "region": null, "kind": kind,
        "audience": ["law_enforcement"], "channels": {"voice": [{"number": "+14155550199", "label": null, "display": "(415) 555-0199",
        "uri": "tel:+14155550199", "uri_national": null, "lang": null, "post_dial": null, "instruction": null}], "chat": null, "web": null,
        "email": null}, "hours": {"osm": "24/7", "tz": "America/Los_Angeles"}, "languages": ["en"], "cost": null, "who_answers": null,
        "police_may_be_sent": null, "anonymous": null, "topics": ["officer"], "confidentiality": null,
        "checked": {"how": how, "on": "2026-11-01", "by": null, "source": ["https://peers.example.org"], "source_age_known": true}, "publish": true})
}

fn listed(packs: &Packs) -> Vec<(String, bool)> {
    let list = packs.lines().list(&place(), Language::En, when());
    list.rows.into_iter().map(|row| (row.name, row.added_by.is_some())).collect()
}

fn added(packs: &Packs) -> Vec<String> {
    listed(packs).into_iter().filter_map(|(name, is_added)| is_added.then_some(name)).collect()
}

fn place() -> Place {
    Place::new(Some("US"), Some("US-CA"))
}

fn when() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(NOW.unix(), 0).unwrap()
}

fn wanted() -> Wanted {
    Wanted { scope: Scope::Pool(POOL), region: Region::parse("US-CA").unwrap() }
}
