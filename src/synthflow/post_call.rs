use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Analysis, Call, CallStatus, EndCallReason, ExecutedAction};
use crate::open::{is_filled, payload};
use crate::{Id, Seconds, Timestamp, Turn};

payload! {
    /// The outcome of a call.
    pub struct PostCall {
        /// The call's status; the same as in `call`.
        pub status: Option<CallStatus>,
        /// What went wrong, often empty. In 2024 this was the reason the call ended.
        pub error_message: Option<String>,
        /// The person who was called, or who called.
        pub lead: Option<Lead>,
        /// The call itself.
        pub call: Option<Call>,
        /// What the agent did besides talking, by the action's name, which may contain spaces.
        pub executed_actions: BTreeMap<String, Box<ExecutedAction>>,
        /// Synthflow's evaluation of the call, or null.
        pub analysis: Option<Analysis>,
        /// The metadata that the call carries for you; empty if there is none. Missing in 2024.
        pub metadata: Map<String, Value>,
        /// What the agent was told to find out. Since 2026-02; missing before that and if not
        /// configured, or null.
        pub collected_variables: Map<String, Value>,
        /// Which of your own conditions ended the call. Since 2026-03. Synthflow's documentation
        /// does not show whether the field is here or in `call`;
        /// [`custom_end_call_reason`](Self::custom_end_call_reason) looks at both.
        pub custom_end_call_reason: Option<String>,
    }
}

impl PostCall {
    /// Returns the call's id: `call.call_id`.
    ///
    /// ```
    /// use bot_webhooks::synthflow::Event;
    ///
    /// let body = r#"{"status": "completed", "call": {"call_id": "c-1", "transcript": "bot: Hello!"}}"#;
    /// let Event::PostCall(post_call) = body.parse()? else { panic!() };
    /// assert_eq!(post_call.call_id().unwrap(), "c-1");
    /// assert_eq!(post_call.turns().next().unwrap().text, "Hello!");
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn call_id(&self) -> Option<&Id> {
        self.call.as_ref()?.call_id.as_ref()
    }

    /// Returns the agent's id: `call.model_id`.
    #[must_use]
    pub fn model_id(&self) -> Option<&Id> {
        self.call.as_ref()?.model_id.as_ref()
    }

    /// Returns the call's status: `call.status` or, without one, `status`.
    #[must_use]
    pub fn status(&self) -> Option<&CallStatus> {
        let of_call = self.call.as_ref().and_then(|call| call.status.as_ref());
        let mut either = [of_call, self.status.as_ref()].into_iter().flatten();
        either.find(|status| is_filled(*status))
    }

    /// Returns when the call began: `call.start_time`.
    #[must_use]
    pub fn start_time(&self) -> Option<&Timestamp> {
        self.call.as_ref()?.start_time.as_ref()
    }

    /// Returns the duration of the call, in seconds: `call.duration`.
    #[must_use]
    pub fn duration(&self) -> Option<&Seconds> {
        self.call.as_ref()?.duration.as_ref()
    }

    /// Returns where the recording is: `call.recording_url`.
    #[must_use]
    pub fn recording_url(&self) -> Option<&str> {
        self.call.as_ref()?.recording_url.as_deref()
    }

    /// Returns why the call ended: `call.end_call_reason`.
    #[must_use]
    pub fn end_call_reason(&self) -> Option<&EndCallReason> {
        self.call.as_ref()?.end_call_reason.as_ref()
    }

    /// Returns the turns of the transcript, as [`Call::turns`] does.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.call.iter().flat_map(Call::turns)
    }

    /// Returns which of your own conditions ended the call, from either place; `None` for an empty
    /// string.
    ///
    /// ```
    /// use bot_webhooks::synthflow::PostCall;
    ///
    /// for body in [
    ///     r#"{"call": {"custom_end_call_reason": "Caller is abusive"}}"#,
    ///     r#"{"call": {}, "custom_end_call_reason": "Caller is abusive"}"#,
    /// ] {
    ///     let post_call: PostCall = serde_json::from_str(body)?;
    ///     assert_eq!(post_call.custom_end_call_reason(), Some("Caller is abusive"));
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn custom_end_call_reason(&self) -> Option<&str> {
        let in_call = self
            .call
            .as_ref()
            .and_then(|call| call.custom_end_call_reason.as_deref());
        [in_call, self.custom_end_call_reason.as_deref()]
            .into_iter()
            .flatten()
            .find(|reason| !reason.is_empty())
    }
}

payload! {
    /// The person on the other end of a call.
    pub struct Lead {
        /// Their name, or null.
        pub name: Option<String>,
        /// Their phone number, with or without a `+`, or null.
        pub phone_number: Option<String>,
        /// The variables that were filled into the prompt, or null. Missing in 2024.
        pub prompt_variables: Map<String, Value>,
    }
}
