//! The calls of protocol section 4 over HTTP: who may make them, what they carry, what they answer.
//!
//! Each handler reads as sentences: admit, read, ask the store, answer. Nothing of a call is ever written to a log; what is counted
//! is counted per call and status, and told rounded and late.

mod body;
#[cfg(feature = "demo")]
mod demo;
mod feeds;
mod keys;
mod operator;
mod problem;
mod requests;
mod static_files;

pub use body::LONGEST_WAIT;
pub use operator::Counters;

use crate::Limits;
use crate::clock::Clock;
use crate::news::News;
use crate::notice::Notice;
use crate::packs::Packs;
use crate::snapshot::Snapshots;
use crate::store::Store;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use peerline_protocol::call::Reason;
use peerline_protocol::ids::Minute;
use problem::Refused;
use std::sync::Arc;
use tokio::sync::watch;

/// What every call can reach.
pub struct App {
    pub(crate) store: Box<dyn Store>,
    pub(crate) packs: Packs,
    pub(crate) news: Arc<News>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) snapshots: Snapshots,
    pub(crate) counters: Counters,
    pub(crate) limits: Limits,
    pub(crate) tell: fn(Notice),
    /// True from the moment that the relay stops.
    pub(crate) stopping: watch::Receiver<bool>,
}

impl App {
    pub(crate) fn minute(&self) -> Minute {
        Minute::of_unix(self.clock.now().0.div_euclid(1000))
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }
}

/// All calls. `demo` adds the one that moves the clock, in builds that have it.
pub fn router(app: Arc<App>, demo: bool) -> Router {
    let router = Router::new()
        .route("/v1/manifest", get(static_files::manifest))
        .route("/v1/packs/{sha256}", get(static_files::pack))
        .route("/v1/pools/{pool}/keys/{peer}", put(keys::publish))
        .route("/v1/pools/{pool}/keys", get(keys::snapshot))
        .route("/v1/pools/{pool}/requests/{id}", put(requests::submit))
        .route("/v1/pools/{pool}/board", get(feeds::board))
        .route("/v1/requests/{id}/claim", post(requests::claim))
        .route("/v1/requests/{id}/events", get(feeds::owner))
        .route("/v1/requests/{id}/next", post(requests::next))
        .route("/v1/requests/{id}/messages", post(requests::message))
        .route("/v1/requests/{id}/complete", post(requests::complete))
        .route("/v1/requests/{id}/withdraw", post(requests::withdraw))
        .route("/v1/requests/{id}/holder", get(feeds::holder))
        .route("/v1/requests/{id}/release", post(requests::release))
        .route("/healthz", get(operator::health))
        .route("/readyz", get(operator::readiness))
        .route("/metrics", get(operator::metrics))
        .route("/v1/time", get(operator::time));
    #[cfg(feature = "demo")]
    let router = if demo { router.route("/demo/clock", post(demo::clock)) } else { router };
    #[cfg(not(feature = "demo"))]
    let _ = demo;
    router
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .route_layer(from_fn_with_state(Arc::clone(&app), operator::count))
        .with_state(app)
}

async fn nothing_here() -> Response {
    Refused::from(Reason::NotFound).into_response()
}

/// An answer of JSON that no cache keeps.
fn json(status: axum::http::StatusCode, answer: &impl serde::Serialize) -> Response {
    use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
    match serde_json::to_vec(answer) {
        Ok(bytes) => {
            (status, [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], bytes).into_response()
        }
        Err(_) => Refused::from(Reason::Internal).into_response(),
    }
}
