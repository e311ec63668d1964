//! One compiled rule: what it is called, what it says and when it speaks.

use std::sync::Arc;

use smol_str::SmolStr;

use super::kinds::Check;
use super::message::Message;
use super::severity::Severity;
use super::value::Place;
use crate::markup::ScopeSet;
use crate::matching::Phrase;
use crate::matching::quotation::Quoting;

/// A compiled rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The whole id: style, file of the style if it is a folder, and rule.
    pub id: SmolStr,
    /// Where it is defined: its id, or its row.
    pub place: Place,
    /// What it says and when. Rows of one glossary share it.
    pub manner: Arc<Manner>,
    /// What it looks for.
    pub check: Arc<dyn Check>,
    /// Phrases because of which it finds nothing, and where they must stand.
    pub exceptions: Box<[(Relation, Phrase)]>,
    /// Whether terms shield what lies inside them from it.
    pub shielded: bool,
}

/// Where an exception must stand to silence its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Around the match: `except`.
    Inside,
    /// Directly after it: `except-before`.
    FollowedBy,
    /// Directly before it: `except-after`.
    PrecededBy,
    /// Within four words, in the same sentence: `except-near`.
    Near,
}

impl Relation {
    /// Every relation with the key that lists its phrases, and how `explain` says it.
    pub const ALL: [(&'static str, Self, &'static str); 4] = [
        ("except", Self::Inside, "Except inside"),
        ("except-before", Self::FollowedBy, "Except before"),
        ("except-after", Self::PrecededBy, "Except after"),
        ("except-near", Self::Near, "Except near"),
    ];
}

/// What a rule says about its findings, and under which conditions it is silent.
#[derive(Debug, Clone, PartialEq)]
pub struct Manner {
    /// How much its findings matter, settings applied.
    pub severity: Severity,
    /// Whether it is on, settings applied.
    pub enabled: bool,
    /// The sentence to show; `None` for the default one.
    pub message: Option<Message>,
    /// Why, in Markdown.
    pub note: Option<Arc<str>>,
    /// Where to read more.
    pub link: Option<Arc<str>>,
    /// Whom to ask.
    pub owner: Option<SmolStr>,
    /// Since when it is in force, as written.
    pub since: Option<SmolStr>,
    /// What quotation marks mean to it.
    pub quotes: Quotes,
    /// Where it looks.
    pub scope: ScopeSet,
    /// Where it does not, although `scope` says so.
    pub skip: ScopeSet,
    /// How its style is painted by editors that paint.
    pub colour: Option<Colour>,
    /// Documents that show what it does.
    pub examples: Examples,
}

/// What a rule does about quoted speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quotes {
    /// Nothing: quoted speech is checked like all else.
    #[default]
    Check,
    /// Leaves everything in quotation marks alone.
    Skip,
    /// Leaves full quotations alone and checks scare quotes.
    SkipFull,
    /// Lowers the severity by one step.
    Soften,
}

impl Quotes {
    /// Every value with its name in style files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("check", Self::Check),
        ("skip", Self::Skip),
        ("skip-full", Self::SkipFull),
        ("soften", Self::Soften),
    ];

    /// Whether any quotations are left alone.
    pub fn skips_any(self) -> bool {
        matches!(self, Self::Skip | Self::SkipFull)
    }

    /// Whether what stands so to quotation marks is left alone.
    pub fn skips(self, quoting: Quoting) -> bool {
        match quoting {
            Quoting::Full => self.skips_any(),
            Quoting::Scare => self == Self::Skip,
            Quoting::Outside | Quoting::Doubt => false,
        }
    }
}

/// A colour that editors know how to paint on light and dark grounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// `amber`.
    Amber,
    /// `red`.
    Red,
    /// `pink`.
    Pink,
    /// `violet`.
    Violet,
    /// `blue`.
    Blue,
    /// `teal`.
    Teal,
    /// `green`.
    Green,
    /// `grey`.
    Grey,
}

impl Colour {
    /// Every colour with its name in style files.
    pub const ALL: [(&'static str, Self); 8] = [
        ("amber", Self::Amber),
        ("red", Self::Red),
        ("pink", Self::Pink),
        ("violet", Self::Violet),
        ("blue", Self::Blue),
        ("teal", Self::Teal),
        ("green", Self::Green),
        ("grey", Self::Grey),
    ];

    /// Its name in style files.
    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, colour)| *colour == self);
        named.map_or("grey", |(name, _)| *name)
    }
}

/// The tests that a rule carries: Markdown documents.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Examples {
    /// Each must have at least one finding of the rule.
    pub flag: Vec<Example>,
    /// None may have one.
    pub pass: Vec<Example>,
    /// Each becomes the other text by the rule's preferred fixes.
    pub fix: Vec<(Example, SmolStr)>,
}

/// One example and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The document.
    pub text: SmolStr,
    /// Where.
    pub place: Place,
}

impl Examples {
    /// Whether the rule has none.
    pub fn is_empty(&self) -> bool {
        self.flag.is_empty() && self.pass.is_empty() && self.fix.is_empty()
    }
}
