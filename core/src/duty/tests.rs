use super::*;
use crate::clock::VirtualClock;
use crate::ids::{Day, RelayId};
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::relay_client::{FinishedCall, RelayAddress, Reply, Sending, Transport, TransportError};
use crate::vault::{Open, Which};
use peerline_protocol::call::{Board, BoardChange, Problem, PublishKey, Reason};
use peerline_protocol::ids::encode;
use peerline_protocol::request::{Ask, Draft, PublicKey, Recipient, SealedRequest, seal};
use peerline_protocol::statement::SignedStatement;
use serde_json::json;
use std::path::Path;

const POOL: PoolId = PoolId::new([1; 16]);
const ME: PeerId = PeerId::new([2; 16]);
const RELAY: RelayId = RelayId::new([3; 16]);
const START: i64 = 1_795_219_200;

/// A relay that shows the board it is given, takes every statement, and remembers what it was told.
#[derive(Default)]
struct Scripted {
    board: Mutex<Vec<BoardChange>>,
    calls: Mutex<Vec<(String, String)>>,
    refuse_keys: Mutex<Option<Reason>>,
    /// Whether it goes on from the cursor; otherwise every answer is all live entries.
    goes_on: Mutex<bool>,
}

impl Scripted {
    fn shows(&self, changes: Vec<BoardChange>) {
        *self.board.lock().unwrap() = changes;
    }

    fn statements(&self) -> Vec<Statement> {
        let calls = self.calls.lock().unwrap();
        let keys = calls.iter().filter(|(path, _)| path.contains("/keys/"));
        keys.map(|(_, body)| {
            let published: PublishKey = serde_json::from_str(body).unwrap();
            SignedStatement::parse(&published.statement.0[..]).unwrap().unverified
        })
        .collect()
    }
}

use peerline_protocol::statement::Statement;

impl Transport for Scripted {
    fn send<'a>(&'a self, _: &'a RelayAddress, call: &'a FinishedCall) -> Sending<'a> {
        let path = call.path.expose().clone();
        let body = call.body.as_ref().map_or(Vec::new(), |body| body.expose().clone());
        self.calls.lock().unwrap().push((path.clone(), String::from_utf8(body).unwrap()));
        let answer = |status, json: serde_json::Value| {
            let body = Sensitive::new(json.to_string().into_bytes());
            Ok(Reply { status, body, retry_after: None })
        };
        let refused = self.refuse_keys.lock().unwrap().filter(|_| path.contains("/keys/"));
        let reply = match (refused, path.contains("/board")) {
            (Some(reason), _) => answer(reason.status(), serde_json::to_value(Problem::of(reason)).unwrap()),
            (None, true) => {
                let entries = std::mem::take(&mut *self.board.lock().unwrap());
                answer(
                    200,
                    serde_json::to_value(Board {
                        cursor: "f.1".into(),
                        reset: !*self.goes_on.lock().unwrap(),
                        entries,
                    })
                    .unwrap(),
                )
            }
            (None, false) if path.contains("/keys/") => answer(200, json!({})),
            (None, false) => Err(TransportError::Unreachable),
        };
        Box::pin(async move { reply })
    }
}

struct Scene {
    _folder: tempfile::TempDir,
    clock: Arc<VirtualClock>,
    relay: Arc<Scripted>,
    duty: Duty,
    post: Post,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(VirtualClock::at(START));
        let relay = Arc::new(Scripted::default());
        let duty = Duty::new(vault(folder.path(), &clock), clock.clone(), Arc::new(SystemRandom));
        let address = RelayAddress::new(RELAY, "https://relay.example", None).unwrap();
        let post = Post {
            pool: POOL,
            peer: ME,
            board_bearer: Sensitive::new([5; 32]),
            directory_key: Ed25519KeyPair::from_seed_unchecked(&[6; 32]).unwrap(),
            relays: vec![Relay::new(address, relay.clone())],
            ladder: [300, 300, 600].map(Duration::from_secs),
            reach: Reach { phone: Phone::parse("+15035550101"), modalities: vec![Modality::Call] },
            tokens_live: false,
        };
        Self { _folder: folder, clock, relay, duty, post }
    }

    fn run(&self) -> Progress {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(self.duty.progress(&self.post, Duration::ZERO)).unwrap()
    }

    fn pass_days(&self, days: u64) {
        self.clock.pass(Duration::from_secs(days * 86_400));
    }

    fn key_days(&self) -> Vec<u32> {
        self.duty.vault.read(store::keys).unwrap().iter().map(|key| key.day.0).collect()
    }

    /// A request made `minutes` ago, sealed to this peer's newest key, with its id.
    fn request(&self, minutes: u32) -> (RequestId, SealedRequest) {
        self.request_to(self.duty.vault.read(store::keys).unwrap().last().unwrap().private.public(), minutes)
    }

    /// The same for another key.
    fn request_to(&self, key: PublicKey, minutes: u32) -> (RequestId, SealedRequest) {
        let now = Minute::of_unix(self.clock.now().timestamp());
        let draft = Draft {
            pool: POOL,
            relays: vec![RELAY],
            snapshot_day: now.day(),
            ask: Ask {
                made: Minute(now.0 - minutes),
                limits: AcceptedLimits { id: "common".into(), version: 1 },
                wishes: vec![Wish::Call],
                topics: vec![Topic::Sleep],
                language: "en".into(),
            },
            rounds: [vec![], vec![Recipient { peer: ME, key }], vec![]],
        };
        let sealed = seal(&draft, &SystemRandom).unwrap();
        (sealed.id, SealedRequest::parse(&sealed.bytes[0].1[..]).unwrap())
    }

    fn stages(&self) -> Vec<OfferStage> {
        self.duty.view().unwrap().offers.into_iter().map(|offer| offer.stage).collect()
    }
}

fn vault(folder: &Path, clock: &Arc<VirtualClock>) -> Arc<Vault> {
    let open = Open {
        folder,
        which: Which::Duty,
        keys: Arc::new(MemoryKeyStore::default()),
        clock: clock.clone(),
        random: Arc::new(SystemRandom),
    };
    Arc::new(Vault::open(open).unwrap().0)
}

fn open(id: RequestId, request: &SealedRequest, rev: u32, round: u8) -> BoardChange {
    BoardChange::Open { n: 0, id, rev, round, bytes: encode(&request.board_bytes(round)), left_s: 900 }
}

#[test]
fn a_key_is_made_and_stated_each_day_and_destroyed_after_seven() {
    let scene = Scene::new();
    let first = Day(u32::try_from(START / 86_400).unwrap()).0;
    for day in 0..10 {
        scene.run();
        scene.run();
        let have = scene.key_days();
        assert_eq!(have.last(), Some(&(first + day)));
        assert_eq!(have.len(), usize::try_from(day + 1).unwrap().min(7));
        scene.pass_days(1);
    }
    let stated: Vec<u32> = scene.relay.statements().iter().map(|statement| statement.day.0).collect();
    assert_eq!(stated, (first..first + 10).collect::<Vec<_>>(), "once a day");
}

#[test]
fn a_second_statement_of_the_day_has_a_higher_number_and_the_same_key() {
    let scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    scene.run();
    let [first, second] = scene.relay.statements()[..] else { panic!("two statements") };
    assert!(second.is_newer_than(&first));
    assert_eq!(first.key, second.key);
    assert_eq!((first.on_call_until, second.on_call_until.0 % 15), (Minute(0), 0));
}

#[test]
fn a_refused_key_is_said_to_be_that() {
    for (reason, trouble) in
        [(Reason::StatementRefused, Trouble::NotInDirectory), (Reason::SecondKey, Trouble::AnotherPhone)]
    {
        let scene = Scene::new();
        assert_eq!(scene.duty.view().unwrap().trouble, Some(Trouble::NotPublished));
        *scene.relay.refuse_keys.lock().unwrap() = Some(reason);
        scene.run();
        assert_eq!(scene.duty.view().unwrap().trouble, Some(trouble));
        *scene.relay.refuse_keys.lock().unwrap() = None;
        scene.run();
        assert_eq!(scene.duty.view().unwrap().trouble, None, "and mended by itself");
    }
}

#[test]
fn a_request_shows_when_its_round_opens_goes_and_comes_again() {
    let scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    let (id, request) = scene.request(0);
    let gone = |rev| BoardChange::Gone { n: 0, id, rev };
    scene.relay.shows(vec![open(id, &request, 0, 1)]);
    assert!(!scene.run().new_offer, "this peer is asked in the second round");
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    assert!(scene.run().new_offer);
    assert_eq!(scene.stages(), [OfferStage::Open]);
    scene.relay.shows(vec![gone(1)]);
    scene.run();
    assert_eq!(scene.stages(), []);
    scene.relay.shows(vec![open(id, &request, 2, 2)]);
    assert!(!scene.run().new_offer, "known already");
    assert_eq!(scene.stages(), [OfferStage::Open]);
    // A relay that says gone of an older revision says nothing.
    scene.relay.shows(vec![gone(1)]);
    scene.run();
    assert_eq!(scene.stages(), [OfferStage::Open]);
}

#[test]
fn an_old_request_is_not_shown_however_the_relay_shows_it() {
    let scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    for (minutes, shown) in [(80, true), (81, false)] {
        let (id, request) = scene.request(minutes);
        scene.relay.shows(vec![open(id, &request, 0, 2)]);
        assert_eq!(scene.run().new_offer, shown, "{minutes}");
    }
}

#[test]
fn a_declined_request_never_comes_again_and_nobody_is_told() {
    let scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    let (id, request) = scene.request(0);
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    scene.run();
    let calls = scene.relay.calls.lock().unwrap().len();
    scene.duty.decline(&scene.post, &id).unwrap();
    assert_eq!(scene.relay.calls.lock().unwrap().len(), calls);
    scene.relay.shows(vec![open(id, &request, 3, 3)]);
    assert!(!scene.run().new_offer);
    assert_eq!(scene.stages(), []);
    assert_eq!(scene.duty.claim(&scene.post, &id), Err(DutyError::NotNow));
    assert_eq!(scene.duty.claim(&scene.post, &RequestId::new([9; 16])), Err(DutyError::NoSuchRequest));
}

#[test]
fn once_tokens_are_live_requests_without_one_are_not_shown() {
    let mut scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    scene.post.tokens_live = true;
    let (id, request) = scene.request(0);
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    assert!(!scene.run().new_offer);
}

#[test]
fn what_was_sealed_to_a_destroyed_key_opens_for_nobody() {
    let scene = Scene::new();
    scene.run();
    let (id, request) = scene.request(0);
    scene.pass_days(7);
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    assert!(!scene.run().new_offer);
    assert!(scene.duty.vault.read(|c| store::offer(c, &id)).unwrap().is_none());
}

#[test]
fn the_same_calls_go_out_whether_or_not_a_request_is_there() {
    let paths = |with_request: bool| {
        let scene = Scene::new();
        scene.run();
        scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
        if with_request {
            let (id, request) = scene.request(0);
            scene.relay.shows(vec![open(id, &request, 0, 2)]);
        }
        scene.run();
        scene.run();
        let calls = scene.relay.calls.lock().unwrap();
        calls.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(paths(true), paths(false));
}

#[test]
fn nothing_of_a_request_is_printed() {
    let scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    let (id, request) = scene.request(0);
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    scene.run();
    let words = scene.duty.view().unwrap().offers[0].in_words(crate::words::Language::En);
    assert_eq!(format!("{words:?}"), "OfferWords");
    assert!(!format!("{:?}", scene.duty.claim(&scene.post, &RequestId::new([9; 16]))).contains("0101"));
}

#[test]
fn a_request_is_on_the_screen_before_older_keys_are_tried_on_the_rest_of_the_board() {
    let scene = Scene::new();
    scene.run();
    let old = scene.duty.vault.read(store::keys).unwrap()[0].private.public();
    scene.pass_days(2);
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    let (for_old, for_newest) = (scene.request_to(old, 1), scene.request(0));
    scene
        .relay
        .shows([(0, &for_old), (1, &for_newest)].map(|(n, (id, request))| numbered(n, *id, request)).into());
    let first = scene.run();
    assert!(first.new_offer && first.again_in.is_zero(), "there is more to try");
    assert_eq!(scene.duty.view().unwrap().offers[0].id, for_newest.0);
    assert_eq!(scene.stages().len(), 1);
    *scene.relay.goes_on.lock().unwrap() = true;
    let second = scene.run();
    assert!(second.new_offer && !second.again_in.is_zero());
    assert_eq!(scene.stages().len(), 2, "the older key is not forgotten");
}

#[test]
fn a_request_that_went_before_its_key_was_tried_is_not_shown() {
    let scene = Scene::new();
    scene.run();
    let old = scene.duty.vault.read(store::keys).unwrap()[0].private.public();
    scene.pass_days(2);
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    let (for_old, for_newest) = (scene.request_to(old, 1), scene.request(0));
    scene
        .relay
        .shows([(0, &for_old), (1, &for_newest)].map(|(n, (id, request))| numbered(n, *id, request)).into());
    scene.run();
    *scene.relay.goes_on.lock().unwrap() = true;
    scene.relay.shows(vec![BoardChange::Gone { n: 2, id: for_old.0, rev: 0 }]);
    assert!(!scene.run().new_offer);
    assert_eq!(scene.stages().len(), 1);
}

#[test]
fn whoever_cancels_between_two_entries_loses_none() {
    let scene = Scene::new();
    scene.run();
    scene.duty.go_on_call(Duration::from_secs(3_600)).unwrap();
    let requests = [scene.request(0), scene.request(0), scene.request(0)];
    scene.relay.shows((0..).zip(&requests).map(|(n, (id, request))| numbered(n, *id, request)).collect());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut progress = std::pin::pin!(scene.duty.progress(&scene.post, Duration::ZERO));
        // One step: up to where it first lets others go on.
        let step = std::future::poll_fn(|context| std::task::Poll::Ready(progress.as_mut().poll(context)));
        assert!(step.await.is_pending());
    });
    let shown_before = scene.stages().len();
    assert!(shown_before < 3, "it was cancelled on the way");
    *scene.relay.goes_on.lock().unwrap() = true;
    scene.run();
    assert_eq!(scene.stages().len(), 3);
}

fn numbered(n: u64, id: RequestId, request: &SealedRequest) -> BoardChange {
    BoardChange::Open { n, id, rev: 0, round: 3, bytes: encode(&request.board_bytes(3)), left_s: 900 }
}

#[test]
fn during_a_break_nothing_says_on_call_no_request_is_shown_and_duty_says_so() {
    let scene = Scene::new();
    scene.duty.go_on_call(Duration::from_secs(4 * 3600)).unwrap();
    scene.run();
    assert!(scene.relay.statements().last().unwrap().on_call_until > Minute(0), "the control");
    let before = scene.relay.statements().len();
    scene.clock.pass(Duration::from_secs(60));
    scene.duty.take_break(Break::UntilTakenBack).unwrap();
    let (id, request) = scene.request(0);
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    let run = scene.run();
    assert!(!run.new_offer, "no notice");
    let view = scene.duty.view().unwrap();
    assert_eq!((view.on_call_until, view.on_break), (None, Some(Break::UntilTakenBack)));
    assert_eq!(view.offers, []);
    assert_eq!(scene.duty.claim(&scene.post, &id), Err(DutyError::OnBreak));
    assert_eq!(scene.duty.go_on_call(Duration::from_secs(3600)), Err(DutyError::OnBreak));
    // From the next quarter of an hour on the others hear "off call", and for days nothing else.
    for _ in 0..12 {
        scene.clock.pass(Duration::from_secs(6 * 3600));
        scene.run();
    }
    let since = scene.relay.statements().split_off(before);
    assert!(since.len() > 2 && since.iter().all(|statement| statement.on_call_until == Minute(0)));
    scene.duty.end_break().unwrap();
    let view = scene.duty.view().unwrap();
    assert_eq!((view.on_call_until, view.on_break), (None, None), "off call until the peer says otherwise");
    scene.duty.go_on_call(Duration::from_secs(3600)).unwrap();
}

#[test]
fn the_checklist_about_a_peers_load_is_one_of_the_checklists() {
    let list = crate::self_check::checklist(LOAD_CHECKLIST);
    assert!(list.is_some_and(|list| list.for_peers));
}

#[test]
fn a_break_with_an_end_ends_by_itself_and_one_that_is_over_is_refused() {
    let scene = Scene::new();
    let now = Minute::of_unix(START);
    assert_eq!(scene.duty.take_break(Break::Until(now)), Err(DutyError::NotNow));
    scene.duty.take_break(Break::Until(Minute(now.0 + 60))).unwrap();
    scene.clock.pass(Duration::from_secs(59 * 60));
    assert!(scene.duty.view().unwrap().on_break.is_some());
    scene.clock.pass(Duration::from_secs(60));
    assert_eq!(scene.duty.view().unwrap().on_break, None);
    scene.duty.go_on_call(Duration::from_secs(3600)).unwrap();
}

#[test]
fn whoever_holds_a_request_finishes_it_or_gives_it_back_before_a_break() {
    let scene = Scene::new();
    scene.duty.go_on_call(Duration::from_secs(3600)).unwrap();
    scene.run();
    let (id, request) = scene.request(0);
    scene.relay.shows(vec![open(id, &request, 0, 2)]);
    scene.run();
    scene.duty.claim(&scene.post, &id).unwrap();
    assert_eq!(scene.duty.take_break(Break::UntilTakenBack), Err(DutyError::Holding));
    scene.duty.apply(&scene.post, &id, Event::Won { rev: 3 }).unwrap();
    assert_eq!(scene.duty.take_break(Break::UntilTakenBack), Err(DutyError::Holding));
    assert!(scene.duty.view().unwrap().on_call_until.is_some(), "nothing has changed");
    scene.duty.release(&scene.post, &id).unwrap();
    scene.duty.take_break(Break::UntilTakenBack).unwrap();
}
