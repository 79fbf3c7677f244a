//! Exotel's transcripts in any order, and any number of times.

use bot_webhooks::exotel::{Applied, Conversation, Event, Sequence, Transcript};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::arrival::{arrived, at_workers};
use crate::fixtures::permutations;

fn transcript(value: Value) -> Transcript {
    serde_json::from_value(value).unwrap()
}

/// A segment as a table writes it: speaker, text, and the second at which it begins.
type Piece<'a> = (&'a str, &'a str, Option<u32>);

fn segments(pieces: &[Piece]) -> Value {
    let pieces = pieces.iter().map(|(speaker, text, start)| {
        let mut segment = json!({"speaker": speaker, "text": text});
        if let Some(start) = start {
            segment["start_timestamp"] = at(*start).into();
            segment["end_timestamp"] = at(start + 1).into();
        }
        segment
    });
    pieces.collect()
}

fn at(second: u32) -> String {
    format!(
        "2026-10-05T08:{:02}:{:02}.330756Z",
        second / 60,
        second % 60
    )
}

fn turn(sequence: u64, status: &str, pieces: &[Piece]) -> Transcript {
    transcript(json!({
        "sequence": sequence, "status": status, "transcript_segments": segments(pieces)
    }))
}

fn live(pieces: &[Piece]) -> Transcript {
    transcript(json!({"transcript_segments": segments(pieces)}))
}

fn conversation<'a>(transcripts: impl IntoIterator<Item = &'a Transcript>) -> Conversation {
    let mut conversation = Conversation::new("s-1");
    for transcript in transcripts {
        let _ = conversation.insert(transcript);
    }
    conversation
}

fn said(conversation: &Conversation) -> Vec<String> {
    let turns = conversation.turns();
    turns.map(|turn| turn.text.into_owned()).collect()
}

/// Name, transcripts, and what then is said, and whether all turns are over.
type Case<'a> = (&'a str, Vec<Transcript>, &'a [&'a str], bool);

fn check(cases: &[Case]) {
    for (name, transcripts, texts, completed) in cases {
        let ordered = conversation(transcripts);
        for arrival in permutations(transcripts) {
            let arrived = conversation(arrival.iter().chain(&arrival));
            assert_eq!(arrived, ordered, "{name}");
            assert_eq!(said(&arrived), *texts, "{name}");
            assert_eq!(arrived.is_completed(), *completed, "{name}");
            let stored = serde_json::to_string(&arrived).unwrap();
            assert_eq!(
                serde_json::from_str::<Conversation>(&stored).unwrap(),
                arrived,
                "{name}"
            );
        }
    }
}

#[test]
fn turns_grow_in_every_order_of_arrival() {
    let hello = ("assistant", "Hello! What can I do for you?", None);
    check(&[
        ("nothing", vec![], &[], true),
        (
            "out of order",
            vec![
                turn(1, "completed", &[hello]),
                turn(2, "completed", &[("user", "Where is my order?", None)]),
                turn(10, "completed", &[("user", "Hello?", None)]),
            ],
            &[
                "Hello! What can I do for you?",
                "Where is my order?",
                "Hello?",
            ],
            true,
        ),
        (
            "a turn grows",
            vec![
                turn(1, "inprogress", &[("assistant", "Hello!", None)]),
                turn(1, "inprogress", &[hello]),
                turn(1, "inprogress", &[hello, ("user", "Where is", None)]),
            ],
            &["Hello! What can I do for you?", "Where is"],
            false,
        ),
        (
            "a turn grows, and what was heard is corrected",
            vec![
                turn(1, "inprogress", &[("user", "Wears my", None)]),
                turn(1, "inprogress", &[("user", "Where is my order", None)]),
            ],
            &["Where is my order"],
            false,
        ),
    ]);
}

#[test]
fn completed_and_longer_ones_stand_in_every_order_of_arrival() {
    check(&[
        (
            "completed is shorter than in progress",
            vec![
                turn(1, "inprogress", &[("user", "Where is my odd, er", Some(3))]),
                turn(1, "completed", &[("user", "Where is my order?", Some(3))]),
                turn(
                    1,
                    "inprogress",
                    &[("user", "Where is", Some(3)), ("user", "odd, er", Some(4))],
                ),
            ],
            &["Where is my order?"],
            true,
        ),
        (
            "completed twice, the longer wins",
            vec![
                turn(1, "completed", &[("user", "My order?", Some(3))]),
                turn(1, "completed", &[("user", "Where is my order?", Some(3))]),
            ],
            &["Where is my order?"],
            true,
        ),
        (
            "completed twice, equally long",
            vec![
                turn(1, "completed", &[("user", "My order!", Some(3))]),
                turn(1, "completed", &[("user", "My order?", Some(3))]),
            ],
            &["My order?"],
            true,
        ),
        (
            "a completed one without a word ends the turn and loses nothing",
            vec![
                turn(1, "inprogress", &[("user", "Bye", Some(3))]),
                turn(1, "completed", &[]),
            ],
            &["Bye"],
            true,
        ),
        (
            "no status is completed",
            vec![
                transcript(json!({"sequence": 1, "transcript_segments": [{"text": "Bye"}]})),
                turn(1, "In-Progress", &[("user", "Bye bye", None)]),
            ],
            &["Bye"],
            true,
        ),
        (
            "no status and not final is in progress",
            vec![
                transcript(json!({"sequence": 1,
                    "transcript_segments": [{"text": "Bye bye", "is_final": false}]})),
                transcript(json!({"sequence": 1,
                    "transcript_segments": [{"text": "Bye", "is_final": true}]})),
            ],
            &["Bye"],
            true,
        ),
        (
            "said twice is said twice",
            vec![
                turn(
                    1,
                    "inprogress",
                    &[("user", "Yes.", None), ("user", "Yes.", None)],
                ),
                turn(1, "inprogress", &[("user", "Yes.", None)]),
                turn(2, "completed", &[("user", "Yes.", None)]),
            ],
            &["Yes.", "Yes.", "Yes."],
            false,
        ),
    ]);
}

#[test]
fn contradicting_ones_are_merged_in_every_order_of_arrival() {
    check(&[
        (
            "the longer lacks a segment of the shorter",
            vec![
                turn(1, "completed", &[("user", "Where is my order?", Some(3))]),
                turn(
                    1,
                    "completed",
                    &[
                        ("assistant", "It left our house this morning.", Some(5)),
                        ("user", "Thank you.", Some(7)),
                    ],
                ),
            ],
            &[
                "Where is my order?",
                "It left our house this morning.",
                "Thank you.",
            ],
            true,
        ),
        (
            "two that overlap, and a third that has all",
            vec![
                turn(
                    1,
                    "completed",
                    &[("user", "One", Some(1)), ("user", "Two", Some(2))],
                ),
                turn(
                    1,
                    "completed",
                    &[("user", "Two.", Some(2)), ("user", "Three", Some(3))],
                ),
                turn(
                    1,
                    "completed",
                    &[
                        ("user", "One", Some(1)),
                        ("user", "Two.", Some(2)),
                        ("user", "Three", Some(3)),
                    ],
                ),
            ],
            &["One", "Two.", "Three"],
            true,
        ),
        (
            "two that overlap",
            vec![
                turn(
                    1,
                    "completed",
                    &[("user", "One", Some(1)), ("user", "Two", Some(2))],
                ),
                turn(
                    1,
                    "completed",
                    &[("user", "Two.", Some(2)), ("user", "Three", Some(3))],
                ),
            ],
            &["One", "Two.", "Three"],
            true,
        ),
        (
            "two that interleave",
            vec![
                turn(
                    1,
                    "completed",
                    &[("user", "One", Some(1)), ("user", "Three", Some(3))],
                ),
                turn(1, "completed", &[("user", "Two", Some(2))]),
            ],
            &["One", "Two", "Three"],
            true,
        ),
    ]);
}

#[test]
fn turns_without_numbers_in_every_order_of_arrival() {
    check(&[
        (
            "without numbers, told by the start",
            vec![
                live(&[("bot", "Hello", Some(1))]),
                live(&[("bot", "Hello!", Some(1)), ("customer", "Hi", Some(2))]),
                live(&[("bot", "How are you?", Some(9))]),
                turn(7, "completed", &[("bot", "Seven", Some(30))]),
            ],
            &["Seven", "Hello!", "Hi", "How are you?"],
            true,
        ),
        (
            "starts that are seconds since the beginning",
            vec![
                transcript(json!({"transcript_segments":
                    [{"text": "ten", "start_timestamp": 10.5}]})),
                transcript(json!({"transcript_segments":
                    [{"text": "nine", "start_timestamp": "9.25"}]})),
            ],
            &["nine", "ten"],
            true,
        ),
        (
            "starts that are seconds since 1970, of which only those of ten digits are instants",
            vec![
                transcript(json!({"transcript_segments":
                    [{"text": "second", "start_timestamp": 1_752_666_058}]})),
                transcript(json!({"transcript_segments":
                    [{"text": "first", "start_timestamp": "1752666057.5"}]})),
            ],
            &["first", "second"],
            true,
        ),
        (
            "neither number nor start, but accumulated",
            vec![
                live(&[("bot", "Hello", None)]),
                live(&[("bot", "Hello!", None), ("customer", "Hi", None)]),
                live(&[("bot", "Hello!", None), ("customer", "Hi there", None)]),
            ],
            &["Hello!", "Hi there"],
            true,
        ),
    ]);
}

#[test]
fn without_number_and_start_turns_stand_as_they_arrived() {
    for start in [json!(null), json!(""), json!(" ")] {
        let live = |text: &str| {
            transcript(json!({"transcript_segments":
                [{"speaker": "bot", "text": text, "start_timestamp": start}]}))
        };
        let (zebra, apple, more) = (live("Zebra"), live("Apple"), live("Zebra!"));
        let conversation = conversation([&zebra, &apple, &more, &zebra]);
        assert_eq!(said(&conversation), ["Zebra!", "Apple"], "{start}");
        assert!(conversation.turns().all(|turn| turn.time.is_none()));
        let stored = serde_json::to_string(&conversation).unwrap();
        assert_eq!(
            serde_json::from_str::<Conversation>(&stored).unwrap(),
            conversation
        );
    }
}

#[test]
fn every_transcript_returns_what_it_did() {
    let mut conversation = Conversation::new("s-1");
    let long = ("user", "Where is my order?", Some(3));
    let steps = [
        (
            turn(2, "inprogress", &[("user", "Where", Some(3))]),
            Applied::Advanced,
        ),
        (
            turn(2, "inprogress", &[("user", "Where", Some(3))]),
            Applied::Repeated,
        ),
        (turn(2, "inprogress", &[long]), Applied::Advanced),
        (
            turn(2, "inprogress", &[("user", "Where", Some(3))]),
            Applied::Stale,
        ),
        (turn(2, "completed", &[long]), Applied::Advanced),
        (
            turn(2, "inprogress", &[long, ("user", "And", Some(5))]),
            Applied::Stale,
        ),
        (
            turn(1, "completed", &[("bot", "Hello", Some(1))]),
            Applied::Advanced,
        ),
        (transcript(json!({})), Applied::Ignored),
        (
            transcript(json!({"transcript_segments": [{"speaker": "bot"}]})),
            Applied::Ignored,
        ),
    ];
    for (transcript, step) in steps {
        assert_eq!(conversation.insert(&transcript), step, "{transcript:?}");
    }
    let sequences: Vec<_> = conversation.sequences().collect();
    assert_eq!(sequences[0].number(), Some(1));
    assert_eq!(sequences[1].number(), Some(2));
    let turns: Vec<_> = sequences[1].turns().collect();
    assert_eq!(turns[0].speaker, Some("user"));
    assert_eq!(turns[0].time, Some(at(3).as_str().into()));
    assert!(sequences[1].is_completed());
    assert_eq!(sequences[1].segments().count(), 1);
}

fn event(session_id: &Value, event_data: &Value) -> Event {
    let body = json!({"session_id": session_id, "trigger_reason": "turn_progress",
        "events": [{"event_type": "transcript", "event_data": event_data}]});
    body.to_string().parse().unwrap()
}

#[test]
fn webhooks_of_one_session_are_taken_in() {
    let mut conversation = Conversation::new("s-1");
    let documented = json!({"transcripts": [
        {"sequence": 1, "transcript_segments": [{"text": "one"}]},
        {"sequence": 2, "transcript_segments": [{"text": "two"}]},
    ]});
    let live = json!({"sequence": "3", "transcript_segments": [{"text": "three"}]});
    let longer = json!({"transcripts": [
        {"sequence": 1, "transcript_segments": [{"text": "one"}]},
        {"sequence": 2, "transcript_segments": [{"text": "two!"}]},
    ]});
    let ours = json!("s-1");
    for (session_id, data, step) in [
        (json!("s-2"), &documented, Applied::Ignored),
        (json!(null), &documented, Applied::Ignored),
        (
            ours.clone(),
            &json!({"value": "an insight"}),
            Applied::Ignored,
        ),
        (ours.clone(), &documented, Applied::Advanced),
        (ours.clone(), &documented, Applied::Repeated),
        (ours.clone(), &live, Applied::Advanced),
        (ours.clone(), &longer, Applied::Advanced),
        (ours.clone(), &documented, Applied::Stale),
    ] {
        let event = event(&session_id, data);
        assert_eq!(conversation.apply(&event), step, "{event:?}");
    }
    let unknown: Event = json!({"session_id": "s-1", "trigger_reason": "barge_in"})
        .to_string()
        .parse()
        .unwrap();
    assert!(!unknown.is_known());
    assert_eq!(conversation.apply(&unknown), Applied::Ignored);
    assert_eq!(said(&conversation), ["one", "two!", "three"]);
    assert_eq!(*conversation.session_id(), "s-1");
    assert!(serde_json::from_value::<Conversation>(json!({"transcripts": []})).is_err());
}

/// As live calls send it: without a status.
#[test]
fn a_turn_in_progress_grows_without_a_status() {
    let piece =
        |speaker, text, is_final| json!({"speaker": speaker, "text": text, "is_final": is_final});
    let hello = piece("bot", "Hello!", true);
    let grown = [
        ("turn_progress", json!([hello])),
        (
            "turn_progress",
            json!([hello, piece("customer", "Where is", false)]),
        ),
        (
            "turn_complete",
            json!([hello, piece("customer", "Where is my order?", true)]),
        ),
    ];
    let no_status = [
        json!({}),
        json!({"status": ""}),
        json!({"status": null}),
        json!({"status": 5}),
    ];
    for mark in no_status.into_iter().chain([json!({"sequence": 1})]) {
        let events = grown.clone().map(|(reason, segments)| -> Event {
            let mut data = mark.clone();
            data["transcript_segments"] = segments;
            let body = json!({"session_id": "s-1", "trigger_reason": reason, "events":
                [{"event_type": "transcript", "event_data": data}]});
            body.to_string().parse().unwrap()
        });
        let mut conversation = Conversation::new("s-1");
        for (event, texts) in events.iter().zip([
            &["Hello!"][..],
            &["Hello!", "Where is"],
            &["Hello!", "Where is my order?"],
        ]) {
            assert_eq!(
                conversation.is_completed(),
                conversation.turns().next().is_none()
            );
            assert_eq!(conversation.apply(event), Applied::Advanced, "{mark}");
            assert_eq!(said(&conversation), texts, "{mark}");
            let stored = serde_json::to_value(&conversation).unwrap();
            assert_eq!(
                serde_json::from_value::<Conversation>(stored).unwrap(),
                conversation
            );
            assert_eq!(conversation.apply(event), Applied::Repeated, "{mark}");
        }
        assert!(conversation.is_completed(), "{mark}");
        for arrival in permutations(&events) {
            let mut arrived = Conversation::new("s-1");
            for event in &arrival {
                let _ = arrived.apply(event);
            }
            assert_eq!(arrived, conversation, "{mark}");
        }
    }
}

#[test]
fn a_merge_returns_what_it_changed() {
    let (short, long) = (
        ("user", "Where", Some(3)),
        ("user", "Where is it?", Some(3)),
    );
    let ours = conversation(&[
        turn(1, "completed", &[("bot", "Hello", Some(1))]),
        turn(2, "inprogress", &[long]),
    ]);
    for (theirs, applied) in [
        (vec![], Applied::Repeated),
        (vec![turn(2, "inprogress", &[long])], Applied::Repeated),
        (vec![turn(2, "inprogress", &[short])], Applied::Stale),
        (
            vec![
                turn(2, "inprogress", &[short]),
                turn(1, "completed", &[("bot", "Hello", Some(1))]),
            ],
            Applied::Stale,
        ),
        (
            vec![
                turn(2, "inprogress", &[short]),
                turn(3, "completed", &[("user", "Thanks", Some(9))]),
            ],
            Applied::Advanced,
        ),
    ] {
        let mut merged = ours.clone();
        let theirs = conversation(&theirs);
        assert_eq!(merged.merge(&theirs), applied, "{theirs:?}");
        assert_eq!(merged == ours, applied != Applied::Advanced);
    }
    let mut other = Conversation::new("s-2");
    let _ = other.insert(&turn(3, "completed", &[long]));
    let mut merged = ours.clone();
    assert_eq!(merged.merge(&other), Applied::Ignored);
    assert_eq!(merged, ours);
}

#[test]
fn without_number_and_start_ours_stand_before_theirs() {
    let (zebra, apple) = (
        live(&[("bot", "Zebra", None)]),
        live(&[("bot", "Apple", None)]),
    );
    let (mut left, mut right) = (conversation([&zebra]), conversation([&apple]));
    let first = left.clone();
    let _ = left.merge(&right);
    assert_eq!(said(&left), ["Zebra", "Apple"]);
    let _ = right.merge(&first);
    assert_eq!(said(&right), ["Apple", "Zebra"]);
}

/// A call as it is spoken: for each turn its pieces, in order, each with its start or all without.
fn call() -> impl Strategy<Value = Vec<Vec<(String, String)>>> {
    let speaker = prop::sample::select(vec!["assistant".to_owned(), "user".to_owned()]);
    let text = "[a-zé]{1,6}( [a-zé]{1,6}){0,2}";
    prop::collection::vec(prop::collection::vec((speaker, text), 1..4), 1..5)
}

/// How a webhook tells of a turn: which one, how many pieces, and how much of the last.
type Snapshot = (Index, Index, Index);

fn snapshots() -> impl Strategy<Value = Vec<Snapshot>> {
    prop::collection::vec(any::<Snapshot>(), 0..12)
}

/// Everything that Exotel sends of a call: parts of turns in progress, and every turn completed.
fn sent(
    call: &[Vec<(String, String)>],
    snapshots: &[Snapshot],
    numbered: bool,
    timed: bool,
) -> Vec<Transcript> {
    let mut clock = 0;
    let mut turns = Vec::new();
    for pieces in call {
        let mut timed_pieces = Vec::new();
        for (speaker, text) in pieces {
            clock += 1;
            timed_pieces.push((speaker.as_str(), text.as_str(), timed.then_some(clock)));
        }
        turns.push(timed_pieces);
    }
    let make = |index: usize, status: &str, pieces: &[Piece]| {
        let mut made = turn(index as u64, status, pieces);
        made.sequence = made.sequence.filter(|_| numbered);
        made
    };
    let mut sent = Vec::new();
    for (which, pieces, length) in snapshots {
        let index = which.index(turns.len());
        let mut pieces = turns[index][..=pieces.index(turns[index].len())].to_vec();
        let last = pieces.last_mut().unwrap();
        let cut = last.1.char_indices().map(|(at, c)| at + c.len_utf8());
        let cut: Vec<_> = cut.collect();
        last.1 = &last.1[..cut[length.index(cut.len())]];
        sent.push(make(index, "inprogress", &pieces));
    }
    let completed = turns.iter().enumerate();
    sent.extend(completed.map(|(index, pieces)| make(index, "completed", pieces)));
    sent
}

/// Transcripts that keep no rule: of few turns, starts and texts, so that they clash.
fn unruly() -> impl Strategy<Value = Vec<Transcript>> {
    let text = prop::sample::select(vec!["a", "ab", "abc", "b", "bc", ""]);
    let start = prop::option::of(0_u32..3);
    let speaker = prop::sample::select(vec!["user", "bot"]);
    let pieces = prop::collection::vec((speaker, text, start), 0..4);
    let status = prop::sample::select(vec![json!("completed"), json!("inprogress"), json!(null)]);
    let one =
        (prop::option::of(0_u64..2), status, pieces).prop_map(|(sequence, status, pieces)| {
            transcript(json!({
                "sequence": sequence, "status": status, "transcript_segments": segments(&pieces)
            }))
        });
    prop::collection::vec(one, 0..9)
}

/// What is said, where the order of arrival must not count.
fn sorted(conversation: &Conversation) -> Vec<String> {
    let stored = serde_json::to_value(conversation).unwrap();
    let transcripts = stored["transcripts"].as_array().unwrap().iter();
    let mut transcripts: Vec<_> = transcripts.map(Value::to_string).collect();
    transcripts.sort();
    transcripts
}

fn merged(left: &Conversation, right: &Conversation) -> Conversation {
    let mut merged = left.clone();
    let applied = merged.merge(right);
    assert_eq!(applied == Applied::Advanced, merged != *left);
    merged
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_arrival_of_a_call_ends_in_what_was_said(
        (call, sent, arrival) in (call(), snapshots(), any::<bool>(), any::<bool>())
            .prop_flat_map(|(call, snapshots, numbered, timed)| {
                let sent = sent(&call, &snapshots, numbered || !timed, timed);
                let sent = arrived(Just(sent));
                (Just(call), sent).prop_map(|(call, (sent, arrival))| (call, sent, arrival))
            })
    ) {
        let ordered = conversation(&sent);
        let arrived = conversation(&arrival);
        prop_assert_eq!(&arrived, &ordered);
        prop_assert!(arrived.is_completed());
        let texts: Vec<_> = call.iter().flatten().map(|(_, text)| text.as_str()).collect();
        prop_assert_eq!(said(&arrived), texts);
        prop_assert_eq!(arrived.sequences().count(), call.len());
    }

    #[test]
    fn every_arrival_of_unruly_transcripts_ends_the_same((items, arrival) in arrived(unruly())) {
        let ordered = conversation(&items);
        let arrived = conversation(&arrival);
        prop_assert_eq!(sorted(&arrived), sorted(&ordered));
        let placed = |item: &&Transcript| item.sequence.is_some();
        prop_assert_eq!(
            conversation(items.iter().filter(placed)),
            conversation(arrival.iter().filter(placed))
        );
        let stored = serde_json::to_string(&arrived).unwrap();
        prop_assert_eq!(serde_json::from_str::<Conversation>(&stored).unwrap(), arrived);
    }

    #[test]
    fn no_completed_segment_is_lost_but_to_a_longer_one((items, arrival) in arrived(unruly())) {
        let arrived = conversation(&arrival);
        for item in items.iter().filter(|item| item.status.is_some() && item.is_completed()) {
            for segment in item.turns().filter(|segment| !segment.text.is_empty()) {
                let kept = arrived.sequences().filter(|turn| turn.number() == item.sequence);
                let mut kept = kept.flat_map(Sequence::turns);
                prop_assert!(kept.any(|kept| {
                    kept.speaker == segment.speaker
                        && kept.time == segment.time
                        && kept.text.len() >= segment.text.len()
                }), "{segment:?}");
            }
        }
    }
    /// Each transcript goes to one or more of three workers. The order of turns that have neither a
    /// number nor a start is the one exception.
    #[test]
    fn merged_conversations_equal_one_with_all_transcripts(
        (items, taken) in at_workers(unruly())
    ) {
        let is_placed = |item: &Transcript| {
            let mut said = item.turns().filter(|turn| !turn.text.is_empty());
            item.sequence.is_some() || said.next().is_some_and(|turn| turn.time.is_some())
        };
        for only_placed in [false, true] {
            let counts = |item: &Transcript| !only_placed || is_placed(item);
            let [a, b, c] = [0, 1, 2].map(|worker| {
                conversation(taken[worker].iter().filter(|item| counts(item)))
            });
            let all = conversation(items.iter().filter(|item| counts(item)));
            let same = |left: &Conversation, right: &Conversation| {
                (!only_placed || left == right) && sorted(left) == sorted(right)
            };
            prop_assert!(same(&merged(&merged(&a, &b), &c), &all));
            prop_assert!(same(&merged(&a, &merged(&b, &c)), &all), "associative");
            prop_assert!(same(&merged(&a, &b), &merged(&b, &a)), "commutative");
            prop_assert_eq!(merged(&a, &a), a, "idempotent");
            prop_assert!(same(&merged(&all, &b), &all), "idempotent");
        }
    }
}
