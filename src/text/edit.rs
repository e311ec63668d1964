//! Replacements of spans, alone and in sets.

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
