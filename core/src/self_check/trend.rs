//! Results over time: their order, how far apart they are, and what may be said about a change. Pure.
//!
//! Three words and never more: "reliable", "worth noting", "within what chance does"; none for an instrument without published values.
//! Results that were done on this phone keep the order in which they were done, whatever its clock said.

use super::SelfCheckId;
use super::instrument::{Better, ChangeValues};
use super::rules::Score;
use crate::ids::Minute;
use peerline_protocol::order;
use std::sync::Arc;

/// A result as a point of a trend. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Point {
    /// Which result.
    pub id: SelfCheckId,
    /// When, by the clock of the phone, or as an imported file says.
    pub at: Minute,
    /// The total.
    pub total: Score,
    /// The word of its band, as it was when it was scored.
    pub band: Arc<str>,
    /// Where it was done.
    pub origin: Origin,
}

impl std::fmt::Debug for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Point")
    }
}

/// Where a result came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// It was done on this phone.
    Here,
    /// It was read from a file.
    Imported,
}

/// A point in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The point.
    pub point: Point,
    /// How long after the one before.
    pub since: Since,
    /// What changed since the one before; `None` for the first, and for an instrument without published values.
    pub change: Option<Change>,
}

/// How long after the one before a result was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Since {
    /// There is none before it.
    First,
    /// So many whole days.
    Days(u32),
    /// The phone's clock was set back between the two, so nobody can say.
    ClockSetBack,
}

impl Since {
    /// From one minute to another on the same clock.
    pub fn between(before: Minute, after: Minute) -> Self {
        match after.0.checked_sub(before.0) {
            Some(minutes) => Self::Days(minutes / (24 * 60)),
            None => Self::ClockSetBack,
        }
    }
}

/// A change from one result to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Change {
    /// What may be said about it.
    pub word: ChangeWord,
    /// Which way it went.
    pub direction: Direction,
    /// By how much.
    pub by: Score,
}

/// All that may be said about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeWord {
    /// At least what is published as reliable.
    Reliable,
    /// At least what is published as worth noting.
    WorthNoting,
    /// Less than that.
    Chance,
}

impl ChangeWord {
    /// Its word in the contract and in the catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reliable => "reliable",
            Self::WorthNoting => "worth_noting",
            Self::Chance => "chance",
        }
    }
}

/// Which way a total went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// It is the same.
    Same,
}

impl Direction {
    /// Its word in the contract and in the catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Same => "same",
        }
    }
}

/// What may be said about a change from one total to another; nothing without published values.
pub fn change(values: ChangeValues, better: Better, from: Score, to: Score) -> Option<Change> {
    let by = from.distance(to);
    let reaches = |value: Option<Score>| value.is_some_and(|value| by >= value);
    let word = match values {
        ChangeValues { reliable: None, notable: None } => return None,
        ChangeValues { reliable, .. } if reaches(reliable) => ChangeWord::Reliable,
        ChangeValues { notable, .. } if reaches(notable) => ChangeWord::WorthNoting,
        ChangeValues { .. } => ChangeWord::Chance,
    };
    let direction = match (to.cmp(&from), better) {
        (std::cmp::Ordering::Equal, _) => Direction::Same,
        (std::cmp::Ordering::Less, Better::Lower) | (std::cmp::Ordering::Greater, Better::Higher) => {
            Direction::Better
        }
        _ => Direction::Worse,
    };
    Some(Change { word, direction, by })
}

/// Points of one instrument and coding in their order, each with what changed since the one before.
///
/// Those done here must come in the order in which they were done. An imported one stands where its date puts it among them.
pub fn trend(points: Vec<Point>, values: ChangeValues, better: Better) -> Vec<Placed> {
    let mut before: Option<(Score, Minute, Origin)> = None;
    let mut latest_here: Option<Minute> = None;
    let mut placed = Vec::with_capacity(points.len());
    for point in in_order(points) {
        // The clock of the phone is compared with itself only: a file's dates say nothing about it.
        let set_back = point.origin == Origin::Here && latest_here.is_some_and(|latest| point.at < latest);
        let since = match before {
            None => Since::First,
            Some(_) if set_back => Since::ClockSetBack,
            Some((_, at, _)) => Since::between(at, point.at),
        };
        let change = before.and_then(|(total, ..)| change(values, better, total, point.total));
        if point.origin == Origin::Here {
            latest_here = Some(point.at);
        }
        before = Some((point.total, point.at, point.origin));
        placed.push(Placed { point, since, change });
    }
    placed
}

fn in_order(points: Vec<Point>) -> Vec<Point> {
    let mut latest = Minute(0);
    let mut keyed: Vec<(Minute, Point)> = Vec::with_capacity(points.len());
    for point in points {
        let key = match point.origin {
            Origin::Here => {
                latest = latest.max(point.at);
                latest
            }
            Origin::Imported => point.at,
        };
        keyed.push((key, point));
    }
    order::by_key(&mut keyed, |(key, _)| *key);
    keyed.into_iter().map(|(_, point)| point).collect()
}
