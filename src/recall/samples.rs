//! A sample body of every event, for testing without the vendor (feature `samples`).
//!
//! ```
//! use bot_webhooks::recall::{Event, samples};
//!
//! let event = Event::from_slice(samples::BOT_CALL_ENDED.as_bytes())?;
//! assert_eq!(event.name(), "bot.call_ended");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

/// A body of `bot.joining_call`.
pub const BOT_JOINING_CALL: &str =
    include_str!("../../tests/payloads/recall/bot.joining_call.json");
/// A body of `bot.in_waiting_room`.
pub const BOT_IN_WAITING_ROOM: &str =
    include_str!("../../tests/payloads/recall/bot.in_waiting_room.json");
/// A body of `bot.in_call_not_recording`.
pub const BOT_IN_CALL_NOT_RECORDING: &str =
    include_str!("../../tests/payloads/recall/bot.in_call_not_recording.json");
/// A body of `bot.recording_permission_allowed`.
pub const BOT_RECORDING_PERMISSION_ALLOWED: &str =
    include_str!("../../tests/payloads/recall/bot.recording_permission_allowed.json");
/// A body of `bot.recording_permission_denied`.
pub const BOT_RECORDING_PERMISSION_DENIED: &str =
    include_str!("../../tests/payloads/recall/bot.recording_permission_denied.json");
/// A body of `bot.in_call_recording`.
pub const BOT_IN_CALL_RECORDING: &str =
    include_str!("../../tests/payloads/recall/bot.in_call_recording.json");
/// A body of `bot.call_ended`.
pub const BOT_CALL_ENDED: &str = include_str!("../../tests/payloads/recall/bot.call_ended.json");
/// A body of `bot.done`.
pub const BOT_DONE: &str = include_str!("../../tests/payloads/recall/bot.done.json");
/// A body of `bot.fatal`.
pub const BOT_FATAL: &str = include_str!("../../tests/payloads/recall/bot.fatal.json");
/// A body of `bot.breakout_room_entered`.
pub const BOT_BREAKOUT_ROOM_ENTERED: &str =
    include_str!("../../tests/payloads/recall/bot.breakout_room_entered.json");
/// A body of `bot.breakout_room_left`.
pub const BOT_BREAKOUT_ROOM_LEFT: &str =
    include_str!("../../tests/payloads/recall/bot.breakout_room_left.json");
/// A body of `bot.breakout_room_opened`.
pub const BOT_BREAKOUT_ROOM_OPENED: &str =
    include_str!("../../tests/payloads/recall/bot.breakout_room_opened.json");
/// A body of `bot.breakout_room_closed`.
pub const BOT_BREAKOUT_ROOM_CLOSED: &str =
    include_str!("../../tests/payloads/recall/bot.breakout_room_closed.json");
/// A body of `bot.status_change`.
pub const BOT_STATUS_CHANGE: &str =
    include_str!("../../tests/payloads/recall/bot.status_change.json");
/// A body of `bot.log`.
pub const BOT_LOG: &str = include_str!("../../tests/payloads/recall/bot.log.json");
/// A body of `bot.output_log`.
pub const BOT_OUTPUT_LOG: &str = include_str!("../../tests/payloads/recall/bot.output_log.json");

/// All samples, in the order of [`Event::NAMES`](super::Event::NAMES).
pub const ALL: &[&str] = &[
    BOT_JOINING_CALL,
    BOT_IN_WAITING_ROOM,
    BOT_IN_CALL_NOT_RECORDING,
    BOT_RECORDING_PERMISSION_ALLOWED,
    BOT_RECORDING_PERMISSION_DENIED,
    BOT_IN_CALL_RECORDING,
    BOT_CALL_ENDED,
    BOT_DONE,
    BOT_FATAL,
    BOT_BREAKOUT_ROOM_ENTERED,
    BOT_BREAKOUT_ROOM_LEFT,
    BOT_BREAKOUT_ROOM_OPENED,
    BOT_BREAKOUT_ROOM_CLOSED,
    BOT_STATUS_CHANGE,
    BOT_LOG,
    BOT_OUTPUT_LOG,
];
