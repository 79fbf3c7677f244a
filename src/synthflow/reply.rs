use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// What Synthflow is answered.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Reply {
    /// Nothing: the answer to an event whose answer is not read.
    #[default]
    Accepted,
    /// The answer to a call that comes in.
    CallInbound(CallInboundReply),
}

impl Reply {
    /// The body of the answer; empty for [`Accepted`](Self::Accepted).
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
            // Maps with texts for keys are all it is made of, so it cannot fail.
            Self::CallInbound(reply) => serde_json::to_vec(reply).unwrap_or_default(),
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

/// What becomes of a call that comes in. By default it stays with the agent that it came in for.
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
#[derive(Clone, Debug, PartialEq)]
pub enum CallInboundReply {
    /// An agent takes it.
    Connect(Connect),
    /// Nobody takes it: the caller is disconnected. On the wire it is an empty `call_inbound`.
    Disconnect,
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

impl Serialize for CallInboundReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Connect(connect) => map.serialize_entry("call_inbound", connect)?,
            Self::Disconnect => map.serialize_entry("call_inbound", &Map::new())?,
        }
        map.end()
    }
}

/// Which agent takes a call, and what it gets to know.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Connect {
    /// The id of the agent that takes the call; empty for the one that it came in for.
    pub override_model_id: String,
    /// Variables for the agent's prompt.
    pub custom_variables: Map<String, Value>,
    /// What the call is to carry.
    pub metadata: Map<String, Value>,
}

impl Connect {
    /// Another agent than the one that the call came in for takes it. For that one, take the
    /// default.
    #[must_use]
    pub fn to(model_id: impl Into<String>) -> Self {
        Self {
            override_model_id: model_id.into(),
            ..Self::default()
        }
    }

    /// The same with a variable for the agent's prompt.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.custom_variables.insert(name.into(), value.into());
        self
    }

    /// The same with something that the call is to carry.
    #[must_use]
    pub fn with_metadata(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata.insert(name.into(), value.into());
        self
    }
}

impl Serialize for Connect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("override_model_id", &self.override_model_id)?;
        map.serialize_entry("custom_variables", &self.custom_variables)?;
        map.serialize_entry("metadata", &self.metadata)?;
        map.end()
    }
}
