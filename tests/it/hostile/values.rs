//! Hostile values, in every kind of place.

use bot_webhooks::Handler;
use bot_webhooks::Provider;

use super::Answer::{self, Kept, NotJson};
use super::assert_answer;
use crate::checks::endpoint::Nobody;
use crate::subject::{Subject, for_every_provider};

/// Bodies of a known event in which `@` is a place for any value: an unknown field, one before
/// what tells the event, an id, a text, a number, a timestamp, a map, a value of a vocabulary.
fn places(provider: Provider) -> &'static [&'static str] {
    match provider {
        Provider::Exotel => &[
            r#"{"trigger_reason": "end", "new": @}"#,
            r#"{"new": @, "trigger_reason": "end"}"#,
            r#"{"trigger_reason": "end", "session_id": @}"#,
            r#"{"trigger_reason": "end", "bot_name": @}"#,
            r#"{"trigger_reason": "end", "start_time": @}"#,
            r#"{"trigger_reason": "end", "custom_parameters": @}"#,
            r#"{"trigger_reason": "end", "network_type": @}"#,
            r#"{"trigger_reason": "timer", "events": [{"event_data": {"confidence": @}}]}"#,
            r#"{"trigger_reason": "timer", "events": [{"event_data": {"new": @}}]}"#,
            r#"{"trigger_reason": "timer", "events": [{"event_data": {"value": @}}]}"#,
            r#"{"trigger_reason": "timer", "events": [{"event_data": {"sequence": @}}]}"#,
        ],
        Provider::PailFlow => &[
            r#"{"event": "session_complete", "new": @}"#,
            r#"{"new": @, "event": "session_complete"}"#,
            r#"{"event": "session_complete", "transcript_id": @}"#,
            r#"{"event": "session_complete", "summary": @}"#,
            r#"{"event": "session_complete", "duration_seconds": @}"#,
            r#"{"event": "session_complete", "exit_reason": @}"#,
            r#"{"event": "session_complete", "insights": {"competency_scores": @}}"#,
            r#"{"event": "session_complete", "insights": {"overall_score": @}}"#,
            r#"{"event": "session_complete", "insights": {"question_assessments": @}}"#,
            r#"{"event_type": "bot_join_failed", "timestamp": @}"#,
        ],
        Provider::Recall => &[
            r#"{"event": "bot.done", "new": @}"#,
            r#"{"new": @, "event": "bot.done"}"#,
            r#"{"event": "bot.done", "data": {"bot": {"id": @}}}"#,
            r#"{"event": "bot.done", "data": {"bot": {"metadata": @}}}"#,
            r#"{"event": "bot.done", "data": {"data": {"code": @}}}"#,
            r#"{"event": "bot.done", "data": {"data": {"updated_at": @}}}"#,
            r#"{"event": "bot.log", "data": {"log": {"message": @}}}"#,
            r#"{"event": "of.no.kind", "new": @}"#,
        ],
        Provider::Synthflow => &[
            r#"{"status": "completed", "lead": null, "new": @}"#,
            r#"{"new": @, "status": "completed", "lead": null}"#,
            r#"{"new": @, "event": "call_inbound"}"#,
            r#"{"call": {"call_id": @}}"#,
            r#"{"call": {"duration": @}}"#,
            r#"{"call": {"start_time": @}}"#,
            r#"{"call": {"transcript": @}}"#,
            r#"{"call": {"agents_used": @}}"#,
            r#"{"status": @, "call": {}}"#,
            r#"{"status": "completed", "collected_variables": @}"#,
            r#"{"status": "completed", "executed_actions": {"a": {"parameters_hard_coded": @}}}"#,
        ],
        _ => panic!("no row of {provider}"),
    }
}

fn nested(open: &str, innermost: &str, close: &str, levels: usize) -> String {
    [&open.repeat(levels), innermost, &close.repeat(levels)].concat()
}

fn hostile() -> Vec<(&'static str, String, Answer)> {
    let too_deep = NotJson("recursion limit exceeded");
    let too_large = NotJson("number out of range");
    let surrogate = NotJson("lone leading surrogate in hex escape");
    let cut_surrogate = NotJson("unexpected end of hex escape");
    let control = NotJson("control character");
    let lists = nested("[", "", "]", 100_000);
    let digits = "9".repeat(10_000);
    let text = |text: &str| format!("\"{text}\"");
    vec![
        ("100 lists in each other", nested("[", "", "]", 100), Kept),
        ("100 objects", nested(r#"{"a":"#, "0", "}", 100), Kept),
        ("100,000 lists", lists.clone(), too_deep),
        ("objects", nested(r#"{"a":"#, "0", "}", 100_000), too_deep),
        ("both", nested(r#"[{"":"#, "0", "}]", 500), too_deep),
        ("lists without an end", "[".repeat(1000), NotJson("")),
        (
            "objects without an end",
            r#"{"a":"#.repeat(1000),
            NotJson(""),
        ),
        ("100,000 lists in a text", text(&lists), Kept),
        (
            "a list without an end in a text",
            text(&"[".repeat(1000)),
            Kept,
        ),
        (
            "100 objects in a text",
            text(&nested(r#"{\"a\":"#, "0", "}", 100)),
            Kept,
        ),
        ("10,000 digits", digits.clone(), too_large),
        ("10,000 digits below zero", format!("-{digits}"), too_large),
        ("10,000 digits after the point", format!("0.{digits}"), Kept),
        (
            "10,000 digits, scaled down",
            format!("{digits}e-9999"),
            Kept,
        ),
        ("10,000 digits in a text", text(&digits), Kept),
        ("an integer of 65 bits", "36893488147419103231".into(), Kept),
        ("a large exponent", "1e99999".into(), too_large),
        (
            "an exponent of 10,000 digits",
            format!("1e{digits}"),
            too_large,
        ),
        ("a small exponent", "1e-99999".into(), Kept),
        ("nothing to a large exponent", "0e99999".into(), Kept),
        ("a large exponent in a text", text("1e99999"), Kept),
        ("less than nothing", "-0".into(), Kept),
        ("not a number", "NaN".into(), NotJson("expected value")),
        ("a leading surrogate", text(r"\ud800"), cut_surrogate),
        (
            "a leading surrogate and a letter",
            text(r"\ud800a"),
            cut_surrogate,
        ),
        ("two leading surrogates", text(r"\ud800\ud800"), surrogate),
        ("a trailing surrogate", text(r"\udc00"), surrogate),
        (
            "a surrogate as a name",
            r#"{"\udc00": 0}"#.into(),
            surrogate,
        ),
        ("a pair of surrogates", text(r"\ud83d\ude00"), Kept),
        ("NUL, escaped", text(r"a\u0000b"), Kept),
        ("NUL", text("a\0b"), control),
        ("a line break in a text", text("a\nb"), control),
        ("NUL in a name", "{\"a\0b\": 0}".into(), control),
        ("NUL, escaped, in a name", r#"{"a\u0000b": 0}"#.into(), Kept),
        ("a byte order mark in a text", text("\u{feff}"), Kept),
        ("a field twice", r#"{"a": 1, "a": 2}"#.into(), Kept),
        ("no name", r#"{"": 0}"#.into(), Kept),
    ]
}

for_every_provider!(hostile_values_in_every_place);
fn hostile_values_in_every_place<E: Subject>()
where
    Nobody: Handler<E>,
{
    for (name, value, answer) in hostile() {
        for place in places(E::PROVIDER) {
            let body = place.replace('@', &value);
            assert_answer::<E>(body, answer, &format!("{name} in {place}"));
        }
    }
}

for_every_provider!(deeper_than_127_levels);
fn deeper_than_127_levels<E: Subject>()
where
    Nobody: Handler<E>,
{
    for place in places(E::PROVIDER) {
        let above = place.split('@').next().unwrap();
        let above = above.matches(['{', '[']).count();
        let deep = |levels| place.replace('@', &nested("[", "", "]", levels - above));
        assert_answer::<E>(deep(127), Kept, place);
        assert_answer::<E>(deep(128), NotJson("recursion limit exceeded"), place);
    }
}

#[test]
fn an_integer_beyond_64_bits_is_read_as_the_nearest_float() {
    let body = r#"{"event":"bot.done","new":12345678901234567890123}"#;
    let event = bot_webhooks::recall::Event::from_slice(body.as_bytes()).unwrap();
    assert_eq!(
        serde_json::to_string(&event).unwrap(),
        r#"{"event":"bot.done","new":1.2345678901234568e+22}"#
    );
}
