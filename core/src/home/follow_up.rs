//! Follow-ups: the officer's own reminders to look in on themselves.
//! Here it meets the rest of the app.
