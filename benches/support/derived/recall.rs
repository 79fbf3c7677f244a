use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Every status change as one struct.
#[derive(Deserialize)]
pub(crate) struct Flat {
    event: Name,
    data: BotStatus,
}

#[derive(Deserialize)]
pub(crate) enum Name {
    #[serde(rename = "bot.joining_call")]
    JoiningCall,
    #[serde(rename = "bot.in_waiting_room")]
    InWaitingRoom,
    #[serde(rename = "bot.in_call_not_recording")]
    InCallNotRecording,
    #[serde(rename = "bot.recording_permission_allowed")]
    RecordingPermissionAllowed,
    #[serde(rename = "bot.recording_permission_denied")]
    RecordingPermissionDenied,
    #[serde(rename = "bot.in_call_recording")]
    InCallRecording,
    #[serde(rename = "bot.call_ended")]
    CallEnded,
    #[serde(rename = "bot.done")]
    Done,
    #[serde(rename = "bot.fatal")]
    Fatal,
}

#[derive(Deserialize)]
#[serde(tag = "event")]
pub(crate) enum Tagged {
    #[serde(rename = "bot.joining_call")]
    JoiningCall(StatusChange),
    #[serde(rename = "bot.in_waiting_room")]
    InWaitingRoom(StatusChange),
    #[serde(rename = "bot.in_call_not_recording")]
    InCallNotRecording(StatusChange),
    #[serde(rename = "bot.recording_permission_allowed")]
    RecordingPermissionAllowed(StatusChange),
    #[serde(rename = "bot.recording_permission_denied")]
    RecordingPermissionDenied(StatusChange),
    #[serde(rename = "bot.in_call_recording")]
    InCallRecording(StatusChange),
    #[serde(rename = "bot.call_ended")]
    CallEnded(StatusChange),
    #[serde(rename = "bot.done")]
    Done(StatusChange),
    #[serde(rename = "bot.fatal")]
    Fatal(StatusChange),
    #[serde(rename = "bot.log")]
    Log(LogMessage),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    StatusChange(Flat),
    Log(LogMessage),
    Unknown(Value),
}

pub(crate) fn value_first(body: &[u8]) -> serde_json::Result<Tagged> {
    let value: Value = serde_json::from_slice(body)?;
    let change = |value| serde_json::from_value::<StatusChange>(value);
    match value["event"].as_str() {
        Some("bot.joining_call") => change(value).map(Tagged::JoiningCall),
        Some("bot.in_waiting_room") => change(value).map(Tagged::InWaitingRoom),
        Some("bot.in_call_not_recording") => change(value).map(Tagged::InCallNotRecording),
        Some("bot.in_call_recording") => change(value).map(Tagged::InCallRecording),
        Some("bot.call_ended") => change(value).map(Tagged::CallEnded),
        Some("bot.done") => change(value).map(Tagged::Done),
        Some("bot.fatal") => change(value).map(Tagged::Fatal),
        _ => serde_json::from_value(value).map(Tagged::Log),
    }
}

#[derive(Deserialize)]
pub(crate) struct StatusChange {
    data: BotStatus,
}

#[derive(Deserialize)]
pub(crate) struct BotStatus {
    data: Status,
    bot: Bot,
}

#[derive(Deserialize)]
struct Status {
    code: Code,
    sub_code: Option<String>,
    updated_at: DateTime<Utc>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Code {
    JoiningCall,
    InWaitingRoom,
    InCallNotRecording,
    RecordingPermissionAllowed,
    RecordingPermissionDenied,
    InCallRecording,
    CallEnded,
    Done,
    Fatal,
}

#[derive(Deserialize)]
struct Bot {
    id: Uuid,
    metadata: Map<String, Value>,
}

#[derive(Deserialize)]
pub(crate) struct LogMessage {
    data: LogSource,
}

#[derive(Deserialize)]
struct LogSource {
    job_id: Uuid,
    log: LogEntry,
}

#[derive(Deserialize)]
struct LogEntry {
    level: String,
    message: String,
    created_at: DateTime<Utc>,
}
