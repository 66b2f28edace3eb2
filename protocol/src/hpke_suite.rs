//! The one HPKE suite (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305, base and PSK mode.

use crate::random::{Lent, NoRandomness, Random, draw};
use crate::sensitive::Sensitive;
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, PskBundle, Serializable};
use zeroize::Zeroizing;

type Kem = hpke::kem::X25519HkdfSha256;
type Kdf = hpke::kdf::HkdfSha256;
type Aead = hpke::aead::ChaCha20Poly1305;
type Sender = hpke::aead::AeadCtxS<Aead, Kdf, Kem>;
type Receiver = hpke::aead::AeadCtxR<Aead, Kdf, Kem>;

/// The public half of an X25519 key, 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// A key as it came over the wire; whether it is a usable point shows when something is sealed to it.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PublicKey")
    }
}

/// The private half of an X25519 key: daily key, reply key or message key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey(Sensitive<[u8; 32]>);

impl PrivateKey {
    /// A key read back from the vault.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Sensitive::new(bytes))
    }

    /// A fresh key from 32 random bytes (RFC 9180 `DeriveKeyPair`).
    pub fn generate(random: &dyn Random) -> Result<Self, NoRandomness> {
        let seed = Zeroizing::new(draw::<32>(random)?);
        let (private, _) = Kem::derive_keypair(&seed[..]);
        let mut bytes = Sensitive::new([0; 32]);
        bytes.expose_mut().copy_from_slice(&private.to_bytes());
        Ok(Self(bytes))
    }

    /// The half that may be published.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        if let Some(private) = self.parsed() {
            bytes.copy_from_slice(&Kem::sk_to_pk(&private).to_bytes());
        }
        PublicKey(bytes)
    }

    /// The 32 bytes, for the vault only.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    fn parsed(&self) -> Option<<Kem as hpke::Kem>::PrivateKey> {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(self.0.expose()).ok()
    }
}

/// Why something could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The recipient's key is not a usable X25519 key.
    #[error("a recipient's key cannot be used")]
    BadKey,
    /// The content is larger than the one size that everything has.
    #[error("the content does not fit its fixed size")]
    TooLong,
    /// Nobody to seal to, more than a round holds, or somebody twice.
    #[error("the recipients do not fit the rounds")]
    Recipients,
}

/// What a context can export besides sealing one message.
pub(crate) enum Exporter {
    Sender(Box<Sender>),
    Receiver(Box<Receiver>),
}

impl Exporter {
    pub(crate) fn secret(&self, label: &[u8]) -> Sensitive<[u8; 32]> {
        let mut secret = Sensitive::new([0; 32]);
        // Exporting fails only for more than 255 hash lengths; 32 bytes never are.
        let _ = match self {
            Self::Sender(context) => context.export(label, secret.expose_mut()),
            Self::Receiver(context) => context.export(label, secret.expose_mut()),
        };
        secret
    }
}

/// The pre-shared key of PSK mode and its public name.
pub(crate) struct Psk<'a> {
    pub(crate) key: &'a [u8; 32],
    pub(crate) id: &'a [u8],
}

/// Seals `plain` with empty AAD: `enc 32 | ciphertext | tag 16`.
pub(crate) fn seal(
    to: &PublicKey,
    psk: Option<Psk<'_>>,
    info: &[u8],
    plain: &[u8],
    random: &dyn Random,
) -> Result<(Vec<u8>, Exporter), SealError> {
    let to = <Kem as hpke::Kem>::PublicKey::from_bytes(&to.0).map_err(|_| SealError::BadKey)?;
    let mode = match &psk {
        None => OpModeS::Base,
        Some(psk) => OpModeS::Psk(PskBundle::new(psk.key, psk.id).map_err(|_| SealError::BadKey)?),
    };
    let mut lent = Lent::new(random);
    let sent = hpke::setup_sender_with_rng::<Aead, Kdf, Kem>(&mode, &to, info, &mut lent);
    lent.check()?;
    let (enc, mut context) = sent.map_err(|_| SealError::BadKey)?;
    let sealed = context.seal(plain, &[]).map_err(|_| SealError::TooLong)?;
    Ok(([&enc.to_bytes()[..], &sealed].concat(), Exporter::Sender(Box::new(context))))
}

/// Opens what [`seal`] gave, or nothing.
pub(crate) fn open(
    key: &PrivateKey,
    psk: Option<Psk<'_>>,
    info: &[u8],
    sealed: &[u8],
) -> Option<(Zeroizing<Vec<u8>>, Exporter)> {
    let (enc, sealed) = sealed.split_at_checked(32)?;
    let enc = <Kem as hpke::Kem>::EncappedKey::from_bytes(enc).ok()?;
    let mode = match &psk {
        None => OpModeR::Base,
        Some(psk) => OpModeR::Psk(PskBundle::new(psk.key, psk.id).ok()?),
    };
    let mut context = hpke::setup_receiver::<Aead, Kdf, Kem>(&mode, &key.parsed()?, &enc, info).ok()?;
    let plain = Zeroizing::new(context.open(sealed, &[]).ok()?);
    Some((plain, Exporter::Receiver(Box::new(context))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Repeating;

    #[test]
    fn a_low_order_key_is_refused() {
        let sealed = seal(&PublicKey::new([0; 32]), None, b"", b"x", &Repeating::new([1; 32]));
        assert_eq!(sealed.err(), Some(SealError::BadKey));
    }

    #[test]
    fn only_the_same_psk_opens() {
        let random = Repeating::new([2; 32]);
        let key = PrivateKey::generate(&random).unwrap();
        let psk = |key| Some(Psk { key, id: b"id" });
        let (sealed, _) = seal(&key.public(), psk(&[1; 32]), b"info", b"x", &random).unwrap();
        assert_eq!(open(&key, psk(&[1; 32]), b"info", &sealed).unwrap().0.as_slice(), b"x");
        assert!(open(&key, psk(&[2; 32]), b"info", &sealed).is_none());
        assert!(open(&key, None, b"info", &sealed).is_none());
        assert!(open(&key, psk(&[1; 32]), b"other", &sealed).is_none());
    }
}
