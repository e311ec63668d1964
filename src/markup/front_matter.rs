//! Front matter: metadata in YAML (`---`) or TOML (`+++`) at the very start.

/// What the front matter tells about the document itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// `reproduced-as-received: true`, at the top or under `housestyle:`.
    pub reproduced_as_received: bool,
}
