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
use super::directive::{Directive, PREFIXES, Verb};
use crate::markup::block::Prose;
use crate::markup::chunks::{Chunk, ChunkedDocument};
use crate::markup::{Block, Format, Scope};
use crate::rules::RuleSet;
use crate::rules::builtin::{UNKNOWN_SETTING, UNUSED_IGNORE};
use crate::text::Span;

/// The name that stands for every rule.
const ALL: &str = "all";

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
    /// What the document says of itself that nobody knows, likewise.
    unknown: Vec<(Span, String)>,
}

/// The names in the directives of a document, each with its place in the source. Where one
/// silences nothing, a check finds [`UNUSED_IGNORE`], if that is on.
pub fn directives(source: &str, format: Format, rules: &RuleSet) -> Vec<(SmolStr, Span)> {
    let document = ChunkedDocument::new(source, format, &rules.parse_options());
    let chunks = document.chunks().iter().enumerate();
    let holding = chunks.filter_map(|(number, chunk)| may_hold(chunk).then_some(number));
    let holding: Vec<usize> = holding.collect();
    let silences = Ignores::read(&document, &holding, Vec::new())
        .silences
        .into_iter();
    let mut names: Vec<(SmolStr, Span)> = silences
        .map(|silence| (silence.name, silence.place))
        .collect();
    names.sort_by_key(|(_, place)| *place);
    names
}

/// Whether a chunk may hold directives.
pub(super) fn may_hold(chunk: &Chunk) -> bool {
    PREFIXES.iter().any(|prefix| chunk.text().contains(prefix))
}

impl Ignores {
    /// Reads the directives of `document`, which stand in the chunks with these numbers.
    /// `unknown` is what is to be said of the front matter.
    pub(super) fn read(
        document: &ChunkedDocument,
        holding: &[usize],
        unknown: Vec<(Span, String)>,
    ) -> Self {
        let mut ignores = Self {
            unknown,
            ..Self::default()
        };
        let whole = Span::new(0, document.len());
        for (name, place) in &document.front_matter().ignore {
            ignores.silence(name, *place, whole);
        }
        let mut open: Vec<(Directive, Reader<'_>)> = Vec::new();
        for (directive, reader) in holding
            .iter()
            .flat_map(|number| Reader::all(document, *number))
        {
            match directive.verb {
                Verb::Next => ignores.silence_all(&directive, &reader, reader.next_block()),
                Verb::File => ignores.file(&reader, &directive, whole),
                Verb::Begin => open.push((directive, reader)),
                Verb::End => match open.pop() {
                    Some((begin, opener)) => {
                        let first = begin.names.first();
                        let from = first.map_or(0, |(_, span)| opener.place_of(*span).start);
                        let range = Span::new(from, reader.span().end);
                        ignores.silence_in(&begin, &opener, range, reader.span());
                    }
                    None => ignores.complain(&reader, "‘ignore-end’ without an ‘ignore-begin’ before it"),
                },
                Verb::Unknown => ignores.complain(
                    &reader,
                    "this directive is not known; there are ignore, ignore-begin, ignore-end and ignore-file: ‘housestyle ignore: desk.rule -- why’",
                ),
            }
        }
        for (directive, reader) in open {
            ignores.silence_all(&directive, &reader, reader.up_to_heading());
            ignores.complain(
                &reader,
                "‘ignore-begin’ without an ‘ignore-end’ ends at the next heading of its level",
            );
        }
        ignores
    }

    fn complain(&mut self, reader: &Reader<'_>, sentence: &str) {
        self.complaints.push((reader.span(), sentence.to_owned()));
    }

    fn file(&mut self, reader: &Reader<'_>, directive: &Directive, whole: Span) {
        let mut before = reader.before();
        if before.any(|(_, block)| is_read(block) && !block.is_in(Scope::FrontMatter)) {
            let sentence = "‘ignore-file’ counts only before the text of the document begins";
            self.complain(reader, sentence);
        } else {
            self.silence_all(directive, reader, whole);
        }
    }

    fn silence_all(&mut self, directive: &Directive, reader: &Reader<'_>, range: Span) {
        self.silence_in(directive, reader, range, reader.span());
    }

    /// `complaint` is where to complain of a directive that names nothing.
    fn silence_in(
        &mut self,
        directive: &Directive,
        reader: &Reader<'_>,
        range: Span,
        complaint: Span,
    ) {
        if directive.names.is_empty() {
            let sentence = "this names no rule behind a colon, and so ignores nothing: write ‘ignore: desk.rule’, or ‘all’ for every rule";
            self.complaints.push((complaint, sentence.to_owned()));
        }
        for (name, span) in &directive.names {
            self.silence(name, reader.place_of(*span), range);
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
        document: &ChunkedDocument,
        rules: &RuleSet,
    ) {
        if self.silences.is_empty() && self.complaints.is_empty() && self.unknown.is_empty() {
            return;
        }
        if let Some(found) = finding(UNKNOWN_SETTING, document, rules) {
            let unknown = std::mem::take(&mut self.unknown).into_iter();
            let unknown = unknown.map(|(place, sentence)| (place, capitalised(&sentence)));
            diagnostics.extend(unknown.map(found));
        }
        self.take_out(diagnostics);
        let Some(found) = finding(UNUSED_IGNORE, document, rules) else {
            return;
        };
        // Who names the rule about directives silences that, and what is unused is known by now.
        let (own, others): (Vec<Silence>, Vec<Silence>) = self
            .silences
            .into_iter()
            .partition(Silence::is_of_directives);
        let complaints = self.complaints.into_iter();
        let complaints = complaints.map(|(place, sentence)| (place, capitalised(&sentence)));
        let complaints = others
            .iter()
            .filter_map(|silence| silence.complaint(rules))
            .chain(complaints);
        let mut told: Vec<Diagnostic> = complaints.map(&found).collect();
        let mut own = Self {
            silences: own,
            ..Self::default()
        };
        own.take_out(&mut told);
        let unused = own.silences.iter();
        let unused = unused.filter_map(|silence| silence.complaint(rules));
        diagnostics.extend(told.into_iter().chain(unused.map(found)));
    }
}

/// What makes findings of a rule of the program itself, of a place and a sentence; `None` if the
/// rule is off.
fn finding<'a>(
    id: &str,
    document: &'a ChunkedDocument,
    rules: &'a RuleSet,
) -> Option<impl Fn((Span, String)) -> Diagnostic + 'a> {
    let rule = rules.get(id).filter(|rule| rule.manner.enabled)?;
    Some(move |(span, message)| {
        let text = text_at(document, span).split_whitespace();
        Diagnostic {
            span,
            rule: rule.id.clone(),
            also: Vec::new(),
            severity: rule.manner.severity,
            entry: None,
            variant: None,
            text: text.collect::<Vec<_>>().join(" "),
            message,
            speaks_for_itself: true,
            note: rule.manner.note.clone(),
            link: None,
            fixes: Vec::new(),
            related: Vec::new(),
        }
    })
}

impl Silence {
    /// Whether it silences what is said of directives; `all` does not, or it would hide itself.
    fn is_of_directives(&self) -> bool {
        names_of(UNUSED_IGNORE).any(|name| name == self.name && name != ALL)
    }

    /// Where it stands, and that it silences nothing or names nothing, if so.
    fn complaint(&self, rules: &RuleSet) -> Option<(Span, String)> {
        let name = &self.name;
        (!self.used).then(|| {
            let unknown = unknown_rule(name, rules);
            let sentence = unknown
                .unwrap_or_else(|| format!("‘{name}’ finds nothing here that could be ignored."));
            (self.place, sentence)
        })
    }
}

/// That `name` is no name of a rule or style, if so, and which is meant.
pub fn unknown_rule(name: &str, rules: &RuleSet) -> Option<String> {
    if name == ALL || rules.below(name).next().is_some() {
        return None;
    }
    // What is meant for a reason is part of the name where its mark is another.
    let marks = [" - ", " – ", " — "];
    let head = marks
        .iter()
        .find_map(|mark| Some(name.split_once(mark)?.0.trim()));
    let is_name = |head: &&str| *head == ALL || rules.below(head).next().is_some();
    let reason = head
        .filter(is_name)
        .map(|head| format!("; a reason stands behind two hyphens: ‘{head} -- …’."));
    let near = || {
        rules
            .nearest_id(name)
            .map(|near| format!("; did you mean ‘{near}’?"))
    };
    let way_out = reason.or_else(near).unwrap_or_else(|| ".".to_owned());
    Some(format!("‘{name}’ names no rule and no style{way_out}"))
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
    let stop = (!sentence.ends_with('?')).then_some('.');
    first.chain(chars).chain(stop).collect()
}

/// Whether a block is one that a reader reads: no comment, no tag.
fn is_read(block: &Block) -> bool {
    !block.is_in(Scope::Comment) && !block.is_in(Scope::Html)
}

/// The text at `span`, which lies in one chunk.
fn text_at(document: &ChunkedDocument, span: Span) -> &str {
    let number = document.number_at(span.start);
    let chunk = document.chunks().get(number);
    let start = document.starts().get(number).copied().unwrap_or(0);
    let text = chunk.and_then(|chunk| chunk.text().get(span.start - start..span.end - start));
    text.unwrap_or("")
}

/// Where a directive stands.
struct Reader<'a> {
    document: &'a ChunkedDocument,
    /// The numbers of its chunk and, in it, of its block.
    number: usize,
    index: usize,
    /// Where the chunk starts.
    start: usize,
    block: &'a Block,
    prose: Prose,
}

impl<'a> Reader<'a> {
    /// The directives of a chunk, in order.
    fn all(document: &'a ChunkedDocument, number: usize) -> Vec<(Directive, Self)> {
        let chunk = document.chunks().get(number);
        let start = document.starts().get(number).copied().unwrap_or(0);
        let blocks = chunk.into_iter().flat_map(|chunk| {
            let blocks = chunk.blocks().iter().enumerate();
            blocks.map(|(index, block)| (chunk.text(), index, block))
        });
        let comments = blocks.filter(|(_, _, block)| block.is_in(Scope::Comment));
        let directives = comments.filter_map(|(text, index, block)| {
            let prose = block.prose(text);
            let reader = Self {
                document,
                number,
                index,
                start,
                block,
                prose,
            };
            Some((Directive::parse(&reader.prose.text)?, reader))
        });
        directives.collect()
    }

    /// Where the comment stands in the document.
    fn span(&self) -> Span {
        self.block.span.moved_on(self.start)
    }

    /// Where in the document `span` of the comment's text stands.
    fn place_of(&self, span: Span) -> Span {
        self.prose.to_source(span).moved_on(self.start)
    }

    /// The blocks behind, each with the start of its chunk.
    fn behind(&self) -> impl Iterator<Item = (usize, &'a Block)> + use<'a> {
        blocks(self.document, self.number, self.index + 1)
    }

    /// The blocks before, the next one first.
    fn before(&self) -> impl Iterator<Item = (usize, &'a Block)> + use<'a> {
        let document = self.document;
        let index = self.index;
        let chunks = document.chunks().iter().zip(document.starts());
        let chunks = chunks.take(self.number + 1).enumerate().rev();
        let number = self.number;
        chunks.flat_map(move |(at, (chunk, start))| {
            let blocks = chunk.blocks();
            let count = if at == number { index } else { blocks.len() };
            let before = blocks.iter().take(count).rev();
            before.map(move |block| (*start, block))
        })
    }

    /// The next block that a reader reads; the end of the document if there is none.
    fn next_block(&self) -> Span {
        let is_next = |(start, block): &(usize, &Block)| {
            is_read(block) && block.span.start + start >= self.span().end
        };
        let end = self.document.len();
        let next = self.behind().find(is_next);
        next.map_or(Span::new(end, end), |(start, block)| {
            block.span.moved_on(start)
        })
    }

    /// From the directive to the next heading of its level, or to the end.
    fn up_to_heading(&self) -> Span {
        let level = self.before().find_map(|(_, block)| block.heading);
        let ends = |(_, block): &(usize, &Block)| {
            let heading = block.heading;
            heading.is_some_and(|found| level.is_none_or(|level| found <= level))
        };
        let end = self.behind().find(ends);
        let end = end.map_or(self.document.len(), |(start, block)| {
            block.span.start + start
        });
        Span::new(self.span().start, end)
    }
}

/// The blocks of `document` from the one with the number `index` in the chunk `number` on,
/// each with the start of its chunk.
fn blocks(
    document: &ChunkedDocument,
    number: usize,
    index: usize,
) -> impl Iterator<Item = (usize, &Block)> {
    let chunks = document.chunks().iter().zip(document.starts());
    let chunks = chunks.enumerate().skip(number);
    chunks.flat_map(move |(at, (chunk, start))| {
        let skipped = if at == number { index } else { 0 };
        let blocks = chunk.blocks().iter().skip(skipped);
        blocks.map(move |block| (*start, block))
    })
}
