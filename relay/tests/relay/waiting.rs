//! Long-polls, restarts and stopping: nobody misses anything, and nobody waits for a relay that is going.

use crate::contract::phone;
use crate::stand::{Asked, Call, Stand, board};
use peerline_protocol::call::{Board, HolderEvent, HolderFeed, OwnerEvent, OwnerFeed, Reason};
use peerline_relay::Limits;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_poll_that_waits_is_answered_by_the_news_itself() {
    let stand = Stand::start().await;
    let (officer, asked) = (phone(&stand), Asked(1));
    let cursor = officer.call(board("", 0)).await.read::<Board>().cursor;
    let reader = phone(&stand);
    let waiting = tokio::spawn(async move { reader.call(board(&cursor, 55)).await.read::<Board>() });
    officer.call(asked.submit()).await;
    assert_eq!(waiting.await.unwrap().entries.len(), 1);

    let cursor = officer.call(asked.events("", 0)).await.read::<OwnerFeed>().cursor;
    let owner = phone(&stand);
    let waiting =
        tokio::spawn(async move { owner.call(asked.events(&cursor, 55)).await.read::<OwnerFeed>() });
    officer.call(asked.claim(0)).await;
    assert!(matches!(waiting.await.unwrap().events[..], [OwnerEvent::Claimed { .. }]));

    let cursor = officer.call(asked.held(0, "", 0)).await.read::<HolderFeed>().cursor;
    let holder = phone(&stand);
    let waiting =
        tokio::spawn(async move { holder.call(asked.held(0, &cursor, 55)).await.read::<HolderFeed>() });
    officer.call(asked.message(1, 1, "a")).await;
    assert!(matches!(waiting.await.unwrap().events[..], [HolderEvent::Message { .. }]));
}

#[tokio::test]
async fn a_poll_without_news_ends_with_an_empty_page_and_the_same_cursor() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let first = phone.call(board("", 1)).await.read::<Board>();
    assert!(first.reset, "whoever is new is told at once");
    let second = phone.call(board(&first.cursor, 1)).await.read::<Board>();
    assert_eq!((second.reset, second.entries.len(), second.cursor), (false, 0, first.cursor));
}

#[tokio::test]
async fn after_a_restart_every_reader_is_told_to_start_anew() {
    let stand = Stand::start().await;
    let asked = Asked(1);
    let before = phone(&stand);
    before.call(asked.submit()).await;
    before.call(asked.claim(0)).await;
    before.call(Asked(2).submit()).await;
    let board_cursor = before.call(board("", 0)).await.read::<Board>().cursor;
    let owner_cursor = before.call(asked.events("", 0)).await.read::<OwnerFeed>().cursor;
    let stand = stand.restart().await;
    let after = phone(&stand);
    let page = after.call(board(&board_cursor, 55)).await.read::<Board>();
    assert_eq!((page.reset, page.entries.len()), (true, 1));
    assert_ne!(page.cursor, board_cursor);
    let page = after.call(asked.events(&owner_cursor, 55)).await.read::<OwnerFeed>();
    assert_eq!((page.reset, page.events.len()), (true, 1));
    for garbage in ["x", "AAAAAAAAAAAAAAAAAAAAAA", "%20", "../.."] {
        assert!(after.call(board(garbage, 0)).await.read::<Board>().reset, "{garbage}");
    }
}

#[tokio::test]
async fn a_relay_that_stops_answers_those_who_wait_and_finishes_what_has_begun() {
    let stand = Stand::start().await;
    let waiter = phone(&stand);
    let cursor = waiter.call(board("", 0)).await.read::<Board>().cursor;
    let waiting = tokio::spawn(async move { waiter.call(board(&cursor, 55)).await.read::<Board>() });
    let officer = phone(&stand);
    officer.call(Asked(1).submit()).await;
    let page = waiting.await.unwrap();
    let waiter = phone(&stand);
    let waiting = tokio::spawn(async move { waiter.call(board(&page.cursor, 55)).await.read::<Board>() });
    // Once this is answered the other connection has been accepted too.
    officer.call(Call::get("/readyz")).await;
    let address = stand.address;
    let (folder, clock) = stand.stop().await;
    assert_eq!(waiting.await.unwrap().entries.len(), 0);
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    let stand = Stand::over(folder, clock, Limits::default()).await;
    assert_eq!(phone(&stand).call(Asked(1).submit()).await.status, 200);
}

#[tokio::test]
async fn whoever_dawdles_over_a_head_or_a_body_is_cut_off() {
    let short = Duration::from_millis(200);
    let stand = Stand::start_with(Limits { head: short, body: short, ..Limits::default() }).await;
    for part in ["PUT /v1/pools/", "GET /healthz HTTP/1.1\r\nhost: relay\r\n"] {
        let mut stream = TcpStream::connect(stand.address).await.unwrap();
        stream.write_all(part.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // It ends: without the limit this would wait for ever.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!String::from_utf8_lossy(&answer).contains(" 200 "));
    }
    let call = Asked(1).submit();
    let mut stream = TcpStream::connect(stand.address).await.unwrap();
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: relay\r\n{}: {}\r\ncontent-length: {}\r\n\r\n",
        call.path,
        call.headers[0].0,
        call.headers[0].1,
        call.body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&call.body[..100]).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.starts_with("HTTP/1.1 400") && answer.contains("urn:peerline:problem:malformed"),
        "{answer}"
    );
    assert_eq!(phone(&stand).call(Asked(1).events("", 0)).await.reason(), Some(Reason::NotFound));
}

#[tokio::test]
async fn one_connection_too_many_is_closed_and_the_others_go_on() {
    let stand = Stand::start_with(Limits { connections: 2, ..Limits::default() }).await;
    let (first, second) = (phone(&stand), phone(&stand));
    assert_eq!(first.call(Call::get("/healthz")).await.status, 200);
    assert_eq!(second.call(Call::get("/healthz")).await.status, 200);
    assert!(phone(&stand).try_call(&Call::get("/healthz")).await.is_none());
    assert_eq!(first.call(Call::get("/healthz")).await.status, 200);
    drop(second);
    let third = phone(&stand);
    while third.try_call(&Call::get("/healthz")).await.is_none() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_old_connection_ends_after_the_call_that_is_under_way() {
    let stand = Stand::start_with(Limits { age: Duration::from_millis(50), ..Limits::default() }).await;
    let mut stream = TcpStream::connect(stand.address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: relay\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
}
