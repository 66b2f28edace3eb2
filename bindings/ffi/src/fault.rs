//! Where a panic stops.
//!
//! Its text may hold anything, so it is never printed, kept or handed on: the hook writes nothing, the payload is dropped, and
//! the app gets a number that stands for the line of code.

use crate::error::PeerlineError;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, Location};
use std::sync::Once;

/// Carries out a call of the border; a panic in it becomes a [`PeerlineError::Fault`].
///
/// `AssertUnwindSafe` is sound here because whatever a panic may have left half done is behind a lock of the core, which
/// recovers from poisoning, or is thrown away with the call.
pub(crate) fn contained<T>(work: impl FnOnce() -> Result<T, PeerlineError>) -> Result<T, PeerlineError> {
    silence_panics();
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(fault(payload)))
}

/// Apart from [`contained`], which is compiled for every call of the border.
#[cold]
#[inline(never)]
fn fault(payload: Box<dyn std::any::Any + Send>) -> PeerlineError {
    discard(payload);
    PeerlineError::Fault { place: last_place() }
}

/// Replaces the standard hook, which would write the panic's text to the phone's log.
pub(crate) fn silence_panics() {
    static SILENCED: Once = Once::new();
    SILENCED.call_once(|| panic::set_hook(Box::new(|info| PLACE.set(info.location().map_or(0, place)))));
}

/// The place of this thread's last panic; 0 where the compiler kept none.
pub(crate) fn last_place() -> u32 {
    PLACE.get()
}

/// Drops a panic's payload; one that panics while it is dropped is left where it lies.
fn discard(payload: Box<dyn std::any::Any + Send>) {
    if let Err(second) = panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(second);
    }
}

thread_local! {
    static PLACE: Cell<u32> = const { Cell::new(0) };
}

/// A number for a line of code: FNV-1a over the file's name without its folders, and the line.
fn place(location: &Location<'_>) -> u32 {
    let name = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
    name.bytes()
        .chain(location.line().to_be_bytes())
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_number_and_its_text_is_gone() {
        let error = contained::<()>(|| panic!("Dana Ruiz, badge 4411")).unwrap_err();
        assert!(matches!(error, PeerlineError::Fault { place } if place != 0));
        assert!(!format!("{error:?} {error}").contains("Dana"));
    }

    #[test]
    fn the_same_line_has_the_same_number_and_another_line_another() {
        let fault = |other: bool| {
            contained::<()>(|| {
                if other {
                    panic!("one")
                }
                panic!("two")
            })
        };
        assert_eq!(fault(false), fault(false));
        assert_ne!(fault(false), fault(true));
    }

    #[test]
    fn after_a_panic_the_next_call_works() {
        let _ = contained::<()>(|| panic!("gone"));
        assert_eq!(contained(|| Ok(7)), Ok(7));
    }
}
