//! Safety plan: what somebody wrote down for a bad hour, in a good one.
//! Here it meets the rest of the app.
