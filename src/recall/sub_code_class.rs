/// Who or what made a bot leave, fail, or not record: what people want to know from a
/// [`SubCode`](super::SubCode).
///
/// The classes are this crate's interpretation of Recall's descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SubCodeClass {
    /// The call ended normally: the host ended it, the people left, or the bot was told to leave.
    EndedNormally,
    /// A time limit was reached.
    TimedOut,
    /// A person removed the bot.
    RemovedByPerson,
    /// The bot was never admitted.
    NeverAdmitted,
    /// The bot was not allowed to record.
    RecordingRefused,
    /// The credentials or settings that you gave the bot are at fault: you can fix them.
    Configuration,
    /// The meeting is at fault: it is over, full, locked, or requires what the bot does not have.
    Meeting,
    /// The meeting platform is at fault: Zoom, Google Meet, Teams or Webex.
    Platform,
    /// Recall is at fault.
    Recall,
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
