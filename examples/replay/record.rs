//! What became of a body, as `--format json` prints it.

use std::io;

use bot_webhooks::{Event, Provider};
use serde::Serialize;
use serde::de::IgnoredAny;

#[derive(Serialize)]
pub(crate) struct Record {
    pub(crate) source: String,
    pub(crate) provider: Option<Provider>,
    #[serde(flatten)]
    pub(crate) outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Outcome {
    Parsed {
        event: String,
        known: bool,
        body: Event,
    },
    Failed {
        error: Failure,
    },
}

#[derive(Serialize)]
pub(crate) struct Failure {
    kind: &'static str,
    path: String,
    pub(crate) message: String,
}

impl Record {
    /// Reads a body as this provider's, or else as that of whose it looks like.
    pub(crate) fn new(
        source: String,
        provider: Option<Provider>,
        body: io::Result<Vec<u8>>,
    ) -> Self {
        let (provider, outcome) = match body {
            Ok(body) => {
                // Some editors and shells begin a file with a byte order mark.
                let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&body);
                let provider = provider.or_else(|| Provider::detect(body));
                (provider, Outcome::new(provider, body))
            }
            Err(error) => (provider, Outcome::failed("io", error.to_string())),
        };
        Self {
            source,
            provider,
            outcome,
        }
    }
}

impl Outcome {
    fn new(provider: Option<Provider>, body: &[u8]) -> Self {
        let Some(provider) = provider else {
            return match serde_json::from_slice::<IgnoredAny>(body) {
                Ok(_) => {
                    let message = "it looks like no provider's; name one with --provider";
                    Self::failed("unknown_provider", message.to_owned())
                }
                Err(error) => Self::failed("not_json", format!("not JSON: {error}")),
            };
        };
        match Event::from_slice(provider, body) {
            Ok(event) => Self::Parsed {
                event: event.name().to_owned(),
                known: event.is_known(),
                body: event,
            },
            Err(error) => Self::Failed {
                error: Failure {
                    kind: error.kind().as_str(),
                    path: error.path().to_owned(),
                    message: error.to_string(),
                },
            },
        }
    }

    fn failed(kind: &'static str, message: String) -> Self {
        let path = ".".to_owned();
        let error = Failure {
            kind,
            path,
            message,
        };
        Self::Failed { error }
    }
}
