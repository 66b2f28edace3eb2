//! The vault in its smallest size class, 1 MiB, holding 256 KiB, beside plain SQLite files that keep the same rows.

use crate::Done;
use crate::figure::{Figure, remark};
use crate::phone::{self, Calendar, NoProtection};
use peerline_core::vault::{Which, sealed_file};
use rusqlite::{Connection, MAIN_DB};
use std::path::Path;
use std::sync::Arc;

const COMMITS: u32 = 100;
const LOADS: u32 = 100;
/// 256 KiB in rows of 200 bytes.
const ROWS: u32 = 1_310;
const TABLE: &str = "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT";
const INSERT: &str = "INSERT INTO note (words) VALUES (?1)";

/// Durable commits of one row and loads up to the first answer, theirs and ours in turn.
pub fn measure(folder: &Path) -> Done {
    let folder = tempfile::tempdir_in(folder)?;
    let keys = Arc::new(NoProtection::default());
    let vault =
        phone::vault(folder.path(), Which::Officer, keys.clone(), Arc::new(Calendar::at(1_795_219_200)))?;
    vault.keep(|t| {
        t.execute_batch(TABLE)?;
        fill(t)
    })?;
    let (rollback, wal) = (folder.path().join("rollback.db"), folder.path().join("wal.db"));
    let mut plain = [plain_file(&rollback, "DELETE")?, plain_file(&wal, "WAL")?];

    let words = words();
    let commits = |took: &mut Vec<_>, work: &mut dyn FnMut() -> Done| -> Done {
        let begun = std::time::Instant::now();
        work()?;
        took.push(begun.elapsed());
        Ok(())
    };
    let mut took: [Vec<_>; 3] = Default::default();
    for _ in 0..COMMITS {
        commits(&mut took[0], &mut || Ok(vault.keep(|t| t.execute(INSERT, [&words]).map(drop))?))?;
        for (took, connection) in took[1..].iter_mut().zip(&mut plain) {
            commits(took, &mut || Ok(connection.execute(INSERT, [&words]).map(drop)?))?;
        }
    }
    let [ours, their_rollback, their_wal] = took.map(Figure::of);
    let beside =
        [("SQLite, plain file, FULL", &their_rollback), ("SQLite, plain file, WAL, FULL", &their_wal)];
    ours.print_beside("vault.commit", &beside);

    drop(plain);
    let mut took: [Vec<_>; 3] = Default::default();
    let file = folder.path().join(Which::Officer.folder_name()).join("store");
    let data_key = keys.last().and_then(|key| sealed_file::DataKey::from_bytes(&key)).ok_or("no data key")?;
    for _ in 0..LOADS {
        commits(&mut took[0], &mut || load(&file, &data_key))?;
        commits(&mut took[1], &mut || Ok(first_answer(&Connection::open(&rollback)?)?))?;
        commits(&mut took[2], &mut || Ok(first_answer(&Connection::open(&wal)?)?))?;
    }
    let [ours, their_rollback, their_wal] = took.map(Figure::of);
    let beside =
        [("SQLite, plain file, FULL", &their_rollback), ("SQLite, plain file, WAL, FULL", &their_wal)];
    ours.print_beside("vault.load", &beside);

    let opened = Figure::each(COMMITS / 4, || -> Done {
        vault.lock();
        vault.unlock()?;
        Ok(())
    })?;
    opened.print("vault.open");
    remark(
        "vault.open",
        "a whole opening: load, migrations looked at, and the one durable write that every opening makes",
    );
    Ok(())
}

/// What opening does before it writes: read the file, unseal it, hand it to SQLite; then the first answer.
fn load(file: &Path, key: &sealed_file::DataKey) -> Done {
    let sealed = sealed_file::read(file, &sealed_file::CLASSES)?.ok_or("no file")?;
    let opened = sealed_file::open(key, sealed, &sealed_file::CLASSES)?;
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact(MAIN_DB, opened.content(), opened.content().len(), false)?;
    Ok(first_answer(&connection)?)
}

fn first_answer(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT sum(length(words)) FROM note", [], |row| row.get::<_, i64>(0)).map(drop)
}

fn plain_file(path: &Path, journal: &str) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", journal)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(TABLE)?;
    let transaction = connection.transaction()?;
    fill(&transaction)?;
    transaction.commit()?;
    Ok(connection)
}

fn fill(connection: &Connection) -> rusqlite::Result<()> {
    let mut insert = connection.prepare(INSERT)?;
    let words = words();
    (0..ROWS).try_for_each(|_| insert.execute([&words]).map(drop))
}

fn words() -> String {
    "x".repeat(200)
}
