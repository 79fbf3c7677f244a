use std::sync::{Arc, Mutex};

use bot_webhooks::{Delivery, OnMalformed, ParseError, exotel, pailflow, recall, synthflow};

/// A dispatcher for all providers that does as it is told, and remembers what it got.
#[derive(Clone, Default)]
pub(crate) struct RecordingDispatcher {
    behavior: Arc<Mutex<Behavior>>,
    got: Arc<Mutex<Vec<Got>>>,
}

/// What it was, and the body.
type Got = (String, Vec<u8>);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Behavior {
    #[default]
    Accept,
    /// Takes a body that cannot be read, too.
    AcceptAll,
    Fail,
    Panic,
    Hang,
}

impl RecordingDispatcher {
    pub(crate) fn new(behavior: Behavior) -> Self {
        let dispatcher = Self::default();
        dispatcher.behave(behavior);
        dispatcher
    }

    pub(crate) fn behave(&self, behavior: Behavior) {
        *self.behavior.lock().unwrap() = behavior;
    }

    /// What it got since it was asked last.
    pub(crate) fn take(&self) -> Vec<String> {
        self.take_all().map(|(note, _)| note).collect()
    }

    /// The bodies that it got since it was asked last.
    pub(crate) fn take_bodies(&self) -> Vec<Vec<u8>> {
        self.take_all().map(|(_, body)| body).collect()
    }

    fn take_all(&self) -> impl Iterator<Item = Got> {
        std::mem::take(&mut *self.got.lock().unwrap()).into_iter()
    }

    async fn note(&self, what: &str, delivery: &Delivery<'_>) -> Result<(), &'static str> {
        let id = delivery.id().unwrap_or("-");
        let note = format!("{what} {id} {}", delivery.body().len());
        let got = (note, delivery.body().to_vec());
        self.got.lock().unwrap().push(got);
        let behavior = *self.behavior.lock().unwrap();
        match behavior {
            Behavior::Accept | Behavior::AcceptAll => Ok(()),
            Behavior::Fail => Err("failed"),
            Behavior::Panic => panic!("as told"),
            Behavior::Hang => std::future::pending().await,
        }
    }
}

macro_rules! recording_dispatchers {
    ($($provider:ident)+) => {
        $(
            impl $provider::Dispatcher for RecordingDispatcher {
                type Error = &'static str;

                async fn on_event(
                    &self,
                    event: $provider::Event,
                    delivery: &Delivery<'_>,
                ) -> Result<(), &'static str> {
                    self.note(event.name(), delivery).await
                }

                async fn on_malformed(
                    &self,
                    error: &ParseError,
                    delivery: &Delivery<'_>,
                ) -> Result<OnMalformed, &'static str> {
                    self.note(error.kind().as_str(), delivery).await?;
                    Ok(match *self.behavior.lock().unwrap() {
                        Behavior::AcceptAll => OnMalformed::Accept,
                        _ => OnMalformed::Refuse,
                    })
                }
            }
        )+
    };
}

recording_dispatchers! { exotel pailflow recall synthflow }
