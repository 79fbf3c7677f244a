use std::collections::BTreeSet;

use bot_webhooks::exotel::{
    Event, EventStatus, EventType, NetworkType, SessionState, Speaker, TranscriptStatus,
    TriggerReason,
};

use super::{bodies, request};

/// Every known value with the field that it is in.
fn all<T: std::fmt::Display>(field: &str, known: &[T]) -> Vec<String> {
    known
        .iter()
        .map(|value| format!("{field} {value}"))
        .collect()
}

#[test]
fn every_known_value_is_in_a_body() {
    let mut seen = BTreeSet::new();
    let mut see = |field: &str, value: Option<&str>| {
        value.map(|value| seen.insert(format!("{field} {value}")));
    };
    for (_, text) in bodies() {
        let event: Event = text.parse().unwrap();
        let Some(request) = event.request() else {
            continue;
        };
        see(
            "session_state",
            request.session_state.as_ref().map(SessionState::as_str),
        );
        see(
            "trigger_reason",
            request.trigger_reason.as_ref().map(TriggerReason::as_str),
        );
        see(
            "network_type",
            request.network_type.as_ref().map(NetworkType::as_str),
        );
        for event in &request.events {
            see(
                "event_type",
                event.event_type.as_ref().map(EventType::as_str),
            );
            let status = event
                .event_data
                .as_ref()
                .and_then(|data| data.status.as_ref());
            see("event status", status.map(EventStatus::as_str));
        }
        for transcript in request.transcripts() {
            see(
                "status",
                transcript.status.as_ref().map(TranscriptStatus::as_str),
            );
            for segment in &transcript.transcript_segments {
                see("speaker", segment.speaker.as_ref().map(Speaker::as_str));
            }
        }
    }
    let known = [
        all("session_state", SessionState::KNOWN),
        all("trigger_reason", TriggerReason::KNOWN),
        all("network_type", NetworkType::KNOWN),
        all("event_type", EventType::KNOWN),
        all("event status", EventStatus::KNOWN),
        all("status", TranscriptStatus::KNOWN),
        all("speaker", Speaker::KNOWN),
    ];
    let unseen: Vec<_> = known
        .iter()
        .flatten()
        .filter(|value| !seen.contains(*value))
        .collect();
    assert!(unseen.is_empty(), "no body has {unseen:?}");
}

#[test]
fn every_event_has_a_body_of_its_name() {
    let bodies = bodies();
    for event in Event::NAMES {
        assert!(bodies.iter().any(|(name, _)| name == event), "{event}");
    }
}

#[test]
fn values_of_unexpected_types_in_a_request_are_kept() {
    let text = request("session_start.custom_parameters_text");
    assert!(text.custom_parameters.is_empty());
    assert_eq!(text.extra.get("custom_parameters").unwrap(), "order=B-1042");

    let spelled = request("session_start.spelling");
    assert_eq!(spelled.session_state, Some(SessionState::SessionStart));
    assert_eq!(spelled.network_type, Some(NetworkType::Pstn));

    let live = request("session_start.live_ids");
    assert_eq!(
        live.call_sid().unwrap(),
        &"9d3c2b1a0f4e5d6c7b8a901122334455"
    );
    assert_eq!(live.events, []);
    assert!(live.bot_id.unwrap().as_uuid().is_some());
    assert_eq!(request("session_end.events_null").call_sid(), None);
}
