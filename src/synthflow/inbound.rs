use crate::Id;
use crate::open::payload;

payload! {
    /// A call comes in. The vendor waits ten seconds for the answer, and asks up to three times
    /// more.
    pub struct CallInbound {
        /// The call.
        pub call_inbound: Option<InboundCall>,
    }
}

payload! {
    /// A call that has not been taken yet. It has no id.
    pub struct InboundCall {
        /// The agent that it came in for. Missing where the number has none.
        pub model_id: Option<Id>,
        /// Who calls.
        pub from_number: Option<String>,
        /// The number that was called.
        pub to_number: Option<String>,
    }
}
