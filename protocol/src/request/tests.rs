use super::*;
use crate::answer::{Answer, AnswerContext, Phone, open_answer, seal_answer, secret_hash};
use crate::ids::{Minute, RelayId};
use crate::lists::{Modality, Topic, Wish};
use crate::random::{Random, Repeating};
use crate::sensitive::Sensitive;

struct Peer {
    id: PeerId,
    key: PrivateKey,
}

struct Scene {
    pool: PoolId,
    relays: Vec<RelayId>,
    peers: Vec<Peer>,
    random: Repeating,
}

impl Scene {
    fn new(peers: usize) -> Self {
        let random = Repeating::new([42; 32]);
        let peers = (0..peers)
            .map(|_| Peer {
                id: PeerId::random(&random).unwrap(),
                key: PrivateKey::generate(&random).unwrap(),
            })
            .collect();
        Self {
            pool: PoolId::new([1; 16]),
            relays: vec![RelayId::new([2; 16]), RelayId::new([3; 16])],
            peers,
            random,
        }
    }

    fn draft(&self, asked: usize) -> Draft {
        let recipient = |peer: &Peer| Recipient { peer: peer.id, key: peer.key.public() };
        let mut rounds: [Vec<Recipient>; ROUNDS] = Default::default();
        for (at, peer) in self.peers[..asked].iter().enumerate() {
            rounds[at / SLOTS_PER_ROUND].push(recipient(peer));
        }
        Draft { pool: self.pool, relays: self.relays.clone(), snapshot_day: Day(20_778), ask: ask(), rounds }
    }

    fn opened(&self, sealed: &Sealed, relay: usize, peer: &Peer) -> Vec<(SealedRequest, OpenedSlot)> {
        let request = SealedRequest::parse(&sealed.bytes[relay].1[..]).unwrap();
        let entry = BoardEntry::parse(&request.board_bytes(3)).unwrap();
        (0..SLOTS as u8)
            .filter_map(|number| {
                open_slot(
                    &entry,
                    &self.pool,
                    &sealed.id,
                    &peer.id,
                    &peer.key,
                    SlotNumber::new(number).unwrap(),
                )
            })
            .map(|opened| (request.clone(), opened))
            .collect()
    }
}

fn ask() -> Ask {
    Ask {
        made: Minute(29_920_000),
        limits: AcceptedLimits { id: "limits-us-or".into(), version: 4 },
        wishes: vec![Wish::Call, Wish::OutsideMyAgency],
        topics: vec![Topic::ChildCase],
        language: "es".into(),
    }
}

#[test]
fn a_request_has_one_size_whoever_and_however_many_are_asked() {
    let scene = Scene::new(30);
    for asked in [1, 3, 8, 9, 24] {
        let sealed = seal(&scene.draft(asked), &scene.random).unwrap();
        assert_eq!(sealed.slots.len(), asked);
        for (_, bytes) in &sealed.bytes {
            assert_eq!(bytes.len(), 3_384);
            let request = SealedRequest::parse(&bytes[..]).unwrap();
            assert_eq!([1, 2, 3].map(|round| request.board_bytes(round).len()), [1_432, 2_072, 2_712]);
        }
        for (at, peer) in scene.peers.iter().enumerate() {
            let opened = scene.opened(&sealed, 0, peer);
            assert_eq!(opened.len(), usize::from(at < asked), "peer {at} of {asked}");
        }
    }
}

#[test]
fn a_claim_secret_counts_for_its_slot_and_relay_only() {
    let scene = Scene::new(3);
    let sealed = seal(&scene.draft(2), &scene.random).unwrap();
    for (relay, relay_id) in scene.relays.iter().enumerate() {
        let (request, opened) = scene.opened(&sealed, relay, &scene.peers[0]).remove(0);
        let hash = secret_hash(opened.claim_secret(relay_id).expose());
        let fitting: Vec<u8> =
            (0..24).filter(|n| request.claim_hash(SlotNumber::new(*n).unwrap()) == hash).collect();
        assert_eq!(fitting, [opened.number.get()]);
        let other = secret_hash(opened.claim_secret(&RelayId::new([9; 16])).expose());
        assert!((0..24).all(|n| request.claim_hash(SlotNumber::new(n).unwrap()) != other));
    }
}

#[test]
fn what_the_peer_reads_is_what_the_officer_asked() {
    let scene = Scene::new(1);
    let sealed = seal(&scene.draft(1), &scene.random).unwrap();
    let (_, opened) = scene.opened(&sealed, 1, &scene.peers[0]).remove(0);
    assert_eq!(opened.body.ask, ask());
    assert_eq!(opened.body.reply_key, sealed.reply_key.public());
    assert_eq!(*opened.psk().expose(), *sealed.slots[0].psk.expose());
    assert_eq!(*opened.message_psk().expose(), *sealed.slots[0].message_psk.expose());
    assert_eq!(opened.number, sealed.slots[0].number);
}

#[test]
fn no_flipped_truncated_or_extended_request_opens() {
    let scene = Scene::new(1);
    let sealed = seal(&scene.draft(1), &scene.random).unwrap();
    let peer = &scene.peers[0];
    let number = sealed.slots[0].number;
    let board = SealedRequest::parse(&sealed.bytes[0].1[..]).unwrap().board_bytes(1);
    let opens = |bytes: &[u8]| {
        let entry = BoardEntry::parse(bytes).ok()?;
        open_slot(&entry, &scene.pool, &sealed.id, &peer.id, &peer.key, number)
    };
    assert!(opens(&board).is_some());
    let admission = HEADER + 32 + BODY..HEAD;
    let later_rounds = HEAD + 32..HEAD + 96;
    for at in 0..board.len() {
        let mut flipped = board.clone();
        flipped[at] ^= 0x10;
        // Admission of kind 0 is random and says nothing; the hashes of rounds not yet open bind only the root.
        let unbound = admission.contains(&at) || later_rounds.contains(&at);
        assert_eq!(opens(&flipped).is_some(), unbound, "byte {at}");
        assert!(opens(&board[..at]).is_none());
    }
    assert!(opens(&[&board[..], &[0]].concat()).is_none());
}

#[test]
fn the_root_binds_header_commit_body_and_all_rounds() {
    let scene = Scene::new(1);
    let sealed = seal(&scene.draft(1), &scene.random).unwrap();
    let board = SealedRequest::parse(&sealed.bytes[0].1[..]).unwrap().board_bytes(1);
    let root = BoardEntry::parse(&board).unwrap().root(&scene.pool, &sealed.id);
    for at in [5, 8, 40, HEAD, HEAD + 32, HEAD + 64] {
        let mut flipped = board.clone();
        flipped[at] ^= 1;
        if let Ok(entry) = BoardEntry::parse(&flipped) {
            assert_ne!(entry.root(&scene.pool, &sealed.id), root, "byte {at}");
        }
    }
}

#[test]
fn a_slot_of_one_request_opens_in_no_other() {
    let scene = Scene::new(1);
    let peer = &scene.peers[0];
    let (first, second) =
        (seal(&scene.draft(1), &scene.random).unwrap(), seal(&scene.draft(1), &scene.random).unwrap());
    let number = first.slots[0].number;
    let entry =
        BoardEntry::parse(&SealedRequest::parse(&first.bytes[0].1[..]).unwrap().board_bytes(1)).unwrap();
    let open = |pool: &PoolId, id: &RequestId, me: &PeerId| {
        open_slot(&entry, pool, id, me, &peer.key, number).is_some()
    };
    assert!(open(&scene.pool, &first.id, &peer.id));
    assert!(!open(&scene.pool, &second.id, &peer.id), "another id");
    assert!(!open(&PoolId::new([8; 16]), &first.id, &peer.id), "another pool");
    assert!(!open(&scene.pool, &first.id, &PeerId::new([8; 16])), "another peer's id");
    // The body of the second request under the slots of the first: a peer must not read what was not sealed to it.
    let other =
        BoardEntry::parse(&SealedRequest::parse(&second.bytes[0].1[..]).unwrap().board_bytes(1)).unwrap();
    let mixed = BoardEntry { body: other.body, ..entry.clone() };
    assert!(open_slot(&mixed, &scene.pool, &first.id, &peer.id, &peer.key, number).is_none());
}

#[test]
fn kind_1_is_refused_before_any_slot_is_tried() {
    let scene = Scene::new(1);
    let sealed = seal(&scene.draft(1), &scene.random).unwrap();
    let mut bytes = sealed.bytes[0].1.to_vec();
    bytes[2] = 1;
    let request = SealedRequest::parse(&bytes).unwrap();
    assert_eq!(request.header().kind, Kind::Token);
    let entry = BoardEntry::parse(&request.board_bytes(1)).unwrap();
    let peer = &scene.peers[0];
    assert!(
        open_slot(&entry, &scene.pool, &sealed.id, &peer.id, &peer.key, sealed.slots[0].number).is_none()
    );
    for (at, refused) in [
        (0, Refused::UnknownVersion),
        (1, Refused::UnknownVersion),
        (2, Refused::Malformed),
        (3, Refused::Malformed),
    ] {
        let mut bytes = sealed.bytes[0].1.to_vec();
        bytes[at] = 7;
        assert_eq!(SealedRequest::parse(&bytes).err(), Some(refused));
    }
}

#[test]
fn nobody_twice_nobody_at_all_and_no_ninth_in_a_round() {
    let scene = Scene::new(12);
    let of = |rounds: [Vec<usize>; 3]| {
        let recipient = |at: usize| Recipient { peer: scene.peers[at].id, key: scene.peers[at].key.public() };
        let rounds = rounds.map(|round| round.into_iter().map(recipient).collect());
        seal(&Draft { rounds, ..scene.draft(1) }, &scene.random).map(|sealed| sealed.slots.len())
    };
    assert_eq!(of([vec![], vec![], vec![]]), Err(SealError::Recipients));
    assert_eq!(of([vec![1], vec![1], vec![]]), Err(SealError::Recipients));
    assert_eq!(of([(0..9).collect(), vec![], vec![]]), Err(SealError::Recipients));
    assert_eq!(of([vec![1], vec![2], vec![3]]), Ok(3));
}

#[test]
fn the_places_in_a_round_say_nothing_about_who_was_chosen_first() {
    let scene = Scene::new(1);
    let mut places = [0u32; SLOTS_PER_ROUND];
    for _ in 0..400 {
        places[usize::from(seal(&scene.draft(1), &scene.random).unwrap().slots[0].number.get())] += 1;
    }
    // Chi square with 7 degrees of freedom: 24.3 is passed by chance once in a thousand seeds; the seed is fixed.
    let expected = 400.0 / SLOTS_PER_ROUND as f64;
    let chi: f64 = places.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    assert!(chi < 24.3, "{places:?}");
}

#[test]
fn an_answer_opens_for_its_slot_claim_and_peer_only() {
    let scene = Scene::new(2);
    let sealed = seal(&scene.draft(2), &scene.random).unwrap();
    let (_, opened) = scene.opened(&sealed, 0, &scene.peers[0]).remove(0);
    let holder_hash = secret_hash(&[6; 32]);
    let message_key = PrivateKey::generate(&scene.random).unwrap().public();
    let answer = Answer {
        peer: scene.peers[0].id,
        phone: Phone::parse("+15035550101"),
        modalities: vec![Modality::Call, Modality::Meet],
        message_key,
    };
    let context = AnswerContext {
        pool: &scene.pool,
        id: &sealed.id,
        commit: &opened.commit,
        slot: opened.number,
        holder_hash: &holder_hash,
    };
    let bytes = seal_answer(&answer, &context, &opened.psk(), &opened.body.reply_key, &scene.random).unwrap();
    assert_eq!(bytes.len(), 560);

    let slot = sealed.slots.iter().find(|slot| slot.peer == scene.peers[0].id).unwrap();
    let other = sealed.slots.iter().find(|slot| slot.peer != scene.peers[0].id).unwrap();
    let open = |bytes: &[u8], context: &AnswerContext<'_>, slot: &SealedSlot| {
        open_answer(bytes, context, &slot.psk, &sealed.reply_key, &slot.peer)
    };
    assert_eq!(open(&bytes, &context, slot), Some(answer.clone()));
    assert_eq!(open(&bytes, &context, other), None, "another slot's secret");
    assert_eq!(
        open(&bytes, &AnswerContext { holder_hash: &[0; 32], ..context }, slot),
        None,
        "another holder"
    );
    assert_eq!(open(&bytes, &AnswerContext { slot: other.number, ..context }, slot), None, "another slot");
    for at in 0..bytes.len() {
        let mut flipped = bytes;
        flipped[at] ^= 1;
        assert_eq!(open(&flipped, &context, slot), None, "byte {at}");
        assert_eq!(open(&bytes[..at], &context, slot), None);
    }

    // A peer who answers in another's name is found out.
    let posing = Answer { peer: scene.peers[1].id, ..answer };
    let posed = seal_answer(&posing, &context, &opened.psk(), &opened.body.reply_key, &scene.random).unwrap();
    assert_eq!(open(&posed, &context, slot), None);
    // Somebody who knows the reply key but opened no slot cannot answer.
    let forged =
        seal_answer(&posing, &context, &Sensitive::new([7; 32]), &opened.body.reply_key, &scene.random)
            .unwrap();
    assert_eq!(open(&forged, &context, slot), None);
}

#[test]
fn a_topic_of_a_newer_list_reads_as_other_and_an_unknown_wish_is_left_out() {
    let body = Body { ask: ask(), reply_key: PublicKey::new([1; 32]) };
    let mut padded = body.to_padded().unwrap().to_vec();
    let wishes_at = padded.windows(3).position(|bytes| bytes == [2, 0, 3]).unwrap();
    padded[wishes_at + 2] = 200;
    let topics_at = wishes_at + 3;
    assert_eq!(padded[topics_at..topics_at + 2], [1, 3]);
    padded[topics_at + 1] = 200;
    let read = Body::parse(&padded).unwrap();
    assert_eq!((read.ask.wishes, read.ask.topics), (vec![Wish::Call], vec![Topic::Other]));
}

#[test]
fn a_body_that_does_not_fit_is_refused_before_anything_is_sealed() {
    let scene = Scene::new(1);
    let mut draft = scene.draft(1);
    draft.ask.language = "x".repeat(36);
    assert_eq!(seal(&draft, &scene.random).err(), Some(SealError::TooLong));
}

#[test]
fn without_randomness_nothing_is_sealed() {
    struct Broken;
    impl Random for Broken {
        fn fill(&self, _: &mut [u8]) -> Result<(), crate::random::NoRandomness> {
            Err(crate::random::NoRandomness)
        }
    }
    let sealed = seal(&Scene::new(1).draft(1), &Broken);
    assert_eq!(sealed.err(), Some(SealError::NoRandomness(crate::random::NoRandomness)));
}

#[test]
fn nothing_secret_is_printed() {
    let scene = Scene::new(1);
    let sealed = seal(&scene.draft(1), &scene.random).unwrap();
    let printed = format!("{:?} {:?}", sealed.slots, (&sealed.reply_key, &sealed.owner_secret));
    for secret in [sealed.owner_secret.expose(), sealed.reply_key.expose(), sealed.slots[0].psk.expose()] {
        assert!(!printed.contains(&format!("{secret:?}")));
    }
}
