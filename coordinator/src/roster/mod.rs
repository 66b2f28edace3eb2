//! The roster: `roster.csv`, one peer a row, kept by a coordinator in a spreadsheet.
//!
//! Everything wrong with it is named at once, each with line, column and reason, and never with the content of the cell. What is *not*
//! checked: whether a number is in use or is the peer's, whether a name is right, whether training took place.

mod rules;
mod wire;

pub use rules::RowFault;

use crate::error::{Error, Fault};
use crate::files;
use peerline_protocol::ids::{Day, PeerId};
use peerline_protocol::pack::DirectoryRow;
use peerline_protocol::pack::directory::FIELDS;
use peerline_protocol::random::{NoRandomness, SystemRandom};
use std::path::Path;

/// The place of the column `id`.
pub const ID: usize = 0;
/// The place of the column `key`.
pub const KEY: usize = FIELDS.len() - 1;

/// A roster whose rows all have the right columns; whether their cells are right is for [`check`] to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    rows: Vec<Row>,
    style: wire::Style,
}

/// One row: its line in the file, from 1, and its cells in the order of [`FIELDS`].
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row").field("line", &self.line).finish_non_exhaustive()
    }
}

/// Checks a roster as it will be on `today`, and gives its rows, sorted by id.
///
/// # Errors
/// `Faulty` with every fault of every row.
pub fn check(file: &Path, today: Day) -> Result<Vec<DirectoryRow>, Error> {
    let (roster, mut faults) = wire::parse(&files::read(file)?);
    let (mut rows, of_rules) = rules::check(&roster.rows, today);
    faults.extend(of_rules);
    if faults.is_empty() {
        rows.sort_unstable_by_key(|row| row.id);
        return Ok(rows);
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    Err(Error::Faulty(
        faults.into_iter().map(|fault| Fault::new(file, fault.line, fault.to_string())).collect(),
    ))
}

/// Gives an id to every row that has none, and says to how many.
///
/// # Errors
/// Rows that are not in their form; no randomness.
pub fn add_ids(file: &Path) -> Result<usize, Error> {
    let mut roster = Roster::read(file)?;
    let empty: Vec<_> = roster.lines_with(ID, "").collect();
    for line in &empty {
        let id = plain_id().map_err(|_| Error::NoRandomness)?;
        roster.set(*line, ID, &id.to_string());
    }
    if !empty.is_empty() {
        files::replace(file, &roster.to_csv())?;
    }
    Ok(empty.len())
}

/// A new id whose text begins with a letter or a digit, so that no spreadsheet takes it for a sum.
pub fn plain_id() -> Result<PeerId, NoRandomness> {
    loop {
        let id = PeerId::random(&SystemRandom)?;
        if id.to_string().starts_with(|first: char| first.is_ascii_alphanumeric()) {
            return Ok(id);
        }
    }
}

impl Roster {
    /// Reads a roster to change single cells of it.
    ///
    /// # Errors
    /// `Faulty` if the file as such is not in its form: encoding, header, columns.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let (roster, faults) = wire::parse(&files::read(file)?);
        if faults.is_empty() {
            return Ok(roster);
        }
        Err(Error::Faulty(
            faults.into_iter().map(|fault| Fault::new(file, fault.line, fault.to_string())).collect(),
        ))
    }

    /// The line of a peer.
    pub fn line_of(&self, id: PeerId) -> Option<usize> {
        self.lines_with(ID, &id.to_string()).next()
    }

    /// The lines that have this text in a column.
    pub fn lines_with(&self, column: usize, text: &str) -> impl Iterator<Item = usize> {
        self.rows
            .iter()
            .filter(move |row| row.cells.get(column).is_some_and(|cell| cell == text))
            .map(|row| row.line)
    }

    /// A cell; empty where there is none.
    pub fn cell(&self, line: usize, column: usize) -> &str {
        self.rows
            .iter()
            .find(|row| row.line == line)
            .and_then(|row| row.cells.get(column))
            .map_or("", String::as_str)
    }

    /// Changes a cell that exists.
    pub fn set(&mut self, line: usize, column: usize, text: &str) {
        let row = self.rows.iter_mut().find(|row| row.line == line);
        if let Some(cell) = row.and_then(|row| row.cells.get_mut(column)) {
            text.clone_into(cell);
        }
    }

    /// The file, with the mark and line ends that it had.
    pub fn to_csv(&self) -> Vec<u8> {
        wire::print(&self.rows, self.style)
    }
}

#[cfg(test)]
mod tests;
