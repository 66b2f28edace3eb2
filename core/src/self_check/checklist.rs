//! Checklists of our own for what no free instrument covers: stressors of the job, sleep around shifts, a peer's own load.
//!
//! They are never scored and never kept, and no number comes out of them: what is ticked points to tools, to topics that peers know, and to
//! lines. An entry about not being safe opens the crisis choice, like an answer of an instrument.

use super::rules::Safety;
use super::wire;
use crate::lists::Topic;
use crate::words::Text;
use peerline_protocol::lists::LineTopic;
use peerline_protocol::order;
use std::sync::LazyLock;

/// A checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// Its id: `job-stressors`, `shift-sleep`, `peer-load`.
    pub id: String,
    /// Of its file.
    pub version: u32,
    /// Whether it is for peers on duty only.
    pub for_peers: bool,
    /// Its title.
    pub title: Text,
    /// What stands above its entries.
    pub stem: Text,
    /// What can be ticked, in order.
    pub entries: Vec<Entry>,
    /// What is said below what it points to.
    pub closing: Text,
    /// Where its content comes from, and what was not read.
    pub source: Text,
}

/// What can be ticked.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Names it.
    pub id: String,
    /// Its text.
    pub text: Text,
    /// Whether it opens the crisis choice.
    pub opens_crisis: bool,
    /// Ids of exercises.
    pub tools: Vec<String>,
    /// Topics that peers know.
    pub topics: Vec<Topic>,
    /// What lines are there for.
    pub needs: Vec<LineTopic>,
}

/// What ticked entries point to: what most of them name first. No number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointers {
    /// Whether the crisis choice opens, whatever else was ticked.
    pub safety: Safety,
    /// Ids of exercises.
    pub tools: Vec<String>,
    /// Topics that peers know.
    pub topics: Vec<Topic>,
    /// What lines are there for.
    pub needs: Vec<LineTopic>,
}

/// The checklists compiled in.
pub fn checklists() -> &'static [Checklist] {
    // Cannot fail: a test reads every one of them.
    static READ: LazyLock<Vec<Checklist>> =
        LazyLock::new(|| BUNDLED.iter().filter_map(|json| wire::checklist(json).ok()).collect());
    &READ
}

/// One of them.
pub fn checklist(id: &str) -> Option<&'static Checklist> {
    checklists().iter().find(|checklist| checklist.id == id)
}

const BUNDLED: [&str; 3] = [
    include_str!("../../content/checklists/job-stressors.json"),
    include_str!("../../content/checklists/shift-sleep.json"),
    include_str!("../../content/checklists/peer-load.json"),
];

impl Checklist {
    /// What the entries with these ids point to. An id that there is not is passed over.
    pub fn pointers(&self, ticked: &[String]) -> Pointers {
        let ticked: Vec<&Entry> = self.entries.iter().filter(|entry| ticked.contains(&entry.id)).collect();
        let opens = ticked.iter().any(|entry| entry.opens_crisis);
        let asked = self.entries.iter().any(|entry| entry.opens_crisis);
        let safety = match (opens, asked) {
            (true, _) => Safety::Open,
            // What is not ticked was not answered with "no".
            (false, true) => Safety::Unknown,
            (false, false) => Safety::NotAsked,
        };
        Pointers {
            safety,
            tools: most_named(ticked.iter().flat_map(|entry| entry.tools.iter().cloned())),
            topics: most_named(ticked.iter().flat_map(|entry| entry.topics.iter().copied())),
            needs: most_named(ticked.iter().flat_map(|entry| entry.needs.iter().copied())),
        }
    }
}

/// Each once: what is named most often first, then what is named first.
fn most_named<T: PartialEq>(named: impl Iterator<Item = T>) -> Vec<T> {
    let mut counted: Vec<(T, u32)> = Vec::new();
    for one in named {
        match counted.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counted.push((one, 1)),
        }
    }
    order::by_key(&mut counted, |(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(one, _)| one).collect()
}
