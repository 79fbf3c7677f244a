use bot_webhooks::exotel::Event;
use bot_webhooks::{DriftKind, ParseErrorKind};
use serde_json::{Value, json};

use super::{bodies, body};

#[test]
fn a_body_is_the_event_that_its_file_is_named_after() {
    for (name, text) in bodies() {
        let event: Event = text.parse().unwrap();
        assert_eq!(event.name(), name.split('.').next().unwrap(), "{name}");
        assert_eq!(
            event.is_known(),
            !name.starts_with("session_pause"),
            "{name}"
        );
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(
            written,
            serde_json::from_str::<Value>(&text).unwrap(),
            "{name}"
        );
        assert_eq!(
            serde_json::from_value::<Event>(written).unwrap(),
            event,
            "{name}"
        );
    }
}

fn event(kind: &str) -> Value {
    match kind {
        "s" => json!({"event_type": "sentiment", "event_data": {}}),
        "t" => json!({"event_type": "transcript", "event_data": {}}),
        // The type comes first, even where the data is of the other kind.
        "t with value" => json!({"event_type": "transcript", "event_data": {"value": 1}}),
        "new with value" => json!({"event_type": "mood", "event_data": {"value": 1}}),
        "untyped transcript" => json!({"event_data": {"sequence": 1}}),
        "untold" => json!({"event_type": "mood", "event_data": {"status": "changed"}}),
        _ => panic!("{kind}"),
    }
}

#[test]
fn reason_and_events_tell_the_webhook() {
    let table: &[(Value, &[&str], &str)] = &[
        (json!("start"), &["t"], "session_start"),
        (json!("end"), &["s"], "session_end"),
        (json!("END"), &[], "session_end"),
        (json!("pre agent transfer"), &["s"], "pre_agent_transfer"),
        (json!("timer"), &[], "insights_events"),
        (json!("timer"), &["s"], "insights_events"),
        (json!("timer"), &["t", "t"], "transcript_events"),
        (json!("timer"), &["t", "s"], "insights_events"),
        (json!("timer"), &["untyped transcript"], "transcript_events"),
        (json!("timer"), &["t with value"], "transcript_events"),
        (json!("turn_complete"), &[], "transcript_events"),
        (json!("turn_complete"), &["t"], "transcript_events"),
        (json!("turn_complete"), &["s"], "insights_events"),
        (json!("turn_complete"), &["s", "t"], "transcript_events"),
        (
            json!("turn_complete"),
            &["new with value"],
            "insights_events",
        ),
        (json!("turn_complete"), &["untold"], "transcript_events"),
        (json!("TurnProgress"), &["s", "untold"], "insights_events"),
        (json!("barge_in"), &["s"], "insights_events"),
        (json!("barge_in"), &["t"], "transcript_events"),
        (json!("barge_in"), &["s", "t"], "barge_in"),
        (json!("barge_in"), &["untold"], "barge_in"),
        (json!("Barge-In"), &[], "Barge-In"),
        (json!(null), &["s"], "insights_events"),
        (json!(7), &["untyped transcript"], "transcript_events"),
    ];
    for (reason, events, name) in table {
        let events: Vec<_> = events.iter().map(|kind| event(kind)).collect();
        let last = json!({"events": events, "trigger_reason": reason});
        // In the order of Exotel's documentation, and with the events first.
        let first = format!(
            r#"{{"events": {}, "trigger_reason": {reason}}}"#,
            json!(events)
        );
        for body in [last.to_string(), first] {
            let event: Event = body.parse().unwrap();
            assert_eq!(event.name(), *name, "{body}");
            let Event::Unknown(unknown) = &event else {
                continue;
            };
            assert_eq!(Value::from(unknown.body().clone()), last);
            assert_eq!(event.drift().first().unwrap().kind, DriftKind::Event);
        }
    }
}

#[test]
fn without_a_reason_the_rest_decides() {
    let table = [
        (
            json!({"session_state": "session_start", "request_id": "r"}),
            "session_start",
        ),
        (
            json!({"session_state": "Session End", "events": [event("t")]}),
            "session_end",
        ),
        (
            json!({"session_state": "session_in_progress", "events": [event("t")]}),
            "transcript_events",
        ),
        (
            json!({"events": [event("s")], "request_id": "r"}),
            "insights_events",
        ),
        (
            json!({"events": [event("s"), event("t")], "request_id": "r"}),
            "url_test",
        ),
        (json!({"request_id": 12}), "url_test"),
        (
            json!({"trigger_reason": {"is": "start"}, "request_id": "r"}),
            "url_test",
        ),
    ];
    for (body, name) in table {
        let event: Event = body.to_string().parse().unwrap();
        assert_eq!(event.name(), name, "{body}");
    }
    for body in [
        "{}",
        r#"{"session_id": "s", "request_id": null}"#,
        r#"{"session_state": "session_in_progress", "events": []}"#,
    ] {
        let error = Event::from_slice(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::WrongStructure);
        assert_eq!(error.path(), "trigger_reason");
        assert_eq!(
            error.to_string(),
            format!(
                "exotel: missing field `trigger_reason` (line 1, column {})",
                body.len()
            ),
        );
    }
}

#[test]
fn an_error_says_event_and_place() {
    let error = |body: &str| Event::from_slice(body.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error(
            r#"{"trigger_reason": "turn_complete", "events": [{"event_type": "transcript",
            "event_data": {"transcripts": [{}, {"transcript_segments": "+15550123"}]}}]}"#,
        ),
        "exotel transcript_events: expected an array at \
         `events[0].event_data.transcripts[1].transcript_segments`, found a string (line 2, column 82)",
    );
    assert_eq!(
        error(
            r#"{"trigger_reason": "start", "events": [{"event_data": {"transcript_segments": [5]}}]}"#
        ),
        "exotel session_start: expected an object at \
         `events[0].event_data.transcript_segments[0]`, found a number (line 1, column 80)",
    );
    assert_eq!(
        error(r#"{"metadata": [], "trigger_reason": "start"}"#),
        "exotel: expected an object at `metadata`, found an array (line 1, column 15)",
    );
    // The state alone does not name the event: a reason may still come.
    assert_eq!(
        error(r#"{"session_state": "session_end", "events": {}}"#),
        "exotel: expected an array at `events`, found an object (line 1, column 45)",
    );
    assert_eq!(
        error(r#"{"trigger_reason": "barge_in", "events": {}}"#),
        "exotel: expected an array at `events`, found an object (line 1, column 43)",
    );
    assert_eq!(
        error(r#"{"trigger_reason": "end", "events": [{"event_data": 5}]}"#),
        "exotel session_end: expected an object at `events[0].event_data`, found a number (line 1, column 53)",
    );
    assert_eq!(
        error(r#"{"trigger_reason": "end", "trigger_reason": "end"}"#),
        "exotel session_end: duplicate field `trigger_reason` (line 1, column 42)",
    );
    assert_eq!(
        error("[]"),
        "exotel: expected an object, found an array (line 1)"
    );
    assert_eq!(
        error("{"),
        "exotel: not JSON: EOF while parsing an object (line 1, column 1)"
    );
}

#[test]
fn the_page_parses_as_printed() {
    let event: Event = body("insights_events.page_request").parse().unwrap();
    let request = event.request().unwrap();
    assert_eq!(
        request.session_id.as_ref().unwrap(),
        &"<voicebot session id>"
    );
    assert_eq!(request.end_time, None);
    assert_eq!(request.custom_parameters.len(), 2);
    let drift: Vec<_> = event.drift().into_iter().map(|drift| drift.path).collect();
    assert_eq!(drift, ["session_state", "trigger_reason", "network_type"]);
}

#[test]
fn a_session_is_dated_by_what_happened_in_it() {
    for (event, time) in [
        ("\"trigger_reason\": \"end\", \"end_time\": \"2\"", "2"),
        ("\"trigger_reason\": \"start\", \"end_time\": \"2\"", "1"),
        (
            "\"trigger_reason\": \"timer\", \"events\": [{}, {\"event_data\": {\"timestamp\": \"3\"}}]",
            "3",
        ),
        (
            "\"trigger_reason\": \"turn_complete\", \"events\": [{\"event_data\": {\"transcript_segments\": \
             [{\"text\": \"Hi\"}, {\"text\": \"Bye\", \"start_timestamp\": \"4\"}]}}]",
            "4",
        ),
    ] {
        let event: Event = format!("{{\"start_time\": \"1\", {event}}}")
            .parse()
            .unwrap();
        assert_eq!(event.occurred_at().unwrap(), time, "{event:?}");
    }
}

#[test]
fn an_empty_time_is_none() {
    let event: Event = r#"{"session_id": "s1", "trigger_reason": "end", "end_time": "",
        "start_time": "2026-10-05T08:00:00Z"}"#
        .parse()
        .unwrap();
    assert_eq!(event.occurred_at().unwrap(), "2026-10-05T08:00:00Z");
    let event: Event = r#"{"trigger_reason": "start", "start_time": " "}"#.parse().unwrap();
    assert_eq!(event.occurred_at(), None);
    let event: Event = r#"{"trigger_reason": "hold", "end_time": "", "start_time": "t"}"#
        .parse()
        .unwrap();
    assert_eq!(event.occurred_at().unwrap(), "t");
    let event: Event = r#"{"trigger_reason": "hold", "session_id": ""}"#.parse().unwrap();
    assert_eq!(event.subject(), None);
}

#[test]
fn an_empty_reason_decides_nothing() {
    let event: Event = r#"{"trigger_reason": "", "session_state": "session_start"}"#
        .parse()
        .unwrap();
    assert!(matches!(event, Event::SessionStart(_)));
    let event: Event = r#"{"trigger_reason": "", "request_id": "r"}"#.parse().unwrap();
    assert!(matches!(event, Event::UrlTest(_)));
    let event: Event = r#"{"trigger_reason": ""}"#.parse().unwrap();
    assert!(!event.is_known());
}
