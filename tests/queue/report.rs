//! What became of every delivery.

use bot_webhooks::BoxError;
use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use crate::deliveries::Posting;
use crate::ledger::{Deed, Line};
use crate::repeats::Repeats;
use crate::vendors::Tally;

/// What is known when all is over.
pub(crate) struct Evidence<'a> {
    pub(crate) postings: &'a [Posting],
    /// The ids of messages that are no deliveries.
    pub(crate) strays: &'a [String],
    pub(crate) tally: &'a Tally,
    pub(crate) lines: Vec<Line>,
    /// The ids in the stream of deliveries.
    pub(crate) stored: Vec<String>,
    /// The ids in the stream of what nobody could read.
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
    /// Posts that were not answered with 2xx.
    pub(crate) posts_failed: usize,
    pub(crate) workers_killed: usize,
    pub(crate) brokers_killed: usize,
    pub(crate) stored: usize,
    pub(crate) stored_twice: usize,
    /// Keys, each counted once.
    pub(crate) handled: usize,
    /// Attempts at which the application failed.
    pub(crate) attempts_failed: usize,
    /// Attempts of which the broker did not confirm the end.
    pub(crate) unsettled: usize,
    pub(crate) repeats: Repeats,
    pub(crate) parked: usize,
    pub(crate) parked_twice: usize,
    /// Keys that should have been handled, or parked, and were not.
    pub(crate) lost: Vec<String>,
    pub(crate) took: Duration,
}

impl Report {
    pub(crate) fn new(evidence: &Evidence<'_>) -> Result<Self, BoxError> {
        let (postings, lines) = (evidence.postings, &evidence.lines);
        let (mut to_handle, mut to_park) = (HashSet::new(), HashSet::new());
        to_park.extend(evidence.strays.iter().cloned());
        for posting in postings {
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
        let done = |deed| lines.iter().filter(move |line| line.deed == deed);
        let handled: HashSet<_> = done(Deed::Handled).map(|line| line.key.clone()).collect();
        let stored: HashSet<_> = evidence.stored.iter().collect();
        let parked: HashSet<_> = evidence.parked.iter().cloned().collect();
        let lost = to_handle.difference(&handled);
        let lost = lost.chain(to_park.difference(&parked)).cloned().collect();
        Ok(Self {
            deliveries: postings.len(),
            malformed: to_park.len() - evidence.strays.len(),
            strays: evidence.strays.len(),
            duplicates: evidence.tally.duplicates.get(),
            posts: evidence.tally.posts.get(),
            posts_failed: evidence.tally.failed.get(),
            workers_killed: evidence.workers_killed,
            brokers_killed: evidence.broker_killed.iter().count(),
            stored: evidence.stored.len(),
            stored_twice: evidence.stored.len() - stored.len(),
            handled: handled.len(),
            attempts_failed: done(Deed::Failed).count(),
            unsettled: done(Deed::Unsettled).count(),
            repeats: Repeats::count(lines, evidence.broker_killed),
            parked: evidence.parked.len(),
            parked_twice: evidence.parked.len() - parked.len(),
            lost,
            took: evidence.took,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut row = |what: &str, count: usize, note: String| {
            let row = format!("{what:<20}{count:>7}  {note}");
            writeln!(f, "{}", row.trim_end())
        };
        let of = |count: usize, what: &str| format!("{count} of them {what}");
        let repeats = &self.repeats;
        row(
            "deliveries",
            self.deliveries,
            of(self.malformed, "malformed"),
        )?;
        row("duplicates injected", self.duplicates, String::new())?;
        row("posts made", self.posts, of(self.posts_failed, "failed"))?;
        row("workers killed", self.workers_killed, String::new())?;
        row("brokers killed", self.brokers_killed, String::new())?;
        row(
            "messages stored",
            self.stored,
            of(self.strays, "no deliveries"),
        )?;
        row("stored twice", self.stored_twice, String::new())?;
        row("attempts failed", self.attempts_failed, String::new())?;
        row("attempts unsettled", self.unsettled, String::new())?;
        row("keys handled", self.handled, String::new())?;
        row("handled again", repeats.all(), String::new())?;
        let why = "allowed, the broker knew of no acknowledgement";
        row("", repeats.unacknowledged, why.to_owned())?;
        let why = "allowed, the killed broker had forgotten it";
        row("", repeats.forgotten, why.to_owned())?;
        row("", repeats.unexplained, "not allowed".to_owned())?;
        row("parked", self.parked, of(self.parked_twice, "twice"))?;
        row("lost", self.lost.len(), self.lost.join(" "))?;
        write!(f, "took {:.1} s", self.took.as_secs_f64())
    }
}
