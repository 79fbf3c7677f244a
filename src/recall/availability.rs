use crate::named_enum::named_enum;

named_enum! {
    /// Whether a recording or a medium can be fetched, by the events that a
    /// [`Timeline`](super::Timeline) has.
    #[non_exhaustive]
    pub enum Availability {
        /// Not yet: no event says how it ended.
        Pending = "pending",
        /// It can be fetched now.
        Available = "available",
        /// It failed.
        Failed = "failed",
        /// It is gone from Recall's systems.
        Deleted = "deleted",
    }
}

named_enum! {
    /// A kind of media, which is the name of its events before the dot.
    #[non_exhaustive]
    pub enum MediaKind {
        /// The participant events of a recording, such as who joined and who spoke.
        ParticipantEvents = "participant_events",
        /// A transcript. A recording can have up to ten.
        Transcript = "transcript",
        /// The video of the whole call.
        VideoMixed = "video_mixed",
        /// The video of each participant.
        VideoSeparate = "video_separate",
        /// The audio of the whole call.
        AudioMixed = "audio_mixed",
        /// The audio of each participant.
        AudioSeparate = "audio_separate",
        /// The metadata of the meeting.
        MeetingMetadata = "meeting_metadata",
    }
}
