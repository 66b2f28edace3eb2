//! What can leave the phone, call by call and field by field, against what `seen.rs` declares and the report says.

use super::super::seen::{CALLS, Call, SIGHTS, Sent};
use super::super::{Party, Sight};
use crate::ids::{PeerId, PoolId, RequestId};
use crate::relay_client::{FinishedCall, calls};
use crate::sensitive::Sensitive;
use peerline_protocol::answer::{Answer, Message, SEALED_LENGTH};
use peerline_protocol::call::{Claim, Post, PublishKey, Submit};
use peerline_protocol::request::{AcceptedLimits, Ask, REQUEST_LENGTH};
use peerline_protocol::statement::STATEMENT_LENGTH;
use std::collections::BTreeSet;
use std::time::Duration;

const POOL: PoolId = PoolId::new([0xA1; 16]);
const REQUEST: RequestId = RequestId::new([0xB2; 16]);
const PEER: PeerId = PeerId::new([0xC3; 16]);

/// Every call once, as it would go out, with every field that can be there.
fn samples() -> Vec<(&'static str, FinishedCall)> {
    let secret: calls::Secret = Sensitive::new([9; 32]);
    let (after, wait) = (Some("c.1"), Duration::from_secs(5));
    let submit = Submit { request: [1; REQUEST_LENGTH].into(), owner: [2; 32].into() };
    let post = Post { rev: 1, message: [3; SEALED_LENGTH].into() };
    let claim =
        Claim { slot: 1, claim: [4; 32].into(), holder: [5; 32].into(), answer: [6; SEALED_LENGTH].into() };
    let statement = PublishKey { statement: [7; STATEMENT_LENGTH].into() };
    vec![
        ("submit", calls::submit(&POOL, &REQUEST, &secret, &submit)),
        ("events", calls::events(&REQUEST, &secret, after, wait)),
        ("next", calls::next(&REQUEST, &secret, 1, [8; 16])),
        ("complete", calls::complete(&REQUEST, &secret, 1, [8; 16])),
        ("message", calls::message(&REQUEST, &secret, &post, [8; 16])),
        ("withdraw", calls::withdraw(&REQUEST, &secret)),
        ("board", calls::board(&POOL, &secret, after, wait)),
        ("claim", calls::claim(&REQUEST, &secret, &claim)),
        ("holder", calls::holder(&REQUEST, &secret, after, wait)),
        ("release", calls::release(&REQUEST, &secret, 1, [8; 16])),
        ("publish_key", calls::publish_key(&POOL, &PEER, &statement)),
        ("keys", calls::keys(&POOL, Some(&[8; 32]))),
        ("time", calls::time()),
        ("manifest", calls::manifest()),
        ("pack", calls::pack("0123", 1)),
    ]
}

/// The path with names in place of ids, and the names of all fields: what a reader of the bytes finds.
fn fields_of(call: &FinishedCall) -> (String, BTreeSet<String>) {
    let FinishedCall {
        lane: _,
        method: _,
        path,
        secret: _,
        idempotency_key,
        if_none_match,
        body,
        most: _,
        wait: _,
    } = call;
    let (path, query) = path.expose().split_once('?').unwrap_or((path.expose(), ""));
    let known = [
        (POOL.to_string(), "pool"),
        (REQUEST.to_string(), "request"),
        (PEER.to_string(), "peer"),
        ("0123".into(), "file"),
    ];
    let mut fields = BTreeSet::new();
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| match known.iter().find(|(id, _)| id == segment) {
            Some((_, name)) => {
                fields.insert((*name).to_owned());
                format!("{{{name}}}")
            }
            None => segment.to_owned(),
        })
        .collect();
    let asked = query.split('&').filter(|pair| !pair.is_empty());
    fields.extend(asked.map(|pair| pair.split('=').next().unwrap().to_owned()));
    fields.extend(idempotency_key.is_some().then(|| "idempotency-key".to_owned()));
    fields.extend(if_none_match.is_some().then(|| "if-none-match".to_owned()));
    if let Some(body) = body {
        let body: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(body.expose()).unwrap();
        fields.extend(body.keys().map(|name| format!("body.{name}")));
    }
    (segments.join("/"), fields)
}

#[test]
fn every_call_that_can_leave_the_phone_is_declared_with_every_field_of_it() {
    let source = include_str!("../../relay_client/calls.rs");
    let written: BTreeSet<&str> =
        source.lines().filter_map(|line| line.strip_prefix("pub fn ")?.split(['(', '<']).next()).collect();
    let declared: BTreeSet<&str> = CALLS.iter().map(|call| call.name).collect();
    assert_eq!(declared, written, "a call that seen.rs does not declare, or one that is not there");
    let samples = samples();
    assert_eq!(samples.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), declared);
    for (name, finished) in samples {
        let Call { path, secret, fields, .. } = CALLS.iter().find(|call| call.name == name).unwrap();
        let (real_path, real_fields) = fields_of(&finished);
        assert_eq!(real_path, *path, "{name}");
        assert_eq!(finished.secret.is_some(), secret.is_some(), "{name}");
        let named: BTreeSet<String> = fields.iter().map(|(field, _)| (*field).to_owned()).collect();
        assert_eq!(named, real_fields, "{name}: a field that seen.rs does not declare");
    }
}

#[test]
fn nothing_else_is_put_into_a_call_on_its_way_out() {
    let source = include_str!("../../relay_client/http.rs");
    let headers: BTreeSet<&str> =
        source.split(".header(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(headers, ["content-type", "idempotency-key", "if-none-match"].into_iter().collect());
    assert_eq!(source.matches(".bearer_auth(").count(), 1);
    assert!(source.contains(".user_agent(\"peerline/1\")") && !source.contains("cookie_"));
}

#[test]
fn every_field_that_leaves_the_phone_is_spoken_of_in_the_report() {
    let sent: BTreeSet<Sent> = CALLS
        .iter()
        .flat_map(|call| call.fields.iter().map(|(_, sent)| *sent).chain(call.secret))
        .chain([Sent::Connection, Sent::Ask, Sent::Limits, Sent::Keys, Sent::PeersNumber, Sent::MyNumber])
        .collect();
    let relay: BTreeSet<Sent> = SIGHTS
        .iter()
        .filter(|row| row.party == Party::Relay)
        .flat_map(|row| row.of.iter().copied())
        .collect();
    assert_eq!(relay, sent, "what the relay gets and what is said of it differ");
    let agency: BTreeSet<Sent> = SIGHTS
        .iter()
        .filter(|row| row.party == Party::Agency)
        .flat_map(|row| row.of.iter().copied())
        .collect();
    let unread: BTreeSet<Sent> = sent
        .iter()
        .copied()
        .filter(|sent| {
            ![Sent::Ask, Sent::Limits, Sent::Keys, Sent::PeersNumber, Sent::MyNumber].contains(sent)
        })
        .collect();
    assert_eq!(agency, unread, "what passes a network of the agency");
    for party in [Party::Agency, Party::Relay] {
        let of = |sight| {
            SIGHTS
                .iter()
                .filter(|row| row.party == party && row.sight == sight)
                .flat_map(|row| row.of.iter().copied())
                .collect::<BTreeSet<_>>()
        };
        assert!(of(Sight::Can).is_disjoint(&of(Sight::Cannot)), "{party:?} can and cannot see the same");
    }
}

/// Does not compile once something else is sealed into a request, an answer or a message: say in `seen.rs` who reads it.
#[test]
fn what_is_sealed_is_what_the_report_says_of_the_peer() {
    let request =
        |Ask { made: _, limits: AcceptedLimits { id: _, version: _ }, wishes: _, topics: _, language: _ }| {
            [Sent::Ask, Sent::Limits]
        };
    let answer =
        |Answer { peer: _, phone: _, modalities: _, message_key: _ }| [Sent::PeersNumber, Sent::Keys];
    let message = |message: Message| match message {
        Message::Seen | Message::MyNumber(_) => Sent::MyNumber,
    };
    let _ = (request, answer);
    assert_eq!(message(Message::Seen), Sent::MyNumber);
    let read = SIGHTS.iter().filter(|row| row.party == Party::Peer && row.sight == Sight::Can);
    let read: BTreeSet<Sent> = read.flat_map(|row| row.of.iter().copied()).collect();
    assert_eq!(read, [Sent::Ask, Sent::Limits, Sent::PeersNumber, Sent::MyNumber].into_iter().collect());
}
