//! The answers that vendors read, to the byte.

use bot_webhooks::Handler;
use bot_webhooks::Webhook;
use std::convert::Infallible;

use bot_webhooks::exotel::{self, PreAgentTransferReply, Request, SessionStartReply};
use bot_webhooks::receive::Endpoint;
use bot_webhooks::synthflow::{self, CallInbound, CallInboundReply, Connect};
use bot_webhooks::{Delivery, recall};

use super::{answer, post};
use crate::fixtures;

struct Shop;

impl exotel::Dispatcher for Shop {
    type Error = Infallible;

    async fn on_session_start(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<SessionStartReply, Infallible> {
        Ok(SessionStartReply::new().with_greeting_message("Grüß \"Gott\""))
    }

    async fn on_pre_agent_transfer(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<PreAgentTransferReply, Infallible> {
        Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment."))
    }
}

impl synthflow::Dispatcher for Shop {
    type Error = Infallible;

    async fn on_call_inbound(
        &self,
        call: CallInbound,
        _: &Delivery<'_>,
    ) -> Result<CallInboundReply, Infallible> {
        let call = call.call_inbound.unwrap_or_default();
        Ok(match call.model_id {
            Some(_) => Connect::to("agent-7").with_variable("name", "Ana").into(),
            None => CallInboundReply::Disconnect,
        })
    }
}

impl recall::Dispatcher for Shop {
    type Error = Infallible;
}

/// An application that overrides nothing.
struct Nobody;

impl exotel::Dispatcher for Nobody {
    type Error = Infallible;
}

impl synthflow::Dispatcher for Nobody {
    type Error = Infallible;
}

fn reply<E: Webhook + 'static>(shop: impl Handler<E> + 'static, body: &str) -> (String, String) {
    let endpoint = Endpoint::<E>::new(shop, super::token());
    let answered = answer(&endpoint, post(body.to_owned()));
    assert_eq!(answered.status, 200);
    (
        answered.content_type().to_owned(),
        answered.text().to_owned(),
    )
}

fn exotel_replies(shop: impl Handler<exotel::Event> + 'static, file: &str, expected: &str) {
    let (media_type, body) = reply(shop, &fixtures::body(file));
    assert_eq!(body, expected);
    assert_eq!(media_type, "application/json");
}

#[test]
fn exotel() {
    exotel_replies(
        Shop,
        "exotel/session_start.json",
        r#"{"http_code":200,"response":{"data":{"greeting_message":{"text":"Grüß \"Gott\""}}}}"#,
    );
    exotel_replies(
        Shop,
        "exotel/pre_agent_transfer.json",
        r#"{"http_code":200,"response":{"data":{"agent_transfer_message":{"text":"One moment."}}}}"#,
    );
    for file in [
        "exotel/session_end.json",
        "exotel/insights_events.json",
        "exotel/transcript_events.json",
    ] {
        exotel_replies(Shop, file, r#"{"http_code":200,"response":{"data":{}}}"#);
    }
    exotel_replies(
        Nobody,
        "exotel/session_start.json",
        r#"{"http_code":200,"response":{"data":{}}}"#,
    );
}

#[test]
fn exotels_test_of_the_url() {
    exotel_replies(
        Nobody,
        "exotel/url_test.json",
        r#"{"http_code":200,"method":"POST","request_id":"8c1f0b6e2d4a4f7c9e3b5a7d6c8e0f12","response":{"http_code":200,"data":{}}}"#,
    );
}

#[test]
fn synthflow() {
    let inbound = fixtures::body("synthflow/call_inbound.json");
    let json = |body: &str| ("application/json".to_owned(), body.to_owned());
    assert_eq!(
        reply::<synthflow::Event>(Shop, &inbound),
        json(
            r#"{"call_inbound":{"override_model_id":"agent-7","custom_variables":{"name":"Ana"},"metadata":{}}}"#
        ),
    );
    assert_eq!(
        reply::<synthflow::Event>(Shop, r#"{"event": "call_inbound", "call_inbound": {}}"#),
        json(r#"{"call_inbound":{}}"#),
    );
    assert_eq!(
        reply::<synthflow::Event>(Nobody, &inbound),
        json(r#"{"call_inbound":{"override_model_id":"","custom_variables":{},"metadata":{}}}"#),
    );
    let post_call = fixtures::body("synthflow/post_call.json");
    assert_eq!(
        reply::<synthflow::Event>(Shop, &post_call),
        <(String, String)>::default(),
    );
}

#[test]
fn recall() {
    let body = fixtures::body("recall/bot.done.json");
    assert_eq!(
        reply::<recall::Event>(Shop, &body),
        <(String, String)>::default(),
    );
}
