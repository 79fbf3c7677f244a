//! The serialized form of a timeline.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::newest::Newest;
use super::recordings::Recordings;
use super::timeline::Subject;
use crate::open::{Extra, payload};
use crate::recall::{Medium, Recording, ResourceStatus, Status, StatusError, SubCode, Timeline};
use crate::{Id, Timestamp};

payload! {
    /// The serialized form of a timeline.
    #[allow(unreachable_pub)]
    pub struct StoredTimeline {
        /// The bot's id.
        pub bot_id: Option<Id>,
        /// The recording's id, if it is a timeline of one.
        pub recording_id: Option<Id>,
        /// All changes of the bot, in any order.
        pub changes: Vec<Status>,
        /// The recordings, in any order.
        pub recordings: Vec<StoredRecording>,
    }
}

impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_recordings = !self.recordings.is_empty();
        let mut map = serializer.serialize_map(Some(2 + usize::from(has_recordings)))?;
        match &self.subject {
            Subject::Bot(id) => map.serialize_entry("bot_id", id)?,
            Subject::Recording(id) => map.serialize_entry("recording_id", id)?,
        }
        map.serialize_entry("changes", &self.changes)?;
        if has_recordings {
            map.serialize_entry("recordings", &self.recordings)?;
        }
        map.end()
    }
}

/// Reads the serialized form. `changes` and `recordings` may be in any order, and missing.
impl<'de> Deserialize<'de> for Timeline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredTimeline::deserialize(deserializer)?;
        let subject = match (stored.bot_id, stored.recording_id) {
            (Some(id), _) => Subject::Bot(id),
            (None, Some(id)) => Subject::Recording(id),
            (None, None) => return Err(D::Error::missing_field("bot_id")),
        };
        let mut timeline = Self::of(subject);
        let changes = stored.changes.into_iter();
        let _ = timeline.insert(
            changes
                .filter(|change| change.code.is_some())
                .map(|change| {
                    let extra = Extra::default();
                    Status { extra, ..change }
                }),
        );
        for stored in stored.recordings {
            let Some(read) = recording(stored) else {
                continue;
            };
            if timeline.is_of_recording(&read.id) {
                let _ = timeline.recordings.merge_recording(&read);
            }
        }
        Ok(timeline)
    }
}

payload! {
    /// The serialized form of a recording.
    #[allow(unreachable_pub)]
    pub struct StoredRecording {
        /// The recording's id.
        pub id: Option<Id>,
        /// The changes that count.
        pub changes: Vec<StoredStatus>,
        /// The changes of the SDK upload that count.
        pub upload_changes: Vec<StoredStatus>,
        /// The media.
        pub media: Vec<StoredMedium>,
    }
}

payload! {
    /// The serialized form of a medium.
    #[allow(unreachable_pub)]
    pub struct StoredMedium {
        /// The name of its kind.
        pub kind: Option<String>,
        /// Its id.
        pub id: Option<Id>,
        /// The changes that count.
        pub changes: Vec<StoredStatus>,
    }
}

payload! {
    /// The serialized form of a change.
    #[allow(unreachable_pub)]
    pub struct StoredStatus {
        /// The code.
        pub code: Option<String>,
        /// The reason.
        pub sub_code: Option<SubCode>,
        /// When it happened.
        pub updated_at: Option<Timestamp>,
        /// The error of a failure.
        pub error: Option<StatusError>,
    }
}

impl Serialize for Recordings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = self.iter().map(|recording| StoredRecording {
            id: Some(recording.id.clone()),
            changes: stored(&recording.changes),
            upload_changes: stored(&recording.upload),
            media: recording.media().map(stored_medium).collect(),
            extra: Extra::default(),
        });
        serializer.collect_seq(stored)
    }
}

fn stored_medium(medium: &Medium) -> StoredMedium {
    StoredMedium {
        kind: Some(medium.kind.to_string()),
        id: Some(medium.id.clone()),
        changes: stored(&medium.changes),
        extra: Extra::default(),
    }
}

fn stored(changes: &Newest) -> Vec<StoredStatus> {
    let stored = changes.iter().map(|status| StoredStatus {
        code: Some(status.code.clone()),
        sub_code: status.sub_code.clone(),
        updated_at: status.updated_at.clone(),
        error: status.error.clone(),
        extra: Extra::default(),
    });
    stored.collect()
}

fn newest(stored: Vec<StoredStatus>) -> Newest {
    let mut changes = Newest::default();
    for status in stored {
        let _ = changes.apply(ResourceStatus {
            code: status.code.unwrap_or_default(),
            sub_code: status.sub_code,
            updated_at: status.updated_at,
            error: status.error,
        });
    }
    changes
}

fn recording(stored: StoredRecording) -> Option<Recording> {
    let mut recording = Recording::new(stored.id?);
    recording.changes = newest(stored.changes);
    recording.upload = newest(stored.upload_changes);
    for medium in stored.media {
        let kind = medium.kind.and_then(|kind| kind.parse().ok());
        if let (Some(kind), Some(id)) = (kind, medium.id) {
            let changes = newest(medium.changes);
            let _ = recording.update_medium(kind, id, |known| known.merge(&changes));
        }
    }
    Some(recording)
}
