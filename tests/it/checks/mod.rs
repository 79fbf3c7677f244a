//! What must hold for any input at all. `cargo test` asks it of the bodies and the corpus on
//! record, and the targets in `fuzz/` of whatever a fuzzer invents.

pub(crate) mod endpoint;
mod events;
pub(crate) mod headers;

/// What is asked of an input. It panics where something does not hold.
pub(crate) type Check = fn(&[u8]);

/// The check of each fuzz target.
pub(crate) const TARGETS: [(&str, Check); 6] = [
    ("endpoint", endpoint::check),
    ("exotel", events::exotel),
    ("headers", headers::check),
    ("pailflow", events::pailflow),
    ("recall", events::recall),
    ("synthflow", events::synthflow),
];
