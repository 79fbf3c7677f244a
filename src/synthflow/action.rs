use serde_json::{Map, Value};

use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Timestamp};

payload! {
    /// Something that the agent did besides talking.
    ///
    /// Synthflow's documentation shows the fields but does not explain them. The descriptions here
    /// are inferred from names and values. In 2024 most fields were missing.
    ///
    /// The REST API writes the objects in here as JSON inside strings, and the booleans and the
    /// timestamp as strings. Whether the webhook ever does is not known, so both forms are read.
    pub struct ExecutedAction {
        /// The action's name.
        pub name: Option<String>,
        /// The kind of action.
        pub action_type: Option<ActionType>,
        /// The call's id.
        pub call_id: Option<Id>,
        /// The agent's id.
        pub model_id: Option<Id>,
        /// The workspace's id.
        pub workspace_id: Option<Id>,
        /// What the action is for, in a sentence.
        pub description: Option<String>,
        /// The parameters that you set.
        pub parameters_hard_coded: Option<HardCodedParameters>,
        /// The parameters that the agent filled in.
        pub parameters_from_llm: Map<String, Value>,
        /// What went wrong, or null.
        pub error_message: Option<String>,
        /// What the agent says if the action fails, often empty.
        pub speak_on_failure: Option<String>,
        /// The results, by the identifier that you set. An identifier may contain a space, and a
        /// value may be of any type, including null.
        pub return_value: Map<String, Value>,
        /// Whether the action was relevant to this call.
        pub is_relevant_action: Option<bool>,
        /// Whether the action ran before the call.
        pub run_action_before_call_start: Option<bool>,
        /// When the action ran: seconds since the Unix epoch, fractional.
        pub timestamp: Option<Seconds>,
        /// When the action ran, as a date and time without a zone, which is UTC:
        /// [`assume_utc`](Timestamp::assume_utc) reads it. That it is UTC is observed, not
        /// documented.
        pub timestamp_datetime: Option<Timestamp>,
        /// The schema of the parameters that the agent fills in.
        pub parameters_schema: Map<String, Value>,
        /// What the agent says before the action, often empty.
        pub message_before_action: Option<String>,
        /// Whether the agent says that message word for word.
        pub use_hard_coded_message: Option<bool>,
        /// After how many seconds the agent says that the action is taking longer.
        pub delay_message_time_seconds: Option<Seconds>,
        /// What the agent says then, often empty.
        pub delay_message: Option<String>,
        /// After how many seconds the action is abandoned.
        pub action_failed_timeout: Option<Seconds>,
        /// Whether the action ran during the call.
        pub real_time_action: Option<bool>,
        /// Whether the human could interrupt the action.
        pub is_interruptible: Option<bool>,
        /// The action's own id.
        pub action_id: Option<Id>,
        /// The status of the return value. Observed, not documented. Its form is not on record.
        pub return_value_status: Option<Value>,
    }
}

payload! {
    /// The parameters set for an action that extracts information.
    pub struct HardCodedParameters lenient {
        /// The name given to the answer.
        pub identifier: Option<String>,
        /// The question.
        pub condition: Option<String>,
        /// The possible answers, or null.
        pub choices: Vec<String>,
        /// Example answers.
        pub examples: Vec<String>,
    }
}

open_enum! {
    /// The kind of action. Only the first value is in the example in Synthflow's documentation; the
    /// others are observed, not documented.
    pub enum ActionType {
        /// The agent extracts information.
        ExtractInfo = "extract_info_action_type",
        /// The agent calls an API of the customer.
        CustomFunction = "custom_function_action_type",
        /// The agent transfers the call.
        TransferCall = "transfer_call_action_type",
        /// The agent sends a text message.
        SendSms = "send_sms_action_type",
        /// The agent books a meeting at Cal.com.
        CalcomBooking = "calcom_booking_action_type",
    }
}
