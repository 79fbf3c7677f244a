use super::{CallIdSignature, Event};
use crate::ParseError;
use crate::receive::{Check, Head, Proof};
use crate::verify::UrlToken;

/// Authentication for a URL that receives all of Synthflow's webhooks: a token for every delivery,
/// and for post-calls also the signature of the call id.
///
/// An incoming call has no id yet, and what Synthflow signs for it is not documented. Nothing is
/// known about future events either. Those are authenticated by the token alone. The pair
/// `(token, signature)` always requires both, so use it for a URL that receives only post-calls.
///
/// ```
/// use bot_webhooks::synthflow::{self, CallIdSignature, TokenAndSignature};
/// use bot_webhooks::verify::UrlToken;
///
/// # struct App;
/// # impl synthflow::Dispatcher for App { type Error = std::convert::Infallible; }
/// let token = UrlToken::in_query("token", "9f2c4e61d07b48a3b5c8")?;
/// let signature = CallIdSignature::new("your-secret-key")?;
/// let endpoint = synthflow::Endpoint::new(App, TokenAndSignature::new(token, signature));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct TokenAndSignature {
    token: UrlToken,
    signature: CallIdSignature,
}

impl TokenAndSignature {
    /// Creates a proof from a token and a signature.
    #[must_use]
    pub fn new(token: UrlToken, signature: CallIdSignature) -> Self {
        Self { token, signature }
    }
}

impl Proof<Event> for TokenAndSignature {
    fn check_head<'a>(&'a self, head: &'a Head<'_>) -> Check<'a> {
        Proof::<Event>::check_head(&self.token, head)
    }

    fn check_event<'a>(&'a self, head: &'a Head<'_>, event: &'a Event) -> Check<'a> {
        match event {
            Event::PostCall(_) => self.signature.check_event(head, event),
            Event::CallInbound(_) | Event::Unknown(_) => Check::pass(),
        }
    }

    /// What is not an inbound call may be a post-call.
    fn check_malformed<'a>(
        &'a self,
        head: &'a Head<'_>,
        body: &'a [u8],
        error: &'a ParseError,
    ) -> Check<'a> {
        match error.event() {
            Some("call_inbound") => Check::pass(),
            _ => self.signature.check_malformed(head, body, error),
        }
    }
}
