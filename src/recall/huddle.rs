use serde_json::{Map, Value};

use crate::open::payload;

payload! {
    /// The body of `slack.huddle_state`, of which nobody has published an example: kept as JSON.
    pub struct HuddleState lenient {
        /// The content.
        pub data: Map<String, Value>,
    }
}
