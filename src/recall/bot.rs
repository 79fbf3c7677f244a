use crate::Id;
use crate::open::payload;
use serde_json::{Map, Value};
payload! {
    /// Bot
    pub struct Bot {
        /// id
        pub id: Option<Id>,
        /// meta
        pub metadata: Option<Map<String, Value>>,
    }
}
