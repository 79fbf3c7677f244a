//! A service to copy: several tenants, what they are sent in a database, workers, metrics.
#![cfg(feature = "database")]

mod app;
mod database;
mod inbox;
#[path = "../../receive/log.rs"]
mod log;
#[path = "../../receive/serve.rs"]
mod serve;
mod server;

pub use database::App;
pub use server::{routes, run};

type Result<T> = std::result::Result<T, bot_webhooks::BoxError>;
type Rows = Vec<[String; 3]>;
