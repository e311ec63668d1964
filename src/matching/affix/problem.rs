//! What is wrong with the files of a dictionary.

/// One of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The affixes, `.aff`.
    Affixes,
    /// The words, `.dic`.
    Words,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// In which file.
    pub part: Part,
    /// In which line, from 1, if it is in one.
    pub line: Option<usize>,
    /// What: small first letter, no full stop.
    pub message: String,
    /// Whether nothing is wrong there: it is only more than is used.
    pub is_limit: bool,
}

impl Part {
    /// The suffix of the file's name.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Affixes => "aff",
            Self::Words => "dic",
        }
    }
}
