//! Answers that are not success: one stable type for each reason, and nothing of the request (RFC 9457).

use crate::life::{End, Refusal};
use crate::store::{NotDone, NotPublished, NotSubmitted, Over, Unavailable};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use peerline_protocol::call::{Bytes, Problem, Reason};
use peerline_protocol::statement::STATEMENT_LENGTH;

/// Seconds after which it is worth trying again when the board is full or the relay is busy.
const SOON: u32 = 10;

/// A call that was refused.
#[derive(Debug)]
pub struct Refused {
    reason: Reason,
    stored: Option<Bytes<STATEMENT_LENGTH>>,
    retry_after: Option<u32>,
}

impl From<Reason> for Refused {
    fn from(reason: Reason) -> Self {
        let retry_after = matches!(reason, Reason::Unavailable).then_some(SOON);
        Self { reason, stored: None, retry_after }
    }
}

impl From<Unavailable> for Refused {
    fn from(_: Unavailable) -> Self {
        Reason::Unavailable.into()
    }
}

impl From<NotSubmitted> for Refused {
    fn from(why: NotSubmitted) -> Self {
        match why {
            NotSubmitted::OtherBytes => Reason::OtherBytes.into(),
            NotSubmitted::Full => Reason::Unavailable.into(),
        }
    }
}

impl From<NotDone> for Refused {
    fn from(why: NotDone) -> Self {
        let reason = match why {
            NotDone::KeyReused => Reason::KeyReused,
            NotDone::ClaimOver => Reason::Released,
            NotDone::Refused(refusal) => match refusal {
                // A slot that is not open yet was never shown: whoever names it gets what a stranger gets.
                Refusal::Unknown | Refusal::NotOpen => Reason::NotFound,
                Refusal::Used => Reason::OtherBytes,
                Refusal::Taken => Reason::Taken,
                Refusal::Burnt => Reason::Burnt,
                Refusal::Stale => Reason::Stale,
                Refusal::TooManyMessages => Reason::TooMany,
                Refusal::Ended(End::Withdrawn) => Reason::Withdrawn,
                Refusal::Ended(End::Expired) => Reason::Expired,
                Refusal::Ended(End::Completed) => Reason::Completed,
            },
        };
        reason.into()
    }
}

impl From<Over> for Refused {
    fn from(over: Over) -> Self {
        let reason = match over {
            Over::Released | Over::Passed => Reason::Released,
            Over::Withdrawn => Reason::Withdrawn,
            Over::Completed => Reason::Completed,
        };
        reason.into()
    }
}

impl From<NotPublished> for Refused {
    fn from(why: NotPublished) -> Self {
        match why {
            NotPublished::Older(stored) => Self { stored: Some(Bytes::from(stored)), ..Reason::Older.into() },
            NotPublished::SecondKey => Reason::SecondKey.into(),
            NotPublished::TooMany(seconds) => Self { retry_after: Some(seconds), ..Reason::TooMany.into() },
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let problem = Problem { stored: self.stored, ..Problem::of(self.reason) };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() =
            StatusCode::from_u16(self.reason.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.reason == Reason::NotAdmitted {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
