//! The real network: TLS 1.3 with rustls on ring, bundled or pinned roots, HTTP/1.1, no redirects, no proxy, no cookies, no
//! session resumption; answers and times are limited.
//!
//! The platform's verifier is not used: it trusts whatever root an employer has installed on the phone.

use super::{FinishedCall, Lane, Method, RelayAddress, Reply, Sending, Transport, TransportError, tls};
use crate::sensitive::Sensitive;
use peerline_protocol::ids::encode;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const CONNECT_WITHIN: Duration = Duration::from_secs(10);
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
const IDLE: Duration = Duration::from_secs(30);

/// One set of three connection pools per relay.
#[derive(Default)]
pub struct HttpTransport {
    clients: Mutex<HashMap<(Lane, RelayAddress), reqwest::Client>>,
}

impl Transport for HttpTransport {
    fn send<'a>(&'a self, relay: &'a RelayAddress, call: &'a FinishedCall) -> Sending<'a> {
        Box::pin(async move { exchange(self.client(call.lane, relay)?, relay, call).await })
    }
}

impl HttpTransport {
    fn client(&self, lane: Lane, relay: &RelayAddress) -> Result<reqwest::Client, TransportError> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&(lane, relay.clone())) {
            return Ok(client.clone());
        }
        let client = new_client(lane, relay.root.as_deref())?;
        clients.insert((lane, relay.clone()), client.clone());
        Ok(client)
    }
}

#[cfg(test)]
impl HttpTransport {
    pub(super) fn clients_build() -> bool {
        [Lane::Packs, Lane::Board, Lane::Requests].into_iter().all(|lane| new_client(lane, None).is_ok())
    }
}

fn new_client(lane: Lane, root: Option<&[u8]>) -> Result<reqwest::Client, TransportError> {
    // Two requests of one officer must not share a connection, so the pool of requests keeps none.
    let idle_connections = if lane == Lane::Requests { 0 } else { 1 };
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config(root)?)
        .https_only(cfg!(not(feature = "demo")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .connect_timeout(CONNECT_WITHIN)
        .pool_max_idle_per_host(idle_connections)
        .pool_idle_timeout(IDLE)
        .user_agent("peerline/1")
        .build()
        .map_err(|_| TransportError::Untrusted)
}

async fn exchange(
    client: reqwest::Client,
    relay: &RelayAddress,
    call: &FinishedCall,
) -> Result<Reply, TransportError> {
    let url = relay.url(call.path.expose());
    let mut request = match call.method {
        Method::Get => client.get(url),
        Method::Put => client.put(url),
        Method::Post => client.post(url),
    };
    request = request.timeout(call.wait + ANSWER_WITHIN);
    if let Some(secret) = &call.secret {
        request = request.bearer_auth(encode(secret.expose()));
    }
    if let Some(key) = &call.idempotency_key {
        request = request.header("idempotency-key", key);
    }
    if let Some(hash) = &call.if_none_match {
        request = request.header("if-none-match", format!("\"{hash}\""));
    }
    if let Some(body) = &call.body {
        request = request.header("content-type", "application/json").body(body.expose().clone());
    }
    let mut response = request.send().await.map_err(|error| failure(&error))?;
    let status = response.status().as_u16();
    let retry_after =
        response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = Sensitive::new(Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if body.expose().len() + chunk.len() > call.most {
            return Err(TransportError::TooMuch);
        }
        body.expose_mut().extend_from_slice(&chunk);
    }
    Ok(Reply { status, body, retry_after: retry_after.map(Duration::from_secs) })
}

fn failure(error: &reqwest::Error) -> TransportError {
    if error.is_timeout() {
        return TransportError::TimedOut;
    }
    if is_tls(error) { TransportError::Untrusted } else { TransportError::Unreachable }
}

/// Whether TLS is at the bottom of it. An `io::Error` hides what it wraps from `source`.
fn is_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(|io| io.get_ref());
    error.is::<rustls::Error>()
        || wrapped.is_some_and(|inner| is_tls(inner))
        || error.source().is_some_and(is_tls)
}
