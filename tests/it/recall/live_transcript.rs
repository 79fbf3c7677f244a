//! Live transcripts from events in any order, and any number of times.

use bot_webhooks::recall::{Applied, Event, LiveTranscript, Roster};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::arrival::{arrived, assert_merge, at_workers};
use crate::fixtures::permutations;

/// A word as a table writes it: text, start and end in seconds.
type Piece<'a> = (&'a str, Option<f64>, Option<f64>);

fn who(id: Option<u64>, name: Option<&str>) -> Value {
    json!({"id": id, "name": name, "is_host": null})
}

fn said(is_final: bool, participant: &Value, words: &[Piece]) -> Event {
    let time = |at: Option<f64>| at.map(|at| json!({"relative": at, "absolute": instant(at)}));
    let words = words.iter().map(|(text, start, end)| {
        json!({"text": text, "start_timestamp": time(*start), "end_timestamp": time(*end)})
    });
    let words: Value = words.collect();
    transcript_event(
        is_final,
        &json!({"words": words, "participant": participant}),
    )
}

fn transcript_event(is_final: bool, utterance: &Value) -> Event {
    let name = if is_final { "data" } else { "partial_data" };
    parse(
        &json!({"event": format!("transcript.{name}"), "data": {"data": utterance,
        "transcript": {"id": "t-1"}, "recording": {"id": "r-1"}, "bot": {"id": "b-1"}}}),
    )
}

fn instant(second: f64) -> String {
    format!("2026-02-09T08:43:{second:09.6}Z")
}

fn did(name: &str, recording: &str, participant: &Value, second: f64) -> Event {
    parse(
        &json!({"event": format!("participant_events.{name}"), "data": {
        "data": {"participant": participant, "timestamp": {"relative": second,
            "absolute": instant(second)}, "data": null},
        "recording": {"id": recording}}}),
    )
}

fn parse(body: &Value) -> Event {
    body.to_string().parse().unwrap()
}

/// One word from `start` to `end`, which can be a sentence.
fn partial(id: u64, start: f64, end: f64, text: &str) -> Event {
    said(
        false,
        &who(Some(id), None),
        &[(text, Some(start), Some(end))],
    )
}

fn finished(id: u64, start: f64, end: f64, text: &str) -> Event {
    said(
        true,
        &who(Some(id), None),
        &[(text, Some(start), Some(end))],
    )
}

fn transcript<'a>(events: impl IntoIterator<Item = &'a Event>) -> LiveTranscript {
    let mut transcript = LiveTranscript::new("t-1");
    for event in events {
        let _ = transcript.apply(event);
    }
    transcript
}

/// `Ada: Good morning.`, with a `…` if it is not final.
fn lines(transcript: &LiveTranscript) -> Vec<String> {
    let turns = transcript.live_turns().map(|live| {
        let speaker = live.turn.speaker.unwrap_or("?");
        let end = if live.is_final { "" } else { "…" };
        format!("{speaker}: {}{end}", live.turn.text)
    });
    turns.collect()
}

fn read_back(transcript: &LiveTranscript) -> LiveTranscript {
    serde_json::from_str(&serde_json::to_string(transcript).unwrap()).unwrap()
}

/// Name, events, and what then is shown.
fn check(cases: &[(&str, Vec<Event>, &[&str])]) {
    for (name, events, shown) in cases {
        let ordered = transcript(events);
        for arrival in permutations(events) {
            let arrived = transcript(arrival.iter().chain(&arrival));
            assert_eq!(lines(&arrived), *shown, "{name}: {arrival:#?}");
            assert_eq!(arrived, ordered, "{name}");
            assert_eq!(read_back(&arrived), arrived, "{name}");
            let (left, right) = arrival.split_at(arrival.len() / 2);
            let mut merged = transcript(left);
            let _ = merged.merge(&transcript(right));
            assert_eq!(merged, ordered, "{name}");
        }
    }
}

#[test]
#[allow(clippy::too_many_lines)]
fn utterances_grow_in_every_order_of_arrival() {
    check(&[
        ("nothing", vec![], &[]),
        (
            "a partial one grows, and its words are rewritten",
            vec![
                partial(100, 1.0, 1.4, "Good"),
                partial(100, 1.0, 2.5, "Good morning, shell"),
                partial(100, 1.0, 3.1, "Good morning, shall we"),
            ],
            &["?: Good morning, shall we…"],
        ),
        (
            "one that has no end begins where a longer one ends",
            vec![
                partial(100, 5.0, 10.0, "This is a long one"),
                said(false, &who(Some(100), None), &[("Next", Some(10.0), None)]),
                partial(100, 5.5, 9.0, "is a long"),
            ],
            &["?: This is a long one…", "?: Next…"],
        ),
        (
            "the final one replaces them, though it is shorter",
            vec![
                partial(100, 1.0, 1.4, "Good"),
                partial(100, 1.0, 2.9, "Good mourning, er"),
                finished(100, 1.0, 2.0, "Good morning."),
            ],
            &["?: Good morning."],
        ),
        (
            "the first word's start shifts, in both directions",
            vec![
                partial(100, 1.0, 1.4, "Good"),
                partial(100, 0.9, 2.9, "A good morning"),
                partial(100, 1.1, 2.0, "A goo"),
            ],
            &["?: A good morning…"],
        ),
        (
            "the first word's start shifts, and then it is final",
            vec![
                partial(100, 0.9, 1.4, "Good"),
                finished(100, 1.0, 2.0, "Good morning."),
                partial(100, 1.1, 1.9, "morning"),
            ],
            &["?: Good morning."],
        ),
        (
            "the first word is dropped, and the rest is final",
            vec![
                partial(100, 1.0, 1.4, "Um"),
                partial(100, 1.0, 2.0, "Um so"),
                finished(100, 1.4, 2.0, "So, yes."),
                partial(100, 3.0, 3.4, "And"),
                partial(200, 1.0, 2.0, "Um so"),
            ],
            &["?: Um so…", "?: So, yes.", "?: And…"],
        ),
        (
            "what a rewritten one replaced does not come back with the final one",
            vec![
                partial(100, 1.0, 1.4, "Um"),
                partial(100, 1.3, 2.0, "Um so"),
                finished(100, 1.6, 2.2, "So, yes."),
            ],
            &["?: So, yes."],
        ),
        (
            "one without an end is of the same words as one that begins right after it",
            vec![
                partial(100, 5.0, 6.0, "Hello there"),
                said(false, &who(Some(100), None), &[("And", Some(6.0), None)]),
                partial(100, 6.1, 7.0, "And then"),
            ],
            &["?: Hello there…", "?: And then…"],
        ),
        (
            "the next utterance starts where the last one ends",
            vec![
                partial(100, 1.0, 1.8, "Good"),
                finished(100, 1.0, 2.0, "Good morning."),
                partial(100, 2.0, 2.4, "Shall"),
            ],
            &["?: Good morning.", "?: Shall…"],
        ),
        (
            "a final one that did not arrive",
            vec![
                partial(100, 1.0, 2.0, "Good morning"),
                finished(100, 5.0, 6.0, "Shall we?"),
                partial(100, 8.0, 9.0, "Or"),
            ],
            &["?: Good morning…", "?: Shall we?", "?: Or…"],
        ),
        (
            "two final ones at the same start are both shown",
            vec![
                finished(100, 1.0, 2.0, "Good morning."),
                finished(100, 1.0, 3.0, "Good mourning."),
                finished(100, 1.0, 3.0, "Good morning."),
            ],
            &["?: Good morning.", "?: Good mourning."],
        ),
        (
            "a final one without words ends a noise",
            vec![
                partial(100, 1.0, 1.3, "Er"),
                said(true, &who(Some(100), None), &[("", Some(1.0), None)]),
            ],
            &[],
        ),
        (
            "words without an end",
            vec![
                said(false, &who(Some(100), None), &[("Good", Some(1.0), None)]),
                said(
                    false,
                    &who(Some(100), None),
                    &[("Good", Some(1.0), None), ("mourning", Some(1.5), None)],
                ),
                said(
                    true,
                    &who(Some(100), None),
                    &[("Good morning.", Some(1.1), None)],
                ),
            ],
            &["?: Good morning."],
        ),
    ]);
}

#[test]
fn several_speakers_and_their_names_in_every_order_of_arrival() {
    let ada = who(Some(100), Some("Ada"));
    let unnamed = who(None, None);
    let id = |id: Value| json!({"id": id});
    let text_id = json!({"id": "p-17", "name": "Cleo"});
    check(&[
        (
            "speakers overlap",
            vec![
                partial(100, 1.0, 3.0, "Good morning"),
                partial(200, 1.0, 2.0, "Morning"),
                finished(200, 1.0, 2.5, "Morning!"),
                said(true, &ada, &[("Hello.", Some(0.5), Some(0.8))]),
            ],
            &["Ada: Hello.", "Ada: Good morning…", "?: Morning!"],
        ),
        (
            "the name is in a later utterance, and changes",
            vec![
                finished(100, 1.0, 2.0, "Good morning."),
                said(true, &ada, &[("Shall we?", Some(3.0), Some(4.0))]),
                said(
                    true,
                    &who(Some(100), Some("Ada Q.")),
                    &[("Yes.", Some(5.0), Some(6.0))],
                ),
                finished(100, 7.0, 8.0, "So."),
            ],
            &[
                "Ada Q.: Good morning.",
                "Ada Q.: Shall we?",
                "Ada Q.: Yes.",
                "Ada Q.: So.",
            ],
        ),
        (
            "the name is in a participant event, which counts for its own recording",
            vec![
                did("update", "r-1", &ada, 9.0),
                did("join", "r-2", &who(Some(100), Some("Eve")), 10.0),
                finished(100, 1.0, 2.0, "Good morning."),
                partial(200, 3.0, 4.0, "Morning"),
            ],
            &["Ada: Good morning.", "?: Morning…"],
        ),
        (
            "without an id the name is the speaker, and without both there is one",
            vec![
                said(true, &unnamed, &[("One.", Some(1.0), Some(2.0))]),
                said(false, &unnamed, &[("On", Some(1.0), Some(1.5))]),
                said(
                    false,
                    &who(None, Some("Bo")),
                    &[("Tw", Some(1.0), Some(1.5))],
                ),
                said(
                    true,
                    &who(None, Some("Cy")),
                    &[("Three.", Some(1.0), Some(1.5))],
                ),
            ],
            &["Bo: Tw…", "Cy: Three.", "?: One."],
        ),
        (
            "ids that are not numbers, or are numbers as strings",
            vec![
                said(true, &id("p-17".into()), &[("One.", Some(1.0), Some(2.0))]),
                did("join", "r-1", &text_id, 0.0),
                said(true, &id("100".into()), &[("Two.", Some(3.0), Some(4.0))]),
                said(true, &ada, &[("Three.", Some(5.0), Some(6.0))]),
            ],
            &["Cleo: One.", "Ada: Two.", "Ada: Three."],
        ),
    ]);
}

#[test]
fn what_has_no_times_comes_last_in_every_order_of_arrival() {
    let speaker = who(Some(100), None);
    let untimed = |is_final, text| said(is_final, &speaker, &[(text, None, None)]);
    check(&[
        (
            "partial ones: the longest",
            vec![
                untimed(false, "Good"),
                untimed(false, "Good morning"),
                finished(100, 5.0, 6.0, "Shall we?"),
            ],
            &["?: Shall we?", "?: Good morning…"],
        ),
        (
            "final ones: all, and no partial one of the same speaker",
            vec![
                untimed(false, "Good mourning"),
                untimed(true, "Good morning."),
                untimed(true, "Shall we?"),
                said(false, &who(Some(200), None), &[("Yes", None, None)]),
            ],
            &["?: Shall we?", "?: Good morning.", "?: Yes…"],
        ),
        (
            "a later word has a time",
            vec![
                said(
                    true,
                    &speaker,
                    &[("Shall", None, None), ("we?", Some(3.0), None)],
                ),
                finished(200, 4.0, 5.0, "Yes."),
            ],
            &["?: Shall we?", "?: Yes."],
        ),
        (
            "instants where there are no seconds of the recording",
            vec![
                transcript_event(
                    true,
                    &json!({"words": [{"text": "Two.", "start_timestamp":
                    {"absolute": "2026-02-09T09:43:02+01:00"}}]}),
                ),
                transcript_event(
                    false,
                    &json!({"words": [{"text": "One", "start_timestamp":
                    {"absolute": "2026-02-09T08:43:01Z"}}]}),
                ),
                transcript_event(
                    true,
                    &json!({"words": [{"text": "One.", "start_timestamp":
                    {"absolute": "2026-02-09 08:43:01"}}]}),
                ),
            ],
            &["?: One.", "?: Two."],
        ),
    ]);
}

#[test]
fn every_event_returns_what_it_did() {
    let ada = who(Some(100), Some("Ada"));
    let greeting = said(true, &ada, &[("Good morning.", Some(1.0), Some(2.5))]);
    let rows = [
        (partial(100, 1.0, 2.0, "Good mourning"), Applied::Advanced),
        (partial(100, 1.0, 2.0, "Good mourning"), Applied::Repeated),
        (partial(100, 1.0, 1.4, "Good"), Applied::Stale),
        (partial(100, 1.1, 1.4, "Good"), Applied::Stale),
        (partial(100, 1.1, 1.9, "Good mourn"), Applied::Stale),
        (finished(100, 1.0, 2.0, "Good morning."), Applied::Advanced),
        (finished(100, 1.0, 2.0, "Good morning."), Applied::Repeated),
        (finished(100, 1.0, 2.5, "Good morning."), Applied::Noted),
        (partial(100, 1.0, 2.0, "Good mourning"), Applied::Stale),
        (did("join", "r-1", &ada, 0.0), Applied::Advanced),
        (did("speech_on", "r-1", &ada, 0.0), Applied::Repeated),
        (did("speech_on", "r-1", &ada, 1.0), Applied::Noted),
        (did("speech_on", "r-1", &ada, 0.5), Applied::Stale),
        (
            did("join", "r-1", &who(Some(200), Some("Bo")), 1.0),
            Applied::Noted,
        ),
        (
            did("join", "r-2", &who(Some(100), Some("Eve")), 9.0),
            Applied::Noted,
        ),
        (
            did("leave", "r-1", &who(Some(100), None), 9.0),
            Applied::Ignored,
        ),
        (
            did("leave", "r-1", &who(None, Some("Ada")), 9.0),
            Applied::Ignored,
        ),
        (said(true, &ada, &[]), Applied::Noted),
        (
            said(false, &who(None, None), &[("", Some(9.0), None)]),
            Applied::Ignored,
        ),
        // Nothing of this speaker is shown.
        (
            said(true, &who(Some(300), None), &[("", Some(9.0), None)]),
            Applied::Noted,
        ),
        (said(true, &who(Some(300), Some("Cy")), &[]), Applied::Noted),
        // The words are known, and the name from a different event.
        (greeting.clone(), Applied::Noted),
        (greeting, Applied::Repeated),
    ];
    let mut transcript = LiveTranscript::new("t-1");
    for (row, (event, applied)) in rows.iter().enumerate() {
        assert_eq!(transcript.apply(event), *applied, "row {row}: {event:?}");
    }
    assert_eq!(lines(&transcript), ["Ada: Good morning."]);
}

#[test]
fn names_of_a_roster_are_those_of_its_events() {
    let named = |id, name, second| did("update", "r-1", &who(Some(id), name), second);
    let joined = [
        named(100, Some("Ada"), 1.0),
        named(100, Some("Ada Q."), 2.0),
        named(200, Some("Bo"), 3.0),
        named(200, None, 4.0),
        named(300, Some("Dee"), 5.0),
        named(300, Some("Dee Q."), 5.0),
        did("join", "r-1", &who(None, Some("Cy")), 5.0),
    ];
    let words = [
        finished(300, 4.0, 5.0, "Hello."),
        finished(100, 6.0, 7.0, "Good morning."),
        finished(200, 8.0, 9.0, "Morning!"),
    ];
    let mut roster = Roster::new("r-1");
    for event in &joined {
        let _ = roster.apply(event);
    }
    let expected = ["Dee Q.: Hello.", "Ada Q.: Good morning.", "Bo: Morning!"];

    let mut before = LiveTranscript::new("t-1");
    assert_eq!(before.add_names(&roster), Applied::Noted);
    for event in &words {
        assert_eq!(before.apply(event), Applied::Advanced);
    }
    let mut after = transcript(&words);
    assert_eq!(after.add_names(&roster), Applied::Advanced);
    assert_eq!(after.add_names(&roster), Applied::Repeated);
    assert_eq!(after.add_names(&Roster::new("r-1")), Applied::Ignored);
    assert_eq!(
        (lines(&before), lines(&after)),
        (
            expected.map(Into::into).into(),
            expected.map(Into::into).into()
        )
    );
    assert_eq!(before, after);
    assert_eq!(before, transcript(joined.iter().chain(&words)));
    assert_eq!(before.recording_ids().collect::<Vec<_>>(), ["r-1"]);
}

#[test]
fn what_is_not_this_transcripts_is_ignored() {
    let ours = transcript(&[finished(100, 1.0, 2.0, "Good morning.")]);
    let words = json!({"words": [{"text": "Hello."}], "participant": {"id": 100, "name": "Eve"}});
    let bodies = [
        json!({"event": "transcript.data", "data": {"data": words, "transcript": {"id": "t-2"}}}),
        json!({"event": "transcript.data", "data": {"data": words}}),
        json!({"event": "transcript.data", "data": {"transcript": {"id": "t-1"}}}),
        json!({"event": "transcript.data", "data": {"data": {"words": []},
            "transcript": {"id": "t-1"}}}),
        json!({"event": "transcript.data", "data": {"data": {"words": ["Hello."]},
            "transcript": {"id": "t-1"}}}),
        json!({"event": "transcript.done", "data": {"data": {"code": "done"},
            "transcript": {"id": "t-1"}}}),
        json!({"event": "participant_events.join", "data": {"data": {"participant":
            {"id": 100, "name": "Eve"}}}}),
        json!({"event": "transcript.finished", "data": {"data": words,
            "transcript": {"id": "t-1"}}}),
    ];
    for body in bodies {
        let mut transcript = ours.clone();
        assert_eq!(transcript.apply(&parse(&body)), Applied::Ignored, "{body}");
        assert_eq!(transcript, ours, "{body}");
    }
    let mut transcript = ours.clone();
    assert_eq!(
        transcript.merge(&LiveTranscript::new("t-2")),
        Applied::Ignored
    );
}

#[test]
fn turns_have_their_time_and_speaker() {
    let ada = who(Some(100), Some("Ada"));
    let transcript = transcript(&[
        said(
            false,
            &ada,
            &[
                ("Good", Some(8.1), Some(8.3)),
                ("morning", Some(8.35), None),
            ],
        ),
        said(true, &who(None, None), &[("Hello.", None, None)]),
    ]);
    assert_eq!(transcript.transcript_id(), "t-1");
    let turns: Vec<_> = transcript.live_turns().collect();
    let first = &turns[0];
    assert_eq!(
        first.turn.time.as_ref().unwrap(),
        "2026-02-09T08:43:08.100000Z"
    );
    assert_eq!(
        first.start.unwrap().relative.as_ref().unwrap().to_string(),
        "8.1"
    );
    assert_eq!(first.participant_id.unwrap(), "100");
    assert_eq!(
        (first.turn.text.as_ref(), first.is_final),
        ("Good morning", false)
    );
    assert_eq!((turns[1].participant_id, turns[1].start), (None, None));
    let said: Vec<_> = transcript.turns().map(|turn| turn.text).collect();
    assert_eq!(said, ["Good morning", "Hello."]);
}

#[test]
fn stored_and_read_back() {
    let transcript = transcript(&[
        finished(100, 1.0, 2.0, "Good morning."),
        did("join", "r-1", &json!({"id": "p-17", "name": "Cleo"}), 0.5),
        said(false, &who(None, Some("Bo")), &[("Yes", None, None)]),
    ]);
    let stored = serde_json::to_value(&transcript).unwrap();
    let time = |second| json!({"absolute": instant(second), "relative": second});
    assert_eq!(
        stored,
        json!({
            "transcript_id": "t-1",
            "recording_ids": ["r-1"],
            "utterances": [
                {"participant": {"id": 100}, "text": "Good morning.",
                 "start_timestamp": time(1.0), "end_timestamp": time(2.0), "is_final": true},
                {"participant": {"name": "Bo"}, "text": "Yes", "is_final": false},
            ],
            "names": [{"recording_id": "r-1", "participant": {"id": "p-17", "name": "Cleo"},
                "timestamp": time(0.5)}],
        })
    );
    let packed = rmp_serde::to_vec_named(&transcript).unwrap();
    assert_eq!(
        rmp_serde::from_slice::<LiveTranscript>(&packed).unwrap(),
        transcript
    );
    let mut edited = stored;
    for array in ["utterances", "names"] {
        let items = edited[array].as_array_mut().unwrap();
        items.reverse();
        items.extend(items.clone());
    }
    assert_eq!(
        serde_json::from_value::<LiveTranscript>(edited).unwrap(),
        transcript
    );
    assert!(serde_json::from_value::<LiveTranscript>(json!({"utterances": []})).is_err());
}

#[test]
fn a_long_call_holds_its_final_utterances_only() {
    let mut transcript = LiveTranscript::new("t-1");
    for utterance in 0..1_000_u32 {
        let start = f64::from(utterance) * 10.0;
        for word in 1..=5_u32 {
            let end = start + f64::from(word);
            let text = format!("{utterance} {}", "word ".repeat(word as usize));
            let _ = transcript.apply(&partial(100, start, end, &text));
        }
        let _ = transcript.apply(&finished(100, start, start + 5.0, "So."));
    }
    assert_eq!(transcript.live_turns().count(), 1_000);
    let stored = serde_json::to_value(&transcript).unwrap();
    assert_eq!(stored["utterances"].as_array().unwrap().len(), 1_000);
    // A partial one that only grows is one.
    for end in 1..5_000 {
        let end = 90_000.0 + f64::from(end) / 100.0;
        let _ = transcript.apply(&partial(100, 90_000.0, end, "word"));
    }
    assert_eq!(transcript.live_turns().count(), 1_001);
    let stored = serde_json::to_value(&transcript).unwrap();
    assert_eq!(stored["utterances"].as_array().unwrap().len(), 1_001);
}

#[test]
fn the_bodies_on_record_make_one_transcript() {
    let on_record = super::events().into_iter();
    let mut events: Vec<Event> = on_record.map(|(_, event)| event).collect();
    let id = events.iter().find_map(|event| match event {
        Event::TranscriptData(_) => event.transcript_id(),
        _ => None,
    });
    let all = |events: &[Event]| {
        let mut transcript = LiveTranscript::new(id.clone().unwrap());
        for event in events {
            let _ = transcript.apply(event);
        }
        transcript
    };
    let transcript = all(&events);
    events.reverse();
    assert_eq!(all(&events), transcript);
    assert!(transcript.live_turns().count() >= 3, "{transcript:#?}");
}

/// Events of few speakers and times, so that many collide. With `seconds`, times are near each other.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let speaker = select(vec![
        who(Some(100), None),
        who(Some(100), Some("Ada")),
        who(Some(100), Some("Ada Q.")),
        who(Some(200), None),
        who(None, None),
        who(None, Some("Bo")),
        json!({"id": "p-17", "name": "Cleo"}),
    ]);
    let time = select(vec![
        Value::Null,
        json!({"relative": 1}),
        json!({"relative": 1.1}),
        json!({"relative": 1.25}),
        json!({"relative": 1.4, "absolute": "2026-02-09T08:43:01.4Z"}),
        json!({"relative": 1.4, "absolute": "2026-02-09T09:43:01.400+01:00"}),
        json!({"relative": 2.0}),
        json!({"relative": 3}),
        json!({"absolute": "2026-02-09T08:43:01Z"}),
        json!({"absolute": "2026-02-09T08:43:02Z"}),
        json!({"absolute": "soon", "relative": -1e300}),
    ]);
    let word = (
        select(vec!["", "So", "And so", "But"]),
        time.clone(),
        time.clone(),
    );
    let words = prop::collection::vec(word, 0..3);
    let event = (0..5_u8, speaker, words, time, select(vec!["r-1", "r-2"]));
    let event = event.prop_map(|(kind, participant, words, time, recording)| {
        let words: Value = words.iter().map(|(text, start, end)| {
            json!({"text": text, "start_timestamp": start, "end_timestamp": end})
        }).collect();
        let (name, data) = match kind {
            0 => (
                "participant_events.update",
                json!({"participant": participant,
                "timestamp": time}),
            ),
            1 | 2 => (
                "transcript.data",
                json!({"participant": participant, "words": words}),
            ),
            _ => (
                "transcript.partial_data",
                json!({"participant": participant, "words": words}),
            ),
        };
        // The utterances say that they are of `r-1`, or do not say it.
        let recording = if kind == 0 || recording == "r-1" {
            json!({"id": recording})
        } else {
            Value::Null
        };
        parse(
            &json!({"event": name, "data": {"data": data, "recording": recording,
            "transcript": {"id": "t-1"}}}),
        )
    });
    prop::collection::vec(event, 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_arrival_ends_the_same(
        (events, arrival) in arrived(events())
    ) {
        let mut arrived = LiveTranscript::new("t-1");
        for event in &arrival {
            let before = arrived.clone();
            let applied = arrived.apply(event);
            let is_same = arrived.live_turns().eq(before.live_turns());
            match applied {
                Applied::Advanced => prop_assert!(!is_same),
                Applied::Noted => prop_assert!(is_same && arrived != before),
                Applied::Stale => prop_assert!(is_same),
                Applied::Repeated | Applied::Ignored => prop_assert!(arrived == before),
            }
            let once = arrived.clone();
            let _ = arrived.apply(event);
            prop_assert_eq!(&arrived, &once, "a repetition changes nothing");
        }
        prop_assert_eq!(&arrived, &transcript(&events));
        prop_assert_eq!(read_back(&arrived), arrived.clone());
        let starts: Vec<_> = arrived.live_turns().filter_map(|live| {
            Some(live.start?.relative.as_ref()?.as_f64())
        }).collect();
        prop_assert!(starts.is_sorted(), "{starts:?}");
    }

    #[test]
    fn merged_transcripts_equal_one_with_all_events(
        (events, taken) in at_workers(events())
    ) {
        let merged = |left: &LiveTranscript, right: &LiveTranscript| {
            let mut merged = left.clone();
            let applied = merged.merge(right);
            let is_same = merged.live_turns().eq(left.live_turns());
            assert_eq!(applied == Applied::Advanced, !is_same);
            assert_eq!(applied == Applied::Repeated, merged == *left);
            merged
        };
        let all = transcript(&events);
        assert_merge(taken.map(|events| transcript(&events)), &all, merged)?;
    }
}
