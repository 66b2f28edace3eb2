//! Self-check: how somebody is doing, by published questions, on this phone alone.
