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

/// Sorts changes into timeline order, whatever order they were in before, each once. Returns whether one of
/// them is written differently now.
pub(super) fn sort(changes: &mut Vec<Status>) -> bool {
    let mut is_rewritten = false;
    changes.sort_by(compare);
    changes.dedup_by(|again, known| {
        let is_same = compare(again, known).is_eq();
        // An instant can be written in two ways; which one arrived first must not matter.
        if is_same && written(again) < written(known) {
            std::mem::swap(again, known);
            is_rewritten = true;
        }
        is_same
    });
    let timed = changes.partition_point(|change| instant(change).is_none());
    let mut timed = changes.split_off(timed).into_iter().peekable();
    for untimed in std::mem::take(changes) {
        while let Some(earlier) = timed.next_if(|timed| progress(timed) <= progress(&untimed)) {
            changes.push(earlier);
        }
        changes.push(untimed);
    }
    changes.extend(timed);
    is_rewritten
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
fn written(change: &Status) -> Option<&str> {
    change.updated_at.as_ref().map(Timestamp::as_str)
}
