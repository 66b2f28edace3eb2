//! Results as a text for their owner.

use crate::self_check::{Instrument, Origin, Question, SelfCheck};
use crate::words::{Language, Say, Words};
use crate::zone::Zone;
use chrono::{DateTime, Datelike as _, Timelike as _};

/// Each result with its answers, then each form once with its licence.
pub(super) fn text<'a>(
    results: impl Iterator<Item = (&'a SelfCheck, Option<&'a Instrument>)>,
    zone: Zone,
    language: Language,
) -> String {
    let words = Words::of(language);
    let mut blocks = vec![vec![words.say(&Say::SelfCheckExportHead), words.say(&Say::SelfCheckNoDiagnosis)]];
    let mut forms: Vec<&Instrument> = vec![];
    for (check, instrument) in results {
        blocks.push(result(check, instrument, zone, language));
        forms.extend(instrument.filter(|new| !forms.iter().any(|form| form.id == new.id)));
    }
    blocks.extend(forms.into_iter().map(|form| {
        vec![
            format!("{}: {}", form.id, form.name),
            form.licence.of(language),
            words.say(&Say::SelfCheckExportSource { source: form.citation.clone() }),
        ]
    }));
    let blocks: Vec<String> = blocks.into_iter().map(|lines| lines.join("\n")).collect();
    blocks.join("\n\n") + "\n"
}

fn result(check: &SelfCheck, instrument: Option<&Instrument>, zone: Zone, language: Language) -> Vec<String> {
    let words = Words::of(language);
    let name = |form: &Instrument| format!("{}: {}", form.id, form.name);
    let mut lines = vec![
        instrument.map_or_else(|| check.instrument.to_string(), name),
        words.say(&when(check, zone, words)),
    ];
    if check.origin == Origin::Imported {
        lines.push(words.say(&Say::SelfCheckImported));
    }
    lines.extend(answers(check, instrument, language));
    let total = check.total.to_string();
    let Some(instrument) = instrument else {
        lines.push(words.say(&Say::SelfCheckExportTotal { total }));
        lines.push(words.say(&Say::SelfCheckNoDiagnosis));
        return lines;
    };
    let ends = (instrument.bands.iter().next(), instrument.bands.iter().last());
    lines.push(words.say(&match ends {
        (Some(low), Some(high)) => {
            Say::SelfCheckTotal { total, least: low.from.to_string(), most: high.to.to_string() }
        }
        _ => Say::SelfCheckExportTotal { total },
    }));
    let band = instrument.bands.of(check.total);
    lines.extend(band.means.iter().map(|means| means.of(language)));
    lines.push(words.say(&Say::SelfCheckNoDiagnosis));
    lines
}

fn when(check: &SelfCheck, zone: Zone, words: &Words) -> Say {
    let at = zone.at(DateTime::from_timestamp(check.at.unix(), 0).unwrap_or_default());
    let month = words.say(&Say::Month { month: at.month() });
    let year = u32::try_from(at.year()).unwrap_or_default();
    Say::SelfCheckExportDone {
        date: words.say(&Say::DateDay { day: at.day(), month, year }),
        time: format!("{:02}:{:02}", at.hour(), at.minute()),
        zone: zone.name().to_owned(),
    }
}

/// A question and its answer, each on a line of its own; by number where the wording is not here.
fn answers(check: &SelfCheck, instrument: Option<&Instrument>, language: Language) -> Vec<String> {
    let words = Words::of(language);
    let items = (0..check.answers.items().len()).map(Question::Item);
    let extras = (0..check.answers.extras().len()).map(Question::Extra);
    let all = std::iter::once(Question::Gate).chain(items).chain(extras);
    let mut lines = vec![];
    for (place, question) in all.enumerate() {
        let Some(value) = check.answers.get(question) else { continue };
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        match instrument.and_then(|instrument| worded(instrument, question, value, language)) {
            Some((asked, answered)) => lines.extend([asked, format!("   - {answered}")]),
            None => lines.push(words.say(&Say::SelfCheckExportNumber { number, value: value.into() })),
        }
    }
    lines
}

fn worded(
    instrument: &Instrument,
    question: Question,
    value: u8,
    language: Language,
) -> Option<(String, String)> {
    let item = match question {
        Question::Gate => {
            let gate = instrument.gate.as_ref()?;
            let (no, yes) = gate.answers.as_ref()?;
            let answered = if value == 0 { no } else { yes };
            return Some((gate.text.as_ref()?.of(language), answered.of(language)));
        }
        Question::Item(place) => instrument.items.get(place)?,
        Question::Extra(place) => instrument.extras.get(place)?,
    };
    let choice = item.answers.iter().find(|choice| choice.value == value)?;
    Some((item.text.as_ref()?.of(language), choice.text.as_ref()?.of(language)))
}
