use serde::Serialize;
use serde_json::{Number, Value};

use super::request::Kind;
use super::{Insight, Transcript, TranscriptSegment, Transcripts};
use crate::Timestamp;
use crate::open::{Extra, Member, Payload, Trail, payload};

payload! {
    /// The members of all kinds of data, so that one pass reads them in any order.
    #[allow(unreachable_pub)]
    pub struct AllMembers {
        /// See [`Transcripts`].
        pub transcripts: Option<Vec<Transcript>>,
        /// See [`Transcript`].
        pub sequence: Option<u64>,
        /// See [`Transcript`].
        pub transcript_segments: Option<Vec<TranscriptSegment>>,
        /// See [`Insight`].
        pub value: Option<Value>,
        /// See [`Insight`].
        pub confidence: Option<Number>,
        /// See [`Insight`].
        pub timestamp: Option<Timestamp>,
        /// See [`Insight`].
        pub score: Option<Number>,
        /// See [`Insight`].
        pub reason: Option<String>,
        /// A member of both: read when it is known which.
        pub status: Option<Value>,
    }
}

/// Keeps members that have no place in the kind of data that it turned out to be.
macro_rules! keep {
    ($extra:ident: $($member:ident),+) => {
        $( keep(&mut $extra, stringify!($member), $member); )+
    };
}

fn keep<T: Serialize>(extra: &mut Extra, name: &'static str, value: Option<T>) {
    if extra.get(name).is_none() {
        // A value that was read from JSON can be written as JSON.
        if let Some(Ok(raw)) = value.map(serde_json::to_value) {
            extra.insert(name, raw);
        }
    }
}

impl AllMembers {
    /// Tells the kind by the first member that has a value, and if none has, by the first `null`.
    pub(super) fn kind(&self) -> Option<Kind> {
        // In the order of the members.
        let typed = [
            (Kind::Transcript, self.transcripts.is_some()),
            (Kind::Transcript, self.sequence.is_some()),
            (Kind::Transcript, self.transcript_segments.is_some()),
            (Kind::Insight, self.value.is_some()),
            (Kind::Insight, self.confidence.is_some()),
            (Kind::Insight, self.timestamp.is_some()),
            (Kind::Insight, self.score.is_some()),
            (Kind::Insight, self.reason.is_some()),
        ];
        let telling = || Self::MEMBERS.iter().zip(typed).enumerate();
        let valued = telling().find(|(_, (name, (_, typed)))| *typed || self.is_raw(name));
        let null = || telling().find(|(index, _)| self.extra.is_null(*index));
        valued.or_else(null).map(|(_, (_, (kind, _)))| kind)
    }

    fn is_raw(&self, name: &str) -> bool {
        self.extra.get(name).is_some()
    }

    /// Whether the one transcript came without the list that is documented around it. Beside such
    /// a transcript, a list without content counts for nothing.
    fn is_bare(&self) -> bool {
        let bare = self.sequence.is_some()
            || self.transcript_segments.is_some()
            || self.is_raw("sequence");
        match &self.transcripts {
            Some(list) => list.is_empty() && bare,
            None => bare || !self.extra.is_null(0),
        }
    }

    pub(super) fn into_insight(self) -> Insight {
        let mut extra = self.extra.with_members(Self::MEMBERS, Insight::MEMBERS);
        Insight {
            value: self.value,
            confidence: self.confidence,
            status: read_status(self.status, &mut extra),
            timestamp: self.timestamp,
            score: self.score,
            reason: self.reason,
            extra,
        }
    }

    pub(super) fn into_transcripts(self) -> Transcripts {
        let bare = self.is_bare();
        let Self {
            transcripts,
            sequence,
            transcript_segments,
            value,
            confidence,
            timestamp,
            score,
            reason,
            status,
            extra,
        } = self;
        if bare {
            let mut extra = extra.with_members(Self::MEMBERS, Transcript::MEMBERS);
            keep!(extra: transcripts, value, confidence, timestamp, score, reason);
            let transcript = Transcript {
                sequence,
                status: read_status(status, &mut extra),
                transcript_segments,
                extra,
            };
            return Transcripts {
                transcripts: vec![transcript],
                extra: Extra::default(),
                bare,
            };
        }
        let mut extra = extra.with_members(Self::MEMBERS, Transcripts::MEMBERS);
        keep!(extra: sequence, transcript_segments, value, confidence, timestamp, score, reason, status);
        Transcripts {
            transcripts: transcripts.unwrap_or_default(),
            extra,
            bare,
        }
    }
}

fn read_status<T: Member>(raw: Option<Value>, extra: &mut Extra) -> Option<T> {
    // A status is a leaf, and a leaf takes whatever comes.
    T::read_apart("status", &raw?, extra, &mut Trail::default()).ok()?
}
