//! What became of every delivery.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::Failure;
use crate::deliveries::Posting;
use crate::ledger::{Deed, Line};
use crate::vendors::Tally;

/// What is known when all is over.
pub(crate) struct Evidence<'a> {
    pub(crate) postings: &'a [Posting],
    /// The ids of messages that are no deliveries.
    pub(crate) strays: &'a [String],
    pub(crate) lines: Vec<Line>,
    /// The ids in the stream of deliveries.
    pub(crate) stored: Vec<String>,
    /// The ids in the stream of what could not be read.
    pub(crate) parked: Vec<String>,
    pub(crate) workers_killed: usize,
    pub(crate) broker_killed: Option<Duration>,
    pub(crate) took: Duration,
}

#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) deliveries: usize,
    pub(crate) malformed: usize,
    pub(crate) strays: usize,
    pub(crate) duplicates: usize,
    pub(crate) posts: usize,
    /// Posts without an answer of 2xx.
    pub(crate) posts_failed: usize,
    pub(crate) workers_killed: usize,
    pub(crate) brokers_killed: usize,
    pub(crate) stored: usize,
    pub(crate) stored_twice: usize,
    /// Keys, each counted once.
    pub(crate) handled: usize,
    /// Attempts of the application that failed.
    pub(crate) attempts_failed: usize,
    pub(crate) repeats: Repeats,
    pub(crate) parked: usize,
    pub(crate) parked_twice: usize,
    /// Keys that should have been handled, or parked, and were not.
    pub(crate) lost: Vec<String>,
    pub(crate) took: Duration,
}

/// How often something was handled again.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    /// No acknowledgement had been confirmed: its worker or the broker died before, or it took longer
    /// than the broker waits. At least once is what JetStream guarantees, so this is allowed.
    pub(crate) unacknowledged: usize,
    /// The acknowledgement had been confirmed, and then the broker was killed: it writes them to disk
    /// a little later. This is allowed too.
    pub(crate) forgotten: usize,
    /// Anything else is not.
    pub(crate) unexplained: usize,
}

impl Report {
    pub(crate) fn new(evidence: &Evidence<'_>, tally: &Tally) -> Result<Self, Failure> {
        let (mut to_handle, mut to_park) = (HashSet::new(), HashSet::new());
        for posting in evidence.postings {
            let key = posting.key().ok_or("a delivery has no key")?.to_string();
            let keys = if posting.is_malformed {
                &mut to_park
            } else {
                &mut to_handle
            };
            if !keys.insert(key) {
                return Err("two deliveries have the same key".into());
            }
        }
        to_park.extend(evidence.strays.iter().cloned());
        let done = |deed: Deed| evidence.lines.iter().filter(move |line| line.deed == deed);
        let handled: HashSet<_> = done(Deed::Handled).map(|line| line.key.clone()).collect();
        let stored: HashSet<_> = evidence.stored.iter().cloned().collect();
        let parked: HashSet<_> = evidence.parked.iter().cloned().collect();
        let lost = to_handle
            .difference(&handled)
            .chain(to_park.difference(&parked));
        let count = |counter: &std::sync::atomic::AtomicUsize| counter.load(Ordering::Relaxed);
        Ok(Self {
            deliveries: evidence.postings.len(),
            malformed: evidence
                .postings
                .iter()
                .filter(|posting| posting.is_malformed)
                .count(),
            strays: evidence.strays.len(),
            duplicates: count(&tally.duplicates),
            posts: count(&tally.posts),
            posts_failed: count(&tally.failed),
            workers_killed: evidence.workers_killed,
            brokers_killed: evidence.broker_killed.iter().count(),
            stored: evidence.stored.len(),
            stored_twice: evidence.stored.len() - stored.len(),
            handled: handled.len(),
            attempts_failed: done(Deed::Failed).count(),
            repeats: Repeats::count(&evidence.lines, evidence.broker_killed),
            parked: evidence.parked.len(),
            parked_twice: evidence.parked.len() - parked.len(),
            lost: lost.cloned().collect(),
            took: evidence.took,
        })
    }

    /// Whether every promise was kept.
    pub(crate) fn is_well(&self) -> bool {
        let unkept = [
            self.lost.len(),
            self.stored_twice,
            self.parked_twice,
            self.repeats.unexplained,
        ];
        unkept.iter().all(|count| *count == 0)
    }
}

impl Repeats {
    /// From lines in the order of their times.
    fn count(lines: &[Line], broker_killed: Option<Duration>) -> Self {
        let mut repeats = Self::default();
        // The keys that were handled, and when that was first acknowledged.
        let mut handled: HashMap<&str, Option<Duration>> = HashMap::new();
        for line in lines {
            match (line.deed, handled.get_mut(line.key.as_str())) {
                (Deed::Handled, None) => drop(handled.insert(&line.key, None)),
                (Deed::Handled, Some(None)) => repeats.unacknowledged += 1,
                (Deed::Handled, Some(Some(acknowledged))) => {
                    let is_forgotten = |killed| (*acknowledged..line.time).contains(&killed);
                    if broker_killed.is_some_and(is_forgotten) {
                        repeats.forgotten += 1;
                    } else {
                        repeats.unexplained += 1;
                    }
                }
                (Deed::Acknowledged, Some(acknowledged)) => *acknowledged = Some(line.time),
                (Deed::Acknowledged, None) | (Deed::Failed, _) => {}
            }
        }
        repeats
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repeats {
            unacknowledged,
            forgotten,
            unexplained,
        } = self.repeats;
        let rows = [
            (
                "deliveries",
                self.deliveries,
                format!("{} of them malformed", self.malformed),
            ),
            ("duplicates injected", self.duplicates, String::new()),
            (
                "posts made",
                self.posts,
                format!("{} of them failed, and were made again", self.posts_failed),
            ),
            ("workers killed", self.workers_killed, String::new()),
            ("brokers killed", self.brokers_killed, String::new()),
            (
                "messages stored",
                self.stored,
                format!(
                    "{} of them no deliveries; {} twice",
                    self.strays, self.stored_twice
                ),
            ),
            (
                "keys handled",
                self.handled,
                format!(
                    "{} attempts failed, and were made again",
                    self.attempts_failed
                ),
            ),
            (
                "handled again",
                unacknowledged + forgotten + unexplained,
                String::new(),
            ),
            (
                "",
                unacknowledged,
                "had not been acknowledged: at least once is the guarantee".to_owned(),
            ),
            (
                "",
                forgotten,
                "had been, but the killed broker did not have that on disk yet".to_owned(),
            ),
            (
                "",
                unexplained,
                "for no reason that the guarantee allows".to_owned(),
            ),
            (
                "parked",
                self.parked,
                format!("malformed, or no deliveries; {} twice", self.parked_twice),
            ),
            ("lost", self.lost.len(), self.lost.join(" ")),
        ];
        for (what, count, note) in rows {
            let line = format!("{what:<20}{count:>7}  {note}");
            writeln!(f, "{}", line.trim_end())?;
        }
        write!(f, "{:<20}{:>7.1}  seconds", "took", self.took.as_secs_f64())
    }
}
