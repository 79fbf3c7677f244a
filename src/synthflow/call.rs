use serde_json::Value;

use super::{CallStatus, EndCallReason};
use crate::open::{self, Label, payload};
use crate::{Id, Seconds, Timestamp, Turn};

payload! {
    /// A phone call.
    pub struct Call {
        /// How it stands.
        pub status: Option<CallStatus>,
        /// Why it ended.
        pub end_call_reason: Option<EndCallReason>,
        /// The agent's id: a UUID, or an older form like `1711241656808x745681686585854500`.
        pub model_id: Option<Id>,
        /// The agent's time zone, an IANA name as `Europe/Berlin`, or null.
        pub timezone: Option<String>,
        /// The call's id, in the same forms as the agent's.
        pub call_id: Option<Id>,
        /// How long it took, in seconds. The REST API writes it as a text.
        pub duration: Option<Seconds>,
        /// When it began, with its offset. The REST API writes a text of Unix milliseconds.
        pub start_time: Option<Timestamp>,
        /// What was said; [`turns`](Self::turns) splits it. Null where nothing was.
        pub transcript: Option<String>,
        /// The carrier's id of the recording, or null.
        pub recording_sid: Option<String>,
        /// Where the recording is, or null.
        pub recording_url: Option<String>,
        /// The carrier's id of the call, often empty.
        pub call_sid: Option<String>,
        /// The agents that took part. Only the empty list is on record, so no form is known.
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
    /// The turns of the transcript. It says who speaks, `bot` or `human`, and not when.
    ///
    /// Text that stands under neither label is a turn without a speaker, so nothing is dropped.
    /// The last line may be cut off.
    ///
    /// ```
    /// use bot_webhooks::synthflow::Call;
    ///
    /// let call: Call = serde_json::from_str(r#"{"transcript": "\nbot: Hello! \nhuman: Hi. I'm"}"#)?;
    /// let turns: Vec<_> = call.turns().map(|turn| (turn.speaker, turn.text)).collect();
    /// assert_eq!(turns, [(Some("bot"), "Hello!"), (Some("human"), "Hi. I'm")]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        open::turns(self.transcript.as_deref().unwrap_or_default(), label)
    }
}

/// Reads the beginning of a line `bot: text` or `human: text`. Other words before a colon are no
/// label, for people say such things too.
fn label(rest: &str) -> Option<Label<'_>> {
    ["bot", "human"].into_iter().find_map(|who| {
        let (speaker, text) = rest.split_at_checked(who.len())?;
        let text = text.strip_prefix(':')?;
        speaker.eq_ignore_ascii_case(who).then_some(Label {
            speaker,
            time: None,
            text,
        })
    })
}
