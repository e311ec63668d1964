//! The tags of template languages: Jinja, Liquid, Go and Hugo, Handlebars, ERB.

/// How a tag is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delimiters {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// [`Kind::Value`] also where what stands inside decides.
    kind: Kind,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text stands in its place.
    Value,
    /// What is around it is repeated, left out, wrapped.
    Control,
    /// Nothing: it is for whoever reads the source.
    Comment,
}

/// Those that begin alike in the order in which they are to be tried.
pub(super) const DELIMITERS: [Delimiters; 14] = [
    delimiters("{{!--", "--}}", Kind::Comment),
    delimiters("{{!", "}}", Kind::Comment),
    delimiters("{{/*", "*/}}", Kind::Comment),
    delimiters("{{- /*", "*/ -}}", Kind::Comment),
    delimiters("{{<", ">}}", Kind::Control),
    delimiters("{{%", "%}}", Kind::Control),
    delimiters("{{{", "}}}", Kind::Value),
    delimiters("{{", "}}", Kind::Value),
    delimiters("{%", "%}", Kind::Control),
    delimiters("{#", "#}", Kind::Comment),
    delimiters("<%--", "--%>", Kind::Comment),
    delimiters("<%#", "%>", Kind::Comment),
    delimiters("<%=", "%>", Kind::Value),
    delimiters("<%", "%>", Kind::Control),
];

const fn delimiters(open: &'static str, close: &'static str, kind: Kind) -> Delimiters {
    Delimiters { open, close, kind }
}

/// The words with which the tags of Go and Handlebars begin that put nothing in their place.
const CONTROL_WORDS: &[&str] = &[
    "block", "break", "continue", "define", "else", "end", "if", "range", "unless", "with",
];

impl Delimiters {
    /// The first bytes of all tags of the language; no tag holds them.
    pub(super) fn core(&self) -> &'static str {
        self.open.get(..2).unwrap_or(self.open)
    }

    /// What a tag does that holds `inside`.
    pub(super) fn kind_of(&self, inside: &str) -> Kind {
        let inside = trimmed(inside);
        let is_control = self.open == "{{"
            && (inside.starts_with(['#', '/', '^', '>']) || CONTROL_WORDS.contains(&word(inside)));
        if is_control { Kind::Control } else { self.kind }
    }

    /// Which of [`PAIRS`] a tag that holds `inside` begins.
    pub(super) fn pair_of(&self, inside: &str) -> Option<usize> {
        let word = word(trimmed(inside));
        PAIRS
            .iter()
            .position(|pair| pair.open == self.open && pair.word == word)
    }
}

/// Two tags between which no prose stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) open: &'static str,
    close: &'static str,
    word: &'static str,
    /// What the second tag holds.
    end: &'static str,
    /// Whether code stands between them, and not a comment.
    pub(super) is_code: bool,
}

pub(super) const PAIRS: [Pair; 4] = [
    Pair {
        open: "{%",
        close: "%}",
        word: "comment",
        end: "endcomment",
        is_code: false,
    },
    Pair {
        open: "{%",
        close: "%}",
        word: "highlight",
        end: "endhighlight",
        is_code: true,
    },
    Pair {
        open: "{{<",
        close: ">}}",
        word: "highlight",
        end: "/highlight",
        is_code: true,
    },
    Pair {
        open: "{{%",
        close: "%}}",
        word: "highlight",
        end: "/highlight",
        is_code: true,
    },
];

impl Pair {
    /// Whether a tag that goes on with `inside` may be the first of the two.
    pub(super) fn begins(&self, inside: &str) -> bool {
        word(trimmed(inside)) == self.word
    }

    /// The first place at or behind `from` where the word of a second tag stands.
    pub(super) fn find_end(&self, text: &str, from: usize) -> Option<usize> {
        let mut found = text.get(from..)?.match_indices(self.end);
        found
            .find(|(at, _)| self.tag_around(text, from + at).is_some())
            .map(|(at, _)| from + at)
    }

    /// Where the second tag starts and ends whose word stands at `at`.
    pub(super) fn tag_around(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let is_space = |char: char| matches!(char, '-' | '+' | ' ' | '\t');
        let before = text.get(..at)?.trim_end_matches(is_space);
        let behind = text
            .get(at + self.end.len()..)?
            .trim_start_matches(is_space);
        let start = before.strip_suffix(self.open)?.len();
        let rest = behind.strip_prefix(self.close)?;
        Some((start, text.len() - rest.len()))
    }
}

fn trimmed(inside: &str) -> &str {
    inside.trim_start_matches(['-', '+', '~']).trim_start()
}

/// The word that `text` starts with; empty if it is a part of an expression.
fn word(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_alphanumeric() && char != '_');
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    if rest.starts_with(['.', '[', '(']) {
        ""
    } else {
        word
    }
}
