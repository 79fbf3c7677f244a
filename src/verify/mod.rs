//! Proof of who sent a delivery: pure functions of bytes, headers, secrets and a clock.
//!
//! | type | what it proves | what it does not |
//! | --- | --- | --- |
//! | [`StandardWebhooks`] | the sender has the secret; id, time and body are as they were sent, some minutes ago at most | that it comes for the first time |
//! | [`UrlToken`] | the caller knows the URL | anything of the body, the time or the caller's name |
//!
//! A scheme that only one vendor has is in that vendor's module. `docs/security.md` says what each
//! vendor gives, and how to choose and rotate secrets.
//!
//! A check gets the bytes as they came off the wire: a body that was parsed and printed again has
//! another signature. It allocates nothing, takes no lock, and reads no clock of its own.
//!
//! Secrets are redacted in `Debug`, and no [`VerifyError`] or [`SecretError`] holds a secret, a
//! signature or a payload. Secrets are not wiped from memory when they are dropped.

mod error;
mod key;
mod signed;
mod standard_webhooks;
mod url_token;

pub use error::{SecretError, VerifyError};
pub(crate) use key::{Keys, Mac};
pub use standard_webhooks::StandardWebhooks;
pub use url_token::UrlToken;
