use crate::named_enum::named_enum;

named_enum! {
    /// Who or what made a bot leave, fail, or not record: the question that people ask of a
    /// [`SubCode`](super::SubCode).
    ///
    /// | class | question | is it our fault? |
    /// | --- | --- | --- |
    /// | `EndedNormally` | Did it go as planned? | there is none |
    /// | `TimedOut` | Did it wait or stay too long? | no, but the bot's time limits may be too short |
    /// | `RemovedByPerson` | Did somebody not want it there? | no |
    /// | `NeverAdmitted` | Did somebody not let it in? | no |
    /// | `RecordingRefused` | Was it not allowed to record? | no: the host's settings or answer |
    /// | `JoinDetails` | Did we get the wrong link or password? | no: the customer corrects them |
    /// | `Configuration` | Are our credentials or settings wrong? | yes |
    /// | `Meeting` | Did the meeting itself keep the bot out? | mostly not; where sign-in is required, a bot that is signed in can join |
    /// | `Platform` | Did Zoom, Google Meet, Teams or Webex fail? | no; try again |
    /// | `Recall` | Did Recall fail? | no; try again or ask Recall |
    ///
    /// A code that can mean two of these has the class of what is more likely: `meeting_not_found` is
    /// `JoinDetails`, although the meeting may have been deleted. The classes are this crate's reading
    /// of Recall's descriptions. [`SubCode`](super::SubCode) lists the class of every code.
    #[non_exhaustive]
    pub enum SubCodeClass {
        /// The call ended normally: the host closed it, the people left, or the bot was told to leave.
        EndedNormally = "ended_normally",
        /// A time limit was reached.
        TimedOut = "timed_out",
        /// A person removed the bot.
        RemovedByPerson = "removed_by_person",
        /// The bot was never let in.
        NeverAdmitted = "never_admitted",
        /// The bot was not allowed to record.
        RecordingRefused = "recording_refused",
        /// The join details that were given for the meeting are wrong or missing: link, password, PIN,
        /// email address. The person who entered them can correct them.
        JoinDetails = "join_details",
        /// The credentials or settings that we gave the bot are at fault: accounts, SDK keys, tokens.
        Configuration = "configuration",
        /// The meeting is at fault: it is over, full, locked, or requires what the bot does not have,
        /// such as a registration.
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
            ("meeting_link_", SubCodeClass::JoinDetails),
            ("meeting_password_", SubCodeClass::JoinDetails),
            // After the more specific ones.
            ("meeting_", SubCodeClass::Meeting),
            ("recording_permission_", SubCodeClass::RecordingRefused),
            ("timeout_exceeded_", SubCodeClass::TimedOut),
            ("zoom_local_recording_", SubCodeClass::RecordingRefused),
        ];
        let prefix = PREFIXES.iter().find(|(prefix, _)| code.starts_with(prefix));
        prefix.map(|(_, class)| *class)
    }
}
