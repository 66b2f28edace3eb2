//! Dates and moments in files: ISO 8601, UTC, in exactly one form each, so that equal times have equal text.

use crate::ids::{Day, Minute};

/// The day of `YYYY-MM-DD`, from 1970 to 9999. `None` for anything else, a 30th of February included.
pub fn parse_day(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    Some(Day(days_before(year, month) + day - 1))
}

/// The day as `YYYY-MM-DD`.
pub fn print_day(day: Day) -> String {
    let mut year = 1970 + day.0 / 366;
    while days_before(year + 1, 1) <= day.0 {
        year += 1;
    }
    let mut month = 12;
    while days_before(year, month) > day.0 {
        month -= 1;
    }
    format!("{year:04}-{month:02}-{:02}", day.0 - days_before(year, month) + 1)
}

/// The minute of `YYYY-MM-DDTHH:MM:00Z`. Signed times are whole minutes.
pub fn parse_minute(text: &str) -> Option<Minute> {
    let (date, time) = text.split_once('T')?;
    let day = parse_day(date)?;
    let bytes = time.strip_suffix(":00Z")?.as_bytes();
    if bytes.len() != 5 || bytes[2] != b':' {
        return None;
    }
    let (hour, minute) = (number(&bytes[..2])?, number(&bytes[3..])?);
    (hour < 24 && minute < 60).then(|| Minute(day.start().0 + hour * 60 + minute))
}

/// The minute as `YYYY-MM-DDTHH:MM:00Z`.
pub fn print_minute(minute: Minute) -> String {
    let within = minute.0 % (24 * 60);
    format!("{}T{:02}:{:02}:00Z", print_day(minute.day()), within / 60, within % 60)
}

/// Days from 1970-01-01 to the first of the month.
fn days_before(year: u32, month: u32) -> u32 {
    let leap_days = |year: u32| year / 4 - year / 100 + year / 400;
    let years = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    years + (1..month).map(|month| days_in(year, month)).sum::<u32>()
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_centuries_is_read_back_from_its_text() {
        let mut before = String::new();
        for day in 0..73_100 {
            let text = print_day(Day(day));
            assert!(text > before, "{text}");
            assert_eq!(parse_day(&text), Some(Day(day)), "{text}");
            before = text;
        }
        assert_eq!(before, "2170-02-20");
    }

    #[test]
    fn known_days_have_their_numbers_and_impossible_ones_none() {
        assert_eq!(parse_day("1970-01-01"), Some(Day(0)));
        assert_eq!(parse_day("2000-02-29"), Some(Day(11_016)));
        assert_eq!(parse_day("2026-11-21"), Some(Day(20_778)));
        for text in [
            "1969-12-31",
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-11-31",
            "2026-11-00",
            "2026-1-01",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        for text in ["", "2026/11/21", "2026-11-21 ", " 026-11-21", "+026-11-21", "20261121", "２026-11-2"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_has_one_form_only() {
        let minute = parse_minute("2026-11-21T11:10:00Z").unwrap();
        assert_eq!(minute.day(), Day(20_778));
        assert_eq!(print_minute(minute), "2026-11-21T11:10:00Z");
        for text in [
            "2026-11-21T11:10Z",
            "2026-11-21T11:10:30Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T11:60:00Z",
            "2026-11-21T11:10:00+00:00",
        ] {
            assert_eq!(parse_minute(text), None, "{text}");
        }
    }
}
