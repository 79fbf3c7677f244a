//! What became of a body.

use std::io;

use bot_webhooks::{Event, ParseError, Provider};

/// A body's place, its sender where known, and what it was.
pub(crate) struct Record {
    pub(crate) source: String,
    pub(crate) provider: Option<Provider>,
    pub(crate) outcome: Result<Event, Failure>,
}

/// Why a body is no event.
pub(crate) struct Failure {
    pub(crate) kind: &'static str,
    pub(crate) path: String,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn unknown_provider() -> Self {
        let message = "it looks like no provider's; name one with --provider";
        Self::whole("unknown_provider", message)
    }

    pub(crate) fn not_json(error: &serde_json::Error) -> Self {
        Self::whole("not_json", &format!("not JSON: {error}"))
    }

    fn whole(kind: &'static str, message: &str) -> Self {
        Self {
            kind,
            path: ".".to_owned(),
            message: message.to_owned(),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::whole("io", &error.to_string())
    }
}

impl From<ParseError> for Failure {
    fn from(error: ParseError) -> Self {
        Self {
            kind: error.kind().as_str(),
            path: error.path().to_owned(),
            message: error.to_string(),
        }
    }
}
