//! Synthflow

#[cfg(feature = "verify")]
mod signature;

#[cfg(feature = "verify")]
pub use signature::CallIdSignature;
