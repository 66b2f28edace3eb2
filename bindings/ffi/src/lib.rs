//! Being built.
uniffi::setup_scaffolding!();
