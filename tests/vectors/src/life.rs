//! Kind `life`: a request step by step, in virtual time, as the officer's phone and as a peer's phone live it.
//!
//! A case has a `side` and `steps`, each with an event. States, events and effects are written as one word, or as an object of one
//! word and its data; claims are `{"relay": 1, "rev": 3, "slot": 9}`, relays small numbers.

use crate::case::{Case, word};
use peerline_core::duty::rules as duty;
use peerline_core::ids::{Day, Minute, RelayId};
use peerline_core::request::rules::{self as request, Claim};
use peerline_protocol::answer::Phone;
use peerline_protocol::request::SlotNumber;
use serde_json::{Value, json};
use std::time::Duration;

/// What comes out of a case, by the fields of `expect`.
pub(crate) fn got(case: &Value) -> Result<Value, String> {
    match Case(case).text("side")? {
        "officer" => officer(Case(case)),
        "peer" => peer(Case(case)),
        "peer_keys" => peer_keys(Case(case)),
        other => Err(format!("no side `{other}`")),
    }
}

/// The officer's phone: each step at its moment (`at_s` seconds after sending, by the phone's own clock).
fn officer(case: Case<'_>) -> Result<Value, String> {
    let ladder = ladder(case)?;
    let whole = ladder.iter().sum();
    let mut state = request::State::Sending;
    let mut steps = Vec::new();
    for step in case.list("steps")? {
        let elapsed = Duration::from_secs(Case(step).number("at_s")?);
        let (after, effects) = match &step["event"] {
            Value::Null => (state, Vec::new()),
            event => request::next(state, officer_event(event)?),
        };
        state = after;
        let failed = step["failed_to_send"].as_bool().unwrap_or_default();
        steps.push(json!({
            "state": officer_state(state),
            "effects": effects.into_iter().map(officer_effect).collect::<Vec<_>>(),
            "front": match request::front(state, elapsed, whole, failed) {
                request::Front::Request => "request",
                request::Front::Lines => "lines",
            },
            "own_round": request::own_round(elapsed, &ladder).map(|(round, left)| json!([round, left.as_secs()])),
        }));
    }
    Ok(json!({ "steps": steps }))
}

fn officer_event(value: &Value) -> Result<request::Event, String> {
    use request::Event;
    let (name, data) = named(value)?;
    Ok(match name {
        "acknowledged" => Event::Acknowledged,
        "refused_everywhere" => Event::RefusedEverywhere,
        "useless_now" => Event::UselessNow,
        "round" => Event::Round(Case(value).number("round")?),
        "claimed" => Event::Claimed(claim(data)?),
        "claimed_in_vain" => Event::ClaimedInVain(claim(data)?),
        "released" => Event::Released {
            relay: relay(data)?,
            rev: data.number("rev")?,
            anybody_left: anybody_left(data)?,
        },
        "expired_at_relay" => Event::ExpiredAtRelay,
        "withdrawn_at_relay" => Event::WithdrawnAtRelay,
        "completed_at_relay" => Event::CompletedAtRelay,
        "next" => Event::Next { anybody_left: anybody_left(data)? },
        "withdraw" => Event::Withdraw,
        "complete" => Event::Complete,
        other => return Err(format!("no event `{other}`")),
    })
}

fn officer_state(state: request::State) -> Value {
    use request::{End, State};
    match state {
        State::Sending => json!("sending"),
        State::Waiting { round } => json!({ "waiting": round }),
        State::Answered(claim) => json!({ "answered": claim_value(claim) }),
        State::Ended(end) => json!({ "ended": match end {
            End::NotSent => "not_sent",
            End::Refused => "refused",
            End::Withdrawn => "withdrawn",
            End::Expired => "expired",
            End::NobodyLeft => "nobody_left",
            End::Completed => "completed",
        } }),
    }
}

fn officer_effect(effect: request::Effect) -> Value {
    use request::Effect;
    match effect {
        Effect::SendSeen(claim) => json!({ "send_seen": claim_value(claim) }),
        Effect::SendNext(claim) => json!({ "send_next": claim_value(claim) }),
        Effect::SendComplete(claim) => json!({ "send_complete": claim_value(claim) }),
        Effect::WithdrawEverywhere => json!("withdraw_everywhere"),
        Effect::WithdrawElsewhere(relay) => json!({ "withdraw_elsewhere": relay.as_bytes()[0] }),
        Effect::StopSubmitting => json!("stop_submitting"),
        Effect::ForgetAnswer => json!("forget_answer"),
        Effect::DestroyKeys => json!("destroy_keys"),
    }
}

/// A peer's phone: the steps of one request that it can open.
fn peer(case: Case<'_>) -> Result<Value, String> {
    let mut offer = duty::Offer::Open;
    let mut steps = Vec::new();
    for step in case.list("steps")? {
        let (after, effects) = duty::next(offer, peer_event(&step["event"])?);
        steps.push(json!({
            "offer": offer_value(&after),
            "effects": effects.into_iter().map(peer_effect).collect::<Vec<_>>(),
        }));
        offer = after;
    }
    Ok(json!({ "steps": steps }))
}

fn peer_event(value: &Value) -> Result<duty::Event, String> {
    use duty::Event;
    let (name, data) = named(value)?;
    Ok(match name {
        "opened" => Event::Opened,
        "gone" => Event::Gone,
        "time_up" => Event::TimeUp,
        "claim" => Event::Claim,
        "decline" => Event::Decline,
        "release" => Event::Release,
        "won" => Event::Won { rev: data.number("rev")? },
        "lost" => Event::Lost(word(&data.0["why"], over_of_word)?),
        "seen" => Event::Seen,
        "number" => Event::Number(word(&data.0["phone"], Phone::parse)?),
        "ended" => Event::Ended(word(&data.0["why"], over_of_word)?),
        other => return Err(format!("no event `{other}`")),
    })
}

fn offer_value(offer: &duty::Offer) -> Value {
    use duty::Offer;
    match offer {
        Offer::Open => json!("open"),
        Offer::Hidden => json!("hidden"),
        Offer::Claiming => json!("claiming"),
        Offer::Held(held) => json!({ "held": {
            "rev": held.rev, "seen": held.seen, "phone": held.phone.as_ref().map(Phone::expose),
        } }),
        Offer::Over(over) => json!({ "over": over_word(*over) }),
    }
}

fn peer_effect(effect: duty::Effect) -> Value {
    match effect {
        duty::Effect::SendClaim => json!("send_claim"),
        duty::Effect::SendRelease(rev) => json!({ "send_release": rev }),
        duty::Effect::BeDone => json!("be_done"),
    }
}

/// What becomes of a peer's daily keys on one day, in which order they are tried, and whether a request is still shown.
fn peer_keys(case: Case<'_>) -> Result<Value, String> {
    let day = |value: &Value| value.as_u64().and_then(|day| u32::try_from(day).ok()).map(Day);
    let have: Option<Vec<Day>> = case.list("have")?.iter().map(day).collect();
    let have = have.ok_or("`have` is a list of days")?;
    let plan = duty::keys_today(&have, Day(case.number("today")?));
    let numbers = |days: &[Day]| days.iter().map(|day| day.0).collect::<Vec<_>>();
    let order = duty::order_of_trying(have, Day(case.number("snapshot_day")?));
    let whole = ladder(case)?.iter().sum();
    let (made, now) = (Minute(case.number("made")?), Minute(case.number("now")?));
    let on_call = duty::on_call_until(now, Duration::from_secs(60 * case.number::<u64>("on_call_minutes")?));
    Ok(json!({
        "make": plan.make,
        "destroy": numbers(&plan.destroy),
        "order": numbers(&order),
        "too_old": duty::too_old(made, now, whole),
        "on_call_until": on_call.0,
        "off_call_published": duty::next_quarter(now).0,
    }))
}

const OVERS: [(&str, duty::Over); 7] = [
    ("taken", duty::Over::Taken),
    ("released", duty::Over::Released),
    ("declined", duty::Over::Declined),
    ("passed_on", duty::Over::PassedOn),
    ("withdrawn", duty::Over::Withdrawn),
    ("expired", duty::Over::Expired),
    ("completed", duty::Over::Completed),
];

fn over_of_word(word: &str) -> Option<duty::Over> {
    OVERS.iter().find(|(name, _)| *name == word).map(|(_, over)| *over)
}

fn over_word(over: duty::Over) -> &'static str {
    OVERS.iter().find(|(_, known)| *known == over).map_or("", |(name, _)| name)
}

fn claim(data: Case<'_>) -> Result<Claim, String> {
    let slot = SlotNumber::new(data.number("slot")?).ok_or("`slot` is 0 to 23")?;
    Ok(Claim { relay: relay(data)?, rev: data.number("rev")?, slot })
}

fn claim_value(claim: Claim) -> Value {
    json!({ "relay": claim.relay.as_bytes()[0], "rev": claim.rev, "slot": claim.slot.get() })
}

fn relay(data: Case<'_>) -> Result<RelayId, String> {
    Ok(RelayId::new([data.number("relay")?; 16]))
}

fn anybody_left(data: Case<'_>) -> Result<bool, String> {
    data.0["anybody_left"].as_bool().ok_or_else(|| "`anybody_left` is missing".to_owned())
}

fn ladder(case: Case<'_>) -> Result<[Duration; 3], String> {
    let seconds: Option<Vec<_>> = case.list("ladder_s")?.iter().map(Value::as_u64).collect();
    let rounds: Option<[u64; 3]> = seconds.and_then(|seconds| seconds.try_into().ok());
    Ok(rounds.ok_or("`ladder_s` is three numbers")?.map(Duration::from_secs))
}

/// A word with its data; a word alone has none.
fn named(value: &Value) -> Result<(&str, Case<'_>), String> {
    match value {
        Value::String(name) => Ok((name, Case(&Value::Null))),
        Value::Object(one) if one.len() == 1 => {
            one.iter().next().map(|(name, data)| (name.as_str(), Case(data))).ok_or_else(String::new)
        }
        _ => Err(format!("{value} is no event")),
    }
}
