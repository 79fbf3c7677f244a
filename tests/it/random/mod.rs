//! Random JSON, random events, random requests: nothing panics, nothing is lost, nothing is proven.

mod events;
mod json;
mod requests;

use proptest::prelude::*;

use crate::checks::TARGETS;
use crate::subject::Subject;

/// The check of the fuzz target for a provider's events.
fn check<E: Subject>(body: &str) {
    let target = E::PROVIDER.as_str();
    let check = TARGETS.iter().find(|(name, _)| *name == target);
    let (_, check) = check.unwrap_or_else(|| panic!("no check of {target} in TARGETS"));
    check(body.as_bytes());
}

/// Runs a test on random values, without a file of those that failed.
pub(crate) fn over<S: Strategy>(strategy: &S, test: impl Fn(S::Value)) {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let tested = runner.run(strategy, |value| {
        test(value);
        Ok(())
    });
    tested.unwrap();
}
