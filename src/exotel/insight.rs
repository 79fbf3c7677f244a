use serde_json::{Number, Value};

use super::InsightStatus;
use crate::Timestamp;
use crate::open::payload;

payload! {
    /// What the bot concludes from the conversation: the data of an event of every type but
    /// [`Transcript`](super::EventType::Transcript).
    ///
    /// Nobody has recorded a live one, so any member may be missing.
    pub struct Insight {
        /// The conclusion. The page shows a text; any JSON is taken.
        pub value: Option<Value>,
        /// How sure the bot is, from 0 to 1.
        pub confidence: Option<Number>,
        /// Whether it is another than the one before.
        pub status: Option<InsightStatus>,
        /// When it was drawn.
        pub timestamp: Option<Timestamp>,
        /// A score. The page's sample is 90, its range is not documented.
        pub score: Option<Number>,
        /// Why it was drawn, in words.
        pub reason: Option<String>,
    }
}
