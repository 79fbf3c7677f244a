use crate::named_enum::named_enum;

named_enum! {
    /// Whose doing it was that a bot left, failed, or did not record: the question that people ask of
    /// a [`SubCode`](super::SubCode).
    ///
    /// The classes are this crate's reading of the vendor's descriptions.
    #[non_exhaustive]
    pub enum SubCodeClass {
        /// The call came to its end: the host closed it, the people left, or the bot was told to leave.
        EndedNormally = "ended_normally",
        /// A limit of time ran out.
        TimedOut = "timed_out",
        /// A person removed the bot.
        RemovedByPerson = "removed_by_person",
        /// The bot was never let in.
        NeverAdmitted = "never_admitted",
        /// The bot was not allowed to record.
        RecordingRefused = "recording_refused",
        /// The credentials or settings that we gave the bot are at fault: we can mend it.
        Configuration = "configuration",
        /// The meeting is at fault: it is over, full, locked, or asks for what a bot does not have.
        Meeting = "meeting",
        /// The meeting platform is at fault: Zoom, Google Meet, Teams, Webex.
        Platform = "platform",
        /// Recall is at fault.
        Recall = "recall",
    }
}

impl SubCodeClass {
    /// The class of an unlisted code, if its prefix is specific enough.
    pub(crate) fn of_prefix(code: &str) -> Option<Self> {
        const PREFIXES: &[(&str, SubCodeClass)] = &[
            ("bot_kicked_", SubCodeClass::RemovedByPerson),
            ("meeting_", SubCodeClass::Meeting),
            ("recording_permission_", SubCodeClass::RecordingRefused),
            ("timeout_exceeded_", SubCodeClass::TimedOut),
            ("zoom_local_recording_", SubCodeClass::RecordingRefused),
        ];
        let prefix = PREFIXES.iter().find(|(prefix, _)| code.starts_with(prefix));
        prefix.map(|(_, class)| *class)
    }
}
