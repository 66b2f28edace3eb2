//! What every suite comes down to: how many passed, failed, and were skipped.

use std::fmt::Write;
use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// A suite's counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl Tally {
    /// One check that passed or failed.
    pub fn of(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 }
    }

    /// A suite that cannot run here.
    pub fn skipped() -> Self {
        Self { skipped: 1, ..Self::default() }
    }

    /// A suite that ended badly has at least one failure, whatever it printed; one that ran nothing, too.
    pub fn of_suite(self, success: bool) -> Self {
        let sound = success && self.failed == 0 && self.passed > 0;
        Self { failed: if sound { 0 } else { self.failed.max(1) }, ..self }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// How a suite ended.
pub enum Ending {
    /// It ran.
    Ran(Tally),
    /// It cannot run here; the line says what is missing and how to get it.
    CannotRun(String),
}

/// Every suite of one run, for the closing table.
#[derive(Default)]
pub struct Table {
    /// How the names begin of the suites that are wanted.
    wanted: String,
    ended: Vec<(&'static str, Tally, Duration)>,
}

impl Table {
    /// A run of the suites whose name begins so.
    pub fn of(wanted: &str) -> Self {
        Self { wanted: wanted.to_owned(), ended: Vec::new() }
    }

    /// Whether nothing ran.
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty()
    }

    /// Runs a suite, says so, and keeps its counts.
    ///
    /// A suite that cannot run is printed loudly; where nothing may be skipped it is a failure.
    pub fn suite(&mut self, name: &'static str, about: &str, suite: impl FnOnce() -> Result<Ending, String>) {
        if !name.starts_with(&self.wanted) {
            return;
        }
        println!("\n== {name}: {about}");
        let begun = Instant::now();
        let tally = match suite() {
            Ok(Ending::Ran(tally)) => tally,
            Ok(Ending::CannotRun(why)) => {
                println!("!! SKIPPED: {name}: {why}");
                match crate::house::nothing_may_be_skipped() {
                    true => Tally::of(false),
                    false => Tally::skipped(),
                }
            }
            Err(reason) => {
                println!("{reason}");
                Tally::of(false)
            }
        };
        let time = begun.elapsed();
        println!("== {name}: {} passed, {} failed, {:.1} s", tally.passed, tally.failed, time.as_secs_f64());
        self.ended.push((name, tally, time));
    }

    /// Whether nothing failed.
    pub fn sound(&self) -> bool {
        self.sum().failed == 0
    }

    /// The table, and the sum as its last line.
    pub fn print(&self) {
        let mut text =
            format!("\n{:<16} {:>7} {:>7} {:>8} {:>9}\n", "suite", "passed", "failed", "skipped", "seconds");
        for (name, tally, time) in &self.ended {
            let _ = writeln!(
                text,
                "{name:<16} {:>7} {:>7} {:>8} {:>9.1}",
                tally.passed,
                tally.failed,
                tally.skipped,
                time.as_secs_f64()
            );
        }
        let Tally { passed, failed, skipped } = self.sum();
        println!("{text}\n{passed} passed, {failed} failed, {skipped} skipped");
    }

    fn sum(&self) -> Tally {
        let mut sum = Tally::default();
        for (_, tally, _) in &self.ended {
            sum += *tally;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_that_ran_nothing_or_ended_badly_has_failed() {
        assert_eq!(Tally::default().of_suite(true).failed, 1);
        assert_eq!(Tally { passed: 3, ..Tally::default() }.of_suite(false).failed, 1);
        assert_eq!(Tally { passed: 3, ..Tally::default() }.of_suite(true).failed, 0);
        assert_eq!(Tally { passed: 3, failed: 2, skipped: 0 }.of_suite(false).failed, 2);
    }

    #[test]
    fn one_failed_suite_makes_the_whole_run_unsound() {
        let mut table = Table::default();
        table.suite("a", "", || Ok(Ending::Ran(Tally::of(true))));
        assert!(table.sound());
        table.suite("b", "", || Err("broken".to_owned()));
        assert!(!table.sound());
    }
}
