use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::moment::Point;
use super::participant_key::{ParticipantKey, name};
use super::spoken::{Place, Spoken};
use super::{Applied, Event, ParticipantEvent, RecordingTime, TranscriptEvent};
use crate::{Id, Turn};

/// What has been said in a call so far, from its live transcript in any order and any number of
/// times.
///
/// While somebody speaks, `transcript.partial_data` is sent again and again, each time with the whole
/// utterance so far, until `transcript.data` has the final words. A live transcript merges them, and
/// can be read at any time. Give it every event of the call: `participant_events.*` have names.
///
/// ```
/// use bot_webhooks::recall::{Applied, Event, LiveTranscript};
///
/// # let event = |name: &str, who: &str, start: f64, words: &str| -> Event {
/// #     format!(
/// #         r#"{{"event": "transcript.{name}", "data": {{"transcript": {{"id": "t-1"}}, "data":
/// #         {{"participant": {who}, "words": [{{"text": "{words}", "start_timestamp":
/// #         {{"relative": {start}}}, "end_timestamp": {{"relative": {start}9}}}}]}}}}}}"#
/// #     ).parse().unwrap()
/// # };
/// # let unnamed = r#"{"id": 100, "name": null}"#;
/// # let ada = r#"{"id": 100, "name": "Ada"}"#;
/// # let bo = r#"{"id": 200, "name": "Bo"}"#;
/// let mut transcript = LiveTranscript::new("t-1");
/// for event in [
///     event("data", unnamed, 1.5, "Good morning."),
///     event("data", bo, 4.5, "Morning!"),
///     event("partial_data", bo, 4.5, "More"), // late
///     event("partial_data", ada, 6.5, "Shell we"),
/// ] {
///     match transcript.apply(&event) {
///         Applied::Advanced => { /* show it, store it */ }
///         Applied::Noted | Applied::Stale | Applied::Repeated | Applied::Ignored => {}
///     }
/// }
/// let lines: Vec<_> = transcript.live_turns().map(|live| {
///     let end = if live.is_final { "" } else { " …" };
///     format!("{}: {}{end}", live.turn.speaker.unwrap_or("?"), live.turn.text)
/// }).collect();
/// assert_eq!(lines, ["Ada: Good morning.", "Bo: Morning!", "Ada: Shell we …"]);
/// ```
///
/// # Which utterances are shown
///
/// Recall gives an utterance no id, so the speaker and the times of the words say what belongs
/// together. An utterance lasts from the first start of a word to the last time of a word.
///
/// 1. A final utterance is always shown. Two are the same if speaker, start and text are equal.
/// 2. It replaces each partial one of its speaker that starts while it lasts, or less than 0.2 seconds
///    from its start, because the first word's start can shift.
/// 3. Of two partial utterances of a speaker that overlap, or start less than 0.2 seconds apart, the one
///    with the later end is shown; if the ends are equal, the longer one.
///
/// An utterance without any start is shown too, after all others. Nothing says which partial ones
/// belong to such a final one, so it replaces all those of its speaker without a start.
///
/// # Order
///
/// Turns are ordered by their start: the seconds of the recording or, without these, the instant.
/// Every permutation and repetition of the same events results in an equal transcript.
///
/// # Speakers
///
/// A speaker is a participant id. Without one the name identifies the speaker, and those without
/// either are one unnamed speaker. The newest name of an id is the name in all its turns, so
/// the turns from before it was known get it too.
///
/// Other meetings use the same ids. So the name in a participant event counts only if one of this
/// transcript's events is of the same recording. Until then it is kept for later.
///
/// # Between deliveries
///
/// A live transcript serializes as `transcript_id`, `recording_ids`, `utterances` and `names`, so you
/// can keep it in a database. It holds every final utterance, and of the partial ones that no final
/// one replaces, one for each start. If several workers apply events, [merge](Self::merge) what is
/// stored before you overwrite it, as for a [`Timeline`](super::Timeline#several-workers).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LiveTranscript {
    pub(super) transcript_id: Id,
    /// The recordings that its events are of: one, unless they contradict each other.
    pub(super) recording_ids: BTreeSet<Id>,
    /// At each place, in order, texts that differ.
    finals: BTreeMap<Place, Vec<Spoken>>,
    /// The greatest of each place that no final utterance covers.
    partials: BTreeMap<Place, Spoken>,
    /// The newest name of a participant id, by its source.
    pub(super) names: BTreeMap<(Source, Id), (Option<Point>, String)>,
}

/// Where a name is from: a participant event of a recording, or an utterance.
type Source = Option<Id>;

/// A turn of a [`LiveTranscript`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct LiveTurn<'a> {
    /// Who says what, and when. Without an instant its time is `None`.
    pub turn: Turn<'a>,
    /// Whether these are the final words. If not, any of them can still change.
    pub is_final: bool,
    /// The id of the participant who speaks: a number, except with third parties.
    pub participant_id: Option<&'a Id>,
    /// When the first word begins.
    pub start: Option<&'a RecordingTime>,
}

impl LiveTranscript {
    /// Creates an empty live transcript for this transcript.
    #[must_use]
    pub fn new(transcript_id: impl Into<Id>) -> Self {
        Self {
            transcript_id: transcript_id.into(),
            recording_ids: BTreeSet::new(),
            finals: BTreeMap::new(),
            partials: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// Applies an event, and returns what it changed.
    ///
    /// - [`Advanced`](Applied::Advanced): what is shown;
    /// - [`Noted`](Applied::Noted): nothing of that yet, for example the name of somebody who has
    ///   not spoken;
    /// - [`Stale`](Applied::Stale): it is superseded, for example a partial utterance after its final
    ///   one;
    /// - [`Ignored`](Applied::Ignored): it is of a different transcript or of none, has no words and
    ///   no name, or is a participant event without a recording.
    pub fn apply(&mut self, event: &Event) -> Applied {
        match event {
            Event::TranscriptData(said) => self.apply_utterance(said, true),
            Event::TranscriptPartialData(said) => self.apply_utterance(said, false),
            other => match other.participant_event() {
                Some(did) => self.apply_name(did),
                None => Applied::Ignored,
            },
        }
    }

    /// Adds all that a live transcript of the same transcript holds, and returns what it changed. One
    /// of a different transcript is [ignored](Applied::Ignored).
    ///
    /// The result equals a live transcript to which the events of both were applied. So the order of
    /// merges does not matter, nor does a repeated merge.
    pub fn merge(&mut self, other: &Self) -> Applied {
        if other.transcript_id != self.transcript_id {
            return Applied::Ignored;
        }
        let before = self.clone();
        self.recording_ids
            .extend(other.recording_ids.iter().cloned());
        for (place, spoken, is_final) in other.utterances() {
            let _ = self.insert(place.clone(), spoken.clone(), is_final);
        }
        for ((source, id), (since, name)) in &other.names {
            let _ = self.insert_name(source.as_ref(), id, since.clone(), name);
        }
        if *self == before {
            Applied::Repeated
        } else if self.live_turns().eq(before.live_turns()) {
            Applied::Noted
        } else {
            Applied::Advanced
        }
    }

    /// Returns the transcript's id.
    #[must_use]
    pub fn transcript_id(&self) -> &Id {
        &self.transcript_id
    }

    /// Returns what has been said so far, also what is not final yet.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.live_turns().map(|live| live.turn)
    }

    /// Returns what has been said so far, and what of it is final.
    pub fn live_turns(&self) -> impl Iterator<Item = LiveTurn<'_>> {
        let finals = self.finals.iter().flat_map(|(place, said)| {
            let said = said.iter().filter(|spoken| !spoken.text.is_empty());
            said.map(move |spoken| (place, spoken, true))
        });
        let partials = self.shown_partials().into_iter();
        let mut shown: Vec<_> = finals
            .chain(partials.map(|(place, spoken)| (place, spoken, false)))
            .collect();
        shown.sort_unstable();
        shown.into_iter().map(|(place, spoken, is_final)| {
            let start = spoken.start.as_ref().map(|start| &start.time);
            LiveTurn {
                turn: Turn {
                    speaker: self.name(&place.speaker),
                    text: Cow::Borrowed(&spoken.text),
                    time: start.and_then(|start| start.absolute.clone()),
                },
                is_final,
                participant_id: place.speaker.id(),
                start,
            }
        })
    }

    fn apply_utterance(&mut self, event: &TranscriptEvent, is_final: bool) -> Applied {
        let id = |reference: Option<&super::Reference>| reference?.id.clone();
        let Some(utterance) = event.utterance() else {
            return Applied::Ignored;
        };
        if id(event.transcript()).as_ref() != Some(&self.transcript_id) {
            return Applied::Ignored;
        }
        let recording = id(event.recording());
        let recording = recording.filter(|id| !self.recording_ids.contains(id));
        let is_first = recording.is_some();
        let reveals = recording.is_some_and(|id| self.insert_recording(id));
        let speaker = ParticipantKey::of(event.participant());
        let spoken = Spoken::of(utterance);
        let named = match (&speaker, event.participant().and_then(name)) {
            (ParticipantKey::Id(id), Some(name)) => {
                self.insert_name(None, id, spoken.start.clone(), name)
            }
            _ => Applied::Ignored,
        };
        match (self.insert(spoken.place(speaker), spoken, is_final), named) {
            _ if reveals => Applied::Advanced,
            (_, Applied::Advanced) => Applied::Advanced,
            (Applied::Ignored, Applied::Ignored) if is_first => Applied::Noted,
            (Applied::Ignored, named) => named,
            (applied, _) => applied,
        }
    }

    /// Adds a recording that the transcript is of. Returns whether it names a speaker.
    fn insert_recording(&mut self, id: Id) -> bool {
        let names = |transcript: &Self| -> Vec<_> {
            let turns = transcript.turns();
            turns.map(|turn| turn.speaker.map(str::to_owned)).collect()
        };
        let before = names(self);
        self.recording_ids.insert(id);
        names(self) != before
    }

    fn apply_name(&mut self, event: &ParticipantEvent) -> Applied {
        let recording = event
            .recording()
            .and_then(|recording| recording.id.as_ref());
        let name = event.participant().and_then(name);
        match (ParticipantKey::of(event.participant()), recording, name) {
            (ParticipantKey::Id(id), Some(recording), Some(name)) => {
                let since = event.timestamp().and_then(Point::of_word);
                self.insert_name(Some(recording), &id, since, name)
            }
            _ => Applied::Ignored,
        }
    }

    pub(super) fn insert(&mut self, place: Place, spoken: Spoken, is_final: bool) -> Applied {
        if !is_final {
            return self.insert_partial(&place, spoken);
        }
        if spoken.text.is_empty() && spoken.start.is_none() {
            return Applied::Ignored;
        }
        let partials = self.partials.len();
        self.partials
            .retain(|partial, _| partial.speaker != place.speaker || !spoken.covers(partial));
        let shows = !spoken.text.is_empty() || self.partials.len() < partials;
        let said = self.finals.entry(place).or_default();
        match said.iter_mut().find(|known| known.text == spoken.text) {
            Some(known) if *known == spoken => return Applied::Repeated,
            Some(known) if *known > spoken => return Applied::Stale,
            Some(known) => *known = spoken,
            None => said.push(spoken),
        }
        said.sort_unstable();
        if shows {
            Applied::Advanced
        } else {
            Applied::Noted
        }
    }

    fn insert_partial(&mut self, place: &Place, spoken: Spoken) -> Applied {
        if spoken.text.is_empty() {
            return Applied::Ignored;
        }
        let mut finals = self.finals.iter();
        if finals.any(|(final_place, said)| {
            final_place.speaker == place.speaker && said.iter().any(|said| said.covers(place))
        }) {
            return Applied::Stale;
        }
        match self.partials.get(place) {
            Some(known) if *known == spoken => return Applied::Repeated,
            Some(known) if *known > spoken => return Applied::Stale,
            _ => {}
        }
        let replaces = self.partials.insert(place.clone(), spoken).is_some();
        if replaces
            || self
                .shown_partials()
                .iter()
                .any(|(shown, _)| *shown == place)
        {
            Applied::Advanced
        } else {
            Applied::Stale
        }
    }

    /// Keeps the newest name of an id.
    pub(super) fn insert_name(
        &mut self,
        source: Option<&Id>,
        id: &Id,
        since: Option<Point>,
        name: &str,
    ) -> Applied {
        let speaker = ParticipantKey::Id(id.clone());
        let key = (source.cloned(), id.clone());
        let new = (since, name.to_owned());
        match self.names.get(&key) {
            Some(known) if *known == new => return Applied::Repeated,
            Some(known) if *known > new => return Applied::Stale,
            _ => {}
        }
        let before = self.name(&speaker).map(str::to_owned);
        self.names.insert(key, new);
        let is_same = self.name(&speaker) == before.as_deref();
        let mut utterances = self.utterances();
        if is_same || !utterances.any(|(place, ..)| place.speaker == speaker) {
            Applied::Noted
        } else {
            Applied::Advanced
        }
    }

    fn name<'a>(&'a self, speaker: &'a ParticipantKey) -> Option<&'a str> {
        let id = match speaker {
            ParticipantKey::Id(id) => id,
            ParticipantKey::Name(name) => return Some(name),
            ParticipantKey::Unknown => return None,
        };
        let sources = self.recording_ids.iter().cloned().map(Some);
        let names = sources
            .chain([None])
            .filter_map(|source| self.names.get(&(source, id.clone())));
        names.max().map(|(_, name)| name.as_str())
    }

    /// The partial utterances that no later one of their speaker overlaps.
    fn shown_partials(&self) -> Vec<(&Place, &Spoken)> {
        let mut partials: Vec<_> = self.partials.iter().collect();
        partials.sort_by(|(left_place, left), (right_place, right)| {
            let speakers = left_place.speaker.cmp(&right_place.speaker);
            speakers.then_with(|| right.cmp(left))
        });
        let mut shown: Vec<(&Place, &Spoken)> = Vec::new();
        for (place, spoken) in partials {
            // The last one shown is the first to start: what does not overlap it overlaps none.
            let is_superseded = shown.last().is_some_and(|(last_place, last)| {
                last_place.speaker == place.speaker && spoken.overlaps(last)
            });
            if !is_superseded {
                shown.push((place, spoken));
            }
        }
        shown
    }

    pub(super) fn utterances(&self) -> impl Iterator<Item = (&Place, &Spoken, bool)> {
        let finals = self.finals.iter();
        let finals =
            finals.flat_map(|(place, said)| said.iter().map(move |said| (place, said, true)));
        finals.chain(
            self.partials
                .iter()
                .map(|(place, said)| (place, said, false)),
        )
    }
}
