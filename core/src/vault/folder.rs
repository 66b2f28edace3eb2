//! Where a vault's file lies, and what may lie beside it: strays of interrupted writing, and files set aside because damaged.
//!
//! Each of the two files has a folder of its own, because phones protect a replaced file as its folder is protected. The names
//! say nothing.

use super::keys::{Place, place_of_label};
use super::sealed_file::{self, CLASSES, SealedFileError, reason};
use super::{VaultError, Which};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const STORE: &str = "store";

/// The folder of the third file, which is there only if its owner said so (`own_file.rs`).
pub(super) const OWN_FILE_FOLDER: &str = "three";

/// The folder of one of the two files.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder below the app's, made if it is not there.
    pub(super) fn make(app: &Path, which: Which) -> Result<Self, VaultError> {
        let folder = Self::of(app, which);
        fs::create_dir_all(&folder.0).map_err(|error| reason(&error))?;
        Ok(folder)
    }

    fn of(app: &Path, which: Which) -> Self {
        Self(app.join(which.folder_name()))
    }

    /// The vault's file.
    pub(super) fn store(&self) -> PathBuf {
        self.0.join(STORE)
    }

    /// The bytes of the vault's file, if there is one.
    pub(super) fn read(&self) -> Result<Option<Vec<u8>>, SealedFileError> {
        sealed_file::read(&self.store(), &CLASSES)
    }

    /// Moves a damaged file out of the way, under the next number that is free. It is never deleted here.
    pub(super) fn set_aside(&self) -> Result<(), VaultError> {
        let free =
            (1u32..).map(|number| self.0.join(format!("{STORE}.{number}"))).find(|path| !path.exists());
        let aside = free.ok_or(VaultError::Storage)?;
        let moved = fs::rename(self.store(), aside).and_then(|()| self.sync());
        Ok(moved.map_err(|error| reason(&error))?)
    }

    /// The files set aside so far.
    pub(super) fn aside(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.0) else { return Vec::new() };
        let numbered = |name: &str| {
            name.strip_prefix(STORE).and_then(|rest| rest.strip_prefix('.')?.parse::<u32>().ok())
        };
        entries
            .flatten()
            .filter(|entry| entry.file_name().to_str().and_then(numbered).is_some())
            .map(|entry| entry.path())
            .collect()
    }

    /// The key that the file on disk needs, whatever we believe it is.
    pub(super) fn place_on_disk(&self, which: Which) -> Option<Place> {
        place_in_file(&self.store(), which)
    }

    /// The keys that files set aside would need if somebody could mend them.
    pub(super) fn places_aside(&self, which: Which) -> Vec<Place> {
        self.aside().iter().filter_map(|path| place_in_file(path, which)).collect()
    }

    /// Removes the folder and everything in it.
    pub(super) fn erase(app: &Path, which: Which) -> Result<(), VaultError> {
        match fs::remove_dir_all(Self::of(app, which).0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(reason(&error).into()),
            _ => Ok(()),
        }
    }

    fn sync(&self) -> io::Result<()> {
        File::open(&self.0)?.sync_all()
    }
}

fn place_in_file(path: &Path, which: Which) -> Option<Place> {
    place_of_label(&sealed_file::read_label(path).ok()??, which)
}
