// The README shows the endpoint, so it is tested where that is there.
#![cfg_attr(feature = "receive", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "receive"),
    doc = "Typed webhooks of voice- and meeting-bot vendors."
)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Without some of the providers, parts of the shared code are unused.
#![cfg_attr(
    not(all(
        feature = "exotel",
        feature = "pailflow",
        feature = "recall",
        feature = "synthflow"
    )),
    allow(dead_code, unused_imports, unused_macros)
)]

#[cfg(any(feature = "exotel", feature = "recall"))]
mod applied;
mod delivery;
mod delivery_key;
#[cfg(any(feature = "pailflow", feature = "recall"))]
mod deserialize_error;
mod detect;
mod dispatch;
mod error;
mod event;
mod event_table;
#[cfg(feature = "exotel")]
pub mod exotel;
#[cfg(feature = "idempotency")]
pub mod idempotency;
mod json;
mod named_enum;
mod open;
mod owned_delivery;
#[cfg(feature = "pailflow")]
pub mod pailflow;
mod phase;
mod provider;
#[cfg(feature = "recall")]
pub mod recall;
#[cfg(feature = "receive")]
pub mod receive;
#[cfg(feature = "synthflow")]
pub mod synthflow;
mod turn;
#[cfg(feature = "verify")]
pub mod verify;
mod webhook;

pub use delivery::{Delivery, Headers, OnMalformed};
pub use delivery_key::DeliveryKey;
#[cfg(any(feature = "pailflow", feature = "recall"))]
pub use deserialize_error::DeserializeError;
pub use dispatch::{BoxError, Disposition, Failure, FromFn, Handler, Inspect};
pub use error::{ParseError, ParseErrorKind};
pub use event::{Event, Reply};
pub use event_table::UnknownEvent;
pub use named_enum::ParseNameError;
pub use open::{Drift, DriftKind, Extra, Id, Seconds, Timestamp, Unrecognized};
pub use owned_delivery::OwnedDelivery;
pub use phase::Phase;
pub use provider::Provider;
pub use turn::Turn;
pub use webhook::{Replied, Webhook};

pub use {chrono, uuid};
