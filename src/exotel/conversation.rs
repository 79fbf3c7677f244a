use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::supersede::{Identity, Moment, add, is_completed, merge, segments};
use super::{Applied, Event, Transcript, TranscriptSegment, TranscriptStatus, TriggerReason};
use crate::open::{Payload, payload};
use crate::sorted_map::SortedMap;
use crate::{Id, Turn};

/// What was said in one session, from its webhooks in any order and any number of times.
///
/// A transcript webhook has the part of a turn that was said so far, and can overtake others. A
/// conversation merges them, and can be read at any time. Give it every webhook of the session:
///
/// ```
/// use bot_webhooks::exotel::{Conversation, Event, Applied};
///
/// # let event = |sequence: u8, status: &str, text: &str| -> Event {
/// #     format!(
/// #         r#"{{"session_id": "s-1", "trigger_reason": "turn_progress", "events": [{{"event_data":
/// #         {{"transcripts": [{{"sequence": {sequence}, "status": "{status}",
/// #         "transcript_segments": [{{"speaker": "user", "text": "{text}"}}]}}]}}}}]}}"#
/// #     ).parse().unwrap()
/// # };
/// let mut conversation = Conversation::new("s-1");
/// for event in [
///     event(2, "inprogress", "Is it"),
///     event(1, "completed", "Where is my order?"), // late
///     event(1, "inprogress", "Where is"),          // later still
/// ] {
///     let applied = conversation.apply(&event);
///     if applied == Applied::Advanced { /* show it */ }
///     if applied.needs_storing() { /* store it */ }
/// }
/// let said: Vec<_> = conversation.turns().map(|turn| turn.text).collect();
/// assert_eq!(said, ["Where is my order?", "Is it"]);
/// assert!(!conversation.is_completed());
/// ```
///
/// # Which transcript is kept
///
/// Exotel's documentation says that a turn's transcripts accumulate: each has what the ones before
/// it had. So of two transcripts of a turn, one replaces the other
///
/// 1. if it is completed, has text, and the other is in progress. A transcript without a status is
///    completed, unless a segment has `is_final: false` or the webhook was sent during the turn
///    ([`TriggerReason::TurnProgress`]);
/// 2. if both are completed or both in progress, and it has every segment of the other, in the
///    same order, with a text that is as long or longer. A segment is identified by its speaker
///    and its start; without a start, by its speaker and the order.
///
/// If neither has all of the other, contrary to the documentation, both are kept, and are read as
/// one turn with the segments of both. So a segment is lost only to a longer one in its place, or
/// to a completed turn.
///
/// # Turns without a number
///
/// In live calls the `sequence` can be missing. Such a turn is identified by the start of its
/// first segment, and comes after those with a number.
///
/// If the starts are missing too, only the text distinguishes the turns. Then one transcript
/// replaces another only if each segment of the other is a prefix of one of its own, and the turns
/// come last, in the order in which they arrived.
///
/// # Between webhooks
///
/// Every permutation and repetition of the same webhooks results in an equal conversation, except
/// for that last order: it is kept because nothing else shows how the turns follow each other.
///
/// A conversation serializes as `session_id` and an array of its `transcripts`, so you can keep it in
/// a database. It holds one transcript for each turn, and more only if they contradict each other.
/// Each is compared with all that it contradicts, so a body with thousands of those takes long to
/// apply; Exotel sends one transcript in a body.
///
/// # Several workers
///
/// If two workers load a conversation, apply a webhook each, and store it, the second overwrites
/// what the first has stored, and a turn is lost. So store a conversation only over the one that it
/// contains: [merge](Self::merge) the stored one right before, and hold a row lock from that read to
/// the write (`SELECT … FOR UPDATE`), or write only if a version column is unchanged and start over
/// if not.
///
/// ```
/// use bot_webhooks::exotel::{Conversation, Event};
///
/// # let event = |sequence: u8, text: &str| -> Event {
/// #     format!(
/// #         r#"{{"session_id": "s-1", "trigger_reason": "turn_complete", "events": [{{"event_data":
/// #         {{"transcripts": [{{"sequence": {sequence}, "transcript_segments": [{{"speaker":
/// #         "user", "text": "{text}"}}]}}]}}}}]}}"#
/// #     ).parse().unwrap()
/// # };
/// # let mut row = serde_json::to_string(&Conversation::new("s-1"))?;
/// // Two workers load the same conversation, and each applies a webhook.
/// let mut first: Conversation = serde_json::from_str(&row)?;
/// let mut second = first.clone();
/// let _ = first.apply(&event(1, "Hello?"));
/// let _ = second.apply(&event(2, "Where is my order?"));
/// for worker in [&mut first, &mut second] {
///     // SELECT … FOR UPDATE
///     let _ = worker.merge(&serde_json::from_str(&row)?);
///     row = serde_json::to_string(worker)?; // UPDATE, COMMIT
/// }
/// let stored: Conversation = serde_json::from_str(&row)?;
/// let said: Vec<_> = stored.turns().map(|turn| turn.text).collect();
/// assert_eq!(said, ["Hello?", "Where is my order?"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    session_id: Id,
    /// For each turn, the transcripts that no other replaces, sorted.
    known: SortedMap<Key, Vec<Transcript>>,
    /// In the order in which they arrived.
    unknown: Vec<Transcript>,
}

/// What identifies a turn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Sequence(u64),
    Start(Moment),
}

impl Conversation {
    /// Creates an empty conversation for this session.
    #[must_use]
    pub fn new(session_id: impl Into<Id>) -> Self {
        Self {
            session_id: session_id.into(),
            known: SortedMap::default(),
            unknown: Vec::new(),
        }
    }

    /// Applies a webhook, and returns what it changed.
    ///
    /// A webhook is [ignored](Applied::Ignored) if it names a different session or none, has no
    /// transcript, or is unknown.
    pub fn apply(&mut self, event: &Event) -> Applied {
        let request = match event.request() {
            Some(request) if request.session_id.as_ref() == Some(&self.session_id) => request,
            _ => return Applied::Ignored,
        };
        let is_in_progress = request.trigger_reason == Some(TriggerReason::TurnProgress);
        let transcripts = request.transcripts().map(|mut transcript| {
            if is_in_progress && transcript.status().is_none() {
                let transcript = transcript.to_mut();
                transcript.status = Some(TranscriptStatus::InProgress);
                // What came in its place, a null or a value of a different type, is not stored with it.
                transcript.extra.remove("status");
                if let Some(index) = transcript.shape().index_of("status") {
                    transcript.extra.unset_null(index);
                }
            }
            transcript
        });
        self.insert_all(Applied::Ignored, transcripts)
    }

    /// Adds all transcripts of a conversation of the same session, and returns what it changed:
    /// [`Repeated`](Applied::Repeated) if they are all known. A conversation of a different session
    /// is [ignored](Applied::Ignored).
    ///
    /// The result equals a conversation to which the webhooks of both were applied. So the order of
    /// merges does not matter, nor does a repeated merge. The one exception is the order of turns
    /// that have neither a number nor a start: those of `self` come first.
    pub fn merge(&mut self, other: &Self) -> Applied {
        if other.session_id != self.session_id {
            return Applied::Ignored;
        }
        self.insert_all(Applied::Repeated, other.transcripts().map(Cow::Borrowed))
    }

    /// Adds a transcript of this session, from any source, and returns what it changed.
    pub fn insert(&mut self, transcript: &Transcript) -> Applied {
        let start = || segments(transcript).next().and_then(Moment::of);
        let key = match transcript.sequence {
            Some(sequence) => Some(Key::Sequence(sequence)),
            None => start().map(Key::Start),
        };
        match key {
            Some(key) => self.known.update(key, Vec::new(), |turn| {
                add(turn, transcript, Identity::OneTurn)
            }),
            None if segments(transcript).next().is_none() => Applied::Ignored,
            None => add(&mut self.unknown, transcript, Identity::Unknown),
        }
    }

    /// Inserts transcripts, and returns what they changed together; `nothing` without any.
    fn insert_all<'a>(
        &mut self,
        nothing: Applied,
        transcripts: impl Iterator<Item = Cow<'a, Transcript>>,
    ) -> Applied {
        transcripts.fold(nothing, |applied, transcript| {
            applied.min(self.insert(&transcript))
        })
    }

    /// All transcripts, as they are serialized.
    fn transcripts(&self) -> impl Iterator<Item = &Transcript> {
        self.known.values().flatten().chain(&self.unknown)
    }

    /// Returns the session's id.
    #[must_use]
    pub fn session_id(&self) -> &Id {
        &self.session_id
    }

    /// Returns `true` if no known turn is in progress. It says nothing about turns still to come.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        self.sequences().all(Sequence::is_completed)
    }

    /// Returns the turns: first those with a number, by number, then those with a start, by start, and
    /// the rest as they arrived.
    pub fn sequences(&self) -> impl Iterator<Item = Sequence<'_>> {
        let known = self.known.values().map(Vec::as_slice);
        let unknown = self.unknown.iter().map(std::slice::from_ref);
        known.chain(unknown).map(Sequence)
    }

    /// Returns what was said in all turns.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_>> {
        self.sequences().flat_map(Sequence::turns)
    }
}

/// One turn of a [`Conversation`], which Exotel calls a sequence: what both sides say in it.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a>(&'a [Transcript]);

impl<'a> Sequence<'a> {
    /// Returns the number of the turn in the session; `None` if it has none.
    #[must_use]
    pub fn number(self) -> Option<u64> {
        self.0.first()?.sequence
    }

    /// Returns `true` if the turn is over.
    #[must_use]
    pub fn is_completed(self) -> bool {
        self.0.iter().any(is_completed)
    }

    /// Returns what was said, segment by segment, without empty segments.
    pub fn segments(self) -> impl Iterator<Item = &'a TranscriptSegment> {
        merge(self.0).into_iter()
    }

    /// Returns what was said: a turn for each segment, with the time at which it begins.
    pub fn turns(self) -> impl Iterator<Item = Turn<'a>> {
        self.segments().filter_map(TranscriptSegment::turn)
    }
}

payload! {
    /// The serialized form of a conversation.
    #[allow(unreachable_pub)]
    pub struct StoredConversation {
        /// The session's id.
        pub session_id: Option<Id>,
        /// The transcripts.
        pub transcripts: Vec<Transcript>,
    }
}

impl Serialize for Conversation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let transcripts: Vec<_> = self.transcripts().collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("session_id", &self.session_id)?;
        map.serialize_entry("transcripts", &transcripts)?;
        map.end()
    }
}

/// Reads the serialized form.
impl<'de> Deserialize<'de> for Conversation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredConversation::deserialize(deserializer)?;
        let session_id = stored.session_id;
        let session_id = session_id.ok_or_else(|| D::Error::missing_field("session_id"))?;
        let mut conversation = Self::new(session_id);
        for transcript in &stored.transcripts {
            let _ = conversation.insert(transcript);
        }
        Ok(conversation)
    }
}
