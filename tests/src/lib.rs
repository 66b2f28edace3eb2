//! What crosses crates.

pub mod contract;
pub mod faulty;
pub mod planted;
pub mod pool;
pub mod process;
pub mod rig;
pub mod sample;

pub use peerline_phone::unprotected_keys;
