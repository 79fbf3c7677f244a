use super::request::Kind;
use super::{
    Envelope, EventObject, PreAgentTransferReply, Reply, Request, SessionStartReply, SessionState,
    TriggerReason,
};
use crate::event_table::{EventTable, Identified, Name, Named, Unidentified, Wire, events};
use crate::open::is_filled;
use crate::{Id, Phase, Timestamp, Turn};

events! {
    /// A webhook of Exotel `VoiceBot`.
    ///
    /// All of them have the same body, and `trigger_reason` says which webhook it is: `start`, `end`
    /// and `pre_agent_transfer` always decide; `timer` means insights, and `turn_complete` and
    /// `turn_progress` mean a transcript, unless all events are of the other kind. If this version
    /// does not know the reason, the events decide.
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
        /// A call begins. The reply may greet the caller and override the other webhooks.
        "session_start" => SessionStart(Request), on_session_start -> SessionStartReply;
        /// The conversation is over. This webhook has no transcript.
        "session_end" => SessionEnd(Request), on_session_end;
        /// The caller is about to be transferred to a human agent.
        "pre_agent_transfer" => PreAgentTransfer(Request), on_pre_agent_transfer -> PreAgentTransferReply;
        /// What the bot concludes, sent at intervals.
        "insights_events" => InsightsEvents(Request), on_insights_events;
        /// What is said, sent during a turn and at its end.
        "transcript_events" => TranscriptEvents(Request), on_transcript_events;
        /// The console's test of a URL, which has a `request_id` and nothing that identifies a
        /// webhook. Observed, not documented; the name is this crate's.
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

    /// The envelope for the reply to this event, which echoes what Exotel expects back.
    ///
    /// Take it before the event goes to a dispatcher, and add the dispatcher's reply afterwards.
    #[must_use]
    pub fn envelope(&self) -> Envelope {
        match self {
            Self::Unknown(_) => Envelope::echoing(&Request {
                request_id: self.read(&[&["request_id"]]),
                method: self.read(&[&["method"]]),
                ..Request::default()
            }),
            known => known.request().map(Envelope::echoing).unwrap_or_default(),
        }
    }
}

impl Wire for Event {
    /// No field holds an event's name.
    const TAGS: &'static [&'static str] = &[];

    /// The URL test, which is what is left if nothing identifies a webhook.
    const UNNAMED: Option<usize> = Some(5);

    fn identify(self) -> Result<Identified<Self>, Unidentified> {
        let Self::UrlTest(request) = self else {
            return Ok(Identified::Event(self));
        };
        if let Some(webhook) = webhook(&request) {
            return Ok(Identified::Event(webhook(request)));
        }
        let reason = request.trigger_reason.as_ref();
        let reason = reason.ok_or(Unidentified::Missing("trigger_reason"))?;
        let named = Named {
            tag: "trigger_reason",
            name: Name::Unknown(reason.to_string()),
        };
        Ok(Identified::Named(Self::UrlTest(request), named))
    }

    /// A caller can say the same twice, or ask twice for a human. A URL test does nothing, so it may be
    /// handled twice.
    fn can_be_alike(&self) -> bool {
        match self {
            Self::SessionStart(_) | Self::SessionEnd(_) => self.subject().is_none(),
            Self::PreAgentTransfer(request)
            | Self::InsightsEvents(request)
            | Self::TranscriptEvents(request) => {
                self.subject().is_none() || !request.events.iter().any(EventObject::is_unique)
            }
            Self::UrlTest(_) | Self::Unknown(_) => true,
        }
    }

    fn guess(&self) -> Option<&'static str> {
        let request = self.request()?;
        request.trigger_reason.as_ref()?;
        webhook(request)?(Box::default()).known_name().ok()
    }
}

/// The webhook that a request is; `None` if this version does not know it.
fn webhook(request: &Request) -> Option<fn(Box<Request>) -> Event> {
    let by_events = request.kind().map(|kind| match kind {
        Kind::Insight => Event::InsightsEvents,
        Kind::Transcript => Event::TranscriptEvents,
    });
    match request.trigger_reason.as_ref().filter(is_filled) {
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
            _ => by_events.or_else(|| request.request_id.as_ref().map(|_| Event::UrlTest as _)),
        },
    }
}

impl Event {
    /// The session: `session_id`, also of an unknown event.
    #[must_use]
    pub fn subject(&self) -> Option<Id> {
        self.read(&[&["session_id"]])
    }

    /// `end_time` of a session end, the first `timestamp` of insights or `start_timestamp` of a
    /// transcript, otherwise `start_time`. For an unknown event, `end_time` or `start_time`.
    #[must_use]
    pub fn occurred_at(&self) -> Option<Timestamp> {
        let known = |time: &Option<Timestamp>| time.clone().filter(is_filled);
        match self {
            Self::SessionEnd(_) | Self::Unknown(_) => self.read(&[&["end_time"]]),
            Self::InsightsEvents(request) => request.data().find_map(|data| known(&data.timestamp)),
            Self::TranscriptEvents(request) => request.turns().find_map(|turn| turn.time),
            _ => None,
        }
        .or_else(|| self.read(&[&["start_time"]]))
    }

    /// What is said in the event's transcripts.
    #[must_use]
    pub fn turns(&self) -> Vec<Turn<'_>> {
        self.request()
            .into_iter()
            .flat_map(Request::turns)
            .collect()
    }

    /// How far the session is; `None` for the URL test and unknown events.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        match self {
            Self::SessionStart(_) => Some(Phase::Starting),
            Self::InsightsEvents(_) | Self::TranscriptEvents(_) | Self::PreAgentTransfer(_) => {
                Some(Phase::InProgress)
            }
            Self::SessionEnd(_) => Some(Phase::Ended),
            Self::UrlTest(_) | Self::Unknown(_) => None,
        }
    }
}
