//! One walk over the parser's events, each told to the flow of prose.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::align::{Part, align};
use super::mask;
use crate::markup::flow::{Flow, Holder};
use crate::markup::html;
use crate::markup::joined::Joined;
use crate::markup::scope::Scope;
use crate::text::Span;

/// Adds the blocks of `source` from the byte `body` on to `flow`. The parser sees `masked`,
/// which is as long.
pub(super) fn walk<'s>(source: &'s str, masked: &str, body: usize, flow: &mut Flow<'s>) {
    let parsed = mask::mask(masked.get(body..).unwrap_or(""));
    let mut walker = Walker {
        source,
        parsed: &parsed,
        body,
        flow,
        html: Joined::default(),
        skip_to: body,
        done: body,
        in_code: false,
    };
    for (event, range) in Parser::new_ext(&parsed, options()).into_offset_iter() {
        walker.event(event, range);
    }
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
    /// What the parser has read: as long as the source behind `body`.
    parsed: &'a str,
    body: usize,
    flow: &'a mut Flow<'s>,
    /// The lines of the current HTML block.
    html: Joined,
    /// Text before this byte is markup that the parser does not know.
    skip_to: usize,
    /// One past the last byte of the events so far.
    done: usize,
    /// In a code block, where alone a text has line ends.
    in_code: bool,
}

impl Walker<'_, '_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        let span = Span::new(self.body + range.start, self.body + range.end);
        match event {
            Event::Start(tag) => {
                self.start(&tag, span);
                self.done = self.done.max(span.start);
                return;
            }
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, range, span),
            Event::Code(text) => self.code(&text, span),
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.flow.resume(span.start);
                self.flow.opaque(span);
            }
            Event::Html(_) => {
                let text = self.parsed.get(range).unwrap_or("");
                self.html.push(text, span.start);
            }
            Event::InlineHtml(text) => self.inline_html(&text, range, span),
            Event::SoftBreak | Event::HardBreak => {
                self.flow.resume(span.start);
                self.flow.line_break(span);
            }
            Event::Rule => self.flow.end_block(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.flow.resume(span.start),
        }
        self.done = self.done.max(span.end);
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
                self.flow.text(Span::new(self.skip_to, span.end));
            }
        } else if self.parsed.get(range) == Some(text) {
            if self.in_code {
                self.flow.lines(span);
            } else {
                self.flow.text(span);
            }
        } else if !text.trim_matches([' ', '\t', '\n']).is_empty() {
            self.flow.decoded(span, text);
        }
    }

    /// A code span: one opaque word, and a block of what stands between the backticks.
    fn code(&mut self, text: &str, span: Span) {
        self.flow.resume(span.start);
        self.flow.opaque(span);
        let written = span.text(self.source).unwrap_or("");
        let ticks = written.bytes().take_while(|byte| *byte == b'`').count();
        let within = Span::new(span.start + ticks, span.end.saturating_sub(ticks));
        let parts = self.aligned(within, text);
        self.flow.aside(Scope::Code, |draft| match parts {
            Some(parts) => parts.into_iter().for_each(|part| match part {
                Part::Text(span) => draft.text(span),
                Part::LineEnd(span) => draft.line_break(span),
            }),
            None => draft.decoded(within, text.trim()),
        });
    }

    fn inline_html(&mut self, text: &str, range: Range<usize>, span: Span) {
        self.flow.resume(span.start);
        let mut tag = Joined::default();
        let whole = self.parsed.get(range) == Some(text);
        let parts = if whole {
            None
        } else {
            self.aligned(span, text)
        };
        match parts {
            Some(parts) => parts.into_iter().for_each(|part| match part {
                Part::Text(span) | Part::LineEnd(span) => {
                    tag.push(self.parsed_at(span), span.start);
                }
            }),
            None => tag.push(self.parsed_at(span), span.start),
        }
        html::read(self.flow, &tag);
    }

    /// What the parser has read at `span` of the source.
    fn parsed_at(&self, span: Span) -> &str {
        let parsed = Span::new(span.start - self.body, span.end - self.body);
        parsed.text(self.parsed).unwrap_or("")
    }

    /// The parts of the source in `within` that the parser has made `text` of.
    fn aligned(&self, within: Span, text: &str) -> Option<Vec<Part>> {
        let parsed = Span::new(within.start - self.body, within.end - self.body);
        let mut parts = align(self.parsed, parsed, text)?;
        for part in &mut parts {
            let (Part::Text(span) | Part::LineEnd(span)) = part;
            *span = Span::new(span.start + self.body, span.end + self.body);
        }
        Some(parts)
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

/// The marker of an alert or callout, at the start of a block quote.
#[derive(Debug, Clone, Copy)]
struct Callout {
    /// One past its last byte.
    end: usize,
    /// Whether what follows is still somebody's words.
    reported: bool,
}

/// The `[!NOTE]` that the block quote at `span` starts with. The parser knows GitHub's
/// five, alone on their line; other programs have more and let a title follow.
fn callout(source: &str, span: Span) -> Option<Callout> {
    let written = span.text(source)?;
    let inside = written.strip_prefix('>')?.trim_start_matches([' ', '\t']);
    let (kind, rest) = inside.strip_prefix("[!")?.split_once(']')?;
    let named = kind.starts_with(|char: char| char.is_ascii_alphabetic());
    if !named
        || !kind
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    {
        return None;
    }
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let reported = ["quote", "cite"]
        .into_iter()
        .any(|quote| kind.eq_ignore_ascii_case(quote));
    Some(Callout {
        end: span.end - rest.len(),
        reported,
    })
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
