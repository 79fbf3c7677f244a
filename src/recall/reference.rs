use serde::Deserialize;
use serde_json::{Map, Value};

use crate::deserialize_error::deserialize;
use crate::open::payload;
use crate::{DeserializeError, Id};

payload! {
    /// A resource that an event is about, such as `data.bot` or `data.recording`. The name of the
    /// field says which resource it is.
    pub struct Reference lenient {
        /// The resource's id: a UUID in every live delivery, a different string in test deliveries.
        pub id: Option<Id>,
        /// The metadata that you set when you created the resource; `{}` if you set none. A missing
        /// or null value has been observed, and means the same.
        pub metadata: Map<String, Value>,
    }
}

impl Reference {
    /// Deserializes the metadata into your own type. Missing or null metadata is read as an empty
    /// object.
    ///
    /// ```
    /// use bot_webhooks::recall::Reference;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Booking {
    ///     room: String,
    /// }
    ///
    /// let bot: Reference = serde_json::from_str(r#"{"id": "b-1", "metadata": {"room": "Oslo"}}"#)?;
    /// let booking: Booking = bot.metadata_as()?;
    /// assert_eq!(booking.room, "Oslo");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the metadata does not match your type. It names the field, and quotes
    /// nothing.
    pub fn metadata_as<'a, T: Deserialize<'a>>(&'a self) -> Result<T, DeserializeError> {
        deserialize(&self.metadata)
    }
}
