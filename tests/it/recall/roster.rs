//! Rosters from events in any order, and any number of times.

use std::time::Duration;

use bot_webhooks::recall::{Applied, Attendee, Event, ParticipantPlatform, Roster};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::arrival::{arrived, assert_merge, at_workers};
use crate::fixtures::permutations;

fn did(name: &str, participant: &Value, timestamp: &Value) -> Event {
    let body = json!({"event": format!("participant_events.{name}"), "data": {
        "data": {"participant": participant, "timestamp": timestamp, "data": null},
        "recording": {"id": "r-1"}}});
    body.to_string().parse().unwrap()
}

fn at(second: u32) -> Value {
    json!({"absolute": instant(second), "relative": second})
}

fn instant(second: u32) -> String {
    format!("2026-02-09T08:{:02}:{:02}Z", second / 60, second % 60)
}

/// An action as a table writes it: the name, the participant's id and the second.
type Row<'a> = (&'a str, u32, u32);

fn event((name, id, second): Row) -> Event {
    let letter = char::from_u32(u32::from('A') + id % 26).unwrap();
    did(
        name,
        &json!({"id": id, "name": letter.to_string()}),
        &at(second),
    )
}

fn roster<'a>(events: impl IntoIterator<Item = &'a Event>) -> Roster {
    let mut roster = Roster::new("r-1");
    for event in events {
        let _ = roster.apply(event);
    }
    roster
}

/// `A: present, speaking, webcam, screen, 3 s`.
fn line(attendee: Attendee) -> String {
    let parts = [
        (attendee.is_present(), "present"),
        (attendee.is_speaking(), "speaking"),
        (attendee.has_webcam(), "webcam"),
        (attendee.is_sharing_screen(), "screen"),
    ];
    let mut parts: Vec<_> = parts
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, part)| *part)
        .collect();
    let spoke = format!("{} s", attendee.spoke_for().as_secs());
    parts.push(&spoke);
    format!("{}: {}", attendee.name().unwrap_or("?"), parts.join(", "))
}

fn lines(roster: &Roster) -> Vec<String> {
    roster.participants().map(line).collect()
}

fn read_back(roster: &Roster) -> Roster {
    serde_json::from_str(&serde_json::to_string(roster).unwrap()).unwrap()
}

fn check(name: &str, events: &[Event], shown: &[&str]) {
    let ordered = roster(events);
    for arrival in permutations(events) {
        let arrived = roster(arrival.iter().chain(&arrival));
        assert_eq!(lines(&arrived), *shown, "{name}: {arrival:#?}");
        assert_eq!(arrived, ordered, "{name}");
        assert_eq!(read_back(&arrived), arrived, "{name}");
        let (left, right) = arrival.split_at(arrival.len() / 2);
        let mut merged = roster(left);
        let _ = merged.merge(&roster(right));
        assert_eq!(merged, ordered, "{name}");
    }
}

/// Name, actions, and what then is known.
const CASES: &[(&str, &[Row], &[&str])] = &[
    ("nothing", &[], &[]),
    (
        "everything on",
        &[
            ("join", 0, 1),
            ("webcam_on", 0, 2),
            ("speech_on", 0, 3),
            ("screenshare_on", 0, 4),
        ],
        &["A: present, speaking, webcam, screen, 0 s"],
    ),
    (
        "everything off again",
        &[
            ("webcam_on", 0, 2),
            ("speech_on", 0, 3),
            ("screenshare_on", 0, 4),
            ("screenshare_off", 0, 5),
            ("webcam_off", 0, 6),
            ("speech_off", 0, 7),
        ],
        &["A: present, 4 s"],
    ),
    (
        "left without an off",
        &[
            ("join", 0, 1),
            ("webcam_on", 0, 2),
            ("speech_on", 0, 3),
            ("screenshare_on", 0, 4),
            ("leave", 0, 9),
        ],
        &["A: 6 s"],
    ),
    (
        "left and rejoined, with an off after the leave",
        &[
            ("speech_on", 0, 3),
            ("leave", 0, 9),
            ("speech_off", 0, 10),
            ("join", 0, 20),
            ("webcam_on", 0, 21),
        ],
        &["A: present, webcam, 6 s"],
    ),
    (
        "left, with offs after the leave",
        &[
            ("webcam_on", 0, 3),
            ("leave", 0, 9),
            ("webcam_off", 0, 10),
            ("update", 0, 11),
        ],
        &["A: 0 s"],
    ),
    (
        "rejoined while nothing was sent",
        &[
            ("join", 0, 1),
            ("leave", 0, 9),
            ("speech_on", 0, 20),
            ("speech_off", 0, 22),
        ],
        &["A: present, 2 s"],
    ),
    (
        "a breakout room, at one instant",
        &[
            ("join", 0, 1),
            ("webcam_on", 0, 2),
            ("leave", 0, 9),
            ("join", 0, 9),
            ("webcam_on", 0, 9),
        ],
        &["A: present, webcam, 0 s"],
    ),
    (
        "a breakout room, with new ids",
        &[
            ("join", 0, 1),
            ("join", 1, 2),
            ("leave", 1, 9),
            ("leave", 0, 10),
            ("join", 26, 11),
            ("join", 27, 12),
        ],
        &["A: 0 s", "B: 0 s", "A: present, 0 s", "B: present, 0 s"],
    ),
    (
        "speech that overlaps, and an off without an on",
        &[
            ("speech_off", 0, 1),
            ("speech_on", 0, 2),
            ("speech_on", 0, 4),
            ("speech_on", 1, 5),
            ("speech_off", 0, 6),
            ("speech_off", 1, 8),
        ],
        &["A: present, 4 s", "B: present, 3 s"],
    ),
    (
        "only a chat message",
        &[("chat_message", 0, 1)],
        &["A: present, 0 s"],
    ),
];

#[test]
fn named_situations_in_every_order_of_arrival() {
    for (name, rows, shown) in CASES {
        let events: Vec<_> = rows.iter().map(|row| event(*row)).collect();
        check(name, &events, shown);
    }
}

#[test]
fn times_are_instants_then_seconds_then_none() {
    let ada = json!({"id": 100, "name": "Ada"});
    let absolute = |text: &str| json!({"absolute": text});
    let relative = |second: f64| json!({"relative": second});
    check(
        "zones, and no zone",
        &[
            did("speech_on", &ada, &absolute("2026-02-09T09:00:01+01:00")),
            did("speech_off", &ada, &absolute("2026-02-09 08:00:04")),
            did("webcam_on", &ada, &absolute("2026-02-09T08:00:05Z")),
            did("webcam_off", &ada, &absolute("2026-02-09T09:00:04+01:00")),
        ],
        &["Ada: present, webcam, 3 s"],
    );
    check(
        "one instant, written in three ways, is one action",
        &[
            did("speech_on", &ada, &absolute("2026-02-09T08:00:01Z")),
            did("speech_on", &ada, &absolute("2026-02-09T08:00:01.000Z")),
            did("speech_on", &ada, &absolute("2026-02-09T09:00:01+01:00")),
        ],
        &["Ada: present, speaking, 0 s"],
    );
    check(
        "seconds only, before the recording too",
        &[
            did("speech_on", &ada, &relative(-2.5)),
            did("speech_off", &ada, &relative(1.5)),
        ],
        &["Ada: present, 4 s"],
    );
    check(
        "without a time first",
        &[
            did("leave", &ada, &Value::Null),
            did("webcam_on", &ada, &absolute("soon")),
            did("join", &ada, &at(1)),
        ],
        &["Ada: present, webcam, 0 s"],
    );
    check(
        "hostile numbers",
        &[
            did("speech_on", &ada, &relative(-1e300)),
            did("speech_off", &ada, &relative(1e300)),
            did("speech_on", &ada, &json!({"relative": u64::MAX})),
        ],
        &["Ada: present, speaking, 9223372036854 s"],
    );
}

#[test]
fn the_newest_details_count_in_every_order_of_arrival() {
    let events = [
        did(
            "join",
            &json!({"id": 100, "name": null, "email": null, "is_host": true}),
            &at(1),
        ),
        did(
            "update",
            &json!({"id": 100, "name": "Ada", "email": "ada@example.com"}),
            &at(5),
        ),
        did(
            "webcam_on",
            &json!({"id": 100, "name": "Ada", "email": null, "is_host": false,
            "platform": "dial-in"}),
            &at(3),
        ),
        did(
            "chat_message",
            &json!({"id": 100, "name": "Ada Q.", "extra_data":
            {"zoom": {"os": 5}}, "email": "", "platform": " "}),
            &at(7),
        ),
    ];
    for arrival in permutations(&events) {
        let roster = roster(&arrival);
        let ada = roster.participants().next().unwrap();
        assert_eq!(ada.id().unwrap(), "100");
        assert_eq!(ada.name(), Some("Ada Q."));
        assert_eq!(ada.email(), Some("ada@example.com"));
        assert_eq!(ada.is_host(), Some(false));
        assert_eq!(ada.platform(), Some(&ParticipantPlatform::DialIn));
        assert_eq!(ada.extra_data().unwrap()["zoom"]["os"], 5);
        assert_eq!(
            ada.joined_at().unwrap().absolute.as_ref().unwrap(),
            "2026-02-09T08:00:01Z"
        );
        assert_eq!(ada.left_at(), None);
        assert_eq!(read_back(&roster), roster);
    }
}

#[test]
fn participants_without_a_number() {
    check(
        "an id that is a string, and two names",
        &[
            did("join", &json!({"id": "p-17", "name": "Cleo"}), &at(1)),
            did("speech_on", &json!({"id": "p-17"}), &at(2)),
            did("join", &json!({"id": null, "name": "Bo"}), &at(3)),
            did("leave", &json!({"name": "Bo"}), &at(4)),
            did("join", &json!({"id": null, "name": "Dee"}), &at(5)),
        ],
        &[
            "Cleo: present, speaking, 0 s",
            "Bo: 0 s",
            "Dee: present, 0 s",
        ],
    );
    let roster = roster(&[did("join", &json!({"name": "Bo"}), &at(3))]);
    assert_eq!(roster.participants().next().unwrap().id(), None);
}

#[test]
fn stays_and_speech_have_their_times() {
    let rows = [
        ("join", 0, 1),
        ("leave", 0, 5),
        ("join", 0, 8),
        ("speech_on", 0, 9),
    ];
    let events: Vec<_> = rows.into_iter().map(event).collect();
    let now = roster(&events);
    let ada = now.participants().next().unwrap();
    let second = |time: &bot_webhooks::recall::RecordingTime| time.relative.as_ref()?.as_u64();
    assert_eq!(ada.joined_at().and_then(second), Some(1));
    assert_eq!(ada.left_at(), None);
    let came_back = roster(&events[1..]);
    let was_there_before = came_back.participants().next().unwrap();
    assert_eq!(was_there_before.joined_at(), None);
    assert_eq!(ada.speaking_since().and_then(second), Some(9));
    assert_eq!(ada.spoke_for(), Duration::ZERO);
    assert_eq!(now.present().count(), 1);
    let untimed = did("speech_on", &json!({"id": 0}), &Value::Null);
    let twice = roster([&untimed, &event(("speech_on", 0, 9))]);
    let ada = twice.participants().next().unwrap();
    assert_eq!(ada.speaking_since().and_then(second), Some(9));
    let later = roster(events.iter().chain(&[event(("leave", 0, 12))]));
    let ada = later.participants().next().unwrap();
    assert_eq!(ada.left_at().and_then(second), Some(12));
    assert_eq!(ada.speaking_since(), None);
    assert_eq!(ada.spoke_for(), Duration::from_secs(3));
    assert_eq!(later.present().count(), 0);
    assert_eq!(later.recording_id(), "r-1");
}

#[test]
fn every_event_returns_what_it_did() {
    let ada = |name: &str, email: Option<&str>, second| {
        did(
            name,
            &json!({"id": 0, "name": "A", "email": email}),
            &at(second),
        )
    };
    let rows = [
        (event(("join", 0, 1)), Applied::Advanced),
        (event(("join", 0, 1)), Applied::Repeated),
        (event(("webcam_on", 0, 5)), Applied::Advanced),
        (event(("webcam_off", 0, 4)), Applied::Stale),
        (event(("webcam_off", 0, 4)), Applied::Repeated),
        (event(("webcam_on", 0, 6)), Applied::Noted),
        (event(("update", 0, 7)), Applied::Noted),
        (event(("update", 0, 7)), Applied::Repeated),
        (ada("update", Some("ada@example.com"), 8), Applied::Advanced),
        (event(("chat_message", 0, 2)), Applied::Stale),
        (event(("speech_off", 0, 4)), Applied::Stale),
        (event(("speech_on", 0, 3)), Applied::Stale),
        (event(("leave", 0, 9)), Applied::Advanced),
        (event(("join", 1, 1)), Applied::Advanced),
    ];
    let mut roster = Roster::new("r-1");
    for (row, (event, applied)) in rows.iter().enumerate() {
        assert_eq!(roster.apply(event), *applied, "row {row}: {event:?}");
    }
    assert_eq!(lines(&roster), ["A: 1 s", "B: present, 0 s"]);
}

#[test]
fn what_is_not_this_recordings_is_ignored() {
    let ours = roster(&[event(("join", 0, 1))]);
    let who = json!({"participant": {"id": 0, "name": "Eve"}});
    let bodies = [
        json!({"event": "participant_events.leave", "data": {"data": who,
            "recording": {"id": "r-2"}}}),
        json!({"event": "participant_events.leave", "data": {"data": who, "bot": {"id": "b-1"}}}),
        json!({"event": "participant_events.leave", "data": {"data": {"participant":
            {"id": null, "name": ""}}, "recording": {"id": "r-1"}}}),
        json!({"event": "participant_events.leave", "data": {"data": {},
            "recording": {"id": "r-1"}}}),
        json!({"event": "participant_events.done", "data": {"data": {"code": "done"},
            "recording": {"id": "r-1"}}}),
        json!({"event": "participant_events.wave", "data": {"data": who,
            "recording": {"id": "r-1"}}}),
        json!({"event": "transcript.data", "data": {"data": who, "recording": {"id": "r-1"}}}),
    ];
    for body in bodies {
        let event: Event = body.to_string().parse().unwrap();
        let mut roster = ours.clone();
        assert_eq!(roster.apply(&event), Applied::Ignored, "{body}");
        assert_eq!(roster, ours, "{body}");
    }
    let mut roster = ours.clone();
    assert_eq!(roster.merge(&Roster::new("r-2")), Applied::Ignored);
}

#[test]
fn stored_and_read_back() {
    let roster = roster(&[
        did(
            "join",
            &json!({"id": 100, "name": "Ada", "email": null}),
            &at(1),
        ),
        did(
            "speech_on",
            &json!({"id": 100, "name": "Ada", "email": null}),
            &at(2),
        ),
        did("join", &json!({"id": "p-17"}), &Value::Null),
    ]);
    let stored = serde_json::to_value(&roster).unwrap();
    assert_eq!(
        stored,
        json!({"recording_id": "r-1", "actions": [
            {"participant": {"id": 100, "name": "Ada"}, "timestamp": at(2)},
            {"participant": {"id": 100}, "timestamp": at(1), "action": "join"},
            {"participant": {"id": 100}, "timestamp": at(2), "action": "speech_on"},
            {"participant": {"id": "p-17"}},
            {"participant": {"id": "p-17"}, "action": "join"},
        ]})
    );
    let packed = rmp_serde::to_vec_named(&roster).unwrap();
    assert_eq!(rmp_serde::from_slice::<Roster>(&packed).unwrap(), roster);
    let mut edited = stored;
    let actions = edited["actions"].as_array_mut().unwrap();
    actions.reverse();
    actions.extend(actions.clone());
    actions.push(json!({"participant": {"id": 100}, "action": "teleport"}));
    actions.push(json!({"action": "join"}));
    assert_eq!(serde_json::from_value::<Roster>(edited).unwrap(), roster);
    assert!(serde_json::from_value::<Roster>(json!({"actions": []})).is_err());
}

#[test]
fn a_long_call_holds_what_happened_and_not_what_was_delivered() {
    let mut roster = Roster::new("r-1");
    for second in 0..1_500 {
        for _ in 0..3 {
            let _ = roster.apply(&event(("chat_message", 0, second)));
            let name = ["speech_on", "speech_off"][second as usize % 2];
            let _ = roster.apply(&event((name, 0, second)));
        }
    }
    let stored = serde_json::to_value(&roster).unwrap();
    assert_eq!(stored["actions"].as_array().unwrap().len(), 1_501);
    assert_eq!(lines(&roster), ["A: present, 750 s"]);
}

#[test]
fn the_bodies_on_record_make_one_roster() {
    let on_record = super::events().into_iter();
    let mut events: Vec<Event> = on_record.map(|(_, event)| event).collect();
    let id = events.iter().find_map(|event| match event {
        Event::ParticipantEventsJoin(_) => event.recording_id(),
        _ => None,
    });
    let all = |events: &[Event]| {
        let mut roster = Roster::new(id.clone().unwrap());
        for event in events {
            let _ = roster.apply(event);
        }
        roster
    };
    let roster = all(&events);
    events.reverse();
    assert_eq!(all(&events), roster);
    assert!(roster.participants().count() >= 2, "{roster:#?}");
    assert_eq!(read_back(&roster), roster);
}

/// Events of few participants and times, so that many collide.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let kinds = [
        "join",
        "leave",
        "update",
        "speech_on",
        "speech_off",
        "webcam_on",
        "webcam_off",
        "screenshare_on",
        "screenshare_off",
        "chat_message",
    ];
    let participant = select(vec![
        json!({"id": 100}),
        json!({"id": 100, "name": "Ada", "email": null}),
        json!({"id": "100", "name": "Ada", "email": "ada@example.com"}),
        json!({"id": 100, "name": "Ada Q.", "is_host": true, "seat": 7}),
        json!({"id": 200, "platform": "dial-in", "extra_data": {"zoom": {"os": 5}}}),
        json!({"id": "p-17", "name": "Cleo"}),
        json!({"id": 1.5, "name": "Dee"}),
        json!({"id": null, "name": "Bo", "extra_data": null}),
    ]);
    let time = select(vec![
        Value::Null,
        json!({}),
        json!({"absolute": "soon"}),
        json!({"absolute": "soon", "relative": 3}),
        json!({"relative": -2.5}),
        json!({"relative": 4e300}),
        json!({"absolute": "2026-02-09T08:00:01Z", "relative": 1}),
        json!({"absolute": "2026-02-09T08:00:01.000Z", "relative": 1}),
        json!({"absolute": "2026-02-09T09:00:01+01:00"}),
        json!({"absolute": "2026-02-09 08:00:02", "relative": 2}),
        json!({"absolute": "2026-02-09T08:00:03.5Z", "relative": "3.5"}),
    ]);
    let event = (select(kinds.to_vec()), participant, time);
    let event = event.prop_map(|(kind, participant, time)| did(kind, &participant, &time));
    prop::collection::vec(event, 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_arrival_ends_the_same(
        (events, arrival) in arrived(events())
    ) {
        let without_speech = |roster: &Roster| -> Vec<_> {
            let lines = lines(roster).into_iter();
            lines.map(|line| line.rsplit_once(", ").map(|(now, _)| now.to_owned())).collect()
        };
        let mut arrived = Roster::new("r-1");
        for event in &arrival {
            let before = arrived.clone();
            let applied = arrived.apply(event);
            if applied != Applied::Advanced {
                // The order is that of the first action, so only what is known of each must be the same.
                let (mut was, mut is) = (without_speech(&before), without_speech(&arrived));
                was.sort();
                is.sort();
                prop_assert_eq!(was, is, "{}", applied);
            }
            prop_assert!(applied != Applied::Ignored);
            prop_assert!(applied == Applied::Stale || applied.needs_storing() == (arrived != before));
            let once = arrived.clone();
            let _ = arrived.apply(event);
            prop_assert_eq!(&arrived, &once, "a repetition changes nothing");
        }
        prop_assert_eq!(&arrived, &roster(&events));
        prop_assert_eq!(read_back(&arrived), arrived);
    }

    #[test]
    fn merged_rosters_equal_one_with_all_events(
        (events, taken) in at_workers(events())
    ) {
        let merged = |left: &Roster, right: &Roster| {
            let mut merged = left.clone();
            let applied = merged.merge(right);
            assert_eq!(applied == Applied::Repeated, merged == *left);
            merged
        };
        let all = roster(&events);
        assert_merge(taken.map(|events| roster(&events)), &all, merged)?;
    }
}
