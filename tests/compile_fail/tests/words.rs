//! What the compiler says of mistakes that people make with dispatchers and endpoints.
//!
//! The words depend on the compiler: after an update, look at the difference, and renew them with
//! `TRYBUILD=overwrite cargo test --package compile-fail`.

#[test]
fn the_compiler_says_what_to_write() {
    trybuild::TestCases::new().compile_fail("cases/*.rs");
}
