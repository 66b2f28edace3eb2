//! The vault's SQLite database: it lives in memory only, and its plain image is what gets sealed.
//!
//! Deleted rows are overwritten in it, and whatever SQLite gives back is overwritten by `peerline-memory`, linked in here.

use super::sealed_file::{CLASSES, most};
use super::{VaultError, migrations};
use rusqlite::serialize::Data;
use rusqlite::{Connection, MAIN_DB, Transaction, TransactionBehavior};

const PAGE: usize = 4096;

/// What is done in a transaction; says whether it shall hold.
pub(super) type Change<'change> = &'change mut dyn FnMut(&Transaction<'_>) -> bool;

/// An open database in memory.
pub(super) struct Database(Connection);

impl Database {
    /// A database with nothing in it, not even a schema.
    pub(super) fn empty() -> Result<Self, VaultError> {
        let mut seed = Connection::open_in_memory()?;
        // The number says "Peer" to SQLite's tools; writing it makes SQLite write the header that an image needs.
        seed.execute_batch(&format!("PRAGMA page_size = {PAGE}; PRAGMA application_id = 0x50656572;"))?;
        Self::from_image(&seed.serialize(MAIN_DB)?)
    }

    /// A database from what [`Database::image`] gave.
    pub(super) fn from_image(image: &[u8]) -> Result<Self, VaultError> {
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact(MAIN_DB, image, image.len(), false)?;
        connection.execute_batch(&format!(
            "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF; PRAGMA max_page_count = {};",
            most(&CLASSES) / PAGE
        ))?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(Self(connection))
    }

    /// Brings the schema up to the newest of `steps`.
    pub(super) fn migrate(&mut self, steps: &[migrations::Step]) -> Result<(), VaultError> {
        migrations::apply(self.writable()?, steps)
    }

    /// The plain image, as it lies in SQLite's memory.
    pub(super) fn image(&mut self) -> Result<Data<'_>, VaultError> {
        Ok(self.0.serialize(MAIN_DB)?)
    }

    /// For looking only: writing is refused.
    pub(super) fn to_look_at(&self) -> Result<&Connection, VaultError> {
        self.0.pragma_update(None, "query_only", true)?;
        Ok(&self.0)
    }

    /// One transaction: kept in memory if the change says that it shall hold, undone if not. Gives what it said.
    pub(super) fn transact(&mut self, change: Change<'_>) -> Result<bool, VaultError> {
        let transaction = self.writable()?.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let holds = change(&transaction);
        if holds {
            transaction.commit()?;
        }
        Ok(holds)
    }

    fn writable(&mut self) -> Result<&mut Connection, VaultError> {
        self.0.pragma_update(None, "query_only", false)?;
        Ok(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_words(count: usize) -> Database {
        let mut database = Database::empty().unwrap();
        let write = |t: &Transaction<'_>| {
            t.execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")?;
            for n in 0..count {
                let words = format!("PLANTED {n} {}", "x".repeat(200));
                t.execute("INSERT INTO note (words) VALUES (?1)", [words])?;
            }
            Ok::<_, rusqlite::Error>(())
        };
        assert_eq!(database.transact(&mut |t| write(t).is_ok()), Ok(true));
        database
    }

    fn count(database: &Database) -> u32 {
        database.0.query_row("SELECT count(*) FROM note", [], |row| row.get(0)).unwrap()
    }

    fn planted(bytes: &[u8]) -> usize {
        bytes.windows(7).filter(|seven| seven == b"PLANTED").count()
    }

    #[test]
    fn an_image_holds_everything_and_no_padding() {
        let mut database = with_words(100);
        let image = database.image().unwrap();
        assert!(image.len() < 64 * 1024 && image.len().is_multiple_of(PAGE), "{}", image.len());
        let again = Database::from_image(&image).unwrap();
        assert_eq!(count(&again), 100);
    }

    #[test]
    fn an_image_that_outgrew_its_class_is_still_whole() {
        let mut database = with_words(10_000);
        let image = database.image().unwrap();
        assert!(image.len() > CLASSES[0]);
        let again = Database::from_image(&image).unwrap();
        let sound: String = again.0.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }

    #[test]
    fn looking_cannot_write() {
        let database = with_words(1);
        let refused = database.to_look_at().unwrap().execute("DELETE FROM note", []).unwrap_err();
        assert_eq!(VaultError::from(refused), VaultError::Refused);
    }

    #[test]
    fn a_deleted_row_is_nowhere_in_the_image() {
        let mut database = with_words(500);
        assert!(planted(&database.image().unwrap()) >= 500);
        assert_eq!(database.transact(&mut |t| t.execute("DELETE FROM note", []).is_ok()), Ok(true));
        assert_eq!(planted(&database.image().unwrap()), 0);
    }

    #[test]
    fn a_change_that_shall_not_hold_leaves_nothing_behind() {
        let mut database = with_words(1);
        let held = database.transact(&mut |t| {
            assert_eq!(t.execute("DELETE FROM note", []), Ok(1));
            false
        });
        assert_eq!(held, Ok(false));
        assert_eq!(count(&database), 1);
    }

    #[test]
    fn a_database_over_the_largest_class_is_full_and_says_so() {
        let mut database = with_words(1);
        let mut filled = Ok(0);
        let held = database.transact(&mut |t| {
            while filled.is_ok() {
                filled = t.execute("INSERT INTO note (words) VALUES (printf('%.*c', 500000, 'x'))", []);
            }
            false
        });
        assert_eq!(held, Ok(false));
        assert_eq!(filled.map_err(VaultError::from), Err(VaultError::Full));
        assert_eq!(count(&database), 1);
    }
}
