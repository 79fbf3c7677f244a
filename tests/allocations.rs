//! Allocations, counted: one for each string, array or map of the result, and one for the event.

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::{Duration, UNIX_EPOCH};

use allocation_counter::measure;
use bot_webhooks::recall::{Dispatcher as _, StatusChange};
use bot_webhooks::verify::StandardWebhooks;
use bot_webhooks::{Delivery, ParseError, Provider, exotel, pailflow, recall, synthflow};

/// Everything in it is an id, a timestamp or a known value.
const KNOWN: &[u8] = br#"{
    "event": "bot.call_ended",
    "data": {
        "data": {
            "code": "call_ended",
            "sub_code": "call_ended_by_host",
            "updated_at": "2026-02-09T08:58:13.406739+00:00"
        },
        "bot": {"id": "3f1c7a52-58d2-4a3e-9d0a-7b7f0a6f2e11", "metadata": {}}
    }
}"#;

fn allocations(run: impl FnOnce()) -> u64 {
    measure(run).count_total
}

#[test]
fn ids_and_timestamps_are_one_allocation_each_and_known_values_none() {
    let mut event = None;
    let parsing = allocations(|| event = recall::Event::from_slice(KNOWN).ok());
    // The box that the event is in, the id and the timestamp.
    assert_eq!(parsing, 3);
    let event = event.unwrap();
    let change = event.status_change().unwrap();
    assert!(change.bot_id().unwrap().as_uuid().is_some());
    assert!(change.updated_at().unwrap().instant().is_some());
    assert!(change.sub_code().unwrap().is_known());
}

/// A copy of the event is what the result needs. What is read with escapes goes through one buffer
/// of `serde_json`'s, which it lets grow as it needs.
fn needs_no_more_than_its_copy<E: Clone>(parse: fn(&[u8]) -> Result<E, ParseError>, body: &str) {
    assert_eq!(beyond_its_copy(parse, body), 0, "{body}");
}

fn beyond_its_copy<E: Clone>(parse: fn(&[u8]) -> Result<E, ParseError>, body: &str) -> u64 {
    let mut event = None;
    let parsing = allocations(|| event = parse(body.as_bytes()).ok());
    let event = event.unwrap();
    parsing - allocations(|| drop(event.clone()))
}

#[test]
fn a_parse_allocates_what_the_result_holds() {
    needs_no_more_than_its_copy(
        recall::Event::from_slice,
        include_str!("payloads/recall/bot.call_ended.json"),
    );
    needs_no_more_than_its_copy(
        exotel::Event::from_slice,
        include_str!("payloads/exotel/transcript_events.json"),
    );
    needs_no_more_than_its_copy(
        pailflow::Event::from_slice,
        include_str!("payloads/pailflow/bot_join_failed.json"),
    );
    needs_no_more_than_its_copy(
        synthflow::Event::from_slice,
        include_str!("payloads/synthflow/call_inbound.json"),
    );
}

#[test]
fn strings_with_escapes_take_the_buffer_that_serde_json_reads_them_into() {
    let body = include_str!("payloads/pailflow/session_complete.json");
    let Ok(pailflow::Event::SessionComplete(session)) = body.parse() else {
        panic!("{body}");
    };
    let json = serde_json::to_string(&session.transcript_text).unwrap();
    let alone = allocations(|| drop(serde_json::from_str::<String>(&json)));
    // Alone it takes the string, too, which a copy of the event has.
    let buffer = alone - 1;
    assert!(buffer > 0);
    let beyond = beyond_its_copy(pailflow::Event::from_slice, body);
    assert_eq!(beyond, buffer);
}

#[test]
fn to_look_ahead_for_a_late_name_takes_one_buffer() {
    let body = include_str!("payloads/recall/bot.done.event_last.json");
    // It holds what `serde_json` is inside of while it skips.
    assert_eq!(beyond_its_copy(recall::Event::from_slice, body), 1);
}

struct App;

impl recall::Dispatcher for App {
    type Error = Infallible;

    async fn on_bot_call_ended(&self, _: StatusChange, _: &Delivery<'_>) -> Result<(), Infallible> {
        Ok(())
    }
}

#[test]
fn dispatch_allocates_nothing() {
    let mut event = Some(recall::Event::from_slice(KNOWN).unwrap());
    let delivery = Delivery::new(Provider::Recall, KNOWN);
    let dispatched = allocations(|| {
        let dispatch = pin!(App.dispatch(event.take().unwrap(), &delivery));
        let outcome = dispatch.poll(&mut Context::from_waker(Waker::noop()));
        assert!(outcome.is_ready());
    });
    assert_eq!(dispatched, 0);
}

#[test]
fn verify_allocates_nothing_whatever_the_body() {
    let webhooks = StandardWebhooks::new(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]).unwrap();
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let body = vec![b'w'; 1 << 20];
    let headers = webhooks.signed_headers("msg_1", now, &body);
    let verified = allocations(|| {
        assert_eq!(webhooks.verify(&headers, &body, now), Ok("msg_1"));
    });
    assert_eq!(verified, 0);
}
