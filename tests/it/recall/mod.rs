//! Recall.ai: what Recall's documentation and the observations say.

mod families;
mod live_transcript;
mod roster;

use std::collections::{BTreeSet, HashMap};

use bot_webhooks::recall::{Event, Reference, StatusCode, SubCode, SubCodeClass};
use bot_webhooks::{DriftKind, Provider, Timestamp};
use serde::Deserialize;
use serde_json::json;

use crate::bodies::bodies;

fn events() -> Vec<(String, Event)> {
    let bodies = bodies(Provider::Recall).into_iter();
    bodies
        .map(|body| (body.source.clone(), body.text.parse().unwrap()))
        .collect()
}

fn event(source: &str) -> Event {
    let mut events = events().into_iter();
    events.find(|(name, _)| name == source).unwrap().1
}

#[test]
fn every_documented_value_has_a_body() {
    let mut sub_codes = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for (_, event) in events() {
        codes.extend(event.code().cloned());
        match &event {
            Event::BotStatusChange(change) => sub_codes.extend(change.sub_code().cloned()),
            event => sub_codes.extend(event.status().and_then(|status| status.sub_code)),
        }
    }
    for known in SubCode::KNOWN {
        assert!(sub_codes.contains(known), "{known}");
    }
    for known in StatusCode::KNOWN {
        assert!(codes.contains(known), "{known}");
    }
    assert_eq!(SubCode::KNOWN.len(), 100);
    assert_eq!(StatusCode::KNOWN.len(), 19);
}

#[test]
fn every_sub_code_is_described_and_classed() {
    let mut classes = HashMap::new();
    for code in SubCode::KNOWN {
        let description = code.description().unwrap();
        assert!(
            description.ends_with('.') && description.len() > 8,
            "{description:?}"
        );
        *classes.entry(code.class().unwrap()).or_insert(0) += 1;
        assert_eq!(SubCode::from(code.as_str()), *code);
        assert!(code.is_known());
    }
    assert_eq!(classes.len(), SubCodeClass::ALL.len(), "{classes:?}");
}

#[test]
fn the_questions_people_ask_of_a_sub_code() {
    use SubCodeClass::*;
    let cases = [
        ("call_ended_by_host", Some(EndedNormally)),
        ("timeout_exceeded_everyone_left", Some(EndedNormally)),
        ("bot_received_leave_call", Some(EndedNormally)),
        ("timeout_exceeded_silence_detected", Some(TimedOut)),
        ("bot_kicked_from_waiting_room", Some(RemovedByPerson)),
        ("timeout_exceeded_waiting_room", Some(NeverAdmitted)),
        ("google_meet_bot_blocked", Some(NeverAdmitted)),
        ("zoom_local_recording_denied", Some(RecordingRefused)),
        (
            "timeout_exceeded_recording_permission_denied",
            Some(RecordingRefused),
        ),
        ("meeting_password_incorrect", Some(JoinDetails)),
        ("meeting_link_invalid", Some(JoinDetails)),
        ("meeting_link_expired", Some(JoinDetails)),
        ("meeting_not_found", Some(JoinDetails)),
        ("webex_pin_required", Some(JoinDetails)),
        ("webex_password_required", Some(JoinDetails)),
        ("zoom_email_required", Some(JoinDetails)),
        ("zoom_invalid_webinar_invite", Some(JoinDetails)),
        ("zoom_sdk_credentials_missing", Some(Configuration)),
        ("zoom_invalid_join_token", Some(Configuration)),
        ("meeting_full", Some(Meeting)),
        ("zoom_internal_error", Some(Platform)),
        ("bot_errored", Some(Recall)),
        ("timeout_exceeded_nobody_spoke", Some(TimedOut)),
        ("bot_kicked_from_lobby", Some(RemovedByPerson)),
        ("meeting_cancelled", Some(Meeting)),
        ("meeting_password_missing", Some(JoinDetails)),
        ("meeting_link_revoked", Some(JoinDetails)),
        ("zoom_local_recording_paused", Some(RecordingRefused)),
        ("zoom_something_new", None),
        ("call_ended_by_aliens", None),
        ("", None),
    ];
    for (code, class) in cases {
        assert_eq!(SubCode::from(code).class(), class, "{code}");
    }
    assert_eq!(SubCode::from("zoom_something_new").description(), None);
}

#[test]
fn an_unknown_value_is_kept_and_reported() {
    let event = event("bot.call_ended.unknown_sub_code.json");
    let code = event.status_change().unwrap().sub_code().unwrap();
    assert!(matches!(code, SubCode::Unknown(_)));
    assert!(!code.is_known());
    assert_eq!(code.as_str(), "timeout_exceeded_nobody_spoke");
    let drift = event.drift();
    assert_eq!(drift.len(), 1);
    assert_eq!(
        (drift[0].path.as_str(), drift[0].kind),
        ("data.data.sub_code", DriftKind::Value)
    );
}

#[test]
fn an_unknown_event_is_kept_whole() {
    let event = event("transcript.completed.json");
    assert!(!event.is_known());
    assert_eq!(event.name(), "transcript.completed");
    assert_eq!(event.code(), None, "it is not a bot's");
    assert_eq!(event.status().unwrap().code, "completed");
    assert_eq!(event.bot_id().unwrap(), "b-1");
    assert_eq!(event.transcript_id().unwrap(), "t-1");
    assert_eq!(event.references().len(), 2);
    assert_eq!(event.drift()[0].kind, DriftKind::Event);
    let Event::Unknown(unknown) = event else {
        panic!()
    };
    assert_eq!(unknown.body()["event"], "transcript.completed");
    assert_eq!(unknown.into_body()["data"]["data"]["code"], "completed");
}

#[test]
fn the_code_is_known_where_the_body_lacks_it() {
    assert_eq!(
        event("bot.done.dashboard_test.json").code(),
        Some(&StatusCode::Done)
    );
    assert_eq!(
        event("bot.call_ended.no_code.json").code(),
        Some(&StatusCode::CallEnded)
    );
    assert_eq!(
        event("bot.done.dashboard_test.json").bot_id().unwrap(),
        "test-bot"
    );
}

#[test]
fn legacy_and_mixed_forms_answer_the_same_questions() {
    for (source, code) in [
        ("bot.status_change.json", StatusCode::CallEnded),
        (
            "bot.status_change.recording_done.json",
            StatusCode::RecordingDone,
        ),
        (
            "bot.status_change.newer_envelope.json",
            StatusCode::InCallRecording,
        ),
        ("bot.status_change.bot_beside_status.json", StatusCode::Done),
    ] {
        let event = event(source);
        assert_eq!(event.code(), Some(&code), "{source}");
        assert!(event.bot_id().unwrap().as_uuid().is_some(), "{source}");
        let Event::BotStatusChange(change) = event else {
            panic!("{source}")
        };
        assert!(change.updated_at().unwrap().instant().is_some(), "{source}");
    }
    let Event::BotLog(log) = event("bot.log.json") else {
        panic!()
    };
    let log = log.data.unwrap().log.unwrap();
    assert_eq!(log.level.as_deref(), Some("info"));
    assert_eq!(log.output_id, None);
}

#[test]
fn metadata_as_a_type_of_ones_own() {
    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Booking {
        booking: String,
    }
    let read = |source| {
        let event = event(source);
        event
            .status_change()
            .unwrap()
            .bot()
            .unwrap()
            .metadata_as::<Booking>()
            .unwrap()
    };
    assert_eq!(read("bot.call_ended.json").booking, "bk-2041");
    assert_eq!(read("bot.call_ended.no_metadata.json"), Booking::default());
    assert_eq!(
        read("bot.call_ended.null_metadata.json"),
        Booking::default()
    );
}

#[test]
fn metadata_that_does_not_fit_is_an_error_with_the_path_and_no_content() {
    #[derive(Debug, Deserialize)]
    struct Booking {
        #[expect(dead_code, reason = "only its errors are of interest")]
        room: String,
        #[expect(dead_code, reason = "only its errors are of interest")]
        #[serde(default)]
        guests: HashMap<String, Vec<Guest>>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its errors are of interest")]
    struct Guest {
        age: u8,
        #[serde(default)]
        meal: Option<Meal>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "only its errors are of interest")]
    enum Meal {
        Soup { bowls: u8 },
        Secret(Secret),
    }
    /// A type whose error quotes what it read, in the words of serde.
    #[derive(Debug)]
    struct Secret;
    impl<'de> Deserialize<'de> for Secret {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let secret = String::deserialize(deserializer)?;
            Err(serde::de::Error::custom(format!(
                "missing field `{secret}`"
            )))
        }
    }
    for (metadata, path, message) in [
        (json!({}), "room", "missing field `room`"),
        (
            json!({"room": 401}),
            "room",
            "unexpected value at `room`: found a number",
        ),
        (
            json!({"room": "x", "guests": {"Ada": []}, "more": 1}),
            "",
            "",
        ),
        (
            json!({"room": "x", "guests": {"at table": [{"age": 3}, {}]}}),
            "guests[\"at table\"][1].age",
            "missing field `guests[\"at table\"][1].age`",
        ),
        (
            json!({"room": "x", "guests": {"all": [{"age": 1234}]}}),
            "guests.all[0].age",
            "unexpected value at `guests.all[0].age`: found a number",
        ),
        (
            json!({"room": "x", "guests": {"all": [{"age": 12, "meal": {"soup": {"bowls": "1234"}}}]}}),
            "guests.all[0].meal.soup.bowls",
            "unexpected value at `guests.all[0].meal.soup.bowls`: found a string",
        ),
        (
            json!({"room": "x", "guests": {"all": [{"age": 12, "meal": "1234"}]}}),
            "guests.all[0].meal",
            "unexpected value at `guests.all[0].meal`: found a string",
        ),
        (
            json!({"room": "x", "guests": {"all": [{"age": 12, "meal": {"secret": "1234"}}]}}),
            "guests.all[0].meal.secret",
            "unexpected value at `guests.all[0].meal.secret`: found a string",
        ),
    ] {
        let bot: Reference = serde_json::from_value(json!({"metadata": metadata})).unwrap();
        let read = bot.metadata_as::<Booking>();
        if path.is_empty() {
            assert!(read.is_ok(), "{metadata}");
            continue;
        }
        let error = read.unwrap_err();
        assert_eq!(error.path(), path, "{metadata}");
        assert_eq!(error.to_string(), message);
        assert_eq!(format!("{error:?}"), format!("DeserializeError({message})"));
        assert!(std::error::Error::source(&error).is_none());
        let expected = serde_json::from_value::<Booking>(metadata).unwrap_err();
        assert_eq!(error.into_inner().to_string(), expected.to_string());
    }
    let bot: Reference = serde_json::from_value(json!({"metadata": {"secret": 1234}})).unwrap();
    let error = bot.metadata_as::<Vec<u8>>().unwrap_err();
    assert_eq!(error.path(), ".");
    assert_eq!(error.to_string(), "unexpected value: found an object");
    let borrowed: HashMap<&str, u16> = bot.metadata_as().unwrap();
    assert_eq!(borrowed["secret"], 1234);
}

#[test]
fn a_time_without_a_zone_is_no_reason_to_lose_an_event() {
    let event = event("bot.fatal.zoneless_time.json");
    let time = event.status_change().unwrap().updated_at().unwrap().clone();
    assert_eq!(time.instant(), None);
    assert_eq!(time.assume_utc().unwrap().timestamp(), 1_765_756_800);
    assert_eq!(time.to_string(), "2025-12-15 00:00:00");
    for no_unix_time in ["-123456789", "+123456789", "123456789"] {
        assert_eq!(Timestamp::from(no_unix_time).instant(), None);
    }
}

#[cfg(feature = "samples")]
#[test]
fn the_samples_have_a_sub_code_of_every_class_and_an_unknown_one() {
    use bot_webhooks::recall::samples::{ALL, VARIANTS};
    let event = |body: &&str| body.parse::<Event>().unwrap();
    let sub_code = |body: &&str| event(body).status()?.sub_code;
    let sub_codes: Vec<_> = ALL.iter().chain(VARIANTS).filter_map(sub_code).collect();
    for class in SubCodeClass::ALL {
        let mut classes = sub_codes.iter().filter_map(SubCode::class);
        assert!(classes.any(|other| other == *class), "{class}");
    }
    assert!(sub_codes.iter().any(|code| !code.is_known()));
}

/// What was in the place of a field is in `extra`, and no longer counts once the field is set.
#[test]
fn a_field_that_was_cleared_is_gone() {
    let body = r#"{"event": "bot.done", "data": {"bot": {"id": 12}, "data": {"updated_at": 5}}}"#;
    let mut event: Event = body.parse().unwrap();
    assert_eq!(event.bot_id().unwrap(), "12");
    let Event::BotDone(change) = &mut event else {
        panic!()
    };
    let data = change.data.as_mut().unwrap();
    data.bot.as_mut().unwrap().id = None;
    data.data.as_mut().unwrap().updated_at = None;
    assert_eq!((event.bot_id(), event.subject()), (None, None));
    assert_eq!((event.occurred_at(), event.drift()), (None, vec![]));
    let written = serde_json::to_value(&event).unwrap();
    assert_eq!(written["data"], json!({"bot": {}, "data": {}}));
}
