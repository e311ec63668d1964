//! One walk over the tokens of HTML, each told to the flow of prose.

use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, State, Token, Tokenizer};

use super::attribute;
use super::role::{Role, is_void, role};
use crate::markup::draft::Draft;
use crate::markup::entity;
use crate::markup::finder::Finder;
use crate::markup::flow::{Flow, Holder};
use crate::markup::joined::Joined;
use crate::markup::scope::Scope;

/// Reads a document, or a piece of HTML in other markup.
pub(super) struct Reader<'a, 's> {
    flow: &'a mut Flow<'s>,
    html: &'a Joined,
    /// Whether there is nothing but HTML: white space is only white space then, and an
    /// element that has no end tag behind it never ends.
    is_document: bool,
    /// In the title of a document.
    in_title: bool,
    ends: Ends,
}

/// Where the end tags of some elements stand next.
#[derive(Debug, Default)]
struct Ends([Finder; HIDING.len()]);

/// Elements that hide what they hold: none may hide the rest of a document.
const HIDING: [&str; 8] = [
    "title", "textarea", "pre", "listing", "xmp", "template", "svg", "math",
];

impl Ends {
    /// Whether an end tag of `element` stands at or behind `from`.
    fn has(&mut self, html: &str, element: &[u8], from: usize) -> bool {
        let index = HIDING.iter().position(|name| name.as_bytes() == element);
        let finder = index.and_then(|index| self.0.get_mut(index));
        finder.is_none_or(|finder| {
            let end = finder.next(from, |from| end_tag_at(html, element, from));
            end.is_some()
        })
    }
}

/// The first end tag of `element` at or behind `from`.
fn end_tag_at(html: &str, element: &[u8], from: usize) -> Option<usize> {
    let ends = html.get(from..)?.match_indices("</");
    ends.map(|(at, _)| from + at).find(|at| {
        let name = at + "</".len()..at + "</".len() + element.len();
        html.as_bytes()
            .get(name)
            .is_some_and(|name| name.eq_ignore_ascii_case(element))
    })
}

impl<'a, 's> Reader<'a, 's> {
    pub(super) fn of_document(flow: &'a mut Flow<'s>, html: &'a Joined) -> Self {
        Self {
            is_document: true,
            ..Self::of_piece(flow, html)
        }
    }

    pub(super) fn of_piece(flow: &'a mut Flow<'s>, html: &'a Joined) -> Self {
        Self {
            flow,
            html,
            is_document: false,
            in_title: false,
            ends: Ends::default(),
        }
    }

    /// Adds all of it to the flow.
    pub(super) fn read(mut self) {
        let html = self.html;
        let emitter = DefaultEmitter::<usize>::new_with_span();
        let mut tokens = Tokenizer::new_with_emitter(html.text(), emitter);
        let mut done = 0;
        while let Some(token) = tokens.next() {
            let Ok(token) = token;
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
            self.markup(done..range.start);
            done = range.end;
            match token {
                Token::StartTag(tag) => {
                    if let Some(state) = self.content_of(&tag) {
                        tokens.set_state(state);
                    }
                    self.start_tag(range, &tag);
                }
                Token::EndTag(tag) => self.end_tag(range, &tag),
                Token::String(_) => self.string(range),
                Token::Comment(_) => self.comment(range),
                Token::Doctype(_) | Token::Error(_) => self.markup(range),
            }
        }
        // A tag that the text ends in.
        self.markup(done..html.text().len());
    }

    /// How the content of `tag` is to be read, if not as markup.
    fn content_of(&mut self, tag: &StartTag<usize>) -> Option<State> {
        let state = match tag.name.as_slice() {
            b"script" => State::ScriptData,
            b"style" | b"xmp" => State::RawText,
            b"title" | b"textarea" => State::RcData,
            _ => return None,
        };
        (!tag.self_closing && self.ends(tag)).then_some(state)
    }

    /// Whether the element that `tag` starts ends. A piece does not tell.
    fn ends(&mut self, tag: &StartTag<usize>) -> bool {
        !self.is_document || self.ends.has(self.html.text(), &tag.name, tag.span.end)
    }

    fn string(&mut self, range: Range<usize>) {
        let html = self.html;
        if self.in_title {
            self.flow.aside(Scope::FrontMatter, |draft| {
                add_wrapped(draft, html, range);
            });
            return;
        }
        let is_wrapped = self.is_document && !self.flow.is_in_code();
        let add = |flow: &mut Flow, range| {
            html.places(range).for_each(|place| {
                if is_wrapped {
                    flow.wrapped(place);
                } else {
                    flow.lines(place);
                }
            });
        };
        let mut done = range.start;
        for (at, decoded) in references(html, range.clone()) {
            add(self.flow, done..at.start);
            self.flow.decoded(html.span(at.clone()), &decoded);
            done = at.end;
        }
        add(self.flow, done..range.end);
    }

    fn comment(&mut self, range: Range<usize>) {
        let html = self.html;
        let raw = &html.text()[range.clone()];
        let Some(content) = raw.strip_prefix("<!--") else {
            return self.markup(range);
        };
        // The shortest comments are closed by a part of what opens them.
        let content = content
            .strip_suffix("-->")
            .or_else(|| content.strip_prefix("->"))
            .or_else(|| content.strip_prefix('>'))
            .or_else(|| content.strip_suffix("--!>"))
            .unwrap_or(content);
        let start = range.start + "<!--".len();
        self.flow.aside(Scope::Comment, |draft| {
            html.places(start..start + content.len())
                .for_each(|place| draft.lines(place));
        });
    }

    /// Tags, declarations and what is no valid markup.
    fn markup(&mut self, range: Range<usize>) {
        let html = self.html;
        if !range.is_empty() {
            self.flow.aside(Scope::Html, |draft| {
                html.places(range).for_each(|place| draft.lines(place));
            });
        }
    }

    fn start_tag(&mut self, range: Range<usize>, tag: &StartTag<usize>) {
        let span = self.html.span(range.clone());
        self.markup(range);
        match role(&tag.name) {
            Role::LineBreak => self.flow.line_break(span),
            _ if self.is_in_drawing() || self.flow.is_in_image() => {}
            Role::Image => {
                self.flow.opaque(span);
                self.attribute(tag, "alt", Scope::Alt);
            }
            Role::Meta => self.meta(tag),
            Role::Title => {
                self.flow.end_block();
                self.in_title = self.is_document && !tag.self_closing && self.ends(tag);
            }
            Role::Code(_) if tag.self_closing => self.flow.opaque(span),
            Role::Code(element) => {
                if self.ends(tag) {
                    self.flow.start_code(element, span.start);
                }
            }
            Role::Template if self.is_document && self.opens(tag, Holder::Code) => {
                self.flow.open("template", Holder::Code);
            }
            Role::Holder(element, holder) if self.opens(tag, holder) => {
                self.flow.open(element, holder);
            }
            Role::Block | Role::Template | Role::Holder(..) => self.flow.end_block(),
            role @ (Role::Inline | Role::Link | Role::Strong) => {
                if role == Role::Link && tag.attributes.contains_key(&b"href"[..]) {
                    self.flow.start_link(span.start);
                } else if role == Role::Strong {
                    self.flow.start_strong();
                }
                if !tag.self_closing && !is_void(&tag.name) {
                    let name = String::from_utf8_lossy(&tag.name);
                    self.flow.open_inline(&name, span);
                }
            }
        }
    }

    fn end_tag(&mut self, range: Range<usize>, tag: &EndTag<usize>) {
        let span = self.html.span(range.clone());
        self.markup(range);
        self.in_title = false;
        match role(&tag.name) {
            Role::LineBreak => self.flow.line_break(span),
            _ if self.flow.is_in_image() => {}
            Role::Code(element) => self.flow.end_code(element, span.end),
            _ if self.is_in_drawing() => {}
            Role::Block | Role::Title => self.flow.end_block(),
            Role::Template => self.flow.close("template"),
            Role::Holder(element, _) => self.flow.close(element),
            Role::Image | Role::Meta => {}
            role @ (Role::Inline | Role::Link | Role::Strong) => {
                if role == Role::Link {
                    self.flow.end_link();
                } else if role == Role::Strong {
                    self.flow.end_strong();
                }
                let name = String::from_utf8_lossy(&tag.name);
                self.flow.close_inline(&name, span);
            }
        }
    }

    /// Whether `tag` starts an element that is a `holder` of what follows.
    fn opens(&mut self, tag: &StartTag<usize>, holder: Holder) -> bool {
        !tag.self_closing && (holder != Holder::Code || self.ends(tag))
    }

    /// Whether all is markup of another kind, whose elements are not those of HTML.
    fn is_in_drawing(&self) -> bool {
        matches!(self.flow.code_element(), Some("svg" | "math"))
    }

    /// The description of a document is shown where others link to it.
    fn meta(&mut self, tag: &StartTag<usize>) {
        let name = tag.attributes.get(&b"name"[..]);
        let is_description = name.is_some_and(|name| name.eq_ignore_ascii_case(b"description"));
        if self.is_document && is_description {
            self.attribute(tag, "content", Scope::FrontMatter);
        }
    }

    /// Adds the value of the attribute `name` as a block of `scope`.
    fn attribute(&mut self, tag: &StartTag<usize>, name: &str, scope: Scope) {
        let html = self.html;
        if let Some(range) = attribute::value(html.text(), tag, name) {
            self.flow
                .aside(scope, |draft| add_wrapped(draft, html, range));
        }
    }
}

/// `range` as far as it is new and fits the text.
fn fitting(text: &str, done: usize, range: Range<usize>) -> Option<Range<usize>> {
    let range = range.start.max(done)..range.end.min(text.len());
    (range.start < range.end && text.get(range.clone()).is_some()).then_some(range)
}

/// The character references in `range` and what they stand for.
fn references(html: &Joined, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, String)> {
    let start = range.start;
    let raw = html.text().get(range).unwrap_or("");
    entity::references(raw).map(move |reference| {
        let at = start + reference.range.start..start + reference.range.end;
        (at, reference.text)
    })
}

/// Adds the text in `range` to `draft`, line ends as white space.
fn add_wrapped(draft: &mut Draft, html: &Joined, range: Range<usize>) {
    let mut done = range.start;
    for (at, decoded) in references(html, range.clone()) {
        html.places(done..at.start)
            .for_each(|place| draft.wrapped(place));
        draft.decoded(html.span(at.clone()), &decoded);
        done = at.end;
    }
    html.places(done..range.end)
        .for_each(|place| draft.wrapped(place));
}
