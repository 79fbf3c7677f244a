use super::{Envelope, ErrorReply, Event, Reply};
use crate::receive::{Answer, Answers, Outcome};

/// The HTTP endpoint at the URL that Exotel posts to. Its answers are envelopes, except 401 and 405,
/// which have no body.
pub type Endpoint = crate::receive::Endpoint<Event>;

impl Answers<Reply> for Event {
    type Echo = Envelope;

    fn echo(&self) -> Envelope {
        self.envelope()
    }

    fn is_failure(reply: &Reply) -> bool {
        matches!(reply, Reply::Error(_))
    }

    fn reply(reply: Reply, echo: Envelope) -> Answer {
        Answer::json(echo.with_reply(reply).to_json())
    }

    fn failure(outcome: Outcome, why: &str, echo: Envelope) -> Answer {
        let status = outcome.status();
        let message = status.canonical_reason().unwrap_or("Error");
        let description = if why.is_empty() { message } else { why };
        let error = ErrorReply::new(outcome.as_str(), message, description);
        Answer::json(
            echo.with_reply(error)
                .with_http_code(status.as_u16())
                .to_json(),
        )
    }
}
