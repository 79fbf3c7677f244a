use std::collections::BTreeSet;

use serde::de::IgnoredAny;

use super::order::{compare, progress, sort};
use super::recordings::Recordings;
use crate::Id;
use crate::event_table::EventTable;
use crate::open::Extra;
use crate::recall::{
    Applied, Event, ExpectedRecording, MediaKind, Ready, Recording, Status, StatusCode, SubCode,
};

/// The history and status of one bot, its recordings and their media, from their events in any order
/// and any number of times.
///
/// Events are delivered at least once and overtake each other, so the last one to arrive need not
/// be the current state. A timeline sorts them by when they happened. Give it every event of the
/// bot:
///
/// ```
/// use bot_webhooks::recall::{Event, ExpectedRecording, StatusCode, Applied, Timeline};
///
/// # let event = |code: &str, time: &str| -> Event {
/// #     format!(
/// #         r#"{{"event": "bot.{code}", "data": {{"data": {{"code": "{code}", "updated_at":
/// #         "2026-02-09T08:{time}Z"}}, "bot": {{"id": "b-1"}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// let mut timeline = Timeline::new("b-1");
/// for event in [
///     event("in_call_recording", "42:35"),
///     event("joining_call", "41:02"), // late
///     event("done", "59:40"),
///     event("done", "59:40"), // redelivered
/// ] {
///     let applied = timeline.apply(&event);
///     if applied == Applied::Advanced {
///         println!("now: {:?}", timeline.code());
///     }
///     if applied.needs_storing() { /* store it */ }
/// }
/// assert_eq!(timeline.code(), Some(&StatusCode::Done));
/// assert!(timeline.is_final());
/// assert_eq!(timeline.recording(), ExpectedRecording::Complete);
/// # assert_eq!(timeline.history().count(), 3);
/// ```
///
/// # Order
///
/// Every permutation and repetition of the same events results in an equal timeline. Changes of the
/// bot are ordered by
///
/// 1. their `updated_at` as an instant, with a time without a zone taken as UTC;
/// 2. if the times are equal, the usual course of a bot: `joining_call`, `in_waiting_room`,
///    `in_call_not_recording`, `recording_permission_denied`, `recording_permission_allowed`,
///    `in_call_recording`, `call_ended`, `fatal`, `done`;
/// 3. code and sub-code, as strings.
///
/// A change without a time, or with one that cannot be read, is placed by the usual course: right
/// before the first change with a time that is further along, or at the end. Without times, a pause
/// of the recording cannot be detected.
///
/// Two changes are the same if their instant, code and sub-code are equal.
///
/// The documentation of [`Recording`] has the order of what happens to a recording and its media.
///
/// # What makes the state
///
/// Of the bot's codes, only the nine above do. Breakout rooms do not change the state, nor do the
/// legacy API's codes for participants, recordings and analyses, nor codes that this version does
/// not know. These changes are [noted](Applied::Noted), and appear in the history.
///
/// # Downloads
///
/// [`ready`](Self::ready) says what can be downloaded: recordings, and transcripts, which can be made
/// after their recording is done. Check it after every event, including those that were
/// [stale](Applied::Stale) or [noted](Applied::Noted), and act on what is new:
///
/// ```
/// # use bot_webhooks::recall::{Event, Ready, Timeline};
/// # let event = |name: &str, time: &str| -> Event {
/// #     format!(
/// #         r#"{{"event": "{name}", "data": {{"data": {{"updated_at": "2026-02-09T08:{time}Z"}},
/// #         "recording": {{"id": "r-1"}}, "transcript": {{"id": "t-1"}}, "bot": {{"id": "b-1"}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// let mut timeline = Timeline::new("b-1");
/// let mut downloads = Vec::new();
/// for event in [
///     event("recording.done", "59:12"),
///     event("recording.processing", "42:35"), // late
///     event("recording.done", "59:12"),       // redelivered
///     event("transcript.done", "59:50"),
/// ] {
///     let before = timeline.ready();
///     let _ = timeline.apply(&event);
///     for new in timeline.ready().difference(&before) {
///         match new {
///             Ready::Recording(id) => downloads.push(format!("recording {id}")),
///             Ready::Transcript(id) => downloads.push(format!("transcript {id}")),
///             _ => {}
///         }
///     }
/// }
/// assert_eq!(downloads, ["recording r-1", "transcript t-1"]);
/// ```
///
/// Why something failed, and what is gone, is in [`recordings`](Self::recordings).
///
/// Remember which ids you have downloaded, and do it once for each. Something can become ready, stop
/// being so, and become ready again, for example when a late event says that a transcript failed.
///
/// ## If you do not subscribe to `recording.*`
///
/// Then the bot's status says when its recordings can be downloaded ([`Ready::Bot`]), and the API
/// says which they are. If you do subscribe, [`Ready::Bot`] is only a guess, because a `bot.done`
/// can arrive before the first `recording.*` event: ignore it.
///
/// Do not wait for a `code()` of `Done`: by the vendor's times a `call_ended` can be newer than the
/// `done`, and a bot can be done without having recorded.
///
/// ```
/// # use bot_webhooks::recall::{Event, Ready, StatusCode, Timeline};
/// # let event = |code: &str, time: &str| -> Event {
/// #     format!(
/// #         r#"{{"event": "bot.{code}", "data": {{"data": {{"code": "{code}", "updated_at":
/// #         "2026-02-09T08:{time}Z"}}, "bot": {{"id": "b-1"}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// let mut timeline = Timeline::new("b-1");
/// let mut downloads = 0;
/// for event in [
///     event("in_call_recording", "42:35"),
///     event("done", "59:40"),
///     event("call_ended", "59:41"), // newer than the `done`
///     event("done", "59:40"),       // redelivered
/// ] {
///     let before = timeline.ready();
///     let _ = timeline.apply(&event);
///     downloads += timeline.ready().difference(&before).count();
/// }
/// assert_eq!(downloads, 1);
/// assert!(timeline.ready().contains(&Ready::Bot("b-1".into())));
/// assert_eq!(timeline.code(), Some(&StatusCode::CallEnded)); // not `Done`
/// assert!(timeline.is_final());
/// ```
///
/// # Recordings without a bot
///
/// The desktop and mobile SDKs record without a bot. The events of such a recording, of its media and
/// of its `sdk_upload` all name the recording, but those of the media need not name the upload. So the
/// timeline is [of the recording](Self::of_recording), and takes the events that name it.
/// [`for_event`](Self::for_event) makes the one or the other:
///
/// ```
/// use bot_webhooks::recall::{Event, Ready, Timeline};
///
/// let event: Event = r#"{"event": "sdk_upload.complete", "data": {"data": {"code": "complete"},
///     "recording": {"id": "r-1"}, "sdk_upload": {"id": "u-1"}}}"#.parse()?;
/// let mut timeline = Timeline::for_event(&event).unwrap();
/// assert_eq!(timeline.id(), "r-1");
/// let _ = timeline.apply(&event);
/// assert!(timeline.ready().contains(&Ready::Recording("r-1".into())));
/// # Ok::<(), bot_webhooks::ParseError>(())
/// ```
///
/// An upload that fails before there is a recording names none, and belongs to no timeline:
/// [`Event::SdkUploadFailed`] is all there is of it.
///
/// # Between deliveries
///
/// A timeline serializes as `bot_id` (or `recording_id`), an array of the bot's `changes` and, if there
/// are some, one of its `recordings`, so you can keep it in a database. One that was stored before
/// it had recordings can be read.
///
/// It grows with what happened and not with what was delivered. It holds each change of the bot once,
/// and of a recording, a medium and an upload the newest change to each code: at most five. The number
/// of media is bounded by Recall, which has up to ten transcripts of a recording.
///
/// # Several workers
///
/// If two workers load a timeline, apply an event each, and store it, the second overwrites what the
/// first has stored, and an event is lost. So store a timeline only over the one that it contains:
/// [merge](Self::merge) the stored one right before, and hold a row lock from that read to the write
/// (`SELECT … FOR UPDATE`), or write only if a version column is unchanged and start over if not.
///
/// ```
/// # use bot_webhooks::recall::{Event, StatusCode, Timeline};
/// # let event = |code: &str, time: &str| -> Event {
/// #     format!(
/// #         r#"{{"event": "bot.{code}", "data": {{"data": {{"code": "{code}", "updated_at":
/// #         "2026-02-09T08:{time}Z"}}, "bot": {{"id": "b-1"}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// # let recording = event("in_call_recording", "42:35");
/// # let done = event("done", "59:40");
/// /// A row: its version, and the timeline as JSON.
/// struct Row(u64, String);
///
/// /// `UPDATE … SET version = $1 + 1, timeline = $2 WHERE bot_id = … AND version = $1`
/// fn update(row: &mut Row, version: u64, timeline: String) -> bool {
///     let is_unchanged = row.0 == version;
///     if is_unchanged {
///         *row = Row(version + 1, timeline);
///     }
///     is_unchanged
/// }
///
/// fn store(row: &mut Row, timeline: &mut Timeline) -> serde_json::Result<()> {
///     loop {
///         let Row(version, stored) = &*row; // SELECT
///         let version = *version;
///         let _ = timeline.merge(&serde_json::from_str(stored)?);
///         let merged = serde_json::to_string(timeline)?;
///         if update(row, version, merged) {
///             return Ok(());
///         }
///     }
/// }
///
/// let mut row = Row(0, serde_json::to_string(&Timeline::new("b-1"))?);
/// // Two workers load the same timeline, and each applies an event.
/// let mut first: Timeline = serde_json::from_str(&row.1)?;
/// let mut second = first.clone();
/// let _ = first.apply(&done);
/// let _ = second.apply(&recording);
/// store(&mut row, &mut first)?;
/// store(&mut row, &mut second)?;
/// let stored: Timeline = serde_json::from_str(&row.1)?;
/// assert_eq!(stored.code(), Some(&StatusCode::Done));
/// assert!(stored.recording().is_available());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timeline {
    pub(super) subject: Subject,
    /// Of the bot; in order; each has a code and no `extra`.
    pub(super) changes: Vec<Status>,
    pub(super) recordings: Recordings,
}

/// What a timeline is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    Bot(Id),
    Recording(Id),
}

impl Timeline {
    /// Creates an empty timeline for this bot.
    ///
    /// Ids are compared as strings, and Recall's are in lower case: an upper-case UUID matches no event.
    /// [`for_event`](Self::for_event) takes the id from an event.
    #[must_use]
    pub fn new(bot_id: impl Into<Id>) -> Self {
        Self::of(Subject::Bot(bot_id.into()))
    }

    /// Creates an empty timeline for this recording, which no bot made: see
    /// [Recordings without a bot](Self#recordings-without-a-bot).
    #[must_use]
    pub fn of_recording(recording_id: impl Into<Id>) -> Self {
        Self::of(Subject::Recording(recording_id.into()))
    }

    /// Creates the empty timeline that an event belongs to: of its bot or, if it names none, of its recording.
    /// `None` if neither takes the event, which is then [ignored](Applied::Ignored).
    #[must_use]
    pub fn for_event(event: &Event) -> Option<Self> {
        let empty = match (event.bot_id(), event.recording_id()) {
            (Some(bot), _) => Self::new(bot),
            (None, Some(recording)) => Self::of_recording(recording),
            (None, None) => return None,
        };
        (empty.clone().apply(event) != Applied::Ignored).then_some(empty)
    }

    pub(super) fn of(subject: Subject) -> Self {
        Self {
            subject,
            changes: Vec::new(),
            recordings: Recordings::default(),
        }
    }

    /// Applies an event, and returns what it changed.
    ///
    /// It has [advanced](Applied::Advanced) if the newest status of the bot, or the newest status or end of
    /// a recording, a medium or an SDK upload, is a different one. A change that alters neither is
    /// [stale](Applied::Stale) or, if it is no status of the bot itself, [noted](Applied::Noted). One of a
    /// recording, a medium or an upload is not kept if a newer change to the same code is known.
    ///
    /// Events are [ignored](Applied::Ignored) if they name a different bot (or recording, if the
    /// timeline is of one) or none, have no status (logs, and the dashboard's test event), are of a
    /// recording or medium that they do not name, or are unknown. The legacy `bot.status_change`
    /// counts as much as the newer events.
    pub fn apply(&mut self, event: &Event) -> Applied {
        let (id, subject, status) = match &self.subject {
            Subject::Bot(id) => (id, event.bot_id(), change(event)),
            Subject::Recording(id) => (id, event.recording_id(), None),
        };
        if subject.as_ref() != Some(id) {
            return Applied::Ignored;
        }
        match status {
            Some(change) => self.insert([change]),
            None => self.recordings.apply(event),
        }
    }

    /// Adds all that a timeline of the same bot or recording knows, and returns what it changed:
    /// [`Repeated`](Applied::Repeated) if nothing. A timeline of a different bot or recording is
    /// [ignored](Applied::Ignored).
    ///
    /// The result equals a timeline to which the events of both were applied. So the order of merges
    /// does not matter, nor does a repeated merge.
    pub fn merge(&mut self, other: &Self) -> Applied {
        if other.subject != self.subject {
            return Applied::Ignored;
        }
        let applied = self.insert(other.changes.iter().cloned());
        applied.min(self.recordings.merge(&other.recordings))
    }

    /// Returns the id of the bot or of the recording.
    #[must_use]
    pub fn id(&self) -> &Id {
        match &self.subject {
            Subject::Bot(id) | Subject::Recording(id) => id,
        }
    }

    /// Returns the bot's id; `None` if the timeline is of a recording.
    #[must_use]
    pub fn bot_id(&self) -> Option<&Id> {
        match &self.subject {
            Subject::Bot(id) => Some(id),
            Subject::Recording(_) => None,
        }
    }

    /// Returns the recording's id, if the timeline is [of a recording](Self::of_recording); those of a
    /// bot are in [`recordings`](Self::recordings).
    #[must_use]
    pub fn recording_id(&self) -> Option<&Id> {
        match &self.subject {
            Subject::Bot(_) => None,
            Subject::Recording(id) => Some(id),
        }
    }

    /// Returns what can be downloaded now: see [Downloads](Self#downloads).
    ///
    /// - [`Ready::Recording`] for each recording that is [available](Recording::is_available): its
    ///   newest end is a `recording.done`, and not a `recording.failed` or `recording.deleted`. If there
    ///   was no `recording.*` event of it at all, a complete SDK upload counts as much.
    /// - [`Ready::Transcript`] for each transcript whose newest end is a `transcript.done`, unless its
    ///   recording is deleted.
    /// - [`Ready::Bot`] if there was no `recording.*` event of the bot, as when you do not subscribe to
    ///   them, and its status says that [there is a recording](Self::recording) to download.
    #[must_use]
    pub fn ready(&self) -> BTreeSet<Ready> {
        let mut ready = BTreeSet::new();
        for recording in self.recordings() {
            if recording.is_available() {
                ready.insert(Ready::Recording(recording.id().clone()));
            }
            let transcripts = recording.available(MediaKind::Transcript);
            ready.extend(transcripts.map(|medium| Ready::Transcript(medium.id().clone())));
        }
        if let Subject::Bot(id) = &self.subject {
            let has_events = self
                .recordings()
                .any(|recording| recording.status().is_some());
            if !has_events && self.recording().is_available() {
                ready.insert(Ready::Bot(id.clone()));
            }
        }
        ready
    }

    /// Returns the recordings of which there was an event, ordered by id: how far each is, whether it
    /// can be fetched, and its media. A bot can make several.
    ///
    /// ```
    /// use bot_webhooks::recall::{Availability, Event, SubCode, Timeline};
    ///
    /// let mut timeline = Timeline::new("b-1");
    /// let event: Event = r#"{"event": "transcript.failed", "data": {"data": {"code": "failed",
    ///     "sub_code": "zoom_captions_failure"}, "transcript": {"id": "t-1"},
    ///     "recording": {"id": "r-1"}, "bot": {"id": "b-1"}}}"#.parse()?;
    /// let _ = timeline.apply(&event);
    /// let recording = timeline.recordings().next().unwrap();
    /// assert_eq!(recording.availability(), Availability::Pending);
    /// let transcript = recording.media().next().unwrap();
    /// assert_eq!(transcript.availability(), Availability::Failed);
    /// assert_eq!(transcript.reason(), Some(&SubCode::ZoomCaptionsFailure));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn recordings(&self) -> impl ExactSizeIterator<Item = &Recording> {
        self.recordings.iter()
    }

    /// Returns the bot's newest status: its code, the reason, and since when. It always has
    /// a `code`. `None` while nothing is known.
    #[must_use]
    pub fn status(&self) -> Option<&Status> {
        let mut newest_first = self.changes.iter().rev();
        newest_first.find(|change| progress(change).is_some())
    }

    /// Returns the code of the bot's newest status.
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        self.status()?.code.as_ref()
    }

    /// Returns why the bot is where it is: why it left, failed, does not record, or waits. `None` if
    /// nothing says so; [`SubCode::class`] says who or what caused it.
    ///
    /// The [`status`](Self::status) itself often does not have it: the `done` at the end has no
    /// sub-code, and the reason is in the `call_ended` or `fatal` before it. So this is the newest
    /// sub-code of
    ///
    /// - a `call_ended`, `fatal` or `done`;
    /// - a `recording_permission_denied`, unless a `recording_permission_allowed` or an
    ///   `in_call_recording` is newer;
    /// - any other status while it is the bot's status, for example `meeting_not_started` of
    ///   `in_waiting_room`.
    ///
    /// ```
    /// use bot_webhooks::recall::{SubCode, SubCodeClass, Timeline};
    ///
    /// let timeline: Timeline = serde_json::from_str(r#"{"bot_id": "b-1", "changes": [
    ///     {"code": "call_ended", "sub_code": "meeting_password_incorrect",
    ///      "updated_at": "2026-02-09T08:42:35Z"},
    ///     {"code": "done", "sub_code": null, "updated_at": "2026-02-09T08:42:40Z"}
    /// ]}"#)?;
    /// assert_eq!(timeline.status().unwrap().sub_code, None);
    /// let reason = timeline.reason().unwrap();
    /// assert_eq!(*reason, SubCode::MeetingPasswordIncorrect);
    /// assert_eq!(reason.class(), Some(SubCodeClass::JoinDetails));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<&SubCode> {
        let (mut is_newest, mut is_denied) = (true, true);
        let newest_first = self.changes.iter().rev();
        for change in newest_first.filter(|change| progress(change).is_some()) {
            let explains = match change.code.as_ref()? {
                StatusCode::CallEnded | StatusCode::Fatal | StatusCode::Done => true,
                StatusCode::RecordingPermissionDenied => is_denied,
                StatusCode::RecordingPermissionAllowed | StatusCode::InCallRecording => {
                    is_denied = false;
                    is_newest
                }
                _ => is_newest,
            };
            if explains && change.sub_code.is_some() {
                return change.sub_code.as_ref();
            }
            is_newest = false;
        }
        None
    }

    /// Returns `true` if the bot has reached its end: a `done` or a `fatal` is known.
    ///
    /// After `fatal`, a `done` may still arrive and bring media; after `done`, no further end does.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.has(&StatusCode::Done) || self.has(&StatusCode::Fatal)
    }

    /// Returns whether there is a recording, or can be one, by the bot's status alone. What the
    /// `recording.*` events say is in [`recordings`](Self::recordings).
    ///
    /// Check again after a change that was [stale](Applied::Stale) or [noted](Applied::Noted), too:
    /// if `in_call_recording` arrives after `done`, only then is the video known to be available.
    #[must_use]
    pub fn recording(&self) -> ExpectedRecording {
        let recorded =
            self.has(&StatusCode::InCallRecording) || self.has(&StatusCode::RecordingDone);
        if self.has(&StatusCode::MediaExpired) {
            ExpectedRecording::Expired
        } else if !recorded {
            ExpectedRecording::NotSeen
        } else if !self.has(&StatusCode::Done) {
            ExpectedRecording::Started
        } else if self.has(&StatusCode::Fatal) {
            ExpectedRecording::Partial
        } else {
            ExpectedRecording::Complete
        }
    }

    /// Returns all changes of the bot, oldest first, each once and with a `code`; also those that do
    /// not make the state.
    #[must_use]
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &Status> + ExactSizeIterator {
        self.changes.iter()
    }

    /// Whether the timeline can have this recording.
    pub(super) fn is_of_recording(&self, id: &Id) -> bool {
        match &self.subject {
            Subject::Bot(_) => true,
            Subject::Recording(own) => own == id,
        }
    }

    fn has(&self, code: &StatusCode) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| change.code.as_ref() == Some(code))
    }

    /// Inserts changes of the bot, and returns what they changed together.
    pub(super) fn insert(&mut self, changes: impl IntoIterator<Item = Status>) -> Applied {
        let before = self.status().cloned();
        let (known, known_states) = (self.changes.len(), self.states());
        self.changes.extend(changes);
        let is_rewritten = sort(&mut self.changes);
        let is_same = match (&before, self.status()) {
            (Some(before), Some(now)) => compare(before, now).is_eq(),
            (before, now) => before.as_ref() == now,
        };
        if !is_same {
            Applied::Advanced
        } else if self.states() > known_states {
            Applied::Stale
        } else if self.changes.len() > known || is_rewritten {
            Applied::Noted
        } else {
            Applied::Repeated
        }
    }

    /// How many of the changes are a status of the bot itself.
    fn states(&self) -> usize {
        let states = self.changes.iter();
        states.filter(|change| progress(change).is_some()).count()
    }
}

/// The change of the bot's status; `None` also for the dashboard's test event, which has none.
fn change(event: &Event) -> Option<Status> {
    let code = Some(event.code()?.clone());
    let has = |field| event.read::<IgnoredAny>(&[&["data", field]]).is_some();
    let status = event.status().filter(|_| has("data") || has("status"))?;
    Some(Status {
        code,
        sub_code: status.sub_code,
        updated_at: status.updated_at,
        extra: Extra::default(),
    })
}
