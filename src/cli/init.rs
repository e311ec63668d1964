//! The command `init`: a configuration and a style to start from.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use super::Outcome;
use super::console::Console;
use crate::config::documents::reason;

/// What is written, by path from the working directory. The configuration comes last:
/// without it the rest has no effect.
const FILES: [(&str, &str); 2] = [
    ("styles/house.toml", include_str!("init/house.toml")),
    ("housestyle.toml", include_str!("init/housestyle.toml")),
];

const NEXT: &str = "\
Wrote housestyle.toml and styles/house.toml.

Next:
  1. Open styles/house.toml and put your own words there: it explains itself.
  2. housestyle test     tries the examples in it
  3. housestyle check    checks the articles in this folder
";

/// Runs the command.
pub(super) fn run(console: &mut Console) -> Outcome {
    // Look first, so that nothing is half written.
    let existing = FILES.iter().find(|(path, _)| Path::new(path).exists());
    if let Some((path, _)) = existing {
        console.error(&format!(
            "‘{path}’ is there already; nothing was written. Move it away to start anew"
        ));
        return Outcome::Failed;
    }
    for (path, text) in FILES {
        if let Err(error) = write_new(Path::new(path), text) {
            console.error(&format!("cannot write ‘{path}’: {}", reason(&error)));
            return Outcome::Failed;
        }
    }
    console.print(NEXT);
    Outcome::Clean
}

/// Writes a file that does not exist; refuses if it does.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}
