use serde::{Serialize, Serializer};

use crate::provider::providers;
use crate::{
    BoxError, Delivery, Drift, Id, OnMalformed, ParseError, Phase, Provider, Timestamp, Turn,
    Webhook,
};

macro_rules! event_enum {
    ($( $(#[$doc:meta])* $provider:ident => $module:ident, $name:literal; )+) => {
        /// A webhook of any provider, for code that receives from several.
        ///
        /// ```
        /// use bot_webhooks::{Event, Phase, Provider, recall};
        ///
        /// let body = br#"{"event": "bot.done", "data": {"bot": {"id": "b-1"}}}"#;
        /// let event = Event::from_slice(Provider::Recall, body)?;
        /// assert_eq!(event.name(), "bot.done");
        /// assert_eq!(event.subject().unwrap(), "b-1");
        /// assert_eq!(event.phase(), Some(Phase::MediaReady));
        /// assert!(matches!(event, Event::Recall(recall::Event::BotDone(_))));
        /// assert!(recall::Event::try_from(event).is_ok());
        /// # Ok::<(), bot_webhooks::ParseError>(())
        /// ```
        ///
        /// It serializes to the provider's body, which does not say whose it is, so you need the
        /// [`Provider`] to parse it.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Event {
            $( $(#[$doc])* #[cfg(feature = $name)] $provider(crate::$module::Event), )+
        }

        impl Event {
            /// Parses a body that this provider sent.
            ///
            /// # Errors
            ///
            /// If the body is not JSON, if a known event has a wrong structure, or if the provider's feature
            /// is not enabled.
            pub fn from_slice(provider: Provider, body: &[u8]) -> Result<Self, ParseError> {
                let _ = body;
                match provider {
                    $(
                        #[cfg(feature = $name)]
                        Provider::$provider => {
                            crate::$module::Event::from_slice(body).map(Self::$provider)
                        }
                    )+
                    #[allow(unreachable_patterns, reason = "all providers' features")]
                    _ => Err(ParseError::not_enabled(provider)),
                }
            }
        }

        impl Serialize for Event {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let _ = &serializer;
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.serialize(serializer), )+
                }
            }
        }

        $(
            #[cfg(feature = $name)]
            impl From<crate::$module::Event> for Event {
                fn from(event: crate::$module::Event) -> Self {
                    Self::$provider(event)
                }
            }

            /// The event itself, if a different provider sent it.
            #[cfg(feature = $name)]
            impl TryFrom<Event> for crate::$module::Event {
                type Error = Event;

                fn try_from(event: Event) -> Result<Self, Event> {
                    match event {
                        Event::$provider(event) => Ok(event),
                        #[allow(unreachable_patterns, reason = "only one provider's feature")]
                        other => Err(other),
                    }
                }
            }
        )+

        /// The reply to an [`Event`], which the vendor reads.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reply {
            $( $(#[$doc])* #[cfg(feature = $name)] $provider(<crate::$module::Event as Webhook>::Reply), )+
        }

        /// The dispatchers of all providers, under the providers' names. Without a provider's
        /// feature, everything is a dispatcher of it.
        mod dispatchers {
            $(
                #[cfg(feature = $name)]
                pub(super) use crate::$module::Dispatcher as $provider;
                #[cfg(not(feature = $name))]
                pub(super) trait $provider {}
                #[cfg(not(feature = $name))]
                impl<A: ?Sized> $provider for A {}
            )+
        }

        impl Event {
            /// The provider that sent it.
            #[must_use]
            pub fn provider(&self) -> Provider {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(_) => Provider::$provider, )+
                }
            }

            /// The wire name of the event; for an unknown one, the name it came with.
            #[must_use]
            pub fn name(&self) -> &str {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.name(), )+
                }
            }

            /// Whether this version knows the event.
            #[must_use]
            pub fn is_known(&self) -> bool {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.is_known(), )+
                }
            }

            /// What in the event this version does not know: fields, values, types.
            ///
            /// Only paths and kinds, no content: for a metric or a log.
            #[must_use]
            pub fn drift(&self) -> Vec<Drift> {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.drift(), )+
                }
            }

            /// The bot, call or session that the event is about. Each provider's `subject` says where it
            /// comes from.
            #[must_use]
            pub fn subject(&self) -> Option<Id> {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.subject(), )+
                }
            }

            /// When it happened. Each provider's `occurred_at` says where that comes from.
            #[must_use]
            pub fn occurred_at(&self) -> Option<Timestamp> {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.occurred_at(), )+
                }
            }

            /// What was said, if the event has a transcript.
            #[must_use]
            pub fn turns(&self) -> Vec<Turn<'_>> {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.turns(), )+
                }
            }

            /// How far the bot, call or session is. Each provider's `phase` says where that comes from.
            #[must_use]
            pub fn phase(&self) -> Option<Phase> {
                match *self {
                    $( #[cfg(feature = $name)] Self::$provider(ref event) => event.phase(), )+
                }
            }
        }

        impl Event {
            /// Passes the event to an application that is a dispatcher of every provider whose feature
            /// is enabled. An empty `impl` with a `type Error` is enough for a provider that you do not
            /// use, or build without it: `default-features = false, features = ["recall"]`.
            ///
            /// # Errors
            ///
            /// If the dispatcher fails.
            #[allow(private_bounds, reason = "only without a provider's feature")]
            pub async fn dispatch<A>(
                self,
                app: &A,
                delivery: &Delivery<'_>,
            ) -> Result<Reply, BoxError>
            where
                A: $( dispatchers::$provider + )+ ?Sized,
            {
                let _ = (app, delivery);
                match self {
                    $(
                        #[cfg(feature = $name)]
                        Self::$provider(event) => {
                            let reply = dispatchers::$provider::dispatch(app, event, delivery).await;
                            reply.map(Reply::$provider).map_err(Into::into)
                        }
                    )+
                }
            }

            /// Passes a delivery whose body could not be parsed to an application that is a dispatcher
            /// of every provider whose feature is enabled, as for [`dispatch`](Self::dispatch). If the
            /// provider's feature is not enabled, the result is [`OnMalformed::Refuse`].
            ///
            /// # Errors
            ///
            /// If the dispatcher fails.
            #[allow(private_bounds, reason = "only without a provider's feature")]
            pub async fn dispatch_malformed<A>(
                error: &ParseError,
                app: &A,
                delivery: &Delivery<'_>,
            ) -> Result<OnMalformed, BoxError>
            where
                A: $( dispatchers::$provider + )+ ?Sized,
            {
                let _ = (app, delivery);
                match error.provider() {
                    $(
                        #[cfg(feature = $name)]
                        Provider::$provider => {
                            let done = dispatchers::$provider::on_malformed(app, error, delivery);
                            done.await.map_err(Into::into)
                        }
                    )+
                    #[allow(unreachable_patterns, reason = "all providers' features")]
                    _ => Ok(OnMalformed::Refuse),
                }
            }
        }
    };
}
providers!(event_enum);
