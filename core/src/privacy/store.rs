//! Rows of tables that others own, by the names that are declared: how many there are, and away with them.

use super::kept::Area;
use crate::vault::{Vault, VaultError};
use rusqlite::{Connection, Transaction};

/// How many rows an area has in one of the files.
///
/// # Errors
/// [`VaultError::Locked`] and the others of [`Vault::read`].
pub fn rows(vault: &Vault, area: &Area) -> Result<u32, VaultError> {
    vault.read(|c| area.tables_in(vault.which()).map(|table| count(c, table)).sum())
}

/// How many rows one table has.
pub(super) fn count(c: &Connection, table: &'static str) -> rusqlite::Result<u32> {
    c.query_row(&format!("select count(*) from \"{table}\""), [], |row| row.get(0))
}

/// Deletes every row of these tables, in their order.
pub(super) fn empty(t: &Transaction<'_>, tables: impl Iterator<Item = &'static str>) -> rusqlite::Result<()> {
    for table in tables {
        t.execute(&format!("delete from \"{table}\""), [])?;
    }
    Ok(())
}

/// The names of all tables that a file really has.
#[cfg(test)]
pub(super) fn tables(c: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = c.prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
    )?;
    statement.query_map([], |row| row.get(0))?.collect()
}
