//! What the tests that ask the same of every provider ask it of.

use std::fmt::Debug;

use bot_webhooks::{Drift, ParseError, Provider, exotel, pailflow, recall, synthflow};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A provider's `Event`.
pub(crate) trait Subject: Clone + Debug + DeserializeOwned + PartialEq + Serialize {
    const PROVIDER: Provider;
    const NAMES: &'static [&'static str];
    /// The members that tell the event. Without them the first of them is said to be missing.
    const TAGS: &'static [&'static str];

    fn parse(body: &[u8]) -> Result<Self, ParseError>;
    fn name(&self) -> &str;
    fn is_known(&self) -> bool;
    fn drift(&self) -> Vec<Drift>;
}

macro_rules! subjects {
    ($( $provider:ident, $module:ident, $tags:expr; )+) => {
        $(
            impl Subject for $module::Event {
                const PROVIDER: Provider = Provider::$provider;
                const NAMES: &'static [&'static str] = Self::NAMES;
                const TAGS: &'static [&'static str] = &$tags;

                fn parse(body: &[u8]) -> Result<Self, ParseError> {
                    Self::from_slice(body)
                }

                fn name(&self) -> &str {
                    self.name()
                }

                fn is_known(&self) -> bool {
                    self.is_known()
                }

                fn drift(&self) -> Vec<Drift> {
                    self.drift()
                }
            }
        )+

        /// Makes of a function over a [`Subject`] a test for each provider.
        macro_rules! for_every_provider {
            ($test:ident) => {
                mod $test {
                    $(
                        #[test]
                        fn $module() {
                            super::$test::<bot_webhooks::$module::Event>();
                        }
                    )+
                }
            };
        }
        pub(crate) use for_every_provider;
    };
}

subjects! {
    Exotel, exotel, ["trigger_reason", "session_state", "events", "request_id"];
    PailFlow, pailflow, ["event", "event_type"];
    Recall, recall, ["event"];
    Synthflow, synthflow, ["call", "event", "status"];
}
