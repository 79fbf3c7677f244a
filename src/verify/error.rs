/// Why a delivery could not be authenticated.
///
/// Contains nothing from the delivery, so it is safe to log. Do not put it into the response: it
/// would help an unauthenticated caller.
///
/// ```
/// use bot_webhooks::verify::VerifyError;
///
/// let refusal = VerifyError::MissingHeader("webhook-id");
/// assert_eq!(refusal.to_string(), "missing or empty header `webhook-id`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header with this name is missing or empty.
    #[error("missing or empty header `{0}`")]
    MissingHeader(&'static str),
    /// The header with this name contains bytes that are not allowed in it.
    #[error("malformed header `{0}`")]
    MalformedHeader(&'static str),
    /// Two headers that should have the same value differ.
    #[error("conflicting headers")]
    ConflictingHeaders,
    /// The timestamp of the delivery is not a whole number of seconds since 1970.
    #[error("timestamp is not a whole number of seconds since 1970")]
    BadTimestamp,
    /// The delivery is genuine, but older than the tolerance: a replay, or a clock that is fast
    /// here or slow at the sender.
    #[error("timestamp is too old")]
    TooOld,
    /// The delivery is genuine, but further in the future than the tolerance: a clock that is slow
    /// here or fast at the sender.
    #[error("timestamp is too far in the future")]
    TooNew,
    /// The delivery lacks the data that its signature covers, so there is nothing to verify.
    #[error("missing the data that the signature covers")]
    NothingSigned,
    /// The URL has no token where one is expected.
    #[error("missing URL token")]
    MissingToken,
    /// The URL has more than one token.
    #[error("more than one URL token")]
    RepeatedToken,
    /// The header with this name is repeated, so it is not clear which one counts.
    #[error("repeated header `{0}`")]
    RepeatedHeader(&'static str),
    /// The tenant is unknown.
    #[error("unknown tenant")]
    UnknownTenant,
    /// Two checks of one request found different tenants.
    #[error("conflicting tenants")]
    ConflictingTenants,
    /// There is a signature or token, but it matches none of the secrets.
    #[error("signature or token does not match")]
    NoMatch,
}

/// Why a secret cannot be used. Never contains the secret.
///
/// ```
/// use bot_webhooks::verify::{SecretError, StandardWebhooks};
///
/// assert_eq!(StandardWebhooks::new("").unwrap_err(), SecretError::Empty);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// No secret was given.
    #[error("no secret given")]
    NoSecret,
    /// A secret is empty, so everyone knows it.
    #[error("empty secret")]
    Empty,
    /// A secret is not valid base64. White space around it is a frequent cause.
    #[error("secret is not base64, with or without `whsec_` before it")]
    NotBase64,
    /// A secret or URL token is so short that it could be guessed.
    #[error("secret or token is too short: it needs at least {min_len} bytes")]
    TooShort {
        /// The minimum, in bytes. For [`StandardWebhooks`](super::StandardWebhooks), it is that of
        /// the decoded key.
        min_len: usize,
    },
    /// A URL token, or the name of its parameter, contains a character other than ASCII letters,
    /// digits, `-`, `.`, `_` and `~`, which a client may or may not escape. A parameter's name must
    /// not be empty either.
    #[error("URL token or its name has characters other than letters, digits, `-`, `.`, `_`, `~`")]
    NotUrlSafe,
}
