//! From configuration and style files to the rules that apply to a document.
//!
//! Owns files: finding `housestyle.toml`, reading it, what it extends and the styles
//! that it names, and which settings apply to which path. Whatever is wrong becomes a
//! fault with a place; nothing here fails. It must not know protocols, the command
//! line or what a rule does.

pub mod configuration;
pub mod fail_on;
pub mod loader;

pub use configuration::Configuration;
pub use fail_on::FailOn;
pub use loader::{Loader, LoaderOptions};
