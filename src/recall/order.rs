use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use super::{Status, StatusCode, SubCode};
use crate::Timestamp;

/// How far along a bot's usual course a status is; `None` if it is not about the bot itself.
pub(super) fn progress(change: &Status) -> Option<u8> {
    match change.code.as_ref()? {
        StatusCode::JoiningCall => Some(0),
        StatusCode::InWaitingRoom => Some(1),
        StatusCode::InCallNotRecording => Some(2),
        StatusCode::RecordingPermissionDenied => Some(3),
        StatusCode::RecordingPermissionAllowed => Some(4),
        StatusCode::InCallRecording => Some(5),
        StatusCode::CallEnded => Some(6),
        StatusCode::Fatal => Some(7),
        StatusCode::Done => Some(8),
        _ => None,
    }
}

/// Sorts changes into timeline order, whatever order they were in before.
pub(super) fn sort(changes: &mut Vec<Status>) {
    changes.sort_by(compare);
    let timed = changes.iter().position(|change| instant(change).is_some());
    let timed = changes.split_off(timed.unwrap_or(changes.len()));
    for untimed in std::mem::replace(changes, timed) {
        let further = |change: &Status| progress(change) > progress(&untimed);
        let index = changes.iter().position(further).unwrap_or(changes.len());
        changes.insert(index, untimed);
    }
}

/// Puts changes without a time first, ordered by the bot's usual course. Changes compare equal only
/// if they are the same.
pub(super) fn compare(left: &Status, right: &Status) -> Ordering {
    let unreadable = |change| match instant(change) {
        Some(_) => None,
        None => written(change),
    };
    instant(left)
        .cmp(&instant(right))
        .then_with(|| progress(left).cmp(&progress(right)))
        .then_with(|| strings(left).cmp(&strings(right)))
        .then_with(|| unreadable(left).cmp(&unreadable(right)))
}

fn instant(change: &Status) -> Option<DateTime<Utc>> {
    change.updated_at.as_ref()?.assume_utc()
}

fn strings(change: &Status) -> (Option<&str>, Option<&str>) {
    let code = change.code.as_ref().map(StatusCode::as_str);
    (code, change.sub_code.as_ref().map(SubCode::as_str))
}

/// The time as received.
pub(super) fn written(change: &Status) -> Option<&str> {
    change.updated_at.as_ref().map(Timestamp::as_str)
}
