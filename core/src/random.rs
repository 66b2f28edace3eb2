//! Where random bytes come from: an argument everywhere. The trait is the protocol's.

pub use peerline_protocol::random::{NoRandomness, Random, SystemRandom, below, draw, shuffle};
