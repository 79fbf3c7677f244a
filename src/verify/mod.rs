//! Sender authentication: pure functions of bytes, headers, secrets and a clock.
//!
//! | type | what it proves | what it does not prove |
//! | --- | --- | --- |
//! | [`StandardWebhooks`] | the sender has the secret; id, time and body are as they were sent, at most some minutes ago | that the delivery is not a replay |
//! | [`UrlToken`] | the caller knows the URL | anything about the body, the time or the caller's identity |
//!
//! A scheme that only one vendor has is in that vendor's module. `docs/security.md` says what each
//! vendor offers, and how to choose and rotate secrets.
//!
//! Verify the bytes as they were received: a body that was parsed and serialized again has a
//! different signature. Verification allocates nothing, except to decode a URL that has percent
//! escapes; it takes no lock, and reads no clock of its own.
//!
//! Secrets are redacted in `Debug`, and no [`VerifyError`] or [`SecretError`] contains a secret, a
//! signature or a payload. Secrets are not wiped from memory when they are dropped.

mod error;
mod key;
mod secrets;
mod signed;
mod standard_webhooks;
mod url_token;

pub use error::{SecretError, VerifyError};
pub(crate) use key::{Keys, Mac};
pub use secrets::IntoSecrets;
#[cfg(all(feature = "receive", feature = "recall"))]
pub(crate) use signed::delivery_id;
#[cfg(feature = "recall")]
pub(crate) use signed::has_signature;
#[cfg(feature = "synthflow")]
pub(crate) use signed::single;
#[cfg(feature = "receive")]
pub(crate) use signed::{SVIX, Signed, WEBHOOK};
pub use standard_webhooks::StandardWebhooks;
pub use url_token::UrlToken;
