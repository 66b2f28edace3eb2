//! The vault's schema, step by step: numbered SQL, never edited after release, one transaction each.
//!
//! To change a schema, add `core/migrations/<officer|duty>/NNNN_what.sql` and its one line below.

use super::{VaultError, Which};
use rusqlite::{Connection, TransactionBehavior};

/// The steps of the officer's file; step 1 is first.
const OFFICER: &[&str] = &[
    include_str!("../../migrations/officer/0001_written.sql"),
    include_str!("../../migrations/officer/0002_limits.sql"),
    include_str!("../../migrations/officer/0003_directory.sql"),
    include_str!("../../migrations/officer/0004_membership.sql"),
    include_str!("../../migrations/officer/0005_request.sql"),
];

/// The steps of the duty file.
const DUTY: &[&str] = &[
    include_str!("../../migrations/duty/0001_written.sql"),
    include_str!("../../migrations/duty/0002_membership.sql"),
    include_str!("../../migrations/duty/0003_duty.sql"),
];

/// Every step of a file's schema, in order.
pub(super) fn of(which: Which) -> &'static [&'static str] {
    match which {
        Which::Officer => OFFICER,
        Which::Duty => DUTY,
    }
}

/// Applies the steps that the database has not seen. It remembers how many it has in `user_version`.
///
/// # Errors
/// [`VaultError::NewerVersion`] if it has seen more than we know; nothing is changed then.
pub(super) fn apply(connection: &mut Connection, numbered: &[&str]) -> Result<(), VaultError> {
    let seen: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let unseen = numbered.get(seen as usize..).ok_or(VaultError::NewerVersion)?;
    for (number, step) in (seen + 1..).zip(unseen) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::database::Database;
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    /// Every table, index, view and trigger as it was written, in order of name.
    fn schema(database: &Database) -> Vec<(String, String)> {
        let listed = database.look::<_, VaultError>(|c| {
            let mut statement =
                c.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        });
        listed.unwrap()
    }

    fn fresh(which: Which) -> Database {
        let mut database = Database::empty().unwrap();
        database.migrate(of(which)).unwrap();
        database
    }

    fn in_crate(path: &str) -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    #[test]
    fn every_numbered_file_is_listed_in_its_place() {
        for which in Which::ALL {
            let mut files: Vec<_> = fs::read_dir(in_crate("migrations").join(which.word()))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            files.sort();
            let texts: Vec<_> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
            assert_eq!(of(which), texts.iter().map(String::as_str).collect::<Vec<_>>());
            for (number, file) in (1..).zip(&files) {
                let name = file.file_name().unwrap().to_str().unwrap();
                assert!(name.starts_with(&format!("{number:04}_")), "{name} is not number {number}");
            }
        }
    }

    #[test]
    fn every_released_version_upgrades_to_the_schema_of_a_fresh_vault() {
        for which in Which::ALL {
            let released = fs::read_dir(in_crate("tests/fixtures/vault").join(which.word())).unwrap();
            let mut count = 0;
            for image in released.map(|entry| entry.unwrap().path()) {
                let mut old = Database::empty().unwrap();
                let sql = fs::read_to_string(&image).unwrap();
                old.transact::<_, VaultError>(|t| Ok(t.execute_batch(&sql)?)).unwrap();
                old.migrate(of(which)).unwrap();
                assert_eq!(schema(&old), schema(&fresh(which)), "{}", image.display());
                let sound = old.look::<String, VaultError>(|c| {
                    Ok(c.query_row("PRAGMA integrity_check", [], |row| row.get(0))?)
                });
                assert_eq!(sound.as_deref(), Ok("ok"));
                count += 1;
            }
            assert!(count > 0, "no released version of the {} file is kept", which.word());
        }
    }

    #[test]
    fn a_schema_newer_than_the_code_is_refused_and_left_alone() {
        let mut database = Database::empty().unwrap();
        database.migrate(&["CREATE TABLE a (x)", "CREATE TABLE b (x)"]).unwrap();
        let before = schema(&database);
        assert_eq!(database.migrate(&["CREATE TABLE a (x)"]), Err(VaultError::NewerVersion));
        assert_eq!(schema(&database), before);
    }

    #[test]
    fn a_step_that_fails_is_undone_whole_and_the_steps_before_it_stay() {
        let mut database = Database::empty().unwrap();
        let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"];
        assert!(database.migrate(&steps).is_err());
        assert_eq!(schema(&database).len(), 1);
        database.migrate(&["CREATE TABLE a (x)", "CREATE TABLE b (x)"]).unwrap();
        assert_eq!(schema(&database).len(), 2);
    }
}
