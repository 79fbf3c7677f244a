use crate::event_table::{Wire, events};
use crate::recall::{
    AudioEvent, CalendarChange, HuddleState, LegacyStatusChange, LogMessage, MediaChange,
    ParticipantEvent, ProviderDataEvent, RealtimeEndpointChange, RecordingChange, SdkUploadChange,
    SlackTeamChange, StatusChange, TranscriptEvent, VideoEvent,
};

events! {
    /// A webhook event from Recall.ai.
    pub enum Event for Recall, replying () {
        /// The bot accepted the join request and is connecting.
        "bot.joining_call" => BotJoiningCall(StatusChange), on_bot_joining_call;
        /// The bot is in the meeting's waiting room.
        "bot.in_waiting_room" => BotInWaitingRoom(StatusChange), on_bot_in_waiting_room;
        /// The bot is in the call but not recording: its setup is unfinished, it has no permission,
        /// or the recording is paused.
        "bot.in_call_not_recording" => BotInCallNotRecording(StatusChange), on_bot_in_call_not_recording;
        /// The host allowed the bot to record.
        "bot.recording_permission_allowed" => BotRecordingPermissionAllowed(StatusChange), on_bot_recording_permission_allowed;
        /// The host did not allow the bot to record; the sub-code says why.
        "bot.recording_permission_denied" => BotRecordingPermissionDenied(StatusChange), on_bot_recording_permission_denied;
        /// The bot is recording.
        "bot.in_call_recording" => BotInCallRecording(StatusChange), on_bot_in_call_recording;
        /// The bot left the call, and real-time transcription is finished; the sub-code says why
        /// the bot left. `bot.done` follows.
        "bot.call_ended" => BotCallEnded(StatusChange), on_bot_call_ended;
        /// The bot shut down. If it recorded, its video has been uploaded.
        "bot.done" => BotDone(StatusChange), on_bot_done;
        /// An error kept the bot from joining; the sub-code says which error.
        "bot.fatal" => BotFatal(StatusChange), on_bot_fatal;
        /// The bot entered a breakout room. Observed, not documented.
        "bot.breakout_room_entered" => BotBreakoutRoomEntered(StatusChange), on_bot_breakout_room_entered;
        /// The bot left a breakout room. Observed, not documented.
        "bot.breakout_room_left" => BotBreakoutRoomLeft(StatusChange), on_bot_breakout_room_left;
        /// A breakout room was opened. Observed, not documented.
        "bot.breakout_room_opened" => BotBreakoutRoomOpened(StatusChange), on_bot_breakout_room_opened;
        /// A breakout room was closed. Observed, not documented.
        "bot.breakout_room_closed" => BotBreakoutRoomClosed(StatusChange), on_bot_breakout_room_closed;
        /// A bot's status changed (API v1.10, which has one event for all statuses).
        "bot.status_change" => BotStatusChange(LegacyStatusChange), on_bot_status_change;
        /// A bot or a job logged a message (API v1.10).
        "bot.log" => BotLog(LogMessage), on_bot_log;
        /// An output of a bot logged a message (API v1.10).
        "bot.output_log" => BotOutputLog(LogMessage), on_bot_output_log;
        /// A recording began, or went on after a pause.
        "recording.processing" => RecordingProcessing(RecordingChange), on_recording_processing;
        /// A recording was paused. Observed, not documented.
        "recording.paused" => RecordingPaused(RecordingChange), on_recording_paused;
        /// All media of a recording are available: start the download, or an asynchronous
        /// transcription.
        "recording.done" => RecordingDone(RecordingChange), on_recording_done;
        /// A recording failed.
        "recording.failed" => RecordingFailed(RecordingChange), on_recording_failed;
        /// A recording was deleted from Recall's systems.
        "recording.deleted" => RecordingDeleted(RecordingChange), on_recording_deleted;
        /// The participant events of a recording are being captured or made.
        "participant_events.processing" => ParticipantEventsProcessing(MediaChange), on_participant_events_processing;
        /// The participant events of a recording are available.
        "participant_events.done" => ParticipantEventsDone(MediaChange), on_participant_events_done;
        /// The participant events of a recording failed.
        "participant_events.failed" => ParticipantEventsFailed(MediaChange), on_participant_events_failed;
        /// The participant events of a recording were deleted from Recall's systems.
        "participant_events.deleted" => ParticipantEventsDeleted(MediaChange), on_participant_events_deleted;
        /// A transcript is being captured or made.
        "transcript.processing" => TranscriptProcessing(MediaChange), on_transcript_processing;
        /// A transcript is available.
        "transcript.done" => TranscriptDone(MediaChange), on_transcript_done;
        /// A transcript failed, an asynchronous or a real-time one; the sub-code may say why.
        "transcript.failed" => TranscriptFailed(MediaChange), on_transcript_failed;
        /// A transcript was deleted from Recall's systems.
        "transcript.deleted" => TranscriptDeleted(MediaChange), on_transcript_deleted;
        /// The video of the whole call is being captured or made.
        "video_mixed.processing" => VideoMixedProcessing(MediaChange), on_video_mixed_processing;
        /// The video of the whole call is available.
        "video_mixed.done" => VideoMixedDone(MediaChange), on_video_mixed_done;
        /// The video of the whole call failed.
        "video_mixed.failed" => VideoMixedFailed(MediaChange), on_video_mixed_failed;
        /// The video of the whole call was deleted from Recall's systems.
        "video_mixed.deleted" => VideoMixedDeleted(MediaChange), on_video_mixed_deleted;
        /// The participants' separate videos are being captured or made.
        "video_separate.processing" => VideoSeparateProcessing(MediaChange), on_video_separate_processing;
        /// The participants' separate videos are available.
        "video_separate.done" => VideoSeparateDone(MediaChange), on_video_separate_done;
        /// The participants' separate videos failed.
        "video_separate.failed" => VideoSeparateFailed(MediaChange), on_video_separate_failed;
        /// The participants' separate videos were deleted from Recall's systems.
        "video_separate.deleted" => VideoSeparateDeleted(MediaChange), on_video_separate_deleted;
        /// The audio of the whole call is being captured or made.
        "audio_mixed.processing" => AudioMixedProcessing(MediaChange), on_audio_mixed_processing;
        /// The audio of the whole call is available.
        "audio_mixed.done" => AudioMixedDone(MediaChange), on_audio_mixed_done;
        /// The audio of the whole call failed.
        "audio_mixed.failed" => AudioMixedFailed(MediaChange), on_audio_mixed_failed;
        /// The audio of the whole call was deleted from Recall's systems.
        "audio_mixed.deleted" => AudioMixedDeleted(MediaChange), on_audio_mixed_deleted;
        /// The participants' separate audio is being captured or made.
        "audio_separate.processing" => AudioSeparateProcessing(MediaChange), on_audio_separate_processing;
        /// The participants' separate audio is available.
        "audio_separate.done" => AudioSeparateDone(MediaChange), on_audio_separate_done;
        /// The participants' separate audio failed.
        "audio_separate.failed" => AudioSeparateFailed(MediaChange), on_audio_separate_failed;
        /// The participants' separate audio was deleted from Recall's systems.
        "audio_separate.deleted" => AudioSeparateDeleted(MediaChange), on_audio_separate_deleted;
        /// The metadata of a meeting is being captured or made.
        "meeting_metadata.processing" => MeetingMetadataProcessing(MediaChange), on_meeting_metadata_processing;
        /// The metadata of a meeting is available.
        "meeting_metadata.done" => MeetingMetadataDone(MediaChange), on_meeting_metadata_done;
        /// The metadata of a meeting failed.
        "meeting_metadata.failed" => MeetingMetadataFailed(MediaChange), on_meeting_metadata_failed;
        /// The metadata of a meeting was deleted from Recall's systems.
        "meeting_metadata.deleted" => MeetingMetadataDeleted(MediaChange), on_meeting_metadata_deleted;
        /// Events are being delivered to a real-time endpoint. Observed, not documented.
        "realtime_endpoint.running" => RealtimeEndpointRunning(RealtimeEndpointChange), on_realtime_endpoint_running;
        /// A real-time endpoint has got all its events. Observed, not documented.
        "realtime_endpoint.done" => RealtimeEndpointDone(RealtimeEndpointChange), on_realtime_endpoint_done;
        /// All retries to a real-time endpoint failed: it gets nothing more for the rest of the call.
        /// Observed, not documented.
        "realtime_endpoint.failed" => RealtimeEndpointFailed(RealtimeEndpointChange), on_realtime_endpoint_failed;
        /// The desktop app began to record.
        "sdk_upload.recording_started" => SdkUploadRecordingStarted(SdkUploadChange), on_sdk_upload_recording_started;
        /// The desktop app stopped recording; the upload may go on.
        "sdk_upload.recording_ended" => SdkUploadRecordingEnded(SdkUploadChange), on_sdk_upload_recording_ended;
        /// A recording is being uploaded. Documented in 2025, no longer in 2026.
        "sdk_upload.uploading" => SdkUploadUploading(SdkUploadChange), on_sdk_upload_uploading;
        /// An upload is complete.
        "sdk_upload.complete" => SdkUploadComplete(SdkUploadChange), on_sdk_upload_complete;
        /// An upload is complete: the same as `sdk_upload.complete`, and both can arrive for one upload.
        /// Observed, not documented.
        "sdk_upload.completed" => SdkUploadCompleted(SdkUploadChange), on_sdk_upload_completed;
        /// A recording or its upload failed.
        "sdk_upload.failed" => SdkUploadFailed(SdkUploadChange), on_sdk_upload_failed;
        /// A calendar changed, for example whether it is connected. Ask the API for details.
        "calendar.update" => CalendarUpdate(CalendarChange), on_calendar_update;
        /// Events of a calendar changed. Ask the API for those changed since
        /// [`last_updated_ts`](CalendarChange::last_updated_ts).
        "calendar.sync_events" => CalendarSyncEvents(CalendarChange), on_calendar_sync_events;
        /// A customer invited the bot to a Slack workspace. Activate it by an API call.
        "slack_team.invited" => SlackTeamInvited(SlackTeamChange), on_slack_team_invited;
        /// The bot can join huddles of a Slack workspace.
        "slack_team.active" => SlackTeamActive(SlackTeamChange), on_slack_team_active;
        /// The bot was removed from a Slack workspace. Delete it by an API call.
        "slack_team.access_revoked" => SlackTeamAccessRevoked(SlackTeamChange), on_slack_team_access_revoked;
        /// The state of a huddle. Observed, not documented: the name is known, the content is not.
        "slack.huddle_state" => SlackHuddleState(HuddleState), on_slack_huddle_state;
        /// A participant joined the call, or came back.
        "participant_events.join" => ParticipantEventsJoin(ParticipantEvent), on_participant_events_join;
        /// A participant left the call; everybody does when breakout rooms open.
        "participant_events.leave" => ParticipantEventsLeave(ParticipantEvent), on_participant_events_leave;
        /// What is known of a participant changed, such as the email address.
        "participant_events.update" => ParticipantEventsUpdate(ParticipantEvent), on_participant_events_update;
        /// A participant began to speak.
        "participant_events.speech_on" => ParticipantEventsSpeechOn(ParticipantEvent), on_participant_events_speech_on;
        /// A participant stopped speaking.
        "participant_events.speech_off" => ParticipantEventsSpeechOff(ParticipantEvent), on_participant_events_speech_off;
        /// A participant turned the camera on.
        "participant_events.webcam_on" => ParticipantEventsWebcamOn(ParticipantEvent), on_participant_events_webcam_on;
        /// A participant turned the camera off.
        "participant_events.webcam_off" => ParticipantEventsWebcamOff(ParticipantEvent), on_participant_events_webcam_off;
        /// A participant began to share the screen.
        "participant_events.screenshare_on" => ParticipantEventsScreenshareOn(ParticipantEvent), on_participant_events_screenshare_on;
        /// A participant stopped sharing the screen.
        "participant_events.screenshare_off" => ParticipantEventsScreenshareOff(ParticipantEvent), on_participant_events_screenshare_off;
        /// A participant wrote a chat message.
        "participant_events.chat_message" => ParticipantEventsChatMessage(ParticipantEvent), on_participant_events_chat_message;
        /// A participant said something: the final words.
        "transcript.data" => TranscriptData(TranscriptEvent), on_transcript_data;
        /// A participant is saying something: the whole utterance so far, any word of which can still
        /// change.
        "transcript.partial_data" => TranscriptPartialData(TranscriptEvent), on_transcript_partial_data;
        /// The transcription provider sent a message.
        "transcript.provider_data" => TranscriptProviderData(ProviderDataEvent), on_transcript_provider_data;
        /// The next audio of the whole call. Over WebSockets only.
        "audio_mixed_raw.data" => AudioMixedRawData(AudioEvent), on_audio_mixed_raw_data;
        /// The next audio of a participant. Over WebSockets only.
        "audio_separate_raw.data" => AudioSeparateRawData(AudioEvent), on_audio_separate_raw_data;
        /// The next image of a participant. Over WebSockets only.
        "video_separate_png.data" => VideoSeparatePngData(VideoEvent), on_video_separate_png_data;
        /// The next piece of a participant's video. Over WebSockets only.
        "video_separate_h264.data" => VideoSeparateH264Data(VideoEvent), on_video_separate_h264_data;
    }
}

impl Wire for Event {
    const TAGS: &'static [&'static str] = &["event"];

    /// If nothing says when it happened. A status without a time is reached once.
    fn can_be_alike(&self) -> bool {
        match self {
            Self::CalendarUpdate(_)
            | Self::SlackHuddleState(_)
            | Self::TranscriptProviderData(_) => true,
            known => known.is_realtime() && !known.has_time(),
        }
    }
}
