//! The most memory that is in use at a time, as a multiple of the body.

use allocation_counter::measure;
use bot_webhooks::{Event, Provider};
use bytes::Bytes;
use http_body_util::Full;
use serde_json::Value;

use super::shapes::{dense, shapes};
use super::{LARGE, post};

/// The most that is in use while `run` runs, over the length of the body.
#[expect(clippy::cast_precision_loss, reason = "it is a ratio")]
fn times(body: &[u8], run: impl FnOnce()) -> f64 {
    measure(run).bytes_max as f64 / body.len() as f64
}

#[test]
fn a_parse_takes_a_small_multiple_of_what_any_parse_takes() {
    println!("| body | provider | MB | `Value` | event | `drift()` | written | `detect` |");
    for shape in shapes() {
        let body = shape.body(LARGE);
        let value = times(&body, || drop(serde_json::from_slice::<Value>(&body)));
        let parse = times(&body, || drop(Event::from_slice(shape.provider, &body)));
        let detect = times(&body, || {
            let _ = Provider::detect(&body);
        });
        let (mut survey, mut write) = (0.0, 0.0);
        if let Ok(event) = Event::from_slice(shape.provider, &body) {
            survey = times(&body, || drop(event.drift()));
            write = times(&body, || drop(serde_json::to_vec(&event)));
        }
        let megabytes = body.len() / 1_000_000;
        println!(
            "| {} | {} | {megabytes} | {value:.1} | {parse:.1} | {survey:.1} | {write:.1} | {detect:.1} |",
            shape.name, shape.provider
        );
        let name = (shape.provider, shape.name);
        assert!(parse <= 5.0 * value.max(1.0), "{name:?}: {parse}, {value}");
        assert!(survey <= 10.0, "{name:?}: {survey}");
        assert!(write <= 5.0, "{name:?}: {write}");
        assert!(detect <= 15.0, "{name:?}: {detect}");
    }
}

/// The most that an endpoint takes for any body, as a multiple of its length.
const MOST: f64 = 110.0;

#[test]
fn the_densest_bodies_have_a_bound_too() {
    println!("| densest | `Value` | at the endpoint |");
    // Just more than a power of two, where growing arrays take most.
    let items = LARGE.next_power_of_two() + 1;
    for (provider, name, body) in dense(items) {
        let value = times(body.as_bytes(), || {
            drop(serde_json::from_str::<Value>(&body));
        });
        let request = Full::new(Bytes::from(body.clone()));
        let mut status = 0;
        let endpoint = times(body.as_bytes(), || status = post(provider, None, request));
        println!("| {provider}: {name} | {value:.0} | {endpoint:.0} |");
        assert_eq!(status, 200, "{provider}: {name}");
        assert!(endpoint <= MOST, "{provider}: {name}: {endpoint}");
    }
}

#[test]
fn a_long_name_does_not_stand_in_every_path() {
    let fields = (0..1000).map(|i| format!(r#""{i}":0"#)).collect::<Vec<_>>();
    let (name, fields) = ("x".repeat(100_000), fields.join(","));
    let body = format!(r#"{{"executed_actions":{{"{name}":{{{fields}}}}},"call":{{}}}}"#);
    let event = Event::from_slice(Provider::Synthflow, body.as_bytes()).unwrap();
    assert!(times(body.as_bytes(), || drop(event.drift())) < 10.0);
    let drift = event.drift();
    assert_eq!(drift.len(), 1000);
    let path = format!(r#"executed_actions["{}"…].7"#, "x".repeat(128));
    assert!(drift.iter().any(|drift| drift.path == path));

    let body = format!(r#"{{"executed_actions":{{"{name}":5}},"call":{{}}}}"#);
    let error = Event::from_slice(Provider::Synthflow, body.as_bytes()).unwrap_err();
    assert!(error.to_string().len() < 300, "{error}");
}
