//! Peerline on the phone: the domain, without any shell.
//!
//! One folder or file per capability, named as officers and peers would name it. Time, randomness, keys and network come in
//! through the traits of the small shared modules, so that every rule can be tested without a phone.

pub mod clock;
pub mod coping;
pub mod crisis;
pub mod crisis_choice;
pub mod directory;
pub mod duty;
pub mod error;
pub mod follow_up;
pub mod home;
pub mod ids;
pub mod key_store;
pub mod limits;
pub mod membership;
pub mod pack;
pub mod privacy;
pub mod random;
pub mod relay_client;
pub mod request;
pub mod safety_plan;
pub mod self_check;
pub mod sensitive;
pub mod settings;
pub mod vault;
pub mod words;
pub mod zone;

/// The closed lists of the wire: roles, topics, wishes, modalities.
pub mod lists {
    pub use peerline_protocol::lists::{Modality, Role, Topic, Wish};
    pub use peerline_protocol::pack::directory::Gender;
}
