//! The feeds: subscribe, look, and only then park for a while.

use super::body::{Poll, admit, hashed_secret, id, published};
use super::problem::Refused;
use super::{App, json};
use crate::news::{News, Topic};
use crate::store::{BoardNews, Page, Unavailable};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use peerline_protocol::call::{self, BoardChange, Reason};
use peerline_protocol::ids::{RequestId, encode};
use peerline_protocol::pack::Bearer;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

type Here = State<Arc<App>>;

/// `GET /v1/pools/{pool}/board?after=&wait=`
pub async fn board(
    State(app): Here,
    Path(pool): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let published = published(&app, &pool)?;
    admit(&published, &headers, Bearer::Board)?;
    let poll = Poll::of(&uri)?;
    let pool = published.pool;
    let page = until_news(&app.news, app.stopping.clone(), Topic::Board(pool), poll.wait, || async {
        let page = app.store.board(pool, poll.after).await?;
        Ok(Looked { worth_telling: worth_telling(&page), seen: page })
    });
    let page = page.await?;
    let entries = page.entries.iter().map(board_change).collect();
    Ok(json(StatusCode::OK, &call::Board { cursor: page.cursor.to_string(), reset: page.reset, entries }))
}

/// `GET /v1/requests/{id}/events?after=&wait=`
pub async fn owner(
    State(app): Here,
    Path(request): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (owner, id) = (hashed_secret(&headers)?, id::<RequestId>(&request)?);
    let poll = Poll::of(&uri)?;
    let page = until_news(&app.news, app.stopping.clone(), Topic::Request(id), poll.wait, || async {
        let page = app.store.owner_feed(id, owner, poll.after).await?;
        Ok(Looked { worth_telling: page.as_ref().is_none_or(worth_telling), seen: page })
    });
    let page = page.await?.ok_or(Reason::NotFound)?;
    let feed = call::OwnerFeed { cursor: page.cursor.to_string(), reset: page.reset, events: page.entries };
    Ok(json(StatusCode::OK, &feed))
}

/// `GET /v1/requests/{id}/holder?after=&wait=`
pub async fn holder(
    State(app): Here,
    Path(request): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (holder, id) = (hashed_secret(&headers)?, id::<RequestId>(&request)?);
    let poll = Poll::of(&uri)?;
    let read = until_news(&app.news, app.stopping.clone(), Topic::Request(id), poll.wait, || async {
        let read = app.store.holder_feed(id, holder, poll.after).await?;
        let worth_telling = read.as_ref().is_none_or(|(page, over)| over.is_some() || worth_telling(page));
        Ok(Looked { worth_telling, seen: read })
    });
    let (page, over) = read.await?.ok_or(Reason::NotFound)?;
    match over {
        // All of it was read, and nothing will come.
        Some(over) if page.entries.is_empty() => Err(over.into()),
        _ => {
            let feed =
                call::HolderFeed { cursor: page.cursor.to_string(), reset: page.reset, events: page.entries };
            Ok(json(StatusCode::OK, &feed))
        }
    }
}

struct Looked<T> {
    worth_telling: bool,
    seen: T,
}

/// Looks, and looks again at every news, until there is something to tell, the time is over or the relay stops.
async fn until_news<T, F: Future<Output = Result<Looked<T>, Unavailable>>>(
    news: &Arc<News>,
    mut stopping: watch::Receiver<bool>,
    topic: Topic,
    wait: Duration,
    look: impl Fn() -> F,
) -> Result<T, Unavailable> {
    let deadline = tokio::time::Instant::now() + wait;
    let mut subscription = news.subscribe(topic);
    loop {
        let looked = look().await?;
        if looked.worth_telling || wait.is_zero() || *stopping.borrow() {
            return Ok(looked.seen);
        }
        tokio::select! {
            () = subscription.news() => {}
            () = tokio::time::sleep_until(deadline) => return Ok(looked.seen),
            _ = stopping.changed() => return Ok(looked.seen),
        }
    }
}

fn worth_telling<T>(page: &Page<T>) -> bool {
    page.reset || !page.entries.is_empty()
}

fn board_change(news: &BoardNews) -> BoardChange {
    let (n, id, rev) = (news.n, news.id, news.rev.0);
    match &news.shown {
        Some(shown) => BoardChange::Open {
            n,
            id,
            rev,
            round: shown.round.number(),
            bytes: encode(&shown.request.board_bytes(shown.round.number())),
            left_s: shown.left_s,
        },
        None => BoardChange::Gone { n, id, rev },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn news_that_come_while_one_looks_are_not_slept_through() {
        let (news, (_stop, stopping)) = (Arc::new(News::default()), watch::channel(false));
        let (topic, looks) = (Topic::Request(RequestId::new([1; 16])), AtomicU32::new(0));
        let seen = until_news(&news, stopping, topic, Duration::from_secs(55), || async {
            let look = looks.fetch_add(1, Ordering::Relaxed);
            // It happens right after this look saw nothing.
            news.tell(topic);
            Ok(Looked { worth_telling: look == 1, seen: look })
        });
        assert_eq!(seen.await, Ok(1));
    }
}
