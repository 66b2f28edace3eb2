//! The coordinator's command, `peerline`: who is a peer, who may ask, what is signed, and by whom.
//!
//! A coordinator keeps a *pool folder* (roster, policy, limits, lines, roots) and builds a *pack folder* out of it, which two people
//! sign on two machines and any relay or static host serves. The command refuses what is wrong with file, line and reason, all of it at
//! once, and leaves nothing half written. It talks to no network and never sees who asked. The guide is `docs/packs.md`.

pub mod bearer;
pub mod command;
pub mod enrol;
pub mod error;
mod fields;
mod files;
pub mod keys;
pub mod pack;
pub mod pool;
mod qr;
pub mod root;
pub mod roster;

pub use error::{Error, Fault};

#[cfg(test)]
mod tests;
