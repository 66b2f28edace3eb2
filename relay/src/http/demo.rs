//! The one call that exists only in demo builds: it moves the relay's clock forward.

use super::problem::Refused;
use super::{App, body, json};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use peerline_protocol::call::Time;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forward {
    seconds: u32,
}

/// `POST /demo/clock`, only on a loopback address: so many seconds pass, and all that they make due is done before the answer.
pub async fn clock(State(app): State<Arc<App>>, body: Body) -> Result<Response, Refused> {
    let forward: Forward = body::json(&app, body, 128).await?;
    app.clock.not_before(app.clock.now().plus(i64::from(forward.seconds) * 1000));
    app.store.tick().await?;
    Ok(json(StatusCode::OK, &Time { unix: app.clock.now().0.div_euclid(1000) }))
}
