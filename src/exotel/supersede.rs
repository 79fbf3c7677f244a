//! What "accumulated" means: when one transcript contains all that another says.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};

use super::{Applied, Transcript, TranscriptSegment};
use crate::json::to_json;
use crate::open::is_filled;
use crate::sorted_map::SortedMap;

/// When a segment begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moment {
    Instant(DateTime<Utc>),
    /// Not an instant, for example seconds since some origin. Decimal numbers are ordered by the
    /// number of digits before the point.
    Text(usize, String),
}

impl Moment {
    pub(super) fn of(segment: &TranscriptSegment) -> Option<Self> {
        let start = segment.start_timestamp.as_ref().filter(is_filled)?;
        let text = start.as_str();
        // Ten digits are seconds since 1970, but so can nine or a fraction be.
        let is_decimal = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let instant = if is_decimal { None } else { start.assume_utc() };
        Some(match instant {
            Some(instant) => Self::Instant(instant),
            None => Self::Text(text.find('.').unwrap_or(text.len()), text.to_owned()),
        })
    }
}

/// How a segment without a start is identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// By its speaker and position: the transcripts are of one turn.
    OneTurn,
    /// By its text: the transcripts may be of different turns.
    Unknown,
}

/// Adds a transcript to those of a turn, in their order, and drops those that it supersedes.
/// Returns what it changed: it is stale if it is itself superseded.
///
/// The transcripts that no other supersedes remain. Superseding is transitive, so they do not
/// depend on the order of arrival.
pub(super) fn add(known: &mut Vec<Transcript>, new: &Transcript, identity: Identity) -> Applied {
    if known.contains(new) {
        return Applied::Repeated;
    }
    if known.iter().any(|known| supersedes(known, new, identity)) {
        return Applied::Stale;
    }
    let replaced = |known: &Transcript| supersedes(new, known, identity);
    let first = known.iter().position(replaced);
    if first.is_some() {
        known.retain(|known| !replaced(known));
    }
    let place = match identity {
        Identity::OneTurn => known.partition_point(|known| compare(known, new).is_lt()),
        Identity::Unknown => first.unwrap_or(known.len()),
    };
    known.insert(place, new.clone());
    Applied::Advanced
}

/// Whether the turn of a transcript is over: its status says so or, if it has none, no segment is
/// marked as not final.
pub(super) fn is_completed(transcript: &Transcript) -> bool {
    let changing = |segment: &TranscriptSegment| segment.is_final == Some(false);
    transcript.is_completed()
        && (transcript.status().is_some() || !segments(transcript).any(changing))
}

/// The segments with text.
pub(super) fn segments(transcript: &Transcript) -> impl Iterator<Item = &TranscriptSegment> {
    let all = transcript.transcript_segments.iter();
    all.filter(|segment| !text(segment).is_empty())
}

fn supersedes(left: &Transcript, right: &Transcript, identity: Identity) -> bool {
    contains_turn(left, right, identity)
        && (!contains_turn(right, left, identity) || compare(left, right).is_ge())
}

/// Orders any two transcripts, to decide between those that say the same: more is greater.
fn compare(left: &Transcript, right: &Transcript) -> Ordering {
    let start = |transcript| segments(transcript).find_map(Moment::of);
    let is_final = |segment: &&TranscriptSegment| segment.is_final == Some(true);
    let finals = |transcript| segments(transcript).filter(is_final).count();
    let starts = start(left).cmp(&start(right));
    let finals = starts.then_with(|| finals(left).cmp(&finals(right)));
    finals.then_with(|| {
        let (left, right) = (to_json(left), to_json(right));
        (left.len(), left).cmp(&(right.len(), right))
    })
}

fn contains_turn(left: &Transcript, right: &Transcript, identity: Identity) -> bool {
    match (is_completed(left), is_completed(right)) {
        (false, true) => false,
        // Documented: only the active turn is in progress. An empty transcript replaces nothing.
        (true, false) if identity == Identity::OneTurn && segments(left).next().is_some() => true,
        _ => contains_segments(left, right, identity),
    }
}

/// Whether every segment of `right` is contained in one of `left`, in the same order.
fn contains_segments(left: &Transcript, right: &Transcript, identity: Identity) -> bool {
    let mut left = segments(left);
    segments(right).all(|right| left.any(|left| contains(left, right, identity)))
}

fn contains(left: &TranscriptSegment, right: &TranscriptSegment, identity: Identity) -> bool {
    let (left_start, right_start) = (Moment::of(left), Moment::of(right));
    left.speaker == right.speaker
        && left_start == right_start
        && match identity {
            Identity::Unknown if left_start.is_none() => text(left).starts_with(text(right)),
            _ => length(left) >= length(right),
        }
}

/// Longer is greater; texts of the same length are ordered by their bytes.
fn length(segment: &TranscriptSegment) -> (usize, &str) {
    (text(segment).chars().count(), text(segment))
}

fn text(segment: &TranscriptSegment) -> &str {
    segment.text.as_deref().unwrap_or_default()
}

/// The segments of all transcripts of a turn, each once. There is one transcript, unless some
/// contradict each other. Then segments are the same if their speaker and start are equal or,
/// without a start, their speaker and text.
pub(super) fn merge(transcripts: &[Transcript]) -> Vec<&TranscriptSegment> {
    if let [transcript] = transcripts {
        return segments(transcript).collect();
    }
    let mut merged: Vec<&TranscriptSegment> = Vec::new();
    let mut places = SortedMap::default();
    for transcript in transcripts {
        let before = merged.len();
        for segment in segments(transcript) {
            let start = Moment::of(segment);
            let words = if start.is_none() { text(segment) } else { "" };
            let key = (segment.speaker.as_ref(), start, words);
            places.update(key, merged.len(), |place| match merged.get_mut(*place) {
                // A segment that is in one transcript twice was said twice.
                Some(earlier) if *place < before => {
                    if length(earlier) < length(segment) {
                        *earlier = segment;
                    }
                }
                _ => merged.push(segment),
            });
        }
    }
    if merged.iter().all(|segment| Moment::of(segment).is_some()) {
        merged.sort_by_cached_key(|segment| Moment::of(segment));
    }
    merged
}
