use std::fmt;

use super::{Begin, DeliveryKey, IdempotencyStore, Lease, MAX_ANSWER_LEN};
use crate::dispatch::BoxFuture;

/// What an endpoint learns about a delivery before it dispatches.
pub(crate) enum Claim<'s> {
    /// This endpoint dispatches it.
    Ours(Hold<'s>),
    /// It is already being handled.
    InProgress,
    /// It was already handled, with this answer.
    Done(Vec<u8>),
}

/// A claim to settle with the store; empty if the delivery has no key, or there is no store.
///
/// A claim that is dropped unsettled is abandoned: the dispatch panicked, or its future was dropped
/// because the caller hung up or a timeout elapsed.
pub(crate) struct Hold<'s>(Option<(&'s dyn AnyStore, &'s DeliveryKey, Lease)>);

impl<'s> Claim<'s> {
    pub(crate) async fn make(
        store: Option<&'s dyn AnyStore>,
        key: Option<&'s DeliveryKey>,
    ) -> Self {
        let (Some(store), Some(key)) = (store, key) else {
            return Self::Ours(Hold(None));
        };
        let lease = Lease::new();
        // Made first, because a store that fails, or is not waited for, may have claimed it all the same.
        let mut hold = Hold(Some((store, key, lease)));
        let others = match store.begin(key, lease).await {
            Some(Begin::New) | None => return Self::Ours(hold),
            Some(Begin::InProgress) => Self::InProgress,
            Some(Begin::Done(answer)) => Self::Done(answer),
        };
        hold.0 = None;
        others
    }
}

impl Hold<'_> {
    /// Settles the claim. An answer that is longer than [`MAX_ANSWER_LEN`] is not kept.
    pub(crate) async fn finish(mut self, answer: &[u8]) {
        // Taken first: the delivery was handled, so it must not be abandoned from here on.
        if let Some((store, key, lease)) = self.0.take() {
            let is_kept = answer.len() <= MAX_ANSWER_LEN;
            let answer = if is_kept { answer } else { &[] };
            store.finish(key, lease, answer).await;
        }
    }

    /// Releases the claim. If the store fails, the claim is abandoned, which is a second attempt.
    pub(crate) async fn release(mut self) {
        if let Some((store, key, lease)) = self.0
            && store.release(key, lease).await.is_some()
        {
            self.0 = None;
        }
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        if let Some((store, key, lease)) = self.0 {
            store.abandon(key, lease);
        }
    }
}

/// An [`IdempotencyStore`] of any type, whose failures are logged and otherwise ignored.
pub(crate) trait AnyStore: Send + Sync {
    fn begin<'a>(&'a self, key: &'a DeliveryKey, lease: Lease) -> BoxFuture<'a, Option<Begin>>;

    fn finish<'a>(
        &'a self,
        key: &'a DeliveryKey,
        lease: Lease,
        answer: &'a [u8],
    ) -> BoxFuture<'a, ()>;

    fn release<'a>(&'a self, key: &'a DeliveryKey, lease: Lease) -> BoxFuture<'a, Option<()>>;

    fn abandon(&self, key: &DeliveryKey, lease: Lease);
}

impl<S: IdempotencyStore> AnyStore for S {
    fn begin<'a>(&'a self, key: &'a DeliveryKey, lease: Lease) -> BoxFuture<'a, Option<Begin>> {
        Box::pin(async move { log_failure("begin", self.begin(key, lease).await) })
    }

    fn finish<'a>(
        &'a self,
        key: &'a DeliveryKey,
        lease: Lease,
        answer: &'a [u8],
    ) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            log_failure("finish", self.finish(key, lease, answer).await);
        })
    }

    fn release<'a>(&'a self, key: &'a DeliveryKey, lease: Lease) -> BoxFuture<'a, Option<()>> {
        Box::pin(async move { log_failure("release", self.release(key, lease).await) })
    }

    fn abandon(&self, key: &DeliveryKey, lease: Lease) {
        IdempotencyStore::abandon(self, key, lease);
    }
}

#[cfg_attr(not(feature = "tracing"), allow(unused_variables))]
fn log_failure<T, E: fmt::Display>(step: &'static str, result: Result<T, E>) -> Option<T> {
    #[cfg(feature = "tracing")]
    if let Err(error) = &result {
        tracing::warn!(step, %error, "the idempotency store failed");
    }
    result.ok()
}
