use serde::ser::{Serialize, SerializeMap, Serializer};

/// What went wrong.
///
/// ```
/// use bot_webhooks::exotel::{ErrorReply, Reply};
///
/// let reply = Reply::from(ErrorReply::new("DB7", "No database", "The orders could not be read"));
/// assert_eq!(reply.http_code(), 500);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorReply {
    /// A code of your own.
    pub error_code: String,
    /// What went wrong, in a few words.
    pub message: String,
    /// The same at length.
    pub description: String,
}

impl ErrorReply {
    /// What went wrong: a code of your own, a few words, and the same at length.
    #[must_use]
    pub fn new(
        error_code: impl Into<String>,
        message: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            error_code: error_code.into(),
            message: message.into(),
            description: description.into(),
        }
    }
}

/// That something went wrong, and no more.
impl Default for ErrorReply {
    fn default() -> Self {
        let message = "Internal Server Error";
        Self::new("internal_server_error", message, message)
    }
}

/// Writes what stands in the envelope as `error_data`.
impl Serialize for ErrorReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("error_code", &self.error_code)?;
        map.serialize_entry("message", &self.message)?;
        map.serialize_entry("description", &self.description)?;
        map.end()
    }
}
