//! Reading a shared library of a 64-bit phone just far enough to see whether an app could load it.

/// What matters about a shared library.
#[derive(Debug, PartialEq, Eq)]
pub struct Elf {
    /// The machine, as ELF numbers it.
    pub machine: u16,
    /// The smallest alignment of what is loaded: the largest page that it can be mapped with.
    pub page: u64,
    /// Its own name.
    pub name: Option<String>,
    /// The libraries that it needs.
    pub needs: Vec<String>,
}

/// 64-bit ARM.
pub const ARM_64: u16 = 183;
/// 64-bit x86.
pub const X86_64: u16 = 62;

impl Elf {
    /// Reads one; none if it is not a 64-bit, little-endian ELF file.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.get(..6)? != b"\x7fELF\x02\x01" {
            return None;
        }
        let (table, size, count) = (word(bytes, 32)?, half(bytes, 54)?, half(bytes, 56)?);
        let mut loads = Vec::new();
        let mut dynamic = None;
        for place in 0..u64::from(count) {
            let at = table.checked_add(place * u64::from(size))?;
            let segment = Segment {
                offset: word(bytes, at + 8)?,
                address: word(bytes, at + 16)?,
                size: word(bytes, at + 32)?,
                align: word(bytes, at + 48)?,
            };
            match quarter(bytes, at)? {
                1 => loads.push(segment),
                2 => dynamic = Some(segment),
                _ => {}
            }
        }
        let (mut names, mut needs, mut text) = (Vec::new(), Vec::new(), 0);
        if let Some(dynamic) = dynamic {
            for at in (dynamic.offset..dynamic.offset + dynamic.size).step_by(16) {
                match (word(bytes, at)?, word(bytes, at + 8)?) {
                    (0, _) => break,
                    (1, name) => needs.push(name),
                    (5, address) => text = in_file(&loads, address)?,
                    (14, name) => names.push(name),
                    _ => {}
                }
            }
        }
        let text_at = |name: u64| string(bytes, text.checked_add(name)?);
        Some(Self {
            machine: half(bytes, 18)?,
            page: loads.iter().map(|load| load.align).min()?,
            name: names.first().and_then(|name| text_at(*name)),
            needs: needs.into_iter().filter_map(text_at).collect(),
        })
    }
}

struct Segment {
    offset: u64,
    address: u64,
    size: u64,
    align: u64,
}

/// Where in the file that is which is loaded to this address.
fn in_file(loads: &[Segment], address: u64) -> Option<u64> {
    let load = loads.iter().find(|load| (load.address..load.address + load.size).contains(&address))?;
    Some(load.offset + (address - load.address))
}

fn bytes_at<const N: usize>(bytes: &[u8], at: u64) -> Option<[u8; N]> {
    let at = usize::try_from(at).ok()?;
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn word(bytes: &[u8], at: u64) -> Option<u64> {
    Some(u64::from_le_bytes(bytes_at(bytes, at)?))
}

fn quarter(bytes: &[u8], at: u64) -> Option<u32> {
    Some(u32::from_le_bytes(bytes_at(bytes, at)?))
}

fn half(bytes: &[u8], at: u64) -> Option<u16> {
    Some(u16::from_le_bytes(bytes_at(bytes, at)?))
}

fn string(bytes: &[u8], at: u64) -> Option<String> {
    let rest = bytes.get(usize::try_from(at).ok()?..)?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    Some(String::from_utf8_lossy(&rest[..end]).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A library of one loaded segment and its dynamic table.
    fn library(page: u64) -> Vec<u8> {
        let mut bytes = vec![0; 0x200];
        let mut put = |at: usize, part: &[u8]| bytes[at..at + part.len()].copy_from_slice(part);
        put(0, b"\x7fELF\x02\x01");
        put(18, &ARM_64.to_le_bytes());
        put(32, &64u64.to_le_bytes());
        put(54, &56u16.to_le_bytes());
        put(56, &2u16.to_le_bytes());
        for (at, kind, offset, address, size, align) in
            [(64, 1u32, 0u64, 0x1000u64, 0x200u64, page), (120, 2, 0x100, 0x1100, 0x50, 8)]
        {
            put(at, &kind.to_le_bytes());
            for (place, value) in [(8, offset), (16, address), (32, size), (48, align)] {
                put(at + place, &value.to_le_bytes());
            }
        }
        for (place, (tag, value)) in
            [(1u64, 1u64), (5, 0x1180), (14, 9), (1, 24), (0, 0)].into_iter().enumerate()
        {
            put(0x100 + place * 16, &tag.to_le_bytes());
            put(0x108 + place * 16, &value.to_le_bytes());
        }
        put(0x180, b"\0libc.so\0libpeerline.so\0libm.so\0");
        bytes
    }

    #[test]
    fn machine_pages_and_names_are_read() {
        let expected = Elf {
            machine: ARM_64,
            page: 0x4000,
            name: Some("libpeerline.so".to_owned()),
            needs: vec!["libc.so".to_owned(), "libm.so".to_owned()],
        };
        assert_eq!(Elf::read(&library(0x4000)), Some(expected));
        assert_eq!(Elf::read(&library(0x1000)).unwrap().page, 0x1000);
    }

    #[test]
    fn what_is_cut_short_or_something_else_is_none() {
        let whole = library(0x4000);
        assert_eq!(Elf::read(b"PK\x03\x04"), None);
        assert_eq!(Elf::read(&whole[..0x140]), None);
        assert_eq!(Elf::read(&[]), None);
    }

    #[test]
    #[cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]
    fn this_very_program_is_read() {
        let program = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let elf = Elf::read(&program).unwrap();
        assert!(elf.page >= 0x1000 && elf.needs.iter().any(|name| name.starts_with("libc.so")), "{elf:?}");
    }
}
