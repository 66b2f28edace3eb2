//! What is on the screen, and what makes two screens the same.

use crate::crisis::{Country, Region};
use crate::words::{Language, Say, Words};
use peerline_protocol::pack::Limits;
use peerline_protocol::pack::limits::{Layer, Limit};
use ring::digest::{Context, SHA256};
use std::fmt;

/// Everything that an officer reads before they accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsScreen {
    /// What a peer is and is not.
    pub role: String,
    /// Where the rules hold.
    pub place: String,
    /// The limits: those for everybody, then those of the officer's agency.
    pub limits: Vec<ShownLimit>,
    /// What exactly is shown here; to be handed to [`super::accept`].
    pub shown: Shown,
}

/// One limit in finished sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownLimit {
    /// Names it in the pack.
    pub id: String,
    /// What a peer must do, or must not.
    pub text: String,
    /// Whose rule it is.
    pub whose: String,
    /// The same as a value.
    pub layer: Layer,
    /// Whether only the officer's own agency has it.
    pub of_my_agency: bool,
    /// Where it is written.
    pub source: String,
}

/// The SHA-256 of everything on the screen that is the pool's or the agency's word, in all languages. It stays on the phone: it
/// could tell which agency's rules were shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown([u8; 32]);

impl Shown {
    /// From its bytes, as a shell hands them back.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

pub(super) fn screen(limits: &Limits, agency: Option<&str>, language: Language) -> LimitsScreen {
    let words = Words::of(language);
    let place = limits.jurisdiction.as_str();
    let place = Region::parse(place)
        .map(|region| region.name(language))
        .or(Country::parse(place).map(|country| country.name(language)))
        .unwrap_or_else(|| place.to_owned());
    let shown_limit = |limit: &Limit, of_my_agency: bool| ShownLimit {
        id: limit.id.clone(),
        text: limit.text.in_language(language.tag()).to_owned(),
        whose: words
            .say(&Say::LimitsLayer { layer: word(if of_my_agency { Layer::Agency } else { limit.layer }) }),
        layer: limit.layer,
        of_my_agency,
        source: words.say(&Say::LimitsSource { source: limit.source.clone() }),
    };
    let common = limits.common.items.iter().map(|limit| shown_limit(limit, false));
    let own = own(limits, agency).iter().map(|limit| shown_limit(limit, true));
    LimitsScreen {
        role: words.say(&Say::LimitsRole),
        place: words.say(&Say::LimitsWhere { place }),
        limits: common.chain(own).collect(),
        shown: shown(limits, agency),
    }
}

/// What makes two screens the same. Every text is hashed with its length, so that no two different screens can be equal.
pub(super) fn shown(limits: &Limits, agency: Option<&str>) -> Shown {
    let mut context = Context::new(&SHA256);
    let mut text = |text: &str| {
        context.update(&(text.len() as u64).to_be_bytes());
        context.update(text.as_bytes());
    };
    text("peerline limits shown");
    text(&limits.common.id);
    text(&limits.common.version.to_string());
    text(limits.jurisdiction.as_str());
    for (part, items) in [("common", &limits.common.items[..]), ("agency", own(limits, agency))] {
        text(part);
        text(&items.len().to_string());
        for limit in items {
            for field in [&limit.id, word(limit.layer), &limit.text.en, &limit.text.es, &limit.source] {
                text(field);
            }
        }
    }
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.finish().as_ref());
    Shown(bytes)
}

fn own<'a>(limits: &'a Limits, agency: Option<&str>) -> &'a [Limit] {
    agency.map_or(&[], |agency| limits.of_agency(agency))
}

fn word(layer: Layer) -> &'static str {
    match layer {
        Layer::Statute => "statute",
        Layer::Agency => "agency",
        Layer::Programme => "programme",
    }
}
