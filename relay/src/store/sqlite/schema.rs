//! Opening the file: its lock, its settings and its numbered migrations.

use crate::life::Moment;
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("the data folder cannot be written")]
    Folder,
    /// Another relay has it open.
    #[error("another relay uses this data folder")]
    InUse,
    /// The file was made by a newer version.
    #[error("the data was written by a newer version of the relay")]
    Newer,
    /// The file is damaged, or is no store.
    #[error("the data file cannot be read")]
    Damaged,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

impl From<rusqlite::Error> for OpenError {
    fn from(_: rusqlite::Error) -> Self {
        Self::Damaged
    }
}

const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/0001_requests.sql"),
    include_str!("../../../migrations/0002_statements.sql"),
];

/// The file in a data folder.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("relay.sqlite")
}

/// Takes the folder for this process.
pub(super) fn lock(folder: &Path) -> Result<File, OpenError> {
    std::fs::create_dir_all(folder).map_err(|_| OpenError::Folder)?;
    let file = private(&folder.join("relay.lock"))?;
    file.try_lock().map_err(|_| OpenError::InUse)?;
    Ok(file)
}

/// The writer's connection, with the schema of this version.
pub(super) fn open(folder: &Path) -> Result<Connection, OpenError> {
    // SQLite gives its other files the permissions of this one: the operator's user alone reads them.
    private(&file(folder))?;
    let mut connection = Connection::open_with_flags(file(folder), flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32_768)?;
    // Nobody else writes; only emptying the log may have to wait for a reader, and can as well be done a moment later.
    connection.busy_timeout(std::time::Duration::from_millis(20))?;
    connection.set_prepared_statement_cache_capacity(64);
    migrate(&mut connection)?;
    Ok(connection)
}

/// A connection that can only read.
pub(super) fn open_to_read(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(file, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(connection)
}

/// The latest moment that was written down.
pub(super) fn latest(connection: &Connection) -> Result<Moment, OpenError> {
    Ok(Moment(connection.query_row("SELECT latest FROM clock", [], |row| row.get(0))?))
}

fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version as usize > MIGRATIONS.len() {
        return Err(OpenError::Newer);
    }
    for (number, migration) in (1u32..).zip(MIGRATIONS).skip(version as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

fn private(path: &Path) -> Result<File, OpenError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|_| OpenError::Folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_on_the_disk_at_the_commit_and_what_is_deleted_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(folder.path()).unwrap();
        let setting = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        const FULL: i64 = 2;
        assert_eq!(["synchronous", "secure_delete", "foreign_keys"].map(setting), [FULL, 1, 1]);
        let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(journal, "wal");
    }

    #[test]
    fn data_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let newer = MIGRATIONS.len() as u32 + 1;
        open(folder.path()).unwrap().pragma_update(None, "user_version", newer).unwrap();
        assert!(matches!(open(folder.path()), Err(OpenError::Newer)));
        std::fs::write(file(folder.path()), b"this is not a database, whatever its name says").unwrap();
        assert!(matches!(open(folder.path()), Err(OpenError::Damaged)));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_operators_user_can_read_the_files() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let _lock = lock(folder.path()).unwrap();
        let connection = open(folder.path()).unwrap();
        connection.execute_batch("CREATE TABLE something (x)").unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap()).collect();
        assert!(files.len() >= 3);
        for entry in files {
            assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.file_name());
        }
    }
}
