//! The program: everything is in the library's `cli`, but for what concerns the whole process.

use std::process::ExitCode;

fn main() -> ExitCode {
    set_up_allocator();
    housestyle::cli::main(give_back)
}

/// Blocks of memory of at least so many bytes are asked of the system and given back to it, each
/// by itself. What is smaller is asked for again soon.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE_BYTES: i32 = 256 << 10;

/// So much stays at the end of a heap for what is asked for next: with the 128 KB that the allocator
/// begins with, each answer of an action gives pages back and asks for them again.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const SPARE_BYTES: i32 = 1 << 20;

/// Fixes from which size on a block goes back to the system when it is freed, and how many heaps
/// there are.
///
/// The allocator of Linux (glibc) raises that size to that of each such block that is freed, up
/// to 32 MiB (`M_MMAP_THRESHOLD` in mallopt(3)): once a long text or a table has grown, all that is
/// shorter stays with the process, between what is there to stay. A server runs for days.
///
/// It has eight heaps a core (`M_ARENA_MAX`), and a document that one thread after another checks
/// leaves its size behind in each of theirs. No more threads are at work at once than there are cores.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the standard library does not offer it")]
fn set_up_allocator() {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let heaps = i32::try_from(cores.max(2)).unwrap_or(i32::MAX);
    // SAFETY: each takes two numbers and changes a setting of the allocator, which it locks; no
    // other thread runs yet. If it fails, which it tells, all is as it was.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BYTES);
        libc::mallopt(libc::M_TRIM_THRESHOLD, SPARE_BYTES);
        libc::mallopt(libc::M_ARENA_MAX, heaps);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
const fn set_up_allocator() {}

/// Gives the pages back on which nothing stands, also those between what is in use: without being
/// asked the allocator gives back what is free at the end of a heap alone.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the standard library does not offer it")]
fn give_back() {
    // SAFETY: it locks each heap while it looks through it (malloc_trim(3)).
    unsafe {
        libc::malloc_trim(0);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
const fn give_back() {}
