//! Who is asked, and in which round: pure, with the randomness as an argument.

use super::keys::DailyKey;
use crate::ids::{Minute, PeerId};
use crate::random::{NoRandomness, Random, shuffle};
use peerline_protocol::order;
use peerline_protocol::request::{ROUNDS, Recipient, SLOTS, SLOTS_PER_ROUND};
use std::collections::BTreeMap;
use std::time::Duration;

/// Whom the officer wants to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Whoever can come, out of these: the directory's list with the officer's filters and exclusions applied.
    Anyone(Vec<PeerId>),
    /// These first, in this order; the others after them only if the officer says so.
    These {
        /// The chosen peers.
        chosen: Vec<PeerId>,
        /// Who may follow when none of the chosen comes; empty if nobody else may be asked.
        then: Vec<PeerId>,
    },
}

/// How many can be asked, for the screen before the request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Askable {
    /// Peers whom a request would reach, at most 24 of them in one request.
    pub peers: usize,
    /// How many of them are on call now.
    pub on_call: usize,
}

/// Counts those of `peers` who have a daily key, and who of them is on call.
pub fn askable(peers: &[PeerId], keys: &BTreeMap<PeerId, DailyKey>, now: Minute) -> Askable {
    let reachable = || peers.iter().filter_map(|peer| keys.get(peer));
    let on_call = reachable().filter(|key| key.on_call_until > now).count();
    Askable { peers: reachable().count(), on_call }
}

/// Puts at most 24 peers with a daily key into rounds of eight, the first round filled first; `None` if nobody can be asked.
///
/// Of those not chosen by name, who is on call for the whole ladder comes first, then who is on call for a part of it, then who is
/// off call, each in random order. Nobody is asked twice.
pub fn choose(
    choice: &Choice,
    keys: &BTreeMap<PeerId, DailyKey>,
    now: Minute,
    ladder: Duration,
    random: &dyn Random,
) -> Result<Option<[Vec<Recipient>; ROUNDS]>, NoRandomness> {
    let (chosen, rest): (&[PeerId], &[PeerId]) = match choice {
        Choice::Anyone(peers) => (&[], peers),
        Choice::These { chosen, then } => (chosen, then),
    };
    let mut rest = rest.to_vec();
    shuffle(random, &mut rest)?;
    let ends = Minute(now.0.saturating_add(u32::try_from(ladder.as_secs().div_ceil(60)).unwrap_or(u32::MAX)));
    order::by_key(&mut rest, |peer| keys.get(peer).map_or(Standing::Off, |key| standing(key, now, ends)));

    let mut asked: Vec<Recipient> = Vec::with_capacity(SLOTS);
    for peer in chosen.iter().chain(&rest) {
        if let Some(key) = keys.get(peer)
            && asked.len() < SLOTS
            && asked.iter().all(|recipient| recipient.peer != *peer)
        {
            asked.push(Recipient { peer: *peer, key: key.key });
        }
    }
    if asked.is_empty() {
        return Ok(None);
    }
    let mut rounds: [Vec<Recipient>; ROUNDS] = Default::default();
    for (round, recipients) in rounds.iter_mut().zip(asked.chunks(SLOTS_PER_ROUND)) {
        *round = recipients.to_vec();
    }
    Ok(Some(rounds))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Throughout,
    EndsInside,
    Off,
}

fn standing(key: &DailyKey, now: Minute, ends: Minute) -> Standing {
    match key.on_call_until {
        until if until >= ends => Standing::Throughout,
        until if until > now => Standing::EndsInside,
        _ => Standing::Off,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;
    use peerline_protocol::request::PublicKey;

    const NOW: Minute = Minute(29_920_000);
    const LADDER: Duration = Duration::from_secs(1_200);

    fn peer(number: u8) -> PeerId {
        PeerId::new([number; 16])
    }

    fn peers(numbers: std::ops::Range<u8>) -> Vec<PeerId> {
        numbers.map(peer).collect()
    }

    /// Peers of these numbers with a key, on call for so many minutes.
    fn keys(of: impl IntoIterator<Item = (u8, u32)>) -> BTreeMap<PeerId, DailyKey> {
        let key = |(number, minutes): (u8, u32)| {
            let until = if minutes == 0 { Minute(0) } else { Minute(NOW.0 + minutes) };
            (peer(number), DailyKey { key: PublicKey::new([number; 32]), on_call_until: until })
        };
        of.into_iter().map(key).collect()
    }

    fn chosen(choice: &Choice, keys: &BTreeMap<PeerId, DailyKey>) -> Option<[Vec<u8>; 3]> {
        let rounds = choose(choice, keys, NOW, LADDER, &SystemRandom).unwrap()?;
        Some(rounds.map(|round| round.iter().map(|recipient| recipient.peer.as_bytes()[0]).collect()))
    }

    #[test]
    fn on_call_comes_first_duty_that_ends_inside_the_ladder_next_off_call_last() {
        let keys = keys((0..4).map(|n| (n, 60)).chain((4..8).map(|n| (n, 5))).chain((8..12).map(|n| (n, 0))));
        let [first, second, third] = chosen(&Choice::Anyone(peers(0..12)), &keys).unwrap();
        let sorted = |slots: &[u8]| {
            let mut slots = slots.to_vec();
            slots.sort_unstable();
            slots
        };
        assert_eq!(sorted(&first[..4]), [0, 1, 2, 3]);
        assert_eq!(sorted(&first[4..]), [4, 5, 6, 7]);
        assert_eq!(sorted(&second), [8, 9, 10, 11]);
        assert!(third.is_empty());
    }

    #[test]
    fn chosen_peers_come_first_and_others_only_if_the_officer_says_so() {
        let keys = keys((0..12).map(|n| (n, 60)));
        let only = Choice::These { chosen: vec![peer(9), peer(3)], then: vec![] };
        assert_eq!(chosen(&only, &keys), Some([vec![9, 3], vec![], vec![]]));
        let [first, second, _] =
            chosen(&Choice::These { chosen: vec![peer(9), peer(3)], then: peers(0..12) }, &keys).unwrap();
        assert_eq!(first[..2], [9, 3]);
        assert_eq!(first.len() + second.len(), 12, "nobody twice");
    }

    #[test]
    fn never_more_than_24_and_nobody_without_a_key() {
        let keys = keys((0..40).map(|n| (n, 60)));
        let rounds = chosen(&Choice::Anyone(peers(0..60)), &keys).unwrap();
        assert_eq!(rounds.map(|round| round.len()), [8, 8, 8]);
        assert_eq!(chosen(&Choice::Anyone(peers(50..60)), &keys), None);
        assert_eq!(chosen(&Choice::These { chosen: vec![peer(55)], then: vec![] }, &keys), None);
    }

    #[test]
    fn the_screen_counts_who_can_be_reached_and_who_is_on_call() {
        let keys = keys([(0, 60), (1, 0), (2, 15)]);
        assert_eq!(askable(&peers(0..9), &keys, NOW), Askable { peers: 3, on_call: 2 });
    }
}
