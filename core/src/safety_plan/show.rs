//! The plan in finished sentences: on the screen, as plain text and as a page to print.

use super::Review;
use super::rules::{Item, ItemId, Plan, ReviewEvery, Step};
use crate::crisis::{LineId, Lines, Place, Way};
use crate::follow_up::{Zone, date};
use crate::sensitive::Sensitive;
use crate::words::{Language, Say, Words};
use chrono::{DateTime, Utc};

/// What a plan is shown with.
pub struct Asked<'a> {
    /// The lines that this phone knows, for those that are in the plan.
    pub lines: &'a Lines,
    /// Where the owner is: decides in which form a line's number is dialled.
    pub place: Place,
    /// The language.
    pub language: Language,
    /// The phone's clock.
    pub now: DateTime<Utc>,
    /// The phone's zone.
    pub zone: &'a Zone,
}

/// The plan's screen. Prints nothing of what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanScreen {
    /// What it is for.
    pub intro: String,
    /// Where the steps come from, and why it has no other name.
    pub adapted: String,
    /// The steps in the owner's order.
    pub steps: Vec<StepView>,
    /// When the owner wants to look at it again, or that it is time to.
    pub review: String,
    /// Whether it is time to.
    pub review_due: bool,
    /// Whether a copy can be read while the app is locked, and what that means.
    pub readable: String,
    /// The same as a value.
    pub readable_while_locked: bool,
    /// Whether this is that copy: nothing can be changed then.
    pub from_copy: bool,
    /// What is said before a passphrase is asked for.
    pub export_ask: String,
}

/// A step with its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// Which.
    pub step: Step,
    /// Its place, from 1.
    pub number: u32,
    /// Its heading.
    pub title: String,
    /// What may stand here.
    pub hint: String,
    /// What to know first, where there is something.
    pub caution: Option<String>,
    /// What stands here.
    pub items: Vec<ItemView>,
}

/// An item. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct ItemView {
    /// Its number, for the calls that change it. Of a copy or an import it says nothing.
    pub id: ItemId,
    /// The note, the name of the contact, or the name of the line.
    pub text: Sensitive<String>,
    /// What can be dialled, the first at one tap.
    pub dial: Vec<Dial>,
    /// The line that it stands for: its name and numbers are the list's and cannot be changed here.
    pub line: Option<LineId>,
}

impl std::fmt::Debug for ItemView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ItemView")
    }
}

/// A number to dial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dial {
    /// What the phone is given: `tel:` or `sms:`.
    pub uri: Sensitive<String>,
    /// The number to read.
    pub number: Sensitive<String>,
    /// What to know about it, in sentences: what to press or send, the language it leads to.
    pub notes: Vec<String>,
}

/// The plan on paper: as plain text and as one HTML page that needs nothing from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPlan {
    /// Plain text, lines ended by `\n`.
    pub text: Sensitive<String>,
    /// The same as a page.
    pub html: Sensitive<String>,
    /// To be said before it is printed or shared.
    pub caution: String,
}

/// The steps as they are shown.
pub(super) fn steps(plan: &Plan, asked: &Asked<'_>) -> Vec<StepView> {
    let words = Words::of(asked.language);
    let view = |number: u32, step: Step, items: &[(ItemId, Item)]| StepView {
        step,
        number,
        title: words.say(&Say::PlanStep { step: step.word() }),
        hint: words.say(&Say::PlanHint { step: step.word() }),
        caution: match step {
            Step::SaferPlace => Some(words.say(&Say::PlanSaferLaw)),
            Step::Professionals => Some(words.say(&Say::PlanEmergency)),
            _ => None,
        },
        items: items.iter().map(|(id, item)| item_view(*id, item, asked)).collect(),
    };
    (1..).zip(plan.steps()).map(|(number, (step, items))| view(number, step, items)).collect()
}

fn item_view(id: ItemId, item: &Item, asked: &Asked<'_>) -> ItemView {
    let own = |text: &str| Sensitive::new(text.to_owned());
    match item {
        Item::Note(note) => ItemView { id, text: own(note.expose()), dial: Vec::new(), line: None },
        Item::Contact { name, number } => {
            let dial = number.iter().map(|number| Dial {
                uri: number.uri().into(),
                number: own(number.shown()),
                notes: Vec::new(),
            });
            ItemView { id, text: own(name.expose()), dial: dial.collect(), line: None }
        }
        Item::Line(line) => match asked.lines.line(line, &asked.place, asked.language, asked.now) {
            Some(detail) => {
                let dial = |way: &Way| Dial {
                    uri: way.uri.clone().into(),
                    number: way.label.as_ref().unwrap_or(&way.number).clone().into(),
                    notes: way.notes.clone(),
                };
                let ways = detail.row.calls.iter().chain(&detail.row.texts);
                ItemView {
                    id,
                    text: own(&detail.row.name),
                    dial: ways.map(dial).collect(),
                    line: Some(line.clone()),
                }
            }
            None => {
                let gone = Words::of(asked.language).say(&Say::PlanLineGone);
                ItemView { id, text: own(&gone), dial: Vec::new(), line: Some(line.clone()) }
            }
        },
    }
}

/// When the owner wants to look at the plan again, and whether that is now.
pub(super) fn review(review: &Review, asked: &Asked<'_>) -> (String, bool) {
    let words = Words::of(asked.language);
    match (review.every, review.due) {
        (ReviewEvery::Months(_), Some(due)) if due <= asked.now => (words.say(&Say::PlanReviewDue), true),
        (ReviewEvery::Months(_), Some(due)) => {
            let date = date(asked.zone.local(due).date(), words);
            (words.say(&Say::PlanReviewNext { date }), false)
        }
        _ => (words.say(&Say::PlanReviewNever), false),
    }
}

/// The plan on paper.
pub(super) fn print(plan: &Plan, asked: &Asked<'_>) -> PrintedPlan {
    let words = Words::of(asked.language);
    let title = words.say(&Say::PlanTitle);
    let date = words.say(&Say::PlanPrinted { date: date(asked.zone.local(asked.now).date(), words) });
    let (mut text, mut html) = (Sensitive::new(String::new()), Sensitive::new(String::new()));
    let mut line = |line: &str| {
        text.expose_mut().push_str(line);
        text.expose_mut().push('\n');
    };
    let mut tag = |name: &str, content: &str| {
        html.expose_mut().push_str(&format!("<{name}>{}</{name}>\n", escaped(content)));
    };
    line(&title);
    line(&date);
    tag("h1", &title);
    tag("p", &date);
    for step in steps(plan, asked) {
        let heading = words.say(&Say::PlanPrintedStep { number: step.number, title: step.title.clone() });
        line("");
        line(&heading);
        tag("h2", &heading);
        for caution in step.caution.iter().filter(|_| !step.items.is_empty()) {
            line(&format!("  {caution}"));
            tag("p", caution);
        }
        if step.items.is_empty() {
            let nothing = words.say(&Say::PlanNothingHere);
            line(&format!("  {nothing}"));
            tag("p", &nothing);
        }
        for item in &step.items {
            for (place, part) in on_paper(item, words).expose().lines().enumerate() {
                line(&format!("  {} {part}", if place == 0 { "-" } else { " " }));
                tag("p", part);
            }
        }
    }
    let adapted = words.say(&Say::PlanAdapted);
    line("");
    line(&adapted);
    tag("p", &adapted);
    let direction = if asked.language == Language::Mirrored { "rtl" } else { "ltr" };
    let head = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n",
        asked.language.tag(),
        escaped(&title)
    );
    html.expose_mut().insert_str(0, &head);
    html.expose_mut().push_str("</html>\n");
    PrintedPlan { text, html, caution: words.say(&Say::PlanPaper) }
}

/// An item, one or more lines: a note as it is, a contact with its number, a line with every number and what to know about it.
fn on_paper(item: &ItemView, words: &Words) -> Sensitive<String> {
    let named = |name: &str, rest: &str| {
        words.say(&Say::PlanPrintedContact { name: name.to_owned(), numbers: rest.to_owned() })
    };
    let name = item.text.expose();
    Sensitive::new(match item.dial.as_slice() {
        [] => name.clone(),
        [only] if only.notes.is_empty() => named(name, only.number.expose()),
        several => {
            let number = |dial: &Dial| match dial.notes.as_slice() {
                [] => dial.number.expose().clone(),
                notes => named(dial.number.expose(), &notes.join(" ")),
            };
            std::iter::once(name.clone()).chain(several.iter().map(number)).collect::<Vec<_>>().join("\n")
        }
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
