//! From configuration and style files to the rules that apply to a document.
//!
//! Owns files: finding `housestyle.toml`, reading it, what it extends and the styles
//! that it names, which settings apply to which path, the findings on record, and the documents in a folder. Whatever is
//! wrong becomes a fault with a place; only writing can fail. It must not know protocols, the command
//! line or what a rule does.

pub mod configuration;
mod dictionaries;
pub mod discover;
pub mod documents;
mod draft;
pub mod edits;
mod embedded;
pub mod fail_on;
mod files;
mod globs;
mod load;
pub mod loader;
pub mod options;
mod paths;
pub mod records;
pub mod replace;
mod resources;
mod rules_by_path;
pub mod schema;
mod settings;
mod style_folder;
mod styles;
pub mod vocabulary;

pub use configuration::Configuration;
pub use discover::FILE_NAME;
pub use draft::{Draft, FileKind, OpenTexts};
pub use fail_on::FailOn;
pub use files::MAX_FILE_BYTES;
pub use loader::{Loader, LoaderOptions};
pub(crate) use paths::absolute;
pub use records::{RecordKind, Records};
