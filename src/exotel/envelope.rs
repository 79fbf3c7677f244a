use serde::{Serialize, Serializer};

use super::{ErrorReply, PreAgentTransferReply, Reply, Request, SessionStartReply};
use crate::Id;
use crate::json::to_json;
use crate::open::is_filled;

/// A [`Reply`] that repeats what its request expects back.
///
/// The console tests a URL with a request that has a `request_id`. It expects that in the response,
/// with a `method`, and a second `http_code` in `response`. Observed, not documented. The envelope of
/// a request without a `request_id` serializes as its [`Reply`] alone.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Envelope {
    reply: Reply,
    /// Set if it differs from the reply's.
    http_code: Option<u16>,
    echo: Option<Echo>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Echo {
    method: String,
    request_id: Id,
}

impl Envelope {
    /// The longest `request_id` and the longest `method` that are echoed, in bytes: 256.
    ///
    /// The sender chooses both, and an idempotency store keeps the response. The console's
    /// `request_id` has 32 characters.
    pub const MAX_ECHO_LEN: usize = 256;

    /// An envelope with an acknowledgement, and with what this request expects back.
    ///
    /// A `request_id` or `method` longer than [`MAX_ECHO_LEN`](Self::MAX_ECHO_LEN), or an empty
    /// `request_id`, is not echoed: the envelope is the one of a request without it. Without a `method`
    /// it says `POST`, which all webhooks are.
    #[must_use]
    pub fn echoing(request: &Request) -> Self {
        let id = request.request_id.as_ref();
        let can_be_echoed = |id: &&Id| is_filled(id) && id.as_str().len() <= Self::MAX_ECHO_LEN;
        let Some(id) = id.filter(can_be_echoed) else {
            return Self::default();
        };
        let method = request.method.as_deref();
        let method = method.filter(|method| method.len() <= Self::MAX_ECHO_LEN);
        Self {
            echo: Some(Echo {
                method: method.unwrap_or("POST").to_owned(),
                request_id: id.clone(),
            }),
            ..Self::default()
        }
    }

    /// Sets the reply.
    #[must_use]
    pub fn with_reply(self, reply: impl Into<Reply>) -> Self {
        Self {
            reply: reply.into(),
            ..self
        }
    }

    /// Sets an `http_code` that differs from the reply's.
    #[must_use]
    pub fn with_http_code(self, http_code: u16) -> Self {
        Self {
            http_code: Some(http_code),
            ..self
        }
    }

    /// The status of the HTTP response: that which was set, otherwise the reply's.
    #[must_use]
    pub fn http_code(&self) -> u16 {
        self.http_code.unwrap_or(self.reply.http_code())
    }

    /// The reply in the envelope.
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

impl Serialize for Reply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::new(self, self.http_code(), None).serialize(serializer)
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::new(&self.reply, self.http_code(), self.echo.as_ref()).serialize(serializer)
    }
}

/// A response as Exotel reads it.
#[derive(Serialize)]
struct Wire<'a> {
    http_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a Id>,
    response: Response<'a>,
}

#[derive(Serialize)]
struct Response<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    http_code: Option<u16>,
    data: Data<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_data: Option<&'a ErrorReply>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Data<'a> {
    SessionStart(&'a SessionStartReply),
    PreAgentTransfer(&'a PreAgentTransferReply),
    /// `{}`
    Empty {},
    /// `null`
    Null,
}

impl<'a> Wire<'a> {
    fn new(reply: &'a Reply, http_code: u16, echo: Option<&'a Echo>) -> Self {
        let (data, error_data) = match reply {
            Reply::SessionStart(reply) => (Data::SessionStart(reply), None),
            Reply::PreAgentTransfer(reply) => (Data::PreAgentTransfer(reply), None),
            Reply::Acknowledgement => (Data::Empty {}, None),
            Reply::Error(reply) => (Data::Null, Some(reply)),
        };
        Self {
            http_code,
            method: echo.map(|echo| echo.method.as_str()),
            request_id: echo.map(|echo| &echo.request_id),
            response: Response {
                http_code: echo.map(|_| http_code),
                data,
                error_data,
            },
        }
    }
}
