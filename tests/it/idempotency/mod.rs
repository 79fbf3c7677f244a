//! Deliveries that are redelivered, and those that only look like it. What `tests/redis` asks of Redis
//! too is in `support`, `suite`, `short_answers` and `unfinished`.

mod abandoned;
mod endpoint;
mod failures;
mod keys;
mod memory;
mod short_answers;
mod suite;
mod support;
mod suppression;
mod unfinished;

use support::{Answered, Ids, ask, key, recall_request, request};
