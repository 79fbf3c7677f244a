use serde::ser::{Serialize, SerializeMap, Serializer};

use super::reply::OneText;

/// The answer to a transfer to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PreAgentTransferReply {
    /// What the bot says before it hands the caller over.
    pub agent_transfer_message: Option<String>,
}

impl PreAgentTransferReply {
    /// An answer that changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Has the bot say this before it hands the caller over.
    #[must_use]
    pub fn with_agent_transfer_message(self, text: impl Into<String>) -> Self {
        Self {
            agent_transfer_message: Some(text.into()),
        }
    }
}

/// Writes what stands in the envelope as `data`.
impl Serialize for PreAgentTransferReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(text) = &self.agent_transfer_message {
            map.serialize_entry("agent_transfer_message", &OneText("text", text))?;
        }
        map.end()
    }
}
