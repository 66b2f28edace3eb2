//! The plan as a value: seven steps, what stands in each, and what may be done with them. Nothing here is ever lost half-way: a
//! change that is refused leaves the plan as it was.

use super::PlanError;
use super::number::DialNumber;
use crate::crisis::LineId;
use crate::sensitive::Sensitive;
use peerline_protocol::order;
use std::fmt;

/// The most items that a step takes.
pub const ITEMS_A_STEP: usize = 30;
/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 500;
/// The longest name of a contact, in characters.
pub const LONGEST_NAME: usize = 80;

/// A step of the plan. The sequence follows published work (see [`super::show`]); the last one is our own addition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Signs that a bad time begins.
    Signs,
    /// What I can do by myself.
    MyWays,
    /// People and places that take my mind off it.
    PeopleAndPlaces,
    /// People I can ask for help.
    PeopleToAsk,
    /// Professionals and lines.
    Professionals,
    /// Making my place safer.
    SaferPlace,
    /// Reasons to go on.
    Reasons,
}

impl Step {
    /// All seven, in the order in which a new plan has them.
    pub const ALL: [Step; 7] = [
        Step::Signs,
        Step::MyWays,
        Step::PeopleAndPlaces,
        Step::PeopleToAsk,
        Step::Professionals,
        Step::SaferPlace,
        Step::Reasons,
    ];

    /// Its word, in files and catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Step::Signs => "signs",
            Step::MyWays => "my_ways",
            Step::PeopleAndPlaces => "people_and_places",
            Step::PeopleToAsk => "people_to_ask",
            Step::Professionals => "professionals",
            Step::SaferPlace => "safer_place",
            Step::Reasons => "reasons",
        }
    }

    /// The step of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }
}

/// Which item of a plan. A number of this plan on this phone; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// What somebody wrote down. Prints nothing: which line stands in a plan is nobody's business either.
#[derive(Clone, PartialEq, Eq)]
pub enum Item {
    /// A sentence of their own.
    Note(Note),
    /// Somebody to reach, or a place that can be called.
    Contact {
        /// Who.
        name: Name,
        /// At which number; `None` where there is nothing to dial, e.g. a place to go to.
        number: Option<DialNumber>,
    },
    /// A line of the list of crisis lines, by its id: its number is looked up each time it is shown.
    Line(LineId),
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Item")
    }
}

/// A sentence of somebody's own: 1 to [`LONGEST_NOTE`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note(Sensitive<String>);

/// A name: 1 to [`LONGEST_NAME`] characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(Sensitive<String>);

impl Note {
    /// Spaces around it are left out.
    ///
    /// # Errors
    /// [`PlanError::Empty`], [`PlanError::TooLong`], [`PlanError::NotText`] for control characters other than a new line.
    pub fn new(text: &str) -> Result<Self, PlanError> {
        checked(text, LONGEST_NOTE, |c| c == '\n').map(Self)
    }

    /// The text.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl Name {
    /// Spaces around it are left out.
    ///
    /// # Errors
    /// [`PlanError::Empty`], [`PlanError::TooLong`], [`PlanError::NotText`] for control characters.
    pub fn new(text: &str) -> Result<Self, PlanError> {
        checked(text, LONGEST_NAME, |_| false).map(Self)
    }

    /// The text.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

fn checked(text: &str, most: usize, allowed: impl Fn(char) -> bool) -> Result<Sensitive<String>, PlanError> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(PlanError::Empty);
    }
    if length > most {
        return Err(PlanError::TooLong { most, has: length });
    }
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(PlanError::NotText);
    }
    Ok(Sensitive::new(text.to_owned()))
}

/// How often the owner wants to be reminded to look at the plan again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReviewEvery {
    /// Not at all.
    #[default]
    Never,
    /// Every so many months, 1 to 24.
    Months(ReviewMonths),
}

/// A number of months, 1 to 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewMonths(u8);

impl ReviewMonths {
    /// So many months; `None` unless it is 1 to 24.
    pub fn new(months: u8) -> Option<Self> {
        (1..=24).contains(&months).then_some(Self(months))
    }

    /// The number.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A plan: its steps in the order that its owner gave them, each with its items in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    steps: [(Step, Vec<(ItemId, Item)>); 7],
    next: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { steps: Step::ALL.map(|step| (step, Vec::new())), next: 1 }
    }
}

/// How an imported plan meets the one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// What is new is added after what is there; the order of the steps stays.
    Merge,
    /// The imported plan takes the place of the one that is there.
    Replace,
}

impl Plan {
    /// The steps in their order, each with its items.
    pub fn steps(&self) -> impl Iterator<Item = (Step, &[(ItemId, Item)])> {
        self.steps.iter().map(|(step, items)| (*step, items.as_slice()))
    }

    /// Whether nothing was written down yet.
    pub fn is_empty(&self) -> bool {
        self.steps.iter().all(|(_, items)| items.is_empty())
    }

    /// The number that the next item gets.
    pub(super) fn next(&self) -> u32 {
        self.next
    }

    /// A plan that was kept. `None` if it is not whole: a step or an id twice, or a number that was given already.
    pub(super) fn kept(steps: Vec<(Step, Vec<(ItemId, Item)>)>, next: u32) -> Option<Self> {
        let steps: [_; 7] = steps.try_into().ok()?;
        let plan = Self { steps, next };
        let mut ids: Vec<_> = plan.steps().flat_map(|(_, items)| items.iter().map(|(id, _)| *id)).collect();
        let count = ids.len();
        order::ascending(&mut ids);
        ids.dedup();
        let whole = Step::ALL.iter().all(|step| plan.steps().any(|(here, _)| here == *step))
            && ids.len() == count
            && ids.last().is_none_or(|last| last.0 < next)
            && plan.steps().all(|(_, items)| items.len() <= ITEMS_A_STEP);
        whole.then_some(plan)
    }

    /// Adds an item at the end of a step and gives its id.
    ///
    /// # Errors
    /// [`PlanError::StepFull`], [`PlanError::AlreadyThere`].
    pub fn add(&mut self, step: Step, item: Item) -> Result<ItemId, PlanError> {
        let id = ItemId(self.next);
        let items = self.items_of(step);
        if items.iter().any(|(_, there)| *there == item) {
            return Err(PlanError::AlreadyThere);
        }
        if items.len() >= ITEMS_A_STEP {
            return Err(PlanError::StepFull { most: ITEMS_A_STEP });
        }
        items.push((id, item));
        self.next += 1;
        Ok(id)
    }

    /// Puts another item in the place of one.
    ///
    /// # Errors
    /// [`PlanError::NoSuchItem`], [`PlanError::AlreadyThere`].
    pub fn change(&mut self, id: ItemId, item: Item) -> Result<(), PlanError> {
        let (step, place) = self.find(id)?;
        let items = self.items_of(step);
        if items.iter().any(|(other, there)| *other != id && *there == item) {
            return Err(PlanError::AlreadyThere);
        }
        items[place].1 = item;
        Ok(())
    }

    /// Moves an item to a place in its step, 0 the first; a place behind the end is the end.
    ///
    /// # Errors
    /// [`PlanError::NoSuchItem`].
    pub fn move_item(&mut self, id: ItemId, to: usize) -> Result<(), PlanError> {
        let (step, place) = self.find(id)?;
        let items = self.items_of(step);
        let item = items.remove(place);
        let to = to.min(items.len());
        items.insert(to, item);
        Ok(())
    }

    /// Moves a whole step to a place, 0 the first; a place behind the end is the end.
    pub fn move_step(&mut self, step: Step, to: usize) {
        if let Some(place) = self.steps.iter().position(|(here, _)| *here == step) {
            let to = to.min(self.steps.len() - 1);
            if place < to {
                self.steps[place..=to].rotate_left(1);
            } else {
                self.steps[to..=place].rotate_right(1);
            }
        }
    }

    /// Takes an item out.
    ///
    /// # Errors
    /// [`PlanError::NoSuchItem`].
    pub fn remove(&mut self, id: ItemId) -> Result<(), PlanError> {
        let (step, place) = self.find(id)?;
        self.items_of(step).remove(place);
        Ok(())
    }

    /// This plan with another one brought in. If it does not fit, nothing is changed.
    ///
    /// # Errors
    /// [`PlanError::StepFull`].
    pub fn with(&self, imported: &Plan, how: Import) -> Result<Self, PlanError> {
        let mut plan = match how {
            Import::Merge => self.clone(),
            Import::Replace => Self {
                steps: imported.steps.clone().map(|(step, _)| (step, Vec::new())),
                // Numbers go on, so that a screen that is still open cannot touch another item than it shows.
                next: self.next,
            },
        };
        for (step, items) in imported.steps() {
            for (_, item) in items {
                match plan.add(step, item.clone()) {
                    Ok(_) | Err(PlanError::AlreadyThere) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(plan)
    }

    fn items_of(&mut self, step: Step) -> &mut Vec<(ItemId, Item)> {
        let place = self.steps.iter().position(|(here, _)| *here == step).unwrap_or(0);
        &mut self.steps[place].1
    }

    fn find(&self, id: ItemId) -> Result<(Step, usize), PlanError> {
        let place = |(step, items): &(Step, Vec<(ItemId, Item)>)| {
            items.iter().position(|(here, _)| *here == id).map(|place| (*step, place))
        };
        self.steps.iter().find_map(place).ok_or(PlanError::NoSuchItem)
    }
}
