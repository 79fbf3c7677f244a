use super::{BotJoinFailed, InterviewComplete, SessionComplete};
use crate::event_table::{Wire, events};

events! {
    /// A webhook of `PailFlow`.
    pub enum Event for PailFlow, replying () {
        /// The session is over, and its transcript, summary and insights are made.
        "session_complete" => SessionComplete(SessionComplete), on_session_complete;
        /// The bot could not join its room.
        "bot_join_failed" => BotJoinFailed(BotJoinFailed), on_bot_join_failed;
        /// The session is over, as it was said until 2025-12-19. From the vendor's source, not
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

/// Nobody reads the answer.
#[cfg(feature = "receive")]
impl crate::receive::Answering for Event {
    type Reply = ();
    type Echo = ();
}
