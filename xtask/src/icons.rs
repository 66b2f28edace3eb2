//! `cargo xtask icons`: the iOS app's two icons as pictures, because iOS takes no paths there.
//!
//! The marks are those of the Android shell's icons (`android-demo/app/src/main/res/drawable`), in the same colours: two calm circles
//! beside each other, and a sheet with lines, as any notes have it. Nothing official is in them. The pictures are committed; a test
//! draws them again and compares, and another compares the marks with Android's.

use crate::house::House;
use std::fs;
use std::path::{Path, PathBuf};

/// Draws both and says where.
pub fn run() -> Result<bool, String> {
    let house = House::find()?;
    for icon in [Icon::Own, Icon::Plain] {
        let file = icon.file(&house.root);
        fs::write(&file, icon.picture())
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
        println!("{}", file.display());
    }
    Ok(true)
}

/// Pixels on each side: the one size that Xcode makes the others of.
const SIDE: u32 = 1024;
/// What of the 108 by 108 of an Android icon shows: the middle.
const SHOWN: f64 = 72.0;
/// Where that begins.
const EDGE: f64 = 18.0;
/// `icon_ground` of the Android shell, and `ground` of the tokens.
const GROUND: u32 = 0xF6_F5_F0;

#[derive(Debug, Clone, Copy)]
enum Icon {
    Own,
    Plain,
}

/// A mark on Android's 108 by 108.
enum Mark {
    Circle {
        x: f64,
        y: f64,
        radius: f64,
        colour: u32,
        opaque: f64,
    },
    /// Level, with round ends.
    Line {
        x: f64,
        y: f64,
        length: f64,
        width: f64,
        colour: u32,
    },
}

impl Icon {
    fn name(self) -> &'static str {
        match self {
            Self::Own => "AppIcon",
            Self::Plain => "PlainIcon",
        }
    }

    fn file(self, root: &Path) -> PathBuf {
        let name = self.name();
        root.join(format!("ios-demo/App/Assets.xcassets/{name}.appiconset/{name}.png"))
    }

    fn marks(self) -> Vec<Mark> {
        match self {
            Self::Own => vec![
                Mark::Circle { x: 45.0, y: 54.0, radius: 16.0, colour: 0x1F_63_57, opaque: 1.0 },
                Mark::Circle { x: 63.0, y: 54.0, radius: 16.0, colour: 0x8C_D3_C0, opaque: 0.85 },
            ],
            Self::Plain => [(42.0, 28.0), (54.0, 28.0), (66.0, 18.0)]
                .map(|(y, length)| Mark::Line { x: 40.0, y, length, width: 4.0, colour: 0x4C_57_53 })
                .into(),
        }
    }

    /// As a PNG without an alpha channel, which the App Store asks for.
    fn picture(self) -> Vec<u8> {
        let marks = self.marks();
        let scale = SHOWN / f64::from(SIDE);
        let mut rows = Vec::new();
        for down in 0..SIDE {
            // No filter: the rows are even enough.
            rows.push(0);
            for across in 0..SIDE {
                let at = |pixel: u32| EDGE + (f64::from(pixel) + 0.5) * scale;
                let colour = marks
                    .iter()
                    .fold(GROUND, |under, mark| mark.over(under, mark.covers(at(across), at(down), scale)));
                rows.extend(&colour.to_be_bytes()[1..]);
            }
        }
        png(&rows)
    }
}

impl Mark {
    /// How much of a pixel it covers, 0 to 1: by how far its edge is away.
    fn covers(&self, x: f64, y: f64, pixel: f64) -> f64 {
        let inside = match self {
            Self::Circle { x: middle_x, y: middle_y, radius, .. } => {
                radius - distance(x - middle_x, y - middle_y)
            }
            Self::Line { x: start, y: height, length, width, .. } => {
                let nearest = x.clamp(*start, start + length);
                width / 2.0 - distance(x - nearest, y - height)
            }
        };
        (inside / pixel + 0.5).clamp(0.0, 1.0)
    }

    fn over(&self, under: u32, covers: f64) -> u32 {
        let (colour, opaque) = match self {
            Self::Circle { colour, opaque, .. } => (*colour, opaque * covers),
            Self::Line { colour, .. } => (*colour, covers),
        };
        let parts = colour.to_be_bytes().into_iter().zip(under.to_be_bytes());
        parts.fold(0, |mixed, (over, under)| {
            let part = f64::from(over) * opaque + f64::from(under) * (1.0 - opaque);
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between two bytes is a byte"
            )]
            let part = part.round() as u32;
            (mixed << 8) | part
        })
    }
}

fn distance(x: f64, y: f64) -> f64 {
    // Both are exact by IEEE 754, so that every machine draws the same picture.
    (x * x + y * y).sqrt()
}

/// A PNG of eight bits for red, green and blue (W3C, PNG third edition).
fn png(rows: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [kind.as_slice(), data].concat();
        file.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
        file.extend(&body);
        file.extend(crc(&body).to_be_bytes());
    };
    let size = SIDE.to_be_bytes();
    chunk(b"IHDR", &[&size[..], &size[..], &[8, 2, 0, 0, 0]].concat());
    let packed = [&[0x78, 0x01], packed(rows).as_slice(), &adler(rows).to_be_bytes()].concat();
    chunk(b"IDAT", &packed);
    chunk(b"IEND", &[]);
    file
}

/// RFC 1951 with fixed codes, in which only the pixel before is ever repeated: small enough for flat colours.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    // The last block, with fixed codes.
    bits.add(0b011, 3);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let same = bytes[at..].iter().zip(bytes.get(at.wrapping_sub(PIXEL)..).unwrap_or_default());
        let run = same.take(LONGEST).take_while(|(one, before)| one == before).count();
        if run >= 3 {
            bits.repeat(run);
            at += run;
        } else {
            bits.code(byte.into());
            at += 1;
        }
    }
    bits.code(256);
    bits.all
}

/// Bytes of one.
const PIXEL: usize = 3;
/// What one code can repeat at most.
const LONGEST: usize = 258;

#[derive(Default)]
struct Bits {
    all: Vec<u8>,
    filled: u32,
}

impl Bits {
    /// The lowest bit first.
    fn add(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.filled.is_multiple_of(8) {
                self.all.push(0);
            }
            if let Some(last) = self.all.last_mut() {
                *last |= u8::from((value >> bit) & 1 == 1) << (self.filled % 8);
            }
            self.filled += 1;
        }
    }

    /// RFC 1951, 3.2.6: a literal, a length or the end. Codes begin with their highest bit.
    fn code(&mut self, symbol: u32) {
        let (code, count) = match symbol {
            0..=143 => (0x30 + symbol, 8),
            144..=255 => (0x190 + symbol - 144, 9),
            256..=279 => (symbol - 256, 7),
            _ => (0xC0 + symbol - 280, 8),
        };
        self.add(code.reverse_bits() >> (32 - count), count);
    }

    /// So many bytes of the pixel before: a length of 3.2.5, then the distance 3, which is code 2.
    fn repeat(&mut self, count: usize) {
        let length = LENGTHS.iter().rposition(|(least, _)| *least <= count).unwrap_or_default();
        let (least, extra) = LENGTHS[length];
        self.code(257 + u32::try_from(length).unwrap_or_default());
        self.add(u32::try_from(count - least).unwrap_or_default(), extra);
        self.add(2_u32.reverse_bits() >> 27, 5);
    }
}

/// The least length of each code from 257 on, and the bits that add to it.
const LENGTHS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

fn crc(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ ((sum & 1) * 0xEDB8_8320))
    });
    !sum
}

/// RFC 1950.
fn adler(bytes: &[u8]) -> u32 {
    let (one, two) = bytes.iter().fold((1, 0), |(one, two), byte| {
        let one = (one + u32::from(*byte)) % 65_521;
        (one, (two + one) % 65_521)
    });
    (two << 16) | one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
    }

    #[test]
    fn the_committed_icons_are_those_that_are_drawn() {
        for icon in [Icon::Own, Icon::Plain] {
            assert!(
                fs::read(icon.file(&root())).unwrap() == icon.picture(),
                "{icon:?}: run `cargo xtask icons`"
            );
        }
    }

    #[test]
    fn they_are_the_marks_of_the_android_shell_in_its_colours() {
        let drawables = root().join("android-demo/app/src/main/res");
        for (icon, file) in [(Icon::Own, "own_front"), (Icon::Plain, "plain_front")] {
            let drawn = fs::read_to_string(drawables.join(format!("drawable/{file}.xml"))).unwrap();
            for mark in icon.marks() {
                let (path, colour) = match mark {
                    Mark::Circle { x, y, radius, colour, .. } => {
                        (format!("M{x},{}a{radius},{radius} 0,1 0,0.01 0z", y - radius), colour)
                    }
                    Mark::Line { x, y, length, colour, .. } => (format!("M{x},{y}h{length}"), colour),
                };
                assert!(drawn.contains(&path), "{icon:?}: {path}");
                assert!(drawn.contains(&format!("\"#{colour:06X}\"")), "{icon:?}: {colour:06X}");
            }
            // And no other: each is one arc or one level line.
            let data = drawn.split("pathData=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let marks: usize = data.map(|data| data.matches(['a', 'h']).count()).sum();
            assert_eq!(marks, icon.marks().len(), "{icon:?}");
        }
        let colours = fs::read_to_string(drawables.join("values/colours.xml")).unwrap();
        assert!(colours.contains(&format!("icon_ground\">#{GROUND:06X}<")));
    }

    #[test]
    fn what_is_packed_has_the_sums_and_the_codes_of_the_standards() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler(b"Wikipedia"), 0x11E6_0398);
        // As zlib packs it with fixed codes.
        assert_eq!(packed(b"a"), [0x4B, 0x04, 0x00]);
    }
}
