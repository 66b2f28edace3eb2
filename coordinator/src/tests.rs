//! The coordinator's year, through the command line as it is typed.

use crate::command::{Peerline, run};
use crate::error::Error;
use clap::Parser as _;
use peerline_protocol::card::{Invitation, Invited, PeerCard};
use peerline_protocol::ids::{PeerId, encode};
use peerline_protocol::pack::{Envelope, Manifest, Pack, Policy, Refusal, directory};
use std::path::{Path, PathBuf};

const DAY_1: &str = "2026-11-21T12:00:00Z";

#[test]
fn two_people_sign_on_two_machines_and_verify_says_who_is_missing() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let missing = desk.error(&["pack", "verify", "@pack", "--pool", "@pool"]);
    assert_eq!(missing.exit_code(), 4);
    assert!(missing.to_string().contains("2 more of clinician, team, union"), "{missing}");
    // Carried to another machine as one file, and back.
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    std::fs::rename(desk.path("pack/manifest.json"), desk.path("elsewhere/manifest.json")).unwrap();
    let said = desk.ok(&["pack", "sign", "@elsewhere/manifest.json", "--key", "@keys/union.key"]);
    assert!(said.contains("directory") && said.contains("signed by union"), "{said}");
    std::fs::rename(desk.path("elsewhere/manifest.json"), desk.path("pack/manifest.json")).unwrap();
    let Error::Incomplete { still_needed, missing, .. } =
        desk.error(&["pack", "verify", "@pack", "--pool", "@pool"])
    else {
        panic!()
    };
    assert_eq!((still_needed, missing), (1, vec!["clinician".to_owned(), "team".to_owned()]));
    assert_eq!(
        desk.error(&["pack", "sign", "@pack/manifest.json", "--key", "@keys/union.key"]),
        Error::SignedAlready("union".to_owned())
    );
    desk.ok(&["pack", "sign", "@pack/manifest.json", "--key", "@keys/clinician.key"]);
    desk.ok(&["pack", "verify", "@pack", "--pool", "@pool"]);
    desk.ok(&["pack", "publish", "@pack", "--pool", "@pool", "--to", "@served"]);
    let manifest = desk.manifest("served");
    assert_eq!(manifest.targets.len(), 5);
    for target in &manifest.targets {
        target.file.check(&std::fs::read(desk.path("served").join(target.file.path())).unwrap()).unwrap();
    }
}

#[test]
fn a_pack_that_is_not_complete_is_not_published() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    assert_eq!(
        desk.error(&["pack", "publish", "@pack", "--pool", "@pool", "--to", "@served"]).exit_code(),
        4
    );
    assert!(!desk.path("served").exists());
}

#[test]
fn versions_count_on_and_each_names_the_one_before() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let first = desk.manifest("pack");
    let hash = peerline_protocol::pack::sha256(&first.to_json());
    desk.write("pool/limits.json", &desk.read("pool/limits.json").replace("\"version\":1", "\"version\":2"));
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let second = desk.manifest("pack");
    assert_eq!((first.version, first.prev_sha256), (1, None));
    assert_eq!((second.version, second.prev_sha256), (2, Some(hash)));
    let version = |manifest: &Manifest, pack| manifest.targets_of(pack).next().unwrap().version;
    assert_eq!(
        (version(&second, Pack::Limits), version(&second, Pack::Directory)),
        (2, 1),
        "only what changed counts on"
    );
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let old_limits = first.targets_of(Pack::Limits).next().unwrap().file.path();
    assert!(!desk.path("pack").join(old_limits).exists(), "files of the pack but one are taken away");
}

#[test]
fn a_build_that_cannot_be_written_leaves_the_pack_of_before_whole() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    desk.sign("pack/manifest.json", &["team", "union"]);
    let before = desk.manifest("pack");
    // A folder stands where the policy, the last file but one, should be written.
    let policy = desk.path("pack").join(before.targets_of(Pack::Policy).next().unwrap().file.path());
    let bytes = std::fs::read(&policy).unwrap();
    std::fs::remove_file(&policy).unwrap();
    std::fs::create_dir(&policy).unwrap();
    desk.write("pool/limits.json", &desk.read("pool/limits.json").replace("\"version\":1", "\"version\":2"));
    assert!(matches!(desk.error(&["pack", "build", "@pool", "--out", "@pack"]), Error::Unwritable { .. }));
    std::fs::remove_dir(&policy).unwrap();
    std::fs::write(&policy, bytes).unwrap();
    desk.ok(&["pack", "verify", "@pack", "--pool", "@pool"]);
    assert_eq!(desk.manifest("pack"), before);
    let names = std::fs::read_dir(desk.path("pack")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().starts_with('.')), "no stray file");
}

#[test]
fn every_fault_of_every_file_is_named_and_nothing_is_written() {
    let desk = Desk::with_pool();
    desk.write("pool/roster.csv", &desk.read("pool/roster.csv").replace("2026-01-15", ""));
    desk.write(
        "pool/limits.json",
        &desk.read("pool/limits.json").replace("\"source\"", "\n\"sauce\":\"x\",\"source\""),
    );
    desk.write("pool/policy.json", "{\n\"relays\": []\n}");
    desk.write("pool/lines.json", &lines(r#""Europe/Paris""#, "none"));
    let Error::Faulty(faults) = desk.error(&["pack", "build", "@pool", "--out", "@pack"]) else { panic!() };
    let text: Vec<_> = faults.iter().map(ToString::to_string).collect();
    for expected in [
        "roster.csv line 2: listed_consent_on",
        "limits.json line 2: unknown field \"sauce\"",
        "policy.json line 3:",
        "Europe/Paris",
        "checked.how is none",
    ] {
        assert!(text.iter().any(|line| line.contains(expected)), "{expected} in {text:#?}");
    }
    assert!(!desk.path("pack").exists());
}

#[test]
fn unknown_fields_are_refused_wherever_they_stand() {
    let cases = [
        ("policy.json", "\"min_pool\"", "policy"),
        ("policy.json", "\"url\"", "relay"),
        ("policy.json", "\"live\"", "tokens"),
        ("limits.json", "\"jurisdiction\"", "limits"),
        ("limits.json", "\"layer\"", "limit"),
        ("lines.json", "\"entries\"", "lines"),
        ("lines.json", "\"kind\"", "line"),
        ("lines.json", "\"how\"", "checked"),
    ];
    for (file, beside, about) in cases {
        let desk = Desk::with_pool();
        let text = desk.read(&format!("pool/{file}")).replacen(beside, &format!("\"colour\":1,{beside}"), 1);
        desk.write(&format!("pool/{file}"), &text);
        let error = desk.error(&["pack", "build", "@pool", "--out", "@pack"]).to_string();
        assert!(error.contains("unknown field \"colour\""), "{about}: {error}");
    }
}

#[test]
fn limits_of_an_agency_that_nobody_is_of_are_refused() {
    let desk = Desk::with_pool();
    desk.write("pool/limits.json", &desk.read("pool/limits.json").replace("Police of A", "Police of Z"));
    assert!(
        desk.error(&["pack", "build", "@pool", "--out", "@pack"])
            .to_string()
            .contains("no peer in the roster is of")
    );
}

#[test]
fn a_key_is_never_overwritten_and_only_its_owner_can_read_it() {
    let desk = Desk::with_pool();
    let before = desk.read("keys/union.key");
    assert!(matches!(desk.error(&["keys", "new", "--out", "@keys", "--name", "union"]), Error::Exists(_)));
    assert_eq!(desk.read("keys/union.key"), before);
    assert_eq!(desk.error(&["keys", "new", "--out", "@keys", "--name", "../union"]), Error::BadName);
    #[cfg(unix)]
    for secret in ["keys/union.key", "member.bearer"] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            std::fs::metadata(desk.path(secret)).unwrap().permissions().mode() & 0o777,
            0o600,
            "{secret}"
        );
    }
    assert!(!desk.read("keys/union.pub.json").contains("PRIVATE"));
}

#[test]
fn a_damaged_key_file_signs_nothing() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let key = desk.read("keys/union.key");
    for place in (0..key.len()).step_by(7) {
        let mut bytes = key.clone().into_bytes();
        bytes[place] ^= 1;
        std::fs::write(desk.path("bent.key"), &bytes).unwrap();
        let before = desk.read("pack/manifest.json");
        desk.error(&["pack", "sign", "@pack/manifest.json", "--key", "@bent.key"]);
        assert_eq!(desk.read("pack/manifest.json"), before, "byte {place}");
    }
}

#[test]
fn somebody_who_may_not_sign_is_told_before_the_manifest_is_spoilt() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let thief = desk.error(&["pack", "sign", "@pack/manifest.json", "--key", "@outsider/thief.key"]);
    assert_eq!(thief, Error::NotASigner("thief".to_owned()));
    // Where only the manifest was carried to, it can be signed by anybody, and verify notices.
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    std::fs::copy(desk.path("pack/manifest.json"), desk.path("elsewhere/manifest.json")).unwrap();
    desk.ok(&["pack", "sign", "@elsewhere/manifest.json", "--key", "@outsider/thief.key"]);
    std::fs::copy(desk.path("elsewhere/manifest.json"), desk.path("pack/manifest.json")).unwrap();
    let refused = desk.error(&["pack", "verify", "@pack", "--pool", "@pool"]);
    assert!(matches!(refused, Error::Refused { refusal: Refusal::UnknownKey, .. }));
}

#[test]
fn cron_is_told_seven_three_and_one_day_before_and_when_it_is_over() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    desk.sign("pack/manifest.json", &["team", "union"]);
    let status = |now: &str| desk.run(now, &["pack", "status", "@pack", "--pool", "@pool"]).unwrap().0;
    for (now, code) in [
        ("2026-11-21T12:00:00Z", 0),
        ("2026-12-13T12:00:00Z", 0),
        ("2026-12-13T12:01:00Z", 10),
        ("2026-12-17T12:01:00Z", 11),
        ("2026-12-19T12:01:00Z", 12),
        ("2026-12-21T11:59:00Z", 12),
        ("2026-12-21T12:00:00Z", 13),
    ] {
        assert_eq!(status(now), code, "{now}");
    }
}

#[test]
fn a_card_lets_members_in_and_a_peers_card_brings_the_key_back() {
    let desk = Desk::with_pool();
    let text = desk.ok(&[
        "enrol",
        "member",
        "@pool",
        "--bearer",
        "@member.bearer",
        "--svg",
        "@card.svg",
        "--text",
        "@card.txt",
        "--language",
        "es",
    ]);
    let card = Invitation::parse(text.trim().lines().last().unwrap()).unwrap();
    assert_eq!(
        (card.invited, card.name.as_str(), card.language.as_str()),
        (Invited::Member, "North Valley", "es")
    );
    assert_eq!(
        card.root,
        peerline_protocol::pack::sha256(&std::fs::read(desk.path("pool/roots/1.json")).unwrap())
    );
    assert_eq!(Invitation::parse(&desk.read("card.txt")).unwrap(), card);
    assert!(desk.read("card.svg").starts_with("<svg"));

    let id = PeerId::new([2; 16]);
    let text = desk.ok(&["enrol", "peer", "@pool", "--id", &id.to_string(), "--bearer", "@board.bearer"]);
    assert_eq!(Invitation::parse(text.trim().lines().last().unwrap()).unwrap().invited, Invited::Peer(id));
    let back = PeerCard { pool: card.pool, peer: id, key: [0x77; 32] };
    let said = desk.ok(&["enrol", "peer", "@pool", "--take-back", &back.print()]);
    assert!(said.contains("Line 2") && said.contains(&back.word()), "{said}");
    assert!(desk.read("pool/roster.csv").contains(&encode(&[0x77; 32])));
    assert!(desk.ok(&["enrol", "peer", "@pool", "--take-back", &back.print()]).contains("already"));

    let other = PeerCard { key: [0x78; 32], ..back };
    let take = |card: PeerCard| desk.error(&["enrol", "peer", "@pool", "--take-back", &card.print()]);
    assert_eq!(take(other), Error::OtherKeyThere);
    desk.ok(&["enrol", "peer", "@pool", "--take-back", &other.print(), "--replace-key"]);
    assert_eq!(take(PeerCard { peer: PeerId::new([1; 16]), ..other }), Error::OtherKeyThere);
    assert_eq!(take(PeerCard { peer: PeerId::new([9; 16]), ..other }), Error::NoSuchPeer);
    assert!(
        take(PeerCard { pool: peerline_protocol::ids::PoolId::new([9; 16]), ..other })
            .to_string()
            .contains("another pool")
    );
}

#[test]
fn two_peers_never_share_a_key() {
    let desk = Desk::with_pool();
    let pool = desk.pool_id();
    let of_first = PeerCard { pool, peer: PeerId::new([2; 16]), key: [1; 32] };
    let error = desk.error(&["enrol", "peer", "@pool", "--take-back", &of_first.print(), "--replace-key"]);
    assert_eq!(error, Error::KeyOfAnother);
}

#[test]
fn bearers_change_on_a_calendar_with_two_live_at_once() {
    let desk = Desk::with_pool();
    let listed = || Policy::parse(desk.read("pool/policy.json").as_bytes()).unwrap().member_bearers;
    desk.ok(&["bearer", "new", "member", "@pool", "--out", "@second.bearer"]);
    let two = listed();
    assert_eq!(two.len(), 2);
    desk.ok(&["bearer", "new", "member", "@pool", "--out", "@third.bearer"]);
    assert_eq!(listed()[1], two[0]);
    assert_eq!(listed().len(), 2);
    let first = desk.error(&["enrol", "member", "@pool", "--bearer", "@member.bearer"]);
    assert_eq!(first, Error::BearerNotListed("member_bearers"));
    assert_eq!(
        desk.error(&["enrol", "member", "@pool", "--bearer", "@board.bearer"]),
        Error::BearerNotListed("member_bearers")
    );
}

#[test]
fn a_lost_key_is_replaced_by_rotating_the_root() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    desk.sign("pack/manifest.json", &["team", "union"]);
    desk.ok(&["keys", "new", "--out", "@new", "--name", "union"]);
    let rotate = [
        "root",
        "rotate",
        "@pool",
        "--pub",
        "@keys/team.pub.json",
        "--pub",
        "@new/union.pub.json",
        "--pub",
        "@keys/clinician.pub.json",
    ];
    desk.ok(&rotate);
    assert!(matches!(desk.error(&rotate), Error::Exists(_)));
    // While it is being signed the old root goes on.
    desk.ok(&["pack", "verify", "@pack", "--pool", "@pool"]);
    assert!(matches!(
        desk.error(&["pack", "sign", "@pool/roots/2.json", "--key", "@outsider/thief.key"]),
        Error::NotASigner(_)
    ));
    desk.sign("pool/roots/2.json", &["team", "clinician"]);
    assert_eq!(
        desk.error(&["pack", "sign", "@pool/roots/2.json", "--key", "@new/union.key"]),
        Error::RootComplete
    );
    // The pack of the old root counts for nothing any more; the next one is signed under the new root.
    assert!(matches!(desk.error(&["pack", "verify", "@pack", "--pool", "@pool"]), Error::Refused { .. }));
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    desk.ok(&["pack", "sign", "@pack/manifest.json", "--key", "@new/union.key"]);
    desk.sign("pack/manifest.json", &["team"]);
    desk.ok(&["pack", "verify", "@pack", "--pool", "@pool"]);
    let manifest = desk.manifest("pack");
    assert_eq!((manifest.root_version, manifest.version), (2, 2));
    let roots: Vec<_> = manifest.targets_of(Pack::Root).map(|target| target.version).collect();
    assert_eq!(roots, [1, 2], "phones find every root on their way");
}

#[test]
fn a_root_needs_two_people_with_keys_of_their_own() {
    let desk = Desk::with_pool();
    let new = |rest: &[&str]| {
        desk.error(&[&["root", "new", "@other", "--name", "O", "--region", "US"], rest].concat()).to_string()
    };
    assert!(new(&["--pub", "@keys/team.pub.json"]).contains("fewer people"));
    assert!(
        new(&["--pub", "@keys/team.pub.json", "--pub", "@keys/team.pub.json"]).contains("key of their own")
    );
    assert!(
        new(&["--pub", "@keys/team.pub.json", "--pub", "@keys/union.pub.json", "--threshold", "1"])
            .contains("at least two")
    );
    assert!(!desk.path("other").exists());
}

#[test]
fn a_signer_is_told_when_the_files_are_not_those_of_the_manifest() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let rows = desk.manifest("pack").targets_of(Pack::Directory).next().unwrap().file.path();
    let text = desk.read(&format!("pack/{rows}"));
    desk.write(&format!("pack/{rows}"), &text.replace("Dana", "Dina"));
    assert!(matches!(
        desk.error(&["pack", "sign", "@pack/manifest.json", "--key", "@keys/team.key"]),
        Error::Refused { refusal: Refusal::Altered, .. }
    ));
}

#[test]
fn the_publisher_signs_lines_only_and_has_no_pool() {
    let desk = Desk::with_pool();
    desk.ok(&[
        "root",
        "new",
        "@publisher",
        "--publisher",
        "--pub",
        "@keys/team.pub.json",
        "--pub",
        "@keys/union.pub.json",
    ]);
    desk.sign("publisher/roots/1.json", &["team", "union"]);
    desk.write("publisher/crisis.json", &lines(r#""America/Denver""#, "published_page"));
    desk.ok(&["pack", "build", "@publisher", "--out", "@crisis", "--days", "180"]);
    desk.sign("crisis/manifest.json", &["team", "union"]);
    desk.ok(&["pack", "verify", "@crisis", "--pool", "@publisher"]);
    assert!(matches!(
        desk.error(&["pack", "verify", "@crisis", "--pool", "@pool"]),
        Error::Refused { refusal: Refusal::WrongType, .. }
    ));
}

#[test]
fn the_signed_directory_holds_the_roster_sorted_by_id() {
    let desk = Desk::with_pool();
    desk.ok(&["pack", "build", "@pool", "--out", "@pack"]);
    let target = desk.manifest("pack").targets_of(Pack::Directory).next().unwrap().file.path();
    let rows = directory::parse(desk.read(&format!("pack/{target}")).as_bytes()).unwrap();
    assert_eq!(
        rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [PeerId::new([1; 16]), PeerId::new([2; 16])]
    );
}

#[test]
fn help_says_what_the_exit_status_means() {
    let help = Peerline::try_parse_from(["peerline", "--help"]).unwrap_err().to_string();
    for code in ["4 ", "10", "13"] {
        assert!(help.contains(code), "{help}");
    }
}

/// A coordinator's desk: a folder with keys, a pool and bearers.
struct Desk(tempfile::TempDir);

impl Desk {
    fn with_pool() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (folder, name) in
            [("@keys", "team"), ("@keys", "union"), ("@keys", "clinician"), ("@outsider", "thief")]
        {
            desk.ok(&["keys", "new", "--out", folder, "--name", name]);
        }
        let pubs = [
            "--pub",
            "@keys/team.pub.json",
            "--pub",
            "@keys/union.pub.json",
            "--pub",
            "@keys/clinician.pub.json",
        ];
        desk.ok(
            &[&["root", "new", "@pool", "--name", "North Valley", "--region", "US-CA"][..], &pubs].concat()
        );
        desk.sign("pool/roots/1.json", &["team", "union"]);
        desk.ok(&["policy", "new", "@pool", "--relay", "https://relay.example"]);
        desk.ok(&["bearer", "new", "member", "@pool", "--out", "@member.bearer"]);
        desk.ok(&["bearer", "new", "board", "@pool", "--out", "@board.bearer"]);
        let row = |number: u8, key: &str| {
            let id = encode(&[number; 16]);
            format!(
                "{id},Dana Ruiz,Police of A,US-CA,officer,shooting,grief,en;es,call,+1415555010{number},yes,,,2027-06-30,2027-12-31,2026-01-15,{key}\n"
            )
        };
        let header = directory::FIELDS.join(",");
        desk.write("pool/roster.csv", &format!("{header}\n{}{}", row(2, ""), row(1, &encode(&[1; 32]))));
        desk.write(
            "pool/limits.json",
            r#"{"id":"us-ca","version":1,"jurisdiction":"US-CA","common":[{"id":"harm","layer":"statute","text":{"en":"E","es":"S"},"source":"L"}],
            "agencies":{"Police of A":[{"id":"own","layer":"agency","text":{"en":"E","es":"S"},"source":"L"}]}}"#,
        );
        desk.write("pool/lines.json", &self::lines(r#""America/Denver""#, "published_page"));
        desk
    }

    fn run(&self, now: &str, words: &[&str]) -> Result<(u8, String), Error> {
        // A word that begins with @ is a file on this desk.
        let words = words.iter().map(|word| match word.strip_prefix('@') {
            Some(file) => self.path(file).display().to_string(),
            None => (*word).to_owned(),
        });
        let command =
            Peerline::try_parse_from(["peerline", "--now", now].into_iter().map(str::to_owned).chain(words))
                .unwrap();
        let mut out = Vec::new();
        run(command, &mut out).map(|code| (code, String::from_utf8(out).unwrap()))
    }

    fn ok(&self, words: &[&str]) -> String {
        let (code, said) = self.run(DAY_1, words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        assert_eq!(code, 0);
        said
    }

    fn error(&self, words: &[&str]) -> Error {
        self.run(DAY_1, words).map(|said| panic!("{words:?} was done: {said:?}")).unwrap_err()
    }

    fn sign(&self, file: &str, names: &[&str]) {
        for name in names {
            self.ok(&["pack", "sign", &format!("@{file}"), "--key", &format!("@keys/{name}.key")]);
        }
    }

    fn manifest(&self, folder: &str) -> Manifest {
        let envelope = Envelope::parse(self.read(&format!("{folder}/manifest.json")).as_bytes()).unwrap();
        Manifest::parse(envelope.unverified_payload()).unwrap()
    }

    fn pool_id(&self) -> peerline_protocol::ids::PoolId {
        crate::pool::PoolFolder::at(&self.path("pool")).id().unwrap()
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }
}

fn lines(zone: &str, how: &str) -> String {
    format!(
        r#"{{"schema":"officer-crisis-resources/0.2","entries":[{{"id":"a-line","name":"A line","organisation":"The pool","country":"US",
        "region":null,"kind":"support","audience":["family"],"topics":["officer"],"languages":["en"],
        "channels":{{"voice":[],"sms":[],"tty":[],"chat":null,"web":"https://line.example.org","email":null}},
        "checked":{{"how":"{how}","by":null,"on":"2026-11-01","source":["https://line.example.org"],"source_age_known":true}},"publish":true,
        "hours":{{"osm":"24/7","tz":{zone}}}}}]}}"#
    )
}
