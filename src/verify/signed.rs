use super::{Mac, VerifyError};
use crate::Headers;

/// The header names of the id, the timestamp and the signatures.
pub(crate) const WEBHOOK: [&str; 3] = ["webhook-id", "webhook-timestamp", "webhook-signature"];
pub(crate) const SVIX: [&str; 3] = ["svix-id", "svix-timestamp", "svix-signature"];

/// What the headers of a delivery say, before any of it is authenticated.
pub(crate) struct Signed<'h> {
    pub(super) id: &'h str,
    pub(super) timestamp: &'h str,
    /// The timestamp as a number.
    pub(super) seconds: i64,
    /// The list of signatures.
    signatures: &'h [u8],
}

impl<'h> Signed<'h> {
    pub(crate) fn read(headers: &'h dyn Headers) -> Result<Self, VerifyError> {
        let read =
            |name| single(headers, name).map(|value| value.filter(|value| !value.is_empty()));
        let read_all = |[id, timestamp, signatures]: [&'static str; 3]| -> Result<_, VerifyError> {
            Ok([read(id)?, read(timestamp)?, read(signatures)?])
        };
        let (webhook, svix) = (read_all(WEBHOOK)?, read_all(SVIX)?);
        let differ = |pair| matches!(pair, (Some(one), Some(other)) if one != other);
        if webhook.into_iter().zip(svix).any(differ) {
            return Err(VerifyError::ConflictingHeaders);
        }
        let present = |values: [Option<_>; 3]| values.into_iter().flatten().count();
        let (names, values) = if present(svix) > present(webhook) {
            (SVIX, svix)
        } else {
            (WEBHOOK, webhook)
        };
        let [id_name, timestamp_name, signatures_name] = names;
        let [id, timestamp, signatures] = values;
        let id = id.ok_or(VerifyError::MissingHeader(id_name))?;
        let timestamp = timestamp.ok_or(VerifyError::MissingHeader(timestamp_name))?;
        let signatures = signatures.ok_or(VerifyError::MissingHeader(signatures_name))?;

        let in_id = |byte: u8| byte.is_ascii_graphic() && byte != b'.';
        let in_list = |byte| matches!(byte, b' '..=b'~');
        let (timestamp, seconds) = unix_seconds(timestamp).ok_or(VerifyError::BadTimestamp)?;
        Ok(Self {
            id: all(id, in_id)
                .and_then(|id| str::from_utf8(id).ok())
                .ok_or(VerifyError::MalformedHeader(id_name))?,
            timestamp,
            seconds,
            signatures: all(signatures, in_list)
                .ok_or(VerifyError::MalformedHeader(signatures_name))?,
        })
    }

    /// Whether the list contains this signature, among those of version 1.
    pub(super) fn has(&self, mac: &Mac) -> bool {
        let signatures = self.signatures.split(|byte| *byte == b' ');
        let mut v1 = signatures.filter_map(|signature| signature.strip_prefix(b"v1,"));
        v1.any(|signature| Mac::from_base64(signature).as_ref() == Some(mac))
    }
}

/// The value of the header with this name, unless it is repeated.
pub(crate) fn single<'h>(
    headers: &'h dyn Headers,
    name: &'static str,
) -> Result<Option<&'h [u8]>, VerifyError> {
    match headers.header(name) {
        Some(_) if headers.is_repeated(name) => Err(VerifyError::RepeatedHeader(name)),
        value => Ok(value),
    }
}

/// The id in the headers, which nothing authenticates yet.
#[cfg(all(feature = "receive", feature = "recall"))]
pub(crate) fn delivery_id(headers: &dyn Headers) -> Option<&str> {
    let id = |[name, ..]: [&str; 3]| headers.header(name).filter(|id| !id.is_empty());
    str::from_utf8(id(WEBHOOK).or_else(|| id(SVIX))?).ok()
}

/// Whether any header of a signature is there, whatever it says.
#[cfg(feature = "recall")]
pub(crate) fn has_signature(headers: &dyn Headers) -> bool {
    let mut names = WEBHOOK.iter().chain(&SVIX);
    names.any(|name| headers.header(name).is_some())
}

/// The signed message, in parts.
pub(super) fn message<'a>(id: &'a str, timestamp: &'a str, body: &'a [u8]) -> [&'a [u8]; 5] {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body]
}

/// The bytes, if all are allowed. All are looked at, because a loop without an early end is compiled
/// into instructions that look at several at once.
fn all(bytes: &[u8], allowed: impl Fn(u8) -> bool) -> Option<&[u8]> {
    let all_allowed = bytes.iter().fold(true, |all, byte| all & allowed(*byte));
    all_allowed.then_some(bytes)
}

/// Parses a number in its one canonical form: without a plus sign or leading zeros, so that the
/// string that is signed and the number that is compared are the same.
fn unix_seconds(bytes: &[u8]) -> Option<(&str, i64)> {
    let text = str::from_utf8(bytes).ok()?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with(['0', '+']) && text != "0" {
        return None;
    }
    Some((text, text.parse().ok()?))
}
