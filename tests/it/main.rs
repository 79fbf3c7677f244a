//! The crate as its users see it: one binary, a file for each question.

mod bodies;
mod detect;
mod dispatch;
mod errors;
mod exotel;
mod fixtures;
mod formats;
mod mutations;
mod pailflow;
mod recall;
mod replay;
mod subject;
mod synthflow;
#[cfg(feature = "verify")]
mod verify;
