//! The tests of the public interface, in one binary.

#[cfg(feature = "verify")]
mod verify;
