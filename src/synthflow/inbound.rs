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
