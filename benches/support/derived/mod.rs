//! The same bodies as types that somebody would write with serde's derive: with ids, instants and
//! vocabularies as ours have them, but closed, and without a place for what is not known.

#![expect(dead_code, reason = "who parses a body need not read it")]

pub(crate) mod exotel;
pub(crate) mod pailflow;
pub(crate) mod recall;
pub(crate) mod synthflow;
