//! Key statements: published by whoever the directory backs, read by anybody.

use super::body::{self, id, published};
use super::problem::Refused;
use super::static_files::named;
use super::{App, json};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use peerline_protocol::call::{self, Reason};
use peerline_protocol::ids::PeerId;
use peerline_protocol::statement::SignedStatement;
use std::sync::Arc;

/// The longest body: base64url of 140 bytes, the member's name and some room for spaces.
const PUBLISH: usize = 512;

/// `PUT /v1/pools/{pool}/keys/{peer}`
pub async fn publish(
    State(app): State<Arc<App>>,
    Path((pool, peer)): Path<(String, String)>,
    body: Body,
) -> Result<Response, Refused> {
    let (published, peer) = (published(&app, &pool)?, id::<PeerId>(&peer)?);
    let call: call::PublishKey = body::json(&app, body, PUBLISH).await?;
    let signed = SignedStatement::parse(&call.statement.0[..]).ok_or(Reason::Malformed)?;
    let now = app.minute();
    let key = published.directory_key(&peer, now).ok_or(Reason::StatementRefused)?;
    let statement = signed.verify(key).ok_or(Reason::StatementRefused)?;
    let theirs = statement.pool == published.pool && statement.peer == peer;
    if !theirs || !statement.is_usable_on(now.day()) || !statement.states_a_possible_time(now) {
        return Err(Reason::StatementRefused.into());
    }
    app.store.publish(signed).await??;
    Ok(json(StatusCode::OK, &serde_json::Map::new()))
}

/// `GET /v1/pools/{pool}/keys`
pub async fn snapshot(
    State(app): State<Arc<App>>,
    Path(pool): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let published = published(&app, &pool)?;
    let snapshot = app.snapshots.current(&*app.store, &published, app.clock.now()).await?;
    Ok(named(&headers, &snapshot.name, snapshot.bytes, "application/json", "no-cache").into_response())
}
