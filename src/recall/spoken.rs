//! When one utterance supersedes another. There is no id of an utterance: only the speaker and the
//! times say which belong together.

use std::cmp::Ordering;

use super::moment::{Moment, Point};
use super::participant_key::ParticipantKey;
use super::{RecordingTime, Utterance, Word};

/// By how much the start of an utterance can shift while its words are rewritten, in microseconds.
/// Between two utterances of a speaker there is a pause, which is longer.
const SHIFT: i64 = 200_000;

/// Where an utterance is in a transcript. Those without a start come last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    is_untimed: bool,
    start: Option<Moment>,
    pub(super) speaker: ParticipantKey,
}

/// An utterance, and where it is. They are ordered as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Said {
    pub(super) place: Place,
    pub(super) spoken: Spoken,
    pub(super) is_final: bool,
}

impl Said {
    pub(super) fn new(speaker: ParticipantKey, spoken: Spoken, is_final: bool) -> Self {
        let place = spoken.place(speaker);
        Self {
            place,
            spoken,
            is_final,
        }
    }

    /// Whether this final utterance replaces a partial one.
    pub(super) fn replaces(&self, other: &Self) -> bool {
        self.is_final
            && !other.is_final
            && self.place.speaker == other.place.speaker
            && self.spoken.covers(&other.place)
    }

    /// Whether the two are one utterance, of which the greater counts. Final ones are told apart by
    /// their text too.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.place == other.place
            && self.is_final == other.is_final
            && (!self.is_final || self.spoken.text == other.spoken.text)
    }

    /// Whether two partial utterances are of the same words.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.place.speaker == other.place.speaker && self.spoken.overlaps(&other.spoken)
    }
}

/// What was said there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spoken {
    pub(super) text: String,
    /// The first start that a word has.
    pub(super) start: Option<Point>,
    /// The last time that a word has; there is one if there is a start.
    pub(super) end: Option<Point>,
}

impl Spoken {
    pub(super) fn of(utterance: &Utterance) -> Self {
        let start = |word: &Word| word.start_timestamp.as_deref().and_then(Point::of_word);
        let end = |word: &Word| word.end_timestamp.as_deref().and_then(Point::of_word);
        let words = || utterance.words.iter();
        let times = words().flat_map(|word| [start(word), end(word)]);
        Self::new(
            utterance.text(),
            words().find_map(start),
            times.flatten().collect(),
        )
    }

    pub(super) fn stored(
        text: String,
        start: Option<&RecordingTime>,
        end: Option<&RecordingTime>,
    ) -> Self {
        let start = start.and_then(Point::of_word);
        let end = end.and_then(Point::of_word);
        let times = start.clone().into_iter().chain(end).collect();
        Self::new(text, start, times)
    }

    fn new(text: String, start: Option<Point>, mut times: Vec<Point>) -> Self {
        let comparable = |time: &Point| {
            let start = start.as_ref()?;
            time.moment.micros_since(start.moment)
        };
        times.retain(|time| comparable(time).is_some());
        let end = times.into_iter().max();
        Self { text, start, end }
    }

    fn place(&self, speaker: ParticipantKey) -> Place {
        let start = moment(self.start.as_ref());
        Place {
            is_untimed: start.is_none(),
            start,
            speaker,
        }
    }

    /// Whether this final utterance replaces the partial ones of its speaker at a place.
    ///
    /// It depends on nothing but the start of these, because all of them must be replaced, whether
    /// they arrived or not: of partial utterances with the same start, only one is kept.
    fn covers(&self, partial: &Place) -> bool {
        let (Some(start), Some(end), Some(partial)) = (
            moment(self.start.as_ref()),
            moment(self.end.as_ref()),
            partial.start,
        ) else {
            return self.start.is_none() && partial.start.is_none();
        };
        let is_inside = is_before(start, partial) && is_before(partial, end);
        is_inside || is_close(start, partial)
    }

    /// Whether this and another partial utterance of its speaker are of the same words.
    fn overlaps(&self, other: &Self) -> bool {
        let span = |spoken: &Self| {
            let start = moment(spoken.start.as_ref())?;
            Some((start, moment(spoken.end.as_ref())?))
        };
        let (Some((start, end)), Some((other_start, other_end))) = (span(self), span(other)) else {
            return false;
        };
        let is_inside = is_before(start, other_end) && is_before(other_start, end);
        is_inside || is_close(start, other_start)
    }
}

/// Later is greater: by the end, then by the length, and at last by what is written, so that only
/// equal ones compare as equal.
impl Ord for Spoken {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = |spoken: &Self| spoken.text.chars().count();
        let ends = moment(self.end.as_ref()).cmp(&moment(other.end.as_ref()));
        ends.then_with(|| length(self).cmp(&length(other)))
            .then_with(|| self.text.cmp(&other.text))
            .then_with(|| (&self.start, &self.end).cmp(&(&other.start, &other.end)))
    }
}

impl PartialOrd for Spoken {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn moment(point: Option<&Point>) -> Option<Moment> {
    point.map(|point| point.moment)
}

fn is_before(earlier: Moment, later: Moment) -> bool {
    later.micros_since(earlier).is_some_and(|micros| micros > 0)
}

fn is_close(left: Moment, right: Moment) -> bool {
    let apart = left.micros_since(right);
    apart.is_some_and(|apart| (1 - SHIFT..SHIFT).contains(&apart))
}
