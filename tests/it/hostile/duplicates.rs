//! Duplicate fields.

use bot_webhooks::{exotel, pailflow, recall, synthflow};

use super::Answer::{Kept, WrongStructure};
use super::assert_answer;

#[test]
fn a_known_field_is_refused() {
    for (body, path) in [
        (r#"{"event": "bot.done", "data": {}, "data": {}}"#, "data"),
        (r#"{"event": "bot.done", "data": {}, "data": null}"#, "data"),
        (r#"{"data": {}, "event": "bot.done", "data": {}}"#, "data"),
        (
            r#"{"event": "bot.done", "data": {"bot": {"id": "a", "id": "a"}}}"#,
            "data.bot.id",
        ),
    ] {
        assert_answer::<recall::Event>(body, WrongStructure(path), body);
    }
    for (body, path) in [
        (
            r#"{"trigger_reason": "end", "session_id": "a", "session_id": "b"}"#,
            "session_id",
        ),
        (
            r#"{"trigger_reason": "end", "trigger_reason": "end"}"#,
            "trigger_reason",
        ),
        (
            r#"{"events": [{"event_data": {"score": 1, "score": 2}}]}"#,
            "events[0].event_data.score",
        ),
    ] {
        assert_answer::<exotel::Event>(body, WrongStructure(path), body);
    }
    let body = r#"{"event": "session_complete", "insights": {"summary": "", "summary": ""}}"#;
    let path = WrongStructure("insights.summary");
    assert_answer::<pailflow::Event>(body, path, body);
    let body = r#"{"call": {"call_id": "a", "call_id": "b"}}"#;
    assert_answer::<synthflow::Event>(body, WrongStructure("call.call_id"), body);
}

#[test]
fn of_unknown_fields_the_last_counts() {
    let body = r#"{"event": "bot.done", "new": 1, "new": 2, "new": 3}"#;
    assert_answer::<recall::Event>(body, Kept, body);
    let recall::Event::BotDone(change) = body.parse().unwrap() else {
        panic!()
    };
    assert_eq!(change.extra.get("new").unwrap(), 3);

    let body = r#"{"event": "bot.done", "data": {"bot": {"metadata": {"a": 1, "a": 2}}}}"#;
    assert_answer::<recall::Event>(body, Kept, body);
    let body = r#"{"trigger_reason": "end", "custom_parameters": {"a": 1, "a": 2}}"#;
    assert_answer::<exotel::Event>(body, Kept, body);
    let body = r#"{"executed_actions": {"a": {}, "a": {"name": "b"}}, "status": "completed"}"#;
    assert_answer::<synthflow::Event>(body, Kept, body);
    let body = r#"{"event": "of.no.kind", "new": 1, "new": 2}"#;
    assert_answer::<recall::Event>(body, Kept, body);
}

#[test]
fn the_events_name_is_refused() {
    for body in [
        r#"{"event": "bot.done", "event": "bot.done"}"#,
        r#"{"event": "bot.done", "event": "bot.fatal"}"#,
        r#"{"event": "bot.done", "event": null}"#,
        r#"{"event": null, "event": "bot.done"}"#,
        r#"{"a": 0, "event": "bot.done", "event": "bot.done"}"#,
        r#"{"a": 0, "event": null, "event": "bot.done"}"#,
        r#"{"event": "of.no.kind", "event": "bot.done"}"#,
        r#"{"event": "of.no.kind", "event": "of.no.kind"}"#,
        r#"{"a": 0, "event": "of.no.kind", "event": "bot.done"}"#,
    ] {
        assert_answer::<recall::Event>(body, WrongStructure("event"), body);
    }
    let body = r#"{"event": "call_inbound", "event": "of_no_kind"}"#;
    assert_answer::<synthflow::Event>(body, WrongStructure("event"), body);
}

/// Either field can name an event of `PailFlow`.
#[test]
fn two_names_are_refused_unless_they_are_the_same() {
    for name in ["session_complete", "bot_join_failed", "of_no_kind"] {
        let both = [
            format!(r#"{{"event": "{name}", "event_type": "{name}"}}"#),
            format!(r#"{{"event_type": "{name}", "event": "{name}"}}"#),
            format!(r#"{{"a": 0, "event_type": "{name}", "event": "{name}"}}"#),
        ];
        let [first, ..] = both.clone().map(|body| {
            assert_answer::<pailflow::Event>(&body, Kept, &body);
            serde_json::to_value(body.parse::<pailflow::Event>().unwrap()).unwrap()
        });
        assert_eq!(first["event"], name);
        assert_eq!(first["event_type"], name);
        let [one, other, _] = both.map(|body| body.parse::<pailflow::Event>().unwrap());
        assert_eq!(one, other);

        let other = r#""event": "interview_complete""#;
        for body in [
            format!(r#"{{"event_type": "{name}", {other}}}"#),
            format!(r#"{{{other}, "event_type": "{name}"}}"#),
            format!(r#"{{"a": 0, "event_type": "{name}", {other}}}"#),
        ] {
            let path = body.parse::<pailflow::Event>().unwrap_err();
            assert!(["event", "event_type"].contains(&path.path()));
        }
        let null = format!(r#"{{"event_type": "{name}", "event": null}}"#);
        assert_answer::<pailflow::Event>(&null, Kept, &null);
        let number = format!(r#"{{"event_type": "{name}", "event": 5}}"#);
        assert_answer::<pailflow::Event>(&number, WrongStructure("event"), &number);
    }
}
