//! Records print nothing of themselves.
//!
//! UniFFI makes Kotlin data classes and Swift structs, whose printed form shows every field. A record that exports `Debug` and
//! `Display` prints what Rust says instead, in `toString`, `description` and `debugDescription` alike. Every record and every
//! enum with data does so, also those that look harmless: which line somebody looked at is nobody's business either. The tests
//! of the bindings read the generated sources and fail for a type that was forgotten.

/// Gives a type a printed form that is its name alone. The type also needs `#[uniffi::export(Debug, Display)]`.
macro_rules! redacted {
    ($($record:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!("[", stringify!($record), "]"))
            }
        }

        impl std::fmt::Display for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self, f)
            }
        }
    )+};
}

pub(crate) use redacted;
