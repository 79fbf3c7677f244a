//! Recall
mod bot;
mod event;
mod status;
pub use bot::Bot;
pub use event::{Dispatcher, Event};
pub use status::{BotStatus, Status, StatusChange, StatusCode};
