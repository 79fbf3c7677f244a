use bot_webhooks::{Event, Provider};

use crate::bodies::bodies;

const EXOTEL: Option<Provider> = Some(Provider::Exotel);
const PAILFLOW: Option<Provider> = Some(Provider::PailFlow);
const RECALL: Option<Provider> = Some(Provider::Recall);
const SYNTHFLOW: Option<Provider> = Some(Provider::Synthflow);

fn detects(expected: Option<Provider>, bodies: &[&str]) {
    for body in bodies {
        assert_eq!(Provider::detect(body.as_bytes()), expected, "{body}");
    }
}

#[test]
fn by_what_only_one_sends() {
    detects(
        EXOTEL,
        &[
            r#"{"trigger_reason": "start"}"#,
            r#"{"trigger_reason": "never heard of"}"#,
            r#"{"session_state": "session_end", "events": []}"#,
            r#"{"events": [{}], "conversation_id": "c", "session_id": "s"}"#,
        ],
    );
    detects(
        PAILFLOW,
        &[
            r#"{"event": "session_complete"}"#,
            r#"{"room_name": "r", "event": "interview_complete", "insights": null}"#,
            r#"{"event_type": "bot_join_failed"}"#,
            r#"{"event": "failed", "event_type": "bot_join_failed"}"#,
            r#"{"event": "session_complete", "data": {}}"#,
        ],
    );
    detects(
        RECALL,
        &[
            r#"{"event": "bot.done", "data": {"bot": {"id": "b"}}}"#,
            r#"{"data": {}, "event": "bot.invented_tomorrow"}"#,
            r#"{"event": "bot.done"}"#,
            r#"{"event": "bot.done", "bot": {}, "request_id": "r"}"#,
        ],
    );
    detects(
        SYNTHFLOW,
        &[
            r#"{"event": "call_inbound", "call_inbound": {"from_number": "+15550100"}}"#,
            r#"{"event": "call_inbound"}"#,
            r#"{"event": "call_inbound", "data": {}}"#,
            r#"{"call_inbound": {}}"#,
            r#"{"call": {}}"#,
            r#"{"event": "post_call", "call": {}}"#,
            r#"{"event": null, "call": {}}"#,
            r#"{"status": "completed", "call": null}"#,
            r#"{"lead": {}, "status": "failed"}"#,
            r#"{"executed_actions": {}, "status": "failed"}"#,
            r#"{"collected_variables": {}, "status": "completed"}"#,
            r#"{"error_message": "", "status": "failed"}"#,
        ],
    );
}

#[test]
fn the_likeliest_where_none_is_certain() {
    detects(RECALL, &[r#"{"event": "calendar.update", "data": {}}"#]);
    detects(RECALL, &[r#"{"event": "x", "data": 5, "request_id": "r"}"#]);
    detects(EXOTEL, &[r#"{"request_id": "r"}"#]);
    detects(SYNTHFLOW, &[r#"{"request_id": "r", "call": {}}"#]);
    detects(
        PAILFLOW,
        &[r#"{"event": "session_paused", "room_name": "r"}"#],
    );
    detects(
        SYNTHFLOW,
        &[r#"{"event": "call_paused", "lead": {}, "call": {}}"#],
    );
    detects(
        SYNTHFLOW,
        &[r#"{"room_name": "r", "status": "completed", "lead": {}}"#],
    );
}

#[test]
fn none_where_nothing_identifies_one() {
    detects(
        None,
        &[
            "{}",
            r#"{"event": "call_started", "call": {}}"#,
            r#"{"event": "recording.new"}"#,
            r#"{"event": {"name": "bot.done"}, "data": {}}"#,
            r#"{"event": null, "event_type": ["bot_join_failed"]}"#,
            r#"{"session_id": "s"}"#,
            r#"{"status": "completed"}"#,
            r#"{"call": "c-1"}"#,
            r#"{"data": {"event": "bot.done", "trigger_reason": "start"}}"#,
        ],
    );
}

#[test]
fn none_where_it_is_not_a_json_object() {
    detects(
        None,
        &[
            "",
            " ",
            "5",
            "null",
            r#""bot.done""#,
            r#"[{"event": "bot.done", "data": {}}]"#,
            r#"{"event": "bot.done", "data": {}"#,
            r#"{"event": "bot.done", "data": {}} {}"#,
            r#"{"event": "bot.done", "data": nonsense}"#,
        ],
    );
    assert_eq!(Provider::detect(b"\xff\xfe"), None);
}

#[test]
fn whatever_the_other_fields_hold() {
    let values = [
        "null",
        "true",
        "-5",
        "18446744073709551615",
        "1e300",
        r#""text""#,
        r#""\u00e9\n""#,
        "[1, [2]]",
        r#"{"a": {"b": []}}"#,
    ];
    for value in values {
        let body = format!(r#"{{"\u0061": {value}, "event": "bot.done", "data": {value}}}"#);
        detects(RECALL, &[&body]);
        let body = format!(r#"{{"trigger_reason": {value}, "{{": {value}}}"#);
        detects(EXOTEL, &[&body]);
    }
    let deep = format!(
        r#"{{"trigger_reason": {}{}}}"#,
        "[".repeat(5000),
        "]".repeat(5000)
    );
    detects(EXOTEL, &[&deep]);
}

#[test]
fn every_body_on_record_is_its_providers() {
    for provider in Provider::ALL {
        for body in bodies(*provider) {
            let detected = Provider::detect(body.text.as_bytes());
            assert_eq!(detected, Some(*provider), "{}", body.source);
        }
    }
}

#[test]
fn names_with_escapes_are_read() {
    detects(RECALL, &[r#"{"\u0065vent": "bot\u002edone"}"#]);
}

#[test]
fn the_first_of_duplicate_fields_counts() {
    detects(
        RECALL,
        &[r#"{"event": "bot.done", "event": "call_inbound"}"#],
    );
}

#[test]
fn what_is_detected_is_parsed_by_its_provider() -> Result<(), Box<dyn std::error::Error>> {
    let rows = [
        (
            r#"{"trigger_reason": "start", "session_id": "s"}"#,
            "session_start",
            true,
        ),
        (
            r#"{"event": "session_complete", "room_name": "r"}"#,
            "session_complete",
            true,
        ),
        (
            r#"{"event": "bot.done", "data": {"bot": {"id": "b"}}}"#,
            "bot.done",
            true,
        ),
        (
            r#"{"event": "bot.new", "data": {"bot": {"id": "b"}}}"#,
            "bot.new",
            false,
        ),
        (
            r#"{"status": "completed", "call": {"call_id": "c"}}"#,
            "post_call",
            true,
        ),
    ];
    for (body, name, known) in rows {
        let provider = Provider::detect(body.as_bytes()).ok_or("not detected")?;
        let event = Event::from_slice(provider, body.as_bytes())?;
        assert_eq!(event.provider(), provider);
        assert_eq!(event.name(), name);
        assert_eq!(event.is_known(), known);
        assert_eq!(event.drift().is_empty(), known, "{body}");
        let written = serde_json::to_value(&event)?;
        assert_eq!(written, serde_json::from_str::<serde_json::Value>(body)?);
    }
    Ok(())
}

#[test]
fn names_lead_to_providers_and_back() {
    for provider in Provider::ALL {
        assert_eq!(provider.to_string().parse(), Ok(*provider));
    }
    let error = "Recall".parse::<Provider>().unwrap_err();
    let names: Vec<_> = Provider::ALL
        .iter()
        .map(|provider| provider.as_str())
        .collect();
    let names = names.join(", ");
    assert_eq!(error.to_string(), format!("expected one of {names}"));
}
