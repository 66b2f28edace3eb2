//! What crosses crates.

pub mod contract;
pub mod planted;
pub mod sample;
pub mod unprotected_keys;
