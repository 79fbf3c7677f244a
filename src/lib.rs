//! Typed webhooks from voice- and meeting-bot vendors: [Recall.ai](recall), [Exotel VoiceBot](exotel),
//! [Synthflow](synthflow) and [PailFlow](pailflow).
//!
//! Each vendor has a module, and all of them use the same names: `Event`, an enum of everything
//! that the vendor posts; `Dispatcher`, a trait with a method for each event; `Endpoint`, the HTTP
//! service for the URL that the vendor posts to; and the payloads.
//!
//! # Match on an event
//!
//! ```
//! use bot_webhooks::recall::{Event, SubCodeClass};
//!
//! # let body = br#"{"event": "bot.call_ended", "data": {"data": {"sub_code": "bot_kicked_from_call"}}}"#;
//! match Event::from_slice(body)? {
//!     Event::RecordingDone(change) => println!("download {:?}", change.recording()),
//!     Event::BotCallEnded(change) => match change.sub_code().and_then(|code| code.class()) {
//!         Some(SubCodeClass::RemovedByPerson) => println!("somebody removed the bot"),
//!         class => println!("the bot left: {class:?}"),
//!     },
//!     Event::Unknown(event) => println!("new to this version: {}", event.name()),
//!     event => println!("{}", event.name()),
//! }
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```
//!
//! Nothing in a body is lost. Only what identifies an event is required; an unknown event is
//! [`UnknownEvent`], an unknown value of a vocabulary is [`Unrecognized`], and every payload has an
//! [`Extra`] with what its fields do not say. An event is written back as it was read, but for the
//! order of its fields. [`Drift`] is what a body had that this version does not know.
//!
//! # Implement a dispatcher
//!
//! A method returns the reply that the vendor reads, or any error. After an error the vendor is asked to
//! redeliver, unless the error is a [`Failure`] that says otherwise. Events that you do not override go to
//! `on_event`.
//!
//! ```
//! use bot_webhooks::exotel::{self, PreAgentTransferReply, Request};
//! use bot_webhooks::Delivery;
//!
//! struct App;
//!
//! impl exotel::Dispatcher for App {
//!     type Error = std::io::Error;
//!
//!     async fn on_pre_agent_transfer(
//!         &self,
//!         request: Request,
//!         _: &Delivery<'_>,
//!     ) -> Result<PreAgentTransferReply, Self::Error> {
//!         println!("{:?} asks for a human", request.contact_uri);
//!         Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment, please."))
//!     }
//! }
//! ```
//!
//! # Mount an endpoint
//!
#![cfg_attr(
    feature = "receive",
    doc = r#"An [`Endpoint`](receive::Endpoint) authenticates, parses, dispatches and answers. It is a tower
service, so axum, hyper and others mount it as is. You cannot build one without saying how callers
authenticate, with a [`Proof`](receive::Proof).

```
use bot_webhooks::{recall, verify::StandardWebhooks};

struct App;

impl recall::Dispatcher for App {
    type Error = std::convert::Infallible; // override `on_recording_done` and so on
}

let proof = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
let endpoint = recall::Endpoint::new(App, proof)
    .with_observer(|report| eprintln!("{report}"));
let router: axum::Router = axum::Router::new().route_service("/recall", endpoint);
# Ok::<(), bot_webhooks::verify::SecretError>(())
```
"#
)]
#![cfg_attr(
    not(feature = "receive"),
    doc = "With the feature `receive`, each vendor has an `Endpoint`, which authenticates, parses,
dispatches and answers."
)]
//!
//! # For code that treats all vendors alike
//!
//! [`Event`] is the event of any vendor: what it is about ([`subject`](Webhook::subject)), when it
//! happened, what was said ([`Turn`]), how far it is ([`Phase`]). [`Provider::detect`] guesses whose a
//! body is. [`Delivery`] and [`OwnedDelivery`] are what arrived, and [`DeliveryKey`] what identifies it.
//! `recall::Timeline` and `exotel::Conversation` accept events in any order.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `exotel`, `pailflow`, `recall`, `synthflow` | that vendor; all are on by default. One alone: `default-features = false, features = ["recall"]` |
//! | `samples` | for your tests: a body of every event, variants such as failures, and whole calls: `recall::samples` |
//! | `verify` | signatures and URL tokens: `verify` |
//! | `receive` | the endpoint: `receive`; implies `verify` and `idempotency` |
//! | `axum` | makes `receive::Verified` an extractor for axum's handlers; implies `receive` |
//! | `idempotency` | [`DeliveryKey::of`](DeliveryKey), and the trait of stores: `idempotency` |
//! | `idempotency-memory`, `idempotency-redis` | stores for one process, and for several |
//! | `media` | `recall::MediaBuffer::decode`: audio and video |
//! | `tracing` | with `receive`, a span for each delivery, without payload |
#![cfg_attr(
    all(doc, feature = "receive"),
    doc = "
# Guides

[In production](guides::production), [several tenants](guides::tenants), [security](guides::security),
[reliability](guides::reliability), [performance](guides::performance)."
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
    allow(dead_code, unreachable_code, unused_imports, unused_macros)
)]

#[cfg(any(feature = "exotel", feature = "recall"))]
mod applied;
mod delivery;
mod delivery_key;
mod deserialize_error;
mod detect;
mod dispatch;
mod error;
mod event;
mod event_table;
#[cfg(feature = "exotel")]
pub mod exotel;
#[cfg(all(doc, feature = "receive"))]
pub mod guides;
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
#[cfg(feature = "samples")]
mod samples;
#[cfg(any(feature = "exotel", feature = "recall"))]
mod sorted_map;
#[cfg(feature = "synthflow")]
pub mod synthflow;
mod turn;
#[cfg(feature = "verify")]
pub mod verify;
mod webhook;

pub use delivery::{Delivery, Headers, OnMalformed};
pub use delivery_key::DeliveryKey;
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
pub use webhook::Webhook;

pub use {chrono, uuid};

#[cfg(all(doctest, feature = "receive"))]
#[doc = include_str!("../README.md")]
struct Readme;
