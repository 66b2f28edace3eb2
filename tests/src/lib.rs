//! What crosses crates.

pub mod planted;
pub mod unprotected_keys;
