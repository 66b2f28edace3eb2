//! The vault's schema, step by step: numbered SQL, never edited after release, one transaction each.
//!
//! To change a schema, add `core/migrations/<officer|duty>/NNNN_what.sql` and its one line below. Numbers ascend; one that was left
//! out when a version was released is never used later.

use super::{VaultError, Which};
use rusqlite::{Connection, TransactionBehavior};

/// A step: its number and its SQL.
pub(super) type Step = (u32, &'static str);

/// The steps of the officer's file.
const OFFICER: &[Step] = &[
    (1, include_str!("../../migrations/officer/0001_written.sql")),
    (2, include_str!("../../migrations/officer/0002_limits.sql")),
    (3, include_str!("../../migrations/officer/0003_directory.sql")),
    (4, include_str!("../../migrations/officer/0004_membership.sql")),
    (5, include_str!("../../migrations/officer/0005_request.sql")),
    (6, include_str!("../../migrations/officer/0006_self_check.sql")),
    (7, include_str!("../../migrations/officer/0007_coping.sql")),
    (8, include_str!("../../migrations/officer/0008_follow_up.sql")),
    (9, include_str!("../../migrations/officer/0009_safety_plan.sql")),
    (11, include_str!("../../migrations/officer/0011_request_ask.sql")),
];

/// The steps of the duty file.
const DUTY: &[Step] = &[
    (1, include_str!("../../migrations/duty/0001_written.sql")),
    (2, include_str!("../../migrations/duty/0002_membership.sql")),
    (3, include_str!("../../migrations/duty/0003_duty.sql")),
    (4, include_str!("../../migrations/duty/0004_follow_up.sql")),
];

/// Every step of a file's schema, in order.
pub(super) fn of(which: Which) -> &'static [Step] {
    match which {
        Which::Officer => OFFICER,
        Which::Duty => DUTY,
    }
}

/// Applies the steps that the database has not seen. It remembers the last one's number in `user_version`.
///
/// # Errors
/// [`VaultError::NewerVersion`] if it has seen more than we know; nothing is changed then.
pub(super) fn apply(connection: &mut Connection, steps: &[Step]) -> Result<(), VaultError> {
    let seen: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if steps.last().is_none_or(|(newest, _)| seen > *newest) {
        return Err(VaultError::NewerVersion);
    }
    for (number, sql) in steps.iter().filter(|(number, _)| *number > seen) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
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
        let connection = database.to_look_at().unwrap();
        let mut statement =
            connection.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
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
            let numbered: Vec<(u32, String)> = files
                .iter()
                .map(|file| {
                    let number = file.file_name().unwrap().to_str().unwrap().split_once('_').unwrap().0;
                    (number.parse().unwrap(), fs::read_to_string(file).unwrap())
                })
                .collect();
            let listed: Vec<_> = of(which).iter().map(|(number, sql)| (*number, (*sql).to_owned())).collect();
            assert_eq!(listed, numbered);
            assert!(listed.is_sorted_by(|one, next| one.0 < next.0));
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
                assert_eq!(old.transact(&mut |t| t.execute_batch(&sql).is_ok()), Ok(true));
                old.migrate(of(which)).unwrap();
                assert_eq!(schema(&old), schema(&fresh(which)), "{}", image.display());
                let connection = old.to_look_at().unwrap();
                let sound = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0));
                assert_eq!(sound.as_deref(), Ok("ok"));
                count += 1;
            }
            assert!(count > 0, "no released version of the {} file is kept", which.word());
        }
    }

    #[test]
    fn a_schema_newer_than_the_code_is_refused_and_left_alone() {
        let mut database = Database::empty().unwrap();
        database.migrate(&[(1, "CREATE TABLE a (x)"), (4, "CREATE TABLE b (x)")]).unwrap();
        let before = schema(&database);
        assert_eq!(database.migrate(&[(1, "CREATE TABLE a (x)")]), Err(VaultError::NewerVersion));
        assert_eq!(schema(&database), before);
    }

    #[test]
    fn a_step_that_fails_is_undone_whole_and_the_steps_before_it_stay() {
        let mut database = Database::empty().unwrap();
        let steps = [(1, "CREATE TABLE a (x)"), (4, "CREATE TABLE b (x); CREATE TABLE a (x)")];
        assert!(database.migrate(&steps).is_err());
        assert_eq!(schema(&database).len(), 1);
        database.migrate(&[(1, "CREATE TABLE a (x)"), (4, "CREATE TABLE b (x)")]).unwrap();
        assert_eq!(schema(&database).len(), 2);
    }
}
