//! Safety plan: what somebody wrote down for a bad hour, in a good one.
