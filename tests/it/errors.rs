//! What is said of a body that cannot be read, to the letter.

use bot_webhooks::{ParseErrorKind, recall};

fn said(body: &str) -> String {
    recall::Event::from_slice(body.as_bytes())
        .unwrap_err()
        .to_string()
}

#[test]
fn wrong_structure() {
    let cases = [
        (
            r#"{"event": "bot.done", "data": 5}"#,
            "recall bot.done: expected an object at `data`, found a number (line 1, column 31)",
        ),
        (
            r#"{"event": "bot.done", "data": {"data": "secret words"}}"#,
            "recall bot.done: expected an object at `data.data`, found a string (line 1, column 53)",
        ),
        (
            r#"{"event": "bot.done", "data": {"data": [1, 2]}}"#,
            "recall bot.done: expected an object at `data.data`, found an array (line 1, column 40)",
        ),
        (
            r#"{"data": {"data": true}, "event": "bot.done"}"#,
            "recall bot.done: expected an object at `data.data`, found a boolean (line 1, column 22)",
        ),
        (
            r#"{"event": 5, "data": {}}"#,
            "recall: expected a string at `event`, found a number (line 1, column 11)",
        ),
        ("{}", "recall: missing field `event` (line 1, column 2)"),
        (
            r#"{"event": null}"#,
            "recall: missing field `event` (line 1, column 15)",
        ),
        ("[1]", "recall: expected an object, found an array (line 1)"),
        (
            r#"{"event": "bot.done", "data": {}, "data": {}}"#,
            "recall bot.done: duplicate field `data` (line 1, column 40)",
        ),
        (
            r#"{"event": "bot.done", "event": "bot.fatal"}"#,
            "recall bot.done: duplicate field `event` (line 1, column 29)",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(said(body), expected, "{body}");
    }
}

#[test]
fn not_json() {
    let deep = format!(r#"{{"event": "bot.done", "new": {}"#, "[".repeat(200));
    let cases = [
        ("", "recall: not JSON: EOF while parsing a value (line 1)"),
        (
            "\u{feff}{}",
            "recall: not JSON: expected value (line 1, column 1)",
        ),
        (
            r#"{"event": "bot.do"#,
            "recall: not JSON: EOF while parsing a string (line 1, column 17)",
        ),
        (
            "{\"event\": \"bot.done\",\n \"data\": {]}",
            "recall bot.done: not JSON: key must be a string (line 2, column 11)",
        ),
        (
            r#"{"event": "bot.done"} {"#,
            "recall bot.done: not JSON: trailing characters (line 1, column 23)",
        ),
        (
            &deep,
            "recall bot.done: not JSON: recursion limit exceeded (line 1, column 156)",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(said(body), expected, "{body}");
        let error = recall::Event::from_slice(body.as_bytes()).unwrap_err();
        assert_eq!(
            (error.kind(), error.path()),
            (ParseErrorKind::NotJson, "."),
            "{body}"
        );
    }
    let error = recall::Event::from_slice(b"{\"event\":\n\"bot.\xff\"}").unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::NotJson);
    assert_eq!(
        error.to_string(),
        "recall: not JSON: invalid UTF-8 (line 2, column 6)"
    );
}

#[test]
fn what_can_be_asked_of_an_error() {
    let error =
        recall::Event::from_slice(b"{\"event\": \"bot.fatal\",\n \"data\": []}").unwrap_err();
    assert_eq!(error.kind().as_str(), "wrong_structure");
    assert_eq!(error.path(), "data");
    assert_eq!((error.line(), error.column()), (2, 11));
    assert_eq!(error.provider().as_str(), "recall");
    assert_eq!(error.event(), Some("bot.fatal"));
    assert_eq!(size_of_val(&error), size_of::<usize>());
}
