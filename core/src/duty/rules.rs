//! The rules of duty: pure. When a daily key is made and destroyed, what is stated when, and the life of a request on a peer's phone.

use crate::ids::{Day, Minute};
use peerline_protocol::answer::Phone;
use peerline_protocol::order;
use peerline_protocol::statement::KEY_DAYS;
use std::time::Duration;

const QUARTER: u32 = 15;
/// How far ahead a peer can say to be on call.
pub const ON_CALL_AT_MOST: Duration = Duration::from_secs(24 * 60 * 60);
/// Beyond the ladder, a request this old is not shown any more.
pub const TOO_OLD_AFTER_LADDER: Duration = Duration::from_secs(60 * 60);
/// For how long an id that is done with is remembered.
pub const REMEMBER_DONE: Duration = Duration::from_secs(8 * 24 * 60 * 60);

/// What has to happen with the daily keys today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysToday {
    /// Whether today's key is still to be made.
    pub make: bool,
    /// Keys whose seven days are over.
    pub destroy: Vec<Day>,
}

/// What has to happen with the daily keys, given the days that there are keys of.
///
/// A key of a day to come, left by a clock that was set back, stays: what was sealed to it can still arrive.
pub fn keys_today(have: &[Day], today: Day) -> KeysToday {
    let over = |day: &Day| day.0.saturating_add(KEY_DAYS) <= today.0;
    KeysToday { make: !have.contains(&today), destroy: have.iter().copied().filter(over).collect() }
}

/// In which order keys are tried on a request whose phone used the snapshot of `snapshot_day`: the likely ones first, then from the
/// newest to the oldest.
pub fn order_of_trying(mut days: Vec<Day>, snapshot_day: Day) -> Vec<Day> {
    order::by_key(&mut days, |day| (!is_likely(*day, snapshot_day), std::cmp::Reverse(*day)));
    days
}

/// The keys that a phone with the snapshot of `snapshot_day` most likely sealed to, in the same order.
pub fn likely_keys(days: Vec<Day>, snapshot_day: Day) -> Vec<Day> {
    let order = order_of_trying(days, snapshot_day).into_iter();
    order.take_while(|day| is_likely(*day, snapshot_day)).collect()
}

/// That day's key and the next day's: midnight comes to phones at different moments.
fn is_likely(day: Day, snapshot_day: Day) -> bool {
    day.0 == snapshot_day.0 || day.0.checked_sub(1) == Some(snapshot_day.0)
}

/// When a peer who goes on call for so long is on call until: rounded up to a quarter of an hour, at most a day.
pub fn on_call_until(now: Minute, length: Duration) -> Minute {
    let minutes = u32::try_from(length.min(ON_CALL_AT_MOST).as_secs().div_ceil(60)).unwrap_or(u32::MAX);
    Minute(now.0.saturating_add(minutes).div_ceil(QUARTER).saturating_mul(QUARTER))
}

/// The next quarter of an hour after `now`: when going off call is published.
pub fn next_quarter(now: Minute) -> Minute {
    Minute((now.0 / QUARTER + 1).saturating_mul(QUARTER))
}

/// Whether a request made at `made` is too old to be shown: the relay may be giving out an old one again.
pub fn too_old(made: Minute, now: Minute, ladder: Duration) -> bool {
    let most = (ladder + TOO_OLD_AFTER_LADDER).as_secs() / 60;
    u64::from(now.0.saturating_sub(made.0)) > most
}

/// Where a request stands on a peer's phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It can be claimed.
    Open,
    /// This peer does not want it, or somebody else holds it for now: not shown, and shown again only in the second case.
    Hidden,
    /// This phone has claimed it; no relay has decided yet.
    Claiming,
    /// This peer holds it.
    Held(Held),
    /// Over for this peer.
    Over(Over),
}

/// A request that this peer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The revision of the claim.
    pub rev: u32,
    /// Whether the officer's phone has opened the answer. Only then is it said that the officer has it.
    pub seen: bool,
    /// The officer's number, if it was shared.
    pub phone: Option<Phone>,
}

/// Why a request is over for this peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Over {
    /// Somebody else was first.
    Taken,
    /// This peer gave it back.
    Released,
    /// This peer said no; nobody is told.
    Declined,
    /// The officer took the next peer.
    PassedOn,
    /// The officer took it back.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// The officer said that it is done.
    Completed,
}

/// What happens to a request on a peer's phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The board shows it as open.
    Opened,
    /// The board shows it as gone.
    Gone,
    /// Its time is over by this phone's own clock.
    TimeUp,
    /// The peer takes it.
    Claim,
    /// The peer does not want it.
    Decline,
    /// The peer gives it back.
    Release,
    /// A relay says that this phone holds it.
    Won {
        /// The revision of the claim.
        rev: u32,
    },
    /// A relay says that it cannot be claimed, and why.
    Lost(Over),
    /// The officer's phone has opened the answer.
    Seen,
    /// The officer shared a number.
    Number(Phone),
    /// The officer's or the relay's end of this claim.
    Ended(Over),
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Seal an answer and claim.
    SendClaim,
    /// Give the claim of this revision back.
    SendRelease(u32),
    /// Never show this id again, and destroy what opens it.
    BeDone,
}

/// What a request becomes on a peer's phone by an event. An event that says nothing new leaves everything as it is.
pub fn next(offer: Offer, event: Event) -> (Offer, Vec<Effect>) {
    let over = |why| (Offer::Over(why), vec![Effect::BeDone]);
    match (offer, event) {
        (Offer::Over(why), _) => (Offer::Over(why), vec![]),

        (Offer::Open | Offer::Hidden, Event::Opened) => (Offer::Open, vec![]),
        (Offer::Open | Offer::Hidden, Event::Gone) => (Offer::Hidden, vec![]),
        (Offer::Open | Offer::Hidden, Event::TimeUp) => over(Over::Expired),
        (Offer::Open | Offer::Hidden, Event::Decline) => over(Over::Declined),
        (Offer::Open, Event::Claim) => (Offer::Claiming, vec![Effect::SendClaim]),

        // Whether this phone was first is the relay's to say, whatever the board shows and however late.
        (Offer::Claiming, Event::Won { rev }) => {
            (Offer::Held(Held { rev, seen: false, phone: None }), vec![])
        }
        (Offer::Claiming, Event::Lost(why)) => over(why),

        (Offer::Held(held), Event::Seen) => (Offer::Held(Held { seen: true, ..held }), vec![]),
        (Offer::Held(held), Event::Number(phone)) => {
            (Offer::Held(Held { seen: true, phone: Some(phone), ..held }), vec![])
        }
        (Offer::Held(held), Event::Release) => {
            (Offer::Over(Over::Released), vec![Effect::SendRelease(held.rev), Effect::BeDone])
        }
        (Offer::Held(_), Event::Ended(why)) => over(why),

        (unchanged, _) => (unchanged, vec![]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_each_day_and_destroyed_after_seven() {
        let days = |days: &[u32]| days.iter().copied().map(Day).collect::<Vec<_>>();
        for (have, make, destroy) in [
            (vec![], true, vec![]),
            (vec![100], false, vec![]),
            (vec![94, 99], true, vec![]),
            (vec![93, 94, 100], false, vec![93]),
            (vec![20, 93], true, vec![20, 93]),
            // The clock was ahead for a while.
            (vec![100, 465], false, vec![]),
        ] {
            let plan = keys_today(&days(&have), Day(100));
            assert_eq!(plan, KeysToday { make, destroy: days(&destroy) }, "{have:?}");
        }
    }

    #[test]
    fn the_key_that_the_officers_phone_most_likely_used_is_tried_first() {
        let order = order_of_trying([94, 95, 96, 97, 98, 99, 100].map(Day).to_vec(), Day(97));
        assert_eq!(order, [98, 97, 100, 99, 96, 95, 94].map(Day));
        assert_eq!(likely_keys(order, Day(97)), [98, 97].map(Day));
        assert_eq!(likely_keys([94, 95].map(Day).to_vec(), Day(97)), []);
    }

    #[test]
    fn on_call_ends_at_a_quarter_of_an_hour_at_most_a_day_ahead() {
        let hours = |hours: u64| Duration::from_secs(hours * 3_600);
        assert_eq!(on_call_until(Minute(30_000), hours(1)), Minute(30_060));
        assert_eq!(on_call_until(Minute(30_001), hours(1)), Minute(30_075));
        assert_eq!(on_call_until(Minute(30_000), hours(48)), Minute(31_440));
        assert_eq!(next_quarter(Minute(30_000)), Minute(30_015));
        assert_eq!(next_quarter(Minute(30_014)), Minute(30_015));
    }

    #[test]
    fn a_request_is_not_shown_when_it_is_older_than_the_ladder_and_an_hour() {
        let ladder = Duration::from_secs(1_200);
        assert!(!too_old(Minute(1_000), Minute(1_080), ladder));
        assert!(too_old(Minute(1_000), Minute(1_081), ladder));
        // The officer's clock is ahead: the request is no less urgent.
        assert!(!too_old(Minute(2_000), Minute(1_000), ladder));
    }

    #[test]
    fn the_table_of_a_request_on_a_peers_phone() {
        let phone = Phone::parse("+15035550142").unwrap();
        let held = |seen, phone| Offer::Held(Held { rev: 4, seen, phone });
        let over = |why| (Offer::Over(why), vec![Effect::BeDone]);
        let table = [
            (Offer::Open, Event::Claim, (Offer::Claiming, vec![Effect::SendClaim])),
            (Offer::Open, Event::Gone, (Offer::Hidden, vec![])),
            (Offer::Hidden, Event::Opened, (Offer::Open, vec![])),
            (Offer::Hidden, Event::Claim, (Offer::Hidden, vec![])),
            (Offer::Open, Event::Decline, over(Over::Declined)),
            (Offer::Open, Event::TimeUp, over(Over::Expired)),
            (Offer::Claiming, Event::Gone, (Offer::Claiming, vec![])),
            (Offer::Claiming, Event::TimeUp, (Offer::Claiming, vec![])),
            // Nobody can give back what no relay has decided: it would be lost to everybody.
            (Offer::Claiming, Event::Release, (Offer::Claiming, vec![])),
            (Offer::Claiming, Event::Claim, (Offer::Claiming, vec![])),
            (Offer::Claiming, Event::Won { rev: 4 }, (held(false, None), vec![])),
            (Offer::Claiming, Event::Lost(Over::Taken), over(Over::Taken)),
            (held(false, None), Event::Seen, (held(true, None), vec![])),
            (held(false, None), Event::Number(phone.clone()), (held(true, Some(phone.clone())), vec![])),
            (held(true, Some(phone.clone())), Event::Gone, (held(true, Some(phone)), vec![])),
            (
                held(true, None),
                Event::Release,
                (Offer::Over(Over::Released), vec![Effect::SendRelease(4), Effect::BeDone]),
            ),
            (held(true, None), Event::Ended(Over::PassedOn), over(Over::PassedOn)),
            (held(true, None), Event::TimeUp, (held(true, None), vec![])),
            (Offer::Over(Over::Declined), Event::Opened, (Offer::Over(Over::Declined), vec![])),
            (Offer::Over(Over::Released), Event::Won { rev: 9 }, (Offer::Over(Over::Released), vec![])),
        ];
        for (offer, event, after) in table {
            assert_eq!(next(offer.clone(), event.clone()), after, "{offer:?} {event:?}");
        }
    }

    #[test]
    fn nobody_is_told_that_the_officer_has_the_answer_before_the_officer_has_it() {
        let (claimed, _) = next(Offer::Claiming, Event::Won { rev: 1 });
        assert_eq!(claimed, Offer::Held(Held { rev: 1, seen: false, phone: None }));
    }
}
