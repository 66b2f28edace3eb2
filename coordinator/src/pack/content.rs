//! The files of a pack: read strictly from the pool folder, with every fault, and checked for their form in a pack folder.

use super::{fault, lines};
use crate::error::{Error, Fault};
use crate::fields::{self, Shape};
use crate::files;
use crate::pool::PoolFolder;
use crate::roster;
use peerline_protocol::ids::Day;
use peerline_protocol::pack::{
    ContentError, DirectoryRow, Envelope, Limits, Lines, Pack, Policy, Region, Root, directory,
};
use std::collections::BTreeSet;
use std::path::Path;

/// One file to be signed, in its one form.
pub(super) struct Content {
    pub(super) pack: Pack,
    pub(super) region: Region,
    pub(super) bytes: Vec<u8>,
}

/// Whether bytes are in the form of their kind.
pub(super) fn check(pack: Pack, bytes: &[u8]) -> Result<(), ContentError> {
    match pack {
        Pack::Directory => directory::parse(bytes).map(|_| ()),
        Pack::Policy => Policy::parse(bytes).map(|_| ()),
        Pack::Limits => Limits::parse(bytes).map(|_| ()),
        Pack::Crisis | Pack::Lines => Lines::parse(bytes).map(|_| ()),
        // Who signed a root is checked where roots are walked; here only its form is.
        Pack::Root => Envelope::parse(bytes)
            .and_then(|envelope| Root::parse(envelope.unverified_payload()))
            .map(|_| ())
            .map_err(|_| ContentError::whole("not a root")),
        Pack::Instruments | Pack::Coping => {
            Err(ContentError::whole("this version of the builder has no such files yet"))
        }
    }
}

/// The pool's files, or every fault in any of them.
pub(super) fn of_pool(folder: &PoolFolder, region: &Region, today: Day) -> Result<Vec<Content>, Error> {
    let mut faults = Vec::new();
    let rows = gather(&mut faults, roster::check(&folder.file("roster.csv"), today))?;
    let policy = gather(&mut faults, strictly(&folder.file("policy.json"), &fields::POLICY, Policy::parse))?;
    let limits_file = folder.file("limits.json");
    let limits = gather(&mut faults, strictly(&limits_file, &fields::LIMITS, Limits::parse))?;
    let lines_file = folder.file("lines.json");
    let lines = if lines_file.exists() { gather(&mut faults, read_lines(&lines_file, true))? } else { None };
    if let (Some(rows), Some(limits)) = (&rows, &limits) {
        faults.extend(agencies_without_peers(&limits_file, limits, rows));
        if !limits.jurisdiction.covers(region) {
            faults
                .push(fault(&limits_file, format!("jurisdiction does not cover the pool's region {region}")));
        }
    }
    let (Some(rows), Some(policy), Some(limits)) = (rows, policy, limits) else {
        return Err(Error::Faulty(faults));
    };
    if !faults.is_empty() {
        return Err(Error::Faulty(faults));
    }
    let content = |pack, bytes| Content { pack, region: region.clone(), bytes };
    let mut contents = vec![
        content(Pack::Directory, directory::print(&rows)),
        content(Pack::Limits, limits.to_json()),
        content(Pack::Policy, policy.to_json()),
    ];
    contents.extend(lines.map(|lines| content(Pack::Lines, lines.to_json())));
    Ok(contents)
}

/// The publisher's files, or every fault in any of them. Instruments and exercises come with a later version.
pub(super) fn of_publisher(folder: &PoolFolder) -> Result<Vec<Content>, Error> {
    let lines = read_lines(&folder.file("crisis.json"), false)?;
    // One file serves every country; entries name theirs.
    let region = Region::parse("ZZ").ok_or(Error::BadArgument("no region"))?;
    Ok(vec![Content { pack: Pack::Crisis, region, bytes: lines.to_json() }])
}

/// Lines that may be signed, every one of them such that phones accept it.
fn read_lines(file: &Path, by_pool: bool) -> Result<Lines, Error> {
    let lines = strictly(file, &fields::LINES, Lines::parse)?;
    let text = files::read(file)?;
    let faults: Vec<_> = lines
        .entries
        .iter()
        .flat_map(|entry| {
            let at = line_of_id(&text, &entry.id);
            lines::faults(entry, by_pool)
                .into_iter()
                .map(move |reason| Fault::new(file, at, format!("{}: {reason}", entry.id)))
        })
        .collect();
    if faults.is_empty() { Ok(lines) } else { Err(Error::Faulty(faults)) }
}

fn agencies_without_peers(file: &Path, limits: &Limits, rows: &[DirectoryRow]) -> Vec<Fault> {
    let agencies: BTreeSet<_> = rows.iter().map(|row| row.agency.as_str()).collect();
    let unknown = limits.agencies.keys().filter(|agency| !agencies.contains(agency.as_str()));
    unknown.map(|agency| fault(file, format!("agencies: no peer in the roster is of {agency:?}"))).collect()
}

/// Reads a file as phones do, and refuses what phones would ignore.
fn strictly<T>(
    file: &Path,
    shape: &Shape,
    parse: impl Fn(&[u8]) -> Result<T, ContentError>,
) -> Result<T, Error> {
    let bytes = files::read(file)?;
    let mut faults = fields::unknown(file, &bytes, shape);
    match parse(&bytes) {
        Ok(value) if faults.is_empty() => Ok(value),
        Ok(_) => Err(Error::Faulty(faults)),
        Err(error) => {
            faults.push(Fault::new(file, error.line, error.reason));
            Err(Error::Faulty(faults))
        }
    }
}

/// Keeps faults for later, so that one run names those of all files; other errors end it.
fn gather<T>(faults: &mut Vec<Fault>, result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Faulty(found)) => {
            faults.extend(found);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn line_of_id(text: &[u8], id: &str) -> usize {
    let quoted = format!("\"{id}\"");
    String::from_utf8_lossy(text)
        .lines()
        .position(|line| line.contains("\"id\"") && line.contains(&quoted))
        .map_or(0, |line| line + 1)
}
