//! Values that print nothing of themselves.

pub use peerline_protocol::sensitive::{Sensitive, same_bytes};
