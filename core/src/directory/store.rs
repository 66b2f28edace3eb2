//! The officer's exclusions in the vault: the table `conflict`.

use super::Exclusion;
use super::rules::{Conflict, Reason};
use peerline_protocol::ids::PeerId;
use peerline_protocol::lists::Role;
use rusqlite::{Connection, Row, Transaction, params};

/// Every exclusion, the oldest first.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Exclusion>> {
    let mut statement =
        connection.prepare("SELECT rule, peer, agency, role, reason FROM conflict ORDER BY id")?;
    statement.query_map([], exclusion)?.collect()
}

/// Adds an exclusion; one that is there gets the newer reason.
pub(super) fn add(transaction: &Transaction<'_>, exclusion: &Exclusion) -> rusqlite::Result<()> {
    remove(transaction, &exclusion.conflict)?;
    let (rule, peer, agency, role) = columns(&exclusion.conflict);
    transaction.execute(
        "INSERT INTO conflict (rule, peer, agency, role, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![rule, peer, agency, role, exclusion.reason.word()],
    )?;
    Ok(())
}

/// Removes an exclusion; one that is not there is no error.
pub(super) fn remove(transaction: &Transaction<'_>, conflict: &Conflict) -> rusqlite::Result<()> {
    let (rule, peer, agency, role) = columns(conflict);
    transaction.execute(
        "DELETE FROM conflict WHERE rule = ?1 AND peer IS ?2 AND agency IS ?3 AND role IS ?4",
        params![rule, peer, agency, role],
    )?;
    Ok(())
}

type Columns<'a> = (&'static str, Option<&'a [u8]>, Option<&'a str>, Option<&'static str>);

fn columns(conflict: &Conflict) -> Columns<'_> {
    match conflict {
        Conflict::Peer(peer) => ("peer", Some(peer.as_bytes()), None, None),
        Conflict::Agency(agency) => ("agency", None, Some(agency), None),
        Conflict::RoleInAgency(role, agency) => ("role_in_agency", None, Some(agency), Some(role.word())),
    }
}

fn exclusion(row: &Row<'_>) -> rusqlite::Result<Exclusion> {
    let (rule, reason): (String, String) = (row.get("rule")?, row.get("reason")?);
    let conflict = match rule.as_str() {
        "peer" => Conflict::Peer(PeerId::new(row.get("peer")?)),
        "agency" => Conflict::Agency(row.get("agency")?),
        _ => {
            let role: String = row.get("role")?;
            Conflict::RoleInAgency(
                Role::of_word(&role).ok_or(rusqlite::Error::InvalidQuery)?,
                row.get("agency")?,
            )
        }
    };
    let reason =
        Reason::ALL.iter().find(|known| known.word() == reason).ok_or(rusqlite::Error::InvalidQuery)?;
    Ok(Exclusion { conflict, reason: *reason })
}
