use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Timestamp};

payload! {
    /// Why a bot could not join its room.
    pub struct BotJoinFailed {
        /// The id of the workflow that started the bot.
        pub workflow_thread_id: Option<Id>,
        /// The room's URL at Daily.co.
        pub room_url: Option<String>,
        /// The kind of failure.
        pub error_type: Option<ErrorType>,
        /// Daily.co's own error message.
        pub error_message: Option<String>,
        /// When the attempt failed.
        pub timestamp: Option<Timestamp>,
        /// How long the bot tried, in seconds.
        pub duration_seconds: Option<Seconds>,
    }
}

open_enum! {
    /// What kept a bot out of its room.
    pub enum ErrorType {
        /// The room does not exist (404).
        RoomNotFound = "room_not_found",
        /// The room rejected the bot's credentials.
        AuthError = "auth_error",
        /// Anything else: the network, a rate limit. This is the vendor's own `unknown`, which is a
        /// known value.
        UnknownError = "unknown",
    }
}
