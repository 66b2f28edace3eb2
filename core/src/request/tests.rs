use super::keys::{self, DailyKey, Taken, valid_statements};
use super::*;
use crate::clock::VirtualClock;
use crate::ids::Day;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use peerline_protocol::call::KeySnapshot;
use peerline_protocol::request::{PrivateKey, PublicKey};
use peerline_protocol::statement::{SignedStatement, Statement};
use ring::signature::{Ed25519KeyPair, KeyPair as _};

const POOL: PoolId = PoolId::new([1; 16]);
const TODAY: Day = Day(20_778);

fn peer(number: u8) -> PeerId {
    PeerId::new([number; 16])
}

fn directory_key(number: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[number; 32]).unwrap()
}

fn directory(numbers: &[u8]) -> BTreeMap<PeerId, [u8; 32]> {
    let public = |number| directory_key(number).public_key().as_ref().try_into().unwrap();
    numbers.iter().map(|number| (peer(*number), public(*number))).collect()
}

fn statement(number: u8) -> Statement {
    Statement {
        pool: POOL,
        peer: peer(number),
        day: TODAY,
        seq: 1,
        key: PublicKey::new([number; 32]),
        on_call_until: Minute(0),
    }
}

fn signed(statement: Statement) -> SignedStatement {
    SignedStatement::sign(statement, &directory_key(statement.peer.as_bytes()[0]))
}

fn snapshot(statements: &[SignedStatement]) -> KeySnapshot {
    KeySnapshot { statements: statements.iter().map(|signed| signed.to_bytes().into()).collect() }
}

fn counted(statements: &[SignedStatement], known: &[u8]) -> Vec<Statement> {
    valid_statements(&snapshot(statements), &POOL, &directory(known), TODAY)
}

fn vault(folder: &std::path::Path) -> Arc<Vault> {
    let open = Open {
        folder,
        which: Which::Officer,
        keys: Arc::new(MemoryKeyStore::default()),
        clock: Arc::new(VirtualClock::at(TODAY.start().unix())),
        random: Arc::new(SystemRandom),
    };
    Arc::new(Vault::open(open).unwrap().0)
}

#[test]
fn only_statements_that_the_directory_backs_count() {
    let good = statement(1);
    assert_eq!(counted(&[signed(good)], &[1]), [good]);
    assert_eq!(counted(&[signed(good)], &[2]), [], "a peer whom the directory does not list");
    let of_another = SignedStatement::sign(good, &directory_key(2));
    assert_eq!(counted(&[of_another], &[1, 2]), [], "signed by somebody else");
    let elsewhere = Statement { pool: PoolId::new([9; 16]), ..good };
    assert_eq!(counted(&[signed(elsewhere)], &[1]), [], "for another pool");
    for (day, counts) in
        [(TODAY.0 - 7, false), (TODAY.0 - 6, true), (TODAY.0 + 1, true), (TODAY.0 + 2, false)]
    {
        let dated = Statement { day: Day(day), ..good };
        assert_eq!(counted(&[signed(dated)], &[1]).len(), usize::from(counts), "{day}");
    }
}

#[test]
fn of_a_peer_with_two_keys_for_one_day_none_of_that_day_counts() {
    let (first, second) = (statement(1), Statement { seq: 2, key: PublicKey::new([7; 32]), ..statement(1) });
    let yesterday = Statement { day: Day(TODAY.0 - 1), ..first };
    assert_eq!(counted(&[signed(first), signed(second), signed(yesterday)], &[1]), [yesterday]);
}

#[test]
fn a_newer_statement_of_the_day_says_who_is_on_call() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let now = Minute(TODAY.start().0 + 30);
    let take_in = |statements: &[SignedStatement]| {
        keys::take_in(&vault, &snapshot(statements), &[0; 32], &POOL, &directory(&[1, 2]), now).unwrap()
    };
    let on_call = Statement { seq: 3, on_call_until: Minute(now.0 + 60), ..statement(1) };
    take_in(&[signed(on_call), signed(statement(2))]);
    // An older one does not take it back, and another key for the day does not replace the first.
    take_in(&[signed(statement(1)), signed(statement(2))]);
    let another = Statement { seq: 9, key: PublicKey::new([7; 32]), ..statement(2) };
    take_in(&[signed(on_call), signed(another)]);
    let newest = keys::newest(&vault, &POOL, TODAY).unwrap();
    let expected = DailyKey { key: on_call.key, on_call_until: on_call.on_call_until };
    assert_eq!(newest.get(&peer(1)), Some(&expected));
    assert_eq!(newest.get(&peer(2)).map(|key| key.key), Some(statement(2).key));
}

#[test]
fn a_relay_that_hides_peers_is_noticed_and_takes_nobody_away() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let now = TODAY.start();
    let all: Vec<u8> = (1..=8).collect();
    let take_in = |shown: &[u8]| {
        let statements: Vec<_> = shown.iter().map(|number| signed(statement(*number))).collect();
        keys::take_in(&vault, &snapshot(&statements), &[0; 32], &POOL, &directory(&all), now).unwrap()
    };
    assert_eq!(take_in(&all), Taken { valid: 8, refused: 0, shows_too_few: false });
    assert!(!take_in(&all[..4]).shows_too_few);
    assert!(take_in(&all[..3]).shows_too_few);
    assert_eq!(keys::newest(&vault, &POOL, TODAY).unwrap().len(), 8);
    assert_eq!(keys::newest(&vault, &POOL, Day(TODAY.0 + 7)).unwrap().len(), 0, "after seven days they are");
}

#[test]
fn when_a_request_ends_no_older_copy_of_the_file_opens_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    let keys = Arc::new(MemoryKeyStore::default());
    let clock = Arc::new(VirtualClock::at(TODAY.start().unix()));
    let open = |at: &std::path::Path| {
        let open = Open {
            folder: at,
            which: Which::Officer,
            keys: keys.clone(),
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
        };
        Vault::open(open)
    };
    let (vault, _) = open(folder.path()).unwrap();
    let requests = Requests::new(Arc::new(vault), clock.clone(), Arc::new(SystemRandom));
    let key = PrivateKey::generate(&SystemRandom).unwrap();
    let stated = Statement { key: key.public(), ..statement(1) };
    let snapshot = snapshot(&[signed(stated)]);
    keys::take_in(&requests.vault, &snapshot, &[0; 32], &POOL, &directory(&[1]), TODAY.start()).unwrap();
    let pool = Pool {
        id: POOL,
        member_bearer: Sensitive::new([3; 32]),
        relays: vec![unreachable_relay()],
        ladder: [300, 300, 600].map(Duration::from_secs),
    };
    let new = NewRequest {
        limits: AcceptedLimits::assumed("common", 1),
        choice: Choice::Anyone(vec![peer(1)]),
        wishes: vec![],
        topics: vec![],
        language: "en".to_owned(),
    };
    requests.ask(&pool, new).unwrap();

    let copy = tempfile::tempdir().unwrap();
    copy_folder(folder.path(), copy.path());
    let secrets = |at: &std::path::Path| {
        let (vault, report) = open(at).unwrap();
        let kept = vault.read(store::current).unwrap();
        (report.found, kept.is_some_and(|kept| kept.secrets.is_some()))
    };
    // The control: while the key is kept, the copy opens.
    let control = tempfile::tempdir().unwrap();
    copy_folder(copy.path(), control.path());
    assert_eq!(secrets(control.path()), (crate::vault::Found::Vault, true));

    requests.withdraw().unwrap();
    assert!(!secrets(copy.path()).1, "the older copy opens nothing any more");
}

fn unreachable_relay() -> Relay {
    use crate::relay_client::{FinishedCall, RelayAddress, Sending, Transport, TransportError};
    struct Nowhere;
    impl Transport for Nowhere {
        fn send<'a>(&'a self, _: &'a RelayAddress, _: &'a FinishedCall) -> Sending<'a> {
            Box::pin(async { Err(TransportError::Unreachable) })
        }
    }
    let address = RelayAddress::new(RelayId::new([4; 16]), "https://relay.example", None).unwrap();
    Relay::new(address, Arc::new(Nowhere))
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Two relays whose answers the test gives, and what was sent to each.
#[derive(Default)]
struct TwoRelays {
    sent: std::sync::Mutex<Vec<(RelayId, String, Vec<u8>)>>,
    feeds: std::sync::Mutex<BTreeMap<RelayId, Vec<peerline_protocol::call::OwnerEvent>>>,
}

const FIRST: RelayId = RelayId::new([4; 16]);
const SECOND: RelayId = RelayId::new([5; 16]);

impl crate::relay_client::Transport for TwoRelays {
    fn send<'a>(
        &'a self,
        relay: &'a crate::relay_client::RelayAddress,
        call: &'a crate::relay_client::FinishedCall,
    ) -> crate::relay_client::Sending<'a> {
        use crate::relay_client::{Reply, TransportError};
        let path = call.path.expose().clone();
        let body = call.body.as_ref().map_or(Vec::new(), |body| body.expose().clone());
        self.sent.lock().unwrap().push((relay.id, path.clone(), body));
        let says = |json: serde_json::Value| {
            Ok(Reply { status: 200, body: Sensitive::new(json.to_string().into_bytes()), retry_after: None })
        };
        let reply = if path.starts_with("/v1/pools/") {
            // The first relay takes the request, but its answer is lost.
            match relay.id {
                FIRST => Err(TransportError::TimedOut),
                _ => says(serde_json::json!({"ladder_s": [300, 300, 600], "left_s": 1200})),
            }
        } else if path.contains("/events") {
            let events = self.feeds.lock().unwrap().get(&relay.id).cloned().unwrap_or_default();
            says(serde_json::json!({"cursor": "f.1", "reset": true, "events": events}))
        } else {
            says(serde_json::json!({"rev": 1}))
        };
        Box::pin(async move { reply })
    }
}

#[test]
fn one_request_on_two_relays_is_answered_once_and_taken_back_at_the_other() {
    use peerline_protocol::answer::{AnswerContext, seal_answer, secret_hash};
    use peerline_protocol::call::OwnerEvent;
    use peerline_protocol::request::{BoardEntry, SealedRequest, SlotNumber, open_slot};
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(VirtualClock::at(TODAY.start().unix()));
    let requests = Requests::new(vault(folder.path()), clock, Arc::new(SystemRandom));
    let network = Arc::new(TwoRelays::default());
    let relay = |id| {
        let address = crate::relay_client::RelayAddress::new(id, "https://relay.example", None).unwrap();
        Relay::new(address, network.clone())
    };
    let private = PrivateKey::generate(&SystemRandom).unwrap();
    let stated = Statement { key: private.public(), ..statement(1) };
    let known = snapshot(&[signed(stated)]);
    keys::take_in(&requests.vault, &known, &[0; 32], &POOL, &directory(&[1]), TODAY.start()).unwrap();
    let pool = Pool {
        id: POOL,
        member_bearer: Sensitive::new([3; 32]),
        relays: vec![relay(FIRST), relay(SECOND)],
        ladder: [300, 300, 600].map(Duration::from_secs),
    };
    let new = NewRequest {
        limits: AcceptedLimits::assumed("common", 1),
        choice: Choice::Anyone(vec![peer(1)]),
        wishes: vec![],
        topics: vec![],
        language: "en".to_owned(),
    };
    let id = requests.ask(&pool, new).unwrap();
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(requests.progress(&pool, Duration::ZERO)).unwrap()
    };
    run();
    assert!(matches!(requests.view().unwrap().unwrap().stage, Stage::Waiting { .. }));

    // The peer's phone claims at both, as one that was told "taken" by neither.
    let submissions: Vec<_> = network
        .sent
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, path, _)| path.starts_with("/v1/pools/"))
        .cloned()
        .collect();
    assert_eq!(submissions.iter().map(|(relay, ..)| *relay).collect::<Vec<_>>(), [FIRST, SECOND]);
    let submit: Submit = serde_json::from_slice(&submissions[1].2).unwrap();
    let board = SealedRequest::parse(&submit.request.0[..]).unwrap().board_bytes(1);
    let entry = BoardEntry::parse(&board).unwrap();
    let opened = (0..8)
        .filter_map(SlotNumber::new)
        .find_map(|number| open_slot(&entry, &POOL, &id, &peer(1), &private, number))
        .unwrap();
    let claimed = |rev| {
        let holder_hash = secret_hash(&[8; 32]);
        let context = AnswerContext {
            pool: &POOL,
            id: &id,
            commit: &opened.commit,
            slot: opened.number,
            holder_hash: &holder_hash,
        };
        let answer = Answer {
            peer: peer(1),
            phone: None,
            modalities: vec![],
            message_key: PrivateKey::generate(&SystemRandom).unwrap().public(),
        };
        let sealed =
            seal_answer(&answer, &context, &opened.psk(), &opened.body.reply_key, &SystemRandom).unwrap();
        OwnerEvent::Claimed {
            n: 1,
            slot: opened.number.get(),
            rev,
            holder: holder_hash.into(),
            answer: sealed.into(),
        }
    };
    network.feeds.lock().unwrap().insert(SECOND, vec![claimed(1)]);
    network.feeds.lock().unwrap().insert(FIRST, vec![claimed(1)]);
    network.sent.lock().unwrap().clear();
    run();
    assert!(matches!(requests.view().unwrap().unwrap().stage, Stage::Answered { .. }));
    let told: Vec<_> = network
        .sent
        .lock()
        .unwrap()
        .iter()
        .filter_map(|(relay, path, _)| Some((*relay, path.rsplit('/').next()?.to_owned())))
        .filter(|(_, what)| what == "withdraw" || what == "messages")
        .collect();
    let (one, other) =
        (told.iter().find(|(_, what)| what == "messages"), told.iter().find(|(_, what)| what == "withdraw"));
    let (one, other) = (one.expect("seen").0, other.expect("taken back").0);
    assert_eq!(told.len(), 2, "once each: {told:?}");
    assert_ne!(one, other, "never at the relay whose answer counts");
}

/// A relay that says of the first so many submissions that their id is in use with other bytes.
struct KnowsItOtherwise {
    refuses: usize,
    sent: std::sync::Mutex<Vec<(String, Vec<u8>)>>,
}

impl crate::relay_client::Transport for KnowsItOtherwise {
    fn send<'a>(
        &'a self,
        _: &'a crate::relay_client::RelayAddress,
        call: &'a crate::relay_client::FinishedCall,
    ) -> crate::relay_client::Sending<'a> {
        use crate::relay_client::Reply;
        let path = call.path.expose().clone();
        let says = |status, json: serde_json::Value| {
            Ok(Reply { status, body: Sensitive::new(json.to_string().into_bytes()), retry_after: None })
        };
        let reply = if path.starts_with("/v1/pools/") {
            let mut sent = self.sent.lock().unwrap();
            sent.push((path, call.body.as_ref().map_or(Vec::new(), |body| body.expose().clone())));
            if sent.len() <= self.refuses {
                says(
                    409,
                    serde_json::json!({"type": "urn:peerline:problem:other-bytes", "title": "", "status": 409}),
                )
            } else {
                says(201, serde_json::json!({"ladder_s": [300, 300, 600], "left_s": 1200}))
            }
        } else {
            says(200, serde_json::json!({"cursor": "f.1", "reset": true, "events": []}))
        };
        Box::pin(async move { reply })
    }
}

#[test]
fn an_id_that_the_relay_knows_with_other_bytes_is_sealed_anew_once_and_the_deadline_stays() {
    for (refuses, ends_well) in [(1, true), (2, false)] {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(VirtualClock::at(TODAY.start().unix()));
        let requests = Requests::new(vault(folder.path()), clock.clone(), Arc::new(SystemRandom));
        let network = Arc::new(KnowsItOtherwise { refuses, sent: Default::default() });
        let address = crate::relay_client::RelayAddress::new(FIRST, "https://relay.example", None).unwrap();
        let private: Vec<_> = (1..=10).map(|_| PrivateKey::generate(&SystemRandom).unwrap()).collect();
        let stated: Vec<_> = (1u8..=10)
            .zip(&private)
            .map(|(number, private)| signed(Statement { key: private.public(), ..statement(number) }))
            .collect();
        let known: Vec<u8> = (1..=10).collect();
        keys::take_in(
            &requests.vault,
            &snapshot(&stated),
            &[0; 32],
            &POOL,
            &directory(&known),
            TODAY.start(),
        )
        .unwrap();
        let pool = Pool {
            id: POOL,
            member_bearer: Sensitive::new([3; 32]),
            relays: vec![Relay::new(address, network.clone())],
            ladder: [300, 300, 600].map(Duration::from_secs),
        };
        let new = NewRequest {
            limits: AcceptedLimits::assumed("common", 4),
            choice: Choice::These { chosen: vec![peer(7)], then: known.iter().copied().map(peer).collect() },
            wishes: vec![Wish::Text],
            topics: vec![Topic::Sleep],
            language: "es".to_owned(),
        };
        let first = requests.ask(&pool, new).unwrap();
        let asked = |id| {
            let rounds = requests.vault.read(|c| store::asked_in_rounds(c, &id)).unwrap();
            rounds.map(|round| round.into_iter().collect::<std::collections::BTreeSet<_>>())
        };
        let before = asked(first);
        clock.pass(Duration::from_secs(120));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(requests.progress(&pool, Duration::ZERO)).unwrap();

        let view = requests.view().unwrap().unwrap();
        assert_ne!(view.id, first, "a new id");
        assert_eq!(asked(view.id), before, "the same peers in the same rounds");
        let sent = network.sent.lock().unwrap();
        assert_eq!(sent.len(), 2, "not a third time");
        if !ends_well {
            assert_eq!(view.stage, Stage::Ended { end: End::Refused, peer: None });
            assert_eq!(view.front, Front::Lines);
            continue;
        }
        assert!(matches!(view.stage, Stage::Waiting { .. }));
        assert_eq!(view.left, Duration::from_secs(1200 - 120), "the deadline that was stated");
        // Nothing of the first one is in the second but what was asked for, and the peer can open it.
        use peerline_protocol::request::{BoardEntry, SealedRequest, SlotNumber, open_slot};
        let [old, anew] = [0, 1].map(|place| serde_json::from_slice::<Submit>(&sent[place].1).unwrap());
        assert_ne!(old.owner, anew.owner);
        assert!(old.request.0[8..].iter().zip(&anew.request.0[8..]).filter(|(a, b)| a == b).count() < 100);
        let board = SealedRequest::parse(&anew.request.0[..]).unwrap().board_bytes(1);
        let entry = BoardEntry::parse(&board).unwrap();
        let opened = (0..8)
            .filter_map(SlotNumber::new)
            .find_map(|number| open_slot(&entry, &POOL, &view.id, &peer(7), &private[6], number))
            .unwrap();
        let ask = &opened.body.ask;
        assert_eq!((&ask.wishes[..], &ask.topics[..]), (&[Wish::Text][..], &[Topic::Sleep][..]));
        assert_eq!((ask.language.as_str(), ask.limits.version), ("es", 4));
    }
}
