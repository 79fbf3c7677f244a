//! The tests of what users of the crate see.

mod fixtures;
mod pailflow;
mod synthflow;
