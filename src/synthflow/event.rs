use serde_json::Value;

use super::{CallInbound, CallInboundReply, PostCall, Reply};
use crate::event_table::{Identified, Name, Named, Unidentified, Wire, events};
use crate::open::{has_field, has_value};

events! {
    /// A webhook of Synthflow.
    pub enum Event for Synthflow, replying Reply {
        /// A call is over. The body has no name; this is what Synthflow calls it.
        "post_call" => PostCall(PostCall), on_post_call;
        /// A call comes in, and Synthflow asks which agent takes it.
        "call_inbound" => CallInbound(CallInbound), on_call_inbound -> CallInboundReply;
    }
}

const TAG: &str = "event";

impl Wire for Event {
    const TAGS: &'static [&'static str] = &[TAG];

    /// The post-call, whose body has no name.
    const UNNAMED: Option<usize> = Some(0);

    fn tag(&self) -> Option<&'static str> {
        match self {
            Self::PostCall(_) => None,
            _ => Some(TAG),
        }
    }

    fn identify(self) -> Result<Identified<Self>, Unidentified> {
        let Self::PostCall(post_call) = &self else {
            return Ok(Identified::Event(self));
        };
        match post_call.extra.get(TAG) {
            None | Some(Value::Null) if is_post_call(post_call) => Ok(Identified::Event(self)),
            None | Some(Value::Null) => Err(Unidentified::Missing("call")),
            Some(Value::String(name)) => {
                let name = Name::of::<Self>(name);
                Ok(Identified::Named(self, Named { tag: TAG, name }))
            }
            Some(value) => Err(Unidentified::NotAString(TAG, value.clone())),
        }
    }

    fn guess(&self) -> Option<&'static str> {
        Self::NAMES.first().copied()
    }
}

/// Whether a body without a name is a post-call. Other vendors send bodies with a `status` too, so
/// that alone does not make it one.
fn is_post_call(body: &PostCall) -> bool {
    let has = |name: &&str| has_field(body, name);
    let others = [
        "lead",
        "executed_actions",
        "analysis",
        "collected_variables",
        "error_message",
    ];
    body.call.is_some() || (has_value(body, "status") && others.iter().any(has))
}

#[cfg(feature = "receive")]
impl crate::receive::Answering for Event {
    type Reply = Reply;
    type Echo = ();

    fn delivery_key(
        &self,
        delivery: &crate::Delivery<'_>,
    ) -> Option<crate::idempotency::DeliveryKey> {
        use crate::idempotency::DeliveryKey;

        match self {
            Self::PostCall(post_call) => {
                let call = post_call.call.as_ref();
                let id = call.and_then(|call| call.call_id.as_ref());
                let status = call.and_then(|call| call.status.as_ref());
                let status = status.or(post_call.status.as_ref());
                // Where the analysis comes later, it is no repetition.
                let analyzed = post_call.analysis.is_some();
                let members = [
                    id.map(ToString::to_string),
                    status.map(ToString::to_string),
                    Some(analyzed.to_string()),
                ];
                Some(DeliveryKey::of_members(delivery, self.name(), &members))
            }
            // Nothing in it tells one call from the next of the same caller.
            Self::CallInbound(_) => None,
            Self::Unknown(_) => Some(DeliveryKey::of_body(delivery)),
        }
    }

    fn reply(reply: Reply, (): ()) -> crate::receive::Answer {
        match reply {
            Reply::Accepted => crate::receive::Answer::default(),
            reply => crate::receive::Answer::json(reply.to_json()),
        }
    }
}
