//! What crosses crates.

pub mod planted;
pub mod rig;
pub mod sample;

pub use peerline_phone::unprotected_keys;
