use super::StatusChange;
use crate::event_table::{Wire, events};
events! {
    /// A webhook.
    pub enum Event for Recall, replying () {
        /// The bot has left the call.
        "bot.call_ended" => BotCallEnded(StatusChange), on_bot_call_ended;
        /// done
        "bot.done" => BotDone(StatusChange), on_bot_done;
    }
}
impl Wire for Event {
    const TAGS: &'static [&'static str] = &["event"];
}
