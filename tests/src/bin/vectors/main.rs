//! The contract's cases through Rust: is told files, prints `{"file", "case", "got"}` for every case. `cargo xtask vectors` compares.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its answers are lines of its output")]

mod crisis;

use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// How one case is carried out: the file's content and the case, to what came out.
type Kind = fn(&Value, &Value) -> Value;

/// The kinds that Rust knows.
const KINDS: [(&str, Kind); 1] = [("crisis", crisis::got)];

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
    let known = KINDS.iter().find(|(name, _)| content["kind"] == *name);
    let (_, kind) = known.ok_or_else(|| format!("unknown kind {}", content["kind"]))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    for case in content["cases"].as_array().into_iter().flatten() {
        println!("{}", json!({ "file": name, "case": case["id"], "got": kind(&content, case) }));
    }
    Ok(())
}
