//! Coping tools: what somebody can do alone, in a few minutes.
//! Here it meets the rest of the app.

use super::{HomeError, Peerline};
use crate::clock::Mark;
use crate::coping::{
    self, CopingError, Distress, ExerciseDetail, ExerciseRow, Exercises, Finished, Helped, KeptUse, Run,
    RunState, Schedule, Settings, UseId,
};
use crate::vault::VaultError;
use crate::words::{Language, Say, Words};

/// The list of coping tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopingList {
    /// What helped this officer before comes first.
    pub rows: Vec<ExerciseRow>,
    /// What to say about what was learnt: that there is nothing yet, or that the phone is locked.
    pub note: Option<String>,
}

impl Peerline {
    /// The coping tools: those compiled in, and newer ones that the publisher signed since. The floor needs nothing of what is opened;
    /// see [`Exercises::floor`].
    pub fn exercises(&self) -> Exercises {
        match self.packs.coping(self.minute()) {
            Some(newer) => Exercises::floor().updated(newer.value.to_vec()),
            None => Exercises::floor(),
        }
    }

    /// The list, what helped before first. While the officer's file is locked it is there all the same, in its usual order.
    pub fn coping_list(&self, language: Language) -> Result<CopingList, HomeError> {
        let words = Words::of(language);
        let (helped, note) = match coping::what_helped(&self.officer) {
            Ok(helped) if helped.is_empty() => (helped, Some(Say::CopingWhatHelpedNone)),
            Ok(helped) => (helped, None),
            Err(CopingError::Vault(VaultError::Locked)) => (Vec::new(), Some(Say::CopingWhatHelpedLocked)),
            Err(error) => return Err(error.into()),
        };
        Ok(CopingList {
            rows: self.exercises().list(&helped, language),
            note: note.map(|note| words.say(&note)),
        })
    }

    /// Everything about one of them, what speaks against it first.
    pub fn exercise(&self, id: &str, language: Language) -> Result<ExerciseDetail, HomeError> {
        Ok(self.exercises().detail(id, language)?)
    }

    /// The whole course of one of them.
    pub fn exercise_schedule(&self, id: &str, settings: Settings) -> Result<Schedule, HomeError> {
        Ok(self.exercises().schedule(id, settings)?)
    }

    /// This moment by the phone's own clocks, for a run.
    pub fn mark(&self) -> Mark {
        Mark::now(&*self.clock)
    }

    /// Starts an exercise. Nothing is kept of it before it is finished, and then only if the officer wants it.
    pub fn start_exercise(
        &self,
        id: &str,
        settings: Settings,
        before: Option<Distress>,
    ) -> Result<Run, HomeError> {
        Ok(self.exercises().start(id, settings, before, self.mark())?)
    }

    /// Ends a run, and keeps what was felt if the officer wants that. What cannot be kept leaves the run as it was, so that
    /// it can be ended again without keeping. A run that was ended before keeps nothing twice.
    pub fn finish_exercise(
        &self,
        run: &mut Run,
        after: Option<Distress>,
        keep: bool,
        language: Language,
    ) -> Result<Finished, HomeError> {
        let felt = run.felt(after);
        let keep = keep && !matches!(run.state(), RunState::Ended { .. });
        let kept =
            if keep { coping::keep(&self.officer, run.exercise(), felt, self.clock.now())? } else { None };
        Ok(Finished { kept, ..run.finish(after, self.mark(), language) })
    }

    /// What helped, the most helpful first.
    pub fn what_helped(&self) -> Result<Vec<Helped>, HomeError> {
        Ok(coping::what_helped(&self.officer)?)
    }

    /// Kept uses, the newest first; at most 50.
    pub fn coping_uses(&self, start: u32, size: u32) -> Result<Vec<KeptUse>, HomeError> {
        Ok(coping::uses(&self.officer, start, size)?)
    }

    /// Deletes one use.
    pub fn forget_coping_use(&self, id: UseId) -> Result<(), HomeError> {
        Ok(coping::forget(&self.officer, id)?)
    }

    /// Deletes all uses, and what was learnt from them.
    pub fn forget_coping_uses(&self) -> Result<(), HomeError> {
        Ok(coping::forget_all(&self.officer)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VirtualClock;
    use crate::coping::{Felt, Moment, RunEvent};
    use crate::home::OpenWith;
    use crate::key_store::MemoryKeyStore;
    use crate::random::SystemRandom;
    use crate::relay_client::{FinishedCall, RelayAddress, Sending, Transport};
    use std::sync::Arc;
    use std::time::Duration;

    /// A network that nobody may touch.
    struct Silent;

    impl Transport for Silent {
        fn send<'a>(&'a self, _: &'a RelayAddress, _: &'a FinishedCall) -> Sending<'a> {
            panic!("a coping tool used the network")
        }
    }

    fn open(folder: &std::path::Path, clock: &Arc<VirtualClock>) -> Peerline {
        let with = OpenWith {
            folder,
            keys: Arc::<MemoryKeyStore>::default(),
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
            transport: Arc::new(Silent),
        };
        Peerline::open(with).unwrap().0
    }

    fn distress(level: u8) -> Option<Distress> {
        Distress::new(level)
    }

    #[test]
    fn an_exercise_from_start_to_what_helped_touches_no_network_and_keeps_only_what_is_wanted() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), Arc::new(VirtualClock::at(1_790_000_000)));
        let app = open(folder.path(), &clock);
        assert!(
            app.coping_list(Language::En)
                .unwrap()
                .note
                .unwrap()
                .starts_with("There is nothing to learn from yet")
        );
        let mut run = app.start_exercise("long-exhale", Settings::default(), distress(7)).unwrap();
        clock.pass(Duration::from_secs(306));
        assert_eq!(run.moment(app.mark()), Moment::Done);
        let finished = app.finish_exercise(&mut run, distress(4), false, Language::En).unwrap();
        assert_eq!((finished.felt.as_deref(), finished.kept), (Some("Before: 7. After: 4."), None));
        assert!(app.coping_uses(0, 50).unwrap().is_empty(), "not wanted, not kept");
        let mut run = app.start_exercise("long-exhale", Settings::default(), distress(7)).unwrap();
        let finished = app.finish_exercise(&mut run, distress(4), true, Language::En).unwrap();
        let again = app.finish_exercise(&mut run, distress(4), true, Language::En).unwrap();
        assert!(finished.kept.is_some() && again.kept.is_none(), "an ended run keeps nothing twice");
        let list = app.coping_list(Language::En).unwrap();
        assert_eq!((list.rows[0].id.as_str(), list.note), ("long-exhale", None));
        app.forget_coping_use(finished.kept.unwrap()).unwrap();
        assert!(app.what_helped().unwrap().is_empty());
    }

    #[test]
    fn a_high_number_brings_the_crisis_choice_first_whether_or_not_it_is_kept() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), Arc::new(VirtualClock::at(1_790_000_000)));
        let app = open(folder.path(), &clock);
        let ended = |before: Option<Distress>, after: Option<Distress>| {
            let mut run = app.start_exercise("body-scan", Settings::default(), before).unwrap();
            let felt = run.felt(after);
            let finished = app.finish_exercise(&mut run, after, false, Language::En).unwrap();
            assert_eq!(finished.crisis_first, Felt::opens_crisis_choice(felt));
            finished.crisis_first
        };
        assert!(ended(distress(3), distress(8)) && ended(distress(8), None));
        assert!(!ended(distress(9), distress(7)) && !ended(None, None));
    }

    #[test]
    fn while_the_phone_is_locked_the_tools_are_there_and_nothing_is_lost_by_asking_to_keep() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), Arc::new(VirtualClock::at(1_790_000_000)));
        let app = open(folder.path(), &clock);
        let mut run = app.start_exercise("box-breathing", Settings::default(), distress(5)).unwrap();
        app.lock().unwrap();
        let list = app.coping_list(Language::Es).unwrap();
        assert_eq!((list.rows.len(), list.note.unwrap().starts_with("Desbloquee")), (15, true));
        run.happen(RunEvent::Pause, app.mark());
        let locked = HomeError::Coping(CopingError::Vault(VaultError::Locked));
        assert_eq!(app.finish_exercise(&mut run, distress(2), true, Language::En), Err(locked));
        assert!(run.is_paused(), "the run is as it was");
        app.resume().unwrap();
        assert!(app.finish_exercise(&mut run, distress(2), true, Language::En).unwrap().kept.is_some());
    }
}
