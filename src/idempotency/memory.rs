use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::ops::compute::Op;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use super::{Begin, DEFAULT_LEASE, DEFAULT_RETENTION, DeliveryKey, IdempotencyStore, Lease};

/// A store in the memory of one process.
///
/// It protects deliveries while the process lives, and only those that this process receives. It
/// holds as many deliveries as it was created for, each with its answer. When it is full, it evicts
/// the least recently used one, even if that is still being handled. So make it large enough for
/// the deliveries of [two days](DEFAULT_RETENTION): 100,000 Recall deliveries take about 60 MB,
/// plus their answers.
///
/// Clones share their contents.
///
/// ```
/// use bot_webhooks::idempotency::MemoryStore;
/// use bot_webhooks::recall;
/// use bot_webhooks::verify::StandardWebhooks;
///
/// struct App;
///
/// impl recall::Dispatcher for App {
///     type Error = std::convert::Infallible;
/// }
///
/// let proof = StandardWebhooks::new(["whsec_plJ3nmyCDGBKInavdOK15jsl"])?;
/// let endpoint = recall::Endpoint::new(App, proof).with_idempotency(MemoryStore::new(100_000));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone)]
pub struct MemoryStore {
    entries: Cache<DeliveryKey, Entry>,
    lease: Duration,
    retention: Duration,
}

#[derive(Clone)]
struct Entry {
    state: State,
    lasts: Duration,
}

#[derive(Clone)]
enum State {
    InProgress(Lease),
    Done(Arc<[u8]>),
}

impl MemoryStore {
    /// Creates a store for this many deliveries.
    #[must_use]
    pub fn new(deliveries: u64) -> Self {
        let entries = Cache::builder()
            .max_capacity(deliveries)
            // The other policy refuses new entries in favor of frequently used ones.
            .eviction_policy(EvictionPolicy::lru())
            .expire_after(AsEntrySays)
            .build();
        Self {
            entries,
            lease: DEFAULT_LEASE,
            retention: DEFAULT_RETENTION,
        }
    }

    /// Sets the length of a lease.
    #[must_use]
    pub fn with_lease(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// Sets how long handled deliveries are remembered.
    #[must_use]
    pub fn with_retention(self, retention: Duration) -> Self {
        Self { retention, ..self }
    }

    fn in_progress(&self, lease: Lease) -> Entry {
        Entry {
            state: State::InProgress(lease),
            lasts: self.lease,
        }
    }

    fn done(&self, answer: &[u8]) -> Entry {
        Entry {
            state: State::Done(answer.into()),
            lasts: self.retention,
        }
    }
}

impl IdempotencyStore for MemoryStore {
    type Error = Infallible;

    async fn begin(&self, key: &DeliveryKey) -> Result<Begin, Infallible> {
        let mut found = Begin::InProgress;
        let entry = self.entries.entry_by_ref(key);
        entry.and_compute_with(|held| match held.map(|held| held.into_value().state) {
            None => {
                let lease = Lease::new();
                found = Begin::New(lease);
                Op::Put(self.in_progress(lease))
            }
            Some(State::InProgress(_)) => Op::Nop,
            Some(State::Done(answer)) => {
                found = Begin::Done(answer.to_vec());
                Op::Nop
            }
        });
        Ok(found)
    }

    async fn finish(
        &self,
        key: &DeliveryKey,
        lease: Lease,
        answer: &[u8],
    ) -> Result<(), Infallible> {
        let entry = self.entries.entry_by_ref(key);
        entry.and_compute_with(|held| match held.map(|held| held.into_value().state) {
            Some(State::InProgress(other)) if other != lease => Op::Nop,
            Some(State::Done(_)) => Op::Nop,
            // Also if the lease has expired and no other worker has taken over.
            Some(State::InProgress(_)) | None => Op::Put(self.done(answer)),
        });
        Ok(())
    }

    async fn give_up(&self, key: &DeliveryKey, lease: Lease) -> Result<(), Infallible> {
        let entry = self.entries.entry_by_ref(key);
        entry.and_compute_with(|held| match held.map(|held| held.into_value().state) {
            Some(State::InProgress(ours)) if ours == lease => Op::Remove,
            _ => Op::Nop,
        });
        Ok(())
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("deliveries", &self.entries.policy().max_capacity())
            .field("lease", &self.lease)
            .field("retention", &self.retention)
            .finish_non_exhaustive()
    }
}

struct AsEntrySays;

impl Expiry<DeliveryKey, Entry> for AsEntrySays {
    fn expire_after_create(&self, _: &DeliveryKey, entry: &Entry, _: Instant) -> Option<Duration> {
        Some(entry.lasts)
    }

    fn expire_after_update(
        &self,
        _: &DeliveryKey,
        entry: &Entry,
        _: Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        Some(entry.lasts)
    }
}
