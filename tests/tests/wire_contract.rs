//! The bytes between phones and relay as `contract/wire.json` has them.
//!
//! The file is made here: sealed values by the code, from seeds; what must be refused is written out by hand. Run with
//! `PEERLINE_REWRITE_CONTRACT=1` to write it anew; without, the test fails if the file is not what the code makes.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use peerline_protocol::call::{Problem, Reason};
use peerline_protocol::pack::sha256;
use peerline_tests::contract::Made;
use serde_json::{Value, json};

const ABOUT: &str = "The bytes between phones and relay, described in docs/protocol/README.md. Every key, secret and id here is a test key: \
    SHA-256 of 'peerline/1 vectors ' and a name, or drawn from the repeating source whose seed is given. None was ever used.";

#[test]
fn the_wire_contract_is_what_the_code_makes() {
    let mut made = Made::new("wire", ABOUT);
    let keys = keys(&mut made);
    let sealed = requests(&mut made, &keys);
    boards(&mut made, &sealed);
    slots(&mut made, &keys, &sealed);
    answers(&mut made, &keys, &sealed);
    messages(&mut made, &keys, &sealed);
    statements(&mut made, &keys);
    cards(&mut made);
    problems(&mut made);
    made.compare_or_write();
}

/// A daily key, private and public.
struct Key {
    private: String,
    public: String,
}

fn keys(made: &mut Made) -> Vec<Key> {
    made.case(
        "random-70-bytes",
        "6 Randomness",
        json!({"op": "random_bytes", "random": b64(seed("random")), "length": 70}),
    );
    let peers = (1..=24).map(|number| format!("daily key of peer {number}"));
    let names = peers.chain(["message key".to_owned(), "another key".to_owned()]);
    let key = |name: String| {
        let case = json!({"op": "generate_key", "random": b64(seed(&name))});
        let got = made.case(&format!("key-{}", name.replace(' ', "-")), "6 Randomness; RFC 9180 7.1.3", case);
        Key { private: text(&got["private_key"]), public: text(&got["public_key"]) }
    };
    names.map(key).collect()
}

const MESSAGE_KEY: usize = 24;
const ANOTHER_KEY: usize = 25;

fn pool() -> String {
    id("pool")
}

fn peer(number: usize) -> String {
    id(&format!("peer {number}"))
}

fn relays() -> Value {
    json!([id("relay 1"), id("relay 2")])
}

fn draft(keys: &[Key], rounds: [&[usize]; 3]) -> Value {
    let recipient = |number: &usize| json!({"peer": peer(*number), "key": keys[*number - 1].public});
    let rounds = rounds.map(|round| round.iter().map(recipient).collect::<Vec<_>>());
    json!({
        "op": "seal_request",
        "random": b64(seed("sealing")),
        "pool": pool(),
        "relays": relays(),
        "snapshot_day": 20_778,
        "ask": {
            "made": 29_920_337,
            "limits": {"id": "limits-us-or", "version": 4},
            "wishes": ["outside_my_agency", "call"],
            "topics": ["child_case", "sleep"],
            "language": "es",
        },
        "rounds": rounds,
    })
}

/// The request that the cases after it go on with: peers 1 and 2 in round 1, peer 3 in round 2, two relays.
struct Request {
    got: Value,
    bytes: Vec<u8>,
}

impl Request {
    fn board(&self, rounds: usize) -> Vec<u8> {
        let slots = |round: usize| &self.bytes[696 + 896 * round..][..640];
        let hashes = (0..3).flat_map(|round| sha256(slots(round)));
        let shown = (0..rounds).flat_map(|round| slots(round).to_vec());
        self.bytes[..696].iter().copied().chain(hashes).chain(shown).collect()
    }

    fn slot(&self, number: usize) -> &Value {
        self.got["slots"].as_array().unwrap().iter().find(|slot| slot["peer"] == peer(number)).unwrap()
    }
}

fn requests(made: &mut Made, keys: &[Key]) -> Request {
    const SEAL: &str = "2 The request, 6 Randomness";
    let got = made.case("seal-three-peers-two-relays", SEAL, draft(keys, [&[1, 2], &[3], &[]]));
    let all: Vec<usize> = (1..=24).collect();
    let mut full = draft(keys, [&all[..8], &all[8..16], &all[16..]]);
    full["relays"] = json!([id("relay 1")]);
    made.case("seal-twenty-four-peers", SEAL, full);
    let mut bare = draft(keys, [&[], &[], &[7]]);
    bare["ask"]["wishes"] = json!([]);
    bare["ask"]["topics"] = json!([]);
    bare["relays"] = json!([id("relay 2")]);
    made.case("seal-one-peer-in-round-3-no-wishes-no-topics", SEAL, bare);

    made.refused("seal-nobody", SEAL, draft(keys, [&[], &[], &[]]), "recipients");
    made.refused("seal-a-peer-twice", SEAL, draft(keys, [&[1], &[1], &[]]), "recipients");
    made.refused("seal-nine-in-a-round", SEAL, draft(keys, [&all[..9], &[], &[]]), "recipients");
    let mut long = draft(keys, [&[1], &[], &[]]);
    long["ask"]["language"] = json!("x".repeat(36));
    made.refused("seal-a-language-of-36-bytes", SEAL, long, "too_long");
    let mut low_order = draft(keys, [&[1], &[], &[]]);
    low_order["rounds"][0][0]["key"] = json!(b64([0; 32]));
    made.refused("seal-to-a-key-of-zeros", SEAL, low_order, "bad_key");

    const PARSE: &str = "2 The request; 9 Order of checks";
    let bytes = bytes(&got["requests"][0]);
    let parse = |bytes: &[u8]| json!({"op": "parse_request", "request": b64(bytes)});
    made.case("parse-the-request-of-relay-1", PARSE, parse(&bytes));
    made.case(
        "parse-the-request-of-relay-2",
        PARSE,
        json!({"op": "parse_request", "request": got["requests"][1]}),
    );
    made.case("parse-kind-1", PARSE, parse(&with(&bytes, 2, 1)));
    for (name, at, value, why) in [
        ("version-2", 0, 2, "unknown_version"),
        ("suite-2", 1, 2, "unknown_version"),
        ("kind-2", 2, 2, "malformed"),
        ("a-fourth-byte-of-1", 3, 1, "malformed"),
    ] {
        made.refused(&format!("parse-{name}"), PARSE, parse(&with(&bytes, at, value)), why);
    }
    made.refused("parse-one-byte-less", PARSE, parse(&bytes[..bytes.len() - 1]), "wrong_length");
    made.refused("parse-one-byte-more", PARSE, parse(&[&bytes[..], &[0]].concat()), "wrong_length");
    made.refused("parse-nothing", PARSE, parse(&[]), "wrong_length");
    Request { got, bytes }
}

fn boards(made: &mut Made, request: &Request) {
    const BOARD: &str = "2.3 What the board shows";
    let parse = |bytes: &[u8]| json!({"op": "parse_board", "pool": pool(), "request_id": request.got["id"], "board": b64(bytes)});
    for rounds in 1..=3 {
        let got = made.case(&format!("board-of-{rounds}"), BOARD, parse(&request.board(rounds)));
        assert_eq!(got["root"], request.got["root"]);
    }
    let board = request.board(2);
    made.refused("board-without-slots", BOARD, parse(&request.board(0)), "wrong_length");
    made.refused("board-cut-inside-a-round", BOARD, parse(&board[..board.len() - 1]), "wrong_length");
    made.refused("board-with-a-byte-more", BOARD, parse(&[&board[..], &[0]].concat()), "wrong_length");
    made.refused("board-with-a-changed-slot", BOARD, parse(&with(&board, 800, board[800] ^ 1)), "altered");
    made.refused(
        "board-with-a-changed-round-hash",
        BOARD,
        parse(&with(&board, 696, board[696] ^ 1)),
        "altered",
    );
    let mut swapped = request.board(3);
    let (front, back) = swapped.split_at_mut(792 + 640);
    front[792..].swap_with_slice(&mut back[..640]);
    made.refused("board-with-two-rounds-swapped", BOARD, parse(&swapped), "altered");
}

fn slots(made: &mut Made, keys: &[Key], request: &Request) {
    const OPEN: &str = "2.4 Slots; 9 Order of checks";
    let open = |number: usize, rounds: usize| {
        json!({
            "op": "open_slot",
            "pool": pool(),
            "request_id": request.got["id"],
            "peer": peer(number),
            "private_key": keys[number - 1].private,
            "slot": request.slot(number)["slot"],
            "relays": relays(),
            "board": b64(request.board(rounds)),
        })
    };
    for (number, rounds) in [(1, 1), (2, 1), (3, 2), (1, 3)] {
        let got =
            made.case(&format!("open-peer-{number}-on-a-board-of-{rounds}"), OPEN, open(number, rounds));
        assert_eq!(got["psk"], request.slot(number)["psk"]);
    }
    let with_field = |field: &str, value: Value| {
        let mut case = open(1, 1);
        case[field] = value;
        case
    };
    let other_slot = (request.slot(1)["slot"].as_u64().unwrap() + 1) % 8;
    for (name, case) in [
        ("another-slot", with_field("slot", json!(other_slot))),
        ("a-slot-that-is-not-shown-yet", with_field("slot", json!(8))),
        ("another-peers-id", with_field("peer", json!(peer(2)))),
        ("another-pool", with_field("pool", json!(id("another pool")))),
        ("another-request", with_field("request_id", json!(id("another request")))),
        ("another-key", with_field("private_key", json!(keys[ANOTHER_KEY].private))),
        ("kind-1", with_field("board", json!(b64(with(&request.board(1), 2, 1))))),
        ("another-day", with_field("board", json!(b64(with(&request.board(1), 7, 0))))),
        ("a-changed-commit", with_field("board", json!(b64(with(&request.board(1), 8, 0))))),
        ("a-changed-body", with_field("board", json!(b64(with(&request.board(1), 40, 0))))),
    ] {
        made.refused(&format!("open-with-{name}"), OPEN, case, "does_not_open");
    }
    // Admission of kind 0 is random and says nothing; the hashes of rounds that are not shown bind only the root.
    let flip = with_field("alter", json!({"field": "board", "how": "flip_each_byte", "mask": 16}));
    made.altered("open-with-each-byte-of-the-board-flipped", OPEN, flip, &[[312, 695], [728, 791]]);
    let cut = with_field("alter", json!({"field": "board", "how": "cut_at_each_length"}));
    made.altered("open-with-the-board-cut-at-each-length", OPEN, cut, &[]);
}

fn answers(made: &mut Made, keys: &[Key], request: &Request) {
    const ANSWER: &str = "3 The answer";
    made.case(
        "hash-of-a-holder-secret",
        "1 Secrets",
        json!({"op": "hash_secret", "secret": b64(seed("holder secret"))}),
    );
    let slot = request.slot(1);
    let bound = json!({
        "pool": pool(),
        "request_id": request.got["id"],
        "commit": request.got["commit"],
        "slot": slot["slot"],
        "holder_hash": b64(sha256(&seed("holder secret"))),
        "psk": slot["psk"],
    });
    let reply = made.reply_key("open-peer-1-on-a-board-of-1");
    let seal = |phone: Value, modalities: Value, peer: String| {
        joined(
            &bound,
            json!({
                "op": "seal_answer",
                "random": b64(seed("answering")),
                "reply_key": reply,
                "answer": {"peer": peer, "phone": phone, "modalities": modalities, "message_key": keys[MESSAGE_KEY].public},
            }),
        )
    };
    let with_phone = seal(json!("+15035550101"), json!(["meet", "call"]), peer(1));
    let sealed = made.case("answer-with-a-phone", ANSWER, with_phone)["sealed"].clone();
    let plain =
        made.case("answer-without-a-phone", ANSWER, seal(json!(null), json!([]), peer(1)))["sealed"].clone();
    let posing = made.case("answer-in-another-peers-name", ANSWER, seal(json!(null), json!([]), peer(2)));

    let open = |sealed: &Value| {
        joined(
            &bound,
            json!({
                "op": "open_answer",
                "reply_private_key": request.got["reply_private_key"],
                "slots_peer": peer(1),
                "sealed": sealed,
            }),
        )
    };
    made.case("open-the-answer-with-a-phone", ANSWER, open(&sealed));
    made.case("open-the-answer-without-a-phone", ANSWER, open(&plain));
    let with_field = |field: &str, value: Value| {
        let mut case = open(&sealed);
        case[field] = value;
        case
    };
    for (name, case) in [
        ("another-slots-psk", with_field("psk", request.slot(2)["psk"].clone())),
        ("another-slot", with_field("slot", request.slot(2)["slot"].clone())),
        ("another-holder", with_field("holder_hash", json!(b64(sha256(&seed("another holder")))))),
        ("another-commit", with_field("commit", json!(b64(seed("another commit"))))),
        ("another-pool", with_field("pool", json!(id("another pool")))),
        ("another-request", with_field("request_id", json!(id("another request")))),
        ("another-reply-key", with_field("reply_private_key", json!(keys[ANOTHER_KEY].private))),
        ("another-peer-in-the-slot", with_field("slots_peer", json!(peer(2)))),
        ("a-peer-who-poses-as-another", open(&posing["sealed"])),
        ("a-byte-more", with_field("sealed", json!(b64([bytes(&sealed), vec![0]].concat())))),
    ] {
        made.refused(&format!("open-the-answer-with-{name}"), ANSWER, case, "does_not_open");
    }
    let flip = with_field("alter", json!({"field": "sealed", "how": "flip_each_byte", "mask": 1}));
    made.altered("open-the-answer-with-each-byte-flipped", ANSWER, flip, &[]);
    let cut = with_field("alter", json!({"field": "sealed", "how": "cut_at_each_length"}));
    made.altered("open-the-answer-cut-at-each-length", ANSWER, cut, &[]);
}

fn messages(made: &mut Made, keys: &[Key], request: &Request) {
    const MESSAGE: &str = "4 Messages";
    let slot = request.slot(1);
    let bound =
        json!({"request_id": request.got["id"], "slot": slot["slot"], "rev": 1, "psk": slot["message_psk"]});
    let seal = |phone: Value| {
        let more = json!({"op": "seal_message", "random": b64(seed("messaging")), "message_key": keys[MESSAGE_KEY].public, "phone": phone});
        joined(&bound, more)
    };
    let open = |sealed: &Value| {
        let more =
            json!({"op": "open_message", "message_private_key": keys[MESSAGE_KEY].private, "sealed": sealed});
        joined(&bound, more)
    };
    let seen = made.case("message-seen", MESSAGE, seal(json!(null)))["sealed"].clone();
    let number = made.case("message-my-number", MESSAGE, seal(json!("+15035550142")))["sealed"].clone();
    made.case("open-the-message-seen", MESSAGE, open(&seen));
    made.case("open-the-message-my-number", MESSAGE, open(&number));
    let with_field = |field: &str, value: Value| {
        let mut case = open(&seen);
        case[field] = value;
        case
    };
    for (name, case) in [
        ("another-revision", with_field("rev", json!(2))),
        ("another-request", with_field("request_id", json!(id("another request")))),
        ("another-slot", with_field("slot", request.slot(2)["slot"].clone())),
        ("the-psk-of-the-answer", with_field("psk", slot["psk"].clone())),
        ("another-key", with_field("message_private_key", json!(keys[ANOTHER_KEY].private))),
    ] {
        made.refused(&format!("open-the-message-with-{name}"), MESSAGE, case, "does_not_open");
    }
    let flip = with_field("alter", json!({"field": "sealed", "how": "flip_each_byte", "mask": 1}));
    made.altered("open-the-message-with-each-byte-flipped", MESSAGE, flip, &[]);
    let cut = with_field("alter", json!({"field": "sealed", "how": "cut_at_each_length"}));
    made.altered("open-the-message-cut-at-each-length", MESSAGE, cut, &[]);
}

fn statements(made: &mut Made, keys: &[Key]) {
    const STATEMENT: &str = "5 Daily key statements";
    const DAY: u32 = 20_778;
    let noon = DAY * 1_440 + 720;
    let sign = |seq: u32, until: u32| {
        json!({
            "op": "sign_statement",
            "directory_private_key": b64(seed("directory key of peer 1")),
            "pool": pool(),
            "peer": peer(1),
            "day": DAY,
            "seq": seq,
            "key": keys[0].public,
            "on_call_until": until,
        })
    };
    let signed = made.case("sign-on-call", STATEMENT, sign(3, noon + 480));
    let off = made.case("sign-off-call", STATEMENT, sign(4, 0));
    let odd = made.case("sign-a-time-between-quarters", STATEMENT, sign(5, noon + 481));
    let far = made.case("sign-a-time-too-far-ahead", STATEMENT, sign(6, noon + 1_470));
    let verify = |signed: &Value, now: u32| json!({"op": "verify_statement", "statement": signed["statement"], "directory_key": signed["directory_key"], "now": now});
    let usable = json!({"usable": true, "on_call": true, "possible_time": true});
    let verified = |usable: bool, on_call: bool, possible_time: bool| json!({"usable": usable, "on_call": on_call, "possible_time": possible_time});
    for (name, case, expected) in [
        ("on-call", verify(&signed, noon), usable.clone()),
        ("one-minute-before-the-end-of-duty", verify(&signed, noon + 479), usable),
        ("at-the-end-of-duty", verify(&signed, noon + 480), verified(true, false, true)),
        ("off-call", verify(&off, noon), verified(true, false, true)),
        ("between-quarters", verify(&odd, noon), verified(true, true, false)),
        ("too-far-ahead", verify(&far, noon), verified(true, true, false)),
        ("a-day-early", verify(&signed, (DAY - 1) * 1_440), verified(true, true, false)),
        ("two-days-early", verify(&signed, (DAY - 1) * 1_440 - 1), verified(false, true, false)),
        ("on-the-seventh-day", verify(&off, (DAY + 7) * 1_440 - 1), verified(true, false, true)),
        ("on-the-eighth-day", verify(&off, (DAY + 7) * 1_440), verified(false, false, true)),
    ] {
        let got = made.case(&format!("verify-{name}"), STATEMENT, case);
        for field in ["usable", "on_call", "possible_time"] {
            assert_eq!(got[field], expected[field], "{name}: {field}");
        }
    }
    let with_field = |field: &str, value: Value| {
        let mut case = verify(&signed, noon);
        case[field] = value;
        case
    };
    let another = made.case("sign-by-another", STATEMENT, {
        let mut case = sign(3, noon + 480);
        case["directory_private_key"] = json!(b64(seed("directory key of peer 2")));
        case
    });
    let anothers = with_field("directory_key", another["directory_key"].clone());
    made.refused("verify-with-another-peers-key", STATEMENT, anothers, "not_signed_by_this_key");
    let longer = json!(b64([bytes(&signed["statement"]), vec![0]].concat()));
    made.refused("verify-a-byte-more", STATEMENT, with_field("statement", longer), "wrong_length");
    let flip = with_field("alter", json!({"field": "statement", "how": "flip_each_byte", "mask": 1}));
    made.altered("verify-with-each-byte-flipped", STATEMENT, flip, &[]);
    let cut = with_field("alter", json!({"field": "statement", "how": "cut_at_each_length"}));
    made.altered("verify-cut-at-each-length", STATEMENT, cut, &[]);
}

fn cards(made: &mut Made) {
    const CARD: &str = "8 Cards";
    let print = |peer: Option<String>| {
        json!({
            "op": "print_invitation",
            "pool": pool(),
            "name": "Northside peers",
            "root": b64(seed("root file")),
            "bearer": b64(seed("bearer")),
            "relays": [{"id": id("relay 1"), "url": "https://relay.example", "ca": null}],
            "language": "en",
            "peer": peer,
        })
    };
    let member = text(&made.case("print-a-members-invitation", CARD, print(None))["card"]);
    let invited = text(&made.case("print-a-peers-invitation", CARD, print(Some(peer(1))))["card"]);
    let parse = |card: &str| json!({"op": "parse_invitation", "card": card});
    made.case("parse-a-members-invitation", CARD, parse(&member));
    made.case("parse-a-peers-invitation", CARD, parse(&invited));
    made.case("parse-an-invitation-broken-over-lines", CARD, parse(&member.replace('A', "A \n")));
    let back = json!({"op": "print_peer_card", "pool": pool(), "peer": peer(1), "key": b64(seed("directory key of peer 1"))});
    let card = text(&made.case("print-a-peers-card", CARD, back)["card"]);
    let read = |card: &str, pool: String, expected: Value| json!({"op": "parse_peer_card", "card": card, "pool": pool, "expected_peer": expected});
    made.case("parse-a-peers-card", CARD, read(&card, pool(), json!(peer(1))));
    made.case("parse-a-peers-card-of-anybody", CARD, read(&card, pool(), json!(null)));
    let mut no_name = print(None);
    no_name["name"] = json!("");
    made.refused("print-an-invitation-without-a-name", CARD, no_name, "malformed");
    for (name, case, why) in [
        ("no-card", parse("hello"), "not_a_card"),
        ("a-newer-card", parse("PEERLINE2:AAAA"), "newer_version"),
        ("the-other-kind", parse(&card), "other_kind"),
        ("a-card-cut-off", parse(&member[..member.len() - 4]), "damaged"),
        ("a-card-with-a-wrong-letter", parse(&with_letter(&member, 40)), "damaged"),
        ("a-card-too-long", parse(&"A".repeat(2_954)), "too_long"),
        ("a-card-of-another-pool", read(&card, id("another pool"), json!(null)), "wrong_pool"),
        ("another-peers-card", read(&card, pool(), json!(peer(2))), "wrong_peer"),
        ("an-invitation-as-a-peers-card", read(&member, pool(), json!(null)), "other_kind"),
    ] {
        made.refused(&format!("parse-{name}"), CARD, case, why);
    }
}

fn problems(made: &mut Made) {
    const PROBLEM: &str = "7.3 Problems";
    let read = |problem: &str| json!({"op": "read_problem", "json": problem});
    for reason in Reason::ALL {
        let problem = serde_json::to_string(&Problem::of(*reason)).unwrap();
        let got = made.case(&format!("problem-{}", reason.word()), PROBLEM, read(&problem));
        assert_eq!(got["reason"], reason.word());
    }
    let newer = r#"{"type": "urn:peerline:problem:moon", "title": "The moon is up.", "status": 409, "detail": "ignored"}"#;
    let got = made.case("problem-of-a-newer-relay", PROBLEM, read(newer));
    assert_eq!(got["reason"], Value::Null);
    made.refused("problem-without-a-type", PROBLEM, read(r#"{"title": "x", "status": 409}"#), "malformed");
}

/// A seed, key or id that belongs to a name, and to nobody.
fn seed(name: &str) -> [u8; 32] {
    sha256(format!("peerline/1 vectors {name}").as_bytes())
}

fn id(name: &str) -> String {
    b64(&seed(name)[..16])
}

fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(value.as_str().unwrap()).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn with(bytes: &[u8], at: usize, value: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] = value;
    bytes
}

/// A text with another letter at a place.
fn with_letter(text: &str, at: usize) -> String {
    let other = if text[at..].starts_with('A') { "B" } else { "A" };
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}

/// The operation first, then what it is bound to.
fn joined(bound: &Value, mut more: Value) -> Value {
    for (field, value) in bound.as_object().unwrap() {
        more[field] = value.clone();
    }
    more
}
