use std::fmt;
use std::pin::Pin;

use super::{Begin, DeliveryKey, IdempotencyStore, Lease};

/// What an endpoint learns about a delivery before it dispatches.
pub(crate) enum Claim<'s> {
    /// This endpoint dispatches it.
    Ours(Hold<'s>),
    /// It is already being handled.
    InProgress,
    /// It was already handled, with this answer.
    Done(Vec<u8>),
}

/// A claim to settle with the store; empty if the delivery has no key, there is no store, or the
/// store failed.
///
/// If it is dropped unsettled, for example because the dispatch panics, the lease expires.
pub(crate) struct Hold<'s>(Option<(&'s dyn AnyStore, &'s DeliveryKey, Lease)>);

impl<'s> Claim<'s> {
    pub(crate) async fn make(
        store: Option<&'s dyn AnyStore>,
        key: Option<&'s DeliveryKey>,
    ) -> Self {
        let (Some(store), Some(key)) = (store, key) else {
            return Self::Ours(Hold(None));
        };
        match store.begin(key).await {
            Some(Begin::New(lease)) => Self::Ours(Hold(Some((store, key, lease)))),
            Some(Begin::InProgress) => Self::InProgress,
            Some(Begin::Done(answer)) => Self::Done(answer),
            None => Self::Ours(Hold(None)),
        }
    }
}

impl Hold<'_> {
    pub(crate) async fn finish(self, answer: &[u8]) {
        if let Some((store, key, lease)) = self.0 {
            store.finish(key, lease, answer).await;
        }
    }

    pub(crate) async fn give_up(self) {
        if let Some((store, key, lease)) = self.0 {
            store.give_up(key, lease).await;
        }
    }
}

type Asked<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An [`IdempotencyStore`] of any type, whose failures are logged and otherwise ignored.
pub(crate) trait AnyStore: Send + Sync {
    fn begin<'a>(&'a self, key: &'a DeliveryKey) -> Asked<'a, Option<Begin>>;

    fn finish<'a>(&'a self, key: &'a DeliveryKey, lease: Lease, answer: &'a [u8]) -> Asked<'a, ()>;

    fn give_up<'a>(&'a self, key: &'a DeliveryKey, lease: Lease) -> Asked<'a, ()>;
}

impl<S: IdempotencyStore> AnyStore for S {
    fn begin<'a>(&'a self, key: &'a DeliveryKey) -> Asked<'a, Option<Begin>> {
        Box::pin(async { heed("begin", self.begin(key).await) })
    }

    fn finish<'a>(&'a self, key: &'a DeliveryKey, lease: Lease, answer: &'a [u8]) -> Asked<'a, ()> {
        Box::pin(async move {
            heed("finish", self.finish(key, lease, answer).await);
        })
    }

    fn give_up<'a>(&'a self, key: &'a DeliveryKey, lease: Lease) -> Asked<'a, ()> {
        Box::pin(async move {
            heed("give up", self.give_up(key, lease).await);
        })
    }
}

#[cfg_attr(not(feature = "tracing"), allow(unused_variables))]
fn heed<T, E: fmt::Display>(step: &'static str, result: Result<T, E>) -> Option<T> {
    #[cfg(feature = "tracing")]
    if let Err(error) = &result {
        tracing::warn!(step, %error, "the idempotency store failed");
    }
    result.ok()
}
