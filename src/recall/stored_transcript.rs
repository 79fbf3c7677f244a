//! How a live transcript is serialized.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::moment::Point;
use super::participant_key::{ParticipantKey, name};
use super::spoken::{Said, Spoken};
use super::{LiveTranscript, Participant, RecordingTime};
use crate::Id;
use crate::open::payload;

payload! {
    /// The serialized form of a live transcript.
    #[allow(unreachable_pub)]
    pub struct StoredTranscript {
        /// The transcript's id.
        pub transcript_id: Option<Id>,
        /// The recordings that its events are of.
        pub recording_ids: Vec<String>,
        /// The utterances, in any order.
        pub utterances: Vec<StoredUtterance>,
        /// The names, in any order.
        pub names: Vec<StoredName>,
    }
}

payload! {
    /// An utterance, as it is serialized.
    #[allow(unreachable_pub)]
    pub struct StoredUtterance {
        /// The speaker's id or, without an id, the name.
        pub participant: Option<Participant>,
        /// The words.
        pub text: Option<String>,
        /// When the first word begins.
        pub start_timestamp: Option<RecordingTime>,
        /// When the last word ends.
        pub end_timestamp: Option<RecordingTime>,
        /// Whether the words are final.
        pub is_final: Option<bool>,
    }
}

payload! {
    /// A name, as it is serialized.
    #[allow(unreachable_pub)]
    pub struct StoredName {
        /// The recording of the participant event that has it; missing if an utterance has it.
        pub recording_id: Option<Id>,
        /// The id and the name.
        pub participant: Option<Participant>,
        /// When it was the name.
        pub timestamp: Option<RecordingTime>,
    }
}

impl Serialize for LiveTranscript {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = |point: Option<&Point>| point.map(|point| point.time.clone());
        let utterances = self.said.iter().map(|said| StoredUtterance {
            participant: said.place.speaker.to_participant(),
            text: Some(said.spoken.text.clone()),
            start_timestamp: time(said.spoken.start.as_ref()),
            end_timestamp: time(said.spoken.end.as_ref()),
            is_final: Some(said.is_final),
            ..StoredUtterance::default()
        });
        let names = self.names.iter().map(|((source, id), (since, name))| {
            let participant = ParticipantKey::Id(id.clone()).to_participant();
            StoredName {
                recording_id: source.clone(),
                participant: participant.map(|participant| Participant {
                    name: Some(name.clone()),
                    ..participant
                }),
                timestamp: time(since.as_ref()),
                ..StoredName::default()
            }
        });
        let stored = StoredTranscript {
            transcript_id: Some(self.transcript_id.clone()),
            recording_ids: self.recording_ids.iter().map(ToString::to_string).collect(),
            utterances: utterances.collect(),
            names: names.collect(),
            ..StoredTranscript::default()
        };
        stored.serialize(serializer)
    }
}

/// Reads the serialized form; the arrays may be in any order.
impl<'de> Deserialize<'de> for LiveTranscript {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredTranscript::deserialize(deserializer)?;
        let id = stored.transcript_id;
        let mut transcript = Self::new(id.ok_or_else(|| D::Error::missing_field("transcript_id"))?);
        for id in stored.recording_ids {
            transcript.insert_recording(id.into());
        }
        for utterance in stored.utterances {
            let (start, end) = (&utterance.start_timestamp, &utterance.end_timestamp);
            let text = utterance.text.unwrap_or_default();
            let spoken = Spoken::stored(text, start.as_ref(), end.as_ref());
            let speaker = ParticipantKey::of(utterance.participant.as_ref());
            let said = Said::new(speaker, spoken, utterance.is_final == Some(true));
            let _ = transcript.insert(said);
        }
        for stored in stored.names {
            let named = stored.participant.as_ref();
            if let (ParticipantKey::Id(id), Some(name)) =
                (ParticipantKey::of(named), named.and_then(name))
            {
                let since = stored.timestamp.as_ref().and_then(Point::of_word);
                let _ = transcript.insert_name(stored.recording_id.as_ref(), &id, since, name);
            }
        }
        Ok(transcript)
    }
}
