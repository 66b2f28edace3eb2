//! A network that misbehaves as a test asks it to, in front of the real one.

use peerline_core::relay_client::http::HttpTransport;
use peerline_core::relay_client::{FinishedCall, RelayAddress, Reply, Sending, Transport, TransportError};
use peerline_core::sensitive::Sensitive;
use std::sync::{Mutex, PoisonError};

/// What the network does with calls whose path has a certain word in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No connection.
    Down,
    /// The call arrives, the answer does not.
    AnswerLost,
    /// Something else answers, with 200.
    Garbage,
    /// The answer is larger than the call allows.
    TooMuch,
    /// A certificate that nobody trusts: a network that inspects traffic.
    Inspected,
    /// The relay says that there is no such thing.
    Hidden,
    /// The relay shows no daily keys at all.
    NoKeys,
    /// One byte of what the phone sends is changed on the way, inside the member of this name.
    SentByteChanged(&'static str),
}

/// The real network, with faults.
#[derive(Default)]
pub struct Faulty {
    inner: HttpTransport,
    faults: Mutex<Vec<(&'static str, Fault)>>,
    sent: Mutex<Vec<Vec<u8>>>,
}

impl Faulty {
    /// From now on, calls whose path has `word` in it meet this fault.
    pub fn set(&self, word: &'static str, fault: Fault) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).push((word, fault));
    }

    /// From now on nothing goes wrong.
    pub fn clear(&self) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The bodies that arrived so far.
    pub fn sent(&self) -> Vec<Vec<u8>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fault(&self, path: &str) -> Option<Fault> {
        let faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.iter().find(|(word, _)| path.contains(word)).map(|(_, fault)| *fault)
    }

    async fn pass_on(&self, relay: &RelayAddress, call: &FinishedCall) -> Result<Reply, TransportError> {
        if let Some(body) = &call.body {
            self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(body.expose().clone());
        }
        self.inner.send(relay, call).await
    }
}

impl Transport for Faulty {
    fn send<'a>(&'a self, relay: &'a RelayAddress, call: &'a FinishedCall) -> Sending<'a> {
        Box::pin(async move {
            let answer = |status, body: &[u8]| {
                Ok(Reply { status, body: Sensitive::new(body.to_vec()), retry_after: None })
            };
            match self.fault(call.path.expose()) {
                None => self.pass_on(relay, call).await,
                Some(Fault::Down) => Err(TransportError::Unreachable),
                Some(Fault::AnswerLost) => {
                    self.pass_on(relay, call).await?;
                    Err(TransportError::TimedOut)
                }
                Some(Fault::Garbage) => answer(200, b"<html>Welcome to the station's network</html>"),
                Some(Fault::NoKeys) => answer(200, br#"{"statements":[]}"#),
                Some(Fault::TooMuch) => Err(TransportError::TooMuch),
                Some(Fault::Inspected) => Err(TransportError::Untrusted),
                Some(Fault::Hidden) => {
                    let problem =
                        peerline_protocol::call::Problem::of(peerline_protocol::call::Reason::NotFound);
                    answer(404, &serde_json::to_vec(&problem).unwrap_or_default())
                }
                Some(Fault::SentByteChanged(member)) => {
                    let body = call.body.as_ref().map(|body| changed(body.expose(), member));
                    let call = FinishedCall { body: body.map(Sensitive::new), ..call.clone() };
                    self.pass_on(relay, &call).await
                }
            }
        })
    }
}

/// The JSON with one letter of a member's base64url changed.
fn changed(body: &[u8], member: &str) -> Vec<u8> {
    let mut json: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    if let Some(serde_json::Value::String(text)) = json.get_mut(member) {
        let other = if text.starts_with('A') { "B" } else { "A" };
        text.replace_range(..1, other);
    }
    serde_json::to_vec(&json).unwrap_or_default()
}
