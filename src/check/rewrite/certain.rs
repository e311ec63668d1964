//! Which edits cannot change how a document parses, by the look of them.
//!
//! A text of letters in the place of another is no matter for a parser. What is not
//! seen to be harmless here is proved by parsing again.

use crate::check::block::View;
use crate::markup::{Format, Scope};
use crate::text::{Edit, Span};

/// So many bytes before an edit are searched for the start of its line.
const LONGEST_LOOK: usize = 256;

/// Marks that mean nothing to any parser within a line of text.
const PLAIN_MARKS: &str = "'\",.-;?!()/";

/// Marks beside which only the kind of a character counts, not the character: a letter for
/// a letter leaves a delimiter what it is.
const DELIMITERS: &str = "*_~[]()<>'\".,;:!?-/|`";

/// Blocks that are written by rules of their own, such as values in quotes.
const BESIDE: [Scope; 5] = [
    Scope::Alt,
    Scope::Code,
    Scope::Comment,
    Scope::FrontMatter,
    Scope::Html,
];

/// Whether `edit` surely leaves the markup as it is, but for whole elements of emphasis that
/// go, of which these are the `tags`, sorted: a pair of delimiters is nothing to others.
pub(super) fn is_certain(view: &View<'_>, edit: &Edit, tags: &[Span]) -> bool {
    if BESIDE.iter().any(|scope| view.block.is_in(*scope)) {
        return false;
    }
    let Some(old) = edit.span.text(view.source) else {
        return false;
    };
    let before = view.source.get(..edit.span.start).unwrap_or("");
    let behind = view.source.get(edit.span.end..).unwrap_or("");
    let keeps_edges = match (edit.text.chars().next(), edit.text.chars().next_back()) {
        (Some(first), Some(last)) => {
            let before = before.chars().next_back();
            before != Some('<')
                && is_harmless(before, first, old.chars().next())
                && is_harmless(behind.chars().next(), last, old.chars().next_back())
        }
        _ => may_meet(before.chars().next_back(), behind.chars().next()),
    };
    keeps_edges
        && is_plain(&without_tags(view.source, edit.span, tags))
        && is_plain(&edit.text)
        && starts_lines_with_letters(view.format(), before, &edit.text, behind)
}

/// The text of `span` without the `tags` that stand in it.
fn without_tags(source: &str, span: Span, tags: &[Span]) -> String {
    let mut kept = String::with_capacity(span.len());
    let mut done = span.start;
    for tag in tags.iter().filter(|tag| span.contains(**tag)) {
        kept.push_str(source.get(done..tag.start).unwrap_or(""));
        done = tag.end;
    }
    kept.push_str(source.get(done..span.end).unwrap_or(""));
    kept
}

/// Letters, figures, white space and harmless marks; after line ends what stands before
/// lines in block quotes.
fn is_plain(text: &str) -> bool {
    let mut lines = text.split(['\n', '\r']);
    let first = lines.next().unwrap_or("");
    let rest = lines.map(without_prefix);
    std::iter::once(first).chain(rest).all(|line| {
        line.chars().all(|c| {
            !c.is_ascii() || c.is_ascii_alphanumeric() || c == ' ' || PLAIN_MARKS.contains(c)
        })
    })
}

fn without_prefix(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// Whether `new` beside `neighbour` is to a parser what `old` was there.
fn is_harmless(neighbour: Option<char>, new: char, old: Option<char>) -> bool {
    let same_kind = new.is_alphanumeric() && old.is_some_and(char::is_alphanumeric);
    neighbour
        .is_none_or(|c| is_ordinary(c) || (same_kind && (!c.is_ascii() || DELIMITERS.contains(c))))
}

/// Whether two characters may come together: not a delimiter, nor two spaces.
fn may_meet(before: Option<char>, behind: Option<char>) -> bool {
    let white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    before.is_none_or(is_ordinary)
        && behind.is_none_or(|c| is_ordinary(c) || ".,;?!)".contains(c))
        && !(white(before) && white(behind))
}

fn is_ordinary(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace()
}

/// Whether no line starts otherwise than with a letter because of `text` between `before`
/// and `behind`.
fn starts_lines_with_letters(format: Format, before: &str, text: &str, behind: &str) -> bool {
    if format == Format::Html {
        return true;
    }
    let is_script = |line: &str| line.starts_with("import") || line.starts_with("export");
    let is_text = |line: &str| {
        let line = if line.is_empty() { behind } else { line };
        line.starts_with(char::is_alphabetic) && !(format == Format::Mdx && is_script(line))
    };
    let mut lines = text.split(['\n', '\r']).peekable();
    let first = lines.next().unwrap_or("");
    if !has_letter_on_line(before) && !is_text(first) {
        return false;
    }
    while let Some(line) = lines.next() {
        let line = without_prefix(line);
        // Nothing stands between CR and LF.
        let is_line = !line.is_empty() || lines.peek().is_none();
        if is_line && !is_text(line) {
            return false;
        }
    }
    true
}

/// Whether the line that `before` ends in has a letter.
fn has_letter_on_line(before: &str) -> bool {
    let near = before
        .get(before.ceil_char_boundary(before.len().saturating_sub(LONGEST_LOOK))..)
        .unwrap_or("");
    let line = near.chars().rev().take_while(|c| !matches!(c, '\n' | '\r'));
    line.into_iter().any(char::is_alphabetic)
}
