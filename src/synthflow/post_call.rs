use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Analysis, Call, CallStatus, ExecutedAction};
use crate::open::payload;

payload! {
    /// What became of a call.
    pub struct PostCall {
        /// How the call stands; the same as in `call`.
        pub status: Option<CallStatus>,
        /// What went wrong, often empty. In 2024 the reason why the call ended stood here.
        pub error_message: Option<String>,
        /// Who was called, or who called.
        pub lead: Option<Lead>,
        /// The call itself.
        pub call: Option<Call>,
        /// What the agent did beside talking, by the action's name, which may hold spaces.
        pub executed_actions: BTreeMap<String, ExecutedAction>,
        /// How the vendor judges the call, or null.
        pub analysis: Option<Analysis>,
        /// What the call carries for you; empty where it carries nothing. Missing in 2024.
        pub metadata: Map<String, Value>,
        /// What the agent was to find out. Since 2026-02; missing before and where it is not
        /// configured, or null. [`variables`](Self::variables) reads it.
        pub collected_variables: Map<String, Value>,
        /// Which of your own conditions ended the call. Since 2026-03. The page does not show
        /// whether it stands here or in `call`;
        /// [`custom_end_call_reason`](Self::custom_end_call_reason) looks at both.
        pub custom_end_call_reason: Option<String>,
    }
}

impl PostCall {
    /// Which of your own conditions ended the call, wherever it stands; `None` for an empty text.
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
        /// The variables that the prompt was filled with, or null. Missing in 2024.
        pub prompt_variables: Map<String, Value>,
    }
}
