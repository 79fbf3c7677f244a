use bot_webhooks::exotel::{
    Event, EventData, EventStatus, Request, Speaker, Transcript, TranscriptStatus,
};
use bot_webhooks::{DriftKind, Timestamp};
use serde_json::{Value, json};

use super::{bodies, request};
use crate::fixtures::permutations;

fn data(request: &Request) -> Vec<&EventData> {
    let events = request.events.iter();
    events
        .filter_map(|event| event.event_data.as_deref())
        .collect()
}

fn transcripts(request: &Request) -> Vec<Transcript> {
    request
        .transcripts()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

fn read(text: &str) -> EventData {
    serde_json::from_str(text).unwrap()
}

#[test]
fn both_forms_are_one_transcript() {
    let segments = r#"[{"speaker": "user", "text": "Yes"}]"#;
    let in_array = read(&format!(
        r#"{{"transcripts": [{{"sequence": 2, "status": "inprogress", "transcript_segments": {segments}}}]}}"#,
    ));
    let alone = read(&format!(
        r#"{{"transcript_segments": {segments}, "sequence": 2, "status": "inprogress"}}"#,
    ));
    assert!(in_array.transcripts().eq(alone.transcripts()));
    let transcript = alone.transcripts().next().unwrap();
    assert_eq!(transcript.sequence, Some(2));
    assert_eq!(transcript.status, Some(TranscriptStatus::InProgress));
    assert!(in_array.turns().eq(alone.turns()));
    assert_eq!(alone.turns().count(), 1);
}

#[test]
fn the_order_of_the_fields_does_not_matter() {
    let mut all: Vec<Value> = bodies()
        .iter()
        .filter_map(|(_, text)| {
            serde_json::from_str::<Value>(text)
                .ok()?
                .get("events")
                .cloned()
        })
        .flat_map(|events| events.as_array().cloned().unwrap_or_default())
        .filter_map(|event| event.get("event_data").cloned())
        .collect();
    all.extend([
        json!({"transcripts": null, "transcript_segments": [], "value": null, "status": null}),
        json!({"transcripts": null, "sequence": null, "score": "many", "status": 4}),
        json!({"sequence": {"odd": 1}, "transcripts": [], "status": "Completed", "reason": "r"}),
        json!({"transcripts": [{}], "sequence": "3", "timestamp": "t", "new": null, "reason": null}),
        json!({"transcript_segments": null, "value": null}),
        json!({"sequence": null, "confidence": 1.0, "status": "Changed"}),
    ]);
    for value in all {
        let Some(object) = value.as_object() else {
            continue;
        };
        let expected: EventData = serde_json::from_value(value.clone()).unwrap();
        for order in permutations(&object.iter().collect::<Vec<_>>()) {
            let field = |(name, value): &(&String, &Value)| format!("{}: {value}", json!(name));
            let fields: Vec<_> = order.iter().map(field).collect();
            let text = format!("{{{}}}", fields.join(", "));
            let data = read(&text);
            assert_eq!(data, expected, "{text}");
            assert_eq!(serde_json::to_value(&data).unwrap(), value, "{text}");
        }
    }
}

/// A body whose events have no type, so that only what their data has decides.
fn named(data: &Value) -> String {
    let body = json!({"trigger_reason": "new", "events": [{"event_data": data}]});
    body.to_string().parse::<Event>().unwrap().name().to_owned()
}

#[test]
fn the_fields_decide_the_kind() {
    let table = [
        (json!({}), "new"),
        (json!({"status": "changed"}), "new"),
        (json!({"status": null, "new": 1}), "new"),
        (json!({"value": ""}), "insights_events"),
        (json!({"reason": {}}), "insights_events"),
        (json!({"score": null}), "insights_events"),
        (json!({"transcripts": null, "value": 1}), "insights_events"),
        (
            json!({"transcripts": null, "value": null}),
            "transcript_events",
        ),
        (json!({"transcripts": []}), "transcript_events"),
        (
            json!({"transcripts": [{}], "value": 1}),
            "transcript_events",
        ),
        (
            json!({"transcripts": null, "transcript_segments": []}),
            "transcript_events",
        ),
        (json!({"sequence": 1, "value": 1}), "transcript_events"),
        (json!({"sequence": "first"}), "transcript_events"),
        (json!({"sequence": null}), "transcript_events"),
    ];
    for (value, expected) in table {
        assert_eq!(named(&value), expected, "{value}");
    }
}

#[test]
fn a_transcript_beside_the_array_is_a_repetition() {
    let beside = request("transcript_events.list_beside_live");
    assert_eq!(transcripts(&beside).len(), 1);
    let [data] = data(&beside)[..] else { panic!() };
    assert_eq!(data.transcripts.len(), 1);
    assert_eq!(
        (data.sequence, &data.status),
        (Some(1), &Some(EventStatus::Completed))
    );
    assert_eq!(data.transcript_segments[1].speaker, Some(Speaker::Customer));
    assert_eq!(data.turns().count(), data.transcripts[0].turns().count());

    let empty = request("transcript_events.live_beside_empty_list");
    let [transcript] = &transcripts(&empty)[..] else {
        panic!()
    };
    assert_eq!(transcript.transcript_segments.len(), 2);
    assert_eq!(
        self::data(&empty)[0].confidence.as_ref().unwrap().as_f64(),
        Some(0.9)
    );
}

#[test]
fn alternate_forms_are_understood_and_kept() {
    let live = request("transcript_events.live_numbered");
    let [transcript] = &transcripts(&live)[..] else {
        panic!()
    };
    assert_eq!(transcript.sequence, Some(4));
    assert_eq!(transcript.status, Some(TranscriptStatus::InProgress));
    assert!(!transcript.is_completed());
    assert_eq!(transcript.transcript_segments[0].is_final, Some(false));
    let [data] = data(&live)[..] else { panic!() };
    assert_eq!(data.extra.get("status").unwrap(), "In-Progress");
    assert_eq!(data.extra.get("channel").unwrap(), "mono");

    let insights = request("insights_events.value_forms");
    let insights: Vec<_> = self::data(&insights);
    assert_eq!(insights.len(), 5);
    assert_eq!(
        insights[0].confidence.as_ref().unwrap().as_f64(),
        Some(0.85)
    );
    assert_eq!(insights[2].status, Some(EventStatus::Unchanged));
    assert_eq!(insights[2].reason, None);
    assert_eq!(insights[4].extra.get("model").unwrap(), "m2");
}

#[test]
fn a_changed_field_is_written() {
    let mut data = read(r#"{"value": 1, "status": "Changed", "transcripts": []}"#);
    data.status = Some(EventStatus::Unchanged);
    data.transcripts.push(Transcript::default());
    let written = serde_json::to_value(data).unwrap();
    assert_eq!(
        written,
        json!({"value": 1, "status": "unchanged", "transcripts": [{}]})
    );
}

#[test]
fn drift_is_found_where_it_is() {
    let body = r#"{"trigger_reason": "turn_complete", "events": [
        {"event_data": {"sequence": 1, "status": "paused", "new": 1}},
        {"event_data": {"transcripts": [{}, {"status": "paused"}], "value": 1}},
        {"event_data": {"status": "changed", "new": 1}},
        {"event_data": {"value": 1, "status": "paused"}}]}"#;
    let event: Event = body.parse().unwrap();
    let drift: Vec<_> = event
        .drift()
        .into_iter()
        .map(|drift| (drift.path, drift.kind))
        .collect();
    let expected = [
        ("events[0].event_data.status", DriftKind::Value),
        ("events[0].event_data.new", DriftKind::Field),
        (
            "events[1].event_data.transcripts[1].status",
            DriftKind::Value,
        ),
        ("events[2].event_data.new", DriftKind::Field),
        ("events[3].event_data.status", DriftKind::Value),
    ];
    assert_eq!(drift, expected.map(|(path, kind)| (path.to_owned(), kind)));
}

#[test]
fn turns_are_borrowed_from_the_segments() {
    let request = request("transcript_events.two_turns");
    let turns: Vec<_> = request
        .turns()
        .map(|turn| (turn.speaker, turn.text.into_owned(), turn.time))
        .collect();
    let time = |text: &str| Some(Timestamp::from(text));
    assert_eq!(
        turns,
        [
            (
                Some("assistant"),
                "Hello! What can I do for you?".to_owned(),
                time("2026-10-05T08:12:31.330756Z")
            ),
            (
                Some("user"),
                "Where is my order?".to_owned(),
                time("2026-10-05T08:12:34.100201Z")
            ),
            (
                Some("assistant"),
                "It left our house this morning.".to_owned(),
                time("2026-10-05T08:12:36.000120Z")
            ),
        ],
    );

    let request = super::request("transcript_events.speakers");
    let speakers: Vec<_> = request.turns().map(|turn| turn.speaker).collect();
    let expected = [
        Some("bot"),
        Some("customer"),
        Some("assistant"),
        Some("supervisor"),
        None,
    ];
    assert_eq!(speakers, expected);
    let segments = request
        .transcripts()
        .next()
        .unwrap()
        .into_owned()
        .transcript_segments;
    assert_eq!(segments[2].speaker, Some(Speaker::Assistant));
}

#[test]
fn accessors_walk_the_levels() {
    let request: Request = serde_json::from_value(json!({
        "metadata": {"call_sid": "c", "stream_sid": "s"},
        "events": [
            {"event_data": {"value": "v", "confidence": 0.5, "score": 90, "reason": "r"}},
            {"event_id": "no data"}
        ]
    }))
    .unwrap();
    assert_eq!(request.call_sid().unwrap(), "c");
    assert_eq!(request.stream_sid().unwrap(), "s");
    let [insight, bare] = request.events.as_slice() else {
        panic!()
    };
    assert_eq!(insight.value(), Some(&json!("v")));
    assert_eq!(insight.confidence().unwrap().as_f64(), Some(0.5));
    assert_eq!(insight.score().unwrap().as_u64(), Some(90));
    assert_eq!(insight.reason(), Some("r"));
    assert_eq!((bare.value(), bare.reason()), (None, None));
    assert_eq!((bare.confidence(), bare.score()), (None, None));
    let empty: Request =
        serde_json::from_value(json!({"metadata": {"call_sid": "", "stream_sid": ""}})).unwrap();
    assert_eq!((empty.call_sid(), empty.stream_sid()), (None, None));
}
