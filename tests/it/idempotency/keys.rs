//! The keys of deliveries, per provider.

use std::collections::HashSet;

use bot_webhooks::idempotency::{DeliveryKey, Lease};
use bot_webhooks::{Delivery, Provider, exotel, pailflow, recall, synthflow};
use proptest::prelude::*;

use crate::bodies::bodies;
use crate::random::over;
use crate::subject::{Subject, for_every_provider};

const DONE: &str = r#"{"event": "bot.done"}"#;
const START: &str = r#"{"session_id": "s1", "trigger_reason": "start"}"#;
const POST_CALL: &str = r#"{"call": {"call_id": "c1", "status": "completed"}}"#;
const JOIN_FAILED: &str =
    r#"{"event_type": "bot_join_failed", "workflow_thread_id": "w", "timestamp": "t"}"#;

fn delivery<E: Subject>(body: &str) -> Delivery<'_> {
    Delivery::new(E::PROVIDER, body.as_bytes())
}

fn key_of<E: Subject>(delivery: &Delivery<'_>) -> Option<String> {
    let event = E::from_slice(delivery.body()).unwrap();
    DeliveryKey::of(&event, delivery).map(String::from)
}

/// The key of a body that nobody signed.
fn of_body<E: Subject>(body: &str) -> Option<String> {
    key_of::<E>(&delivery::<E>(body))
}

fn recall(id: &str) -> String {
    key_of::<recall::Event>(&delivery::<recall::Event>(DONE).with_id(id)).unwrap()
}

fn of_tenant(tenant: &str) -> String {
    let delivery = delivery::<recall::Event>(DONE).with_id("m1");
    key_of::<recall::Event>(&delivery.with_tenant(tenant)).unwrap()
}

/// Keys are kept for days in stores that outlive a deployment, so they stay as they are.
#[test]
fn keys_do_not_change_with_the_version() {
    let done = delivery::<recall::Event>(DONE);
    let start = delivery::<exotel::Event>(START);
    let long = "t".repeat(65);
    for (key, expected) in [
        (Some(recall("msg_2Ab")), "recall:msg_2Ab"),
        (
            key_of::<recall::Event>(&done.with_id("msg_2Ab").with_tenant("acme")),
            "recall[acme]:msg_2Ab",
        ),
        (
            key_of::<recall::Event>(&done),
            "recall:#8f5f634a92b34aeebd502400125c69d5",
        ),
        (
            Some(recall("id with spaces")),
            "recall:#d581248588bc2186dbcad6e651206e12",
        ),
        (
            key_of::<exotel::Event>(&start),
            "exotel:#8d0592eab5aa276dbd9209a5b5d402c5",
        ),
        (
            key_of::<exotel::Event>(&start.with_signed_body()),
            "exotel:#d18d89e37e7a6e866ed91f04f2d15158",
        ),
        (
            key_of::<exotel::Event>(&start.with_tenant("acme")),
            "exotel[acme]:#8d0592eab5aa276dbd9209a5b5d402c5",
        ),
        (
            key_of::<exotel::Event>(&start.with_tenant(&long)),
            "exotel[#31c387a7136a78e7546b78d9ab02b00e]:#8d0592eab5aa276dbd9209a5b5d402c5",
        ),
        (
            of_body::<synthflow::Event>(POST_CALL),
            "synthflow:#f14720185c0bcb2a5aaf86c0df34b48f",
        ),
        (
            of_body::<pailflow::Event>(JOIN_FAILED),
            "pailflow:#eac902ca1b6a4d328a048ede0e874d29",
        ),
    ] {
        assert_eq!(key.as_deref(), Some(expected));
    }
}

/// The bodies on record that have a key, and the key.
fn keyed<E: Subject>() -> Vec<(String, String)> {
    let bodies = bodies(E::PROVIDER).into_iter();
    let keyed: Vec<_> = bodies
        .filter_map(|body| of_body::<E>(&body.text).map(|key| (body.text, key)))
        .collect();
    assert!(!keyed.is_empty());
    keyed
}

for_every_provider!(keys_hold_nothing_of_a_body_and_are_short);
fn keys_hold_nothing_of_a_body_and_are_short<E: Subject>() {
    for (_, key) in keyed::<E>() {
        let hash = key.strip_prefix(E::PROVIDER.as_str()).unwrap();
        let hash = hash.strip_prefix(":#").unwrap();
        assert!(hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}

for_every_provider!(without_an_id_every_byte_of_the_body_counts);
fn without_an_id_every_byte_of_the_body_counts<E: Subject>() {
    for (text, key) in keyed::<E>() {
        assert_eq!(of_body::<E>(&text).as_deref(), Some(&*key));
        let spaced = format!("{text} ");
        assert_ne!(of_body::<E>(&spaced).as_deref(), Some(&*key));
        let signed = key_of::<E>(&delivery::<E>(&text).with_signed_body());
        assert_ne!(signed.as_deref(), Some(&*key));
    }
}

for_every_provider!(a_key_that_is_there_is_kept);
fn a_key_that_is_there_is_kept<E: Subject>() {
    let given = DeliveryKey::of_malformed(&Delivery::new(Provider::Recall, b"{").with_id("m1"));
    for (text, _) in keyed::<E>() {
        let delivery = delivery::<E>(&text).with_key(&given);
        assert_eq!(key_of::<E>(&delivery).as_deref(), Some("recall:m1"));
    }
}

#[test]
fn recall_is_identified_by_its_id() {
    let key = |body, id| key_of::<recall::Event>(&delivery::<recall::Event>(body).with_id(id));
    let (one, other) = (recall::samples::BOT_DONE, recall::samples::BOT_FATAL);
    assert_eq!(key(one, "a").as_deref(), Some("recall:a"));
    assert_eq!(key(one, "a"), key(other, "a"));
    assert_ne!(key(one, "a"), key(one, "b"));
    assert_ne!(
        of_body::<recall::Event>(one),
        of_body::<recall::Event>(other)
    );
    assert_eq!(key(one, ""), of_body::<recall::Event>(one));
}

#[test]
fn an_id_or_a_tenant_of_any_form_makes_a_short_printable_key() {
    let long = "a".repeat(64);
    assert_eq!(recall(&long), format!("recall:{long}"));
    assert_eq!(of_tenant(&long), format!("recall[{long}]:m1"));
    let mut keys = HashSet::new();
    let too_long = "a".repeat(65);
    let far_too_long = "a".repeat(100_000);
    for name in [&too_long, &far_too_long, "a b", "a\r\nb", "ä", "\0", "#a"] {
        for key in [recall(name), of_tenant(name)] {
            assert!(
                key.len() <= 80 && key.bytes().all(|byte| byte.is_ascii_graphic()),
                "{key}"
            );
            assert!(keys.insert(key));
        }
    }
}

/// An id or a tenant that is another's hash, spelled out.
#[test]
fn what_looks_like_a_hash_is_hashed() {
    let hash_in = |key: &str| {
        key.split(['[', ']', ':'])
            .find(|part| part.starts_with('#'))
            .map(str::to_owned)
    };
    let body = of_body::<recall::Event>(DONE).unwrap();
    assert_ne!(recall(&hash_in(&body).unwrap()), body);
    let long = recall("an id with spaces");
    assert_ne!(recall(&hash_in(&long).unwrap()), long);
    let tenant = of_tenant("a tenant with spaces");
    assert_ne!(of_tenant(&hash_in(&tenant).unwrap()), tenant);
}

/// A tenant or an id that contains the other, and what separates them.
#[test]
fn brackets_in_a_name_separate_nothing() {
    let key = |tenant, id| {
        let delivery = delivery::<recall::Event>(DONE);
        key_of::<recall::Event>(&delivery.with_tenant(tenant).with_id(id))
    };
    assert_ne!(key("a]:m1", "m1"), key("a", "m1]:m1"));
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[]ab:#\\[]{0,4}", "[ -~]{0,70}", any::<String>()]
}

/// Neither side of the brackets can imitate the other.
#[test]
fn a_key_identifies_tenant_and_id() {
    let sender = || (prop::option::of(name()), name());
    let key = |(tenant, id): &(Option<String>, String)| {
        let mut delivery = Delivery::new(Provider::Recall, b"{").with_id(id);
        if let Some(tenant) = tenant {
            delivery = delivery.with_tenant(tenant);
        }
        DeliveryKey::of_malformed(&delivery)
    };
    over(&(sender(), sender()), |(one, other)| {
        assert_eq!(key(&one) == key(&other), one == other);
    });
}

#[test]
fn a_malformed_body_is_identified_by_the_id_or_the_body() {
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

/// Its first word has no start.
#[test]
fn an_utterance_with_a_time_has_a_key() {
    let body = |start: &str| {
        format!(
            r#"{{"event": "transcript.data", "data": {{"data": {{"words": [{{"text": "Good"}},
            {{"text": "morning", "start_timestamp": {start}}}]}}}}}}"#
        )
    };
    assert!(of_body::<recall::Event>(&body(r#"{"relative": 2.0}"#)).is_some());
    assert_eq!(of_body::<recall::Event>(&body("null")), None);
}

#[test]
fn what_a_caller_can_do_twice_has_no_key_without_an_id_a_number_or_a_time() {
    let body = |reason: &str, event: &str| {
        format!(r#"{{"session_id": "s1", "trigger_reason": "{reason}", "events": [{event}]}}"#)
    };
    let key = |body: &str| of_body::<exotel::Event>(body);
    let said = r#"[{"speaker": "user", "text": "Yes.""#;
    for alike in [
        body("pre_agent_transfer", ""),
        body(
            "timer",
            r#"{"event_id": "", "event_data": {"value": "positive", "timestamp": ""}}"#,
        ),
        body(
            "turn_complete",
            &format!(r#"{{"event_data": {{"transcript_segments": {said}}}]}}}}"#),
        ),
        r#"{"trigger_reason": "start"}"#.to_owned(),
        r#"{"trigger_reason": "end", "session_id": ""}"#.to_owned(),
        r#"{"trigger_reason": "turn_complete", "events": [{"event_id": "e1"}]}"#.to_owned(),
    ] {
        assert_eq!(key(&alike), None, "{alike}");
    }
    for unique in [
        body("pre_agent_transfer", r#"{"event_id": "e1"}"#),
        body(
            "timer",
            r#"{"event_data": {"value": "positive", "timestamp": "t"}}"#,
        ),
        body(
            "turn_complete",
            &format!(r#"{{"event_data": {{"sequence": 1, "transcript_segments": {said}}}]}}}}"#),
        ),
        body(
            "turn_complete",
            &format!(
                r#"{{"event_data": {{"transcripts": [{{"sequence": 1, "transcript_segments": {said}}}]}}]}}}}"#
            ),
        ),
        body(
            "turn_complete",
            &format!(
                r#"{{"event_data": {{"transcript_segments": {said}, "start_timestamp": "t"}}]}}}}"#
            ),
        ),
        body("start", ""),
        body("end", ""),
    ] {
        assert!(key(&unique).is_some(), "{unique}");
    }
}

/// The segments of one turn are repeated under one session, event and sequence.
#[test]
fn a_longer_transcript_is_a_different_delivery() {
    let with = |text: &str| {
        of_body::<exotel::Event>(&format!(
            r#"{{"session_id": "s1", "trigger_reason": "turn_progress", "events": [{{"event_type":
            "transcript", "event_id": "e1", "event_data": {{"transcripts": [{{"sequence": 1,
            "transcript_segments": [{{"speaker": "user", "text": "{text}"}}]}}]}}}}]}}"#
        ))
    };
    assert_eq!(with("Where"), with("Where"));
    assert_ne!(with("Where"), with("Where is my order?"));
}

/// Two of these with the same body are two events, unless an authenticated id says otherwise.
#[test]
fn a_body_that_two_events_can_share_is_no_key() {
    fn check<E: Subject>(body: &str) {
        assert_eq!(of_body::<E>(body), None);
        let delivery = delivery::<E>(body);
        assert_eq!(
            key_of::<E>(&delivery.with_signed_body().with_tenant("a")),
            None
        );
        assert_eq!(key_of::<E>(&delivery.with_id("")), None);
        let key = format!("{}:m1", E::PROVIDER);
        assert_eq!(key_of::<E>(&delivery.with_id("m1")), Some(key));
    }
    check::<exotel::Event>(exotel::samples::URL_TEST);
    check::<synthflow::Event>(synthflow::samples::CALL_INBOUND);
    let nobody = r#"{"status": "no-answer", "call": {"call_id": null, "start_time": null}}"#;
    check::<synthflow::Event>(nobody);
    check::<synthflow::Event>(r#"{"status": "busy", "call": {"call_id": "", "start_time": ""}}"#);
    for said in [
        r#"{"event": "transcript.data", "data": {"data": {"words": [
            {"text": "Yes.", "start_timestamp": {"absolute": null, "relative": null}}]}}}"#,
        r#"{"event": "transcript.data", "data": {"data": {"words": [
            {"text": "Yes.", "start_timestamp": null}]}}}"#,
        r#"{"event": "participant_events.chat_message", "data": {"data": {}}}"#,
        r#"{"event": "transcript.data", "data": {"data": {"timestamp": {"absolute": ""}}}}"#,
        r#"{"event": "transcript.emoji_data", "data": {"data": {"timestamp": {"relative": 1.5}}}}"#,
    ] {
        check::<recall::Event>(said);
    }
    check::<exotel::Event>(r#"{"trigger_reason": "hold", "start_time": "2025-12-15T00:00:00Z"}"#);
    check::<synthflow::Event>(r#"{"event": "call_ringing", "call": {"call_id": "c-1"}}"#);
    check::<pailflow::Event>(r#"{"event": "session_started", "room_name": "r"}"#);
    check::<pailflow::Event>(r#"{"event_type": "bot_join_failed", "room_name": "r"}"#);
    // A room is reused, and nothing may have been said in two of its sessions.
    let session = r#"{"event": "session_complete", "room_name": "r"}"#;
    check::<pailflow::Event>(session);
    let empty = r#"{"event": "session_complete", "transcript_id": "", "transcript_text": ""}"#;
    check::<pailflow::Event>(empty);
}

#[test]
fn a_time_tells_two_events_apart() {
    for time in [
        r#""relative": 3.1"#,
        r#""absolute": "2026-10-05T08:00:00Z""#,
    ] {
        for content in [
            format!(r#""words": [{{"text": "Yes.", "start_timestamp": {{{time}}}}}]"#),
            format!(r#""timestamp": {{{time}}}"#),
        ] {
            let said =
                format!(r#"{{"event": "transcript.data", "data": {{"data": {{{content}}}}}}}"#);
            assert!(of_body::<recall::Event>(&said).is_some(), "{said}");
        }
    }
    for call in [r#""call_id": "c-1""#, r#""start_time": "1752666057""#] {
        let post_call = format!(r#"{{"status": "no-answer", "call": {{{call}}}}}"#);
        assert!(of_body::<synthflow::Event>(&post_call).is_some());
    }
}

#[test]
fn a_session_of_pailflow_with_a_transcript_has_a_key() {
    for field in ["transcript_id", "transcript_text"] {
        let session = format!(r#"{{"event": "session_complete", "{field}": "t1"}}"#);
        assert!(of_body::<pailflow::Event>(&session).is_some());
    }
}

#[test]
fn no_two_leases_are_equal() {
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
    let strings: HashSet<_> = leases.iter().map(ToString::to_string).collect();
    assert_eq!(strings.len(), 40_000);
}
