use std::fmt;
use std::sync::Arc;

#[cfg(doc)]
use super::MAX_ANSWER_LEN;
use super::{DeliveryKey, Lease};

/// The result of [`IdempotencyStore::begin`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begin {
    /// No worker has handled the delivery, or the one that began released it or let its lease
    /// expire. It is now the caller's.
    New,
    /// The delivery is already being handled.
    InProgress,
    /// The delivery was already handled. This is the answer that was passed to
    /// [`finish`](IdempotencyStore::finish).
    Done(Vec<u8>),
}

/// Remembers which deliveries were handled, and which are being handled.
///
/// Each step is atomic: of any number of workers that begin one delivery at the same time, one
/// gets [`Begin::New`].
///
/// Write the methods as `async fn`:
///
/// ```
/// use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease};
///
/// struct Forgetful;
///
/// impl IdempotencyStore for Forgetful {
///     type Error = std::convert::Infallible;
///
///     async fn begin(&self, _: &DeliveryKey, _: Lease) -> Result<Begin, Self::Error> {
///         Ok(Begin::New)
///     }
///
///     async fn finish(&self, _: &DeliveryKey, _: Lease, _: &[u8]) -> Result<(), Self::Error> {
///         Ok(())
///     }
///
///     async fn release(&self, _: &DeliveryKey, _: Lease) -> Result<(), Self::Error> {
///         Ok(())
///     }
/// }
/// ```
pub trait IdempotencyStore: Send + Sync {
    /// Why the store failed. It is logged, so it must not contain a payload or a secret.
    type Error: fmt::Display + Send;

    /// Claims the delivery for this lease, unless it is already claimed or done.
    ///
    /// If the returned future is dropped before it is ready, the endpoint calls
    /// [`abandon`](Self::abandon).
    ///
    /// # Errors
    ///
    /// Returns an error if the store fails. The endpoint then dispatches the delivery unprotected, and
    /// settles it with the same lease: a store that did not respond may have claimed it all the same.
    fn begin(
        &self,
        key: &DeliveryKey,
        lease: Lease,
    ) -> impl Future<Output = Result<Begin, Self::Error>> + Send;

    /// Records that the delivery was handled, and with which answer, unless the lease has expired
    /// and a different worker has taken over the delivery or finished it.
    ///
    /// The answer is the body of the response. From an endpoint it has at most [`MAX_ANSWER_LEN`]
    /// bytes; it is empty if the response had none or a longer one.
    ///
    /// The future can be dropped before it is ready, because the caller hung up. The delivery was handled
    /// all the same, so if the store needs a round trip, finish it in a task of its own. Otherwise redeliveries
    /// get 409 until the lease has expired, and then the delivery is dispatched again.
    ///
    /// # Errors
    ///
    /// Returns an error if the store fails. The delivery is answered all the same, and handled
    /// again if it is redelivered after the lease has expired.
    fn finish(
        &self,
        key: &DeliveryKey,
        lease: Lease,
        answer: &[u8],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Releases the delivery, so that it is new when it is redelivered, unless it is no longer the
    /// caller's.
    ///
    /// # Errors
    ///
    /// Returns an error if the store fails. The endpoint then calls [`abandon`](Self::abandon).
    fn release(
        &self,
        key: &DeliveryKey,
        lease: Lease,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Releases the delivery like [`release`](Self::release), but without being awaited: the endpoint
    /// calls it while it drops a dispatch that panicked, that a timeout ended, or whose caller hung up,
    /// and after a `release` that failed.
    ///
    /// It must neither block nor panic. By default it does nothing: the lease then has to expire
    /// before the delivery is dispatched again.
    fn abandon(&self, key: &DeliveryKey, lease: Lease) {
        let _ = (key, lease);
    }
}

/// Shares one store between several endpoints.
impl<S: IdempotencyStore> IdempotencyStore for Arc<S> {
    type Error = S::Error;

    async fn begin(&self, key: &DeliveryKey, lease: Lease) -> Result<Begin, S::Error> {
        S::begin(self, key, lease).await
    }

    async fn finish(&self, key: &DeliveryKey, lease: Lease, answer: &[u8]) -> Result<(), S::Error> {
        S::finish(self, key, lease, answer).await
    }

    async fn release(&self, key: &DeliveryKey, lease: Lease) -> Result<(), S::Error> {
        S::release(self, key, lease).await
    }

    fn abandon(&self, key: &DeliveryKey, lease: Lease) {
        S::abandon(self, key, lease);
    }
}
