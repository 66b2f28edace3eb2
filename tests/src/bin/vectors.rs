//! The contract's cases through Rust: is told files, prints `{"file", "case", "got"}` for every case. `cargo xtask vectors` compares.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its answers are lines of its output")]

use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    for file in std::env::args().skip(1) {
        if let Err(reason) = run(Path::new(&file)) {
            eprintln!("{file}: {reason}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn run(file: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let content: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let kind = content["kind"].as_str().unwrap_or_default();
    if !peerline_vectors::KINDS.contains(&kind) {
        return Err(format!("unknown kind {kind}"));
    }
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    for case in content["cases"].as_array().into_iter().flatten() {
        // A case that cannot be carried out must not pass for one that came out as expected.
        let got = peerline_vectors::run(kind, &peerline_vectors::complete(&content, case))
            .unwrap_or_else(|reason| json!(format!("cannot be carried out: {reason}")));
        println!("{}", json!({ "file": name, "case": case["id"], "got": got }));
    }
    Ok(())
}
