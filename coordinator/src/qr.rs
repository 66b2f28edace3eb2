//! QR codes of cards, for the terminal and as SVG.

use crate::error::Error;
use peerline_protocol::card::CardError;
use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The code of a card, with as much error correction as fits.
pub(crate) fn encode(card: &str) -> Result<QrCode, Error> {
    [EcLevel::M, EcLevel::L]
        .into_iter()
        .find_map(|level| QrCode::with_error_correction_level(card, level).ok())
        .ok_or(Error::Card(CardError::TooLong))
}

/// For a terminal of any colours: black on white by its own escape sequences, because many scanners refuse white on black.
pub(crate) fn to_terminal(code: &QrCode) -> String {
    let plain = code.render::<Dense1x2>().dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).build();
    plain.lines().map(|line| format!("\x1b[38;5;16;48;5;231m{line}\x1b[0m\n")).collect()
}

/// As a picture with the quiet zone that scanners need.
pub(crate) fn to_svg(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a String does not fail.
            let _ = write!(path, "M{} {}h1v1h-1z", place % width + 4, place / width + 4);
        }
    }
    let side = width + 8;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_paper_and_on_the_terminal_is_what_a_scanner_reads() {
        let card = format!("PEERLINE1:{}", "aB3-_".repeat(120));
        let code = encode(&card).unwrap();
        let side = code.width() + 8;
        let svg = to_svg(&code);
        let on_paper = |x: usize, y: usize| svg.contains(&format!("M{x} {y}h1v1h-1z"));
        assert_eq!(scanned(side, on_paper), card);
        // Each letter is two modules, one above the other; the renderer keeps a quiet zone of four.
        let terminal = to_terminal(&code);
        let lines: Vec<Vec<char>> = terminal
            .lines()
            .map(|line| {
                line.trim_start_matches("\x1b[38;5;16;48;5;231m")
                    .trim_end_matches("\x1b[0m")
                    .chars()
                    .collect()
            })
            .collect();
        let on_terminal = |x: usize, y: usize| {
            let letter = lines.get(y / 2).and_then(|line| line.get(x)).copied().unwrap_or(' ');
            matches!((letter, y % 2), ('█', _) | ('▀', 0) | ('▄', 1))
        };
        assert_eq!(scanned(side, on_terminal), card);
    }

    fn scanned(side: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
        // A module of four by four points, as a camera would see it.
        let mut image =
            rqrr::PreparedImage::prepare_from_bitmap(side * 4, side * 4, |x, y| is_dark(x / 4, y / 4));
        image.detect_grids()[0].decode().unwrap().1
    }
}
