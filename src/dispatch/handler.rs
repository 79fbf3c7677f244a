use super::{BoxError, BoxFuture};
use crate::{Delivery, OnMalformed, ParseError, Webhook};

/// A dispatcher of one provider, as a trait object: `dyn Handler<recall::Event>`, which is
/// [`recall::DynDispatcher`](crate::recall::DynDispatcher).
///
/// Every `Dispatcher` of a provider is a `Handler` of its events, and every `dyn Handler` is a
/// `Dispatcher` again, so `Box<recall::DynDispatcher>` can stand for any of them. You implement
/// `Dispatcher`, not this.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Dispatcher` of `{E}`",
    label = "not a dispatcher",
    note = "implement the provider's `Dispatcher` for it (its `type Error` has to convert into \
            `Box<dyn Error + Send + Sync>`), or pass a closure through `from_fn`"
)]
pub trait Handler<E: Webhook>: Send + Sync {
    /// Handles an event, as `Dispatcher::dispatch`.
    fn handle<'a>(
        &'a self,
        event: E,
        delivery: &'a Delivery<'_>,
    ) -> BoxFuture<'a, Result<E::Reply, BoxError>>;

    /// Handles a delivery whose body could not be parsed, as `Dispatcher::on_malformed`.
    fn handle_malformed<'a>(
        &'a self,
        error: &'a ParseError,
        delivery: &'a Delivery<'_>,
    ) -> BoxFuture<'a, Result<OnMalformed, BoxError>>;
}
