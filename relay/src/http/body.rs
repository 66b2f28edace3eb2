//! What comes in with a call: ids, secrets, cursors and bodies, each of one form and within its size and time.

use super::App;
use super::problem::Refused;
use crate::digest::Digest;
use crate::packs::Published;
use crate::store::Cursor;
use axum::body::Body;
use axum::extract::Query;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Uri};
use http_body_util::BodyExt as _;
use peerline_protocol::call::Reason;
use peerline_protocol::ids::{PoolId, decode_fixed};
use peerline_protocol::pack::{Bearer, bearer_is_listed};
use peerline_protocol::sensitive::Sensitive;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// The longest that a poll waits, in seconds.
pub const LONGEST_WAIT: u32 = 55;

/// An id from a path.
pub fn id<T: FromStr>(text: &str) -> Result<T, Refused> {
    text.parse().map_err(|_| Reason::Malformed.into())
}

/// The packs of the pool in a path; no other pool is known here.
pub fn published(app: &App, pool: &str) -> Result<Arc<Published>, Refused> {
    let (pool, published) = (id::<PoolId>(pool)?, app.packs.in_force());
    if published.pool == pool { Ok(published) } else { Err(Reason::NotFound.into()) }
}

/// Lets in whoever has the bearer that the policy lists for this.
pub fn admit(published: &Published, headers: &HeaderMap, wanted: Bearer) -> Result<(), Refused> {
    match bearer_is_listed(&published.policy, &secret(headers)?) {
        Some(bearer) if bearer == wanted => Ok(()),
        _ => Err(Reason::NotAdmitted.into()),
    }
}

/// The hash of the owner's or holder's secret that came with the call.
pub fn hashed_secret(headers: &HeaderMap) -> Result<Digest, Refused> {
    Ok(Digest::of(&[secret(headers)?.expose()]))
}

/// The hash of the idempotency key: 1 to 64 visible characters.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Digest, Refused> {
    let key = headers.get("idempotency-key").map(|value| value.as_bytes());
    match key {
        Some(key) if (1..=64).contains(&key.len()) => Ok(Digest::of(&[b"idempotency", key])),
        _ => Err(Reason::Malformed.into()),
    }
}

/// Where a poll goes on, and how long it waits.
pub struct Poll {
    /// After this; a cursor that cannot be read counts as none.
    pub after: Option<Cursor>,
    /// At most so long.
    pub wait: Duration,
}

impl Poll {
    /// From `?after=&wait=`.
    pub fn of(uri: &Uri) -> Result<Self, Refused> {
        #[derive(Deserialize)]
        struct Asked {
            after: Option<String>,
            wait: Option<u32>,
        }
        let Query(asked) = Query::<Asked>::try_from_uri(uri).map_err(|_| Reason::Malformed)?;
        let wait = asked.wait.unwrap_or(0).min(LONGEST_WAIT);
        Ok(Self {
            after: asked.after.and_then(|after| after.parse().ok()),
            wait: Duration::from_secs(u64::from(wait)),
        })
    }
}

/// Reads a body of JSON: at most `longest` bytes, within the time that the relay gives for it, with no member that the call does not have.
pub async fn json<T: DeserializeOwned>(app: &App, body: Body, longest: usize) -> Result<T, Refused> {
    let read = tokio::time::timeout(app.limits.body, read(body, longest));
    let bytes = read.await.map_err(|_| Reason::Malformed)??;
    serde_json::from_slice(bytes.expose()).map_err(|_| Reason::Malformed.into())
}

async fn read(mut body: Body, longest: usize) -> Result<Sensitive<Vec<u8>>, Refused> {
    let mut bytes = Sensitive::new(Vec::with_capacity(longest.min(8 * 1024)));
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Reason::Malformed)?;
        if let Some(data) = frame.data_ref() {
            if bytes.expose().len() + data.len() > longest {
                return Err(Reason::TooLarge.into());
            }
            bytes.expose_mut().extend_from_slice(data);
        }
    }
    Ok(bytes)
}

fn secret(headers: &HeaderMap) -> Result<Sensitive<[u8; 32]>, Refused> {
    let text = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = text.and_then(|text| text.strip_prefix("Bearer ")).and_then(|text| decode_fixed(text).ok());
    secret.map(Sensitive::new).ok_or(Reason::NotAdmitted.into())
}
