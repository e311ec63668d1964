//! The language server.
//!
//! Owns the protocol: nothing outside this folder names its types.

pub mod settings;
