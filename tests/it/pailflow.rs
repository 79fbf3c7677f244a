use std::collections::HashMap;

use bot_webhooks::pailflow::{ErrorType, Event, ExitReason, InterviewComplete, SessionComplete};
use bot_webhooks::{Delivery, DriftKind, ParseErrorKind, Phase, Provider, pailflow};
use serde_json::{Value, json};

use crate::fixtures::{block_on, bodies, body, every_value_has_a_fixture};

fn session(body: &str) -> SessionComplete {
    match body.parse().unwrap() {
        Event::SessionComplete(session) => *session,
        other => panic!("{other:?}"),
    }
}

fn with_transcript(transcript: &str) -> SessionComplete {
    session(&json!({"event": "session_complete", "transcript_text": transcript}).to_string())
}

#[test]
fn every_fixture_comes_out_as_it_went_in() {
    for body in bodies("pailflow") {
        let event = Event::from_slice(body.to_string().as_bytes()).unwrap();
        assert_eq!(event.is_known(), event.name() != "session_started");
        assert_eq!(serde_json::to_value(&event).unwrap(), body);
    }
}

#[test]
fn every_value_and_event_has_a_fixture() {
    every_value_has_a_fixture!("pailflow", ExitReason, &["exit_reason"]);
    every_value_has_a_fixture!("pailflow", ErrorType, &["error_type"]);
    let names = crate::fixtures::strings_of("pailflow", TAGS);
    for name in Event::NAMES {
        assert!(names.contains(*name), "no fixture has {name}");
    }
}

const TAGS: &[&str] = &["event", "event_type"];

#[test]
fn media_are_ready_only_if_there_are_any() {
    let rows = [
        (
            json!({"transcript_text": "[t] Ana: Hi.", "insights_error": "x"}),
            Phase::MediaReady,
        ),
        (json!({"insights": {"overall_score": 8}}), Phase::MediaReady),
        (
            json!({"transcript_text": "", "insights": null, "insights_error": "quiet"}),
            Phase::Ended,
        ),
        (json!({"room_name": "demo"}), Phase::Ended),
    ];
    for (mut body, phase) in rows {
        for name in ["session_complete", "interview_complete"] {
            body["event"] = name.into();
            let event: Event = body.to_string().parse().unwrap();
            assert_eq!(event.phase(), Some(phase), "{body}");
        }
    }
    let failed: Event = body("pailflow/bot_join_failed.json").parse().unwrap();
    assert_eq!(failed.phase(), Some(Phase::Failed));
}

#[test]
fn an_ordinary_session_is_typed() {
    let session = session(&body("pailflow/session_complete.json"));
    assert_eq!(session.transcript_id, None);
    assert_eq!(session.room_name.as_deref(), Some("screening-4f2a"));
    assert_eq!(session.duration_seconds.unwrap().to_string(), "412.5");
    assert_eq!(session.exit_reason, Some(ExitReason::ParticipantLeft));
    let insights = session.insights.unwrap();
    assert_eq!(insights.overall_score.unwrap().as_f64(), Some(7.5));
    assert_eq!(insights.competency_scores["system design"], 6.5);
    assert_eq!(insights.strengths, ["Concrete numbers", "Calm"]);
    let questions = insights.question_assessments;
    assert_eq!(
        questions[0].answer.as_deref(),
        Some("A scheduler for clinics.")
    );
    assert!(insights.extra.is_empty());
}

#[test]
fn the_printed_example_keeps_its_placeholders() {
    let text = body("pailflow/session_complete.as_printed.json");
    let session = session(&text);
    assert_eq!(session.transcript_id.unwrap(), "string | null");
    assert_eq!(session.duration_seconds.unwrap().as_u64(), Some(1234));
    assert!(!session.exit_reason.unwrap().is_known());
    let drift = text.parse::<Event>().unwrap().drift();
    assert_eq!(drift.len(), 1);
    assert_eq!(
        (drift[0].path.as_str(), drift[0].kind),
        ("exit_reason", DriftKind::Value)
    );
}

#[test]
fn documented_bodies_hold_nothing_unknown() {
    for path in ["session_complete", "bot_join_failed", "interview_complete"] {
        let event: Event = body(&format!("pailflow/{path}.json")).parse().unwrap();
        assert_eq!(event.drift(), [], "{path}");
    }
}

#[test]
fn the_vendors_unknown_is_known() {
    let Event::BotJoinFailed(failure) = body("pailflow/bot_join_failed.unknown.json")
        .parse()
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(failure.error_type, Some(ErrorType::UnknownError));
    assert!(ErrorType::from("unknown").is_known());
    assert_eq!(ErrorType::UnknownError.as_str(), "unknown");
    let at = failure.timestamp.unwrap();
    assert_eq!(at.instant().unwrap().timestamp(), 1_768_383_000);
}

#[test]
fn the_name_is_read_and_written_in_either_field() {
    for (tag, name) in [
        ("event", "session_complete"),
        ("event_type", "session_complete"),
        ("event", "bot_join_failed"),
        ("event_type", "bot_join_failed"),
        ("event_type", "interview_complete"),
    ] {
        let first = format!(r#"{{"{tag}": "{name}", "room_name": "r", "room_url": "u"}}"#);
        let last = format!(r#"{{"room_url": "u", "room_name": "r", "{tag}": "{name}"}}"#);
        let event: Event = first.parse().unwrap();
        assert_eq!(event, last.parse().unwrap());
        assert_eq!(event.name(), name);
        assert!(event.is_known());
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(&last).unwrap());
    }
}

#[test]
fn the_customers_own_insights_are_read_as_their_type() {
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Own {
        overall_score: u8,
        budget_mentioned: bool,
        seats: u32,
        next_step: NextStep,
        objections: Vec<String>,
    }
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct NextStep {
        owner: String,
    }
    #[derive(serde::Deserialize, Debug)]
    struct Other {
        #[expect(dead_code, reason = "only its error is of interest")]
        objections: Vec<bool>,
    }
    let session = session(&body("pailflow/session_complete.own_insights.json"));
    let insights = session.insights.unwrap();
    assert_eq!(insights.extra.get("seats"), Some(&json!(40)));
    let own: Own = insights.read_as().unwrap();
    assert_eq!(own.overall_score, 9);
    assert_eq!((own.seats, own.budget_mentioned), (40, true));
    assert_eq!(own.next_step.owner, "Ida");
    assert_eq!(own.objections, ["price", "data residency"]);
    assert_eq!(insights.read_as::<Vec<u8>>().unwrap_err().path(), ".");
    let error = insights.read_as::<HashMap<String, NextStep>>().unwrap_err();
    assert!(!error.to_string().contains("Ida"), "{error}");
    let error = insights.read_as::<Other>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "unexpected value at `objections[0]`: found a string"
    );
}

#[test]
fn the_overall_score_is_found_in_the_insights() {
    let insights = json!({"insights": {"overall_score": 7.5}});
    let session: SessionComplete = serde_json::from_value(insights.clone()).unwrap();
    assert_eq!(session.overall_score().unwrap().as_f64(), Some(7.5));
    let interview: InterviewComplete = serde_json::from_value(insights).unwrap();
    assert_eq!(interview.overall_score().unwrap().as_f64(), Some(7.5));
    assert_eq!(SessionComplete::default().overall_score(), None);
    assert_eq!(InterviewComplete::default().overall_score(), None);
}

#[test]
fn a_prompt_that_asks_for_other_forms_loses_no_session() {
    for odd in [
        json!(["Why?"]),
        json!({"Why?": 5}),
        json!([{}, 5]),
        json!([null]),
        json!([{"question": "Why?", "score": null, "hint": {"of": 3}}, "{\"question\": \"How?\"}", {}]),
        json!("none"),
    ] {
        let body = json!({
            "event": "session_complete",
            "transcript_text": "Hi.",
            "insights": {"question_assessments": odd, "strengths": [{"name": "calm"}], "summary": {}},
        });
        let event: Event = body.to_string().parse().unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), body);
        assert_eq!(event.drift().len(), 3);
        let insights = session(&body.to_string()).insights.unwrap();
        assert_eq!(insights.question_assessments, []);
        assert_eq!(insights.extra.get("question_assessments"), Some(&odd));
    }
}

#[test]
fn a_duplicate_field_in_an_array_is_named() {
    let body = r#"{"event": "session_complete", "insights": {"question_assessments": [{}, {"score": 1, "score": 2}]}}"#;
    let error = body.parse::<Event>().unwrap_err();
    let path = "insights.question_assessments[1].score";
    assert_eq!(error.path(), path);
    assert!(error.to_string().contains("duplicate field"), "{error}");
}

#[test]
fn a_transcript_falls_into_turns() {
    let session = session(&body("pailflow/session_complete.json"));
    let turns: Vec<_> = session.turns().collect();
    assert_eq!(turns.len(), 3);
    assert_eq!(turns[1].speaker, Some("Noor Haddad"));
    assert_eq!(
        turns[1].text,
        "A scheduler for clinics.\nIt moved two thousand appointments a day: mornings first.",
    );
    let time = turns[1].time.as_ref().unwrap();
    assert_eq!(time.to_string(), "2026-01-12T17:20:09.402118+00:00");
    assert!(time.instant().is_some());
}

#[test]
fn text_without_labels_is_one_turn() {
    for text in [
        "We talked about the release.",
        "Ana: not a label without a time",
        "[laughs] Ana: nor is this\n[2026] Ana: or this",
        "[2026-01-12T17:20:01Z] nobody speaks here",
        "[2026-01-12T17:20:01Z] : nor here",
    ] {
        let session = with_transcript(text);
        let turns: Vec<_> = session.turns().collect();
        assert_eq!(turns.len(), 1, "{text}");
        assert_eq!((turns[0].speaker, &*turns[0].text), (None, text));
        assert_eq!(turns[0].time, None);
    }
    assert_eq!(with_transcript("").turns().count(), 0);
    assert_eq!(SessionComplete::default().turns().count(), 0);
}

#[test]
fn a_cut_transcript_loses_nothing() {
    let whole = "before\n[2026-01-12T17:20:01Z] Bot: Zoë, hello: again\nand more\n\
                 [2026-01-12T17:20:04Z] Ana:\n[2026-01-12T17:20:05Z] Ana: Hi.";
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    for (cut, _) in whole.char_indices() {
        let session = with_transcript(&whole[..cut]);
        let joined: String = session
            .turns()
            .map(|turn| match (turn.time, turn.speaker) {
                (Some(time), Some(speaker)) => format!("[{time}] {speaker}: {}", turn.text),
                _ => turn.text.into_owned(),
            })
            .collect();
        assert_eq!(letters(&joined), letters(&whole[..cut]));
    }
    let session = with_transcript(whole);
    let turns: Vec<_> = session.turns().collect();
    let turns: Vec<_> = turns
        .iter()
        .map(|turn| (turn.speaker, &*turn.text))
        .collect();
    assert_eq!(
        turns,
        [
            (None, "before"),
            (Some("Bot"), "Zoë, hello: again\nand more"),
            (Some("Ana"), ""),
            (Some("Ana"), "Hi."),
        ],
    );
}

#[test]
fn the_legacy_event_is_typed() {
    let Event::InterviewComplete(interview) =
        body("pailflow/interview_complete.json").parse().unwrap()
    else {
        panic!()
    };
    let InterviewComplete {
        candidate_name,
        position,
        insights,
        ..
    } = &*interview;
    assert_eq!(candidate_name.as_deref(), Some("Tomas Weil"));
    assert_eq!(position.as_deref(), Some("Data engineer"));
    assert_eq!(*insights, None);
    assert_eq!(interview.turns().count(), 2);
}

#[test]
fn wrong_structures_are_errors_with_a_path() {
    for (body, text) in [
        (
            r#"{"event": "session_complete", "insights": "private"}"#,
            "pailflow session_complete: expected an object at `insights`, found a string \
             (line 1, column 51)",
        ),
        (
            r#"{"insights": [], "event": "session_complete"}"#,
            "pailflow session_complete: expected an object at `insights`, found an array \
             (line 1, column 15)",
        ),
        (
            r#"{"room_name": "private"}"#,
            "pailflow: missing field `event` (line 1, column 24)",
        ),
        (
            r#"{"event_type": 5}"#,
            "pailflow: expected a string at `event_type`, found a number (line 1, column 17)",
        ),
    ] {
        let error = body.parse::<Event>().unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.kind(), ParseErrorKind::WrongStructure);
    }
    let error = "{".parse::<Event>().unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::NotJson);
}

struct Rooms;

impl pailflow::Dispatcher for Rooms {
    type Error = String;

    async fn on_session_complete(
        &self,
        session: SessionComplete,
        _: &Delivery<'_>,
    ) -> Result<(), String> {
        Err(session.room_name.unwrap_or_default())
    }

    async fn on_event(&self, event: Event, _: &Delivery<'_>) -> Result<(), String> {
        Err(event.name().to_owned())
    }
}

#[test]
fn events_reach_their_methods() {
    for (path, reached) in [
        ("pailflow/session_complete.json", "screening-4f2a"),
        ("pailflow/bot_join_failed.json", "bot_join_failed"),
        ("pailflow/interview_complete.json", "interview_complete"),
    ] {
        let body = body(path);
        let delivery = Delivery::new(Provider::PailFlow, body.as_bytes());
        let event: Event = body.parse().unwrap();
        let dispatched = block_on(pailflow::Dispatcher::dispatch(&Rooms, event, &delivery));
        assert_eq!(dispatched, Err(reached.to_owned()));
    }
}
