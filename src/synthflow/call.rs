use serde_json::Value;

use super::{CallStatus, EndCallReason};
use crate::open::payload;
use crate::turn::{self, Label};
use crate::{Id, Seconds, Timestamp, Turn};

payload! {
    /// A phone call.
    pub struct Call {
        /// The call's status.
        pub status: Option<CallStatus>,
        /// Why the call ended.
        pub end_call_reason: Option<EndCallReason>,
        /// The agent's id: a UUID, or an older form such as `1711241656808x745681686585854500`.
        pub model_id: Option<Id>,
        /// The agent's time zone, an IANA name such as `Europe/Berlin`, or null.
        pub timezone: Option<String>,
        /// The call's id, in the same forms as the agent's.
        pub call_id: Option<Id>,
        /// The duration of the call, in seconds. The REST API writes it as a string.
        pub duration: Option<Seconds>,
        /// When the call began, with an offset. The REST API writes a string of Unix milliseconds.
        pub start_time: Option<Timestamp>,
        /// What was said; [`turns`](Self::turns) splits it. Null if nothing was.
        pub transcript: Option<String>,
        /// The carrier's id of the recording, or null.
        pub recording_sid: Option<String>,
        /// Where the recording is, or null.
        pub recording_url: Option<String>,
        /// The carrier's id of the call, often empty.
        pub call_sid: Option<String>,
        /// The agents that took part. Only the empty array is on record, so the type of an element
        /// is not known.
        pub agents_used: Vec<Value>,
        /// Where the call was diverted from, or null.
        pub diversion: Option<String>,
        /// The id that you gave the call, often empty.
        pub external_id: Option<String>,
        /// Which of your own conditions ended the call; see
        /// [`PostCall::custom_end_call_reason`](super::PostCall::custom_end_call_reason()).
        pub custom_end_call_reason: Option<String>,
    }
}

impl Call {
    /// Returns the turns of the transcript, which says who speaks, `bot` or `human`, but not when.
    /// Synthflow's REST API writes `assistant` for `bot`; that is read as `bot`.
    ///
    /// Text before the first label is a turn without a speaker, so nothing is dropped. The last
    /// line may be cut off.
    ///
    /// ```
    /// use bot_webhooks::synthflow::Call;
    ///
    /// let call: Call = serde_json::from_str(r#"{"transcript": "\nbot: Hello! \nhuman: Hi. I'm"}"#)?;
    /// let turns: Vec<_> = call.turns().collect();
    /// assert_eq!((turns[0].speaker, &*turns[0].text), (Some("bot"), "Hello!"));
    /// assert_eq!((turns[1].speaker, &*turns[1].text), (Some("human"), "Hi. I'm"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        turn::turns(self.transcript.as_deref().unwrap_or_default(), label)
    }
}

/// Parses the beginning of a line `bot: text` or `human: text`. Other words before a colon are not
/// a label, because people say such things too.
fn label(rest: &str) -> Option<Label<'_>> {
    ["bot", "human", "assistant"].into_iter().find_map(|who| {
        let (speaker, text) = rest.split_at_checked(who.len())?;
        let text = text.strip_prefix(':')?;
        speaker.eq_ignore_ascii_case(who).then_some(Label {
            speaker: if who == "assistant" { "bot" } else { speaker },
            time: None,
            text,
        })
    })
}
