//! The phone's own program, so that tests that kill it are told where theirs is.

use std::process::ExitCode;

#[global_allocator]
static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;

fn main() -> ExitCode {
    peerline_phone::main(&mut |_| {})
}
