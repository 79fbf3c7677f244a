use std::fmt;

use serde_json::error::Category;

use crate::Provider;
use crate::open::{Problem, Trail};

/// Why a body could not be read as an event of its provider.
///
/// Says where and what, and never quotes the body: it is fit for a log.
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// What `serde_json` says of a text that is not JSON: one of its own fixed sentences.
    NotJson(&'static str),
    Expected {
        what: &'static str,
        found: Option<&'static str>,
    },
    Missing,
    Duplicate,
}

/// The two ways in which a body can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The body is not JSON in UTF-8, is cut off, is nested more than 127 levels deep, or holds a
    /// number beyond what a 64-bit float can (`1e400`).
    NotJson,
    /// The body is JSON, but not of the structure of the event it says it is.
    WrongStructure,
}

impl ParseErrorKind {
    /// The kind as one word: `not_json` or `wrong_structure`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::WrongStructure => "wrong_structure",
        }
    }
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl ParseError {
    pub(crate) fn new(provider: Provider, error: &serde_json::Error, trail: &Trail) -> Self {
        let not_json = matches!(error.classify(), Category::Syntax | Category::Eof);
        let reason = match trail.problem {
            _ if not_json => Reason::NotJson(syntax(&error.to_string())),
            Some(Problem::Missing) => Reason::Missing,
            Some(Problem::Duplicate) => Reason::Duplicate,
            Some(Problem::Expected(what)) => Reason::Expected {
                what,
                found: found(&error.to_string()),
            },
            None => Reason::Expected {
                what: "an object",
                found: found(&error.to_string()),
            },
        };
        Self(Box::new(Inner {
            provider,
            event: trail.event,
            path: if not_json {
                ".".to_owned()
            } else {
                trail.path()
            },
            line: error.line(),
            column: error.column(),
            reason,
        }))
    }

    /// For a body that is no text: only up to this byte is it UTF-8.
    pub(crate) fn not_utf8(provider: Provider, body: &[u8], valid_up_to: usize) -> Self {
        let valid = body.get(..valid_up_to).unwrap_or_default();
        let mut lines = valid.split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        Self(Box::new(Inner {
            provider,
            event: None,
            path: ".".to_owned(),
            line: lines.count() + 1,
            column: last.len() + 1,
            reason: Reason::NotJson("invalid UTF-8"),
        }))
    }

    /// Whether the body is not JSON, or has a wrong structure.
    #[must_use]
    pub fn kind(&self) -> ParseErrorKind {
        match self.0.reason {
            Reason::NotJson(_) => ParseErrorKind::NotJson,
            _ => ParseErrorKind::WrongStructure,
        }
    }

    /// Where the structure is wrong: `data.bot`, `events[0].event_data`,
    /// `executed_actions["zip code"]`. It is `.` for the whole body, and where it is not JSON. Of a
    /// name, it has the first 128 characters.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line, from 1, near which it went wrong; 0 where none is known.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column, from 1 and in bytes, near which it went wrong; 0 where none is known.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Whose body it is.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.0.provider
    }

    /// The wire name of the event, where the body said one that is known before it went wrong.
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
            "." => "the top".to_owned(),
            path => format!("`{path}`"),
        };
        match self.reason {
            Reason::NotJson(why) => write!(f, ": not JSON: {why}")?,
            Reason::Missing => write!(f, ": {place} is missing")?,
            Reason::Duplicate => write!(f, ": {place} comes twice")?,
            Reason::Expected { what, found } => {
                write!(f, ": expected {what} at {place}")?;
                if let Some(found) = found {
                    write!(f, ", found {found}")?;
                }
            }
        }
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

/// What was found, from the beginning of serde's message; the value that it quotes stays behind.
fn found(message: &str) -> Option<&'static str> {
    const FOUND: &[(&str, &str)] = &[
        ("null", "null"),
        ("boolean", "true or false"),
        ("integer", "a number"),
        ("floating point", "a number"),
        ("number", "a number"),
        ("string", "a text"),
        ("sequence", "a list"),
        ("map", "an object"),
    ];
    let after = message.strip_prefix("invalid type: ")?;
    let found = FOUND.iter().find(|(serde, _)| after.starts_with(serde));
    found.map(|(_, found)| *found)
}

/// Why a text is not JSON: `serde_json`'s own words, which hold nothing of the text.
fn syntax(message: &str) -> &'static str {
    const SYNTAX: &[&str] = &[
        "EOF while parsing a list",
        "EOF while parsing an object",
        "EOF while parsing a string",
        "EOF while parsing a value",
        "expected `:`",
        "expected `,` or `]`",
        "expected `,` or `}`",
        "expected ident",
        "expected value",
        "expected `\"`",
        "invalid escape",
        "invalid number",
        "number out of range",
        "invalid unicode code point",
        "control character",
        "key must be a string",
        "lone leading surrogate in hex escape",
        "trailing comma",
        "trailing characters",
        "unexpected end of hex escape",
        "recursion limit exceeded",
    ];
    let known = SYNTAX.iter().find(|known| message.starts_with(**known));
    known.copied().unwrap_or("malformed text")
}
