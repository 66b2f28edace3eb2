//! Many measurements of one thing, and the line that tells them.

use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long one thing took, each time.
pub struct Figure(Vec<Duration>);

impl Figure {
    /// Measurements that were made elsewhere. There must be at least one.
    pub fn of(mut took: Vec<Duration>) -> Self {
        took.sort_unstable();
        Self(took)
    }

    /// Does something so many times, and measures each.
    ///
    /// # Errors
    /// The first error of the work.
    pub fn each<E>(times: u32, mut work: impl FnMut() -> Result<(), E>) -> Result<Self, E> {
        let mut took = Vec::new();
        for _ in 0..times {
            let begun = Instant::now();
            work()?;
            took.push(begun.elapsed());
        }
        Ok(Self::of(took))
    }

    /// The measurements as milliseconds.
    fn told(&self) -> Value {
        let at = |part: f64| {
            let place = (self.0.len() as f64 * part) as usize;
            self.0.get(place.min(self.0.len() - 1)).map_or(0.0, |took| took.as_secs_f64() * 1e3)
        };
        json!({"times": self.0.len(), "least": at(0.0), "median": at(0.5), "p99": at(0.99), "most": at(1.0)})
    }

    /// Prints the line of a figure that stands alone.
    pub fn print(&self, name: &str) {
        println!("{}", json!({"figure": name, "ms": self.told()}));
    }

    /// Prints the line of a figure and of the same work done by others.
    pub fn print_beside(&self, name: &str, others: &[(&str, &Figure)]) {
        let beside: Vec<_> =
            others.iter().map(|(who, other)| json!({"who": who, "ms": other.told()})).collect();
        println!("{}", json!({"figure": name, "ms": self.told(), "beside": beside}));
    }
}

/// Prints what a figure has to have beside its time: a count, or a proof.
pub fn remark(name: &str, text: &str) {
    println!("{}", json!({"remark": name, "text": text}));
}
