//! See `tests/words.rs`.
