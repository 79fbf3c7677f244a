use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::event_data::to_map;
use super::request::Kind;
use super::{
    Envelope, PreAgentTransferReply, Reply, Request, SessionStartReply, SessionState, TriggerReason,
};
use crate::UnknownEvent;
use crate::event_table::{Named, Wire, events};
use crate::open::{Payload, Problem, Step, Tag, Trail};

events! {
    /// A webhook of Exotel `VoiceBot`.
    ///
    /// All of them have the same body. Which one it is, `trigger_reason` tells: `start`, `end` and
    /// `pre_agent_transfer` for sure; `timer` means insights and `turn_complete` and
    /// `turn_progress` mean a transcript, unless the events are all of the other kind. The events
    /// decide too where the reason is one that we do not know.
    ///
    /// ```
    /// use bot_webhooks::exotel::Event;
    ///
    /// let event: Event = r#"{"session_id": "s1", "trigger_reason": "start"}"#.parse()?;
    /// assert!(matches!(event, Event::SessionStart(_)));
    ///
    /// let event: Event = r#"{"session_id": "s1", "trigger_reason": "barge_in"}"#.parse()?;
    /// assert_eq!(event.name(), "barge_in");
    /// assert!(!event.is_known());
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    pub enum Event for Exotel, replying Reply {
        /// A call begins. The answer may greet the caller and override the other webhooks.
        "session_start" => SessionStart(Request), on_session_start -> SessionStartReply;
        /// The conversation is over. It brings no transcript.
        "session_end" => SessionEnd(Request), on_session_end;
        /// The caller is about to be handed to a person.
        "pre_agent_transfer" => PreAgentTransfer(Request), on_pre_agent_transfer -> PreAgentTransferReply;
        /// What the bot concludes, sent at an interval.
        "insights_events" => InsightsEvents(Request), on_insights_events;
        /// What is being said, sent while a turn goes on and when it is over.
        "transcript_events" => TranscriptEvents(Request), on_transcript_events;
        /// The console's test of a URL, which has a `request_id` and nothing that tells a webhook.
        /// Observed, not documented; the name is ours.
        "url_test" => UrlTest(Request), on_url_test;
    }
}

impl Event {
    /// The body; `None` for an unknown event.
    #[must_use]
    pub fn request(&self) -> Option<&Request> {
        match self {
            Self::SessionStart(request)
            | Self::SessionEnd(request)
            | Self::PreAgentTransfer(request)
            | Self::InsightsEvents(request)
            | Self::TranscriptEvents(request)
            | Self::UrlTest(request) => Some(request),
            Self::Unknown(_) => None,
        }
    }

    /// The envelope for the answer to this event, which repeats what Exotel expects back.
    ///
    /// Take it before the event goes to a dispatcher, and put the dispatcher's reply in after.
    #[must_use]
    pub fn envelope(&self) -> Envelope {
        match self {
            Self::Unknown(unknown) => match Request::deserialize(unknown.body()) {
                Ok(request) => Envelope::echoing(&request),
                Err(_) => Envelope::default(),
            },
            known => known.request().map(Envelope::echoing).unwrap_or_default(),
        }
    }
}

impl Wire for Event {
    /// No member holds an event's name.
    const TAGS: &'static [&'static str] = &[];

    fn find_name(_: &str) -> Option<Named> {
        None
    }

    fn read_event<'de, D: Deserializer<'de>>(
        deserializer: D,
        _: Option<Named>,
        trail: &mut Trail,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EventVisitor { trail })
    }
}

struct EventVisitor<'t> {
    trail: &'t mut Trail,
}

impl<'de> Visitor<'de> for EventVisitor<'_> {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let trail = self.trail;
        let mut request = Box::<Request>::default();
        let read = request.read_into(None, &mut map, Tag::default(), trail);
        let webhook = webhook(&request);
        if let Err(error) = read {
            if request.trigger_reason.is_some() {
                trail.event = webhook.and_then(|webhook| known_name(&webhook(request)));
            }
            return Err(error);
        }
        if let Some(webhook) = webhook {
            return Ok(webhook(request));
        }
        let Some(reason) = &request.trigger_reason else {
            trail.problem = Some(Problem::Missing);
            trail.step(Step::Member("trigger_reason"));
            return Err(A::Error::custom("nothing tells the event"));
        };
        let body = to_map(&request)?;
        Ok(Event::Unknown(UnknownEvent::new(reason.to_string(), body)))
    }
}

fn known_name(event: &Event) -> Option<&'static str> {
    let mut names = Event::NAMES.iter();
    names.find(|name| **name == event.name()).copied()
}

/// Which webhook a request is, `None` where it is none that we know.
fn webhook(request: &Request) -> Option<fn(Box<Request>) -> Event> {
    let by_events = request.kind().map(|kind| match kind {
        Kind::Insight => Event::InsightsEvents,
        Kind::Transcript => Event::TranscriptEvents,
    });
    match &request.trigger_reason {
        Some(TriggerReason::Start) => Some(Event::SessionStart),
        Some(TriggerReason::End) => Some(Event::SessionEnd),
        Some(TriggerReason::PreAgentTransfer) => Some(Event::PreAgentTransfer),
        Some(TriggerReason::Timer) => by_events.or(Some(Event::InsightsEvents)),
        Some(TriggerReason::TurnComplete | TriggerReason::TurnProgress) => {
            by_events.or(Some(Event::TranscriptEvents))
        }
        Some(TriggerReason::Unknown(_)) => by_events,
        None => match request.session_state {
            Some(SessionState::SessionStart) => Some(Event::SessionStart),
            Some(SessionState::SessionEnd) => Some(Event::SessionEnd),
            _ if by_events.is_some() => by_events,
            _ => request.request_id.as_ref().map(|_| Event::UrlTest as _),
        },
    }
}

/// All answers are envelopes, also those that say what went wrong.
#[cfg(feature = "receive")]
impl crate::receive::Answering for Event {
    type Reply = Reply;
    type Echo = Envelope;

    fn delivery_key(
        &self,
        delivery: &crate::Delivery<'_>,
    ) -> Option<crate::idempotency::DeliveryKey> {
        use crate::idempotency::DeliveryKey;

        match self {
            Self::SessionStart(request) | Self::SessionEnd(request) => {
                let session = request.session_id.as_ref().map(ToString::to_string);
                Some(DeliveryKey::of_members(delivery, self.name(), &[session]))
            }
            Self::UrlTest(_) => None,
            // One sequence of a transcript comes again and again, each time with more in it.
            _ => Some(DeliveryKey::of_body(delivery)),
        }
    }

    fn echo(&self) -> Envelope {
        self.envelope()
    }

    fn reply(reply: Reply, echo: Envelope) -> crate::receive::Answer {
        crate::receive::Answer::json(echo.with_reply(reply).to_json())
    }

    fn failure(
        outcome: crate::receive::Outcome,
        why: &str,
        echo: Envelope,
    ) -> crate::receive::Answer {
        let status = outcome.status();
        let message = status.canonical_reason().unwrap_or_default();
        let description = if why.is_empty() { message } else { why };
        let error = super::ErrorReply::new(outcome.as_str(), message, description);
        let envelope = echo.with_reply(error).with_http_code(status.as_u16());
        crate::receive::Answer::json(envelope.to_json())
    }
}
