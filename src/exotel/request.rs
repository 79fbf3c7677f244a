use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::{EventData, EventType, NetworkType, SessionState, Transcript, TriggerReason};
use crate::open::{is_filled, payload};
use crate::{Id, Timestamp, Turn};

payload! {
    /// The body of every webhook: the call, and what happened in it.
    pub struct Request {
        /// The id of the `VoiceBot` session. Webhook overrides apply to one session.
        pub session_id: Option<Id>,
        /// The id of the session's conversation.
        pub conversation_id: Option<Id>,
        /// When the session began.
        pub start_time: Option<Timestamp>,
        /// When the session ended; `null` until then.
        pub end_time: Option<Timestamp>,
        /// The number that was called; may be empty.
        pub landing_number: Option<String>,
        /// The call's id. Documented as `CA` followed by 32 characters; observed without `CA` too.
        pub external_id: Option<Id>,
        /// The state of the session.
        pub session_state: Option<SessionState>,
        /// What made Exotel send the webhook.
        pub trigger_reason: Option<TriggerReason>,
        /// The other side of the call: a phone number or an endpoint.
        pub contact_uri: Option<String>,
        /// The network that the call came in on.
        pub network_type: Option<NetworkType>,
        /// The id of your Exotel account; may be empty.
        pub account_id: Option<Id>,
        /// The bot's id.
        pub bot_id: Option<Id>,
        /// The bot's name.
        pub bot_name: Option<String>,
        /// The call in Exotel's telephony.
        pub metadata: Option<CallMetadata>,
        /// The parameters that you gave the call, all strings. A bare string has been observed too;
        /// it is not read here but kept in `extra`. Also observed: a whole parameter as the key,
        /// with an empty value.
        pub custom_parameters: Map<String, Value>,
        /// What happened; may be missing or empty.
        pub events: Vec<EventObject>,
        /// The id of the console's URL test, which expects it back;
        /// [`Envelope`](super::Envelope) does that. Observed, not documented.
        pub request_id: Option<Id>,
        /// The HTTP method, if a URL test names it. Expected back too. Not documented.
        pub method: Option<String>,
    }
}

payload! {
    /// The call in Exotel's telephony.
    pub struct CallMetadata {
        /// The call's id. Of all ids, this is the one that identifies live calls.
        pub call_sid: Option<Id>,
        /// The audio stream's id; may be empty.
        pub stream_sid: Option<Id>,
    }
}

payload! {
    /// One event of a webhook.
    pub struct EventObject {
        /// What the event is about.
        pub event_type: Option<EventType>,
        /// The event's id.
        pub event_id: Option<Id>,
        /// The event's data.
        pub event_data: Option<Box<EventData>>,
    }
}

/// What events are about, as far as it distinguishes two webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Insight,
    Transcript,
}

impl EventObject {
    /// Returns the conclusion of an insight: `event_data.value`.
    ///
    /// ```
    /// use bot_webhooks::exotel::{Event, EventType};
    ///
    /// let body = r#"{"trigger_reason": "timer", "events": [
    ///     {"event_type": "intent", "event_data": {"value": "refund", "score": 90}}
    /// ]}"#;
    /// let Event::InsightsEvents(request) = body.parse()? else { panic!() };
    /// let insight = &request.events[0];
    /// assert_eq!(insight.event_type, Some(EventType::Intent));
    /// assert_eq!(insight.value().unwrap(), "refund");
    /// assert_eq!(insight.score().unwrap().as_u64(), Some(90));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.event_data.as_ref()?.value.as_ref()
    }

    /// Returns how sure the bot is of an insight, from 0 to 1: `event_data.confidence`.
    #[must_use]
    pub fn confidence(&self) -> Option<&Number> {
        self.event_data.as_ref()?.confidence.as_ref()
    }

    /// Returns the score of an insight: `event_data.score`. Its range is not documented.
    #[must_use]
    pub fn score(&self) -> Option<&Number> {
        self.event_data.as_ref()?.score.as_ref()
    }

    /// Returns the reason for an insight, in words: `event_data.reason`.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.event_data.as_ref()?.reason.as_deref()
    }

    /// Whether no other event of its session is equal: it has an id or a time, or its turn a number or
    /// a start.
    pub(super) fn is_unique(&self) -> bool {
        let has_id = self.event_id.as_ref().is_some_and(is_filled);
        has_id || self.event_data.as_deref().is_some_and(EventData::is_unique)
    }

    fn kind(&self) -> Option<Kind> {
        match (&self.event_type, &self.event_data) {
            (Some(EventType::Transcript), _) => Some(Kind::Transcript),
            (Some(known), _) if known.is_known() => Some(Kind::Insight),
            (_, data) => data.as_ref()?.kind(),
        }
    }
}

impl Request {
    /// Returns the call's id in Exotel's telephony, which an API call for it also returned. `None`
    /// if the id is missing or empty.
    ///
    /// ```
    /// use bot_webhooks::exotel::Event;
    ///
    /// let body = r#"{"trigger_reason": "end", "metadata": {"call_sid": "CA00", "stream_sid": ""}}"#;
    /// let Event::SessionEnd(request) = body.parse()? else { panic!() };
    /// assert_eq!(request.call_sid().unwrap(), "CA00");
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn call_sid(&self) -> Option<&Id> {
        let sid = self.metadata.as_ref()?.call_sid.as_ref();
        sid.filter(is_filled)
    }

    /// Returns the id of the call's audio stream. `None` if the id is missing or empty.
    #[must_use]
    pub fn stream_sid(&self) -> Option<&Id> {
        let sid = self.metadata.as_ref()?.stream_sid.as_ref();
        sid.filter(is_filled)
    }

    /// All transcripts of all events. Exotel documents at most one in a webhook.
    pub fn transcripts(&self) -> impl Iterator<Item = Cow<'_, Transcript>> {
        self.data().flat_map(EventData::transcripts)
    }

    /// Returns what was said in all transcripts of all events.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.data().flat_map(EventData::turns)
    }

    pub(super) fn data(&self) -> impl Iterator<Item = &EventData> {
        self.events
            .iter()
            .filter_map(|event| event.event_data.as_deref())
    }

    /// The kind of the events, if all that have a kind have the same.
    pub(super) fn kind(&self) -> Option<Kind> {
        let mut kinds = self.events.iter().filter_map(EventObject::kind);
        let first = kinds.next()?;
        kinds.all(|kind| kind == first).then_some(first)
    }
}
