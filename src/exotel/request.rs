use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{EventData, EventType, NetworkType, SessionState, Transcript, TriggerReason};
use crate::open::payload;
use crate::{Id, Timestamp, Turn};

payload! {
    /// The body of every webhook: the call, and what there is to tell of it.
    pub struct Request {
        /// The `VoiceBot` session. Webhook overrides hold for one session.
        pub session_id: Option<Id>,
        /// The conversation of the session.
        pub conversation_id: Option<Id>,
        /// When the session began.
        pub start_time: Option<Timestamp>,
        /// When it ended; `null` until then.
        pub end_time: Option<Timestamp>,
        /// The number that was called; may be empty.
        pub landing_number: Option<String>,
        /// The call. Documented with `CA` before 32 characters; observed without it too.
        pub external_id: Option<Id>,
        /// How far the session is.
        pub session_state: Option<SessionState>,
        /// What made Exotel send the webhook.
        pub trigger_reason: Option<TriggerReason>,
        /// The other side of the call: a phone number or an endpoint.
        pub contact_uri: Option<String>,
        /// The network that the call came by.
        pub network_type: Option<NetworkType>,
        /// Your account at Exotel; may be empty.
        pub account_id: Option<Id>,
        /// The bot.
        pub bot_id: Option<Id>,
        /// The bot's name.
        pub bot_name: Option<String>,
        /// The call in Exotel's telephony.
        pub metadata: Option<CallMetadata>,
        /// What you gave the call, texts all. Observed as a bare text too: that is not read here
        /// but stays in `extra`. Observed also: a whole parameter as the key, its value empty.
        pub custom_parameters: Map<String, Value>,
        /// What happened; may be missing or empty.
        pub events: Vec<EventObject>,
        /// Observed, not documented: comes with the console's test of a URL, and is expected back;
        /// [`Envelope`](super::Envelope) does that.
        pub request_id: Option<Id>,
        /// Not documented: the HTTP method, where a test of a URL names it. Expected back too.
        pub method: Option<String>,
    }
}

payload! {
    /// The call in Exotel's telephony.
    pub struct CallMetadata {
        /// The call. Of all ids, this is the one that live calls are told by.
        pub call_sid: Option<Id>,
        /// The audio stream; may be empty.
        pub stream_sid: Option<Id>,
    }
}

payload! {
    /// One thing that happened.
    pub struct EventObject {
        /// What it is about.
        pub event_type: Option<EventType>,
        /// Its id.
        pub event_id: Option<Id>,
        /// What is said of it.
        pub event_data: Option<Box<EventData>>,
    }
}

/// What events can be about, as far as it decides between two webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Insight,
    Transcript,
}

impl EventObject {
    fn kind(&self) -> Option<Kind> {
        match (&self.event_type, &self.event_data) {
            (Some(EventType::Transcript), _) => Some(Kind::Transcript),
            (Some(known), _) if known.is_known() => Some(Kind::Insight),
            (_, data) => data.as_ref()?.kind(),
        }
    }
}

impl Request {
    /// The id that the call has in Exotel's telephony, and that an API call for it returned;
    /// `None` also where it is empty.
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
        sid.filter(|sid| **sid != "")
    }

    /// All transcripts of all events. Exotel documents at most one in a webhook.
    pub fn transcripts(&self) -> impl Iterator<Item = Cow<'_, Transcript>> {
        self.data().flat_map(EventData::transcripts)
    }

    /// What is said in all transcripts of all events.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.data().flat_map(EventData::turns)
    }

    fn data(&self) -> impl Iterator<Item = &EventData> {
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
