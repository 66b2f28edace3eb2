//! Personal words that are planted and then searched for: in files, in texts and in the memory of another process.

use std::fs;
use std::io;
use std::path::Path;

/// How many different words there are.
pub const COUNT: usize = 4;

/// The planted word of a number below [`COUNT`], 16 bytes.
///
/// It is made when it is asked for, so that the program itself does not contain it, and the caller can wipe it.
pub fn word(number: usize) -> [u8; 16] {
    const MASKED: [&[u8; 16]; COUNT] =
        [b"Qt{t5G`|o95Atxet", b"t5f}zza|{r95'%$,", b"vt{{za5fyppe5{zb", b"qg|{~f5azz5x`v};"];
    // Hidden from the compiler, which would otherwise put the word itself into the program.
    let mask = std::hint::black_box(0x15);
    MASKED[number % COUNT].map(|byte| byte ^ mask)
}

/// How often planted words occur in `bytes`, as text in UTF-8 or UTF-16.
pub fn count(bytes: &[u8]) -> usize {
    let needles = (0..COUNT).flat_map(|number| {
        let word = word(number).to_vec();
        let wide = word.iter().flat_map(|byte| [*byte, 0]).collect();
        [word, wide]
    });
    needles.map(|needle: Vec<u8>| occurrences(bytes, &needle)).sum()
}

/// How often planted words occur in the files of a folder and all folders below it, names included.
///
/// # Errors
/// Those of the file system.
pub fn count_in_folder(folder: &Path) -> io::Result<usize> {
    let mut found = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        found += count(entry.file_name().as_encoded_bytes());
        found += if entry.file_type()?.is_dir() {
            count_in_folder(&entry.path())?
        } else {
            count(&fs::read(entry.path())?)
        };
    }
    Ok(found)
}

/// How often planted words occur in the memory of a stopped or waiting process, by the kind of memory.
///
/// It reads what a core dump would hold: every mapping that can be read.
///
/// # Errors
/// If the process is gone or its memory may not be read.
#[cfg(target_os = "linux")]
pub fn count_in_process(process: u32) -> io::Result<Vec<(String, usize)>> {
    use std::os::unix::fs::FileExt as _;
    let memory = fs::File::open(format!("/proc/{process}/mem"))?;
    let mut found = Vec::new();
    for line in fs::read_to_string(format!("/proc/{process}/maps"))?.lines() {
        let mut fields = line.split_whitespace();
        let range = fields.next().and_then(|range| range.split_once('-'));
        let (Some((from, to)), Some(rights)) = (range, fields.next()) else { continue };
        let name = fields.nth(3).unwrap_or("anonymous");
        // The kernel's own pages cannot be read, and are no memory of the process.
        if !rights.starts_with('r') || name.starts_with("[v") {
            continue;
        }
        let address = |text| u64::from_str_radix(text, 16).map_err(io::Error::other);
        let (from, to) = (address(from)?, address(to)?);
        let mut bytes = vec![0; usize::try_from(to - from).map_err(io::Error::other)?];
        memory.read_exact_at(&mut bytes, from)?;
        let count = count(&bytes);
        if count > 0 {
            found.push((name.to_owned(), count));
        }
    }
    Ok(found)
}

fn occurrences(bytes: &[u8], needle: &[u8]) -> usize {
    let Some(first) = needle.first() else { return 0 };
    let starts = bytes.iter().enumerate().filter(|(_, byte)| *byte == first);
    starts.filter(|(at, _)| bytes[*at..].starts_with(needle)).count()
}
