//! What a rule says of one place that it found.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::Guidance;
use crate::rules::passage::Passage;
use crate::text::Span;

/// A find of a rule, where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// Which of the rule's entries was found.
    pub entry: u32,
    /// Which form of the entry; 0 is the entry as written.
    pub form: u16,
    /// Where, in bytes of the reader's text.
    pub span: Span,
    /// The prose around it.
    pub passage: &'a Passage,
}

impl<'a> Occasion<'a> {
    /// The text found, as the reader sees it.
    pub fn text(&self) -> &'a str {
        self.span.text(self.passage.text()).unwrap_or("")
    }
}

/// What a rule says of a find: what to do, and in which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// What to do about it.
    pub guidance: Cow<'a, Guidance>,
    /// The sentence of a rule that has no message of its own; `None` for the usual one.
    pub sentence: Option<String>,
    /// The sentence is said also if the rule has a message: it is not about the text, but about
    /// the rule.
    pub of_rule: bool,
    /// The sentence goes on with what to use, as it will be written, and has no full stop.
    pub urges: bool,
    /// What the variables of the kind stand for, each with its name.
    pub values: Vec<(&'static str, String)>,
    /// Leaving out takes only this part of the find, in bytes of the reader's text.
    pub part: Option<Span>,
    /// The options are to be written just so: neither capitals nor glyphs of the text count.
    pub verbatim: bool,
    /// Other finds that it has to do with, the most telling first: the number of each among those
    /// that were judged with it, and what is there, as a sentence without a full stop.
    pub related: Vec<(usize, SmolStr)>,
}

impl<'a> From<Cow<'a, Guidance>> for Verdict<'a> {
    fn from(guidance: Cow<'a, Guidance>) -> Self {
        Self {
            guidance,
            sentence: None,
            of_rule: false,
            urges: false,
            values: Vec::new(),
            part: None,
            verbatim: false,
            related: Vec::new(),
        }
    }
}

impl Verdict<'static> {
    /// Nothing is to be put in the place; `sentence` says what is wrong.
    pub fn saying(sentence: String) -> Self {
        Self {
            sentence: Some(sentence),
            ..Self::from(Cow::Owned(Guidance::default()))
        }
    }

    /// The rule did not get to the end of the text.
    pub fn given_up() -> Self {
        let sentence = "The pattern of this rule takes too many steps in this paragraph; \
                        what else it would find here is not shown.";
        Self {
            of_rule: true,
            ..Self::saying(sentence.to_owned())
        }
    }

    /// One text is to be written there, just so; `automatic` says whether unasked.
    pub fn writing(option: &str, automatic: bool) -> Self {
        Self {
            verbatim: true,
            ..Self::from(Cow::Owned(Guidance {
                options: [option.into()].into_iter().collect(),
                automatic,
                ..Guidance::default()
            }))
        }
    }

    /// A part of the find is to be left out; `automatic` says whether unasked.
    pub fn leaving_out(part: Span, automatic: bool) -> Self {
        Self {
            part: Some(part),
            ..Self::from(Cow::Owned(Guidance {
                deletion: true,
                automatic,
                ..Guidance::default()
            }))
        }
    }

    /// The same with the sentence of a rule that has none of its own.
    #[must_use]
    pub fn with_sentence(self, sentence: String) -> Self {
        Self {
            sentence: Some(sentence),
            ..self
        }
    }

    /// The same with a sentence that goes on with what to use, and has no full stop.
    #[must_use]
    pub fn urging(self, sentence: String) -> Self {
        Self {
            urges: true,
            ..self.with_sentence(sentence)
        }
    }

    /// The same with another find that it has to do with, by its number, and what is there.
    #[must_use]
    pub fn related_to(mut self, number: usize, says: String) -> Self {
        self.related.push((number, says.into()));
        self
    }

    /// The same with what a variable of the kind stands for.
    #[must_use]
    pub fn with_value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }
}
