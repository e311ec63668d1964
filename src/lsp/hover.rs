//! What is shown when a pointer rests on a finding.
//!
//! Notes come from style files, which may come from anywhere, and an editor fetches the
//! images and follows the links of what it is shown. [`sanitised`] takes out whatever
//! could reach further than a reader's click on a plain link.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use tower_lsp::ls_types as lsp;

use super::capabilities::Notation;
use super::document::Checked;
use super::from_proto;
use super::to_proto;
use crate::check;
use crate::check::Diagnostic;
use crate::rules::compile::LINK_SCHEMES;
use crate::text::Span;
use crate::text::position::{PositionEncoding, to_offset, to_position};

/// Taking something out can bring its surroundings together to something new; more
/// rounds than this are no accident.
const MAX_ROUNDS: usize = 8;

/// Everything to be said about the findings at `position`.
pub(super) fn at(
    checked: &Checked,
    position: lsp::Position,
    encoding: PositionEncoding,
    notation: Notation,
) -> Option<lsp::Hover> {
    let offset = to_offset(
        &checked.snapshot.rope,
        from_proto::position(position),
        encoding,
    );
    let near = checked.findings.touching(Span::new(offset, offset));
    let findings = meant(&near, Span::new(offset, offset));
    let narrowest = findings.iter().min_by_key(|finding| finding.span.len())?;
    let texts: Vec<String> = findings
        .iter()
        .map(|finding| text(finding, checked))
        .collect();
    let markdown = texts.join("\n\n---\n\n");
    Some(lsp::Hover {
        contents: lsp::HoverContents::Markup(content(markdown, notation)),
        range: Some(to_proto::range(narrowest.span, &checked.snapshot, encoding)),
    })
}

/// Markdown of a style as a client shows it.
pub(super) fn shown(markdown: &str, notation: Notation) -> lsp::MarkupContent {
    content(sanitised(markdown), notation)
}

fn content(markdown: String, notation: Notation) -> lsp::MarkupContent {
    let (kind, value) = match notation {
        Notation::Markdown => (lsp::MarkupKind::Markdown, markdown),
        Notation::Plain => (lsp::MarkupKind::PlainText, plain(&markdown)),
    };
    lsp::MarkupContent { kind, value }
}

/// Of findings that touch `span` those that are meant by it: that share a byte with it, or have
/// it inside if it is empty; if there is none those that end or begin there, since a caret
/// stands behind the word that was typed.
pub(super) fn meant(findings: &[Diagnostic], span: Span) -> Vec<&Diagnostic> {
    let is_meant = |finding: &&Diagnostic| {
        let place = finding.span;
        let end = span.end.max(span.start + 1);
        (place.start < end && span.start < place.end) || place == span
    };
    let inside: Vec<_> = findings.iter().filter(is_meant).collect();
    if inside.is_empty() {
        let is_beside = |finding: &&Diagnostic| {
            finding.span.touches(span.start) || finding.span.touches(span.end)
        };
        return findings.iter().filter(is_beside).collect();
    }
    inside
}

fn text(finding: &Diagnostic, checked: &Checked) -> String {
    sanitised(&check::hover::markdown(
        finding,
        &checked.rules,
        &checked.configuration.sources,
        |offset| {
            let place = to_position(&checked.snapshot.rope, offset, PositionEncoding::default());
            place.line as usize + 1
        },
    ))
}

/// `markdown` without images, raw HTML and links that lead elsewhere than to a page, a
/// letter or a neighbouring file. Their texts stay.
fn sanitised(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    for _ in 0..MAX_ROUNDS {
        let cuts = cuts(&text);
        if cuts.is_empty() {
            return text;
        }
        text = without(&text, &cuts);
    }
    // Whoever nests such things wants to get one through: nothing of it stays markup.
    text.chars()
        .flat_map(|char| {
            char.is_ascii_punctuation()
                .then_some('\\')
                .into_iter()
                .chain([char])
        })
        .collect()
}

/// `text` without the bytes of `cuts`.
fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    for cut in cuts {
        kept.push_str(text.get(done..cut.start).unwrap_or(""));
        done = cut.end;
    }
    kept.push_str(text.get(done..).unwrap_or(""));
    kept
}

/// The bytes to take out, sorted, without overlaps.
fn cuts(markdown: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    // How many refused elements are open, and up to where the outermost is dealt with.
    let mut open: Vec<bool> = Vec::new();
    let mut done = 0;
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        let is_inside = open.contains(&true);
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                let refused = matches!(&event, Event::Start(tag) if is_refused(tag));
                if refused && !is_inside {
                    done = range.start;
                }
                open.push(refused);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                open.pop();
                if is_inside && !open.contains(&true) {
                    cuts.push(done..range.end);
                }
            }
            Event::Html(_) | Event::InlineHtml(_) if !is_inside => cuts.push(range),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak if is_inside => {
                cuts.push(done..range.start.max(done));
                done = range.end;
            }
            _ => {}
        }
    }
    cuts.retain(|cut| !cut.is_empty());
    cuts
}

fn is_refused(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Link {
            link_type: LinkType::Email,
            ..
        } => false,
        Tag::Link { dest_url, .. } => match dest_url.split_once(':') {
            // A colon after a slash belongs to a path.
            Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => !LINK_SCHEMES
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known)),
            _ => false,
        },
        _ => true,
    }
}

/// The text of `markdown` as someone reads it who sees no markup.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut links = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Item) => text.push_str("- "),
            Event::Start(Tag::Link { dest_url, .. }) => links.push((dest_url, text.len())),
            Event::End(TagEnd::Link) => {
                let link = links
                    .pop()
                    .filter(|(url, start)| text.get(*start..) != Some(url));
                if let Some((url, _)) = link {
                    text.extend([" (", &url, ")"]);
                }
            }
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::End(TagEnd::Item) => end_line(&mut text, "\n"),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::CodeBlock,
            ) => end_line(&mut text, "\n\n"),
            Event::Rule => text.push_str("---\n\n"),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Ends the text with `ending`, whatever white space it ends with.
fn end_line(text: &mut String, ending: &str) {
    text.truncate(text.trim_end().len());
    text.push_str(ending);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn what_could_reach_further_than_a_click_is_taken_out() {
        let cases = [
            (
                "Plain *words*, `code` and 1 < 2.",
                "Plain *words*, `code` and 1 < 2.",
            ),
            (
                "See [the guide](https://example.org/a).",
                "See [the guide](https://example.org/a).",
            ),
            (
                "[a](http://x) [b](mailto:x@y.org) [c](guide.md#x:y) [d](../a:b)",
                "[a](http://x) [b](mailto:x@y.org) [c](guide.md#x:y) [d](../a:b)",
            ),
            (
                "<https://example.org> <x@example.org>",
                "<https://example.org> <x@example.org>",
            ),
            ("![a *pixel*](https://x/p.png) after", "a pixel after"),
            (
                "[![pixel](https://x/p.png)](https://example.org)",
                "[pixel](https://example.org)",
            ),
            ("[click **here**](command:evil) now", "click here now"),
            ("[![pixel](https://x/p.png)](command:evil)", "pixel"),
            ("[click](JavaScript:alert)", "click"),
            ("[click](java&#115;cript:alert)", "click"),
            ("[click](data:text/html,x)", "click"),
            (
                "[click][ref]\n\n[ref]: file:///etc/passwd",
                "click\n\n[ref]: file:///etc/passwd",
            ),
            ("<command:evil>", "command:evil"),
            ("a <b>bold</b> <img src=x onerror=y> word", "a bold  word"),
            ("a <!-- hidden --> word", "a  word"),
            ("<div>\n\n*in*\n\n</div>", "\n*in*\n\n"),
            ("a <<b>i>x", "a x"),
            ("`<b>` stays", "`<b>` stays"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(sanitised(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn nesting_that_is_no_accident_stays_text() {
        let nested = "<".repeat(40) + &"b>".repeat(40);
        let text = sanitised(&nested);
        assert!(cuts(&text).is_empty(), "{text}");
        let brackets = "![".repeat(2_000);
        assert_eq!(sanitised(&brackets), brackets);
    }

    #[test]
    fn plain_text_reads_without_markup() {
        let cases = [
            (
                "**Use ‘use’.**\n\nWhy\nnot?\n\n- one\n- `two`\n\n[More](https://x)",
                "Use ‘use’.\n\nWhy not?\n\n- one\n- two\n\nMore (https://x)",
            ),
            ("a\n\n---\n\nb", "a\n\n---\n\nb"),
            ("<https://x>", "https://x"),
            ("5 \\* 3", "5 * 3"),
            ("", ""),
        ];
        for (markdown, expected) in cases {
            assert_eq!(plain(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn a_caret_behind_a_finding_is_on_it_unless_another_starts_there() {
        let finding = |start, end| Diagnostic {
            span: Span::new(start, end),
            rule: format!("r.{start}-{end}").into(),
            also: Vec::new(),
            severity: crate::rules::Severity::Warning,
            text: String::new(),
            entry: None,
            variant: None,
            speaks_for_itself: false,
            message: String::new(),
            note: None,
            link: None,
            fixes: Vec::new(),
            related: Vec::new(),
        };
        let findings = [finding(0, 3), finding(1, 3), finding(3, 6), finding(8, 8)];
        let cases: [(usize, &[&str]); 6] = [
            (0, &["r.0-3"]),
            (2, &["r.0-3", "r.1-3"]),
            (3, &["r.3-6"]),
            (6, &["r.3-6"]),
            (7, &[]),
            (8, &["r.8-8"]),
        ];
        for (offset, expected) in cases {
            let found: Vec<_> = meant(&findings, Span::new(offset, offset))
                .iter()
                .map(|finding| finding.rule.as_str())
                .collect();
            assert_eq!(found, expected, "{offset}");
        }
    }
}
