//! The vault's SQLite database: it lives in memory only, and its plain image is what gets sealed.
//!
//! Deleted rows are overwritten in it, and whatever SQLite gives back is overwritten by `peerline-memory`, linked in here.

use super::sealed_file::{CLASSES, most};
use super::{VaultError, migrations};
use rusqlite::serialize::Data;
use rusqlite::{Connection, MAIN_DB, Transaction, TransactionBehavior};

const PAGE: usize = 4096;

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
    pub(super) fn look<T, E: From<VaultError>>(
        &self,
        look: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.0.pragma_update(None, "query_only", true).map_err(VaultError::from)?;
        look(&self.0)
    }

    /// One transaction: kept in memory if `work` succeeds, undone if it does not.
    pub(super) fn transact<T, E: From<VaultError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.writable()?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(VaultError::from)?;
        let value = work(&transaction)?;
        transaction.commit().map_err(VaultError::from)?;
        Ok(value)
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
        database
            .transact::<_, VaultError>(|t| {
                t.execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")?;
                for n in 0..count {
                    t.execute(
                        "INSERT INTO note (words) VALUES (?1)",
                        [format!("PLANTED {n} {}", "x".repeat(200))],
                    )?;
                }
                Ok(())
            })
            .unwrap();
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
        let refused = database.look::<_, VaultError>(|c| Ok(c.execute("DELETE FROM note", [])?));
        assert_eq!(refused, Err(VaultError::Refused));
    }

    #[test]
    fn a_deleted_row_is_nowhere_in_the_image() {
        let mut database = with_words(500);
        assert!(planted(&database.image().unwrap()) >= 500);
        database.transact::<_, VaultError>(|t| Ok(t.execute("DELETE FROM note", [])?)).unwrap();
        assert_eq!(planted(&database.image().unwrap()), 0);
    }

    #[test]
    fn work_that_fails_leaves_nothing_behind() {
        let mut database = with_words(1);
        let failed = database.transact::<(), VaultError>(|t| {
            t.execute("DELETE FROM note", [])?;
            Err(VaultError::Storage)
        });
        assert_eq!(failed, Err(VaultError::Storage));
        assert_eq!(count(&database), 1);
    }

    #[test]
    fn a_database_over_the_largest_class_is_full_and_says_so() {
        let mut database = with_words(1);
        let filled = database.transact::<(), VaultError>(|t| {
            loop {
                t.execute("INSERT INTO note (words) VALUES (printf('%.*c', 500000, 'x'))", [])?;
            }
        });
        assert_eq!(filled, Err(VaultError::Full));
        assert_eq!(count(&database), 1);
    }
}
