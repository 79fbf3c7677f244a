//! What the tests that ask the same of every provider ask it of.

use bot_webhooks::{Provider, Webhook, exotel, pailflow, recall, synthflow};

/// A provider's `Event`.
pub(crate) trait Subject: Webhook {
    /// The fields that identify the event. Without them the first of them is said to be missing.
    const TAGS: &'static [&'static str];
}

macro_rules! subjects {
    ($( $module:ident, $tags:expr; )+) => {
        $(
            impl Subject for $module::Event {
                const TAGS: &'static [&'static str] = &$tags;
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

        #[test]
        fn every_provider_is_a_subject() {
            let subjects = [$(<$module::Event as Webhook>::PROVIDER),+];
            assert_eq!(subjects, Provider::ALL);
        }
    };
}

subjects! {
    exotel, ["trigger_reason", "session_state", "events", "request_id"];
    pailflow, ["event", "event_type"];
    recall, ["event"];
    synthflow, ["call", "event", "status"];
}
