//! Coping tools: what somebody can do alone, in a few minutes.
//! Here it meets the rest of the app.
