//! All tests on the public API, in one binary.

mod exotel;
