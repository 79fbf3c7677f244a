//! Dispatchers: from an event to the method that handles it.

mod combine;
mod dispatcher;
mod failure;
mod handler;

use std::error::Error;
use std::pin::Pin;

pub use combine::{FromFn, Inspect};
pub use failure::{Disposition, Failure};
pub use handler::Handler;

pub(crate) use dispatcher::dispatcher;
#[cfg(feature = "receive")]
pub(crate) use failure::with_sources;

/// The error of a handler, of whatever type it was.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// A future of a trait that can be an object.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
