//! What crosses crates.

pub mod contract;
pub mod faulty;
pub mod planted;
pub mod rig;
pub mod sample;
pub mod unprotected_keys;
