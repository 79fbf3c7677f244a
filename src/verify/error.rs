/// Why a delivery is not believed.
///
/// Holds nothing that came with the delivery, so it is fit for a log. It is not for the answer: a
/// caller without proof needs no help to find one.
///
/// ```
/// use bot_webhooks::verify::VerifyError;
///
/// let refusal = VerifyError::MissingHeader("webhook-id");
/// assert_eq!(refusal.to_string(), "the header `webhook-id` is missing or empty");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header of this name is missing or empty.
    #[error("the header `{0}` is missing or empty")]
    MissingHeader(&'static str),
    /// The header of this name holds bytes that have no place in it.
    #[error("the header `{0}` is malformed")]
    MalformedHeader(&'static str),
    /// The same thing is told under two header names, and differently.
    #[error("two headers that say the same thing differ")]
    ConflictingHeaders,
    /// The time of the delivery is no whole number of seconds since 1970.
    #[error("the timestamp is no whole number of seconds since 1970")]
    BadTimestamp,
    /// The delivery is genuine, and older than is tolerated: a replay, or a clock that is fast here
    /// or slow there.
    #[error("the timestamp is too old")]
    TooOld,
    /// The delivery is genuine, and from further in the future than is tolerated: a clock that is
    /// slow here or fast there.
    #[error("the timestamp is too far in the future")]
    TooNew,
    /// The delivery lacks what its signature is made of, so that there is nothing to prove.
    #[error("the delivery lacks what its signature is made of")]
    NothingSigned,
    /// The URL has no token where one belongs.
    #[error("the URL has no token")]
    MissingToken,
    /// The URL has several tokens.
    #[error("the URL has more than one token")]
    RepeatedToken,
    /// There is a signature or token, and it fits none of the secrets.
    #[error("no signature or token fits")]
    NoMatch,
}

/// Why a secret can't be used. Never quotes it.
///
/// ```
/// use bot_webhooks::verify::{SecretError, StandardWebhooks};
///
/// assert_eq!(StandardWebhooks::new([""]).unwrap_err(), SecretError::Empty);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// There is no secret at all.
    #[error("no secret is given")]
    NoSecret,
    /// A secret is empty, so that everybody knows it.
    #[error("a secret is empty")]
    Empty,
    /// A secret is not base64. White space around it is a frequent cause.
    #[error("a secret is not base64")]
    NotBase64,
    /// A URL token is shorter than [`UrlToken::MIN_LEN`](super::UrlToken::MIN_LEN).
    #[error("a URL token is shorter than 16 characters")]
    TooShort,
    /// A URL token, or the name of its parameter, holds something else than ASCII letters, digits,
    /// `-`, `.`, `_` and `~`: what a client may or may not escape. A parameter's name must not be
    /// empty either.
    #[error(
        "a URL token or its name holds something else than letters, digits, `-`, `.`, `_`, `~`"
    )]
    NotUrlSafe,
}
