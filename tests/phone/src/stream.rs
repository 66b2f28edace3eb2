//! Lines in and out, without the standard library's buffers: those would keep what was said after it was forgotten everywhere else.

use serde_json::Value;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::os::fd::AsFd as _;
use zeroize::{Zeroize as _, Zeroizing};

/// Standard input, unbuffered.
pub(crate) fn input() -> io::Result<File> {
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// Standard output, unbuffered.
pub(crate) fn output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// Reads lines; what was read is overwritten once the line was handed out and dropped.
pub(crate) struct Lines<R> {
    from: R,
    waiting: Zeroizing<Vec<u8>>,
}

/// The longest line that is read.
const LONGEST: usize = 64 << 10;

impl<R: Read> Lines<R> {
    pub(crate) fn new(from: R) -> Self {
        Self { from, waiting: Zeroizing::new(Vec::new()) }
    }

    /// The next line without its end; `None` at the end of the input.
    pub(crate) fn next(&mut self) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        let mut chunk = Zeroizing::new(vec![0; 4096]);
        loop {
            if let Some(end) = self.waiting.iter().position(|byte| *byte == b'\n') {
                let line = Zeroizing::new(self.waiting[..end].to_vec());
                let rest = self.waiting[end + 1..].to_vec();
                self.waiting.zeroize();
                *self.waiting = rest;
                return Ok(Some(line));
            }
            if self.waiting.len() > LONGEST {
                return Err(io::ErrorKind::InvalidData.into());
            }
            match self.from.read(&mut chunk)? {
                0 => return Ok(None),
                length => self.waiting.extend_from_slice(&chunk[..length]),
            }
        }
    }
}

/// Writes one value a line, whole.
pub(crate) struct Out(File);

impl Out {
    pub(crate) fn new(to: File) -> Self {
        Self(to)
    }

    pub(crate) fn line(&mut self, value: &Value) -> io::Result<()> {
        let mut line = Zeroizing::new(serde_json::to_vec(value)?);
        line.push(b'\n');
        self.0.write_all(&line)
    }
}
