use super::newest::Newest;
use crate::Id;
use crate::recall::{Applied, Availability, MediaKind, ResourceStatus, StatusError, SubCode};
use crate::sorted_map::SortedMap;

/// What a [`Timeline`](super::Timeline) knows of one recording: how far it is, and its media.
///
/// Of each code that the recording, a medium or the upload had, the newest change counts. Changes are
/// ordered by their `updated_at` as an instant, with a time without a zone taken as UTC; if the times
/// are equal, by the usual course: `processing`, `paused`, `failed`, `done`, `deleted`. A change
/// without a time is placed by that course: right before the first change that is further along, or
/// at the end.
///
/// A `failed`, `done` or `deleted` is an end. The newest of them counts; a `processing` or `paused`
/// does not take it back, even if it is newer by the vendor's times.
///
/// ```
/// use bot_webhooks::recall::{Availability, Event, MediaKind, Timeline};
///
/// # let event = |name: &str, time: &str| -> Event {
/// #     format!(
/// #         r#"{{"event": "{name}", "data": {{"data": {{"updated_at": "2026-02-09T08:{time}Z"}},
/// #         "recording": {{"id": "r-1"}}, "transcript": {{"id": "t-1"}}, "bot": {{"id": "b-1"}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// let mut timeline = Timeline::new("b-1");
/// for event in [
///     event("recording.paused", "50:02"),
///     event("recording.processing", "42:35"), // late
///     event("transcript.done", "51:40"),
/// ] {
///     let _ = timeline.apply(&event);
/// }
/// let recording = timeline.recordings().next().unwrap();
/// assert_eq!(recording.status().unwrap().code, "paused");
/// assert_eq!(recording.availability(), Availability::Pending);
/// let transcript = recording.available(MediaKind::Transcript).next().unwrap();
/// assert_eq!(*transcript.id(), "t-1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Recording {
    pub(super) id: Id,
    pub(super) changes: Newest,
    /// Of the SDK upload that the recording comes from.
    pub(super) upload: Newest,
    pub(super) media: SortedMap<(MediaKind, Id), Medium>,
}

impl Recording {
    pub(super) fn new(id: Id) -> Self {
        Self {
            id,
            changes: Newest::default(),
            upload: Newest::default(),
            media: SortedMap::default(),
        }
    }

    /// Returns the recording's id.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the newest status by the `recording.*` events: `processing`, `paused`, `done`,
    /// `failed` or `deleted`. `None` if there was none of these events.
    #[must_use]
    pub fn status(&self) -> Option<&ResourceStatus> {
        self.changes.status()
    }

    /// Returns the newest status of the SDK upload that the recording comes from. A `completed` is
    /// a `complete`. `None` if there was no `sdk_upload.*` event.
    #[must_use]
    pub fn upload_status(&self) -> Option<&ResourceStatus> {
        self.upload.status()
    }

    /// Returns whether the recording can be fetched now, has failed, or is gone.
    ///
    /// The newest end by the `recording.*` events says it. Without one, the upload does: if it
    /// failed, the recording did, and if it is complete and there was no `recording.*` event at all,
    /// as when you do not subscribe to them, the recording is available.
    #[must_use]
    pub fn availability(&self) -> Availability {
        self.end()
            .map_or(Availability::Pending, |(availability, _)| availability)
    }

    /// Returns `true` if all media of the recording can be fetched now, except for transcripts that
    /// are made later.
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.availability() == Availability::Available
    }

    /// Returns why the recording or its upload [failed](Availability::Failed), if that is known.
    #[must_use]
    pub fn reason(&self) -> Option<&SubCode> {
        self.failure()?.sub_code.as_ref()
    }

    /// Returns the error with which the recording or its upload [failed](Availability::Failed), if
    /// one came with it.
    #[must_use]
    pub fn error(&self) -> Option<&StatusError> {
        self.failure()?.error.as_ref()
    }

    /// Returns the media of which there was an event, ordered by kind and id.
    ///
    /// If the recording is deleted, they are gone too, whatever their own status says.
    #[must_use]
    pub fn media(&self) -> impl ExactSizeIterator<Item = &Medium> {
        self.media.values()
    }

    /// Returns the media of this kind that can be fetched now, by their own events. None if the
    /// recording is deleted.
    pub fn available(&self, kind: MediaKind) -> impl Iterator<Item = &Medium> {
        let is_deleted = self.availability() == Availability::Deleted;
        let media = self.media().filter(move |_| !is_deleted);
        media.filter(move |medium| medium.kind == kind && medium.is_available())
    }

    pub(super) fn update_medium(
        &mut self,
        kind: MediaKind,
        id: Id,
        change: impl FnOnce(&mut Newest) -> Applied,
    ) -> Applied {
        let changes = Newest::default();
        let new = Medium {
            kind,
            id: id.clone(),
            changes,
        };
        self.media
            .update((kind, id), new, |medium| change(&mut medium.changes))
    }

    pub(super) fn merge(&mut self, other: &Self) -> Applied {
        let mut applied = self.changes.merge(&other.changes);
        applied = applied.min(self.upload.merge(&other.upload));
        for Medium { kind, id, changes } in other.media() {
            let merged = self.update_medium(*kind, id.clone(), |known| known.merge(changes));
            applied = applied.min(merged);
        }
        applied
    }

    fn end(&self) -> Option<(Availability, &ResourceStatus)> {
        self.changes.end().or_else(|| {
            let (availability, status) = self.upload.end()?;
            let counts = availability == Availability::Failed || self.changes.is_empty();
            counts.then_some((availability, status))
        })
    }

    fn failure(&self) -> Option<&ResourceStatus> {
        failure(self.end())
    }
}

/// What a [`Timeline`](super::Timeline) knows of a transcript or another medium of a [`Recording`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Medium {
    pub(super) kind: MediaKind,
    pub(super) id: Id,
    pub(super) changes: Newest,
}

impl Medium {
    /// Returns the kind of the medium.
    #[must_use]
    pub fn kind(&self) -> MediaKind {
        self.kind
    }

    /// Returns the id of the medium: of the transcript, for example.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Returns the newest status: `processing`, `done`, `failed` or `deleted`.
    #[must_use]
    pub fn status(&self) -> Option<&ResourceStatus> {
        self.changes.status()
    }

    /// Returns whether the medium can be fetched now, has failed, or is gone, by its own events.
    #[must_use]
    pub fn availability(&self) -> Availability {
        let end = self.changes.end();
        end.map_or(Availability::Pending, |(availability, _)| availability)
    }

    /// Returns `true` if the medium can be fetched now, by its own events.
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.availability() == Availability::Available
    }

    /// Returns why the medium [failed](Availability::Failed), if that is known.
    #[must_use]
    pub fn reason(&self) -> Option<&SubCode> {
        failure(self.changes.end())?.sub_code.as_ref()
    }

    /// Returns the error with which the medium [failed](Availability::Failed), if one came with it.
    #[must_use]
    pub fn error(&self) -> Option<&StatusError> {
        failure(self.changes.end())?.error.as_ref()
    }
}

fn failure(end: Option<(Availability, &ResourceStatus)>) -> Option<&ResourceStatus> {
    let (availability, status) = end?;
    (availability == Availability::Failed).then_some(status)
}
