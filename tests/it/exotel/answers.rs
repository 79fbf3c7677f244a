use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::Arc;

use bot_webhooks::exotel::{
    Dispatcher, Envelope, ErrorReply, Event, InsightsWebhook, PreAgentTransferReply, Reply,
    Request, SessionStartReply, WebhookConfig,
};
use bot_webhooks::{Delivery, Provider};

use super::{body, request};
use crate::fixtures::block_on;

fn json(reply: impl Into<Reply>) -> String {
    String::from_utf8(reply.into().to_json()).unwrap()
}

#[test]
fn a_session_start_is_answered_as_documented() {
    let config = WebhookConfig::new()
        .with_session_end("https://api.example.com/webhooks/session-end")
        .with_pre_agent_transfer("https://api.example.com/webhooks/pre-agent-transfer")
        .with_insights_events(InsightsWebhook::every(
            "https://api.example.com/webhooks/insights",
            30,
        ))
        .with_transcript_events("https://api.example.com/webhooks/transcripts");
    let reply = SessionStartReply::new()
        .with_greeting_message("Dynamic greeting message for the user")
        .with_session_constant("phone_number", "x_call_from")
        .with_conversation_assistant_id("")
        .with_webhook_config(config);
    assert_eq!(
        json(reply),
        concat!(
            r#"{"http_code":200,"response":{"data":{"#,
            r#""greeting_message":{"text":"Dynamic greeting message for the user"},"#,
            r#""session_constants":{"phone_number":"x_call_from"},"#,
            r#""conversation_assistant_id":"","#,
            r#""webhook_config":{"#,
            r#""session_end":{"url":"https://api.example.com/webhooks/session-end"},"#,
            r#""pre_agent_transfer":{"url":"https://api.example.com/webhooks/pre-agent-transfer"},"#,
            r#""insights_events":{"url":"https://api.example.com/webhooks/insights","#,
            r#""trigger_type":"timer","trigger_interval_sec":30},"#,
            r#""transcript_events":{"url":"https://api.example.com/webhooks/transcripts"}"#,
            r#"}}}}"#,
        ),
    );
}

#[test]
fn what_an_answer_leaves_out_is_not_written() {
    let empty = r#"{"http_code":200,"response":{"data":{}}}"#;
    assert_eq!(json(SessionStartReply::new()), empty);
    assert_eq!(json(PreAgentTransferReply::new()), empty);
    assert_eq!(json(()), empty);
    let config =
        WebhookConfig::new().with_insights_events(InsightsWebhook::new("https://example.com"));
    assert_eq!(
        json(SessionStartReply::new().with_webhook_config(config)),
        concat!(
            r#"{"http_code":200,"response":{"data":{"#,
            r#""webhook_config":{"insights_events":{"url":"https://example.com"}}}}}"#,
        ),
    );
}

#[test]
fn the_other_answers_are_as_documented() {
    let text = "Connecting you to a support agent";
    assert_eq!(
        json(PreAgentTransferReply::new().with_agent_transfer_message(text)),
        concat!(
            r#"{"http_code":200,"response":{"data":{"#,
            r#""agent_transfer_message":{"text":"Connecting you to a support agent"}}}}"#,
        ),
    );
    let error = ErrorReply::new("CL52894", "Internal Server Error", "Internal Server Error");
    assert_eq!(
        json(error.clone()),
        concat!(
            r#"{"http_code":500,"response":{"data":null,"error_data":{"error_code":"CL52894","#,
            r#""message":"Internal Server Error","description":"Internal Server Error"}}}"#,
        ),
    );
    assert_eq!(Reply::from(error).http_code(), 500);
    assert_eq!(Reply::default().http_code(), 200);
}

#[test]
fn an_envelope_repeats_what_came() {
    let written = |envelope: Envelope| String::from_utf8(envelope.to_json()).unwrap();
    let mut test = request("url_test");
    assert_eq!(
        written(Envelope::echoing(&test)),
        concat!(
            r#"{"http_code":200,"method":"POST","request_id":"8c1f0b6e2d4a4f7c9e3b5a7d6c8e0f12","#,
            r#""response":{"http_code":200,"data":{}}}"#,
        ),
    );
    test.method = Some("PUT".to_owned());
    let envelope = Envelope::echoing(&test).with_reply(ErrorReply::new("E1", "m", "d"));
    assert_eq!(envelope.reply().http_code(), 500);
    assert_eq!(
        written(envelope),
        concat!(
            r#"{"http_code":500,"method":"PUT","request_id":"8c1f0b6e2d4a4f7c9e3b5a7d6c8e0f12","#,
            r#""response":{"http_code":500,"data":null,"#,
            r#""error_data":{"error_code":"E1","message":"m","description":"d"}}}"#,
        ),
    );
    let plain: Event = body("session_end").parse().unwrap();
    assert_eq!(written(plain.envelope()), json(()));
    let unknown: Event = r#"{"trigger_reason": "new", "request_id": 5}"#.parse().unwrap();
    assert_eq!(
        written(unknown.envelope()),
        concat!(
            r#"{"http_code":200,"method":"POST","request_id":"5","#,
            r#""response":{"http_code":200,"data":{}}}"#,
        ),
    );
}

#[test]
fn a_long_request_id_or_method_is_not_echoed() {
    let longest = "x".repeat(Envelope::MAX_ECHO_LEN);
    let too_long = format!("{longest}x");
    let envelope = |request_id: &str, method: &str| {
        let mut test = request("url_test");
        test.request_id = Some(request_id.into());
        test.method = Some(method.to_owned());
        String::from_utf8(Envelope::echoing(&test).to_json()).unwrap()
    };
    let echoing = |request_id: &str, method: &str| {
        format!(
            "{{\"http_code\":200,\"method\":\"{method}\",\"request_id\":\"{request_id}\",\
             \"response\":{{\"http_code\":200,\"data\":{{}}}}}}"
        )
    };
    assert_eq!(envelope(&longest, &longest), echoing(&longest, &longest));
    assert_eq!(envelope(&longest, &too_long), echoing(&longest, "POST"));
    assert_eq!(envelope(&too_long, "PUT"), json(()));
    assert_eq!(envelope(&too_long, &too_long), json(()));
    // The limit is in bytes, not in characters.
    assert_eq!(envelope(&"ä".repeat(129), "PUT"), json(()));
}

#[test]
fn replies_serialize_as_their_bodies() {
    let replies = [
        SessionStartReply::new().with_greeting_message("Hi").into(),
        PreAgentTransferReply::new().into(),
        Reply::Acknowledgement,
        ErrorReply::default().into(),
    ];
    for reply in &replies {
        assert_eq!(serde_json::to_vec(reply).unwrap(), reply.to_json());
        let envelope = Envelope::echoing(&request("url_test")).with_reply(reply.clone());
        assert_eq!(serde_json::to_vec(&envelope).unwrap(), envelope.to_json());
    }
    let set = HashSet::from(replies.clone());
    assert!(replies.iter().all(|reply| set.contains(reply)));
}

struct App;

impl Dispatcher for App {
    type Error = Infallible;

    async fn on_session_start(
        &self,
        request: Request,
        _: &Delivery<'_>,
    ) -> Result<SessionStartReply, Infallible> {
        let name = request.bot_name.unwrap_or_default();
        Ok(SessionStartReply::new().with_greeting_message(name))
    }

    async fn on_pre_agent_transfer(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<PreAgentTransferReply, Infallible> {
        Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment"))
    }
}

#[test]
fn a_dispatcher_answers_each_webhook_in_its_type() {
    let answer = |name: &str| {
        let body = body(name);
        let event = Event::from_slice(body.as_bytes()).unwrap();
        let delivery = Delivery::new(Provider::Exotel, body.as_bytes());
        block_on(Arc::new(App).dispatch(event, &delivery)).unwrap()
    };
    let start = SessionStartReply::new().with_greeting_message("Order desk");
    assert_eq!(answer("session_start"), Reply::from(start));
    let transfer = PreAgentTransferReply::new().with_agent_transfer_message("One moment");
    assert_eq!(answer("pre_agent_transfer"), Reply::from(transfer));
    for name in [
        "session_end",
        "insights_events",
        "url_test",
        "session_pause.unknown_trigger_reason",
    ] {
        assert_eq!(answer(name), Reply::Acknowledgement, "{name}");
    }
}
