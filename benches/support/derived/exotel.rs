use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Every webhook as one struct.
#[derive(Deserialize)]
pub(crate) struct Flat {
    session_id: Uuid,
    conversation_id: Uuid,
    start_time: DateTime<Utc>,
    end_time: Option<DateTime<Utc>>,
    landing_number: String,
    external_id: String,
    session_state: SessionState,
    trigger_reason: TriggerReason,
    contact_uri: String,
    network_type: NetworkType,
    account_id: String,
    bot_id: Uuid,
    bot_name: String,
    metadata: Metadata,
    custom_parameters: Map<String, Value>,
    events: Vec<Event>,
}

/// The same without the member that tells the webhook.
#[derive(Deserialize)]
pub(crate) struct Request {
    session_id: Uuid,
    conversation_id: Uuid,
    start_time: DateTime<Utc>,
    end_time: Option<DateTime<Utc>>,
    landing_number: String,
    external_id: String,
    session_state: SessionState,
    contact_uri: String,
    network_type: NetworkType,
    account_id: String,
    bot_id: Uuid,
    bot_name: String,
    metadata: Metadata,
    custom_parameters: Map<String, Value>,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(tag = "trigger_reason", rename_all = "snake_case")]
pub(crate) enum Tagged {
    Timer(Request),
    TurnComplete(Request),
    TurnProgress(Request),
    PreAgentTransfer(Request),
    Start(Request),
    End(Request),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Known(Flat),
    Unknown(Value),
}

pub(crate) fn value_first(body: &[u8]) -> serde_json::Result<Tagged> {
    let value: Value = serde_json::from_slice(body)?;
    let variant = match value["trigger_reason"].as_str() {
        Some("timer") => Tagged::Timer,
        Some("turn_complete") => Tagged::TurnComplete,
        Some("turn_progress") => Tagged::TurnProgress,
        Some("pre_agent_transfer") => Tagged::PreAgentTransfer,
        Some("start") => Tagged::Start,
        _ => Tagged::End,
    };
    serde_json::from_value(value).map(variant)
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum SessionState {
    SessionStart,
    SessionInProgress,
    SessionEnd,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TriggerReason {
    Timer,
    TurnComplete,
    TurnProgress,
    PreAgentTransfer,
    Start,
    End,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum NetworkType {
    Sip,
    Pstn,
}

#[derive(Deserialize)]
struct Metadata {
    call_sid: String,
    stream_sid: String,
}

#[derive(Deserialize)]
struct Event {
    event_type: EventType,
    event_id: String,
    event_data: Transcripts,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum EventType {
    Sentiment,
    Summary,
    Intent,
    Entity,
    Outcome,
    Transcript,
}

#[derive(Deserialize)]
struct Transcripts {
    transcripts: Vec<Transcript>,
}

#[derive(Deserialize)]
struct Transcript {
    sequence: u64,
    status: TranscriptStatus,
    transcript_segments: Vec<Segment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum TranscriptStatus {
    InProgress,
    Completed,
}

#[derive(Deserialize)]
struct Segment {
    speaker: Speaker,
    text: String,
    start_timestamp: DateTime<Utc>,
    end_timestamp: DateTime<Utc>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Speaker {
    Assistant,
    User,
}
