//! Synthflow: the outcome of a phone call, and which agent takes an incoming one.
//!
//! Synthflow's documentation is <https://docs.synthflow.ai/webhooks> and
//! <https://docs.synthflow.ai/inbound-webhook-api>, read on 2026-11-21. Documented values are from
//! the first of the two; a value that was added later says when or where it was seen.
//!
//! A post-call body does not name its event. A body without an `event` is one if it has a `call`, or
//! a `status` and a `lead`, `executed_actions`, `analysis`, `collected_variables` or `error_message`.
//! An inbound call is named `call_inbound`, and is the event that expects a reply.
//! If you do not give one, the reply is [`CallInboundReply::default`], which leaves the call with
//! the agent that it came in for.
//!
//! Observed, not documented: post-calls can be lost where many calls end at once, so compare with the REST
//! API what must not be missed. They are retried, without a known schedule. Redaction of personal data can
//! take values out of them.
//!
//! ```
//! use bot_webhooks::synthflow::{CallStatus, Event};
//!
//! let body = br#"{"status": "completed", "call": {"status": "completed", "duration": 113}}"#;
//! let Event::PostCall(post_call) = Event::from_slice(body)? else { panic!() };
//! assert_eq!(post_call.status, Some(CallStatus::Completed));
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

mod action;
mod analysis;
mod call;
mod detect;
#[cfg(feature = "receive")]
mod endpoint;
mod event;
mod inbound;
mod post_call;
#[cfg(feature = "receive")]
mod proof;
mod reply;
#[cfg(feature = "samples")]
pub mod samples;
#[cfg(feature = "verify")]
mod signature;
mod status;
mod variables;

pub use action::{ActionType, ExecutedAction, HardCodedParameters};
pub use analysis::{Analysis, Judgement, Verdict};
pub use call::Call;
pub(crate) use detect::likeness;
#[cfg(feature = "receive")]
pub use endpoint::Endpoint;
pub use event::{Dispatcher, DynDispatcher, Event, from_fn};
pub use inbound::{CallInbound, InboundCall};
pub use post_call::{Lead, PostCall};
#[cfg(feature = "receive")]
pub use proof::TokenAndSignature;
pub use reply::{CallInboundReply, Connect, Reply};
#[cfg(feature = "verify")]
pub use signature::CallIdSignature;
pub use status::{CallStatus, EndCallReason};
pub use variables::CollectedVariable;
