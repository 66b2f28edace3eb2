use super::*;
use crate::clock::VirtualClock;
use crate::key_store::MemoryKeyStore;
use crate::random::SystemRandom;
use crate::vault::{Open, Which};
use crate::words::reading::assert_easy;
use chrono::TimeDelta;
use std::time::Duration;

/// 2026-11-21 00:00 UTC.
const START: i64 = 1_795_219_200;
const DAY: u64 = 24 * 60 * 60;

struct Phone {
    folder: tempfile::TempDir,
    keys: Arc<MemoryKeyStore>,
    clock: Arc<VirtualClock>,
    follow_ups: FollowUps,
}

impl Phone {
    fn new() -> Self {
        let (folder, keys) = (tempfile::tempdir().unwrap(), Arc::<MemoryKeyStore>::default());
        let clock = Arc::new(VirtualClock::at(START));
        let follow_ups = open(&folder, &keys, &clock);
        Self { folder, keys, clock, follow_ups }
    }

    /// The app is killed and started again.
    fn restart_app(&mut self) {
        self.follow_ups = open(&self.folder, &self.keys, &self.clock);
    }

    /// The phone is restarted. What is in memory was saved before.
    fn restart(&mut self) {
        self.follow_ups.timers.vault.save().unwrap();
        self.clock.restart();
        self.restart_app();
    }

    fn set(&self, what: After, lengths: &[&str]) -> u32 {
        let lengths: Vec<_> = lengths.iter().map(|word| Length::of_word(word).unwrap()).collect();
        let series = self.follow_ups.set(what, self.clock.now(), &lengths, &Zone::UTC).unwrap();
        self.follow_ups.timers.be(&self.follow_ups.wanted().unwrap()).unwrap();
        series
    }

    fn notice(&self) -> bool {
        self.follow_ups.timers.take_notice().unwrap()
    }

    fn pass(&self, seconds: u64) {
        self.clock.pass(Duration::from_secs(seconds));
    }
}

fn open(folder: &tempfile::TempDir, keys: &Arc<MemoryKeyStore>, clock: &Arc<VirtualClock>) -> FollowUps {
    let vault = |which| {
        let open = Open {
            folder: folder.path(),
            which,
            keys: keys.clone(),
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
        };
        Arc::new(Vault::open(open).unwrap().0)
    };
    FollowUps::new(vault(Which::Officer), vault(Which::Duty), clock.clone(), Arc::new(SystemRandom))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// New York until the autumn of 2027.
fn new_york() -> Zone {
    let changes = [("2026-11-01T06:00:00Z", -5), ("2027-03-14T07:00:00Z", -4), ("2027-11-07T06:00:00Z", -5)];
    Zone::new(-4 * 3600, changes.iter().map(|(from, hours)| (at(from), hours * 3600)).collect()).unwrap()
}

#[test]
fn a_length_is_hours_or_the_calendars_days_and_months_at_the_same_local_time() {
    let tokyo = Zone::new(9 * 3600, vec![]).unwrap();
    for (from, word, zone, expected) in [
        ("2026-11-21T03:30:00Z", "24h", &Zone::UTC, "2026-11-22T03:30:00Z"),
        ("2026-11-21T03:30:00Z", "72h", &Zone::UTC, "2026-11-24T03:30:00Z"),
        ("2026-01-31T12:00:00Z", "1m", &Zone::UTC, "2026-02-28T12:00:00Z"),
        ("2028-01-31T12:00:00Z", "1m", &Zone::UTC, "2028-02-29T12:00:00Z"),
        ("2028-02-29T12:00:00Z", "12m", &Zone::UTC, "2029-02-28T12:00:00Z"),
        // In Tokyo it is the 31st already, in UTC still the 30th.
        ("2026-10-30T20:00:00Z", "1m", &tokyo, "2026-11-29T20:00:00Z"),
        // The clocks change in between: 22:15 stays 22:15, hours stay hours.
        ("2026-10-30T02:15:00Z", "7d", &new_york(), "2026-11-06T03:15:00Z"),
        ("2026-10-30T02:15:00Z", "72h", &new_york(), "2026-11-02T02:15:00Z"),
        ("2026-12-15T03:15:00Z", "3m", &new_york(), "2027-03-15T02:15:00Z"),
        // 02:30 does not exist on 14 March 2027, 01:30 twice on 7 November.
        ("2027-02-14T07:30:00Z", "1m", &new_york(), "2027-03-14T07:30:00Z"),
        ("2027-10-07T05:30:00Z", "1m", &new_york(), "2027-11-07T05:30:00Z"),
    ] {
        let due = Length::of_word(word).unwrap().after(at(from), zone);
        assert_eq!(due, Some(at(expected)), "{word} after {from}");
    }
    assert_eq!(OFFERED.map(Length::word), ["24h", "72h", "7d", "1m", "3m", "12m"]);
    let words: Vec<_> = FollowUps::offered(Language::En).into_iter().map(|(_, words)| words).collect();
    let said = [
        "24 hours after",
        "72 hours after",
        "A week after",
        "A month after",
        "3 months after",
        "A year after",
    ];
    assert_eq!(words, said);
    for none in ["", "h", "0h", "01h", "721h", "731d", "25m", "1w", "-1d", "+1d", "1 d", "99999999m", "1é"] {
        assert_eq!(Length::of_word(none), None, "{none}");
    }
}

#[test]
fn a_zone_that_cannot_be_is_refused() {
    let change = |unix: i64, offset: i32| (DateTime::from_timestamp(unix, 0).unwrap(), offset);
    for (offset, changes, fits) in [
        (0, vec![], true),
        (14 * 3600, vec![change(1, 0)], true),
        (18 * 3600 + 1, vec![], false),
        (i32::MIN + 1, vec![], false),
        (0, vec![change(2, 0), change(1, 0)], false),
        (0, vec![change(1, 20 * 3600)], false),
        (0, (0..17).map(|n| change(n, 0)).collect(), false),
    ] {
        assert_eq!(Zone::new(offset, changes).is_some(), fits, "{offset}");
    }
}

#[test]
fn each_reminder_gives_one_notice_and_what_is_over_leaves_nothing() {
    let mut phone = Phone::new();
    let series = phone.set(After::Contact, &["24h", "72h", "7d"]);
    phone.set(After::SelfCheck, &["72h"]);
    assert_eq!(phone.follow_ups.timers.next().unwrap(), Some(Duration::from_secs(DAY)));
    assert!(!phone.notice());
    phone.pass(DAY);
    phone.restart_app();
    assert!(phone.notice());
    assert!(!phone.notice(), "told once");
    phone.restart_app();
    assert!(!phone.notice(), "told once, also after a crash");
    // Two on one moment are one notice.
    phone.pass(2 * DAY);
    assert!(phone.notice() && !phone.notice());
    let screen = phone.follow_ups.screen(Language::En, &Zone::UTC).unwrap();
    assert_eq!(screen.series[0].title, "After a talk on November 21, 2026");
    let rows: Vec<_> =
        screen.series[0].reminders.iter().map(|r| (r.title.as_str(), r.is_due.is_some())).collect();
    assert_eq!(rows, [("24 hours after", true), ("72 hours after", true), ("A week after", false)]);
    assert_eq!(screen.series[0].reminders[2].at, "November 28, 2026, 00:00");
    let first = screen.series[0].reminders[0].timer;
    phone.follow_ups.end(&first).unwrap();
    assert_eq!(phone.follow_ups.end(&first), Err(FollowUpError::NoSuchReminder));
    phone.follow_ups.end_series(Some(series)).unwrap();
    assert_eq!(phone.follow_ups.end_series(Some(series)), Err(FollowUpError::NoSuchReminder));
    phone.follow_ups.end_series(None).unwrap();
    phone.follow_ups.timers.be(&phone.follow_ups.wanted().unwrap()).unwrap();
    assert_eq!(phone.follow_ups.timers.next(), Ok(None));
    let left: u32 = phone
        .follow_ups
        .vault
        .read(|c| {
            c.query_row(
                "SELECT (SELECT count(*) FROM follow_up) + (SELECT count(*) FROM follow_up_after)",
                [],
                |r| r.get(0),
            )
        })
        .unwrap();
    assert_eq!(left, 0);
    assert_eq!(
        phone.follow_ups.screen(Language::En, &Zone::UTC).unwrap().none.as_deref(),
        Some("No reminder is set.")
    );
}

#[test]
fn a_clock_set_forward_or_back_neither_loses_nor_repeats_a_reminder() {
    const YEAR: i64 = 365 * 86_400;
    // Set by a year while the phone runs: nothing is early and nothing is late.
    for by in [YEAR, -YEAR, 3600, -3600] {
        let phone = Phone::new();
        phone.set(After::Incident, &["24h"]);
        phone.clock.set_wall_by(by);
        assert!(!phone.notice(), "{by}");
        phone.pass(DAY - 1);
        assert!(!phone.notice(), "{by}");
        phone.pass(1);
        assert!(phone.notice(), "{by}");
        phone.clock.set_wall_by(-by);
        assert!(!phone.notice(), "{by}: told once");
    }
    // Set back by a year, and the phone is restarted: what was left goes on.
    let mut phone = Phone::new();
    phone.set(After::Incident, &["24h"]);
    phone.pass(DAY / 2);
    assert!(!phone.notice());
    phone.clock.set_wall_by(-YEAR);
    phone.restart();
    assert!(!phone.notice());
    phone.pass(DAY / 2);
    assert!(phone.notice());
    phone.clock.set_wall_by(YEAR);
    phone.restart();
    assert!(!phone.notice(), "told once");
    // A flat battery: the phone starts in 1970, hears the time later, and was off for a day.
    let mut phone = Phone::new();
    phone.set(After::Incident, &["24h"]);
    phone.clock.set_wall_by(-START);
    phone.restart();
    assert!(!phone.notice());
    phone.clock.set_wall_by(START + 86_400);
    assert!(phone.notice());
    // Off over the time itself.
    let mut phone = Phone::new();
    phone.set(After::Incident, &["24h"]);
    phone.clock.set_wall_by(3 * 86_400);
    phone.restart();
    assert!(phone.notice());
    assert!(!phone.notice());
}

#[test]
fn a_reminder_can_be_moved_and_then_counts_anew() {
    let phone = Phone::new();
    phone.set(After::Contact, &["24h"]);
    phone.pass(DAY);
    assert!(phone.notice());
    let timer = phone.follow_ups.wanted().unwrap()[0].0;
    let later = phone.clock.now() + TimeDelta::days(2);
    assert_eq!(phone.follow_ups.move_to(&timer, phone.clock.now()), Err(FollowUpError::NothingToCome));
    assert_eq!(phone.follow_ups.move_to(&TimerId([9; 16]), later), Err(FollowUpError::NoSuchReminder));
    phone.follow_ups.move_to(&timer, later).unwrap();
    phone.follow_ups.timers.be(&phone.follow_ups.wanted().unwrap()).unwrap();
    assert!(!phone.notice());
    let screen = phone.follow_ups.screen(Language::En, &Zone::UTC).unwrap();
    let row = &screen.series[0].reminders[0];
    assert_eq!((row.title.as_str(), row.is_due.is_some(), row.due), ("At a time you chose", false, later));
    phone.pass(2 * DAY);
    assert!(phone.notice());
}

#[test]
fn what_is_over_already_or_too_much_is_refused_and_changes_nothing() {
    let phone = Phone::new();
    let set = |begun, lengths: &[Length]| phone.follow_ups.set(After::Contact, begun, lengths, &Zone::UTC);
    let now = phone.clock.now();
    assert_eq!(set(now, &[]), Err(FollowUpError::NothingToCome));
    assert_eq!(set(now - TimeDelta::days(800), &OFFERED), Err(FollowUpError::NothingToCome));
    set(now - TimeDelta::days(2), &OFFERED).unwrap();
    assert_eq!(phone.follow_ups.wanted().unwrap().len(), 5, "24 hours are over");
    for _ in 0..7 {
        set(now, &OFFERED).unwrap();
    }
    assert_eq!(set(now, &OFFERED), Err(FollowUpError::TooMany { most: MOST }));
    assert_eq!(phone.follow_ups.wanted().unwrap().len(), 47);
}

#[test]
fn a_peer_keeps_a_reminder_only_if_the_officer_agreed_and_it_has_nobodys_name() {
    let mut phone = Phone::new();
    let refused = phone.follow_ups.set_peers(&OFFERED[..1], false, &Zone::UTC);
    assert_eq!(refused, Err(FollowUpError::NotAgreed));
    phone.follow_ups.set_peers(&OFFERED[..2], true, &Zone::UTC).unwrap();
    // What the officer's file wants leaves a peer's own alone.
    phone.follow_ups.timers.be(&[]).unwrap();
    let columns: Vec<String> = phone
        .follow_ups
        .timers
        .vault
        .read(|c| {
            c.prepare("SELECT name FROM pragma_table_info('peer_reminder')")?
                .query_map([], |r| r.get(0))?
                .collect()
        })
        .unwrap();
    assert_eq!(columns, ["timer", "length"], "a time, and nobody");
    phone.pass(DAY);
    phone.restart_app();
    assert!(phone.notice());
    let (ask, rows) = phone.follow_ups.peers_screen(Language::En, &Zone::UTC).unwrap();
    assert!(ask.starts_with("Ask the officer first"));
    assert_eq!(rows.iter().map(|row| row.is_due.is_some()).collect::<Vec<_>>(), [true, false]);
    phone.follow_ups.end_peers(Some(rows[0].timer)).unwrap();
    assert_eq!(phone.follow_ups.end_peers(Some(rows[0].timer)), Err(FollowUpError::NoSuchReminder));
    phone.follow_ups.end_peers(None).unwrap();
    assert_eq!(phone.follow_ups.timers.next(), Ok(None));
}

#[test]
fn the_duty_file_holds_times_and_no_word_of_what_for() {
    let phone = Phone::new();
    phone.set(After::Incident, &["24h"]);
    let columns: Vec<String> = phone
        .follow_ups
        .timers
        .vault
        .read(|c| {
            c.prepare("SELECT name FROM pragma_table_info('timer')")?.query_map([], |r| r.get(0))?.collect()
        })
        .unwrap();
    assert_eq!(
        columns,
        ["id", "due_ms", "planned_boot", "left_ms", "mark_wall", "mark_boot", "mark_up_ms", "told"]
    );
}

/// The lines of a file, unfolded as RFC 5545 section 3.1 says; every physical line is checked.
fn unfolded(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    file.replace("\r\n ", "").trim_end().split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_calendar_has_neutral_titles_folded_lines_escaped_text_and_uids_that_stay() {
    let phone = Phone::new();
    phone.set(After::Incident, &["24h", "1m"]);
    let file = phone.follow_ups.calendar(None, Language::En).unwrap();
    let lines = unfolded(file.expose());
    assert_eq!(lines[..3], ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//Reminders//EN"]);
    assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
    let of =
        |name: &str| lines.iter().filter_map(|l| l.strip_prefix(name).map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(of("DTSTART:"), ["20261122T000000Z", "20261221T000000Z"]);
    assert_eq!(of("SUMMARY:"), ["Reminder", "Reminder"]);
    assert_eq!(of("DTSTAMP:"), ["20261121T000000Z", "20261121T000000Z"]);
    for (begin, end) in [("BEGIN:VEVENT", "END:VEVENT"), ("BEGIN:VALARM", "END:VALARM")] {
        assert_eq!((of(begin).len(), of(end).len()), (2, 2));
    }
    let uids = of("UID:");
    assert!(uids[0] != uids[1] && uids.iter().all(|uid| uid.len() == 36));
    let again = phone.follow_ups.calendar(None, Language::Es).unwrap();
    assert!(uids.iter().all(|uid| again.expose().contains(uid)), "the same when it is made again");
    let hex = |timer: &TimerId| timer.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for (timer, _) in phone.follow_ups.wanted().unwrap() {
        assert!(!file.expose().replace('-', "").contains(&hex(&timer)));
    }
    for word in ["peerline", "incident", "follow", "check"] {
        assert!(!file.expose().to_lowercase().contains(word), "{word}");
    }
    // A title of one's own, with everything that has to be escaped, and letters of several bytes at every break.
    for before in 0..8 {
        let title = format!("{}a,b;c\\d {}", "x".repeat(before), "\u{1f6d1}é".repeat(20));
        let own = Sensitive::new(title.clone());
        let file = phone.follow_ups.calendar(Some(&own), Language::En).unwrap();
        let escaped = title.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
        assert!(unfolded(file.expose()).contains(&format!("SUMMARY:{escaped}")), "{before}");
    }
    let broken = Sensitive::new("two\nlines\r\nBEGIN:VEVENT".to_owned());
    let file = phone.follow_ups.calendar(Some(&broken), Language::En).unwrap();
    assert!(unfolded(file.expose()).contains(&"SUMMARY:two\\nlines\\nBEGIN:VEVENT".to_owned()));
    let long = Sensitive::new("x".repeat(81));
    let refused = phone.follow_ups.calendar(Some(&long), Language::En).err();
    assert_eq!(refused, Some(FollowUpError::TitleTooLong { most: 80, has: 81 }));
    // What is over is in no calendar.
    phone.pass(2 * DAY);
    let file = phone.follow_ups.calendar(None, Language::En).unwrap();
    assert_eq!(file.expose().matches("BEGIN:VEVENT").count(), 1);
}

#[test]
fn every_view_of_the_reminders_and_of_a_break_is_easy_to_read() {
    let view = |language| {
        let words = Words::of(language);
        let phone = Phone::new();
        phone.set(After::Incident, &["24h", "72h", "7d", "1m", "3m", "12m"]);
        let screen = phone.follow_ups.screen(language, &Zone::UTC).unwrap();
        let rows = screen.series[0].reminders.iter().map(|row| row.title.clone());
        let reminders = [screen.intro.clone(), screen.series[0].title.clone(), screen.calendar_ask.clone()];
        let reminders = reminders.into_iter().chain(rows).collect::<Vec<_>>().join("\n");
        let rest = [Say::DutyBreakAsk, Say::DutyOnBreak, Say::DutyOnBreakUntil { time: "18:00".into() }];
        let rest = rest.iter().map(|say| words.say(say)).collect::<Vec<_>>().join("\n");
        [reminders, words.say(&Say::PeerReminderAsk), rest]
    };
    let (english, spanish) = (view(Language::En), view(Language::Es));
    for (place, name) in ["reminders", "a peer's reminder", "a break"].into_iter().enumerate() {
        assert_easy(name, &english[place], &spanish[place]);
    }
}
