use super::{BotJoinFailed, InterviewComplete, SessionComplete};
use crate::event_table::{EventTable, Wire, events};
use crate::open::is_filled;
use crate::{Id, Phase, Timestamp, Turn};

events! {
    /// A webhook event from `PailFlow`.
    pub enum Event for PailFlow, replying () {
        /// The session is over. The body has its transcript, summary and insights, if there are any.
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

    /// Rooms are reused, so a body without a transcript, or of a failed join without a time, may belong to a
    /// different session.
    fn can_be_alike(&self) -> bool {
        let (id, text) = match self {
            Self::SessionComplete(session) => (&session.transcript_id, &session.transcript_text),
            Self::InterviewComplete(interview) => {
                (&interview.transcript_id, &interview.transcript_text)
            }
            Self::BotJoinFailed(_) | Self::Unknown(_) => return self.occurred_at().is_none(),
        };
        !id.as_ref().is_some_and(is_filled) && !text.as_ref().is_some_and(is_filled)
    }
}

impl Event {
    /// The workflow or the room: `workflow_thread_id` or, without one, `room_id`. Failed joins have the
    /// first; an ordinary bot's sessions have neither.
    #[must_use]
    pub fn subject(&self) -> Option<Id> {
        self.read(&[&["workflow_thread_id"], &["room_id"]])
    }

    /// When it happened: `timestamp`. Of the documented events, only failed joins have one.
    #[must_use]
    pub fn occurred_at(&self) -> Option<Timestamp> {
        self.read(&[&["timestamp"]])
    }

    /// The turns of the session's transcript.
    #[must_use]
    pub fn turns(&self) -> Vec<Turn<'_>> {
        match self {
            Self::SessionComplete(session) => session.turns().collect(),
            Self::InterviewComplete(interview) => interview.turns().collect(),
            Self::BotJoinFailed(_) | Self::Unknown(_) => Vec::new(),
        }
    }

    /// [`Phase::MediaReady`] for a session that is complete and has a transcript or insights,
    /// [`Phase::Ended`] without them; [`Phase::Failed`] for a failed join; `None` for unknown events.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        let has_insights = match self {
            Self::SessionComplete(session) => session.insights.is_some(),
            Self::InterviewComplete(interview) => interview.insights.is_some(),
            Self::BotJoinFailed(_) => return Some(Phase::Failed),
            Self::Unknown(_) => return None,
        };
        if has_insights || !self.turns().is_empty() {
            Some(Phase::MediaReady)
        } else {
            Some(Phase::Ended)
        }
    }
}
