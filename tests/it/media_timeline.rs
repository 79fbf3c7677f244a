//! Events of recordings, their media and SDK uploads in any order, and any number of times.

use std::collections::BTreeSet;

use bot_webhooks::recall::{
    Applied, Availability, Event, ExpectedRecording, MediaKind, Ready, Recording, ResourceStatus,
    SubCode, Timeline,
};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::arrival::assert_merge;
use crate::fixtures::permutations;

/// An event as a table writes it: name, the id of the recording, the id of the medium (empty for
/// none), and the second or the string of `updated_at` (empty for none).
type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

fn body((name, recording, medium, time): Row) -> Value {
    let (family, code) = name.split_once('.').unwrap();
    let sub_code = (code == "failed").then_some("provider_connection_failed");
    let mut status = json!({"code": code, "sub_code": sub_code});
    if !time.is_empty() {
        status["updated_at"] = match time.parse::<u32>() {
            Ok(second) => format!("2026-02-09T08:00:{second:02}Z").into(),
            Err(_) => time.into(),
        };
    }
    let mut data = json!({"data": status, "bot": {"id": "b-1"}});
    if !recording.is_empty() {
        data["recording"] = json!({"id": recording, "metadata": {}});
    }
    if !medium.is_empty() && !matches!(family, "bot" | "recording" | "sdk_upload") {
        data[family] = json!({"id": medium, "metadata": {}});
    }
    if family == "sdk_upload" {
        data["sdk_upload"] = json!({"id": "u-1"});
    }
    json!({"event": name, "data": data})
}

fn event(row: Row) -> Event {
    body(row).to_string().parse().unwrap()
}

/// The same event of a recording that no bot made.
fn without_bot(row: Row) -> Event {
    let mut body = body(row);
    body["data"].as_object_mut().unwrap().remove("bot");
    body.to_string().parse().unwrap()
}

fn applied<'a>(mut timeline: Timeline, events: impl IntoIterator<Item = &'a Event>) -> Timeline {
    for event in events {
        let _ = timeline.apply(event);
    }
    timeline
}

fn of_rows(rows: &[Row]) -> Timeline {
    let events: Vec<_> = rows.iter().map(|row| event(*row)).collect();
    applied(Timeline::new("b-1"), &events)
}

fn recording<'a>(timeline: &'a Timeline, id: &str) -> &'a Recording {
    timeline
        .recordings()
        .find(|recording| *recording.id() == id)
        .unwrap()
}

fn ready(timeline: &Timeline) -> Vec<String> {
    let ready = timeline.ready().into_iter();
    ready
        .map(|ready| match ready {
            Ready::Recording(id) => format!("recording {id}"),
            Ready::Transcript(id) => format!("transcript {id}"),
            Ready::Bot(id) => format!("bot {id}"),
            other => panic!("{other:?}"),
        })
        .collect()
}

/// Name, events, what is ready, and the status and availability of the recording `r-1`, empty if
/// there is none.
type Case<'a> = (&'a str, &'a [Row<'a>], &'a [&'a str], &'a str, Availability);

const CASES: &[Case] = &[
    (
        "paused",
        &[
            ("recording.processing", "r-1", "", "1"),
            ("recording.paused", "r-1", "", "2"),
        ],
        &[],
        "paused",
        Availability::Pending,
    ),
    (
        "paused and resumed, twice",
        &[
            ("recording.processing", "r-1", "", "1"),
            ("recording.paused", "r-1", "", "2"),
            ("recording.processing", "r-1", "", "3"),
            ("recording.paused", "r-1", "", "4"),
            ("recording.processing", "r-1", "", "5"),
        ],
        &[],
        "processing",
        Availability::Pending,
    ),
    (
        "done",
        &[
            ("recording.processing", "r-1", "", "1"),
            ("video_mixed.done", "r-1", "v-1", "2"),
            ("recording.done", "r-1", "", "3"),
        ],
        &["recording r-1"],
        "done",
        Availability::Available,
    ),
    (
        "done, though processing is newer by the vendor's times",
        &[
            ("recording.done", "r-1", "", "3"),
            ("recording.processing", "r-1", "", "4"),
        ],
        &["recording r-1"],
        "processing",
        Availability::Available,
    ),
    (
        "failed after it was done",
        &[
            ("recording.done", "r-1", "", "3"),
            ("recording.failed", "r-1", "", "4"),
        ],
        &[],
        "failed",
        Availability::Failed,
    ),
    (
        "done after it failed",
        &[
            ("recording.failed", "r-1", "", "3"),
            ("recording.done", "r-1", "", "4"),
        ],
        &["recording r-1"],
        "done",
        Availability::Available,
    ),
    (
        "failed and done at one time",
        &[
            ("recording.processing", "r-1", "", "3"),
            ("recording.paused", "r-1", "", "3"),
            ("recording.failed", "r-1", "", "3"),
            ("recording.done", "r-1", "", "2026-02-09T10:00:03+02:00"),
        ],
        &["recording r-1"],
        "done",
        Availability::Available,
    ),
    (
        "deleted, with its transcript",
        &[
            ("recording.done", "r-1", "", "3"),
            ("transcript.done", "r-1", "t-1", "3"),
            ("recording.deleted", "r-1", "", "3"),
        ],
        &[],
        "deleted",
        Availability::Deleted,
    ),
    (
        "no times at all",
        &[
            ("recording.processing", "r-1", "", ""),
            ("recording.paused", "r-1", "", "soon"),
            ("recording.failed", "r-1", "", ""),
            ("recording.done", "r-1", "", ""),
        ],
        &["recording r-1"],
        "done",
        Availability::Available,
    ),
    (
        "the end has no time",
        &[
            ("recording.processing", "r-1", "", "1"),
            ("recording.paused", "r-1", "", "2"),
            ("recording.done", "r-1", "", ""),
        ],
        &["recording r-1"],
        "done",
        Availability::Available,
    ),
    (
        "the end has a time, what was before has none",
        &[
            ("recording.processing", "r-1", "", ""),
            ("recording.failed", "r-1", "", "soon"),
            ("recording.done", "r-1", "", "2"),
        ],
        &["recording r-1"],
        "done",
        Availability::Available,
    ),
    (
        "one code with a time and without one",
        &[
            ("recording.done", "r-1", "", ""),
            ("recording.done", "r-1", "", "2"),
            ("recording.failed", "r-1", "", "3"),
        ],
        &[],
        "failed",
        Availability::Failed,
    ),
    (
        "two recordings",
        &[
            ("recording.done", "r-1", "", "1"),
            ("recording.processing", "r-2", "", "2"),
            ("recording.done", "r-2", "", "3"),
            ("recording.failed", "r-3", "", "3"),
        ],
        &["recording r-1", "recording r-2"],
        "done",
        Availability::Available,
    ),
    (
        "transcripts: one done, one failed, one deleted, one not yet",
        &[
            ("recording.done", "r-1", "", "1"),
            ("transcript.done", "r-1", "t-1", "2"),
            ("transcript.failed", "r-1", "t-2", "2"),
            ("transcript.deleted", "r-1", "t-3", "2"),
            ("transcript.processing", "r-1", "t-4", "2"),
        ],
        &["recording r-1", "transcript t-1"],
        "done",
        Availability::Available,
    ),
    (
        "a transcript of a recording without an event of its own",
        &[("transcript.done", "r-1", "t-1", "2")],
        &["transcript t-1"],
        "",
        Availability::Pending,
    ),
    (
        "a bot without events of recordings",
        &[
            ("bot.in_call_recording", "", "", "1"),
            ("transcript.done", "r-1", "t-1", "2"),
            ("bot.done", "", "", "3"),
        ],
        &["transcript t-1", "bot b-1"],
        "",
        Availability::Pending,
    ),
    (
        "a bot that is done, its recording is not",
        &[
            ("bot.in_call_recording", "", "", "1"),
            ("recording.processing", "r-1", "", "1"),
            ("bot.done", "", "", "3"),
        ],
        &[],
        "processing",
        Availability::Pending,
    ),
];

#[test]
fn named_situations_in_every_order_of_arrival() {
    for (name, rows, is_ready, status, availability) in CASES {
        let ordered = of_rows(rows);
        for arrival in permutations(rows) {
            let timeline = of_rows(&arrival);
            assert_eq!(timeline, ordered, "{name}: {arrival:?}");
        }
        assert_eq!(ready(&ordered), *is_ready, "{name}");
        let recording = recording(&ordered, "r-1");
        let now = recording.status().map_or("", |status| &status.code);
        assert_eq!(now, *status, "{name}");
        assert_eq!(recording.availability(), *availability, "{name}");
        assert_eq!(
            recording.is_available(),
            is_ready.contains(&"recording r-1"),
            "{name}"
        );
    }
}

/// A bot joins and records, pauses, records again; of two transcripts of the second recording one
/// fails; the first recording is deleted.
const COURSE: &[Row] = &[
    ("bot.joining_call", "", "", "0"),
    ("bot.in_call_recording", "", "", "1"),
    ("recording.processing", "r-1", "", "1"),
    ("recording.paused", "r-1", "", "5"),
    ("recording.processing", "r-1", "", "7"),
    ("transcript.processing", "r-1", "t-1", "7"),
    ("transcript.done", "r-1", "t-1", "20"),
    ("recording.done", "r-1", "", "20"),
    ("recording.processing", "r-2", "", "25"),
    ("bot.call_ended", "", "", "30"),
    ("video_mixed.done", "r-2", "v-2", "32"),
    ("recording.done", "r-2", "", "33"),
    ("bot.done", "", "", "34"),
    ("transcript.processing", "r-2", "t-2", "40"),
    ("transcript.failed", "r-2", "t-3", "41"),
    ("transcript.done", "r-2", "t-2", "42"),
    ("recording.deleted", "r-1", "", "50"),
];

#[test]
fn a_course_makes_each_thing_ready_once() {
    let mut timeline = Timeline::new("b-1");
    let mut started = Vec::new();
    for row in COURSE {
        let before = timeline.ready();
        assert_eq!(timeline.apply(&event(*row)), Applied::Advanced, "{row:?}");
        for new in timeline.ready().difference(&before) {
            started.push(new.clone());
        }
        let before = timeline.clone();
        assert_eq!(timeline.apply(&event(*row)), Applied::Repeated, "{row:?}");
        assert_eq!(timeline, before);
    }
    let expected = [
        Ready::Transcript("t-1".into()),
        Ready::Recording("r-1".into()),
        Ready::Recording("r-2".into()),
        Ready::Transcript("t-2".into()),
    ];
    assert_eq!(started, expected);
    assert_eq!(ready(&timeline), ["recording r-2", "transcript t-2"]);
    assert_eq!(timeline.recording(), ExpectedRecording::Complete);

    let gone = recording(&timeline, "r-1");
    assert_eq!(gone.availability(), Availability::Deleted);
    assert_eq!(gone.available(MediaKind::Transcript).count(), 0);
    assert_eq!(gone.reason(), None);
    let second = recording(&timeline, "r-2");
    let media: Vec<_> = second
        .media()
        .map(|medium| (medium.kind(), medium.id().as_str()))
        .collect();
    assert_eq!(
        media,
        [
            (MediaKind::Transcript, "t-2"),
            (MediaKind::Transcript, "t-3"),
            (MediaKind::VideoMixed, "v-2"),
        ]
    );
    let failed = second.media().nth(1).unwrap();
    assert_eq!(failed.availability(), Availability::Failed);
    assert_eq!(failed.reason(), Some(&SubCode::ProviderConnectionFailed));
    assert_eq!(failed.status().unwrap().code, "failed");
    assert_eq!(second.available(MediaKind::VideoMixed).count(), 1);
}

#[test]
fn every_delivery_returns_what_it_did() {
    let mut timeline = Timeline::new("b-1");
    let rows: [(Row, Applied); 9] = [
        (("recording.processing", "r-1", "", "5"), Applied::Advanced),
        // The same instant, written otherwise.
        (
            (
                "recording.processing",
                "r-1",
                "",
                "2026-02-09T08:00:05.000+00:00",
            ),
            Applied::Noted,
        ),
        // A newer one to the same code is known.
        (("recording.processing", "r-1", "", "1"), Applied::Stale),
        (("recording.paused", "r-1", "", "3"), Applied::Stale),
        (("recording.done", "r-1", "", "9"), Applied::Advanced),
        (("recording.failed", "r-1", "", ""), Applied::Stale),
        // Only the status changes, not the end.
        (("recording.processing", "r-1", "", "10"), Applied::Advanced),
        // Only the end changes, not the status.
        (("recording.deleted", "r-1", "", "9"), Applied::Advanced),
        (
            ("transcript.processing", "r-1", "t-1", ""),
            Applied::Advanced,
        ),
    ];
    for (row, step) in rows {
        assert_eq!(timeline.apply(&event(row)), step, "{row:?}");
    }
}

#[test]
fn a_failure_says_why() {
    let body = crate::fixtures::body("recall/recording.failed.error.json");
    let event: Event = body.parse().unwrap();
    let timeline = applied(Timeline::new(event.bot_id().unwrap()), [&event]);
    let recording = timeline.recordings().next().unwrap();
    assert_eq!(recording.availability(), Availability::Failed);
    assert_eq!(
        recording.reason().unwrap().as_str(),
        "recording_capture_failed"
    );
    let error = recording.error().unwrap();
    assert_eq!(error.message.as_deref(), Some("Nothing was captured."));
    assert_eq!(timeline.ready(), BTreeSet::new());
}

/// With the upload's events alone, with those of the recording, and what is then available.
type UploadCase<'a> = (&'a str, &'a [Row<'a>], Availability);

const UPLOADS: &[UploadCase] = &[
    (
        "recorded",
        &[
            ("sdk_upload.recording_started", "r-1", "", "1"),
            ("sdk_upload.recording_ended", "r-1", "", "2"),
            ("sdk_upload.uploading", "r-1", "", "2"),
        ],
        Availability::Pending,
    ),
    (
        "complete, without events of recordings",
        &[
            ("sdk_upload.recording_ended", "r-1", "", "2"),
            ("sdk_upload.complete", "r-1", "", "3"),
            ("sdk_upload.completed", "r-1", "", "3"),
            ("transcript.processing", "r-1", "t-1", "4"),
        ],
        Availability::Available,
    ),
    (
        "complete, but the recording is not done",
        &[
            ("sdk_upload.complete", "r-1", "", "3"),
            ("recording.processing", "r-1", "", "1"),
        ],
        Availability::Pending,
    ),
    (
        "complete and done",
        &[
            ("sdk_upload.complete", "r-1", "", "3"),
            ("recording.processing", "r-1", "", "1"),
            ("recording.done", "r-1", "", "4"),
        ],
        Availability::Available,
    ),
    (
        "the upload failed",
        &[
            ("sdk_upload.uploading", "r-1", "", "2"),
            ("recording.processing", "r-1", "", "1"),
            ("sdk_upload.failed", "r-1", "", "3"),
        ],
        Availability::Failed,
    ),
    (
        "the upload failed, then did not",
        &[
            ("sdk_upload.failed", "r-1", "", "3"),
            ("sdk_upload.completed", "r-1", "", "4"),
        ],
        Availability::Available,
    ),
    (
        "the recording has the last word",
        &[
            ("recording.deleted", "r-1", "", "3"),
            ("sdk_upload.completed", "r-1", "", "4"),
        ],
        Availability::Deleted,
    ),
];

#[test]
fn an_sdk_upload_needs_no_bot() {
    for (name, rows, availability) in UPLOADS {
        let of = |rows: &[Row]| {
            let events: Vec<_> = rows.iter().map(|row| without_bot(*row)).collect();
            applied(Timeline::of_recording("r-1"), &events)
        };
        let ordered = of(rows);
        for arrival in permutations(rows) {
            assert_eq!(of(&arrival), ordered, "{name}: {arrival:?}");
        }
        let recording = recording(&ordered, "r-1");
        assert_eq!(recording.availability(), *availability, "{name}");
        let is_ready = ordered.ready().contains(&Ready::Recording("r-1".into()));
        assert_eq!(is_ready, *availability == Availability::Available, "{name}");
        if *availability == Availability::Failed {
            assert!(recording.reason().is_some(), "{name}");
        }
        assert_eq!(ordered.bot_id(), None);
        assert_eq!(ordered.code(), None);
        let stored = serde_json::to_string(&ordered).unwrap();
        assert_eq!(serde_json::from_str::<Timeline>(&stored).unwrap(), ordered);
    }
}

#[test]
fn complete_and_completed_are_one() {
    let mut timeline = Timeline::of_recording("r-1");
    assert_eq!(timeline.bot_id(), None);
    assert_eq!(timeline.recording_id().unwrap(), "r-1");
    let complete = without_bot(("sdk_upload.complete", "r-1", "", "3"));
    let completed = without_bot(("sdk_upload.completed", "r-1", "", "3"));
    assert_eq!(timeline.apply(&completed), Applied::Advanced);
    assert_eq!(timeline.apply(&complete), Applied::Repeated);
    let recording = recording(&timeline, "r-1");
    assert_eq!(recording.upload_status().unwrap().code, "complete");
    assert_eq!(recording.status(), None);
}

#[test]
fn what_is_not_about_the_subject_is_ignored() {
    let of_bot = of_rows(COURSE);
    let of_recording = applied(
        Timeline::of_recording("r-1"),
        &[event(("recording.done", "r-1", "", "1"))],
    );
    let mut other_bot = body(("recording.done", "r-9", "", "60"));
    other_bot["data"]["bot"]["id"] = "b-2".into();
    let mut no_bot = body(("recording.done", "r-9", "", "60"));
    no_bot["data"]["bot"] = Value::Null;
    let bodies = [
        other_bot,
        no_bot,
        body(("recording.done", "", "", "60")),
        body(("transcript.done", "r-9", "", "60")),
        body(("transcript.done", "", "t-9", "60")),
        body(("realtime_endpoint.done", "r-9", "e-9", "60")),
        // Names that Recall does not send.
        body(("transcript.completed", "r-9", "t-9", "60")),
        body(("recording.ready", "r-9", "", "60")),
        json!({"event": "recording.done"}),
        json!({"event": "transcript.data", "data": {"data": {"words": []},
            "transcript": {"id": "t-9"}, "recording": {"id": "r-9"}, "bot": {"id": "b-1"}}}),
        // An upload that failed without a recording names none.
        json!({"event": "sdk_upload.failed", "data": {"data": {"code": "failed"},
            "recording": null, "sdk_upload": {"id": "u-1"}}}),
    ];
    for body in bodies {
        let event: Event = body.to_string().parse().unwrap();
        for timeline in [&of_bot, &of_recording] {
            let mut applied = timeline.clone();
            assert_eq!(applied.apply(&event), Applied::Ignored, "{body}");
            assert_eq!(applied, *timeline, "{body}");
        }
    }
    // Nor does a bot's status say anything of a recording, not even if it names it.
    let mut timeline = of_recording.clone();
    for body in ["bot.status_change.recording_done", "bot.done"] {
        let mut body: Value =
            serde_json::from_str(&crate::fixtures::body(&format!("recall/{body}.json"))).unwrap();
        body["data"]["status"]["recording_id"] = "r-1".into();
        body["data"]["recording"] = json!({"id": "r-1"});
        let event = body.to_string().parse().unwrap();
        assert_eq!(timeline.apply(&event), Applied::Ignored, "{body}");
    }
    let mut merged = of_bot.clone();
    assert_eq!(merged.merge(&of_recording), Applied::Ignored);
    assert_eq!(merged, of_bot);
}

#[test]
fn pauses_do_not_make_a_timeline_grow() {
    let mut timeline = Timeline::new("b-1");
    let length = |timeline: &Timeline| serde_json::to_string(timeline).unwrap().len();
    for second in 10..60 {
        let code = ["recording.processing", "recording.paused"][second % 2];
        let step = timeline.apply(&event((code, "r-1", "", &second.to_string())));
        assert_eq!(step, Applied::Advanced);
        if second == 11 {
            let first = length(&timeline);
            assert!(first < 300, "{first}");
        }
    }
    assert!(length(&timeline) < 300);
}

#[test]
fn a_merge_returns_what_it_changed() {
    let ours = of_rows(&[
        ("bot.in_call_recording", "", "", "1"),
        ("recording.processing", "r-1", "", "5"),
        ("transcript.failed", "r-1", "t-1", ""),
    ]);
    let rows: [(&[Row], Applied); 8] = [
        (&[], Applied::Repeated),
        (
            &[("recording.processing", "r-1", "", "2")],
            Applied::Repeated,
        ),
        (&[("recording.paused", "r-1", "", "2")], Applied::Stale),
        (&[("recording.paused", "r-1", "", "6")], Applied::Advanced),
        (&[("bot.breakout_room_left", "", "", "6")], Applied::Noted),
        (&[("transcript.done", "r-1", "t-1", "6")], Applied::Advanced),
        (&[("recording.done", "r-2", "", "6")], Applied::Advanced),
        (
            &[
                ("bot.breakout_room_left", "", "", "6"),
                ("recording.paused", "r-1", "", "2"),
            ],
            Applied::Stale,
        ),
    ];
    for (rows, step) in rows {
        let mut merged = ours.clone();
        assert_eq!(merged.merge(&of_rows(rows)), step, "{rows:?}");
        assert_eq!(merged.merge(&of_rows(rows)), Applied::Repeated, "{rows:?}");
    }
}

#[test]
fn stored_and_read_back() {
    let timeline = of_rows(&[
        ("recording.paused", "r-1", "", "5"),
        ("recording.processing", "r-1", "", ""),
        ("transcript.failed", "r-1", "t-1", "soon"),
    ]);
    let stored = json!({"bot_id": "b-1", "changes": [], "recordings": [{
        "id": "r-1",
        "changes": [
            {"code": "processing"},
            {"code": "paused", "updated_at": "2026-02-09T08:00:05Z"},
        ],
        "media": [{"kind": "transcript", "id": "t-1", "changes": [
            {"code": "failed", "sub_code": "provider_connection_failed", "updated_at": "soon"},
        ]}],
    }]});
    assert_eq!(serde_json::to_value(&timeline).unwrap(), stored);
    assert_eq!(
        serde_json::from_value::<Timeline>(stored.clone()).unwrap(),
        timeline
    );
    let packed = rmp_serde::to_vec_named(&timeline).unwrap();
    assert_eq!(
        rmp_serde::from_slice::<Timeline>(&packed).unwrap(),
        timeline
    );

    // Edited, in a different order, twice, and with what a later version may add.
    let mut edited = stored;
    let twice = edited["recordings"][0].clone();
    let recordings = edited["recordings"].as_array_mut().unwrap();
    recordings[0]["changes"].as_array_mut().unwrap().reverse();
    recordings[0]["changes"]
        .as_array_mut()
        .unwrap()
        .push(json!({"code": "rewound"}));
    recordings[0]["media"]
        .as_array_mut()
        .unwrap()
        .push(json!({"kind": "hologram", "id": "h-1"}));
    recordings.push(twice);
    recordings.push(json!({"changes": [{"code": "done"}]}));
    assert_eq!(
        serde_json::from_value::<Timeline>(edited).unwrap(),
        timeline
    );

    // As it was stored before there were recordings.
    let old = json!({"bot_id": "b-1", "changes": [{"code": "done"}]});
    let old: Timeline = serde_json::from_value(old).unwrap();
    assert!(old.is_final());
    assert_eq!(old.recordings().len(), 0);

    // A timeline of a recording has no other.
    let foreign = json!({"recording_id": "r-1", "recordings": [
        {"id": "r-2", "changes": [{"code": "done"}]}]});
    let foreign: Timeline = serde_json::from_value(foreign).unwrap();
    assert_eq!(foreign, Timeline::of_recording("r-1"));
}

/// Any events of two recordings and their media, many at the same time or without one, with
/// different reasons.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let names: Vec<&str> = Event::NAMES
        .iter()
        .copied()
        .filter(|name| {
            let family = name.split('.').next().unwrap();
            matches!(
                family,
                "recording" | "transcript" | "video_mixed" | "sdk_upload" | "bot"
            )
        })
        .collect();
    let times = [
        "",
        "soon",
        "later",
        "1",
        "1",
        "2",
        "2026-02-09T08:00:01.000Z",
        "2026-02-09T09:00:01+01:00",
        "2026-02-09 08:00:02",
        "1770624001",
    ];
    let one = (
        prop::sample::select(names),
        prop::sample::select(vec!["r-1", "r-2"]),
        prop::sample::select(vec!["m-1", "m-2"]),
        prop::sample::select(times.to_vec()),
        prop::sample::select(vec![None, Some("bot_errored"), Some("beamed_up")]),
        prop::sample::select(vec![
            Value::Null,
            "no audio".into(),
            json!({}),
            json!({"code": "a", "more": 1}),
            json!({"code": "a", "message": "b"}),
        ]),
    );
    let event = one.prop_map(|(name, recording, medium, time, sub_code, error)| {
        let mut body = body((name, recording, medium, time));
        body["data"]["data"]["sub_code"] = sub_code.into();
        body["data"]["data"]["error"] = error;
        body.to_string().parse().unwrap()
    });
    prop::collection::vec(event, 0..16)
}

/// Deliveries of each event to one of three workers: each at least once, some again, in any order.
fn deliveries(count: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec(any::<Index>(), 0..8)
        .prop_flat_map(move |again| {
            let mut all: Vec<_> = (0..count).collect();
            let again = again.into_iter().filter(|_| count > 0);
            all.extend(again.map(|index| index.index(count)));
            Just(all).prop_shuffle()
        })
        .prop_flat_map(|arrival| {
            let workers = prop::collection::vec(0_usize..3, arrival.len());
            workers.prop_map(move |workers| arrival.iter().copied().zip(workers).collect())
        })
}

fn with_deliveries(
    events: impl Strategy<Value = Vec<Event>>,
) -> impl Strategy<Value = (Vec<Event>, Vec<(usize, usize)>)> {
    events.prop_flat_map(|events| {
        let arrival = deliveries(events.len());
        (Just(events), arrival)
    })
}

fn course() -> impl Strategy<Value = Vec<Event>> {
    Just(COURSE.iter().map(|row| event(*row)).collect())
}

/// What of a status says whether two are the same; one instant can be written in two ways.
fn identity(status: &ResourceStatus) -> impl PartialEq + std::fmt::Debug + use<> {
    let time = status.updated_at.as_ref();
    let instant = time.and_then(bot_webhooks::Timestamp::assume_utc);
    let ResourceStatus {
        code,
        sub_code,
        error,
        ..
    } = status.clone();
    (code, sub_code, error, instant)
}

/// What the timeline says of its recordings.
fn state(timeline: &Timeline) -> impl PartialEq + std::fmt::Debug + use<> {
    let bot = timeline
        .status()
        .map(|status| (status.code.clone(), status.sub_code.clone()));
    let recordings = timeline.recordings().map(|recording| {
        let media = recording.media().map(|medium| {
            (
                medium.id().clone(),
                medium.status().map(identity),
                medium.availability(),
            )
        });
        (
            recording.id().clone(),
            recording.status().map(identity),
            recording.upload_status().map(identity),
            recording.availability(),
            recording.reason().cloned(),
            recording.error().cloned(),
            media.collect::<Vec<_>>(),
        )
    });
    (bot, recordings.collect::<Vec<_>>(), timeline.ready())
}

fn assert_arrivals_are_equal(
    empty: &Timeline,
    events: &[Event],
    arrival: &[(usize, usize)],
) -> Result<(), TestCaseError> {
    let all = applied(empty.clone(), events);
    let mut arrived = empty.clone();
    for (index, _) in arrival {
        let before = arrived.clone();
        match arrived.apply(&events[*index]) {
            Applied::Advanced => prop_assert_ne!(&arrived, &before),
            Applied::Noted => prop_assert_eq!(state(&arrived), state(&before)),
            Applied::Stale => {
                let recordings =
                    |timeline: &Timeline| timeline.recordings().cloned().collect::<Vec<_>>();
                let statuses = |timeline: &Timeline| -> Vec<_> {
                    recordings(timeline)
                        .iter()
                        .map(|it| (it.status().cloned(), it.availability()))
                        .collect()
                };
                prop_assert_eq!(statuses(&arrived), statuses(&before));
            }
            Applied::Repeated | Applied::Ignored => prop_assert_eq!(&arrived, &before),
        }
    }
    prop_assert_eq!(&arrived, &all);
    let stored = serde_json::to_string(&arrived).unwrap();
    prop_assert_eq!(
        &serde_json::from_str::<Timeline>(&stored).unwrap(),
        &arrived
    );

    let states = [0, 1, 2].map(|worker| {
        let taken = arrival.iter().filter(|(_, by)| *by == worker);
        applied(empty.clone(), taken.map(|(index, _)| &events[*index]))
    });
    let merged = |left: &Timeline, right: &Timeline| {
        let mut merged = left.clone();
        let step = merged.merge(right);
        assert_eq!(step == Applied::Repeated, merged == *left);
        assert_eq!(merged.clone().merge(right), Applied::Repeated);
        merged
    };
    assert_merge(states, &all, merged)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_arrival_and_merge_of_a_course_ends_the_same(
        (events, arrival) in with_deliveries(course())
    ) {
        assert_arrivals_are_equal(&Timeline::new("b-1"), &events, &arrival)?;
        let arrived = arrival.iter().map(|(index, _)| &events[*index]);
        let timeline = applied(Timeline::new("b-1"), arrived);
        prop_assert_eq!(ready(&timeline), ["recording r-2", "transcript t-2"]);
    }

    #[test]
    fn every_arrival_and_merge_of_any_events_ends_the_same(
        (events, arrival) in with_deliveries(events())
    ) {
        assert_arrivals_are_equal(&Timeline::new("b-1"), &events, &arrival)?;
        assert_arrivals_are_equal(&Timeline::of_recording("r-1"), &events, &arrival)?;
    }
}
