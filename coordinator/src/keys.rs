//! Signing keys: made on the machine of the person who signs, and never leaving it.

use crate::error::Error;
use crate::files;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use peerline_protocol::ids::{decode_fixed, encode};
use peerline_protocol::pack::dsse::key_from_pkcs8;
use peerline_protocol::sensitive::Sensitive;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----\n";
const END: &str = "\n-----END PRIVATE KEY-----\n";

/// A new key pair's two files.
#[derive(Debug, PartialEq, Eq)]
pub struct NewKey {
    /// `WHO.key`: PKCS#8 in PEM, readable by its owner only.
    pub private: PathBuf,
    /// `WHO.pub.json`: what a root needs to know.
    pub public: PathBuf,
}

/// Makes a key pair for `who` (1 to 40 small letters, digits and `-`) in a folder that is made if need be.
///
/// # Errors
/// `Exists` if there is a key of that name: a key is never overwritten.
pub fn new(folder: &Path, who: &str) -> Result<NewKey, Error> {
    if !is_name(who) {
        return Err(Error::BadName);
    }
    let (private, public) = (folder.join(format!("{who}.key")), folder.join(format!("{who}.pub.json")));
    if let Some(there) = [&private, &public].into_iter().find(|file| file.exists()) {
        return Err(Error::Exists(there.clone()));
    }
    let pkcs8 =
        Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).map_err(|_| Error::NoRandomness)?;
    let pair = key_from_pkcs8(pkcs8.as_ref()).map_err(|_| Error::NoRandomness)?;
    files::folder(folder)?;
    let pem = Sensitive::new(format!(
        "peerline signing key of {who}\n{BEGIN}{}{END}",
        STANDARD.encode(pkcs8.as_ref())
    ));
    files::create_secret(&private, pem.expose().as_bytes())?;
    let wire = PublicKeyWire { name: who.to_owned(), ed25519: encode(pair.public_key().as_ref()) };
    let json = serde_json::to_vec_pretty(&wire).unwrap_or_default();
    files::create(&public, &json)?;
    Ok(NewKey { private, public })
}

/// A private key and whose it is.
pub struct SigningKey {
    /// The name that it was made for.
    pub name: String,
    /// The key pair.
    pub pair: Ed25519KeyPair,
}

impl SigningKey {
    /// Its public half.
    pub fn public(&self) -> [u8; 32] {
        let mut key = [0; 32];
        key.copy_from_slice(self.pair.public_key().as_ref());
        key
    }
}

/// Reads a private key file.
///
/// # Errors
/// `NotAKey` for anything that `keys new` did not write.
pub fn read_private(file: &Path) -> Result<SigningKey, Error> {
    let not_a_key = || Error::NotAKey(file.to_owned());
    let text = Sensitive::new(String::from_utf8(files::read(file)?).map_err(|_| not_a_key())?);
    let (head, rest) = text.expose().split_once(BEGIN).ok_or_else(not_a_key)?;
    let body = rest.strip_suffix(END).ok_or_else(not_a_key)?;
    let name = head
        .trim()
        .strip_prefix("peerline signing key of ")
        .filter(|name| is_name(name))
        .ok_or_else(not_a_key)?;
    let pkcs8 = Sensitive::new(STANDARD.decode(body).map_err(|_| not_a_key())?);
    let pair = key_from_pkcs8(pkcs8.expose()).map_err(|_| not_a_key())?;
    Ok(SigningKey { name: name.to_owned(), pair })
}

/// Reads a public key file: the name and the key.
///
/// # Errors
/// The line and the reason.
pub fn read_public(file: &Path) -> Result<(String, [u8; 32]), Error> {
    let fault =
        |line| Error::Faulty(vec![crate::Fault::new(file, line, "not a public key file of peerline")]);
    let wire: PublicKeyWire =
        serde_json::from_slice(&files::read(file)?).map_err(|error| fault(error.line()))?;
    let key = decode_fixed(&wire.ed25519).map_err(|_| fault(0))?;
    if is_name(&wire.name) { Ok((wire.name, key)) } else { Err(fault(0)) }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PublicKeyWire {
    name: String,
    ed25519: String,
}

pub(crate) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=40).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-')
}
