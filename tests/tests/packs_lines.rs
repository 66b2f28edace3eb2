//! Nothing passes the builder that a phone would leave out: a line that was signed is a line that is shown.
#![allow(clippy::unwrap_used, reason = "test code outside of test functions")]
use clap::Parser as _;
use peerline_coordinator::command::{Peerline, run};
use peerline_core::crisis::{Entry, Origin, read_entries};
use peerline_tests::sample;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[test]
fn what_a_phone_leaves_out_the_builder_refuses_with_a_reason() {
    let desk = Desk::new();
    let changes: Vec<(&str, Value)> = vec![
        ("/id", json!("")),
        ("/id", json!("x".repeat(81))),
        ("/name", json!("")),
        ("/name", json!("evil\u{202e}eman")),
        ("/name", json!("two\nlines")),
        ("/organisation", json!("x".repeat(161))),
        ("/country", json!("USA")),
        ("/country", json!("CA")),
        ("/region", json!("California")),
        ("/kind", json!("robot")),
        ("/kind", json!("emergency")),
        ("/audience", json!(["everybody"])),
        ("/audience", json!("public")),
        ("/topics", json!(["songs"])),
        ("/languages", json!(["?"])),
        ("/cost", json!({"en": "Free."})),
        ("/who_answers", json!({"en": "A", "es": ""})),
        ("/police_may_be_sent", json!("maybe")),
        ("/anonymous", json!("sometimes")),
        ("/number_seen", json!("always")),
        ("/channels/voice/0/number", json!("+19165550189")),
        ("/channels/voice/0/uri", json!("tel:*21*1#")),
        ("/channels/voice/0/uri", json!("sms:+19165550188")),
        ("/channels/voice/0/uri_national", json!("tel:1;2")),
        ("/channels/voice/0/post_dial", json!({"digits": "*", "says": {"en": "E", "es": "S"}})),
        ("/channels/voice/0/post_dial", json!({"digits": "2", "says": null})),
        ("/channels/voice/0/display", json!("")),
        ("/channels/voice/0/lang", json!("!")),
        ("/channels/voice/0/instruction", json!({"en": "E", "es": " "})),
        ("/channels/web", json!("http://peers.example.org")),
        ("/channels/web", json!("https://user@peers.example.org")),
        ("/channels/chat", json!("javascript:alert(1)")),
        ("/channels/email", json!("nobody")),
        ("/channels/sms", json!("+19165550188")),
        ("/channels", json!({"voice": [], "sms": [], "tty": [], "chat": null, "web": null, "email": null})),
        ("/hours/osm", json!("whenever")),
        ("/hours/osm", json!("sunrise-sunset")),
        ("/hours/osm", json!(7)),
        ("/hours/tz", json!("Europe/Paris")),
        ("/checked/how", json!("none")),
        ("/checked/how", json!("general_knowledge")),
        ("/checked/on", json!("2026-02-30")),
        ("/checked/on", json!("soon")),
        ("/checked/source", json!([])),
        ("/checked/source", json!(["a page"])),
        ("/checked/source_age_known", json!(null)),
        ("/publish", json!("yes")),
    ];
    for (place, value) in changes {
        let mut lines = desk.lines.clone();
        // A fact that a line need not have.
        lines["entries"][0]["number_seen"] = Value::Null;
        *lines["entries"][0].pointer_mut(place).unwrap() = value.clone();
        assert!(!shown_by_phones(&lines), "a phone accepts {place} {value}: this case proves nothing");
        let builder = desk.build(&lines);
        assert!(
            builder.is_err_and(|reason| reason.contains("lines.json")),
            "the builder accepts {place} {value}"
        );
    }
    assert_eq!(desk.build(&desk.lines), Ok(()));
}

#[test]
fn missing_fields_are_refused_by_both() {
    let desk = Desk::new();
    for field in desk.lines["entries"][0].as_object().unwrap().keys() {
        let mut lines = desk.lines.clone();
        lines["entries"][0].as_object_mut().unwrap().remove(field);
        if !shown_by_phones(&lines) {
            assert!(desk.build(&lines).is_err(), "{field}");
        }
    }
}

#[test]
fn every_line_of_the_floor_passes_the_builder() {
    let text = include_str!("../../core/content/crisis/crisis_lines.json");
    let desk = Desk::new();
    desk.peerline(&[
        "root",
        "new",
        &desk.at("publisher"),
        "--publisher",
        "--pub",
        &desk.at("keys/team.pub.json"),
        "--pub",
        &desk.at("keys/union.pub.json"),
    ])
    .unwrap();
    desk.sign("publisher/roots/1.json");
    std::fs::write(desk.at("publisher/crisis.json"), text).unwrap();
    desk.peerline(&["pack", "build", &desk.at("publisher"), "--out", &desk.at("crisis"), "--days", "180"])
        .unwrap();
}

fn shown_by_phones(lines: &Value) -> bool {
    let withdrawn = |entry: &Entry| matches!(entry, Entry::Withdrawn(_));
    read_entries(&lines.to_string(), Origin::Pool)
        .is_ok_and(|read| read.refused.is_empty() && !read.entries.iter().any(withdrawn))
}

struct Desk {
    folder: tempfile::TempDir,
    lines: Value,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder, lines: Value::Null };
        std::fs::create_dir(desk.at("pool")).unwrap();
        sample::write(Path::new(&desk.at("pool")), 7).unwrap();
        for who in ["team", "union"] {
            desk.peerline(&["keys", "new", "--out", &desk.at("keys"), "--name", who]).unwrap();
        }
        let pubs = [desk.at("keys/team.pub.json"), desk.at("keys/union.pub.json")];
        desk.peerline(&[
            "root",
            "new",
            &desk.at("pool"),
            "--name",
            "North Valley",
            "--region",
            "US-CA",
            "--pub",
            &pubs[0],
            "--pub",
            &pubs[1],
        ])
        .unwrap();
        desk.sign("pool/roots/1.json");
        let lines = serde_json::from_slice(&std::fs::read(desk.at("pool/lines.json")).unwrap()).unwrap();
        Self { lines, ..desk }
    }

    fn build(&self, lines: &Value) -> Result<(), String> {
        std::fs::write(self.at("pool/lines.json"), lines.to_string()).unwrap();
        self.peerline(&["pack", "build", &self.at("pool"), "--out", &self.at("pack")])
    }

    fn sign(&self, file: &str) {
        for who in ["team", "union"] {
            self.peerline(&["pack", "sign", &self.at(file), "--key", &self.at(&format!("keys/{who}.key"))])
                .unwrap();
        }
    }

    fn peerline(&self, words: &[&str]) -> Result<(), String> {
        let command = Peerline::try_parse_from([&["peerline"], words].concat()).unwrap();
        run(command, &mut Vec::new()).map(|_| ()).map_err(|error| error.to_string())
    }

    fn at(&self, name: &str) -> String {
        PathBuf::from(self.folder.path()).join(name).display().to_string()
    }
}
