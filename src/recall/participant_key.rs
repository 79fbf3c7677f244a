use serde_json::Value;

use super::Participant;
use crate::Id;

/// What identifies a participant in a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ParticipantKey {
    /// The id, a number as its digits. Third parties have ids that are not numbers.
    Id(Id),
    /// The name of a participant without an id.
    Name(String),
    /// All participants that have neither.
    Unknown,
}

impl ParticipantKey {
    pub(super) fn of(participant: Option<&Participant>) -> Self {
        let Some(participant) = participant else {
            return Self::Unknown;
        };
        let id = match (participant.id, participant.extra.get("id")) {
            (Some(number), _) => Some(number.to_string()),
            (None, Some(Value::String(text))) => Some(text.clone()),
            (None, Some(Value::Number(number))) => Some(number.to_string()),
            (None, _) => None,
        };
        match id.filter(|id| !id.is_empty()) {
            Some(id) => Self::Id(id.into()),
            None => name(participant).map_or(Self::Unknown, |name| Self::Name(name.to_owned())),
        }
    }

    pub(super) fn id(&self) -> Option<&Id> {
        match self {
            Self::Id(id) => Some(id),
            Self::Name(_) | Self::Unknown => None,
        }
    }

    /// A participant with this key and nothing else.
    pub(super) fn to_participant(&self) -> Option<Participant> {
        let mut participant = Participant::default();
        match self {
            Self::Id(id) => match id.as_str().parse::<u64>() {
                Ok(number) if number.to_string() == id.as_str() => participant.id = Some(number),
                _ => {
                    participant.extra.insert("id", id.as_str().into());
                }
            },
            Self::Name(name) => participant.name = Some(name.clone()),
            Self::Unknown => return None,
        }
        Some(participant)
    }
}

/// The name, if there is one.
pub(super) fn name(participant: &Participant) -> Option<&str> {
    let name = participant.name.as_deref();
    name.filter(|name| !name.is_empty())
}
