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
/// It protects deliveries while the process lives, and only those that this process receives. Its
/// size is bounded in bytes: keys and answers count, and a fixed overhead for each entry. 100,000
/// Recall deliveries take about 65 MB, plus their answers.
///
/// When the store is full, it evicts the least recently used delivery, even one that is still being
/// handled. So give it room for the deliveries of [two days](DEFAULT_RETENTION).
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
/// let proof = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let endpoint = recall::Endpoint::new(App, proof).with_idempotency(MemoryStore::new());
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

/// What an entry takes besides its key and its answer: the nodes of the cache, measured.
const ENTRY_OVERHEAD: usize = 600;

/// From this length on, an answer is evicted at once if the store is full. The cache otherwise waits
/// for a few hundred entries.
const LONG_ANSWER_LEN: usize = 4 << 10;

impl Entry {
    fn weight(&self, key: &DeliveryKey) -> u32 {
        let answer = match &self.state {
            State::InProgress(_) => 0,
            State::Done(answer) => answer.len(),
        };
        u32::try_from(ENTRY_OVERHEAD + key.as_str().len() + answer).unwrap_or(u32::MAX)
    }
}

impl MemoryStore {
    /// How many bytes a store takes unless it is created with a different capacity: 64 MiB.
    pub const DEFAULT_CAPACITY_BYTES: u64 = 64 << 20;

    /// Creates a store of [`DEFAULT_CAPACITY_BYTES`](Self::DEFAULT_CAPACITY_BYTES).
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity_bytes(Self::DEFAULT_CAPACITY_BYTES)
    }

    /// Creates a store that takes at most about this many bytes of memory.
    #[must_use]
    pub fn with_capacity_bytes(bytes: u64) -> Self {
        let entries = Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &DeliveryKey, entry: &Entry| entry.weight(key))
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

    fn update(&self, key: &DeliveryKey, change: impl FnOnce(Option<State>) -> Op<Entry>) {
        let entry = self.entries.entry_by_ref(key);
        entry.and_compute_with(|held| change(held.map(|held| held.into_value().state)));
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

    async fn begin(&self, key: &DeliveryKey, lease: Lease) -> Result<Begin, Infallible> {
        let mut found = Begin::InProgress;
        self.update(key, |held| match held {
            None => {
                found = Begin::New;
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
        self.update(key, |held| match held {
            Some(State::InProgress(other)) if other != lease => Op::Nop,
            Some(State::Done(_)) => Op::Nop,
            // Also if the lease has expired and no other worker has taken over.
            Some(State::InProgress(_)) | None => Op::Put(self.done(answer)),
        });
        if answer.len() >= LONG_ANSWER_LEN {
            self.entries.run_pending_tasks();
        }
        Ok(())
    }

    async fn release(&self, key: &DeliveryKey, lease: Lease) -> Result<(), Infallible> {
        self.abandon(key, lease);
        Ok(())
    }

    fn abandon(&self, key: &DeliveryKey, lease: Lease) {
        self.update(key, |held| match held {
            Some(State::InProgress(ours)) if ours == lease => Op::Remove,
            _ => Op::Nop,
        });
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("capacity_bytes", &self.entries.policy().max_capacity())
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
