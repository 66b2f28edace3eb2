//! Bad input: each kind gets its own answer, changes nothing, and nothing of it comes back.

use crate::contract::phone;
use crate::stand::{Asked, Call, MEMBER, POOL, Stand, board, publish, statement};
use peerline_protocol::call::{OwnerFeed, Reason};
use peerline_protocol::ids::{Minute, encode};
use peerline_protocol::request::REQUEST_LENGTH;
use serde_json::{Value, json};

fn with_body(call: &Call, body: &Value) -> Call {
    call.clone().raw(body.to_string())
}

/// Every call that has a body, each good as it stands.
fn calls(stand: &Stand) -> Vec<(&'static str, Call)> {
    let asked = Asked(1);
    vec![
        ("submit", Asked(2).submit()),
        ("claim", asked.claim(1)),
        ("next", asked.next(1, "a")),
        ("message", asked.message(1, 1, "b")),
        ("complete", asked.complete(1, "c")),
        ("release", asked.release(0, 1)),
        ("publish", publish(1, &statement(1, stand.today(), 1, 5, Minute(0)))),
    ]
}

#[tokio::test]
async fn every_malformed_body_is_refused_and_changes_nothing() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    phone.call(Asked(1).submit()).await;
    phone.call(Asked(1).claim(0)).await;
    for (about, call) in calls(&stand) {
        let good: Value = serde_json::from_slice(&call.body).unwrap();
        let mut bad = vec![
            call.clone().raw(""),
            call.clone().raw("{"),
            call.clone().raw("null"),
            call.clone().raw("[]"),
            call.clone().raw("{}"),
            call.clone().raw([0xFF, 0xFE]),
            call.clone().raw([&call.body[..], b"x"].concat()),
            call.clone().raw(&call.body[..call.body.len() - 1]),
        ];
        let members: Vec<_> = good.as_object().unwrap().keys().cloned().collect();
        for member in &members {
            for value in [
                json!(null),
                json!(-1),
                json!(1.5),
                json!("x"),
                json!({}),
                json!("A".repeat(600)),
                json!(24e9),
            ] {
                let mut body = good.clone();
                body[member] = value;
                bad.push(with_body(&call, &body));
            }
            if let Some(text) = good[member].as_str() {
                for wrong in [
                    &text[1..],
                    &text[..text.len() - 1],
                    &format!("{text}A"),
                    &format!("{text}="),
                    &format!("+{}", &text[1..]),
                ] {
                    let mut body = good.clone();
                    body[member] = json!(wrong);
                    bad.push(with_body(&call, &body));
                }
            }
            let mut body = good.clone();
            body.as_object_mut().unwrap().remove(member);
            bad.push(with_body(&call, &body));
        }
        let mut body = good.clone();
        body["name"] = json!("Dana Ruiz");
        bad.push(with_body(&call, &body));
        for (number, call) in bad.into_iter().enumerate() {
            let answer = phone.call(call).await;
            // A body that outgrew its call is told apart.
            let fits = [(400, Some(Reason::Malformed)), (413, Some(Reason::TooLarge))];
            assert!(fits.contains(&answer.outcome()), "{about} {number}: {:?}", answer.outcome());
            assert!(!String::from_utf8_lossy(&answer.body).contains("Dana"), "nothing of it comes back");
        }
    }
    let events = phone.call(Asked(1).events("", 0)).await.read::<OwnerFeed>().events;
    assert_eq!(events.len(), 1, "the claim still stands and nothing else happened");
    assert_eq!(phone.call(Asked(2).events("", 0)).await.status, 404);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let stand = Stand::start().await;
    for (about, call) in calls(&stand) {
        let answer = phone(&stand).call(call.raw(vec![b' '; 6 * 1024])).await;
        assert_eq!(answer.outcome(), (413, Some(Reason::TooLarge)), "{about}");
    }
}

#[tokio::test]
async fn a_request_of_another_length_version_or_kind_is_refused() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let asked = Asked(1);
    let submit = |bytes: &[u8]| {
        let body = json!({"request": encode(bytes), "owner": encode(&[1; 32])});
        Call::put(format!("/v1/pools/{POOL}/requests/{}", asked.id()), body).with(&MEMBER)
    };
    let good = asked.bytes();
    for length in [0, 1, REQUEST_LENGTH - 1, REQUEST_LENGTH / 2] {
        assert_eq!(
            phone.call(submit(&good[..length])).await.outcome(),
            (400, Some(Reason::Malformed)),
            "{length}"
        );
    }
    let longer = [&good[..], &[0]].concat();
    assert_eq!(phone.call(submit(&longer)).await.outcome(), (400, Some(Reason::Malformed)));
    for (byte, value, expected) in [
        (0, 2, (400, Some(Reason::Malformed))),
        (1, 0, (400, Some(Reason::Malformed))),
        (2, 2, (400, Some(Reason::Malformed))),
        (2, 1, (422, Some(Reason::KindRefused))),
        (3, 1, (400, Some(Reason::Malformed))),
    ] {
        let mut bytes = good;
        bytes[byte] = value;
        assert_eq!(phone.call(submit(&bytes)).await.outcome(), expected, "byte {byte} = {value}");
    }
    assert_eq!(phone.call(asked.submit()).await.status, 201);
    // Beyond the header the relay reads nothing, but it knows other bytes when it sees them: a sample over the whole length.
    for byte in (8..REQUEST_LENGTH).step_by(97) {
        let mut bytes = good;
        bytes[byte] ^= 1;
        assert_eq!(
            phone.call(submit(&bytes)).await.outcome(),
            (409, Some(Reason::OtherBytes)),
            "byte {byte}"
        );
    }
}

#[tokio::test]
async fn a_claim_with_any_bit_of_its_secret_wrong_is_a_strangers() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let asked = Asked(1);
    phone.call(asked.submit()).await;
    for byte in 0..32 {
        let mut secret = asked.claim_secret(2);
        secret[byte] ^= 1;
        let mut body: Value = serde_json::from_slice(&asked.claim(2).body).unwrap();
        body["claim"] = json!(encode(&secret));
        let answer = phone.call(with_body(&asked.claim(2), &body)).await;
        assert_eq!(answer.outcome(), (404, Some(Reason::NotFound)), "byte {byte}");
    }
    for (about, slot, secret) in
        [("of another slot", 3, asked.claim_secret(2)), ("of another request", 2, Asked(9).claim_secret(2))]
    {
        let mut body: Value = serde_json::from_slice(&asked.claim(slot).body).unwrap();
        body["claim"] = json!(encode(&secret));
        assert_eq!(phone.call(with_body(&asked.claim(slot), &body)).await.status, 404, "{about}");
    }
    assert_eq!(phone.call(asked.claim(2)).await.status, 200);
}

#[tokio::test]
async fn what_is_not_yours_looks_like_what_does_not_exist() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let (mine, yours, unknown) = (Asked(1), Asked(2), Asked(3));
    for asked in [mine, yours] {
        phone.call(asked.submit()).await;
        phone.call(asked.claim(0)).await;
    }
    let as_me = |mut call: Call| {
        call.headers.retain(|(name, _)| *name != "authorization");
        call.with(&mine.owner())
    };
    for make in [
        |asked: Asked| asked.events("", 0),
        |asked: Asked| asked.held(0, "", 0),
        |asked: Asked| asked.next(1, "k"),
        |asked: Asked| asked.message(1, 1, "k"),
        |asked: Asked| asked.complete(1, "k"),
        |asked: Asked| asked.withdraw(),
        |asked: Asked| asked.release(0, 1),
    ] {
        let (theirs, nobodys) =
            (phone.call(as_me(make(yours))).await, phone.call(as_me(make(unknown))).await);
        assert_eq!(theirs.outcome(), (404, Some(Reason::NotFound)));
        assert_eq!((theirs.status, &theirs.body), (nobodys.status, &nobodys.body));
        let names = |answer: &crate::stand::Answer| {
            answer
                .headers
                .iter()
                .filter(|(name, _)| *name != "date")
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&theirs), names(&nobodys));
        let mut without = make(yours);
        without.headers.retain(|(name, _)| *name != "authorization");
        assert_eq!(phone.call(without).await.outcome(), (401, Some(Reason::NotAdmitted)));
    }
}

#[tokio::test]
async fn odd_paths_queries_and_keys_are_refused() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    phone.call(Asked(1).submit()).await;
    phone.call(Asked(1).claim(0)).await;
    for id in ["x", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA+A", "%00"] {
        for call in ["events", "holder"] {
            let call = Call::get(format!("/v1/requests/{id}/{call}")).with(&MEMBER);
            assert_eq!(phone.call(call).await.outcome(), (400, Some(Reason::Malformed)), "{id}");
        }
        let call = Call::get(format!("/v1/pools/{id}/keys"));
        assert_eq!(phone.call(call).await.outcome(), (400, Some(Reason::Malformed)), "{id}");
    }
    for wait in ["-1", "x", "1.5", "99999999999"] {
        let mut call = board("", 0);
        call.path = call.path.replace("wait=0", &format!("wait={wait}"));
        assert_eq!(phone.call(call).await.outcome(), (400, Some(Reason::Malformed)), "{wait}");
    }
    for key in ["", &"k".repeat(65)] {
        let answer = phone.call(Asked(1).next(1, key)).await;
        assert_eq!(answer.outcome(), (400, Some(Reason::Malformed)), "{key}");
    }
    for path in ["/", "/v2/manifest", "/v1/requests", "/v1/pools/x/wakes/y", "/v1/requests/x/accept"] {
        assert_eq!(phone.call(Call::get(path)).await.outcome(), (404, Some(Reason::NotFound)), "{path}");
    }
    let wrong_method = Call { method: hyper::Method::DELETE, ..Asked(1).submit() };
    assert_eq!(phone.call(wrong_method).await.outcome(), (404, Some(Reason::NotFound)));
}
