use std::fmt;
use std::sync::Arc;

use super::{DeliveryKey, Lease};

/// What [`IdempotencyStore::begin`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begin {
    /// Nobody has handled the delivery, or who began has given it up or let the lease run out. It
    /// is now the caller's.
    New(Lease),
    /// Somebody is handling it.
    InProgress,
    /// It was handled, and this was the body of the answer.
    Done(Vec<u8>),
}

/// Remembers which deliveries were handled, and which are being handled.
///
/// Each step is atomic: of any number of workers that begin one delivery at the same time, one
/// gets [`Begin::New`].
///
/// The methods are written as `async fn`:
///
/// ```
/// use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease};
///
/// struct Forgetful;
///
/// impl IdempotencyStore for Forgetful {
///     type Error = std::convert::Infallible;
///
///     async fn begin(&self, _: &DeliveryKey) -> Result<Begin, Self::Error> {
///         Ok(Begin::New(Lease::new()))
///     }
///
///     async fn finish(&self, _: &DeliveryKey, _: Lease, _: &[u8]) -> Result<(), Self::Error> {
///         Ok(())
///     }
///
///     async fn give_up(&self, _: &DeliveryKey, _: Lease) -> Result<(), Self::Error> {
///         Ok(())
///     }
/// }
/// ```
pub trait IdempotencyStore: Send + Sync {
    /// Why the store could not be asked; it goes to the log, so no payload or secret belongs in it.
    type Error: fmt::Display + Send;

    /// Takes the delivery, unless it is taken or done.
    ///
    /// # Errors
    ///
    /// If the store can't be asked. The endpoint then dispatches the delivery unprotected.
    fn begin(&self, key: &DeliveryKey) -> impl Future<Output = Result<Begin, Self::Error>> + Send;

    /// Remembers that the delivery was handled, and with which answer; unless the lease has run
    /// out and somebody else has taken the delivery up, or is done with it.
    ///
    /// # Errors
    ///
    /// If the store can't be told. The delivery is then answered all the same, and handled again if
    /// it comes after the lease has run out.
    fn finish(
        &self,
        key: &DeliveryKey,
        lease: Lease,
        answer: &[u8],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Lets the delivery go, so that the next one that comes is new; unless it is no longer the
    /// caller's.
    ///
    /// # Errors
    ///
    /// If the store can't be told. The lease then has to run out first.
    fn give_up(
        &self,
        key: &DeliveryKey,
        lease: Lease,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// One store for several endpoints.
impl<S: IdempotencyStore> IdempotencyStore for Arc<S> {
    type Error = S::Error;

    async fn begin(&self, key: &DeliveryKey) -> Result<Begin, S::Error> {
        S::begin(self, key).await
    }

    async fn finish(&self, key: &DeliveryKey, lease: Lease, answer: &[u8]) -> Result<(), S::Error> {
        S::finish(self, key, lease, answer).await
    }

    async fn give_up(&self, key: &DeliveryKey, lease: Lease) -> Result<(), S::Error> {
        S::give_up(self, key, lease).await
    }
}
