//! The events of API v1.10, which older workspaces still send.

use crate::open::payload;
use crate::recall::{Reference, Status, StatusCode, SubCode};
use crate::{Id, Timestamp};

payload! {
    /// A bot's status change in the format of API v1.10: the body of `bot.status_change`.
    pub struct LegacyStatusChange {
        /// The bot and its status.
        pub data: Option<LegacyBotStatus>,
    }
}

payload! {
    /// A bot and its status in the format of API v1.10: `data`.
    ///
    /// Mixtures with the newer format have been observed, so both formats are read.
    pub struct LegacyBotStatus {
        /// The bot's id.
        pub bot_id: Option<Id>,
        /// The status.
        pub status: Option<LegacyStatus>,
        /// The bot in the newer format. Observed, not documented.
        pub bot: Option<Reference>,
        /// The status in the newer format. Observed, not documented.
        pub data: Option<Status>,
    }
}

payload! {
    /// A bot's status in the format of API v1.10: `data.status`.
    pub struct LegacyStatus {
        /// The status code.
        pub code: Option<StatusCode>,
        /// When the bot reached this status.
        pub created_at: Option<Timestamp>,
        /// The reason; null for a status that needs none.
        pub sub_code: Option<SubCode>,
        /// The reason in words, or null.
        pub message: Option<String>,
        /// The recording that the status is about, if it is about one.
        pub recording_id: Option<Id>,
    }
}

impl LegacyStatusChange {
    /// Returns the bot's id, from either format.
    #[must_use]
    pub fn bot_id(&self) -> Option<&Id> {
        let data = self.data.as_ref()?;
        let newer = || data.bot.as_ref()?.id.as_ref();
        data.bot_id.as_ref().or_else(newer)
    }

    /// Returns the status code, from either format.
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        let data = self.data.as_ref()?;
        let newer = || data.data.as_ref()?.code.as_ref();
        data.status
            .as_ref()
            .and_then(|status| status.code.as_ref())
            .or_else(newer)
    }

    /// Returns the reason, from either format.
    #[must_use]
    pub fn sub_code(&self) -> Option<&SubCode> {
        let data = self.data.as_ref()?;
        let newer = || data.data.as_ref()?.sub_code.as_ref();
        data.status
            .as_ref()
            .and_then(|status| status.sub_code.as_ref())
            .or_else(newer)
    }

    /// Returns when the bot reached this status, from either format: `created_at` or `updated_at`.
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
    /// A log line: the body of `bot.log` and `bot.output_log` (API v1.10).
    pub struct LogMessage {
        /// The line and its source.
        pub data: Option<LogSource>,
    }
}

payload! {
    /// A log line and its source: `data`.
    pub struct LogSource {
        /// The bot that wrote the line, if a bot did.
        pub bot_id: Option<Id>,
        /// The job that wrote the line, if a job did.
        pub job_id: Option<Id>,
        /// The line.
        pub log: Option<LogEntry>,
    }
}

payload! {
    /// A log line: `data.log`.
    pub struct LogEntry {
        /// The severity; its values are not documented.
        pub level: Option<String>,
        /// The message.
        pub message: Option<String>,
        /// The output that the line is about, or null.
        pub output_id: Option<Id>,
        /// When the line was written.
        pub created_at: Option<Timestamp>,
    }
}
