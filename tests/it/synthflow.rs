use std::collections::BTreeSet;

use bot_webhooks::synthflow::{
    ActionType, CallInboundReply, CallStatus, Connect, EndCallReason, Event, PostCall, Reply,
    Verdict,
};
use bot_webhooks::{Delivery, DriftKind, ParseErrorKind, Phase, Provider, synthflow};
use serde_json::{Value, json};

use crate::fixtures::{block_on, bodies, body, every_value_has_a_fixture};

fn post_call(body: &str) -> PostCall {
    match body.parse().unwrap() {
        Event::PostCall(post_call) => *post_call,
        other => panic!("{other:?}"),
    }
}

fn turns(transcript: &str) -> Vec<(Option<String>, String)> {
    let body = json!({"call": {"transcript": transcript}}).to_string();
    let call = post_call(&body).call.unwrap();
    let turns = call.turns();
    turns
        .map(|turn| (turn.speaker.map(str::to_owned), turn.text.into_owned()))
        .collect()
}

#[test]
fn every_fixture_comes_out_as_it_went_in() {
    for body in bodies("synthflow") {
        let event = Event::from_slice(body.to_string().as_bytes()).unwrap();
        assert_eq!(event.is_known(), event.name() != "call_transferred");
        assert_eq!(serde_json::to_value(&event).unwrap(), body);
        let again: Event = serde_json::from_value(body).unwrap();
        assert_eq!(again, event);
    }
}

#[test]
fn every_value_has_a_fixture() {
    every_value_has_a_fixture!("synthflow", CallStatus, &["status"]);
    every_value_has_a_fixture!("synthflow", EndCallReason, &["end_call_reason"]);
    every_value_has_a_fixture!("synthflow", ActionType, &["action_type"]);
    every_value_has_a_fixture!(
        "synthflow",
        Verdict,
        &["persona", "goal", "objections", "no_repetition"]
    );
    for name in Event::NAMES {
        let named = |body: &Value| {
            Event::from_slice(body.to_string().as_bytes())
                .unwrap()
                .name()
                == *name
        };
        assert!(
            bodies("synthflow").iter().any(named),
            "no fixture has {name}"
        );
    }
}

#[test]
fn the_documentations_bodies_hold_nothing_unknown() {
    for path in [
        "post_call.as_printed",
        "post_call",
        "post_call.2024",
        "post_call.rest_forms",
    ] {
        let event: Event = body(&format!("synthflow/{path}.json")).parse().unwrap();
        assert_eq!(event.drift(), [], "{path}");
    }
}

#[test]
fn the_printed_example_is_typed() {
    let post_call = post_call(&body("synthflow/post_call.as_printed.json"));
    assert_eq!(post_call.status, Some(CallStatus::Completed));
    assert_eq!(post_call.error_message.as_deref(), Some(""));
    assert_eq!(
        post_call.lead.unwrap().phone_number.as_deref(),
        Some("XXXXXXXX")
    );
    let call = post_call.call.unwrap();
    assert_eq!(call.end_call_reason, Some(EndCallReason::AgentGoodbye));
    assert_eq!(call.call_id.as_ref().unwrap(), &"[UUID]");
    assert_eq!(call.duration.as_ref().unwrap().as_u64(), Some(113));
    let start = call.start_time.as_ref().unwrap().instant().unwrap();
    assert_eq!(start.timestamp(), 1_761_559_186);
    assert_eq!(start.offset().local_minus_utc(), 3600);
    assert!(call.agents_used.is_empty());
    assert_eq!(call.turns().count(), 9);

    let actions = post_call.executed_actions;
    let email = &actions["extract_info_user email"];
    assert_eq!(email.action_type, Some(ActionType::ExtractInfo));
    let parameters = email.parameters_hard_coded.as_ref().unwrap();
    assert_eq!(parameters.identifier.as_deref(), Some("user"));
    assert!(parameters.choices.is_empty());
    assert_eq!(parameters.examples.len(), 4);
    assert_eq!(email.return_value["user email"], Value::Null);
    assert_eq!(email.is_relevant_action, Some(true));
    assert_eq!(
        email.timestamp.as_ref().unwrap().to_string(),
        "1761559301.6653843"
    );
    let at = email.timestamp_datetime.as_ref().unwrap();
    assert_eq!(at.instant(), None);
    assert_eq!(
        at.assume_utc().unwrap().timestamp_micros(),
        1_761_559_301_665_384
    );

    let analysis = post_call.analysis.unwrap();
    let verdicts: Vec<_> = analysis.verdicts().collect();
    assert_eq!(verdicts.len(), 16);
    let goal = verdicts.iter().find(|found| found.name == "goal").unwrap();
    assert_eq!(goal.verdict, Some(&Verdict::Partial));
    assert_eq!(goal.feedback, analysis.goal_feedback.as_deref());
    assert_eq!(verdicts[4].verdict, Some(&Verdict::NotApplicable));
    assert_eq!(verdicts[15].name, "call_summary");
    assert!(
        verdicts[15]
            .feedback
            .unwrap()
            .starts_with("The user booked")
    );
    assert_eq!(analysis.judge_found_full_error, Some(false));
}

#[test]
fn accessors_walk_the_levels() {
    let called = post_call(
        r#"{"status": "completed", "call": {"call_id": "c", "model_id": "m",
        "end_call_reason": "agent_goodbye", "transcript": "bot: Hello!\nhuman: Hi."}}"#,
    );
    assert_eq!(called.call_id().unwrap(), "c");
    assert_eq!(called.model_id().unwrap(), "m");
    assert_eq!(called.end_call_reason().unwrap().as_str(), "agent_goodbye");
    let said: Vec<_> = called.turns().map(|turn| turn.text).collect();
    assert_eq!(said, ["Hello!", "Hi."]);
    let bare = post_call(r#"{"status": "failed", "error_message": "busy"}"#);
    assert_eq!((bare.call_id(), bare.model_id()), (None, None));
    assert_eq!((bare.end_call_reason(), bare.turns().count()), (None, 0));

    let inbound: synthflow::CallInbound = serde_json::from_str(
        r#"{"call_inbound": {"model_id": "m", "from_number": "1", "to_number": "2"}}"#,
    )
    .unwrap();
    assert_eq!(inbound.model_id().unwrap(), "m");
    assert_eq!(
        (inbound.from_number(), inbound.to_number()),
        (Some("1"), Some("2"))
    );
    let bare = synthflow::CallInbound::default();
    assert_eq!(bare.model_id(), None);
    assert_eq!((bare.from_number(), bare.to_number()), (None, None));
}

#[test]
fn each_verdict_has_its_own_remark() {
    let names: Vec<_> = synthflow::Analysis::default()
        .verdicts()
        .map(|found| found.name)
        .collect();
    for name in names {
        let body = json!({name: "false", format!("{name}_feedback"): "because"}).to_string();
        let analysis: synthflow::Analysis = serde_json::from_str(&body).unwrap();
        assert!(analysis.extra.is_empty());
        for found in analysis.verdicts() {
            let of_name = found.name == name;
            assert_eq!(found.verdict, of_name.then_some(&Verdict::False));
            assert_eq!(found.feedback, of_name.then_some("because"));
        }
    }
}

#[test]
fn the_rest_apis_forms_say_the_same() {
    let webhook = post_call(&body("synthflow/post_call.json"));
    let rest = post_call(&body("synthflow/post_call.rest_forms.json"));
    let action =
        |post_call: &PostCall| post_call.executed_actions["extract_info_visit day"].clone();
    let (plain, texts) = (action(&webhook), action(&rest));
    assert_eq!(plain.parameters_hard_coded, texts.parameters_hard_coded);
    assert_eq!(plain.parameters_from_llm, texts.parameters_from_llm);
    assert_eq!(plain.parameters_schema, texts.parameters_schema);
    assert_eq!(plain.return_value, texts.return_value);
    assert_eq!(plain.return_value["visit day"], "Thursday");
    assert_eq!(plain.is_relevant_action, texts.is_relevant_action);
    assert_eq!(plain.real_time_action, texts.real_time_action);
    assert_eq!(plain.timestamp, texts.timestamp);
    let at = plain.timestamp_datetime.unwrap().assume_utc().unwrap();
    assert_eq!(at.timestamp_millis(), 1_770_801_308_250);

    let start = |post_call: &PostCall| {
        let call = post_call.call.clone().unwrap();
        call.start_time.unwrap().instant().unwrap()
    };
    assert_eq!(start(&webhook), start(&rest));
    let duration = rest.call.as_ref().unwrap().duration.as_ref();
    assert_eq!(duration.unwrap().as_u64(), Some(25));
    let verdicts = |post_call: &PostCall| -> Vec<_> {
        let analysis = post_call.analysis.clone().unwrap();
        analysis
            .verdicts()
            .map(|found| found.verdict.cloned())
            .collect()
    };
    assert_eq!(verdicts(&webhook), verdicts(&rest));
}

#[test]
fn parameters_of_an_odd_form_are_kept() {
    for odd in [
        json!("no JSON"),
        json!("[1]"),
        json!("5"),
        json!(5),
        json!([1]),
        json!(true),
    ] {
        let body = json!({"call": {}, "executed_actions": {"a b": {"parameters_hard_coded": odd, "name": "a b"}}});
        let event: Event = body.to_string().parse().unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), body);
        let [drift] = &event.drift()[..] else {
            panic!("{odd}")
        };
        assert_eq!(
            drift.path,
            r#"executed_actions["a b"].parameters_hard_coded"#
        );
        assert_eq!(drift.kind, DriftKind::Type);
    }
}

#[test]
fn bare_verdicts_are_read() {
    let analysis = post_call(&body("synthflow/post_call.bare_verdicts.json"))
        .analysis
        .unwrap();
    assert_eq!(analysis.persona, Some(Verdict::True));
    assert_eq!(analysis.goal, Some(Verdict::False));
    assert_eq!(analysis.objections, None);
}

#[test]
fn both_nestings_of_variables_are_read() {
    let named = |path| -> Vec<_> {
        let post_call = post_call(&body(path));
        let variables = post_call.variables();
        variables
            .map(|found| {
                let value = found.value.cloned().unwrap_or_default();
                (
                    found.agent.map(str::to_owned),
                    found.name.to_owned(),
                    value,
                    found.collected,
                )
            })
            .collect()
    };
    let agent = |id: &str| Some(id.to_owned());
    let flat = named("synthflow/post_call.collected_variables.json");
    assert_eq!(flat.len(), 3);
    assert!(flat.contains(&(None, "city".to_owned(), json!("Bonn"), true)));
    assert!(flat.contains(&(None, "guests".to_owned(), json!(4), true)));
    assert!(flat.contains(&(None, "email".to_owned(), Value::Null, false)));

    let nested = named("synthflow/post_call.collected_variables_by_agent.json");
    assert_eq!(nested.len(), 4);
    for (_, name, value, collected) in flat {
        assert!(nested.contains(&(
            agent("c3d9a2e4-0f57-4b3c-9e18-7a64b2c1f0d8"),
            name,
            value,
            collected
        )));
    }
    let tricky = (
        agent("d7f0b3a5-1e86-4c29-8f4d-95b2a0c6e713"),
        "collected".to_owned(),
        json!("yes"),
        true,
    );
    assert!(nested.contains(&tricky));
}

#[test]
fn what_is_no_variable_is_only_in_the_map() {
    let body = json!({
        "a": 5, "b": {"c": 1}, "d": {"collected": "True", "value": 1}, "e": {"collected": null},
        "f": {"value": "Bonn"}, "g": {"value": null}, "agent": {"age": {"value": 4}, "n": 1},
        "other": {"value": {"value": 5, "collected": true}}, "place": {"value": {"city": "Bonn"}},
    });
    let post_call = post_call(&json!({"call": {}, "collected_variables": body}).to_string());
    let found = post_call.variables();
    let names: BTreeSet<_> = found.map(|found| (found.name, found.collected)).collect();
    let expected = [
        ("age", true),
        ("d", true),
        ("e", false),
        ("f", true),
        ("g", false),
        ("place", true),
        ("value", true),
    ];
    assert_eq!(names, expected.into());
    assert_eq!(Value::Object(post_call.collected_variables.clone()), body);
}

#[test]
fn the_custom_reason_is_found_in_either_place() {
    for place in ["in_call", "at_root"] {
        let post_call = post_call(&body(&format!(
            "synthflow/post_call.custom_reason_{place}.json"
        )));
        assert_eq!(
            post_call.custom_end_call_reason(),
            Some("The caller asks for no more calls")
        );
    }
    let both = r#"{"call": {"custom_end_call_reason": ""}, "custom_end_call_reason": "this"}"#;
    assert_eq!(post_call(both).custom_end_call_reason(), Some("this"));
    assert_eq!(post_call(r#"{"call": {}}"#).custom_end_call_reason(), None);
}

#[test]
fn phases() {
    for (body, phase) in [
        (r#"{"call": {"status": "queue"}}"#, Phase::Starting),
        (r#"{"call": {"status": "in-progress"}}"#, Phase::InProgress),
        (
            r#"{"call": {"status": "busy", "transcript": "bot: Hi."}}"#,
            Phase::Failed,
        ),
        (
            r#"{"call": {"status": "completed", "transcript": "bot: Hi."}}"#,
            Phase::MediaReady,
        ),
        (
            r#"{"call": {"status": "completed", "recording_url": "u"}}"#,
            Phase::MediaReady,
        ),
        (
            r#"{"call": {"status": "completed", "transcript": "", "recording_url": ""}}"#,
            Phase::Ended,
        ),
        (r#"{"call": {}}"#, Phase::Ended),
        (r#"{"event": "call_inbound"}"#, Phase::Starting),
    ] {
        let event: Event = body.parse().unwrap();
        assert_eq!(event.phase(), Some(phase), "{body}");
    }
}

#[test]
fn an_empty_status_is_none() {
    let event = Event::PostCall(Box::new(post_call(
        r#"{"status": "no-answer", "call": {"status": ""}}"#,
    )));
    assert_eq!(event.phase(), Some(Phase::Failed));
    let neither = post_call(r#"{"status": "", "call": {"status": " "}}"#);
    assert_eq!(neither.status(), None);
    let both = post_call(
        r#"{"status": "completed", "call": {"status": "busy", "duration": 8, "start_time": "t",
            "recording_url": "https://example.com/r"}}"#,
    );
    assert_eq!(both.status(), Some(&CallStatus::Busy));
    assert_eq!(both.duration().unwrap().as_u64(), Some(8));
    assert_eq!(*both.start_time().unwrap(), "t");
    assert_eq!(both.recording_url(), Some("https://example.com/r"));
}

#[test]
fn values_are_known_or_unknown_truthfully() {
    let call = |name: &str| {
        post_call(&body(&format!("synthflow/post_call.{name}.json")))
            .call
            .unwrap()
    };
    assert_eq!(
        call("no_answer_underscore").status,
        Some(CallStatus::NoAnswer)
    );
    let reason = call("free_text_reason").end_call_reason.unwrap();
    assert!(!reason.is_known());
    assert_eq!(reason.as_str(), "Insufficient Minutes");
    let old = call("2024");
    assert_eq!(old.call_id.unwrap(), "1711646262471x768387119913843100");
    assert_eq!(
        old.start_time
            .unwrap()
            .instant()
            .unwrap()
            .timestamp_micros(),
        1_711_646_266_205_134
    );
}

#[test]
fn a_transcript_falls_into_turns() {
    let said = |speaker: &str, text: &str| (Some(speaker.to_owned()), text.to_owned());
    assert_eq!(
        turns(
            "\nbot: Hello: you! \nhuman: Hi. I'm\nnote: a line\nHuman: and\nBOT:\n bot: indented\nhuma"
        ),
        [
            said("bot", "Hello: you!"),
            said("human", "Hi. I'm\nnote: a line"),
            said("Human", "and"),
            said("BOT", "bot: indented\nhuma"),
        ],
    );
    let rest_api = turns("\nassistant: Hello!\nhuman: Hi.");
    assert_eq!(rest_api, [said("bot", "Hello!"), said("human", "Hi.")]);
}

#[test]
fn text_without_labels_is_one_turn() {
    for text in [
        "We spoke of the weather.",
        "agent: hello",
        "botany: plants",
        "human rights: yes",
        "bot",
    ] {
        assert_eq!(turns(text), [(None, text.to_owned())]);
    }
    assert_eq!(turns(""), []);
    assert_eq!(turns("\n \n"), []);
    assert_eq!(synthflow::Call::default().turns().count(), 0);
}

#[test]
fn a_cut_transcript_loses_nothing() {
    let whole = "before\nbot: Zoë, hello: again\nand more\nhuman:\nhuman: Hi.";
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    for (cut, _) in whole.char_indices() {
        let label =
            |speaker: Option<String>| speaker.map_or_else(String::new, |speaker| speaker + ":");
        let joined: String = turns(&whole[..cut])
            .into_iter()
            .map(|(speaker, text)| label(speaker) + &text)
            .collect();
        assert_eq!(letters(&joined), letters(&whole[..cut]));
    }
}

#[test]
fn the_name_may_come_anywhere() {
    for (name, known) in [
        ("call_inbound", true),
        ("post_call", true),
        ("call_moved", false),
    ] {
        let fields = [
            format!(r#""event": "{name}""#),
            r#""status": "completed""#.to_owned(),
            r#""call_inbound": {"from_number": "+15550100177"}"#.to_owned(),
        ];
        let body = |order: [usize; 3]| {
            format!(
                "{{{}, {}, {}}}",
                fields[order[0]], fields[order[1]], fields[order[2]]
            )
        };
        let first: Event = body([0, 1, 2]).parse().unwrap();
        assert_eq!((first.name(), first.is_known()), (name, known));
        for order in [[1, 0, 2], [1, 2, 0], [2, 1, 0], [2, 0, 1]] {
            let body = body(order);
            assert_eq!(body.parse::<Event>().unwrap(), first);
            assert_eq!(serde_json::from_str::<Event>(&body).unwrap(), first);
            let written = serde_json::to_value(&first).unwrap();
            assert_eq!(written, serde_json::from_str::<Value>(&body).unwrap());
        }
    }
}

#[test]
fn an_unknown_event_may_use_a_post_calls_fields_differently() {
    for body in [
        r#"{"event": "lead_moved", "lead": 5, "call": "c"}"#,
        r#"{"lead": 5, "call": "c", "event": "lead_moved"}"#,
    ] {
        let event: Event = body.parse().unwrap();
        assert_eq!((event.name(), event.is_known()), ("lead_moved", false));
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(body).unwrap());
    }
}

#[test]
fn a_null_name_is_no_name() {
    for body in [
        r#"{"event": null, "call": {"duration": 5}}"#,
        r#"{"call": {"duration": 5}, "event": null}"#,
    ] {
        let event: Event = body.parse().unwrap();
        assert_eq!(event.name(), "post_call");
        let written = serde_json::to_value(&event).unwrap();
        assert_eq!(written, serde_json::from_str::<Value>(body).unwrap());
    }
}

#[test]
fn a_call_or_a_status_with_a_companion_makes_a_post_call() {
    assert!(post_call(r#"{"call": {}}"#).call.is_some());
    for companion in [
        "lead",
        "executed_actions",
        "analysis",
        "collected_variables",
        "error_message",
    ] {
        let body = format!(r#"{{"status": "busy", "{companion}": null}}"#);
        assert_eq!(
            post_call(&body).status,
            Some(CallStatus::Busy),
            "{companion}"
        );
        let body = format!(r#"{{"status": 5, "{companion}": null}}"#);
        assert_eq!(post_call(&body).status, None, "{companion}");
    }
    for body in [
        "{}",
        // Bland and Bolna send such bodies.
        r#"{"status": "completed"}"#,
        r#"{"status": "completed", "metadata": {}}"#,
        r#"{"status": null, "lead": {}}"#,
        r#"{"lead": {}}"#,
        r#"{"event": null}"#,
        r#"{"call": null, "status": null}"#,
        r#"{"foo": 1}"#,
    ] {
        let error = body.parse::<Event>().unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::WrongStructure);
        let text = format!(
            "synthflow: missing field `call` (line 1, column {})",
            body.len()
        );
        assert_eq!(error.to_string(), text);
        assert_eq!((error.path(), error.event()), ("call", None));
    }
}

#[test]
fn wrong_structures_are_errors_with_a_path() {
    for (body, text) in [
        (
            r#"{"call": "private"}"#,
            "synthflow post_call: expected an object at `call`, found a string (line 1, column 18)",
        ),
        (
            r#"{"call": {}, "executed_actions": {"zip code": [1]}}"#,
            "synthflow post_call: expected an object at `executed_actions[\"zip code\"]`, \
             found an array (line 1, column 47)",
        ),
        (
            r#"{"call_inbound": [], "event": "call_inbound"}"#,
            "synthflow call_inbound: expected an object at `call_inbound`, found an array \
             (line 1, column 19)",
        ),
        (
            r#"{"event": "call_inbound", "call_inbound": []}"#,
            "synthflow call_inbound: expected an object at `call_inbound`, found an array \
             (line 1, column 44)",
        ),
        (
            r#"{"event": {}, "call": {}}"#,
            "synthflow: expected a string at `event`, found an object (line 1, column 12)",
        ),
        (
            "[]",
            "synthflow: expected an object, found an array (line 1)",
        ),
    ] {
        let error = body.parse::<Event>().unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.kind(), ParseErrorKind::WrongStructure);
    }
    let late = r#"{"call": {}, "event": 5}"#.parse::<Event>().unwrap_err();
    assert_eq!((late.path(), late.event()), ("event", None));
    let cut = r#"{"call": {}, "event": "call_in"#.parse::<Event>().unwrap_err();
    assert_eq!((cut.kind(), cut.path()), (ParseErrorKind::NotJson, "."));
    let more = r#"{"call": {}} {}"#.parse::<Event>().unwrap_err();
    assert_eq!(more.kind(), ParseErrorKind::NotJson);
}

#[test]
fn answers_are_exactly_as_documented() {
    let json = |reply: Reply| String::from_utf8(reply.to_json()).unwrap();
    assert_eq!(
        json(CallInboundReply::default().into()),
        r#"{"call_inbound":{"override_model_id":"","custom_variables":{},"metadata":{}}}"#,
    );
    let connect = Connect::to("agent_67890")
        .with_variable("customer_name", "Ana")
        .with_metadata("attempt", 2);
    assert_eq!(
        json(CallInboundReply::from(connect).into()),
        r#"{"call_inbound":{"override_model_id":"agent_67890","custom_variables":{"customer_name":"Ana"},"metadata":{"attempt":2}}}"#,
    );
    assert_eq!(
        json(CallInboundReply::Disconnect.into()),
        r#"{"call_inbound":{}}"#
    );
    assert_eq!(json(().into()), "");
    assert_eq!(Reply::default(), Reply::Accepted);
}

#[test]
fn replies_serialize_as_their_bodies() {
    let connect = Connect::to("agent_67890").with_metadata("attempt", 2);
    let replies = [
        CallInboundReply::from(connect).into(),
        CallInboundReply::Disconnect.into(),
        Reply::Accepted,
    ];
    for reply in &replies[..2] {
        assert_eq!(serde_json::to_vec(reply).unwrap(), reply.to_json());
    }
    // No JSON is empty.
    assert_eq!(serde_json::to_string(&Reply::Accepted).unwrap(), "null");
    let set = std::collections::HashSet::from(replies.clone());
    assert!(replies.iter().all(|reply| set.contains(reply)));
}

struct Defaults;

impl synthflow::Dispatcher for Defaults {
    type Error = &'static str;
}

struct Router;

impl synthflow::Dispatcher for Router {
    type Error = &'static str;

    async fn on_call_inbound(
        &self,
        call: synthflow::CallInbound,
        _: &Delivery<'_>,
    ) -> Result<CallInboundReply, &'static str> {
        let from = call.call_inbound.and_then(|call| call.from_number);
        Ok(from.map_or(CallInboundReply::Disconnect, |from| {
            Connect::to(from).into()
        }))
    }
}

fn reply(dispatcher: &impl synthflow::Dispatcher<Error = &'static str>, body: &str) -> Reply {
    let delivery = Delivery::new(Provider::Synthflow, body.as_bytes());
    let event: Event = body.parse().unwrap();
    block_on(dispatcher.dispatch(event, &delivery)).unwrap()
}

#[test]
fn an_unhandled_call_stays_with_its_agent() {
    let inbound = body("synthflow/call_inbound.json");
    assert_eq!(
        reply(&Defaults, &inbound),
        CallInboundReply::default().into()
    );
    assert_eq!(
        reply(&Defaults, &body("synthflow/post_call.json")),
        Reply::Accepted
    );
    assert_eq!(reply(&Defaults, r#"{"event": "new"}"#), Reply::Accepted);
    assert_eq!(
        reply(&Router, &inbound),
        CallInboundReply::from(Connect::to("+15550100177")).into()
    );
}

/// A post-call that turns out to be a different event, whose fields are of other types.
#[test]
fn a_name_that_comes_late_is_found_in_a_value_too() {
    for field in ["call", "lead", "analysis", "executed_actions"] {
        for (name, known) in [("call_transferred", false), ("call_inbound", true)] {
            let body = format!(r#"{{"{field}": "c-1", "zip": 1, "event": "{name}"}}"#);
            let event: Event = body.parse().unwrap();
            assert_eq!(event.is_known(), known, "{body}");
            let value: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(serde_json::from_str::<Event>(&body).unwrap(), event);
            assert_eq!(serde_json::from_value::<Event>(value).unwrap(), event);
            let written = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<Event>(&written).unwrap(), event);
        }
        let body = json!({"status": "completed", "call": {}, field: 5});
        serde_json::from_value::<Event>(body).unwrap_err();
    }
}
