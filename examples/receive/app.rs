//! The application: what is done with the events.

use std::convert::Infallible;
use std::sync::mpsc::Sender;

use bot_webhooks::Delivery;
use bot_webhooks::exotel::{self, PreAgentTransferReply, Request, SessionStartReply};
use bot_webhooks::pailflow::{self, SessionComplete};
use bot_webhooks::recall::{self, StatusChange, SubCodeClass};
use bot_webhooks::synthflow::{self, CallInbound, CallInboundReply, Connect, PostCall};

#[derive(Default)]
pub(crate) struct App {
    /// Where it says what it did. That may quote the payload, so it is not logged.
    actions: Option<Sender<String>>,
}

impl App {
    /// An application that says what it does, to this channel.
    pub(crate) fn reporting(actions: Sender<String>) -> Self {
        Self {
            actions: Some(actions),
        }
    }

    fn note(&self, event: &str, delivery: &Delivery<'_>, action: impl Into<String>) {
        let Some(actions) = &self.actions else { return };
        let id = delivery.id().map(|id| format!(" {id}")).unwrap_or_default();
        // Nobody listens any more at the end of the demonstration.
        let _ = actions.send(format!("{event}{id}: {}", action.into()));
    }
}

impl recall::Dispatcher for App {
    type Error = Infallible;

    async fn on_bot_call_ended(
        &self,
        change: StatusChange,
        delivery: &Delivery<'_>,
    ) -> Result<(), Infallible> {
        let action = match change.sub_code().and_then(recall::SubCode::class) {
            Some(SubCodeClass::RemovedByPerson) => "somebody removed the bot".to_owned(),
            Some(class) => format!("the bot has left the call: {class:?}"),
            None => "the bot has left the call".to_owned(),
        };
        self.note("bot.call_ended", delivery, action);
        Ok(())
    }

    async fn on_event(
        &self,
        event: recall::Event,
        delivery: &Delivery<'_>,
    ) -> Result<(), Infallible> {
        match event {
            recall::Event::Unknown(event) => {
                let action = format!("new to this version: {}", event.name());
                self.note("unknown event", delivery, action);
            }
            event => self.note(event.name(), delivery, "not of interest"),
        }
        Ok(())
    }
}

impl exotel::Dispatcher for App {
    type Error = Infallible;

    async fn on_session_start(
        &self,
        _: Request,
        delivery: &Delivery<'_>,
    ) -> Result<SessionStartReply, Infallible> {
        self.note("session_start", delivery, "greets the caller");
        Ok(SessionStartReply::new().with_greeting_message("Good morning!"))
    }

    async fn on_pre_agent_transfer(
        &self,
        _: Request,
        delivery: &Delivery<'_>,
    ) -> Result<PreAgentTransferReply, Infallible> {
        self.note(
            "pre_agent_transfer",
            delivery,
            "the caller asks for a human",
        );
        Ok(PreAgentTransferReply::new().with_agent_transfer_message("One moment, please."))
    }

    async fn on_transcript_events(
        &self,
        request: Request,
        delivery: &Delivery<'_>,
    ) -> Result<(), Infallible> {
        let words = request.turns().map(|turn| turn.text).collect::<Vec<_>>();
        self.note("transcript_events", delivery, format!("{words:?}"));
        Ok(())
    }
}

impl synthflow::Dispatcher for App {
    type Error = Infallible;

    async fn on_post_call(
        &self,
        post_call: PostCall,
        delivery: &Delivery<'_>,
    ) -> Result<(), Infallible> {
        let status = post_call.status.map(|status| status.to_string());
        let call = post_call.call.as_ref();
        let turns = call.map_or(0, |call| call.turns().count());
        let action = format!("{} after {turns} turns", status.unwrap_or_default());
        self.note("post_call", delivery, action);
        Ok(())
    }

    async fn on_call_inbound(
        &self,
        _: CallInbound,
        delivery: &Delivery<'_>,
    ) -> Result<CallInboundReply, Infallible> {
        self.note("call_inbound", delivery, "an agent takes the call");
        Ok(Connect::to("agent-7").with_variable("name", "Ana").into())
    }
}

impl pailflow::Dispatcher for App {
    type Error = Infallible;

    async fn on_session_complete(
        &self,
        session: SessionComplete,
        delivery: &Delivery<'_>,
    ) -> Result<(), Infallible> {
        let turns = session.turns().count();
        self.note(
            "session_complete",
            delivery,
            format!("{turns} turns to read"),
        );
        Ok(())
    }
}
