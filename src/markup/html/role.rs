//! What the elements of HTML are to a reader.

use crate::markup::flow::Holder;

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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
    /// The title of a document.
    Title,
    /// Something about a document that no reader sees.
    Meta,
    /// What a program puts elsewhere: code in a document, prose in a piece.
    Template,
    /// Code within a text: an opaque word.
    Code(&'static str),
    /// Text before and behind it is not read as one, nor is the text inside.
    Block,
    /// The same, with something to say about the text inside.
    Holder(&'static str, Holder),
}

/// What `element`, in small letters, is to a reader.
pub(super) fn role(element: &[u8]) -> Role {
    match element {
        b"br" => Role::LineBreak,
        b"img" | b"image" | b"area" | b"input" => Role::Image,
        b"a" => Role::Link,
        b"b" | b"strong" => Role::Strong,
        b"title" => Role::Title,
        b"meta" => Role::Meta,
        b"template" => Role::Template,
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
        b"dir" => Role::Holder("dir", Holder::List),
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
        | b"iframe" | b"noscript" | b"legend" | b"main" | b"nav" | b"object" | b"optgroup"
        | b"option" | b"p" | b"search" | b"section" | b"select" | b"summary" | b"tbody"
        | b"textarea" | b"tfoot" | b"thead" | b"video" | b"audio" => Role::Block,
        _ => Role::Inline,
    }
}

/// Whether the inline `element` never has an end tag.
pub(super) fn is_void(element: &[u8]) -> bool {
    matches!(
        element,
        b"base" | b"embed" | b"link" | b"param" | b"source" | b"track" | b"wbr"
    )
}
