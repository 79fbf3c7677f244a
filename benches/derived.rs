//! The same bodies as types that somebody would write with serde's derive: with ids, instants and
//! vocabularies as ours have them, but closed, and without a place for what is not known.

#![expect(dead_code, reason = "who parses a body need not read it")]
#![expect(
    clippy::enum_variant_names,
    clippy::struct_field_names,
    reason = "the names are the vendors'"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use serde_json::{Map, Number, Value};
use uuid::Uuid;

/// Structs, their fields by type.
macro_rules! structs {
    ($($name:ident { $($type:ty: $($field:ident)+;)+ })+) => {$(
        #[derive(Deserialize)]
        pub(crate) struct $name { $($($field: $type,)+)+ }
    )+};
}

macro_rules! vocabularies {
    ($($name:ident { $($(#[$rename:meta])? $value:ident)+ })+) => {$(
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum $name { $($(#[$rename])? $value,)+ }
    )+};
}

// Recall

structs! {
    CallEnded { RecallEvent: event; BotStatus: data; }
    BotStatus { StatusData: data; Bot: bot; }
    StatusData { Code: code; Option<String>: sub_code; DateTime<Utc>: updated_at; }
    Bot { Uuid: id; Map<String, Value>: metadata; }
}

vocabularies! {
    RecallEvent { #[serde(rename = "bot.call_ended")] CallEnded }
    Code {
        JoiningCall InWaitingRoom InCallNotRecording RecordingPermissionAllowed
        RecordingPermissionDenied InCallRecording CallEnded Done Fatal
    }
}

// Exotel

structs! {
    TranscriptEvents {
        Uuid: session_id conversation_id bot_id;
        DateTime<Utc>: start_time;
        Option<DateTime<Utc>>: end_time;
        String: landing_number external_id contact_uri account_id bot_name;
        SessionState: session_state;
        TriggerReason: trigger_reason;
        NetworkType: network_type;
        Metadata: metadata;
        Map<String, Value>: custom_parameters;
        Vec<Event>: events;
    }
    Metadata { String: call_sid stream_sid; }
    Event { EventType: event_type; String: event_id; Transcripts: event_data; }
    Transcripts { Vec<Transcript>: transcripts; }
    Transcript { u64: sequence; TranscriptStatus: status; Vec<Segment>: transcript_segments; }
    Segment { Speaker: speaker; String: text; DateTime<Utc>: start_timestamp end_timestamp; }
}

vocabularies! {
    SessionState { SessionStart SessionInProgress SessionEnd }
    TriggerReason { Timer TurnComplete TurnProgress PreAgentTransfer Start End }
    NetworkType { Sip Pstn }
    EventType { Sentiment Summary Intent Entity Outcome Transcript }
    TranscriptStatus { Inprogress Completed }
    Speaker { Assistant User }
}

// Synthflow

structs! {
    PostCall {
        Status: status;
        String: error_message;
        Lead: lead;
        Call: call;
        BTreeMap<String, Action>: executed_actions;
        Analysis: analysis;
        Map<String, Value>: metadata;
    }
    Lead { String: name phone_number; Map<String, Value>: prompt_variables; }
    Call {
        Status: status;
        EndCallReason: end_call_reason;
        Uuid: model_id call_id;
        DateTime<Utc>: start_time;
        Number: duration;
        String: timezone transcript call_sid external_id;
        Option<String>: recording_sid recording_url diversion;
        Vec<Value>: agents_used;
    }
    Action {
        String: name action_type description speak_on_failure message_before_action delay_message;
        Uuid: call_id model_id workspace_id action_id;
        Parameters: parameters_hard_coded;
        Map<String, Value>: parameters_from_llm return_value parameters_schema;
        Option<String>: error_message;
        bool: is_relevant_action run_action_before_call_start use_hard_coded_message
            real_time_action is_interruptible;
        Number: timestamp delay_message_time_seconds action_failed_timeout;
        NaiveDateTime: timestamp_datetime;
    }
    Parameters { String: identifier condition; Option<Vec<String>>: choices; Vec<String>: examples; }
    Analysis {
        Verdict: persona style steps no_repetition objections objection_not_defined knowledge goal
            appointment user_sentiment agent_sentiment call_completion answered_by_human opted_in
            no_opt_out call_summary;
        String: persona_feedback style_feedback steps_feedback no_repetition_feedback
            objections_feedback objection_not_defined_feedback knowledge_feedback goal_feedback
            appointment_feedback user_sentiment_feedback agent_sentiment_feedback
            call_completion_feedback answered_by_human_feedback opted_in_feedback
            no_opt_out_feedback call_summary_feedback all_feedback;
        bool: judge_found_partial_or_error judge_found_full_error;
    }
}

vocabularies! {
    Status {
        Completed Failed Queue Paused Initiated #[serde(rename = "no-answer")] NoAnswer Busy
        HangupOnVoicemail
    }
    EndCallReason { Voicemail HumanGoodbye AgentGoodbye HumanPickUpCutOff MaxDuration Undefined }
    Verdict { True False Partial NotApplicable }
}

// PailFlow

structs! {
    SessionComplete {
        PailFlowEvent: event;
        Option<Uuid>: transcript_id room_id;
        String: room_name transcript_text summary;
        f64: duration_seconds;
        ExitReason: exit_reason;
        Option<Insights>: insights;
    }
    Insights {
        String: summary;
        Number: overall_score;
        Map<String, Value>: competency_scores;
        Vec<String>: strengths weaknesses;
        Vec<Assessment>: question_assessments;
    }
    Assessment { String: question answer notes; Number: score; }
}

vocabularies! {
    PailFlowEvent { SessionComplete }
    ExitReason { ParticipantLeft StopPhrase ForceLeave IdleTimeout }
}
