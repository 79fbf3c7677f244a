use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Number, Value};
use uuid::Uuid;

/// A session with the name of its event.
#[derive(Deserialize)]
pub(crate) struct Flat {
    event: Name,
    transcript_id: Option<Uuid>,
    room_id: Option<Uuid>,
    room_name: String,
    duration_seconds: f64,
    transcript_text: String,
    summary: String,
    exit_reason: ExitReason,
    insights: Option<Insights>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    SessionComplete,
}

#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Tagged {
    SessionComplete(SessionComplete),
    BotJoinFailed(BotJoinFailed),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Session(Flat),
    BotJoinFailed(BotJoinFailed),
    Unknown(Value),
}

pub(crate) fn value_first(body: &[u8]) -> serde_json::Result<Tagged> {
    let value: Value = serde_json::from_slice(body)?;
    match value["event"].as_str() {
        Some("session_complete") => serde_json::from_value(value).map(Tagged::SessionComplete),
        _ => serde_json::from_value(value).map(Tagged::BotJoinFailed),
    }
}

#[derive(Deserialize)]
pub(crate) struct SessionComplete {
    transcript_id: Option<Uuid>,
    room_id: Option<Uuid>,
    room_name: String,
    duration_seconds: f64,
    transcript_text: String,
    summary: String,
    exit_reason: ExitReason,
    insights: Option<Insights>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ExitReason {
    ParticipantLeft,
    StopPhrase,
    ForceLeave,
    IdleTimeout,
}

#[derive(Deserialize)]
struct Insights {
    summary: String,
    overall_score: Number,
    competency_scores: Map<String, Value>,
    strengths: Vec<String>,
    weaknesses: Vec<String>,
    question_assessments: Vec<Assessment>,
}

#[derive(Deserialize)]
struct Assessment {
    question: String,
    answer: String,
    score: Number,
    notes: String,
}

#[derive(Deserialize)]
pub(crate) struct BotJoinFailed {
    workflow_thread_id: String,
    room_url: String,
    error_type: String,
    error_message: String,
    timestamp: DateTime<Utc>,
}
