use http::StatusCode;

use crate::verify::VerifyError;

/// How a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The dispatcher handled it, or ignored it.
    Handled,
    /// It was authenticated and parsed by a [`Gate`](super::Gate) alone. How it was handled is not known
    /// here.
    Admitted,
    /// It was handled before, and is answered as it was then.
    Repeated,
    /// It is being handled elsewhere.
    InProgress,
    /// The caller was not authenticated, and why not.
    Unauthenticated(VerifyError),
    /// The tenant could not be looked up.
    LookupFailed,
    /// The body is not JSON, and the dispatcher did not accept it.
    NotJson,
    /// The body does not have the structure of its event, and the dispatcher did not accept it.
    WrongStructure,
    /// The body is larger than the endpoint accepts.
    TooLarge,
    /// The body ended too early: the caller went away, or a layer stopped waiting for the rest.
    Incomplete,
    /// The request is not a POST.
    MethodNotAllowed,
    /// The dispatcher failed; the vendor is asked to redeliver.
    Failed,
    /// The dispatcher failed because it is busy; the vendor is asked to redeliver.
    Busy,
    /// The dispatcher failed, and the vendor is not asked to redeliver.
    GivenUp,
    /// The request was dropped before it was answered: the caller went away, or a timeout ended it.
    Dropped,
    /// The dispatcher panicked, or a proof or a store of yours.
    Panicked,
}

impl Outcome {
    /// The status of the answer. A vendor that retries does so after anything but 2xx. This crate does not
    /// answer three outcomes; for these it returns 200 ([`Admitted`](Self::Admitted)) and 500
    /// ([`Dropped`](Self::Dropped), [`Panicked`](Self::Panicked)).
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Handled | Self::Admitted | Self::Repeated | Self::GivenUp => StatusCode::OK,
            Self::InProgress => StatusCode::CONFLICT,
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::LookupFailed | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotJson | Self::Incomplete => StatusCode::BAD_REQUEST,
            Self::WrongStructure => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Failed | Self::Dropped | Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The outcome's name, in snake case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Admitted => "admitted",
            Self::Repeated => "repeated",
            Self::InProgress => "in_progress",
            Self::Unauthenticated(_) => "unauthenticated",
            Self::LookupFailed => "lookup_failed",
            Self::NotJson => "not_json",
            Self::WrongStructure => "wrong_structure",
            Self::TooLarge => "too_large",
            Self::Incomplete => "incomplete",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Failed => "failed",
            Self::Busy => "busy",
            Self::GivenUp => "given_up",
            Self::Dropped => "dropped",
            Self::Panicked => "panicked",
        }
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for Outcome {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
