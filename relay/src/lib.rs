//! The relay: keeps sealed requests for a pool, and cannot read them or tell who is asked.
#![cfg_attr(test, allow(clippy::panic))]

pub mod digest;
pub mod life;
