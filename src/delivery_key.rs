use std::fmt;

use serde::{Deserialize, Serialize};

/// Identifies a delivery. It is the same each time the delivery is redelivered, unless the vendor
/// changes the body and no id is authenticated.
///
/// A key consists of the provider's name, the tenant in brackets if there is one, a colon, and either
/// the vendor's id of the delivery, if the id is authenticated, or a hash of the body. It is printable
/// ASCII, and of the body it has at most the hash. The tenant's name is in it as it is, if it is short and plain.
///
/// `DeliveryKey::of` and `DeliveryKey::of_malformed`, which make one, need the feature `idempotency`.
///
/// Two tenants never share a key. A caller that can choose the id or the body without authentication
/// gets the key of a genuine delivery only by sending its body byte for byte.
///
/// ```
/// # #[cfg(feature = "idempotency")] {
/// use bot_webhooks::{Delivery, DeliveryKey, Provider, recall};
///
/// let body = br#"{"event": "bot.done"}"#;
/// let event = recall::Event::from_slice(body)?;
/// let delivery = Delivery::new(Provider::Recall, body).with_id("msg_1").with_tenant("acme");
/// let key = DeliveryKey::of(&event, &delivery).unwrap();
/// assert_eq!(key, "recall[acme]:msg_1");
/// # }
/// # Ok::<(), bot_webhooks::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeliveryKey(String);

impl DeliveryKey {
    /// The key as a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "idempotency")]
impl DeliveryKey {
    /// The key of a delivery with this event; `None` if nothing identifies it. Otherwise a delivery that
    /// already has a [key](crate::Delivery::key) keeps it.
    pub fn of<E: crate::Webhook>(event: &E, delivery: &crate::Delivery<'_>) -> Option<Self> {
        // Nothing is known of what tells two unknown events apart.
        let can_be_alike = !event.is_known() || event.can_be_alike();
        if id(delivery).is_none() && can_be_alike {
            return None;
        }
        Some(Self::of_malformed(delivery))
    }

    /// The key of a delivery whose body could not be parsed, for code that stores such deliveries once.
    #[must_use]
    pub fn of_malformed(delivery: &crate::Delivery<'_>) -> Self {
        if let Some(key) = delivery.key() {
            return key.clone();
        }
        let mut key = String::with_capacity(48);
        key.push_str(delivery.provider().as_str());
        if let Some(tenant) = delivery.tenant() {
            key.push('[');
            if is_plain(tenant) && !tenant.contains(['[', ']']) {
                key.push_str(tenant);
            } else {
                push_hash(&mut key, b"tenant", tenant.as_bytes());
            }
            key.push(']');
        }
        key.push(':');
        match id(delivery) {
            Some(id) if is_plain(id) => key.push_str(id),
            Some(id) => push_hash(&mut key, b"id", id.as_bytes()),
            // Otherwise an unsigned copy at one endpoint would suppress the signed delivery at another.
            None if delivery.is_body_signed() => {
                push_hash(&mut key, b"signed body", delivery.body());
            }
            None => push_hash(&mut key, b"body", delivery.body()),
        }
        Self(key)
    }
}

#[cfg(feature = "idempotency")]
fn id<'a>(delivery: &crate::Delivery<'a>) -> Option<&'a str> {
    delivery.id().filter(|id| !id.is_empty())
}

/// Whether a name from outside can be in a key as it is: short, printable, and not like a hash.
#[cfg(feature = "idempotency")]
fn is_plain(name: &str) -> bool {
    name.len() <= 64 && !name.starts_with('#') && name.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Adds half of a SHA-256: it takes 2^64 deliveries before two are likely to be the same.
#[cfg(feature = "idempotency")]
fn push_hash(key: &mut String, what: &[u8], bytes: &[u8]) {
    use sha2::{Digest, Sha256};
    use std::fmt::Write as _;

    let mut hash = Sha256::new();
    hash.update(what);
    hash.update([0]);
    hash.update(bytes);
    key.push('#');
    for byte in hash.finalize().iter().take(16) {
        // Writing to a `String` cannot fail.
        let _ = write!(key, "{byte:02x}");
    }
}

impl AsRef<str> for DeliveryKey {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

crate::open::string_conversions!(@eq DeliveryKey, str, &'_ str, String);

impl From<DeliveryKey> for String {
    fn from(key: DeliveryKey) -> Self {
        key.0
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
