//! Time: beside what `serde_json::Value` takes for the same body, and how it grows with the body.

use std::time::{Duration, Instant};

use bot_webhooks::recall::Timeline;
use bot_webhooks::{Event, ParseError, Provider};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::LARGE;
use super::shapes::{Shape, shapes};

const SMALL: usize = 1000;
/// What a machine that is busy with other work can make of two equal times.
const ATTEMPTS: usize = 8;

fn time<T>(run: impl Fn() -> T) -> Duration {
    let begin = Instant::now();
    drop(run());
    begin.elapsed()
}

/// Whether one takes at most so many times as long as the other, at the best of some attempts.
fn assert_ratio(most: f64, what: &str, one: impl Fn() -> Duration, other: impl Fn() -> Duration) {
    let (mut shortest, mut beside) = (Duration::MAX, Duration::MAX);
    for _ in 0..ATTEMPTS {
        shortest = shortest.min(one());
        beside = beside.min(other());
        if shortest <= beside.mul_f64(most) {
            let ratio = shortest.as_secs_f64() / beside.as_secs_f64();
            println!("| {what} | {ratio:.1} |");
            return;
        }
    }
    panic!("{what}: {shortest:?}, beside {beside:?}");
}

#[test]
fn a_parse_takes_a_small_multiple_of_what_any_parse_takes() {
    for shape in shapes() {
        let body = shape.body(LARGE);
        let ours = || time(|| Event::from_slice(shape.provider, &body));
        // A `Value` is given up where it becomes too deep, so the least is to skip what is there.
        let skip = || time(|| serde_json::from_slice::<IgnoredAny>(&body));
        let value = || time(|| serde_json::from_slice::<Value>(&body)) + skip();
        let what = format!("{}: {}", shape.provider, shape.name);
        // serde writes the whole text into the words of its error, and Synthflow's is read twice.
        let text = shape.name == "a long text in a wrong place";
        assert_ratio(if text { 20.0 } else { 5.0 }, &what, ours, value);
    }
}

/// How long something takes for the large body, as if it were the small one.
fn assert_flat<T>(shape: &Shape, what: &str, run: impl Fn(&[u8]) -> T) {
    let (small, large) = (shape.body(SMALL), shape.body(LARGE));
    let longer = large.len() / small.len();
    let what = format!("{}: {}: {what}", shape.provider, shape.name);
    let per_part = || time(|| run(&large)) / u32::try_from(longer).unwrap();
    // Maps grow with the logarithm, and beyond the caches of the machine.
    assert_ratio(8.0, &what, per_part, || time(|| run(&small)));
}

#[test]
fn nothing_is_quadratic() {
    for shape in shapes() {
        assert_flat(&shape, "detect", Provider::detect);
        assert_flat(&shape, "all", |body| {
            let event = Event::from_slice(shape.provider, body)?;
            let written = serde_json::to_vec(&event).unwrap();
            Ok::<_, ParseError>((event.drift(), written))
        });
    }
}

/// Anybody with a bot can post many changes of it, also ones whose time cannot be read.
#[test]
fn a_stored_timeline_is_read_in_linear_time() {
    let stored = |changes: usize| {
        let change = |index: usize| match index % 2 {
            0 => format!(r#"{{"code": "done", "updated_at": "x{index}"}}"#),
            _ => format!(
                r#"{{"code": "joining_call", "updated_at": "{}"}}"#,
                1_752_666_057 + index
            ),
        };
        let changes: Vec<_> = (0..changes).map(change).collect();
        format!(r#"{{"bot_id": "b-1", "changes": [{}]}}"#, changes.join(","))
    };
    let read = |stored: &str| time(|| serde_json::from_str::<Timeline>(stored).unwrap());
    let (small, large) = (stored(100), stored(2000));
    let timeline: Timeline = serde_json::from_str(&large).unwrap();
    assert_eq!(timeline.history().len(), 2000);
    // Sorting takes the logarithm besides.
    let per_part = || read(&large) / 20;
    assert_ratio(4.0, "a stored timeline", per_part, || read(&small));
}
