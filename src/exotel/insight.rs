use serde_json::{Number, Value};

use super::InsightStatus;
use crate::Timestamp;
use crate::open::payload;

payload! {
    /// What the bot concludes from the conversation: the data of an event of any type except
    /// [`Transcript`](super::EventType::Transcript).
    ///
    /// No live insight is on record, so any field may be missing.
    pub struct Insight {
        /// The conclusion. Exotel's documentation shows a string; any JSON value is accepted.
        pub value: Option<Value>,
        /// The bot's confidence, from 0 to 1.
        pub confidence: Option<Number>,
        /// Whether the insight differs from the previous one.
        pub status: Option<InsightStatus>,
        /// When the bot drew the conclusion.
        pub timestamp: Option<Timestamp>,
        /// A score. The documented sample is 90; the range is not documented.
        pub score: Option<Number>,
        /// The reason for the conclusion, in words.
        pub reason: Option<String>,
    }
}
