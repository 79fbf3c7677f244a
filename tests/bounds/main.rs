//! What hostile bodies cost in memory and time.
use allocation_counter::measure;
use bot_webhooks::{Event, Provider};
use serde_json::Value;
use std::time::Instant;
#[test]
fn explore() {
    for (n, s) in [
        (
            "EventObject",
            size_of::<bot_webhooks::exotel::EventObject>(),
        ),
        ("Transcript", size_of::<bot_webhooks::exotel::Transcript>()),
        (
            "Segment",
            size_of::<bot_webhooks::exotel::TranscriptSegment>(),
        ),
        (
            "ExecutedAction",
            size_of::<bot_webhooks::synthflow::ExecutedAction>(),
        ),
        (
            "QuestionAssessment",
            size_of::<bot_webhooks::pailflow::QuestionAssessment>(),
        ),
        ("Value", size_of::<Value>()),
    ] {
        println!("{n} {s}");
    }
    let rep = |n: usize, s: &str| vec![s; n].join(",");
    let n = 100_000;
    for (p, what, body) in [
        (
            Provider::Exotel,
            "events {}",
            format!(r#"{{"trigger_reason":"end","events":[{}]}}"#, rep(n, "{}")),
        ),
        (
            Provider::Exotel,
            "event_data {}",
            format!(
                r#"{{"trigger_reason":"end","events":[{}]}}"#,
                rep(n, r#"{"event_data":{}}"#)
            ),
        ),
        (
            Provider::Exotel,
            "transcripts {}",
            format!(
                r#"{{"trigger_reason":"end","events":[{{"event_data":{{"transcripts":[{}]}}}}]}}"#,
                rep(n, "{}")
            ),
        ),
        (
            Provider::Exotel,
            "segments {}",
            format!(
                r#"{{"trigger_reason":"end","events":[{{"event_data":{{"transcript_segments":[{}]}}}}]}}"#,
                rep(n, "{}")
            ),
        ),
        (
            Provider::Exotel,
            "segments unk",
            format!(
                r#"{{"trigger_reason":"end","events":[{{"event_data":{{"transcript_segments":[{}]}}}}]}}"#,
                rep(n, r#"{"":0}"#)
            ),
        ),
        (
            Provider::Exotel,
            "unknown [{}]",
            format!(r#"{{"trigger_reason":"end","new":[{}]}}"#, rep(n, "{}")),
        ),
        (
            Provider::Exotel,
            "unknown [{:0}]",
            format!(
                r#"{{"trigger_reason":"end","new":[{}]}}"#,
                rep(n, r#"{"":0}"#)
            ),
        ),
        (
            Provider::Exotel,
            "unknown [[]]",
            format!(r#"{{"trigger_reason":"end","new":[{}]}}"#, rep(n, r#"[0]"#)),
        ),
        (
            Provider::PailFlow,
            "assessments",
            format!(
                r#"{{"event":"session_complete","insights":{{"question_assessments":[{}]}}}}"#,
                rep(n, "{}")
            ),
        ),
        (
            Provider::PailFlow,
            "assessments unk",
            format!(
                r#"{{"event":"session_complete","insights":{{"question_assessments":[{}]}}}}"#,
                rep(n, r#"{"":0}"#)
            ),
        ),
        (
            Provider::Synthflow,
            "actions",
            format!(
                r#"{{"status":"completed","executed_actions":{{{}}}}}"#,
                (0..n)
                    .map(|i| format!(r#""{i}":{{}}"#))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        ),
        (
            Provider::Synthflow,
            "exec unk deep",
            format!(
                r#"{{"status":"completed","executed_actions":{{"{}":{{{}}}}}}}"#,
                "x".repeat(200_000),
                (0..1000)
                    .map(|i| format!(r#""{i}":0"#))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
        ),
        (Provider::Recall, "utf8", "\n".repeat(1000_000) + "#"),
    ] {
        let mut body = body.into_bytes();
        if what == "utf8" {
            body.pop();
            body.push(0xff);
        }
        let b = body.len() as f64;
        let vp = measure(|| drop(serde_json::from_slice::<Value>(&body))).bytes_max;
        let op = measure(|| drop(Event::from_slice(p, &body))).bytes_max;
        let t = Instant::now();
        let event = Event::from_slice(p, &body);
        let t1 = t.elapsed();
        let mut up = 0;
        let mut wp = 0;
        if let Ok(event) = &event {
            up = measure(|| drop(event.unrecognized())).bytes_max;
            wp = measure(|| drop(serde_json::to_vec(&event))).bytes_max;
        }
        let t = Instant::now();
        let err = event.is_err();
        if err {
            println!("{:?}", event);
        }
        drop(event);
        println!(
            "{p:10} {what:20} {b:9} val {:5.1}x ours {:5.1}x {:?} unrec {:5.1}x write {:5.1}x drop {:?} err {err}",
            vp as f64 / b,
            op as f64 / b,
            t1,
            up as f64 / b,
            wp as f64 / b,
            t.elapsed()
        );
    }
}
