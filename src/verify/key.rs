use std::{fmt, iter};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use super::SecretError;

/// The HMAC-SHA256 keys of one scheme: more than one while a secret is being rotated, never none.
#[derive(Clone)]
pub(crate) struct Keys {
    first: Key,
    others: Vec<Key>,
}

/// A key with its schedule precomputed: each delivery only copies it.
#[derive(Clone)]
struct Key(Hmac<Sha256>);

/// The MAC of a message. `==` takes the same time wherever two MACs differ.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mac(CtOutput<Hmac<Sha256>>);

impl Keys {
    /// Refuses a secret of fewer bytes than the minimum, and an empty one in any case.
    pub(crate) fn new<S: AsRef<[u8]>>(
        min_len: usize,
        secrets: impl IntoIterator<Item = Result<S, SecretError>>,
    ) -> Result<Self, SecretError> {
        let secrets = secrets.into_iter();
        let mut keys = secrets.map(|secret| Key::new(min_len, secret?.as_ref()));
        Ok(Self {
            first: keys.next().ok_or(SecretError::NoSecret)??,
            others: keys.collect::<Result<_, _>>()?,
        })
    }

    /// The MAC of the message by each key. The message is in parts, so callers need not join them.
    pub(crate) fn macs(&self, message: &[&[u8]]) -> impl Iterator<Item = Mac> {
        let keys = iter::once(&self.first).chain(&self.others);
        keys.map(|key| key.mac(message))
    }

    /// The MAC of the message by the first key.
    pub(crate) fn mac(&self, message: &[&[u8]]) -> Mac {
        self.first.mac(message)
    }
}

impl Key {
    fn new(min_len: usize, secret: &[u8]) -> Result<Self, SecretError> {
        check_len(min_len, secret)?;
        // HMAC accepts keys of any length: this error cannot occur.
        let mac = Hmac::new_from_slice(secret).map_err(|_| SecretError::Empty)?;
        Ok(Self(mac))
    }

    fn mac(&self, message: &[&[u8]]) -> Mac {
        let mut mac = self.0.clone();
        for part in message {
            mac.update(part);
        }
        Mac(mac.finalize())
    }
}

/// Refuses a secret of fewer bytes than the minimum, and an empty one in any case.
pub(super) fn check_len(min_len: usize, secret: &[u8]) -> Result<(), SecretError> {
    if secret.is_empty() {
        return Err(SecretError::Empty);
    }
    if secret.len() < min_len {
        return Err(SecretError::TooShort { min_len });
    }
    Ok(())
}

impl Mac {
    /// Decodes a MAC of 32 bytes from base64, in its one canonical form.
    pub(crate) fn from_base64(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        let len = STANDARD.decode_slice(text, &mut bytes).ok()?;
        (len == bytes.len()).then(|| Self(CtOutput::new(bytes.into())))
    }

    pub(crate) fn to_base64(&self) -> String {
        STANDARD.encode(self.0.as_bytes())
    }
}

/// Shows how many keys there are, and nothing else about them.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} redacted]", 1 + self.others.len())
    }
}
