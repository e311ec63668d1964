//! The styles that are part of the program.

/// One embedded style: a folder of TOML files.
#[derive(Debug)]
pub(super) struct EmbeddedStyle {
    pub(super) name: &'static str,
    /// The name of each file without its suffix, and its text.
    pub(super) files: &'static [(&'static str, &'static str)],
}

/// Every embedded style.
pub(super) const STYLES: &[EmbeddedStyle] = &[EmbeddedStyle {
    name: "newsroom",
    files: &[],
}];

/// The style of documents that have no configuration.
pub(super) const DEFAULT: &str = "newsroom";

/// The embedded style of this name.
pub(super) fn style(name: &str) -> Option<&'static EmbeddedStyle> {
    STYLES.iter().find(|style| style.name == name)
}
