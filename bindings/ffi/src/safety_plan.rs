//! Safety plan: what somebody wrote down for a bad hour, in a good one.

use crate::error::{Input, PeerlineError};
use crate::fault::contained;
use crate::follow_ups::PhoneZone;
use crate::peerline::Peerline;
use crate::redact::redacted;
use crate::runtime::spawn;
use peerline_core::crisis::LineId;
use peerline_core::home;
use peerline_core::safety_plan::{
    self, DialNumber, Import, Item, ItemId, Name, Note, Plan, ReviewEvery, ReviewMonths, Step,
};
use peerline_core::sensitive::Sensitive;
use peerline_core::words::Language;
use std::sync::Arc;

/// The owner's plan. Ids of items are numbers of this phone; a place counts from 0, and one behind the end is the end.
#[derive(uniffi::Object)]
pub struct SafetyPlan(pub(crate) Arc<home::Peerline>);

/// A plan that was opened from a file and is looked at before it is kept.
#[derive(uniffi::Object)]
pub struct PlanImport {
    app: Arc<home::Peerline>,
    plan: Plan,
}

/// The plan's screen.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PlanScreen {
    /// What it is for.
    pub intro: String,
    /// Where the steps come from, and why it has no other name.
    pub adapted: String,
    /// The seven steps, in the owner's order.
    pub steps: Vec<PlanStepScreen>,
    /// When the owner wants to look at it again, or that it is time to.
    pub review: String,
    /// Whether it is time to.
    pub review_due: bool,
    /// Whether a copy can be read while the app is locked, and what that means. To be shown before it is turned on.
    pub readable: String,
    /// The same as a value.
    pub readable_while_locked: bool,
    /// Whether this is that copy: nothing can be changed then.
    pub from_copy: bool,
    /// To be said before a passphrase is asked for.
    pub export_ask: String,
}

/// A step with what stands in it.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PlanStepScreen {
    /// Which.
    pub step: PlanStep,
    /// Its place, from 1.
    pub number: u32,
    /// Its heading.
    pub title: String,
    /// What may stand here.
    pub hint: String,
    /// What to know first, where there is something.
    pub caution: Option<String>,
    /// What stands here, at most 30.
    pub items: Vec<PlanItem>,
}

/// What somebody wrote down.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PlanItem {
    /// Its id, for the calls that change it. Of a copy or an import it says nothing.
    pub id: u32,
    /// The note, the name of the contact, or the name of the line.
    pub text: String,
    /// What can be dialled, the first at one tap.
    pub dial: Vec<PlanDial>,
    /// The id of the line that it stands for; none: its owner's own words, which alone can be changed.
    pub line: Option<String>,
}

/// A number to dial.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PlanDial {
    /// What the phone is given: `tel:` or `sms:`.
    pub uri: String,
    /// The number to read.
    pub number: String,
    /// What to know about it, in sentences. Digits to press are shown, never dialled.
    pub notes: Vec<String>,
}

/// The plan on paper.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PrintedPlan {
    /// Plain text.
    pub text: String,
    /// The same as one HTML page that needs nothing from elsewhere.
    pub html: String,
    /// To be said before it is printed or shared.
    pub caution: String,
}

/// What an import holds.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PlanImportScreen {
    /// That the old plan stays until this one is kept.
    pub ask: String,
    /// Its steps.
    pub steps: Vec<PlanStepScreen>,
}

redacted!(PlanScreen, PlanStepScreen, PlanItem, PlanDial, PrintedPlan, PlanImportScreen);

/// A step of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum PlanStep {
    /// Signs that a bad time begins.
    Signs,
    /// What I can do on my own.
    MyWays,
    /// People and places that take my mind off it.
    PeopleAndPlaces,
    /// People I can ask for help.
    PeopleToAsk,
    /// Professionals and lines.
    Professionals,
    /// Making my place safer.
    SaferPlace,
    /// My reasons to go on.
    Reasons,
}

/// Whether the plan is one tap away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum PlanAtHand {
    /// Nothing was written down yet.
    Empty,
    /// It can be shown.
    Here,
    /// The app is locked, and no copy may be read meanwhile.
    Locked,
}

/// How an import meets the plan that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum PlanImportHow {
    /// What is new is added.
    Merge,
    /// It takes the old plan's place.
    Replace,
}

#[uniffi::export]
impl Peerline {
    /// The safety plan.
    pub fn safety_plan(&self) -> Arc<SafetyPlan> {
        Arc::new(SafetyPlan(self.app.clone()))
    }
}

#[uniffi::export]
impl SafetyPlan {
    /// The plan's screen; while the officer's file is locked, its copy if its owner wants one.
    pub fn screen(&self, language: String, zone: PhoneZone) -> Result<PlanScreen, PeerlineError> {
        contained(|| Ok(self.0.plan_screen(Language::from_tag(&language), &zone.try_into()?)?.into()))
    }

    /// Whether it is one tap away now.
    pub fn at_hand(&self) -> Result<PlanAtHand, PeerlineError> {
        contained(|| {
            Ok(match self.0.safety_plan().at_hand()? {
                safety_plan::AtHand::Empty => PlanAtHand::Empty,
                safety_plan::AtHand::Here => PlanAtHand::Here,
                safety_plan::AtHand::Locked => PlanAtHand::Locked,
            })
        })
    }

    /// Adds a note at the end of a step. Gives its id.
    pub fn add_note(&self, step: PlanStep, text: String) -> Result<u32, PeerlineError> {
        contained(|| Ok(self.0.safety_plan().add(step.into(), note(text)?)?.0))
    }

    /// Adds a person or a place, with a number or without. Gives its id.
    pub fn add_contact(
        &self,
        step: PlanStep,
        name: String,
        number: Option<String>,
    ) -> Result<u32, PeerlineError> {
        contained(|| Ok(self.0.safety_plan().add(step.into(), contact(name, number)?)?.0))
    }

    /// Adds a line of the list of crisis lines. Gives its id.
    pub fn add_line(&self, step: PlanStep, line: String) -> Result<u32, PeerlineError> {
        contained(|| Ok(self.0.add_line_to_plan(step.into(), &LineId::shown(&line))?.0))
    }

    /// Puts a note in the place of an item.
    pub fn change_note(&self, id: u32, text: String) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.safety_plan().change(ItemId(id), note(text)?)?))
    }

    /// Puts a person or a place in the place of an item.
    pub fn change_contact(&self, id: u32, name: String, number: Option<String>) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.safety_plan().change(ItemId(id), contact(name, number)?)?))
    }

    /// Moves an item within its step.
    pub fn move_item(&self, id: u32, place: u32) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.safety_plan().move_item(ItemId(id), place_of(place))?))
    }

    /// Moves a step with everything in it.
    pub fn move_step(&self, step: PlanStep, place: u32) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.safety_plan().move_step(step.into(), place_of(place))?))
    }

    /// Takes an item out.
    pub fn remove(&self, id: u32) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.safety_plan().remove(ItemId(id))?))
    }

    /// Reminds the owner to look at the plan every so many months, 1 to 24; none: not at all.
    pub fn remind(&self, months: Option<u8>, zone: PhoneZone) -> Result<(), PeerlineError> {
        contained(|| {
            let bad = PeerlineError::BadInput { input: Input::Months };
            let every = match months {
                None => ReviewEvery::Never,
                Some(months) => ReviewEvery::Months(ReviewMonths::new(months).ok_or(bad)?),
            };
            Ok(self.0.remind_of_plan(every, &zone.try_into()?)?)
        })
    }

    /// The owner has looked at it: the next reminder counts from now.
    pub fn looked_at(&self, zone: PhoneZone) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.looked_at_plan(&zone.try_into()?)?))
    }

    /// Makes a copy that can be read while the officer's file is locked, or destroys it, its key first.
    pub fn set_readable_while_locked(&self, readable: bool) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.safety_plan().set_readable_while_locked(readable)?))
    }

    /// The plan on paper.
    pub fn print(&self, language: String, zone: PhoneZone) -> Result<PrintedPlan, PeerlineError> {
        contained(|| {
            let paper = self.0.print_plan(Language::from_tag(&language), &zone.try_into()?)?;
            Ok(PrintedPlan {
                text: paper.text.expose().clone(),
                html: paper.html.expose().clone(),
                caution: paper.caution,
            })
        })
    }

    /// The plan as a file that the passphrase opens: at least 12 characters. Takes a moment, on a thread of ours.
    pub async fn export(&self, passphrase: String) -> Result<Vec<u8>, PeerlineError> {
        let (app, passphrase) = (self.0.clone(), Sensitive::new(passphrase));
        spawn(None, async move { Ok(app.safety_plan().export(&passphrase)?) }).await
    }

    /// Opens an exported plan to look at. Nothing is changed before it is kept. Takes a moment, on a thread of ours.
    pub async fn look_into(
        &self,
        file: Vec<u8>,
        passphrase: String,
    ) -> Result<Arc<PlanImport>, PeerlineError> {
        let (app, passphrase) = (self.0.clone(), Sensitive::new(passphrase));
        spawn(None, async move {
            let plan = safety_plan::look_into(&file, &passphrase)?;
            Ok(Arc::new(PlanImport { app, plan }))
        })
        .await
    }

    /// Forgets the plan, its copy first.
    pub fn erase(&self) -> Result<(), PeerlineError> {
        contained(|| Ok(self.0.erase_plan()?))
    }
}

#[uniffi::export]
impl PlanImport {
    /// What it holds.
    pub fn screen(&self, language: String) -> Result<PlanImportScreen, PeerlineError> {
        contained(|| {
            let language = Language::from_tag(&language);
            let steps = self.app.show_import(&self.plan, language);
            Ok(PlanImportScreen {
                ask: safety_plan::import_ask(language),
                steps: steps.into_iter().map(Into::into).collect(),
            })
        })
    }

    /// Keeps it, in one step.
    pub fn keep(&self, how: PlanImportHow) -> Result<(), PeerlineError> {
        let how = match how {
            PlanImportHow::Merge => Import::Merge,
            PlanImportHow::Replace => Import::Replace,
        };
        contained(|| Ok(self.app.safety_plan().import(&self.plan, how)?))
    }
}

fn note(text: String) -> Result<Item, PeerlineError> {
    Ok(Item::Note(Note::new(Sensitive::new(text).expose())?))
}

fn contact(name: String, number: Option<String>) -> Result<Item, PeerlineError> {
    let name = Name::new(Sensitive::new(name).expose())?;
    let number = number.map(|number| DialNumber::new(Sensitive::new(number).expose())).transpose()?;
    Ok(Item::Contact { name, number })
}

fn place_of(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

impl From<PlanStep> for Step {
    fn from(step: PlanStep) -> Self {
        match step {
            PlanStep::Signs => Step::Signs,
            PlanStep::MyWays => Step::MyWays,
            PlanStep::PeopleAndPlaces => Step::PeopleAndPlaces,
            PlanStep::PeopleToAsk => Step::PeopleToAsk,
            PlanStep::Professionals => Step::Professionals,
            PlanStep::SaferPlace => Step::SaferPlace,
            PlanStep::Reasons => Step::Reasons,
        }
    }
}

impl From<Step> for PlanStep {
    fn from(step: Step) -> Self {
        match step {
            Step::Signs => PlanStep::Signs,
            Step::MyWays => PlanStep::MyWays,
            Step::PeopleAndPlaces => PlanStep::PeopleAndPlaces,
            Step::PeopleToAsk => PlanStep::PeopleToAsk,
            Step::Professionals => PlanStep::Professionals,
            Step::SaferPlace => PlanStep::SaferPlace,
            Step::Reasons => PlanStep::Reasons,
        }
    }
}

impl From<safety_plan::PlanScreen> for PlanScreen {
    fn from(screen: safety_plan::PlanScreen) -> Self {
        Self {
            intro: screen.intro,
            adapted: screen.adapted,
            steps: screen.steps.into_iter().map(Into::into).collect(),
            review: screen.review,
            review_due: screen.review_due,
            readable: screen.readable,
            readable_while_locked: screen.readable_while_locked,
            from_copy: screen.from_copy,
            export_ask: screen.export_ask,
        }
    }
}

impl From<safety_plan::StepView> for PlanStepScreen {
    fn from(view: safety_plan::StepView) -> Self {
        let dial = |dial: safety_plan::Dial| PlanDial {
            uri: dial.uri.expose().clone(),
            number: dial.number.expose().clone(),
            notes: dial.notes,
        };
        let item = |item: safety_plan::ItemView| PlanItem {
            id: item.id.0,
            text: item.text.expose().clone(),
            dial: item.dial.into_iter().map(dial).collect(),
            line: item.line.map(|line| line.to_string()),
        };
        Self {
            step: view.step.into(),
            number: view.number,
            title: view.title,
            hint: view.hint,
            caution: view.caution,
            items: view.items.into_iter().map(item).collect(),
        }
    }
}
