//! How much a finding matters.

/// How much a finding matters, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Barely worth a mark.
    Hint,
    /// A matter of judgement.
    Suggestion,
    /// Against the house style.
    Warning,
    /// Must not be published.
    Error,
}

impl Severity {
    /// Every severity, from most to least.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Suggestion, Self::Hint];

    /// The name that styles, options and reports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Suggestion => "suggestion",
            Self::Hint => "hint",
        }
    }

    /// The severity called `name`, exactly as written.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name() == name)
    }

    /// One step milder, but never below a suggestion; a hint stays one.
    #[must_use]
    pub const fn softened(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Suggestion => Self::Suggestion,
            Self::Hint => Self::Hint,
        }
    }
}
