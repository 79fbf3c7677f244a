//! What is compared with other crates, or needs them to be measured.

mod deliver;
mod dispatch;
mod serve;
mod time;
mod verify;

pub(crate) use serve::serve;
pub(crate) use time::time;

use crate::case::Case;

pub(crate) fn cases() -> impl Iterator<Item = Case> {
    let questions = [dispatch::cases(), verify::cases(), deliver::cases()];
    questions.into_iter().flatten()
}
