//! The relay over real HTTP: its calls against the published description, the life of a request, races, bad input, restarts and kills.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says so by panicking")]

mod bad_input;
mod contract;
mod keys;
mod life;
mod packs;
mod process;
mod stand;
mod waiting;
