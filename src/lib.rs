// The README shows the endpoint, so it is tested where that is there.
#![cfg_attr(feature = "receive", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "receive"),
    doc = "Typed webhooks of voice- and meeting-bot vendors."
)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod applied;
mod delivery;
mod detect;
mod error;
mod event;
mod event_table;
pub mod exotel;
#[cfg(feature = "receive")]
pub mod idempotency;
mod json;
mod open;
mod owned_delivery;
pub mod pailflow;
mod provider;
pub mod recall;
#[cfg(feature = "receive")]
pub mod receive;
pub mod synthflow;
#[cfg(feature = "verify")]
pub mod verify;

pub use delivery::{Delivery, Headers, OnMalformed};
pub use error::{ParseError, ParseErrorKind};
pub use event::Event;
pub use event_table::UnknownEvent;
pub use open::{Drift, DriftKind, Extra, Id, Seconds, Timestamp, Turn, Unrecognized};
pub use owned_delivery::OwnedDelivery;
pub use provider::{ParseProviderError, Provider};
