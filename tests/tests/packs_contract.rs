//! Packs as `contract/pack.json` has them: every language that Peerline is called from must accept and refuse the same.
//!
//! The cases are made here, with keys that are public and good for nothing else: the key of seed `n` is Ed25519 of 32 bytes `n`.
//! `PEERLINE_REWRITE_CONTRACT=1 cargo test -p peerline-tests --test packs_contract` writes the file anew.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]
use peerline_protocol::ids::{Minute, PoolId, encode};
use peerline_protocol::pack::{
    Envelope, FileName, Keys, Manifest, Pack, Refusal, Region, Root, Scope, Seen, Target, iso, manifest,
    root, sha256,
};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CONTRACT: &str = include_str!("../contract/pack.json");

#[test]
fn every_case_of_the_pack_contract_holds() {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    assert_eq!((&contract["format"], &contract["kind"]), (&json!("peerline-vectors/1"), &json!("pack")));
    assert!(contract["cases"].as_array().unwrap().len() >= 20);
    let wrong = peerline_tests::contract::differences(&contract);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_refusal_has_a_case() {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    let found: BTreeSet<_> = contract["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|case| case["expect"]["refused"].as_str())
        .collect();
    assert_eq!(found, Refusal::ALL.iter().map(|refusal| refusal.name()).collect());
}

#[test]
fn the_contract_is_what_its_generator_makes() {
    let text = serde_json::to_string_pretty(&contract()).unwrap() + "\n";
    if std::env::var_os("PEERLINE_REWRITE_CONTRACT").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/contract/pack.json"), text).unwrap();
    } else {
        assert!(text == CONTRACT, "pack.json is not what its generator makes; see the head of this file");
    }
}

const NOW: &str = "2026-12-01T12:00:00Z";
const POOL: PoolId = PoolId::new([1; 16]);
const ROW: &str = r#"{"id":"AgICAgICAgICAgICAgICAg","name":"Invented Peer","agency":"Invented Police","region":"US-CA","roles":["officer"],"experience":[],"topics":["grief"],"languages":["en"],"modalities":["call"],"text_ok":false,"designated_until":"2030-01-01","trained_until":"2030-01-01","listed_consent_on":"2026-01-01"}
"#;

fn contract() -> Value {
    json!({
        "format": "peerline-vectors/1",
        "kind": "pack",
        "about": "Each case: a phone trusts the file root, is given the files roots (oldest first), has accepted seen before (or nothing), wants the pack of pool (null: the publisher's) for region, and reads envelope and, if there, file as the directory, at now. expect: accepted (the version) or refused (the name). All keys are test keys: the Ed25519 key of 32 equal bytes; nobody may ever trust them.",
        "cases": cases(),
    })
}

fn cases() -> Vec<Value> {
    let good = manifest(1);
    let both: &[(&str, u8)] = &[("team", 1), ("union", 2)];
    let ok = signed(&good, both);
    let seen = Seen { root_version: 1, version: 1, sha256: sha256(&good.to_json()) };
    let next = Manifest { version: 2, prev_sha256: Some(seen.sha256), ..good.clone() };
    let plain = |id: &str, about: &str, envelope: String, expect: Expect| {
        case(id, about, Given { envelope, ..given() }, expect)
    };
    let seen_case = |id: &str, about: &str, seen, manifest: &Manifest, expect| {
        case(id, about, Given { envelope: signed(manifest, both), seen: Some(seen), ..given() }, expect)
    };
    let mut cases = vec![
        plain("accepted", "two of three signed", ok.clone(), Ok(1)),
        plain(
            "three-signed",
            "all three signed",
            signed(&good, &[("team", 1), ("union", 2), ("clinician", 3)]),
            Ok(1),
        ),
        plain("white-space", "spaces around the envelope are not content", format!(" {ok}\n"), Ok(1)),
        plain("nobody-signed", "no signature at all", signed(&good, &[]), Err(Refusal::BelowThreshold)),
        plain(
            "one-signed",
            "one of the two that are needed",
            signed(&good, &[("team", 1)]),
            Err(Refusal::BelowThreshold),
        ),
        plain(
            "same-signature-twice",
            "one signature written twice counts once",
            twice(&signed(&good, &[("team", 1)])),
            Err(Refusal::BelowThreshold),
        ),
        plain(
            "stranger",
            "one of the two is a key that the root does not name",
            signed(&good, &[("team", 1), ("stranger", 9)]),
            Err(Refusal::UnknownKey),
        ),
        plain(
            "name-of-another",
            "a stranger signs under the name of one who is known",
            signed(&good, &[("team", 1), ("union", 9)]),
            Err(Refusal::Altered),
        ),
        plain(
            "payload-altered",
            "one letter of the payload changed",
            altered(&ok, "payload"),
            Err(Refusal::Altered),
        ),
        plain(
            "signature-altered",
            "one letter of a signature changed",
            altered(&ok, "sig"),
            Err(Refusal::Altered),
        ),
        plain("cut-off", "the last byte is missing", ok[..ok.len() - 1].to_owned(), Err(Refusal::Malformed)),
        plain(
            "something-after",
            "something follows the envelope",
            format!("{ok}{{}}"),
            Err(Refusal::Malformed),
        ),
        plain("empty", "nothing", String::new(), Err(Refusal::Malformed)),
        plain(
            "root-as-manifest",
            "a root, well signed, where a manifest is wanted",
            signed_root(&root(1), both),
            Err(Refusal::WrongType),
        ),
        plain(
            "root-inside",
            "a root's bytes signed as a manifest",
            seal(manifest::MANIFEST_TYPE, root(1).to_json(), both),
            Err(Refusal::WrongType),
        ),
        plain(
            "crisis-by-pool",
            "a pool signs crisis lines",
            edited(|value| value["targets"][0]["pack"] = "crisis".into()),
            Err(Refusal::WrongType),
        ),
        plain(
            "other-pool",
            "another pool's manifest under the same keys",
            signed(&Manifest { scope: Scope::Pool(PoolId::new([9; 16])), ..good.clone() }, both),
            Err(Refusal::WrongPool),
        ),
        plain(
            "other-region",
            "files for another region only",
            edited(|value| value["targets"][0]["region"] = "US-TX".into()),
            Err(Refusal::WrongRegion),
        ),
        plain(
            "country",
            "files for the whole country serve its parts",
            edited(|value| value["targets"][0]["region"] = "US".into()),
            Ok(1),
        ),
        plain(
            "unknown-pack",
            "kinds of files that this version does not know are left out",
            edited(|value| {
                let mut songs = value["targets"][0].clone();
                songs["pack"] = "songs".into();
                value["targets"].as_array_mut().unwrap().push(songs);
            }),
            Ok(1),
        ),
        plain(
            "unknown-field",
            "fields that this version does not know are ignored",
            edited(|value| value["mood"] = "good".into()),
            Ok(1),
        ),
        plain(
            "path-elsewhere",
            "a path that is not the file's hash",
            edited(|value| value["targets"][0]["path"] = "../policy.json".into()),
            Err(Refusal::Malformed),
        ),
        plain(
            "too-long-a-file",
            "a file longer than any phone takes",
            edited(|value| value["targets"][0]["len"] = (1u64 << 40).into()),
            Err(Refusal::TooLarge),
        ),
        plain(
            "valid-too-long",
            "a pool's pack for more than 30 days",
            edited(|value| value["expires"] = "2026-12-31T00:00:00Z".into()),
            Err(Refusal::Malformed),
        ),
        plain(
            "no-such-day",
            "30 February",
            edited(|value| value["expires"] = "2026-02-30T00:00:00Z".into()),
            Err(Refusal::Malformed),
        ),
        case(
            "expired",
            "now is the minute in which it ends",
            Given { now: "2026-12-29T00:00:00Z", ..given() },
            Err(Refusal::Expired),
        ),
        case(
            "last-minute",
            "now is the last minute in which it holds",
            Given { now: "2026-12-28T23:59:00Z", ..given() },
            Ok(1),
        ),
        case(
            "root-expired",
            "the manifest holds, its root does not",
            Given {
                root: signed_root(&Root { expires: minute("2026-12-01T00:00:00Z"), ..root(1) }, both),
                ..given()
            },
            Err(Refusal::Expired),
        ),
        case(
            "publisher-wanted",
            "a pool's manifest where the publisher's is wanted",
            Given { pool: None, ..given() },
            Err(Refusal::WrongType),
        ),
        case(
            "file",
            "the directory that the manifest names",
            Given { file: Some(ROW.to_owned()), ..given() },
            Ok(1),
        ),
        case(
            "file-altered",
            "one letter of the directory changed",
            Given { file: Some(ROW.replacen("Invented", "Inverted", 1)), ..given() },
            Err(Refusal::Altered),
        ),
        case(
            "file-longer",
            "one byte more than the manifest says",
            Given { file: Some(format!("{ROW} ")), ..given() },
            Err(Refusal::TooLarge),
        ),
        seen_case("again", "the very manifest that was accepted before", seen, &good, Ok(1)),
        seen_case("next", "the next version, which names the one before", seen, &next, Ok(2)),
        seen_case(
            "slept",
            "some versions later: the phone slept",
            seen,
            &Manifest { version: 7, prev_sha256: Some([7; 32]), ..good.clone() },
            Ok(7),
        ),
        seen_case(
            "rolled-back",
            "an older version than was accepted before",
            Seen { version: 3, ..seen },
            &next,
            Err(Refusal::RolledBack),
        ),
        seen_case(
            "other-parent",
            "the next version, which names another before it",
            seen,
            &Manifest { prev_sha256: Some([7; 32]), ..next.clone() },
            Err(Refusal::BrokenChain),
        ),
        seen_case(
            "same-version-other-bytes",
            "the same version, other bytes",
            seen,
            &Manifest { issued: minute("2026-11-29T00:01:00Z"), ..good.clone() },
            Err(Refusal::BrokenChain),
        ),
    ];
    cases.extend(rotations(&good, both, seen));
    let under_two_names = Root { keys: Keys::from([named("a", 1), named("b", 1), named("c", 2)]), ..root(1) };
    let trusted = signed_root(&under_two_names, &[("a", 1), ("c", 2)]);
    cases.push(case(
        "one-key-two-names",
        "one key under two names counts once",
        Given { root: trusted, envelope: signed(&good, &[("a", 1), ("b", 1)]), ..given() },
        Err(Refusal::BelowThreshold),
    ));
    cases
}

/// The union's key changes in root 2, the clinician's in root 3.
fn rotations(good: &Manifest, both: &[(&str, u8)], seen: Seen) -> Vec<Value> {
    let second =
        Root { keys: Keys::from([named("team", 1), named("union", 12), named("clinician", 3)]), ..root(2) };
    let third =
        Root { keys: Keys::from([named("team", 1), named("union", 12), named("clinician", 13)]), ..root(3) };
    let two = signed_root(&second, &[("team", 1), ("clinician", 3)]);
    let three = signed_root(&third, &[("team", 1), ("union", 12)]);
    let under = |version, signers: &[(&str, u8)]| {
        signed(&Manifest { root_version: version, ..good.clone() }, signers)
    };
    let walk = |id: &str, about: &str, roots: &[&String], envelope: String, expect| {
        let roots = roots.iter().map(|file| (*file).clone()).collect();
        case(id, about, Given { roots, envelope, ..given() }, expect)
    };
    let new: &[(&str, u8)] = &[("union", 12), ("clinician", 13)];
    let blocked = Seen { version: u32::MAX, ..seen };
    vec![
        walk("rotated", "two roots later", &[&two, &three], under(3, new), Ok(1)),
        walk(
            "rotated-old-key",
            "two roots later, signed with a key that was replaced",
            &[&two, &three],
            under(3, both),
            Err(Refusal::Altered),
        ),
        walk(
            "old-root-version",
            "signed under the root before the newest",
            &[&two],
            under(1, &[("team", 1), ("clinician", 3)]),
            Err(Refusal::RolledBack),
        ),
        walk(
            "newer-root-version",
            "names a root that the phone was not given",
            &[],
            under(2, both),
            Err(Refusal::SkippedRootVersion),
        ),
        walk(
            "root-skipped",
            "the root in between is missing",
            &[&three],
            under(3, new),
            Err(Refusal::SkippedRootVersion),
        ),
        walk(
            "root-by-new-only",
            "a root that only its own people signed",
            &[&signed_root(&second, &[("union", 12), ("clinician", 3)])],
            under(2, new),
            Err(Refusal::BelowThreshold),
        ),
        walk(
            "root-by-old-only",
            "a root that only the old people signed",
            &[&signed_root(&second, &[("team", 1), ("union", 2)])],
            under(2, new),
            Err(Refusal::BelowThreshold),
        ),
        walk(
            "root-of-other-pool",
            "a root of another pool",
            &[&signed_root(
                &Root { scope: Scope::Pool(PoolId::new([9; 16])), ..second.clone() },
                &[("team", 1), ("clinician", 3)],
            )],
            under(2, both),
            Err(Refusal::WrongPool),
        ),
        walk(
            "root-again",
            "the trusted root given again as its own successor",
            &[&signed_root(&root(1), both)],
            under(1, both),
            Err(Refusal::RolledBack),
        ),
        case(
            "rotation-frees-versions",
            "thieves had signed the highest version that there is; under the new root the count begins anew",
            Given {
                roots: vec![two],
                envelope: under(2, &[("team", 1), ("clinician", 3)]),
                seen: Some(blocked),
                ..given()
            },
            Ok(1),
        ),
    ]
}

type Expect = Result<u32, Refusal>;

/// What a case gives to the phone.
struct Given {
    root: String,
    roots: Vec<String>,
    envelope: String,
    file: Option<String>,
    seen: Option<Seen>,
    pool: Option<PoolId>,
    region: &'static str,
    now: &'static str,
}

fn given() -> Given {
    let both: &[(&str, u8)] = &[("team", 1), ("union", 2)];
    Given {
        root: signed_root(&root(1), both),
        roots: Vec::new(),
        envelope: signed(&manifest(1), both),
        file: None,
        seen: None,
        pool: Some(POOL),
        region: "US-CA",
        now: NOW,
    }
}

fn case(id: &str, about: &str, given: Given, expect: Expect) -> Value {
    let seen = given.seen.map(|seen| json!({"root_version": seen.root_version, "version": seen.version, "sha256": encode(&seen.sha256)}));
    json!({
        "id": id,
        "about": about,
        "root": given.root,
        "roots": given.roots,
        "envelope": given.envelope,
        "file": given.file,
        "seen": seen,
        "pool": given.pool,
        "region": given.region,
        "now": given.now,
        "expect": match expect {
            Ok(version) => json!({"accepted": version}),
            Err(refusal) => json!({"refused": refusal.name()}),
        },
        "source": "constructed; the rules are docs/packs.md",
    })
}

fn manifest(version: u32) -> Manifest {
    let target = Target {
        pack: Pack::Directory,
        region: Region::parse("US-CA").unwrap(),
        version: 1,
        file: FileName::of(ROW.as_bytes()),
        delta_from: vec![],
    };
    Manifest {
        root_version: 1,
        version,
        prev_sha256: None,
        issued: minute("2026-11-29T00:00:00Z"),
        expires: minute("2026-12-29T00:00:00Z"),
        scope: Scope::Pool(POOL),
        targets: vec![target],
    }
}

fn root(version: u32) -> Root {
    let keys = Keys::from([named("team", 1), named("union", 2), named("clinician", 3)]);
    Root { version, expires: minute("2028-01-01T00:00:00Z"), threshold: 2, keys, scope: Scope::Pool(POOL) }
}

/// The good manifest with something changed before two people sign it.
fn edited(edit: impl Fn(&mut Value)) -> String {
    let mut value: Value = serde_json::from_slice(&manifest(1).to_json()).unwrap();
    edit(&mut value);
    seal(manifest::MANIFEST_TYPE, serde_json::to_vec(&value).unwrap(), &[("team", 1), ("union", 2)])
}

fn signed(manifest: &Manifest, signers: &[(&str, u8)]) -> String {
    seal(manifest::MANIFEST_TYPE, manifest.to_json(), signers)
}

fn signed_root(root: &Root, signers: &[(&str, u8)]) -> String {
    seal(root::ROOT_TYPE, root.to_json(), signers)
}

fn seal(kind: &str, payload: Vec<u8>, signers: &[(&str, u8)]) -> String {
    let mut envelope = Envelope::unsigned(kind, payload);
    signers.iter().for_each(|(name, seed)| envelope.sign(name, &key(*seed)));
    String::from_utf8(envelope.to_json()).unwrap()
}

fn twice(envelope: &str) -> String {
    let mut value: Value = serde_json::from_str(envelope).unwrap();
    let signature = value["signatures"][0].clone();
    value["signatures"].as_array_mut().unwrap().push(signature);
    value.to_string()
}

/// One letter of a base64 field changed into another.
fn altered(envelope: &str, field: &str) -> String {
    let at = envelope.find(&format!("\"{field}\":\"")).unwrap() + field.len() + 4 + 20;
    let letter = if &envelope[at..=at] == "A" { "B" } else { "A" };
    format!("{}{letter}{}", &envelope[..at], &envelope[at + 1..])
}

fn named(name: &str, seed: u8) -> (String, [u8; 32]) {
    (name.to_owned(), key(seed).public_key().as_ref().try_into().unwrap())
}

fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

fn minute(text: &str) -> Minute {
    iso::parse_minute(text).unwrap()
}
