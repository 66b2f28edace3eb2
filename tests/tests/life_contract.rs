//! The life of a request as `contract/life.json` has it: virtual time, the officer's phone, a peer's phone. And all three sides,
//! relay, officer and peers, at once: their rules are written apart and have to agree.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]

use peerline_core::duty::rules::{self as duty, Offer, Over};
use peerline_core::request::rules::{self as request, Claim, State};
use peerline_protocol::ids::RelayId;
use peerline_protocol::pack::sha256;
use peerline_protocol::random::{Repeating, below};
use peerline_protocol::request::SlotNumber;
use peerline_relay::digest::Digest;
use peerline_relay::life::{self, HolderNews, Moment, OwnerNews, Rev, Rounds};
use serde_json::Value;

#[test]
fn every_case_of_the_life_contract_holds() {
    let content: Value = serde_json::from_str(include_str!("../contract/life.json")).unwrap();
    assert_eq!(content["kind"], "life");
    let wrong = peerline_tests::contract::differences(&content);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_request_of_the_life_contract_ends_in_silence() {
    let content: Value = serde_json::from_str(include_str!("../contract/life.json")).unwrap();
    let officers = content["cases"].as_array().unwrap().iter().filter(|case| case["side"] == "officer");
    for case in officers {
        let (steps, expected) = (&case["steps"], &case["expect"]["steps"]);
        let ladder: u64 = case["ladder_s"].as_array().unwrap().iter().filter_map(Value::as_u64).sum();
        let (last, end) =
            (steps.as_array().unwrap().last().unwrap(), expected.as_array().unwrap().last().unwrap());
        let helped = end["state"]["answered"].is_object()
            || ["withdrawn", "completed"].iter().any(|end_word| end["state"]["ended"] == *end_word);
        let over = end["state"]["ended"].is_string() || last["at_s"].as_u64().unwrap() >= ladder;
        // Whoever is neither answered nor took it back has the lines in front of them once it is over.
        assert!(helped || !over || end["front"] == "lines", "{}", case["id"]);
    }
}

/// One request that lives at a relay, on the officer's phone and on three peers' phones at once, by the rules of all three.
struct Lives {
    relay: life::State,
    officer: State,
    peers: Vec<(SlotNumber, Offer)>,
    /// Slots that somebody can open and that are not burnt, as the officer's phone keeps them.
    left: Vec<SlotNumber>,
    claims: Vec<(u32, usize)>,
    held: Option<SlotNumber>,
    now: Moment,
}

const RELAY: RelayId = RelayId::new([1; 16]);

impl Lives {
    fn new() -> Self {
        let slots: Vec<_> = [2, 11, 20].into_iter().filter_map(SlotNumber::new).collect();
        let peers = slots.iter().map(|slot| (*slot, Offer::Open)).collect();
        let submitted = life::State::Absent
            .next(&life::Event::Submit(Rounds::from(Moment(0), [300, 300, 600])), Moment(0));
        let (officer, _) = request::next(State::Sending, request::Event::Acknowledged);
        Self {
            relay: submitted.state,
            officer,
            peers,
            left: slots,
            claims: vec![],
            held: None,
            now: Moment(0),
        }
    }

    /// Hands an event to the relay and everything that follows from it to the phones.
    fn at_relay(&mut self, event: &life::Event) -> Result<life::Done, life::Refusal> {
        let step = self.relay.clone().next(event, self.now);
        self.relay = step.state;
        for effect in step.effects {
            match effect {
                life::Effect::Owner(news) => self.officer_reads(news),
                life::Effect::Holder { rev, news } => self.holder_reads(rev, news),
                _ => {}
            }
        }
        step.outcome
    }

    fn officer_reads(&mut self, news: OwnerNews) {
        let event = match news {
            OwnerNews::Round(round) => request::Event::Round(round.number()),
            OwnerNews::Claimed(rev, slot) => {
                self.held = Some(slot);
                request::Event::Claimed(Claim { relay: RELAY, rev: rev.0, slot })
            }
            OwnerNews::Released(rev) => {
                self.left.retain(|slot| Some(*slot) != self.held);
                request::Event::Released { relay: RELAY, rev: rev.0, anybody_left: !self.left.is_empty() }
            }
            OwnerNews::Ended(life::End::Expired) => request::Event::ExpiredAtRelay,
            OwnerNews::Ended(life::End::Withdrawn) => request::Event::WithdrawnAtRelay,
            OwnerNews::Ended(life::End::Completed) => request::Event::CompletedAtRelay,
        };
        self.officer_does(event);
    }

    /// An event on the officer's phone, and the calls that follow from it.
    fn officer_does(&mut self, event: request::Event) {
        let (state, effects) = request::next(self.officer, event);
        self.officer = state;
        for effect in effects {
            let _ = match effect {
                request::Effect::SendNext(claim) => self.at_relay(&life::Event::Next(Rev(claim.rev))),
                request::Effect::SendComplete(claim) => self.at_relay(&life::Event::Complete(Rev(claim.rev))),
                request::Effect::SendSeen(claim) => self.at_relay(&life::Event::Message(Rev(claim.rev))),
                request::Effect::WithdrawEverywhere => self.at_relay(&life::Event::Withdraw),
                _ => Ok(life::Done::Now),
            };
        }
    }

    fn holder_reads(&mut self, rev: Rev, news: HolderNews) {
        let Some((_, peer)) = self.claims.iter().find(|(claim, _)| *claim == rev.0).copied() else { return };
        self.peer_does(
            peer,
            match news {
                HolderNews::Message => duty::Event::Seen,
                HolderNews::Released => duty::Event::Ended(Over::Released),
                HolderNews::Next => duty::Event::Ended(Over::PassedOn),
                HolderNews::Ended(life::End::Withdrawn) => duty::Event::Ended(Over::Withdrawn),
                HolderNews::Ended(_) => duty::Event::Ended(Over::Completed),
            },
        );
    }

    fn peer_does(&mut self, peer: usize, event: duty::Event) {
        let (slot, offer) = self.peers[peer].clone();
        let (after, effects) = duty::next(offer, event);
        self.peers[peer].1 = after;
        for effect in effects {
            match effect {
                duty::Effect::SendClaim => self.claim(peer, slot),
                duty::Effect::SendRelease(rev) => {
                    let _ = self.at_relay(&life::Event::Release(Rev(rev)));
                }
                duty::Effect::BeDone => {}
            }
        }
    }

    fn claim(&mut self, peer: usize, slot: SlotNumber) {
        let rev = self.relay.rev().0 + 1;
        self.claims.push((rev, peer));
        let holder = Digest([u8::try_from(peer).unwrap_or(0); 32]);
        match self.at_relay(&life::Event::Claim { slot, holder }) {
            Ok(_) => self.peer_does(peer, duty::Event::Won { rev }),
            Err(life::Refusal::NotOpen) => {
                self.claims.pop();
                self.peers[peer].1 = Offer::Open;
            }
            Err(refusal) => {
                self.claims.pop();
                self.peer_does(
                    peer,
                    duty::Event::Lost(match refusal {
                        life::Refusal::Taken => Over::Taken,
                        life::Refusal::Ended(life::End::Withdrawn) => Over::Withdrawn,
                        life::Refusal::Ended(life::End::Completed) => Over::Completed,
                        life::Refusal::Burnt => Over::Released,
                        _ => Over::Expired,
                    }),
                );
            }
        }
    }

    /// What must hold whenever everybody has read everything.
    fn check(&self, seed: u64) {
        let holders: Vec<_> =
            self.peers.iter().filter(|(_, offer)| matches!(offer, Offer::Held(_))).collect();
        match (&self.relay, self.officer) {
            (life::State::Claimed { course, claim }, State::Answered(held)) => {
                assert_eq!((held.rev, held.slot), (course.rev.0, claim.slot), "seed {seed}");
                assert_eq!(holders.len(), 1, "seed {seed}: one holds what is claimed");
                assert_eq!(holders[0].0, claim.slot, "seed {seed}");
            }
            (life::State::Open { .. }, State::Waiting { .. }) => {
                assert!(holders.is_empty(), "seed {seed}: somebody holds what is open");
            }
            (
                life::State::Ended { .. } | life::State::Tombstone { .. } | life::State::Absent,
                State::Ended(_),
            ) => {
                assert!(holders.is_empty(), "seed {seed}: somebody holds what is over");
            }
            (relay, officer) => {
                panic!("seed {seed}: the relay says {relay:?}, the officer's phone {officer:?}")
            }
        }
    }
}

#[test]
fn relay_officer_and_peers_agree_after_any_steps_in_any_order() {
    let mut ends = std::collections::BTreeSet::new();
    for seed in 0..5_000 {
        let (random, mut lives) = (Repeating::new(sha256(&u64::to_be_bytes(seed))), Lives::new());
        for _ in 0..24 {
            let peer = below(&random, 3).unwrap() as usize;
            lives.now = lives.now.plus(i64::from(below(&random, 150_000).unwrap()));
            let _ = lives.at_relay(&life::Event::Tick);
            match below(&random, 20).unwrap() {
                0 => lives.officer_does(request::Event::Withdraw),
                1 => lives.officer_does(request::Event::Complete),
                2..4 => {
                    let anybody_left = lives.left.iter().any(|slot| Some(*slot) != lives.held);
                    lives.officer_does(request::Event::Next { anybody_left });
                }
                4..6 => lives.peer_does(peer, duty::Event::Release),
                6..12 => lives.peer_does(peer, duty::Event::Claim),
                _ => {}
            }
            lives.check(seed);
        }
        if let State::Ended(end) = lives.officer {
            ends.insert(format!("{end:?}"));
        }
    }
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), ["Completed", "Expired", "NobodyLeft", "Withdrawn"]);
}
