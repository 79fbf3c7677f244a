//! Any body, read as an event of each provider.

use std::fmt::Debug;

use bot_webhooks::exotel::Conversation;
use bot_webhooks::recall::{self, LiveTranscript, Roster, Timeline};
use bot_webhooks::{Event, ParseError, ParseErrorKind, Provider, exotel, pailflow, synthflow};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a body: an event says all of it, and is the same when it is written and read again.
fn read<E>(parse: fn(&[u8]) -> Result<E, ParseError>, body: &[u8]) -> Option<E>
where
    E: Clone + Debug + DeserializeOwned + Into<Event> + PartialEq + Serialize,
{
    let _ = Provider::detect(body);
    let json = serde_json::from_slice::<Value>(body);
    let event = match parse(body) {
        Ok(event) => event,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(!error.path().is_empty());
            let not_json = error.kind() == ParseErrorKind::NotJson;
            assert!(!not_json || json.is_err(), "it is JSON: {error}");
            return None;
        }
    };
    let json = json.expect("what is no JSON is no event");
    let kept = serde_json::to_value(&event).unwrap();
    assert_eq!(kept, json, "nothing is lost");
    let written = serde_json::to_vec(&event).unwrap();
    assert_eq!(parse(&written).as_ref(), Ok(&event));
    let any: Event = event.clone().into();
    match serde_json::from_slice::<E>(body) {
        Ok(same) => assert_eq!(same, event),
        // Without looking ahead, what does not begin with a name is a post-call.
        Err(error) => {
            let ahead = any.provider() == Provider::Synthflow && any.name() != "post_call";
            assert!(ahead, "{error}");
        }
    }
    let _ = any.drift();
    assert_eq!(Event::from_slice(any.provider(), body), Ok(any));
    Some(event)
}

pub(super) fn exotel(body: &[u8]) {
    let Some(event) = read(exotel::Event::from_slice, body) else {
        return;
    };
    let session = event
        .request()
        .and_then(|request| request.session_id.clone());
    let Some(session) = session else {
        return;
    };
    let mut conversation = Conversation::new(session);
    let _ = conversation.apply(&event);
    let once = conversation.clone();
    let _ = conversation.apply(&event);
    assert_eq!(conversation, once, "a repetition changes nothing");
    let _ = conversation.turns().count();
    let stored = serde_json::to_vec(&conversation).unwrap();
    assert_eq!(
        serde_json::from_slice::<Conversation>(&stored).unwrap(),
        conversation
    );
}

pub(super) fn pailflow(body: &[u8]) {
    read(pailflow::Event::from_slice, body);
}

pub(super) fn recall(body: &[u8]) {
    let Some(event) = read(recall::Event::from_slice, body) else {
        return;
    };
    let of_bot = event.bot_id().map(Timeline::new);
    let of_recording = event.recording_id().map(Timeline::of_recording);
    for timeline in of_bot.into_iter().chain(of_recording) {
        applies(timeline, &event, |timeline, event| {
            let _ = timeline.apply(event);
            let _ = timeline.ready();
        });
    }
    if let Some(transcript) = event.transcript_id() {
        applies(
            LiveTranscript::new(transcript),
            &event,
            |transcript, event| {
                let _ = transcript.apply(event);
                let _ = transcript.turns().count();
            },
        );
    }
    if let Some(recording) = event.recording_id() {
        applies(Roster::new(recording), &event, |roster, event| {
            let _ = roster.apply(event);
            let _ = roster.present().map(recall::Attendee::spoke_for).count();
        });
    }
}

/// Applies an event twice, and reads back what then is stored.
fn applies<T>(mut to: T, event: &recall::Event, apply: fn(&mut T, &recall::Event))
where
    T: Clone + Debug + DeserializeOwned + PartialEq + Serialize,
{
    apply(&mut to, event);
    let once = to.clone();
    apply(&mut to, event);
    assert_eq!(to, once, "a repetition changes nothing");
    let stored = serde_json::to_vec(&to).unwrap();
    assert_eq!(serde_json::from_slice::<T>(&stored).unwrap(), to);
}

pub(super) fn synthflow(body: &[u8]) {
    let Some(synthflow::Event::PostCall(post_call)) = read(synthflow::Event::from_slice, body)
    else {
        return;
    };
    let _ = post_call.variables().count();
}
