//! Safety plan: what somebody wrote down for a bad hour, in a good one.
//! Here it meets the rest of the app: the lines that stand in it, and the reminder to look at it.

use super::{HomeError, Peerline};
use crate::crisis::{LineId, Lines};
use crate::follow_up::Zone;
use crate::safety_plan::{
    Asked, ItemId, Plan, PlanScreen, PrintedPlan, ReviewEvery, SafetyPlan, Step, StepView,
};
use crate::words::Language;

impl Peerline {
    /// The plan. What needs the lines or the reminders stands below.
    pub fn safety_plan(&self) -> &SafetyPlan {
        &self.safety_plan
    }

    /// The plan's screen; while the officer's file is locked, its copy if its owner wants one.
    pub fn plan_screen(&self, language: Language, zone: &Zone) -> Result<PlanScreen, HomeError> {
        Ok(self.with_lines(language, zone, |asked| self.safety_plan.screen(asked))?)
    }

    /// Adds a line of the list.
    pub fn add_line_to_plan(&self, step: Step, line: &LineId) -> Result<ItemId, HomeError> {
        Ok(self.with_lines(Language::En, &Zone::UTC, |asked| self.safety_plan.add_line(step, line, asked))?)
    }

    /// The plan on paper.
    pub fn print_plan(&self, language: Language, zone: &Zone) -> Result<PrintedPlan, HomeError> {
        Ok(self.with_lines(language, zone, |asked| self.safety_plan.print(asked))?)
    }

    /// An exported plan as it would be shown, before it is kept.
    pub fn show_import(&self, plan: &Plan, language: Language) -> Vec<StepView> {
        self.with_lines(language, &Zone::UTC, |asked| crate::safety_plan::steps(plan, asked))
    }

    /// Says how often the owner wants to look at the plan again.
    pub fn remind_of_plan(&self, every: ReviewEvery, zone: &Zone) -> Result<(), HomeError> {
        self.safety_plan.remind(every, zone)?;
        self.set_timers()
    }

    /// The owner has looked at it.
    pub fn looked_at_plan(&self, zone: &Zone) -> Result<(), HomeError> {
        self.safety_plan.looked_at(zone)?;
        self.set_timers()
    }

    /// Forgets the plan, its copy first.
    pub fn erase_plan(&self) -> Result<(), HomeError> {
        self.safety_plan.erase()?;
        self.set_timers()
    }

    fn with_lines<T>(&self, language: Language, zone: &Zone, work: impl FnOnce(&Asked<'_>) -> T) -> T {
        let lines: Lines = self.lines();
        let place = self.settings().place(None);
        work(&Asked { lines: &lines, place, language, now: self.clock.now(), zone })
    }
}
