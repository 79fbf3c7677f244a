use super::{CallIdSignature, Event};
use crate::Headers;
use crate::receive::Proof;
use crate::verify::{UrlToken, VerifyError};

/// The proof for a URL that takes all webhooks of Synthflow: a token for each, and for post-calls
/// the signature of the call's id too.
///
/// A call that comes in has no id yet, and what Synthflow signs there is not documented; nor is
/// anything known of events to come. Those rest on the token alone. The pair `(token, signature)`
/// asks for both always, so it is for a URL that takes post-calls only.
///
/// ```
/// use bot_webhooks::synthflow::{self, CallIdSignature, TokenAndSignature};
/// use bot_webhooks::verify::UrlToken;
///
/// # struct App;
/// # impl synthflow::Dispatcher for App { type Error = (); }
/// let token = UrlToken::in_query("token", ["9f2c4e61d07b48a3b5c8"])?;
/// let signature = CallIdSignature::new(["your-secret-key"])?;
/// let endpoint = synthflow::Endpoint::new(App, TokenAndSignature::new(token, signature));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct TokenAndSignature {
    token: UrlToken,
    signature: CallIdSignature,
}

impl TokenAndSignature {
    /// A proof of both.
    #[must_use]
    pub fn new(token: UrlToken, signature: CallIdSignature) -> Self {
        Self { token, signature }
    }
}

impl Proof<Event> for TokenAndSignature {
    fn head(&self, _: &dyn Headers, uri: &str) -> Result<(), VerifyError> {
        self.token.verify(uri)
    }

    fn event(&self, headers: &dyn Headers, event: &Event) -> Result<(), VerifyError> {
        match event {
            Event::PostCall(_) => self.signature.event(headers, event),
            Event::CallInbound(_) | Event::Unknown(_) => Ok(()),
        }
    }
}
