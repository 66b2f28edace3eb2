//! The pool's signed files, as any static host would serve them.

use super::App;
use super::problem::Refused;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use peerline_protocol::call::Reason;
use std::sync::Arc;

/// `GET /v1/manifest`
pub async fn manifest(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let published = app.packs.in_force();
    let bytes = published.manifest.clone();
    named(&headers, &published.manifest_name, bytes, "application/json", "no-cache")
}

/// `GET /v1/packs/{sha256}`
pub async fn pack(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let bytes = app.packs.in_force().file(&name).ok_or(Reason::NotFound)?;
    Ok(named(&headers, &name, bytes, "application/octet-stream", "public, max-age=31536000, immutable"))
}

/// Bytes whose ETag is their SHA-256 (base64url), so that whoever has them can ask with what they computed themselves.
pub fn named(
    headers: &HeaderMap,
    name: &str,
    bytes: Bytes,
    content: &'static str,
    cache: &'static str,
) -> Response {
    let tag = format!("\"{name}\"");
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let unchanged = known.flat_map(|value| value.split(',')).any(|known| known.trim() == tag);
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(CONTENT_TYPE, content)], bytes).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}
