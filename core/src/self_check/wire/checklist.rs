//! A checklist as a file.

use super::{InstrumentRefused, WireText, own, word};
use crate::lists::Topic;
use crate::self_check::checklist::{Checklist, Entry};
use peerline_protocol::lists::LineTopic;
use peerline_protocol::{json, order};
use serde::Deserialize;

/// Reads one checklist.
pub(in crate::self_check) fn checklist(json: &str) -> Result<Checklist, InstrumentRefused> {
    let wire: WireChecklist = json::from_str(json).map_err(|_| InstrumentRefused::Malformed)?;
    let ids = order::distinct(wire.entries.iter().map(|entry| &entry.id));
    if !(1..=50).contains(&wire.entries.len()) || ids != wire.entries.len() {
        return Err(InstrumentRefused::Questions);
    }
    Ok(Checklist {
        id: word("id", wire.id)?,
        version: wire.version,
        for_peers: wire.for_peers,
        title: own("title", wire.title, 80)?,
        stem: own("stem", wire.stem, 400)?,
        entries: wire.entries.into_iter().map(entry).collect::<Result<_, _>>()?,
        closing: own("closing", wire.closing, 400)?,
        source: own("source", wire.source, 600)?,
    })
}

#[derive(Deserialize)]
struct WireChecklist {
    id: String,
    version: u32,
    for_peers: bool,
    title: WireText,
    stem: WireText,
    entries: Vec<WireEntry>,
    closing: WireText,
    source: WireText,
}

#[derive(Deserialize)]
struct WireEntry {
    id: String,
    text: WireText,
    #[serde(default)]
    opens_crisis: bool,
    tools: Vec<String>,
    topics: Vec<String>,
    needs: Vec<String>,
}

fn entry(wire: WireEntry) -> Result<Entry, InstrumentRefused> {
    Ok(Entry {
        id: word("entries", wire.id)?,
        text: own("entries", wire.text, 200)?,
        opens_crisis: wire.opens_crisis,
        tools: wire.tools.into_iter().map(|id| word("tools", id)).collect::<Result<_, _>>()?,
        topics: all_listed("topics", &wire.topics, Topic::of_word)?,
        needs: all_listed("needs", &wire.needs, LineTopic::of_word)?,
    })
}

fn all_listed<T>(
    field: &'static str,
    words: &[String],
    of_word: fn(&str) -> Option<T>,
) -> Result<Vec<T>, InstrumentRefused> {
    words.iter().map(|word| of_word(word).ok_or(InstrumentRefused::UnknownValue(field))).collect()
}
