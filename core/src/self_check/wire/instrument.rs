//! An instrument as a file, and the content of an `instruments` pack.

use super::{InstrumentRefused, WireText, own, plain, rule, word};
use crate::self_check::instrument::*;
use crate::self_check::rules::{Score, ScoreRule};
use crate::words::Language;
use peerline_protocol::{json, order};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files compiled in, in the order of the list.
const BUNDLED: [&str; 9] = [
    include_str!("../../../content/instruments/phq-9.json"),
    include_str!("../../../content/instruments/gad-7.json"),
    include_str!("../../../content/instruments/pc-ptsd-5.json"),
    include_str!("../../../content/instruments/pcl-5.json"),
    include_str!("../../../content/instruments/phq-4.json"),
    include_str!("../../../content/instruments/phq-2.json"),
    include_str!("../../../content/instruments/gad-2.json"),
    include_str!("../../../content/instruments/phq-8.json"),
    include_str!("../../../content/instruments/distress.json"),
];

/// What a file of instruments gave.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InstrumentsRead {
    /// Those that can be used, in the order of the file.
    pub instruments: Vec<Arc<Instrument>>,
    /// The places, from 0, of those that cannot, with the reason. What was known of such an instrument before stays.
    pub refused: Vec<(usize, InstrumentRefused)>,
}

/// The instruments compiled in.
pub(in crate::self_check) fn bundled() -> Instruments {
    // Cannot fail: a test reads every one of them.
    let read = BUNDLED.iter().filter_map(|json| instrument(json).ok());
    Instruments(read.map(|i| Known { instrument: Arc::new(i), signed: None }).collect())
}

/// Reads the content of a pack: an object with `instruments`.
pub(in crate::self_check) fn file(json: &str) -> Result<InstrumentsRead, InstrumentRefused> {
    #[derive(Deserialize)]
    struct File<'a> {
        #[serde(borrow)]
        instruments: Vec<&'a RawValue>,
    }
    let file: File<'_> = json::from_str(json).map_err(|_| InstrumentRefused::Malformed)?;
    let mut ids = BTreeSet::new();
    let mut read = InstrumentsRead::default();
    for (place, raw) in file.instruments.iter().enumerate() {
        let one = instrument(raw.get()).and_then(|one| {
            let new = ids.insert(one.id.clone());
            if new { Ok(one) } else { Err(InstrumentRefused::SameId) }
        });
        match one {
            Ok(one) => read.instruments.push(Arc::new(one)),
            Err(reason) => read.refused.push((place, reason)),
        }
    }
    Ok(read)
}

/// Reads one instrument.
pub(super) fn instrument(json: &str) -> Result<Instrument, InstrumentRefused> {
    let wire: WireInstrument = json::from_str(json).map_err(|_| InstrumentRefused::Malformed)?;
    let licence = wire.licence.ok_or(InstrumentRefused::LicenceMissing)?;
    let licence = wording("licence", licence, 1000).map_err(|_| InstrumentRefused::LicenceMissing)?;
    let citation = plain("citation", wire.citation.unwrap_or_default(), 1000)
        .map_err(|_| InstrumentRefused::CitationMissing)?;
    if wire.version == 0 {
        return Err(InstrumentRefused::Number("version"));
    }
    let usual = choices(wire.answers)?;
    let (items, extras) = (questions(wire.items, &usual)?, questions(wire.extras, &usual)?);
    if !(1..=60).contains(&items.len()) || extras.len() > 10 {
        return Err(InstrumentRefused::Questions);
    }
    let score = rule::score("score", &wire.score, &items)?;
    let gate = wire.gate.map(gate).transpose()?;
    let bands = bands(wire.bands, &score, gate.as_ref().map(|gate| gate.no_total), &items)?;
    let scales = wire.scales.into_iter().map(|one| scale(one, &items)).collect::<Result<_, _>>()?;
    let flags = wire
        .flags
        .into_iter()
        .map(|one| Ok(Flag { id: word("flags", one.id)?, value: rule::flag(&one.value, &items)? }));
    let flags = flags.collect::<Result<_, _>>()?;
    let safety = wire.safety.into_iter().map(|one| safety(&one, &items)).collect::<Result<_, _>>()?;
    let offers = wire.offers.into_iter().map(|one| offer(one, &items)).collect::<Result<_, _>>()?;
    let contradictions = wire.contradictions.into_iter().map(|one| {
        let when = rule::test("contradictions", &one.when, &items)?;
        Ok(Contradiction { when, say: own("contradictions", one.say, 400)? })
    });
    let contradictions = contradictions.collect::<Result<_, _>>()?;
    let change = change(&wire.change)?;
    let instrument = Instrument {
        id: InstrumentId(word("id", wire.id)?.into()),
        version: wire.version,
        coding: Coding(word("coding", wire.coding)?.into()),
        kind: listed("kind", &wire.kind, &[("check", Kind::Check), ("meter", Kind::Meter)])?,
        title: own("title", wire.title, 80)?,
        name: plain("name", wire.name, 200)?,
        languages: languages(&wire.languages)?,
        stem: wire.stem.map(|stem| wording("stem", stem, 1000)).transpose()?,
        gate,
        items,
        extras,
        score,
        bands,
        scales,
        flags,
        safety,
        offers,
        contradictions,
        recall_days: wire.recall_days.map(|days| in_days("recall_days", days)).transpose()?,
        least_interval_days: in_days("least_interval_days", wire.least_interval_days)?,
        change,
        better: listed("better", &wire.better, &[("lower", Better::Lower), ("higher", Better::Higher)])?,
        licence,
        citation,
        loinc_panel: loinc(wire.loinc.panel)?,
        loinc_total: loinc(wire.loinc.total)?,
    };
    is_complete(&instrument)?;
    Ok(instrument)
}

#[derive(Deserialize)]
struct WireInstrument {
    id: String,
    version: u32,
    coding: String,
    kind: String,
    title: WireText,
    name: String,
    languages: Vec<String>,
    stem: Option<WireWording>,
    gate: Option<WireGate>,
    #[serde(default)]
    answers: Vec<WireChoice>,
    items: Vec<WireItem>,
    #[serde(default)]
    extras: Vec<WireItem>,
    score: Value,
    bands: Vec<WireBand>,
    #[serde(default)]
    scales: Vec<WireScale>,
    #[serde(default)]
    flags: Vec<WireFlag>,
    #[serde(default)]
    safety: Vec<WireSafety>,
    #[serde(default)]
    offers: Vec<WireOffer>,
    #[serde(default)]
    contradictions: Vec<WireContradiction>,
    recall_days: Option<u16>,
    least_interval_days: u16,
    #[serde(default)]
    change: WireChange,
    better: String,
    licence: Option<WireWording>,
    citation: Option<String>,
    #[serde(default)]
    loinc: WireLoinc,
}

#[derive(Deserialize)]
struct WireWording {
    en: String,
    es: Option<String>,
}

#[derive(Deserialize)]
struct WireGate {
    text: Option<WireWording>,
    no: Option<WireWording>,
    yes: Option<WireWording>,
    no_total: Value,
}

#[derive(Deserialize)]
struct WireItem {
    text: Option<WireWording>,
    answers: Option<Vec<WireChoice>>,
    loinc: Option<String>,
}

#[derive(Deserialize)]
struct WireChoice {
    value: u8,
    text: Option<WireWording>,
    loinc: Option<String>,
}

#[derive(Deserialize)]
struct WireBand {
    word: String,
    from: Value,
    to: Value,
    means: Option<WireText>,
    #[serde(default)]
    next: Vec<String>,
}

#[derive(Deserialize)]
struct WireScale {
    id: String,
    title: WireText,
    score: Value,
    bands: Vec<WireBand>,
}

#[derive(Deserialize)]
struct WireFlag {
    id: String,
    value: Value,
}

#[derive(Deserialize)]
struct WireSafety {
    item: Value,
    at_least: u8,
}

#[derive(Deserialize)]
struct WireOffer {
    instrument: String,
    when: Value,
    why: WireText,
}

#[derive(Deserialize)]
struct WireContradiction {
    when: Value,
    say: WireText,
}

#[derive(Deserialize, Default)]
struct WireChange {
    reliable: Option<Value>,
    notable: Option<Value>,
}

#[derive(Deserialize, Default)]
struct WireLoinc {
    panel: Option<String>,
    total: Option<String>,
}

fn wording(field: &'static str, text: WireWording, longest: usize) -> Result<Wording, InstrumentRefused> {
    let es = text.es.map(|es| plain(field, es, longest)).transpose()?;
    Ok(Wording { en: plain(field, text.en, longest)?, es })
}

fn choices(wire: Vec<WireChoice>) -> Result<Vec<Choice>, InstrumentRefused> {
    let values = || wire.iter().map(|choice| choice.value);
    if order::distinct(values()) != wire.len() || wire.len() > 20 || values().any(|value| value == u8::MAX) {
        return Err(InstrumentRefused::Choices);
    }
    let choice = |wire: WireChoice| {
        let text = wire.text.map(|text| wording("answers", text, 200)).transpose()?;
        Ok(Choice { value: wire.value, text, loinc: loinc(wire.loinc)? })
    };
    wire.into_iter().map(choice).collect()
}

fn questions(wire: Vec<WireItem>, usual: &[Choice]) -> Result<Vec<Item>, InstrumentRefused> {
    let question = |wire: WireItem| {
        let answers = wire.answers.map_or_else(|| Ok(usual.to_vec()), choices)?;
        if answers.is_empty() {
            return Err(InstrumentRefused::Choices);
        }
        let text = wire.text.map(|text| wording("items", text, 1000)).transpose()?;
        Ok(Item { text, answers, loinc: loinc(wire.loinc)? })
    };
    wire.into_iter().map(question).collect()
}

fn gate(wire: WireGate) -> Result<Gate, InstrumentRefused> {
    let text = wire.text.map(|text| wording("gate", text, 1000)).transpose()?;
    let answers = match (wire.no, wire.yes) {
        (Some(no), Some(yes)) => Some((wording("gate", no, 40)?, wording("gate", yes, 40)?)),
        (None, None) if text.is_none() => None,
        _ => return Err(InstrumentRefused::Text("gate")),
    };
    Ok(Gate { text, answers, no_total: rule::number("gate", &wire.no_total)? })
}

/// Every score that can come out must be in exactly one band.
fn bands(
    wire: Vec<WireBand>,
    score: &ScoreRule,
    also: Option<Score>,
    items: &[Item],
) -> Result<Bands, InstrumentRefused> {
    let mut bands = wire.into_iter().map(band).collect::<Result<Vec<_>, _>>()?;
    order::by_key(&mut bands, |band| band.from);
    if bands.iter().any(|band| band.from > band.to) {
        return Err(InstrumentRefused::Bands);
    }
    if bands.windows(2).any(|pair| pair[0].to >= pair[1].from) {
        return Err(InstrumentRefused::BandsOverlap);
    }
    let possible: Vec<Score> = score.possible(items).into_iter().chain(also).collect();
    let holds = |band: &Band, score: &Score| band.from <= *score && *score <= band.to;
    if possible.iter().any(|score| !bands.iter().any(|band| holds(band, score))) {
        return Err(if bands.is_empty() { InstrumentRefused::Bands } else { InstrumentRefused::BandsHole });
    }
    if bands.iter().any(|band| !possible.iter().any(|score| holds(band, score))) {
        return Err(InstrumentRefused::BandUnreachable);
    }
    let mut bands = bands.into_iter();
    let lowest = bands.next().ok_or(InstrumentRefused::Bands)?;
    Ok(Bands { lowest, others: bands.collect() })
}

fn band(wire: WireBand) -> Result<Band, InstrumentRefused> {
    let next = |word: &String| Next::ALL.iter().copied().find(|next| next.word() == word);
    let next: Option<Vec<_>> = wire.next.iter().map(next).collect();
    Ok(Band {
        word: word("bands", wire.word)?,
        from: rule::number("bands", &wire.from)?,
        to: rule::number("bands", &wire.to)?,
        means: wire.means.map(|means| own("bands", means, 400)).transpose()?,
        next: next.ok_or(InstrumentRefused::UnknownValue("bands"))?,
    })
}

fn scale(wire: WireScale, items: &[Item]) -> Result<Scale, InstrumentRefused> {
    let score = rule::score("scales", &wire.score, items)?;
    let bands = bands(wire.bands, &score, None, items)?;
    Ok(Scale { id: word("scales", wire.id)?, title: own("scales", wire.title, 80)?, score, bands })
}

fn safety(wire: &WireSafety, items: &[Item]) -> Result<SafetyRule, InstrumentRefused> {
    let item = rule::item("safety", &wire.item, items)?;
    let opens = |choice: &Choice| choice.value >= wire.at_least;
    let answers = items.get(item).map(|item| item.answers.as_slice()).unwrap_or_default();
    if answers.iter().all(opens) || !answers.iter().any(opens) {
        return Err(InstrumentRefused::Safety);
    }
    Ok(SafetyRule { item, at_least: wire.at_least })
}

fn offer(wire: WireOffer, items: &[Item]) -> Result<Offer, InstrumentRefused> {
    Ok(Offer {
        instrument: InstrumentId(word("offers", wire.instrument)?.into()),
        when: rule::test("offers", &wire.when, items)?,
        why: own("offers", wire.why, 500)?,
    })
}

fn change(wire: &WireChange) -> Result<ChangeValues, InstrumentRefused> {
    let value = |value: &Option<Value>| {
        let score = value.as_ref().map(|value| rule::number("change", value)).transpose()?;
        if score.is_some_and(|score| score <= Score::default()) {
            return Err(InstrumentRefused::Change);
        }
        Ok(score)
    };
    let (reliable, notable) = (value(&wire.reliable)?, value(&wire.notable)?);
    match (reliable, notable) {
        (Some(reliable), Some(notable)) if reliable < notable => Err(InstrumentRefused::Change),
        _ => Ok(ChangeValues { reliable, notable }),
    }
}

fn languages(tags: &[String]) -> Result<Vec<Language>, InstrumentRefused> {
    let language = |tag: &String| Language::ALL.iter().copied().find(|language| language.tag() == tag);
    let languages: Option<Vec<_>> = tags.iter().map(language).collect();
    let languages = languages.ok_or(InstrumentRefused::UnknownValue("languages"))?;
    if languages.contains(&Language::En) { Ok(languages) } else { Err(InstrumentRefused::Language) }
}

/// Whoever can be asked must be told what came out; and a language is there whole, or not.
fn is_complete(instrument: &Instrument) -> Result<(), InstrumentRefused> {
    if !instrument.can_be_asked() {
        return Ok(());
    }
    let bands = instrument.bands.iter().chain(instrument.scales.iter().flat_map(|scale| scale.bands.iter()));
    if bands.into_iter().any(|band| band.means.is_none()) {
        return Err(InstrumentRefused::Text("bands"));
    }
    let questions = || instrument.items.iter().chain(&instrument.extras);
    let gate = instrument
        .gate
        .iter()
        .flat_map(|gate| gate.text.iter().chain(gate.answers.iter().flat_map(|(no, yes)| [no, yes])));
    let mut wording = questions()
        .flat_map(|item| {
            item.text.iter().chain(item.answers.iter().filter_map(|choice| choice.text.as_ref()))
        })
        .chain(gate)
        .chain(&instrument.stem);
    let in_spanish = instrument.languages.contains(&Language::Es);
    if wording.any(|text| text.es.is_some() != in_spanish) {
        return Err(InstrumentRefused::Language);
    }
    Ok(())
}

fn listed<T: Copy>(field: &'static str, word: &str, list: &[(&str, T)]) -> Result<T, InstrumentRefused> {
    let found = list.iter().find(|(listed, _)| *listed == word).map(|(_, value)| *value);
    found.ok_or(InstrumentRefused::UnknownValue(field))
}

fn in_days(field: &'static str, days: u16) -> Result<u16, InstrumentRefused> {
    if days <= 3660 { Ok(days) } else { Err(InstrumentRefused::Number(field)) }
}

fn loinc(code: Option<String>) -> Result<Option<String>, InstrumentRefused> {
    code.map(|code| word("loinc", code)).transpose()
}
