//! The life of a request over HTTP, from the first call to nothing, with the clock in the test's hands.

use crate::contract::phone;
use crate::stand::{Asked, Phone, Stand, board};
use peerline_protocol::call::{
    Board, BoardChange, Claimed, Done, HolderEvent, HolderFeed, OwnerEvent, OwnerFeed, Reason, Submitted,
};
use peerline_protocol::ids::decode_fixed;
use peerline_protocol::request::BoardEntry;

async fn events(phone: &Phone, asked: Asked) -> Vec<OwnerEvent> {
    phone.call(asked.events("", 0)).await.read::<OwnerFeed>().events
}

async fn claim(phone: &Phone, asked: Asked, slot: u8) -> Result<u32, (u16, Option<Reason>)> {
    let answer = phone.call(asked.claim(slot)).await;
    if answer.status == 200 { Ok(answer.read::<Claimed>().rev) } else { Err(answer.outcome()) }
}

async fn outcome(phone: &Phone, call: crate::stand::Call) -> Result<u32, Reason> {
    let answer = phone.call(call).await;
    if answer.status == 200 { Ok(answer.read::<Done>().rev) } else { Err(answer.reason().unwrap()) }
}

#[tokio::test]
async fn a_request_is_asked_claimed_answered_completed_and_forgotten() {
    let stand = Stand::start().await;
    let (officer, peer) = (phone(&stand), phone(&stand));
    let asked = Asked(1);

    let nothing = peer.call(board("", 0)).await.read::<Board>();
    assert!(nothing.reset && nothing.entries.is_empty());

    let answer = officer.call(asked.submit()).await;
    assert_eq!((answer.status, answer.read()), (201, Submitted { ladder_s: [300, 300, 600], left_s: 1200 }));
    let again = officer.call(asked.submit()).await;
    assert_eq!((again.status, again.read()), (200, Submitted { ladder_s: [300, 300, 600], left_s: 1200 }));

    let shown = peer.call(board(&nothing.cursor, 0)).await.read::<Board>();
    let [BoardChange::Open { n, id, rev: 0, round: 1, bytes, left_s: 1200 }] = &shown.entries[..] else {
        panic!("one entry")
    };
    assert_eq!(*id, asked.id());
    let again = peer.call(board("", 0)).await.read::<Board>();
    assert_eq!(again.entries[0].n(), *n, "a page of everything ends where the feed stands");
    let entry = BoardEntry::parse(&decode_fixed::<1432>(bytes).unwrap()).unwrap();
    assert_eq!(entry.rounds_open(), 1);

    assert_eq!(claim(&peer, asked, 3).await, Ok(1));
    assert_eq!(claim(&peer, asked, 3).await, Ok(1), "a lost answer is given again");
    assert_eq!(claim(&peer, asked, 4).await, Err((409, Some(Reason::Taken))));
    let [OwnerEvent::Claimed { n: 1, slot: 3, rev: 1, holder, answer }] = &events(&officer, asked).await[..]
    else {
        panic!("one event")
    };
    assert_eq!(*holder.0, peerline_protocol::pack::sha256(&asked.holder(3)));
    assert_eq!(*answer.0, [3; 560]);

    assert_eq!(outcome(&officer, asked.message(1, 7, "seen")).await, Ok(1));
    let held = peer.call(asked.held(3, "", 0)).await.read::<HolderFeed>();
    assert!(matches!(&held.events[..], [HolderEvent::Message { n: 1, message }] if *message.0 == [7; 560]));
    assert_eq!(outcome(&officer, asked.complete(1, "done")).await, Ok(1));
    let held = peer.call(asked.held(3, &held.cursor, 0)).await.read::<HolderFeed>();
    assert_eq!(held.events, [HolderEvent::Completed { n: 2 }]);
    assert_eq!(peer.call(asked.held(3, &held.cursor, 0)).await.outcome(), (410, Some(Reason::Completed)));
    assert_eq!(claim(&peer, asked, 5).await, Err((410, Some(Reason::Completed))));

    stand.pass(3600).await;
    let stand = stand.restart().await;
    let (officer, peer) = (phone(&stand), phone(&stand));
    assert_eq!(officer.call(asked.events("", 0)).await.outcome(), (404, Some(Reason::NotFound)));
    assert_eq!(peer.call(asked.held(3, "", 0)).await.outcome(), (404, Some(Reason::NotFound)));
    assert_eq!(officer.call(asked.submit()).await.outcome(), (409, Some(Reason::OtherBytes)));
    stand.pass(7 * 86_400).await;
    let stand = stand.restart().await;
    assert_eq!(phone(&stand).call(asked.submit()).await.status, 201);
}

#[tokio::test]
async fn the_ladder_opens_round_after_round_and_then_the_request_expires() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let asked = Asked(1);
    phone.call(asked.submit()).await;
    for (second, round, length) in
        [(0, 1, 1910), (299, 1, 1910), (300, 2, 2763), (600, 3, 3616), (1199, 3, 3616)]
    {
        stand.pass(second - (stand_second(&stand))).await;
        let shown = phone.call(board("", 0)).await.read::<Board>();
        let [BoardChange::Open { round: open, bytes, left_s, .. }] = &shown.entries[..] else {
            panic!("{second}")
        };
        assert_eq!((*open, bytes.len(), i64::from(*left_s)), (round, length, 1200 - second), "{second}");
        if round < 3 {
            assert_eq!(claim(&phone, asked, round * 8).await, Err((404, Some(Reason::NotFound))), "{second}");
        }
    }
    stand.pass(1).await;
    assert_eq!(claim(&phone, asked, 0).await, Err((410, Some(Reason::Expired))));
    let told = events(&phone, asked).await;
    assert!(matches!(
        told[..],
        [
            OwnerEvent::Round { round: 2, .. },
            OwnerEvent::Round { round: 3, .. },
            OwnerEvent::Expired { n: 3 }
        ]
    ));
    assert_eq!(outcome(&phone, asked.withdraw()).await, Err(Reason::Expired));
    assert!(phone.call(board("", 0)).await.read::<Board>().entries.is_empty());
}

fn stand_second(stand: &Stand) -> i64 {
    use peerline_relay::clock::Clock as _;
    stand.clock.now().0 / 1000 - crate::stand::START
}

#[tokio::test]
async fn next_and_release_burn_a_slot_open_a_round_and_are_told_to_everybody_concerned() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let asked = Asked(1);
    phone.call(asked.submit()).await;
    let seen = phone.call(board("", 0)).await.read::<Board>().cursor;
    assert_eq!(claim(&phone, asked, 0).await, Ok(1));
    assert_eq!(outcome(&phone, asked.next(0, "stale")).await, Err(Reason::Stale));
    assert_eq!(outcome(&phone, asked.next(2, "stale")).await, Err(Reason::Stale));
    assert_eq!(outcome(&phone, asked.next(1, "a")).await, Ok(2));
    assert_eq!(claim(&phone, asked, 0).await, Err((410, Some(Reason::Burnt))));
    assert_eq!(claim(&phone, asked, 8).await, Ok(3), "round 2 is open");
    assert_eq!(outcome(&phone, asked.next(1, "a")).await, Ok(2), "the stored answer, not a second next");
    assert_eq!(outcome(&phone, asked.next(3, "a")).await, Err(Reason::KeyReused));
    assert_eq!(outcome(&phone, asked.complete(1, "a")).await, Err(Reason::KeyReused));
    assert_eq!(outcome(&phone, asked.next(1, "b")).await, Err(Reason::Stale), "the claim of slot 8 stands");
    assert_eq!(outcome(&phone, asked.release(8, 3)).await, Ok(4));
    assert_eq!(outcome(&phone, asked.release(8, 3)).await, Ok(4));
    assert_eq!(outcome(&phone, asked.release(0, 1)).await, Err(Reason::Released), "it was passed over");
    assert_eq!(claim(&phone, asked, 16).await, Ok(5), "round 3 is open");
    assert_eq!(outcome(&phone, asked.withdraw()).await, Ok(5));
    assert_eq!(outcome(&phone, asked.withdraw()).await, Ok(5));

    let kinds: Vec<_> = events(&phone, asked)
        .await
        .iter()
        .map(|event| match event {
            OwnerEvent::Round { round, .. } => format!("round {round}"),
            OwnerEvent::Claimed { slot, rev, .. } => format!("claimed {slot} at {rev}"),
            OwnerEvent::Released { rev, .. } => format!("released {rev}"),
            OwnerEvent::Withdrawn { .. } => "withdrawn".to_owned(),
            OwnerEvent::Expired { .. } | OwnerEvent::Completed { .. } => "another end".to_owned(),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "claimed 0 at 1",
            "released 2",
            "round 2",
            "claimed 8 at 3",
            "released 4",
            "round 3",
            "claimed 16 at 5",
            "withdrawn"
        ]
    );
    for (slot, event, reason) in [
        (0, HolderEvent::Next { n: 1 }, Reason::Released),
        (8, HolderEvent::Next { n: 1 }, Reason::Released),
        (16, HolderEvent::Withdrawn { n: 1 }, Reason::Withdrawn),
    ] {
        let held = phone.call(asked.held(slot, "", 0)).await.read::<HolderFeed>();
        assert_eq!(held.events, [event]);
        assert_eq!(phone.call(asked.held(slot, &held.cursor, 0)).await.reason(), Some(reason));
    }
    let changes = phone.call(board(&seen, 0)).await.read::<Board>();
    let numbers: Vec<_> = changes.entries.iter().map(BoardChange::n).collect();
    assert_eq!(
        numbers,
        (numbers[0]..numbers[0] + 5).collect::<Vec<_>>(),
        "gone three times, open again twice"
    );
    assert!(
        changes.entries.iter().all(|change| matches!(change, BoardChange::Gone { .. })),
        "as it stands now"
    );
}

#[tokio::test]
async fn a_fifth_message_about_one_claim_is_refused_and_a_claim_ends_after_a_day() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let asked = Asked(1);
    phone.call(asked.submit()).await;
    claim(&phone, asked, 0).await.unwrap();
    for number in 0..4 {
        assert_eq!(outcome(&phone, asked.message(1, number, &number.to_string())).await, Ok(1));
    }
    assert_eq!(outcome(&phone, asked.message(1, 4, "4")).await, Err(Reason::TooMany));
    assert_eq!(outcome(&phone, asked.message(1, 3, "3")).await, Ok(1), "the stored answer");
    stand.pass(86_400).await;
    assert_eq!(outcome(&phone, asked.message(1, 5, "5")).await, Err(Reason::Completed));
    assert!(matches!(events(&phone, asked).await.last(), Some(OwnerEvent::Completed { .. })));
}

#[tokio::test]
async fn of_many_peers_at_once_one_wins_each_time() {
    let stand = Stand::start().await;
    let officer = phone(&stand);
    for number in 0..20 {
        let asked = Asked(number);
        officer.call(asked.submit()).await;
        let racing: Vec<_> = (0..8)
            .map(|slot| {
                let phone = phone(&stand);
                tokio::spawn(async move { (slot, phone.call(asked.claim(slot)).await.outcome()) })
            })
            .collect();
        let mut winners = Vec::new();
        for racer in racing {
            match racer.await.unwrap() {
                (slot, (200, None)) => winners.push(slot),
                (_, outcome) => assert_eq!(outcome, (409, Some(Reason::Taken))),
            }
        }
        let [winner] = winners[..] else { panic!("{} winners", winners.len()) };
        for slot in 0..8 {
            let status = if slot == winner { 200 } else { 409 };
            assert_eq!(officer.call(asked.claim(slot)).await.status, status);
        }
        assert!(
            matches!(events(&officer, asked).await[..], [OwnerEvent::Claimed { slot, .. }] if slot == winner)
        );
    }
}

#[tokio::test]
async fn a_full_board_says_when_to_come_back_and_has_room_again_when_something_ends() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    for number in 0..256 {
        assert_eq!(phone.call(Asked(number).submit()).await.status, 201);
    }
    let full = phone.call(Asked(999).submit()).await;
    assert_eq!((full.outcome(), full.header("retry-after")), ((503, Some(Reason::Unavailable)), "10"));
    assert_eq!(phone.call(board("", 0)).await.read::<Board>().entries.len(), 256);
    phone.call(Asked(7).withdraw()).await;
    assert_eq!(phone.call(Asked(999).submit()).await.status, 201);
}
