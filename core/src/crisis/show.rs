//! A line in finished sentences. What is not known is said to be not known.

use super::hours::{DayHours, Hours, OnHolidays, OpenState};
use super::place::{Country, Place};
use super::rules::{
    Checked, CheckedOn, Group, Line, LineId, MeantFor, Number, Origin, is_crisis_line, meant_for,
};
use crate::words::{Language, Say, Text, Words};
use crate::zone::Zone;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use peerline_protocol::lists::{CheckedHow, NumberSeen, PoliceMayBeSent};

/// One line as the list shows it. Every text is a finished sentence in the language asked for, and none is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// Its id.
    pub id: LineId,
    /// The part of the list that it stands in.
    pub group: Group,
    /// The heading of that part.
    pub heading: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub organisation: String,
    /// What kind of line it is; says so where it is no crisis line.
    pub kind: String,
    /// Whether it is a crisis line.
    pub is_crisis_line: bool,
    /// Where it is for.
    pub place: String,
    /// The same as a value; `None` is any country.
    pub country: Option<Country>,
    /// Who it is made for.
    pub made_for: String,
    /// The same as a value, as far as it decides what is offered first.
    pub meant_for: MeantFor,
    /// Who answers.
    pub who_answers: String,
    /// Whether police may be sent.
    pub police: String,
    /// Whether one need not say who one is.
    pub anonymous: String,
    /// What your number shows when you call or text.
    pub your_number: String,
    /// What it costs.
    pub cost: String,
    /// Whether it is open now, and until or from when, in its own zone.
    pub open_now: String,
    /// The same as a value, for colours and sorting.
    pub open: OpenState,
    /// Its hours in general, and what is known about holidays.
    pub hours: String,
    /// The languages spoken.
    pub languages: String,
    /// What to know before the call.
    pub confidentiality: String,
    /// How, when and against what its facts were checked.
    pub checked: String,
    /// Numbers to call, in order.
    pub calls: Vec<Way>,
    /// Numbers to text, in order.
    pub texts: Vec<Way>,
    /// Numbers for text telephones.
    pub text_telephones: Vec<Way>,
    /// An address that opens a chat.
    pub chat: Option<String>,
    /// A web page.
    pub web: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// Says that there is no number, where there is none.
    pub no_number: Option<String>,
    /// Says that the pool added it, where it did.
    pub added_by: Option<String>,
}

/// One number of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What the phone dials: `tel:` or `sms:`, the national form where the asker is in the line's country.
    pub uri: String,
    /// The number to read.
    pub number: String,
    /// A spelling that is easy to remember.
    pub label: Option<String>,
    /// Digits to press after the answer. To be shown; a shell never dials them.
    pub press: Option<String>,
    /// The literal word to send.
    pub keyword: Option<String>,
    /// What to know, in sentences: what to press or send, the language it leads to, what is special.
    pub notes: Vec<String>,
}

/// A line with everything that is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineDetail {
    /// What the list shows.
    pub row: LineRow,
    /// What it is there to talk about.
    pub topics: String,
    /// Its hours for seven days from today, by its own calendar; empty if it never closes or nothing is known.
    pub week: Vec<String>,
    /// Whose clock the hours of the week are on; none where there is no week.
    pub week_zone: Option<String>,
    /// The pages that its facts were read on.
    pub sources: Vec<String>,
}

/// What a row is made for.
pub(super) struct Asked<'a> {
    pub(super) place: &'a Place,
    pub(super) language: Language,
    pub(super) now: DateTime<Utc>,
}

/// The row of a line.
pub(super) fn row(line: &Line, group: Group, open: OpenState, asked: &Asked<'_>) -> LineRow {
    let words = Words::of(asked.language);
    let both = |text: &Option<Text>, missing: Say| match text {
        Some(text) => text.of(asked.language),
        None => words.say(&missing),
    };
    let ways = |numbers: &[Number]| numbers.iter().map(|number| way(number, line, asked)).collect::<Vec<_>>();
    LineRow {
        id: line.id.clone(),
        group,
        heading: words.say(&Say::CrisisGroup { group: group.word() }),
        name: line.name.clone(),
        organisation: line.organisation.clone(),
        kind: words.say(&Say::CrisisKind { kind: line.kind.word() }),
        is_crisis_line: is_crisis_line(line.kind),
        place: place(line, asked.language),
        country: line.country,
        made_for: words.list(
            line.audience.iter().map(|audience| Say::CrisisAudience { audience: audience.word() }),
            |list| Say::CrisisMadeFor { list },
            Say::CrisisMadeForNotKnown,
        ),
        meant_for: meant_for(line),
        who_answers: match &line.who_answers {
            Some(who) => words.say(&Say::CrisisWhoAnswers { who: who.of(asked.language) }),
            None => words.say(&Say::CrisisWhoAnswersNotKnown),
        },
        police: words.say(&Say::CrisisPolice {
            answer: line.police_may_be_sent.map_or("not_known", PoliceMayBeSent::word),
        }),
        anonymous: words.say(&Say::CrisisAnonymous {
            answer: match (line.anonymous, line.number_seen) {
                (Some(true), Some(NumberSeen::NotSeen)) => "yes_number_too",
                (Some(true), _) => "yes",
                (Some(false), _) => "no",
                (None, _) => "not_known",
            },
        }),
        your_number: words.say(&Say::CrisisYourNumber {
            answer: match line.number_seen {
                Some(seen) => seen.word(),
                None if has_no_number(line) => "no_phone",
                None => "not_known",
            },
        }),
        cost: both(&line.cost, Say::CrisisCostNotKnown),
        open_now: open_now(line.hours.as_ref(), open, asked),
        open,
        hours: hours(line.hours.as_ref(), words),
        languages: words.list(
            line.languages.iter().map(|tag| Say::LanguageName { tag: tag.clone() }),
            |list| Say::CrisisLanguages { list },
            Say::CrisisLanguagesNotKnown,
        ),
        confidentiality: both(&line.confidentiality, Say::CrisisConfidentialityNotKnown),
        checked: checked(line, asked),
        calls: ways(&line.channels.voice),
        texts: ways(&line.channels.sms),
        text_telephones: ways(&line.channels.tty),
        chat: line.channels.chat.clone(),
        web: line.channels.web.clone(),
        email: line.channels.email.clone(),
        no_number: has_no_number(line).then(|| words.say(&Say::CrisisNoPhone)),
        added_by: (line.origin == Origin::Pool).then(|| words.say(&Say::CrisisAddedByPool)),
    }
}

/// Everything about a line.
pub(super) fn detail(line: &Line, row: LineRow, asked: &Asked<'_>) -> LineDetail {
    let words = Words::of(asked.language);
    let week: Vec<String> =
        line.hours.iter().flat_map(|hours| hours.week(asked.now)).map(|day| day_hours(&day, words)).collect();
    let week_zone = line.hours.as_ref().filter(|_| !week.is_empty()).map(|hours| match hours.zone() {
        Some(zone) => Say::CrisisWeekZone { zone: words.say(&Say::CrisisZone { city: city(zone) }) },
        None => Say::CrisisHoursZoneNotKnown,
    });
    LineDetail {
        row,
        topics: words.list(
            line.topics.iter().map(|topic| Say::CrisisTopic { topic: topic.word() }),
            |list| Say::CrisisTopics { list },
            Say::CrisisTopicsNotKnown,
        ),
        week,
        week_zone: week_zone.map(|zone| words.say(&zone)),
        sources: line.checked.sources.clone(),
    }
}

fn has_no_number(line: &Line) -> bool {
    line.channels.voice.is_empty() && line.channels.sms.is_empty()
}

fn place(line: &Line, language: Language) -> String {
    Words::of(language).say(&match (&line.region, &line.country) {
        (Some(region), _) => Say::CrisisWhereRegion { region: region.name(language) },
        (None, Some(country)) => Say::CrisisWhereCountry { country: country.name(language) },
        (None, None) => Say::CrisisWhereAny,
    })
}

/// The national form is for the country itself only: many service numbers cannot be reached in international form from inside, and
/// none in national form from outside.
fn way(number: &Number, line: &Line, asked: &Asked<'_>) -> Way {
    let words = Words::of(asked.language);
    let inside = line.country.is_some() && line.country == asked.place.country;
    let national = number.uri_national.as_ref().filter(|_| inside);
    let mut notes = Vec::new();
    if let Some((digits, says)) = &number.press {
        notes.push(words.say(&Say::CrisisPress { digits: digits.clone(), says: says.of(asked.language) }));
    }
    match (&number.instruction, &number.keyword) {
        (Some(instruction), _) => notes.push(instruction.of(asked.language)),
        (None, Some(word)) => notes.push(words.say(&Say::CrisisKeyword { word: word.clone() })),
        (None, None) => {}
    }
    if let Some(tag) = &number.language {
        let language = words.say(&Say::LanguageName { tag: tag.clone() });
        notes.push(words.say(&Say::CrisisLeadsTo { language }));
    }
    Way {
        uri: national.unwrap_or(&number.uri).clone(),
        number: number.national.as_ref().filter(|_| inside).unwrap_or(&number.international).clone(),
        label: number.label.clone(),
        press: number.press.as_ref().map(|(digits, _)| digits.clone()),
        keyword: number.keyword.clone(),
        notes,
    }
}

fn hours(hours: Option<&Hours>, words: &Words) -> String {
    let Some(hours) = hours else { return words.say(&Say::CrisisHoursNotKnown) };
    match hours.on_holidays() {
        OnHolidays::Open => words.say(&Say::CrisisHoursAlways),
        OnHolidays::Differ => words.say(&Say::CrisisHolidaysDiffer),
        OnHolidays::NotKnown => words.say(&Say::CrisisHolidaysNotKnown),
    }
}

fn open_now(hours: Option<&Hours>, state: OpenState, asked: &Asked<'_>) -> String {
    let words = Words::of(asked.language);
    let zone = hours.and_then(Hours::zone);
    let at = |moment: DateTime<Utc>, zone: Zone| local_time(zone.at(moment), zone.at(asked.now), words);
    let city = |zone: Zone| words.say(&Say::CrisisZone { city: city(zone) });
    words.say(&match (state, zone) {
        (OpenState::Open { closes: Some(closes), .. }, Some(zone)) => {
            Say::CrisisOpenUntil { at: at(closes, zone), zone: city(zone) }
        }
        (OpenState::Open { .. }, _) => Say::CrisisOpen,
        (OpenState::Closed { opens: Some(opens) }, Some(zone)) => {
            Say::CrisisClosedUntil { at: at(opens, zone), zone: city(zone) }
        }
        (OpenState::Closed { .. }, _) => Say::CrisisClosed,
        (OpenState::NotKnown, None) if hours.is_some() => Say::CrisisHoursZoneNotKnown,
        (OpenState::NotKnown, _) => Say::CrisisOpenNotKnown,
    })
}

/// A moment on the line's own clock: the day of the week within six days, else the date.
fn local_time(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>, words: &Words) -> String {
    let time = at.format("%H:%M").to_string();
    if (at.date_naive() - now.date_naive()).num_days() < 7 {
        words.say(&Say::CrisisAtWeekday { day: weekday(at.date_naive(), words), time })
    } else {
        words.say(&Say::CrisisAtDate { date: date(&on(at.date_naive()), words), time })
    }
}

fn day_hours(day: &DayHours, words: &Words) -> String {
    let name = weekday(day.date, words);
    words.say(&match (day.known, day.open.is_empty()) {
        (false, _) => Say::CrisisDayNotKnown { day: name },
        (true, true) => Say::CrisisDayClosed { day: name },
        (true, false) => {
            let spans: Vec<_> = day.open.iter().map(|(from, until)| format!("{from}–{until}")).collect();
            Say::CrisisDayOpen { day: name, spans: spans.join(", ") }
        }
    })
}

fn checked(line: &Line, asked: &Asked<'_>) -> String {
    let words = Words::of(asked.language);
    let checked = &line.checked;
    let mut said = vec![words.say(&match checked.how {
        CheckedHow::PublishedPage if read_on_own_page(line) => Say::CrisisCheckedOwnPage,
        CheckedHow::PublishedPage => {
            Say::CrisisCheckedPages { count: u32::try_from(checked.sources.len()).unwrap_or(u32::MAX) }
        }
        CheckedHow::GeneralKnowledge | CheckedHow::Nothing => Say::CrisisCheckedGeneral,
    })];
    let date = date(&checked.on, words);
    if checked.source_age_known {
        said.push(words.say(&Say::CrisisCheckedOn { date }));
        said.extend(age(checked, asked.now).map(|years| words.say(&Say::CrisisCheckedAge { years })));
    } else {
        said.push(words.say(&Say::CrisisCheckedNoDate { date }));
    }
    said.push(words.say(if checked.called { &Say::CrisisCalled } else { &Say::CrisisNotCalled }));
    said.join(" ")
}

/// Whether one of the pages read is on the web site that the line names as its own.
fn read_on_own_page(line: &Line) -> bool {
    let Some(own) = line.channels.web.as_deref().map(host) else { return false };
    line.checked
        .sources
        .iter()
        .map(|page| host(page))
        .any(|host| host == own || host.ends_with(&format!(".{own}")))
}

fn host(page: &str) -> &str {
    let rest = page.split_once("://").map_or(page, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whole years since the source was written. `None` if the phone's clock is before it, or if the missing day makes the difference.
fn age(checked: &Checked, now: DateTime<Utc>) -> Option<u32> {
    let CheckedOn { year, month, day } = checked.on;
    let first = NaiveDate::from_ymd_opt(year, month, day.unwrap_or(1))?;
    let last = match day {
        Some(_) => first,
        None => first.checked_add_months(chrono::Months::new(1))?.pred_opt()?,
    };
    let today = now.date_naive();
    today.years_since(first).filter(|years| today.years_since(last) == Some(*years))
}

fn date(on: &CheckedOn, words: &Words) -> String {
    let month = words.say(&Say::Month { month: on.month });
    let year = u32::try_from(on.year).unwrap_or_default();
    words.say(&match on.day {
        Some(day) => Say::DateDay { day, month, year },
        None => Say::DateMonth { month, year },
    })
}

fn on(date: NaiveDate) -> CheckedOn {
    CheckedOn { year: date.year(), month: date.month(), day: Some(date.day()) }
}

fn weekday(date: NaiveDate, words: &Words) -> String {
    words.say(&Say::Weekday { day: date.weekday().number_from_monday() })
}

/// The city that a zone is called after.
fn city(zone: Zone) -> String {
    let name = zone.name();
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}
