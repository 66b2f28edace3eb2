//! Follow-ups: the officer's own reminders to look in on themselves.
