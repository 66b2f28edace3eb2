//! The processes of an officer's and two peers' phones are killed while they ask, withdraw and claim: nothing that they acknowledged
//! is lost.

use peerline_tests::kills::{Play, Programs, Victim};

const KILLS: u32 = 100;

#[test]
fn a_hundred_kills_of_phones_lose_nothing_that_was_acknowledged() {
    let phone = env!("CARGO_BIN_EXE_phone_child").into();
    let mut play = Play::new(Programs { phone, relay: env!("CARGO_BIN_EXE_relay_child").into() });
    for _ in 0..KILLS {
        play.kill_one_of(&[Victim::Officer, Victim::Officer, Victim::Peer(0), Victim::Peer(1)]);
    }
    let done = play.finish();
    println!("{done:?}");
    assert!(done.kills >= KILLS);
    // Otherwise the kills would prove little.
    assert!(done.asked >= 10 && done.claimed >= 10 && done.answered >= 5 && done.ended >= 5, "{done:?}");
}
