//! The curve P-256 for TLS, from RustCrypto's `p256` instead of ring: a server's signature, and an exchange of keys with servers that
//! speak no other curve.
//!
//! ring multiplies with a table of 150 kB, which does not pack: a twentieth of what an officer downloads. Only what everybody can
//! see is verified here, and a key of the exchange is used once. The tests hold it against ring and Project Wycheproof's vectors.

use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::ecdh::diffie_hellman;
use p256::{PublicKey, Sec1Point, SecretKey};
use ring::digest::{self, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use rustls::crypto::{ActiveKeyExchange, GetRandomFailed, SharedSecret, SupportedKxGroup};
use rustls::pki_types::{AlgorithmIdentifier, InvalidSignature, SignatureVerificationAlgorithm, alg_id};
use rustls::{Error, NamedGroup, PeerMisbehaved};
use zeroize::Zeroizing;

/// ECDSA with SHA-256 (FIPS 186-5, section 6.4; signatures as RFC 3279, section 2.2.3 writes them).
pub(super) const WITH_SHA256: &dyn SignatureVerificationAlgorithm =
    &Ecdsa { named: alg_id::ECDSA_SHA256, hash: &digest::SHA256 };

/// ECDSA with SHA-384, of which the curve takes the first 256 bits.
pub(super) const WITH_SHA384: &dyn SignatureVerificationAlgorithm =
    &Ecdsa { named: alg_id::ECDSA_SHA384, hash: &digest::SHA384 };

/// Ephemeral Diffie-Hellman, `secp256r1` (RFC 8446, section 4.2.8.2).
pub(super) const EXCHANGE: &dyn SupportedKxGroup = &Exchange;

#[derive(Debug)]
struct Ecdsa {
    named: AlgorithmIdentifier,
    hash: &'static digest::Algorithm,
}

impl SignatureVerificationAlgorithm for Ecdsa {
    fn verify_signature(&self, key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), InvalidSignature> {
        let key = uncompressed(key).map(VerifyingKey::from).ok_or(InvalidSignature)?;
        let signature = Signature::from_der(signature).map_err(|_| InvalidSignature)?;
        let hash = digest(self.hash, message);
        key.verify_prehash(hash.as_ref(), &signature).map_err(|_| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::ECDSA_P256
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        self.named
    }
}

#[derive(Debug)]
struct Exchange;

impl SupportedKxGroup for Exchange {
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        // All but one in four thousand million draws are below the order of the curve.
        for _ in 0..4 {
            SystemRandom::new().fill(&mut *bytes).map_err(|_| GetRandomFailed)?;
            if let Ok(secret) = SecretKey::from_slice(&*bytes) {
                let public = Sec1Point::from(secret.public_key());
                return Ok(Box::new(Started { secret, public }));
            }
        }
        Err(GetRandomFailed.into())
    }

    fn name(&self) -> NamedGroup {
        NamedGroup::secp256r1
    }
}

/// Our half of an exchange; the secret is wiped when it is dropped.
struct Started {
    secret: SecretKey,
    public: Sec1Point,
}

impl ActiveKeyExchange for Started {
    fn complete(self: Box<Self>, theirs: &[u8]) -> Result<SharedSecret, Error> {
        let theirs = uncompressed(theirs).ok_or(PeerMisbehaved::InvalidKeyShare)?;
        let shared = diffie_hellman(self.secret.to_nonzero_scalar(), theirs.as_affine());
        Ok(SharedSecret::from(shared.raw_secret_bytes().as_slice()))
    }

    fn pub_key(&self) -> &[u8] {
        self.public.as_bytes()
    }

    fn group(&self) -> NamedGroup {
        NamedGroup::secp256r1
    }
}

/// A point on the curve as TLS and its certificates write one: whole, and no other way (RFC 8446, section 4.2.8.2; RFC 5480,
/// section 2.2 lets certificates write half of one, which ring refuses, too).
fn uncompressed(bytes: &[u8]) -> Option<PublicKey> {
    if bytes.len() != 65 || bytes[0] != 4 {
        return None;
    }
    PublicKey::from_sec1_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::hazmat::PrehashSigner as _;
    use proptest::prelude::*;
    use webpki::ring as known;
    use wycheproof::TestResult;
    use wycheproof::{ecdh, ecdsa};

    #[test]
    fn signatures_are_judged_as_project_wycheproof_says() {
        let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256).unwrap();
        let mut judged = 0;
        for group in set.test_groups {
            for test in group.tests {
                let given = WITH_SHA256.verify_signature(&group.key.key, &test.msg, &test.sig);
                let valid = test.result == TestResult::Valid;
                assert_eq!(given.is_ok(), valid, "{}: {}", test.tc_id, test.comment);
                judged += 1;
            }
        }
        assert!(judged > 400, "{judged}");
    }

    #[test]
    fn an_exchange_ends_as_project_wycheproof_says() {
        let set = ecdh::TestSet::load(ecdh::TestName::EcdhSecp256r1Ecpoint).unwrap();
        let mut judged = 0;
        for group in set.test_groups {
            for test in group.tests {
                let secret = SecretKey::from_slice(&last_32(&test.private_key)).unwrap();
                let public = Sec1Point::from(secret.public_key());
                let given = Box::new(Started { secret, public }).complete(&test.public_key);
                // TLS knows no point that is written by half, which others may accept.
                let valid = test.result == TestResult::Valid;
                assert_eq!(given.is_ok(), valid, "{}: {}", test.tc_id, test.comment);
                if let Ok(shared) = given {
                    assert_eq!(shared.secret_bytes(), &test.shared_secret[..], "{}", test.tc_id);
                }
                judged += 1;
            }
        }
        assert!(judged > 200, "{judged}");
    }

    /// A number as ASN.1 writes it, with a zero before it or without those that it begins with.
    fn last_32(number: &[u8]) -> [u8; 32] {
        let mut whole = [0; 32];
        for (to, from) in whole.iter_mut().rev().zip(number.iter().rev()) {
            *to = *from;
        }
        whole
    }

    #[test]
    fn both_sides_of_an_exchange_come_to_the_same_with_ring_on_the_other() {
        for _ in 0..20 {
            let ours = EXCHANGE.start().unwrap();
            let theirs =
                rustls::crypto::ring::kx_group::SECP256R1.start_and_complete(ours.pub_key()).unwrap();
            let shared = ours.complete(&theirs.pub_key).unwrap();
            assert_eq!(shared.secret_bytes(), theirs.secret.secret_bytes());
        }
    }

    proptest! {
        /// Good signatures, and any that one bit was turned over in, somewhere: in the key, the message or the signature.
        #[test]
        fn ring_judges_every_signature_the_same(
            secret in any::<[u8; 32]>().prop_filter_map("no key", |bytes| SigningKey::from_slice(&bytes).ok()),
            mut message in prop::collection::vec(any::<u8>(), 1..200),
            long in any::<bool>(),
            turned in prop::option::of((0..3usize, any::<prop::sample::Index>(), 0..8u8)),
        ) {
            let (ours, rings, hash) = match long {
                false => (WITH_SHA256, known::ECDSA_P256_SHA256, &digest::SHA256),
                true => (WITH_SHA384, known::ECDSA_P256_SHA384, &digest::SHA384),
            };
            let signature: Signature = secret.sign_prehash(digest(hash, &message).as_ref()).unwrap();
            let mut signature = signature.to_der().as_bytes().to_vec();
            let mut key = Sec1Point::from(secret.verifying_key()).as_bytes().to_vec();
            if let Some((which, place, bit)) = turned {
                let bytes = [&mut key, &mut message, &mut signature].into_iter().nth(which).unwrap();
                let place = place.index(bytes.len());
                bytes[place] ^= 1 << bit;
            }
            let given = ours.verify_signature(&key, &message, &signature).is_ok();
            prop_assert_eq!(given, rings.verify_signature(&key, &message, &signature).is_ok());
            prop_assert_eq!(given, turned.is_none());
        }
    }

    #[test]
    fn what_it_says_of_itself_is_what_ring_says() {
        for (ours, rings) in
            [(WITH_SHA256, known::ECDSA_P256_SHA256), (WITH_SHA384, known::ECDSA_P256_SHA384)]
        {
            assert_eq!(ours.public_key_alg_id(), rings.public_key_alg_id());
            assert_eq!(ours.signature_alg_id(), rings.signature_alg_id());
        }
    }
}
