//! Callers that disconnect.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bot_webhooks::{Delivery, recall};
use tokio::sync::Notify;

use super::{BODY, Caller, head, recall_endpoint, serve, still_answers, whole_request};
use crate::receive::recording_dispatcher::RecordingDispatcher;
use crate::receive::token;

#[tokio::test]
async fn at_every_byte_of_a_request() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let request = head(&format!("content-length: {}", BODY.len())) + BODY;
        for len in 0..request.len() {
            let mut caller = Caller::connect(address).await;
            caller.write(&request[..len]).await;
        }
        still_answers(address).await;
        assert_eq!(
            dispatcher.take().len(),
            1,
            "what broke off is not delivered"
        );
    }
}

/// A dispatcher that never returns, and tells when its work is dropped.
#[derive(Clone, Default)]
struct Endless {
    begun: Arc<Notify>,
    dropped: Arc<AtomicUsize>,
}

struct Work(Arc<AtomicUsize>);

impl Drop for Work {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl recall::Dispatcher for Endless {
    type Error = Infallible;

    async fn on_event(&self, _: recall::Event, _: &Delivery<'_>) -> Result<(), Infallible> {
        let _work = Work(Arc::clone(&self.dropped));
        self.begun.notify_one();
        pending().await
    }
}

#[tokio::test]
async fn while_the_dispatcher_works() {
    let endless = Endless::default();
    let service = recall::Endpoint::new(endless.clone(), token());
    for (gone, address) in serve!(service).into_iter().enumerate() {
        let mut caller = Caller::connect(address).await;
        caller.write(whole_request()).await;
        endless.begun.notified().await;
        assert_eq!(endless.dropped.load(Ordering::SeqCst), gone);
        drop(caller);
        // As documented: the server ends the dispatcher's future.
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            if endless.dropped.load(Ordering::SeqCst) > gone {
                break;
            }
        }
        assert_eq!(endless.dropped.load(Ordering::SeqCst), gone + 1);
    }
}
