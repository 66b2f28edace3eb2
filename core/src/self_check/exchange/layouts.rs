//! How forms and questions are called in files: our own names, and those of published forms that do not use LOINC's codes as link ids.

use super::rules::Slot;
use crate::self_check::{Instrument, Instruments, Question};
use std::sync::Arc;

/// LOINC's name as a system of codes.
pub(super) const LOINC: &str = "http://loinc.org";
/// Our system of answers: the code is the value.
pub(super) const ANSWERS: &str = "urn:peerline:self-check:answer";
/// Our system of totals: the code is the instrument's id.
pub(super) const SCORES: &str = "urn:peerline:self-check:score";
/// Our system of bands and of facts of scoring.
pub(super) const FACTS: &str = "urn:peerline:self-check:fact";

const OWN: &str = "urn:peerline:self-check:form:";

/// Our name of a form. Another way to count is another form.
pub(super) fn url(id: &str, coding: &str) -> String {
    format!("{OWN}{id}:{coding}")
}

/// The id and the coding in a name of ours.
pub(super) fn own(url: &str) -> Option<(&str, &str)> {
    url.strip_prefix(OWN)?.split_once(':')
}

/// Our link id of a question.
pub(super) fn link(instrument: Option<&Instrument>, question: Question) -> String {
    let loinc = match question {
        Question::Gate => None,
        Question::Item(place) => instrument.and_then(|one| one.items.get(place)?.loinc.as_ref()),
        Question::Extra(place) => instrument.and_then(|one| one.extras.get(place)?.loinc.as_ref()),
    };
    match (loinc, question) {
        (Some(code), _) => format!("/{code}"),
        (None, Question::Gate) => "gate".to_owned(),
        (None, Question::Item(place)) => format!("{}", place + 1),
        (None, Question::Extra(place)) => format!("extra-{}", place + 1),
    }
}

/// Our link id of the total.
pub(super) fn total_link(instrument: Option<&Instrument>) -> String {
    let loinc = instrument.and_then(|one| one.loinc_total.as_ref());
    loinc.map_or_else(|| "total".to_owned(), |code| format!("/{code}"))
}

/// What a question or the total is called by whatever instrument: what is kept beside it is found by this again.
pub(super) fn key(slot: Slot) -> String {
    match slot {
        Slot::Answer(question) => link(None, question),
        Slot::Total => total_link(None),
    }
}

/// What a link id is in a form whose layout is known.
pub(super) fn slot(form: &str, link: &str, instrument: &Instrument) -> Option<Slot> {
    if own(form).is_some() {
        let items = (0..instrument.items.len()).map(Question::Item);
        let extras = (0..instrument.extras.len()).map(Question::Extra);
        let gate = instrument.gate.iter().map(|_| Question::Gate);
        // By number where it was exported after its instrument had gone.
        let called = |one: &Question| [Some(instrument), None].iter().any(|by| self::link(*by, *one) == link);
        let question = gate.chain(items).chain(extras).find(called);
        let is_total = [Some(instrument), None].iter().any(|by| total_link(*by) == link);
        let total = is_total.then_some(Slot::Total);
        return question.map(Slot::Answer).or(total);
    }
    let layout =
        LAYOUTS.iter().find(|layout| form.ends_with(layout.form) && is(instrument, layout.instrument))?;
    if link == layout.total {
        return Some(Slot::Total);
    }
    let place = |links: &[&str]| links.iter().position(|one| *one == link);
    let item = place(layout.items).map(Question::Item);
    item.or_else(|| place(layout.extras).map(Question::Extra)).map(Slot::Answer)
}

fn is(instrument: &Instrument, id: &str) -> bool {
    instrument.id.as_str() == id
}

/// A published form whose link ids say nothing by themselves.
struct Layout {
    /// How its address ends.
    form: &'static str,
    instrument: &'static str,
    items: &'static [&'static str],
    extras: &'static [&'static str],
    total: &'static str,
}

/// Sources: HL7's SDC guide (`questionnaire-sdc-profile-example-PHQ9`) and the German Medical Informatics Initiative's module of
/// patient-reported outcomes, 2026 and 2027. Only their names are used here.
const LAYOUTS: [Layout; 3] = [
    Layout {
        form: "/Questionnaire/questionnaire-sdc-profile-example-PHQ9",
        instrument: "PHQ-9",
        items: &[
            "H1/T1/Q1", "H1/T1/Q2", "H1/T1/Q3", "H1/T1/Q4", "H1/T1/Q5", "H1/T1/Q6", "H1/T1/Q7", "H1/T1/Q8",
            "H1/T1/Q9",
        ],
        extras: &[],
        total: "H1/TS",
    },
    Layout {
        form: "/Questionnaire/mii-qst-pro-phq-9",
        instrument: "PHQ-9",
        items: &[
            "phq-phq2a",
            "phq-phq2b",
            "phq-phq2c",
            "phq-phq2d",
            "phq-phq2e",
            "phq-phq2f",
            "phq-phq2g",
            "phq-phq2h",
            "phq-phq2i",
        ],
        extras: &["phq-phq9-difficulty"],
        total: "phq-phq9-score-total",
    },
    Layout {
        form: "/Questionnaire/mii-qst-pro-gad-7",
        instrument: "GAD-7",
        items: &[
            "phq-gad7-q01",
            "phq-gad7-q02",
            "phq-gad7-q03",
            "phq-gad7-q04",
            "phq-gad7-q05",
            "phq-gad7-q06",
            "phq-gad7-q07",
        ],
        extras: &[],
        total: "phq-gad7-score-total",
    },
];

/// The instrument whose published name stands in the last part of a form's address, if it is exactly one: `.../phq-9-example`.
pub(super) fn named(url: &str, known: &Instruments) -> Option<Arc<Instrument>> {
    let last = url.trim_end_matches('/').rsplit(['/', ':', '#']).next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> =
        last.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let holds = |id: &str| {
        let id: String = id.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        (0..words.len())
            .any(|from| (from + 1..=words.len().min(from + 4)).any(|to| words[from..to].concat() == id))
    };
    let mut named = known.iter().map(|known| &known.instrument).filter(|one| holds(one.id.as_str()));
    let first = named.next()?;
    named.next().is_none().then(|| first.clone())
}
