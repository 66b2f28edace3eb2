//! The crisis list from a process that has just begun, with nothing opened.

use crate::Done;
use crate::figure::{Figure, remark};
use peerline_core::crisis::{Lines, Place};
use peerline_core::words::Language;
use std::io::Write as _;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// The argument of a process that makes one list and ends.
pub const ONE_LIST: &str = "crisis-one-list";

const PROCESSES: u32 = 40;

/// Makes one list, as the first thing that this process does, and says how many nanoseconds it took and how many lines it has.
pub fn one_list() -> Done {
    let mut out = std::io::stdout();
    out.write_all(b"begun\n")?;
    out.flush()?;
    let begun = Instant::now();
    let list = Lines::floor().list(&Place::new(Some("US"), Some("US-CA")), Language::En, chrono::Utc::now());
    let took = begun.elapsed();
    writeln!(out, "{} {}", took.as_nanos(), list.rows.len())?;
    Ok(())
}

/// Starts many processes that make one list each, and watches one of them for files that it opens.
pub fn measure() -> Done {
    let me = std::env::current_exe()?;
    let mut took = Vec::new();
    let mut lines = 0;
    for _ in 0..PROCESSES {
        let (nanoseconds, rows) = read(&Command::new(&me).arg(ONE_LIST).output()?)?;
        took.push(Duration::from_nanos(nanoseconds));
        lines = rows;
    }
    Figure::of(took).print("crisis.cold");
    let watched = ["-f", "-e", "trace=%file,write", "-o", "/dev/stderr"];
    let calls = match Command::new("strace").args(watched).arg(&me).arg(ONE_LIST).output() {
        Ok(output) => {
            read(&output)?;
            let trace = String::from_utf8_lossy(&output.stderr).into_owned();
            let (_, since) = trace.split_once("\"begun").ok_or("strace shows no beginning")?;
            let calls = since.lines().skip(1).take_while(|line| !line.contains("write(1"));
            let opened: Vec<_> = calls.filter(|line| line.contains("open")).filter_map(path).collect();
            // What the kernel tells a process about itself lies on no storage.
            let (own, stored): (Vec<_>, Vec<_>) =
                opened.into_iter().partition(|path| path.starts_with("/proc/self/"));
            format!(
                "{} files opened between entry and list{}{} (strace)",
                stored.len(),
                named(&stored),
                named(&own)
            )
        }
        Err(_) => "no strace here: whether files are opened was not looked at".to_owned(),
    };
    remark("crisis.cold", &format!("{lines} lines; {calls}"));
    Ok(())
}

/// The first path in a line of strace.
fn path(line: &str) -> Option<String> {
    line.split('"').nth(1).map(str::to_owned)
}

fn named(paths: &[String]) -> String {
    if paths.is_empty() { String::new() } else { format!("; {}", paths.join(", ")) }
}

/// The nanoseconds and the number of lines that [`one_list`] told.
fn read(output: &Output) -> Result<(u64, usize), Box<dyn std::error::Error>> {
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = told.lines().last().ok_or("the process told nothing")?;
    let (took, rows) = line.split_once(' ').ok_or("the process told something else")?;
    let rows: usize = rows.parse()?;
    if rows == 0 { Err("an empty list".into()) } else { Ok((took.parse()?, rows)) }
}
