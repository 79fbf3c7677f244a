use super::{Speaker, TranscriptStatus};
use crate::open::{is_filled, payload};
use crate::{Timestamp, Turn};

payload! {
    /// What has been said in a turn so far. A later one of the same turn replaces it.
    pub struct Transcript {
        /// The number of the turn in the session. Webhooks may arrive out of order.
        pub sequence: Option<u64>,
        /// Whether the turn is over. If it is missing, the turn is over, unless the webhook says otherwise.
        pub status: Option<TranscriptStatus>,
        /// What was said, segment by segment.
        pub transcript_segments: Vec<TranscriptSegment>,
    }
}

payload! {
    /// A part of what is said, by one speaker.
    pub struct TranscriptSegment {
        /// Who speaks.
        pub speaker: Option<Speaker>,
        /// What is said.
        pub text: Option<String>,
        /// When it begins, to the microsecond.
        pub start_timestamp: Option<Timestamp>,
        /// When it ends, to the microsecond.
        pub end_timestamp: Option<Timestamp>,
        /// Whether the text is final. Observed, not documented.
        pub is_final: Option<bool>,
    }
}

impl Transcript {
    /// Whether the turn is over: the status is `completed`, or there is none. Why the webhook was sent is not
    /// known here; a [`Conversation`](super::Conversation) does know.
    ///
    /// ```
    /// use bot_webhooks::exotel::Transcript;
    ///
    /// let transcript: Transcript = serde_json::from_str(r#"{"sequence": 1}"#)?;
    /// assert!(transcript.is_completed());
    /// let transcript: Transcript = serde_json::from_str(r#"{"status": "inprogress"}"#)?;
    /// assert!(!transcript.is_completed());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn is_completed(&self) -> bool {
        matches!(self.status(), None | Some(TranscriptStatus::Completed))
    }

    pub(super) fn status(&self) -> Option<&TranscriptStatus> {
        self.status.as_ref().filter(is_filled)
    }

    /// What is said: a turn for each segment that has a text, with the time at which it begins.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.transcript_segments
            .iter()
            .filter_map(TranscriptSegment::turn)
    }
}

impl TranscriptSegment {
    /// What is said, with the time at which it begins; `None` without a text.
    #[must_use]
    pub fn turn(&self) -> Option<Turn<'_>> {
        Some(Turn {
            speaker: self.speaker.as_ref().map(Speaker::as_str),
            text: self.text.as_deref()?.into(),
            time: self.start_timestamp.clone().filter(is_filled),
        })
    }
}
