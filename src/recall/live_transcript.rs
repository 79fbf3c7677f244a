use std::borrow::Cow;
use std::cmp::Ordering;

use super::moment::Point;
use super::participant_key::{ParticipantKey, name};
use super::spoken::{Place, Said, Spoken};
use super::{Applied, Event, ParticipantEvent, RecordingTime, Roster, TranscriptEvent};
use crate::sorted_map::SortedMap;
use crate::{Id, Turn};

/// What has been said in a call so far, from its live transcript in any order and any number of
/// times.
///
/// While somebody speaks, `transcript.partial_data` is sent again and again, each time with the whole
/// utterance so far, until `transcript.data` has the final words. A live transcript merges them, and
/// can be read at any time. Give it every event of the call, because `participant_events.*` have names,
/// or the names of a [`Roster`]: [`add_names`](Self::add_names).
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
///     let applied = transcript.apply(&event);
///     if applied == Applied::Advanced { /* show it */ }
///     if applied.needs_storing() { /* store it */ }
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
///    from its start, because the first word's start can shift. One that starts earlier and overlaps it
///    is not shown either, because the first word can be dropped.
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
/// one replaces, one for each speaker and start. If several workers apply events,
/// [merge](Self::merge) what is stored before you overwrite it, as for a
/// [`Timeline`](super::Timeline#several-workers).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LiveTranscript {
    pub(super) transcript_id: Id,
    /// The recordings that its events are of, sorted: one, unless they contradict each other.
    pub(super) recording_ids: Vec<Id>,
    /// Sorted. Of the final ones at a place, texts that differ; at each place where no final one
    /// replaces them, the greatest partial one.
    pub(super) said: Vec<Said>,
    /// The newest name of a participant id, by its source.
    pub(super) names: SortedMap<(Source, Id), (Option<Point>, String)>,
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
    /// Creates an empty live transcript for the transcript with this id, which is the
    /// [`Event::transcript_id`] of its events.
    #[must_use]
    pub fn new(transcript_id: impl Into<Id>) -> Self {
        Self {
            transcript_id: transcript_id.into(),
            recording_ids: Vec::new(),
            said: Vec::new(),
            names: SortedMap::default(),
        }
    }

    /// Applies an event, and returns what it changed.
    ///
    /// - [`Advanced`](Applied::Advanced): the turns changed;
    /// - [`Noted`](Applied::Noted): it is kept, and the turns did not change, for example with the name of
    ///   somebody who has not spoken;
    /// - [`Stale`](Applied::Stale): it is superseded, for example a partial utterance after its final
    ///   one;
    /// - [`Ignored`](Applied::Ignored): it is of a different transcript or of none, has no words and
    ///   no name, or is a participant event without a recording or an id.
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

    /// Adds the names that a roster has, and returns what they changed.
    ///
    /// A transcript's id is first known from its first `transcript.*` event. This adds the names of the
    /// participant events from before that, as if these events were applied.
    ///
    /// ```
    /// use bot_webhooks::recall::{Event, LiveTranscript, Roster};
    ///
    /// let join: Event = r#"{"event": "participant_events.join", "data": {"recording": {"id": "r-1"},
    ///     "data": {"participant": {"id": 100, "name": "Ada"}}}}"#.parse()?;
    /// let said: Event = r#"{"event": "transcript.data", "data": {"recording": {"id": "r-1"},
    ///     "transcript": {"id": "t-1"}, "data": {"participant": {"id": 100, "name": null},
    ///     "words": [{"text": "Good morning."}]}}}"#.parse()?;
    /// let mut roster = Roster::new("r-1");
    /// let _ = roster.apply(&join);
    ///
    /// let mut transcript = LiveTranscript::new("t-1");
    /// let _ = transcript.add_names(&roster);
    /// let _ = transcript.apply(&said);
    /// assert_eq!(transcript.turns().next().unwrap().speaker, Some("Ada"));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    pub fn add_names(&mut self, roster: &Roster) -> Applied {
        let names = roster.names();
        names.fold(Applied::Ignored, |applied, (id, since, name)| {
            let since = since.and_then(|since| Point::of_word(&since.time));
            applied.min(self.insert_name(Some(roster.recording_id()), id, since, name))
        })
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
        for id in &other.recording_ids {
            self.insert_recording(id.clone());
        }
        for said in &other.said {
            let _ = self.insert(said.clone());
        }
        for ((source, id), (since, name)) in other.names.iter() {
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

    /// Returns the ids of the recordings that its events are of: one, unless they contradict each other.
    pub fn recording_ids(&self) -> impl Iterator<Item = &Id> {
        self.recording_ids.iter()
    }

    /// Returns what has been said so far, including what is not final yet.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.live_turns().map(|live| live.turn)
    }

    /// Returns what has been said so far, and what of it is final.
    pub fn live_turns(&self) -> impl Iterator<Item = LiveTurn<'_>> {
        let shown = self.said.iter().zip(self.shown());
        shown.filter(|(_, is_shown)| *is_shown).map(|(said, _)| {
            let start = said.spoken.start.as_ref().map(|start| &start.time);
            LiveTurn {
                turn: Turn {
                    speaker: self.name(&said.place.speaker),
                    text: Cow::Borrowed(&said.spoken.text),
                    time: start.and_then(RecordingTime::absolute),
                },
                is_final: said.is_final,
                participant_id: said.place.speaker.id(),
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
        let reveals = recording.is_some_and(|id| self.reveals(id));
        let speaker = ParticipantKey::of(event.participant());
        let spoken = Spoken::of(utterance);
        let named = match (&speaker, event.participant().and_then(name)) {
            (ParticipantKey::Id(id), Some(name)) => {
                self.insert_name(None, id, spoken.start.clone(), name)
            }
            _ => Applied::Ignored,
        };
        let applied = match (self.insert(Said::new(speaker, spoken, is_final)), named) {
            _ if reveals => Applied::Advanced,
            (_, Applied::Advanced) => Applied::Advanced,
            (Applied::Ignored, named) | (Applied::Repeated, named @ Applied::Noted) => named,
            (applied, _) => applied,
        };
        match applied {
            Applied::Ignored | Applied::Repeated | Applied::Stale if is_first => Applied::Noted,
            applied => applied,
        }
    }

    /// Adds a recording that the transcript is of. Returns whether it names a speaker.
    fn reveals(&mut self, id: Id) -> bool {
        let names = |transcript: &Self| -> Vec<_> {
            let turns = transcript.turns();
            turns.map(|turn| turn.speaker.map(str::to_owned)).collect()
        };
        let before = names(self);
        self.insert_recording(id);
        names(self) != before
    }

    pub(super) fn insert_recording(&mut self, id: Id) {
        if let Err(index) = self.recording_ids.binary_search(&id) {
            self.recording_ids.insert(index, id);
        }
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

    pub(super) fn insert(&mut self, said: Said) -> Applied {
        if said.spoken.text.is_empty() && (!said.is_final || said.spoken.start.is_none()) {
            return Applied::Ignored;
        }
        if self.said.iter().any(|known| known.replaces(&said)) {
            return Applied::Stale;
        }
        let before = self.shown_partials();
        self.said.retain(|known| !said.replaces(known));
        let (is_final, place) = (said.is_final, said.place.clone());
        let mut looks_same = said.spoken.text.is_empty();
        let same = self.said.iter().position(|known| known.is_same(&said));
        if let Some((index, known)) = same.and_then(|index| Some((index, self.said.get(index)?))) {
            match known.cmp(&said) {
                Ordering::Equal => return Applied::Repeated,
                Ordering::Greater => return Applied::Stale,
                Ordering::Less => {}
            }
            let (was, is) = (&known.spoken, &said.spoken);
            looks_same |= (&was.text, &was.start) == (&is.text, &is.start);
            self.said.remove(index);
        }
        let index = self.said.partition_point(|known| *known < said);
        looks_same &= same.is_none_or(|same| same == index);
        self.said.insert(index, said);
        let after = self.shown_partials();
        let is_hidden = !is_final && !after.contains(&place);
        match before == after {
            true if is_hidden => Applied::Stale,
            true if looks_same => Applied::Noted,
            _ => Applied::Advanced,
        }
    }

    /// Where the partial utterances are that are shown.
    fn shown_partials(&self) -> Vec<Place> {
        let shown = self.said.iter().zip(self.shown());
        let partials = shown.filter(|(said, is_shown)| *is_shown && !said.is_final);
        partials.map(|(said, _)| said.place.clone()).collect()
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
        self.names.update(key, new.clone(), |name| *name = new);
        let is_same = self.name(&speaker) == before.as_deref();
        let mut said = self.said.iter().zip(self.shown());
        if is_same || !said.any(|(said, is_shown)| is_shown && said.place.speaker == speaker) {
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
        let mut newest = self.names.get(&(None, id.clone()));
        for recording in &self.recording_ids {
            let key = (Some(recording.clone()), id.clone());
            newest = newest.max(self.names.get(&key));
        }
        newest.map(|(_, name)| name.as_str())
    }

    /// Whether each utterance is shown: a final one with words, and a partial one that neither a final one
    /// nor a later one of its speaker overlaps.
    fn shown(&self) -> Vec<bool> {
        let is_shown = |said: &Said| said.is_final && !said.spoken.text.is_empty();
        let mut shown: Vec<_> = self.said.iter().map(is_shown).collect();
        let mut partials = Vec::new();
        // Of each speaker, the final one that begins next.
        let mut next = SortedMap::<_, &Said>::default();
        for (said, is_shown) in self.said.iter().zip(&mut shown).rev() {
            let speaker = &said.place.speaker;
            if *is_shown {
                next.update(speaker, said, |next| *next = said);
            } else if !said.is_final {
                let is_replaced = next.get(&speaker).is_some_and(|next| said.overlaps(next));
                partials.push((said, is_shown, is_replaced));
            }
        }
        partials.sort_unstable_by(|(left, ..), (right, ..)| {
            let speakers = left.place.speaker.cmp(&right.place.speaker);
            speakers.then_with(|| right.spoken.cmp(&left.spoken))
        });
        // Of those that no later one overlaps, the two that begin first: what overlaps neither of them
        // overlaps none. One alone is not enough, because words can lack an end.
        let mut first: [Option<&Said>; 2] = [None; 2];
        for (said, is_shown, is_replaced) in partials {
            let speaker = &said.place.speaker;
            first = first.map(|first| first.filter(|first| first.place.speaker == *speaker));
            if first.iter().flatten().any(|first| said.overlaps(first)) {
                continue;
            }
            *is_shown = !is_replaced;
            first = match first {
                [Some(one), _] if one.place < said.place => [Some(one), Some(said)],
                [one, _] => [Some(said), one],
            };
        }
        shown
    }
}
