use serde::{Serialize, Serializer};

use super::SessionStartReply;
use crate::json::to_json;

/// The reply to a webhook.
///
/// It serializes with the envelope that Exotel reads: `{"http_code": 200, "response": {"data": …}}`.
/// [`Envelope`](super::Envelope) adds what the console's URL test expects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reply {
    /// The reply to a session start.
    SessionStart(Box<SessionStartReply>),
    /// The reply to a transfer to a human.
    PreAgentTransfer(PreAgentTransferReply),
    /// The reply to all other webhooks: it only says that the webhook arrived.
    #[default]
    Acknowledgement,
    /// The reply after a failure: Exotel may redeliver, and the event is then dispatched again.
    ///
    /// A dispatcher gives it in `dispatch`. A method for one event has a reply of its own and cannot return it,
    /// so a wrapper that forwards those methods loses it: forward `dispatch`.
    Error(ErrorReply),
}

impl Reply {
    /// The reply's `http_code`, which is also the status of the HTTP response: 500 for an error,
    /// otherwise 200.
    #[must_use]
    pub fn http_code(&self) -> u16 {
        match self {
            Self::SessionStart(_) | Self::PreAgentTransfer(_) | Self::Acknowledgement => 200,
            Self::Error(_) => 500,
        }
    }

    /// The body of the response.
    ///
    /// ```
    /// use bot_webhooks::exotel::Reply;
    ///
    /// assert_eq!(Reply::Acknowledgement.to_json(), br#"{"http_code":200,"response":{"data":{}}}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        to_json(self)
    }
}

impl From<()> for Reply {
    fn from((): ()) -> Self {
        Self::Acknowledgement
    }
}

impl From<SessionStartReply> for Reply {
    fn from(reply: SessionStartReply) -> Self {
        Self::SessionStart(Box::new(reply))
    }
}

impl From<PreAgentTransferReply> for Reply {
    fn from(reply: PreAgentTransferReply) -> Self {
        Self::PreAgentTransfer(reply)
    }
}

/// Fails with the reply itself if it is one to a different event.
impl TryFrom<Reply> for SessionStartReply {
    type Error = Reply;

    fn try_from(reply: Reply) -> Result<Self, Reply> {
        match reply {
            Reply::SessionStart(reply) => Ok(*reply),
            other => Err(other),
        }
    }
}

/// Fails with the reply itself if it is one to a different event.
impl TryFrom<Reply> for PreAgentTransferReply {
    type Error = Reply;

    fn try_from(reply: Reply) -> Result<Self, Reply> {
        match reply {
            Reply::PreAgentTransfer(reply) => Ok(reply),
            other => Err(other),
        }
    }
}

impl From<ErrorReply> for Reply {
    fn from(reply: ErrorReply) -> Self {
        Self::Error(reply)
    }
}

/// The reply to a transfer to a human.
///
/// It serializes as the envelope's `data`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct PreAgentTransferReply {
    /// What the bot says before it transfers the caller.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub agent_transfer_message: Option<String>,
}

impl PreAgentTransferReply {
    /// A reply that changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the message before the transfer.
    #[must_use]
    pub fn with_agent_transfer_message(self, text: impl Into<String>) -> Self {
        Self {
            agent_transfer_message: Some(text.into()),
        }
    }
}

/// Writes what the bot says: `{"text": …}`.
pub(super) fn as_text<T: Serialize, S: Serializer>(
    text: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map([("text", text)])
}

/// The details of a failure, for [`Reply::Error`].
///
/// It serializes as the envelope's `error_data`.
///
/// ```
/// use bot_webhooks::exotel::{ErrorReply, Reply};
///
/// let reply = Reply::from(ErrorReply::new("DB7", "No database", "The orders could not be read"));
/// assert_eq!(reply.http_code(), 500);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ErrorReply {
    /// Your own code for the failure.
    pub error_code: String,
    /// What failed, in a few words.
    pub message: String,
    /// What failed, in detail.
    pub description: String,
}

impl ErrorReply {
    /// A failure with your own code, a short message and a detailed description.
    #[must_use]
    pub fn new(
        error_code: impl Into<String>,
        message: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            error_code: error_code.into(),
            message: message.into(),
            description: description.into(),
        }
    }
}

/// An internal server error, without details.
impl Default for ErrorReply {
    fn default() -> Self {
        let message = "Internal Server Error";
        Self::new("internal_server_error", message, message)
    }
}
