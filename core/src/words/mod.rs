//! The sentences of the core, in the language that the shell asks for.
//!
//! They live in Fluent catalogues, `content/strings/en` and `es`, one file a capability, compiled in. What the core says is one
//! variant of [`Say`], so a sentence without its words cannot be said; fixed labels of the screens (`label-...`) come all at once
//! from [`labels`]. To add a sentence: one line in each catalogue, one line in `say.rs`. A sentence that one language lacks, or
//! that nobody wrote, stops the build. Content files carry their own words, as [`Text`].

pub mod names;
mod pseudo;
#[cfg(test)]
pub(crate) mod reading;
mod say;
#[cfg(test)]
mod tests;
mod text;

pub use say::Say;
pub use text::Text;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;

/// A language that every sentence of the core exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish, with "usted".
    Es,
    /// English made longer, to see what a screen does to long words. Nobody speaks it.
    Long,
    /// English as if it were written from right to left. Nobody speaks it.
    Mirrored,
}

impl Language {
    /// Every language that people speak, English first.
    pub const ALL: &'static [Self] = &[Self::En, Self::Es];

    /// The two that show whether a screen is ready for other languages.
    pub const PSEUDO: &'static [Self] = &[Self::Long, Self::Mirrored];

    /// The language to show for a BCP 47 tag such as `es-MX` or `en_US`; English for one that there are no words in. `en-XA` and
    /// `ar-XB` are the pseudo-locales, by the names that Android gave them.
    pub fn from_tag(tag: &str) -> Self {
        let pseudo = |language: &Self| language.tag().eq_ignore_ascii_case(&tag.replace('_', "-"));
        if let Some(language) = Self::PSEUDO.iter().copied().find(pseudo) {
            return language;
        }
        match tag.split(['-', '_']).next() {
            Some(primary) if primary.eq_ignore_ascii_case("es") => Self::Es,
            _ => Self::En,
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Long => "en-XA",
            Self::Mirrored => "ar-XB",
        }
    }

    /// Its sentences, one file after the other, as the build joined them: those about lines, and all others.
    fn catalogues(self) -> [&'static str; 2] {
        macro_rules! of {
            ($language:literal) => {
                [
                    include_str!(concat!(env!("OUT_DIR"), "/", $language, ".lines.ftl")),
                    include_str!(concat!(env!("OUT_DIR"), "/", $language, ".others.ftl")),
                ]
            };
        }
        match self {
            Self::En | Self::Long | Self::Mirrored => of!("en"),
            Self::Es => of!("es"),
        }
    }

    /// The language whose rules its plurals follow.
    fn rules(self) -> &'static str {
        match self {
            Self::En | Self::Long | Self::Mirrored => "en",
            Self::Es => "es",
        }
    }

    /// The finished text as this language shows it.
    fn finish(self, text: String) -> String {
        match self {
            Self::En | Self::Es => text,
            Self::Long => pseudo::long(&text),
            Self::Mirrored => pseudo::mirrored(&text),
        }
    }
}

/// The words of one language, shared by all threads. Each catalogue is read once, on first use: who looks for a line does not wait until
/// all others are read, which are five times as many.
pub struct Words {
    language: Language,
    read: [OnceLock<FluentBundle<FluentResource>>; 2],
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Self {
        static MADE: [OnceLock<Words>; 4] = [const { OnceLock::new() }; 4];
        MADE[language as usize].get_or_init(|| Self { language, read: [const { OnceLock::new() }; 2] })
    }

    /// A sentence, finished.
    pub fn say(&self, say: &Say) -> String {
        self.find(say.id(), Some(&say.arguments())).unwrap_or_else(|| say.id().to_owned())
    }

    /// A sentence about several things, which says so where there are none.
    pub fn list(
        &self,
        items: impl Iterator<Item = Say>,
        finished: impl Fn(String) -> Say,
        none: Say,
    ) -> String {
        let items: Vec<_> = items.map(|item| self.say(&item)).collect();
        self.say(&if items.is_empty() { none } else { finished(items.join(", ")) })
    }

    fn read(&self, catalogue: &str) -> FluentBundle<FluentResource> {
        let mut bundle =
            FluentBundle::new_concurrent(vec![self.language.rules().parse().unwrap_or_default()]);
        // Fluent would put every argument between two invisible bidirectional marks. Both languages are written from left to right
        // and so are our numbers; the marks would be spelled out by some screen readers and copied along with a text. Names are the
        // only arguments that may be written from right to left: `isolated` marks those, and only those.
        bundle.set_use_isolating(false);
        // Mistakes in a catalogue are found by the tests of this module, sentence by sentence.
        let resource = FluentResource::try_new(catalogue.to_owned()).unwrap_or_else(|(parsed, _)| parsed);
        bundle.add_resource_overriding(resource);
        bundle
    }

    fn find(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        self.read.iter().zip(self.language.catalogues()).find_map(|(read, catalogue)| {
            let bundle = read.get_or_init(|| self.read(catalogue));
            let pattern = bundle.get_message(id)?.value()?;
            let text = bundle.format_pattern(pattern, arguments, &mut Vec::new()).into_owned();
            Some(self.language.finish(text))
        })
    }
}

/// The fixed labels of the screens, as pairs of id and text, in the order of the catalogue.
pub fn labels(language: Language) -> Vec<(&'static str, String)> {
    let words = Words::of(language);
    let catalogues = language.catalogues();
    catalogues
        .into_iter()
        .flat_map(ids)
        .filter(|id| id.starts_with("label-"))
        .filter_map(|id| words.find(id, None).map(|text| (id, text)))
        .collect()
}

/// The ids of a catalogue: what stands before the first `=` of a line that starts with a letter.
fn ids(catalogue: &str) -> impl Iterator<Item = &str> {
    catalogue
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('=').map(|(id, _)| id.trim_end()))
}

/// What a sentence can be told: numbers, and texts.
trait Argument {
    fn value(&self) -> FluentValue<'_>;
}

impl Argument for u32 {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Argument for &'static str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(*self)
    }
}

impl Argument for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(isolated(self))
    }
}

/// A text from outside, safe inside a sentence: marks that could turn the rest of it around are taken out, and a text with letters
/// written from right to left is set apart (FSI, PDI).
fn isolated(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
    if text.chars().any(is_right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// Whether a character is one of the invisible marks that steer the direction of text (UAX 9).
pub(crate) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
