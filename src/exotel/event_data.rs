use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::all_members::AllMembers;
use super::request::Kind;
use super::{Insight, Transcripts};
use crate::open::{DriftKind, Member, Payload, Slot, Structure, Survey, Trail, read_nullable};

/// What is said of an event. Which it is, its members tell, whatever the event's type says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventData {
    /// What the bot concludes: it has a `value`, `confidence`, `timestamp`, `score` or `reason`.
    Insight(Insight),
    /// What is being said: it has `transcripts`, or a `sequence` or `transcript_segments` without
    /// that list.
    Transcript(Transcripts),
    /// Anything else, whole: an empty object, or a `status` alone.
    Other(Map<String, Value>),
}

impl EventData {
    /// What the bot concludes, where it is that.
    #[must_use]
    pub fn as_insight(&self) -> Option<&Insight> {
        match self {
            Self::Insight(insight) => Some(insight),
            Self::Transcript(_) | Self::Other(_) => None,
        }
    }

    /// What is being said, where it is that.
    #[must_use]
    pub fn as_transcripts(&self) -> Option<&Transcripts> {
        match self {
            Self::Transcript(transcripts) => Some(transcripts),
            Self::Insight(_) | Self::Other(_) => None,
        }
    }
}

impl Default for EventData {
    fn default() -> Self {
        Self::Other(Map::new())
    }
}

impl Structure for EventData {
    fn fill<'de, D>(&mut self, deserializer: D, trail: &mut Trail) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        let mut members = AllMembers::default();
        members.fill(deserializer, trail)?;
        *self = match members.kind() {
            Some(Kind::Insight) => Self::Insight(members.into_insight()),
            Some(Kind::Transcript) => Self::Transcript(members.into_transcripts()),
            None => Self::Other(to_map(&members)?),
        };
        Ok(())
    }
}

/// The members of a payload as they would be written.
pub(super) fn to_map<T: Serialize, E: serde::de::Error>(
    payload: &T,
) -> Result<Map<String, Value>, E> {
    let value = serde_json::to_value(payload).map_err(E::custom)?;
    Map::deserialize(value).map_err(E::custom)
}

impl Member for EventData {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D>(slot: Slot<'_, Self>, deserializer: D) -> Result<(), D::Error>
    where
        D: Deserializer<'de>,
    {
        read_nullable(slot, deserializer)
    }

    fn survey(&self, survey: &mut Survey) {
        match self {
            Self::Insight(insight) => insight.survey_members(survey),
            Self::Transcript(transcripts) => transcripts.survey(survey),
            Self::Other(map) => {
                for name in map.keys().filter(|name| *name != "status") {
                    survey.member(name, |survey| survey.note(DriftKind::Field));
                }
            }
        }
    }
}

impl<'de> Deserialize<'de> for EventData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut data = Self::default();
        data.fill(deserializer, &mut Trail::default())?;
        Ok(data)
    }
}

impl Serialize for EventData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Insight(insight) => insight.serialize(serializer),
            Self::Transcript(transcripts) => transcripts.serialize(serializer),
            Self::Other(map) => map.serialize(serializer),
        }
    }
}
