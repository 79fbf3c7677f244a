//! Signatures, beside the reference libraries.

mod verify;
