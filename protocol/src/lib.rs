//! What phones, relay and coordinator agree on, byte for byte.
//!
//! Requests, answers, messages, daily keys, calls, packs and cards: their layouts, how they are sealed, opened, signed and
//! verified, and the pure rules that all sides share. No I/O, no clock and no randomness of its own: time, keys and random
//! bytes are arguments. The published page of the same bytes is `docs/protocol/README.md`.

pub mod answer;
pub mod call;
pub mod card;
pub mod ids;
pub mod json;
pub mod lists;
pub mod order;
pub mod pack;
pub mod random;
pub mod request;
pub mod sensitive;
pub mod statement;

mod hpke_suite;
mod layout;
