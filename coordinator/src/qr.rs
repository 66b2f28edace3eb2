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

/// For a dark terminal: light letters are the light modules.
pub(crate) fn to_terminal(code: &QrCode) -> String {
    code.render::<Dense1x2>().dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).build()
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
