//! What can go wrong between two phones and a relay, each with its own end and none of them silent.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code outside of test functions")]

use peerline_core::directory::Query;
use peerline_core::duty::rules::Over;
use peerline_core::duty::{OfferStage, Trouble};
use peerline_core::error::{Advice, Advise as _};
use peerline_core::home::{Asking, HomeError, Notice, Whom};
use peerline_core::relay_client::{CallError, TransportError};
use peerline_core::request::rules::{End, Front};
use peerline_core::request::{RequestError, RequestView, Stage};
use peerline_protocol::ids::RequestId;
use peerline_protocol::lists::{Topic, Wish};
use peerline_tests::faulty::{Fault, Faulty};
use peerline_tests::rig::{Phone, Rig};
use std::collections::BTreeSet;
use std::sync::Arc;

fn anyone() -> Asking {
    Asking {
        whom: Whom::Anyone(Query::default()),
        wishes: vec![Wish::Text],
        topics: vec![Topic::Grief],
        language: "en".to_owned(),
    }
}

fn view(phone: &Phone) -> RequestView {
    phone.app.requests().view().unwrap().expect("a request")
}

fn stages(phone: &Phone) -> Vec<OfferStage> {
    phone.app.duty().view().unwrap().offers.into_iter().map(|offer| offer.stage).collect()
}

fn the_offer(phone: &Phone) -> RequestId {
    phone.app.duty().view().unwrap().offers.first().expect("a request to answer").id
}

async fn claims(phone: &Phone) {
    phone.run().await;
    phone.app.claim(&the_offer(phone)).unwrap();
    phone.run().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_relay_is_out_of_reach_it_says_not_sent_yet_and_the_lines_come_to_the_front() {
    let (rig, peers) = Rig::with_peers(1).await;
    for fault in [Fault::Down, Fault::Garbage, Fault::TooMuch, Fault::Inspected, Fault::AnswerLost] {
        let network = Arc::new(Faulty::default());
        let officer = rig.officer_over(&format!("{fault:?}"), network.clone()).await;
        network.set("/requests/", fault);
        officer.app.ask(anyone()).unwrap();
        officer.run().await;
        assert_eq!(view(&officer).stage, Stage::Sending { failed: true }, "{fault:?}");
        assert_eq!(view(&officer).front, Front::Lines, "{fault:?}");

        // Back on the network, the same bytes go out, and once is enough.
        network.clear();
        rig.pass(&[&officer], 61).await;
        officer.run().await;
        assert!(matches!(view(&officer).stage, Stage::Waiting { .. }), "{fault:?}");
        assert_eq!(view(&officer).front, Front::Request, "{fault:?}");
        let submissions: BTreeSet<Vec<u8>> =
            network.sent().into_iter().filter(|body| body.starts_with(b"{\"request\"")).collect();
        assert_eq!(submissions.len(), 1, "{fault:?}: never other bytes");
        officer.app.requests().withdraw().unwrap();
        officer.run().await;
    }
    peers[0].run().await;
    assert_eq!(stages(&peers[0]), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_sent_in_time_is_not_sent_later() {
    let (rig, peers) = Rig::with_peers(1).await;
    let network = Arc::new(Faulty::default());
    let officer = rig.officer_over("officer", network.clone()).await;
    network.set("/requests/", Fault::Down);
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    rig.pass(&[&officer], 1_200).await;
    assert_eq!(view(&officer).front, Front::Lines);
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Ended { end: End::NotSent, .. }));
    network.clear();
    officer.run().await;
    peers[0].run().await;
    assert_eq!(stages(&peers[0]), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_that_did_win_is_still_shown() {
    let (rig, peers) = Rig::with_peers(1).await;
    let network = Arc::new(Faulty::default());
    let officer = rig.officer_over("officer", network.clone()).await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    // The officer's phone loses the network; a peer answers meanwhile; the deadline passes on the phone.
    network.set("/", Fault::Down);
    claims(&peers[0]).await;
    rig.pass(&[&officer], 1_300).await;
    officer.run().await;
    assert_eq!(view(&officer).front, Front::Lines);
    network.clear();
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Answered { .. }));
    assert_eq!(view(&officer).front, Front::Request);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mole_who_claims_with_garbage_is_passed_over_by_the_phone_itself() {
    let (mut rig, peers) = Rig::with_peers(2).await;
    let network = Arc::new(Faulty::default());
    let mole = rig.peer_over(0, network.clone()).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    network.set("/claim", Fault::SentByteChanged("answer"));
    claims(&mole).await;
    assert!(matches!(stages(&mole)[..], [OfferStage::Held(_)]), "the relay cannot tell");
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Waiting { .. }), "nothing of it was shown");
    // An honest peer has it next.
    claims(&peers[1]).await;
    officer.run().await;
    let Stage::Answered { peer, .. } = view(&officer).stage else { panic!("nobody has answered") };
    assert_eq!(peer.peer, rig.written.peers[1]);
    // The mole was never told that the officer has an answer.
    network.clear();
    mole.run().await;
    assert_eq!(stages(&mole), [OfferStage::Over(Over::PassedOn)]);
    rig.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_whose_answer_was_lost_is_repeated_and_still_holds() {
    let (mut rig, peers) = Rig::with_peers(1).await;
    let network = Arc::new(Faulty::default());
    let peer = rig.peer_over(0, network.clone()).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    network.set("/claim", Fault::AnswerLost);
    claims(&peer).await;
    assert_eq!(stages(&peer), [OfferStage::Claiming]);
    network.clear();
    rig.pass(&[&peer], 61).await;
    peer.run().await;
    assert!(matches!(stages(&peer)[..], [OfferStage::Held(_)]));
    drop(peers);
    rig.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_next_that_was_lost_does_not_pass_over_the_peer_who_came_after() {
    let (rig, peers) = Rig::with_peers(2).await;
    let network = Arc::new(Faulty::default());
    let officer = rig.officer_over("officer", network.clone()).await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    claims(&peers[0]).await;
    officer.run().await;
    // "Next" arrives, but its answer does not; the second peer claims; then "next" is sent again.
    network.set("/next", Fault::AnswerLost);
    officer.app.requests().next().unwrap();
    officer.run().await;
    claims(&peers[1]).await;
    network.clear();
    rig.pass(&[&officer], 61).await;
    officer.run().await;
    let Stage::Answered { peer, .. } = view(&officer).stage else { panic!("nobody has answered") };
    assert_eq!(peer.peer, rig.written.peers[1]);
    peers[1].run().await;
    assert!(matches!(stages(&peers[1])[..], [OfferStage::Held(_)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_forgets_the_request_gets_the_same_bytes_again() {
    let (mut rig, peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    // Its folder is lost, as after a restore from nothing.
    rig.stop().await;
    std::fs::remove_dir_all(&rig.relay_data).unwrap();
    rig.serve().await;
    officer.run().await;
    officer.run().await;
    assert!(matches!(view(&officer).stage, Stage::Waiting { .. }));
    peers[0].run().await;
    assert_eq!(stages(&peers[0]), [OfferStage::Open]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_hides_an_answer_does_not_keep_the_lines_away() {
    let (rig, peers) = Rig::with_peers(1).await;
    let network = Arc::new(Faulty::default());
    let officer = rig.officer_over("officer", network.clone()).await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    network.set("/events", Fault::Hidden);
    claims(&peers[0]).await;
    officer.run().await;
    rig.pass(&[&officer], 1_200).await;
    officer.run().await;
    assert_eq!(view(&officer).front, Front::Lines);
    assert_ne!(view(&officer).stage, Stage::Sending { failed: false });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_or_forward_by_a_year_changes_neither_the_deadline_nor_the_request() {
    const YEAR: i64 = 365 * 86_400;
    let (rig, peers) = Rig::with_peers(1).await;
    for (name, change) in [("back", -YEAR), ("forward", YEAR)] {
        let officer = rig.officer(name).await;
        officer.app.ask(anyone()).unwrap();
        officer.run().await;
        officer.clock.set_wall_by(change);
        officer.run().await;
        assert!(matches!(view(&officer).stage, Stage::Waiting { .. }), "{name}");
        assert!((1_190..=1_200).contains(&view(&officer).left.as_secs()), "{name}");
        rig.pass(&[&officer], 1_200).await;
        assert_eq!(view(&officer).front, Front::Lines, "{name}");
        officer.run().await;
        assert!(matches!(view(&officer).stage, Stage::Ended { end: End::Expired, .. }), "{name}");
    }
    drop(peers);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_killed_in_the_middle_goes_on_where_it_was() {
    let (rig, mut peers) = Rig::with_peers(1).await;
    let mut officer = rig.officer("officer").await;
    let id = officer.app.ask(anyone()).unwrap();
    officer.restart();
    assert_eq!((view(&officer).id, view(&officer).stage), (id, Stage::Sending { failed: false }));
    officer.run().await;
    claims(&peers[0]).await;
    peers[0].restart();
    assert!(matches!(stages(&peers[0])[..], [OfferStage::Held(_)]));
    rig.pass(&[&officer], 100).await;
    officer.restart();
    officer.run().await;
    officer.restart();
    assert!(matches!(view(&officer).stage, Stage::Answered { .. }));
    assert_eq!(view(&officer).left.as_secs(), 1_100);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_directory_out_of_date_nobody_is_asked_and_the_lines_stay() {
    let (rig, _peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    rig.pass(&[&officer], 31 * 86_400).await;
    let refused = officer.app.ask(anyone()).unwrap_err();
    assert_eq!((&refused, refused.advice()), (&HomeError::DirectoryExpired, Advice::CallALine));
    let place = peerline_core::crisis::Place::new(Some("US"), None);
    let lines = officer.app.lines().list(&place, peerline_core::words::Language::En, chrono::Utc::now());
    assert!(!lines.rows.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outdated_card_is_said_to_be_that() {
    let (rig, _peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    // The bearer of all members changes, and the old one is taken out of the policy.
    let policy = rig.at("pool/policy.json");
    let mut json: serde_json::Value = serde_json::from_slice(&std::fs::read(&policy).unwrap()).unwrap();
    let fresh = peerline_protocol::ids::encode(&[9; 32]);
    json["member_bearers"] = serde_json::json!([fresh]);
    std::fs::write(&policy, json.to_string()).unwrap();
    rig.publish().unwrap();
    // The relay looks at its folder every fifth of a second here.
    for _ in 0..100 {
        if officer.app.refresh_packs().await.unwrap() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(officer.app.ask(anyone()).err(), Some(HomeError::CardOutdated));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_request_beside_the_first_is_refused() {
    let (rig, _peers) = Rig::with_peers(1).await;
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    let refused = officer.app.ask(anyone()).err();
    assert_eq!(refused, Some(HomeError::Request(RequestError::AlreadyAsking)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_whom_the_directory_does_not_list_is_told_so() {
    let (rig, _peers) = Rig::with_peers(1).await;
    let stranger = rig.phone("stranger");
    stranger.app.join(&rig.peer_card(rig.written.peers[5]).unwrap()).unwrap();
    stranger.run().await;
    assert_eq!(stranger.app.duty().view().unwrap().trouble, Some(Trouble::NotInDirectory));
}

#[tokio::test(flavor = "multi_thread")]
async fn off_call_nothing_new_is_shown_and_others_learn_it_at_the_quarter() {
    let (rig, peers) = Rig::with_peers(2).await;
    peers[0].app.duty().go_off_call().unwrap();
    let officer = rig.officer("officer").await;
    officer.app.ask(anyone()).unwrap();
    officer.run().await;
    peers[0].run().await;
    assert_eq!(stages(&peers[0]), []);
    let before = || officer.app.before_asking(&Whom::Anyone(Query::default())).unwrap().askable;
    officer.app.refresh_keys().await.unwrap();
    assert_eq!(before().on_call, 2, "not yet: nobody can tell whether a request was the reason");
    rig.pass(&[&officer, &peers[0], &peers[1]], 900).await;
    peers[0].run().await;
    rig.pass(&[&officer, &peers[0], &peers[1]], 400).await;
    officer.app.refresh_keys().await.unwrap();
    assert_eq!((before().peers, before().on_call), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn packs_that_cannot_be_fetched_leave_what_is_there() {
    let (rig, _peers) = Rig::with_peers(1).await;
    let network = Arc::new(Faulty::default());
    let officer = rig.officer_over("officer", network.clone()).await;
    for (fault, expected) in [
        (Fault::Down, CallError::Transport(TransportError::Unreachable)),
        (Fault::TooMuch, CallError::Transport(TransportError::TooMuch)),
    ] {
        network.clear();
        network.set("/v1/", fault);
        assert_eq!(officer.app.refresh_packs().await.err(), Some(HomeError::Call(expected)));
    }
    network.clear();
    network.set("/v1/manifest", Fault::Garbage);
    assert!(matches!(officer.app.refresh_packs().await, Err(HomeError::Pack(_))));
    assert!(officer.app.before_asking(&Whom::Anyone(Query::default())).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn phones_whose_clocks_are_wrong_by_hours_still_find_each_other() {
    for (officers, peers_clock) in [(-7_200, 0), (7_200, 0), (0, -7_200), (0, 7_200), (-7_200, 7_200)] {
        let (rig, peers) = Rig::with_peers(1).await;
        let officer = rig.officer("officer").await;
        officer.clock.set_wall_by(officers);
        peers[0].clock.set_wall_by(peers_clock);
        // With the next look at the keys they hear the relay's time, and say that theirs is wrong.
        rig.pass(&[&officer, &peers[0]], 901).await;
        officer.run().await;
        peers[0].run().await;
        let said = |phone: &Phone| format!("{:?}", phone.app.home().unwrap().notices);
        assert_eq!(said(&officer).contains("ClockWrong(120)"), officers != 0, "{}", said(&officer));
        officer.app.ask(anyone()).unwrap();
        officer.run().await;
        claims(&peers[0]).await;
        officer.run().await;
        assert!(matches!(view(&officer).stage, Stage::Answered { .. }), "{officers} {peers_clock}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_hides_peers_is_named_on_the_first_screen_and_hides_nobody() {
    let (rig, _peers) = Rig::with_peers(3).await;
    let network = Arc::new(Faulty::default());
    let officer = rig.officer_over("officer", network.clone()).await;
    assert!(!officer.app.home().unwrap().notices.contains(&Notice::FewKeys));
    network.set("/keys", Fault::NoKeys);
    officer.app.refresh_keys().await.unwrap();
    assert!(officer.app.home().unwrap().notices.contains(&Notice::FewKeys));
    assert_eq!(officer.app.before_asking(&Whom::Anyone(Query::default())).unwrap().askable.peers, 3);
    network.clear();
    officer.app.refresh_keys().await.unwrap();
    assert!(!officer.app.home().unwrap().notices.contains(&Notice::FewKeys));
}
