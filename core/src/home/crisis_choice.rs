//! Crisis choice: one view from anywhere, with everybody who can help now.
//! Here it meets the rest of the app.
