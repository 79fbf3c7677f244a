use crate::open::{open_enum, payload};
use crate::{Timestamp, recall::Bot};
payload! {
    /// A
    pub struct StatusChange {
        /// data
        pub data: Option<BotStatus>,
    }
}
payload! {
    /// A
    pub struct BotStatus {
        /// data
        pub data: Option<Status>,
        /// bot
        pub bot: Option<Bot>,
    }
}
payload! {
    /// A
    pub struct Status {
        /// code
        pub code: Option<StatusCode>,
        /// code
        pub sub_code: Option<StatusCode>,
        /// time
        pub updated_at: Option<Timestamp>,
    }
}
open_enum! {
    /// Code
    pub enum StatusCode {
        /// Done
        Done = "done",
    }
}
