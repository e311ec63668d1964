//! The words of a passage as a kind looks at them that finds without a list.

use crate::markup::ScopeSet;
use crate::matching::token::{Gap, Token};
use crate::rules::passage::Passage;
use crate::text::Span;

/// The words and marks of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'p> {
    text: &'p str,
    tokens: &'p [Token],
    pub(super) is_heading: bool,
}

/// Whether a mark makes a name or a piece of code of what it touches.
const fn joins(mark: u8) -> bool {
    matches!(
        mark,
        b'/' | b'\\'
            | b'.'
            | b'_'
            | b'-'
            | b'@'
            | b'#'
            | b'$'
            | b'&'
            | b'+'
            | b'='
            | b'<'
            | b'>'
            | b'~'
            | b'%'
            | b':'
            | b'|'
            | b'*'
            | b'\''
            | b'`'
            | b'^'
            | b'{'
    )
}

impl<'p> Words<'p> {
    pub(super) fn of(passage: &'p Passage) -> Self {
        Self {
            text: passage.text(),
            tokens: &passage.tokens().list,
            is_heading: passage.heading.is_some() && passage.scopes != ScopeSet::EMPTY,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// What a token says; nothing where there is none.
    pub(super) fn text(&self, index: usize) -> &'p str {
        let token = self.token(index);
        let text = token.and_then(|token| token.span().text(self.text));
        text.unwrap_or("")
    }

    pub(super) fn bytes(&self, index: usize) -> &'p [u8] {
        let token = self.token(index);
        let bytes = token.and_then(|token| self.text.as_bytes().get(token.span().range()));
        bytes.unwrap_or(&[])
    }

    /// The first byte of a token; 0 where there is none.
    pub(super) fn first_byte(&self, index: usize) -> u8 {
        let start = self.tokens.get(index).map(|token| token.start as usize);
        let first = start.and_then(|start| self.text.as_bytes().get(start));
        first.copied().unwrap_or(0)
    }

    /// From the start of one token to the end of another.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.token(first).map_or(0, |token| token.start as usize);
        let end = self.token(last).map_or(start, |token| token.end as usize);
        Span::new(start, end)
    }

    /// Whether a word stands directly behind the one before, apart by white space only.
    pub(super) fn follows(&self, index: usize) -> bool {
        let token = self.token(index);
        token.is_some_and(|token| token.gap != Gap::None)
    }

    /// Whether only one space or line break stands between a word and the one before: more are
    /// those of a table.
    pub(super) fn is_next(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|index| self.token(index));
        let ends = before.zip(self.token(index));
        self.follows(index)
            && ends
                .and_then(|(one, other)| self.text.get(one.end as usize..other.start as usize))
                .is_some_and(|between| between.chars().count() == 1)
    }

    /// Whether nothing touches the tokens from `first` to `last` that makes a name, a path or
    /// code of them.
    pub(super) fn are_free(&self, first: usize, last: usize) -> bool {
        let span = self.span(first, last);
        let bytes = self.text.as_bytes();
        let before = span.start.checked_sub(1).and_then(|at| bytes.get(at));
        // What stands for code ends in this byte, as some letters do.
        let is_bound = |byte: &u8| joins(*byte) || !byte.is_ascii();
        let opens = |at: usize| {
            let before = self.text.get(..at).unwrap_or("");
            before.ends_with(|c| {
                matches!(
                    c,
                    '“' | '‘'
                        | '«'
                        | '„'
                        | '—'
                        | '–'
                        | '\u{a0}'
                        | '…'
                        | '’'
                        | '”'
                        | '¿'
                        | '¡'
                )
            })
        };
        if before.is_some_and(is_bound) && !opens(span.start) {
            return false;
        }
        let behind = self.text.get(span.end..).unwrap_or("");
        let mut behind = behind.chars();
        let (next, second) = (behind.next(), behind.next());
        let is_end = second.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_')
        });
        match next {
            None | Some(')' | ']' | '"' | '”' | '»' | '—' | '–') => true,
            Some(c) if c.is_whitespace() => true,
            Some(':') if first == last && self.is_label(first) => false,
            Some('.' | ':' | '!' | '?' | ',' | ';' | '…') => is_end,
            Some('\'' | '’') => second.is_some_and(|c| c == 's' || !c.is_alphanumeric()),
            Some(_) => false,
        }
    }

    /// Whether a word is the label of what follows, as in lists of changes: `fs: close it`.
    fn is_label(&self, index: usize) -> bool {
        self.text(index + 1) == ":"
            && !self.follows(index + 1)
            && self
                .text(index)
                .starts_with(|c: char| c.is_ascii_lowercase())
            && self.starts_sentence(index)
    }

    /// Whether a word is one of the language and no name: small ASCII letters, or with a capital
    /// that the start of a sentence gives it.
    pub(super) fn is_plain(&self, index: usize) -> bool {
        let bytes = self.bytes(index);
        let Some((first, rest)) = bytes.split_first() else {
            return false;
        };
        if !rest.iter().all(u8::is_ascii_lowercase) {
            return false;
        }
        first.is_ascii_lowercase()
            || (first.is_ascii_uppercase()
                && !self.is_heading
                && self.starts_sentence(index)
                && !self.has_capital(index + 1))
    }

    /// Whether a word starts with a capital.
    pub(super) fn has_capital(&self, index: usize) -> bool {
        self.text(index).starts_with(char::is_uppercase)
    }

    /// Whether a capital says nothing of a word that stands here.
    pub(super) fn starts_sentence(&self, index: usize) -> bool {
        let before = (0..index).rev().map(|index| self.text(index));
        for mark in before {
            match mark.chars().next() {
                Some('.' | '!' | '?' | ':' | ';' | '…' | '•' | '|' | '—' | '–' | '-' | '*') =>
                {
                    return true;
                }
                Some('"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | '”' | '’' | ')' | ']') =>
                    {}
                _ => return false,
            }
        }
        true
    }
}
