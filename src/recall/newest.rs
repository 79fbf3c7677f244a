use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use crate::recall::{Applied, Availability, ResourceStatus, StatusError, SubCode};
use crate::{Extra, Timestamp};

/// How far along its usual course a recording, a medium or an upload is, for changes at equal times
/// and without one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Processing,
    Paused,
    RecordingEnded,
    Uploading,
    Failed,
    Done,
    Deleted,
}

impl Stage {
    fn of(status: &ResourceStatus) -> Option<Self> {
        Some(match status.code.as_str() {
            "processing" | "recording_started" => Self::Processing,
            "paused" => Self::Paused,
            "recording_ended" => Self::RecordingEnded,
            "uploading" => Self::Uploading,
            "failed" => Self::Failed,
            "done" | "complete" => Self::Done,
            "deleted" => Self::Deleted,
            _ => return None,
        })
    }
}

/// What of the status changes of one resource counts: for each code, the newest.
///
/// For each code it holds the maximum of a total order, so the order of arrival does not matter. Its
/// size is bounded by the number of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Newest {
    /// Ordered by stage, each with a different one.
    by_code: Vec<ResourceStatus>,
}

impl Newest {
    pub(super) fn apply(&mut self, status: ResourceStatus) -> Applied {
        let before = self.clone();
        match self.put(status) {
            None => Applied::Ignored,
            Some(Ordering::Equal) if *self == before => Applied::Repeated,
            Some(Ordering::Equal) => Applied::Noted,
            Some(Ordering::Less) => Applied::Stale,
            Some(Ordering::Greater) => self.since(&before),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) -> Applied {
        let before = self.clone();
        let mut is_new = false;
        for status in &other.by_code {
            is_new |= self.put(status.clone()) == Some(Ordering::Greater);
        }
        if is_new {
            self.since(&before)
        } else if *self == before {
            Applied::Repeated
        } else {
            Applied::Noted
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &ResourceStatus> {
        self.by_code.iter()
    }

    /// The newest change.
    pub(super) fn status(&self) -> Option<&ResourceStatus> {
        self.newest(|_| true)
    }

    /// The newest change that is an end. A change that is no end does not take it back.
    pub(super) fn end(&self) -> Option<(Availability, &ResourceStatus)> {
        let status = self.newest(|status| Stage::of(status) >= Some(Stage::Failed))?;
        let availability = match Stage::of(status)? {
            Stage::Done => Availability::Available,
            Stage::Deleted => Availability::Deleted,
            _ => Availability::Failed,
        };
        Some((availability, status))
    }

    /// A change without a time is right before the first that is further along, or at the end. So it
    /// is the newest only if none is further along.
    fn newest(&self, counts: impl Fn(&ResourceStatus) -> bool) -> Option<&ResourceStatus> {
        let counting = || self.by_code.iter().filter(|status| counts(status));
        let furthest = counting().next_back()?;
        match instant(furthest) {
            None => Some(furthest),
            Some(_) => counting().max_by_key(|status| (instant(status), Stage::of(status))),
        }
    }

    /// Returns how the change compares with what was known; `None` if its code is unknown.
    fn put(&mut self, status: ResourceStatus) -> Option<Ordering> {
        let status = normalize(status);
        let stage = Some(Stage::of(&status)?);
        let index = match self.by_code.binary_search_by_key(&stage, Stage::of) {
            Ok(index) => index,
            Err(index) => {
                self.by_code.insert(index, status);
                return Some(Ordering::Greater);
            }
        };
        let known = self.by_code.get_mut(index)?;
        let order = compare(&status, known);
        // An instant can be written in two ways; which one arrived first must not matter.
        let is_written_less = || written(&status) < written(known);
        if order.is_gt() || (order.is_eq() && is_written_less()) {
            *known = status;
        }
        Some(order)
    }

    fn since(&self, before: &Self) -> Applied {
        let end = |newest: &Self| newest.end().map(|(_, status)| status.clone());
        let is_same_status = is_same(self.status(), before.status());
        if is_same_status && is_same(end(self).as_ref(), end(before).as_ref()) {
            Applied::Stale
        } else {
            Applied::Advanced
        }
    }
}

/// Takes over what is compared, and nothing else.
fn normalize(status: ResourceStatus) -> ResourceStatus {
    let code = match status.code.as_str() {
        // Two names of one code.
        "completed" => "complete".to_owned(),
        _ => status.code,
    };
    let error = status.error.map(|error| StatusError {
        extra: Extra::default(),
        ..error
    });
    let error = error.filter(|error| *error != StatusError::default());
    ResourceStatus {
        code,
        error,
        ..status
    }
}

fn is_same(left: Option<&ResourceStatus>, right: Option<&ResourceStatus>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.code == right.code && compare(left, right).is_eq(),
        (left, right) => left == right,
    }
}

/// Compares two changes of one code. Those without a time that can be read are at one time.
fn compare(left: &ResourceStatus, right: &ResourceStatus) -> Ordering {
    fn reason(status: &ResourceStatus) -> [Option<&str>; 3] {
        let error = status.error.as_ref();
        [
            status.sub_code.as_ref().map(SubCode::as_str),
            error.and_then(|error| error.code.as_deref()),
            error.and_then(|error| error.message.as_deref()),
        ]
    }
    instant(left)
        .cmp(&instant(right))
        .then_with(|| reason(left).cmp(&reason(right)))
}

fn instant(status: &ResourceStatus) -> Option<DateTime<Utc>> {
    status.updated_at.as_ref()?.assume_utc()
}

/// The time as received.
fn written(status: &ResourceStatus) -> Option<&str> {
    status.updated_at.as_ref().map(Timestamp::as_str)
}
