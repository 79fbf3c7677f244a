use std::borrow::Cow;

use serde_json::{Number, Value};

use super::request::Kind;
use super::{EventStatus, Transcript, TranscriptSegment, TranscriptStatus};
use crate::open::{has_field, has_value, is_filled, payload};
use crate::{Extra, Timestamp, Turn};

payload! {
    /// What an event says: an insight (`value` to `reason`) or a transcript (`transcripts` to
    /// `transcript_segments`), whatever the event's type says.
    ///
    /// Exotel documents a transcript as an array `transcripts`. Live calls send the fields of the one
    /// transcript without the array; [`transcripts`](Self::transcripts()) reads both. No live insight
    /// has been recorded, so any of its fields may be missing.
    pub struct EventData {
        /// The conclusion. Documented as a string; any JSON is accepted.
        pub value: Option<Value>,
        /// How sure the bot is, from 0 to 1.
        pub confidence: Option<Number>,
        /// Whether the insight changed; of a transcript without the array, whether the turn is over.
        pub status: Option<EventStatus>,
        /// When the conclusion was drawn.
        pub timestamp: Option<Timestamp>,
        /// A score. The documented sample is 90; the range is not documented.
        pub score: Option<Number>,
        /// The reason for the conclusion, in words.
        pub reason: Option<String>,
        /// The transcripts, one for each turn.
        pub transcripts: Vec<Transcript>,
        /// The number of the turn, of a transcript without the array. Observed, not documented.
        pub sequence: Option<u64>,
        /// What was said, of a transcript without the array. Observed, not documented.
        pub transcript_segments: Vec<TranscriptSegment>,
    }
}

/// The fields of an insight, and those of a transcript; `status` is a field of both.
const INSIGHT: [&str; 5] = ["value", "confidence", "timestamp", "score", "reason"];
const TRANSCRIPT: [&str; 3] = ["transcripts", "sequence", "transcript_segments"];

impl EventData {
    /// The transcripts: those of the array, or the one that came without it.
    ///
    /// ```
    /// use bot_webhooks::exotel::EventData;
    ///
    /// for body in [
    ///     r#"{"transcripts": [{"sequence": 3, "status": "completed"}]}"#,
    ///     r#"{"sequence": 3, "status": "completed"}"#,
    /// ] {
    ///     let data: EventData = serde_json::from_str(body)?;
    ///     let transcript = data.transcripts().next().unwrap();
    ///     assert_eq!(transcript.sequence, Some(3));
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn transcripts(&self) -> impl Iterator<Item = Cow<'_, Transcript>> {
        let without_array = self.is_transcript_without_array().then(|| {
            let status = self.status.as_ref();
            Cow::Owned(Transcript {
                sequence: self.sequence,
                status: status.map(|status| TranscriptStatus::from(status.as_str())),
                transcript_segments: self.transcript_segments.clone(),
                extra: Extra::default(),
            })
        });
        self.transcripts
            .iter()
            .map(Cow::Borrowed)
            .chain(without_array)
    }

    /// What is said in all the transcripts.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        let in_array = self.transcripts.iter().flat_map(Transcript::turns);
        let without_array = self
            .is_transcript_without_array()
            .then_some(&self.transcript_segments);
        let segments = without_array.into_iter().flatten();
        in_array.chain(segments.filter_map(TranscriptSegment::turn))
    }

    /// Whether there is a transcript here and none in the array, next to which it would be a
    /// repetition.
    fn is_transcript_without_array(&self) -> bool {
        self.transcripts.is_empty()
            && (self.sequence.is_some() || !self.transcript_segments.is_empty())
    }

    pub(super) fn is_unique(&self) -> bool {
        let mut numbers = self.transcripts.iter().map(|turn| turn.sequence);
        self.timestamp.as_ref().is_some_and(is_filled)
            || self.sequence.is_some()
            || numbers.any(|number| number.is_some())
            || self.turns().any(|turn| turn.time.is_some())
    }

    /// Decides by the fields that have a value; without any, by those that are null or empty.
    pub(super) fn kind(&self) -> Option<Kind> {
        let kind = |has: fn(&Self, &str) -> bool| {
            let any = |names: &[&str]| names.iter().any(|name| has(self, name));
            if any(&TRANSCRIPT) {
                Some(Kind::Transcript)
            } else {
                any(&INSIGHT).then_some(Kind::Insight)
            }
        };
        kind(|data, name| has_value(data, name))
            .or_else(|| kind(|data, name| has_field(data, name)))
    }
}
