//! The roster as bytes: comma-separated UTF-8 with or without a byte order mark, header required.

use super::rules::{Found, RowFault};
use super::{Roster, Row};
use peerline_protocol::pack::directory::{FIELDS, LONGEST_ROW};

const MARK: &[u8] = b"\xef\xbb\xbf";

/// How the file was written, to write it back alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    mark: bool,
    carriage_returns: bool,
}

/// The rows that have all columns, and what is wrong with the others.
pub(super) fn parse(bytes: &[u8]) -> (Roster, Vec<Found>) {
    let body = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let style = Style {
        mark: body.len() != bytes.len(),
        carriage_returns: body.windows(2).any(|pair| pair == b"\r\n"),
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body);
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut has_header = false;
    for record in reader.byte_records() {
        // From bytes in memory only a fault of the file itself can come, and csv reads on over those.
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let whole_row = |fault| Found { line, column: None, fault };
        if !has_header {
            has_header = true;
            if !record.iter().eq(FIELDS.iter().map(|field| field.as_bytes())) {
                faults.push(whole_row(RowFault::Header));
            }
        } else if record.as_slice().len() > LONGEST_ROW {
            faults.push(whole_row(RowFault::TooLong));
        } else if record.len() != FIELDS.len() {
            faults.push(whole_row(RowFault::Columns(record.len())));
        } else {
            match record.iter().map(|cell| String::from_utf8(cell.to_vec())).collect::<Result<_, _>>() {
                Ok(cells) => rows.push(Row { line, cells }),
                Err(_) => faults.push(whole_row(RowFault::NotUtf8)),
            }
        }
    }
    if !has_header {
        faults.push(Found { line: 1, column: None, fault: RowFault::Header });
    }
    (Roster { rows, style }, faults)
}

pub(super) fn print(rows: &[Row], style: Style) -> Vec<u8> {
    let terminator = if style.carriage_returns { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let start = if style.mark { MARK.to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(start);
    // Writing to memory does not fail, and all rows have the same columns.
    let _ = writer.write_record(FIELDS);
    for row in rows {
        let _ = writer.write_record(&row.cells);
    }
    writer.into_inner().unwrap_or_default()
}
