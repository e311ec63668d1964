//! Which bytes of a document are prose, and in which scope: fixtures that are read by
//! people, and laws that hold for any text.

use std::fmt::Write;
use std::path::Path;

use housestyle::markup::{Block, Document, Element, Format, Scope, SegmentKind, parse};
use housestyle::text::Span;
use proptest::prelude::*;

/// One line a block: its bytes, the number of its parent, scopes and text.
///
/// `↵` is a line break, `▣` an opaque word, `{&amp;=&}` what is written otherwise than it
/// reads, `⟦…⟧` a link. Behind the scopes stand the level of a heading, and `quoted` and
/// `labelled` of blocks in a quote. Below stand the elements, `⟨` and `⟩` around what is inside.
fn show(source: &str, document: &Document) -> String {
    let mut shown = String::new();
    if document.front_matter.reproduced_as_received {
        shown.push_str("reproduced as received\n");
    }
    for block in &document.blocks {
        let place = format!("{}..{}", block.span.start, block.span.end);
        let container = block.container;
        let scopes = Scope::ALL
            .into_iter()
            .filter(|scope| block.is_in(*scope))
            .map(|scope| scope.name().to_owned());
        let level = block.heading.map(|level| level.to_string());
        let quoted = container.quotation.then(|| "quoted".to_owned());
        let labelled = container.labelled.then(|| "labelled".to_owned());
        let kinds: Vec<_> = scopes.chain(level).chain(quoted).chain(labelled).collect();
        writeln!(
            shown,
            "{place:>9} #{:<3} {:<18} │{}",
            container.parent,
            kinds.join(" "),
            show_text(source, block)
        )
        .expect("strings can be written to");
        if !block.elements.is_empty() {
            let elements: Vec<_> = block
                .elements
                .iter()
                .map(|element| show_element(source, *element))
                .collect();
            writeln!(shown, "{:>34}│{}", "", elements.join("  "))
                .expect("strings can be written to");
        }
    }
    shown
}

fn show_element(source: &str, element: Element) -> String {
    let Element { outer, inner } = element;
    let parts = [
        Span::new(outer.start, inner.start),
        inner,
        Span::new(inner.end, outer.end),
    ];
    let [before, inner, behind] = parts.map(|part| {
        let written = part.text(source).expect("elements fit their source");
        written.escape_debug().to_string()
    });
    format!("{before}⟨{inner}⟩{behind}")
}

fn show_text(source: &str, block: &Block) -> String {
    let mut shown = String::new();
    let mut links = block.links.iter().peekable();
    for segment in &block.segments {
        if links
            .peek()
            .is_some_and(|link| link.start == segment.source.start)
        {
            shown.push('⟦');
        }
        let written = segment
            .source
            .text(source)
            .expect("segments fit their source");
        match &segment.kind {
            SegmentKind::Text => shown.push_str(written),
            SegmentKind::Decoded(text) => {
                write!(shown, "{{{written}={text}}}").expect("strings can be written to");
            }
            SegmentKind::Break => shown.push('↵'),
            SegmentKind::Opaque => shown.push('▣'),
        }
        if links
            .next_if(|link| link.end == segment.source.end)
            .is_some()
        {
            shown.push('⟧');
        }
    }
    shown
}

/// What must be true of every document, whatever its text.
fn check_laws(source: &str, document: &Document) {
    let starts: Vec<_> = document
        .blocks
        .iter()
        .map(|block| block.span.start)
        .collect();
    assert!(
        starts.is_sorted(),
        "blocks in the order of their first byte: {starts:?}"
    );
    for block in &document.blocks {
        check_block_laws(source, block);
    }
}

fn check_block_laws(source: &str, block: &Block) {
    let first = block.segments.first().expect("no block is empty");
    let last = block.segments.last().expect("no block is empty");
    assert_eq!(block.span, Span::new(first.source.start, last.source.end));
    assert!(!block.scopes.is_empty());
    let mut end = 0;
    for segment in &block.segments {
        assert!(
            end <= segment.source.start,
            "segments are sorted and apart: {block:?}"
        );
        end = segment.source.end;
        let written = segment
            .source
            .text(source)
            .expect("on character boundaries of the source");
        assert!(
            !written.is_empty(),
            "every piece leads to source: {block:?}"
        );
        match &segment.kind {
            SegmentKind::Text => assert!(!written.contains(['\n', '\r']), "{block:?}"),
            SegmentKind::Decoded(text) => assert!(!text.is_empty()),
            SegmentKind::Break | SegmentKind::Opaque => {}
        }
    }
    let is_break = |kind: &SegmentKind| *kind == SegmentKind::Break;
    assert!(!is_break(&first.kind) && !is_break(&last.kind), "{block:?}");
    for pair in block.segments.windows(2) {
        assert!(
            !(is_break(&pair[0].kind) && is_break(&pair[1].kind)),
            "{block:?}"
        );
        let touch = pair[0].source.end == pair[1].source.start;
        assert!(
            !(touch && pair.iter().all(|segment| segment.kind == SegmentKind::Text)),
            "{block:?}"
        );
    }
    assert!(block.links.is_sorted());
    for link in &block.links {
        assert!(block.span.contains(*link) && !link.is_empty(), "{block:?}");
        assert!(link.text(source).is_some());
    }
    check_elements(source, block);
    check_map(source, block);
}

/// Elements are sorted, nested in each other or apart, and have markup on both sides.
fn check_elements(source: &str, block: &Block) {
    let mut around: Vec<Element> = Vec::new();
    let mut last = 0;
    for element in &block.elements {
        let Element { outer, inner } = *element;
        assert!(outer.contains(inner), "{block:?}");
        assert!(outer.start < inner.start && inner.end < outer.end);
        assert!(outer.text(source).is_some() && inner.text(source).is_some());
        assert!(last <= outer.start, "{block:?}");
        last = outer.start;
        while around
            .pop_if(|around| around.outer.end <= outer.start)
            .is_some()
        {}
        if let Some(around) = around.last() {
            assert!(around.inner.contains(outer), "{block:?}");
        }
        around.push(*element);
    }
    assert!(block.heading.is_none_or(|level| (1..=6).contains(&level)));
    assert!(block.heading.is_none() || block.is_in(Scope::Heading));
}

/// Each character of the reader's text leads to source inside the block.
fn check_map(source: &str, block: &Block) {
    let prose = block.prose(source);
    let mut last = block.span.start;
    for (at, char) in prose.text.char_indices() {
        let place = prose.to_source(Span::new(at, at + char.len_utf8()));
        assert!(block.span.contains(place) && !place.is_empty(), "{block:?}");
        assert!(last <= place.start, "the map keeps the order: {block:?}");
        last = place.start;
    }
    assert_eq!(prose.to_source(Span::new(0, prose.text.len())), block.span);
}

/// What readers see, without where it stands.
fn texts(source: &str, format: Format) -> Vec<(Vec<Scope>, String)> {
    let document = parse(source, format);
    let scopes = |block: &Block| {
        Scope::ALL
            .into_iter()
            .filter(|scope| block.is_in(*scope))
            .collect()
    };
    document
        .blocks
        .iter()
        .map(|block| (scopes(block), block.prose(source).text))
        .collect()
}

fn check_fixtures(folder: &str, format: Format) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/markup")
        .join(folder);
    let entries = std::fs::read_dir(&folder).expect("the fixtures are there");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|suffix| suffix != "snap"));
    files.sort();
    assert!(!files.is_empty());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in files {
            let source = std::fs::read_to_string(&file).expect("a readable fixture");
            let document = parse(&source, format);
            check_laws(&source, &document);
            let name = file
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("a name");
            insta::assert_snapshot!(name, show(&source, &document));
        }
    });
}

#[test]
fn markdown_fixtures_read_as_their_snapshots() {
    check_fixtures("markdown", Format::Markdown);
}

#[test]
fn html_fixtures_read_as_their_snapshots() {
    check_fixtures("html", Format::Html);
}

#[test]
fn mdx_fixtures_read_as_their_snapshots() {
    check_fixtures("mdx", Format::Mdx);
}

#[test]
fn plain_fixtures_read_as_their_snapshots() {
    check_fixtures("plain", Format::Plain);
}

const FORMATS: [Format; 4] = [Format::Plain, Format::Html, Format::Markdown, Format::Mdx];

/// What Markdown and HTML are made of, so that random documents are full of both.
const MARKUP: &[&str] = &[
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "```\n",
    "[",
    "]",
    "](u)",
    "(",
    ")",
    "![",
    "[r]",
    "\n[r]: u\n",
    "[^1]",
    "\n[^1]: ",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<li>",
    "<ul>",
    "</ul>",
    "<td>",
    "<tr>",
    "<img alt=\"a&amp;\nb\">",
    "<br>",
    "<script>",
    "</script>",
    "<blockquote>",
    "</blockquote>",
    "<a href=x>",
    "</a>",
    "<h2>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<template>",
    "</template>",
    "<textarea>",
    "<meta name=description content='a\n&lt;'>",
    "<i/>",
    "</h2>",
    "<p",
    "<?",
    "\n",
    "\n\n",
    "  \n",
    "\\\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "\n===\n",
    "    ",
    "\t",
    "|",
    "\n|-|-|\n",
    "- [x] ",
    "[!NOTE]\n",
    "\\",
    "&amp;",
    "&",
    "&copy",
    "&#0;",
    "$",
    "$$",
    "---\n",
    "+++\n",
    "title: ",
    "title = ",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    ": ",
    "|\n ",
    ">\n ",
    "http://a.b/",
    "www.a.b",
    "a@b.c",
    "@",
    "/a/b",
    "a",
    "b c",
    "é",
    "中",
    "\u{1F384}",
    "\u{A0}",
    "\u{301}",
    "\u{200D}",
    " ",
    "\0",
    "\u{FEFF}",
    "\u{2028}",
    "\u{FFFC}",
    "\u{B}",
    "\u{C}",
    "{{",
    "}}",
    "{{ a }}",
    "{%",
    "%}",
    "{% a %}",
    "{% comment %}",
    "{% endcomment %}",
    "{% highlight %}",
    "{% endhighlight %}",
    "{#",
    "#}",
    "{{<",
    ">}}",
    "{{% a",
    "%}}",
    "{{!--",
    "--}}",
    "<%",
    "%>",
    ":::",
    "\n::: a\n",
    "{#a .b}",
    "{.c}",
    "{: .d}",
    "<A>",
    "</A>",
    "<A b={",
    "<Image alt=\"a\nb\" c={d}",
    "/>",
    "<>",
    "</>",
    "{/*",
    "*/}",
    "{a}",
    "\n\n{a}\n\n",
    "import a from 'b'\n",
    "\n\nexport const a = {\n",
    "\n\n<A>\n",
    "\n</A>\n",
    "      ",
    "//",
    "{",
    "}",
];

fn markup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(MARKUP), 0..40).prop_map(|parts| parts.concat())
}

fn line_ends() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(
        &[
            "\r", "\n", "\r\n", "a", " ", "> ", "- ", "```", "<div>", "---",
        ][..],
    );
    prop::collection::vec(parts, 0..30).prop_map(|parts| parts.concat())
}

fn anything() -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![4 => markup(), 1 => line_ends(), 1 => bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_obeys_the_laws(source in anything(), before in prop::sample::select(&["", "\u{FEFF}", "---\n", "+++\n", "> "][..])) {
        let source = format!("{before}{source}");
        for format in FORMATS {
            check_laws(&source, &parse(&source, format));
        }
    }

    #[test]
    fn line_ends_make_no_difference_to_readers(source in markup()) {
        for format in FORMATS {
            let expected = texts(&source, format);
            prop_assert_eq!(&texts(&source.replace('\n', "\r\n"), format), &expected);
            prop_assert_eq!(&texts(&source.replace('\n', "\r"), format), &expected);
        }
    }

    #[test]
    fn a_byte_order_mark_makes_no_difference_to_readers(source in markup()) {
        let source = source.trim_start_matches('\u{FEFF}');
        for format in FORMATS {
            prop_assert_eq!(texts(&format!("\u{FEFF}{source}"), format), texts(source, format));
        }
    }
}

/// Texts on which a careless parser takes quadratic time or runs out of stack: this test
/// would not end.
#[test]
fn hostile_texts_are_read_in_linear_time() {
    let many = 8_000;
    let parts = [
        "[",
        "![a",
        "](",
        "[a](b)",
        "*",
        "*a **b ",
        "_a_",
        "<",
        "<a ",
        "<!--",
        "<?",
        "x <!--",
        "<div>\n",
        "<li>",
        "</li>",
        "`",
        "`a` ",
        "> ",
        "- ",
        "1. ",
        "#",
        "|",
        "$a ",
        "$",
        "~",
        "&",
        "&a",
        "\\",
        "\r",
        "\n",
        "\t",
        "\0",
        "[^a] ",
        "http://a.b(",
        "a@b.c,",
        "www.",
        "/a",
        "a: b\n",
        "<pre>",
        "<title>",
        "<svg>",
        "</template",
        "<code>",
        "<b a=\"",
        "<img alt='a' ",
        "{{",
        "{{ ",
        "{{{",
        "}}",
        "{%",
        "{% a %}",
        "{% a %}\n",
        "{% comment %}",
        "{% highlight %} endhighlight",
        "{#",
        "{# ",
        "{{!--",
        "{{/*",
        "{{< ",
        "<% ",
        "<%#",
        ":::",
        "::: a\n",
        "{#a",
        "{#a}",
        "{.a b=c}",
        "` `` ``` ",
        "\\`",
        "```\n",
        "~~~a\n",
        "> ```\n",
        "<code>",
        "<pre ",
        "1. - > ",
        "{a ",
        "\n{a ",
        "\n{`",
        "{\\'",
        "{/*",
        "{// a",
        "${",
        "<A b={",
        "<A b='",
        "<A b",
        "<A>",
        "<A>\n",
        "</A>\n",
        "<>",
        "\n\nimport a from 'b'",
        "\n\nexport const a = {",
        "\n\n    - a",
        "\n     a",
    ];
    for part in parts {
        let repeated = part.repeat(many / part.len());
        for before in ["", "<div>"] {
            let source = format!("{before}{repeated}\n---\n");
            for format in FORMATS {
                parse(&source, format);
            }
            parse(&format!("---\n{source}"), Format::Markdown);
        }
    }
    let mut references = String::new();
    for number in 0..many {
        writeln!(references, "[r{number}]: https://a.example/{number}")
            .expect("strings can be written to");
    }
    parse(&references, Format::Markdown);
    parse(&references, Format::Mdx);
    let unclosed = "<blockquote>".repeat(many) + &"</li>".repeat(many);
    parse(&unclosed, Format::Markdown);
    parse(&unclosed, Format::Html);
    parse(&unclosed, Format::Mdx);
    let line = "word and words. ".repeat(10 * many);
    for format in FORMATS {
        assert_eq!(parse(&line, format).blocks.len(), 1);
    }
}
