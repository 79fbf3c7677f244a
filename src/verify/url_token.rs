use std::borrow::Cow;
use std::fmt;

use super::key::check_len;
use super::{IntoSecrets, Keys, Mac, SecretError, VerifyError};

/// A secret in the URL, for vendors that sign nothing.
///
/// It proves that the caller knows the URL, and nothing more: anyone who has seen the URL once, in
/// a log or in the vendor's dashboard, can send any body at any time. Use a long random token for
/// each vendor, over HTTPS only, and keep it out of the logs of anything in front of your server.
///
/// A token has at least 16 bytes: ASCII letters, digits, `-`, `.`, `_` and `~`. They mean the
/// same in every part of a URL. `openssl rand -hex 32` generates a good one. Several tokens can be
/// valid at once, so that one can be rotated without losing a delivery.
///
/// ```
/// use bot_webhooks::verify::{VerifyError, UrlToken};
///
/// let in_query = UrlToken::in_query("token", "9f2c4e61d07b48a3b5c8")?;
/// assert_eq!(in_query.verify("/exotel?token=9f2c4e61d07b48a3b5c8"), Ok(()));
/// assert_eq!(in_query.verify("/exotel?token=a-guess"), Err(VerifyError::NoMatch));
///
/// let in_path = UrlToken::in_path("9f2c4e61d07b48a3b5c8")?;
/// assert_eq!(in_path.verify("/exotel/9f2c4e61d07b48a3b5c8?region=in"), Ok(()));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone)]
pub struct UrlToken {
    /// The name of the parameter; `None` for the last segment of the path.
    parameter: Option<String>,
    /// Turns tokens of any length into MACs of one length, which are compared in constant time.
    hash: Keys,
    valid: Vec<Mac>,
}

impl UrlToken {
    /// The minimum length of a token, in bytes.
    pub const MIN_LEN: usize = 16;

    /// Expects the token as the value of the query parameter with this name: `?token=…`.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no token, if one is empty or too short, or if one or the name
    /// contains a character that a URL may have to escape.
    pub fn in_query(parameter: &str, tokens: impl IntoSecrets) -> Result<Self, SecretError> {
        if parameter.is_empty() || !is_url_safe(parameter) {
            return Err(SecretError::NotUrlSafe);
        }
        Self::checked(Some(parameter.to_owned()), tokens)
    }

    /// Expects the token as the last segment of the path: `/hooks/…`.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no token, or if one is empty, too short, or contains a
    /// character that a URL may have to escape.
    pub fn in_path(tokens: impl IntoSecrets) -> Result<Self, SecretError> {
        Self::checked(None, tokens)
    }

    fn checked(parameter: Option<String>, tokens: impl IntoSecrets) -> Result<Self, SecretError> {
        let hash = Keys::new(0, [Ok(b"url token")])?;
        let mut valid = Vec::new();
        for token in tokens.into_secrets() {
            let token = token.as_ref();
            if !is_url_safe(token) {
                return Err(SecretError::NotUrlSafe);
            }
            check_len(Self::MIN_LEN, token.as_bytes())?;
            valid.push(hash.mac(&[token.as_bytes()]));
        }
        if valid.is_empty() {
            return Err(SecretError::NoSecret);
        }
        Ok(Self {
            parameter,
            hash,
            valid,
        })
    }

    /// Returns a URL to give to the vendor: this one with a token where it is expected. A fragment is
    /// dropped, because no client sends it.
    ///
    /// ```
    /// # use bot_webhooks::verify::UrlToken;
    /// let token = "9f2c4e61d07b48a3b5c8";
    /// assert_eq!(
    ///     UrlToken::in_query("token", token)?.add_to("https://example.com/exotel?a=1", token)?,
    ///     "https://example.com/exotel?a=1&token=9f2c4e61d07b48a3b5c8",
    /// );
    /// assert_eq!(
    ///     UrlToken::in_path(token)?.add_to("https://example.com/exotel", token)?,
    ///     "https://example.com/exotel/9f2c4e61d07b48a3b5c8",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if [`verify`](Self::verify) would refuse the URL: the token is not one of
    /// those that are valid here, or the query has one already.
    pub fn add_to(&self, url: &str, token: &str) -> Result<String, VerifyError> {
        // So it is also one that no URL has to escape.
        self.check(token.as_bytes())?;
        let (url, _) = url.split_once('#').unwrap_or((url, ""));
        let (path, query) = match url.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (url, None),
        };
        let url = match (&self.parameter, query) {
            (Some(name), None | Some("")) => format!("{path}?{name}={token}"),
            (Some(name), Some(query)) => format!("{path}?{query}&{name}={token}"),
            (None, query) => {
                let path = path.strip_suffix('/').unwrap_or(path);
                let query = query.map(|query| format!("?{query}")).unwrap_or_default();
                format!("{path}/{token}{query}")
            }
        };
        self.verify(&url)?;
        Ok(url)
    }

    /// Verifies the URL of a request: its path and query, with or without scheme and host.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no token, more than one, or one that is not valid.
    pub fn verify(&self, uri: &str) -> Result<(), VerifyError> {
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let given = match &self.parameter {
            Some(name) => parameter(query, name)?,
            None => percent_decoded(last_segment(path)),
        };
        self.check(&given)
    }

    fn check(&self, token: &[u8]) -> Result<(), VerifyError> {
        if token.is_empty() {
            Err(VerifyError::MissingToken)
        } else if self.valid.contains(&self.hash.mac(&[token])) {
            Ok(())
        } else {
            Err(VerifyError::NoMatch)
        }
    }
}

/// The last segment of the path of a URL, with or without scheme and host.
fn last_segment(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => {
            rest.split_once('/').map_or("", |(_, path)| path)
        }
        _ => url,
    };
    path.rsplit('/').next().unwrap_or_default()
}

/// The value of the one parameter with this name. A second one is refused rather than ignored: code
/// that reads the query later could use the other.
fn parameter<'q>(query: &'q str, name: &str) -> Result<Cow<'q, [u8]>, VerifyError> {
    let mut values = query.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (*percent_decoded(key) == *name.as_bytes()).then_some(value)
    });
    let value = values.next().ok_or(VerifyError::MissingToken)?;
    match values.next() {
        Some(_) => Err(VerifyError::RepeatedToken),
        None => Ok(percent_decoded(value)),
    }
}

/// Decodes `%41`. What is not an escape stays as it is; `+` too, which no token contains.
fn percent_decoded(text: &str) -> Cow<'_, [u8]> {
    if !text.contains('%') {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let (byte, after) = escape(rest).unwrap_or((*byte, after));
        decoded.push(byte);
        rest = after;
    }
    Cow::Owned(decoded)
}

/// The byte that an escape at the beginning of the text represents, and what follows it.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, after @ ..] = text else {
        return None;
    };
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let byte = digit(high)? * 16 + digit(low)?;
    Some((u8::try_from(byte).ok()?, after))
}

fn is_url_safe(text: &str) -> bool {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().all(safe)
}

/// Shows where the token is expected, and nothing about the tokens.
impl fmt::Debug for UrlToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UrlToken")
            .field("parameter", &self.parameter)
            .field("tokens", &format_args!("[{} redacted]", self.valid.len()))
            .finish_non_exhaustive()
    }
}
