//! The relay: keeps sealed requests for a pool, and cannot read them or tell who is asked.

pub mod clock;
pub mod digest;
pub mod life;
pub mod news;
pub mod store;
