use bot_webhooks::exotel::{
    Event, EventData, InsightStatus, Request, Speaker, Transcript, TranscriptStatus,
};
use bot_webhooks::{DriftKind, Timestamp};
use serde_json::{Value, json};

use super::{bodies, request};

fn data(request: &Request) -> Vec<&EventData> {
    let events = request.events.iter().flatten();
    events
        .filter_map(|event| event.event_data.as_ref())
        .collect()
}

fn transcripts(request: &Request) -> Vec<&Transcript> {
    request.transcripts().collect()
}

fn read(text: &str) -> EventData {
    serde_json::from_str(text).unwrap()
}

#[test]
fn both_forms_are_the_same_type() {
    let segments = r#"[{"speaker": "user", "text": "Yes"}]"#;
    let listed = read(&format!(
        r#"{{"transcripts": [{{"sequence": 2, "status": "inprogress", "transcript_segments": {segments}}}]}}"#,
    ));
    let bare = read(&format!(
        r#"{{"transcript_segments": {segments}, "sequence": 2, "status": "inprogress"}}"#,
    ));
    let (listed, bare) = (
        listed.as_transcripts().unwrap(),
        bare.as_transcripts().unwrap(),
    );
    assert_eq!(listed.transcripts, bare.transcripts);
    assert_eq!(bare.transcripts[0].sequence, Some(2));
    assert_eq!(
        bare.transcripts[0].status,
        Some(TranscriptStatus::InProgress)
    );
    assert!(listed.turns().eq(bare.turns()));
    let written = |value| serde_json::to_value(value).unwrap();
    assert!(written(listed).get("transcripts").is_some());
    assert!(written(bare).get("transcript_segments").is_some());
}

#[test]
fn a_second_transcript_needs_the_list() {
    let EventData::Transcript(mut transcripts) = read(r#"{"sequence": 1}"#) else {
        panic!()
    };
    transcripts.transcripts.push(Transcript::default());
    assert_eq!(
        serde_json::to_value(transcripts).unwrap(),
        json!({"transcripts": [{"sequence": 1}, {}]}),
    );
}

/// The members of an object in every order.
fn orders(members: &[(&String, &Value)]) -> Vec<String> {
    let Some((first, rest)) = members.split_first() else {
        return vec![String::new()];
    };
    let mut orders = Vec::new();
    for order in self::orders(rest) {
        let others: Vec<_> = order
            .split('\u{1}')
            .filter(|member| !member.is_empty())
            .collect();
        for place in 0..=others.len() {
            let mut order: Vec<_> = others.iter().map(|&member| member.to_owned()).collect();
            order.insert(place, format!("{}: {}", json!(first.0), first.1));
            orders.push(order.join("\u{1}"));
        }
    }
    orders
}

#[test]
fn the_order_of_the_members_does_not_matter() {
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
        for order in orders(&object.iter().collect::<Vec<_>>()) {
            let text = format!("{{{}}}", order.replace('\u{1}', ", "));
            let data = read(&text);
            assert_eq!(data, expected, "{text}");
            assert_eq!(serde_json::to_value(&data).unwrap(), value, "{text}");
        }
    }
}

#[test]
fn the_members_tell_the_kind() {
    let kind = |value: Value| match serde_json::from_value(value).unwrap() {
        EventData::Insight(_) => "insight",
        EventData::Transcript(transcripts) if transcripts.transcripts.is_empty() => "no transcript",
        EventData::Transcript(_) => "transcript",
        EventData::Other(_) => "other",
        _ => "new",
    };
    let table = [
        (json!({}), "other"),
        (json!({"status": "changed"}), "other"),
        (json!({"status": null, "new": 1}), "other"),
        (json!({"value": ""}), "insight"),
        (json!({"reason": {}}), "insight"),
        (json!({"score": null}), "insight"),
        (json!({"transcripts": null, "value": 1}), "insight"),
        (json!({"transcripts": null, "value": null}), "no transcript"),
        (json!({"transcripts": []}), "no transcript"),
        (json!({"transcripts": [{}], "value": 1}), "transcript"),
        (
            json!({"transcripts": null, "transcript_segments": []}),
            "transcript",
        ),
        (json!({"sequence": 1, "value": 1}), "transcript"),
        (json!({"sequence": "first"}), "transcript"),
        (json!({"sequence": null}), "transcript"),
    ];
    for (value, expected) in table {
        assert_eq!(kind(value.clone()), expected, "{value}");
    }
}

#[test]
fn what_a_form_has_no_place_for_is_kept() {
    let beside = request("transcript_events.list_beside_live");
    let [EventData::Transcript(both)] = data(&beside)[..] else {
        panic!()
    };
    assert_eq!(both.transcripts.len(), 1);
    assert_eq!(
        both.extra.get("transcript_segments").unwrap()[1]["speaker"],
        "customer"
    );
    assert_eq!(both.extra.get("sequence").unwrap(), 1);
    assert_eq!(both.extra.get("status").unwrap(), "completed");

    let empty = request("transcript_events.live_beside_empty_list");
    let [transcript] = transcripts(&empty)[..] else {
        panic!()
    };
    assert_eq!(transcript.extra.get("transcripts").unwrap(), &json!([]));
    assert_eq!(transcript.extra.get("confidence").unwrap(), 0.9);
    assert_eq!(transcript.transcript_segments.as_ref().unwrap().len(), 2);
}

#[test]
fn spellings_are_understood_and_kept() {
    let live = request("transcript_events.live_numbered");
    let [transcript] = transcripts(&live)[..] else {
        panic!()
    };
    assert_eq!(transcript.sequence, Some(4));
    assert_eq!(transcript.status, Some(TranscriptStatus::InProgress));
    assert!(!transcript.is_completed());
    assert_eq!(transcript.extra.get("status").unwrap(), "In-Progress");
    assert_eq!(transcript.extra.get("channel").unwrap(), "mono");
    assert_eq!(
        transcript.transcript_segments.as_ref().unwrap()[0].is_final,
        Some(false)
    );

    let insights = request("insights_events.value_forms");
    let insights: Vec<_> = data(&insights)
        .into_iter()
        .filter_map(EventData::as_insight)
        .collect();
    assert_eq!(insights.len(), 5);
    assert_eq!(
        insights[0].confidence.as_ref().unwrap().as_f64(),
        Some(0.85)
    );
    assert_eq!(insights[2].status, Some(InsightStatus::Unchanged));
    assert_eq!(insights[2].reason, None);
    assert_eq!(insights[4].extra.get("model").unwrap(), "m2");
}

#[test]
fn a_changed_field_is_written() {
    let EventData::Insight(mut insight) = read(r#"{"value": 1, "status": "Changed"}"#) else {
        panic!()
    };
    insight.status = Some(InsightStatus::Unchanged);
    let written = serde_json::to_value(EventData::Insight(insight)).unwrap();
    assert_eq!(written, json!({"value": 1, "status": "unchanged"}));
}

#[test]
fn drift_is_found_where_it_stands() {
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
        ("events[1].event_data.value", DriftKind::Field),
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
        .map(|turn| (turn.speaker, turn.text, turn.time))
        .collect();
    let time = |text: &str| Some(Timestamp::from(text));
    assert_eq!(
        turns,
        [
            (
                Some("assistant"),
                "Hello! What can I do for you?",
                time("2026-10-05T08:12:31.330756Z")
            ),
            (
                Some("user"),
                "Where is my order?",
                time("2026-10-05T08:12:34.100201Z")
            ),
            (
                Some("assistant"),
                "It left our house this morning.",
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
        .transcript_segments
        .as_ref()
        .unwrap();
    assert_eq!(segments[2].speaker, Some(Speaker::Assistant));
}
