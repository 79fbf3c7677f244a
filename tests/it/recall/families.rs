//! Everything that Recall posts besides the events of bots.

use bot_webhooks::recall::{
    ChatRecipient, Event, FrameType, MediaCode, ParticipantPlatform, ProviderMessageType,
    RealtimeEndpointCode, RecordingCode, SdkUploadCode, SlackTeamCode, SourceAudioType, SubCode,
};
use bot_webhooks::{DriftKind, Phase};

use super::{event, events};
use crate::fixtures::every_value_has_a_fixture;

#[test]
fn every_documented_value_has_a_body() {
    every_value_has_a_fixture!("recall", RecordingCode, &["code"]);
    every_value_has_a_fixture!("recall", MediaCode, &["code"]);
    every_value_has_a_fixture!("recall", RealtimeEndpointCode, &["code"]);
    every_value_has_a_fixture!("recall", SdkUploadCode, &["code"]);
    every_value_has_a_fixture!("recall", SlackTeamCode, &["code"]);
    every_value_has_a_fixture!("recall", ParticipantPlatform, &["platform"]);
    every_value_has_a_fixture!("recall", ChatRecipient, &["to"]);
    every_value_has_a_fixture!("recall", FrameType, &["type"]);
    every_value_has_a_fixture!("recall", ProviderMessageType, &["type"]);
    every_value_has_a_fixture!("recall", SourceAudioType, &["type"]);
}

/// The samples are of one meeting, one desk and one workspace.
#[test]
fn every_event_says_what_it_is_about() {
    for name in Event::NAMES {
        let event = event(&format!("{name}.json"));
        let (family, code) = name.split_once('.').unwrap();
        let is_of_a_call = !matches!(family, "sdk_upload" | "calendar" | "slack_team" | "slack")
            && *name != "bot.output_log";
        assert_eq!(event.bot_id().is_some(), is_of_a_call, "{name}");
        let has_none = family == "slack" || *name == "bot.output_log";
        assert_eq!(event.subject().is_none(), has_none, "{name}");
        let names: Vec<_> = event
            .references()
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect();
        match family {
            "bot" | "calendar" | "slack" => {}
            "recording" => assert_eq!(names, ["recording", "bot"], "{name}"),
            "sdk_upload" => assert_eq!(names, ["recording", "sdk_upload"], "{name}"),
            "slack_team" => assert_eq!(names, ["slack_team"], "{name}"),
            _ => {
                let resource = family.trim_end_matches("_raw").trim_end_matches("_png");
                let resource = resource.trim_end_matches("_h264");
                assert!(
                    names.iter().any(|name| name == resource),
                    "{name}: {names:?}"
                );
                assert!(event.recording_id().is_some(), "{name}");
            }
        }
        let is_about_status = !event.is_realtime()
            && !matches!(family, "calendar" | "slack")
            && !matches!(code, "log" | "output_log");
        let status = event.status();
        assert_eq!(status.is_some(), is_about_status, "{name}");
        if let Some(status) = status.filter(|_| *name != "bot.status_change") {
            assert_eq!(status.code, code, "{name}");
            assert_eq!(status.updated_at, event.occurred_at(), "{name}");
        }
        let has_no_time =
            matches!(family, "calendar" | "slack") || *name == "transcript.provider_data";
        assert_eq!(event.occurred_at().is_none(), has_no_time, "{name}");
        assert_eq!(
            event.transcript_id().is_some(),
            family == "transcript",
            "{name}"
        );
    }
    assert_eq!(Event::NAMES.len(), 16 + 65);
    assert_eq!(
        events()
            .iter()
            .filter(|(_, event)| event.is_realtime())
            .map(|(_, event)| event.name())
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        17
    );
}

#[test]
fn an_event_is_moved_cheaply() {
    // A map is larger where another crate has asked `serde_json` to keep the order.
    let most = 40 + size_of::<serde_json::Map<String, serde_json::Value>>();
    assert!(size_of::<Event>() <= most, "{}", size_of::<Event>());
}

#[test]
fn phases() {
    for (name, phase) in [
        ("recording.processing", Some(Phase::InProgress)),
        ("recording.done", Some(Phase::MediaReady)),
        ("recording.failed", Some(Phase::Failed)),
        ("recording.deleted", None),
        ("transcript.done", None),
        ("transcript.data", Some(Phase::InProgress)),
        ("sdk_upload.recording_ended", Some(Phase::Ended)),
        ("sdk_upload.completed", Some(Phase::MediaReady)),
        ("calendar.update", None),
    ] {
        assert_eq!(event(&format!("{name}.json")).phase(), phase, "{name}");
    }
}

#[test]
fn the_name_is_trusted_more_than_the_code() {
    let event = event("sdk_upload.complete.code_done.json");
    assert_eq!(event.status().unwrap().code, "complete");
    assert_eq!(event.drift()[0].path, "data.data.code");
}

#[test]
fn a_wrong_structure_is_reported_and_kept() {
    for (source, path) in [
        ("transcript.data.word_strings.json", "data.data.words"),
        ("transcript.failed.error_string.json", "data.data.error"),
        (
            "participant_events.join.meeting_platform.json",
            "data.data.participant.id",
        ),
    ] {
        let drift = event(source).drift();
        let found = drift.iter().find(|drift| drift.path == path);
        assert_eq!(
            found.map(|drift| drift.kind),
            Some(DriftKind::Type),
            "{source}: {drift:?}"
        );
    }
    for body in [
        r#"{"event": "transcript.data", "data": "Good morning"}"#,
        r#"{"event": "transcript.data", "data": {"data": ["Good", "morning"]}}"#,
        r#"{"event": "recording.done", "data": {"recording": "rec_1", "data": {"updated_at": {}}}}"#,
        r#"{"event": "audio_mixed_raw.data", "data": {"data": {"buffer": 1, "timestamp": 2}}}"#,
        r#"{"event": "slack.huddle_state", "data": ["anything"], "more": true}"#,
    ] {
        let event: Event = body.parse().unwrap();
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(
            written,
            serde_json::from_str::<serde_json::Value>(body).unwrap()
        );
        assert!(!event.drift().is_empty(), "{body}");
    }
}

#[test]
fn resources_are_found_under_any_name() {
    let body = r#"{"event": "recording.done", "data": {"recording": {"id": "r-1"},
        "mobile_upload": {"id": "m-1", "metadata": {"app": 2}}, "note": {"text": "no id"},
        "data": {"id": "not a resource"}}}"#;
    let event: Event = body.parse().unwrap();
    let references = event.references();
    let names: Vec<_> = references.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["recording", "mobile_upload"]);
    assert_eq!(references[1].1.metadata["app"], 2);
    assert_eq!(event.bot_id(), None);
    assert_eq!(event.subject().unwrap(), "r-1");
}

#[test]
fn mixed_audio_has_two_names() {
    let source = "audio_mixed_raw.data.raw_reference.json";
    let Event::AudioMixedRawData(mut audio) = event(source) else {
        panic!()
    };
    let id = audio.audio_mixed().unwrap().id.clone();
    assert_eq!(id.unwrap(), "403d7e51-ae6f-4b8b-8f94-317ebda08c43");
    let event = Event::AudioMixedRawData(audio.clone());
    assert_eq!(event.drift(), []);
    let references = event.references();
    let names: Vec<_> = references.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        ["audio_mixed", "realtime_endpoint", "recording", "bot"]
    );
    let data =
        |audio| serde_json::to_value(Event::AudioMixedRawData(audio)).unwrap()["data"].take();
    let written = data(audio.clone());
    assert!(written["audio_mixed_raw"]["id"].is_string());
    assert!(written.get("audio_mixed").is_none());

    // Setting the field takes effect, under its own name.
    audio
        .data
        .as_mut()
        .unwrap()
        .audio_mixed
        .as_mut()
        .unwrap()
        .id = Some("a-2".into());
    let written = data(audio);
    assert_eq!(written["audio_mixed"]["id"], "a-2");
    assert!(written.get("audio_mixed_raw").is_none());

    for value in ["null", "{}", "\"a-1\"", "5", "[]"] {
        let body = format!(
            r#"{{"event": "audio_mixed_raw.data", "data": {{"audio_mixed_raw": {value}}}}}"#
        );
        let event: Event = body.parse().unwrap();
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(
            written,
            serde_json::from_str::<serde_json::Value>(&body).unwrap()
        );
    }
    for (first, second) in [
        ("audio_mixed", "audio_mixed_raw"),
        ("audio_mixed_raw", "audio_mixed"),
    ] {
        let body = format!(
            r#"{{"event": "audio_mixed_raw.data", "data": {{"{first}": {{}}, "{second}": {{}}}}}}"#
        );
        let error = body.parse::<Event>().unwrap_err();
        assert_eq!(error.path(), format!("data.{second}"));
        let body = format!(
            r#"{{"event": "audio_mixed_raw.data", "data": {{"{first}": {{"id": "a", "id": "b"}}}}}}"#
        );
        let error = body.parse::<Event>().unwrap_err();
        assert_eq!(error.path(), format!("data.{first}.id"));
        let body = format!(
            r#"{{"event": "audio_mixed_raw.data", "data": {{"{first}": {{"id": {{}}}}}}}}"#
        );
        let [drift] = &*body.parse::<Event>().unwrap().drift() else {
            panic!("{body}");
        };
        assert_eq!(drift.path, format!("data.{first}.id"));
        let body = format!(r#"{{"event": "audio_mixed_raw.data", "data": {{"{first}": 5}}}}"#);
        let [drift] = &*body.parse::<Event>().unwrap().drift() else {
            panic!("{body}");
        };
        assert_eq!(drift.path, format!("data.{first}"));
        assert_eq!(drift.to_string(), format!("type data.{first}"));
    }
}

#[test]
fn what_was_said() {
    let event = event("transcript.data.json");
    let turns = event.turns();
    assert_eq!(turns.len(), 1);
    assert_eq!(turns[0].speaker, Some("Ada Quist"));
    assert_eq!(turns[0].text, "Good morning, shall we start?");
    assert_eq!(turns[0].time.as_ref().unwrap(), "2026-02-09T08:43:08.100Z");
}

/// A start can be null, and the next word's is then the first.
#[test]
fn an_utterance_begins_with_the_first_word_that_has_a_start() {
    let event: Event = r#"{"event": "transcript.data", "data": {"data": {"words": [
        {"text": "Good", "start_timestamp": null},
        {"text": "morning", "start_timestamp": {"relative": 2.0, "absolute": "2026-02-09T08:43:08Z"}}
    ]}}}"#
        .parse()
        .unwrap();
    let time = "2026-02-09T08:43:08Z";
    assert_eq!(event.occurred_at().unwrap(), time);
    assert_eq!(*event.turns()[0].time.as_ref().unwrap(), time);
    for empty in [r#"{"absolute": ""}"#, "{}", "[]"] {
        let text = serde_json::to_string(&event).unwrap();
        let other: Event = text.replacen("null", empty, 1).parse().unwrap();
        assert_eq!(other.occurred_at().unwrap(), time, "{empty}");
        assert_eq!(*other.turns()[0].time.as_ref().unwrap(), time, "{empty}");
    }
}

#[test]
fn what_is_empty_is_not_said() {
    let said = |words: &str| -> Event {
        format!(
            r#"{{"event": "transcript.data", "data": {{"data": {{"participant": {{"name": ""}},
                "words": {words}}}}}}}"#
        )
        .parse()
        .unwrap()
    };
    let event = said(r#"[{"text": "Hi.", "start_timestamp": {"absolute": ""}}]"#);
    let [turn] = &*event.turns() else {
        panic!("{event:?}");
    };
    assert_eq!((turn.speaker, &turn.time), (None, &None));
    assert!(said(r#"[{"text": " "}]"#).turns().is_empty());
    assert!(said("[]").turns().is_empty());
}

#[test]
fn a_failed_transcript_says_why() {
    let status = event("transcript.failed.json").status().unwrap();
    assert_eq!(status.sub_code, Some(SubCode::ProviderConnectionFailed));
    let status = event("recording.failed.error.json").status().unwrap();
    assert_eq!(
        status.error.unwrap().message.unwrap(),
        "Nothing was captured."
    );
}

#[cfg(feature = "media")]
#[test]
fn buffers_are_decoded_on_demand() {
    let Event::AudioMixedRawData(audio) = event("audio_mixed_raw.data.json") else {
        panic!()
    };
    assert_eq!(audio.buffer().unwrap().decode().unwrap().len(), 128);
    let Event::VideoSeparatePngData(video) = event("video_separate_png.data.json") else {
        panic!()
    };
    assert!(
        video
            .buffer()
            .unwrap()
            .decode()
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let odd = bot_webhooks::recall::MediaBuffer::from("not base64!");
    assert_eq!(
        odd.decode().unwrap_err().to_string(),
        "the buffer is not base64"
    );
    let unpadded = bot_webhooks::recall::MediaBuffer::from("AAE");
    assert_eq!(unpadded.decode().unwrap(), [0, 1]);
}

#[cfg(feature = "idempotency")]
#[test]
fn what_has_no_time_is_identified_by_the_delivery_alone() {
    use bot_webhooks::{Delivery, DeliveryKey, Provider};
    for (source, identifies) in [
        ("participant_events.join.json", true),
        ("transcript.data.json", true),
        ("recording.done.json", true),
        ("transcript.provider_data.json", false),
        ("calendar.update.json", false),
        ("calendar.sync_events.json", true),
        ("slack.huddle_state.json", false),
    ] {
        let event = event(source);
        let body = serde_json::to_vec(&event).unwrap();
        let delivery = Delivery::new(Provider::Recall, &body);
        let key = DeliveryKey::of(&event, &delivery);
        assert_eq!(key.is_some(), identifies, "{source}");
        let key = DeliveryKey::of(&event, &delivery.with_id("msg_1")).unwrap();
        assert_eq!(key, "recall:msg_1");
    }
}
