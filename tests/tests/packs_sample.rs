//! The sample pool goes through the coordinator's command as a real one would.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]
use clap::Parser as _;
use peerline_coordinator::command::{Peerline, run};
use peerline_protocol::pack::{Envelope, Limits, Manifest, Pack, Policy, Text, directory};
use peerline_tests::sample;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_sample_pool_is_built_signed_and_verified() {
    let desk = tempfile::tempdir().unwrap();
    let at = |name: &str| desk.path().join(name).display().to_string();
    let peerline = |words: &[&str]| {
        run(Peerline::try_parse_from([&["peerline"], words].concat()).unwrap(), &mut Vec::new()).unwrap()
    };
    std::fs::create_dir(at("pool")).unwrap();
    let written = sample::write(Path::new(&at("pool")), 7).unwrap();
    for who in ["team", "union"] {
        peerline(&["keys", "new", "--out", &at("keys"), "--name", who]);
    }
    peerline(&[
        "root",
        "new",
        &at("pool"),
        "--name",
        "North Valley",
        "--region",
        "US-CA",
        "--pub",
        &at("keys/team.pub.json"),
        "--pub",
        &at("keys/union.pub.json"),
    ]);
    let sign = |file: &str| {
        ["team", "union"].iter().for_each(|who| {
            peerline(&["pack", "sign", file, "--key", &at(&format!("keys/{who}.key"))]);
        })
    };
    sign(&at("pool/roots/1.json"));
    peerline(&["pack", "build", &at("pool"), "--out", &at("pack")]);
    sign(&at("pack/manifest.json"));
    peerline(&["pack", "verify", &at("pack"), "--pool", &at("pool")]);
    peerline(&["enrol", "member", &at("pool"), "--bearer", &at("pool/member.bearer")]);
    peerline(&[
        "enrol",
        "peer",
        &at("pool"),
        "--id",
        &written.peers[3].to_string(),
        "--bearer",
        &at("pool/board.bearer"),
    ]);

    let envelope = Envelope::parse(&std::fs::read(at("pack/manifest.json")).unwrap()).unwrap();
    let manifest = Manifest::parse(envelope.unverified_payload()).unwrap();
    let read = |pack| {
        std::fs::read(Path::new(&at("pack")).join(manifest.targets_of(pack).next().unwrap().file.path()))
            .unwrap()
    };
    let rows = directory::parse(&read(Pack::Directory)).unwrap();
    assert_eq!(rows.len(), sample::PEERS);
    let different =
        |of: &dyn Fn(&directory::DirectoryRow) -> String| rows.iter().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(different(&|row| row.agency.clone()), 12);
    assert_eq!(different(&|row| row.name.expose().clone()), sample::PEERS);
    for phone in rows.iter().filter_map(|row| row.phone.as_ref()) {
        assert_eq!(&phone.expose()[5..10], "55501", "only numbers that are kept free for fiction");
    }
    assert!(Policy::parse(&read(Pack::Policy)).is_ok());
    let limits = Limits::parse(&read(Pack::Limits)).unwrap();
    let texts = limits.common.items.iter().chain(limits.agencies.values().flatten());
    assert!(texts.clone().count() > 5 && texts.map(|limit| &limit.text).all(Text::is_complete));
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_seed_others() {
    let roster = |seed| {
        let folder = tempfile::tempdir().unwrap();
        sample::write(folder.path(), seed).unwrap();
        std::fs::read(folder.path().join("roster.csv")).unwrap()
    };
    assert_eq!(roster(7), roster(7));
    assert_ne!(roster(7), roster(8));
    assert_ne!(sample::peer_ids(7), sample::peer_ids(8));
}

#[test]
fn the_bearers_of_two_samples_differ() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (sample::write(folder.path(), 7).unwrap(), sample::write(folder.path(), 7).unwrap());
    assert_ne!(one.member_bearer, two.member_bearer);
    assert_ne!(one.board_bearer, two.board_bearer);
}

#[test]
fn the_pools_own_lines_are_such_as_phones_can_show() {
    let folder = tempfile::tempdir().unwrap();
    sample::write(folder.path(), 7).unwrap();
    let json = std::fs::read_to_string(folder.path().join("lines.json")).unwrap();
    let entries = peerline_core::crisis::read_entries(&json, peerline_core::crisis::Origin::Pool).unwrap();
    assert_eq!((entries.entries.len(), entries.refused.len()), (1, 0));
}
