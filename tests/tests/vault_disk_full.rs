//! A disk that is really full, by the limit on file size of a child process: nothing is lost, nothing is half done, and it is said.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests and what they share")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the child that fills its vault where no file may become larger than so many KiB; says what it said.
fn fill(folder: &Path, limit_kib: Option<u32>) -> Vec<String> {
    // Blocks of 512 bytes, as POSIX has it. The signal is ignored, so that writing fails like on a full disk.
    let limit = limit_kib.map_or(String::new(), |kib| format!("trap '' XFSZ; ulimit -f {};", kib * 2));
    let output = Command::new("sh")
        .args(["-c", &format!("{limit} exec \"$0\" fill \"$1\""), env!("CARGO_BIN_EXE_vault_child")])
        .arg(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn on_a_full_disk_the_vault_opens_and_what_it_holds_stays() {
    let folder = tempfile::tempdir().unwrap();
    let before = fill(folder.path(), None);
    assert_eq!(before.last().unwrap(), "holds [10, 2000000, 20]");
    let file = fs::read(folder.path().join("app/one/store")).unwrap();

    let said = fill(folder.path(), Some(512));
    let full = [
        "open Vault written Err(DiskFull)",
        "keep 10 Err(DiskFull)",
        "keep 2000000 Err(DiskFull)",
        "keep 20 Err(DiskFull)",
        "renew Err(DiskFull)",
        "holds [10, 2000000, 20]",
    ];
    assert_eq!(said, full);
    assert!(fs::read(folder.path().join("app/one/store")).unwrap() == file);
    assert_eq!(
        fs::read_dir(folder.path().join("app/one")).unwrap().count(),
        1,
        "remains would fill the disk further"
    );

    let after = fill(folder.path(), None);
    assert_eq!(after[0], "open Vault written Ok(())");
    assert_eq!(after.last().unwrap(), "holds [10, 2000000, 20, 10, 2000000, 20]");
}

#[test]
fn what_does_not_fit_on_the_disk_is_refused_and_what_fits_is_still_kept() {
    let folder = tempfile::tempdir().unwrap();
    let said = fill(folder.path(), Some(2_048));
    let partly = [
        "open Nothing written Ok(())",
        "keep 10 Ok(())",
        "keep 2000000 Err(DiskFull)",
        "keep 20 Ok(())",
        "renew Ok(Destroyed)",
        "holds [10, 20]",
    ];
    assert_eq!(said, partly);
    assert_eq!(fill(folder.path(), None).last().unwrap(), "holds [10, 20, 10, 2000000, 20]");
}

#[test]
fn a_new_vault_on_a_full_disk_is_refused_and_opens_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(fill(folder.path(), Some(512)), ["open DiskFull"]);
    assert_eq!(fill(folder.path(), None)[0], "open Nothing written Ok(())");
}
