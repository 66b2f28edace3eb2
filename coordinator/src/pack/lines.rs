//! What a published line must be, so that every phone shows it.
//!
//! Phones leave out an entry that they cannot use (`core/src/crisis/wire.rs`); here the coordinator is told which one and why. A test in
//! `tests/` makes sure that nothing passes here that a phone leaves out.

use opening_hours::OpeningHours;
use peerline_protocol::lists::{Audience, LineKind, LineTopic, NumberSeen, PoliceMayBeSent, ZONES};
use peerline_protocol::pack::lines::LineEntry;
use peerline_protocol::pack::{Language, iso};
use serde_json::Value;

/// Everything that is wrong with an entry, in words for a coordinator.
pub(super) fn faults(entry: &LineEntry, by_pool: bool) -> Vec<String> {
    let mut faults: Vec<String> = entry.fault().map(str::to_owned).into_iter().collect();
    if !entry.publish {
        return faults;
    }
    let line = Line(&entry.json);
    line.names(&mut faults);
    line.lists(&mut faults, by_pool);
    line.hours(&mut faults);
    line.channels(&mut faults);
    line.checked(&mut faults);
    faults
}

struct Line<'a>(&'a Value);

impl Line<'_> {
    fn names(&self, faults: &mut Vec<String>) {
        for (field, longest) in [("id", 80), ("name", 120), ("organisation", 160)] {
            if !self.0[field].as_str().is_some_and(|text| is_plain(text, longest)) {
                faults.push(format!("{field} is not 1 to {longest} plain characters"));
            }
        }
        for field in ["cost", "who_answers", "confidentiality"] {
            if !self.0[field].is_null() && !is_in_both(&self.0[field]) {
                faults.push(format!("{field} is not complete in English and Spanish"));
            }
        }
    }

    fn lists(&self, faults: &mut Vec<String>, by_pool: bool) {
        let kind = self.0["kind"].as_str().and_then(LineKind::of_word);
        match kind {
            None => faults.push("kind is not in its list".to_owned()),
            Some(LineKind::Emergency) if by_pool => {
                faults.push("only the publisher names emergency numbers".to_owned())
            }
            Some(_) => {}
        }
        let listed = |field: &str, is_word: &dyn Fn(&str) -> bool| {
            self.0[field]
                .as_array()
                .is_some_and(|words| words.iter().all(|word| word.as_str().is_some_and(is_word)))
        };
        let is_listed = [
            ("audience", listed("audience", &|word| Audience::of_word(word).is_some())),
            ("topics", listed("topics", &|word| LineTopic::of_word(word).is_some())),
            ("languages", listed("languages", &|word| Language::parse(word).is_some())),
        ];
        let others = is_listed.iter().filter(|(_, holds)| !holds);
        faults.extend(others.map(|(field, _)| format!("{field} has a word that is not in its list")));
        let one_of = |field: &str, is_word: &dyn Fn(&str) -> bool| {
            self.0[field].is_null() || self.0[field].as_str().is_some_and(is_word)
        };
        if !one_of("police_may_be_sent", &|word| PoliceMayBeSent::of_word(word).is_some()) {
            faults.push("police_may_be_sent is not in its list".to_owned());
        }
        if !one_of("number_seen", &|word| NumberSeen::of_word(word).is_some()) {
            faults.push("number_seen is not in its list".to_owned());
        }
        if !one_of("anonymous", &|word| matches!(word, "yes" | "no")) {
            faults.push("anonymous is not yes, no or null".to_owned());
        }
    }

    fn hours(&self, faults: &mut Vec<String>) {
        let hours = &self.0["hours"];
        if let Some(zone) = hours["tz"].as_str().filter(|zone| !ZONES.contains(zone)) {
            faults.push(format!("phones do not have the zone {zone}"));
        }
        let Some(osm) = hours["osm"].as_str() else {
            if !hours["osm"].is_null() {
                faults.push("hours.osm is not text".to_owned());
            }
            return;
        };
        let small = osm.to_ascii_lowercase();
        if ["dawn", "sunrise", "sunset", "dusk"].iter().any(|event| small.contains(event)) {
            faults.push("hours.osm hangs on the sun".to_owned());
        } else if !is_plain(osm, 300) || osm.parse::<OpeningHours>().is_err() {
            faults.push("hours.osm cannot be read as opening_hours".to_owned());
        }
    }

    fn channels(&self, faults: &mut Vec<String>) {
        let channels = &self.0["channels"];
        let mut count = 0;
        for (field, scheme) in [("voice", "tel:"), ("sms", "sms:"), ("tty", "tel:")] {
            match &channels[field] {
                Value::Null => {}
                Value::Array(items) => {
                    count += items.len();
                    if !items.iter().all(|item| is_number(item, scheme)) {
                        faults.push(format!("channels.{field}: a number, its address or a text beside it is not in its form, or they differ"));
                    }
                }
                _ => faults.push(format!("channels.{field} is not a list")),
            }
        }
        for (field, holds) in [("chat", is_page as fn(&str) -> bool), ("web", is_page), ("email", is_address)]
        {
            match &channels[field] {
                Value::Null => {}
                value if value.as_str().is_some_and(holds) => count += 1,
                _ => faults.push(format!("channels.{field} is not an address that may be opened")),
            }
        }
        if count == 0 {
            faults.push("there is no way to reach it".to_owned());
        }
    }

    fn checked(&self, faults: &mut Vec<String>) {
        let checked = &self.0["checked"];
        let on = checked["on"].as_str().unwrap_or_default();
        if iso::parse_day(on).or_else(|| iso::parse_day(&format!("{on}-01"))).is_none() {
            faults.push("checked.on is no date".to_owned());
        }
        let is_source = |page: &Value| {
            page.as_str().is_some_and(|page| is_page(&page.replacen("http://", "https://", 1)))
        };
        let sources = checked["source"].as_array();
        if !sources.is_some_and(|pages| pages.iter().all(is_source))
            || (checked["how"] == "published_page" && sources.is_some_and(Vec::is_empty))
        {
            faults.push("checked.source names no page, or one that is no address".to_owned());
        }
        if !checked["source_age_known"].is_boolean()
            || !(checked["by"].is_null() || checked["by"].is_string())
        {
            faults.push("checked: source_age_known or by is missing".to_owned());
        }
    }
}

/// A number that is shown is the number that is dialled, and has digits only: `*` and `#` could change a phone's own settings.
fn is_number(item: &Value, scheme: &str) -> bool {
    let dialable = |uri: &str| {
        let number = uri.strip_prefix(scheme)?;
        let digits = number.strip_prefix('+').unwrap_or(number);
        ((2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| number.to_owned())
    };
    let optional = |field: &str, holds: &dyn Fn(&Value) -> bool| item[field].is_null() || holds(&item[field]);
    let plain = |longest| move |value: &Value| value.as_str().is_some_and(|text| is_plain(text, longest));
    item["uri"].as_str().and_then(dialable).is_some_and(|number| item["number"] == number)
        && optional("uri_national", &|value| value.as_str().and_then(dialable).is_some())
        && optional("display", &plain(40))
        && optional("label", &plain(40))
        && optional("keyword", &plain(20))
        && optional("lang", &|value| value.as_str().is_some_and(|tag| Language::parse(tag).is_some()))
        && optional("instruction", &is_in_both)
        && optional("post_dial", &|press| {
            let digits = press["digits"].as_str().unwrap_or_default();
            (1..=8).contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && is_in_both(&press["says"])
        })
}

fn is_in_both(value: &Value) -> bool {
    ["en", "es"].iter().all(|language| value[language].as_str().is_some_and(|text| is_plain(text, 600)))
}

fn is_page(page: &str) -> bool {
    let host =
        page.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    page.len() <= 500
        && host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
        && page.chars().all(|letter| is_visible(letter) && !letter.is_whitespace())
}

fn is_address(address: &str) -> bool {
    address.len() <= 120
        && address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte))
}

fn is_plain(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && text.chars().all(is_visible)
}

/// No control character, and none of the invisible marks that turn the direction of text (UAX 9).
fn is_visible(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
