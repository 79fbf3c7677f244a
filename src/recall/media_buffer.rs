use crate::open::string_type;

/// Audio or video, as the base64 in which it came. It is decoded when you ask, and only then,
/// by `decode` of the feature `media`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MediaBuffer(Box<str>);

string_type!(MediaBuffer, "base64");

#[cfg(feature = "media")]
impl MediaBuffer {
    /// Decodes the audio or video (feature `media`).
    ///
    /// ```
    /// use bot_webhooks::recall::MediaBuffer;
    ///
    /// assert_eq!(MediaBuffer::from("AAECAw==").decode()?, [0, 1, 2, 3]);
    /// assert!(MediaBuffer::from("").decode()?.is_empty());
    /// # Ok::<(), bot_webhooks::recall::NotBase64>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the string is not base64. Missing padding is not an error.
    pub fn decode(&self) -> Result<Vec<u8>, NotBase64> {
        use base64::Engine;
        use base64::alphabet::STANDARD;
        use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
        const ENGINE: GeneralPurpose = GeneralPurpose::new(
            &STANDARD,
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
        );
        ENGINE.decode(&*self.0).map_err(|_| NotBase64)
    }
}

/// A [`MediaBuffer`] that is not base64.
#[cfg(feature = "media")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the buffer is not base64")]
#[non_exhaustive]
pub struct NotBase64;
