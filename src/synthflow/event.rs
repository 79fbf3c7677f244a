use serde_json::Value;

use super::{CallInbound, CallInboundReply, CallStatus, PostCall, Reply};
use crate::event_table::{EventTable, Identified, Named, Naming, Unidentified, Wire, events};
use crate::open::{has_field, has_value, is_filled};
use crate::{Id, Phase, Timestamp, Turn};

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
                let name = Naming::of::<Self>().name(name);
                Ok(Identified::Named(self, Named { tag: TAG, name }))
            }
            Some(value) => Err(Unidentified::NotAString(TAG, value.clone())),
        }
    }

    /// Two calls of one caller to one number are alike, and so are two that nobody answered, unless the
    /// call's id or start tells them apart.
    fn can_be_alike(&self) -> bool {
        let Self::PostCall(post_call) = self else {
            return matches!(self, Self::CallInbound(_));
        };
        !post_call.call_id().is_some_and(is_filled) && self.occurred_at().is_none()
    }
}

/// The fields of which a post-call without a `call` has one beside its `status`.
pub(super) const BESIDE_STATUS: &[&str] = &[
    "lead",
    "executed_actions",
    "analysis",
    "collected_variables",
    "error_message",
];

/// Whether a body without a name is a post-call. Other vendors send bodies with a `status` too, so
/// that alone does not make it one.
fn is_post_call(body: &PostCall) -> bool {
    let has = |name: &&str| has_field(body, name);
    body.call.is_some() || (has_value(body, "status") && BESIDE_STATUS.iter().any(has))
}

impl Event {
    /// The call: `call.call_id` or, without one, `call_id`. An inbound call has none yet.
    #[must_use]
    pub fn subject(&self) -> Option<Id> {
        self.read(&[&["call", "call_id"], &["call_id"]])
    }

    /// When the call began: `call.start_time`.
    #[must_use]
    pub fn occurred_at(&self) -> Option<Timestamp> {
        self.read(&[&["call", "start_time"]])
    }

    /// The turns of the call's transcript.
    #[must_use]
    pub fn turns(&self) -> Vec<Turn<'_>> {
        match self {
            Self::PostCall(post_call) => post_call.turns().collect(),
            Self::CallInbound(_) | Self::Unknown(_) => Vec::new(),
        }
    }

    /// An inbound call is [`Phase::Starting`]. A post-call is, by its status,
    ///
    /// - [`Phase::Starting`] if it is queued, registered, initiated, pending or ringing;
    /// - [`Phase::InProgress`] if it is in progress or paused;
    /// - [`Phase::Failed`] if nobody talked: failed, not answered, busy, canceled, spam;
    /// - otherwise [`Phase::MediaReady`] with a transcript or a recording, and [`Phase::Ended`] without.
    ///
    /// `None` for an unknown event.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        let post_call = match self {
            Self::PostCall(post_call) => post_call,
            Self::CallInbound(_) => return Some(Phase::Starting),
            Self::Unknown(_) => return None,
        };
        let call = post_call.call.as_ref();
        let has = |text: Option<&String>| text.is_some_and(|text| !text.is_empty());
        match post_call.status() {
            Some(
                CallStatus::Queue
                | CallStatus::Initiated
                | CallStatus::Pending
                | CallStatus::Ringing
                | CallStatus::Registered,
            ) => Some(Phase::Starting),
            Some(CallStatus::InProgress | CallStatus::Paused) => Some(Phase::InProgress),
            Some(
                CallStatus::Failed
                | CallStatus::NoAnswer
                | CallStatus::Busy
                | CallStatus::Canceled
                | CallStatus::UserCanceled
                | CallStatus::Spam,
            ) => Some(Phase::Failed),
            _ if call.is_some_and(|call| {
                has(call.transcript.as_ref()) || has(call.recording_url.as_ref())
            }) =>
            {
                Some(Phase::MediaReady)
            }
            _ => Some(Phase::Ended),
        }
    }
}
