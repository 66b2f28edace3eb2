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

/// The planted word of a number as text.
pub fn text(number: usize) -> String {
    word(number).map(char::from).iter().collect()
}

/// What is looked for: texts, in UTF-8 and in UTF-16.
pub struct Needles(Vec<Vec<u8>>);

impl Needles {
    /// The planted words.
    pub fn planted() -> Self {
        Self::of((0..COUNT).map(|number| word(number).to_vec()))
    }

    /// Other texts, in UTF-8.
    pub fn of(texts: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let wide = |text: &[u8]| text.iter().flat_map(|byte| [*byte, 0]).collect();
        Self(texts.into_iter().flat_map(|text| [wide(&text), text]).collect())
    }

    /// How often they occur in `bytes`.
    pub fn count(&self, bytes: &[u8]) -> usize {
        self.0.iter().map(|needle| occurrences(bytes, needle)).sum()
    }

    /// How often they occur in the files of a folder and all folders below it, names included.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn count_in_folder(&self, folder: &Path) -> io::Result<usize> {
        let mut found = 0;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            found += self.count(entry.file_name().as_encoded_bytes());
            found += if entry.file_type()?.is_dir() {
                self.count_in_folder(&entry.path())?
            } else {
                self.count(&fs::read(entry.path())?)
            };
        }
        Ok(found)
    }

    /// How often they occur in the memory of a stopped or waiting process, by the kind of memory.
    ///
    /// It reads what a core dump would hold: every mapping that can be read.
    ///
    /// # Errors
    /// If the process is gone or its memory may not be read.
    #[cfg(target_os = "linux")]
    pub fn count_in_process(&self, process: u32) -> io::Result<Vec<(String, usize)>> {
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
            let count = self.count(&bytes);
            if count > 0 {
                found.push((name.to_owned(), count));
            }
        }
        Ok(found)
    }
}

/// How often planted words occur in `bytes`.
pub fn count(bytes: &[u8]) -> usize {
    Needles::planted().count(bytes)
}

/// How often planted words occur in the files of a folder and all folders below it, names included.
///
/// # Errors
/// Those of the file system.
pub fn count_in_folder(folder: &Path) -> io::Result<usize> {
    Needles::planted().count_in_folder(folder)
}

/// How often planted words occur in the memory of a process; see [`Needles::count_in_process`].
///
/// # Errors
/// If the process is gone or its memory may not be read.
#[cfg(target_os = "linux")]
pub fn count_in_process(process: u32) -> io::Result<Vec<(String, usize)>> {
    Needles::planted().count_in_process(process)
}

fn occurrences(bytes: &[u8], needle: &[u8]) -> usize {
    let Some(first) = needle.first() else { return 0 };
    let starts = bytes.iter().enumerate().filter(|(_, byte)| *byte == first);
    starts.filter(|(at, _)| bytes[*at..].starts_with(needle)).count()
}
