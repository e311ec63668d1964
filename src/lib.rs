//! Housestyle keeps a publication's house style while writing.
//!
//! A document's text goes through the layers below, from left to right; each may
//! use only what stands to its left, which `tests/architecture.rs` enforces:
//!
//! ```text
//! text → markup → matching → rules → check → config → lsp → cli
//! ```
//!
//! `text` to `check` are pure: values in, values out, no files, no clock, no
//! protocol, and they never fail on a user's prose. See `ARCHITECTURE.md`.

#![forbid(unsafe_code)]

pub mod check;
pub mod cli;
pub mod config;
pub mod lsp;
pub mod markup;
pub mod matching;
pub mod rules;
pub mod text;
