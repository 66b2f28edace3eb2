//! What a file's answers are, by the instruments that this phone knows. Pure.
//!
//! Nothing is guessed: an answer counts only if the file says its value in a way that can be checked against the instrument, and what the
//! file calls its total is only compared with ours.

use super::layouts;
use super::{Fate, Finding};
use crate::ids::Minute;
use crate::self_check::{Answers, AnswersRefused, Instrument, Instruments, Item, Question, Score};
use peerline_protocol::order;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// A file, taken apart.
#[derive(Default)]
pub(super) struct File {
    pub(super) responses: Vec<Response>,
    pub(super) forms: Vec<Form>,
    /// Totals that stand apart from the answers, by the name of the response that they say they come from.
    pub(super) totals: HashMap<String, Vec<ApartTotal>>,
    /// Entries of another kind, which are not read.
    pub(super) others: usize,
}

/// A total that stands apart from the answers.
pub(super) struct ApartTotal {
    pub(super) codes: Vec<Code>,
    pub(super) total: Option<Score>,
}

/// What a file says of a form.
pub(super) struct Form {
    pub(super) url: String,
    pub(super) codes: Vec<Code>,
    pub(super) items: HashMap<String, FormItem>,
}

/// What a file says of a question.
pub(super) struct FormItem {
    pub(super) codes: Vec<Code>,
    pub(super) weights: Vec<(Code, Score)>,
}

/// A code, with its system if the file gives one.
#[derive(PartialEq, Eq, Hash, Clone)]
pub(super) struct Code {
    pub(super) system: Option<String>,
    pub(super) code: String,
}

/// One filled form of a file.
#[derive(Default)]
pub(super) struct Response {
    /// Whether it could be read at all. If not, nothing else of it counts.
    pub(super) unreadable: bool,
    /// Whether it has a mark that says: who does not know me must not use this.
    pub(super) modified: bool,
    /// Its form, without the version.
    pub(super) form: Option<String>,
    /// What totals refer to it by.
    pub(super) names: Vec<String>,
    pub(super) status: Status,
    pub(super) authored: Authored,
    pub(super) items: Vec<FilledItem>,
    /// Whether it names people, who are not taken over.
    pub(super) people: bool,
    /// What we do not understand of it, apart from items, as it was written.
    pub(super) rest: Fields,
}

#[derive(Default, PartialEq, Eq)]
pub(super) enum Status {
    Done,
    #[default]
    NotDone,
    Withdrawn,
}

#[derive(Default)]
pub(super) enum Authored {
    At(i64),
    /// A day without a time.
    On(i64),
    #[default]
    Unknown,
}

/// A question with what was answered.
pub(super) struct FilledItem {
    pub(super) link: String,
    pub(super) codes: Vec<Code>,
    pub(super) answers: Vec<Answer>,
    /// As it was written, without what is nested in it.
    pub(super) written: String,
    /// What we do not understand within it.
    pub(super) within: Within,
}

/// Fields, each as it was written.
pub(super) type Fields = Vec<(String, String)>;

/// What we do not understand within a question that we know.
#[derive(Default, Clone, PartialEq, Eq)]
pub(super) struct Within {
    pub(super) item: Fields,
    pub(super) answer: Fields,
    pub(super) coding: Fields,
}

impl Within {
    fn fields(&self) -> impl Iterator<Item = &(String, String)> {
        self.item.iter().chain(&self.answer).chain(&self.coding)
    }
}

/// An answer in every way in which the file says it.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) code: Option<Code>,
    pub(super) weights: Vec<Score>,
    pub(super) number: Option<Score>,
    pub(super) words: Option<String>,
}

/// What became of a filled form of the file.
pub(super) struct Found {
    pub(super) instrument: Option<Arc<Instrument>>,
    pub(super) at: Option<Minute>,
    pub(super) answers: Option<Answers>,
    pub(super) fate: Fate,
    pub(super) findings: Vec<Finding>,
    /// What is kept beside it as it was written.
    pub(super) rest: Rest,
}

/// Parts of a filled form that we do not understand, as they were written.
#[derive(Default, Clone, PartialEq, Eq)]
pub(super) struct Rest {
    /// Of the filled form itself.
    pub(super) fields: Fields,
    /// Whole items.
    pub(super) items: Vec<String>,
    /// Within the questions that we know, and the total, by our link id without codes.
    pub(super) within: Vec<(String, Within)>,
}

impl Rest {
    /// In bytes.
    fn length(&self) -> usize {
        let within = self.within.iter().flat_map(|(_, within)| within.fields());
        let fields = self.fields.iter().chain(within).map(|(name, value)| name.len() + value.len());
        fields.chain(self.items.iter().map(String::len)).sum()
    }
}

/// The most that is kept beside a result.
const MAX_REST: usize = 8 * 1024;
/// A phone's clock may be a little wrong.
const MINUTES_AHEAD: u32 = 24 * 60;

/// Reads every filled form of a file, in its order.
pub(super) fn read(file: File, known: &Instruments, now: Minute) -> Vec<Found> {
    let File { responses, forms, totals, .. } = file;
    let forms: HashMap<&str, &Form> = forms.iter().map(|form| (form.url.as_str(), form)).collect();
    responses.into_iter().map(|response| one(response, &forms, &totals, known, now)).collect()
}

fn one(
    response: Response,
    forms: &HashMap<&str, &Form>,
    totals: &HashMap<String, Vec<ApartTotal>>,
    known: &Instruments,
    now: Minute,
) -> Found {
    let (at, mut findings) = time(&response);
    if response.people {
        findings.push(Finding::NamesPeople);
    }
    let unused = |fate, findings, instrument| Found {
        instrument,
        at,
        answers: None,
        fate,
        findings,
        rest: Rest::default(),
    };
    if response.unreadable {
        return unused(Fate::Unreadable, findings, None);
    }
    let form = response.form.as_deref().and_then(|url| forms.get(url).copied());
    let instrument = match instrument(&response, form, known) {
        Named::One(instrument) => instrument,
        Named::OtherCoding(instrument) => return unused(Fate::OtherCoding, findings, Some(instrument)),
        Named::None => return unused(Fate::UnknownForm, findings, None),
    };
    let apart = response.names.iter().filter_map(|name| totals.get(name)).flatten();
    let read = answers(&response, form, &instrument);
    let computed = instrument.score(&read.answers).complete().map(|complete| complete.total);
    let apart = apart
        .filter(|total| total.codes.iter().any(|code| is_total(code, &instrument)))
        .filter_map(|apart| apart.total);
    let mut declared: Vec<Score> = read.totals.into_iter().chain(apart).collect();
    order::ascending(&mut declared);
    declared.dedup();
    if let Some(computed) = computed {
        let differs = declared.iter().filter(|declared| **declared != computed);
        findings.extend(differs.map(|declared| Finding::TotalDiffers { declared: *declared, computed }));
    }
    findings.extend(read.findings);
    let rest = Rest { fields: response.rest, items: read.unknown, within: read.within };
    let rest = keep(rest, &mut findings);
    let fate = match (&response.status, at, computed) {
        _ if response.modified => Fate::Modified,
        (Status::Withdrawn, ..) => Fate::Withdrawn,
        _ if read.contradicts => Fate::Contradictory,
        (_, _, None) => Fate::Incomplete { missing: read.answers.missing(&instrument) },
        (Status::NotDone, ..) => Fate::NotDone,
        (_, None, _) => Fate::NoTime,
        (_, Some(at), _) if at.0 > now.0.saturating_add(MINUTES_AHEAD) => Fate::Ahead,
        (Status::Done, Some(_), Some(total)) => Fate::New { total },
    };
    Found { instrument: Some(instrument), at, answers: Some(read.answers), fate, findings, rest }
}

fn time(response: &Response) -> (Option<Minute>, Vec<Finding>) {
    let (seconds, findings) = match response.authored {
        Authored::At(seconds) => (seconds, vec![]),
        Authored::On(noon) => (noon, vec![Finding::DayOnly]),
        Authored::Unknown => return (None, vec![]),
    };
    let at = (seconds >= 0).then(|| Minute::of_unix(seconds));
    (at, if at.is_some() { findings } else { vec![] })
}

fn keep(rest: Rest, findings: &mut Vec<Finding>) -> Rest {
    match rest.length() {
        0 => rest,
        1..=MAX_REST => {
            findings.push(Finding::PartsKept);
            rest
        }
        _ => {
            findings.push(Finding::PartsLeftOut);
            Rest::default()
        }
    }
}

enum Named {
    One(Arc<Instrument>),
    OtherCoding(Arc<Instrument>),
    None,
}

/// Which instrument it is, by the surest sign first: our own name, the panel's code, the published name in the form's address if nothing
/// in the answers speaks against it, the total's code, and last the questions themselves.
fn instrument(response: &Response, form: Option<&Form>, known: &Instruments) -> Named {
    let find = |id: &str| known.find(id).map(|known| known.instrument.clone());
    if let Some((id, coding)) = response.form.as_deref().and_then(layouts::own) {
        return match find(id) {
            Some(one) if one.coding.as_str() == coding => Named::One(one),
            Some(one) => Named::OtherCoding(one),
            None => Named::None,
        };
    }
    let all = || known.iter().map(|known| &known.instrument);
    let by_code = |code: &Code, of: fn(&Instrument) -> Option<&String>| {
        let one = all().find(|one| code.is_loinc() && of(one) == Some(&code.code));
        one.cloned()
    };
    let panel = form.into_iter().flat_map(|form| &form.codes);
    if let Some(one) = panel.into_iter().find_map(|code| by_code(code, |one| one.loinc_panel.as_ref())) {
        return Named::One(one);
    }
    let asked: Vec<Code> = response.items.iter().flat_map(|item| codes_of(item, form)).collect();
    let knows = |one: &Instrument, code: &Code| slot_of_code(one, code).is_some();
    if let Some(named) = response.form.as_deref().and_then(|url| layouts::named(url, known)) {
        let of_others = |code: &&Code| !knows(&named, code) && all().any(|other| knows(other, code));
        if !asked.iter().any(|code| of_others(&code)) {
            return Named::One(named);
        }
    }
    if let Some(one) = asked.iter().find_map(|code| by_code(code, |one| one.loinc_total.as_ref())) {
        return Named::One(one);
    }
    // The one that covers most of what was asked; of those that cover the same, the shortest.
    let covered = |one: &Instrument| {
        let asks = |item: &Item| item.loinc.as_ref().is_some_and(|code| asked.iter().any(|c| c.is(code)));
        one.items.iter().filter(|item| asks(item)).count()
    };
    let best = all().min_by_key(|one| (Reverse(covered(one)), one.items.len()));
    best.filter(|best| covered(best) > 0).cloned().map_or(Named::None, Named::One)
}

/// The codes of a question: those it has, those that its form gives it, and one that its link id is.
fn codes_of<'a>(item: &'a FilledItem, form: Option<&'a Form>) -> Vec<Code> {
    let given = form.and_then(|form| form.items.get(&item.link)).map(|item| item.codes.as_slice());
    let last = item.link.rsplit('/').next().unwrap_or_default();
    let is_code = last.split_once('-').is_some_and(|(number, check)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        number.len() >= 3 && digits(number) && digits(check) && check.len() == 1
    });
    let link = is_code.then(|| Code::loinc(last));
    item.codes.iter().chain(given.unwrap_or_default()).cloned().chain(link).collect()
}

/// What an item of a file can be.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Answer(Question),
    Total,
}

fn slot_of_code(instrument: &Instrument, code: &Code) -> Option<Slot> {
    if is_total(code, instrument) {
        return Some(Slot::Total);
    }
    let place =
        |items: &[Item]| items.iter().position(|item| item.loinc.as_ref().is_some_and(|c| code.is(c)));
    let item = place(&instrument.items).map(Question::Item);
    item.or_else(|| place(&instrument.extras).map(Question::Extra)).map(Slot::Answer)
}

fn is_total(code: &Code, instrument: &Instrument) -> bool {
    let own = code.system.as_deref() == Some(layouts::SCORES) && code.code == instrument.id.as_str();
    own || instrument.loinc_total.as_ref().is_some_and(|total| code.is(total))
}

struct Read {
    answers: Answers,
    totals: Vec<Score>,
    findings: Vec<Finding>,
    /// Whether answers speak against each other as a whole.
    contradicts: bool,
    unknown: Vec<String>,
    within: Vec<(String, Within)>,
}

fn answers(response: &Response, form: Option<&Form>, instrument: &Instrument) -> Read {
    let mut read = Read {
        answers: Answers::none(instrument),
        totals: vec![],
        findings: vec![],
        contradicts: false,
        unknown: vec![],
        within: vec![],
    };
    let mut values: Vec<(Question, Said)> = vec![];
    for item in &response.items {
        let by_code = codes_of(item, form).iter().find_map(|code| slot_of_code(instrument, code));
        let by_link = || layouts::slot(response.form.as_deref()?, &item.link, instrument);
        let slot = by_code.or_else(by_link);
        if let Some(slot) = slot.filter(|_| item.within.fields().next().is_some()) {
            read.within.push((layouts::key(slot), item.within.clone()));
        }
        match slot {
            None if item.answers.is_empty() => {}
            None => read.unknown.push(item.written.clone()),
            Some(Slot::Total) => read.totals.extend(item.answers.iter().filter_map(Answer::as_number)),
            Some(Slot::Answer(question)) => {
                let weights = form.and_then(|form| form.items.get(&item.link)).map(|item| &item.weights);
                let weights = weights.map(Vec::as_slice).unwrap_or_default();
                let said =
                    item.answers.iter().map(|answer| (question, said(answer, question, instrument, weights)));
                values.extend(said);
            }
        }
    }
    // The gate first: it decides whether the others may be answered.
    let gate = instrument.gate.iter().map(|_| Question::Gate);
    let items = (0..instrument.items.len()).map(Question::Item);
    let extras = (0..instrument.extras.len()).map(Question::Extra);
    let (mut not_understood, mut out_of_range, mut twice) = (0, 0, 0);
    for question in gate.chain(items).chain(extras) {
        let mut of_this = values.iter().filter(|(of, _)| *of == question).map(|(_, said)| *said);
        let Some(first) = of_this.next() else { continue };
        let first = if of_this.all(|other| other == first) { first } else { Said::Contradiction };
        match first {
            Said::Value(value) => match read.answers.set(instrument, question, Some(value.into())) {
                Ok(()) => {}
                Err(AnswersRefused::OutOfRange | AnswersRefused::WrongLength) => out_of_range += 1,
                Err(AnswersRefused::Contradiction) => read.contradicts = true,
            },
            Said::OutOfRange => out_of_range += 1,
            Said::Contradiction => twice += 1,
            Said::NotUnderstood => not_understood += 1,
        }
    }
    for (count, finding) in [
        (not_understood, Finding::NotUnderstood { count: not_understood }),
        (out_of_range, Finding::OutOfRange { count: out_of_range }),
        (twice, Finding::SaidTwice { count: twice }),
    ] {
        if count > 0 {
            read.findings.push(finding);
        }
    }
    read
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Value(i32),
    OutOfRange,
    Contradiction,
    NotUnderstood,
}

/// The value of an answer. Every way in which it is said must say the same; its words count only where nothing else does.
fn said(answer: &Answer, question: Question, instrument: &Instrument, weights: &[(Code, Score)]) -> Said {
    let choices = choices(instrument, question);
    let mut values: Vec<Score> = answer.weights.iter().chain(&answer.number).copied().collect();
    if let Some(code) = &answer.code {
        values.extend(weights.iter().filter(|(of, _)| of.fits(code)).map(|(_, weight)| *weight));
        let published = choices.iter().filter(|choice| choice.code.is_some_and(|known| code.is(known)));
        values.extend(published.map(|choice| Score::whole(choice.value.into())));
        let own = code.system.as_deref() == Some(layouts::ANSWERS);
        values
            .extend(own.then(|| code.code.parse::<u8>().ok()).flatten().map(|own| Score::whole(own.into())));
    }
    if values.is_empty() {
        let words = answer.words.as_deref().map(|words| words.trim().to_lowercase());
        let same = |choice: &&Known<'_>| choice.words.iter().any(|own| Some(own.to_lowercase()) == words);
        values.extend(choices.iter().find(same).map(|choice| Score::whole(choice.value.into())));
    }
    let Some(first) = values.first() else { return Said::NotUnderstood };
    if values.iter().any(|other| other != first) {
        return Said::Contradiction;
    }
    match first.as_whole() {
        Some(value) if choices.iter().any(|choice| i32::from(choice.value) == value) => Said::Value(value),
        _ => Said::OutOfRange,
    }
}

struct Known<'a> {
    value: u8,
    code: Option<&'a String>,
    words: Vec<&'a str>,
}

fn choices(instrument: &Instrument, question: Question) -> Vec<Known<'_>> {
    let item = match question {
        Question::Gate => {
            let words = instrument.gate.as_ref().and_then(|gate| gate.answers.as_ref());
            let (no, yes) = words.map_or((vec![], vec![]), |(no, yes)| (both(no), both(yes)));
            return vec![
                Known { value: 0, code: None, words: no },
                Known { value: 1, code: None, words: yes },
            ];
        }
        Question::Item(place) => instrument.items.get(place),
        Question::Extra(place) => instrument.extras.get(place),
    };
    let answers = item.map(|item| item.answers.as_slice()).unwrap_or_default();
    answers
        .iter()
        .map(|choice| Known {
            value: choice.value,
            code: choice.loinc.as_ref(),
            words: choice.text.as_ref().map(both).unwrap_or_default(),
        })
        .collect()
}

fn both(wording: &crate::self_check::Wording) -> Vec<&str> {
    std::iter::once(wording.en.as_str()).chain(wording.es.as_deref()).collect()
}

impl Answer {
    /// A number on its own, for totals: also where it was written as text.
    fn as_number(&self) -> Option<Score> {
        let words = || self.words.as_deref()?.trim().parse::<f64>().ok().and_then(score);
        self.number.or_else(words)
    }
}

/// A number of a file, if it is exact to ten-thousandths and not beyond reason.
pub(super) fn score(number: f64) -> Option<Score> {
    let scaled = number * 10_000.0;
    let whole = scaled.round();
    let fits = scaled.is_finite() && whole.abs() < f64::from(i32::MAX) && (scaled - whole).abs() < 1e-4;
    #[expect(clippy::cast_possible_truncation, reason = "it was found to be whole and in range")]
    fits.then_some(Score::of_ten_thousandths(whole as i32))
}

impl Code {
    pub(super) fn loinc(code: &str) -> Self {
        Self { system: Some(layouts::LOINC.to_owned()), code: code.to_owned() }
    }

    fn is_loinc(&self) -> bool {
        self.system.as_deref().is_none_or(|system| system == layouts::LOINC)
    }

    /// Whether it is this code of LOINC. A code without a system is taken for one: nobody else's look like them.
    fn is(&self, loinc: &String) -> bool {
        self.is_loinc() && self.code == *loinc
    }

    fn fits(&self, other: &Self) -> bool {
        let systems = (self.system.as_ref(), other.system.as_ref());
        self.code == other.code && !matches!(systems, (Some(one), Some(other)) if one != other)
    }
}
