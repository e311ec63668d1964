//! Documents and edits that are as nasty as can be, for the laws of incremental checking.

use proptest::prelude::*;

use crate::text::Span;

/// One edit: where, as parts of 65,536 of the text, how many characters go, what comes.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    at: u16,
    removed: usize,
    text: String,
    /// Instead of all that, what the last edit did is undone.
    undo: bool,
}

/// What opens, closes, parts or joins blocks, and a few words.
const PIECES: &[&str] = &[
    "a",
    "word ",
    "puppet regime ",
    "Puppet\nregimes ",
    "utilize",
    "utilise e-mail the web site ",
    "email website ",
    "on May 3rd, 2026, or 03/04/26 ",
    "3 of twelve 5% in 12000 ",
    "the Puppet Union (PU) ",
    "PU ",
    "*",
    "**",
    "_em_ ",
    "`",
    "``",
    "```\n",
    "\n```\n",
    "~~~\n",
    "\n\n",
    "\n\n",
    "\n\n",
    "\n",
    "\r",
    "\r\n",
    "\r\n\r\n",
    "\n \n",
    " ",
    "    ",
    "\t",
    "> ",
    "\n> ",
    "- ",
    "\n- ",
    "\n\n- b",
    "* ",
    "1. ",
    "\n\n2) ",
    "# ",
    "\n## ",
    "===\n",
    "---",
    "\n---\n",
    "---\n",
    "+++\n",
    "***\n",
    "<!--",
    "-->",
    "<!-- c -->",
    "<div>\n",
    "</div>\n",
    "<blockquote>",
    "</blockquote>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<br>",
    "<!DOCTYPE",
    "<?",
    "?>",
    "[",
    "]",
    "(",
    ")",
    "[x]",
    "[X][]",
    "[y]: /u\n",
    "\n\n[x]: /u\n\n",
    "[x]: <",
    "![x]",
    "[^n]",
    "[^n]: note\n",
    "\n\n[^N]: note\n\n",
    "[^m]",
    "\n[^m]:\n",
    "|",
    "| a | b |\n",
    "|---|---|\n",
    "\n| a |\n|---|\n| b |\n",
    "$",
    "$$",
    "US$5",
    "\\",
    "&amp;",
    "&",
    "\"",
    "“",
    "”",
    "'",
    "’",
    "«",
    "{{ t }}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{% comment %}",
    "{% endcomment %}",
    ":::note\n",
    ":::\n",
    "{#id}",
    "\u{FEFF}",
    "\u{2028}",
    "😀",
    "é",
    "e\u{301}",
    "日本",
    "https://a.example/b",
    "[!NOTE]",
    "**Note:** ",
    "key: 1\n",
    "title: a puppet regime\n",
    "<!-- housestyle ignore: all -->",
    "\n\n<!-- housestyle ignore-begin: all -->\n\n",
    "\n\n<!-- housestyle ignore-end -->\n\n",
    "<!-- housestyle ignore-file: all -->",
    "the the ",
];

/// A document of such pieces.
pub(crate) fn document() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(piece(), 0..60);
    pieces.prop_map(|pieces| pieces.concat())
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        2 => Just("\n\nSome words here. ".to_owned()),
        1 => "[a-z \n]{0,8}",
    ]
}

/// Edits of a document, most of them small, some as large as a pasted page.
pub(crate) fn script() -> impl Strategy<Value = Vec<Step>> {
    let text = prop_oneof![
        12 => piece(),
        3 => Just(String::new()),
        2 => document(),
    ];
    let removed = prop_oneof![4 => Just(0_usize), 4 => 1_usize..4, 1 => 4_usize..200];
    let step = (any::<u16>(), removed, text, prop::bool::weighted(0.1));
    let step = step.prop_map(|(at, removed, text, undo)| Step {
        at,
        removed,
        text,
        undo,
    });
    prop::collection::vec(step, 1..12)
}

/// Makes the edits one after the other; `made` is told of each: the span in the text before,
/// what comes there, and the text after.
pub(crate) fn play(start: &str, script: &[Step], mut made: impl FnMut(Span, &str, &str)) {
    let mut text = start.to_owned();
    let mut last: Option<(Span, String)> = None;
    for step in script {
        let undone = last.take().filter(|_| step.undo);
        let (span, new) = undone.unwrap_or_else(|| {
            let at = text.floor_char_boundary(text.len() * usize::from(step.at) / 65_535);
            let rest = text.get(at..).unwrap_or("");
            let end = rest.char_indices().nth(step.removed);
            let end = end.map_or(text.len(), |(length, _)| at + length);
            (Span::new(at, end), step.text.clone())
        });
        let old = span.text(&text).unwrap_or("").to_owned();
        text.replace_range(span.range(), &new);
        last = Some((Span::new(span.start, span.start + new.len()), old));
        made(span, &new, &text);
    }
}
