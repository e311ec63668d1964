//! Ids of rules: `style.rule`, or `style.file.rule` where a style is a folder.

use smol_str::{SmolStr, SmolStrBuilder};

/// Whether `id` is a rule's id, or names all rules below it: `a.b` covers `a.b` and `a.b.c`.
pub fn covers(id: &str, rule: &str) -> bool {
    rule.strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The id of the rule that its style calls `part`.
pub fn whole(style: &str, part: &str) -> SmolStr {
    let mut id = SmolStrBuilder::new();
    for piece in [style, ".", part] {
        id.push_str(piece);
    }
    id.finish()
}

/// Whether `part` can stand between two full stops: letters, digits, `-` and `_`.
pub fn is_part(part: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let others = || {
        part.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    !part.is_empty() && (part.bytes().all(is_plain) || others())
}

/// An id made from a phrase: small letters and digits, `-` for any run of anything else.
pub fn from_phrase(phrase: &str) -> SmolStr {
    // Nearly all are short and plain, and made without asking for memory.
    let mut plain = [0; 48];
    if phrase.len() <= plain.len() && phrase.is_ascii() {
        let mut len = 0;
        for byte in phrase.bytes() {
            let is_part = byte.is_ascii_alphanumeric();
            if is_part || (len > 0 && plain[len - 1] != b'-') {
                plain[len] = if is_part {
                    byte.to_ascii_lowercase()
                } else {
                    b'-'
                };
                len += 1;
            }
        }
        return not_empty(std::str::from_utf8(&plain[..len]).unwrap_or(""));
    }
    let mut id = String::with_capacity(phrase.len());
    for c in phrase.chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    not_empty(&id)
}

/// What was made of a phrase, without the last `-`.
fn not_empty(id: &str) -> SmolStr {
    match id.strip_suffix('-').unwrap_or(id) {
        "" => SmolStr::new_static("entry"),
        id => SmolStr::new(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cover_what_is_below_them() {
        for (id, rule, expected) in [
            ("desk", "desk.x", true),
            ("desk.x", "desk.x", true),
            ("desk.x", "desk.xy", false),
            ("desk.x", "desk.x.y", true),
            ("des", "desk.x", false),
            ("desk.x", "desk", false),
        ] {
            assert_eq!(covers(id, rule), expected, "{id} {rule}");
        }
    }

    #[test]
    fn phrases_make_ids() {
        for (phrase, expected) in [
            ("North Korea", "north-korea"),
            ("U.S.", "u-s"),
            ("C++", "c"),
            ("++", "entry"),
            ("Café  noir!", "café-noir"),
            ("漢字", "漢字"),
            ("", "entry"),
            ("- A -- b -", "a-b"),
            (
                "What is longer than most phrases, and has a Capital.",
                "what-is-longer-than-most-phrases-and-has-a-capital",
            ),
        ] {
            assert_eq!(from_phrase(phrase), expected);
        }
    }
}
