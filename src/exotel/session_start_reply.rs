use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::TriggerType;
use super::reply::as_text;
use crate::Id;

/// The reply to a session start. What it leaves out stays as configured for the bot.
///
/// It serializes as the envelope's `data`.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct SessionStartReply {
    /// What the bot says first.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub greeting_message: Option<String>,
    /// Strings that the session can use; left out if empty.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub session_constants: BTreeMap<String, String>,
    /// The assistant that leads the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_assistant_id: Option<Id>,
    /// Different URLs for this session's webhooks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_config: Option<WebhookConfig>,
}

impl SessionStartReply {
    /// A reply that changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the greeting.
    #[must_use]
    pub fn with_greeting_message(self, text: impl Into<String>) -> Self {
        Self {
            greeting_message: Some(text.into()),
            ..self
        }
    }

    /// Sets one of the session's constants.
    #[must_use]
    pub fn with_session_constant(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.session_constants.insert(name.into(), value.into());
        self
    }

    /// Sets the assistant that leads the conversation.
    #[must_use]
    pub fn with_conversation_assistant_id(self, id: impl Into<Id>) -> Self {
        Self {
            conversation_assistant_id: Some(id.into()),
            ..self
        }
    }

    /// Sets the URLs for this session's webhooks.
    #[must_use]
    pub fn with_webhook_config(self, config: WebhookConfig) -> Self {
        Self {
            webhook_config: Some(config),
            ..self
        }
    }
}

/// Different URLs for the webhooks of one session. That of the session start can be overridden only by a
/// custom parameter of the call, the call setup URL.
///
/// **A URL needs the token, too.** Exotel posts to it as it is given here, and an endpoint that
/// authenticates with a URL token answers 401 to a URL without one. `UrlToken::add_to` adds it:
///
/// ```
/// # #[cfg(feature = "verify")] {
/// use bot_webhooks::exotel::WebhookConfig;
/// use bot_webhooks::verify::UrlToken;
///
/// let token = UrlToken::in_query("token", "9f2c4e61d07b48a3b5c8")?;
/// let url = token.add_to("https://example.com/exotel", "9f2c4e61d07b48a3b5c8")?;
/// assert_eq!(url, "https://example.com/exotel?token=9f2c4e61d07b48a3b5c8");
/// let config = WebhookConfig::new().with_transcript_events(url);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Without a token, as for an endpoint that authenticates differently:
///
/// ```
/// use bot_webhooks::exotel::{InsightsWebhook, WebhookConfig};
///
/// let config = WebhookConfig::new()
///     .with_session_end("https://example.com/end")
///     .with_insights_events(InsightsWebhook::every("https://example.com/insights", 30));
/// assert_eq!(config.pre_agent_transfer, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct WebhookConfig {
    /// The URL for the session's end.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_url")]
    pub session_end: Option<String>,
    /// The URL for a transfer to a human.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_url")]
    pub pre_agent_transfer: Option<String>,
    /// The URL for insights, and when they are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insights_events: Option<InsightsWebhook>,
    /// The URL for transcripts.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_url")]
    pub transcript_events: Option<String>,
}

/// Writes `{"url": …}`.
fn as_url<T: Serialize, S: Serializer>(url: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map([("url", url)])
}

impl WebhookConfig {
    /// No overrides.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the URL for the session's end.
    #[must_use]
    pub fn with_session_end(self, url: impl Into<String>) -> Self {
        Self {
            session_end: Some(url.into()),
            ..self
        }
    }

    /// Sets the URL for a transfer to a human.
    #[must_use]
    pub fn with_pre_agent_transfer(self, url: impl Into<String>) -> Self {
        Self {
            pre_agent_transfer: Some(url.into()),
            ..self
        }
    }

    /// Sets the URL for insights, and when they are sent.
    #[must_use]
    pub fn with_insights_events(self, webhook: InsightsWebhook) -> Self {
        Self {
            insights_events: Some(webhook),
            ..self
        }
    }

    /// Sets the URL for transcripts.
    #[must_use]
    pub fn with_transcript_events(self, url: impl Into<String>) -> Self {
        Self {
            transcript_events: Some(url.into()),
            ..self
        }
    }
}

/// The URL for insights, and when they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct InsightsWebhook {
    /// The URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When insights are sent. The only example in Exotel's documentation is
    /// [`TriggerType::Timer`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger_type: Option<TriggerType>,
    /// The interval between two deliveries, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger_interval_sec: Option<u64>,
}

impl InsightsWebhook {
    /// Sends insights to this URL, at the times that the bot's configuration sets.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: Some(url.into()),
            ..Self::default()
        }
    }

    /// Sends insights to this URL at an interval in seconds.
    #[must_use]
    pub fn every(url: impl Into<String>, seconds: u64) -> Self {
        Self {
            url: Some(url.into()),
            trigger_type: Some(TriggerType::Timer),
            trigger_interval_sec: Some(seconds),
        }
    }
}
