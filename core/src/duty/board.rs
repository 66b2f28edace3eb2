//! Reading the board and trying this phone's keys on what it shows.
//!
//! What a board says is taken in at once; the keys are tried afterwards, one entry after the other, so that whoever cancels loses
//! nothing. The keys that the officers' phones most likely used come first, on every entry; what opens is on the screen before the
//! older keys are tried on the rest.

use super::rules::{self, Event, Offer};
use super::{Duty, DutyError, Post, store};
use crate::clock::Mark;
use crate::ids::{Day, RelayId, RequestId};
use crate::relay_client::calls;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use peerline_protocol::call::{Board, BoardChange};
use peerline_protocol::request::{
    BoardEntry, Kind as RequestKind, OpenedSlot, PrivateKey, SlotNumber, open_slot,
};
use std::collections::{HashMap, VecDeque};
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

/// What reading came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    /// Something opened that was not known before.
    pub(super) new_offer: bool,
    /// There are entries that not every key was tried on: it stopped because something opened.
    pub(super) unfinished: bool,
}

/// How far each relay's board was read, and what of it was tried. Only in memory: after a restart the board is read anew.
#[derive(Default)]
pub(super) struct Boards {
    cursors: HashMap<RelayId, String>,
    next: HashMap<RelayId, u64>,
    untried: VecDeque<Entry>,
    /// Those that no likely key opened.
    unopened: VecDeque<Entry>,
    /// In how many rounds of a request a key was tried in vain.
    tried: HashMap<RequestId, HashMap<Day, u8>>,
}

/// A request that a board shows and this phone does not know.
#[derive(Clone)]
struct Entry {
    id: RequestId,
    bytes: String,
    shown: store::OnBoard,
}

/// Which of this phone's keys are tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Those that the officer's phone most likely used.
    Likely,
    /// Every one.
    All,
}

/// Reads every relay's board and tries the keys; the call is parked at the first relay, unless there are entries left to try.
pub(super) async fn read(duty: &Duty, post: &Post, wait: Duration) -> Result<Read, DutyError> {
    let mut wait = if duty.boards().has_entries() { Duration::ZERO } else { wait };
    for relay in &post.relays {
        let id = &relay.address.id;
        let cursor = duty.boards().cursors.get(id).cloned();
        let call = calls::board(&post.pool, &post.board_bearer, cursor.as_deref(), std::mem::take(&mut wait));
        let Ok(board) = relay.call::<Board>(&call).await else { continue };
        take_in(duty, post, id, &board)?;
    }
    let mut new_offer = false;
    while let Some(entry) = duty.first_untried() {
        let opened = look_into(duty, post, &entry, Keys::Likely)?;
        duty.boards().forget(&entry.id);
        if opened {
            new_offer = true;
        } else {
            duty.boards().unopened.push_back(entry);
        }
        // A board of hundreds takes a moment: whoever cancels is heard between two entries.
        tokio::task::yield_now().await;
    }
    while !new_offer && let Some(entry) = duty.first_unopened() {
        new_offer = look_into(duty, post, &entry, Keys::All)?;
        duty.boards().forget(&entry.id);
        tokio::task::yield_now().await;
    }
    Ok(Read { new_offer, unfinished: duty.boards().has_entries() })
}

/// Notes what a board says. Nothing is tried and nothing is awaited here: it happens as a whole.
fn take_in(duty: &Duty, post: &Post, relay: &RelayId, board: &Board) -> Result<(), DutyError> {
    let now = Mark::now(&*duty.clock);
    let mut expected = duty.boards().next.get(relay).copied().filter(|_| !board.reset);
    duty.boards().cursors.insert(*relay, board.cursor.clone());
    if board.reset {
        duty.boards().forget_relay(relay);
    }
    for change in &board.entries {
        if expected.is_some_and(|n| n != change.n()) {
            // Something was missed: the next call reads all live entries.
            expected = None;
            duty.boards().cursors.remove(relay);
            break;
        }
        expected = Some(change.n() + 1);
        if let Err(error) = take_in_change(duty, post, relay, change, now) {
            duty.boards().cursors.remove(relay);
            return Err(error);
        }
    }
    let mut boards = duty.boards();
    match expected {
        Some(expected) => boards.next.insert(*relay, expected),
        None => boards.next.remove(relay),
    };
    Ok(())
}

/// One change of a board: a known request that opens or goes, or one to try our keys on.
fn take_in_change(
    duty: &Duty,
    post: &Post,
    relay: &RelayId,
    change: &BoardChange,
    now: Mark,
) -> Result<(), DutyError> {
    match change {
        BoardChange::Gone { id, rev, .. } => {
            duty.boards().gone(relay, id, *rev);
            let known = duty.vault.read(|c| store::offer(c, id))?;
            // An older word about a request that is open at another relay says nothing.
            if known.is_some_and(|kept| kept.relay == *relay && kept.board_rev <= *rev) {
                duty.apply(post, id, Event::Gone)?;
            }
        }
        BoardChange::Open { id, rev, bytes, left_s, .. } => {
            let left = Duration::from_secs(u64::from(*left_s)).min(post.ladder.iter().sum());
            let shown = store::OnBoard { relay: *relay, rev: *rev, left, now };
            if !note_if_known(duty, post, id, &shown)? {
                let mut boards = duty.boards();
                // The same request as it was before, or as another relay shows it: one of them is enough.
                boards.forget(id);
                boards.untried.push_back(Entry { id: *id, bytes: bytes.clone(), shown });
            }
        }
    }
    Ok(())
}

/// Tries keys on an entry and keeps it if one opens it. Gives whether it is new.
fn look_into(duty: &Duty, post: &Post, entry: &Entry, keys: Keys) -> Result<bool, DutyError> {
    if note_if_known(duty, post, &entry.id, &entry.shown)? {
        return Ok(false);
    }
    let Some(opened) = try_keys(duty, post, entry, keys)? else { return Ok(false) };
    let claims: Vec<_> =
        post.relays.iter().map(|relay| (relay.address.id, opened.claim_secret(&relay.address.id))).collect();
    duty.vault.keep(|t| store::insert_offer(t, &entry.id, &opened, &claims, &entry.shown))?;
    Ok(true)
}

/// Whether the request is on this phone already; then it is open, unless it is over here.
fn note_if_known(
    duty: &Duty,
    post: &Post,
    id: &RequestId,
    shown: &store::OnBoard,
) -> Result<bool, DutyError> {
    let Some(known) = duty.vault.read(|c| store::offer(c, id))? else { return Ok(false) };
    if matches!(known.offer, Offer::Open | Offer::Hidden) {
        duty.vault.write(|t| store::note_board(t, id, shown))?;
        duty.apply(post, id, Event::Opened)?;
    }
    Ok(true)
}

/// Tries our keys on the slots of an entry, one try per slot and key; what was tried in vain is not tried again.
fn try_keys(duty: &Duty, post: &Post, entry: &Entry, which: Keys) -> Result<Option<OpenedSlot>, DutyError> {
    if duty.vault.read(|c| store::is_done_with(c, &entry.id))? {
        return Ok(None);
    }
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(&entry.bytes) else { return Ok(None) };
    let Ok(shown) = BoardEntry::parse(&bytes) else { return Ok(None) };
    if shown.header.kind != RequestKind::MemberBearer || post.tokens_live {
        return Ok(None);
    }
    let keys = duty.vault.read(store::keys)?;
    let days = keys.iter().map(|key| key.day).collect();
    let order = match which {
        Keys::Likely => rules::likely_keys(days, shown.header.day),
        Keys::All => rules::order_of_trying(days, shown.header.day),
    };
    for day in order {
        let Some(key) = keys.iter().find(|key| key.day == day) else { continue };
        if let Some(opened) = try_key(duty, post, &entry.id, &shown, day, &key.private) {
            let ladder = post.ladder.iter().sum();
            let too_old = rules::too_old(opened.body.ask.made, duty.minute(), ladder);
            return Ok(Some(opened).filter(|_| !too_old));
        }
    }
    Ok(None)
}

/// Tries one key in the rounds that it was not tried in before.
fn try_key(
    duty: &Duty,
    post: &Post,
    id: &RequestId,
    shown: &BoardEntry,
    day: Day,
    key: &PrivateKey,
) -> Option<OpenedSlot> {
    let before = duty.boards().tried.get(id).and_then(|days| days.get(&day)).copied().unwrap_or(0);
    let opened = (before + 1..=shown.rounds_open())
        .flat_map(SlotNumber::of_round)
        .find_map(|number| open_slot(shown, &post.pool, id, &post.peer, key, number));
    if opened.is_none() {
        duty.boards().tried.entry(*id).or_default().insert(day, shown.rounds_open().max(before));
    }
    opened
}

impl Boards {
    fn has_entries(&self) -> bool {
        !(self.untried.is_empty() && self.unopened.is_empty())
    }

    fn forget(&mut self, id: &RequestId) {
        self.untried.retain(|entry| entry.id != *id);
        self.unopened.retain(|entry| entry.id != *id);
    }

    /// What a relay showed before counts for nothing.
    fn forget_relay(&mut self, relay: &RelayId) {
        self.untried.retain(|entry| entry.shown.relay != *relay);
        self.unopened.retain(|entry| entry.shown.relay != *relay);
    }

    /// A relay says that a request is gone; an older word, or one of another relay, says nothing.
    fn gone(&mut self, relay: &RelayId, id: &RequestId, rev: u32) {
        let stays = |entry: &Entry| entry.id != *id || entry.shown.relay != *relay || entry.shown.rev > rev;
        self.untried.retain(stays);
        self.unopened.retain(stays);
    }
}

impl Duty {
    // Not in the head of a loop: there the lock would be held as long as its body runs.
    fn first_untried(&self) -> Option<Entry> {
        self.boards().untried.front().cloned()
    }

    fn first_unopened(&self) -> Option<Entry> {
        self.boards().unopened.front().cloned()
    }

    fn boards(&self) -> MutexGuard<'_, Boards> {
        self.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
