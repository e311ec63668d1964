//! Ignoring in the text, on purpose: directives in comments and in the front matter.
//!
//! `housestyle ignore: a.b, c -- reason` is for the next block, `ignore-begin: …` to
//! `ignore-end` for what lies between, `ignore-file: …` in the first block for the whole
//! document. A directive that silences nothing is itself a finding.

mod reader;
mod sweep;

use smol_str::SmolStr;

use super::diagnostic::Diagnostic;
use super::directive::{Directive, PREFIXES, Verb};
use crate::markup::chunks::{Chunk, ChunkedDocument};
use crate::markup::{Format, Scope};
use crate::rules::RuleSet;
use crate::rules::builtin::{UNKNOWN_SETTING, UNUSED_IGNORE};
use crate::text::Span;
use reader::{Reader, is_read};

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

/// The text at `span`, which lies in one chunk.
fn text_at(document: &ChunkedDocument, span: Span) -> &str {
    let number = document.number_at(span.start);
    let chunk = document.chunks().get(number);
    let start = document.starts().get(number).copied().unwrap_or(0);
    let text = chunk.and_then(|chunk| chunk.text().get(span.start - start..span.end - start));
    text.unwrap_or("")
}
