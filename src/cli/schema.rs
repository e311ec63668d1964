//! The command `schema`: the notation of styles and configurations for other programs.

use super::Outcome;
use super::args::SchemaOf;
use super::console::Console;
use crate::config;
use crate::rules;

/// Runs the command.
pub(super) fn run(of: SchemaOf, console: &mut Console) -> Outcome {
    let schema = match of {
        SchemaOf::Style => rules::schema::of_style(),
        SchemaOf::Config => config::schema::of_configuration(),
    };
    // A value of strings and lists can always be written.
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    console.print(&format!("{text}\n"));
    Outcome::Clean
}
