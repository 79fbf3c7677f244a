use crate::Headers;
use crate::verify::{IntoSecrets, Keys, Mac, SecretError, VerifyError, single};

/// The documentation gives the name as one web framework renders it, `HTTP_SYNTHFLOW_SIGNATURE`, so
/// the name on the wire is one of these.
const NAMES: [&str; 4] = [
    "synthflow-signature",
    "x-synthflow-signature",
    "http-synthflow-signature",
    "http_synthflow_signature",
];

/// Synthflow's signature: the HMAC-SHA256 of the call id, in base64.
///
/// **It does not cover the body, and it has no timestamp.** It proves that its author knew the
/// secret and meant this call. Anyone who has seen one delivery can send any other body for the
/// same call, at any time, and the signature matches. So combine it with a
/// [`UrlToken`](crate::verify::UrlToken), and ask Synthflow's API about anything that must be true.
///
/// The header is `synthflow-signature`, or `x-synthflow-signature`, `http-synthflow-signature` or
/// `http_synthflow_signature`: the documentation does not show the name on the wire. A delivery
/// with several that differ is refused, and so is one that repeats a header.
///
/// What is signed when the body has no call id, as in the inbound-call webhook, is not documented.
/// Such a delivery is refused here; authenticate it with a URL token.
///
/// ```
/// use bot_webhooks::synthflow::CallIdSignature;
/// use bot_webhooks::verify::VerifyError;
///
/// let signature = CallIdSignature::new("your-secret-key")?;
/// let headers = [("Synthflow-Signature", "BDYfUVpCOdnUFPaYuTYUbNCIr4aYC/CL503qxdV2c8A=")];
/// assert_eq!(signature.verify(&headers, "123456789"), Ok(()));
/// assert_eq!(signature.verify(&headers, "123456780"), Err(VerifyError::NoMatch));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct CallIdSignature {
    secrets: Keys,
}

impl CallIdSignature {
    /// The minimum length of a secret, in bytes. The one in Synthflow's documentation has 15.
    pub const MIN_SECRET_LEN: usize = 12;

    /// Creates a verifier from the secret that signs deliveries. It is used as it is, not decoded
    /// from base64. During a rotation, give several.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no secret, or if one is empty or shorter than
    /// [`MIN_SECRET_LEN`](Self::MIN_SECRET_LEN).
    pub fn new(secrets: impl IntoSecrets) -> Result<Self, SecretError> {
        Self::with_min_len(Self::MIN_SECRET_LEN, secrets)
    }

    /// As [`new`](Self::new), but accepts a secret of any length except an empty one. Anyone can
    /// find a short secret by trying all of them against one delivery, and sign with it.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no secret, or if one is empty.
    pub fn dangerously_with_short_secrets(secrets: impl IntoSecrets) -> Result<Self, SecretError> {
        Self::with_min_len(0, secrets)
    }

    fn with_min_len(min_len: usize, secrets: impl IntoSecrets) -> Result<Self, SecretError> {
        let secrets = secrets.into_secrets();
        let secrets = secrets.map(|secret| Ok(secret.as_ref().as_bytes().to_vec()));
        Ok(Self {
            secrets: Keys::new(min_len, secrets)?,
        })
    }

    /// Checks that the delivery is about this call, whose id is in its body.
    ///
    /// # Errors
    ///
    /// Returns an error if the header is missing or repeated, if several headers differ, if the id is
    /// empty, or if the signature does not match.
    pub fn verify(&self, headers: &dyn Headers, call_id: &str) -> Result<(), VerifyError> {
        let given = given(headers)?;
        if call_id.is_empty() {
            return Err(VerifyError::NothingSigned);
        }
        if self
            .secrets
            .macs(&[call_id.as_bytes()])
            .any(|mac| mac == given)
        {
            Ok(())
        } else {
            Err(VerifyError::NoMatch)
        }
    }

    /// Signs a call id with the first secret, for tests and tools that act as the vendor.
    #[must_use]
    pub fn sign(&self, call_id: &str) -> String {
        self.secrets.mac(&[call_id.as_bytes()]).to_base64()
    }
}

#[cfg(feature = "receive")]
impl crate::receive::Proof<super::Event> for CallIdSignature {
    /// Requires the header before a byte of the body is read.
    fn check_head<'a>(&'a self, head: &'a crate::receive::Head<'_>) -> crate::receive::Check<'a> {
        let given = given(head.headers());
        given.map(|_| crate::receive::Sender::new()).into()
    }

    /// The signature covers the call's id, not the body.
    fn check_event<'a>(
        &'a self,
        head: &'a crate::receive::Head<'_>,
        event: &'a super::Event,
    ) -> crate::receive::Check<'a> {
        let call_id = match event {
            super::Event::PostCall(post_call) => post_call.call_id(),
            _ => None,
        };
        self.check_call_id(head, call_id)
    }

    /// The call's id may be readable where the rest is not.
    fn check_malformed<'a>(
        &'a self,
        head: &'a crate::receive::Head<'_>,
        body: &'a [u8],
        _: &'a crate::ParseError,
    ) -> crate::receive::Check<'a> {
        #[derive(serde::Deserialize)]
        struct Body {
            call: Call,
        }
        #[derive(serde::Deserialize)]
        struct Call {
            call_id: crate::Id,
        }
        let body = serde_json::from_slice::<Body>(body).ok();
        self.check_call_id(head, body.as_ref().map(|body| &body.call.call_id))
    }
}

#[cfg(feature = "receive")]
impl CallIdSignature {
    fn check_call_id(
        &self,
        head: &crate::receive::Head<'_>,
        call_id: Option<&crate::Id>,
    ) -> crate::receive::Check<'static> {
        let verified = match call_id {
            Some(call_id) => self.verify(head.headers(), call_id.as_str()),
            None => Err(VerifyError::NothingSigned),
        };
        verified.map(|()| crate::receive::Sender::new()).into()
    }
}

/// The signature in the headers.
fn given(headers: &dyn Headers) -> Result<Mac, VerifyError> {
    let mut given = None;
    for name in NAMES {
        let Some(value) = single(headers, name)? else {
            continue;
        };
        if given.is_some_and(|given| given != value) {
            return Err(VerifyError::ConflictingHeaders);
        }
        given = Some(value);
    }
    let given = given.ok_or(VerifyError::MissingHeader(NAMES[0]))?;
    Mac::from_base64(given).ok_or(VerifyError::NoMatch)
}
