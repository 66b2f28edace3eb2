//! What the relay has stored: looked up in a copy of its database, and searched for in all of its files.

use crate::tell::Stopped;
use peerline_core::ids::RequestId;
use rusqlite::Connection;
use std::fs;
use std::path::Path;

/// The rows of one request.
pub struct Stored {
    /// The sealed bytes, as they came.
    pub sealed: Vec<u8>,
    /// The sealed answers of peers who claimed.
    pub answers: Vec<Vec<u8>>,
    /// The sealed messages to the peer who holds it.
    pub messages: Vec<Vec<u8>>,
    /// Everything else that is kept of it, column by column, as bytes.
    pub beside: Vec<u8>,
}

/// How many rows each table has that speaks of requests.
#[derive(Debug, PartialEq, Eq)]
pub struct Rows {
    pub requests: u32,
    pub sealed: u32,
    pub claims: u32,
    pub messages: u32,
    /// The ids in the tombstones: hashes.
    pub tombstones: Vec<Vec<u8>>,
}

/// A copy of the relay's files: the relay goes on with its own.
pub struct Copy {
    _folder: tempfile::TempDir,
    database: Connection,
}

impl Copy {
    pub fn of(data: &Path) -> Result<Self, Stopped> {
        let folder = tempfile::tempdir().map_err(said)?;
        for name in ["relay.sqlite", "relay.sqlite-wal"] {
            if data.join(name).exists() {
                fs::copy(data.join(name), folder.path().join(name)).map_err(said)?;
            }
        }
        let database = Connection::open(folder.path().join("relay.sqlite")).map_err(said)?;
        Ok(Self { _folder: folder, database })
    }

    /// Everything about one request.
    pub fn request(&self, id: &RequestId) -> Result<Stored, Stopped> {
        let number: i64 = self
            .database
            .query_row("SELECT number FROM requests WHERE id = ?1", [id.as_bytes()], |row| row.get(0))
            .map_err(said)?;
        let blobs = |sql: &str| -> Result<Vec<Vec<u8>>, Stopped> {
            let mut rows = self.database.prepare(sql).map_err(said)?;
            let found = rows.query_map([number], |row| row.get(0)).map_err(said)?;
            found.collect::<rusqlite::Result<_>>().map_err(said)
        };
        let sealed = blobs("SELECT bytes FROM sealed WHERE request = ?1")?;
        Ok(Stored {
            sealed: sealed.into_iter().next().ok_or("the relay kept no sealed bytes")?,
            answers: blobs("SELECT answer FROM claims WHERE request = ?1")?,
            messages: blobs("SELECT message FROM holder_events WHERE request = ?1 AND message IS NOT NULL")?,
            beside: [
                blobs("SELECT CAST(owner || submitted AS BLOB) FROM requests WHERE number = ?1")?.concat(),
                blobs("SELECT holder FROM claims WHERE request = ?1")?.concat(),
                blobs("SELECT CAST(key || body AS BLOB) FROM answered WHERE request = ?1")?.concat(),
            ]
            .concat(),
        })
    }

    /// What is left of all requests together.
    pub fn rows(&self) -> Result<Rows, Stopped> {
        let count = |table: &str| -> Result<u32, Stopped> {
            let sql = format!("SELECT count(*) FROM {table}");
            self.database.query_row(&sql, [], |row| row.get(0)).map_err(said)
        };
        let mut tombstones = self.database.prepare("SELECT id FROM tombstones").map_err(said)?;
        let tombstones = tombstones.query_map([], |row| row.get(0)).map_err(said)?;
        Ok(Rows {
            requests: count("requests")?,
            sealed: count("sealed")?,
            claims: count("claims")?,
            messages: count("holder_events")?,
            tombstones: tombstones.collect::<rusqlite::Result<_>>().map_err(said)?,
        })
    }
}

/// How often bytes occur in the relay's files and in its log.
pub fn occurrences(data: &Path, log: &Path, needle: &[u8]) -> Result<usize, Stopped> {
    let mut found = count(&fs::read(log).map_err(said)?, needle);
    for file in fs::read_dir(data).map_err(said)? {
        found += count(&fs::read(file.map_err(said)?.path()).map_err(said)?, needle);
    }
    Ok(found)
}

/// How often bytes occur in bytes.
pub fn count(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).filter(|window| *window == needle).count()
}

fn said(error: impl std::fmt::Display) -> Stopped {
    error.to_string()
}
