//! What every store promises, tried on SQLite in a throw-away folder with a clock that stands still.

use super::sqlite::{OpenError, SqliteStore};
use super::*;
use crate::clock::{Clock, StandingClock};
use crate::life::{End, Event, State};
use crate::news::{News, Topic};
use peerline_protocol::ids::{Day, Minute, PeerId};
use peerline_protocol::request::{Header, Kind, PublicKey, REQUEST_LENGTH};
use peerline_protocol::statement::Statement;
use proptest::prelude::*;
use ring::signature::Ed25519KeyPair;
use std::sync::Arc;
use tempfile::TempDir;

const POOL: PoolId = PoolId::new([7; 16]);
const LADDER: [u32; 3] = [300, 300, 600];
const OWNER: Digest = Digest([1; 32]);

struct Bench {
    folder: TempDir,
    clock: Arc<StandingClock>,
    news: Arc<News>,
    store: SqliteStore,
}

fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(StandingClock::at(1_790_000_000));
    let news = Arc::new(News::default());
    let store = SqliteStore::open(folder.path(), clock.clone(), news.clone()).unwrap();
    Bench { folder, clock, news, store }
}

impl Bench {
    fn restart(self) -> Self {
        let Self { folder, clock, news, store } = self;
        drop(store);
        let store = SqliteStore::open(folder.path(), clock.clone(), news.clone()).unwrap();
        Self { folder, clock, news, store }
    }

    async fn submit(&self, number: u8) -> Result<Submitted, NotSubmitted> {
        self.store.submit(submission(number)).await.unwrap()
    }

    async fn act(&self, number: u8, deed: Deed) -> Result<Rev, NotDone> {
        self.store.act(id(number), deed).await.unwrap()
    }

    async fn events(&self, number: u8) -> Vec<OwnerEvent> {
        self.store.owner_feed(id(number), OWNER, None).await.unwrap().unwrap().entries
    }

    async fn pass(&self, seconds: i64) {
        self.clock.pass(seconds);
        self.store.tick().await.unwrap();
    }

    async fn publish(&self, statement: Statement) -> Result<(), NotPublished> {
        self.store.publish(signed(statement)).await.unwrap()
    }
}

fn id(number: u8) -> RequestId {
    RequestId::new([number; 16])
}

/// A request of the right form whose claim secret of slot `n` is 32 times `n`.
fn request(number: u8) -> SealedRequest {
    let mut bytes = vec![number; REQUEST_LENGTH];
    bytes[..8].copy_from_slice(&Header { kind: Kind::MemberBearer, day: Day(20_717) }.to_bytes());
    for slot in 0..24u8 {
        let round = usize::from(slot / 8);
        let at = 696 + round * 896 + 640 + usize::from(slot % 8) * 32;
        bytes[at..at + 32].copy_from_slice(&Digest::of(&[&[slot; 32]]).0);
    }
    SealedRequest::parse(&bytes).unwrap()
}

fn submission(number: u8) -> Submission {
    Submission { pool: POOL, id: id(number), owner: OWNER, request: request(number), ladder_s: LADDER }
}

fn claim(slot: u8, holder: u8) -> Deed {
    Deed::Claim {
        pool: POOL,
        slot: SlotNumber::new(slot).unwrap(),
        secret: Digest::of(&[&[slot; 32]]),
        holder: Digest([holder; 32]),
        answer: Box::new([holder; SEALED_LENGTH]),
    }
}

fn about(rev: u32, matter: Matter, key: u8) -> Deed {
    Deed::About { owner: OWNER, rev: Rev(rev), matter, key: Digest([key; 32]) }
}

fn message(content: u8) -> Matter {
    Matter::Message(Box::new([content; SEALED_LENGTH]))
}

fn refused(refusal: Refusal) -> Result<Rev, NotDone> {
    Err(NotDone::Refused(refusal))
}

fn statement(day: u32, seq: u32, key: u8) -> Statement {
    Statement {
        pool: POOL,
        peer: PeerId::new([3; 16]),
        day: Day(day),
        seq,
        key: PublicKey::new([key; 32]),
        on_call_until: Minute(0),
    }
}

fn signed(statement: Statement) -> SignedStatement {
    SignedStatement::sign(statement, &Ed25519KeyPair::from_seed_unchecked(&[5; 32]).unwrap())
}

#[tokio::test]
async fn the_same_bytes_are_the_same_request_and_other_bytes_are_not() {
    let bench = bench();
    assert!(bench.submit(1).await.unwrap().new);
    bench.clock.pass(60);
    let again = bench.submit(1).await.unwrap();
    assert_eq!((again.new, again.now.seconds_until(again.rounds.ends)), (false, 1140));
    let other_owner = Submission { owner: Digest([2; 32]), ..submission(1) };
    assert_eq!(bench.store.submit(other_owner).await, Ok(Err(NotSubmitted::OtherBytes)));
    let other_bytes = Submission { request: request(2), ..submission(1) };
    assert_eq!(bench.store.submit(other_bytes).await, Ok(Err(NotSubmitted::OtherBytes)));
}

#[tokio::test]
async fn one_of_many_claims_wins_and_says_so_again_when_its_answer_was_lost() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    let all: Vec<_> = (0..8).map(|slot| bench.store.act(id(1), claim(slot, slot + 1))).collect();
    let mut won = Vec::new();
    for (slot, outcome) in (0u8..).zip(all) {
        match outcome.await.unwrap() {
            Ok(rev) => won.push((slot, rev)),
            other => assert_eq!(other, refused(Refusal::Taken)),
        }
    }
    let [(slot, rev)] = won[..] else { panic!("{} winners", won.len()) };
    assert_eq!(rev, Rev(1));
    let bench = bench.restart();
    assert_eq!(bench.act(1, claim(slot, slot + 1)).await, Ok(Rev(1)));
    assert_eq!(bench.act(1, claim(slot, 99)).await, refused(Refusal::Taken));
}

#[tokio::test]
async fn a_wrong_secret_hears_what_an_unknown_id_hears() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    bench.act(1, claim(2, 9)).await.unwrap();
    let Deed::Claim { pool, slot, holder, answer, .. } = claim(3, 9) else { panic!("a claim") };
    let wrong = || Digest([0; 32]);
    let deeds = [
        Deed::Claim { pool, slot, secret: wrong(), holder, answer: answer.clone() },
        Deed::Claim { pool: PoolId::new([8; 16]), slot, secret: Digest::of(&[&[3; 32]]), holder, answer },
        Deed::Release { holder: wrong(), rev: Rev(1) },
        Deed::Release { holder, rev: Rev(2) },
        Deed::Withdraw { owner: wrong() },
        Deed::About { owner: wrong(), rev: Rev(1), matter: Matter::Next, key: wrong() },
    ];
    for deed in deeds {
        assert_eq!(bench.act(1, deed.clone()).await, refused(Refusal::Unknown));
        assert_eq!(bench.act(2, deed).await, refused(Refusal::Unknown));
    }
    assert_eq!(bench.store.owner_feed(id(1), wrong(), None).await, Ok(None));
    assert_eq!(bench.store.owner_feed(id(2), OWNER, None).await, Ok(None));
    assert_eq!(bench.store.holder_feed(id(1), wrong(), None).await, Ok(None));
}

#[tokio::test]
async fn what_the_officer_does_about_a_claim_is_done_once_for_each_key() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    bench.act(1, claim(0, 9)).await.unwrap();
    assert_eq!(bench.act(1, about(1, message(5), 1)).await, Ok(Rev(1)));
    assert_eq!(bench.act(1, about(1, message(5), 1)).await, Ok(Rev(1)));
    assert_eq!(bench.act(1, about(1, message(6), 1)).await, Err(NotDone::KeyReused));
    assert_eq!(bench.act(1, about(1, Matter::Next, 1)).await, Err(NotDone::KeyReused));
    let (page, over) = bench.store.holder_feed(id(1), Digest([9; 32]), None).await.unwrap().unwrap();
    assert_eq!((page.entries.len(), over), (1, None));

    assert_eq!(bench.act(1, about(1, Matter::Next, 2)).await, Ok(Rev(2)));
    let bench = bench.restart();
    bench.act(1, claim(1, 8)).await.unwrap();
    assert_eq!(bench.act(1, about(1, Matter::Next, 2)).await, Ok(Rev(2)), "the stored answer");
    assert_eq!(bench.act(1, about(1, Matter::Next, 3)).await, refused(Refusal::Stale));
    assert_eq!(bench.act(1, about(3, Matter::Complete, 4)).await, Ok(Rev(3)));
    assert_eq!(bench.act(1, about(3, Matter::Complete, 4)).await, Ok(Rev(3)));
}

#[tokio::test]
async fn a_release_that_is_repeated_is_still_a_release() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    let release = |holder, rev| Deed::Release { holder: Digest([holder; 32]), rev: Rev(rev) };
    bench.act(1, claim(0, 9)).await.unwrap();
    assert_eq!(bench.act(1, release(9, 1)).await, Ok(Rev(2)));
    bench.act(1, claim(1, 8)).await.unwrap();
    assert_eq!(bench.act(1, release(9, 1)).await, Ok(Rev(2)));
    bench.act(1, about(3, Matter::Next, 1)).await.unwrap();
    assert_eq!(bench.act(1, release(8, 3)).await, Err(NotDone::ClaimOver));
    let holder = |holder| bench.store.holder_feed(id(1), Digest([holder; 32]), None);
    let over =
        |read: Option<(Page<HolderEvent>, Option<Over>)>| read.map(|(page, over)| (page.entries, over));
    let next = vec![HolderEvent::Next { n: 1 }];
    assert_eq!(over(holder(9).await.unwrap()), Some((next.clone(), Some(Over::Released))));
    assert_eq!(over(holder(8).await.unwrap()), Some((next, Some(Over::Passed))));
}

#[tokio::test]
async fn the_owners_feed_tells_the_whole_story_in_order_without_gaps() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    bench.pass(300).await;
    bench.act(1, claim(8, 9)).await.unwrap();
    bench.act(1, Deed::Release { holder: Digest([9; 32]), rev: Rev(1) }).await.unwrap();
    bench.pass(900).await;
    let told = bench.events(1).await;
    let kinds: Vec<_> = told
        .iter()
        .map(|event| match event {
            OwnerEvent::Round { round, left_s, .. } => format!("round {round}, {left_s}"),
            OwnerEvent::Claimed { slot, rev, holder, answer, .. } => {
                assert_eq!((*holder.0, *answer.0), ([9; 32], [9; SEALED_LENGTH]));
                format!("claimed {slot} {rev}")
            }
            OwnerEvent::Released { rev, .. } => format!("released {rev}"),
            OwnerEvent::Expired { .. } => "expired".to_owned(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["round 2, 900", "claimed 8 1", "released 2", "round 3, 900", "expired"]);
    assert_eq!(told.iter().map(OwnerEvent::n).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);

    let all = bench.store.owner_feed(id(1), OWNER, None).await.unwrap().unwrap();
    let read = Cursor { n: 3, ..all.cursor };
    let rest = bench.store.owner_feed(id(1), OWNER, Some(read)).await.unwrap().unwrap();
    assert_eq!((rest.reset, rest.entries), (false, told[3..].to_vec()));
    for lost in [Cursor { n: 6, ..all.cursor }, Cursor { feed: [0; 8], n: 3 }] {
        let anew = bench.store.owner_feed(id(1), OWNER, Some(lost)).await.unwrap().unwrap();
        assert_eq!((anew.reset, anew.entries.len()), (true, 5));
    }
}

#[tokio::test]
async fn the_boards_feed_has_no_gaps_shows_things_as_they_stand_and_begins_anew_each_day_and_start() {
    let bench = bench();
    let board = async |after| bench.store.board(POOL, after).await.unwrap();
    let first = board(None).await;
    assert_eq!((first.reset, first.entries.len()), (true, 0));
    for number in 1..=3 {
        bench.submit(number).await.unwrap();
    }
    bench.act(1, claim(0, 9)).await.unwrap();
    let page = board(Some(first.cursor)).await;
    let base = first.cursor.n;
    assert_eq!((page.reset, page.cursor.n), (false, base + 4));
    assert_eq!(page.entries.iter().map(|news| news.n - base).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let all = board(None).await;
    assert_eq!(all.entries.iter().map(|news| news.n - base).collect::<Vec<_>>(), [3, 4], "up to the cursor");
    let shown: Vec<_> = page.entries.iter().map(|news| (news.id, news.rev.0, news.shown.is_some())).collect();
    assert_eq!(shown, [(id(1), 1, false), (id(2), 0, true), (id(3), 0, true), (id(1), 1, false)]);
    bench.act(1, about(1, Matter::Next, 1)).await.unwrap();
    let again = board(Some(page.cursor)).await;
    let [news] = &again.entries[..] else { panic!("one change") };
    let shown = news.shown.as_ref().unwrap();
    assert_eq!((news.rev, shown.round.number(), shown.left_s), (Rev(2), 2, 1200));
    assert_eq!(shown.request, request(1));

    bench.pass(86_400).await;
    let tomorrow = board(Some(again.cursor)).await;
    assert_eq!((tomorrow.reset, tomorrow.entries.len()), (true, 0));
    bench.submit(4).await.unwrap();
    let cursor = board(Some(tomorrow.cursor)).await.cursor;
    let bench = bench.restart();
    let page = bench.store.board(POOL, Some(cursor)).await.unwrap();
    assert_eq!((page.reset, page.entries.len()), (true, 1));
}

#[tokio::test]
async fn a_board_is_full_at_256_and_what_ended_makes_room() {
    let bench = bench();
    let numbered = |number: u32| {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        Submission { id: RequestId::new(bytes), ..submission(1) }
    };
    let all: Vec<_> = (0..LIVE_ENTRIES).map(|number| bench.store.submit(numbered(number))).collect();
    for submitted in all {
        assert!(submitted.await.unwrap().unwrap().new);
    }
    assert_eq!(bench.store.submit(numbered(999)).await, Ok(Err(NotSubmitted::Full)));
    assert!(!bench.store.submit(numbered(3)).await.unwrap().unwrap().new, "the same again is no new entry");
    let elsewhere = Submission { pool: PoolId::new([8; 16]), ..numbered(998) };
    assert!(bench.store.submit(elsewhere).await.unwrap().is_ok());
    bench.store.act(numbered(3).id, Deed::Withdraw { owner: OWNER }).await.unwrap().unwrap();
    assert!(bench.store.submit(numbered(999)).await.unwrap().is_ok());
}

#[tokio::test]
async fn an_hour_after_the_end_nothing_of_a_request_is_in_any_file() {
    let bench = bench();
    let planted = [0xA7u8; 32];
    bench.store.submit(Submission { request: request(0xA7), ..submission(1) }).await.unwrap().unwrap();
    bench.act(1, claim(0, 0xA7)).await.unwrap();
    bench.act(1, about(1, message(0xA7), 1)).await.unwrap();
    assert!(found(&bench, &planted), "the search can find it");
    bench.act(1, about(1, Matter::Complete, 2)).await.unwrap();
    bench.pass(3_600).await;
    assert!(!found(&bench, &planted), "nor in the write-ahead log");
    let bench = bench.restart();
    assert!(!found(&bench, &planted));
    assert!(!found(&bench, id(1).as_bytes()));
    assert_eq!(bench.submit(1).await, Err(NotSubmitted::OtherBytes), "the id is not used again");
    assert_eq!(bench.act(1, Deed::Withdraw { owner: OWNER }).await, refused(Refusal::Unknown));
    bench.pass(7 * 86_400).await;
    assert!(bench.submit(1).await.unwrap().new, "nothing is left");
}

fn found(bench: &Bench, bytes: &[u8]) -> bool {
    std::fs::read_dir(bench.folder.path())
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .any(|content| content.windows(bytes.len()).any(|window| window == bytes))
}

#[tokio::test]
async fn a_copy_put_back_brings_no_reader_past_what_it_never_saw() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    let bench = bench.restart();
    let copy = std::fs::read(bench.folder.path().join("relay.sqlite")).unwrap();
    bench.act(1, claim(0, 9)).await.unwrap();
    bench.act(1, about(1, Matter::Next, 1)).await.unwrap();
    let cursor = bench.store.owner_feed(id(1), OWNER, None).await.unwrap().unwrap().cursor;
    let board = bench.store.board(POOL, None).await.unwrap().cursor;

    let Bench { folder, clock, news, store } = bench;
    drop(store);
    std::fs::write(folder.path().join("relay.sqlite"), copy).unwrap();
    let store = SqliteStore::open(folder.path(), clock.clone(), news.clone()).unwrap();
    let bench = Bench { folder, clock, news, store };

    let feed = bench.store.owner_feed(id(1), OWNER, Some(cursor)).await.unwrap().unwrap();
    assert_eq!((feed.reset, feed.entries.len()), (true, 0));
    let page = bench.store.board(POOL, Some(board)).await.unwrap();
    assert_eq!((page.reset, page.entries[0].rev), (true, Rev(0)));
}

#[tokio::test]
async fn a_waiting_reader_is_told_after_the_commit() {
    let bench = bench();
    let (mut board, mut feed) =
        (bench.news.subscribe(Topic::Board(POOL)), bench.news.subscribe(Topic::Request(id(1))));
    bench.submit(1).await.unwrap();
    board.news().await;
    bench.act(1, claim(0, 9)).await.unwrap();
    feed.news().await;
    assert!(matches!(bench.events(1).await[..], [OwnerEvent::Claimed { .. }]));
    // Nobody calls: the store notices by itself that time has passed.
    bench.clock.pass(86_400);
    feed.news().await;
    assert!(matches!(bench.events(1).await[..], [_, OwnerEvent::Completed { .. }]));
}

#[tokio::test]
async fn a_newer_statement_replaces_an_older_one_and_no_day_has_two_keys() {
    let bench = bench();
    let today = 1_790_000_000 / 86_400;
    assert_eq!(bench.publish(statement(today, 1, 1)).await, Ok(()));
    assert_eq!(bench.publish(statement(today, 1, 1)).await, Ok(()), "equal bytes");
    assert_eq!(bench.publish(statement(today, 3, 1)).await, Ok(()));
    let stored = signed(statement(today, 3, 1)).to_bytes();
    assert_eq!(bench.publish(statement(today, 2, 1)).await, Err(NotPublished::Older(stored)));
    assert_eq!(bench.publish(statement(today, 9, 2)).await, Err(NotPublished::SecondKey));
    assert_eq!(bench.publish(statement(today - 1, 9, 2)).await, Err(NotPublished::Older(stored)));
    assert_eq!(bench.publish(statement(today + 1, 0, 2)).await, Ok(()));
    let tomorrow = signed(statement(today + 1, 0, 2)).to_bytes();
    assert_eq!(bench.store.statements(POOL).await, Ok(vec![tomorrow, stored]));
    bench.pass(7 * 86_400).await;
    assert_eq!(bench.store.statements(POOL).await, Ok(vec![tomorrow]));
    assert!(!found(&bench.restart(), &stored[..76]), "a lapsed key is in no file");
}

#[tokio::test]
async fn a_ninth_statement_within_the_hour_has_to_wait() {
    let bench = bench();
    let today = 1_790_000_000 / 86_400;
    for seq in 1..=STATEMENTS_AN_HOUR {
        assert_eq!(bench.publish(statement(today, seq, 1)).await, Ok(()));
    }
    let Err(NotPublished::TooMany(seconds)) = bench.publish(statement(today, 9, 1)).await else {
        panic!("a ninth was taken")
    };
    bench.clock.pass(i64::from(seconds));
    assert_eq!(bench.publish(statement(today, 9, 1)).await, Ok(()));
}

#[tokio::test]
async fn time_goes_on_from_what_was_written_even_if_the_hosts_clock_was_set_back() {
    let bench = bench();
    bench.submit(1).await.unwrap();
    bench.pass(100).await;
    let Bench { folder, store, news, clock } = bench;
    let written = clock.now();
    drop(store);
    let back = Arc::new(StandingClock::at(1_790_000_000 - 31_536_000));
    let _store = SqliteStore::open(folder.path(), back.clone(), news).unwrap();
    assert_eq!(back.now(), written);
}

#[tokio::test]
async fn a_second_relay_on_the_same_folder_is_refused() {
    let bench = bench();
    let second = SqliteStore::open(bench.folder.path(), bench.clock.clone(), bench.news.clone());
    assert!(matches!(second.err(), Some(OpenError::InUse)));
}

fn any_deed() -> impl Strategy<Value = (Deed, Event)> {
    let rev = || (0u32..7).prop_map(Rev);
    prop_oneof![
        4 => (0u8..24, 1u8..4).prop_map(|(slot, holder)| (
            claim(slot, holder),
            Event::Claim { slot: SlotNumber::new(slot).unwrap(), holder: Digest([holder; 32]) }
        )),
        2 => (rev(), any::<[u8; 32]>()).prop_map(|(rev, key)| (
            Deed::About { owner: OWNER, rev, matter: Matter::Next, key: Digest(key) }, Event::Next(rev))),
        2 => (rev(), any::<[u8; 32]>()).prop_map(|(rev, key)| (
            Deed::About { owner: OWNER, rev, matter: message(1), key: Digest(key) }, Event::Message(rev))),
        1 => (rev(), any::<[u8; 32]>()).prop_map(|(rev, key)| (
            Deed::About { owner: OWNER, rev, matter: Matter::Complete, key: Digest(key) }, Event::Complete(rev))),
        1 => Just((Deed::Withdraw { owner: OWNER }, Event::Withdraw)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is done in whatever order, with restarts in between, the rows say what the rules say.
    #[test]
    fn the_rows_say_what_the_rules_say(steps in prop::collection::vec((0i64..300, any_deed(), 0u8..12), 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut bench = bench();
            bench.submit(1).await.unwrap();
            let rounds = Rounds::from(bench.clock.now(), LADDER);
            let mut state = State::Absent.next(&Event::Submit(rounds), bench.clock.now()).state;
            for (wait, (deed, event), restart) in steps {
                bench.clock.pass(wait);
                if restart == 0 {
                    bench = bench.restart();
                }
                let step = state.next(&event, bench.clock.now());
                let expected = step.outcome.map(|_| step.state.rev()).map_err(NotDone::Refused);
                prop_assert_eq!(bench.act(1, deed).await, expected);
                state = step.state;
                if let State::Ended { end, .. } = &state {
                    let told = match bench.events(1).await.pop() {
                        Some(OwnerEvent::Withdrawn { .. }) => Some(End::Withdrawn),
                        Some(OwnerEvent::Expired { .. }) => Some(End::Expired),
                        Some(OwnerEvent::Completed { .. }) => Some(End::Completed),
                        _ => None,
                    };
                    prop_assert_eq!(told, Some(*end));
                }
                let on_board = bench.store.board(POOL, None).await.unwrap().entries;
                let round = state.open_round(bench.clock.now());
                prop_assert_eq!(on_board.first().and_then(|news| news.shown.as_ref()).map(|shown| shown.round), round);
            }
            Ok(())
        })?;
    }
}
