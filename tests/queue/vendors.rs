//! The vendors' side: they deliver at least once, and retry until they are answered 2xx.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bot_webhooks::verify::SecretError;
use futures_util::{TryStreamExt, stream};
use tokio::time::{sleep, timeout};

use crate::deliveries::Posting;
use crate::vendor::{Vendor, sign};

/// How many deliveries are on their way at once.
const AT_ONCE: usize = 64;

/// How long Recall waits for an answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// When a delivery is given up; Recall does so after more than a day.
const GIVEN_UP: Duration = Duration::from_secs(60);

pub(crate) struct Vendors {
    vendor: Vendor,
    address: String,
    secret: String,
    token: String,
    pub(crate) tally: Tally,
}

/// What was counted while posting.
#[derive(Default)]
pub(crate) struct Tally {
    /// Deliveries that ended, duplicates too.
    pub(crate) ended: Counter,
    pub(crate) duplicates: Counter,
    pub(crate) posts: Counter,
    /// Posts that were answered with a status other than 2xx, or not at all.
    pub(crate) failed: Counter,
}

#[derive(Default)]
pub(crate) struct Counter(AtomicUsize);

impl Counter {
    fn increase(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Vendors {
    pub(crate) fn new(address: String, secret: String, token: String) -> Self {
        Self {
            vendor: Vendor::new(),
            address,
            secret,
            token,
            tally: Tally::default(),
        }
    }

    pub(crate) async fn deliver_all(&self, postings: &[Posting]) -> Result<(), SecretError> {
        let mut posted = HashSet::new();
        let order = stream::iter(schedule(postings.len()).into_iter().map(Ok));
        let deliver = |number| {
            if !posted.insert(number) {
                self.tally.duplicates.increase();
            }
            self.deliver(&postings[number])
        };
        order.try_for_each_concurrent(AT_ONCE, deliver).await
    }

    async fn deliver(&self, posting: &Posting) -> Result<(), SecretError> {
        let begin = Instant::now();
        // Recall retries at once, after 5 seconds, 5 minutes, 30 minutes; here it has less time.
        let mut wait = Duration::ZERO;
        while !self.post(posting).await? && begin.elapsed() < GIVEN_UP {
            sleep(wait).await;
            wait = (wait * 2).clamp(Duration::from_millis(50), Duration::from_secs(1));
        }
        self.tally.ended.increase();
        Ok(())
    }

    /// Whether it was answered with 2xx.
    async fn post(&self, posting: &Posting) -> Result<bool, SecretError> {
        let provider = posting.provider;
        let headers = sign(provider, Some(&self.secret), &posting.id, &posting.body)?;
        let url = format!("{}/{provider}?token={}", self.address, self.token);
        self.tally.posts.increase();
        let answer = self.vendor.post(&url, &headers, &posting.body);
        let answer = timeout(PATIENCE, answer).await;
        let is_done = matches!(answer, Ok(Ok(answer)) if answer.status.is_success());
        if !is_done {
            self.tally.failed.increase();
        }
        Ok(is_done)
    }
}

/// The order of the deliveries, a fifth of them twice: some at once again, some much later.
fn schedule(count: usize) -> Vec<usize> {
    let much_later = count / 3;
    let mut order = Vec::new();
    for number in 0..count + much_later {
        if number < count {
            order.push(number);
            if number % 10 == 3 {
                order.push(number);
            }
        }
        if number >= much_later && (number - much_later) % 10 == 7 {
            order.push(number - much_later);
        }
    }
    order
}
