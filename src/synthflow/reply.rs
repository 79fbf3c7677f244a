use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::json::to_json;

/// The reply to an event.
///
/// It serializes as the body of the response. [`Accepted`](Self::Accepted), whose body is empty,
/// serializes as `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Reply {
    /// An empty reply, for the events whose response Synthflow does not read. The endpoint answers an
    /// inbound call with the default [`CallInboundReply`] instead.
    #[default]
    Accepted,
    /// The reply to an inbound call.
    CallInbound(CallInboundReply),
}

impl Reply {
    /// The body of the response; empty for [`Accepted`](Self::Accepted).
    ///
    /// ```
    /// use bot_webhooks::synthflow::{CallInboundReply, Reply};
    ///
    /// let reply = Reply::from(CallInboundReply::Disconnect);
    /// assert_eq!(reply.to_json(), br#"{"call_inbound":{}}"#);
    /// assert_eq!(Reply::Accepted.to_json(), b"");
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        match self {
            Self::Accepted => Vec::new(),
            Self::CallInbound(reply) => to_json(reply),
        }
    }
}

impl From<()> for Reply {
    fn from((): ()) -> Self {
        Self::Accepted
    }
}

impl From<CallInboundReply> for Reply {
    fn from(reply: CallInboundReply) -> Self {
        Self::CallInbound(reply)
    }
}

/// Fails with the reply itself if it is one to a different event.
impl TryFrom<Reply> for CallInboundReply {
    type Error = Reply;

    fn try_from(reply: Reply) -> Result<Self, Reply> {
        match reply {
            Reply::CallInbound(reply) => Ok(reply),
            Reply::Accepted => Err(reply),
        }
    }
}

impl From<Connect> for Reply {
    fn from(connect: Connect) -> Self {
        Self::CallInbound(connect.into())
    }
}

/// The reply to an inbound call. By default the agent that was called takes it.
///
/// ```
/// use bot_webhooks::synthflow::{CallInboundReply, Connect};
///
/// let reply = CallInboundReply::from(Connect::to("agent-7").with_variable("name", "Ana"));
/// assert_eq!(
///     serde_json::to_string(&reply)?,
///     r#"{"call_inbound":{"override_model_id":"agent-7","custom_variables":{"name":"Ana"},"metadata":{}}}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum CallInboundReply {
    /// An agent takes the call.
    #[serde(rename = "call_inbound")]
    Connect(Connect),
    /// No agent takes the call: the caller is disconnected. On the wire, `call_inbound` is empty.
    #[serde(rename = "call_inbound", serialize_with = "empty_object")]
    Disconnect,
}

fn empty_object<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    Map::new().serialize(serializer)
}

impl Default for CallInboundReply {
    fn default() -> Self {
        Self::Connect(Connect::default())
    }
}

impl From<Connect> for CallInboundReply {
    fn from(connect: Connect) -> Self {
        Self::Connect(connect)
    }
}

/// The agent that takes a call, and what it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Connect {
    /// The id of the agent that takes the call; empty for the agent that was called.
    pub override_model_id: String,
    /// Variables for the agent's prompt.
    pub custom_variables: Map<String, Value>,
    /// Metadata of the call.
    pub metadata: Map<String, Value>,
}

impl Connect {
    /// Connects to a different agent than the one that was called. For that one, use
    /// [`Connect::default`]. A dispatcher returns `Ok(Connect::to("agent-7").into())`.
    #[must_use]
    pub fn to(model_id: impl Into<String>) -> Self {
        Self {
            override_model_id: model_id.into(),
            ..Self::default()
        }
    }

    /// Sets a variable for the agent's prompt.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.custom_variables.insert(name.into(), value.into());
        self
    }

    /// Sets an entry of the call's metadata.
    #[must_use]
    pub fn with_metadata(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata.insert(name.into(), value.into());
        self
    }
}
