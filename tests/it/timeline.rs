//! Recall's events in any order, and any number of times.

use bot_webhooks::Phase;
use bot_webhooks::recall::{Applied, Event, ExpectedRecording, Status, StatusCode, Timeline};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::{Value, json};

use crate::arrival::assert_merge;
use crate::bodies::bodies;
use crate::fixtures::permutations;

/// A change as a table writes it: code and `updated_at`, empty for none.
type Row<'a> = (&'a str, &'a str);

fn body(code: &str, time: Option<&str>) -> Value {
    let mut status = json!({"code": code, "sub_code": null});
    if let Some(time) = time {
        status["updated_at"] = time.into();
    }
    json!({"event": format!("bot.{code}"), "data": {"data": status, "bot": {"id": "b-1"}}})
}

fn event((code, time): Row) -> Event {
    let time = (!time.is_empty()).then_some(time);
    body(code, time).to_string().parse().unwrap()
}

fn legacy((code, time): Row) -> Event {
    let mut status = json!({"code": code, "sub_code": null, "message": null});
    if !time.is_empty() {
        status["created_at"] = time.into();
    }
    let body = json!({"event": "bot.status_change", "data": {"bot_id": "b-1", "status": status}});
    body.to_string().parse().unwrap()
}

fn timeline<'a>(events: impl IntoIterator<Item = &'a Event>) -> Timeline {
    let mut timeline = Timeline::new("b-1");
    for event in events {
        let _ = timeline.apply(event);
    }
    timeline
}

fn of_rows(rows: &[Row]) -> Timeline {
    timeline(&rows.iter().map(|row| event(*row)).collect::<Vec<_>>())
}

fn codes(timeline: &Timeline) -> Vec<&str> {
    let history = timeline.history();
    history
        .map(|change| change.code.as_ref().unwrap().as_str())
        .collect()
}

#[test]
fn a_live_run_whose_first_two_changes_came_the_wrong_way_round() {
    let joining = event(("joining_call", "2026-02-09T08:41:02.118403+00:00"));
    let waiting = event(("in_waiting_room", "2026-02-09T08:41:02.166403+00:00"));
    let mut timeline = Timeline::new("b-1");
    assert_eq!(timeline.apply(&waiting), Applied::Advanced);
    assert_eq!(timeline.apply(&joining), Applied::Stale);
    assert_eq!(timeline.code(), Some(&StatusCode::InWaitingRoom));
    assert_eq!(codes(&timeline), ["joining_call", "in_waiting_room"]);
    assert_eq!(timeline.apply(&waiting), Applied::Repeated);
    assert_eq!(timeline.apply(&joining), Applied::Repeated);
    assert_eq!(timeline.history().len(), 2);
    let since = timeline.status().unwrap().updated_at.as_ref().unwrap();
    assert_eq!(since, "2026-02-09T08:41:02.166403+00:00");
}

/// Name, changes in the order of the history, and what then is: code, finality, recording.
type Case<'a> = (&'a str, &'a [Row<'a>], &'a str, bool, ExpectedRecording);

const CASES: &[Case] = &[
    ("nothing", &[], "", false, ExpectedRecording::NotSeen),
    (
        "paused",
        &[
            ("in_call_not_recording", "2026-02-09T08:00:00Z"),
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("in_call_not_recording", "2026-02-09T08:02:00Z"),
        ],
        "in_call_not_recording",
        false,
        ExpectedRecording::Started,
    ),
    (
        "paused and resumed",
        &[
            ("in_call_not_recording", "2026-02-09T08:00:00Z"),
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("in_call_not_recording", "2026-02-09T08:02:00Z"),
            ("in_call_recording", "2026-02-09T08:03:00Z"),
        ],
        "in_call_recording",
        false,
        ExpectedRecording::Started,
    ),
    (
        "ended, media on their way",
        &[
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("call_ended", "2026-02-09T08:02:00Z"),
        ],
        "call_ended",
        false,
        ExpectedRecording::Started,
    ),
    (
        "ended without a recording",
        &[
            ("in_waiting_room", "2026-02-09T08:01:00Z"),
            ("call_ended", "2026-02-09T08:02:00Z"),
            ("done", "2026-02-09T08:02:01Z"),
        ],
        "done",
        true,
        ExpectedRecording::NotSeen,
    ),
    (
        "done",
        &[
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("call_ended", "2026-02-09T08:02:00Z"),
            ("done", "2026-02-09T08:03:00Z"),
        ],
        "done",
        true,
        ExpectedRecording::Complete,
    ),
    (
        "fatal",
        &[
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("fatal", "2026-02-09T08:02:00Z"),
        ],
        "fatal",
        true,
        ExpectedRecording::Started,
    ),
    (
        "fatal, then done",
        &[
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("fatal", "2026-02-09T08:02:00Z"),
            ("done", "2026-02-09T08:02:00.5Z"),
        ],
        "done",
        true,
        ExpectedRecording::Partial,
    ),
    (
        "a time contradicts the course",
        &[
            ("done", "2026-02-09T08:02:00Z"),
            ("call_ended", "2026-02-09T08:02:01Z"),
        ],
        "call_ended",
        true,
        ExpectedRecording::NotSeen,
    ),
    (
        "equal times",
        &[
            ("in_call_not_recording", "2026-02-09T08:00:00Z"),
            ("recording_permission_denied", "2026-02-09T08:00:00Z"),
            ("recording_permission_allowed", "2026-02-09T08:00:00Z"),
            ("in_call_recording", "2026-02-09T08:00:00Z"),
        ],
        "in_call_recording",
        false,
        ExpectedRecording::Started,
    ),
    (
        "equal times at the end",
        &[
            ("in_call_recording", "2026-02-09T08:00:00Z"),
            ("call_ended", "2026-02-09T08:00:00Z"),
            ("fatal", "2026-02-09T08:00:00Z"),
            ("done", "2026-02-09T08:00:00Z"),
        ],
        "done",
        true,
        ExpectedRecording::Partial,
    ),
    (
        "one instant in two zones and precisions",
        &[
            ("joining_call", "2026-02-09T10:00:00+02:00"),
            ("in_waiting_room", "2026-02-09T08:00:00.000Z"),
            ("in_call_not_recording", "2026-02-09T09:30:00.1+01:30"),
        ],
        "in_call_not_recording",
        false,
        ExpectedRecording::NotSeen,
    ),
    (
        "no zone is UTC",
        &[
            ("in_call_recording", "2026-02-09T10:59:59+02:00"),
            ("in_call_not_recording", "2026-02-09 09:00:00"),
            ("in_call_recording", "2026-02-09T09:00:01"),
            ("in_call_not_recording", "2026-02-09T09:00:02Z"),
        ],
        "in_call_not_recording",
        false,
        ExpectedRecording::Started,
    ),
    (
        "no times at all",
        &[
            ("joining_call", ""),
            ("in_call_not_recording", ""),
            ("in_call_recording", ""),
            ("call_ended", ""),
            ("done", ""),
        ],
        "done",
        true,
        ExpectedRecording::Complete,
    ),
    (
        "the first has no time",
        &[
            ("joining_call", ""),
            ("in_waiting_room", "2026-02-09T08:01:00Z"),
            ("call_ended", "2026-02-09T08:02:00Z"),
        ],
        "call_ended",
        false,
        ExpectedRecording::NotSeen,
    ),
    (
        "one in the middle has no time",
        &[
            ("in_call_not_recording", "2026-02-09T08:00:00Z"),
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("call_ended", "soon"),
            ("done", "2026-02-09T08:02:00Z"),
        ],
        "done",
        true,
        ExpectedRecording::Complete,
    ),
    (
        "the last has no time",
        &[
            ("in_call_not_recording", "2026-02-09T08:00:00Z"),
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("in_call_not_recording", "2026-02-09T08:01:30Z"),
            ("call_ended", ""),
        ],
        "call_ended",
        false,
        ExpectedRecording::Started,
    ),
    (
        "breakout rooms",
        &[
            ("in_call_recording", "2026-02-09T08:01:00Z"),
            ("breakout_room_opened", "2026-02-09T08:02:00Z"),
            ("breakout_room_entered", "2026-02-09T08:03:00Z"),
            ("breakout_room_left", ""),
        ],
        "in_call_recording",
        false,
        ExpectedRecording::Started,
    ),
];

#[test]
fn named_situations_in_every_order_of_arrival() {
    for (name, rows, code, is_final, recording) in CASES {
        let ordered = of_rows(rows);
        for arrival in permutations(rows) {
            let timeline = of_rows(&arrival);
            assert_eq!(timeline, ordered, "{name}: {arrival:?}");
            let now = timeline.code().map_or("", StatusCode::as_str);
            assert_eq!(now, *code, "{name}: {arrival:?}");
            assert_eq!(timeline.is_final(), *is_final, "{name}");
            assert_eq!(timeline.recording(), *recording, "{name}");
            // The rows stand in the order of the history.
            if *name != "breakout rooms" {
                let row_codes: Vec<_> = rows.iter().map(|row| row.0).collect();
                assert_eq!(codes(&timeline), row_codes, "{name}");
            }
        }
    }
}

#[test]
fn every_delivery_returns_what_it_did() {
    let mut timeline = Timeline::new("b-1");
    let rows = [
        (
            "in_call_recording",
            "2026-02-09T08:01:00Z",
            Applied::Advanced,
        ),
        (
            "in_call_recording",
            "2026-02-09T08:01:00Z",
            Applied::Repeated,
        ),
        // The same instant, written otherwise.
        (
            "in_call_recording",
            "2026-02-09T08:01:00.000+00:00",
            Applied::Noted,
        ),
        // The same status again after a pause is another change.
        (
            "in_call_recording",
            "2026-02-09T08:05:00Z",
            Applied::Advanced,
        ),
        (
            "in_call_not_recording",
            "2026-02-09T08:03:00Z",
            Applied::Stale,
        ),
        ("joining_call", "", Applied::Stale),
        ("joining_call", "", Applied::Repeated),
        (
            "breakout_room_opened",
            "2026-02-09T08:06:00Z",
            Applied::Noted,
        ),
        (
            "breakout_room_opened",
            "2026-02-09T08:06:00Z",
            Applied::Repeated,
        ),
        ("fatal", "2026-02-09T08:07:00Z", Applied::Advanced),
        ("done", "2026-02-09T08:07:00Z", Applied::Advanced),
        ("call_ended", "2026-02-09T08:06:30Z", Applied::Stale),
    ];
    for (code, time, step) in rows {
        assert_eq!(timeline.apply(&event((code, time))), step, "{code} {time}");
    }
    assert_eq!(timeline.history().len(), 8);
}

#[test]
fn a_late_in_call_recording_shows_that_there_is_a_video() {
    let mut timeline = of_rows(&[("done", "2026-02-09T08:03:00Z")]);
    assert_eq!(timeline.recording(), ExpectedRecording::NotSeen);
    assert!(!timeline.recording().is_available());
    let late = event(("in_call_recording", "2026-02-09T08:01:00Z"));
    assert_eq!(timeline.apply(&late), Applied::Stale);
    assert_eq!(timeline.recording(), ExpectedRecording::Complete);
    assert!(timeline.recording().is_available());
}

/// A change with a sub-code: code, sub-code and second.
fn reasoned((code, sub_code, second): (&str, &str, u32)) -> Event {
    let mut body = body(code, Some(&format!("2026-02-09T08:00:{second:02}Z")));
    if !sub_code.is_empty() {
        body["data"]["data"]["sub_code"] = sub_code.into();
    }
    body.to_string().parse().unwrap()
}

#[test]
fn the_reason_is_that_of_the_newest_change_that_explains_the_end() {
    let denied = (
        "recording_permission_denied",
        "zoom_local_recording_denied",
        3,
    );
    let kicked = ("call_ended", "bot_kicked_from_call", 5);
    let waiting = ("in_waiting_room", "meeting_not_started", 1);
    let done = ("done", "", 9);
    for (name, rows, reason) in [
        ("nothing", vec![], None),
        ("no sub-code", vec![("joining_call", "", 0), done], None),
        ("call ended", vec![kicked], Some(kicked.1)),
        ("call ended, done", vec![kicked, done], Some(kicked.1)),
        (
            "done has its own",
            vec![kicked, ("done", "bot_errored", 9)],
            Some("bot_errored"),
        ),
        (
            "fatal, done",
            vec![("fatal", "meeting_full", 1), done],
            Some("meeting_full"),
        ),
        (
            "fatal after call ended",
            vec![kicked, ("fatal", "bot_errored", 6), done],
            Some("bot_errored"),
        ),
        (
            "call ended without a sub-code after fatal",
            vec![("fatal", "bot_errored", 4), ("call_ended", "", 6), done],
            Some("bot_errored"),
        ),
        (
            "by its time, recording came after the end",
            vec![kicked, ("in_call_recording", "", 6), done],
            Some(kicked.1),
        ),
        ("denied", vec![denied], Some(denied.1)),
        (
            "denied, waits in the call",
            vec![denied, ("in_call_not_recording", "", 4)],
            Some(denied.1),
        ),
        (
            "denied, ended without a sub-code",
            vec![denied, ("call_ended", "", 5), done],
            Some(denied.1),
        ),
        ("denied, kicked", vec![denied, kicked, done], Some(kicked.1)),
        (
            "denied, then allowed",
            vec![denied, ("recording_permission_allowed", "", 4), done],
            None,
        ),
        (
            "denied, then recorded",
            vec![denied, ("in_call_recording", "", 4), done],
            None,
        ),
        (
            "allowed, then denied",
            vec![("recording_permission_allowed", "", 2), denied, done],
            Some(denied.1),
        ),
        ("waiting", vec![waiting], Some(waiting.1)),
        (
            "no longer waiting",
            vec![waiting, ("in_call_not_recording", "", 2)],
            None,
        ),
        ("waited in vain", vec![waiting, done], None),
        (
            "a breakout room makes no state",
            vec![
                waiting,
                ("breakout_room_opened", "breakout_room_not_open", 2),
            ],
            Some(waiting.1),
        ),
    ] {
        let events: Vec<_> = rows.into_iter().map(reasoned).collect();
        let timeline = timeline(events.iter().rev());
        assert_eq!(
            timeline.reason().map(ToString::to_string).as_deref(),
            reason,
            "{name}"
        );
    }
}

#[test]
fn a_merge_returns_what_it_changed() {
    let ours = of_rows(&[
        ("in_call_recording", "2026-02-09T08:01:00Z"),
        ("call_ended", "2026-02-09T08:03:00.0Z"),
    ]);
    let call_ended = ("call_ended", "2026-02-09T08:03:00Z");
    let breakout = ("breakout_room_opened", "2026-02-09T08:02:00Z");
    let joining = ("joining_call", "2026-02-09T08:00:00Z");
    let done = ("done", "2026-02-09T08:04:00Z");
    for (rows, applied) in [
        (vec![], Applied::Repeated),
        (vec![call_ended], Applied::Repeated),
        (vec![breakout], Applied::Noted),
        (vec![call_ended, breakout], Applied::Noted),
        (vec![joining], Applied::Stale),
        (vec![joining, breakout], Applied::Stale),
        (vec![joining, breakout, done], Applied::Advanced),
    ] {
        let mut merged = ours.clone();
        assert_eq!(merged.merge(&of_rows(&rows)), applied, "{rows:?}");
        assert_eq!(merged.merge(&of_rows(&rows)), Applied::Repeated);
    }
    let mut merged = ours.clone();
    let mut other_bot = body("done", Some(done.1));
    other_bot["data"]["bot"]["id"] = "b-2".into();
    let mut other = Timeline::new("b-2");
    let _ = other.apply(&other_bot.to_string().parse().unwrap());
    assert_eq!(merged.merge(&other), Applied::Ignored);
    assert_eq!(merged, ours);
}

/// A change replaces the status, and a later one of the same merge restores it.
#[test]
fn a_merge_that_ends_in_the_same_status_does_not_advance() {
    let mut timeline = of_rows(&[("call_ended", "2026-02-09T08:03:00Z")]);
    let other = of_rows(&[("fatal", ""), ("done", "2026-02-09T08:02:00Z")]);
    assert_eq!(timeline.merge(&other), Applied::Stale);
    assert_eq!(timeline.code(), Some(&StatusCode::CallEnded));
    assert_eq!(timeline.history().len(), 3);
}

#[test]
fn two_workers_that_merge_lose_no_event() {
    let stored = of_rows(&[("joining_call", "2026-02-09T08:00:00Z")]);
    let stored = serde_json::to_string(&stored).unwrap();
    let load = || serde_json::from_str::<Timeline>(&stored).unwrap();
    let (mut first, mut second) = (load(), load());
    let _ = first.apply(&event(("done", "2026-02-09T08:03:00Z")));
    let _ = second.apply(&event(("in_call_recording", "2026-02-09T08:01:00Z")));
    assert_eq!(second.merge(&first), Applied::Advanced);
    assert!(second.is_final());
    assert_eq!(second.recording(), ExpectedRecording::Complete);
}

#[test]
fn what_is_not_this_bots_status_is_ignored() {
    let ours = of_rows(&[("in_call_recording", "2026-02-09T08:01:00Z")]);
    let mut other_bot = body("done", Some("2026-02-09T09:00:00Z"));
    other_bot["data"]["bot"]["id"] = "b-2".into();
    let mut no_bot = body("done", Some("2026-02-09T09:00:00Z"));
    no_bot["data"]["bot"] = Value::Null;
    let bodies = [
        other_bot,
        no_bot,
        json!({"event": "bot.done", "data": {"bot": {"id": "b-1"}}}),
        json!({"event": "bot.status_change", "data": {"bot_id": "b-1"}}),
        json!({"event": "bot.log", "data": {"bot_id": "b-1", "log": {"message": "done"}}}),
        json!({"event": "transcript.done",
            "data": {"data": {"code": "done"}, "bot": {"id": "b-1"}}}),
        json!({"event": "bot.teleported",
            "data": {"data": {"code": "teleported"}, "bot": {"id": "b-1"}}}),
    ];
    for body in bodies {
        let event: Event = body.to_string().parse().unwrap();
        let mut timeline = ours.clone();
        assert_eq!(timeline.apply(&event), Applied::Ignored, "{body}");
        assert_eq!(timeline, ours, "{body}");
        let other = event.bot_id().filter(|id| *id == "b-2");
        assert_eq!(
            Timeline::for_event(&event),
            other.map(Timeline::new),
            "{body}"
        );
    }
}

#[test]
fn legacy_events_are_as_good() {
    let mut timeline = Timeline::new("b-1");
    let rows = [
        ("ready", "2025-01-14T09:00:00Z", Applied::Noted),
        (
            "in_call_recording",
            "2025-01-14T10:00:00Z",
            Applied::Advanced,
        ),
        ("call_ended", "2025-01-14T10:30:00Z", Applied::Advanced),
        ("recording_done", "2025-01-14T10:30:30Z", Applied::Noted),
        ("done", "2025-01-14T10:31:00Z", Applied::Advanced),
        ("analysis_done", "2025-01-14T10:40:00Z", Applied::Noted),
        ("beamed_up", "2025-01-14T10:50:00Z", Applied::Noted),
    ];
    for row @ (code, time, step) in rows {
        assert_eq!(timeline.apply(&legacy((code, time))), step, "{row:?}");
    }
    assert_eq!(timeline.code(), Some(&StatusCode::Done));
    assert_eq!(timeline.recording(), ExpectedRecording::Complete);
    assert_eq!(
        timeline.apply(&event(("done", "2025-01-14T10:31:00Z"))),
        Applied::Repeated,
        "both kinds of events tell of one change"
    );
    let _ = timeline.apply(&legacy(("media_expired", "2025-01-21T10:31:00Z")));
    assert_eq!(timeline.recording(), ExpectedRecording::Expired);
    assert_eq!(timeline.code(), Some(&StatusCode::Done));
}

#[test]
fn the_code_is_the_events_name() {
    let statuses = [
        json!({"data": {"sub_code": "bot_kicked_from_call", "updated_at": "2026-02-09T08:00:00Z"}}),
        json!({"data": {"code": "", "sub_code": "bot_kicked_from_call", "updated_at": "2026-02-09T08:00:00Z"}}),
        json!({"data": {"code": "fatal", "sub_code": "bot_kicked_from_call", "updated_at": "2026-02-09T08:00:00Z"}}),
        // The form of API v1.10 in a newer event.
        json!({"status": {"sub_code": "bot_kicked_from_call", "created_at": "2026-02-09T08:00:00Z"}}),
    ];
    for mut data in statuses {
        data["bot"] = json!({"id": "b-1"});
        let body = json!({"event": "bot.call_ended", "data": data});
        let event: Event = body.to_string().parse().unwrap();
        assert_eq!(event.code(), Some(&StatusCode::CallEnded), "{body}");
        assert_eq!(event.status().unwrap().code, "call_ended", "{body}");
        assert_eq!(event.phase(), Some(Phase::Ended), "{body}");
        let timeline = timeline(&[event]);
        let status = timeline.status().unwrap();
        assert_eq!(status.code, Some(StatusCode::CallEnded), "{body}");
        assert_eq!(status.sub_code.as_ref().unwrap(), "bot_kicked_from_call");
        assert_eq!(status.updated_at.as_ref().unwrap(), "2026-02-09T08:00:00Z");
    }
}

#[test]
fn the_bodies_on_record_make_one_timeline() {
    let bodies = bodies(bot_webhooks::Provider::Recall);
    let events = bodies.iter().map(|body| body.text.parse().unwrap());
    let mut events: Vec<Event> = events.collect();
    let mut timeline = Timeline::new("3f1c7a52-58d2-4a3e-9d0a-7b7f0a6f2e11");
    for event in &events {
        let _ = timeline.apply(event);
    }
    let mut backwards = Timeline::new(timeline.bot_id().unwrap().clone());
    events.reverse();
    for event in &events {
        let _ = backwards.apply(event);
    }
    assert_eq!(timeline, backwards);
    assert!(timeline.history().len() > 30);
}

#[test]
fn stored_and_read_back() {
    let timeline = of_rows(&[
        ("done", "2026-02-09T08:03:00Z"),
        ("joining_call", ""),
        ("breakout_room_left", "soon"),
    ]);
    let stored = serde_json::to_value(&timeline).unwrap();
    assert_eq!(
        stored,
        json!({"bot_id": "b-1", "changes": [
            {"code": "breakout_room_left", "updated_at": "soon"},
            {"code": "joining_call"},
            {"code": "done", "updated_at": "2026-02-09T08:03:00Z"},
        ]})
    );
    assert_eq!(
        serde_json::from_value::<Timeline>(stored).unwrap(),
        timeline
    );
    let packed = rmp_serde::to_vec_named(&timeline).unwrap();
    assert_eq!(
        rmp_serde::from_slice::<Timeline>(&packed).unwrap(),
        timeline
    );
    let edited = json!({"bot_id": "b-1", "changes": [
        {"code": "done", "updated_at": "2026-02-09T08:03:00Z"}, {"sub_code": "bot_errored"},
        {"code": "joining_call"}, {"code": "joining_call"},
        {"code": "breakout_room_left", "updated_at": "soon"}]});
    assert_eq!(
        serde_json::from_value::<Timeline>(edited).unwrap(),
        timeline
    );
    assert!(serde_json::from_value::<Timeline>(json!({"changes": []})).is_err());
}

/// A history in the course of a bot, with a second or more between two changes.
fn course() -> impl Strategy<Value = Vec<(String, u32)>> {
    let before = subsequence(vec!["joining_call", "in_waiting_room"], 0..=2);
    let pauses = 0_usize..4;
    let end = prop::sample::select(vec![
        vec![],
        vec!["call_ended"],
        vec!["call_ended", "done"],
        vec!["fatal"],
        vec!["fatal", "done"],
    ]);
    let gaps = prop::collection::vec(1_u32..60, 16);
    (before, pauses, end, gaps).prop_map(|(mut codes, pauses, end, gaps)| {
        codes.push("in_call_not_recording");
        for _ in 0..pauses {
            codes.extend(["in_call_recording", "in_call_not_recording"]);
        }
        codes.extend(end);
        let mut second = 0;
        let timed = codes.into_iter().zip(gaps).map(|(code, gap)| {
            second += gap;
            (code.to_owned(), second)
        });
        timed.collect()
    })
}

/// Any changes at all, many of them at the same time or without one.
fn changes() -> impl Strategy<Value = Vec<(String, String)>> {
    let codes: Vec<_> = StatusCode::KNOWN.iter().map(ToString::to_string).collect();
    let times = [
        "",
        "soon",
        "later",
        "2026-02-09T08:00:00Z",
        "2026-02-09T08:00:00.000Z",
        "2026-02-09T09:00:00+01:00",
        "2026-02-09 08:00:00",
        "2026-02-09T08:00:01Z",
        "2026-02-09T08:00:02Z",
        "1770624000",
    ];
    let code = prop::sample::select(codes);
    let time = prop::sample::select(times.map(str::to_owned).to_vec());
    prop::collection::vec((code, time), 0..12)
}

/// Deliveries of `count` events: each at least once, some again, in any order.
fn deliveries(count: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(any::<Index>(), 0..8).prop_flat_map(move |again| {
        let again = again.into_iter().filter(|_| count > 0);
        let mut all: Vec<_> = (0..count).collect();
        all.extend(again.map(|index| index.index(count)));
        Just(all).prop_shuffle()
    })
}

fn with_deliveries<T: std::fmt::Debug + Clone>(
    history: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, Vec<usize>)> {
    history.prop_flat_map(|history| {
        let arrival = deliveries(history.len());
        (Just(history), arrival)
    })
}

/// What of a status says whether two are the same; one instant can be written in two ways.
fn identity(status: &Status) -> impl PartialEq + std::fmt::Debug + use<> {
    let time = status.updated_at.as_ref();
    let instant = time.and_then(bot_webhooks::Timestamp::assume_utc);
    let unreadable = time.filter(|_| instant.is_none()).cloned();
    (
        status.code.clone(),
        status.sub_code.clone(),
        instant,
        unreadable,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_arrival_of_a_course_ends_in_its_last_change(
        (history, arrival) in with_deliveries(course())
    ) {
        let events: Vec<_> = history.iter().enumerate().map(|(index, (code, second))| {
            let time = format!("2026-02-09T08:{:02}:{:02}Z", second / 60, second % 60);
            // Either form, as where an old and a new endpoint are fed.
            let form = if index % 3 == 2 { legacy } else { event };
            form((code, &time))
        }).collect();
        let ordered = timeline(&events);
        let arrived = timeline(arrival.iter().map(|index| &events[*index]));
        prop_assert_eq!(&arrived, &ordered);
        let in_course: Vec<_> = history.iter().map(|(code, _)| code.as_str()).collect();
        prop_assert_eq!(codes(&arrived), in_course.clone());
        prop_assert_eq!(arrived.code().unwrap().as_str(), *in_course.last().unwrap());
        let saw = |code| in_course.contains(&code);
        prop_assert_eq!(arrived.is_final(), saw("done") || saw("fatal"));
        let recording = match (saw("in_call_recording"), saw("done"), saw("fatal")) {
            (false, _, _) => ExpectedRecording::NotSeen,
            (true, false, _) => ExpectedRecording::Started,
            (true, true, true) => ExpectedRecording::Partial,
            (true, true, false) => ExpectedRecording::Complete,
        };
        prop_assert_eq!(arrived.recording(), recording);
    }

    #[test]
    fn every_arrival_of_any_changes_ends_the_same(
        (history, arrival) in with_deliveries(changes())
    ) {
        let events: Vec<_> = history.iter().map(|(code, time)| legacy((code, time))).collect();
        let ordered = timeline(&events);
        let mut arrived = Timeline::new("b-1");
        for index in &arrival {
            let before = arrived.clone();
            let step = arrived.apply(&events[*index]);
            let changed = arrived.status() != before.status();
            let grown = arrived.history().len() - before.history().len();
            match step {
                Applied::Advanced => prop_assert!(changed && grown == 1),
                Applied::Noted if grown == 0 => prop_assert!(arrived.code() == before.code() && arrived != before),
                Applied::Stale | Applied::Noted => prop_assert!(!changed && grown == 1),
                Applied::Repeated => prop_assert_eq!(&arrived, &before),
                Applied::Ignored => prop_assert!(false, "none is to be ignored"),
            }
        }
        prop_assert_eq!(&arrived, &ordered);
        let stored = serde_json::to_string(&arrived).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timeline>(&stored).unwrap(), arrived);
    }
    /// Each event goes to one or more of three workers.
    #[test]
    fn merged_timelines_equal_one_with_all_events(
        (history, workers) in with_deliveries(changes()).prop_flat_map(|(history, arrival)| {
            let workers = prop::collection::vec(0_usize..3, arrival.len());
            let arrival = workers.prop_map(move |workers| {
                arrival.iter().copied().zip(workers).collect::<Vec<_>>()
            });
            (Just(history), arrival)
        })
    ) {
        let events: Vec<_> = history.iter().map(|(code, time)| legacy((code, time))).collect();
        let states = [0, 1, 2].map(|worker| {
            let taken = workers.iter().filter(|(_, by)| *by == worker);
            timeline(taken.map(|(index, _)| &events[*index]))
        });
        let merged = |left: &Timeline, right: &Timeline| {
            let mut merged = left.clone();
            let applied = merged.merge(right);
            let is_same = left.status().map(identity) == merged.status().map(identity);
            assert_eq!(applied == Applied::Advanced, !is_same);
            assert_eq!(applied == Applied::Repeated, merged == *left);
            merged
        };
        let all = timeline(&events);
        assert_merge(states, &all, merged)?;
    }
}
