//! What applications ask of any event of Recall, unknown ones included.

use crate::event_table::EventTable;
use crate::open::View;
use crate::recall::{Event, Reference, StatusChange, StatusCode, StatusError, SubCode, Utterance};
use crate::{Id, Phase, Seconds, Timestamp, Turn};

/// The status of the resource that an event is about, whatever kind of resource it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ResourceStatus {
    /// The code: the event's name after the dot, or what the body says where the name does not.
    pub code: String,
    /// The reason; `None` for a status that needs none.
    pub sub_code: Option<SubCode>,
    /// When the resource reached the status.
    pub updated_at: Option<Timestamp>,
    /// The error of a `failed`. Observed, not documented.
    pub error: Option<StatusError>,
}

impl Event {
    /// Returns the status change, for the `bot.*` events that are one.
    #[must_use]
    pub fn status_change(&self) -> Option<&StatusChange> {
        match self {
            Self::BotJoiningCall(change)
            | Self::BotInWaitingRoom(change)
            | Self::BotInCallNotRecording(change)
            | Self::BotRecordingPermissionAllowed(change)
            | Self::BotRecordingPermissionDenied(change)
            | Self::BotInCallRecording(change)
            | Self::BotCallEnded(change)
            | Self::BotDone(change)
            | Self::BotFatal(change)
            | Self::BotBreakoutRoomEntered(change)
            | Self::BotBreakoutRoomLeft(change)
            | Self::BotBreakoutRoomOpened(change)
            | Self::BotBreakoutRoomClosed(change) => Some(change),
            _ => None,
        }
    }

    /// Returns the bot's status: the code in the event's name, or in the body of `bot.status_change`.
    /// `None` for events that are not about a bot's status.
    ///
    /// ```
    /// use bot_webhooks::recall::{Event, StatusCode};
    ///
    /// // The dashboard's test event has no status.
    /// let body = r#"{"event": "bot.done", "data": {"bot": {"id": "test"}}}"#;
    /// let event: Event = body.parse()?;
    /// assert_eq!(event.code(), Some(&StatusCode::Done));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        if let Self::BotStatusChange(change) = self {
            return change.code();
        }
        let change = self.status_change()?;
        let name = self.code_in_name()?;
        let mut known = StatusCode::KNOWN.iter();
        known.find(|code| *code == name).or_else(|| change.code())
    }

    /// Returns the status of the resource that the event is about: a bot, a recording, a medium, a
    /// real-time endpoint, an SDK upload, a Slack workspace. `None` for events that are not about a
    /// status; of an unknown event, what `data.data` has.
    ///
    /// ```
    /// use bot_webhooks::recall::{Event, SubCode};
    ///
    /// let event: Event = r#"{"event": "transcript.failed", "data": {"data": {"code": "failed",
    ///     "sub_code": "zoom_captions_failure"}}}"#.parse()?;
    /// let status = event.status().unwrap();
    /// assert_eq!(status.code, "failed");
    /// assert_eq!(status.sub_code, Some(SubCode::ZoomCaptionsFailure));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn status(&self) -> Option<ResourceStatus> {
        if self.is_realtime() {
            return None;
        }
        let in_body = || self.read(&[&["data", "status", "code"], &["data", "data", "code"]]);
        Some(ResourceStatus {
            code: self.code_in_name().map(str::to_owned).or_else(in_body)?,
            sub_code: self.read(&[
                &["data", "status", "sub_code"],
                &["data", "data", "sub_code"],
            ]),
            updated_at: self.read(&[
                &["data", "status", "created_at"],
                &["data", "data", "updated_at"],
            ]),
            error: self.read(&[&["data", "data", "error"]]),
        })
    }

    /// Whether the event says what happens in a call while it happens. Such events are sent to
    /// real-time endpoints; all other known ones, about status changes, to the endpoints of the
    /// dashboard. `false` for unknown events, which can be either.
    #[must_use]
    pub fn is_realtime(&self) -> bool {
        let is_content = matches!(
            self,
            Self::TranscriptData(_)
                | Self::TranscriptPartialData(_)
                | Self::TranscriptProviderData(_)
                | Self::AudioMixedRawData(_)
                | Self::AudioSeparateRawData(_)
                | Self::VideoSeparatePngData(_)
                | Self::VideoSeparateH264Data(_)
        );
        is_content || self.participant_event().is_some()
    }

    /// Returns the id of the bot that the event is about: `data.bot.id`, or `data.bot_id` of API
    /// v1.10. `None` for recordings that no bot made.
    #[must_use]
    pub fn bot_id(&self) -> Option<Id> {
        self.read(&[&["data", "bot_id"], &["data", "bot", "id"]])
    }

    /// Returns the id of the recording: `data.recording.id`, or `data.status.recording_id` of API
    /// v1.10.
    #[must_use]
    pub fn recording_id(&self) -> Option<Id> {
        self.read(&[
            &["data", "recording", "id"],
            &["data", "status", "recording_id"],
        ])
    }

    /// Returns the id of the transcript: `data.transcript.id`.
    #[must_use]
    pub fn transcript_id(&self) -> Option<Id> {
        self.read(&[&["data", "transcript", "id"]])
    }

    /// Returns all resources that the event is about, with their names: every field of `data` that is
    /// an object with an `id`, except `data.data`.
    ///
    /// ```
    /// use bot_webhooks::recall::Event;
    ///
    /// let event: Event = r#"{"event": "video_mixed.done", "data": {
    ///     "video_mixed": {"id": "v-1"}, "recording": {"id": "r-1"}, "bot": null}}"#.parse()?;
    /// let references = event.references();
    /// let names: Vec<_> = references.iter().map(|(name, _)| *name).collect();
    /// assert_eq!(names, ["video_mixed", "recording"]);
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn references(&self) -> Vec<(&str, Reference)> {
        let data = self.view().at(&["data"]);
        let fields = data.map(View::entries).unwrap_or_default();
        // `data.data` is what happened, and has an id of its own in a provider's message.
        let resources = fields.into_iter().filter(|(name, _)| *name != "data");
        let references = resources.filter_map(|(name, view)| {
            let reference: Reference = view.read()?;
            reference.id.is_some().then_some((name, reference))
        });
        references.collect()
    }

    /// The id of what the event is about: of the bot or, if there is none, of the SDK upload, the
    /// recording, the calendar or the Slack workspace.
    #[must_use]
    pub fn subject(&self) -> Option<Id> {
        self.bot_id()
            .or_else(|| self.read(&[&["data", "sdk_upload", "id"]]))
            .or_else(|| self.recording_id())
            .or_else(|| self.read(&[&["data", "calendar_id"], &["data", "slack_team", "id"]]))
    }

    /// When it happened: `data.data.updated_at` of a status, `data.data.timestamp.absolute` of what
    /// happened in a call, the first start that a word of a transcript has, `data.data.created_at` of a
    /// transcription provider's message; for API v1.10, `created_at` of the status or the log line.
    /// `None` for calendars.
    #[must_use]
    pub fn occurred_at(&self) -> Option<Timestamp> {
        self.read(&[
            &["data", "status", "created_at"],
            &["data", "log", "created_at"],
            &["data", "data", "updated_at"],
            &["data", "data", "timestamp", "absolute"],
            &["data", "data", "words", "*", "start_timestamp", "absolute"],
            &["data", "data", "created_at"],
        ])
    }

    /// Whether it has the instant at which it happened, or the second of the recording.
    pub(super) fn has_time(&self) -> bool {
        const SECONDS: &[&[&str]] = &[
            &["data", "data", "timestamp", "relative"],
            &["data", "data", "words", "*", "start_timestamp", "relative"],
        ];
        self.occurred_at().is_some() || self.read::<Seconds>(SECONDS).is_some()
    }

    /// What was said, for `transcript.data` and `transcript.partial_data`; nothing for all other
    /// events.
    #[must_use]
    pub fn turns(&self) -> Vec<Turn<'_>> {
        match self {
            Self::TranscriptData(transcript) | Self::TranscriptPartialData(transcript) => {
                let turn = transcript.utterance().map(Utterance::turn);
                let said = turn.filter(|turn| !turn.text.is_empty());
                said.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// How far the bot, the recording or the SDK upload is.
    ///
    /// `bot.done` is [`Phase::MediaReady`], though a bot that did not record has no media, and so are
    /// `recording.done` and a complete SDK upload. Real-time events are [`Phase::InProgress`]. `None`
    /// for breakout rooms, logs, single media, deleted recordings, unknown events, and what is about
    /// neither a bot nor a recording.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        if let Some(code) = self.code() {
            return Some(match code {
                StatusCode::JoiningCall | StatusCode::InWaitingRoom => Phase::Starting,
                StatusCode::InCallNotRecording
                | StatusCode::RecordingPermissionAllowed
                | StatusCode::RecordingPermissionDenied
                | StatusCode::InCallRecording => Phase::InProgress,
                StatusCode::CallEnded => Phase::Ended,
                StatusCode::Fatal => Phase::Failed,
                StatusCode::Done | StatusCode::RecordingDone | StatusCode::AnalysisDone => {
                    Phase::MediaReady
                }
                _ => return None,
            });
        }
        Some(match self {
            Self::RecordingProcessing(_)
            | Self::RecordingPaused(_)
            | Self::SdkUploadRecordingStarted(_) => Phase::InProgress,
            Self::SdkUploadRecordingEnded(_) | Self::SdkUploadUploading(_) => Phase::Ended,
            Self::RecordingFailed(_) | Self::SdkUploadFailed(_) => Phase::Failed,
            Self::RecordingDone(_) | Self::SdkUploadComplete(_) | Self::SdkUploadCompleted(_) => {
                Phase::MediaReady
            }
            event if event.is_realtime() => Phase::InProgress,
            _ => return None,
        })
    }

    /// The status that the event's name says.
    fn code_in_name(&self) -> Option<&str> {
        match self {
            Self::BotStatusChange(_)
            | Self::BotLog(_)
            | Self::BotOutputLog(_)
            | Self::CalendarUpdate(_)
            | Self::CalendarSyncEvents(_)
            | Self::SlackHuddleState(_)
            | Self::Unknown(_) => None,
            known => Some(known.name().split_once('.')?.1),
        }
    }
}
