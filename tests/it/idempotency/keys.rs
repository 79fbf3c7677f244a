//! What tells a delivery, per provider.

use std::collections::HashSet;

use bot_webhooks::idempotency::{DeliveryKey, Lease};
use bot_webhooks::{Delivery, Provider, exotel, pailflow, recall, synthflow};

use crate::bodies::bodies;
use crate::subject::Subject;

fn key_of<E: Subject>(body: &str, id: Option<&str>) -> Option<String> {
    let event = E::from_slice(body.as_bytes()).unwrap();
    let delivery = Delivery::new(E::PROVIDER, body.as_bytes());
    let delivery = id.map_or(delivery, |id| delivery.with_id(id));
    DeliveryKey::of(&event, &delivery).map(|key| key.as_str().to_owned())
}

fn exotel(body: &str) -> Option<String> {
    key_of::<exotel::Event>(body, None)
}

fn synthflow(body: &str) -> Option<String> {
    key_of::<synthflow::Event>(body, None)
}

fn pailflow(body: &str) -> Option<String> {
    key_of::<pailflow::Event>(body, None)
}

fn recall(id: &str) -> String {
    key_of::<recall::Event>(recall::samples::BOT_DONE, Some(id)).unwrap()
}

/// Keys are kept for days in stores that outlive a deployment, so they stay as they are.
#[test]
fn keys_do_not_change_with_the_version() {
    for (key, expected) in [
        (Some(recall("msg_2Ab")), "recall:msg_2Ab"),
        (
            exotel(r#"{"session_id": "s1", "trigger_reason": "start"}"#),
            "exotel:c5c891146694efc252a283098dadc533",
        ),
        (
            exotel(r#"{"session_id": "s1", "trigger_reason": "timer"}"#),
            "exotel:e6ef58bacdaded5b3daec15427070386",
        ),
        (
            synthflow(r#"{"call": {"call_id": "c1", "status": "completed"}}"#),
            "synthflow:5bb61125eadcabb5251d892cc2dddd8f",
        ),
        (
            pailflow(
                r#"{"event_type": "bot_join_failed", "workflow_thread_id": "w", "timestamp": "t"}"#,
            ),
            "pailflow:6493c72940ca2587166080488254e0fa",
        ),
        (
            pailflow(r#"{"event": "session_complete", "transcript_id": "t1"}"#),
            "pailflow:a49a1fc67861c4341691a77bace7f2a3",
        ),
    ] {
        assert_eq!(key.as_deref(), Some(expected));
    }
}

#[test]
fn keys_hold_nothing_of_a_body_and_are_short() {
    fn check<E: Subject>(provider: Provider) {
        for body in bodies(provider) {
            let Some(key) = key_of::<E>(&body.text, None) else {
                continue;
            };
            let hash = key.strip_prefix(provider.as_str()).unwrap();
            let hash = hash.strip_prefix(':').unwrap();
            assert!(hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
    }
    check::<recall::Event>(Provider::Recall);
    check::<exotel::Event>(Provider::Exotel);
    check::<synthflow::Event>(Provider::Synthflow);
    check::<pailflow::Event>(Provider::PailFlow);
}

#[test]
fn recall_is_told_by_the_header() {
    assert_eq!(recall("msg_1"), "recall:msg_1");
    let body = recall::samples::BOT_DONE;
    let other = recall::samples::BOT_FATAL;
    let key = |body, id| key_of::<recall::Event>(body, id);
    assert_eq!(key(body, Some("a")), key(other, Some("a")));
    assert_ne!(key(body, Some("a")), key(body, Some("b")));
    assert_ne!(key(body, None), key(other, None));
    assert_eq!(key(body, None), key(body, Some("")));
}

#[test]
fn an_id_of_any_form_makes_a_short_printable_key() {
    let long = "a".repeat(64);
    assert_eq!(recall(&long), format!("recall:{long}"));
    let mut keys = HashSet::new();
    let too_long = "a".repeat(65);
    let far_too_long = "a".repeat(100_000);
    for id in [&too_long, &far_too_long, "a b", "a\r\nb", "ä", "\0"] {
        let key = recall(id);
        assert!(
            key.len() <= 80 && key.bytes().all(|byte| byte.is_ascii_graphic()),
            "{key}"
        );
        assert!(keys.insert(key));
    }
}

#[test]
fn what_cannot_be_read_is_told_by_the_id_or_the_body() {
    let key = |body: &[u8], id: Option<&str>| {
        let delivery = Delivery::new(Provider::Recall, body);
        let delivery = id.map_or(delivery, |id| delivery.with_id(id));
        DeliveryKey::of_malformed(&delivery)
    };
    assert_eq!(key(b"{", Some("a")).as_str(), "recall:a");
    assert_eq!(key(b"{", Some("a")), key(b"[\xff", Some("a")));
    assert_eq!(key(b"{\xff", None), key(b"{\xff", None));
    assert_ne!(key(b"{\xff", None), key(b"{\xfe", None));
    assert_eq!(key(b"", None), key(b"", Some("")));
}

#[test]
fn a_session_of_exotel_starts_and_ends_once() {
    let start = r#"{"session_id": "s1", "trigger_reason": "start", "bot_name": "A"}"#;
    let again = r#"{"trigger_reason": "start", "session_id": "s1", "bot_name": "B"}"#;
    assert_eq!(exotel(start), exotel(again));
    let end = r#"{"session_id": "s1", "trigger_reason": "end", "bot_name": "A"}"#;
    let other = r#"{"session_id": "s2", "trigger_reason": "start", "bot_name": "A"}"#;
    assert_ne!(exotel(start), exotel(end));
    assert_ne!(exotel(start), exotel(other));
}

#[test]
fn without_a_session_id_the_body_tells() {
    for id in ["", r#""session_id": "", "#, r#""session_id": null, "#] {
        let one = format!(r#"{{{id}"trigger_reason": "start", "contact_uri": "a"}}"#);
        let other = format!(r#"{{{id}"trigger_reason": "start", "contact_uri": "b"}}"#);
        assert_eq!(exotel(&one), exotel(&one));
        assert_ne!(exotel(&one), exotel(&other));
    }
}

/// The texts of one turn come again and again under one session, event and sequence.
#[test]
fn a_longer_transcript_is_another_delivery() {
    let with = |text: &str| {
        format!(
            r#"{{"session_id": "s1", "trigger_reason": "turn_progress", "events": [{{"event_type":
            "transcript", "event_id": "e1", "event_data": {{"transcripts": [{{"sequence": 1,
            "transcript_segments": [{{"speaker": "user", "text": "{text}"}}]}}]}}}}]}}"#
        )
    };
    assert_eq!(exotel(&with("Where")), exotel(&with("Where")));
    assert_ne!(exotel(&with("Where")), exotel(&with("Where is my order?")));
}

#[test]
fn other_webhooks_of_exotel_are_told_by_the_body() {
    for reason in ["pre_agent_transfer", "timer", "turn_complete", "barge_in"] {
        let one = format!(r#"{{"session_id": "s1", "trigger_reason": "{reason}", "bot_id": "1"}}"#);
        let other = one.replace(r#""1""#, r#""2""#);
        assert_eq!(exotel(&one), exotel(&one));
        assert_ne!(exotel(&one), exotel(&other), "{reason}");
    }
    assert_eq!(exotel(exotel::samples::URL_TEST), None);
}

#[test]
fn a_call_of_synthflow_is_told_by_its_id_and_status() {
    let call = |id: &str, status: &str, rest: &str| {
        synthflow(&format!(
            r#"{{"call": {{"call_id": "{id}", "status": "{status}"}}{rest}}}"#
        ))
    };
    let done = call("c1", "completed", "");
    // A recording's address may be made anew for each attempt.
    assert_eq!(
        done,
        call("c1", "completed", r#", "metadata": {"attempt": 2}"#)
    );
    assert_ne!(done, call("c1", "in-progress", ""));
    assert_ne!(done, call("c2", "completed", ""));
    assert_ne!(
        done,
        call("c1", "completed", r#", "analysis": {"goal": "true"}"#)
    );
    let at_root = r#"{"status": "completed", "call": {"call_id": "c1"}}"#;
    assert_eq!(synthflow(at_root), done);
}

#[test]
fn other_bodies_of_synthflow() {
    let one = r#"{"call": {"status": "completed", "duration": 1}}"#;
    let other = r#"{"call": {"status": "completed", "duration": 2}}"#;
    assert_eq!(synthflow(one), synthflow(one));
    assert_ne!(synthflow(one), synthflow(other));
    assert_eq!(synthflow(synthflow::samples::CALL_INBOUND), None);
    assert!(synthflow(r#"{"event": "call_moved"}"#).is_some());
}

#[test]
fn a_session_of_pailflow_is_told_by_its_transcript() {
    let session = |rest: &str| {
        pailflow(&format!(
            r#"{{"event": "session_complete", "room_name": "r"{rest}}}"#
        ))
    };
    let one = session(r#", "transcript_id": "t1""#);
    assert_eq!(
        one,
        session(r#", "transcript_id": "t1", "summary": "Other words.""#)
    );
    assert_ne!(one, session(r#", "transcript_id": "t2""#));
    assert_ne!(one, session(r#", "transcript_id": "t1", "insights": {}"#));
    let said = session(r#", "transcript_text": "Hello.""#);
    assert_eq!(said, session(r#", "transcript_text": "Hello.""#));
    assert_ne!(said, session(r#", "transcript_text": "Goodbye.""#));
    // A room is used again, and these may be two sessions in which nothing was said.
    assert_eq!(session(""), None);
    assert_eq!(
        session(r#", "transcript_id": "", "transcript_text": """#),
        None
    );
}

#[test]
fn a_failed_join_of_pailflow_is_told_by_thread_and_time() {
    let failed = |thread: &str, time: &str, tried: u32| {
        pailflow(&format!(
            r#"{{"event_type": "bot_join_failed", "workflow_thread_id": "{thread}",
            "timestamp": "{time}", "duration_seconds": {tried}}}"#
        ))
    };
    assert_eq!(failed("w1", "t1", 1), failed("w1", "t1", 2));
    assert_ne!(failed("w1", "t1", 1), failed("w1", "t2", 1));
    assert_ne!(failed("w1", "t1", 1), failed("w2", "t1", 1));
    // Where one ends and the next begins counts too.
    assert_ne!(failed("ab", "c", 1), failed("a", "bc", 1));
    assert_ne!(failed("w1", "", 1), failed("w1", "", 2));
}

#[test]
fn no_two_leases_are_alike() {
    let mut threads = Vec::new();
    for _ in 0..4 {
        threads.push(std::thread::spawn(|| {
            (0..10_000).map(|_| Lease::new()).collect::<Vec<_>>()
        }));
    }
    let mut leases = HashSet::new();
    for thread in threads {
        leases.extend(thread.join().unwrap());
    }
    assert_eq!(leases.len(), 40_000);
    let texts: HashSet<_> = leases.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 40_000);
}
