//! Where somebody is: a country and, if they say so, a region.

use crate::words::Language;
use std::fmt;

/// A country, ISO 3166-1 alpha-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// A region, ISO 3166-2 (`US-NJ`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    /// The code, zeros after it.
    code: [u8; 6],
    length: usize,
}

/// Where lines are asked for. Neither is needed: without a country all lines are shown, without a region those of all its regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The country.
    pub country: Option<Country>,
    /// The region in it.
    pub region: Option<Region>,
}

impl Place {
    /// A place from what a shell or a setting says. What is no country or region counts as not known; so does a region of another
    /// country. A region alone tells the country.
    pub fn new(country: Option<&str>, region: Option<&str>) -> Self {
        let region = region.and_then(Region::parse);
        let country = country.and_then(Country::parse).or(region.as_ref().map(Region::country));
        Self { region: region.filter(|region| Some(region.country()) == country), country }
    }
}

impl Country {
    /// Two letters; `ZZ`, which stands for any country, is none.
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 2] = text.as_bytes().try_into().ok()?;
        let country = letters.map(|letter| letter.to_ascii_uppercase());
        (country.iter().all(u8::is_ascii_uppercase) && country != *b"ZZ").then_some(Self(country))
    }

    /// Its two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Its name, or its two letters if we have no name for it.
    pub fn name(&self, language: Language) -> String {
        name_of(self.code(), language)
    }
}

impl Region {
    /// Two letters, a hyphen and one to three letters or digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_uppercase();
        let (country, rest) = text.split_once('-')?;
        let fits = (1..=3).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !fits || Country::parse(country).is_none() {
            return None;
        }
        let mut code = [0; 6];
        code[..text.len()].copy_from_slice(text.as_bytes());
        Some(Self { code, length: text.len() })
    }

    /// Its code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code[..self.length]).unwrap_or_default()
    }

    /// The country that it is in.
    pub fn country(&self) -> Country {
        Country([self.code[0], self.code[1]])
    }

    /// Its name, or its code if we have no name for it.
    pub fn name(&self, language: Language) -> String {
        name_of(self.code(), language)
    }

    /// Whether somebody in `place` is in this region; `None` if that cannot be told.
    pub fn holds(&self, place: &Self) -> Option<bool> {
        const UK: [&str; 4] = ["GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"];
        match (self.code(), place.code()) {
            (mine, theirs) if mine == theirs => Some(true),
            ("GB-EAW", "GB-ENG" | "GB-WLS") => Some(true),
            // Below the four nations are hundreds of counties; which nation they are in we do not know.
            (mine, theirs) if mine.starts_with("GB-") && !UK.contains(&theirs) => None,
            _ => Some(false),
        }
    }
}

/// The countries that have lines in this library, with their names, in the order in which they are offered.
pub fn countries(language: Language) -> Vec<(Country, String)> {
    names(language).filter_map(|(code, name)| Some((Country::parse(code)?, name.to_owned()))).collect()
}

/// The regions of a country that have a name here. Empty: there is nothing to choose.
pub fn regions(country: Country, language: Language) -> Vec<(Region, String)> {
    names(language)
        .filter_map(|(code, name)| Some((Region::parse(code)?, name.to_owned())))
        .filter(|(region, _)| region.country() == country && region.code() != "GB-EAW")
        .collect()
}

fn name_of(code: &str, language: Language) -> String {
    names(language).find(|(known, _)| *known == code).map_or(code, |(_, name)| name).to_owned()
}

fn names(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../content/crisis/regions.tsv").lines().filter_map(move |line| {
        let mut cells = line.split('\t');
        let (code, en, es) = (cells.next()?, cells.next()?, cells.next()?);
        Some((
            code,
            match language {
                Language::En | Language::Long | Language::Mirrored => en,
                Language::Es => es,
            },
        ))
    })
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
