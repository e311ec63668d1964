//! Which keys a section may have, and what each takes.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::markup::Scope;
use crate::rules::kinds::KINDS;
use crate::rules::value::SectionKind;

/// One key that a section may have.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it does, for whoever writes a style.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A string.
    Text,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// A list of some of a few words; one string is a list of one.
    SomeOf(&'static [&'static str]),
    /// One of a few words, or a table of strings.
    OneOfOrTable(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0.
    Number,
    /// A number from 0.
    Fraction,
    /// A list of strings; one string is a list of one.
    Texts,
    /// A list of strings, also of one.
    List,
    /// A list of strings, one string, or `true`.
    TextsOrTrue,
    /// A list of strings and of lists of strings.
    Groups,
    /// A table of strings or lists of strings.
    Table,
    /// A list of pairs of strings.
    Pairs,
    /// The table of examples.
    Examples,
}

impl Takes {
    /// The words that it takes, if these are few.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::OneOf(choices) | Self::SomeOf(choices) | Self::OneOfOrTable(choices) => choices,
            Self::Boolean => &["true", "false"],
            Self::TextsOrTrue => &["true"],
            _ => &[],
        }
    }

    /// What stands before and behind what a writer puts in.
    pub const fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Text | Self::OneOf(_) | Self::OneOfOrTable(_) => ("\"", "\""),
            Self::Texts | Self::List | Self::SomeOf(_) | Self::Groups => ("[\"", "\"]"),
            Self::Pairs => ("[[\"", "\", \"\"]]"),
            Self::Table | Self::Examples => ("{ ", " }"),
            Self::Boolean | Self::Number | Self::Fraction | Self::TextsOrTrue => ("", ""),
        }
    }

    /// What it takes, as a reader is told: "one of `a`, `b`".
    pub fn describe(self) -> String {
        let listed = |choices: &[&str]| {
            let quoted: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            quoted.join(", ")
        };
        match self {
            Self::Text => "a string".to_owned(),
            Self::OneOf(choices) => format!("one of {}", listed(choices)),
            Self::SomeOf(choices) => format!("a list of {}", listed(choices)),
            Self::OneOfOrTable(choices) => {
                format!("{}, or a table: one row a line", listed(choices))
            }
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Texts | Self::List => "a list of strings".to_owned(),
            Self::Pairs => "a list of pairs of strings".to_owned(),
            Self::Table => "a table: one row a line".to_owned(),
            Self::Examples => "a table of lists".to_owned(),
            Self::Number => "a whole number".to_owned(),
            Self::Fraction => "a number".to_owned(),
            Self::TextsOrTrue => "`true`, or a list of strings".to_owned(),
            Self::Groups => "a list of strings, and of lists of strings".to_owned(),
        }
    }
}

/// The keys of the table of examples.
pub const EXAMPLE_KEYS: &[Key] = &[
    Key {
        name: "flag",
        takes: Takes::Texts,
        about: "Documents in which the rule must find something.",
    },
    Key {
        name: "pass",
        takes: Takes::Texts,
        about: "Documents in which it must find nothing.",
    },
    Key {
        name: "fix",
        takes: Takes::Pairs,
        about: "Pairs of a document and what “fix all” must make of it: `[[\"before\", \"after\"]]`. What is only offered \
                stays as it is.",
    },
];

/// Keys that every rule may have, whatever its kind.
pub const COMMON: &[Key] = &[
    Key {
        name: "id",
        takes: Takes::Text,
        about: "What the rule is called, after its style: letters, digits and `-`.",
    },
    Key {
        name: "severity",
        takes: Takes::OneOf(&["error", "warning", "suggestion", "hint"]),
        about: "How much a finding matters; `warning` if nothing is said here nor under `[style]`.",
    },
    Key {
        name: "message",
        takes: Takes::Text,
        about: "The sentence to show; if nothing is said, one that names what is to be written. `{match}` is the text found, `{use}` the options, `{phrase}` the entry.",
    },
    Key {
        name: "note",
        takes: Takes::Text,
        about: "Why, and what to do, in Markdown; shown on hover.",
    },
    Key {
        name: "link",
        takes: Takes::Text,
        about: "Where to read more.",
    },
    Key {
        name: "owner",
        takes: Takes::Text,
        about: "Whom to ask.",
    },
    Key {
        name: "since",
        takes: Takes::Text,
        about: "Since when the rule is in force.",
    },
    Key {
        name: "enabled",
        takes: Takes::Boolean,
        about: "`false`: the rule is offered, but not on; `true` if nothing is said.",
    },
    Key {
        name: "quotes",
        takes: Takes::OneOf(&["check", "skip", "skip-full", "soften"]),
        about: "What to do about quoted speech, in quotation marks, block quotes and `<q>`: `check` it as all else; `skip` it; \
                `skip-full`, but check scare quotes; `soften`, one step milder. `check` if nothing is said here nor under `[style]`, in `consistency` `skip`.",
    },
    Key {
        name: "scope",
        takes: Takes::SomeOf(&Scope::NAMES),
        about: "Where to look; all but `code`, `comment` and `html` if nothing is said, or less where the kind of the \
                rule says so.",
    },
    Key {
        name: "skip",
        takes: Takes::SomeOf(&Scope::NAMES),
        about: "Where not to look, although `scope` says so; nowhere if nothing is said.",
    },
    Key {
        name: "except",
        takes: Takes::Texts,
        about: "Longer phrases inside which nothing is found.",
    },
    Key {
        name: "except-before",
        takes: Takes::Texts,
        about: "Nothing is found directly before one of these.",
    },
    Key {
        name: "except-after",
        takes: Takes::Texts,
        about: "Nothing is found directly after one of these.",
    },
    Key {
        name: "except-near",
        takes: Takes::Texts,
        about: "Nothing is found within four words of one of these, in the same sentence.",
    },
    Key {
        name: "shield",
        takes: Takes::Boolean,
        about: "`false`: terms of a glossary do not shield what lies inside them; `true` if nothing is said.",
    },
    Key {
        name: "examples",
        takes: Takes::Examples,
        about: "Documents that show what the rule does: `examples.flag`, in which it finds something, `examples.pass`, in \
                which it finds nothing, and `examples.fix`, pairs of a text and what “fix all” makes of it (what is only \
                offered stays as it is).",
    },
];

/// Keys that are part of the notation, but that this version does not know how to obey.
pub(super) const NOT_YET: &[&str] = &["sequence"];

/// Every key that a section of `kind` may have, common ones first.
pub fn known(kind: SectionKind) -> impl Iterator<Item = &'static Key> {
    let kinds = KINDS.iter().filter(move |row| row.section == kind);
    COMMON.iter().chain(kinds.flat_map(|row| row.keys.iter()))
}

/// Whether a section of `kind` may have this key.
pub(in crate::rules) fn is_known(kind: SectionKind, name: &str) -> bool {
    static OF_RULES: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| known(SectionKind::Rule).map(|key| key.name).collect());
    static OF_TERMS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| known(SectionKind::Term).map(|key| key.name).collect());
    match kind {
        SectionKind::Rule => OF_RULES.contains(name),
        SectionKind::Term => OF_TERMS.contains(name),
    }
}

/// Whether `name` is a key of rules or terms, also one that is not supported yet.
pub fn is_key(name: &str) -> bool {
    let of = |kind| known(kind).any(|key| key.name == name);
    of(SectionKind::Rule) || of(SectionKind::Term) || NOT_YET.contains(&name)
}
