//! What was handled again, and whether the queue's guarantee allows it.

use std::collections::HashMap;
use std::time::Duration;

use crate::ledger::{Deed, Line};

/// How long the broker may take to write an acknowledgement to disk. On a busy machine it took more than
/// five seconds.
const FLUSH: Duration = Duration::from_secs(15);

/// How often something was handled again. JetStream guarantees at least once, and so allows the
/// first two.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    /// The broker had confirmed no acknowledgement: the worker died between its work and its word,
    /// the broker died, or the worker took longer than the broker waits.
    pub(crate) unacknowledged: usize,
    /// The broker had confirmed it, but was killed, and knew no more of the acknowledgement, or of
    /// the delivery that it was for: it writes both to disk a little later.
    pub(crate) forgotten: usize,
    pub(crate) unexplained: usize,
}

impl Repeats {
    /// From lines in the order of their times.
    pub(crate) fn count(lines: &[Line], broker_killed: Option<Duration>) -> Self {
        let mut repeats = Self::default();
        // The keys that were handled, and when the broker confirmed that it knows.
        let mut handled: HashMap<&str, Option<Duration>> = HashMap::new();
        for line in lines {
            match (line.deed, handled.get_mut(line.key.as_str())) {
                (Deed::Handled, None) => drop(handled.insert(&line.key, None)),
                (Deed::Handled, Some(None)) => repeats.unacknowledged += 1,
                (Deed::Handled, Some(Some(confirmed))) => {
                    // What was confirmed long before the kill is on disk, and what is confirmed
                    // long after it was delivered after it.
                    let is_forgotten = |killed: Duration| {
                        killed.abs_diff(*confirmed) < FLUSH && killed < line.time
                    };
                    if broker_killed.is_some_and(is_forgotten) {
                        repeats.forgotten += 1;
                    } else {
                        repeats.unexplained += 1;
                    }
                }
                (Deed::Confirmed, Some(confirmed)) => *confirmed = Some(line.time),
                (Deed::Confirmed, None) | (Deed::Failed | Deed::Unsettled, _) => {}
            }
        }
        repeats
    }

    pub(crate) fn all(&self) -> usize {
        self.unacknowledged + self.forgotten + self.unexplained
    }
}
