use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::WebhookConfig;
use super::reply::OneText;
use crate::Id;

/// The answer to a session start. What it leaves out stays as the bot's settings have it.
///
/// ```
/// use bot_webhooks::exotel::{Reply, SessionStartReply};
///
/// let reply = SessionStartReply::new()
///     .with_greeting_message("Hello, Asha!")
///     .with_session_constant("order", "B-1042");
/// assert_eq!(
///     Reply::from(reply).to_json(),
///     concat!(
///         r#"{"http_code":200,"response":{"data":{"greeting_message":{"text":"Hello, Asha!"},"#,
///         r#""session_constants":{"order":"B-1042"}}}}"#,
///     )
///     .as_bytes(),
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionStartReply {
    /// What the bot says first.
    pub greeting_message: Option<String>,
    /// Texts that the session has at hand; left out where there are none.
    pub session_constants: BTreeMap<String, String>,
    /// The assistant that leads the conversation.
    pub conversation_assistant_id: Option<Id>,
    /// Other URLs for this session's webhooks.
    pub webhook_config: Option<WebhookConfig>,
}

impl SessionStartReply {
    /// An answer that changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Has the bot say this first.
    #[must_use]
    pub fn with_greeting_message(self, text: impl Into<String>) -> Self {
        Self {
            greeting_message: Some(text.into()),
            ..self
        }
    }

    /// Adds a text that the session has at hand.
    #[must_use]
    pub fn with_session_constant(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.session_constants.insert(name.into(), value.into());
        self
    }

    /// Has this assistant lead the conversation.
    #[must_use]
    pub fn with_conversation_assistant_id(self, id: impl Into<Id>) -> Self {
        Self {
            conversation_assistant_id: Some(id.into()),
            ..self
        }
    }

    /// Sends this session's webhooks to other URLs.
    #[must_use]
    pub fn with_webhook_config(self, config: WebhookConfig) -> Self {
        Self {
            webhook_config: Some(config),
            ..self
        }
    }
}

/// Writes what stands in the envelope as `data`.
impl Serialize for SessionStartReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(text) = &self.greeting_message {
            map.serialize_entry("greeting_message", &OneText("text", text))?;
        }
        if !self.session_constants.is_empty() {
            map.serialize_entry("session_constants", &self.session_constants)?;
        }
        if let Some(id) = &self.conversation_assistant_id {
            map.serialize_entry("conversation_assistant_id", id)?;
        }
        if let Some(config) = &self.webhook_config {
            map.serialize_entry("webhook_config", config)?;
        }
        map.end()
    }
}
