use std::time::SystemTime;

#[cfg(feature = "receive")]
use super::Event;
use crate::Headers;
#[cfg(feature = "receive")]
use crate::ParseError;
#[cfg(feature = "receive")]
use crate::event_table::EventTable;
#[cfg(feature = "receive")]
use crate::receive::{Check, Head, Proof};
use crate::verify::{StandardWebhooks, UrlToken, VerifyError, has_signature};

/// Authentication for a URL that receives real-time events: a signature where Recall signs, a token in
/// the URL where it does not.
///
/// Recall signs every request of a workspace that has a verification secret, and no real-time request
/// of one that has none; the desktop SDK never signs. If your workspace has the secret and no SDK posts
/// to the URL, use [`StandardWebhooks`] alone.
///
/// - A request with a signature header is authenticated by its signature. A signature that is wrong or
///   incomplete is refused, whatever the URL says.
/// - A request without one is authenticated by the token. Only real-time events are accepted from it,
///   and unknown ones: status changes are always signed. A body that cannot be parsed has to name a
///   real-time event.
///
/// So a caller that knows the URL can send real-time events of any content. Once all requests are
/// signed, drop the token.
///
/// ```
/// use bot_webhooks::recall::{self, SignatureOrToken};
/// use bot_webhooks::verify::{StandardWebhooks, UrlToken};
///
/// let signature = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let token = UrlToken::in_query("token", "9f2c4e61d07b48a3b5c8")?;
/// let proof = SignatureOrToken::new(signature, token);
/// # #[cfg(feature = "receive")] {
/// # struct App;
/// # impl recall::Dispatcher for App { type Error = std::convert::Infallible; }
/// let endpoint = recall::Endpoint::new(App, proof);
/// # }
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SignatureOrToken {
    signature: StandardWebhooks,
    token: UrlToken,
}

impl SignatureOrToken {
    /// Creates a proof from the verifier of signatures and a token.
    #[must_use]
    pub fn new(signature: StandardWebhooks, token: UrlToken) -> Self {
        Self { signature, token }
    }

    /// Verifies the request that opens a WebSocket: its URI, as [`UrlToken::verify`] takes it, and its
    /// headers. Returns the id if it was signed. Recall signs this request, of which the body is empty,
    /// and not the messages that follow.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use bot_webhooks::recall::SignatureOrToken;
    /// use bot_webhooks::verify::{StandardWebhooks, UrlToken, VerifyError};
    ///
    /// let signature = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
    /// let token = UrlToken::in_query("token", "9f2c4e61d07b48a3b5c8")?;
    /// let proof = SignatureOrToken::new(signature.clone(), token);
    ///
    /// let now = UNIX_EPOCH + Duration::from_secs(1_731_705_121);
    /// let signed = signature.signed_headers("msg_1", now, b"");
    /// assert_eq!(proof.verify_upgrade("/live", &signed, now), Ok(Some("msg_1")));
    ///
    /// let unsigned: [(&str, &str); 0] = [];
    /// let with_token = "/live/?token=9f2c4e61d07b48a3b5c8";
    /// assert_eq!(proof.verify_upgrade(with_token, &unsigned, now), Ok(None));
    /// let refused = proof.verify_upgrade("/live", &unsigned, now);
    /// assert_eq!(refused, Err(VerifyError::MissingToken));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be authenticated.
    pub fn verify_upgrade<'h>(
        &self,
        uri: &str,
        headers: &'h dyn Headers,
        now: SystemTime,
    ) -> Result<Option<&'h str>, VerifyError> {
        if has_signature(headers) {
            self.signature.verify(headers, b"", now).map(Some)
        } else {
            self.token.verify(uri).map(|()| None)
        }
    }
}

#[cfg(feature = "receive")]
impl Proof<Event> for SignatureOrToken {
    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        if has_signature(head.headers()) {
            Proof::<Event>::check_head(&self.signature, head)
        } else {
            Proof::<Event>::check_head(&self.token, head)
        }
    }

    fn check_body<'a>(&'a self, head: &'a Head<'_>, body: &'a [u8]) -> Check<'a> {
        if has_signature(head.headers()) {
            Proof::<Event>::check_body(&self.signature, head, body)
        } else {
            Check::pass()
        }
    }

    fn check_event<'a>(&'a self, head: &'a Head<'_>, event: &'a Event) -> Check<'a> {
        check_unsigned(head, event.is_realtime() || !event.is_known())
    }

    /// Nothing says that a body without a name of a real-time event is not a status change.
    fn check_malformed<'a>(
        &'a self,
        head: &'a Head<'_>,
        _: &'a [u8],
        error: &'a ParseError,
    ) -> Check<'a> {
        let is_named = |name: &&str| error.event() == Some(*name);
        let index = Event::NAMES.iter().position(is_named);
        let event = index.and_then(Event::begin);
        check_unsigned(head, event.is_some_and(|event| event.is_realtime()))
    }
}

/// Whether a delivery with the right token may be without a signature.
#[cfg(feature = "receive")]
fn check_unsigned<'a>(head: &Head<'_>, may_be_unsigned: bool) -> Check<'a> {
    if has_signature(head.headers()) || may_be_unsigned {
        Check::pass()
    } else {
        Err(VerifyError::MissingHeader("webhook-signature")).into()
    }
}
