//! The dispatcher: it keeps what arrives.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use bot_webhooks::{Delivery, Event, OnMalformed, ParseError, Provider};
use bot_webhooks::{exotel, pailflow, recall, synthflow};

/// Takes the events of every provider, and keeps the last.
#[derive(Default)]
pub(crate) struct Recorder {
    last: Mutex<Option<Result<Event, ParseError>>>,
}

impl Recorder {
    /// Parses a body, dispatches it to this recorder, and returns what arrived.
    pub(crate) async fn replay(
        &self,
        provider: Provider,
        body: &[u8],
    ) -> Result<Event, ParseError> {
        let delivery = Delivery::new(provider, body);
        // A recorder cannot fail.
        let _ = match Event::from_slice(provider, body) {
            Ok(event) => event.dispatch(self, &delivery).await.map(drop),
            Err(error) => Event::dispatch_malformed(&error, self, &delivery)
                .await
                .map(drop),
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.take().expect("every provider has its row below")
    }

    fn keep(&self, arrived: Result<Event, ParseError>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(arrived);
    }
}

/// Makes the recorder a dispatcher of each of these providers.
macro_rules! recorder {
    ($( $provider:ident => $module:ident; )+) => {
        $(
            impl $module::Dispatcher for Recorder {
                type Error = Infallible;

                async fn on_event(
                    &self,
                    event: $module::Event,
                    _: &Delivery<'_>,
                ) -> Result<(), Infallible> {
                    self.keep(Ok(event.into()));
                    Ok(())
                }

                async fn on_malformed(
                    &self,
                    error: &ParseError,
                    _: &Delivery<'_>,
                ) -> Result<OnMalformed, Infallible> {
                    self.keep(Err(error.clone()));
                    Ok(OnMalformed::Accept)
                }
            }
        )+
    };
}
recorder! {
    Exotel => exotel;
    PailFlow => pailflow;
    Recall => recall;
    Synthflow => synthflow;
}
