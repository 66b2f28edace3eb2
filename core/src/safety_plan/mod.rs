//! Safety plan: what somebody wrote down for a bad hour, in a good one. For whoever opens the app; it needs no pool and no network.
//!
//! Seven steps: my signs, what I do, people and places that take my mind off it, people to ask, professionals and lines, making my
//! place safer, my reasons. Each contact can be dialled with one tap; a line is kept by its id, so that its number stays true. The
//! sequence of steps is adapted from the safety planning intervention of B. Stanley and G. K. Brown, in words of our own; their name
//! and form need their permission, so we use neither: it is "my plan". It never leaves the phone unless its owner prints it or takes
//! it out, sealed under a passphrase. While the vault is locked it can be read only if its owner said so (`vault/own_file.rs`).

mod export;
mod number;
mod rules;
mod show;
mod store;
#[cfg(test)]
mod tests;
mod wire;

pub use export::{LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE};
pub use number::DialNumber;
pub use rules::{
    ITEMS_A_STEP, Import, Item, ItemId, LONGEST_NAME, LONGEST_NOTE, Name, Note, Plan, ReviewEvery,
    ReviewMonths, Step,
};
pub use show::{Asked, Dial, ItemView, PlanScreen, PrintedPlan, StepView};

use crate::clock::Clock;
use crate::crisis::LineId;
use crate::error::{Advice, Advise};
use crate::follow_up::{Length, Zone};
use crate::key_store::KeyStore;
use crate::random::{Random, draw};
use crate::sensitive::Sensitive;
use crate::vault::own_file::OwnFile;
use crate::vault::{Vault, VaultError};
use crate::words::{Language, Say, Words};
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The owner's plan.
pub struct SafetyPlan {
    vault: Arc<Vault>,
    copy: OwnFile,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// One change after the other, so that the copy is never older than the plan.
    changing: Mutex<()>,
}

/// When its owner wants to look at the plan again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Review {
    /// How often.
    pub every: ReviewEvery,
    /// When next.
    pub due: Option<DateTime<Utc>>,
    /// Names the reminder among the timers.
    pub timer: Option<[u8; 16]>,
}

/// Whether the plan is one tap away now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtHand {
    /// Nothing was written down yet.
    Empty,
    /// It can be shown.
    Here,
    /// The app is locked, and no copy may be read meanwhile.
    Locked,
}

/// Why something was not done with the plan. It is as it was before, unless the reason says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There is nothing in the text.
    #[error("there is nothing in the text")]
    Empty,
    /// The text is too long: nothing of it was kept, it is still in the field.
    #[error("{has} characters, at most {most}")]
    TooLong {
        /// The most characters.
        most: usize,
        /// How many there are.
        has: usize,
    },
    /// There are signs in the text that are no text.
    #[error("not a text")]
    NotText,
    /// That is no number that a phone can dial. Codes with a star or a hash are none.
    #[error("not a number to dial")]
    NotANumber,
    /// There is no such line in the list.
    #[error("there is no such line")]
    NoSuchLine,
    /// The step holds as much as it can.
    #[error("at most {most} in one step")]
    StepFull {
        /// The most items.
        most: usize,
    },
    /// The same stands in this step already.
    #[error("it is there already")]
    AlreadyThere,
    /// There is no such item any more.
    #[error("there is no such item")]
    NoSuchItem,
    /// A passphrase this short can be guessed.
    #[error("the passphrase has fewer than {least} characters")]
    PassphraseTooShort {
        /// The fewest characters.
        least: usize,
    },
    /// The file is not one that a plan was sealed in.
    #[error("not a sealed plan")]
    NotAnExport,
    /// A newer version of the app wrote it.
    #[error("written by a newer version")]
    NewerVersion,
    /// Something in the file was changed or is missing.
    #[error("the file is damaged")]
    Damaged,
    /// The passphrase is another one.
    #[error("the passphrase is another one")]
    WrongPassphrase,
    /// Its passphrase would be too easy to guess: it was not sealed by us.
    #[error("sealed too weakly")]
    WeakParameters,
    /// Opening it would take more memory or time than a phone should give.
    #[error("opening it would take too much")]
    AsksTooMuch,
    /// The plan is kept, but the copy that can be read while the app is locked is still the older one.
    #[error("the copy is older than the plan: {0}")]
    CopyIsOlder(VaultError),
    /// The vault did not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Advise for PlanError {
    fn advice(&self) -> Advice {
        match self {
            Self::NewerVersion => Advice::UpdateApp,
            Self::CopyIsOlder(error) | Self::Vault(error) => error.advice(),
            _ => Advice::Retry,
        }
    }
}

impl SafetyPlan {
    /// The plan in the officer's file, with its copy below the app's folder if there is one.
    pub fn new(
        vault: Arc<Vault>,
        folder: &Path,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        let copy = OwnFile::below(folder, keys, random.clone());
        Self { vault, copy, clock, random, changing: Mutex::new(()) }
    }

    /// The plan's screen. While the officer's file is locked it is the copy, if its owner wants it readable.
    ///
    /// # Errors
    /// [`VaultError::Locked`] if neither can be read.
    pub fn screen(&self, asked: &Asked<'_>) -> Result<PlanScreen, PlanError> {
        let words = Words::of(asked.language);
        let (plan, review, from_copy) = match self.kept() {
            Ok((plan, review)) => (plan, review, false),
            Err(PlanError::Vault(VaultError::Locked)) => (self.copied()?, Review::default(), true),
            Err(error) => return Err(error),
        };
        let readable_while_locked = from_copy || self.copy.exists();
        let (review, review_due) = show::review(&review, asked);
        Ok(PlanScreen {
            intro: words.say(&Say::PlanIntro),
            adapted: words.say(&Say::PlanAdapted),
            steps: show::steps(&plan, asked),
            review: if from_copy { words.say(&Say::PlanIsCopy) } else { review },
            review_due,
            readable: words.say(&if readable_while_locked {
                Say::PlanReadable
            } else {
                Say::PlanNotReadable
            }),
            readable_while_locked,
            from_copy,
            export_ask: words.say(&Say::PlanExportAsk),
        })
    }

    /// Whether it can be shown now.
    ///
    /// # Errors
    /// [`PlanError::Vault`] for another reason than the lock.
    pub fn at_hand(&self) -> Result<AtHand, PlanError> {
        match self.kept() {
            Ok((plan, _)) => Ok(if plan.is_empty() { AtHand::Empty } else { AtHand::Here }),
            Err(PlanError::Vault(VaultError::Locked)) => match self.copied() {
                Ok(plan) => Ok(if plan.is_empty() { AtHand::Empty } else { AtHand::Here }),
                Err(PlanError::Vault(VaultError::Locked)) => Ok(AtHand::Locked),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        }
    }

    /// Adds an item at the end of a step.
    ///
    /// # Errors
    /// Those of [`Plan::add`], and those of keeping it.
    pub fn add(&self, step: Step, item: Item) -> Result<ItemId, PlanError> {
        self.change_plan(|plan| plan.add(step, item))
    }

    /// Adds a line of the list, which has to be there.
    ///
    /// # Errors
    /// [`PlanError::NoSuchLine`], and those of [`SafetyPlan::add`].
    pub fn add_line(&self, step: Step, line: &LineId, asked: &Asked<'_>) -> Result<ItemId, PlanError> {
        let line = wire::line_id(&line.to_string())?;
        let known = asked.lines.line(&line, &asked.place, asked.language, asked.now);
        known.ok_or(PlanError::NoSuchLine)?;
        self.add(step, Item::Line(line))
    }

    /// Puts another item in the place of one.
    ///
    /// # Errors
    /// Those of [`Plan::change`], and those of keeping it.
    pub fn change(&self, id: ItemId, item: Item) -> Result<(), PlanError> {
        self.change_plan(|plan| plan.change(id, item))
    }

    /// Moves an item within its step, 0 the first.
    ///
    /// # Errors
    /// Those of [`Plan::move_item`], and those of keeping it.
    pub fn move_item(&self, id: ItemId, to: usize) -> Result<(), PlanError> {
        self.change_plan(|plan| plan.move_item(id, to))
    }

    /// Moves a step with everything in it, 0 the first.
    ///
    /// # Errors
    /// Those of keeping it.
    pub fn move_step(&self, step: Step, to: usize) -> Result<(), PlanError> {
        self.change_plan(|plan| {
            plan.move_step(step, to);
            Ok(())
        })
    }

    /// Takes an item out.
    ///
    /// # Errors
    /// Those of [`Plan::remove`], and those of keeping it.
    pub fn remove(&self, id: ItemId) -> Result<(), PlanError> {
        self.change_plan(|plan| plan.remove(id))
    }

    /// Says how often the owner wants to look at the plan again, counted from now.
    ///
    /// # Errors
    /// [`PlanError::Vault`].
    pub fn remind(&self, every: ReviewEvery, zone: &Zone) -> Result<(), PlanError> {
        let review = match every {
            ReviewEvery::Never => Review::default(),
            ReviewEvery::Months(months) => Review {
                every,
                due: Length::months(months.get()).and_then(|length| length.after(self.clock.now(), zone)),
                timer: Some(draw(&*self.random).map_err(VaultError::from)?),
            },
        };
        Ok(self.vault.keep(|t| store::set_review(t, &review))?)
    }

    /// The owner has looked at it: the next reminder is counted from now.
    ///
    /// # Errors
    /// [`PlanError::Vault`].
    pub fn looked_at(&self, zone: &Zone) -> Result<(), PlanError> {
        let (_, review) = self.kept()?;
        self.remind(review.every, zone)
    }

    /// When the owner wants to look at it again.
    ///
    /// # Errors
    /// [`PlanError::Vault`].
    pub fn review(&self) -> Result<Review, PlanError> {
        Ok(self.vault.read(store::review)?)
    }

    /// Whether a copy can be read while the officer's file is locked.
    pub fn readable_while_locked(&self) -> bool {
        self.copy.exists()
    }

    /// Makes a copy that can be read while the officer's file is locked, or destroys it: its key first, then the file.
    ///
    /// # Errors
    /// [`PlanError::Vault`]; the officer's file has to be open.
    pub fn set_readable_while_locked(&self, readable: bool) -> Result<(), PlanError> {
        let _one = self.changing();
        let (plan, _) = self.kept()?;
        let done = if readable { self.copy.write(&wire::print(&plan)) } else { self.copy.erase() };
        Ok(done?)
    }

    /// Writes the copy anew if there is one, so that its times say no more than those of the other files, and removes what a killed
    /// app left of it. To be called at open and at pause.
    ///
    /// # Errors
    /// [`PlanError::CopyIsOlder`]. While the officer's file is locked there is nothing to do.
    pub fn look_after_copy(&self) -> Result<(), PlanError> {
        let _one = self.changing();
        match self.copy.sweep() {
            Ok(()) => {}
            // Before the phone's first unlock: another time.
            Err(VaultError::Locked) => return Ok(()),
            Err(error) => return Err(PlanError::CopyIsOlder(error)),
        }
        match self.kept() {
            Ok((plan, _)) => self.write_copy(&plan),
            Err(PlanError::Vault(VaultError::Locked)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The plan on paper.
    ///
    /// # Errors
    /// [`PlanError::Vault`].
    pub fn print(&self, asked: &Asked<'_>) -> Result<PrintedPlan, PlanError> {
        Ok(show::print(&self.kept()?.0, asked))
    }

    /// The plan as a file that the passphrase opens. Takes a moment, on purpose.
    ///
    /// # Errors
    /// [`PlanError::PassphraseTooShort`], [`PlanError::TooLong`], [`PlanError::Vault`].
    pub fn export(&self, passphrase: &Sensitive<String>) -> Result<Vec<u8>, PlanError> {
        export::seal(&self.kept()?.0, passphrase, &*self.random)
    }

    /// Brings in what [`look_into`] showed. One step: until it is done the old plan is there whole.
    ///
    /// # Errors
    /// [`PlanError::StepFull`] if both do not fit together; those of keeping it.
    pub fn import(&self, imported: &Plan, how: Import) -> Result<(), PlanError> {
        self.change_plan(|plan| {
            *plan = plan.with(imported, how)?;
            Ok(())
        })
    }

    /// Destroys the copy, then forgets the plan and its reminder.
    ///
    /// # Errors
    /// [`PlanError::Vault`].
    pub fn erase(&self) -> Result<(), PlanError> {
        let _one = self.changing();
        self.copy.erase()?;
        self.vault.keep_and_renew_key(store::forget)?;
        Ok(())
    }

    fn kept(&self) -> Result<(Plan, Review), PlanError> {
        self.vault.try_read(|c| Ok((store::plan(c)?, store::review(c).map_err(VaultError::from)?)))
    }

    fn copied(&self) -> Result<Plan, PlanError> {
        let bytes = self.copy.read()?.ok_or(VaultError::Locked)?;
        wire::parse(bytes.expose())
    }

    fn change_plan<T>(&self, change: impl FnOnce(&mut Plan) -> Result<T, PlanError>) -> Result<T, PlanError> {
        let _one = self.changing();
        let (value, plan) = self.vault.try_keep(|t| {
            let mut plan = store::plan(t)?;
            let value = change(&mut plan)?;
            store::set_plan(t, &plan).map_err(VaultError::from)?;
            Ok::<_, PlanError>((value, plan))
        })?;
        self.write_copy(&plan)?;
        Ok(value)
    }

    fn write_copy(&self, plan: &Plan) -> Result<(), PlanError> {
        if self.copy.exists() {
            self.copy.write(&wire::print(plan)).map_err(PlanError::CopyIsOlder)?;
        }
        Ok(())
    }

    fn changing(&self) -> std::sync::MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens an exported plan, to be looked at before anything is changed. Takes a moment, on purpose.
///
/// # Errors
/// [`PlanError::NotAnExport`], [`PlanError::NewerVersion`], [`PlanError::Damaged`], [`PlanError::AsksTooMuch`],
/// [`PlanError::WeakParameters`], [`PlanError::WrongPassphrase`], [`PlanError::TooLong`] for a passphrase.
pub fn look_into(file: &[u8], passphrase: &Sensitive<String>) -> Result<Plan, PlanError> {
    export::open(file, passphrase)
}

/// The steps of a plan as they are shown, e.g. of one that is about to be imported.
pub fn steps(plan: &Plan, asked: &Asked<'_>) -> Vec<StepView> {
    show::steps(plan, asked)
}

/// What is said before an import is kept.
pub fn import_ask(language: Language) -> String {
    Words::of(language).say(&Say::PlanImportAsk)
}

/// A plan on paper.
pub fn print(plan: &Plan, asked: &Asked<'_>) -> PrintedPlan {
    show::print(plan, asked)
}
