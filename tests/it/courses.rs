//! The whole courses of `samples`, as they arrive: in any order, repeated, among those of a different
//! bot or call, and at two workers.

use std::fmt::Debug;

use bot_webhooks::exotel::{self, Conversation};
use bot_webhooks::recall::{
    self, Applied, ExpectedRecording, LiveTranscript, Ready, Roster, StatusCode, Timeline,
};
use bot_webhooks::{Turn, Webhook, pailflow, synthflow};
use proptest::collection::vec;
use proptest::prelude::*;

const BOT: &str = "3f1c7a52-58d2-4a3e-9d0a-7b7f0a6f2e11";
const RECORDING: &str = "9a0b0e27-5d3c-4c0f-8a7d-2f5f3f4c1d22";
const TRANSCRIPT: &str = "c7b1f0ae-0d3c-4f59-8d7e-5a3b2c1d0e9f";
const SESSION: &str = "5f0c8e7a-1d2b-4c3e-9f60-7a8b9c0d1e2f";

/// The body of a different bot or session, at the same time.
fn of_other(body: &str) -> String {
    [BOT, RECORDING, TRANSCRIPT, SESSION]
        .iter()
        .fold(body.to_owned(), |body, id| body.replace(id, "other"))
}

/// Every index at least once, each with whether the second worker gets it.
fn arrivals(len: usize) -> impl Strategy<Value = Vec<(usize, bool)>> {
    let more = vec(0..len, 0..len);
    let indices = more.prop_map(move |more| (0..len).chain(more).collect::<Vec<_>>());
    let indices = indices.prop_shuffle();
    indices.prop_flat_map(|indices| {
        let workers = vec(any::<bool>(), indices.len());
        workers.prop_map(move |workers| indices.iter().copied().zip(workers).collect())
    })
}

/// The state after the course in order, and a different one after it. Every arrival has to end in it.
fn state<E: Webhook, S: Clone + Debug + PartialEq>(
    course: &[&str],
    empty: &S,
    apply: fn(&mut S, &E) -> Applied,
    merge: fn(&mut S, &S) -> Applied,
) -> S {
    let parse = |body: &str| E::from_slice(body.as_bytes()).unwrap();
    let ours = course.iter().map(|body| parse(body));
    let others = course.iter().map(|body| parse(&of_other(body)));
    let events: Vec<_> = ours.chain(others).collect();
    let mut ordered = empty.clone();
    for event in &events {
        let _ = apply(&mut ordered, event);
    }

    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(arrival in arrivals(events.len()))| {
        let (mut alone, mut first, mut second) = (empty.clone(), empty.clone(), empty.clone());
        for (index, is_second) in arrival {
            let worker = if is_second { &mut second } else { &mut first };
            for state in [&mut alone, worker] {
                let _ = apply(state, &events[index]);
            }
        }
        let _ = merge(&mut first, &second);
        prop_assert_eq!(&alone, &ordered);
        prop_assert_eq!(&first, &ordered);
    });
    ordered
}

fn said<'a>(turns: impl Iterator<Item = Turn<'a>>) -> Vec<(String, String)> {
    turns
        .map(|turn| {
            (
                turn.speaker.unwrap_or_default().to_owned(),
                turn.text.into(),
            )
        })
        .collect()
}

fn lines(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(speaker, text): &(&str, &str)| ((*speaker).to_owned(), (*text).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn the_timeline_of_a_meeting() {
    let meeting = recall::samples::MEETING;
    let timeline = state(
        meeting,
        &Timeline::new(BOT),
        Timeline::apply,
        Timeline::merge,
    );
    assert_eq!(timeline.code(), Some(&StatusCode::Done));
    assert_eq!(timeline.history().len(), 7);
    assert_eq!(timeline.recording(), ExpectedRecording::Complete);
    assert_eq!(timeline.reason().unwrap().as_str(), "call_ended_by_host");
    let ready = [
        Ready::Recording(RECORDING.into()),
        Ready::Transcript(TRANSCRIPT.into()),
    ];
    assert_eq!(timeline.ready(), ready.into());
}

#[test]
fn the_live_transcript_of_a_meeting() {
    let empty = LiveTranscript::new(TRANSCRIPT);
    let meeting = recall::samples::MEETING;
    let transcript = state(
        meeting,
        &empty,
        LiveTranscript::apply,
        LiveTranscript::merge,
    );
    assert_eq!(
        said(transcript.turns()),
        lines(&[
            ("Ada Quist", "Good morning, shall we start?"),
            ("Ben Ito", "Yes, I am ready."),
        ]),
    );
    assert!(transcript.live_turns().all(|turn| turn.is_final));
}

#[test]
fn the_roster_of_a_meeting() {
    let meeting = recall::samples::MEETING;
    let roster = state(
        meeting,
        &Roster::new(RECORDING),
        Roster::apply,
        Roster::merge,
    );
    let names = |attendee: recall::Attendee| attendee.name().map(str::to_owned);
    let all: Vec<_> = roster.participants().filter_map(names).collect();
    let present: Vec<_> = roster.present().filter_map(names).collect();
    assert_eq!(all, ["Ada Quist", "Ben Ito"]);
    assert_eq!(present, ["Ada Quist"]);
}

#[test]
fn the_conversation_of_a_call() {
    let empty = Conversation::new(SESSION);
    let call = exotel::samples::CALL;
    let conversation = state(call, &empty, Conversation::apply, Conversation::merge);
    assert_eq!(
        said(conversation.turns()),
        lines(&[
            ("assistant", "Hello! What can I do for you?"),
            ("user", "Where is my order?"),
            ("assistant", "It left our house this morning."),
            ("user", "That is too late. I want to talk to a person."),
        ]),
    );
    assert!(conversation.is_completed());
}

#[test]
fn an_inbound_call_is_of_one_caller_and_one_agent() {
    let [inbound, ended] = synthflow::samples::INBOUND_CALL else {
        panic!("two webhooks");
    };
    let (Ok(synthflow::Event::CallInbound(inbound)), Ok(synthflow::Event::PostCall(ended))) =
        (inbound.parse(), ended.parse())
    else {
        panic!("a question and an outcome");
    };
    let caller = ended.lead.unwrap().phone_number;
    assert_eq!(caller.as_deref(), inbound.from_number());
    assert_eq!(ended.call.unwrap().model_id.as_ref(), inbound.model_id());
}

#[test]
fn a_session_is_of_one_room() {
    let [failed, complete] = pailflow::samples::SESSION else {
        panic!("two webhooks");
    };
    let failed: pailflow::Event = failed.parse().unwrap();
    let complete: pailflow::Event = complete.parse().unwrap();
    let began = complete.turns()[0].time.as_ref().unwrap().instant();
    assert!(failed.occurred_at().unwrap().instant() < began);
    let (pailflow::Event::BotJoinFailed(failed), pailflow::Event::SessionComplete(complete)) =
        (failed, complete)
    else {
        panic!("a failure and an outcome");
    };
    let (url, name) = (failed.room_url.unwrap(), complete.room_name.unwrap());
    assert_eq!(url.rsplit('/').next(), Some(name.as_str()));
}
