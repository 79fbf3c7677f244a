use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Timestamp};

payload! {
    /// Why a bot could not join its room.
    pub struct BotJoinFailed {
        /// The id of the workflow that started the bot.
        pub workflow_thread_id: Option<Id>,
        /// The room's address at Daily.co.
        pub room_url: Option<String>,
        /// What kind of failure it was.
        pub error_type: Option<ErrorType>,
        /// Daily.co's own words for it.
        pub error_message: Option<String>,
        /// When it failed.
        pub timestamp: Option<Timestamp>,
        /// How long the bot tried, in seconds.
        pub duration_seconds: Option<Seconds>,
    }
}

open_enum! {
    /// What kept a bot out of its room.
    pub enum ErrorType {
        /// There is no such room (404).
        RoomNotFound = "room_not_found",
        /// The room did not accept the bot's credentials.
        AuthError = "auth_error",
        /// Anything else: the network, a rate limit. The vendor's own `unknown`, which is a known
        /// value.
        UnknownError = "unknown",
    }
}
