//! More deliveries than one machine handles: endpoints store them in NATS JetStream, and any number
//! of workers handles them. Each is delivered to a worker at least once.
#![cfg(feature = "broker")]

mod endpoints;
mod publisher;
mod queue;
#[path = "../../receive/secrets.rs"]
mod secrets;
mod worker;

pub use endpoints::routes;
pub use publisher::Publisher;
pub use queue::{ACK_WAIT, Queue, id};
pub use worker::{Settled, Worker};
