//! What helped this officer: learnt from distress before and after, on this phone, and never more than the numbers allow.

use super::exercise::ExerciseId;
use super::{Distress, Felt};
use peerline_protocol::order;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What the kept uses of one exercise say.
#[derive(Clone, PartialEq, Eq)]
pub struct Helped {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How many uses have both numbers; at least 1.
    pub uses: u32,
    /// After how many of them the number was lower.
    pub lower: u32,
    /// All changes added up; above 0: lower after than before.
    pub(super) relief: i64,
}

impl Helped {
    /// Below this many uses, the sentence says that they are few. Our own choice, not a published one.
    pub const FEW: u32 = 5;

    /// Whether the numbers were lower after it, all in all.
    pub fn went_down(&self) -> bool {
        self.relief > 0
    }
}

/// How somebody felt is not for a log.
impl std::fmt::Debug for Helped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[Helped]")
    }
}

/// One line for each exercise with at least one use that has both numbers, the most helpful first.
///
/// The order is by the mean change, pulled towards no change as if there had been two more uses without any: one lucky use does
/// not outrank many good ones. A plain shrinkage of our own choice, no test of anything.
pub(super) fn ranked(uses: &[(ExerciseId, Felt)]) -> Vec<Helped> {
    let mut found: BTreeMap<&ExerciseId, (u32, u32, i64)> = BTreeMap::new();
    for (exercise, felt) in uses {
        let (Some(before), Some(after)) = (felt.before, felt.after) else { continue };
        let relief = relief(before, after);
        let (uses, lower, all) = found.entry(exercise).or_default();
        *uses += 1;
        *lower += u32::from(relief > 0);
        *all += relief;
    }
    let line = |(exercise, (uses, lower, relief)): (&ExerciseId, _)| Helped {
        exercise: exercise.clone(),
        uses,
        lower,
        relief,
    };
    let mut lines: Vec<_> = found.into_iter().map(line).collect();
    order::by(&mut lines, more_helpful_first);
    lines
}

fn relief(before: Distress, after: Distress) -> i64 {
    i64::from(before.value()) - i64::from(after.value())
}

/// By `relief / (uses + 2)`, compared without a fraction.
fn more_helpful_first(one: &Helped, other: &Helped) -> Ordering {
    let weighed = |helped: &Helped, by: &Helped| helped.relief * (i64::from(by.uses) + 2);
    weighed(other, one).cmp(&weighed(one, other)).then_with(|| one.exercise.cmp(&other.exercise))
}
