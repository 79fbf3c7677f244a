use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Number, Value};
use uuid::Uuid;

/// Has no tag: the post-call body does not name its event.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    PostCall(PostCall),
    CallInbound { call_inbound: InboundCall },
    Unknown(Value),
}

pub(crate) fn value_first(body: &[u8]) -> serde_json::Result<Untagged> {
    let value: Value = serde_json::from_slice(body)?;
    match value.get("call_inbound") {
        Some(call) => InboundCall::deserialize(call)
            .map(|call_inbound| Untagged::CallInbound { call_inbound }),
        None => serde_json::from_value(value).map(Untagged::PostCall),
    }
}

#[derive(Deserialize)]
pub(crate) struct InboundCall {
    model_id: Uuid,
    from_number: String,
    to_number: String,
}

#[derive(Deserialize)]
pub(crate) struct PostCall {
    status: Status,
    error_message: String,
    lead: Lead,
    call: Call,
    executed_actions: BTreeMap<String, Action>,
    analysis: Analysis,
    metadata: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Completed,
    Failed,
    Queue,
    Paused,
    Initiated,
    #[serde(rename = "no-answer")]
    NoAnswer,
    Busy,
    HangupOnVoicemail,
}

#[derive(Deserialize)]
struct Lead {
    name: String,
    phone_number: String,
    prompt_variables: Map<String, Value>,
}

#[derive(Deserialize)]
struct Call {
    status: Status,
    end_call_reason: EndCallReason,
    model_id: Uuid,
    timezone: String,
    call_id: Uuid,
    duration: Number,
    start_time: DateTime<Utc>,
    transcript: String,
    recording_sid: Option<String>,
    recording_url: Option<String>,
    call_sid: String,
    agents_used: Vec<Value>,
    diversion: Option<String>,
    external_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum EndCallReason {
    Voicemail,
    HumanGoodbye,
    AgentGoodbye,
    HumanPickUpCutOff,
    MaxDuration,
    Undefined,
}

#[derive(Deserialize)]
struct Action {
    name: String,
    action_type: String,
    call_id: Uuid,
    model_id: Uuid,
    workspace_id: Uuid,
    description: String,
    parameters_hard_coded: Parameters,
    parameters_from_llm: Map<String, Value>,
    error_message: Option<String>,
    speak_on_failure: String,
    return_value: Map<String, Value>,
    is_relevant_action: bool,
    run_action_before_call_start: bool,
    timestamp: Number,
    timestamp_datetime: NaiveDateTime,
    parameters_schema: Map<String, Value>,
    message_before_action: String,
    use_hard_coded_message: bool,
    delay_message_time_seconds: Number,
    delay_message: String,
    action_failed_timeout: Number,
    real_time_action: bool,
    is_interruptible: bool,
    action_id: Uuid,
}

#[derive(Deserialize)]
struct Parameters {
    identifier: String,
    condition: String,
    choices: Option<Vec<String>>,
    examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    True,
    False,
    Partial,
    NotApplicable,
}

#[derive(Deserialize)]
struct Analysis {
    persona: Verdict,
    style: Verdict,
    steps: Verdict,
    no_repetition: Verdict,
    objections: Verdict,
    objection_not_defined: Verdict,
    knowledge: Verdict,
    goal: Verdict,
    appointment: Verdict,
    user_sentiment: Verdict,
    agent_sentiment: Verdict,
    call_completion: Verdict,
    answered_by_human: Verdict,
    opted_in: Verdict,
    no_opt_out: Verdict,
    call_summary: Verdict,
    persona_feedback: String,
    style_feedback: String,
    steps_feedback: String,
    no_repetition_feedback: String,
    objections_feedback: String,
    objection_not_defined_feedback: String,
    knowledge_feedback: String,
    goal_feedback: String,
    appointment_feedback: String,
    user_sentiment_feedback: String,
    agent_sentiment_feedback: String,
    call_completion_feedback: String,
    answered_by_human_feedback: String,
    opted_in_feedback: String,
    no_opt_out_feedback: String,
    call_summary_feedback: String,
    judge_found_partial_or_error: bool,
    judge_found_full_error: bool,
    all_feedback: String,
}
