//! A relay against the cases of `tests/contract/relay`: `relay_cases FOLDER_OF_CASES FOLDER_OF_POOL URL`.
//!
//! Without a pool in its folder one is made there, signed and good for 29 days, and the program says how to start a relay with it.
//! It prints a line for each case that differs, and at the end `{"passed", "failed", "left_out"}`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its answers are lines of its output")]

use peerline_tests::relay_cases::{TestPool, run};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [cases, pool, url] = arguments.as_slice() else {
        eprintln!("usage: relay_cases FOLDER_OF_CASES FOLDER_OF_POOL URL");
        return ExitCode::from(2);
    };
    match all(Path::new(cases), Path::new(pool), url).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("relay_cases: {why}");
            ExitCode::from(2)
        }
    }
}

async fn all(cases: &Path, folder: &Path, url: &str) -> Result<bool, String> {
    let Ok(pool) = TestPool::in_folder(folder) else {
        let made = TestPool::make(folder, url)?;
        return Err(format!(
            "a pool for the test was made. Start the relay under test with these packs, to be reached at {url}, and run this again; \
             with ours:\n  peerline-relay serve --data DIR --listen ADDR --packs {} --root {}",
            made.packs().display(),
            made.root().display()
        ));
    };
    let mut files: Vec<_> = std::fs::read_dir(cases)
        .map_err(|error| format!("cannot read {}: {error}", cases.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("no cases: {} holds no .json file", cases.display()));
    }
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let content = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let went = run(&content, url, &pool).await?;
        passed += went.passed;
        failed += went.differences.len();
        left_out += went.left_out;
        for difference in went.differences {
            println!("relay: {difference}");
        }
    }
    println!("{}", json!({"passed": passed, "failed": failed, "left_out": left_out}));
    Ok(failed == 0)
}
