use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Speaker, TranscriptStatus};
use crate::open::{DriftKind, Extra, Payload, Survey, payload};
use crate::{Timestamp, Turn};

/// What is being said: the data of an event of the type
/// [`Transcript`](super::EventType::Transcript).
///
/// Documented as a list `transcripts`; live calls send the one transcript without the list. Both
/// are read into this, and written back in the form they came in.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Transcripts {
    /// The transcripts, one per turn.
    pub transcripts: Vec<Transcript>,
    /// What came beside the list; where there was no list, it is in the transcript's own `extra`.
    pub extra: Extra,
    /// Whether the one transcript came without the list.
    pub(super) bare: bool,
}

payload! {
    /// What has been said in a turn so far. A later one of the same turn replaces it.
    pub struct Transcript {
        /// The number of the turn in the session. Webhooks may overtake each other.
        pub sequence: Option<u64>,
        /// Whether the turn is over; where it is missing, it is.
        pub status: Option<TranscriptStatus>,
        /// What was said, piece by piece.
        pub transcript_segments: Option<Vec<TranscriptSegment>>,
    }
}

payload! {
    /// A piece of what is said, by one speaker.
    pub struct TranscriptSegment {
        /// Who speaks.
        pub speaker: Option<Speaker>,
        /// What is said.
        pub text: Option<String>,
        /// When it begins, to the microsecond.
        pub start_timestamp: Option<Timestamp>,
        /// When it ends, to the microsecond.
        pub end_timestamp: Option<Timestamp>,
        /// Whether the text will change no more. Observed, not documented.
        pub is_final: Option<bool>,
    }
}

impl Transcripts {
    /// Member names, for [`Extra`].
    pub(super) const MEMBERS: &'static [&'static str] = &["transcripts"];

    /// What is said in all the transcripts.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.transcripts.iter().flat_map(Transcript::turns)
    }

    pub(super) fn survey(&self, survey: &mut Survey) {
        match (self.bare, self.transcripts.as_slice()) {
            (true, [transcript]) => transcript.survey_members(survey),
            (_, transcripts) => survey.member("transcripts", |survey| {
                for (index, transcript) in transcripts.iter().enumerate() {
                    survey.index(index, |survey| transcript.survey_members(survey));
                }
            }),
        }
        for (name, _) in self.extra.iter() {
            survey.member(name, |survey| survey.note(DriftKind::Field));
        }
    }
}

impl Transcript {
    /// Whether the turn is over, so that no later transcript replaces this one.
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
        matches!(self.status, None | Some(TranscriptStatus::Completed))
    }

    /// What is said: a turn for each segment that has a text, with the time at which it begins.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        let segments = self.transcript_segments.iter().flatten();
        segments.filter_map(TranscriptSegment::turn)
    }
}

impl TranscriptSegment {
    /// What is said, with the time at which it begins; `None` without a text.
    #[must_use]
    pub fn turn(&self) -> Option<Turn<'_>> {
        Some(Turn {
            speaker: self.speaker.as_ref().map(Speaker::as_str),
            text: self.text.as_deref()?,
            time: self.start_timestamp.clone(),
        })
    }
}

impl Serialize for Transcripts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match (self.bare, self.transcripts.as_slice()) {
            (true, [transcript]) => transcript.write_members(&mut map)?,
            (false, []) if self.extra.is_null(0) => map.serialize_entry("transcripts", &())?,
            (_, transcripts) => map.serialize_entry("transcripts", transcripts)?,
        }
        for (name, value) in self.extra.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
