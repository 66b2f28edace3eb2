//! The directory: the peers that an officer can see, look for and ask, without telling anybody whom.
//!
//! It is made of the rows of a verified `directory` pack and lies in memory; every search happens on this phone. A peer whose
//! designation or training is over is not offered from that second on. Whom the officer must not meet (a supervisor, internal
//! affairs, somebody who was at the incident, anybody they name) is kept in the vault and is in no list, no count and no match:
//! a directory cannot be made without saying who that is.

mod rules;
mod store;
#[cfg(test)]
mod tests;
mod text;

pub use rules::{AgencyFilter, Conflict, Now, OnCall, PageRequest, Query, Reason, Rotation};

use crate::sensitive::Sensitive;
use crate::vault::{Vault, VaultError};
use crate::words::{self, Say, Words};
use peerline_protocol::ids::{Minute, PeerId};
use peerline_protocol::lists::{Modality, Role, Topic};
use peerline_protocol::order;
use peerline_protocol::pack::{DirectoryRow, Language, Region};
use std::cmp::Reverse;
use std::fmt;
use text::Index;

/// The peers of a pool, as one officer may see them.
pub struct Directory {
    rows: Vec<DirectoryRow>,
    index: Index,
    signed: Minute,
    excluded: Vec<bool>,
}

impl Directory {
    /// A directory of verified rows. `signed` is when their manifest was issued: a clock before that brings no lapsed designation
    /// back. `conflicts` name whom this officer must not meet.
    pub fn new(rows: Vec<DirectoryRow>, signed: Minute, conflicts: &[Conflict]) -> Self {
        let topics = topic_words();
        let index = Index::new(rows.iter().map(|row| searched(row, &topics)));
        let mut directory = Self { rows, index, signed, excluded: Vec::new() };
        directory.exclude(conflicts);
        directory
    }

    /// Takes over changed conflicts; those from before no longer count.
    pub fn exclude(&mut self, conflicts: &[Conflict]) {
        self.excluded =
            self.rows.iter().map(|row| conflicts.iter().any(|conflict| conflict.names(row))).collect();
    }

    /// One page of the peers who are offered now and fit the query. The best first: every word as it stands there, then beginnings
    /// of words, then words with one wrong letter; among equals those on call, then by rotation.
    pub fn search(&self, query: &Query, page: PageRequest, now: &Now<'_>) -> Page<PeerRow> {
        let place = |fit: u32, row: &DirectoryRow| {
            (fit, Reverse(now.on_call.has(row.id, now.at)), now.rotation.place(row.id), row.id)
        };
        let mut found: Vec<_> = self.found(query, now).map(|(fit, row)| (place(fit, row), row)).collect();
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        // Of many peers only those up to the end of the page are put in order.
        let end = page.end();
        if end < found.len() {
            found.select_nth_unstable_by_key(end, |(place, _)| *place);
            found.truncate(end);
        }
        found.sort_unstable_by_key(|(place, _)| *place);
        Page { rows: page.of(found).map(|(_, row)| peer_row(row, now)).collect(), total }
    }

    /// How many peers are offered now and fit the query.
    pub fn count(&self, query: &Query, now: &Now<'_>) -> u32 {
        u32::try_from(self.found(query, now).count()).unwrap_or(u32::MAX)
    }

    /// One peer. `None` if they are not offered now, whoever asks and whatever was shown before.
    pub fn peer(&self, id: PeerId, now: &Now<'_>) -> Option<PeerRow> {
        self.offered(now).find(|(_, row)| row.id == id).map(|(_, row)| peer_row(row, now))
    }

    /// The peers whom a request can reach: offered now, fitting the query, and with the app. In order of id, so that nothing about
    /// the choice is in the order.
    pub fn askable(&self, query: &Query, now: &Now<'_>) -> Vec<Askable> {
        let mut askable: Vec<_> = self
            .found(query, now)
            .filter_map(|(_, row)| {
                Some(Askable { peer: row.id, key: row.key?, on_call: now.on_call.has(row.id, now.at) })
            })
            .collect();
        order::by_key(&mut askable, |askable| askable.peer);
        askable
    }

    /// The agencies that have at least one peer who is offered now, by name.
    pub fn agencies(&self, now: &Now<'_>) -> Vec<String> {
        let mut agencies: Vec<_> = self.offered(now).map(|(_, row)| row.agency.clone()).collect();
        order::ascending(&mut agencies);
        agencies.dedup();
        agencies
    }

    /// The rows that are offered and fit, with how well.
    fn found<'a>(&'a self, query: &'a Query, now: &Now<'_>) -> impl Iterator<Item = (u32, &'a DirectoryRow)> {
        let fits = self.index.search(query.text.expose());
        self.offered(now)
            .filter_map(move |(place, row)| Some((fits.get(place).copied().flatten()?, row)))
            .filter(|(_, row)| rules::passes(row, query))
    }

    fn offered<'a>(&'a self, now: &Now<'_>) -> impl Iterator<Item = (usize, &'a DirectoryRow)> {
        let today = rules::deciding_day(now.at, self.signed);
        let rows = self.rows.iter().zip(&self.excluded).enumerate();
        rows.filter(move |(_, (row, excluded))| !**excluded && row.is_designated(today))
            .map(|(place, (row, _))| (place, row))
    }
}

/// Nothing of the rows is printed.
impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Directory({} rows)", self.rows.len())
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Its rows, at most 50.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub total: u32,
}

/// A peer as lists show them.
#[derive(Clone, PartialEq, Eq)]
pub struct PeerRow {
    /// Names the peer everywhere.
    pub id: PeerId,
    /// As officers know them.
    pub name: Sensitive<String>,
    /// Their agency.
    pub agency: String,
    /// Where they serve.
    pub region: Region,
    /// What they are in the service.
    pub roles: Vec<Role>,
    /// What they have lived through.
    pub experience: Vec<Topic>,
    /// What they are ready to talk about.
    pub topics: Vec<Topic>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// How they can be reached.
    pub modalities: Vec<Modality>,
    /// E.164, if listed.
    pub phone: Option<Sensitive<String>>,
    /// Whether that number may be texted.
    pub text_ok: bool,
    /// Whether a veteran; `None` is not known.
    pub veteran: Option<bool>,
    /// Whether on call now, as far as this phone knows.
    pub on_call: bool,
    /// Whether a request can reach them through the app.
    pub has_app: bool,
}

/// A peer in finished sentences.
#[derive(Clone, PartialEq, Eq)]
pub struct PeerWords {
    /// What they are in the service.
    pub roles: String,
    /// What they have lived through.
    pub experience: String,
    /// What they are ready to talk about.
    pub topics: String,
    /// What they speak.
    pub languages: String,
    /// How they can be reached.
    pub reached_by: String,
    /// Whether they are on call.
    pub on_call: String,
}

impl PeerRow {
    /// The same in finished sentences.
    pub fn in_words(&self, language: words::Language) -> PeerWords {
        let words = Words::of(language);
        let topics = |topics: &[Topic]| {
            topics.iter().map(|topic| Say::TopicName { topic: topic.word() }).collect::<Vec<_>>()
        };
        PeerWords {
            roles: words.list(
                self.roles.iter().map(|role| Say::RoleName { role: role.word() }),
                |list| Say::PeerRoles { list },
                Say::PeerRolesNotKnown,
            ),
            experience: words.list(
                topics(&self.experience).into_iter(),
                |list| Say::PeerExperience { list },
                Say::PeerExperienceNotKnown,
            ),
            topics: words.list(
                topics(&self.topics).into_iter(),
                |list| Say::PeerTopics { list },
                Say::PeerTopicsNotKnown,
            ),
            languages: words.list(
                self.languages.iter().map(|tag| Say::LanguageName { tag: tag.as_str().to_owned() }),
                |list| Say::PeerLanguages { list },
                Say::CrisisLanguagesNotKnown,
            ),
            reached_by: words.list(
                self.modalities.iter().map(|modality| Say::ModalityName { modality: modality.word() }),
                |list| Say::PeerReachedBy { list },
                Say::PeerReachedByNotKnown,
            ),
            on_call: words.say(if self.on_call { &Say::PeerOnCall } else { &Say::PeerOffCall }),
        }
    }
}

macro_rules! prints_nothing {
    ($($name:ident),+) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+ };
}

prints_nothing!(PeerRow, PeerWords, Askable, Exclusion, AgencyFilter, OnCall);

/// A peer whom a request can reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Askable {
    /// Who.
    pub peer: PeerId,
    /// Their directory key (Ed25519), which signs their daily keys.
    pub key: [u8; 32],
    /// Whether on call now, as far as this phone knows.
    pub on_call: bool,
}

/// Whom the officer must not meet, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Whom.
    pub conflict: Conflict,
    /// Why, for the officer's own eyes.
    pub reason: Reason,
}

/// Every exclusion that the officer has made, the oldest first. Hand their conflicts to [`Directory::new`].
///
/// # Errors
/// [`VaultError::Locked`], or what else a vault reports; no directory may be shown then.
pub fn exclusions(vault: &Vault) -> Result<Vec<Exclusion>, VaultError> {
    vault.read(store::all)
}

/// Excludes somebody, for good: when it returns, it is kept. Call [`Directory::exclude`] next.
///
/// # Errors
/// What the vault reports; nothing has changed then.
pub fn exclude(vault: &Vault, exclusion: &Exclusion) -> Result<(), VaultError> {
    vault.keep(|transaction| store::add(transaction, exclusion))
}

/// Takes an exclusion back. Call [`Directory::exclude`] next.
///
/// # Errors
/// What the vault reports; nothing has changed then.
pub fn no_longer_exclude(vault: &Vault, conflict: &Conflict) -> Result<(), VaultError> {
    vault.keep(|transaction| store::remove(transaction, conflict))
}

/// The texts that a row is found by: the name, the agency, and the topics in every language.
fn searched(row: &DirectoryRow, topics: &[String]) -> Vec<String> {
    let topics = row.topics.iter().filter_map(|topic| topics.get(usize::from(topic.number())).cloned());
    [row.name.expose().clone(), row.agency.clone()].into_iter().chain(topics).collect()
}

/// The name of every topic in every language, by the topic's number.
fn topic_words() -> Vec<String> {
    let name = |topic: &Topic| Say::TopicName { topic: topic.word() };
    let in_all = |topic| {
        words::Language::ALL
            .iter()
            .map(|language| Words::of(*language).say(&name(topic)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    Topic::ALL.iter().map(in_all).collect()
}

fn peer_row(row: &DirectoryRow, now: &Now<'_>) -> PeerRow {
    PeerRow {
        id: row.id,
        name: row.name.clone(),
        agency: row.agency.clone(),
        region: row.region.clone(),
        roles: row.roles.clone(),
        experience: row.experience.clone(),
        topics: row.topics.clone(),
        languages: row.languages.clone(),
        modalities: row.modalities.clone(),
        phone: row.phone.clone(),
        text_ok: row.text_ok,
        veteran: row.veteran,
        on_call: now.on_call.has(row.id, now.at),
        has_app: row.key.is_some(),
    }
}
