//! What an operator's tools ask: is it alive, is it ready, how much goes on. And the time, for display.
//!
//! Counts could tell when somebody asks. So they are told rounded down to tens, and only as they stood at the last quarter hour.

use super::problem::Refused;
use super::{App, json};
use crate::life::Moment;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use peerline_protocol::call::{self, Reason};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

const QUARTER: i64 = 900_000;
const STEP: u64 = 10;

/// `GET /healthz`
pub async fn health() -> StatusCode {
    StatusCode::OK
}

/// `GET /readyz`
pub async fn readiness(State(app): State<Arc<App>>) -> Result<StatusCode, Refused> {
    if app.store.is_ready() && !app.is_stopping() {
        Ok(StatusCode::OK)
    } else {
        Err(Reason::Unavailable.into())
    }
}

/// `GET /metrics`
pub async fn metrics(State(app): State<Arc<App>>) -> Response {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], app.counters.told(app.clock.now())).into_response()
}

/// `GET /v1/time`
pub async fn time(State(app): State<Arc<App>>) -> Response {
    json(StatusCode::OK, &call::Time { unix: app.clock.now().0.div_euclid(1000) })
}

/// Counts each answer by its call and status.
pub async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().as_str().to_owned();
    let response = next.run(request).await;
    if let Some(path) = path {
        app.counters.add(&method, path.as_str(), response.status().as_u16(), app.clock.now());
    }
    response
}

/// Answers so far, by call and status.
#[derive(Debug, Default)]
pub struct Counters(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    counts: BTreeMap<(String, u16), u64>,
    told: String,
    quarter: i64,
}

impl Counters {
    fn add(&self, method: &str, path: &str, status: u16, now: Moment) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.turn(now);
        *counted.counts.entry((format!("{method} {path}"), status)).or_default() += 1;
    }

    fn told(&self, now: Moment) -> String {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.turn(now);
        counted.told.clone()
    }
}

impl Counted {
    /// At the first call of a quarter hour, what was counted until then is written down to be told.
    fn turn(&mut self, now: Moment) {
        let quarter = now.0.div_euclid(QUARTER);
        if quarter <= self.quarter {
            return;
        }
        self.quarter = quarter;
        self.told.clear();
        for ((call, status), count) in &self.counts {
            let count = count - count % STEP;
            if count > 0 {
                let labels = format!("call=\"{call}\",status=\"{status}\"");
                let _ = writeln!(self.told, "peerline_answers_total{{{labels}}} {count}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_tens_and_only_as_they_stood_at_the_last_quarter_hour() {
        let (counters, now) = (Counters::default(), Moment(QUARTER * 5 + 1));
        for _ in 0..19 {
            counters.add("PUT", "/v1/x", 201, now);
        }
        assert_eq!(counters.told(now), "");
        let later = now.plus(QUARTER);
        assert_eq!(counters.told(later), "peerline_answers_total{call=\"PUT /v1/x\",status=\"201\"} 10\n");
        counters.add("PUT", "/v1/x", 201, later);
        counters.add("PUT", "/v1/y", 201, later);
        assert_eq!(counters.told(later), "peerline_answers_total{call=\"PUT /v1/x\",status=\"201\"} 10\n");
    }
}
