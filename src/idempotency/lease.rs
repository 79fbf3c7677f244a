use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// One worker's claim on one delivery. No two leases are equal.
///
/// A store keeps the lease with the key, and compares: a worker whose lease has expired then cannot
/// settle a delivery that a different worker has taken over.
///
/// A lease has to be unique, not hard to guess: only the workers of one application see it. So it
/// is a number that counts within the process, and one that the process draws from the standard
/// library's hash seeds when it takes its first lease. Two processes draw the same once in 2^64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lease(u128);

impl Lease {
    /// Creates a new lease.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default is the same each time"
    )]
    pub fn new() -> Self {
        static PROCESS: OnceLock<u64> = OnceLock::new();
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        // The time and the process id distinguish processes that were copied with their seeds.
        let draw = || RandomState::new().hash_one((process::id(), SystemTime::now()));
        let process = u128::from(*PROCESS.get_or_init(draw));
        Self((process << 64) | u128::from(NUMBER.fetch_add(1, Ordering::Relaxed)))
    }
}

/// As 32 hexadecimal digits, for a store that keeps strings.
impl fmt::Display for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lease({self})")
    }
}
