//! Replacements of spans, alone, in sets, and one set after another.

use super::Span;

/// One replacement: the text of `span` becomes `text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced, in bytes of the document before any edit.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// The edit that puts `text` in the place of `span`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }
}

/// Applies `edits` to `source`, each given in the offsets of `source` itself.
///
/// Edits may come in any order. `None` if two overlap or one does not fit on
/// character boundaries: then nothing is applied.
pub fn apply(source: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(source.len());
    let mut done = 0;
    for edit in sorted {
        result.push_str(source.get(done..edit.span.start)?);
        source.get(edit.span.range())?;
        result.push_str(&edit.text);
        done = edit.span.end;
    }
    result.push_str(source.get(done..)?);
    Some(result)
}

/// The edits that do at once what `first` does, and then `second` to what came of it.
///
/// Both are sorted and without overlaps; `second` is in the offsets of the text after
/// `first`, the result in those of the text before. Edits that touch become one.
pub fn compose(first: &[Edit], second: &[Edit]) -> Vec<Edit> {
    let first = placed(first);
    let (mut first, mut second) = (first.as_slice(), second);
    let mut composed = Vec::with_capacity(first.len() + second.len());
    // Bytes that the edits of `first` so far have put in, and those that they have taken out.
    let (mut added, mut removed) = (0, 0);
    loop {
        let starts = [
            first.first().map(|(between, _)| between.start),
            second.first().map(|edit| edit.span.start),
        ];
        let Some(start) = starts.into_iter().flatten().min() else {
            return composed;
        };
        let (mut firsts, mut seconds, mut end) = (0, 0, start);
        loop {
            let next_first = first.get(firsts).map(|(between, _)| *between);
            let next_second = second.get(seconds).map(|edit| edit.span);
            let touching = |span: &Span| span.start <= end;
            if let Some(between) = next_first.filter(touching) {
                end = end.max(between.end);
                firsts += 1;
            } else if let Some(span) = next_second.filter(touching) {
                end = end.max(span.end);
                seconds += 1;
            } else {
                break;
            }
        }
        let (of_first, of_second) = (first.split_at(firsts), second.split_at(seconds));
        let source_start = start + removed - added;
        for (between, edit) in of_first.0 {
            added += between.len();
            removed += edit.span.len();
        }
        let span = Span::new(source_start, end + removed - added);
        let text = merged(of_first.0, of_second.0, Span::new(start, end));
        composed.push(Edit { span, text });
        (first, second) = (of_first.1, of_second.1);
    }
}

/// The edits, each with the span that its text has after all of them.
fn placed(edits: &[Edit]) -> Vec<(Span, &Edit)> {
    let (mut added, mut removed) = (0, 0);
    let placed = edits.iter().map(|edit| {
        let start = edit.span.start + added - removed;
        added += edit.text.len();
        removed += edit.span.len();
        (Span::new(start, start + edit.text.len()), edit)
    });
    placed.collect()
}

/// What stands at `span` of the text after `first`, each of whose bytes is from one of
/// them or replaced by one of `second`, once those are made too.
fn merged(first: &[(Span, &Edit)], second: &[Edit], span: Span) -> String {
    let kept = |from: usize, to: usize| {
        first.iter().filter_map(move |(between, edit)| {
            let start = from.max(between.start).checked_sub(between.start)?;
            let end = to.min(between.end).checked_sub(between.start)?;
            edit.text.get(start..end)
        })
    };
    let mut text = String::new();
    let mut done = span.start;
    for edit in second {
        text.extend(kept(done, edit.span.start));
        text.push_str(&edit.text);
        done = edit.span.end;
    }
    text.extend(kept(done, span.end));
    text
}

/// `edits` of `source` without the words at their ends that stay, and without those that
/// change nothing.
pub fn minimal(source: &str, edits: &[Edit]) -> Vec<Edit> {
    edits
        .iter()
        .filter_map(|edit| narrowed(source, edit))
        .collect()
}

fn narrowed(source: &str, edit: &Edit) -> Option<Edit> {
    let Some(old) = edit.span.text(source) else {
        return Some(edit.clone());
    };
    let new = edit.text.as_str();
    let prefix = common(old.chars().zip(new.chars()), |length| {
        is_gap(old, length) && is_gap(new, length)
    });
    let (old, new) = (old.get(prefix..)?, new.get(prefix..)?);
    let suffix = common(old.chars().rev().zip(new.chars().rev()), |length| {
        is_gap(old, old.len() - length) && is_gap(new, new.len() - length)
    });
    let start = edit.span.start + prefix;
    let span = Span::new(start, start + old.len() - suffix);
    let text = new.get(..new.len() - suffix)?;
    (!span.is_empty() || !text.is_empty()).then(|| Edit::new(span, text))
}

/// The greatest `fitting` number of bytes that the pairs have in common from their start.
fn common(pairs: impl Iterator<Item = (char, char)>, fitting: impl Fn(usize) -> bool) -> usize {
    let mut length = 0;
    let mut longest = 0;
    for (c, _) in pairs.take_while(|(one, other)| one == other) {
        length += c.len_utf8();
        if fitting(length) {
            longest = length;
        }
    }
    longest
}

/// Whether no word of `text` goes on at `offset`, nor a line break.
fn is_gap(text: &str, offset: usize) -> bool {
    let before = text.get(..offset).and_then(|text| text.chars().next_back());
    let after = text.get(offset..).and_then(|text| text.chars().next());
    match (before, after) {
        (Some('\r'), Some('\n')) => false,
        (Some(before), Some(after)) => before.is_whitespace() || after.is_whitespace(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Start, end and new text of each.
    type Edits<'a> = &'a [(usize, usize, &'a str)];

    #[test]
    fn edits_apply_in_any_order_or_not_at_all() {
        let edit = |start, end, text: &str| Edit::new(Span::new(start, end), text);
        let cases: [(&str, Vec<Edit>, Option<&str>); 6] = [
            ("abc", vec![], Some("abc")),
            ("abc", vec![edit(2, 3, "C"), edit(0, 1, "A")], Some("AbC")),
            ("abc", vec![edit(1, 1, "-")], Some("a-bc")),
            ("abc", vec![edit(0, 2, "x"), edit(1, 3, "y")], None),
            ("é", vec![edit(1, 2, "x")], None),
            ("abc", vec![edit(2, 9, "x")], None),
        ];
        for (source, edits, expected) in cases {
            assert_eq!(
                apply(source, &edits).as_deref(),
                expected,
                "{source} {edits:?}"
            );
        }
    }

    #[test]
    fn one_set_after_another_is_one_set() {
        // Source, first, second, both at once.
        let cases: [(&str, Edits, Edits, Edits); 8] = [
            ("abc", &[], &[], &[]),
            (
                "a b c",
                &[(0, 1, "xx")],
                &[(5, 6, "y")],
                &[(0, 1, "xx"), (4, 5, "y")],
            ),
            (
                "a b c",
                &[(4, 5, "")],
                &[(0, 1, "y")],
                &[(0, 1, "y"), (4, 5, "")],
            ),
            // Inside, around, and from one end.
            ("a b c", &[(2, 3, "xyz")], &[(3, 4, "-")], &[(2, 3, "x-z")]),
            ("a b c", &[(2, 3, "xyz")], &[(0, 7, "-")], &[(0, 5, "-")]),
            ("a b c", &[(2, 3, "xyz")], &[(4, 7, "-")], &[(2, 5, "xy-")]),
            // At the ends of what was put in.
            (
                "ab",
                &[(1, 1, "xy")],
                &[(1, 1, "<"), (3, 3, ">")],
                &[(1, 1, "<xy>")],
            ),
            // One that takes in two.
            (
                "abcdef",
                &[(1, 2, "B"), (4, 5, "EE")],
                &[(1, 5, "-")],
                &[(1, 5, "-E")],
            ),
        ];
        let made = |edits: Edits| -> Vec<Edit> {
            let edit = |(start, end, text): &(usize, usize, &str)| {
                Edit::new(Span::new(*start, *end), *text)
            };
            edits.iter().map(edit).collect()
        };
        for (source, first, second, expected) in cases {
            let (first, second, expected) = (made(first), made(second), made(expected));
            assert_eq!(
                compose(&first, &second),
                expected,
                "{source} {first:?} {second:?}"
            );
            let between = apply(source, &first).expect("it fits");
            assert_eq!(apply(&between, &second), apply(source, &expected));
        }
    }

    #[test]
    fn words_that_stay_are_left_out() {
        // What stands there, what is to, and what of it is replaced by what.
        let cases = [
            ("utilize", "use", "utilize", "use"),
            ("utilize it", "use it", "utilize", "use"),
            ("we utilize", "we use", "utilize", "use"),
            ("very good", "good", "very ", ""),
            ("good", "good boy", "", " boy"),
            ("a\r\nb", "a\nb", "\r\n", "\n"),
            ("a\r\nb", "c\r\nb", "a", "c"),
            ("a b c", "a c", "b ", ""),
            ("cafe\u{301} x", "cafe x", "cafe\u{301}", "cafe"),
        ];
        for (old, new, replaced, text) in cases {
            let source = format!("é {old}.");
            let edits = minimal(&source, &[Edit::new(Span::new(3, 3 + old.len()), new)]);
            let [edit] = edits.as_slice() else {
                panic!("{old:?} {new:?} {edits:?}");
            };
            let seen = (edit.span.text(&source), edit.text.as_str());
            assert_eq!(seen, (Some(replaced), text), "{old:?} {new:?}");
        }
        let same = Edit::new(Span::new(0, 1), "a");
        assert_eq!(minimal("ab", &[same]), []);
    }

    /// Cuts for edits in a text of `len` bytes, sorted and apart.
    fn edits(len: usize, cuts: &[(usize, usize, String)]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut free = 0;
        for (gap, length, text) in cuts {
            let start = free + gap;
            let end = start + length;
            if end > len {
                break;
            }
            edits.push(Edit::new(Span::new(start, end), text.as_str()));
            free = end + 1;
        }
        edits
    }

    proptest! {
        #[test]
        fn composing_equals_one_after_the_other(
            source in "[ab ]{0,30}",
            first in prop::collection::vec((0usize..6, 0usize..6, "[xy ]{0,4}"), 0..6),
            second in prop::collection::vec((0usize..6, 0usize..6, "[z ]{0,4}"), 0..6),
        ) {
            let first = edits(source.len(), &first);
            let between = apply(&source, &first).expect("it fits");
            let second = edits(between.len(), &second);
            let after = apply(&between, &second).expect("it fits");
            let composed = compose(&first, &second);
            prop_assert!(composed.is_sorted_by(|one, other| one.span.end < other.span.start), "{:?}", composed);
            prop_assert_eq!(&apply(&source, &composed), &Some(after.clone()));
            let minimal = minimal(&source, &composed);
            prop_assert_eq!(apply(&source, &minimal), Some(after), "{:?}", minimal);
        }
    }
}
