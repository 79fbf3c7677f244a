//! The same bodies as types that somebody would write with serde's derive: with ids, instants and
//! vocabularies as ours have them, but closed, and without a place for what is not known.

#![expect(dead_code, reason = "who parses a body need not read it")]
#![expect(
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "the names and shapes are the vendors'"
)]

pub(crate) mod exotel;
pub(crate) mod pailflow;
pub(crate) mod recall;
pub(crate) mod synthflow;
