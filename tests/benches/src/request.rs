//! Sealing a request, and trying one key on the slots of one round.

use crate::Done;
use crate::figure::Figure;
use peerline_core::random::SystemRandom;
use peerline_protocol::ids::{Day, Minute, PeerId, PoolId, RelayId};
use peerline_protocol::lists::{Topic, Wish};
use peerline_protocol::request::{
    AcceptedLimits, Ask, BoardEntry, Draft, PrivateKey, PublicKey, Recipient, Sealed, SealedRequest,
    SlotNumber, open_slot, seal,
};

/// The pool of all benches.
pub const POOL: PoolId = PoolId::new([1; 16]);
/// Its relay.
pub const RELAY: RelayId = RelayId::new([3; 16]);

const TIMES: u32 = 200;

/// All 24 slots sealed for peers; then a key of somebody else on the eight slots of the first round, none of which opens.
pub fn measure() -> Done {
    let made = Minute(29_920_320);
    let peers: Vec<_> = (0..24).map(|_| somebody()).collect::<Result<_, _>>()?;
    let mut rounds = peers.chunks(8).map(<[_]>::to_vec);
    let rounds = [(); 3].map(|()| rounds.next().unwrap_or_default());
    let draft = draft(made, rounds);
    Figure::each(TIMES, || -> Done {
        seal(&draft, &SystemRandom)?;
        Ok(())
    })?
    .print("request.seal");

    let sealed = seal(&draft, &SystemRandom)?;
    let entry = BoardEntry::parse(&board_bytes(&sealed, 1)?).map_err(|_| "no entry")?;
    let (me, key) = (PeerId::random(&SystemRandom)?, PrivateKey::generate(&SystemRandom)?);
    Figure::each(TIMES, || {
        let tried = |number| open_slot(&entry, &POOL, &sealed.id, &me, &key, number).is_some();
        if SlotNumber::of_round(1).any(tried) { Err("somebody else's slot opened") } else { Ok(()) }
    })?
    .print("request.try_round");
    Ok(())
}

/// A request of this minute.
pub fn draft(made: Minute, rounds: [Vec<Recipient>; 3]) -> Draft {
    let ask = Ask {
        made,
        limits: AcceptedLimits { id: "common".into(), version: 1 },
        wishes: vec![Wish::Call],
        topics: vec![Topic::Sleep],
        language: "en".into(),
    };
    Draft { pool: POOL, relays: vec![RELAY], snapshot_day: Day(made.0 / 1_440), ask, rounds }
}

/// A peer whose secrets nobody has.
///
/// # Errors
/// If there is no randomness.
pub fn somebody() -> Result<Recipient, Box<dyn std::error::Error>> {
    let key: PublicKey = PrivateKey::generate(&SystemRandom)?.public();
    Ok(Recipient { peer: PeerId::random(&SystemRandom)?, key })
}

/// What the board shows of a request.
///
/// # Errors
/// If it is none.
pub fn board_bytes(sealed: &Sealed, rounds: u8) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let (_, bytes) = sealed.bytes.first().ok_or("sealed for no relay")?;
    Ok(SealedRequest::parse(&bytes[..]).map_err(|_| "no request")?.board_bytes(rounds))
}
