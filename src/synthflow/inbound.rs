use crate::Id;
use crate::open::payload;

payload! {
    /// An incoming call. Synthflow waits ten seconds for the reply, and retries up to three
    /// times.
    pub struct CallInbound {
        /// The call.
        pub call_inbound: Option<InboundCall>,
    }
}

impl CallInbound {
    /// Returns the id of the agent that the call came in for: `call_inbound.model_id`.
    ///
    /// ```
    /// use bot_webhooks::synthflow::Event;
    ///
    /// let body = r#"{"event": "call_inbound", "call_inbound": {"from_number": "+15550100"}}"#;
    /// let Event::CallInbound(inbound) = body.parse()? else { panic!() };
    /// assert_eq!(inbound.from_number(), Some("+15550100"));
    /// assert_eq!(inbound.model_id(), None);
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn model_id(&self) -> Option<&Id> {
        self.call_inbound.as_ref()?.model_id.as_ref()
    }

    /// Returns the caller's number: `call_inbound.from_number`.
    #[must_use]
    pub fn from_number(&self) -> Option<&str> {
        self.call_inbound.as_ref()?.from_number.as_deref()
    }

    /// Returns the number that was called: `call_inbound.to_number`.
    #[must_use]
    pub fn to_number(&self) -> Option<&str> {
        self.call_inbound.as_ref()?.to_number.as_deref()
    }
}

payload! {
    /// An incoming call that has not been answered yet. It has no id.
    pub struct InboundCall {
        /// The agent that the call came in for. Missing if the number has none.
        pub model_id: Option<Id>,
        /// The caller's number.
        pub from_number: Option<String>,
        /// The number that was called.
        pub to_number: Option<String>,
    }
}
