//! Regular expressions of rules: judged when they are read, compiled when they are first needed.
//!
//! Compiling one takes a hundred times as long as reading it, and most documents have none of
//! the words that most expressions need. What is wrong with one is known without compiling it,
//! except that it may be too large: those that might be are compiled at once.

mod faults;
mod look_around;
mod relaxed;
mod size;
pub(super) mod template;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use smol_str::SmolStr;

use super::fault::Fault;
use super::keys::Written;
use super::needs::{self, Needs};
use crate::matching::Case;
use crate::text::Span;
use size::size;
use template::Groups;

/// The most memory that one compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// What has a digit is looked for besides by literals of so many bytes.
const MIN_BESIDE_DIGIT: usize = 5;

/// A valid regular expression within limits.
#[derive(Debug)]
pub(super) struct Expression {
    written: SmolStr,
    case: Case,
    /// What every match has.
    needs: Needs,
    /// A digit occurs in every match.
    needs_digit: bool,
    compiled: OnceLock<Option<Engine>>,
    /// What matches wherever it does, and is searched sooner; `None` if there is no such.
    relaxed: OnceLock<Option<Regex>>,
}

/// What searches.
#[derive(Debug)]
enum Engine {
    /// In time that grows with the text alone.
    States(Regex),
    /// By trying and going back, within a budget.
    Tries(Box<fancy_regex::Regex>),
}

/// What an expression can match at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Nothing,
    OnlyEmpty,
    Text,
}

impl Reach {
    fn of(parsed: &Hir) -> Self {
        if matches_nothing(parsed) {
            Self::Nothing
        } else if parsed.properties().maximum_len() == Some(0) {
            Self::OnlyEmpty
        } else {
            Self::Text
        }
    }
}

/// Whether something must be there that nothing can be: a class without characters.
fn matches_nothing(parsed: &Hir) -> bool {
    match parsed.kind() {
        HirKind::Class(Class::Unicode(class)) => class.ranges().is_empty(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().is_empty(),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Look(_) => false,
        HirKind::Repetition(repetition) => repetition.min > 0 && matches_nothing(&repetition.sub),
        HirKind::Capture(capture) => matches_nothing(&capture.sub),
        HirKind::Concat(parts) => parts.iter().any(matches_nothing),
        HirKind::Alternation(options) => options.iter().all(matches_nothing),
    }
}

/// What a search of one text came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// All of it was searched.
    Done,
    /// The search took too many steps and was given up.
    GivenUp,
}

impl Expression {
    /// The expression that is written.
    ///
    /// # Errors
    /// What is wrong with it, and the way out.
    pub(super) fn read(written: &Written, case: Case) -> Result<Self, Fault> {
        let parsed = parsed(&written.text, case);
        let compiled = OnceLock::new();
        if parsed
            .as_ref()
            .is_none_or(|parsed| size(parsed) > SIZE_LIMIT)
        {
            let _ = compiled.set(Some(Engine::read(written, case)?));
        }
        let reach = match &parsed {
            Some(parsed) => Reach::of(parsed),
            None => look_around::reach(&written.text),
        };
        faults::refuse_idle(written, reach)?;
        let relaxed = || relaxed::tried(&written.text, case);
        let anywhere = parsed.or_else(relaxed);
        let anywhere = anywhere.as_ref();
        Ok(Self {
            written: written.text.clone(),
            case,
            needs: anywhere.map(needs::needs).unwrap_or_default(),
            needs_digit: anywhere.is_some_and(needs::needs_digit),
            compiled,
            relaxed: OnceLock::new(),
        })
    }

    /// As it is written in the style.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// How capitals count in it.
    pub(super) const fn case(&self) -> Case {
        self.case
    }

    /// What every match has, as far as it is worth looking for: whether there are digits is
    /// known of every text, and few have one.
    pub(super) fn needs(&self) -> Needs {
        let mut needs = self.needs.clone();
        if self.needs_digit {
            needs.retain(|list| list.iter().all(|text| text.len() >= MIN_BESIDE_DIGIT));
        }
        needs
    }

    /// Whether a digit, of whatever script, is in every match.
    pub(super) const fn needs_digit(&self) -> bool {
        self.needs_digit
    }

    fn engine(&self) -> Option<&Engine> {
        let compiled = self.compiled.get_or_init(|| {
            // What was let through by its size has some way to go to this.
            let built = build(&self.written, self.case, 2 * SIZE_LIMIT);
            built.ok().map(Engine::States)
        });
        compiled.as_ref()
    }

    /// Calls `found` with every match in `text` that is not empty, in bytes.
    pub(super) fn find(&self, text: &str, found: &mut dyn FnMut(Span)) -> Search {
        if !self.may_match(text) {
            return Search::Done;
        }
        match self.engine() {
            None => {}
            Some(Engine::States(regex)) => {
                for matched in regex.find_iter(text).filter(|matched| !matched.is_empty()) {
                    found(Span::new(matched.start(), matched.end()));
                }
            }
            Some(Engine::Tries(regex)) => {
                for matched in regex.find_iter(text) {
                    let Ok(matched) = matched else {
                        return Search::GivenUp;
                    };
                    if matched.start() < matched.end() {
                        found(Span::new(matched.start(), matched.end()));
                    }
                }
            }
        }
        Search::Done
    }

    /// Whether anything in `text` may match, as far as one pass over it tells.
    fn may_match(&self, text: &str) -> bool {
        let (engine, parsed) = (self.engine(), || parsed(&self.written, self.case));
        let relaxed = match engine {
            Some(Engine::States(_)) if text.is_ascii() || !self.needs.is_empty() => return true,
            Some(Engine::States(_)) => self.relaxed.get_or_init(|| {
                let parsed = parsed().filter(relaxed::has_word_edges)?;
                relaxed::of_states(&parsed, self.case)
            }),
            Some(Engine::Tries(_)) => self
                .relaxed
                .get_or_init(|| relaxed::of_tries(&self.written, self.case)),
            None => return false,
        };
        relaxed
            .as_ref()
            .is_none_or(|relaxed| relaxed.is_match(text))
    }

    /// What the groups of the match at `span` of `text` caught, by number; nothing if it is
    /// none.
    pub(super) fn groups_at<'t>(&self, text: &'t str, span: Span) -> Vec<Option<&'t str>> {
        match self.engine() {
            Some(Engine::States(regex)) => {
                let captures = regex.captures_at(text, span.start);
                let captures = captures.filter(|captures| {
                    let whole = captures.get(0).map(|whole| whole.range());
                    whole == Some(span.range())
                });
                captures.map_or_else(Vec::new, |captures| {
                    let groups = captures.iter();
                    groups
                        .map(|group| group.map(|group| group.as_str()))
                        .collect()
                })
            }
            Some(Engine::Tries(regex)) => {
                let captures = regex.captures_from_pos(text, span.start).ok().flatten();
                let captures = captures.filter(|captures| {
                    let whole = captures.get(0).map(|whole| whole.range());
                    whole == Some(span.range())
                });
                captures.map_or_else(Vec::new, |captures| {
                    let groups = captures.iter();
                    groups
                        .map(|group| group.map(|group| group.as_str()))
                        .collect()
                })
            }
            None => Vec::new(),
        }
    }

    /// The groups that it has.
    pub(super) fn groups(&self) -> Groups {
        let named = |names: &mut dyn Iterator<Item = Option<String>>| {
            let mut groups = Groups::default();
            for (number, name) in names.enumerate() {
                groups.last = number;
                groups.names.extend(name.map(|name| (name, number)));
            }
            groups
        };
        match self.engine() {
            Some(Engine::States(regex)) => {
                named(&mut regex.capture_names().map(|name| name.map(str::to_owned)))
            }
            Some(Engine::Tries(regex)) => {
                named(&mut regex.capture_names().map(|name| name.map(str::to_owned)))
            }
            None => Groups::default(),
        }
    }
}

impl Engine {
    /// The expression that is written, compiled.
    fn read(written: &Written, case: Case) -> Result<Self, Fault> {
        let error = match build(&written.text, case, SIZE_LIMIT) {
            Ok(regex) => return Ok(Self::States(regex)),
            Err(error) => error,
        };
        let is_too_big = matches!(error, regex::Error::CompiledTooBig(_));
        if is_too_big || faults::is_nonsense(&written.text) {
            return Err(faults::of_states(written, &error));
        }
        match look_around::build(&written.text, case) {
            Ok(regex) => Ok(Self::Tries(Box::new(regex))),
            // Which of the two knows better what is wrong.
            Err(other) if is_beyond_states(&written.text) => Err(faults::of_tries(written, &other)),
            Err(_) => Err(faults::of_states(written, &error)),
        }
    }
}

/// Whether the expression was refused only because a table of states cannot have what it says.
fn is_beyond_states(pattern: &str) -> bool {
    use regex_syntax::ast::ErrorKind;
    match regex_syntax::Parser::new().parse(pattern) {
        Err(regex_syntax::Error::Parse(error)) => matches!(
            error.kind(),
            ErrorKind::UnsupportedLookAround | ErrorKind::UnsupportedBackreference
        ),
        _ => false,
    }
}

/// The regular expression that is written, compiled, within limits.
///
/// # Errors
/// What is wrong with it, and the way out.
pub fn regex(written: &Written, case: Case) -> Result<Regex, Fault> {
    build(&written.text, case, SIZE_LIMIT).map_err(|error| faults::of_states(written, &error))
}

fn build(pattern: &str, case: Case, limit: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(case == Case::Any)
        .size_limit(limit)
        .dfa_size_limit(SIZE_LIMIT)
        .build()
}

fn parsed(pattern: &str, case: Case) -> Option<Hir> {
    let mut parser = regex_syntax::ParserBuilder::new()
        .case_insensitive(case == Case::Any)
        .build();
    parser.parse(pattern).ok()
}
