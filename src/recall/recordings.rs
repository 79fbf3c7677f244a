use crate::Id;
use crate::event_table::EventTable;
use crate::recall::{Applied, Event, Recording};
use crate::sorted_map::SortedMap;

/// The recordings of one bot, or the one that a timeline is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Recordings(SortedMap<Id, Recording>);

impl Recordings {
    /// Applies a status change of a recording, a medium or an SDK upload. The event has to be about
    /// the timeline's subject.
    pub(super) fn apply(&mut self, event: &Event) -> Applied {
        self.change(event).unwrap_or(Applied::Ignored)
    }

    /// `None` for every other event, and for one that does not say what it is about.
    fn change(&mut self, event: &Event) -> Option<Applied> {
        if matches!(event, Event::Unknown(_)) {
            return None;
        }
        let (family, _) = event.name().split_once('.')?;
        let status = event.status()?;
        let recording_id = event.recording_id()?;
        let medium = match family {
            "recording" | "sdk_upload" => None,
            _ => Some((
                family.parse().ok()?,
                event.read(&[&["data", family, "id"]])?,
            )),
        };
        Some(self.update(recording_id, |recording| match medium {
            Some((kind, id)) => recording.update_medium(kind, id, |known| known.apply(status)),
            None if family == "recording" => recording.changes.apply(status),
            None => recording.upload.apply(status),
        }))
    }

    pub(super) fn merge(&mut self, other: &Self) -> Applied {
        let mut applied = Applied::Repeated;
        for recording in other.iter() {
            applied = applied.min(self.merge_recording(recording));
        }
        applied
    }

    pub(super) fn merge_recording(&mut self, other: &Recording) -> Applied {
        self.update(other.id.clone(), |recording| recording.merge(other))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Recording> {
        self.0.values()
    }

    fn update(&mut self, id: Id, change: impl FnOnce(&mut Recording) -> Applied) -> Applied {
        let new = Recording::new(id.clone());
        self.0.update(id, new, change)
    }
}
