//! The pool's signed files: served as they are, replaced only by better ones.

use crate::contract::phone;
use crate::stand::{Answer, Asked, BOARD, Call, MEMBER, Packs, Phone, START, Stand, board, config};
use peerline_protocol::call::Reason;
use peerline_protocol::ids::{Minute, encode};
use peerline_protocol::pack::sha256;
use peerline_relay::packs::PacksError;
use peerline_relay::{Limits, Relay, StartError};

const NOW: Minute = Minute((START / 60) as u32);

fn manifest() -> Call {
    Call::get("/v1/manifest")
}

async fn file(phone: &Phone, name: &str) -> Answer {
    phone.call(Call::get(format!("/v1/packs/{name}"))).await
}

#[tokio::test]
async fn the_manifest_and_what_it_lists_are_served_and_nothing_else() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let answer = phone.call(manifest()).await;
    let on_disk = std::fs::read(stand.folder.path().join("packs/manifest.json")).unwrap();
    assert_eq!(answer.body, on_disk);
    let known =
        phone.call(manifest().header("if-none-match", format!("\"x\", {}", answer.header("etag")))).await;
    assert_eq!((known.status, known.body.len()), (304, 0));

    let mut packs = Packs::new(NOW);
    packs.write(stand.folder.path());
    for target in &packs.manifest.targets {
        let answer = file(&phone, &target.file.path()).await;
        assert_eq!(sha256(&answer.body), target.file.sha256);
        assert!(answer.header("cache-control").contains("immutable"));
    }
    std::fs::write(stand.folder.path().join("packs").join(encode(&sha256(b"not listed"))), b"not listed")
        .unwrap();
    let unlisted = encode(&sha256(b"not listed"));
    for name in [&unlisted, "manifest.json", "..%2Froot.json", "%2e%2e%2froot.json", "x"] {
        assert_eq!(file(&phone, name).await.outcome(), (404, Some(Reason::NotFound)), "{name}");
    }
}

#[tokio::test]
async fn newer_packs_come_into_force_without_a_restart_and_a_changed_bearer_counts_at_once() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let old_policy = {
        let mut packs = Packs::new(NOW);
        packs.write(stand.folder.path());
        packs.manifest.targets[0].file.path()
    };
    assert_eq!(phone.call(Asked(1).submit()).await.status, 201);
    let mut packs = Packs::new(NOW);
    packs.write(stand.folder.path());
    let mut packs = packs.next();
    packs.policy.member_bearers = vec![sha256(&[0x33; 32])];
    packs.policy.ladder = [60, 60, 60].map(std::time::Duration::from_secs);
    packs.write(stand.folder.path());
    stand.handle.reread_packs();
    assert_eq!(phone.call(Asked(2).submit()).await.outcome(), (401, Some(Reason::NotAdmitted)));
    let mut call = Asked(2).submit();
    call.headers.clear();
    let answer = phone.call(call.with(&[0x33; 32])).await;
    assert_eq!((answer.status, answer.read::<serde_json::Value>()["left_s"].as_u64()), (201, Some(180)));
    assert_eq!(file(&phone, &old_policy).await.status, 200, "for phones in the middle of a download");
    let left = phone.call(board("", 0)).await.read::<peerline_protocol::call::Board>();
    assert_eq!(left.entries.len(), 2, "what was open stays open on its own ladder");
}

#[tokio::test]
async fn packs_that_are_not_right_are_refused_and_the_old_ones_stay() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let before = phone.call(manifest()).await.body;
    let folder = stand.folder.path();
    let next = || {
        let mut first = Packs::new(NOW);
        first.write(folder);
        first.next()
    };
    type Fault<'a> = (&'static str, Box<dyn Fn() + 'a>);
    let spoil = |with: fn(&mut Vec<u8>)| {
        let path = folder.join("packs/manifest.json");
        let mut bytes = std::fs::read(&path).unwrap();
        with(&mut bytes);
        std::fs::write(path, bytes).unwrap();
    };
    let faults: Vec<Fault<'_>> = vec![
        ("signed by one", Box::new(|| next().write_signed_by(folder, &["team"]))),
        ("signed by a stranger", Box::new(|| next().write_signed_by(folder, &["team", "stranger"]))),
        (
            "expired",
            Box::new(|| {
                let mut packs = next();
                packs.manifest.issued = Minute(NOW.0 - 100);
                packs.manifest.expires = NOW;
                packs.write(folder);
            }),
        ),
        (
            "not following on the one before",
            Box::new(|| {
                let mut packs = next();
                packs.manifest.prev_sha256 = Some([0; 32]);
                packs.write(folder);
            }),
        ),
        (
            "without this relay",
            Box::new(|| {
                let mut packs = next();
                let another = packs.policy.relays[0].clone();
                packs.policy.relays.push(peerline_protocol::pack::RelayAddress {
                    id: peerline_protocol::ids::RelayId::new([1; 16]),
                    ..another
                });
                packs.write(folder);
            }),
        ),
        (
            "cut off",
            Box::new(|| {
                next().write(folder);
                spoil(|bytes| bytes.truncate(100));
            }),
        ),
        (
            "with a file that is another",
            Box::new(|| {
                let mut packs = next();
                packs.policy.min_pool = 77;
                packs.write(folder);
                let path = folder.join("packs").join(packs.manifest.targets[0].file.path());
                std::fs::write(path, packs.policy.to_json().to_ascii_uppercase()).unwrap();
            }),
        ),
        (
            "with a file missing",
            Box::new(|| {
                let mut packs = next();
                packs.policy.min_pool = 78;
                packs.write(folder);
                std::fs::remove_file(folder.join("packs").join(packs.manifest.targets[0].file.path()))
                    .unwrap();
            }),
        ),
        ("gone", Box::new(|| std::fs::remove_file(folder.join("packs/manifest.json")).unwrap())),
    ];
    for (about, fault) in faults {
        fault();
        stand.handle.reread_packs();
        assert_eq!(phone.call(manifest()).await.body, before, "{about}");
        assert_eq!(phone.call(board("", 0)).await.status, 200, "{about}");
    }
    let mut good = next();
    good.policy.min_pool = 79;
    good.write(folder);
    stand.handle.reread_packs();
    assert_ne!(phone.call(manifest()).await.body, before, "good ones are still taken after all that");
    Packs::new(NOW).write(folder);
    stand.handle.reread_packs();
    assert_ne!(phone.call(manifest()).await.body, before, "and none is rolled back");
}

#[tokio::test]
async fn files_that_arrive_after_their_manifest_are_waited_for() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let mut packs = Packs::new(NOW);
    packs.write(stand.folder.path());
    let mut packs = packs.next();
    packs.policy.min_pool = 50;
    packs.write(stand.folder.path());
    let name = packs.manifest.targets[0].file.path();
    let late = stand.folder.path().join("packs").join(&name);
    let bytes = std::fs::read(&late).unwrap();
    std::fs::remove_file(&late).unwrap();
    stand.handle.reread_packs();
    assert_eq!(file(&phone, &name).await.status, 404);
    std::fs::write(&late, bytes).unwrap();
    stand.handle.reread_packs();
    assert_eq!(file(&phone, &name).await.status, 200);
}

#[tokio::test]
async fn a_relay_does_not_start_on_packs_that_are_not_right() {
    let folder = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(peerline_relay::clock::StandingClock::at(START));
    let open = || Relay::open(config(folder.path(), clock.clone(), Limits::default()));
    let why = |opened: Result<Relay, StartError>| match opened.err() {
        Some(StartError::Packs(why)) => why,
        _ => panic!("refused because of the packs"),
    };
    assert_eq!(why(open()), PacksError::NoRoot);
    Packs::write_root(folder.path(), NOW);
    assert_eq!(why(open()), PacksError::Missing);
    Packs::new(NOW).write_signed_by(folder.path(), &["union"]);
    assert_eq!(why(open()), PacksError::Refused(peerline_protocol::pack::Refusal::BelowThreshold));
    Packs::new(NOW).write(folder.path());
    assert!(open().is_ok());
}

#[tokio::test]
async fn where_tokens_are_live_this_version_takes_no_request() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let mut packs = Packs::new(NOW);
    packs.write(stand.folder.path());
    let mut packs = packs.next();
    packs.policy.tokens = peerline_protocol::pack::policy::Tokens { live: true, keys: vec![vec![1]] };
    packs.write(stand.folder.path());
    stand.handle.reread_packs();
    assert_eq!(phone.call(Asked(1).submit()).await.outcome(), (422, Some(Reason::KindRefused)));
}

#[tokio::test]
async fn each_bearer_opens_its_own_doors_only() {
    let stand = Stand::start().await;
    let phone = phone(&stand);
    let with = |mut call: Call, secret: &[u8; 32]| {
        call.headers.clear();
        call.with(secret)
    };
    for (call, right) in [(Asked(1).submit(), MEMBER), (board("", 0), BOARD), (Asked(1).claim(0), BOARD)] {
        for wrong in [MEMBER, BOARD, [0; 32], Asked(1).owner()].into_iter().filter(|secret| *secret != right)
        {
            let answer = phone.call(with(call.clone(), &wrong)).await;
            assert_eq!(answer.outcome(), (401, Some(Reason::NotAdmitted)));
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
        for odd in
            ["", "Bearer", "Bearer x", "Basic eDp4", "bearer", &format!("Bearer {} ", encode(&right))[1..]]
        {
            let mut call = call.clone();
            call.headers = vec![("authorization", odd.to_owned())];
            assert_eq!(phone.call(call).await.outcome(), (401, Some(Reason::NotAdmitted)), "{odd}");
        }
        assert!(matches!(phone.call(with(call, &right)).await.status, 200 | 201));
    }
}
