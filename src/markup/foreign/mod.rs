//! What stands in a document for another program: template tags, shortcodes, directives,
//! and whatever a configuration wants to be passed over.
//!
//! Owns where these are and what a reader sees of them: one opaque word, or nothing. The
//! parser of a format sees a mask of the same length in their place, so that a link with
//! a template in its address is still a link. It knows of a format only where its code is.

mod attributes;
mod code;
mod esm;
pub(super) mod jsx;
pub(super) mod knots;
mod layout;
mod mask;
mod patterns;
mod scanner;
mod script;
mod template;

use regex::Regex;

use super::scope::Scope;
use crate::text::Span;
pub(super) use mask::mask;

/// The formats' ways to write code and comments, in which nothing is foreign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Neither code nor comments.
    Plain,
    /// Backticks and fences, and what HTML has.
    Markdown,
    /// Elements of code, and `<!-- … -->`.
    Html,
    /// That of Markdown, with JSX for HTML and scripts in braces for templates.
    Mdx,
}

/// A piece of the source that is for another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Foreign {
    pub(super) span: Span,
    /// Whether a reader sees one opaque word of it; else nothing.
    pub(super) is_word: bool,
    /// What has a block of its own beside the prose: a comment, or code.
    pub(super) aside: Option<(Scope, Span)>,
    /// A tag of JSX: markup, of which nothing is hidden from those who look for tags.
    is_tag: bool,
    fill: Fill,
}

/// What the format's parser is to take it for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fill {
    /// A word.
    Word,
    /// A word, or white space where it may stand inside a tag.
    Tag,
    /// White space.
    Blank,
    /// A letter without width.
    Hole,
    /// A line of its own that parts the blocks before and behind it.
    Line,
}

/// A document and what is foreign in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'s> {
    pub(super) text: &'s str,
    /// Sorted and apart.
    pub(super) foreign: &'s [Foreign],
}

/// A piece of text: as it stands in the source, or foreign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Span),
    /// The whole of it or a part.
    Foreign(Span, Foreign),
}

impl<'s> Source<'s> {
    /// A text without anything foreign.
    pub(super) const fn plain(text: &'s str) -> Self {
        Self { text, foreign: &[] }
    }

    /// What `span` is made of, in order, without gaps.
    pub(super) fn pieces(self, span: Span) -> impl Iterator<Item = Piece> + 's {
        let first = self
            .foreign
            .partition_point(|foreign| foreign.span.end <= span.start);
        let rest = self.foreign.get(first..).unwrap_or(&[]).iter();
        let mut rest = rest.filter(|foreign| !foreign.is_tag).peekable();
        let mut at = span.start;
        std::iter::from_fn(move || {
            if at >= span.end {
                return None;
            }
            let start = rest.peek().map_or(span.end, |next| next.span.start);
            if at < start {
                let text = Span::new(at, start.min(span.end));
                at = text.end;
                return Some(Piece::Text(text));
            }
            let foreign = rest.next()?;
            let piece = Span::new(at, foreign.span.end.min(span.end));
            at = piece.end;
            Some(Piece::Foreign(piece, *foreign))
        })
    }
}

impl Source<'_> {
    /// The tags of JSX that start in `span`, in order.
    pub(super) fn tags(self, span: Span) -> impl Iterator<Item = Span> {
        let first = self
            .foreign
            .partition_point(|foreign| foreign.span.start < span.start);
        let rest = self.foreign.get(first..).unwrap_or(&[]).iter();
        rest.take_while(move |foreign| foreign.span.start < span.end)
            .filter(|foreign| foreign.is_tag)
            .map(|foreign| foreign.span)
    }
}

/// What is foreign in `source`, sorted and apart; before `body` stands front matter.
pub(super) fn find(source: &str, body: usize, syntax: Syntax, ignored: &[Regex]) -> Vec<Foreign> {
    scan(source, body, syntax, ignored).foreign
}

/// What one pass over a document found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// What is foreign, sorted and apart.
    pub(super) foreign: Vec<Foreign>,
    /// Where nothing was looked for: in what is foreign and in code, as far as it is known
    /// without the format's parser. Sorted by start.
    pub(super) passed: Vec<Span>,
}

/// The same, with what was passed over behind the front matter.
pub(super) fn scan(source: &str, body: usize, syntax: Syntax, ignored: &[Regex]) -> Scan {
    let ignored = patterns::find(source, ignored);
    let (before, behind) =
        ignored.split_at(ignored.partition_point(|found| found.span.start < body));
    let mut found = ignored.clone();
    let mut passed = Vec::new();
    let front_matter = source.get(..body).unwrap_or("");
    scanner::scan(
        front_matter,
        0,
        Syntax::Plain,
        before,
        &mut found,
        &mut passed,
    );
    passed.clear();
    scanner::scan(source, body, syntax, behind, &mut found, &mut passed);
    let foreign = layout::settle(source, found);
    Scan { foreign, passed }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is `source` with `▣` for each word, `⟨…⟩` around what is nothing, `⟪…⟫`
    /// around comments and `⟦…⟧` around code.
    fn check(syntax: Syntax, source: &str, expected: &str) {
        check_ignoring(&[], syntax, source, expected);
    }

    fn check_ignoring(ignored: &[&str], syntax: Syntax, source: &str, expected: &str) {
        let ignored = ignored.iter().map(|pattern| Regex::new(pattern));
        let ignored: Vec<_> = ignored.map(|pattern| pattern.expect("valid")).collect();
        let foreign = find(source, 0, syntax, &ignored);
        let masked = mask(source, &foreign, syntax);
        assert_eq!(masked.len(), source.len(), "{source:?}");
        let written = |span: Span| span.text(source).expect("on character boundaries");
        let mut shown = String::new();
        let pieces = Source {
            text: source,
            foreign: &foreign,
        };
        for piece in pieces.pieces(Span::new(0, source.len())) {
            match piece {
                Piece::Text(span) => shown.push_str(written(span)),
                Piece::Foreign(span, foreign) => {
                    if foreign.is_word {
                        shown.push('▣');
                    }
                    match foreign.aside {
                        Some((Scope::Comment, inner)) => shown.extend(["⟪", written(inner), "⟫"]),
                        Some((_, inner)) => shown.extend(["⟦", written(inner), "⟧"]),
                        None if foreign.is_word => {}
                        None => shown.extend(["⟨", written(span), "⟩"]),
                    }
                }
            }
        }
        assert_eq!(shown, expected, "{source:?}");
    }

    fn check_all(syntax: Syntax, cases: &[(&str, &str)]) {
        for (source, expected) in cases {
            check(syntax, source, expected);
        }
    }

    #[test]
    fn templates_in_a_line_are_words() {
        let cases = [
            ("a {{ b }} c", "a ▣ c"),
            ("{{b}}{{ c }}", "▣▣"),
            ("a {{{ b }}} c", "a ▣ c"),
            ("a ${{ b }} c", "a ▣ c"),
            ("a {% b %} c", "a ▣ c"),
            ("a <%= b %> c <% d %>", "a ▣ c ▣"),
            ("a {{< b c=\"d\" >}} e {{% f %}}", "a ▣ e ▣"),
            ("a {{\n b\n}} c", "a ▣ c"),
            ("a {{ b\n\n}} c", "a {{ b\n\n}} c"),
            ("a {{ b\r\n > \r\n}} c", "a {{ b\r\n > \r\n}} c"),
            ("a {{ b {{ c }} d", "a {{ b ▣ d"),
            ("a {{ b }} }} c", "a ▣ }} c"),
            ("a {{ b } } c", "a {{ b } } c"),
            ("a {{< b }} c", "a ▣ c"),
            ("{{{{{", "{{{{{"),
            ("{{}}", "▣"),
            ("a { b } {c} 50% {d%}", "a { b } {c} 50% {d%}"),
            ("é{{é}}é", "é▣é"),
        ];
        for syntax in [Syntax::Plain, Syntax::Markdown, Syntax::Html] {
            check_all(syntax, &cases);
        }
    }

    #[test]
    fn tags_on_lines_of_their_own_are_nothing() {
        let cases = [
            ("a\n{% b %}\nc", "a\n⟨{% b %}⟩\nc"),
            ("{% b %}", "⟨{% b %}⟩"),
            ("  {%- b -%}\t\r\n", "  ⟨{%- b -%}⟩\t\r\n"),
            ("{% b %} {% c %}", "⟨{% b %}⟩ ⟨{% c %}⟩"),
            ("{% b %} {{ c }}", "▣ ▣"),
            ("{% b %} c", "▣ c"),
            ("{{< b\n  c\n>}}\nd", "⟨{{< b\n  c\n>}}⟩\nd"),
            ("> - {% b %}\n1. {% b %}", "> - ⟨{% b %}⟩\n1. ⟨{% b %}⟩"),
            ("a. {% b %}", "a. ▣"),
            ("{{ b }}", "▣"),
            (
                "{{#if b}}\n{{ else }}\n{{- end }}",
                "⟨{{#if b}}⟩\n⟨{{ else }}⟩\n⟨{{- end }}⟩",
            ),
            ("{{ ending }}\n{{ b.end }}", "▣\n▣"),
            ("<%= b %>\n<% c %>", "▣\n⟨<% c %>⟩"),
        ];
        check_all(Syntax::Plain, &cases);
        check_all(Syntax::Markdown, &cases);
    }

    #[test]
    fn comments_of_template_languages_are_comments() {
        let cases = [
            ("a {# b #} c", "a ⟪ b ⟫ c"),
            ("{#- b\n\nc -#}\nd", "⟪ b\n\nc ⟫\nd"),
            ("{#b#} {#c d", "⟪b⟫ {#c d"),
            ("{#b\n#}", "{#b\n#}"),
            ("{# a {# b #}", "{# a ⟪ b ⟫"),
            ("{{/* b */}} {{- /* c */ -}}", "⟪ b ⟫ ⟪ c ⟫"),
            ("{{! b }} {{!-- c }} d --}}", "⟪ b ⟫ ⟪ c }} d ⟫"),
            ("<%# b %> <%-- c --%>", "⟪ b ⟫ ⟪ c ⟫"),
            (
                "{% comment %}\nb\n\nc\n{% endcomment %}\nd",
                "⟪\nb\n\nc\n⟫\nd",
            ),
            ("{% comment %} b", "▣ b"),
        ];
        check_all(Syntax::Plain, &cases);
        check_all(Syntax::Markdown, &cases);
    }

    #[test]
    fn what_is_to_be_highlighted_is_code() {
        check_all(
            Syntax::Markdown,
            &[
                (
                    "{% highlight c %}\na {{\n\nb\n{% endhighlight %}\nc",
                    "⟦\na {{\n\nb\n⟧\nc",
                ),
                (
                    "{{< highlight go >}}a{{< /highlight >}} b {{< highlight >}}",
                    "▣⟦a⟧ b ▣",
                ),
            ],
        );
    }

    #[test]
    fn code_of_markdown_has_no_templates() {
        let cases = [
            ("`{{ a }}` {{ b }}", "`{{ a }}` ▣"),
            ("`{{` and `}}`", "`{{` and `}}`"),
            ("``{{ ` `` {{ b }}", "``{{ ` `` ▣"),
            ("a ` {{ b }}", "a ` ▣"),
            ("\\` {{ b }} `", "\\` ▣ `"),
            ("` {{ a }}\n\n`", "` ▣\n\n`"),
            ("{{ \"`\" }} `{{ a }}`", "▣ `{{ a }}`"),
            (
                "```\n{{ a }}\n\n{{ b }}\n```\n{{ c }}",
                "```\n{{ a }}\n\n{{ b }}\n```\n▣",
            ),
            (
                "~~~~ {{ a }}\n~~~\n{{ b }}\n~~~~~\n{{ c }}",
                "~~~~ {{ a }}\n~~~\n{{ b }}\n~~~~~\n▣",
            ),
            ("> ```\n> {{ a }}\n{{ b }}", "> ```\n> {{ a }}\n▣"),
            (
                "- ```\n  {{ a }}\n  ```\n- {{ b }}",
                "- ```\n  {{ a }}\n  ```\n- ▣",
            ),
            ("```\n{{ a }}", "```\n{{ a }}"),
            ("a ``` {{ b }}", "a ``` ▣"),
            ("<!-- {{ --> a }}", "<!-- {{ --> a }}"),
            (
                "<pre>{{</pre> a <code>}} b</code> {{ c }}",
                "<pre>{{</pre> a <code>}} b</code> ▣",
            ),
            (
                "<coder>{{ a }}</coder> <code>{{ b }}",
                "<coder>▣</coder> <code>▣",
            ),
        ];
        check_all(Syntax::Markdown, &cases);
        check(Syntax::Plain, "`{{ a }}`", "`▣`");
        check(
            Syntax::Html,
            "`{{ a }}` <SCRIPT>{{</Script>}}",
            "`▣` <SCRIPT>{{</Script>}}",
        );
    }

    #[test]
    fn what_is_escaped_in_mdx_is_text() {
        check_all(
            Syntax::Mdx,
            &[
                ("a \\{b\\} {c} \\\\{d}", "a \\{b\\} ▣ \\\\▣"),
                ("a \\<b> c", "a \\<b> c"),
            ],
        );
    }

    #[test]
    fn directives_and_attributes_are_nothing() {
        let cases = [
            (":::note\na\n:::\n", "⟨:::note⟩\na\n⟨:::⟩\n"),
            ("> ::: tip A b  \n", "> ⟨::: tip A b⟩  \n"),
            ("::::{.a b=c}\r\n", "⟨::::{.a b=c}⟩\r\n"),
            ("a ::: b\n:: c\n:::é", "a ::: b\n:: c\n⟨:::é⟩"),
            (
                "# A {#b}\n## C {.d e=f #g}  ",
                "# A ⟨{#b}⟩\n## C ⟨{.d e=f #g}⟩  ",
            ),
            ("[a](b){.c} **d**{#e}", "[a](b)⟨{.c}⟩ **d**⟨{#e}⟩"),
            (
                "`a`{.b} ![c](d){width=50%}",
                "`a`⟨{.b}⟩ ![c](d)⟨{width=50%}⟩",
            ),
            (
                "a\n{: .b c=\"d e\"}\n{:toc}",
                "a\n⟨{: .b c=\"d e\"}⟩\n⟨{:toc}⟩",
            ),
            ("a {b} {} {#} {#a b} {a=b}", "a {b} {} {#} {#a b} {a=b}"),
            ("a {#b} c", "a {#b} c"),
        ];
        check_all(Syntax::Markdown, &cases);
        check(Syntax::Html, ":::note\n# A {#b}", ":::note\n# A {#b}");
    }

    #[test]
    fn patterns_of_the_configuration_are_words() {
        let cases: [(&[&str], &str, &str); 6] = [
            (&["@\\w+"], "a @b c {{ @d }} `@e`", "a ▣ c ▣ `▣`"),
            (&["b.*d", "c.*e"], "a b c d e f", "a ▣ f"),
            (
                &["(?s)\\s*b.*d\\s*", ""],
                "a\n\nb\n\nd\n\ne",
                "a\n\n⟨b\n\nd⟩\n\ne",
            ),
            (&["\\{\\{.*\\}\\}"], "a {{ b }} c {{ d }}", "a ▣"),
            (&["(?m)^b$"], "a b\nb\n", "a b\n▣\n"),
            (&["c \\{\\{"], "b c {{ d }} e", "b ▣ d }} e"),
        ];
        for (patterns, source, expected) in cases {
            check_ignoring(patterns, Syntax::Markdown, source, expected);
        }
    }
}
