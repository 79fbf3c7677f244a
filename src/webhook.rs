use std::fmt::Debug;
use std::hash::Hash;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::event_table::{self, Wire};
#[cfg(feature = "receive")]
use crate::receive::Answers;
use crate::{Drift, Event, Id, ParseError, Phase, Provider, Timestamp, Turn};

/// What the `Event`s of all providers have in common, for code that is generic over them.
///
/// Each method is also a method of the `Event`s themselves, so you rarely need to import the trait.
/// Only the `Event`s of this crate implement it.
///
/// ```
/// use bot_webhooks::{ParseError, Webhook, pailflow, recall};
///
/// fn log<E: Webhook>(body: &[u8]) -> Result<String, ParseError> {
///     let event = E::from_slice(body)?;
///     Ok(format!("{} {}, {} unknown", E::PROVIDER, event.name(), event.drift().len()))
/// }
///
/// assert_eq!(log::<recall::Event>(br#"{"event": "bot.done"}"#)?, "recall bot.done, 0 unknown");
/// # Ok::<(), ParseError>(())
/// ```
#[allow(private_bounds, reason = "it seals the trait")]
pub trait Webhook:
    Wire
    + Answers<<Self as Webhook>::Reply>
    + Clone
    + Debug
    + Eq
    + Hash
    + Serialize
    + DeserializeOwned
    + Into<Event>
    + Send
    + Sync
    + 'static
{
    /// The reply; `()` if the vendor reads none.
    type Reply: Default + Debug + Send + Sync + 'static;

    /// The provider that sends these events.
    const PROVIDER: Provider;

    /// The wire names of all events that this version knows.
    const NAMES: &'static [&'static str];

    /// Parses a body of the provider.
    ///
    /// # Errors
    ///
    /// If the body is not JSON, or a known event has a wrong structure.
    fn from_slice(body: &[u8]) -> Result<Self, ParseError> {
        event_table::parse(body)
    }

    /// The wire name of the event; for an unknown one, the name it came with.
    fn name(&self) -> &str;

    /// Whether this version knows the event.
    fn is_known(&self) -> bool {
        self.payload().is_ok()
    }

    /// What in the event this version does not know: fields, values, types.
    fn drift(&self) -> Vec<Drift> {
        event_table::drift(self)
    }

    /// The bot, call or session that the event is about; `None` if it names none.
    fn subject(&self) -> Option<Id>;

    /// When it happened; `None` if the event does not say.
    fn occurred_at(&self) -> Option<Timestamp>;

    /// What was said; empty if the event has no transcript.
    fn turns(&self) -> Vec<Turn<'_>>;

    /// How far the bot, call or session is; `None` if the event does not say.
    fn phase(&self) -> Option<Phase>;
}

/// Without endpoints, nothing is asked of events.
#[cfg(not(feature = "receive"))]
pub(crate) trait Answers<R> {}

#[cfg(not(feature = "receive"))]
impl<E: Wire, R> Answers<R> for E {}
