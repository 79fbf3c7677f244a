use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Reply, Request};
use crate::Id;

/// An answer that repeats what its request expects back.
///
/// The console tests a URL with a request that has a `request_id`. It wants that in the answer,
/// with a `method`, and a second `http_code` in `response`. Observed, not documented. An envelope
/// for a request without `request_id` is written as its [`Reply`] alone is.
///
/// ```
/// use bot_webhooks::exotel::{Event, Reply};
///
/// let event: Event = r#"{"request_id": "r1"}"#.parse()?;
/// let envelope = event.envelope().with_reply(Reply::Acknowledgement);
/// assert_eq!(
///     envelope.to_json(),
///     concat!(
///         r#"{"http_code":200,"method":"POST","request_id":"r1","#,
///         r#""response":{"http_code":200,"data":{}}}"#,
///     )
///     .as_bytes(),
/// );
/// # Ok::<(), bot_webhooks::ParseError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    reply: Reply,
    /// Another than the reply's own.
    http_code: Option<u16>,
    echo: Option<Echo>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Echo {
    method: String,
    request_id: Id,
}

impl Envelope {
    /// An envelope with what this request expects back; it acknowledges, until it has another
    /// reply.
    #[must_use]
    pub fn echoing(request: &Request) -> Self {
        let echo = request.request_id.clone().map(|request_id| Echo {
            // All webhooks are POST requests, and a test need not say so itself.
            method: request.method.as_deref().unwrap_or("POST").to_owned(),
            request_id,
        });
        Self {
            echo,
            ..Self::default()
        }
    }

    /// The same with this reply.
    #[must_use]
    pub fn with_reply(self, reply: impl Into<Reply>) -> Self {
        Self {
            reply: reply.into(),
            ..self
        }
    }

    /// The same with another `http_code` than the reply's own.
    #[must_use]
    pub fn with_http_code(self, http_code: u16) -> Self {
        Self {
            http_code: Some(http_code),
            ..self
        }
    }

    /// The reply in it.
    #[must_use]
    pub fn reply(&self) -> &Reply {
        &self.reply
    }

    /// The body of the response.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        to_json(self)
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let http_code = self.http_code.unwrap_or(self.reply.http_code());
        write_envelope(&self.reply, http_code, self.echo.as_ref(), serializer)
    }
}

pub(super) fn to_json<T: Serialize>(answer: &T) -> Vec<u8> {
    // Only a key that is no text, or a writer, can fail; here is neither.
    serde_json::to_vec(answer).unwrap_or_default()
}

pub(super) fn write_envelope<S: Serializer>(
    reply: &Reply,
    http_code: u16,
    echo: Option<&Echo>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("http_code", &http_code)?;
    if let Some(echo) = echo {
        map.serialize_entry("method", &echo.method)?;
        map.serialize_entry("request_id", &echo.request_id)?;
    }
    let http_code = echo.map(|_| http_code);
    map.serialize_entry("response", &Response { http_code, reply })?;
    map.end()
}

struct Response<'a> {
    http_code: Option<u16>,
    reply: &'a Reply,
}

impl Serialize for Response<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(http_code) = self.http_code {
            map.serialize_entry("http_code", &http_code)?;
        }
        match self.reply {
            Reply::SessionStart(reply) => map.serialize_entry("data", reply)?,
            Reply::PreAgentTransfer(reply) => map.serialize_entry("data", reply)?,
            Reply::Acknowledgement => {
                map.serialize_entry("data", &serde_json::Map::new())?;
            }
            Reply::Error(reply) => {
                map.serialize_entry("data", &())?;
                map.serialize_entry("error_data", reply)?;
            }
        }
        map.end()
    }
}
