use serde::ser::{Serialize, SerializeMap, Serializer};

use super::envelope::{to_json, write_envelope};
use super::{ErrorReply, PreAgentTransferReply, SessionStartReply};

/// The answer to a webhook.
///
/// It serializes with the envelope that Exotel reads: `{"http_code": 200, "response": {"data": …}}`.
/// [`Envelope`](super::Envelope) adds what the console's test of a URL expects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// The answer to a session start.
    SessionStart(Box<SessionStartReply>),
    /// The answer to a transfer to a person.
    PreAgentTransfer(PreAgentTransferReply),
    /// The answer to all other webhooks: nothing but that it arrived.
    #[default]
    Acknowledgement,
    /// The answer where something went wrong; Exotel may deliver again.
    Error(ErrorReply),
}

impl Reply {
    /// The answer's `http_code`, and the status it is sent with: 200, for an error 500.
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

impl From<ErrorReply> for Reply {
    fn from(reply: ErrorReply) -> Self {
        Self::Error(reply)
    }
}

impl Serialize for Reply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_envelope(self, self.http_code(), None, serializer)
    }
}

/// An object with one text, as the answers have many.
pub(super) struct OneText<'a>(pub(super) &'static str, pub(super) &'a str);

impl Serialize for OneText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(name, text) = self;
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(name, text)?;
        map.end()
    }
}
