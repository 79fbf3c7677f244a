//! What is done with the events. What takes long goes into the inbox.

use bot_webhooks::exotel::{self, Conversation, PreAgentTransferReply, Request, SessionStartReply};
use bot_webhooks::recall::{self, Medium, Ready, Recording, SubCodeClass, Timeline};
use bot_webhooks::synthflow::{self, CallInbound, CallInboundReply, Connect, PostCall};
use bot_webhooks::{BoxError, Delivery};
use sqlx::query_scalar;

use crate::{App, Result, Rows};

impl recall::Dispatcher for App {
    type Error = BoxError;

    async fn on_event(&self, event: recall::Event, delivery: &Delivery<'_>) -> Result<()> {
        let Some(empty) = Timeline::for_event(&event) else {
            return Ok(());
        };
        let row = (delivery.tenant().unwrap_or_default(), empty.id().as_str());
        let apply = |it: &mut Timeline| it.apply(&event);
        self.merge("meetings", row, &empty, apply, follow).await
    }
}

/// A meeting's status, jobs for what can be downloaded, and alerts for what failed by our own fault.
/// An earlier event may have made them.
fn follow(id: &str, timeline: &Timeline) -> (String, Rows) {
    let mut rows = Vec::new();
    for ready in timeline.ready() {
        let (kind, id) = match ready {
            Ready::Recording(id) => ("recording", id),
            Ready::Transcript(id) => ("transcript", id),
            _ => continue, // A guess, where you subscribe to `recording.*`.
        };
        rows.push(["downloads".to_owned(), kind.to_owned(), id.into()]);
    }
    let media = timeline.recordings().flat_map(Recording::media);
    let reasons = media.filter_map(Medium::reason).chain(timeline.reason());
    for reason in reasons.filter(|reason| reason.class() == Some(SubCodeClass::Configuration)) {
        rows.push(["alerts".to_owned(), id.to_owned(), reason.to_string()]);
    }
    let status = timeline.code().map(ToString::to_string);
    (status.unwrap_or_default(), rows)
}

impl exotel::Dispatcher for App {
    type Error = BoxError;

    async fn on_session_start(
        &self,
        _: Request,
        delivery: &Delivery<'_>,
    ) -> Result<SessionStartReply> {
        let greeting = query_scalar("SELECT greeting FROM tenants WHERE name = $1");
        let greeting = greeting.bind(delivery.tenant().unwrap_or_default());
        let greeting: String = greeting.fetch_one(&self.pool).await?;
        Ok(SessionStartReply::new().with_greeting_message(greeting))
    }

    async fn on_pre_agent_transfer(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<PreAgentTransferReply> {
        Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment, please."))
    }

    async fn on_event(&self, event: exotel::Event, delivery: &Delivery<'_>) -> Result<()> {
        let Some(session) = event.subject() else {
            return Ok(());
        };
        let row = (delivery.tenant().unwrap_or_default(), session.as_str());
        let empty = Conversation::new(session.clone());
        let apply = |it: &mut Conversation| it.apply(&event);
        let follow = |_: &str, it: &Conversation| (format!("{} turns", it.turns().count()), vec![]);
        self.merge("conversations", row, &empty, apply, follow)
            .await
    }
}

impl synthflow::Dispatcher for App {
    type Error = BoxError;

    async fn on_post_call(&self, _: PostCall, delivery: &Delivery<'_>) -> Result<()> {
        self.put(delivery).await
    }

    /// A number that is not listed keeps its agent.
    async fn on_call_inbound(
        &self,
        call: CallInbound,
        delivery: &Delivery<'_>,
    ) -> Result<CallInboundReply> {
        let agent = "SELECT agent FROM phone_numbers WHERE tenant = $1 AND number = $2";
        let agent = query_scalar(agent).bind(delivery.tenant().unwrap_or_default());
        let agent = agent.bind(call.to_number());
        let agent: Option<String> = agent.fetch_optional(&self.pool).await?;
        Ok(agent.map(Connect::to).unwrap_or_default().into())
    }
}
