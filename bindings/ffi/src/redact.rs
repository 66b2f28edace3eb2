//! Records print nothing of themselves.
//!
//! UniFFI makes Kotlin data classes and Swift structs, whose printed form shows every field. `cargo xtask bindings` writes a printed
//! form beside each of them that is its name alone: in `toString`, `description` and `debugDescription` alike. Here the same holds
//! in Rust. Every record and every enum with data does so, also those that look harmless: which line somebody looked at is nobody's
//! business either. The tests of the bindings read the generated sources and fail for a type that was forgotten.

/// Gives a type a printed form that is its name alone.
macro_rules! redacted {
    ($($record:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!("[", stringify!($record), "]"))
            }
        }
    )+};
}

pub(crate) use redacted;
