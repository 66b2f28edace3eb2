//! A process that uses a vault, for tests that kill it, fill its disk or read its memory. Keys lie in plain files beside it.
//!
//! `vault_child MODE FOLDER`; what it did is one line each on stdout, flushed before it goes on.

use peerline_core::clock::SystemClock;
use peerline_core::random::SystemRandom;
use peerline_core::vault::{Found, Open, OpenReport, Vault, VaultError, Which};
use peerline_tests::planted;
use peerline_tests::unprotected_keys::UnprotectedFileKeys;
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

#[global_allocator]
static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, mode, folder] = &arguments[..] else { return Err("vault_child MODE FOLDER".into()) };
    let folder = Path::new(folder);
    match mode.as_str() {
        "count" => count(folder),
        "fill" => fill(folder),
        "careful" => remember(folder, Ending::Lock),
        "leaky" => remember(folder, Ending::LockButKeepACopy),
        "open" => remember(folder, Ending::StayOpen),
        _ => Err("no such mode".into()),
    }
}

/// Counts up for ever, each number acknowledged on stdout after the vault kept it; every fifth time under a new key.
fn count(folder: &Path) -> Done {
    let (vault, report) = open(folder)?;
    if report.found == Found::Nothing {
        vault.keep(|t| {
            t.execute_batch("CREATE TABLE count (n INTEGER) STRICT; CREATE TABLE step (n INTEGER) STRICT; INSERT INTO count VALUES (0)")
        })?;
    }
    let look = "SELECT n, (SELECT count(*) FROM step), (SELECT coalesce(max(n), 0) FROM step) FROM count";
    let (mut n, steps, last): (u32, u32, u32) =
        vault.read(|c| c.query_row(look, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))?;
    if (n, n) != (steps, last) {
        return Err("half done".into());
    }
    say(&format!("found {n} {:?}", report.found))?;
    loop {
        n += 1;
        let step = |t: &rusqlite::Transaction<'_>| one_step(t, n);
        if n.is_multiple_of(5) {
            vault.keep_and_renew_key(step)?;
        } else {
            vault.keep(step)?;
        }
        say(&format!("kept {n}"))?;
    }
}

fn one_step(t: &rusqlite::Transaction<'_>, n: u32) -> rusqlite::Result<()> {
    t.execute("UPDATE count SET n = ?1", [n])?;
    t.execute("INSERT INTO step VALUES (?1)", [n])?;
    Ok(())
}

/// Keeps a little, then more than fits, then a little again; says what came of it and what is there in the end.
fn fill(folder: &Path) -> Done {
    let (vault, report) = match open(folder) {
        Ok(opened) => opened,
        Err(error) => return say(&format!("open {error:?}")),
    };
    say(&format!("open {:?} written {:?}", report.found, report.written))?;
    let keep = |length: u32| -> Result<(), VaultError> {
        vault.keep(|t| {
            t.execute_batch("CREATE TABLE IF NOT EXISTS blob (length INTEGER, bytes BLOB) STRICT")?;
            t.execute("INSERT INTO blob VALUES (?1, randomblob(?1))", [length])?;
            Ok(())
        })
    };
    for length in [10, 2_000_000, 20] {
        say(&format!("keep {length} {:?}", keep(length)))?;
    }
    say(&format!("renew {:?}", vault.renew_key()))?;
    let lengths: Vec<u32> = vault
        .read(|c| {
            c.prepare("SELECT length FROM blob ORDER BY rowid")?.query_map([], |row| row.get(0))?.collect()
        })
        .unwrap_or_default();
    say(&format!("holds {lengths:?}"))
}

/// How a process ends up that is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Lock,
    LockButKeepACopy,
    StayOpen,
}

/// Works with planted words as an app does, comes to its ending, and waits to be looked at.
fn remember(folder: &Path, ending: Ending) -> Done {
    let (vault, _) = open(folder)?;
    let mut kept_anyway = Vec::new();
    for number in 0..planted::COUNT {
        let mut word = planted::word(number);
        vault.keep(|t| {
            t.execute_batch(
                "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, words BLOB, more TEXT) STRICT",
            )?;
            for length in [1, 40, 6_000] {
                t.execute(
                    "INSERT INTO note (words, more) VALUES (?1, CAST(?1 AS TEXT) || printf('%.*c', ?2, 'x'))",
                    (word, length),
                )?;
            }
            t.execute("UPDATE note SET more = more || 'y' WHERE words = ?1", [word])?;
            Ok(())
        })?;
        if ending == Ending::LockButKeepACopy {
            kept_anyway.extend(word);
        }
        word.fill(0);
        std::hint::black_box(&word);
    }
    vault.read(|c| {
        let mut sorted = c.prepare(
            "SELECT more, count(*) FROM note WHERE more LIKE '%x%' GROUP BY more ORDER BY more DESC",
        )?;
        let mut rows = sorted.query([])?;
        while let Some(row) = rows.next()? {
            std::hint::black_box(row.get_ref(0)?.as_bytes()?.len());
        }
        Ok(())
    })?;
    vault.keep_and_renew_key(|t| t.execute("DELETE FROM note WHERE id % 3 = 0", []))?;
    vault.save()?;
    if ending != Ending::StayOpen {
        vault.lock();
    }
    if ending == Ending::LockButKeepACopy {
        std::fs::write(folder.join("plain"), &kept_anyway)?;
    }
    say(&format!("{:?} {vault:?}", vault.read(|_| Ok(()))))?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    std::hint::black_box(&kept_anyway);
    Ok(())
}

fn open(folder: &Path) -> Result<(Vault, OpenReport), Box<dyn Error>> {
    let keys = Arc::new(UnprotectedFileKeys::new(&folder.join("keys"))?);
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    Ok(Vault::open(Open { folder: &folder.join("app"), which: Which::Officer, keys, clock, random })?)
}

fn say(line: &str) -> Done {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
