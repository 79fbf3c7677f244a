use http::StatusCode;

use crate::verify::VerifyError;

/// How a delivery ended.
///
/// Every response of an [`Endpoint`](super::Endpoint) has it in its extensions, for a layer that
/// counts or logs: `response.extensions().get::<Outcome>()`. It does not go to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The dispatcher took it, or nobody cares for it.
    Handled,
    /// It was handled before, and is answered as it was then.
    Repeated,
    /// Somebody else is handling it.
    InProgress,
    /// The caller did not prove who it is, and why not.
    Unauthenticated(VerifyError),
    /// The body is not JSON, and the dispatcher did not accept it.
    NotJson,
    /// The body has not the structure of its event, and the dispatcher did not accept it.
    WrongStructure,
    /// The body is larger than the endpoint takes.
    TooLarge,
    /// The body broke off: the caller went away, or a layer gave up waiting for the rest.
    Incomplete,
    /// The request is no POST.
    MethodNotAllowed,
    /// The dispatcher failed.
    Failed,
}

impl Outcome {
    /// The status that it is answered with. A vendor that retries does so on all but 2xx.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Handled | Self::Repeated => StatusCode::OK,
            Self::InProgress => StatusCode::CONFLICT,
            Self::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Self::NotJson | Self::Incomplete => StatusCode::BAD_REQUEST,
            Self::WrongStructure => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The outcome as one word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Repeated => "repeated",
            Self::InProgress => "in_progress",
            Self::Unauthenticated(_) => "unauthenticated",
            Self::NotJson => "not_json",
            Self::WrongStructure => "wrong_structure",
            Self::TooLarge => "too_large",
            Self::Incomplete => "incomplete",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Failed => "failed",
        }
    }
}
