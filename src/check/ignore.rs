//! Ignoring in the text, on purpose: directives in comments and in the front matter.
//!
//! `housestyle ignore: a.b, c -- reason` is for the next block, `ignore-begin: …` to
//! `ignore-end` for what lies between, `ignore-file: …` in the first block for the whole
//! document. A directive that silences nothing is itself a finding.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::diagnostic::Diagnostic;
use crate::markup::block::Prose;
use crate::markup::{self, Block, Document, Format, Scope};
use crate::rules::RuleSet;
use crate::rules::builtin::UNUSED_IGNORE;
use crate::text::Span;

/// The name that stands for every rule.
const ALL: &str = "all";

/// What a directive says to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Next,
    Begin,
    End,
    File,
    Unknown,
}

/// One directive, read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Directive {
    verb: Verb,
    /// The rules it names, each with its place in the comment's text.
    names: Vec<(SmolStr, Span)>,
}

/// One name of a directive and the part of the source in which it silences.
#[derive(Debug)]
struct Silence {
    name: SmolStr,
    /// Where the name stands in the source.
    place: Span,
    range: Span,
    used: bool,
}

/// What the directives of one document say.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    silences: Vec<Silence>,
    /// What is wrong with directives: a place in the source and a sentence.
    complaints: Vec<(Span, String)>,
}

/// The names in the directives of a document, each with its place in the source. Where one
/// silences nothing, a check finds [`UNUSED_IGNORE`], if that is on.
pub fn directives(source: &str, format: Format, rules: &RuleSet) -> Vec<(SmolStr, Span)> {
    let document = markup::parse_with(source, format, &rules.parse_options());
    let silences = Ignores::read(source, &document).silences.into_iter();
    let mut names: Vec<(SmolStr, Span)> = silences
        .map(|silence| (silence.name, silence.place))
        .collect();
    names.sort_by_key(|(_, place)| *place);
    names
}

impl Ignores {
    /// Reads the directives of `document`.
    pub(super) fn read(source: &str, document: &Document) -> Self {
        let mut ignores = Self::default();
        let whole = Span::new(0, source.len());
        for (name, place) in &document.front_matter.ignore {
            ignores.silence(name, *place, whole);
        }
        let mut open: Vec<(usize, Directive, Prose)> = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if !block.is_in(Scope::Comment) {
                continue;
            }
            let prose = block.prose(source);
            let Some(directive) = Directive::parse(&prose.text) else {
                continue;
            };
            let reader = Reader {
                source,
                document,
                index,
                block,
                prose: &prose,
            };
            match directive.verb {
                Verb::Next => ignores.next_block(&reader, &directive),
                Verb::File => ignores.file(&reader, &directive, whole),
                Verb::Begin => open.push((index, directive, prose)),
                Verb::End => match open.pop() {
                    Some((_, begin, prose)) => {
                        let from = begin.names.first().map_or(0, |(_, span)| prose.to_source(*span).start);
                        ignores.silence_all(&begin, &prose, Span::new(from, block.span.end), block.span);
                    }
                    None => ignores.complaints.push((block.span, "‘ignore-end’ without an ‘ignore-begin’ before it".to_owned())),
                },
                Verb::Unknown => ignores.complaints.push((
                    block.span,
                    "this directive is not known; there are ignore, ignore-begin, ignore-end and ignore-file".to_owned(),
                )),
            }
        }
        for (index, directive, prose) in open {
            ignores.unclosed(source, document, index, &directive, &prose);
        }
        ignores
    }

    fn next_block(&mut self, reader: &Reader<'_>, directive: &Directive) {
        let following = reader.document.blocks.iter().skip(reader.index + 1);
        let next = following
            .into_iter()
            .find(|block| is_read(block) && block.span.start >= reader.block.span.end);
        let range = next.map_or(
            Span::new(reader.source.len(), reader.source.len()),
            |block| block.span,
        );
        self.silence_all(directive, reader.prose, range, reader.block.span);
    }

    fn file(&mut self, reader: &Reader<'_>, directive: &Directive, whole: Span) {
        let mut before = reader.document.blocks.iter().take(reader.index);
        if before.any(|block| is_read(block) && !block.is_in(Scope::FrontMatter)) {
            let sentence = "‘ignore-file’ counts only before the text of the document begins";
            let complaint = (reader.block.span, sentence.to_owned());
            self.complaints.push(complaint);
        } else {
            self.silence_all(directive, reader.prose, whole, reader.block.span);
        }
    }

    /// An unclosed `ignore-begin` runs to the next heading of its level, or to the end.
    fn unclosed(
        &mut self,
        source: &str,
        document: &Document,
        index: usize,
        directive: &Directive,
        prose: &Prose,
    ) {
        let Some(block) = document.blocks.get(index) else {
            return;
        };
        let heading = |block: &&Block| block.heading.is_some();
        let level = document
            .blocks
            .iter()
            .take(index)
            .rev()
            .find(heading)
            .and_then(|block| block.heading);
        let ends = |block: &&Block| {
            block
                .heading
                .is_some_and(|found| level.is_none_or(|level| found <= level))
        };
        let end = document
            .blocks
            .iter()
            .skip(index + 1)
            .find(ends)
            .map_or(source.len(), |block| block.span.start);
        self.silence_all(
            directive,
            prose,
            Span::new(block.span.start, end),
            block.span,
        );
        let sentence =
            "‘ignore-begin’ without an ‘ignore-end’ ends at the next heading of its level";
        self.complaints.push((block.span, sentence.to_owned()));
    }

    fn silence_all(&mut self, directive: &Directive, prose: &Prose, range: Span, block: Span) {
        if directive.names.is_empty() {
            let sentence = "this names no rule behind a colon, and so ignores nothing: write ‘ignore: desk.rule’, or ‘all’ for every rule";
            self.complaints.push((block, sentence.to_owned()));
        }
        for (name, span) in &directive.names {
            self.silence(name, prose.to_source(*span), range);
        }
    }

    fn silence(&mut self, name: &SmolStr, place: Span, range: Span) {
        self.silences.push(Silence {
            name: name.clone(),
            place,
            range,
            used: false,
        });
    }

    /// Takes out what is silenced, and adds what is to be said about directives.
    pub(super) fn apply(
        mut self,
        diagnostics: &mut Vec<Diagnostic>,
        source: &str,
        rules: &RuleSet,
    ) {
        if self.silences.is_empty() && self.complaints.is_empty() {
            return;
        }
        self.take_out(diagnostics);
        let Some(rule) = rules.get(UNUSED_IGNORE).filter(|rule| rule.manner.enabled) else {
            return;
        };
        let unused = self.silences.iter().filter(|silence| !silence.used);
        let sentences = unused.map(|silence| {
            (
                silence.place,
                format!(
                    "‘{}’ finds nothing here that could be ignored.",
                    silence.name
                ),
            )
        });
        let complaints = self
            .complaints
            .into_iter()
            .map(|(place, sentence)| (place, capitalised(&sentence)));
        for (span, message) in sentences.chain(complaints) {
            diagnostics.push(Diagnostic {
                span,
                rule: UNUSED_IGNORE.into(),
                also: Vec::new(),
                severity: rule.manner.severity,
                entry: None,
                variant: None,
                text: span
                    .text(source)
                    .unwrap_or("")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                message,
                note: rule.manner.note.clone(),
                link: None,
                fixes: Vec::new(),
            });
        }
    }
}

/// The silences of one name that a sweep through the document has entered and not left.
#[derive(Debug, Default)]
struct Active {
    count: usize,
    /// Those that have silenced nothing so far.
    unused: Vec<usize>,
}

impl Ignores {
    /// Takes out what is silenced, in one sweep from the start to the end of the document.
    fn take_out(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut order: Vec<usize> = (0..self.silences.len()).collect();
        order.sort_by_key(|index| self.silences.get(*index).map(|silence| silence.range.start));
        let mut entering = order.into_iter().peekable();
        let mut leaving: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
        let mut active: FxHashMap<SmolStr, Active> = FxHashMap::default();
        diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        diagnostics.retain(|diagnostic| {
            let at = diagnostic.span.start;
            while let Some(index) = entering.next_if(|index| {
                self.silences
                    .get(*index)
                    .is_some_and(|silence| silence.range.start <= at)
            }) {
                let Some(silence) = self.silences.get(index) else {
                    continue;
                };
                let named = active.entry(silence.name.clone()).or_default();
                named.count += 1;
                named.unused.push(index);
                leaving.push(Reverse((silence.range.end, index)));
            }
            while let Some(Reverse((end, index))) = leaving.peek().copied()
                && end <= at
            {
                leaving.pop();
                let name = self.silences.get(index).map(|silence| &silence.name);
                if let Some(named) = name.and_then(|name| active.get_mut(name)) {
                    named.count -= 1;
                }
            }
            let mut silenced = false;
            for name in names_of(&diagnostic.rule) {
                let Some(named) = active.get_mut(name).filter(|named| named.count > 0) else {
                    continue;
                };
                silenced = true;
                for index in named.unused.drain(..) {
                    if let Some(silence) = self.silences.get_mut(index) {
                        silence.used = silence.range.end > at;
                    }
                }
            }
            !silenced
        });
    }
}

/// Every name that covers a rule: its id, the starts of it, and `all`.
fn names_of(rule: &str) -> impl Iterator<Item = &str> {
    let starts = rule.match_indices('.').filter_map(|(at, _)| rule.get(..at));
    starts.chain([rule, ALL])
}

fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).chain(['.']).collect()
}

/// Whether a block is one that a reader reads: no comment, no tag.
fn is_read(block: &Block) -> bool {
    !block.is_in(Scope::Comment) && !block.is_in(Scope::Html)
}

/// Where a directive stands.
struct Reader<'a> {
    source: &'a str,
    document: &'a Document,
    index: usize,
    block: &'a Block,
    prose: &'a Prose,
}

impl Directive {
    /// Reads a comment; `None` if it is none of ours.
    fn parse(comment: &str) -> Option<Self> {
        let rest = comment.trim_start().strip_prefix("housestyle ")?;
        let offset = comment.len() - rest.len();
        let rest_trimmed = rest.trim_start();
        let offset = offset + (rest.len() - rest_trimmed.len());
        let word_end = rest_trimmed
            .find(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
            .unwrap_or(rest_trimmed.len());
        let (word, after) = rest_trimmed.split_at(word_end);
        let verb = match word {
            "ignore" => Verb::Next,
            "ignore-begin" => Verb::Begin,
            "ignore-end" => Verb::End,
            "ignore-file" => Verb::File,
            _ if word.starts_with("ignor") => Verb::Unknown,
            // A sentence about the program, not to it.
            _ => return None,
        };
        let list = after.strip_prefix(':').unwrap_or("");
        let list_start = offset + word_end + usize::from(after.starts_with(':'));
        let list = list
            .find("--")
            .map_or(list, |reason| list.get(..reason).unwrap_or(list));
        Some(Self {
            verb,
            names: names(list, list_start),
        })
    }
}

/// The names of a list with commas, each with its place; `start` is the list's.
fn names(list: &str, start: usize) -> Vec<(SmolStr, Span)> {
    let mut names = Vec::new();
    let mut from = 0;
    for part in list.split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let at = start + from + (part.len() - part.trim_start().len());
            names.push((SmolStr::new(name), Span::new(at, at + name.len())));
        }
        from += part.len() + 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read_from_comments() {
        type Read<'a> = Option<(Verb, &'a [&'a str])>;
        let cases: [(&str, Read<'_>); 9] = [
            (
                "housestyle ignore: desk.x, desk.y -- reason, with comma",
                Some((Verb::Next, &["desk.x", "desk.y"])),
            ),
            (" housestyle  ignore : a", Some((Verb::Next, &[]))),
            (
                "housestyle ignore-begin: all",
                Some((Verb::Begin, &["all"])),
            ),
            ("housestyle ignore-end", Some((Verb::End, &[]))),
            (
                "housestyle ignore-file: a,b",
                Some((Verb::File, &["a", "b"])),
            ),
            ("housestyle ignore", Some((Verb::Next, &[]))),
            ("housestyle ignoring: a", Some((Verb::Unknown, &["a"]))),
            ("housestyle is a program", None),
            ("a comment", None),
        ];
        for (comment, expected) in cases {
            let read = Directive::parse(comment);
            let read = read.as_ref().map(|read| {
                (
                    read.verb,
                    read.names
                        .iter()
                        .map(|(name, _)| name.as_str())
                        .collect::<Vec<_>>(),
                )
            });
            assert_eq!(
                read,
                expected.map(|(verb, names)| (verb, names.to_vec())),
                "{comment}"
            );
            for (name, span) in Directive::parse(comment)
                .into_iter()
                .flat_map(|read| read.names)
            {
                assert_eq!(span.text(comment), Some(name.as_str()));
            }
        }
    }
}
