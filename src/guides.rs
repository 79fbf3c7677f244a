//! Guides, which are also in the folder `docs` of the repository.

/// From a local test to a production service.
///
#[doc = "[reliability]: reliability#a-queue\n[security]: security\n[tenants]: tenants\n"]
#[doc = include_str!("../docs/production.md")]
pub mod production {}

/// One service for customers who each have an account with the vendor.
///
#[doc = "[security]: security\n"]
#[doc = include_str!("../docs/tenants.md")]
pub mod tenants {}

/// What each vendor authenticates, what remains open, and what is promised.
///
#[doc = "[reliability]: reliability\n[tenants]: tenants\n"]
#[doc = include_str!("../docs/security.md")]
pub mod security {}

/// What is promised when deliveries fail, repeat or arrive late.
#[doc = include_str!("../docs/reliability.md")]
///
/// # Life of a delivery
///
#[doc = include_str!("../docs/pictures/delivery.svg")]
pub mod reliability {}

/// How fast it is, and how to measure it again.
#[doc = include_str!("../docs/pictures/costs.svg")]
///
#[doc = include_str!("../docs/performance.md")]
pub mod performance {}
