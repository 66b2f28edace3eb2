//! Submitting, claiming and what follows: the calls that change a request.

use super::body::{admit, hashed_secret, id, idempotency_key, published};
use super::problem::Refused;
use super::{App, body, json};
use crate::digest::Digest;
use crate::life::Rev;
use crate::store::{Deed, Matter, Submission};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use peerline_protocol::call::{self, Reason};
use peerline_protocol::pack::Bearer;
use peerline_protocol::request::{Kind, SealedRequest, SlotNumber};
use std::sync::Arc;

/// The longest bodies: base64url of the fixed lengths, the members' names and some room for spaces.
const SUBMIT: usize = 5 * 1024;
const CLAIM: usize = 2 * 1024;
const MESSAGE: usize = 1024;
const OF_REV: usize = 128;

type Here = State<Arc<App>>;

/// `PUT /v1/pools/{pool}/requests/{id}`
pub async fn submit(
    State(app): Here,
    Path((pool, request)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let published = published(&app, &pool)?;
    admit(&published, &headers, Bearer::Member)?;
    let id = id(&request)?;
    let call: call::Submit = body::json(&app, body, SUBMIT).await?;
    let request = SealedRequest::parse(&call.request.0[..]).map_err(|_| Reason::Malformed)?;
    if request.header().kind != Kind::MemberBearer || published.policy.tokens.live {
        return Err(Reason::KindRefused.into());
    }
    let ladder_s = published.policy.ladder.map(|round| u32::try_from(round.as_secs()).unwrap_or(u32::MAX));
    let submission = Submission { pool: published.pool, id, owner: Digest(*call.owner.0), request, ladder_s };
    let kept = app.store.submit(submission).await??;
    let status = if kept.new { StatusCode::CREATED } else { StatusCode::OK };
    let left_s = kept.now.seconds_until(kept.rounds.ends);
    Ok(json(status, &call::Submitted { ladder_s: kept.rounds.ladder_s(), left_s }))
}

/// `POST /v1/requests/{id}/claim`
pub async fn claim(
    State(app): Here,
    Path(request): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let published = app.packs.in_force();
    admit(&published, &headers, Bearer::Board)?;
    let id = id(&request)?;
    let call: call::Claim = body::json(&app, body, CLAIM).await?;
    let deed = Deed::Claim {
        pool: published.pool,
        slot: SlotNumber::new(call.slot).ok_or(Reason::Malformed)?,
        secret: Digest::of(&[&call.claim.0[..]]),
        holder: Digest(*call.holder.0),
        answer: call.answer.0,
    };
    let rev = app.store.act(id, deed).await??;
    Ok(json(StatusCode::OK, &call::Claimed { rev: rev.0 }))
}

/// `POST /v1/requests/{id}/next`
pub async fn next(
    app: Here,
    request: Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    about_rev(app, request, headers, body, Matter::Next).await
}

/// `POST /v1/requests/{id}/complete`
pub async fn complete(
    app: Here,
    request: Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    about_rev(app, request, headers, body, Matter::Complete).await
}

/// `POST /v1/requests/{id}/messages`
pub async fn message(
    State(app): Here,
    Path(request): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let (owner, key, id) = (hashed_secret(&headers)?, idempotency_key(&headers)?, id(&request)?);
    let call: call::Post = body::json(&app, body, MESSAGE).await?;
    let deed = Deed::About { owner, rev: Rev(call.rev), matter: Matter::Message(call.message.0), key };
    done(app.store.act(id, deed).await??)
}

/// `POST /v1/requests/{id}/withdraw`
pub async fn withdraw(
    State(app): Here,
    Path(request): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (owner, id) = (hashed_secret(&headers)?, id(&request)?);
    done(app.store.act(id, Deed::Withdraw { owner }).await??)
}

/// `POST /v1/requests/{id}/release`
pub async fn release(
    State(app): Here,
    Path(request): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    let (holder, id) = (hashed_secret(&headers)?, id(&request)?);
    let call: call::OfRev = body::json(&app, body, OF_REV).await?;
    done(app.store.act(id, Deed::Release { holder, rev: Rev(call.rev) }).await??)
}

async fn about_rev(
    State(app): Here,
    Path(request): Path<String>,
    headers: HeaderMap,
    body: Body,
    matter: Matter,
) -> Result<Response, Refused> {
    let (owner, key, id) = (hashed_secret(&headers)?, idempotency_key(&headers)?, id(&request)?);
    let call: call::OfRev = body::json(&app, body, OF_REV).await?;
    done(app.store.act(id, Deed::About { owner, rev: Rev(call.rev), matter, key }).await??)
}

fn done(rev: Rev) -> Result<Response, Refused> {
    Ok(json(StatusCode::OK, &call::Done { rev: rev.0 }))
}
