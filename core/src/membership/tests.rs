use super::*;
use crate::clock::VirtualClock;
use crate::ids::{PeerId, RelayId};
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use peerline_protocol::pack::{Language, RelayAddress};

fn membership(folder: &std::path::Path) -> Membership {
    let keys = Arc::new(MemoryKeyStore::default());
    let clock = Arc::new(VirtualClock::at(1_795_000_000));
    let vault = |which| {
        let open =
            Open { folder, which, keys: keys.clone(), clock: clock.clone(), random: Arc::new(SystemRandom) };
        Arc::new(Vault::open(open).unwrap().0)
    };
    Membership::new(vault(Which::Officer), vault(Which::Duty), Arc::new(SystemRandom))
}

fn card(pool: u8, bearer: u8, invited: Invited) -> String {
    let relay = RelayAddress { id: RelayId::new([5; 16]), url: "https://relay.example".into(), ca: None };
    let card = Invitation {
        pool: PoolId::new([pool; 16]),
        name: "North Coast Peer Support".into(),
        root: [3; 32],
        bearer: Sensitive::new([bearer; 32]),
        relays: vec![relay],
        language: Language::parse("en").unwrap(),
        invited,
    };
    card.print().unwrap().expose().clone()
}

#[test]
fn a_newer_card_of_the_same_pool_changes_the_bearer() {
    let folder = tempfile::tempdir().unwrap();
    let membership = membership(folder.path());
    membership.join(&card(1, 7, Invited::Member)).unwrap();
    membership.join(&card(1, 8, Invited::Member)).unwrap();
    assert_eq!(membership.member().unwrap().unwrap().bearer, Sensitive::new([8; 32]));
    assert_eq!(membership.pool(), Ok(Some(PoolId::new([1; 16]))));
}

#[test]
fn a_card_of_another_pool_or_for_another_peer_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let membership = membership(folder.path());
    let (me, another) = (PeerId::new([2; 16]), PeerId::new([9; 16]));
    membership.join(&card(1, 7, Invited::Peer(me))).unwrap();
    let key = membership.card_for_the_roster().unwrap().key;
    assert_eq!(membership.join(&card(2, 7, Invited::Member)).err(), Some(MembershipError::AnotherPool));
    assert_eq!(
        membership.join(&card(1, 7, Invited::Peer(another))).err(),
        Some(MembershipError::AnotherPeer)
    );
    assert_eq!(membership.join("PEERLINE1:x").err(), Some(MembershipError::Card(CardError::Damaged)));
    assert_eq!(membership.member().unwrap(), None);
    assert_eq!(membership.card_for_the_roster().unwrap().key, key);
}

#[test]
fn the_peers_key_outlives_a_new_card_and_is_gone_after_leaving() {
    let folder = tempfile::tempdir().unwrap();
    let membership = membership(folder.path());
    let me = PeerId::new([2; 16]);
    membership.join(&card(1, 7, Invited::Peer(me))).unwrap();
    let first = membership.card_for_the_roster().unwrap();
    membership.join(&card(1, 8, Invited::Peer(me))).unwrap();
    assert_eq!(membership.card_for_the_roster().unwrap(), first);
    membership.leave().unwrap();
    assert_eq!(membership.card_for_the_roster().err(), Some(MembershipError::NoCard));
    membership.join(&card(1, 8, Invited::Peer(me))).unwrap();
    assert_ne!(membership.card_for_the_roster().unwrap().key, first.key);
}
