//! Follow-ups: the officer's own reminders to look in on themselves.
//! Here it meets the rest of the app: the officer's file says what is wanted, the duty file holds the times.

use super::{HomeError, Peerline};
use crate::clock::Clock as _;
use crate::duty::Break;
use crate::follow_up::{After, FollowUps, Length, TimerId, Zone};
use crate::ids::Minute;
use crate::vault::VaultError;
use chrono::{DateTime, Utc};
use std::time::Duration;

impl Peerline {
    /// The reminders, to be looked at and put into a calendar. What changes them stands below.
    pub fn follow_ups(&self) -> &FollowUps {
        &self.follow_ups
    }

    /// Sets reminders after something that began at `begun`; `None`: now.
    pub fn set_follow_ups(
        &self,
        what: After,
        begun: Option<DateTime<Utc>>,
        lengths: &[Length],
        zone: &Zone,
    ) -> Result<u32, HomeError> {
        let begun = begun.unwrap_or_else(|| self.clock.now());
        let series = self.follow_ups.set(what, begun, lengths, zone)?;
        self.set_timers()?;
        Ok(series)
    }

    /// Moves a reminder to another time.
    pub fn move_follow_up(&self, timer: &TimerId, due: DateTime<Utc>) -> Result<(), HomeError> {
        self.follow_ups.move_to(timer, due)?;
        self.set_timers()
    }

    /// Ends one reminder.
    pub fn end_follow_up(&self, timer: &TimerId) -> Result<(), HomeError> {
        self.follow_ups.end(timer)?;
        self.set_timers()
    }

    /// Ends the reminders after one thing; `None`: all.
    pub fn end_follow_ups(&self, series: Option<u32>) -> Result<(), HomeError> {
        self.follow_ups.end_series(series)?;
        self.set_timers()
    }

    /// A break from duty for so long; `None`: until it is taken back.
    pub fn take_break(&self, length: Option<Duration>) -> Result<(), HomeError> {
        let until = |length: Duration| {
            let minutes = u32::try_from(length.as_secs().div_ceil(60)).unwrap_or(u32::MAX);
            let now = Minute::of_unix(self.corrected.now().timestamp());
            Break::Until(Minute(now.0.saturating_add(minutes)))
        };
        Ok(self.duty.take_break(length.map_or(Break::UntilTakenBack, until))?)
    }

    /// Whether a reminder is due that no notice was given of; each is told of once. Needs no network; works while the officer's file is
    /// locked, and says nothing while the duty file is.
    pub fn take_notice(&self) -> Result<bool, HomeError> {
        match self.follow_ups.timers().take_notice() {
            Err(crate::follow_up::FollowUpError::Vault(VaultError::Locked)) => Ok(false),
            taken => Ok(taken?),
        }
    }

    /// How long it is until the next reminder, as far as it can be read now.
    pub(super) fn next_reminder(&self) -> Option<Duration> {
        self.follow_ups.timers().next().ok().flatten()
    }

    /// Makes the times in the duty file be what the officer's file wants.
    pub(super) fn set_timers(&self) -> Result<(), HomeError> {
        let mut wanted = self.follow_ups.wanted()?;
        let review = self.safety_plan.review()?;
        wanted.extend(review.timer.map(TimerId).zip(review.due));
        Ok(self.follow_ups.timers().be(&wanted)?)
    }

    /// At every open: puts right what a killed app left between two files. What cannot be done now is done next time; the app opens all
    /// the same.
    pub(super) fn look_after_care(&self) {
        let _ = self.safety_plan.look_after_copy();
        let _ = self.set_timers();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VirtualClock;
    use crate::crisis::LineId;
    use crate::follow_up::OFFERED;
    use crate::home::OpenWith;
    use crate::key_store::MemoryKeyStore;
    use crate::random::SystemRandom;
    use crate::relay_client::{FinishedCall, RelayAddress, Sending, Transport};
    use crate::safety_plan::{Import, Item, Note, ReviewEvery, ReviewMonths, Step, look_into};
    use crate::sensitive::Sensitive;
    use crate::words::Language;
    use std::path::Path;
    use std::sync::Arc;

    /// Fails the test on any use.
    struct NoNetwork;

    impl Transport for NoNetwork {
        fn send<'a>(&'a self, _: &'a RelayAddress, _: &'a FinishedCall) -> Sending<'a> {
            panic!("a call of the network")
        }
    }

    struct Phone {
        folder: tempfile::TempDir,
        keys: Arc<MemoryKeyStore>,
        clock: Arc<VirtualClock>,
    }

    impl Phone {
        fn new() -> Self {
            let clock = Arc::new(VirtualClock::at(1_795_219_200));
            Self { folder: tempfile::tempdir().unwrap(), keys: Arc::default(), clock }
        }

        fn open(&self) -> Peerline {
            let with = OpenWith {
                folder: self.folder.path(),
                keys: self.keys.clone(),
                clock: self.clock.clone(),
                random: Arc::new(SystemRandom),
                transport: Arc::new(NoNetwork),
            };
            Peerline::open(with).unwrap().0
        }

        fn hours(&self, hours: u64) {
            self.clock.pass(Duration::from_secs(hours * 3600));
        }
    }

    fn run(app: &Peerline) -> crate::home::Report {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(app.run_pending(false, Duration::ZERO)).unwrap()
    }

    fn note(text: &str) -> Item {
        Item::Note(Note::new(text).unwrap())
    }

    #[test]
    fn the_phone_wakes_for_the_next_reminder_and_gives_one_notice_even_while_the_officers_file_is_locked() {
        let phone = Phone::new();
        let app = phone.open();
        let regular = app.next_wake().after;
        assert_eq!(regular, Duration::from_secs(6 * 3600));
        app.set_follow_ups(After::Contact, None, &OFFERED, &Zone::UTC).unwrap();
        assert_eq!(app.next_wake().after, regular, "in a day: the regular wake comes first");
        phone.hours(22);
        assert_eq!(app.next_wake().after, Duration::from_secs(2 * 3600), "the reminder comes first");
        app.lock().unwrap();
        assert!(!run(&app).reminder);
        phone.hours(2);
        let report = run(&app);
        assert!(report.reminder && !report.new_offer);
        assert!(!run(&app).reminder, "once");
        assert!(!app.take_notice().unwrap());
        app.resume().unwrap();
        app.end_follow_ups(None).unwrap();
        phone.hours(24 * 400);
        assert!(!run(&app).reminder, "what was ended gives no notice");
    }

    #[test]
    fn the_plans_reminder_is_one_of_the_timers_and_what_a_kill_left_half_done_is_put_right_at_the_next_open()
    {
        let phone = Phone::new();
        let app = phone.open();
        let every = ReviewEvery::Months(ReviewMonths::new(1).unwrap());
        // Killed between the two files: the officer's file wants what the duty file does not have.
        app.safety_plan().remind(every, &Zone::UTC).unwrap();
        app.follow_ups().set(After::Incident, app.clock.now(), &OFFERED[..1], &Zone::UTC).unwrap();
        assert_eq!(app.next_reminder(), None);
        drop(app);
        let app = phone.open();
        assert_eq!(app.next_reminder(), Some(Duration::from_secs(24 * 3600)));
        app.end_follow_ups(None).unwrap();
        assert_eq!(app.next_reminder(), Some(Duration::from_secs(30 * 24 * 3600)));
        app.remind_of_plan(ReviewEvery::Never, &Zone::UTC).unwrap();
        assert_eq!(app.next_reminder(), None);
    }

    #[test]
    fn no_call_of_the_plan_or_the_reminders_touches_the_network() {
        let phone = Phone::new();
        let app = phone.open();
        let plan = app.safety_plan();
        let id = plan.add(Step::Signs, note("mine")).unwrap();
        app.add_line_to_plan(Step::Professionals, &LineId::shown("us-988")).unwrap();
        plan.change(id, note("other")).unwrap();
        plan.move_item(id, 3).unwrap();
        plan.move_step(Step::Reasons, 0).unwrap();
        plan.set_readable_while_locked(true).unwrap();
        let words = Sensitive::new("four words apart".to_owned());
        let imported = look_into(&plan.export(&words).unwrap(), &words).unwrap();
        plan.import(&imported, Import::Merge).unwrap();
        app.plan_screen(Language::En, &Zone::UTC).unwrap();
        app.print_plan(Language::Es, &Zone::UTC).unwrap();
        app.show_import(&imported, Language::En);
        app.remind_of_plan(ReviewEvery::Months(ReviewMonths::new(1).unwrap()), &Zone::UTC).unwrap();
        app.looked_at_plan(&Zone::UTC).unwrap();
        app.set_follow_ups(After::SelfCheck, None, &OFFERED, &Zone::UTC).unwrap();
        let timer = app.follow_ups().wanted().unwrap()[0].0;
        app.move_follow_up(&timer, app.clock.now() + chrono::TimeDelta::days(2)).unwrap();
        app.follow_ups().screen(Language::En, &Zone::UTC).unwrap();
        app.follow_ups().calendar(None, Language::En).unwrap();
        app.end_follow_up(&timer).unwrap();
        app.follow_ups().set_peers(&OFFERED, true, &Zone::UTC).unwrap();
        app.follow_ups().peers_screen(Language::En, &Zone::UTC).unwrap();
        app.follow_ups().end_peers(None).unwrap();
        app.take_break(Some(Duration::from_secs(3600))).unwrap();
        app.duty().end_break().unwrap();
        app.take_notice().unwrap();
        app.next_wake();
        app.pause().unwrap();
        app.lock().unwrap();
        assert!(app.plan_screen(Language::En, &Zone::UTC).unwrap().from_copy);
        app.resume().unwrap();
        plan.remove(id).unwrap();
        app.erase_plan().unwrap();
        assert!(!phone.folder.path().join("three").exists());
    }

    #[test]
    fn after_pause_the_files_are_the_same_size_for_an_officer_who_used_it_and_one_who_only_opened_the_app() {
        let sizes = |folder: &Path| {
            ["one/store", "two/store"].map(|file| std::fs::metadata(folder.join(file)).unwrap().len())
        };
        let (used, opened) = (Phone::new(), Phone::new());
        let app = used.open();
        for n in 0..20 {
            for step in Step::ALL {
                app.safety_plan().add(step, note(&format!("{n} {}", "words ".repeat(60)))).unwrap();
            }
        }
        app.set_follow_ups(After::Incident, None, &OFFERED, &Zone::UTC).unwrap();
        app.pause().unwrap();
        opened.open().pause().unwrap();
        assert_eq!(sizes(used.folder.path()), sizes(opened.folder.path()));
    }

    #[test]
    fn erasing_everything_destroys_the_copy_of_the_plan_and_its_key_too() {
        let phone = Phone::new();
        let app = phone.open();
        app.safety_plan().add(Step::Signs, note("mine")).unwrap();
        app.safety_plan().set_readable_while_locked(true).unwrap();
        assert!(phone.folder.path().join("three").exists(), "the control");
        app.erase_everything().unwrap();
        assert!(!phone.folder.path().join("three").exists());
        assert_eq!(phone.keys.ids(), Vec::<String>::new());
    }
}
