//! `cargo xtask vectors [DIR] --relay URL`: the cases of `tests/contract/relay` against a relay, ours or somebody else's.
//!
//! The relay has to serve a pool that the cases know the bearers of. The first run makes one, signed and good for 29 days, and says how
//! a relay is started with it; the next run carries out the cases. Those that need the relay's clock to move are left out, loudly,
//! where it cannot be moved.

use crate::house::House;
use crate::{program, rust};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, SystemTime};

/// A pool's packs are good for 29 days; a test begins with a pool that is good for a while yet.
const POOL_AT_MOST: Duration = Duration::from_secs(21 * 24 * 60 * 60);

/// Carries out the cases of a folder (its subfolder `relay`; the project's own without one) against the relay at `url`.
pub fn run(folder: Option<&str>, url: &str) -> Result<bool, String> {
    let house = House::find()?;
    let cases = folder.map_or_else(|| house.contract(), PathBuf::from).join("relay");
    if !cases.is_dir() {
        return Err(format!("no cases: there is no folder {}", cases.display()));
    }
    let pool = house.target.join("peerline/relay-pool");
    let old = |made: SystemTime| made.elapsed().is_ok_and(|age| age > POOL_AT_MOST);
    if fs::metadata(pool.join("pack/manifest.json")).and_then(|file| file.modified()).is_ok_and(old) {
        println!("the pool in {} is old: it is made anew", pool.display());
        fs::remove_dir_all(&pool).map_err(|error| format!("cannot remove {}: {error}", pool.display()))?;
    }
    println!("building the runner");
    let build = ["build", "--quiet", "--package", "peerline-tests", "--bin", "relay_cases"];
    if !program::spoken(&mut rust::cargo(&house, &build), |_| true)?.success {
        return Err("the runner does not build".to_owned());
    }
    let mut runner = Command::new(house.target.join("debug/relay_cases"));
    let done = program::spoken(runner.arg(&cases).arg(&pool).arg(url), |line| !line.starts_with('{'))?;
    let Some(counted) = done.lines.iter().find(|line| line.starts_with('{')) else { return Ok(false) };
    let counted: serde_json::Value =
        serde_json::from_str(counted).map_err(|error| format!("the runner's count: {error}"))?;
    if counted["left_out"] != 0 {
        println!(
            "!! LEFT OUT: {} cases that need a relay whose clock can be moved (a demo build of ours)",
            counted["left_out"]
        );
    }
    println!("{} cases as expected, {} not, at {url}", counted["passed"], counted["failed"]);
    Ok(done.success)
}
