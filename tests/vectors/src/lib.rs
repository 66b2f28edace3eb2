//! Carries out one case of `tests/contract` and says what came out.
//!
//! The Rust runner calls [`run`] directly; the test build of the border can lend it to Kotlin and Swift, so that a kind that has
//! no public call of its own (`wire`, `life`) still goes through the library that each language loads. What was expected is
//! compared elsewhere, once for all languages. Never part of a library that ships: it has a source of randomness that repeats itself.

mod case;
mod crisis;
mod directory;
mod exercise;
mod life;
mod pack;
mod plan;
mod scoring;
mod trend;
mod wire;

use serde_json::Value;

/// The kinds that [`run`] knows.
pub const KINDS: [&str; 9] =
    ["crisis", "directory", "pack", "wire", "life", "scoring", "trend", "exercise", "plan"];

/// Carries out one case and gives what came out, by the fields of `expect`.
///
/// `case` must be complete (see [`complete`]).
///
/// # Errors
/// An unknown kind, or a case that says too little or something impossible: one sentence for whoever wrote it.
pub fn run(kind: &str, case: &Value) -> Result<Value, String> {
    match kind {
        "crisis" => crisis::got(case),
        "directory" => directory::got(case),
        "pack" => pack::got(case),
        "wire" => wire::got(case),
        "life" => life::got(case),
        "scoring" => scoring::got(case),
        "trend" => trend::got(case),
        "exercise" => exercise::got(case),
        "plan" => plan::got(case),
        _ => Err(format!("unknown kind {kind}")),
    }
}

/// A case with everything that its file says once for all cases (`entry`, `rows`, `signed`), unless the case says it itself.
pub fn complete(content: &Value, case: &Value) -> Value {
    let mut complete = case.clone();
    let (Some(fields), Some(common)) = (complete.as_object_mut(), content.as_object()) else {
        return complete;
    };
    for (name, value) in common {
        if !["format", "kind", "about", "cases"].contains(&name.as_str()) {
            fields.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    complete
}
