//! JavaScript, as far as its brackets tell where it ends.

use rustc_hash::FxHashMap;

/// What matters of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `(`, `[` or `{`.
    Open(u8),
    Close(u8),
    LineEnd,
}

/// The signs of a script in order; those in strings and comments are none.
pub(super) struct Signs<'s> {
    bytes: &'s [u8],
    at: usize,
    /// Braces that are open.
    depth: usize,
    /// For each string in backticks that is open, the depth at which it goes on.
    resumes: Vec<usize>,
    /// Up to here no quote of the kind closes on its line.
    unclosed: [usize; 2],
    /// No comment closes any more.
    comments_end: bool,
}

impl<'s> Signs<'s> {
    /// The signs of `text[from..to]`, which starts outside of any string.
    pub(super) fn new(text: &'s str, from: usize, to: usize) -> Self {
        let bytes = text.as_bytes();
        Self {
            bytes: bytes.get(..to).unwrap_or(bytes),
            at: from,
            depth: 0,
            resumes: Vec::new(),
            unclosed: [0; 2],
            comments_end: true,
        }
    }

    fn rest(&self) -> &'s [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    /// Passes over a string in quotes. A quote that does not close on its line is no quote.
    fn string(&mut self, quote: u8) {
        let kind = usize::from(quote == b'"');
        if self.at < self.unclosed[kind] {
            self.at += 1;
            return;
        }
        let mut at = self.at + 1;
        while let Some(byte) = self.bytes.get(at) {
            match *byte {
                b'\n' | b'\r' => break,
                b'\\' if !matches!(self.bytes.get(at + 1), Some(b'\n' | b'\r')) => at += 1,
                byte if byte == quote => {
                    self.at = at + 1;
                    return;
                }
                _ => {}
            }
            at += 1;
        }
        self.unclosed[kind] = at;
        self.at += 1;
    }

    /// Passes over what stands in backticks, up to its end or to a script inside.
    fn template(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match *byte {
                b'\\' => self.at += 1,
                b'`' => return,
                b'$' if self.rest().starts_with(b"{") => {
                    self.at += 1;
                    self.resumes.push(self.depth);
                    self.depth += 1;
                    return;
                }
                _ => {}
            }
        }
    }

    fn comment(&mut self) {
        let before = self.at.checked_sub(1).and_then(|at| self.bytes.get(at));
        let rest = self.rest();
        if rest.starts_with(b"/*") && self.comments_end {
            match rest.windows(2).skip(2).position(|pair| pair == b"*/") {
                Some(length) => self.at += length + 4,
                None => self.comments_end = false,
            }
        } else if rest.starts_with(b"//")
            // An address has a colon there.
            && before.is_none_or(|byte| byte.is_ascii_whitespace() || b"{}();,".contains(byte))
        {
            let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            self.at += length.unwrap_or(rest.len());
        }
    }
}

impl Iterator for Signs<'_> {
    type Item = (usize, Sign);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let at = self.at;
            let byte = *self.bytes.get(at)?;
            match byte {
                b'\'' | b'"' => {
                    self.string(byte);
                    continue;
                }
                b'/' => self.comment(),
                b'`' => {
                    self.at += 1;
                    self.template();
                    continue;
                }
                b'}' if self
                    .resumes
                    .last()
                    .is_some_and(|depth| depth + 1 == self.depth) =>
                {
                    self.resumes.pop();
                    self.depth -= 1;
                    self.at += 1;
                    self.template();
                    continue;
                }
                _ => {}
            }
            if self.at > at {
                continue;
            }
            self.at += 1;
            let sign = match byte {
                b'{' => {
                    self.depth += 1;
                    Sign::Open(byte)
                }
                b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    Sign::Close(byte)
                }
                b'(' | b'[' => Sign::Open(byte),
                b')' | b']' => Sign::Close(byte),
                b'\n' | b'\r' => Sign::LineEnd,
                _ => continue,
            };
            return Some((at, sign));
        }
    }
}

/// Finds where scripts in braces end, in linear time.
#[derive(Debug, Default)]
pub(super) struct Braces {
    /// Where the last script that has no end starts and what was looked through.
    failed: Option<(usize, usize)>,
    /// Which braces match inside it.
    matches: FxHashMap<usize, usize>,
}

impl Braces {
    /// One past the brace that closes the one at `at`, no further than `limit`.
    pub(super) fn end(&mut self, text: &str, at: usize, limit: usize) -> Option<usize> {
        if let Some((from, until)) = self.failed
            && from <= at
            && at < until
        {
            return self.matches.get(&at).copied().filter(|end| *end <= limit);
        }
        self.matches.clear();
        let mut open = Vec::new();
        for (place, sign) in Signs::new(text, at, limit) {
            match sign {
                Sign::Open(b'{') => open.push(place),
                Sign::Close(b'}') => {
                    let start = open.pop()?;
                    if open.is_empty() {
                        return Some(place + 1);
                    }
                    self.matches.insert(start, place + 1);
                }
                _ => {}
            }
        }
        self.failed = Some((at, limit));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_in_strings_and_comments_are_none() {
        let cases = [
            ("{a} b", Some(3)),
            ("{a {b} c}", Some(9)),
            ("{'}'}", Some(5)),
            ("{\"\\\"}\"}", Some(7)),
            ("{`}${a + `}`}`}", Some(15)),
            ("{/* } */}", Some(9)),
            ("{a // }\n}", Some(9)),
            ("{<a>it's</a>}", Some(13)),
            ("{<a>http://b</a>}", Some(17)),
            ("{", None),
            ("{{}", None),
            ("{`}", None),
            ("{/* }", Some(5)),
        ];
        for (text, expected) in cases {
            assert_eq!(
                Braces::default().end(text, 0, text.len()),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn what_stands_inside_a_script_without_end_is_remembered() {
        let text = "{a {b} {c";
        let mut braces = Braces::default();
        for (at, expected) in [(0, None), (3, Some(6)), (7, None)] {
            assert_eq!(braces.end(text, at, text.len()), expected, "{at}");
        }
    }
}
