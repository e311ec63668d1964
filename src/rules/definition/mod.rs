//! The notation of styles: TOML and CSV texts in, sections with places out.
//!
//! It must not know which keys a rule has or what they mean, nor where files are.

pub mod csv;
pub mod outline;
mod sections;
pub mod style;
#[cfg(test)]
pub(crate) mod testing;
pub mod toml;

pub use sections::Sections;
pub use style::Naming;
