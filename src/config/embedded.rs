//! The styles that are part of the program.

/// One embedded style: a folder of TOML files.
#[derive(Debug)]
pub(super) struct EmbeddedStyle {
    pub(super) name: &'static str,
    /// The language that it is written for.
    pub(super) language: &'static str,
    /// The name of each file without its suffix, and its text; sorted.
    pub(super) files: &'static [(&'static str, &'static str)],
}

/// The stem and the text of a file of `newsroom`.
macro_rules! newsroom {
    ($($stem:literal),* $(,)?) => {
        &[$(($stem, include_str!(concat!("../../styles/newsroom/", $stem, ".toml")))),*]
    };
}

/// Every embedded style.
pub(super) const STYLES: &[EmbeddedStyle] = &[EmbeddedStyle {
    name: "newsroom",
    language: "en",
    files: newsroom![
        "acronyms",
        "attribution",
        "cliches",
        "consistency",
        "dates",
        "headlines",
        "honorifics",
        "inclusive",
        "loaded-language",
        "names",
        "numbers",
        "official-coinages",
        "plain-english",
        "promotional",
        "redundancies",
        "sentences",
        "slips",
        "spelling",
        "superlatives",
    ],
}];

/// The style of documents that have no configuration.
pub(super) const DEFAULT: &str = "newsroom";

/// The embedded style of this name.
pub(super) fn style(name: &str) -> Option<&'static EmbeddedStyle> {
    STYLES.iter().find(|style| style.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        for style in STYLES {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("styles")
                .join(style.name);
            let files = std::fs::read_dir(folder).expect("the folder");
            let stem = |file: std::io::Result<std::fs::DirEntry>| {
                let path = file.expect("a file").path();
                path.file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned()
            };
            let mut stems: Vec<String> = files.map(stem).collect();
            stems.sort();
            let embedded: Vec<&str> = style.files.iter().map(|(stem, _)| *stem).collect();
            assert_eq!(embedded, stems);
        }
    }
}
