//! What the phone's part of Peerline takes: `peerline-benches PART [FOLDER]`, one line of JSON a figure.
//!
//! `cargo xtask bench` builds it with the profile of the phone's library and prints the table. Nothing here decides whether a figure
//! is good enough. FOLDER is where files are written that must reach the storage; it must not be a file system in memory.
#![allow(clippy::print_stdout, reason = "a measuring tool speaks on its output")]

mod crisis;
mod directory;
mod duty;
mod figure;
mod phone;
mod request;
mod self_check;
mod vault;

use std::error::Error;
use std::path::Path;

/// As on the phone: what is given back is overwritten, and that takes its time.
#[global_allocator]
static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;

/// What a part gives back.
type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [crisis::ONE_LIST] => crisis::one_list(),
        ["crisis"] => crisis::measure(),
        ["vault", folder] => vault::measure(Path::new(folder)),
        ["request"] => request::measure(),
        ["duty", folder] => duty::measure(Path::new(folder)),
        ["directory"] => directory::measure(),
        ["self_check", folder] => self_check::measure(Path::new(folder)),
        _ => Err("usage: peerline-benches crisis | vault FOLDER | request | duty FOLDER | directory | self_check FOLDER".into()),
    }
}
