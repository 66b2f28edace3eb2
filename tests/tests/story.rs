//! The story that Peerline exists for, end to end: real packs, real sealing, a real relay over HTTP, phones with clocks of the test's.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code outside of test functions")]

use peerline_core::directory::{Conflict, Exclusion, Query, Reason};
use peerline_core::duty::OfferStage;
use peerline_core::duty::rules::Over;
use peerline_core::home::{Asking, HomeError, Whom};
use peerline_core::limits::LimitsError;
use peerline_core::request::rules::{End, Front};
use peerline_core::request::{RequestError, RequestView, Stage};
use peerline_protocol::answer::Phone as Number;
use peerline_protocol::lists::{Topic, Wish};
use peerline_tests::rig::{Phone, Rig};
use std::sync::Arc;

fn anyone() -> Asking {
    Asking {
        whom: Whom::Anyone(Query::default()),
        wishes: vec![Wish::Call],
        topics: vec![Topic::ChildCase, Topic::Sleep],
        language: "en".to_owned(),
    }
}

fn view(phone: &Phone) -> RequestView {
    phone.app.requests().view().unwrap().expect("a request")
}

fn offers(phone: &Phone) -> Vec<OfferStage> {
    phone.app.duty().view().unwrap().offers.into_iter().map(|offer| offer.stage).collect()
}

fn the_offer(phone: &Phone) -> peerline_protocol::ids::RequestId {
    phone.app.duty().view().unwrap().offers.first().expect("a request to answer").id
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_asks_with_one_tap_and_a_peer_answers() {
    let (rig, peers) = Rig::with_peers(3).await;
    let officer = rig.officer("officer").await;

    let before = officer.app.before_asking(&Whom::Anyone(Query::default())).unwrap();
    assert_eq!((before.askable.peers, before.askable.on_call), (3, 3));
    assert_eq!(before.deadline.as_secs(), 1_200);

    officer.app.ask(anyone()).unwrap();
    assert_eq!(view(&officer).stage, Stage::Sending { failed: false });
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Waiting { round: 1, .. }));

    // Every peer's phone opens its own slot and shows topics and wishes, no name.
    for peer in &peers {
        assert!(peer.run().await.new_offer);
        let offer = peer.app.duty().view().unwrap().offers.remove(0);
        assert_eq!((offer.topics, offer.wishes), (vec![Topic::ChildCase, Topic::Sleep], vec![Wish::Call]));
    }

    // The first claim wins, the second is told.
    for peer in &peers[..2] {
        peer.app.claim(&the_offer(peer)).unwrap();
        assert_eq!(offers(peer), [OfferStage::Claiming]);
        peer.run().await;
    }
    assert!(matches!(&offers(&peers[0])[..], [OfferStage::Held(held)] if !held.seen));
    assert_eq!(offers(&peers[1]), [OfferStage::Over(Over::Taken)]);

    officer.run().await;
    let Stage::Answered { peer, .. } = view(&officer).stage else { panic!("nobody has answered") };
    assert_eq!(peer.peer, rig.written.peers[0]);
    assert!(peer.phone.is_some());

    // Only now does the peer's phone say that the officer has the answer; then the officer shares a number.
    peers[0].run().await;
    assert!(matches!(&offers(&peers[0])[..], [OfferStage::Held(held)] if held.seen && held.phone.is_none()));
    officer.app.share_number(&Number::parse("+15035550177").unwrap()).unwrap();
    officer.run().await;
    peers[0].run().await;
    let OfferStage::Held(held) = offers(&peers[0]).remove(0) else { panic!("not held") };
    assert_eq!(held.phone.unwrap().expose(), "+15035550177");

    officer.app.requests().complete().unwrap();
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Ended { end: End::Completed, peer: Some(_) }));
    peers[0].run().await;
    assert_eq!(offers(&peers[0]), [OfferStage::Over(Over::Completed)]);
    // The third peer's phone shows nothing any more.
    peers[2].run().await;
    assert_eq!(offers(&peers[2]), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_without_the_limits_that_hold_now() {
    let (rig, _peers) = Rig::with_peers(1).await;
    let officer = rig.phone("officer");
    officer.app.join(&rig.member_card().unwrap()).unwrap();
    officer.run().await;
    assert_eq!(officer.app.ask(anyone()).err(), Some(HomeError::Limits(LimitsError::NotAccepted)));
    assert!(officer.app.requests().view().unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_excluded_peer_is_neither_counted_nor_asked() {
    let (rig, peers) = Rig::with_peers(2).await;
    let officer = rig.officer("officer").await;
    let conflict = Conflict::Peer(rig.written.peers[0]);
    officer.app.exclude(&Exclusion { conflict, reason: Reason::NamedByMe }).unwrap();
    assert_eq!(officer.app.before_asking(&Whom::Anyone(Query::default())).unwrap().askable.peers, 1);
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    for peer in &peers {
        peer.run().await;
    }
    assert_eq!(offers(&peers[0]), []);
    assert_eq!(offers(&peers[1]), [OfferStage::Open]);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nobody_to_ask_nothing_is_sent() {
    let (rig, _) = Rig::with_peers(0).await;
    let officer = rig.officer("officer").await;
    let refused = officer.app.ask(anyone()).err();
    assert_eq!(refused, Some(HomeError::Request(RequestError::NobodyToAsk)));
    assert!(officer.app.requests().view().unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_who_gives_it_back_makes_room_for_the_next() {
    let (rig, peers) = Rig::with_peers(2).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    for peer in &peers {
        peer.run().await;
    }
    peers[0].app.claim(&the_offer(&peers[0])).unwrap();
    peers[0].run().await;
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Answered { .. }));

    peers[0].app.release(&the_offer(&peers[0])).unwrap();
    peers[0].run().await;
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Waiting { .. }));

    // Whoever released never sees it again; the other can take it.
    peers[0].run().await;
    assert_eq!(offers(&peers[0]), [OfferStage::Over(Over::Released)]);
    peers[1].run().await;
    peers[1].app.claim(&the_offer(&peers[1])).unwrap();
    peers[1].run().await;
    officer.run().await;
    let Stage::Answered { peer, .. } = view(&officer).stage else { panic!("nobody has answered") };
    assert_eq!(peer.peer, rig.written.peers[1]);

    // The officer takes the next, and nobody is left: the phone says so and shows the lines.
    officer.app.requests().next().unwrap();
    assert!(matches!(view(&officer).stage, Stage::Ended { end: End::NobodyLeft, .. }));
    assert_eq!(view(&officer).front, Front::Lines);
    officer.run().await;
    peers[1].run().await;
    assert!(matches!(&offers(&peers[1])[..], [OfferStage::Over(Over::PassedOn | Over::Withdrawn)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_request_disappears_everywhere() {
    let (rig, peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    peers[0].run().await;
    peers[0].app.claim(&the_offer(&peers[0])).unwrap();
    peers[0].run().await;
    officer.app.requests().withdraw().unwrap();
    assert!(matches!(view(&officer).stage, Stage::Ended { end: End::Withdrawn, peer: None }));
    officer.run().await;
    peers[0].run().await;
    assert_eq!(offers(&peers[0]), [OfferStage::Over(Over::Withdrawn)]);
    // And the next request can be made at once.
    officer.app.ask(anyone()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_asks_ends_in_silence() {
    let (rig, peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    for (seconds, round) in [(300, 2), (300, 3)] {
        rig.pass(&[&officer], seconds).await;
        officer.run().await;
        assert!(matches!(view(&officer).stage, Stage::Waiting { round: now, .. } if now == round));
        assert_eq!(view(&officer).front, Front::Request);
    }
    rig.pass(&[&officer], 600).await;
    assert_eq!(view(&officer).front, Front::Lines, "by its own clock, before it has heard anything");
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Ended { end: End::Expired, .. }));
    peers[0].run().await;
    assert_eq!(offers(&peers[0]), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_after_the_end_only_a_tombstone_is_left_on_the_relay() {
    let (rig, peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    let id = officer.app.ask(anyone()).unwrap();
    officer.run().await;
    peers[0].run().await;
    peers[0].app.claim(&the_offer(&peers[0])).unwrap();
    peers[0].run().await;
    officer.run().await;
    officer.app.requests().complete().unwrap();
    officer.run().await;
    let database = || {
        let all = std::fs::read_dir(&rig.relay_data)
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap());
        all.collect::<Vec<_>>().concat()
    };
    let found = |bytes: &[u8]| bytes.windows(16).any(|window| window == id.as_bytes());
    assert!(found(&database()), "the search finds what is there");
    rig.pass(&[], 3_700).await;
    // The row is gone at once; its bytes leave the write-ahead log when the relay next tidies up, every few seconds.
    for _ in 0..60 {
        if !found(&database()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("the request's id is still in the relay's files");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_made_once_anew_after_an_exclusion_and_not_shown_while_locked() {
    let (rig, _peers) = Rig::with_peers(2).await;
    let officer = rig.officer("officer").await;
    let made = officer.app.directory().unwrap();
    assert!(Arc::ptr_eq(&made, &officer.app.directory().unwrap()), "every page reads the same one");
    let conflict = Conflict::Peer(rig.written.peers[0]);
    officer.app.exclude(&Exclusion { conflict: conflict.clone(), reason: Reason::NamedByMe }).unwrap();
    let without = officer.app.directory().unwrap();
    assert!(!Arc::ptr_eq(&made, &without));
    officer.app.no_longer_exclude(&conflict).unwrap();
    assert!(!Arc::ptr_eq(&without, &officer.app.directory().unwrap()));
    officer.app.lock().unwrap();
    assert!(officer.app.directory().is_err(), "whom one must not meet is not known then, so nobody is shown");
}
