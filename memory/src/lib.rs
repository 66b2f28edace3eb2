//! Memory that is overwritten when it is given back: Rust's and SQLite's.
//!
//! For the vault's promise that nothing of it is left in memory after the lock. `secure_delete` and zeroised buffers reach what is
//! still owned by somebody; this reaches what was freed on the way: bound values, sorted rows, rollback pages, grown buffers.
//!
//! SQLite's part takes effect by being linked: it is set up when the program or library is loaded, before anybody can use SQLite.
//! Rust's part is an allocator that a program or the phone's library chooses:
//!
//! ```
//! #[global_allocator]
//! static MEMORY: peerline_memory::Wiping = peerline_memory::Wiping;
//! ```

use rusqlite::ffi;
use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::{c_int, c_void};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The system's allocator, but every block is overwritten with zeros before it is given back.
///
/// A block that grows is copied to a new place and the old place overwritten.
#[derive(Debug, Default, Clone, Copy)]
pub struct Wiping;

// SAFETY: every call is passed on to the system's allocator with the layout it came with; `realloc` stays the trait's own, which
// allocates, copies and deallocates. A block is written to only while it still belongs to the caller who gives it back.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise about `layout` is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise about `layout` is passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller promises that `block` was allocated with `layout` and is not used any more.
        unsafe {
            wipe(block, layout.size());
            System.dealloc(block, layout);
        }
    }
}

/// Whether SQLite in this process overwrites what it gives back. False only if it was linked in a way that dropped the set-up.
pub fn sqlite_is_wiped() -> bool {
    IN_FRONT.load(Ordering::Acquire)
}

/// SQLite's own allocation, which ours stands in front of.
struct Methods {
    allocate: unsafe extern "C" fn(c_int) -> *mut c_void,
    free: unsafe extern "C" fn(*mut c_void),
    size: unsafe extern "C" fn(*mut c_void) -> c_int,
}

static SQLITE: OnceLock<Methods> = OnceLock::new();

static IN_FRONT: AtomicBool = AtomicBool::new(false);

/// Called by the loader, before any code of this program or library runs.
#[used]
#[cfg_attr(any(target_os = "linux", target_os = "android"), unsafe(link_section = ".init_array"))]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
static AT_LOAD: extern "C" fn() = stand_in_front_of_sqlites_memory;

extern "C" fn stand_in_front_of_sqlites_memory() {
    let mut methods = ffi::sqlite3_mem_methods {
        xMalloc: None,
        xFree: None,
        xRealloc: None,
        xSize: None,
        xRoundup: None,
        xInit: None,
        xShutdown: None,
        pAppData: std::ptr::null_mut(),
    };
    // SAFETY: SQLite wants to be configured before it is used and while nobody uses it; nobody can before the loader is done. It
    // copies its methods into the structure.
    if unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, &raw mut methods) } != ffi::SQLITE_OK {
        return;
    }
    let (Some(allocate), Some(free), Some(size)) = (methods.xMalloc, methods.xFree, methods.xSize) else {
        return;
    };
    methods.xFree = Some(sqlite_free);
    methods.xRealloc = Some(sqlite_grow);
    // First ours, then SQLite's: its calls need what ours holds.
    if SQLITE.set(Methods { allocate, free, size }).is_ok() {
        // SAFETY: as above; SQLite copies the structure. If it refused, it would go on with its own methods, which is sound.
        let set = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw mut methods) };
        IN_FRONT.store(set == ffi::SQLITE_OK, Ordering::Release);
    }
}

/// # Safety
/// `block` comes from SQLite's own allocation and is not used any more, or is null.
unsafe extern "C" fn sqlite_free(block: *mut c_void) {
    let Some(methods) = SQLITE.get() else { return };
    if block.is_null() {
        return;
    }
    // SAFETY: the block is the caller's to give back, and as large as SQLite says.
    unsafe {
        wipe(block.cast(), usize::try_from((methods.size)(block)).unwrap_or(0));
        (methods.free)(block);
    }
}

/// # Safety
/// As [`sqlite_free`]; on success `block` is not used any more.
unsafe extern "C" fn sqlite_grow(block: *mut c_void, bytes: c_int) -> *mut c_void {
    let Some(methods) = SQLITE.get() else { return std::ptr::null_mut() };
    // SAFETY: SQLite calls this with a block of its own and a size above zero, and has rounded it up already.
    unsafe {
        let grown = (methods.allocate)(bytes);
        if !grown.is_null() && !block.is_null() {
            let kept = usize::try_from((methods.size)(block).min(bytes)).unwrap_or(0);
            std::ptr::copy_nonoverlapping(block.cast::<u8>(), grown.cast::<u8>(), kept);
            sqlite_free(block);
        }
        grown
    }
}

/// Overwrites so that the compiler cannot leave it out, although nobody reads it again.
///
/// # Safety
/// `size` bytes from `block` on may be written.
unsafe fn wipe(block: *mut u8, size: usize) {
    const WORD: usize = size_of::<u64>();
    // SAFETY: every address is below `block + size`; a whole word is written only where it is aligned.
    unsafe {
        let ahead = block.align_offset(WORD).min(size);
        let words = (size - ahead) / WORD;
        let rest = ahead + words * WORD;
        (0..ahead).chain(rest..size).for_each(|at| block.add(at).write_volatile(0));
        let aligned = block.add(ahead).cast::<u64>();
        (0..words).for_each(|at| aligned.add(at).write_volatile(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wiping_reaches_every_byte_and_none_beside_them() {
        for start in 0..9 {
            for size in 0..40 {
                let mut bytes = [0xff_u8; 64];
                // SAFETY: 9 + 40 bytes are fewer than 64.
                unsafe { wipe(bytes.as_mut_ptr().add(start), size) };
                let expected: Vec<u8> =
                    (0..64).map(|at| if (start..start + size).contains(&at) { 0 } else { 0xff }).collect();
                assert_eq!(bytes[..], expected, "{size} bytes from {start}");
            }
        }
    }

    /// One test, because SQLite tells its methods only until it is first used.
    #[test]
    fn sqlite_is_set_up_before_anybody_uses_it_and_works() {
        assert!(sqlite_is_wiped());
        let mut in_use = std::mem::MaybeUninit::<ffi::sqlite3_mem_methods>::zeroed();
        // SAFETY: nothing else in this process uses SQLite yet; it fills the structure, all of whose fields may be null.
        let methods = unsafe {
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, in_use.as_mut_ptr());
            in_use.assume_init()
        };
        assert!(
            methods
                .xFree
                .is_some_and(|free| std::ptr::fn_addr_eq(free, sqlite_free as unsafe extern "C" fn(_)))
        );

        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (printf('%.*c', 100000, 'x'))")
            .unwrap();
        for _ in 0..6 {
            connection.execute("INSERT INTO t SELECT a || a FROM t", []).unwrap();
        }
        let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
    }
}
