//! A disk that is really full, by the limit on file size of the phone's process: it says to make room, what it had acknowledged
//! stays, and an answer is shown all the same.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and what they share")]

use peerline_tests::pool::Pool;
use peerline_tests::process::{NotDone, PhoneProcess, RelayPlace, RelayProcess, free_url};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// A phone that can write no file longer than so many KiB; without a limit as long as it likes.
fn start(data: &Path, limit_kib: Option<u32>) -> PhoneProcess {
    std::fs::create_dir_all(data).unwrap();
    // Blocks of 512 bytes, as POSIX has it. The signal is ignored, so that writing fails like on a full disk.
    let limit = limit_kib.map_or(String::new(), |kib| format!("trap '' XFSZ; ulimit -f {};", kib * 2));
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{limit} exec \"$0\" --data \"$1\""), env!("CARGO_BIN_EXE_phone_child")])
        .arg(data);
    let mut phone = PhoneProcess::of(&mut command, data).unwrap();
    let opened = tell(&mut phone, json!({"do": "open"}));
    for file in ["officer", "duty"] {
        assert_eq!(opened[file]["written"], limit_kib.is_none(), "{opened}");
    }
    phone
}

fn tell(phone: &mut PhoneProcess, command: Value) -> Value {
    phone.tell(&command).unwrap()
}

/// The vault's file is longer than this.
const FULL: Option<u32> = Some(512);

fn is_told_to_make_room(phone: &mut PhoneProcess, command: Value) {
    let refused = phone.tell(&command);
    let expected = NotDone::Refused { code: "vault.disk_full".to_owned(), advice: "free_space".to_owned() };
    assert_eq!(refused, Err(expected), "{command}");
}

#[test]
fn on_a_full_disk_the_phone_says_so_and_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (officers, peers) = (folder.path().join("officer"), folder.path().join("peer"));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let pool = Pool::new(folder.path(), &free_url().unwrap(), now.cast_signed()).unwrap();
    let mut peer = start(&peers, None);
    tell(&mut peer, json!({"do": "join", "card": pool.peer_card(pool.written.peers[0]).unwrap()}));
    let back = tell(&mut peer, json!({"do": "card_for_the_roster"}));
    pool.take_back(back["card"].as_str().unwrap()).unwrap();
    pool.publish().unwrap();
    let place = RelayPlace::in_folder(folder.path());
    let program = Path::new(env!("CARGO_BIN_EXE_relay_child"));
    let _relay = RelayProcess::start(program, &pool, &place).unwrap();
    for command in [json!({"do": "run"}), json!({"do": "on_call", "minutes": 60}), json!({"do": "run"})] {
        tell(&mut peer, command);
    }
    let mut officer = start(&officers, None);
    tell(&mut officer, json!({"do": "join", "card": pool.member_card().unwrap()}));
    for command in ["run", "limits", "accept_limits"] {
        tell(&mut officer, json!({"do": command}));
    }
    let asking = json!({"do": "ask", "topics": ["sleep"], "wishes": ["call"]});

    // Nothing is half asked, and the lines are there.
    drop(officer);
    let mut officer = start(&officers, FULL);
    is_told_to_make_room(&mut officer, asking.clone());
    assert_eq!(tell(&mut officer, json!({"do": "view"})), Value::Null);
    assert!(
        !tell(&mut officer, json!({"do": "lines", "country": "US"}))["lines"].as_array().unwrap().is_empty()
    );

    // With room it is asked, and stays asked on a disk that is full again.
    drop(officer);
    let mut officer = start(&officers, None);
    let id = tell(&mut officer, asking)["id"].clone();
    tell(&mut officer, json!({"do": "run"}));
    tell(&mut peer, json!({"do": "run"}));
    drop(officer);
    let mut officer = start(&officers, FULL);
    let view = tell(&mut officer, json!({"do": "view"}));
    assert_eq!((&view["id"], &view["stage"]), (&id, &json!("waiting")));

    // A peer whose disk is full is told so; with room the claim goes out.
    drop(peer);
    let mut peer = start(&peers, FULL);
    is_told_to_make_room(&mut peer, json!({"do": "claim", "id": id}));
    drop(peer);
    let mut peer = start(&peers, None);
    tell(&mut peer, json!({"do": "claim", "id": id}));
    tell(&mut peer, json!({"do": "run"}));
    assert_eq!(tell(&mut peer, json!({"do": "duty"}))["offers"][0]["stage"], "held");

    // The officer's disk is still full: the answer is shown all the same, and it is said that it could not be written down.
    is_told_to_make_room(&mut officer, json!({"do": "run"}));
    let shown = tell(&mut officer, json!({"do": "view"}));
    assert_eq!(shown["stage"], "answered");
    assert!(shown["peer"]["phone"].is_string());
    is_told_to_make_room(&mut officer, json!({"do": "share_number", "number": "+15035550177"}));

    // And after a restart with room it is read again from the relay.
    drop(officer);
    let mut officer = start(&officers, None);
    tell(&mut officer, json!({"do": "run"}));
    let again = tell(&mut officer, json!({"do": "view"}));
    assert_eq!((&again["stage"], &again["peer"]["phone"]), (&json!("answered"), &shown["peer"]["phone"]));
    tell(&mut officer, json!({"do": "complete"}));
}
