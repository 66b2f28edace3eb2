//! Crisis choice: one view from anywhere, with everybody who can help now.
