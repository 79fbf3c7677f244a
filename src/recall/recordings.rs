use std::collections::BTreeMap;

use crate::Id;
use crate::recall::{Applied, Event, Recording};

/// The recordings of one bot, or the one that a timeline is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Recordings(BTreeMap<Id, Recording>);

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
        let changes = match family {
            "recording" => &mut self.of(recording_id).changes,
            "sdk_upload" => &mut self.of(recording_id).upload,
            _ => {
                let kind = family.parse().ok()?;
                let id = event.read(&["data", family, "id"])?;
                &mut self.of(recording_id).medium(kind, id).changes
            }
        };
        Some(changes.apply(status))
    }

    pub(super) fn merge(&mut self, other: &Self) -> Applied {
        let merged = other.0.values().map(|theirs| {
            let ours = self.of(theirs.id.clone());
            ours.merge(theirs)
        });
        merged.fold(Applied::Repeated, Applied::or)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Recording> {
        self.0.values()
    }

    pub(super) fn of(&mut self, id: Id) -> &mut Recording {
        let recording = Recording::new(id.clone());
        self.0.entry(id).or_insert(recording)
    }
}
