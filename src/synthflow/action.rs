use serde_json::{Map, Value};

use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Timestamp};

payload! {
    /// Something that the agent did beside talking.
    ///
    /// The page shows the members and does not explain them. What stands here is read off their
    /// names and values. In 2024 most were missing.
    ///
    /// The REST API writes the objects in here as JSON inside texts, and the flags and the
    /// timestamp as texts. Whether the webhook ever does is not known, so both forms are read.
    pub struct ExecutedAction {
        /// Its name.
        pub name: Option<String>,
        /// What kind of action it is.
        pub action_type: Option<ActionType>,
        /// The call's id.
        pub call_id: Option<Id>,
        /// The agent's id.
        pub model_id: Option<Id>,
        /// The workspace's id.
        pub workspace_id: Option<Id>,
        /// What it is for, in a sentence.
        pub description: Option<String>,
        /// What you set for it.
        pub parameters_hard_coded: Option<HardCodedParameters>,
        /// What the agent filled in.
        pub parameters_from_llm: Map<String, Value>,
        /// What went wrong, or null.
        pub error_message: Option<String>,
        /// What the agent says when it goes wrong, often empty.
        pub speak_on_failure: Option<String>,
        /// What came of it, by the identifier that you set. An identifier may hold a space, and
        /// a value be of any kind, null too.
        pub return_value: Map<String, Value>,
        /// Whether it mattered for this call.
        pub is_relevant_action: Option<bool>,
        /// Whether it ran before the call.
        pub run_action_before_call_start: Option<bool>,
        /// When it ran: seconds since the beginning of 1970 in UTC, fractional.
        pub timestamp: Option<Seconds>,
        /// The same as a date and time without a zone, which is UTC:
        /// [`assume_utc`](Timestamp::assume_utc) reads it. That it is UTC is observed, not
        /// documented.
        pub timestamp_datetime: Option<Timestamp>,
        /// The schema of what the agent fills in.
        pub parameters_schema: Map<String, Value>,
        /// What the agent says before it, often empty.
        pub message_before_action: Option<String>,
        /// Whether that is said word for word.
        pub use_hard_coded_message: Option<bool>,
        /// After how many seconds the agent says that it takes longer.
        pub delay_message_time_seconds: Option<Seconds>,
        /// What the agent says then, often empty.
        pub delay_message: Option<String>,
        /// After how many seconds it is given up.
        pub action_failed_timeout: Option<Seconds>,
        /// Whether it ran while the call went on.
        pub real_time_action: Option<bool>,
        /// Whether the human could interrupt it.
        pub is_interruptible: Option<bool>,
        /// The action's own id.
        pub action_id: Option<Id>,
        /// How returning the value went. Observed, not documented, and in no form on record.
        pub return_value_status: Option<Value>,
    }
}

payload! {
    /// What was set for an action that extracts information.
    pub struct HardCodedParameters lenient {
        /// The name that the answer gets.
        pub identifier: Option<String>,
        /// The question.
        pub condition: Option<String>,
        /// The answers to choose from, or null.
        pub choices: Vec<String>,
        /// Examples of an answer.
        pub examples: Vec<String>,
    }
}

open_enum! {
    /// What kind of action it is. Only the first value is in the page's example; the others are
    /// observed, not documented.
    pub enum ActionType {
        /// The agent finds out something.
        ExtractInfo = "extract_info_action_type",
        /// It calls an API of the customer's.
        CustomFunction = "custom_function_action_type",
        /// It hands the call on.
        TransferCall = "transfer_call_action_type",
        /// It sends a text message.
        SendSms = "send_sms_action_type",
        /// It books a meeting at Cal.com.
        CalcomBooking = "calcom_booking_action_type",
    }
}
