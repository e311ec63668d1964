//! HTML: whole documents, and the pieces of it in other markup.
//!
//! Owns which bytes of HTML are prose. Tags themselves, with their attributes, are blocks
//! of scope `html`, comments blocks of scope `comment`. Finding tags is `html5gum`'s; it
//! builds no tree, so that a tag that is not closed, or closed in the wrong place, costs
//! no text.

mod attribute;
mod reader;
mod role;

use super::ParseOptions;
use super::block::Document;
use super::flow::Flow;
use super::foreign::{self, Source, Syntax};
use super::front_matter;
use super::joined::Joined;
use reader::Reader;
use role::{Role, role};

/// Splits `source` into blocks of prose. Site generators put front matter before HTML too.
pub fn parse(source: &str, options: &ParseOptions) -> Document {
    let syntax = Syntax::Html;
    let body = front_matter::end(source);
    let foreign = foreign::find(source, body, syntax, options.ignore_text);
    let masked = foreign::mask(source, &foreign, syntax);
    let mut flow = Flow::new(Source {
        text: source,
        foreign: &foreign,
    });
    let (front_matter, body) = front_matter::read(source, &masked, &mut flow);
    let mut html = Joined::default();
    html.push(masked.get(body..).unwrap_or(""), body);
    Reader::of_document(&mut flow, &html).read();
    Document {
        blocks: flow.finish(),
        front_matter,
    }
}

/// Whether `element`, in small letters, stands within a line of text.
pub(super) fn is_inline(element: &str) -> bool {
    !matches!(
        role(element.as_bytes()),
        Role::Block | Role::Holder(..) | Role::Template | Role::Title | Role::Meta
    )
}

/// Adds what a reader sees of `html` to `flow`. Elements may stay open behind it.
pub(super) fn read(flow: &mut Flow, html: &Joined) {
    Reader::of_piece(flow, html).read();
}

#[cfg(test)]
mod tests {
    use crate::markup::{Block, Format, Scope, parse};

    /// `expected` are the blocks but for tags: a scope, a colon and the text each.
    fn check(source: &str, expected: &[&str]) {
        check_format(Format::Markdown, source, expected);
    }

    fn check_document(source: &str, expected: &[&str]) {
        check_format(Format::Html, source, expected);
    }

    fn check_format(format: Format, source: &str, expected: &[&str]) {
        let document = parse(source, format);
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
    fn white_space_of_a_document_parts_nothing() {
        check_document("<p>a\n\n\n  b<br><br>c</p>", &["paragraph: a b c"]);
        check_document("a <b>\n\nb</b>\r\n\r\n<i> c</i>", &["paragraph: a b c"]);
        check_document("<pre>a\n\nb</pre>", &["code: a", "code: b"]);
        check_document("<!-- a\n\nb -->", &["comment: a", "comment: b"]);
        check_document("    a\n# b\n- *c*", &["paragraph: a # b - *c*"]);
    }

    #[test]
    fn the_head_has_a_title_and_a_description() {
        check_document(
            "<!DOCTYPE html><html><head><meta charset=utf-8><TITLE>a &amp;\nb <i></TITLE>\
             <meta content='c &lt;' name=Description><meta name=author content=d>\
             <script>e</script><style>f</style></head><body>g</body></html>",
            &[
                "front-matter: a & b <i>",
                "front-matter: c <",
                "code: e",
                "code: f",
                "paragraph: g",
            ],
        );
        check_document("<title/>a", &["paragraph: a"]);
        check_document(
            "<svg><title>a</title><style>b</style></svg>c",
            &["paragraph: \u{FFFC}c", "code: ab"],
        );
        check_document(
            "---\ntitle: a\n---\n<p>b",
            &["front-matter: a", "paragraph: b"],
        );
    }

    #[test]
    fn what_has_no_end_hides_nothing() {
        for element in [
            "title", "textarea", "pre", "xmp", "template", "svg", "math", "code",
        ] {
            let source = format!("<{element}>a<p>b");
            check_document(&source, &["paragraph: a", "paragraph: b"]);
        }
        check_document("<script>a<p>b", &["code: a<p>b"]);
        check_document("<script src=x />a", &["paragraph: a"]);
        check_document("<p>a</i></b>b<p", &["paragraph: ab"]);
        check_document("<b>a<p>b</b><i>c", &["paragraph: a", "paragraph: bc"]);
        check_document(
            "<noscript><p>a</p></noscript>b",
            &["paragraph: a", "paragraph: b"],
        );
        check_document(
            "<template><p>a</p></template>b",
            &["code: a", "paragraph: b"],
        );
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
