use super::*;
use crate::clock::VirtualClock;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use serde_json::{Value, json};
use std::sync::Arc;

struct Phone {
    vault: Vault,
    folder: tempfile::TempDir,
    keys: Arc<MemoryKeyStore>,
}

impl Phone {
    fn new() -> Self {
        let (folder, keys) = (tempfile::tempdir().unwrap(), Arc::<MemoryKeyStore>::default());
        let vault = open(&folder, &keys);
        Self { vault, folder, keys }
    }

    /// The app is killed and started again.
    fn restart(&mut self) {
        self.vault = open(&self.folder, &self.keys);
    }
}

fn open(folder: &tempfile::TempDir, keys: &Arc<MemoryKeyStore>) -> Vault {
    let open = Open {
        folder: folder.path(),
        which: Which::Officer,
        keys: keys.clone(),
        clock: Arc::new(VirtualClock::at(1_790_000_000)),
        random: Arc::new(SystemRandom),
    };
    Vault::open(open).unwrap().0
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn limit(id: &str, layer: &str) -> Value {
    json!({ "id": id, "layer": layer, "text": { "en": format!("{id} in English."), "es": format!("{id} en español.") }, "source": "Invented Code 1.2" })
}

fn content() -> Value {
    json!({
        "id": "invented", "version": 3, "jurisdiction": "US-NJ",
        "common": [limit("danger", "statute"), limit("notes", "programme")],
        "agencies": { "Riverton Police": [limit("fitness", "agency")], "Lakeside Police": [limit("weapons", "agency")] },
    })
}

fn limits(content: &Value) -> Limits {
    Limits::parse(content.to_string().as_bytes()).unwrap()
}

const AGENCY: Option<&str> = Some("Riverton Police");

#[test]
fn the_screen_says_what_a_peer_is_whose_each_rule_is_and_where_it_is_written() {
    let screen = screen(&limits(&content()), AGENCY, Language::En);
    assert_eq!(screen.role, "A peer is a colleague. A peer is not a counsellor or clinician.");
    assert_eq!(screen.place, "These rules hold in New Jersey.");
    let lines: Vec<_> = screen
        .limits
        .iter()
        .map(|limit| (limit.id.as_str(), limit.whose.as_str(), limit.of_my_agency))
        .collect();
    assert_eq!(
        lines,
        [
            ("danger", "The law.", false),
            ("notes", "A rule of the peer programme.", false),
            ("fitness", "Your agency's own rule.", true)
        ]
    );
    assert_eq!(screen.limits[0].text, "danger in English.");
    assert_eq!(screen.limits[0].source, "Source: Invented Code 1.2");
    let spanish = super::screen(&limits(&content()), AGENCY, Language::Es);
    assert_eq!(
        (spanish.limits[2].text.as_str(), spanish.limits[2].whose.as_str()),
        ("fitness en español.", "Regla propia de su agencia.")
    );
    assert_eq!(spanish.shown, screen.shown, "the language makes no difference to what is accepted");
}

#[test]
fn without_an_agency_or_with_one_that_adds_nothing_the_common_part_is_shown() {
    for agency in [None, Some("Elsewhere Police")] {
        let screen = screen(&limits(&content()), agency, Language::En);
        assert_eq!(screen.limits.len(), 2);
        assert!(screen.limits.iter().all(|limit| !limit.of_my_agency));
    }
}

#[test]
fn nobody_can_ask_before_they_have_accepted_and_then_it_holds_after_a_crash() {
    let mut phone = Phone::new();
    let limits = limits(&content());
    assert_eq!(accepted(&phone.vault, &limits, AGENCY), Err(LimitsError::NotAccepted));
    let shown = screen(&limits, AGENCY, Language::En).shown;
    let given = accept(&phone.vault, &limits, AGENCY, &shown, now()).unwrap();
    assert_eq!((given.id(), given.version()), ("invented", 3));
    phone.restart();
    assert_eq!(accepted(&phone.vault, &limits, AGENCY), Ok(given));
    let kept = acceptances(&phone.vault).unwrap();
    assert_eq!(
        kept,
        [Acceptance { id: "invented".into(), version: 3, at: Minute::of_unix(now().timestamp()) }]
    );
}

#[test]
fn any_change_of_the_common_or_of_ones_own_agencys_part_must_be_accepted_anew() {
    let phone = Phone::new();
    let before = limits(&content());
    accept(&phone.vault, &before, AGENCY, &screen(&before, AGENCY, Language::En).shown, now()).unwrap();
    for (path, value) in [
        ("/version", json!(4)),
        ("/id", json!("other")),
        ("/common/0/text/en", json!("Now it says something else.")),
        ("/common/0/text/es", json!("Ahora dice otra cosa.")),
        ("/common/1/source", json!("Elsewhere")),
        ("/agencies/Riverton Police/0/text/en", json!("Now the agency says something else.")),
        ("/agencies/Riverton Police", json!([])),
    ] {
        let mut changed = content();
        *changed.pointer_mut(path).unwrap() = value;
        assert_eq!(
            accepted(&phone.vault, &limits(&changed), AGENCY),
            Err(LimitsError::NotAccepted),
            "{path}"
        );
    }
    assert!(
        accepted(&phone.vault, &before, Some("Lakeside Police")).is_err(),
        "another agency has other rules"
    );
    let mut others = content();
    *others.pointer_mut("/agencies/Lakeside Police/0/text/en").unwrap() =
        json!("This is no concern of Riverton.");
    assert!(accepted(&phone.vault, &limits(&others), AGENCY).is_ok());
}

#[test]
fn what_changed_while_it_was_read_is_not_accepted() {
    let phone = Phone::new();
    let read = screen(&limits(&content()), AGENCY, Language::En).shown;
    let mut newer = content();
    newer["version"] = json!(4);
    assert_eq!(accept(&phone.vault, &limits(&newer), AGENCY, &read, now()), Err(LimitsError::Changed));
    assert!(acceptances(&phone.vault).unwrap().is_empty());
}

#[test]
fn only_the_common_parts_id_and_version_can_leave_the_phone() {
    let phone = Phone::new();
    let limits = limits(&content());
    let given =
        accept(&phone.vault, &limits, AGENCY, &screen(&limits, AGENCY, Language::En).shown, now()).unwrap();
    assert_eq!(given, AcceptedLimits::assumed("invented", 3));
    let sent = peerline_protocol::request::AcceptedLimits::from(given);
    assert_eq!(sent, peerline_protocol::request::AcceptedLimits { id: "invented".into(), version: 3 });
}

#[test]
fn a_locked_vault_lets_nobody_ask_and_says_why() {
    let phone = Phone::new();
    let limits = limits(&content());
    phone.vault.lock();
    let error = accepted(&phone.vault, &limits, AGENCY).unwrap_err();
    assert_eq!((error, error.advice()), (LimitsError::Vault(VaultError::Locked), Advice::Retry));
    assert_eq!(LimitsError::NotAccepted.advice(), Advice::Renew);
}
