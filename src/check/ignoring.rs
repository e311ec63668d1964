//! The edit of a document after which a rule leaves all of it alone.

use crate::markup::{Format, front_matter};
use crate::text::{Edit, Span, edit};

/// What stands before the names in a comment for the whole document.
const DIRECTIVE: &str = "housestyle ignore-file:";

/// The edits after which `rules` are ignored in the whole document: in its front matter if it has
/// one, else in a comment. `None` where the format has neither.
///
/// Of `source` no more is needed than its beginning: the front matter, and what stands before
/// the text.
pub fn all_in_document<'r>(
    source: &str,
    format: Format,
    rules: impl IntoIterator<Item = &'r str>,
) -> Option<Vec<Edit>> {
    let (mut text, mut edits) = (source.to_owned(), Vec::new());
    for rule in rules {
        let edit = [in_document(&text, format, rule)?];
        text = edit::apply(&text, &edit)?;
        edits = edit::compose(&edits, &edit);
    }
    Some(edits)
}

/// The same for one.
fn in_document(source: &str, format: Format, rule: &str) -> Option<Edit> {
    if format == Format::Plain {
        return None;
    }
    front_matter::ignoring(source, rule).or_else(|| in_comment(source, format, rule))
}

/// Whether `source` begins like front matter that it does not end, so that more of the document
/// has to be seen.
pub fn may_go_on(source: &str) -> bool {
    front_matter::may_end(source) == source.len() && !source.is_empty()
}

/// The edit that puts it into a comment before the text.
fn in_comment(source: &str, format: Format, rule: &str) -> Option<Edit> {
    // A comment would end in such a name.
    if rule.contains("--") || rule.contains("*/") || rule.contains(',') {
        return None;
    }
    let body = front_matter::body(source);
    let at = match format {
        Format::Html => body + prolog(source.get(body..)?),
        _ => body,
    };
    let (opening, closing) = match format {
        Format::Mdx => ("{/*", "*/}"),
        _ => ("<!--", "-->"),
    };
    let rest = source.get(at..)?;
    if let Some(end) = names_end(rest, opening) {
        return Some(insert(at + end, format!(", {rule}")));
    }
    let line_break = if rest.contains("\r\n") { "\r\n" } else { "\n" };
    let comment = format!("{opening} {DIRECTIVE} {rule} {closing}");
    Some(match format {
        Format::Html if at > body => insert(at, format!("{line_break}{comment}")),
        Format::Html => insert(at, format!("{comment}{line_break}")),
        _ => insert(at, format!("{comment}{line_break}{line_break}")),
    })
}

fn insert(at: usize, text: String) -> Edit {
    Edit::new(Span::new(at, at), text)
}

/// Where the names end in a comment for the whole document that `rest` begins with.
fn names_end(rest: &str, opening: &str) -> Option<usize> {
    let before = rest.len() - rest.trim_start().len();
    let comment = rest.trim_start().strip_prefix(opening)?;
    let gap = comment.len() - comment.trim_start().len();
    let names = comment.trim_start().strip_prefix(DIRECTIVE)?;
    let end = names.find("--").into_iter().chain(names.find("*/")).min()?;
    let names = names.get(..end)?.trim_end();
    let is_one_line = !names.contains(['\n', '\r']) && !names.trim().is_empty();
    is_one_line.then(|| before + opening.len() + gap + DIRECTIVE.len() + names.len())
}

/// How many bytes of an HTML document must stay first: its declaration and its type.
fn prolog(source: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = source.get(length..).unwrap_or("");
        let tag = rest.trim_start();
        let is_first = tag.starts_with("<?xml")
            || tag
                .get(..9)
                .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
        let Some(end) = tag.find('>').filter(|_| is_first) else {
            return length;
        };
        length += rest.len() - tag.len() + end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::rules::RuleSet;
    use crate::rules::compile::{CompileOptions, compile};
    use crate::rules::definition::{Naming, style};
    use crate::rules::value::FileId;

    fn rules() -> RuleSet {
        let naming = Naming {
            stem: "desk",
            folder: None,
        };
        let text = "[[rule]]\nid = 'x'\nphrases = ['utilize']\n[[rule]]\nid = 'y'\nphrases = ['commence']\n";
        let mut faults = Vec::new();
        let style = style::read(FileId(0), text, naming, &mut faults);
        compile(&[style], &[], &CompileOptions::default(), &mut faults)
    }

    /// A document that has one finding, and what it says afterwards.
    const CASES: &[(Format, &str, &str)] = &[
        (
            Format::Markdown,
            "We utilize it.\n",
            "<!-- housestyle ignore-file: desk.x -->\n\nWe utilize it.\n",
        ),
        (
            Format::Markdown,
            "\u{FEFF}We utilize it.\r\n",
            "\u{FEFF}<!-- housestyle ignore-file: desk.x -->\r\n\r\nWe utilize it.\r\n",
        ),
        (
            Format::Markdown,
            "<!-- housestyle ignore-file: desk.y -- old -->\n\nWe utilize, commence.\n",
            "<!-- housestyle ignore-file: desk.y, desk.x -- old -->\n\nWe utilize, commence.\n",
        ),
        (
            Format::Markdown,
            "---\ntitle: A\n---\nWe utilize it.\n",
            "---\ntitle: A\nhousestyle:\n  ignore: [desk.x]\n---\nWe utilize it.\n",
        ),
        (
            Format::Markdown,
            "---\r\ntitle: A\r\n---\r\nWe utilize it.\r\n",
            "---\r\ntitle: A\r\nhousestyle:\r\n  ignore: [desk.x]\r\n---\r\nWe utilize it.\r\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle:\n    variant: uk\ntitle: A\n---\nWe utilize it.\n",
            "---\nhousestyle:\n    ignore: [desk.x]\n    variant: uk\ntitle: A\n---\nWe utilize it.\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle: { variant: uk }\n---\nWe utilize it.\n",
            "---\nhousestyle: { ignore: [desk.x], variant: uk }\n---\nWe utilize it.\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle:\n  ignore: [desk.y] # old\n---\nWe utilize, commence.\n",
            "---\nhousestyle:\n  ignore: [desk.y, desk.x] # old\n---\nWe utilize, commence.\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle:\n  ignore: [\"desk.y\"]\n---\nWe utilize, commence.\n",
            "---\nhousestyle:\n  ignore: [\"desk.y\", desk.x]\n---\nWe utilize, commence.\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle:\n  ignore:\n    - 'desk.y'\ntitle: A\n---\nWe utilize, commence.\n",
            "---\nhousestyle:\n  ignore:\n    - 'desk.y'\n    - desk.x\ntitle: A\n---\nWe utilize, commence.\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle:\n  ignore: desk.y\n---\nWe utilize, commence.\n",
            "---\nhousestyle:\n  ignore: desk.y, desk.x\n---\nWe utilize, commence.\n",
        ),
        (
            Format::Markdown,
            "---\nhousestyle:\n  ignore: \"desk.y\"\n---\nWe utilize, commence.\n",
            "---\nhousestyle:\n  ignore: \"desk.y, desk.x\"\n---\nWe utilize, commence.\n",
        ),
        (
            Format::Markdown,
            "+++\ntitle = 'A'\n[params]\na = 1\n+++\nWe utilize it.\n",
            "+++\ntitle = 'A'\n[params]\na = 1\n[housestyle]\nignore = [\"desk.x\"]\n+++\nWe utilize it.\n",
        ),
        (
            Format::Markdown,
            "+++\n[housestyle]\nignore = ['desk.y']\n+++\nWe utilize, commence.\n",
            "+++\n[housestyle]\nignore = ['desk.y', \"desk.x\"]\n+++\nWe utilize, commence.\n",
        ),
        // What cannot be read has no place for it: a comment has.
        (
            Format::Markdown,
            "---\ntitle: \"A\n---\nWe utilize it.\n",
            "---\ntitle: \"A\n---\n<!-- housestyle ignore-file: desk.x -->\n\nWe utilize it.\n",
        ),
        (
            Format::Mdx,
            "import A from 'a'\n\nWe utilize it.\n",
            "{/* housestyle ignore-file: desk.x */}\n\nimport A from 'a'\n\nWe utilize it.\n",
        ),
        (
            Format::Mdx,
            "{/* housestyle ignore-file: desk.y */}\n\nWe utilize, commence.\n",
            "{/* housestyle ignore-file: desk.y, desk.x */}\n\nWe utilize, commence.\n",
        ),
        (
            Format::Html,
            "<p>We utilize it.</p>\n",
            "<!-- housestyle ignore-file: desk.x -->\n<p>We utilize it.</p>\n",
        ),
        (
            Format::Html,
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html><title>A</title><p>We utilize it.</p>\n",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<!-- housestyle ignore-file: desk.x -->\n<html><title>A</title><p>We utilize it.</p>\n",
        ),
    ];

    #[test]
    fn a_rule_is_ignored_where_it_can_be_written() {
        let rules = rules();
        for (format, before, after) in CASES {
            let found = check(before, *format, &rules);
            assert_eq!(found.len(), 1, "{before}: {found:?}");
            let edit = in_document(before, *format, "desk.x").expect("a place");
            let text = edit::apply(before, &[edit]).expect("an edit");
            assert_eq!(&text, after);
            assert_eq!(check(&text, *format, &rules), [], "{text}");
        }
        assert_eq!(in_document("We utilize it.", Format::Plain, "desk.x"), None);
    }
}
