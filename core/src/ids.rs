//! Ids and the times that are part of the wire, as the protocol names them.

pub use peerline_protocol::ids::{Day, Minute, PeerId, PoolId, RelayId, RequestId};
