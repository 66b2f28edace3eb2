//! Reminders as an iCalendar file (RFC 5545), for the phone's own calendar.
//!
//! Nothing in it says what it is for or which app wrote it. A UID is made from the reminder's random number, so it stays the same when
//! the file is made again and tells nothing else.

use super::TimerId;
use crate::sensitive::Sensitive;
use chrono::{DateTime, Utc};
use ring::digest;

/// The longest line in octets, without its break (RFC 5545 section 3.1).
const LINE: usize = 75;

/// The file. `title` stands in every entry.
pub(super) fn calendar(
    reminders: &[(TimerId, DateTime<Utc>)],
    title: &str,
    now: DateTime<Utc>,
) -> Sensitive<String> {
    let mut file = Sensitive::new(String::new());
    let mut line = |text: &str| fold(text, file.expose_mut());
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Calendar//Reminders//EN");
    line("CALSCALE:GREGORIAN");
    for (timer, due) in reminders {
        let title = escaped(title);
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", uid(timer)));
        line(&format!("DTSTAMP:{}", utc(now)));
        line(&format!("DTSTART:{}", utc(*due)));
        line("DURATION:PT15M");
        line(&format!("SUMMARY:{title}"));
        line("CLASS:PRIVATE");
        line("TRANSP:TRANSPARENT");
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line("TRIGGER:PT0S");
        line(&format!("DESCRIPTION:{title}"));
        line("END:VALARM");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

/// A UUID of version 8 (RFC 9562) from a hash of the reminder's number.
fn uid(timer: &TimerId) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(b"calendar uid 1");
    context.update(&timer.0);
    let hash = context.finish();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// TEXT as section 3.3.11 wants it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// One content line, folded: no part is longer than 75 octets, and no letter is cut in two.
fn fold(text: &str, file: &mut String) {
    let mut room = LINE;
    for c in text.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        file.push(c);
        room -= c.len_utf8();
    }
    file.push_str("\r\n");
}
