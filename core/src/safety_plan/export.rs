//! A plan in a file that a passphrase opens, to be kept elsewhere or taken to another phone.
//!
//! ```text
//! "PLANFILE" 8 | version u16 | memory KiB u32 | passes u32 | lanes u32 | salt 16 | nonce 12
//! sealed        AES-256-GCM( length u32 | plan as JSON | zeros up to 64 KiB, 256 KiB or 1 MiB )
//! tag 16 | SHA-256 of everything before 32
//! ```
//!
//! The key is Argon2id (RFC 9106, version 0x13) of the passphrase; everything before the sealed part is authenticated with it. We
//! write the second recommended choice of RFC 9106 section 4 (64 MiB, 3 passes, 4 lanes). A file that asks for less than 19 MiB and 2
//! passes (OWASP's least, Password Storage Cheat Sheet) or for more than a phone should give is refused before anything is
//! computed. The checksum tells a damaged file from a wrong passphrase; it vouches for nothing.

use super::rules::Plan;
use super::{PlanError, wire};
use crate::random::{Random, draw};
use crate::sensitive::Sensitive;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use icu_normalizer::DecomposingNormalizerBorrowed;
use ring::{aead, digest};
use zeroize::{Zeroize as _, Zeroizing};

/// The fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// The most characters of a passphrase.
pub const LONGEST_PASSPHRASE: usize = 200;

const MAGIC: &[u8; 8] = b"PLANFILE";
const VERSION: u16 = 1;
const HEADER: usize = 8 + 2 + 4 + 4 + 4 + 16 + 12;
const TAG: usize = 16;
const CHECKSUM: usize = 32;
const CLASSES: [usize; 3] = [64 << 10, 256 << 10, 1 << 20];

/// What Argon2id is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
}

/// What we write.
pub(super) const OURS: Cost = Cost { memory_kib: 64 << 10, passes: 3, lanes: 4 };
/// The least that is accepted.
const LEAST: Cost = Cost { memory_kib: 19 << 10, passes: 2, lanes: 1 };
/// The most that is accepted: a file must not take a phone's memory or an hour of its time.
const MOST: Cost = Cost { memory_kib: 256 << 10, passes: 10, lanes: 16 };

impl Cost {
    fn check(self) -> Result<(), PlanError> {
        if self.memory_kib > MOST.memory_kib || self.passes > MOST.passes || self.lanes > MOST.lanes {
            Err(PlanError::AsksTooMuch)
        } else if self.memory_kib < LEAST.memory_kib || self.passes < LEAST.passes || self.lanes < LEAST.lanes
        {
            Err(PlanError::WeakParameters)
        } else {
            Ok(())
        }
    }
}

/// Seals a plan under a passphrase. Takes a moment: Argon2id is made to.
pub(super) fn seal(
    plan: &Plan,
    passphrase: &Sensitive<String>,
    random: &dyn Random,
) -> Result<Vec<u8>, PlanError> {
    let length = passphrase.expose().chars().count();
    if length < SHORTEST_PASSPHRASE {
        return Err(PlanError::PassphraseTooShort { least: SHORTEST_PASSPHRASE });
    }
    seal_at(OURS, plan, passphrase, random)
}

/// [`seal`] at another cost, for the tests of what is refused.
pub(super) fn seal_at(
    cost: Cost,
    plan: &Plan,
    passphrase: &Sensitive<String>,
    random: &dyn Random,
) -> Result<Vec<u8>, PlanError> {
    let json = wire::print(plan);
    let class = CLASSES.into_iter().find(|class| json.expose().len() + 4 <= *class);
    let class = class.ok_or(crate::vault::VaultError::Full)?;
    let salt: [u8; 16] = draw(random).map_err(crate::vault::VaultError::from)?;
    let nonce: [u8; 12] = draw(random).map_err(crate::vault::VaultError::from)?;

    let mut file = Vec::with_capacity(HEADER + class + TAG + CHECKSUM);
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&VERSION.to_be_bytes());
    for number in [cost.memory_kib, cost.passes, cost.lanes] {
        file.extend_from_slice(&number.to_be_bytes());
    }
    file.extend_from_slice(&salt);
    file.extend_from_slice(&nonce);
    let mut sealed = Zeroizing::new(vec![0; class]);
    let length = u32::try_from(json.expose().len()).unwrap_or(u32::MAX);
    sealed[..4].copy_from_slice(&length.to_be_bytes());
    sealed[4..4 + json.expose().len()].copy_from_slice(json.expose());
    let key = key(cost, passphrase, &salt)?;
    let nonce = aead::Nonce::assume_unique_for_key(nonce);
    let tag = key
        .seal_in_place_separate_tag(nonce, aead::Aad::from(&file), &mut sealed)
        .map_err(|_| crate::vault::VaultError::Refused)?;
    file.extend_from_slice(&sealed);
    file.extend_from_slice(tag.as_ref());
    let checksum = digest::digest(&digest::SHA256, &file);
    file.extend_from_slice(checksum.as_ref());
    Ok(file)
}

/// Opens what [`seal`] gave.
///
/// # Errors
/// In this order: [`PlanError::NotAnExport`], [`PlanError::NewerVersion`], [`PlanError::Damaged`], [`PlanError::AsksTooMuch`],
/// [`PlanError::WeakParameters`], [`PlanError::WrongPassphrase`].
pub(super) fn open(file: &[u8], passphrase: &Sensitive<String>) -> Result<Plan, PlanError> {
    if !file.starts_with(MAGIC) {
        return Err(PlanError::NotAnExport);
    }
    let number = |at: usize| {
        let bytes = file.get(at..at + 4).ok_or(PlanError::Damaged)?;
        Ok::<_, PlanError>(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    };
    let version = file.get(8..10).ok_or(PlanError::Damaged)?;
    match u16::from_be_bytes([version[0], version[1]]) {
        VERSION => {}
        0 => return Err(PlanError::Damaged),
        _ => return Err(PlanError::NewerVersion),
    }
    let class = CLASSES.into_iter().find(|class| HEADER + class + TAG + CHECKSUM == file.len());
    let class = class.ok_or(PlanError::Damaged)?;
    let (body, checksum) = file.split_at(file.len() - CHECKSUM);
    if digest::digest(&digest::SHA256, body).as_ref() != checksum {
        return Err(PlanError::Damaged);
    }
    let cost = Cost { memory_kib: number(10)?, passes: number(14)?, lanes: number(18)? };
    cost.check()?;
    let (header, sealed) = body.split_at(HEADER);
    let key = key(cost, passphrase, &header[22..38])?;
    let nonce =
        aead::Nonce::try_assume_unique_for_key(&header[38..HEADER]).map_err(|_| PlanError::Damaged)?;
    let mut sealed = Zeroizing::new(sealed.to_vec());
    let plain = key
        .open_in_place(nonce, aead::Aad::from(header), &mut sealed)
        .map_err(|_| PlanError::WrongPassphrase)?;
    let length = plain[..4].iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
    wire::parse(plain[4..class].get(..length).ok_or(PlanError::Damaged)?)
}

/// The key of a passphrase. Two keyboards may spell one letter in two ways, so the passphrase is brought to one form (NFKD) first.
fn key(cost: Cost, passphrase: &Sensitive<String>, salt: &[u8]) -> Result<aead::LessSafeKey, PlanError> {
    if passphrase.expose().chars().count() > LONGEST_PASSPHRASE {
        return Err(PlanError::TooLong {
            most: LONGEST_PASSPHRASE,
            has: passphrase.expose().chars().count(),
        });
    }
    let normal: Zeroizing<String> =
        Zeroizing::new(DecomposingNormalizerBorrowed::new_nfkd().normalize(passphrase.expose()).into_owned());
    let mut bytes = Zeroizing::new([0; 32]);
    argon2id(cost, normal.as_bytes(), salt, &mut bytes[..])?;
    let key = aead::UnboundKey::new(&aead::AES_256_GCM, &bytes[..]);
    Ok(aead::LessSafeKey::new(key.map_err(|_| crate::vault::VaultError::Refused)?))
}

/// Argon2id with memory that may be refused and is wiped.
pub(super) fn argon2id(cost: Cost, secret: &[u8], salt: &[u8], out: &mut [u8]) -> Result<(), PlanError> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(out.len()))
        .map_err(|_| PlanError::Damaged)?;
    let mut memory: Vec<Block> = Vec::new();
    memory.try_reserve_exact(params.block_count()).map_err(|_| PlanError::AsksTooMuch)?;
    memory.resize(params.block_count(), Block::default());
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        secret,
        salt,
        out,
        &mut memory,
    );
    memory.iter_mut().for_each(Block::zeroize);
    done.map_err(|_| PlanError::Damaged)
}
