//! The border: what Kotlin and Swift see of Peerline. Conversion only; no rule lives here.
//!
//! One file per capability, with its records and its calls. Around them: [`error`] (one enum of numbers and enums, and what to
//! do about each), [`fault`] (a panic stops here and leaves no text behind), [`runtime`] (asynchronous calls run on a thread of
//! our own and can be cancelled), [`shell`] (what the phone provides) and [`redact`] (records print nothing of themselves).
//!
//! Every call that can do more than hand over a constant returns a `Result`: in Swift a panic in an infallible call would end
//! the app.

mod coping;
mod crisis;
mod crisis_choice;
mod directory;
mod duty;
mod error;
mod fault;
mod follow_ups;
mod limits;
mod membership;
mod peerline;
mod privacy;
mod redact;
#[cfg(feature = "demo")]
mod rehearsal;
mod requests;
mod runtime;
mod safety_plan;
mod self_check_exchange;
mod self_checks;
mod settings;
mod shell;
#[cfg(feature = "demo")]
mod trial;
mod words;

uniffi::setup_scaffolding!();

/// What the app gives back of its memory is overwritten.
#[global_allocator]
static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;
