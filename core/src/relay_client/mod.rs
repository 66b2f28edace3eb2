//! The phone's side of the calls to a relay.
//!
//! What is sent is finished before it goes out ([`FinishedCall`]), so that it can wait in an outbox and be sent again byte for
//! byte. What comes back is parsed once, and everything unexpected is a [`CallError`] without a word of the relay's in it.
//! How bytes travel is behind [`Transport`]; the phone's own is [`http::HttpTransport`].

pub mod address;
pub mod calls;
pub mod http;
pub mod outbox;
mod p256;
mod tls;

#[cfg(test)]
mod tests;

use crate::sensitive::Sensitive;
use peerline_protocol::call::{Problem, Reason};
use peerline_protocol::json;
use peerline_protocol::statement::SignedStatement;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use address::{AddressRefused, RelayAddress};

/// Which of the three connection pools a call uses: the relay must not be able to connect one kind with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Packs and key snapshots.
    Packs,
    /// The board, claims and what follows from them, key statements.
    Board,
    /// An officer's own request.
    Requests,
}

/// The HTTP methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Puts under an id of ours.
    Put,
    /// Asks for something to be done.
    Post,
}

/// A call as it goes out, complete: the same bytes may be sent again.
#[derive(Debug, Clone)]
pub struct FinishedCall {
    /// Its connection pool.
    pub lane: Lane,
    /// Its method.
    pub method: Method,
    /// Path and query, from the root of the relay.
    pub path: Sensitive<String>,
    /// Bearer or secret, sent as `Authorization: Bearer`.
    pub secret: Option<Sensitive<[u8; 32]>>,
    /// Makes repeating a POST harmless.
    pub idempotency_key: Option<String>,
    /// The SHA-256 of what the phone has already, as `If-None-Match`.
    pub if_none_match: Option<String>,
    /// The JSON body.
    pub body: Option<Sensitive<Vec<u8>>>,
    /// The largest answer that is read, in bytes.
    pub most: usize,
    /// How long the relay may park the call before it answers.
    pub wait: Duration,
}

/// What came back: status and body, within the limit.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, at most as long as the call allowed.
    pub body: Sensitive<Vec<u8>>,
    /// `Retry-After` in seconds, if the relay said so.
    pub retry_after: Option<Duration>,
}

/// A future on the heap, so that a transport can be an argument.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Reply, TransportError>> + Send + 'a>>;

/// How bytes travel to a relay: the real network, or one that a test controls.
pub trait Transport: Send + Sync {
    /// Sends a call to a relay and reads its answer.
    fn send<'a>(&'a self, relay: &'a RelayAddress, call: &'a FinishedCall) -> Sending<'a>;
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection: no network, or the relay is down. Whether it got the call is not known.
    #[error("the relay cannot be reached")]
    Unreachable,
    /// It took too long. Whether the relay got the call is not known.
    #[error("the relay took too long")]
    TimedOut,
    /// The other side has no certificate that we trust: on a network that inspects traffic this is what happens.
    #[error("the connection is not with the relay")]
    Untrusted,
    /// The answer is larger than the call allows.
    #[error("the relay answered too much")]
    TooMuch,
}

/// Why a call did not give what it should.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// There is no answer.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The answer is not of the agreed form.
    #[error("the relay answered something else")]
    Garbage,
    /// The relay refused, for a reason that is known here.
    #[error("the relay refused: {}", .0.reason.word())]
    Refused(Refusal),
    /// The relay refused, for a reason that is not known here.
    #[error("the relay refused with status {0}")]
    UnknownRefusal(u16),
    /// The relay has nothing newer than what the phone has.
    #[error("nothing new")]
    NotModified,
}

impl CallError {
    /// The relay's reason, if it gave one that is known.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Refused(refusal) => Some(refusal.reason),
            _ => None,
        }
    }
}

/// A refusal with a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The reason.
    pub reason: Reason,
    /// When to try again, if the relay said so.
    pub retry_after: Option<Duration>,
    /// With [`Reason::Older`]: the statement that the relay has.
    pub stored: Option<Box<SignedStatement>>,
}

/// One relay of the pool.
#[derive(Clone)]
pub struct Relay {
    /// Its address, from the signed policy.
    pub address: RelayAddress,
    transport: Arc<dyn Transport>,
}

impl Relay {
    /// A relay behind a transport.
    pub fn new(address: RelayAddress, transport: Arc<dyn Transport>) -> Self {
        Self { address, transport }
    }

    /// Sends a finished call and reads the answer as `T`.
    pub async fn call<T: DeserializeOwned>(&self, call: &FinishedCall) -> Result<T, CallError> {
        let body = self.bytes(call).await?;
        json::from_slice(body.expose()).map_err(|_| CallError::Garbage)
    }

    /// Sends a finished call and gives the answer's bytes.
    pub async fn bytes(&self, call: &FinishedCall) -> Result<Sensitive<Vec<u8>>, CallError> {
        let reply = self.transport.send(&self.address, call).await?;
        match reply.status {
            200 | 201 => Ok(reply.body),
            304 => Err(CallError::NotModified),
            status => Err(refusal(status, &reply)),
        }
    }
}

fn refusal(status: u16, reply: &Reply) -> CallError {
    let Ok(problem) = json::from_slice::<Problem>(reply.body.expose()) else {
        // A captive portal or a proxy in between answers like this; 5xx without a problem is a server in front of the relay.
        return if status >= 500 { CallError::UnknownRefusal(status) } else { CallError::Garbage };
    };
    match problem.reason() {
        // The status must be the reason's own: a relay that says two things has said nothing.
        Some(reason) if reason.status() == status => CallError::Refused(Refusal {
            reason,
            retry_after: reply.retry_after,
            stored: problem.stored.and_then(|bytes| SignedStatement::parse(&bytes.0[..])).map(Box::new),
        }),
        Some(_) => CallError::Garbage,
        None => CallError::UnknownRefusal(status),
    }
}
