//! The crate as its users see it: one binary, a file for each question.

mod bodies;
mod conversation;
mod dispatch;
mod errors;
mod exotel;
mod formats;
mod mutations;
mod recall;
mod subject;
mod timeline;
