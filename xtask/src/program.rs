//! Running other programs: silently, or with their lines on the terminal while they run.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Runs a program whose output is what we want to know; gives what it wrote.
///
/// # Errors
/// When it cannot be started or fails: its name and the end of what it wrote.
pub fn silent(command: &mut Command) -> Result<String, String> {
    let name = name(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(stdout);
    }
    let told = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
    let end: Vec<&str> = told.lines().rev().take(40).collect();
    let end: Vec<&str> = end.into_iter().rev().collect();
    Err(format!("{name} failed ({})\n{}", output.status, end.join("\n")))
}

/// What a program did that spoke while it ran.
pub struct Spoken {
    /// Whether its exit status was 0.
    pub success: bool,
    /// Every line of its standard output.
    pub lines: Vec<String>,
}

/// Runs a program and shows the lines of its standard output that `shown` picks, as they come; standard error goes through as it is.
pub fn spoken(command: &mut Command, shown: impl Fn(&str) -> bool) -> Result<Spoken, String> {
    let name = name(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    let mut lines = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(|error| format!("{name} cannot be read: {error}"))?;
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if shown(&line) {
                println!("{line}");
            }
            lines.push(line);
        }
    }
    let status = child.wait().map_err(|error| format!("{name} cannot be waited for: {error}"))?;
    Ok(Spoken { success: status.success(), lines })
}

/// Whether a program is there and answers to these arguments.
pub fn answers(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let told = [output.stdout, output.stderr].concat();
    output.status.success().then(|| String::from_utf8_lossy(&told).into_owned())
}

fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    program.rsplit('/').next().unwrap_or_default().to_owned()
}
