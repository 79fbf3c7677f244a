use serde::ser::{Serialize, SerializeMap, Serializer};

use super::TriggerType;
use super::reply::OneText;

/// Other URLs for the webhooks of one session. The session start webhook has no override here.
///
/// ```
/// use bot_webhooks::exotel::{InsightsWebhook, WebhookConfig};
///
/// let config = WebhookConfig::new()
///     .with_session_end("https://example.com/end")
///     .with_insights_events(InsightsWebhook::every("https://example.com/insights", 30));
/// assert_eq!(config.pre_agent_transfer, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookConfig {
    /// The URL for the end of the session.
    pub session_end: Option<String>,
    /// The URL for a transfer to a person.
    pub pre_agent_transfer: Option<String>,
    /// Where and when insights go.
    pub insights_events: Option<InsightsWebhook>,
    /// The URL for transcripts.
    pub transcript_events: Option<String>,
}

impl WebhookConfig {
    /// No override.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends the end of the session to this URL.
    #[must_use]
    pub fn with_session_end(self, url: impl Into<String>) -> Self {
        Self {
            session_end: Some(url.into()),
            ..self
        }
    }

    /// Announces a transfer to a person to this URL.
    #[must_use]
    pub fn with_pre_agent_transfer(self, url: impl Into<String>) -> Self {
        Self {
            pre_agent_transfer: Some(url.into()),
            ..self
        }
    }

    /// Sends insights there.
    #[must_use]
    pub fn with_insights_events(self, webhook: InsightsWebhook) -> Self {
        Self {
            insights_events: Some(webhook),
            ..self
        }
    }

    /// Sends transcripts to this URL.
    #[must_use]
    pub fn with_transcript_events(self, url: impl Into<String>) -> Self {
        Self {
            transcript_events: Some(url.into()),
            ..self
        }
    }
}

impl Serialize for WebhookConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(url) = &self.session_end {
            map.serialize_entry("session_end", &OneText("url", url))?;
        }
        if let Some(url) = &self.pre_agent_transfer {
            map.serialize_entry("pre_agent_transfer", &OneText("url", url))?;
        }
        if let Some(webhook) = &self.insights_events {
            map.serialize_entry("insights_events", webhook)?;
        }
        if let Some(url) = &self.transcript_events {
            map.serialize_entry("transcript_events", &OneText("url", url))?;
        }
        map.end()
    }
}

/// Where and when insights go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct InsightsWebhook {
    /// The URL.
    pub url: Option<String>,
    /// When they go. The page's only example is [`TriggerType::Timer`].
    pub trigger_type: Option<TriggerType>,
    /// How many seconds lie between two deliveries.
    pub trigger_interval_sec: Option<u64>,
}

impl InsightsWebhook {
    /// Sends insights to this URL, when the bot's own settings say.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: Some(url.into()),
            ..Self::default()
        }
    }

    /// Sends insights to this URL, at an interval of so many seconds.
    #[must_use]
    pub fn every(url: impl Into<String>, seconds: u64) -> Self {
        Self {
            url: Some(url.into()),
            trigger_type: Some(TriggerType::Timer),
            trigger_interval_sec: Some(seconds),
        }
    }
}

impl Serialize for InsightsWebhook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(url) = &self.url {
            map.serialize_entry("url", url)?;
        }
        if let Some(trigger_type) = &self.trigger_type {
            map.serialize_entry("trigger_type", trigger_type)?;
        }
        if let Some(seconds) = &self.trigger_interval_sec {
            map.serialize_entry("trigger_interval_sec", seconds)?;
        }
        map.end()
    }
}
