//! The cache's content as bytes, and the files of packs as values.

use super::rules::Content;
use crate::coping;
use crate::crisis::{Origin, read_entries};
use crate::self_check::read_instruments;
use peerline_protocol::pack::{Limits, Pack, Policy, Refusal, Scope, directory};

/// Whose a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Publisher,
    Pool,
}

impl From<Scope> for Whose {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Publisher => Self::Publisher,
            Scope::Pool(_) => Self::Pool,
        }
    }
}

/// One thing in the cache.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Record {
    /// The signed bytes of the trusted root.
    Root(Whose, Vec<u8>),
    /// The envelope of the accepted manifest.
    Manifest(Whose, Vec<u8>),
    /// The region that it was accepted for.
    Region(Whose, String),
    /// One of its files.
    File(Whose, Vec<u8>),
}

impl Record {
    pub(super) fn whose(&self) -> Whose {
        match self {
            Self::Root(whose, _)
            | Self::Manifest(whose, _)
            | Self::Region(whose, _)
            | Self::File(whose, _) => *whose,
        }
    }
}

/// Records one after the other: kind, length as u64, bytes.
pub(super) fn print(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for record in records {
        let (kind, body) = match record {
            Record::Root(_, body) => (1, body.as_slice()),
            Record::Manifest(_, body) => (2, body.as_slice()),
            Record::Region(_, text) => (3, text.as_bytes()),
            Record::File(_, body) => (4, body.as_slice()),
        };
        bytes.push(kind | if record.whose() == Whose::Pool { 0x10 } else { 0 });
        bytes.extend((body.len() as u64).to_be_bytes());
        bytes.extend(body);
    }
    bytes
}

/// `None` for anything that [`print`] did not write.
pub(super) fn parse(mut bytes: &[u8]) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    while let Some((kind, rest)) = bytes.split_first() {
        let (length, rest) = rest.split_first_chunk::<8>()?;
        let (body, rest) = rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
        bytes = rest;
        let whose = if kind & 0x10 == 0 { Whose::Publisher } else { Whose::Pool };
        let body = body.to_vec();
        records.push(match kind & !0x10 {
            1 => Record::Root(whose, body),
            2 => Record::Manifest(whose, body),
            3 => Record::Region(whose, String::from_utf8(body).ok()?),
            4 => Record::File(whose, body),
            _ => return None,
        });
    }
    Some(records)
}

/// A file of a pack as a value. Of lines, instruments and exercises, those that this version understands: one that it does not takes no other with it.
pub(super) fn content(pack: Pack, bytes: &[u8]) -> Result<Content, Refusal> {
    let lines = |origin| {
        read_entries(text(bytes)?, origin)
            .map(|read| Content::Lines(read.entries))
            .map_err(|_| Refusal::Malformed)
    };
    match pack {
        Pack::Directory => Ok(Content::Directory(directory::parse(bytes)?)),
        Pack::Limits => Ok(Content::Limits(Limits::parse(bytes)?)),
        Pack::Policy => Ok(Content::Policy(Policy::parse(bytes)?)),
        Pack::Crisis => lines(Origin::Publisher),
        Pack::Lines => lines(Origin::Pool),
        Pack::Instruments => read_instruments(text(bytes)?)
            .map(|read| Content::Instruments(read.instruments))
            .map_err(|_| Refusal::Malformed),
        Pack::Coping => coping::read_entries(text(bytes)?)
            .map(|read| Content::Coping(read.exercises))
            .map_err(|_| Refusal::Malformed),
        Pack::Root => Err(Refusal::WrongType),
    }
}

fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(bytes).map_err(|_| Refusal::Malformed)
}
