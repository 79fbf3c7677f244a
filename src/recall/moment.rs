use std::cmp::Ordering;

use super::RecordingTime;
use crate::open::Extra;

/// When something happened, in microseconds. The two cannot be compared, so whatever has only one of
/// them comes before whatever has only the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Moment {
    /// Since the recording began.
    Relative(i64),
    /// Since the Unix epoch.
    Absolute(i64),
}

impl Moment {
    fn relative(time: &RecordingTime) -> Option<Self> {
        let micros = time.relative.as_ref()?.as_f64() * 1e6;
        // The cast saturates, so hostile numbers are only far away.
        #[allow(clippy::cast_possible_truncation)]
        Some(Self::Relative(micros.round() as i64))
    }

    fn absolute(time: &RecordingTime) -> Option<Self> {
        let instant = time.absolute.as_ref()?.assume_utc()?;
        Some(Self::Absolute(instant.timestamp_micros()))
    }

    /// The microseconds from `earlier` to `self`; `None` if they cannot be compared.
    pub(super) fn micros_since(self, earlier: Self) -> Option<i64> {
        match (earlier, self) {
            (Self::Relative(from), Self::Relative(to))
            | (Self::Absolute(from), Self::Absolute(to)) => Some(to.saturating_sub(from)),
            _ => None,
        }
    }
}

/// A moment, and how it was written. Points are ordered by the moment, and then by what was written,
/// so that of two equal moments it does not matter which arrived first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Point {
    pub(super) moment: Moment,
    pub(super) time: RecordingTime,
}

impl Point {
    /// By the seconds of the recording; without them, by the instant. Words always have the
    /// seconds, and can lack the instant.
    pub(super) fn of_word(time: &RecordingTime) -> Option<Self> {
        let moment = Moment::relative(time).or_else(|| Moment::absolute(time))?;
        Some(Self::new(moment, time))
    }

    /// By the instant; without one, by the seconds of the recording.
    pub(super) fn of_action(time: &RecordingTime) -> Option<Self> {
        let moment = Moment::absolute(time).or_else(|| Moment::relative(time))?;
        Some(Self::new(moment, time))
    }

    fn new(moment: Moment, time: &RecordingTime) -> Self {
        let time = RecordingTime {
            absolute: time.absolute.clone(),
            relative: time.relative.clone(),
            extra: Extra::default(),
        };
        Self { moment, time }
    }

    fn written(&self) -> (Option<&str>, Option<String>) {
        let RecordingTime {
            absolute, relative, ..
        } = &self.time;
        let absolute = absolute.as_ref().map(AsRef::as_ref);
        (absolute, relative.as_ref().map(ToString::to_string))
    }
}

impl Ord for Point {
    fn cmp(&self, other: &Self) -> Ordering {
        let moments = self.moment.cmp(&other.moment);
        moments.then_with(|| self.written().cmp(&other.written()))
    }
}

impl PartialOrd for Point {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
