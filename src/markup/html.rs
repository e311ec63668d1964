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
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Holder("h", Holder::Heading),
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
    let content = content
        .strip_suffix("-->")
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
        Role::Link if tag.attributes.contains_key(&b"href"[..]) => flow.start_link(span.start),
        Role::Strong => flow.start_strong(),
        Role::Code(element) => flow.start_code(element, span.start),
        Role::Block => flow.end_block(),
        Role::Holder(element, holder) => flow.open(element, holder),
        Role::Inline | Role::Link => {}
    }
}

fn end_tag(flow: &mut Flow, html: &Joined, range: Range<usize>, tag: &EndTag<usize>) {
    let span = html.span(range.clone());
    markup(flow, html, range);
    match role(&tag.name) {
        Role::LineBreak => flow.line_break(span),
        _ if flow.is_in_image() => {}
        Role::Link => flow.end_link(),
        Role::Strong => flow.end_strong(),
        Role::Code(element) => flow.end_code(element, span.end),
        Role::Block => flow.end_block(),
        Role::Holder(element, _) => flow.close(element),
        Role::Inline | Role::Image => {}
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
