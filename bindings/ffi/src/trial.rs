//! Calls that only the tests' library has (feature `demo`): they make the border fail on purpose, so that the suites in Kotlin
//! and Swift can see how it holds. The phone's library has none of them; a test looks at its symbols.

use crate::crisis::{LineList, Place, moment};
use crate::error::PeerlineError;
use crate::fault::contained;
use crate::peerline::Peerline;
use crate::redact::redacted;
use crate::requests::Whom;
use crate::runtime::{CancelToken, spawn};
use crate::shell::{Changed, KeyStore, Listener, ListenerError, ShellKeyStore};
use peerline_core::clock::VirtualClock;
use peerline_core::crisis;
use peerline_core::duty::words as duty_words;
use peerline_core::key_store::{KeyStore as _, KeyStoreError};
use peerline_core::request::Stage;
use peerline_core::sensitive::Sensitive;
use peerline_core::vault::VaultError;
use peerline_core::words::Language;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

/// A record with a secret in it, to be printed.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct TrialRecord {
    /// What must not be printed.
    pub secret: String,
}

/// An enum with a secret in it, to be printed.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum TrialChoice {
    /// Nothing in it.
    Empty,
    /// Something that must not be printed.
    Full {
        /// What must not be printed.
        secret: String,
    },
}

redacted!(TrialRecord, TrialChoice);

/// Panics with this text.
#[uniffi::export]
pub fn trial_panic(text: String) -> Result<(), PeerlineError> {
    contained(|| panic!("{text}"))
}

/// Panics with this text on a thread of ours.
#[uniffi::export(default(token = None))]
pub async fn trial_panic_later(text: String, token: Option<Arc<CancelToken>>) -> Result<(), PeerlineError> {
    spawn(token, async move { panic!("{text}") }).await
}

/// Waits until it is stopped.
#[uniffi::export(default(token = None))]
pub async fn trial_wait(token: Option<Arc<CancelToken>>) -> Result<(), PeerlineError> {
    spawn(token, async {
        let _guard = Waiting::begun();
        std::future::pending().await
    })
    .await
}

/// How many waits have begun and were not stopped.
#[uniffi::export]
pub fn trial_waiting() -> u32 {
    WAITING.load(Ordering::SeqCst)
}

/// Sends a data key through the shell's key store as the vault does, and gives back what came out of it.
#[uniffi::export]
pub fn trial_keys(
    key_store: Arc<dyn KeyStore>,
    id: String,
    data_key: Vec<u8>,
) -> Result<Vec<u8>, PeerlineError> {
    contained(|| {
        let store = ShellKeyStore(key_store);
        let through = || {
            store.create(&id)?;
            let wrapped = store.wrap(&id, &Sensitive::new(data_key))?;
            let plain = store.unwrap(&id, &wrapped)?;
            store.destroy(&id)?;
            Ok(plain.expose().clone())
        };
        through().map_err(|error: KeyStoreError| VaultError::from(error).into())
    })
}

/// Tells the listener of a change, from a thread of ours.
#[uniffi::export(default(token = None))]
pub async fn trial_listen(
    listener: Arc<dyn Listener>,
    topic: Changed,
    token: Option<Arc<CancelToken>>,
) -> Result<bool, PeerlineError> {
    spawn(token, async move {
        match listener.changed(topic) {
            Ok(()) => Ok(true),
            Err(ListenerError::Failed) => Ok(false),
        }
    })
    .await
}

/// A record and a choice with this secret in them.
#[uniffi::export]
pub fn trial_record(secret: String) -> Result<TrialRecord, PeerlineError> {
    contained(|| Ok(TrialRecord { secret }))
}

/// A choice with this secret in it; none without one.
#[uniffi::export]
pub fn trial_choice(secret: Option<String>) -> Result<TrialChoice, PeerlineError> {
    contained(|| Ok(secret.map_or(TrialChoice::Empty, |secret| TrialChoice::Full { secret })))
}

/// The lines with one more, which a pool added: `entry` as in a `lines` pack. An entry that is refused is none.
#[uniffi::export]
pub fn trial_lines(
    entry: String,
    place: Place,
    language: String,
    at: SystemTime,
) -> Result<LineList, PeerlineError> {
    contained(|| {
        let added = crisis::read_entry(&entry, crisis::Origin::Pool).into_iter().collect();
        let lines = crisis::Lines::floor().with(added);
        Ok(lines.list(&place.into(), Language::from_tag(&language), moment(Some(at))).into())
    })
}

/// Carries out one case of the contract, of this kind and complete as JSON, and gives what came out as JSON. For the kinds that have no
/// public call of their own. A case that cannot be carried out gives the sentence that says so, which no case expects.
#[uniffi::export]
pub fn trial_vector(kind: String, case_json: String) -> Result<String, PeerlineError> {
    contained(|| {
        let got = match serde_json::from_str(&case_json) {
            Ok(case) => peerline_vectors::run(&kind, &case),
            Err(_) => Err("it is not JSON".to_owned()),
        };
        let got = got.unwrap_or_else(|reason| format!("cannot be carried out: {reason}").into());
        Ok(got.to_string())
    })
}

/// Opens the app with a clock that stands still at a Unix time until it is moved.
#[uniffi::export]
pub fn trial_open(
    folder: String,
    key_store: Arc<dyn KeyStore>,
    unix_s: i64,
) -> Result<Arc<Peerline>, PeerlineError> {
    contained(|| {
        let clock = Arc::new(VirtualClock::at(unix_s));
        let mut app = Peerline::open_with(&folder, key_store, None, clock.clone())?;
        app.virtual_clock = Some(clock);
        Ok(Arc::new(app))
    })
}

/// So many seconds pass on an app opened by [`trial_open`].
#[uniffi::export]
pub fn trial_pass(app: &Peerline, seconds: u32) -> Result<(), PeerlineError> {
    contained(|| {
        if let Some(clock) = &app.virtual_clock {
            clock.pass(Duration::from_secs(u64::from(seconds)));
        }
        Ok(())
    })
}

/// What a phone as a process tells and the border does not, because no screen needs it: numbers that the sentences say in words, and
/// the request's id. JSON: `request` (`id`, `round_left_s`), `offers` by id (`language`, `left_s`), `on_call` (a sentence), and with
/// `whom`, `before` (`on_call`, `counted_s`, `deadline_s`). What is not there, or cannot be read now, is `null`.
#[uniffi::export]
pub fn trial_numbers(app: &Peerline, whom: Option<Whom>, language: String) -> Result<String, PeerlineError> {
    contained(|| {
        let app = app.core();
        let before = match whom {
            Some(whom) => Some(app.before_asking(&whom.try_into()?)?),
            None => None,
        };
        let request = app.requests().view().ok().flatten();
        let round_left = request.as_ref().and_then(|view| match view.stage {
            Stage::Waiting { round_left, .. } => Some(round_left.as_secs()),
            _ => None,
        });
        let duty = app.duty().view().ok();
        let until = duty.as_ref().and_then(|view| view.on_call_until).map(|until| {
            let minutes = until.0 % (24 * 60);
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        });
        let offers = duty.iter().flat_map(|view| &view.offers).map(|offer| {
            (offer.id.to_string(), json!({ "language": offer.language, "left_s": offer.left.as_secs() }))
        });
        let numbers = json!({
            "request": request.map(|view| json!({ "id": view.id.to_string(), "round_left_s": round_left })),
            "offers": offers.collect::<serde_json::Map<_, _>>(),
            "on_call": duty_words::on_call(until.as_deref(), Language::from_tag(&language)),
            "before": before.map(|before| json!({
                "on_call": before.askable.on_call,
                "counted_s": before.counted.map(|age| age.as_secs()),
                "deadline_s": before.deadline.as_secs(),
            })),
        });
        Ok(numbers.to_string())
    })
}

static WAITING: AtomicU32 = AtomicU32::new(0);

struct Waiting;

impl Waiting {
    fn begun() -> Self {
        WAITING.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::SeqCst);
    }
}
