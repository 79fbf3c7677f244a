use std::fmt;

use sha2::{Digest, Sha256};

use crate::Delivery;
use crate::receive::Receivable;

/// A key that identifies a delivery, and stays the same each time it is redelivered.
///
/// It is the provider's name, a colon, and then the vendor's id of the delivery or a hash of what
/// identifies the event: printable ASCII, at most 80 characters, and without personal data.
/// The [table](super#what-tells-a-delivery) says what identifies each event.
///
/// ```
/// use bot_webhooks::idempotency::DeliveryKey;
/// use bot_webhooks::{recall, Delivery, Provider};
///
/// let body = br#"{"event": "bot.done"}"#;
/// let event = recall::Event::from_slice(body)?;
/// let delivery = Delivery::new(Provider::Recall, body).with_id("msg_1");
/// let key = DeliveryKey::of(&event, &delivery).unwrap();
/// assert_eq!(key.as_str(), "recall:msg_1");
/// # Ok::<(), bot_webhooks::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryKey(Box<str>);

impl DeliveryKey {
    /// Returns the key of a delivery with this event; `None` if nothing identifies it.
    pub fn of<E: Receivable>(event: &E, delivery: &Delivery<'_>) -> Option<Self> {
        event.delivery_key(delivery)
    }

    /// Returns the key of a delivery whose body could not be parsed: the vendor's id, or the body
    /// if there is none.
    ///
    /// If you store such deliveries, use it to store a redelivered one only once. An endpoint does
    /// not ask for a key if there is no event.
    #[must_use]
    pub fn of_malformed(delivery: &Delivery<'_>) -> Self {
        Self::of_id(delivery)
    }

    /// Returns the key as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The vendor's id of the delivery, or the body if there is none.
    pub(crate) fn of_id(delivery: &Delivery<'_>) -> Self {
        match delivery.id() {
            None | Some("") => Self::of_body(delivery),
            // An id comes from outside, so it may have any length and contain anything.
            Some(id) if id.len() > 64 || !id.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Self::of_parts(delivery, &[b"id", id.as_bytes()])
            }
            Some(id) => Self::new(delivery, id),
        }
    }

    /// The event's name and the fields that identify it, or the body if one of them is missing or
    /// empty.
    pub(crate) fn of_members(
        delivery: &Delivery<'_>,
        name: &str,
        members: &[Option<String>],
    ) -> Self {
        let mut parts = vec![name.as_bytes()];
        for member in members {
            match member {
                Some(text) if !text.is_empty() => parts.push(text.as_bytes()),
                _ => return Self::of_body(delivery),
            }
        }
        Self::of_parts(delivery, &parts)
    }

    pub(crate) fn of_body(delivery: &Delivery<'_>) -> Self {
        Self::of_parts(delivery, &[delivery.body()])
    }

    fn of_parts(delivery: &Delivery<'_>, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // With its length, so that "ab", "c" differs from "a", "bc".
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        // Half of the hash: it takes 2^64 deliveries before two are likely to collide.
        let half = hash.finalize().into_iter().take(16);
        let hex = half.fold(String::with_capacity(32), |hex, byte| {
            hex + &format!("{byte:02x}")
        });
        Self::new(delivery, &hex)
    }

    fn new(delivery: &Delivery<'_>, rest: &str) -> Self {
        Self(format!("{}:{rest}", delivery.provider().as_str()).into())
    }
}

impl fmt::Display for DeliveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DeliveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
