//! What crosses crates.

pub mod sample;
