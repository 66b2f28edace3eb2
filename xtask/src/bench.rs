//! `cargo xtask bench`: every figure of `docs/figures.md`, measured here and now, beside what it is to reach.
//!
//! The phone's part is built with the phone's own release profile, the relay with the profile of servers. A figure that cannot be
//! measured here is a row that says so. Nothing is judged: these are numbers of one machine at one moment, for people to read.

use crate::house::House;
use crate::{program, rust, size};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// Measures everything and prints one table. False if something could not be built or did not run to its end.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    let mut table = Table::default();
    phone_parts(&house, &mut table)?;
    relay(&house, &mut table);
    library(&house, &mut table);
    languages(&house, &mut table);
    table.print();
    Ok(!table.broken)
}

/// Figures of the phone's part: the line's name, what it is, what it is to reach.
const PHONE: [(&str, &str, &str); 18] = [
    ("crisis.cold", "crisis list, cold process, no vault", "< 1 ms, no file opened"),
    ("vault.commit", "vault, 1 MiB class: durable commit", "<= 15 ms"),
    ("vault.load", "vault, 1 MiB class: load", "<= 2 ms"),
    ("vault.open", "vault, 1 MiB class: opening, with its write", "-"),
    ("request.seal", "seal a request (24 slots)", "<= 4 ms"),
    ("request.try_round", "one key tried on one round of 8", "<= 1 ms"),
    ("duty.hit_in_the_middle", "on call, 256 live: first hit, half way", "< 2 s"),
    ("duty.hit_last", "on call, 256 live: first hit, the last", "< 2 s"),
    ("duty.all", "on call, 256 live: every key on every slot", "-"),
    ("self_check.score", "PCL-5: score with safety and every flag", "< 0.01 ms"),
    ("self_check.trend", "self-checks: list and trend of 1,000 results", "< 5 ms"),
    ("directory.500.word", "directory of 500: a name", "-"),
    ("directory.500.beginning", "directory of 500: a beginning", "-"),
    ("directory.500.typo", "directory of 500: one typo", "-"),
    ("directory.100000.word", "directory of 100,000: a name", "p50/p99 <= 0.04/0.2 ms"),
    ("directory.100000.beginning", "directory of 100,000: a beginning", "p50/p99 <= 0.04/0.2 ms"),
    ("directory.100000.typo", "directory of 100,000: one typo", "p99 <= 0.2 ms"),
    ("directory.100000.index", "directory of 100,000: indexed from rows", "(sealed index: <= 10 ms)"),
];

fn phone_parts(house: &House, table: &mut Table) -> Result<(), String> {
    println!("building the phone's part with the phone's profile; the first time takes minutes");
    let mut build = rust::cargo(house, &["build", "--quiet", "--release", "--package", "peerline-benches"]);
    // FTS5, which a search is measured beside, is left out of the phone's SQLite.
    program::silent(build.env("LIBSQLITE3_FLAGS", ""))?;
    let folder = house.target.join("peerline/bench");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let folder = folder.to_str().ok_or("the build folder's name is not text")?;
    let mut lines = Vec::new();
    let parts = [
        &["crisis"][..],
        &["vault", folder],
        &["request"],
        &["duty", folder],
        &["self_check", folder],
        &["directory"],
    ];
    for part in parts {
        println!("measuring: {}", part[0]);
        let mut measure = Command::new(house.target.join("release/peerline-benches"));
        match program::silent(measure.args(part)) {
            Ok(told) => {
                lines.extend(told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()))
            }
            Err(reason) => table.failed(part[0], &reason),
        }
    }
    for (name, what, to_reach) in PHONE {
        if let Some(line) = lines.iter().find(|line| line["figure"] == name) {
            table.row(what, &times(&line["ms"]), to_reach, &beside(line));
        }
    }
    for line in &lines {
        if let (Some(about), Some(text)) = (line["remark"].as_str(), line["text"].as_str()) {
            table.remark(format!("{about}: {text}"));
        }
    }
    Ok(())
}

/// The relay's load, as its own example makes it.
fn relay(house: &House, table: &mut Table) {
    println!("building and measuring the relay");
    let load = [
        "run",
        "--quiet",
        "--profile",
        "server",
        "-p",
        "peerline-relay",
        "--example",
        "load",
        "--",
        "40",
        "64",
    ];
    let told = program::silent(&mut rust::cargo(house, &load));
    let line = told.and_then(|told| {
        let line = told.lines().find_map(|line| serde_json::from_str::<Value>(line).ok());
        line.ok_or_else(|| "it told nothing".to_owned())
    });
    let line = match line {
        Ok(line) => line,
        Err(reason) => return table.failed("relay", &reason),
    };
    for (name, what, to_reach) in [
        ("submits", "relay, SQLite: submits a second, durable", ">= 3,000"),
        ("claims", "relay, SQLite: claims a second, durable", ">= 9,000; p99 10 ms"),
    ] {
        let of = &line[name];
        let measured = format!(
            "{:.0}; p50 {:.1}, p99 {:.1} ms",
            number(&of["per_second"]),
            number(&of["p50_ms"]),
            number(&of["p99_ms"])
        );
        table.row(what, &measured, to_reach, "not run: peers are servers of their own");
    }
    table.remark(format!(
        "relay: {} requests over HTTP on this machine, client and relay on the same cores; one winner each: {}",
        line["requests"], line["one_winner_each"]
    ));
}

/// The library as phones get it: stripped, packed, and by parts.
fn library(house: &House, table: &mut Table) {
    println!("building the phone's library with link-time optimisation");
    let (what, to_reach) = ("library for a phone, stripped / gzip -9", "<= 5.0 / 2.4 MB");
    match size::of_a_phone(house) {
        Ok(Ok(weight)) => table.row(what, &weight.to_string(), to_reach, ""),
        Ok(Err(missing)) => table.row(what, &format!("NOT RUN: {missing}"), to_reach, ""),
        Err(reason) => table.failed(what, &reason),
    }
    match size::measure(house) {
        Ok(size) => {
            table.row("the same for this machine", &size.weight.to_string(), "-", "");
            table.parts = size.parts;
        }
        Err(reason) => table.failed("library", &reason),
    }
}

/// Kotlin and Swift measure themselves, over the library of phones.
fn languages(house: &House, table: &mut Table) {
    let bindings = crate::bindings::build_tools(house)
        .and_then(|()| crate::bindings::generate(house, crate::library::Library::Release));
    if let Err(reason) = bindings {
        return table.failed("bindings", &reason);
    }
    println!("measuring Kotlin");
    let line = match crate::kotlin::missing() {
        Some(missing) => Err(format!("NOT RUN: {missing}")),
        None => told(crate::kotlin::bench(house)),
    };
    language(table, "Kotlin: one call, regions of a country", "50 records <= 30 us", &line, page("regions"));
    language(table, "Kotlin: one call, every crisis line", "-", &line, page("lines"));
    language(table, "Kotlin: first call in a process", "<= 150 ms", &line, |line| {
        format!("{:.1} ms", number(&line["first_us"]) / 1e3)
    });
    println!("measuring Swift");
    let line = match crate::swift::prepare(house) {
        Ok(Some(missing)) => Err(format!("NOT RUN: {missing}")),
        Ok(None) => told(crate::swift::bench(house)),
        Err(reason) => Err(format!("NOT RUN: {reason}")),
    };
    language(table, "Swift: one call, every crisis line", "50 records <= 230 us", &line, |line| {
        page_told(line)
    });
}

fn told(told: Result<String, String>) -> Result<Value, String> {
    let told = told.map_err(|reason| format!("FAILED: {reason}"))?;
    let line = told.lines().find_map(|line| serde_json::from_str::<Value>(line).ok());
    line.ok_or_else(|| "FAILED: it told nothing".to_owned())
}

fn language(
    table: &mut Table,
    what: &str,
    to_reach: &str,
    line: &Result<Value, String>,
    measured: impl Fn(&Value) -> String,
) {
    match line {
        Ok(line) => table.row(what, &measured(line), to_reach, ""),
        Err(reason) if reason.starts_with("NOT RUN") => table.row(what, reason, to_reach, ""),
        Err(reason) => table.failed(what, reason),
    }
}

fn page(name: &'static str) -> impl Fn(&Value) -> String {
    move |line| page_told(&line[name])
}

fn page_told(page: &Value) -> String {
    format!("{} us (least {}), {} records", page["p50_us"], page["min_us"], page["records"])
}

/// The rows of a run, and what stands below them.
#[derive(Default)]
struct Table {
    rows: Vec<[String; 4]>,
    remarks: Vec<String>,
    parts: Vec<size::Part>,
    broken: bool,
}

impl Table {
    fn row(&mut self, what: &str, measured: &str, to_reach: &str, beside: &str) {
        self.rows.push([what, measured, to_reach, beside].map(str::to_owned));
    }

    /// What should have been measured and could not be.
    fn failed(&mut self, what: &str, reason: &str) {
        self.broken = true;
        self.row(what, "FAILED, see below", "", "");
        self.remarks.push(format!("{what} FAILED: {reason}"));
    }

    fn remark(&mut self, text: String) {
        self.remarks.push(text);
    }

    fn print(&self) {
        let head = ["figure", "measured: median (least - p99)", "to reach", "beside"].map(str::to_owned);
        let width = |column: usize| {
            std::iter::once(&head).chain(&self.rows).map(|row| row[column].chars().count()).max().unwrap_or(0)
        };
        let widths = [width(0), width(1), width(2)];
        println!();
        for row in std::iter::once(&head).chain(&self.rows) {
            let [what, measured, to_reach, beside] = row;
            println!("{what:<0$}  {measured:<1$}  {to_reach:<2$}  {beside}", widths[0], widths[1], widths[2]);
        }
        println!();
        for remark in &self.remarks {
            println!("* {remark}");
        }
        if !self.parts.is_empty() {
            println!("\nthe phone's library by part, in bytes of its unstripped symbols; the rest has none:");
            for part in &self.parts {
                println!("{:>9}  {}", part.bytes, part.name);
            }
        }
    }
}

/// `0.58 ms (0.53 - 0.81)`.
fn times(ms: &Value) -> String {
    format!("{} ms ({} - {})", short(&ms["median"]), short(&ms["least"]), short(&ms["p99"]))
}

/// What others took for the same, and how many times ours takes theirs.
fn beside(line: &Value) -> String {
    let others = line["beside"].as_array().map(Vec::as_slice).unwrap_or_default();
    let told: Vec<_> = others
        .iter()
        .map(|other| {
            let (ours, theirs) = (number(&line["ms"]["median"]), number(&other["ms"]["median"]));
            let who = other["who"].as_str().unwrap_or_default();
            format!("{who} {} ms (x {:.2})", short(&other["ms"]["median"]), ours / theirs)
        })
        .collect();
    told.join("; ")
}

/// Three digits, or all before the point.
fn short(value: &Value) -> String {
    let value = number(value);
    let digits = if value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else if value >= 1.0 {
        2
    } else {
        3
    };
    format!("{value:.digits$}")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_ratio_stands_beside_what_others_took() {
        let line = json!({
            "ms": {"median": 12.0, "least": 1.234, "p99": 345.6},
            "beside": [{"who": "another", "ms": {"median": 0.48}}],
        });
        assert_eq!(times(&line["ms"]), "12.0 ms (1.23 - 346)");
        assert_eq!(beside(&line), "another 0.480 ms (x 25.00)");
        assert_eq!(beside(&json!({"ms": {"median": 1.0}})), "");
    }
}
