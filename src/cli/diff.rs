//! A change as a unified diff, in the form that `git apply` and `patch -p1` take.
//!
//! It is made from the edits, so that its cost is that of reading the document once,
//! whatever changed. It must not know why something changed.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use anstyle::Style;
use similar::udiff::UnifiedHunkHeader;
use similar::{DiffOp, group_diff_ops};

use super::console::{Look, styles};
use super::documents::shown;
use super::faults::from_here;
use super::text_width::printable;
use crate::check::fixing::Fixed;
use crate::text::Edit;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// The diff of the document at `path` from `before` to what it is once `fixed`.
///
/// Where it is coloured it is for the eye only: what a terminal would obey is replaced.
pub(super) fn unified(path: &str, before: &str, fixed: &Fixed, look: Look) -> String {
    // Tools that read diffs know no other line break; a lone CR is part of its line.
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = fixed.text.split_inclusive('\n').collect();
    let page = Page { look };
    let mut output = page.heading("---", "a", path) + &page.heading("+++", "b", path);
    for hunk in group_diff_ops(operations(&old, &new, &fixed.edits), CONTEXT) {
        let place = UnifiedHunkHeader::new(&hunk).to_string();
        output.push_str(&look.paint(styles::PLACE, &place));
        output.push('\n');
        for operation in hunk {
            let (removed, added) = (operation.old_range(), operation.new_range());
            if matches!(operation, DiffOp::Equal { .. }) {
                page.lines(&mut output, ' ', &old, removed);
            } else {
                page.lines(&mut output, '-', &old, removed);
                page.lines(&mut output, '+', &new, added);
            }
        }
    }
    output
}

/// A run of lines that edits touch.
struct Touched {
    /// The lines of the old text, from 0.
    lines: Range<usize>,
    /// Bytes that edits put in.
    added: usize,
    /// Bytes that they take out.
    removed: usize,
}

/// The lines that `edits` touch; those next to each other together.
fn touched(old: &[&str], edits: &[Edit]) -> Vec<Touched> {
    let starts = old.iter().scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        Some(start)
    });
    let starts: Vec<usize> = starts.collect();
    let line_at = |offset| {
        let lines_begun = starts.partition_point(|start| *start <= offset);
        lines_begun.saturating_sub(1)
    };
    let mut runs: Vec<Touched> = Vec::new();
    for edit in edits {
        let lines = line_at(edit.span.start)..line_at(edit.span.end) + 1;
        let (added, removed) = (edit.text.len(), edit.span.len());
        match runs.last_mut() {
            Some(run) if lines.start <= run.lines.end => {
                run.lines.end = lines.end;
                run.added += added;
                run.removed += removed;
            }
            _ => runs.push(Touched {
                lines,
                added,
                removed,
            }),
        }
    }
    runs
}

/// The lines that stay and those that change, by the edits that lead from `old` to `new`.
fn operations(old: &[&str], new: &[&str], edits: &[Edit]) -> Vec<DiffOp> {
    let mut operations = Operations::default();
    for run in touched(old, edits) {
        operations.equal(run.lines.start - operations.old);
        let removed = old.get(run.lines).unwrap_or(&[]);
        let bytes: usize = removed.iter().map(|line| line.len()).sum();
        let mut left = bytes + run.added - run.removed;
        let rest = new.get(operations.new..).unwrap_or(&[]);
        let added = rest.iter().take_while(|line| {
            let is_part = left > 0;
            left = left.saturating_sub(line.len());
            is_part
        });
        operations.replace(removed, rest.split_at(added.count()).0);
    }
    operations.equal(old.len() - operations.old);
    operations.list
}

/// Operations in the making.
#[derive(Default)]
struct Operations {
    list: Vec<DiffOp>,
    /// The next line of the old text, from 0.
    old: usize,
    /// The next line of the new text.
    new: usize,
}

impl Operations {
    fn equal(&mut self, lines: usize) {
        if lines == 0 {
            return;
        }
        match self.list.last_mut() {
            Some(DiffOp::Equal { len, .. }) => *len += lines,
            _ => self.list.push(DiffOp::Equal {
                old_index: self.old,
                new_index: self.new,
                len: lines,
            }),
        }
        self.old += lines;
        self.new += lines;
    }

    /// Of the lines that change those at either end that are the same stay.
    fn replace(&mut self, old: &[&str], new: &[&str]) {
        let same = |(one, other): &(&&str, &&str)| one == other;
        let before = old.iter().zip(new).take_while(same).count();
        let (old, new) = (old.split_at(before).1, new.split_at(before).1);
        let after = old.iter().rev().zip(new.iter().rev());
        let after = after.take_while(same).count();
        self.equal(before);
        let (old_len, new_len) = (old.len() - after, new.len() - after);
        if old_len > 0 || new_len > 0 {
            self.list.push(DiffOp::Replace {
                old_index: self.old,
                old_len,
                new_index: self.new,
                new_len,
            });
        }
        self.old += old_len;
        self.new += new_len;
        self.equal(after);
    }
}

/// How lines are written.
struct Page {
    look: Look,
}

impl Page {
    /// `--- a/path`.
    fn heading(&self, mark: &str, side: &str, path: &str) -> String {
        let heading = format!("{mark} {}", name_of(side, path));
        self.look.paint(styles::HEADING, &heading) + "\n"
    }

    /// Some of `lines`, each after `mark`.
    fn lines(&self, output: &mut String, mark: char, lines: &[&str], range: Range<usize>) {
        let style = match mark {
            '-' => styles::REMOVED,
            '+' => styles::FIX,
            _ => Style::new(),
        };
        for line in lines.get(range).unwrap_or(&[]) {
            if self.look.colour {
                let line = printable(line.trim_end_matches(['\r', '\n']));
                output.push_str(&self.look.paint(style, &format!("{mark}{line}")));
                output.push('\n');
            } else {
                output.push(mark);
                output.push_str(line);
                if !line.ends_with('\n') {
                    output.push('\n');
                }
            }
            if !line.ends_with('\n') {
                output.push_str("\\ No newline at end of file\n");
            }
        }
    }
}

/// The name of the document at `path` on one side of a diff, `a/path`: below the folder
/// in which the diff is applied, as `git` writes it where it has odd characters.
fn name_of(side: &str, path: &str) -> String {
    let path = shown(&from_here(Path::new(path)));
    let mut path = path.as_str();
    while let Some(rest) = path.strip_prefix("./").or(path.strip_prefix('/')) {
        path = rest;
    }
    let name = format!("{side}/{path}");
    let is_odd = |c: char| c.is_control() || matches!(c, '"' | '\\');
    if !name.contains(is_odd) {
        // Without the tab a name would end at its first space.
        let end = if name.contains(char::is_whitespace) {
            "\t"
        } else {
            ""
        };
        return name + end;
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        if c.is_control() {
            for byte in c.to_string().bytes() {
                let _ = write!(quoted, "\\{byte:03o}");
            }
        } else if is_odd(c) {
            quoted.extend(['\\', c]);
        } else {
            quoted.push(c);
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, edit};

    fn fixed(before: &str, edits: Vec<Edit>) -> Fixed {
        Fixed {
            text: edit::apply(before, &edits).expect("they fit"),
            edits,
            fixes: 1,
            left: Vec::new(),
        }
    }

    /// Replaces each of `words`, which stand in `before` in this order; `expected` is the
    /// diff without its heading.
    #[track_caller]
    fn check(before: &str, words: &[(&str, &str)], expected: &str) {
        let mut from = 0;
        let mut edits = Vec::new();
        for (old, new) in words {
            let start = from + before[from..].find(old).expect("it is there");
            from = start + old.len();
            edits.push(Edit::new(Span::new(start, from), *new));
        }
        let diff = unified("a.md", before, &fixed(before, edits), Look::PLAIN);
        let body = diff.strip_prefix("--- a/a.md\n+++ b/a.md\n");
        assert_eq!(body, Some(expected), "{before:?} {words:?}");
    }

    #[test]
    fn lines_that_change_are_shown_with_three_around() {
        check(
            "a",
            &[("a", "b")],
            "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
        );
        check(
            "a\r\nb\r\n",
            &[("b", "c")],
            "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n",
        );
        // Lines next to each other change together.
        check(
            "a\nb\n",
            &[("a", "c"), ("b", "d")],
            "@@ -1,2 +1,2 @@\n-a\n-b\n+c\n+d\n",
        );
        check(
            "a\nb\nc\n",
            &[("a\nb", "d e")],
            "@@ -1,3 +1,2 @@\n-a\n-b\n+d e\n c\n",
        );
        check("a\nb\nc\n", &[("b\n", "")], "@@ -1,3 +1,2 @@\n a\n-b\n c\n");
        check("a\nb\n", &[("a", "a\nx")], "@@ -1,2 +1,3 @@\n a\n+x\n b\n");
        check(
            "a\nb",
            &[("\nb", "")],
            "@@ -1,2 +1 @@\n-a\n-b\n\\ No newline at end of file\n+a\n\\ No newline at end of file\n",
        );
        check(
            "a",
            &[("a", "")],
            "@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n",
        );
        let far = "x\n1\n2\n3\n4\n5\n6\n7\nx\n";
        check(
            far,
            &[("x", "y"), ("x", "y")],
            "@@ -1,4 +1,4 @@\n-x\n+y\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-x\n+y\n",
        );
        let near = "x\n1\n2\n3\n4\n5\n6\nx\n";
        check(
            near,
            &[("x", "y"), ("x", "y")],
            "@@ -1,8 +1,8 @@\n-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n",
        );
    }

    #[test]
    fn names_are_read_back_by_what_applies_a_diff() {
        let cases = [
            ("x.md", "a/x.md"),
            ("./x/y.md", "a/x/y.md"),
            (".//x.md", "a/x.md"),
            ("/x/y.md", "a/x/y.md"),
            ("../x.md", "a/../x.md"),
            ("-", "a/-"),
            ("x y.md", "a/x y.md\t"),
            ("é.md", "a/é.md"),
            ("x\n\"\u{1b}.md", "\"a/x\\012\\\"\\033.md\""),
        ];
        for (path, expected) in cases {
            assert_eq!(name_of("a", path), expected, "{path:?}");
        }
    }

    #[test]
    fn a_terminal_is_told_nothing_but_colours() {
        let before = "a\u{1b}[2J\r\n";
        let edits = vec![Edit::new(Span::new(0, 1), "b")];
        let look = Look {
            colour: true,
            ..Look::PLAIN
        };
        let diff = unified("a.md", before, &fixed(before, edits), look);
        assert!(diff.contains("-a␛[2J\u{1b}"), "{diff:?}");
        assert!(!diff.contains(['\r']), "{diff:?}");
    }

    proptest::proptest! {
        /// The old lines of the hunks are lines of the old text, the new ones of the new.
        #[test]
        fn a_diff_leads_from_one_text_to_the_other(
            before in "[ab\n]{0,60}",
            cuts in proptest::collection::vec((0usize..9, 0usize..9, "[x\n]{0,4}"), 1..6),
        ) {
            let mut edits = Vec::new();
            let mut free = 0;
            for (gap, length, text) in cuts {
                let span = Span::new(free + gap, free + gap + length);
                if span.end <= before.len() {
                    edits.push(Edit::new(span, text));
                    free = span.end + 1;
                }
            }
            let fixed = fixed(&before, edits);
            let (old, new) = (before.split_inclusive('\n').collect::<Vec<_>>(), fixed.text.split_inclusive('\n').collect::<Vec<_>>());
            let (mut old_done, mut new_done) = (0, 0);
            for operation in operations(&old, &new, &fixed.edits) {
                let (from, to) = (operation.old_range(), operation.new_range());
                proptest::prop_assert_eq!((from.start, to.start), (old_done, new_done));
                if matches!(operation, DiffOp::Equal { .. }) {
                    proptest::prop_assert_eq!(&old[from.clone()], &new[to.clone()]);
                }
                (old_done, new_done) = (from.end, to.end);
            }
            proptest::prop_assert_eq!((old_done, new_done), (old.len(), new.len()));
        }
    }
}
