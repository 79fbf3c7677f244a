//! Dispatch: from an event to the method of a dispatcher that takes it, beside the `match` that
//! would do the same. Both take a copy of the event first, as dispatch consumes it.

use std::convert::Infallible;
use std::hint::black_box;

use bot_webhooks::recall::{Dispatcher, Event, StatusChange};
use bot_webhooks::{Delivery, Provider};
use futures_util::FutureExt;

use crate::bodies;
use crate::case::Case;

/// Takes one event, and looks at it no further.
pub(crate) struct App;

impl Dispatcher for App {
    type Error = Infallible;

    async fn on_bot_call_ended(
        &self,
        change: StatusChange,
        _: &Delivery<'_>,
    ) -> Result<(), Infallible> {
        drop(black_box(change));
        Ok(())
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let event = |body| Event::from_slice(body).unwrap();
    let ours = Case::new("dispatch", bodies::RECALL, "ours", move |body| {
        let (event, delivery) = (event(body), Delivery::new(Provider::Recall, body));
        move || {
            let event = black_box(event.clone());
            let _ = black_box(App.dispatch(event, &delivery).now_or_never());
        }
    });
    let by_match = Case::new("dispatch", bodies::RECALL, "match", move |body| {
        let event = event(body);
        move || match black_box(event.clone()) {
            Event::BotCallEnded(change) => drop(black_box(change)),
            _ => unreachable!("the body is of this event"),
        }
    });
    vec![ours, by_match]
}
