//! Cards: invitations, and a peer's key on its way back.

use super::{refused, text};
use crate::case::Case;
use peerline_protocol::card::{CardError, Invitation, Invited, PeerCard};
use peerline_protocol::ids::PeerId;
use peerline_protocol::pack::{Language, RelayAddress};
use peerline_protocol::sensitive::Sensitive;
use serde_json::{Value, json};

pub(super) fn print_invitation(case: Case<'_>) -> Result<Value, String> {
    let relays = case.list("relays")?.iter().map(|relay| {
        let ca = if relay["ca"].is_null() { None } else { Some(Case(relay).bytes("ca")?) };
        Ok(RelayAddress { id: Case(relay).parsed("id")?, url: Case(relay).text("url")?.to_owned(), ca })
    });
    let invitation = Invitation {
        pool: case.parsed("pool")?,
        name: case.text("name")?.to_owned(),
        root: case.fixed("root")?,
        bearer: Sensitive::new(case.fixed("bearer")?),
        relays: relays.collect::<Result<_, String>>()?,
        language: Language::parse(case.text("language")?).ok_or("`language` is no language tag")?,
        invited: if case.0["peer"].is_null() { Invited::Member } else { Invited::Peer(case.parsed("peer")?) },
    };
    Ok(match invitation.print() {
        Ok(card) => json!({ "card": card.expose() }),
        Err(why) => refused(why),
    })
}

pub(super) fn parse_invitation(case: Case<'_>) -> Result<Value, String> {
    let invitation = match Invitation::parse(case.text("card")?) {
        Ok(invitation) => invitation,
        Err(why) => return Ok(refused(why)),
    };
    let relays = invitation.relays.iter().map(
        |relay| json!({ "id": relay.id.to_string(), "url": relay.url, "ca": relay.ca.as_ref().map(text) }),
    );
    Ok(json!({
        "pool": invitation.pool.to_string(),
        "name": invitation.name,
        "root": text(invitation.root),
        "bearer": text(invitation.bearer.expose()),
        "relays": relays.collect::<Vec<_>>(),
        "language": invitation.language.as_str(),
        "peer": match invitation.invited { Invited::Member => None, Invited::Peer(peer) => Some(peer.to_string()) },
    }))
}

pub(super) fn print_peer_card(case: Case<'_>) -> Result<Value, String> {
    let card = PeerCard { pool: case.parsed("pool")?, peer: case.parsed("peer")?, key: case.fixed("key")? };
    Ok(json!({ "card": card.print(), "word": card.word() }))
}

pub(super) fn parse_peer_card(case: Case<'_>) -> Result<Value, String> {
    let expected: Option<PeerId> =
        if case.0["expected_peer"].is_null() { None } else { Some(case.parsed("expected_peer")?) };
    let read: Result<PeerCard, CardError> =
        PeerCard::parse(case.text("card")?, case.parsed("pool")?, expected);
    Ok(match read {
        Ok(card) => json!({ "peer": card.peer.to_string(), "key": text(card.key), "word": card.word() }),
        Err(why) => refused(why),
    })
}
