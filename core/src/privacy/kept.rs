//! Everything that this app keeps on the phone, declared: areas with their tables, and the entries of the app's folder.
//!
//! Whoever adds a table or a file adds it here, with its words in `privacy.ftl` (`privacy-area`, `privacy-area-what`,
//! `privacy-file`). A test compares this with the real files and their real schema, in both directions.

use crate::pack;
use crate::vault::{Which, own_file};

/// One area: what belongs together for its owner, and is erased together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its word, in catalogues and at the border.
    pub word: &'static str,
    /// Its tables, those that hang on another before it.
    pub tables: &'static [Table],
    /// The words of its own entries of the app's folder, where it has any.
    pub entries: &'static [&'static str],
    /// Whether and when it can be erased alone.
    pub erasing: Erasing,
}

/// A table of one of the two vault files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The file.
    pub file: Which,
    /// Its name.
    pub name: &'static str,
}

/// Whether and when an area can be erased alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasing {
    /// At any time.
    Alone,
    /// Not while a request is under way: peers would go on being asked, and the answer would find nobody.
    NotWhileAsking,
    /// Not while this peer is on call or holds a request: somebody may be waiting.
    NotOnDuty,
    /// Only with everything else.
    WithEverything,
}

/// The areas, in the order of the report. One entry each.
pub const AREAS: &[Area] = &[
    Area {
        word: "requests",
        tables: &[
            officer("request_answer"),
            officer("request_ask"),
            officer("request_relay"),
            officer("request_slot"),
            officer("request"),
            officer("outbox"),
        ],
        entries: &[],
        erasing: Erasing::NotWhileAsking,
    },
    Area {
        word: "self_checks",
        tables: &[
            officer("self_check_rest"),
            officer("self_check"),
            officer("self_check_draft"),
            officer("self_check_instrument"),
        ],
        entries: &[],
        erasing: Erasing::Alone,
    },
    Area { word: "coping", tables: &[officer("coping_use")], entries: &[], erasing: Erasing::Alone },
    Area {
        word: "safety_plan",
        tables: &[officer("plan_item"), officer("plan_step"), officer("plan")],
        entries: &["plan"],
        erasing: Erasing::Alone,
    },
    Area {
        word: "follow_ups",
        tables: &[
            officer("follow_up"),
            officer("follow_up_after"),
            duty("peer_reminder"),
            // The plan's reminder is set again at once.
            duty("timer"),
        ],
        entries: &[],
        erasing: Erasing::Alone,
    },
    Area { word: "exclusions", tables: &[officer("conflict")], entries: &[], erasing: Erasing::Alone },
    Area { word: "limits", tables: &[officer("limits_accepted")], entries: &[], erasing: Erasing::Alone },
    Area { word: "myself", tables: &[officer("myself")], entries: &[], erasing: Erasing::Alone },
    Area {
        word: "pool",
        tables: &[officer("membership"), officer("peer_key"), officer("key_snapshot")],
        entries: &[],
        erasing: Erasing::NotWhileAsking,
    },
    Area {
        word: "duty",
        tables: &[
            duty("offer_claim"),
            duty("offer"),
            duty("done_with"),
            duty("published"),
            duty("daily_key"),
            duty("duty"),
            duty("duty_break"),
            duty("outbox"),
            duty("membership"),
        ],
        entries: &[],
        erasing: Erasing::NotOnDuty,
    },
    Area {
        word: "written",
        tables: &[officer("written"), duty("written")],
        entries: &[],
        erasing: Erasing::WithEverything,
    },
];

impl Area {
    /// The area of a word.
    pub fn of_word(word: &str) -> Option<&'static Self> {
        AREAS.iter().find(|area| area.word == word)
    }

    /// Its own entries of the app's folder.
    pub(super) fn own_entries(&self) -> impl Iterator<Item = &'static Entry> + Clone {
        FOLDER.iter().filter(|entry| self.entries.contains(&entry.word))
    }

    /// The names of its tables in one of the files.
    pub(super) fn tables_in(&self, file: Which) -> impl Iterator<Item = &'static str> {
        self.tables.iter().filter(move |table| table.file == file).map(|table| table.name)
    }
}

/// An entry of the app's private folder: a file, or a folder with one sealed file and what may lie beside that.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Its word in the catalogue.
    pub word: &'static str,
    /// The ids of the phone's keys without which it cannot be read; none for a plain file.
    pub keys: fn() -> Vec<String>,
}

/// The entries of the app's folder. Whatever is kept anywhere else is not kept by this app.
pub const FOLDER: &[Entry] = &[
    Entry { name: Which::Officer.folder_name(), word: "officer", keys: || Which::Officer.key_ids() },
    Entry { name: Which::Duty.folder_name(), word: "duty", keys: || Which::Duty.key_ids() },
    Entry { name: pack::FOLDER, word: "packs", keys: || vec![pack::KEY.to_owned()] },
    Entry { name: own_file::FOLDER, word: "plan", keys: || vec![own_file::KEY.to_owned()] },
    Entry { name: crate::settings::FILE, word: "settings", keys: Vec::new },
];

const fn officer(name: &'static str) -> Table {
    Table { file: Which::Officer, name }
}

const fn duty(name: &'static str) -> Table {
    Table { file: Which::Duty, name }
}
