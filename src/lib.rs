//! Typed webhooks.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod delivery;
mod error;
mod event_table;
pub mod exotel;
mod open;
pub mod recall;
mod step;

pub use delivery::{Delivery, Headers, Malformed, NoSuchProvider, Provider};
pub use error::{ErrorKind, ParseError};
pub use event_table::UnknownEvent;
pub use open::{Drift, DriftKind, Extra, Id, Seconds, Timestamp, Turn, Unrecognized};
