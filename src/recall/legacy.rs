//! The events of the API v1.10, which older workspaces still send.

use crate::open::payload;
use crate::recall::{Bot, Status, StatusCode, SubCode};
use crate::{Id, Timestamp};

payload! {
    /// A change of a bot's status in the form of the API v1.10: the body of `bot.status_change`.
    pub struct LegacyStatusChange {
        /// The bot and its status.
        pub data: Option<LegacyBotStatus>,
    }
}

payload! {
    /// A bot and its status in the form of the API v1.10: `data`.
    ///
    /// Mixtures with the newer form have been observed, so both forms are read.
    pub struct LegacyBotStatus {
        /// The bot's id.
        pub bot_id: Option<Id>,
        /// The status.
        pub status: Option<LegacyStatus>,
        /// The bot in the newer form. Observed, not documented.
        pub bot: Option<Bot>,
        /// The status in the newer form. Observed, not documented.
        pub data: Option<Status>,
    }
}

payload! {
    /// The status of a bot in the form of the API v1.10: `data.status`.
    pub struct LegacyStatus {
        /// The status.
        pub code: Option<StatusCode>,
        /// When the bot came to it.
        pub created_at: Option<Timestamp>,
        /// Why; null for a status that needs no reason.
        pub sub_code: Option<SubCode>,
        /// The reason in words, or null.
        pub message: Option<String>,
        /// The recording that it is about, for a status about one.
        pub recording_id: Option<Id>,
    }
}

impl LegacyStatusChange {
    /// The bot's id, in whichever form it came.
    #[must_use]
    pub fn bot_id(&self) -> Option<&Id> {
        let data = self.data.as_ref()?;
        let newer = || data.bot.as_ref()?.id.as_ref();
        data.bot_id.as_ref().or_else(newer)
    }

    /// The status's code, in whichever form it came.
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        let data = self.data.as_ref()?;
        let newer = || data.data.as_ref()?.code.as_ref();
        data.status
            .as_ref()
            .and_then(|status| status.code.as_ref())
            .or_else(newer)
    }

    /// Why, in whichever form it came.
    #[must_use]
    pub fn sub_code(&self) -> Option<&SubCode> {
        let data = self.data.as_ref()?;
        let newer = || data.data.as_ref()?.sub_code.as_ref();
        data.status
            .as_ref()
            .and_then(|status| status.sub_code.as_ref())
            .or_else(newer)
    }

    /// When, in whichever form it came: `created_at`, or `updated_at`.
    #[must_use]
    pub fn updated_at(&self) -> Option<&Timestamp> {
        let data = self.data.as_ref()?;
        let newer = || data.data.as_ref()?.updated_at.as_ref();
        data.status
            .as_ref()
            .and_then(|status| status.created_at.as_ref())
            .or_else(newer)
    }
}

payload! {
    /// A line of a log: the body of `bot.log` and `bot.output_log` (API v1.10).
    pub struct LogMessage {
        /// Where the line comes from, and the line.
        pub data: Option<LogSource>,
    }
}

payload! {
    /// Where a line of a log comes from, and the line: `data`.
    pub struct LogSource {
        /// The bot that wrote it, if it was one.
        pub bot_id: Option<Id>,
        /// The job that wrote it, if it was one.
        pub job_id: Option<Id>,
        /// The line.
        pub log: Option<LogEntry>,
    }
}

payload! {
    /// A line of a log: `data.log`.
    pub struct LogEntry {
        /// How serious it is; the values are not documented.
        pub level: Option<String>,
        /// What it says.
        pub message: Option<String>,
        /// The output that it is about, or null.
        pub output_id: Option<Id>,
        /// When it was written.
        pub created_at: Option<Timestamp>,
    }
}
