//! A package has to have a target besides its example.
