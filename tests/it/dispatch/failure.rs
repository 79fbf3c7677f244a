//! What an error says is to become of its delivery.

use std::error::Error;

use bot_webhooks::{BoxError, Disposition, Failure};

#[derive(Debug, thiserror::Error)]
#[error("the order could not be stored")]
struct Wrapped(#[source] Failure);

fn disposition(error: impl Into<BoxError>) -> Disposition {
    Failure::disposition_of(&*error.into())
}

#[test]
fn an_error_is_redelivered_unless_it_says_otherwise() {
    assert_eq!(disposition("any"), Disposition::Redeliver);
    assert_eq!(disposition(Failure::busy("full")), Disposition::Busy);
    assert_eq!(disposition(Failure::give_up("gone")), Disposition::GiveUp);
    let again = Failure::new(Disposition::Redeliver, "once more");
    assert_eq!(disposition(again), Disposition::Redeliver);
}

#[test]
fn it_is_found_in_a_source() {
    let error = Wrapped(Failure::give_up("no such meeting"));
    assert_eq!(disposition(error), Disposition::GiveUp);
    // `anyhow` hides the type of an error, and keeps its sources.
    let error = anyhow::Error::new(Failure::busy("full"));
    assert_eq!(disposition(error), Disposition::Busy);
    let error = anyhow::Error::new(Failure::busy("full")).context("while storing");
    assert_eq!(disposition(error), Disposition::Busy);
}

#[test]
fn the_words_and_sources_are_those_of_the_error() {
    let io = std::io::Error::other("disk");
    let failure = Failure::busy(io);
    assert_eq!(failure.to_string(), "disk");
    let source = failure.source().unwrap();
    assert_eq!(source.to_string(), "disposition: busy");
    assert!(source.source().is_none());
}
