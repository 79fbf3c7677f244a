//! Work that is slow, and work that fails.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bot_webhooks::{Delivery, Event, Provider};
use queue::{Queue, Settled, Worker};
use tokio::time::{sleep, timeout};

use crate::broker::Broker;
use crate::folder::Folder;

/// A queue with this many deliveries.
async fn queue(broker: &Broker, deliveries: usize) -> Queue {
    let queue = Queue::connect(&broker.url(), "patience").await.unwrap();
    queue.create().await.unwrap();
    for number in 0..deliveries {
        let body = format!(r#"{{"event": "bot.done", "number": {number}}}"#);
        let delivery = Delivery::new(Provider::Recall, body.as_bytes()).into_owned();
        let payload = serde_json::to_vec(&delivery).unwrap();
        let stored = queue.store(queue.deliveries(), None, payload.into()).await;
        stored.unwrap();
    }
    queue
}

/// The work takes less than the broker waits, and twice the work takes more.
pub(crate) async fn none_waits_at_a_slow_worker() {
    let folder = Folder::create().unwrap();
    let broker = Broker::start(&folder.0).await.unwrap();
    let (begun, confirmed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let worker = Worker {
        queue: queue(&broker, 40).await,
        handle: async |_: Event, _: &Delivery<'_>| {
            begun.fetch_add(1, Ordering::Relaxed);
            sleep(Duration::from_secs(3)).await;
            Ok(())
        },
        log: |_: &str, settled| {
            assert_eq!(settled, Settled::Confirmed);
            confirmed.fetch_add(1, Ordering::Relaxed);
        },
    };
    assert!(
        timeout(Duration::from_secs(13), worker.run())
            .await
            .is_err()
    );
    assert_eq!((begun.into_inner(), confirmed.into_inner()), (40, 40));
}

pub(crate) async fn deliveries_that_fail_stop_no_other() {
    let folder = Folder::create().unwrap();
    let broker = Broker::start(&folder.0).await.unwrap();
    let last = Mutex::new(None);
    let worker = Worker {
        queue: queue(&broker, 1_200).await,
        handle: async |_: Event, delivery: &Delivery<'_>| {
            let is_last = delivery.body().ends_with(b" 1199}");
            if is_last {
                Ok(())
            } else {
                Err("the database is away".into())
            }
        },
        log: |_: &str, settled| {
            if settled != Settled::Failed {
                *last.lock().unwrap() = Some(settled);
            }
        },
    };
    assert!(
        timeout(Duration::from_secs(10), worker.run())
            .await
            .is_err()
    );
    assert_eq!(*last.lock().unwrap(), Some(Settled::Confirmed));
}
