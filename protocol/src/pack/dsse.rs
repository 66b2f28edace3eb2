//! Envelopes: bytes, what kind they are, and Ed25519 signatures over both (DSSE 1.0.2).

use super::Refusal;
use super::root::Keys;
use super::words::{read_json, write_json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest envelope that anybody reads, in bytes.
pub const LONGEST_ENVELOPE: usize = 512 << 10;

/// The most signatures that an envelope may carry.
pub const MOST_SIGNATURES: usize = 16;

/// Bytes of a named kind, with the signatures made over exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    payload_type: String,
    payload: Vec<u8>,
    signatures: Vec<Signature>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    key_id: String,
    bytes: Vec<u8>,
}

impl Envelope {
    /// An envelope that nobody has signed yet.
    pub fn unsigned(payload_type: &str, payload: Vec<u8>) -> Self {
        Self { payload_type: payload_type.to_owned(), payload, signatures: Vec::new() }
    }

    /// Reads the JSON form. Says nothing about who signed.
    ///
    /// # Errors
    /// `TooLarge` above [`LONGEST_ENVELOPE`] or [`MOST_SIGNATURES`]; `Malformed`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > LONGEST_ENVELOPE {
            return Err(Refusal::TooLarge);
        }
        let wire: EnvelopeWire = read_json(bytes)?;
        if wire.signatures.len() > MOST_SIGNATURES {
            return Err(Refusal::TooLarge);
        }
        let signatures = wire
            .signatures
            .into_iter()
            .map(|signature| Ok(Signature { key_id: signature.keyid, bytes: decode(&signature.sig)? }))
            .collect::<Result<_, Refusal>>()?;
        Ok(Self { payload_type: wire.payload_type, payload: decode(&wire.payload)?, signatures })
    }

    /// The JSON form.
    pub fn to_json(&self) -> Vec<u8> {
        write_json(&EnvelopeWire {
            payload: STANDARD.encode(&self.payload),
            payload_type: self.payload_type.clone(),
            signatures: self
                .signatures
                .iter()
                .map(|signature| SignatureWire {
                    keyid: signature.key_id.clone(),
                    sig: STANDARD.encode(&signature.bytes),
                })
                .collect(),
        })
    }

    /// Adds a signature. The same key signing again replaces what it signed before under the same name.
    pub fn sign(&mut self, key_id: &str, key: &Ed25519KeyPair) {
        let bytes = key.sign(&pae(&self.payload_type, &self.payload)).as_ref().to_vec();
        self.signatures.retain(|signature| signature.key_id != key_id || signature.bytes != bytes);
        self.signatures.push(Signature { key_id: key_id.to_owned(), bytes });
    }

    /// The kind that the signatures cover.
    pub fn payload_type(&self) -> &str {
        &self.payload_type
    }

    /// The exact bytes that were signed. They are nobody's word until the signatures were checked.
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// How many signatures it carries, good or bad.
    pub fn signature_count(&self) -> usize {
        self.signatures.len()
    }

    /// The payload, if it is of this kind.
    pub(super) fn payload_of(&self, payload_type: &str) -> Result<&[u8], Refusal> {
        if self.payload_type == payload_type { Ok(&self.payload) } else { Err(Refusal::WrongType) }
    }

    /// Those of these keys that signed. Other signatures are passed over: a root carries those of the people before it, who are not named in it.
    pub(super) fn signers_among(&self, keys: &Keys) -> BTreeSet<[u8; 32]> {
        let message = pae(&self.payload_type, &self.payload);
        self.signatures
            .iter()
            .filter_map(|signature| Some((keys.get(&signature.key_id)?, signature)))
            .filter(|(key, signature)| holds(key, &message, &signature.bytes))
            .map(|(key, _)| *key)
            .collect()
    }

    /// The different public keys that signed, every signature checked. A key counts once however many names or signatures it has.
    ///
    /// # Errors
    /// `UnknownKey` if a signature names a key that is in none of the sets; `Altered` if a signature does not hold.
    pub(super) fn signers(&self, sets: &[&Keys]) -> Result<BTreeSet<[u8; 32]>, Refusal> {
        let message = pae(&self.payload_type, &self.payload);
        self.signatures
            .iter()
            .map(|signature| {
                let named: Vec<_> = sets.iter().filter_map(|keys| keys.get(&signature.key_id)).collect();
                if named.is_empty() {
                    return Err(Refusal::UnknownKey);
                }
                named
                    .iter()
                    .find(|key| holds(key, &message, &signature.bytes))
                    .map(|key| **key)
                    .ok_or(Refusal::Altered)
            })
            .collect()
    }
}

/// A private key from its PKCS#8 bytes, as `peerline keys new` writes them.
///
/// # Errors
/// [`BadKey`] if they are not an Ed25519 key.
pub fn key_from_pkcs8(bytes: &[u8]) -> Result<Ed25519KeyPair, BadKey> {
    Ed25519KeyPair::from_pkcs8(bytes).map_err(|_| BadKey)
}

/// These bytes are not a private Ed25519 key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a private Ed25519 key")]
pub struct BadKey;

/// What is signed: the kind and the bytes, each with its length (pre-authentication encoding of DSSE 1.0.2).
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

fn holds(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok()
}

fn decode(text: &str) -> Result<Vec<u8>, Refusal> {
    STANDARD.decode(text).map_err(|_| Refusal::Malformed)
}

#[derive(Serialize, Deserialize)]
struct EnvelopeWire {
    #[serde(rename = "payloadType")]
    payload_type: String,
    payload: String,
    signatures: Vec<SignatureWire>,
}

#[derive(Serialize, Deserialize)]
struct SignatureWire {
    keyid: String,
    sig: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_of_the_encoding_holds() {
        // The example of the DSSE protocol page, version 1.0.2.
        assert_eq!(
            pae("http://example.com/HelloWorld", b"hello world"),
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
        );
    }

    #[test]
    fn an_envelope_is_read_back_from_its_json() {
        let mut envelope = Envelope::unsigned("kind", b"bytes".to_vec());
        let key = Ed25519KeyPair::from_seed_unchecked(&[1; 32]).unwrap();
        envelope.sign("one", &key);
        envelope.sign("one", &key);
        assert_eq!(envelope.signature_count(), 1);
        assert_eq!(Envelope::parse(&envelope.to_json()), Ok(envelope));
    }

    #[test]
    fn too_many_signatures_and_too_many_bytes_are_too_large() {
        let one = r#"{"keyid":"a","sig":""}"#;
        let many = vec![one; MOST_SIGNATURES + 1].join(",");
        let json = format!(r#"{{"payloadType":"t","payload":"","signatures":[{many}]}}"#);
        assert_eq!(Envelope::parse(json.as_bytes()), Err(Refusal::TooLarge));
        assert_eq!(Envelope::parse(&vec![b' '; LONGEST_ENVELOPE + 1]), Err(Refusal::TooLarge));
    }
}
