//! A phone that leaks on purpose: it keeps what it hears, writes it down and complains about it aloud. A search for leaks that does
//! not find these three cannot find any.

use std::io::Write as _;
use std::process::ExitCode;

#[global_allocator]
static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;

fn main() -> ExitCode {
    let data = std::env::args().skip_while(|word| word != "--data").nth(1).unwrap_or_default();
    let mut kept = Vec::new();
    let done = peerline_phone::main(&mut |line| {
        kept.extend_from_slice(line);
        let _ = std::fs::write(format!("{data}/notes"), &kept);
        let _ = writeln!(std::io::stderr(), "{}", String::from_utf8_lossy(line));
    });
    std::hint::black_box(&kept);
    done
}
