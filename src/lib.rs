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
#[cfg(any(feature = "pailflow", feature = "recall"))]
mod deserialize_error;
mod detect;
mod error;
mod event;
mod event_table;
#[cfg(feature = "exotel")]
pub mod exotel;
#[cfg(feature = "receive")]
pub mod idempotency;
mod json;
mod named_enum;
mod open;
mod owned_delivery;
#[cfg(feature = "pailflow")]
pub mod pailflow;
mod provider;
#[cfg(feature = "recall")]
pub mod recall;
#[cfg(feature = "receive")]
pub mod receive;
#[cfg(feature = "synthflow")]
pub mod synthflow;
#[cfg(feature = "verify")]
pub mod verify;

pub use delivery::{Delivery, Headers, OnMalformed};
#[cfg(any(feature = "pailflow", feature = "recall"))]
pub use deserialize_error::DeserializeError;
pub use error::{ParseError, ParseErrorKind};
pub use event::Event;
pub use event_table::UnknownEvent;
pub use named_enum::ParseNameError;
pub use open::{Drift, DriftKind, Extra, Id, Seconds, Timestamp, Turn, Unrecognized};
pub use owned_delivery::OwnedDelivery;
pub use provider::Provider;

pub use {chrono, uuid};
