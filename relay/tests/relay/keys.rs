//! Key statements: who may publish, and what everybody reads.

use crate::contract::phone;
use crate::stand::{Call, PEERS, POOL, Packs, START, Stand, peer, peer_key, publish, statement};
use peerline_protocol::call::{KeySnapshot, Problem, Reason};
use peerline_protocol::ids::{Day, Minute, PoolId, encode};
use peerline_protocol::pack::sha256;
use peerline_protocol::statement::{SignedStatement, Statement};
use serde_json::json;

fn snapshot() -> Call {
    Call::get(format!("/v1/pools/{POOL}/keys"))
}

#[tokio::test]
async fn a_statement_is_taken_from_whom_the_directory_names_and_from_nobody_else() {
    let stand = Stand::start().await;
    let (phone, today) = (phone(&stand), stand.today());
    let off = Minute(0);
    let good = statement(1, today, 1, 5, off);
    let resigned = |change: fn(&mut Statement), signer: u8| {
        let mut changed = good.unverified;
        change(&mut changed);
        SignedStatement::sign(changed, &peer_key(signer))
    };
    let cases = [
        ("signed by another peer", publish(1, &resigned(|_| {}, 2))),
        ("for another pool", publish(1, &resigned(|new| new.pool = PoolId::new([8; 16]), 1))),
        ("under another peer's name", publish(2, &good)),
        ("naming another peer", publish(1, &resigned(|new| new.peer = peer(2), 1))),
        ("unknown peer", publish(99, &statement(99, today, 1, 5, off))),
        ("peer without the app", publish(PEERS - 2, &statement(PEERS - 2, today, 1, 5, off))),
        ("of last week", publish(1, &statement(1, Day(today.0 - 7), 1, 5, off))),
        ("of next week", publish(1, &statement(1, Day(today.0 + 7), 1, 5, off))),
        (
            "not a quarter of an hour",
            publish(1, &resigned(|new| new.on_call_until = Minute::of_unix(START + 61), 1)),
        ),
        (
            "on call for a week",
            publish(1, &resigned(|new| new.on_call_until = Minute(29_833_335 / 15 * 15 + 10_080), 1)),
        ),
    ];
    for (about, call) in cases {
        assert_eq!(phone.call(call).await.outcome(), (403, Some(Reason::StatementRefused)), "{about}");
    }
    for byte in 0..140 {
        let mut bytes = good.to_bytes();
        bytes[byte] ^= 1;
        let flipped = json!({"statement": encode(&bytes)});
        let answer = phone.call(Call { body: flipped.to_string().into_bytes(), ..publish(1, &good) }).await;
        assert_eq!(answer.outcome(), (403, Some(Reason::StatementRefused)), "byte {byte}");
    }
    let elsewhere =
        Call { path: format!("/v1/pools/{}/keys/{}", PoolId::new([8; 16]), peer(1)), ..publish(1, &good) };
    assert_eq!(phone.call(elsewhere).await.outcome(), (404, Some(Reason::NotFound)));
    assert_eq!(phone.call(publish(1, &good)).await.status, 200);
    assert_eq!(phone.call(publish(1, &good)).await.status, 200, "equal bytes again");
}

#[tokio::test]
async fn an_older_statement_gets_the_kept_one_and_a_second_key_for_a_day_is_refused() {
    let stand = Stand::start().await;
    let (phone, today) = (phone(&stand), stand.today());
    let kept = statement(1, today, 3, 5, Minute(0));
    assert_eq!(phone.call(publish(1, &kept)).await.status, 200);
    let older = phone.call(publish(1, &statement(1, today, 2, 5, Minute(0)))).await;
    assert_eq!(older.outcome(), (409, Some(Reason::Older)));
    assert_eq!(*older.read::<Problem>().stored.unwrap().0, kept.to_bytes());
    let second = phone.call(publish(1, &statement(1, today, 4, 6, Minute(0)))).await;
    assert_eq!(second.outcome(), (409, Some(Reason::SecondKey)));
    for seq in 4..11 {
        assert_eq!(phone.call(publish(1, &statement(1, today, seq, 5, Minute(0)))).await.status, 200);
    }
    let ninth = phone.call(publish(1, &statement(1, today, 11, 5, Minute(0)))).await;
    assert_eq!(ninth.outcome(), (429, Some(Reason::TooMany)));
    stand.pass(ninth.header("retry-after").parse().unwrap()).await;
    assert_eq!(phone.call(publish(1, &statement(1, today, 11, 5, Minute(0)))).await.status, 200);
}

#[tokio::test]
async fn the_snapshot_is_the_same_for_everybody_until_its_period_is_over() {
    let stand = Stand::start().await;
    let (phone, today) = (phone(&stand), stand.today());
    phone.call(publish(2, &statement(2, today, 1, 5, Minute(0)))).await;
    let first = phone.call(snapshot()).await;
    assert_eq!(first.header("etag"), format!("\"{}\"", encode(&sha256(&first.body))));
    phone.call(publish(1, &statement(1, today, 1, 5, Minute(0)))).await;
    let unchanged = phone.call(snapshot()).await;
    assert_eq!(unchanged.body, first.body);
    let known = phone.call(snapshot().header("if-none-match", first.header("etag"))).await;
    assert_eq!((known.status, known.body.len()), (304, 0));

    stand.pass(300).await;
    let second = phone.call(snapshot().header("if-none-match", first.header("etag"))).await;
    let statements = second.read::<KeySnapshot>().statements;
    let expected = [1, 2].map(|number| statement(number, today, 1, 5, Minute(0)).to_bytes());
    assert_eq!(statements.iter().map(|bytes| *bytes.0).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn whoever_is_not_designated_any_more_is_neither_heard_nor_shown() {
    let stand = Stand::start().await;
    let (phone, today) = (phone(&stand), stand.today());
    let last = PEERS - 1;
    assert_eq!(phone.call(publish(last, &statement(last, today, 1, 5, Minute(0)))).await.status, 200);
    assert_eq!(phone.call(snapshot()).await.read::<KeySnapshot>().statements.len(), 1);
    stand.pass(86_400).await;
    let tomorrow = statement(last, stand.today(), 1, 6, Minute(0));
    assert_eq!(phone.call(publish(last, &tomorrow)).await.outcome(), (403, Some(Reason::StatementRefused)));
    assert_eq!(phone.call(snapshot()).await.read::<KeySnapshot>().statements.len(), 0);
}

#[tokio::test]
async fn once_the_packs_have_expired_no_key_counts_but_requests_go_on() {
    let stand = Stand::start().await;
    let (phone, today) = (phone(&stand), stand.today());
    phone.call(publish(1, &statement(1, today, 1, 5, Minute(0)))).await;
    stand.pass(29 * 86_400).await;
    let late = statement(1, stand.today(), 1, 6, Minute(0));
    assert_eq!(phone.call(publish(1, &late)).await.outcome(), (403, Some(Reason::StatementRefused)));
    assert_eq!(phone.call(crate::stand::Asked(1).submit()).await.status, 201);
    // A relay that is started with expired packs goes on in the same way, until new ones are signed.
    let stand = stand.restart().await;
    let phone = crate::contract::phone(&stand);
    assert_eq!(phone.call(crate::stand::Asked(2).submit()).await.status, 201);
    assert_eq!(phone.call(publish(1, &late)).await.outcome(), (403, Some(Reason::StatementRefused)));
    let mut packs = Packs::new(Minute::of_unix(START + 29 * 86_400));
    packs.manifest.version = 5;
    packs.manifest.prev_sha256 = Some([0; 32]);
    packs.write(stand.folder.path());
    stand.handle.reread_packs();
    assert_eq!(phone.call(publish(1, &late)).await.status, 200);
}
