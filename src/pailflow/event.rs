use super::{BotJoinFailed, InterviewComplete, SessionComplete};
use crate::event_table::{Wire, events};

events! {
    /// A webhook event from `PailFlow`.
    pub enum Event for PailFlow, replying () {
        /// The session is over, and its transcript, summary and insights are ready.
        "session_complete" => SessionComplete(SessionComplete), on_session_complete;
        /// The bot could not join its room.
        "bot_join_failed" => BotJoinFailed(BotJoinFailed), on_bot_join_failed;
        /// The session is over, in the form sent until 2025-12-19. From the vendor's source, not
        /// documented.
        "interview_complete" => InterviewComplete(InterviewComplete), on_interview_complete;
    }
}

impl Wire for Event {
    const TAGS: &'static [&'static str] = &["event", "event_type"];

    fn tag(&self) -> Option<&'static str> {
        Some(match self {
            Self::BotJoinFailed(_) => "event_type",
            _ => "event",
        })
    }
}

/// `PailFlow` does not read the response.
#[cfg(feature = "receive")]
impl crate::receive::Answering for Event {
    type Reply = ();
    type Echo = ();

    fn delivery_key(
        &self,
        delivery: &crate::Delivery<'_>,
    ) -> Option<crate::idempotency::DeliveryKey> {
        use crate::idempotency::DeliveryKey;

        let (transcript_id, text, has_insights) = match self {
            Self::SessionComplete(session) => (
                &session.transcript_id,
                &session.transcript_text,
                session.insights.is_some(),
            ),
            Self::InterviewComplete(interview) => (
                &interview.transcript_id,
                &interview.transcript_text,
                interview.insights.is_some(),
            ),
            Self::BotJoinFailed(failed) => {
                let members = [
                    failed.workflow_thread_id.as_ref().map(ToString::to_string),
                    failed.timestamp.as_ref().map(ToString::to_string),
                ];
                return Some(DeliveryKey::of_members(delivery, self.name(), &members));
            }
            Self::Unknown(_) => return Some(DeliveryKey::of_body(delivery)),
        };
        let id = transcript_id.as_ref().filter(|id| **id != "");
        // Rooms are reused, so a body without a transcript may belong to a different session.
        if id.is_none() && text.as_deref().is_none_or(str::is_empty) {
            return None;
        }
        let members = [
            id.map(ToString::to_string),
            // A later delivery that adds the insights is not a duplicate.
            Some(has_insights.to_string()),
        ];
        Some(DeliveryKey::of_members(delivery, self.name(), &members))
    }
}
