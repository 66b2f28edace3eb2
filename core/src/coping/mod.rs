//! Coping tools: what somebody can do alone, in a few minutes.
