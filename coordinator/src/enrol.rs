//! Enrolment: cards for members and peers, and a peer's key on its way back into the roster.

use crate::bearer;
use crate::error::Error;
use crate::files;
use crate::pool::PoolFolder;
use crate::qr;
use crate::roster::{self, Roster};
use peerline_protocol::card::{Invitation, Invited, PeerCard};
use peerline_protocol::ids::{Minute, PeerId, encode};
use peerline_protocol::pack::{Bearer, Language};
use peerline_protocol::sensitive::Sensitive;
use std::path::Path;

/// A card, ready to be shown, printed or kept.
pub struct PrintedCard {
    /// As text.
    pub text: Sensitive<String>,
    /// As a QR code for a terminal.
    pub terminal: Sensitive<String>,
    /// As a QR code in SVG.
    pub svg: Sensitive<String>,
}

/// The card for all members. Everybody gets the same one: whoever has it may ask, and nobody can tell one from the other.
///
/// # Errors
/// Faults of the pool folder; a bearer that the policy does not list.
pub fn member(
    folder: &PoolFolder,
    bearer: &Path,
    language: Option<Language>,
    now: Minute,
) -> Result<PrintedCard, Error> {
    card(folder, Invited::Member, bearer, language, now)
}

/// The card for one peer, with the bearer of all peers.
///
/// # Errors
/// As [`member`]; `NoSuchPeer`.
pub fn peer(
    folder: &PoolFolder,
    id: PeerId,
    bearer: &Path,
    language: Option<Language>,
    now: Minute,
) -> Result<PrintedCard, Error> {
    let roster = Roster::read(&folder.file("roster.csv"))?;
    roster.line_of(id).ok_or(Error::NoSuchPeer)?;
    card(folder, Invited::Peer(id), bearer, language, now)
}

/// What was read back from a peer's card.
#[derive(Debug, PartialEq, Eq)]
pub struct Returned {
    /// The roster's line.
    pub line: usize,
    /// The word that stands on the peer's phone too.
    pub word: String,
    /// Whether the roster had this key already.
    pub known: bool,
}

/// Reads the card that a peer's phone shows and puts its key into the peer's row.
///
/// # Errors
/// [`Error::Card`]; `NoSuchPeer`; `OtherKeyThere` unless the key is to be replaced; `KeyOfAnother`.
pub fn take_back(
    folder: &PoolFolder,
    card: &str,
    expected: Option<PeerId>,
    replace: bool,
) -> Result<Returned, Error> {
    let card = PeerCard::parse(card, folder.id()?, expected)?;
    let file = folder.file("roster.csv");
    let mut roster = Roster::read(&file)?;
    let line = roster.line_of(card.peer).ok_or(Error::NoSuchPeer)?;
    let key = encode(&card.key);
    let known = match roster.cell(line, roster::KEY) {
        "" => false,
        there if there == key => true,
        _ if replace => false,
        _ => return Err(Error::OtherKeyThere),
    };
    if roster.lines_with(roster::KEY, &key).any(|other| other != line) {
        return Err(Error::KeyOfAnother);
    }
    if !known {
        roster.set(line, roster::KEY, &key);
        files::replace(&file, &roster.to_csv())?;
    }
    Ok(Returned { line, word: card.word(), known })
}

fn card(
    folder: &PoolFolder,
    invited: Invited,
    bearer: &Path,
    language: Option<Language>,
    now: Minute,
) -> Result<PrintedCard, Error> {
    let kind = match invited {
        Invited::Member => Bearer::Member,
        Invited::Peer(_) => Bearer::Board,
    };
    let about = folder.about()?;
    // The newest root; an older card still leads to it, by the walk over the roots that every manifest lists.
    let newest = folder.newest_root(now)?;
    let invitation = Invitation {
        pool: folder.id()?,
        name: about.name,
        root: newest.sha256(),
        bearer: bearer::read_listed(folder, kind, bearer)?,
        relays: folder.policy()?.relays.into_iter().take(4).collect(),
        language: language.unwrap_or(about.language),
        invited,
    };
    let text = invitation.print()?;
    let code = qr::encode(text.expose())?;
    let (terminal, svg) = (Sensitive::new(qr::to_terminal(&code)), Sensitive::new(qr::to_svg(&code)));
    Ok(PrintedCard { text, terminal, svg })
}
