use std::fmt;

use serde::de::IgnoredAny;

use crate::Provider;
use crate::named_enum::named_enum;
use crate::open::{ErrorPath, Mismatch};

/// Why a body could not be read as an event of its provider.
///
/// It says what is wrong and where, and never quotes the body: it is fit for a log.
///
/// ```
/// use bot_webhooks::{ParseErrorKind, recall};
///
/// let error = recall::Event::from_slice(br#"{"event": "bot.done", "data": 5}"#).unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::WrongStructure);
/// assert_eq!(error.path(), "data");
/// assert_eq!(
///     error.to_string(),
///     "recall bot.done: expected an object at `data`, found a number (line 1, column 31)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ParseError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    provider: Provider,
    event: Option<&'static str>,
    path: String,
    line: usize,
    column: usize,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    NotJson(String),
    WrongStructure(Mismatch),
    NotEnabled,
}

named_enum! {
    /// Why a body could not be read.
    #[non_exhaustive]
    pub enum ParseErrorKind {
        /// The body is not JSON in UTF-8, is cut off, is nested more than 127 levels deep, or holds a
        /// number beyond what a 64-bit float can hold (`1e400`).
        NotJson = "not_json",
        /// The body is JSON, but does not have the structure of the event it names.
        WrongStructure = "wrong_structure",
        /// The body was not read, because the feature of its provider is not enabled.
        NotEnabled = "not_enabled",
    }
}

impl ParseError {
    pub(crate) fn new(
        provider: Provider,
        body: &str,
        error: &serde_json::Error,
        path: &ErrorPath,
    ) -> Self {
        // A wrong structure ends the read, and the rest may not be JSON at all.
        let rest = error
            .is_data()
            .then(|| serde_json::from_str::<IgnoredAny>(body).err());
        let rest = rest.flatten();
        let not_json = rest.as_ref().unwrap_or(error);
        let expected_object = || Mismatch::Expected {
            what: "an object",
            found: first_type(body),
        };
        let (error, reason, place) = if not_json.is_data() {
            let mismatch = path.mismatch.unwrap_or_else(expected_object);
            (error, Reason::WrongStructure(mismatch), path.path())
        } else {
            (not_json, Reason::NotJson(syntax(not_json)), ".".to_owned())
        };
        Self(Box::new(Inner {
            provider,
            event: path.event,
            path: place,
            line: error.line(),
            column: error.column(),
            reason,
        }))
    }

    /// For a provider whose feature is not enabled.
    pub(crate) fn not_enabled(provider: Provider) -> Self {
        Self(Box::new(Inner {
            provider,
            event: None,
            path: ".".to_owned(),
            line: 0,
            column: 0,
            reason: Reason::NotEnabled,
        }))
    }

    /// For a body that is UTF-8 only up to this byte.
    pub(crate) fn not_utf8(provider: Provider, body: &[u8], valid_up_to: usize) -> Self {
        let valid = body.get(..valid_up_to).unwrap_or(body);
        let lines = valid.split(|byte| *byte == b'\n');
        let (line, last) = lines.enumerate().last().unwrap_or((0, valid));
        Self(Box::new(Inner {
            provider,
            event: None,
            path: ".".to_owned(),
            line: line + 1,
            column: last.len() + 1,
            reason: Reason::NotJson("invalid UTF-8".to_owned()),
        }))
    }

    /// Whether the body is not JSON, or has a wrong structure, or was not read.
    #[must_use]
    pub fn kind(&self) -> ParseErrorKind {
        match self.0.reason {
            Reason::NotJson(_) => ParseErrorKind::NotJson,
            Reason::WrongStructure(_) => ParseErrorKind::WrongStructure,
            Reason::NotEnabled => ParseErrorKind::NotEnabled,
        }
    }

    /// Where the structure is wrong: `data.bot`, `events[0].event_data`,
    /// `executed_actions["zip code"]`; `.` for the whole body, and if the body is not JSON. A name is
    /// cut after 128 characters.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line, from 1, near which the error is; 0 if it is not known.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column, from 1 and in bytes, near which the error is; 0 if it is not known, and the error is
    /// then displayed without it.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The provider whose body it is.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.0.provider
    }

    /// The wire name of the event, if the body named a known one before the error.
    #[must_use]
    pub fn event(&self) -> Option<&'static str> {
        self.0.event
    }
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.provider)?;
        if let Some(event) = self.event {
            write!(f, " {event}")?;
        }
        let place = match self.path.as_str() {
            "." => String::new(),
            path => format!(" at `{path}`"),
        };
        match &self.reason {
            Reason::NotJson(why) => write!(f, ": not JSON: {why}")?,
            Reason::WrongStructure(Mismatch::Expected { what, found }) => {
                write!(f, ": expected {what}{place}")?;
                if let Some(found) = found {
                    write!(f, ", found {found}")?;
                }
            }
            Reason::WrongStructure(mismatch) => write!(f, ": {mismatch} `{}`", self.path)?,
            Reason::NotEnabled => write!(f, ": the feature `{}` is not enabled", self.provider)?,
        }
        match (self.line, self.column) {
            (0, _) => Ok(()),
            (line, 0) => write!(f, " (line {line})"),
            (line, column) => write!(f, " (line {line}, column {column})"),
        }
    }
}

/// What a body is, by its first character.
fn first_type(body: &str) -> Option<&'static str> {
    Some(match body.trim_ascii_start().as_bytes().first()? {
        b'{' => "an object",
        b'[' => "an array",
        b'"' => "a string",
        b't' | b'f' => "a boolean",
        b'n' => "null",
        _ => "a number",
    })
}

/// What `serde_json` says of a body that is not JSON, without the place. Its errors of syntax are fixed
/// sentences; only those of data can quote a value.
fn syntax(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).unwrap_or(&words).to_owned()
}
