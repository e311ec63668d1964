//! HTML in other markup: which of its bytes are prose.
//!
//! Owns what the elements of HTML mean to a reader: which part blocks, which hold
//! code, which are nothing. Tags themselves, with their attributes, are blocks of
//! scope `html`, comments blocks of scope `comment`.

use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::entity;
use super::flow::{Flow, Holder};
use super::joined::Joined;
use super::scope::Scope;

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing: it changes how a text looks.
    Inline,
    /// A line break.
    LineBreak,
    /// A picture: an opaque word with an alternative text.
    Image,
    /// A link if it has an address.
    Link,
    /// Bold.
    Strong,
    /// Code within a text: an opaque word.
    Code(&'static str),
    /// Text before and behind it is not read as one, nor is the text inside.
    Block,
    /// The same, with something to say about the text inside.
    Holder(&'static str, Holder),
}

fn role(element: &[u8]) -> Role {
    match element {
        b"br" => Role::LineBreak,
        b"img" | b"area" | b"input" => Role::Image,
        b"a" => Role::Link,
        b"b" | b"strong" => Role::Strong,
        b"code" => Role::Code("code"),
        b"kbd" => Role::Code("kbd"),
        b"samp" => Role::Code("samp"),
        b"tt" => Role::Code("tt"),
        b"var" => Role::Code("var"),
        b"math" => Role::Code("math"),
        b"svg" => Role::Code("svg"),
        b"pre" => Role::Holder("pre", Holder::Code),
        b"script" => Role::Holder("script", Holder::Code),
        b"style" => Role::Holder("style", Holder::Code),
        b"listing" => Role::Holder("listing", Holder::Code),
        b"xmp" => Role::Holder("xmp", Holder::Code),
        [b'h', level @ b'1'..=b'6'] => Role::Holder(
            "h",
            Holder::Heading {
                level: level - b'0',
            },
        ),
        b"ul" => Role::Holder("ul", Holder::List),
        b"ol" => Role::Holder("ol", Holder::List),
        b"menu" => Role::Holder("menu", Holder::List),
        b"li" => Role::Holder("li", Holder::Item),
        b"table" => Role::Holder("table", Holder::Table),
        b"tr" => Role::Holder("tr", Holder::Row),
        b"td" => Role::Holder("td", Holder::Cell),
        b"th" => Role::Holder("th", Holder::Cell),
        b"caption" => Role::Holder("caption", Holder::Caption),
        b"figcaption" => Role::Holder("figcaption", Holder::Caption),
        b"blockquote" => Role::Holder("blockquote", Holder::Quote { reported: true }),
        b"address" | b"article" | b"aside" | b"body" | b"button" | b"center" | b"col"
        | b"colgroup" | b"dd" | b"details" | b"dialog" | b"div" | b"dl" | b"dt" | b"fieldset"
        | b"figure" | b"footer" | b"form" | b"head" | b"header" | b"hgroup" | b"hr" | b"html"
        | b"iframe" | b"legend" | b"main" | b"nav" | b"object" | b"optgroup" | b"option" | b"p"
        | b"search" | b"section" | b"select" | b"summary" | b"tbody" | b"template"
        | b"textarea" | b"tfoot" | b"thead" | b"title" | b"video" | b"audio" => Role::Block,
        _ => Role::Inline,
    }
}

/// Whether the inline `element` never has an end tag.
fn is_void(element: &[u8]) -> bool {
    matches!(
        element,
        b"base" | b"embed" | b"link" | b"meta" | b"param" | b"source" | b"track" | b"wbr"
    )
}

/// Adds what a reader sees of `html` to `flow`. Elements may stay open behind it.
pub(super) fn read(flow: &mut Flow, html: &Joined) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Otherwise the content of a script would be read as markup.
    emitter.naively_switch_states(true);
    let mut done = 0;
    for token in Tokenizer::new_with_emitter(html.text(), emitter).flatten() {
        let span = match &token {
            Token::StartTag(tag) => tag.span,
            Token::EndTag(tag) => tag.span,
            Token::String(text) => text.span,
            Token::Comment(comment) => comment.span,
            Token::Doctype(doctype) => doctype.span,
            Token::Error(_) => continue,
        };
        let Some(range) = fitting(html.text(), done, span.start..span.end) else {
            continue;
        };
        markup(flow, html, done..range.start);
        done = range.end;
        match token {
            Token::StartTag(tag) => start_tag(flow, html, range, &tag),
            Token::EndTag(tag) => end_tag(flow, html, range, &tag),
            Token::String(_) => text(flow, html, range),
            Token::Comment(_) => comment(flow, html, range),
            Token::Doctype(_) | Token::Error(_) => markup(flow, html, range),
        }
    }
    // A tag that the text ends in.
    markup(flow, html, done..html.text().len());
}

/// `range` as far as it is new and fits the text.
fn fitting(text: &str, done: usize, range: Range<usize>) -> Option<Range<usize>> {
    let range = range.start.max(done)..range.end.min(text.len());
    (range.start < range.end && text.get(range.clone()).is_some()).then_some(range)
}

fn text(flow: &mut Flow, html: &Joined, range: Range<usize>) {
    let raw = &html.text()[range.clone()];
    let mut done = range.start;
    let lines = |flow: &mut Flow, range| html.places(range).for_each(|place| flow.lines(place));
    for reference in entity::references(raw) {
        let at = range.start + reference.range.start..range.start + reference.range.end;
        lines(flow, done..at.start);
        flow.decoded(html.span(at.clone()), &reference.text);
        done = at.end;
    }
    lines(flow, done..range.end);
}

fn comment(flow: &mut Flow, html: &Joined, range: Range<usize>) {
    let raw = &html.text()[range.clone()];
    let Some(content) = raw.strip_prefix("<!--") else {
        return markup(flow, html, range);
    };
    // The shortest comments are closed by a part of what opens them.
    let content = content
        .strip_suffix("-->")
        .or_else(|| content.strip_prefix("->"))
        .or_else(|| content.strip_prefix('>'))
        .or_else(|| content.strip_suffix("--!>"))
        .unwrap_or(content);
    let start = range.start + "<!--".len();
    flow.aside(Scope::Comment, |draft| {
        html.places(start..start + content.len())
            .for_each(|place| draft.lines(place));
    });
}

/// Tags, declarations and what is no valid markup.
fn markup(flow: &mut Flow, html: &Joined, range: Range<usize>) {
    if !range.is_empty() {
        flow.aside(Scope::Html, |draft| {
            html.places(range).for_each(|place| draft.lines(place));
        });
    }
}

fn start_tag(flow: &mut Flow, html: &Joined, range: Range<usize>, tag: &StartTag<usize>) {
    let span = html.span(range.clone());
    markup(flow, html, range);
    match role(&tag.name) {
        Role::LineBreak => flow.line_break(span),
        _ if flow.is_in_image() => {}
        Role::Image => {
            flow.opaque(span);
            alternative_text(flow, html, tag);
        }
        Role::Code(element) => flow.start_code(element, span.start),
        Role::Block => flow.end_block(),
        Role::Holder(element, holder) => flow.open(element, holder),
        role @ (Role::Inline | Role::Link | Role::Strong) => {
            if role == Role::Link && tag.attributes.contains_key(&b"href"[..]) {
                flow.start_link(span.start);
            } else if role == Role::Strong {
                flow.start_strong();
            }
            if !tag.self_closing && !is_void(&tag.name) {
                flow.open_inline(&String::from_utf8_lossy(&tag.name), span);
            }
        }
    }
}

fn end_tag(flow: &mut Flow, html: &Joined, range: Range<usize>, tag: &EndTag<usize>) {
    let span = html.span(range.clone());
    markup(flow, html, range);
    match role(&tag.name) {
        Role::LineBreak => flow.line_break(span),
        _ if flow.is_in_image() => {}
        Role::Code(element) => flow.end_code(element, span.end),
        Role::Block => flow.end_block(),
        Role::Holder(element, _) => flow.close(element),
        Role::Image => {}
        role @ (Role::Inline | Role::Link | Role::Strong) => {
            if role == Role::Link {
                flow.end_link();
            } else if role == Role::Strong {
                flow.end_strong();
            }
            flow.close_inline(&String::from_utf8_lossy(&tag.name), span);
        }
    }
}

fn alternative_text(flow: &mut Flow, html: &Joined, tag: &StartTag<usize>) {
    let Some(value) = tag.attributes.get(&b"alt"[..]) else {
        return;
    };
    let Some(range) = attribute_value(html.text(), value.span.start..tag.span.end) else {
        return;
    };
    let raw = &html.text()[range.clone()];
    flow.aside(Scope::Alt, |draft| {
        let mut done = range.start;
        for reference in entity::references(raw) {
            let at = range.start + reference.range.start..range.start + reference.range.end;
            html.places(done..at.start)
                .for_each(|place| draft.lines(place));
            draft.decoded(html.span(at.clone()), &reference.text);
            done = at.end;
        }
        html.places(done..range.end)
            .for_each(|place| draft.lines(place));
    });
}

/// The value, without quotes, of the attribute whose name starts `range`; the tag ends it.
fn attribute_value(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let tag = text.get(range.clone())?;
    let name = tag.find(|char: char| char == '=' || char.is_ascii_whitespace())?;
    let value = tag[name..]
        .trim_ascii_start()
        .strip_prefix('=')?
        .trim_ascii_start();
    let start = range.end - value.len();
    let length = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            return value[1..]
                .find(quote)
                .map(|length| start + 1..start + 1 + length);
        }
        _ => value.find(|char: char| char == '>' || char.is_ascii_whitespace())?,
    };
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use crate::markup::{Block, Format, Scope, parse};

    /// `expected` are the blocks but for tags: a scope, a colon and the text each.
    fn check(source: &str, expected: &[&str]) {
        let document = parse(source, Format::Markdown);
        let blocks = document
            .blocks
            .iter()
            .filter(|block| !block.is_in(Scope::Html));
        let shown: Vec<_> = blocks.map(|block| show(source, block)).collect();
        assert_eq!(shown, expected, "{source:?}");
    }

    fn show(source: &str, block: &Block) -> String {
        let scopes = Scope::ALL.into_iter().filter(|scope| block.is_in(*scope));
        let scopes: Vec<_> = scopes.map(Scope::name).collect();
        format!("{}: {}", scopes.join("+"), block.prose(source).text)
    }

    #[test]
    fn elements_give_their_text_a_scope() {
        check("<p>a<p>b", &["paragraph: a", "paragraph: b"]);
        check("<h2>a</h2>b", &["heading: a", "paragraph: b"]);
        check(
            "<h2>a<h3>b</h3>c",
            &["heading: a", "heading: b", "paragraph: c"],
        );
        check(
            "<ul><li>a<ul><li>b</ul><li>c</ul>d",
            &["list: a", "list: b", "list: c", "paragraph: d"],
        );
        check(
            "<table><tr><td>a<tr><td>b</table>c",
            &["cell: a", "cell: b", "paragraph: c"],
        );
        check(
            "<blockquote><h1>a</h1>b</blockquote>",
            &["heading+quote: a", "paragraph+quote: b"],
        );
        check(
            "<div><x-y>a</x-y> <b>b</b>\n<q>c</q></div>",
            &["paragraph: a b c"],
        );
        check(
            "<div>a<hr>b<br>c</div>",
            &["paragraph: a", "paragraph: b c"],
        );
    }

    #[test]
    fn open_elements_reach_over_markdown_until_they_close() {
        check(
            "<blockquote>\n\na\n\n</blockquote>\n\nb",
            &["paragraph+quote: a", "paragraph: b"],
        );
        check(
            "<blockquote>\n\na</blockquote>\n\nb",
            &["paragraph+quote: a", "paragraph: b"],
        );
        check(
            "- <blockquote>\n\n  a\n\nb",
            &["list+quote: a", "paragraph: b"],
        );
        check(
            "a</li></blockquote>\n\n<blockquote>\n\nb\n\nc",
            &["paragraph: a", "paragraph+quote: b", "paragraph+quote: c"],
        );
        check(
            "<div><pre>\n\n*a*\n\n</pre></div>\n\nb",
            &["code: a", "paragraph: b"],
        );
    }

    #[test]
    fn blocks_inside_a_line_part_it() {
        check(
            "a <p>b</p> c",
            &["paragraph: a", "paragraph: b", "paragraph: c"],
        );
        check(
            "|a|\n|-|\n|<ul><li>b</li><li>c</li></ul>|",
            &["cell: a", "list+cell: b", "list+cell: c"],
        );
    }

    #[test]
    fn code_is_opaque_and_has_blocks_of_its_own() {
        check(
            "a <code>b *c*</code> d",
            &["paragraph: a \u{FFFC} d", "code: b c"],
        );
        check(
            "a <code>b <kbd>c</kbd></code> d",
            &["paragraph: a \u{FFFC} d", "code: b c"],
        );
        check(
            "a <code>b c\n\nd</code> e",
            &["paragraph: a b c", "paragraph: d e"],
        );
        check(
            "a <svg><text>b</text></svg> c",
            &["paragraph: a \u{FFFC} c", "code: b"],
        );
        check("<script>\nif (a<b) {}\n</script>", &["code: if (a<b) {}"]);
        check("<pre>a\n\n b &lt;</pre>", &["code: a", "code: b <"]);
    }

    #[test]
    fn alternative_texts_are_read_from_any_way_to_write_them() {
        check("<img alt=\"a &amp; b\">", &["alt: a & b"]);
        check("<img src=x ALT = 'it\"s'/>", &["alt: it\"s"]);
        check("<img alt=a>", &["alt: a"]);
        check("<img alt=a src=b>", &["alt: a"]);
        check("<img alt> <img alt=''>", &[]);
        check("> <img alt=\"a\n> b\">", &["alt: a b"]);
        check(
            "x ![a <img alt=c> b](u)",
            &["paragraph: x \u{FFFC}", "alt: a  b"],
        );
    }

    #[test]
    fn comments_have_blocks_of_their_own() {
        check(
            "<!-- a\n\nb --> c",
            &["comment: a", "comment: b", "paragraph: c"],
        );
        check("a<!-- b -->c", &["paragraph: ac", "comment: b"]);
        check("a <!-->b<!--->c", &["paragraph: a bc"]);
        check("<!-- a", &["comment: a"]);
        check("<!DOCTYPE a>\n<?b c?>\n<![CDATA[d]]>", &[]);
    }

    #[test]
    fn references_are_decoded() {
        check(
            "<p>&lt;a&gt; &copy &AMP; AT&T</p>",
            &["paragraph: <a> © & AT&T"],
        );
        check("<p>a&nbsp;b</p>", &["paragraph: a\u{A0}b"]);
    }
}
