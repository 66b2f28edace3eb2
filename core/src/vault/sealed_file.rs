//! One sealed file: a fixed size, nothing readable in it, replaced as a whole or not at all.
//!
//! The vault's two files, the plan's copy and the pack cache are written like this. The file's length is one of a few size classes, so it says
//! nothing about what is inside; any changed, missing or added byte makes it unreadable as a whole, never in part.
//!
//! ```text
//! header 1024   magic "PEERLN01" 8 | format version u16 | label length u16 | label, zeros up to 980 | salt 32
//! sealed        AES-256-GCM( generation u64 | length u64 | content | zeros up to the size class )
//! tag 16        key = HKDF-SHA-256(salt, data key, "peerline/1 sealed file"), nonce 0, additional data = header
//! ```
//!
//! Salt and thus key are new each time a file is written, which is why the nonce may stand still. The label is readable by
//! anybody who has the file and is vouched for by the tag: it carries what is needed to get the data key, i.e. the wrapped key.

use crate::random::{NoRandomness, Random, draw};
use crate::sensitive::Sensitive;
use ring::{aead, hkdf};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use zeroize::{Zeroize as _, Zeroizing};

/// The sizes that content is padded to: 1, 4 and 16 MiB, 16 bytes of which are used for generation and length.
pub const CLASSES: [usize; 3] = [1 << 20, 4 << 20, 16 << 20];

/// The longest label in bytes.
pub const LABEL_MAX: usize = HEADER - 8 - 2 - 2 - SALT;

const MAGIC: &[u8; 8] = b"PEERLN01";
const FORMAT: u16 = 1;
const HEADER: usize = 1024;
const SALT: usize = 32;
const PREFACE: usize = 16;
const TAG: usize = 16;

/// Why a file could not be sealed, opened, read or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedFileError {
    /// The content does not fit into the largest size class.
    #[error("more than a sealed file can hold")]
    TooLarge,
    /// Something in the file was changed, cut off or added, or it was sealed under another key.
    #[error("the sealed file is damaged")]
    Damaged,
    /// A newer version of the app wrote it.
    #[error("the sealed file was written by a newer version")]
    NewerVersion,
    /// There is no room left on the phone. The file of before is intact.
    #[error("there is no room left on the phone")]
    DiskFull,
    /// The phone does not let the file be read or written while it is locked.
    #[error("the file cannot be reached while the phone is locked")]
    Locked,
    /// The phone's storage failed otherwise.
    #[error("the phone's storage failed")]
    Storage,
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

/// The key that a sealed file's own keys are derived from. It is wiped when dropped and prints nothing of itself.
#[derive(Debug, Clone)]
pub struct DataKey(Sensitive<[u8; 32]>);

impl DataKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`NoRandomness`] if the operating system gave none.
    pub fn new(random: &dyn Random) -> Result<Self, NoRandomness> {
        let mut key = Sensitive::new([0; 32]);
        random.fill(key.expose_mut())?;
        Ok(Self(key))
    }

    /// A key that was kept; `None` unless it has exactly 32 bytes.
    pub fn from_bytes(bytes: &Sensitive<Vec<u8>>) -> Option<Self> {
        let mut key = Sensitive::new([0; 32]);
        (bytes.expose().len() == 32).then(|| key.expose_mut().copy_from_slice(bytes.expose()))?;
        Some(Self(key))
    }

    /// Its bytes, to be wrapped by the phone's key store.
    pub fn to_bytes(&self) -> Sensitive<Vec<u8>> {
        Sensitive::new(self.0.expose().to_vec())
    }
}

/// What an opened file held. The content is wiped from memory when this is dropped.
pub struct Opened {
    generation: u64,
    length: usize,
    file: Zeroizing<Vec<u8>>,
}

impl Opened {
    /// How often the file had been written before.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What was sealed, without padding.
    pub fn content(&self) -> &[u8] {
        &self.file[HEADER + PREFACE..HEADER + PREFACE + self.length]
    }
}

/// Seals `content` into the finished bytes of a file of the smallest of `classes` that holds it.
///
/// `label` (at most [`LABEL_MAX`] bytes) stays readable; `generation` is sealed with the content; `classes` ascend, normally
/// [`CLASSES`].
///
/// # Errors
/// [`SealedFileError::TooLarge`] for content or label, [`SealedFileError::NoRandomness`].
pub fn seal(
    key: &DataKey,
    label: &[u8],
    generation: u64,
    content: &[u8],
    classes: &[usize],
    random: &dyn Random,
) -> Result<Vec<u8>, SealedFileError> {
    let class = class_for(content.len(), classes).ok_or(SealedFileError::TooLarge)?;
    if label.len() > LABEL_MAX {
        return Err(SealedFileError::TooLarge);
    }
    let salt: [u8; SALT] = draw(random).map_err(|_| SealedFileError::NoRandomness)?;
    let file_key = file_key(key, &salt)?;

    let mut file = vec![0; HEADER + class + TAG];
    let (header, rest) = file.split_at_mut(HEADER);
    let (sealed, tag) = rest.split_at_mut(class);
    header[..8].copy_from_slice(MAGIC);
    header[8..10].copy_from_slice(&FORMAT.to_be_bytes());
    header[10..12].copy_from_slice(&(label.len() as u16).to_be_bytes());
    header[12..12 + label.len()].copy_from_slice(label);
    header[HEADER - SALT..].copy_from_slice(&salt);
    sealed[..8].copy_from_slice(&generation.to_be_bytes());
    sealed[8..PREFACE].copy_from_slice(&(content.len() as u64).to_be_bytes());
    sealed[PREFACE..PREFACE + content.len()].copy_from_slice(content);
    match file_key.seal_in_place_separate_tag(nonce(), aead::Aad::from(&header), sealed) {
        Ok(made) => tag.copy_from_slice(made.as_ref()),
        Err(_) => {
            file.zeroize();
            return Err(SealedFileError::Storage);
        }
    }
    Ok(file)
}

/// The label of a file, before anything vouches for it: good enough to look for the key, for nothing else.
///
/// # Errors
/// [`SealedFileError::Damaged`], [`SealedFileError::NewerVersion`].
pub fn label(file: &[u8]) -> Result<&[u8], SealedFileError> {
    if !file.starts_with(MAGIC) || file.len() < HEADER {
        return Err(SealedFileError::Damaged);
    }
    match u16::from_be_bytes([file[8], file[9]]) {
        FORMAT => {}
        0 => return Err(SealedFileError::Damaged),
        _ => return Err(SealedFileError::NewerVersion),
    }
    let length = usize::from(u16::from_be_bytes([file[10], file[11]]));
    file.get(12..12 + length).filter(|_| length <= LABEL_MAX).ok_or(SealedFileError::Damaged)
}

/// [`label`] of the file at `path`, without reading the rest; `None` if there is no file.
///
/// # Errors
/// As [`label`] and [`read`].
pub fn read_label(path: &Path) -> Result<Option<Vec<u8>>, SealedFileError> {
    let mut header = Vec::with_capacity(HEADER);
    match File::open(path) {
        Ok(file) => file.take(HEADER as u64).read_to_end(&mut header).map_err(|error| reason(&error))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(reason(&error)),
    };
    label(&header).map(|label| Some(label.to_vec()))
}

/// Opens the bytes of a sealed file, in place.
///
/// # Errors
/// [`SealedFileError::Damaged`] for anything that is not exactly what was sealed under this key,
/// [`SealedFileError::NewerVersion`].
pub fn open(key: &DataKey, mut file: Vec<u8>, classes: &[usize]) -> Result<Opened, SealedFileError> {
    label(&file)?;
    if !classes.iter().any(|class| HEADER + class + TAG == file.len()) {
        return Err(SealedFileError::Damaged);
    }
    let (header, sealed) = file.split_at_mut(HEADER);
    let file_key = file_key(key, &header[HEADER - SALT..])?;
    let plain = file_key
        .open_in_place(nonce(), aead::Aad::from(&header), sealed)
        .map_err(|_| SealedFileError::Damaged)?;
    let (generation, length) = (u64_at(plain, 0), u64_at(plain, 8));
    let room = plain.len() - PREFACE;
    let file = Zeroizing::new(file);
    let length =
        usize::try_from(length).ok().filter(|length| *length <= room).ok_or(SealedFileError::Damaged)?;
    Ok(Opened { generation, length, file })
}

/// Replaces the file at `path` by `bytes`: after a crash or a full disk the old file is there whole, or the new one.
///
/// When it returns, the new one has reached the storage, name included. Only the app's user may read it.
///
/// # Errors
/// [`SealedFileError::DiskFull`], [`SealedFileError::Locked`], [`SealedFileError::Storage`].
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SealedFileError> {
    let written = (|| {
        let mut options = atomic_write_file::OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        file.commit()
    })();
    written.map_err(|error| {
        sweep(path);
        reason(&error)
    })
}

/// Reads the bytes of the file at `path`; `None` if there is none. A file longer than the largest class is not read in.
///
/// # Errors
/// [`SealedFileError::Damaged`] if it is too long, [`SealedFileError::Locked`], [`SealedFileError::Storage`].
pub fn read(path: &Path, classes: &[usize]) -> Result<Option<Vec<u8>>, SealedFileError> {
    let longest = HEADER + classes.iter().max().copied().unwrap_or(0) + TAG;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(reason(&error)),
    };
    let length = file.metadata().map_err(|error| reason(&error))?.len();
    if length > longest as u64 {
        return Err(SealedFileError::Damaged);
    }
    let mut bytes = Vec::with_capacity(longest.min(length as usize));
    file.take(longest as u64).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    Ok(Some(bytes))
}

/// Removes what an interrupted replacement of the file at `path` left beside it, and says how many files that were.
///
/// They are sealed and of equal size, but would count the crashes. To be called before anything else is written there.
pub fn sweep(path: &Path) -> u32 {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(OsStr::to_str)) else {
        return 0;
    };
    let stray = format!(".{name}.");
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let swept = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(|name| name.starts_with(&stray)))
        .filter(|entry| fs::remove_file(entry.path()).is_ok())
        .count();
    u32::try_from(swept).unwrap_or(u32::MAX)
}

/// The smallest of `classes` that holds so many bytes of content.
pub fn class_for(length: usize, classes: &[usize]) -> Option<usize> {
    classes.iter().copied().find(|class| length <= class - PREFACE)
}

/// The most content that the largest of `classes` holds, in bytes.
pub fn most(classes: &[usize]) -> usize {
    classes.iter().max().map_or(0, |class| class - PREFACE)
}

struct Length32;

impl hkdf::KeyType for Length32 {
    fn len(&self) -> usize {
        32
    }
}

fn file_key(key: &DataKey, salt: &[u8]) -> Result<aead::LessSafeKey, SealedFileError> {
    let mut derived = Zeroizing::new([0; 32]);
    let made = hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(key.0.expose())
        .expand(&[b"peerline/1 sealed file"], Length32)
        .and_then(|okm| okm.fill(&mut derived[..]))
        .and_then(|()| aead::UnboundKey::new(&aead::AES_256_GCM, &derived[..]));
    made.map(aead::LessSafeKey::new).map_err(|_| SealedFileError::Storage)
}

fn nonce() -> aead::Nonce {
    aead::Nonce::assume_unique_for_key([0; aead::NONCE_LEN])
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

pub(super) fn reason(error: &io::Error) -> SealedFileError {
    use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded | FileTooLarge => SealedFileError::DiskFull,
        PermissionDenied => SealedFileError::Locked,
        _ => SealedFileError::Storage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use peerline_protocol::random::SystemRandom;

    const SMALL: [usize; 2] = [4096, 8192];

    fn key() -> DataKey {
        DataKey::new(&SystemRandom).unwrap()
    }

    fn sealed(key: &DataKey, content: &[u8]) -> Vec<u8> {
        seal(key, b"label", 7, content, &SMALL, &SystemRandom).unwrap()
    }

    #[test]
    fn what_was_sealed_is_read_back_with_its_generation_and_label() {
        let key = key();
        let file = sealed(&key, b"content");
        assert_eq!(label(&file), Ok(&b"label"[..]));
        let opened = open(&key, file, &SMALL).unwrap();
        assert_eq!((opened.generation(), opened.content()), (7, &b"content"[..]));
    }

    #[test]
    fn a_file_of_nothing_and_a_full_one_have_the_same_size_and_one_byte_more_takes_the_next_class() {
        let key = key();
        let most_of_first = SMALL[0] - PREFACE;
        assert_eq!(sealed(&key, b"").len(), sealed(&key, &vec![1; most_of_first]).len());
        assert_eq!(sealed(&key, &vec![1; most_of_first + 1]).len(), HEADER + SMALL[1] + TAG);
        let too_much = vec![1; most(&SMALL) + 1];
        assert_eq!(seal(&key, b"", 0, &too_much, &SMALL, &SystemRandom), Err(SealedFileError::TooLarge));
        assert_eq!(
            seal(&key, &[0; LABEL_MAX + 1], 0, b"", &SMALL, &SystemRandom),
            Err(SealedFileError::TooLarge)
        );
    }

    #[test]
    fn every_single_byte_flipped_is_noticed() {
        let key = key();
        let file = sealed(&key, b"content");
        for at in 0..file.len() {
            let mut flipped = file.clone();
            flipped[at] ^= 1 << (at % 8);
            let expected = if at == 8 || at == 9 {
                vec![SealedFileError::NewerVersion, SealedFileError::Damaged]
            } else {
                vec![SealedFileError::Damaged]
            };
            let refused = open(&key, flipped, &SMALL).map(|_| ()).unwrap_err();
            assert!(expected.contains(&refused), "byte {at}: {refused:?}");
        }
    }

    #[test]
    fn a_cut_or_extended_file_is_noticed_at_every_length() {
        let key = key();
        let file = sealed(&key, b"content");
        for length in 0..file.len() {
            assert!(
                matches!(open(&key, file[..length].to_vec(), &SMALL), Err(SealedFileError::Damaged)),
                "{length}"
            );
        }
        for more in [1, 16, SMALL[1] - SMALL[0]] {
            let extended = [&file[..], &vec![0; more]].concat();
            assert!(matches!(open(&key, extended, &SMALL), Err(SealedFileError::Damaged)), "{more} more");
        }
    }

    #[test]
    fn another_key_does_not_open_it() {
        let file = sealed(&key(), b"content");
        assert!(matches!(open(&key(), file, &SMALL), Err(SealedFileError::Damaged)));
    }

    #[test]
    fn the_same_content_never_gives_the_same_bytes_twice() {
        let key = key();
        let (one, two) = (sealed(&key, b"content"), sealed(&key, b"content"));
        assert_ne!(one[HEADER..], two[HEADER..]);
    }

    #[test]
    fn a_stray_file_of_an_interrupted_replacement_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        for name in ["store", ".store.Ab12Cd", ".store.Zz", "store.1", ".other.Ab12Cd"] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        assert_eq!(sweep(&path), 2);
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".other.Ab12Cd", "store", "store.1"]);
    }

    #[test]
    fn a_file_that_is_too_long_is_not_read_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        assert_eq!(read(&path, &SMALL), Ok(None));
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(&path, &SMALL), Err(SealedFileError::Damaged));
    }
}
