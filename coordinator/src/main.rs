//! `peerline`: reads the command line, runs it, says in one sentence what went wrong.

use clap::Parser as _;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = peerline_coordinator::command::Peerline::parse();
    let mut out = std::io::stdout().lock();
    let code = match peerline_coordinator::command::run(command, &mut out) {
        Ok(code) => code,
        Err(error) => {
            // If nobody reads standard error there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "peerline: {error}");
            error.exit_code()
        }
    };
    ExitCode::from(code)
}
