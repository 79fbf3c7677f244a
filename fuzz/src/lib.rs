//! The checks of the fuzz targets, which `cargo test` runs too.

#[path = "../../tests/it/checks/mod.rs"]
mod checks;

/// Runs the check of a target on an input.
///
/// # Panics
///
/// If something does not hold, or there is no such target.
pub fn check(target: &str, input: &[u8]) {
    let named = checks::TARGETS.iter().find(|(name, _)| *name == target);
    named.expect("a target").1(input);
}
