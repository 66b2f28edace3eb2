//! What the crisis choice says of a peer on a phone that is in a real pool, from the first screen to the answer.
#![allow(clippy::unwrap_used, reason = "tests and what they share")]

use peerline_core::crisis_choice::PeerNow;
use peerline_core::directory::Query;
use peerline_core::home::{Asking, HomeError, Whom};
use peerline_core::privacy::{Area, PrivacyError};
use peerline_core::vault::OldKey;
use peerline_core::words::Language;
use peerline_tests::rig::{Phone, Rig};
use std::time::Duration;

fn peer_now(phone: &Phone) -> PeerNow {
    let choice = phone.app.crisis_choice(Some("US"), Language::En, chrono::Utc::now());
    assert!(!choice.calls.is_empty() && !choice.emergency.is_empty(), "the lines never wait for a peer");
    choice.peer
}

#[tokio::test]
async fn the_crisis_choice_says_whether_a_peer_can_be_asked_now_and_a_request_is_not_erased_in_silence() {
    let (rig, _peers) = Rig::with_peers(2).await;
    let phone = rig.phone("new");
    phone.clock.pass(Duration::from_secs(400));
    assert_eq!(peer_now(&phone), PeerNow::NoCard);
    phone.app.join(&rig.member_card().unwrap()).unwrap();
    assert_eq!(peer_now(&phone), PeerNow::NotReady);
    phone.app.run_pending(true, Duration::ZERO).await.unwrap();
    assert_eq!(peer_now(&phone), PeerNow::LimitsFirst);
    let screen = phone.app.limits(Language::En).unwrap();
    phone.app.accept_limits(&screen.shown).unwrap();
    assert_eq!(peer_now(&phone), PeerNow::CanAsk);

    let whom = Whom::Anyone(Query::default());
    phone.app.ask(Asking { whom, wishes: vec![], topics: vec![], language: "en".into() }).unwrap();
    assert_eq!(peer_now(&phone), PeerNow::UnderWay);
    for word in ["requests", "pool"] {
        let refused = Err(HomeError::Privacy(PrivacyError::StillAsking));
        assert_eq!(phone.app.erase_area(Area::of_word(word).unwrap()), refused, "{word}");
    }
    assert_eq!(phone.app.leave(), Err(HomeError::Privacy(PrivacyError::StillAsking)));
    let asking = phone.app.confirm_erasing_everything(Language::En).says;
    assert!(asking.iter().any(|says| says.contains("still asking")), "{asking:?}");

    phone.app.run_pending(true, Duration::ZERO).await.unwrap();
    phone.app.requests().withdraw().unwrap();
    assert_eq!(
        phone.app.erase_area(Area::of_word("requests").unwrap()),
        Err(HomeError::Privacy(PrivacyError::StillAsking)),
        "the relay has not heard of the end yet"
    );
    phone.app.run_pending(true, Duration::ZERO).await.unwrap();
    assert_eq!(phone.app.erase_area(Area::of_word("requests").unwrap()), Ok(OldKey::Destroyed));
    assert_eq!(phone.app.requests().view().unwrap(), None);
    assert_eq!(peer_now(&phone), PeerNow::CanAsk);
}
