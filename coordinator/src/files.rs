//! Reading and writing files: whole or not at all.

use crate::error::Error;
use atomic_write_file::AtomicWriteFile;
use std::ffi::OsStr;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// The whole file.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(file).map_err(|error| Error::Unreadable { file: file.to_owned(), kind: error.kind() })
}

/// The whole file, or `None` if there is none.
pub(crate) fn read_if_there(file: &Path) -> Result<Option<Vec<u8>>, Error> {
    match read(file) {
        Err(Error::Unreadable { kind: ErrorKind::NotFound, .. }) => Ok(None),
        other => other.map(Some),
    }
}

/// Writes or replaces a file: a reader sees the old bytes or the new, never a part.
pub(crate) fn replace(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        let mut open = AtomicWriteFile::open(file)?;
        open.write_all(bytes)?;
        open.commit()
    };
    write().map_err(|error: std::io::Error| {
        sweep(file);
        Error::Unwritable { file: file.to_owned(), kind: error.kind() }
    })
}

/// Takes away what a replacement that failed left beside the file.
fn sweep(file: &Path) {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name().and_then(OsStr::to_str)) else {
        return;
    };
    let stray = format!(".{name}.");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(&stray)) {
            // If it cannot be removed it is only in the way of tidiness.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Writes a file that must not exist yet.
pub(crate) fn create(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    create_with(file, bytes, false)
}

/// Writes a file that must not exist yet and that only its owner can read (mode 0600).
pub(crate) fn create_secret(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    create_with(file, bytes, true)
}

pub(crate) fn folder(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Error::Unwritable { file: folder.to_owned(), kind: error.kind() })
}

fn create_with(file: &Path, bytes: &[u8], secret: bool) -> Result<(), Error> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let mut open = options.open(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Error::Exists(file.to_owned()),
        kind => Error::Unwritable { file: file.to_owned(), kind },
    })?;
    open.write_all(bytes).and_then(|()| open.sync_all()).map_err(|error| {
        // What was begun is taken away again.
        let _ = std::fs::remove_file(file);
        Error::Unwritable { file: file.to_owned(), kind: error.kind() }
    })
}
