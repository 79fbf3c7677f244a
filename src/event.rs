use serde::{Serialize, Serializer};

use crate::provider::providers;
use crate::{Drift, ParseError, Provider};

macro_rules! event_enum {
    ($( $(#[$doc:meta])* $provider:ident => $module:ident, $name:literal; )+) => {
        /// A webhook of any provider, for code that takes from several.
        ///
        /// ```
        /// use bot_webhooks::{Event, Provider, recall};
        ///
        /// let body = br#"{"event": "bot.done", "data": {"bot": {"id": "b-1"}}}"#;
        /// let event = Event::from_slice(Provider::Recall, body)?;
        /// assert_eq!(event.name(), "bot.done");
        /// assert!(matches!(event, Event::Recall(recall::Event::BotDone(_))));
        /// # Ok::<(), bot_webhooks::ParseError>(())
        /// ```
        ///
        /// It serializes to the provider's body, which does not say whose it is: so it cannot be
        /// deserialized without the [`Provider`].
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Event {
            $( $(#[$doc])* #[cfg(feature = $name)] $provider(crate::$module::Event), )+
        }

        impl Event {
            /// Reads a body that this provider sent.
            ///
            /// # Errors
            ///
            /// As the provider's own `from_slice`: if the body is not JSON, or the structure of an
            /// event that we know is another.
            pub fn from_slice(provider: Provider, body: &[u8]) -> Result<Self, ParseError> {
                match provider {
                    $( #[cfg(feature = $name)] Provider::$provider => {
                        crate::$module::Event::from_slice(body).map(Self::$provider)
                    } )+
                }
            }

            /// Who sent it.
            #[must_use]
            pub fn provider(&self) -> Provider {
                match self {
                    $( #[cfg(feature = $name)] Self::$provider(_) => Provider::$provider, )+
                }
            }

            /// The wire name of the event; for an unknown one, the name it came with.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $( #[cfg(feature = $name)] Self::$provider(event) => event.name(), )+
                }
            }

            /// Whether this version knows the event.
            #[must_use]
            pub fn is_known(&self) -> bool {
                match self {
                    $( #[cfg(feature = $name)] Self::$provider(event) => event.is_known(), )+
                }
            }

            /// What in the event this version does not know: fields, values, types.
            ///
            /// Only paths and kinds, no content: for a metric or a log.
            #[must_use]
            pub fn drift(&self) -> Vec<Drift> {
                match self {
                    $( #[cfg(feature = $name)] Self::$provider(event) => event.drift(), )+
                }
            }
        }

        impl Serialize for Event {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( #[cfg(feature = $name)] Self::$provider(event) => event.serialize(serializer), )+
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
        )+
    };
}
providers!(event_enum);
