//! From which severity on findings make a check fail.

use crate::rules::Severity;

/// The failing level of a check: `fail-on` and `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailOn {
    /// Findings of this severity and graver ones fail.
    At(Severity),
    /// No finding fails.
    Never,
}

impl Default for FailOn {
    fn default() -> Self {
        Self::At(Severity::Error)
    }
}

impl FailOn {
    /// Every level, in the order in which messages list them.
    pub const ALL: [Self; 5] = [
        Self::At(Severity::Error),
        Self::At(Severity::Warning),
        Self::At(Severity::Suggestion),
        Self::At(Severity::Hint),
        Self::Never,
    ];

    /// The names of all, in that order.
    pub const NAMES: [&'static str; 5] = {
        let mut names = [""; 5];
        let mut index = 0;
        while index < names.len() {
            names[index] = Self::ALL[index].name();
            index += 1;
        }
        names
    };

    /// The name that configurations and options use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::At(severity) => severity.name(),
            Self::Never => "never",
        }
    }

    /// The level called `name`, exactly as written.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether a finding of `severity` makes the check fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::At(level) => severity >= level,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_fails_itself_and_what_is_graver() {
        let cases = [
            ("error", "error", true),
            ("error", "warning", false),
            ("suggestion", "warning", true),
            ("suggestion", "hint", false),
            ("hint", "hint", true),
            ("never", "error", false),
        ];
        for (level, severity, expected) in cases {
            let fails = FailOn::from_name(level)
                .zip(Severity::from_name(severity))
                .map(|(level, severity)| level.fails(severity));
            assert_eq!(fails, Some(expected), "{level} {severity}");
        }
        assert_eq!(FailOn::from_name("Error"), None);
    }
}
