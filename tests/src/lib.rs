//! What crosses crates.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "what tests share fails as a test does, and says its seed"
)]

pub mod contract;
pub mod faulty;
pub mod kills;
pub mod planted;
pub mod pool;
pub mod process;
pub mod rehearsal;
pub mod relay_cases;
pub mod rig;
pub mod sample;
pub mod truth;

pub use peerline_phone::unprotected_keys;
