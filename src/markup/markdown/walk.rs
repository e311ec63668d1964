//! One walk over the parser's events, each told to the flow of prose.

use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser, Tag, TagEnd};
use unicase::UniCase;

use super::align::{Part, align};
use super::callout::callout;
use super::parsed::Parsed;
use crate::markup::flow::{Flow, Holder};
use crate::markup::foreign::{Source, jsx};
use crate::markup::html;
use crate::markup::joined::Joined;
use crate::markup::reading::{Reading, Surroundings};
use crate::markup::scope::Scope;
use crate::text::Span;

/// Adds the blocks of `source`, of which the parser reads `parsed`, to `flow`; what else is
/// to be known of it, but for the blocks themselves. Cuts are places in the parser's eyes.
pub(super) fn walk<'s>(
    source: Source<'s>,
    parsed: &Parsed,
    surroundings: &Surroundings,
    flow: &mut Flow<'s>,
) -> Reading {
    let mut walker = Walker {
        source: source.text,
        pieces: source,
        parsed,
        flow,
        html: Joined::default(),
        skip_to: 0,
        done: 0,
        in_code: false,
        depth: 0,
        reading: Reading::default(),
    };
    let unresolved = RefCell::new(Vec::new());
    let mut resolve = |link: BrokenLink| {
        let label = link.reference.into_string();
        let is_defined = (surroundings.is_defined)(&label);
        let place = parsed.span(link.span).start;
        unresolved.borrow_mut().push((place, UniCase::new(label)));
        is_defined.then(|| ("".into(), "".into()))
    };
    let parser =
        Parser::new_with_broken_link_callback(parsed.text(), options(), Some(&mut resolve));
    let mut events = parser.into_offset_iter();
    for (event, range) in events.by_ref() {
        if !parsed.is_before(range.end) {
            walker.event(event, range);
        }
    }
    let mut reading = walker.reading;
    let definitions = events.reference_definitions().iter();
    reading.defined_links = definitions
        .map(|(label, definition)| {
            let place = parsed.span(definition.span.clone()).start;
            (place, UniCase::new(label.to_owned()))
        })
        .collect();
    drop(events);
    reading.links.append(&mut unresolved.into_inner());
    reading
}

/// `ENABLE_SMART_PUNCTUATION` would replace the writer's characters, and the parser's
/// front matter is found in the middle of documents too.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

struct Walker<'a, 's> {
    source: &'s str,
    pieces: Source<'s>,
    parsed: &'a Parsed<'a>,
    flow: &'a mut Flow<'s>,
    /// The lines of the current HTML block.
    html: Joined,
    /// Text before this byte is markup that the parser does not know.
    skip_to: usize,
    /// One past the last byte of the events so far.
    done: usize,
    /// In a code block, where alone a text has line ends.
    in_code: bool,
    /// How many containers of the parser are open.
    depth: usize,
    reading: Reading,
}

impl Walker<'_, '_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        let span = self.parsed.span(range.clone());
        if self.depth == 0 && self.flow.is_at_top() && !matches!(event, Event::End(_)) {
            self.reading.cuts.push(span.start);
            // A tag in another paragraph that was never closed makes nothing strong here.
            self.flow.forget_strength();
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.note_labels(&tag, span);
                self.start(&tag, span);
                self.done = self.done.max(span.start);
                return;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag, span);
            }
            Event::Text(text) => self.text(&text, range, span),
            Event::Code(text) => self.code(&text, range, span),
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.flow.resume(span.start);
                self.flow.opaque(span);
            }
            Event::Html(_) => {
                add(&mut self.html, self.parsed, range);
            }
            Event::InlineHtml(text) => self.inline_html(&text, range, span),
            Event::SoftBreak | Event::HardBreak => {
                self.flow.resume(span.start);
                self.flow.line_break(span);
            }
            Event::Rule => {
                self.flow.end_block();
                self.tags(span);
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.flow.resume(span.start),
        }
        self.done = self.done.max(span.end);
    }

    /// Labels that `tag` defines, or asks for and finds in the same text.
    fn note_labels(&mut self, tag: &Tag, span: Span) {
        let by_label = |kind: LinkType| {
            matches!(
                kind,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            )
        };
        match tag {
            Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }
                if by_label(*link_type) =>
            {
                let label = UniCase::new(id.to_string());
                self.reading.links.push((span.start, label));
            }
            Tag::FootnoteDefinition(label) => {
                let label = UniCase::new(label.to_string());
                self.reading.defined_notes.push((span.start, label));
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, span: Span) {
        match tag {
            Tag::Paragraph => self.flow.enter(Holder::Plain),
            Tag::Heading { level, .. } => {
                let level = *level as u8;
                self.flow.enter(Holder::Heading { level });
            }
            Tag::BlockQuote(kind) => {
                let marker = callout(self.source, span);
                self.skip_to = self.skip_to.max(marker.map_or(0, |marker| marker.end));
                let reported = kind.is_none() && marker.is_none_or(|marker| marker.reported);
                self.flow.enter(Holder::Quote { reported });
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.flow.enter(Holder::Code);
            }
            Tag::HtmlBlock => {
                self.flow.end_block();
                self.html.clear();
            }
            Tag::List(_) => self.flow.enter(Holder::List),
            Tag::Item => self.flow.enter(Holder::Item),
            Tag::FootnoteDefinition(_) => self.flow.enter(Holder::Note),
            Tag::Table(_) => self.flow.enter(Holder::Table),
            Tag::TableHead | Tag::TableRow => self.flow.enter(Holder::Row),
            Tag::TableCell => self.flow.enter(Holder::Cell),
            _ => {
                self.flow.resume(span.start);
                self.start_inline(tag, span);
            }
        }
    }

    fn start_inline(&mut self, tag: &Tag, span: Span) {
        match tag {
            Tag::Emphasis => self.flow.open_inline("*", starts(span, 1)),
            Tag::Strong => {
                self.flow.start_strong();
                self.flow.open_inline("**", starts(span, 2));
            }
            Tag::Strikethrough => {
                let tildes = self.tildes(span);
                self.flow.open_inline("~", starts(span, tildes));
            }
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => {
                self.flow.opaque(span);
                self.skip_to = self.skip_to.max(span.end);
            }
            Tag::Link { .. } => {
                self.flow.start_link(span.start);
                self.flow.open_inline("[", starts(span, 1));
            }
            Tag::Image { .. } => self.flow.start_image(span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis => self.flow.close_inline("*", ends(span, 1)),
            TagEnd::Strong => {
                self.flow.end_strong();
                self.flow.close_inline("**", ends(span, 2));
            }
            TagEnd::Strikethrough => {
                let tildes = self.tildes(span);
                self.flow.close_inline("~", ends(span, tildes));
            }
            TagEnd::Link => {
                self.flow.end_link();
                let address = self.link_address(span);
                self.flow.close_inline("[", address);
            }
            TagEnd::Image => self.flow.end_image(),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.flow.leave();
            }
            TagEnd::HtmlBlock => {
                html::read(self.flow, &self.html);
                self.flow.end_block();
            }
            _ => self.flow.leave(),
        }
    }

    /// How many tildes open the struck text at `span`, one or two.
    fn tildes(&self, span: Span) -> usize {
        let written = span.text(self.source).unwrap_or("");
        written.bytes().take_while(|byte| *byte == b'~').count()
    }

    /// What stands behind the text of the link at `span`: `](…)`.
    fn link_address(&self, span: Span) -> Span {
        let from = self.done.max(span.start + 1).min(span.end);
        let rest = self.source.get(from..span.end).unwrap_or("");
        let start = from + rest.find(']').unwrap_or(0);
        // The parser leaves the brackets of `[text][]` out.
        let behind = self.source.get(span.end..).unwrap_or("");
        let is_collapsed = start + 1 == span.end && behind.starts_with("[]");
        Span::new(start, span.end + if is_collapsed { 2 } else { 0 })
    }

    fn text(&mut self, text: &str, range: Range<usize>, span: Span) {
        self.flow.resume(span.start);
        if span.start < self.skip_to {
            if self.skip_to < span.end {
                self.words(Span::new(self.skip_to, span.end));
            }
        } else if self.parsed.get(range.clone()) == text {
            if self.in_code {
                self.flow.lines(span);
            } else {
                self.words(span);
            }
        } else if !text.trim_matches([' ', '\t', '\n']).is_empty() {
            self.flow.decoded(span, text);
        } else if self.parsed.get(range).starts_with('&') {
            // Somebody has written out what parts two words.
            self.flow.decoded(span, " ");
        }
    }

    /// Text without line ends, in which tags of JSX may stand.
    fn words(&mut self, span: Span) {
        let mut done = span.start;
        for tag in self.pieces.tags(span) {
            self.flow.text(Span::new(done, tag.start));
            self.tag(tag);
            done = tag.end;
        }
        if done < span.end {
            self.flow.text(Span::new(done, span.end));
        }
    }

    /// The tags of JSX in `span`, where nothing else stands.
    fn tags(&mut self, span: Span) {
        self.pieces.tags(span).for_each(|tag| self.tag(tag));
    }

    fn tag(&mut self, span: Span) {
        self.skip_to = self.skip_to.max(span.end);
        let written = span.text(self.source).unwrap_or("");
        if let Some(html) = jsx::as_html(written) {
            let mut tag = Joined::default();
            tag.push(&html, span.start);
            html::read(self.flow, &tag);
        } else if written.starts_with("</") {
            self.flow.close_inline("", span);
        } else {
            self.flow.open_inline("", span);
        }
    }

    /// A code span: one opaque word, and a block of what stands between the backticks.
    fn code(&mut self, text: &str, range: Range<usize>, span: Span) {
        self.flow.resume(span.start);
        self.flow.opaque(span);
        let written = self.parsed.get(range.clone());
        let ticks = written.bytes().take_while(|byte| *byte == b'`').count();
        let within = range.start + ticks..range.end.saturating_sub(ticks);
        let parts = align(self.parsed.text(), within.clone().into(), text);
        let parsed = self.parsed;
        self.flow.aside(Scope::Code, |draft| match parts {
            Some(parts) => parts.into_iter().for_each(|part| match part {
                Part::Text(part) => draft.text(parsed.span(part.start..part.end)),
                Part::LineEnd(part) => draft.line_break(parsed.span(part.start..part.end)),
            }),
            None => draft.decoded(parsed.span(within), text.trim()),
        });
    }

    fn inline_html(&mut self, text: &str, range: Range<usize>, span: Span) {
        self.flow.resume(span.start);
        let mut tag = Joined::default();
        let whole = self.parsed.get(range.clone()) == text;
        let parts = if whole {
            None
        } else {
            align(self.parsed.text(), range.clone().into(), text)
        };
        match parts {
            Some(parts) => parts.into_iter().for_each(|part| match part {
                Part::Text(part) | Part::LineEnd(part) => {
                    add(&mut tag, self.parsed, part.start..part.end);
                }
            }),
            None => add(&mut tag, self.parsed, range),
        }
        html::read(self.flow, &tag);
    }
}

/// Adds what the parser has read in `range` to `html`.
fn add(html: &mut Joined, parsed: &Parsed, range: Range<usize>) {
    for part in parsed.whole_parts(range) {
        html.push(parsed.get(part.clone()), parsed.span(part).start);
    }
}

/// The first `length` bytes of `span`.
fn starts(span: Span, length: usize) -> Span {
    Span::new(span.start, span.end.min(span.start + length))
}

/// The last `length` bytes of `span`.
fn ends(span: Span, length: usize) -> Span {
    Span::new(span.start.max(span.end.saturating_sub(length)), span.end)
}

#[cfg(test)]
mod tests {
    use crate::markup::{Format, SegmentKind, parse};

    #[test]
    fn addresses_are_opaque_through_markup() {
        let cases = [
            (
                "see https://a.example/*b*\\_c?d=1&amp;e. Then",
                "https://a.example/*b*\\_c?d=1&amp;e",
            ),
            ("see **https://a.example**.", "https://a.example"),
            (
                "[https://a.example/b](https://a.example/b)",
                "https://a.example/b",
            ),
            ("see <https://a.example/b> and", "<https://a.example/b>"),
            ("to <desk@a.example>", "<desk@a.example>"),
            ("> see\n> www.a.example/b\n> c", "www.a.example/b"),
            ("x $a + b$ y", "$a + b$"),
            ("x `a\n  b` y", "`a\n  b`"),
        ];
        for (source, expected) in cases {
            let document = parse(source, Format::Markdown);
            let segments = document.blocks.iter().flat_map(|block| &block.segments);
            let opaque = segments.filter(|segment| segment.kind == SegmentKind::Opaque);
            let opaque: Vec<_> = opaque
                .filter_map(|segment| segment.source.text(source))
                .collect();
            assert_eq!(opaque, [expected], "{source}");
        }
    }

    #[test]
    fn a_quotation_is_no_alert_and_may_have_a_label() {
        let cases = [
            ("> a", true, false),
            ("> [!NOTE]\n> a", false, false),
            ("> [!tip]\n> a", false, false),
            (">[!custom-kind]+ Title\n> a", false, false),
            ("> [!cite] a", true, false),
            ("> [!](a)", true, false),
            ("> [!NOTE\n> a", true, false),
            ("> > [!NOTE]\n> > a", true, false),
            ("> [!NOTE]\n> > a", true, false),
            ("> **Note:** a", true, true),
            ("> **Note**: a", true, true),
            ("> ***Note:*** a", true, true),
            ("> <b>Note:</b> a", true, true),
            ("> - **Note:** a", true, true),
            ("> **Note:**\n> a", true, true),
            ("> **Note** a: b", true, false),
            ("> a **Note:** b", true, false),
            ("> *Note:* a", true, false),
            ("> a\n>\n> **Note:** b", true, false),
        ];
        for (source, quotation, labelled) in cases {
            let document = parse(source, Format::Markdown);
            let last = document
                .blocks
                .iter()
                .rfind(|block| !block.is_in(crate::markup::Scope::Html));
            let container = last.map(|block| (block.container.quotation, block.container.labelled));
            assert_eq!(container, Some((quotation, labelled)), "{source}");
        }
    }

    #[test]
    fn siblings_share_a_parent_and_nothing_comes_between_them() {
        let source =
            "a `code` ![alt](u)\n\n<!-- x -->\n\n    code\n\n- d\n\n  e\n\n> f\n>\n> g\n\nh";
        let document = parse(source, Format::Markdown);
        let parent = |text: &str| {
            let block = document
                .blocks
                .iter()
                .find(|block| block.prose(source).text.starts_with(text));
            block.map(|block| block.container.parent)
        };
        assert_eq!(parent("a "), Some(0));
        assert_eq!(parent("h"), Some(0));
        assert_eq!(parent("d"), parent("e"));
        assert_eq!(parent("f"), parent("g"));
        let mut others: Vec<_> = ["code", "alt", "x", "d", "f"]
            .into_iter()
            .map(parent)
            .collect();
        others.sort_unstable();
        others.dedup();
        assert_eq!(others.len(), 5);
        assert!(!others.contains(&Some(0)));
    }
}
