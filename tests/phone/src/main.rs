//! `peerline-phone --data DIR [--clock system|virtual]`: see the crate's documentation and `README.md`.

use std::process::ExitCode;

#[global_allocator]
static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;

fn main() -> ExitCode {
    peerline_phone::main(&mut |_| {})
}
