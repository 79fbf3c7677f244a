use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;

use super::signed::{Signed, WEBHOOK, message};
use super::{IntoSecrets, Keys, SecretError, VerifyError};
use crate::Headers;

/// The signature scheme of [Standard Webhooks](https://www.standardwebhooks.com), which is Svix's.
///
/// A signature is the HMAC-SHA256 of `{id}.{timestamp}.{body}`, so it authenticates all three. It
/// does not prove that a delivery is new: within the tolerance it can be replayed, and a genuine
/// retry has the same id too. If you must not act twice, remember the ids.
///
/// - The headers are `webhook-id`, `webhook-timestamp` and `webhook-signature`, or the same names
///   with `svix-`. One family must be complete; any headers of the other must have the same values.
///   A repeated header is refused.
/// - The signature header is a list, separated by spaces, and may contain signatures of versions
///   other than `v1`, which are skipped. One that matches one of the secrets is enough, so a secret
///   can be rotated without losing a delivery.
/// - An id is visible ASCII without a full stop, as the scheme requires of senders: with one, a
///   signed message could be split in a different place. An empty id counts as missing.
/// - A timestamp is a whole number of seconds since 1970, without a plus sign or leading zeros.
///
/// ```
/// use std::time::SystemTime;
/// use bot_webhooks::verify::{VerifyError, StandardWebhooks};
///
/// let webhooks = StandardWebhooks::new("whsec_plJ3nmyCDGBKInavdOK15jsl")?;
/// let body = br#"{"event_type":"ping","data":{"success":true}}"#;
/// let headers = [
///     ("webhook-id", "msg_loFOjxBNrRLzqYUf"),
///     ("webhook-timestamp", "1731705121"),
///     ("webhook-signature", "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="),
/// ];
///
/// # let then = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_731_705_121);
/// assert_eq!(webhooks.verify(&headers, body, then), Ok("msg_loFOjxBNrRLzqYUf"));
/// assert_eq!(webhooks.verify(&headers, b"{}", then), Err(VerifyError::NoMatch));
/// assert_eq!(webhooks.verify(&headers, body, SystemTime::now()), Err(VerifyError::TooOld));
/// # Ok::<(), bot_webhooks::verify::SecretError>(())
/// ```
#[derive(Clone, Debug)]
pub struct StandardWebhooks {
    secrets: Keys,
    tolerance: Duration,
}

impl StandardWebhooks {
    /// The minimum length of a secret, in bytes of the decoded key. The scheme recommends 24 to 64;
    /// Svix's own samples have 18.
    pub const MIN_SECRET_LEN: usize = 16;

    /// Creates a verifier from the secret that signs deliveries, as the vendor shows it: base64,
    /// with or without `whsec_` before it and padding after it. During a rotation, give several.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no secret, or if one is empty, not base64, or shorter than
    /// [`MIN_SECRET_LEN`](Self::MIN_SECRET_LEN).
    pub fn new(secrets: impl IntoSecrets) -> Result<Self, SecretError> {
        Self::with_min_len(Self::MIN_SECRET_LEN, secrets)
    }

    /// As [`new`](Self::new), but accepts a secret of any length except an empty one. Anyone can
    /// find a short secret by trying all of them against one delivery, and sign with it.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no secret, or if one is empty or not base64.
    pub fn dangerously_with_short_secrets(secrets: impl IntoSecrets) -> Result<Self, SecretError> {
        Self::with_min_len(0, secrets)
    }

    fn with_min_len(min_len: usize, secrets: impl IntoSecrets) -> Result<Self, SecretError> {
        let secrets = secrets.into_secrets().map(|secret| {
            let secret = secret.as_ref();
            let base64 = secret.strip_prefix("whsec_").unwrap_or(secret);
            let decoded = STANDARD_PAD_INDIFFERENT.decode(base64);
            decoded.map_err(|_| SecretError::NotBase64)
        });
        Ok(Self {
            secrets: Keys::new(min_len, secrets)?,
            tolerance: Duration::from_secs(5 * 60),
        })
    }

    /// Sets the tolerance: how old a delivery may be, and how far ahead of the local clock, in
    /// whole seconds. The default is five minutes, as in the reference libraries.
    #[must_use]
    pub fn with_tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Verifies a delivery, and returns its id, which is the same for all its retries.
    ///
    /// # Errors
    ///
    /// Returns an error if the delivery cannot be authenticated. The signature is checked before
    /// the time, so [`VerifyError::TooOld`] and [`VerifyError::TooNew`] are returned only for
    /// genuine deliveries.
    pub fn verify<'h>(
        &self,
        headers: &'h dyn Headers,
        body: &[u8],
        now: SystemTime,
    ) -> Result<&'h str, VerifyError> {
        let signed = Signed::read(headers)?;
        self.verify_signed(&signed, body, now)?;
        Ok(signed.id)
    }

    pub(crate) fn verify_signed(
        &self,
        signed: &Signed<'_>,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), VerifyError> {
        let message = message(signed.id, signed.timestamp, body);
        if !self.secrets.macs(&message).any(|mac| signed.has(&mac)) {
            return Err(VerifyError::NoMatch);
        }

        let now = seconds_since_1970(now);
        let tolerance = i64::try_from(self.tolerance.as_secs()).unwrap_or(i64::MAX);
        if now.saturating_sub(signed.seconds) > tolerance {
            Err(VerifyError::TooOld)
        } else if signed.seconds.saturating_sub(now) > tolerance {
            Err(VerifyError::TooNew)
        } else {
            Ok(())
        }
    }

    /// Checks that the headers are there and well-formed, before there is a body.
    ///
    /// # Errors
    ///
    /// Returns an error if a header is missing, repeated, malformed, or conflicts with a different
    /// one. The signature is not checked.
    pub fn check_headers(&self, headers: &dyn Headers) -> Result<(), VerifyError> {
        Signed::read(headers).map(drop)
    }

    /// Returns the value of the header `webhook-signature` of a delivery that is sent at this time,
    /// in whole seconds: a signature by each secret.
    ///
    /// ```
    /// # use bot_webhooks::verify::StandardWebhooks;
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// let webhooks = StandardWebhooks::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
    /// let at = UNIX_EPOCH + Duration::from_secs(1_614_265_330);
    /// assert_eq!(
    ///     webhooks.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, br#"{"test": 2432232314}"#),
    ///     "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    /// );
    /// # Ok::<(), bot_webhooks::verify::SecretError>(())
    /// ```
    #[must_use]
    pub fn sign(&self, id: &str, at: SystemTime, body: &[u8]) -> String {
        let timestamp = seconds_since_1970(at).to_string();
        let message = message(id, &timestamp, body);
        let macs = self.secrets.macs(&message);
        let signatures: Vec<_> = macs.map(|mac| format!("v1,{}", mac.to_base64())).collect();
        signatures.join(" ")
    }

    /// Returns the three headers of a delivery that is sent at this time, for tests and tools that
    /// act as the vendor.
    ///
    /// ```
    /// # use bot_webhooks::verify::StandardWebhooks;
    /// # use std::time::SystemTime;
    /// let webhooks = StandardWebhooks::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
    /// let now = SystemTime::now();
    /// let headers = webhooks.signed_headers("msg_1", now, b"{}");
    /// assert_eq!(webhooks.verify(&headers, b"{}", now), Ok("msg_1"));
    /// # Ok::<(), bot_webhooks::verify::SecretError>(())
    /// ```
    #[must_use]
    pub fn signed_headers(
        &self,
        id: &str,
        at: SystemTime,
        body: &[u8],
    ) -> [(&'static str, String); 3] {
        let [id_name, timestamp_name, signature_name] = WEBHOOK;
        [
            (id_name, id.to_owned()),
            (timestamp_name, seconds_since_1970(at).to_string()),
            (signature_name, self.sign(id, at, body)),
        ]
    }
}

fn seconds_since_1970(time: SystemTime) -> i64 {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    }
}
