//! Making out headers, keys and values in a text that may be broken anywhere.
//!
//! What is not closed ends where a reader would end it: a string with its line, a list or table
//! where the next header or key begins.

use smol_str::SmolStr;

use super::{Header, Item, ItemKind, KeyPart, Outline, Pair, Table};
use crate::text::Span;

/// Deeper than any value is nested, and far from what could overflow a stack.
const MOST_LEVELS: usize = 16;

/// Makes out what `text` says.
pub(super) fn outline(text: &str) -> Outline {
    let mut scan = Scan {
        text,
        at: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
        indentation: 0,
        comments: Vec::new(),
    };
    let mut tables = vec![Table::default()];
    while scan.skip_blank_lines() {
        let start = scan.at;
        if scan.starts_header() {
            let header = scan.header();
            if let Some(last) = tables.last_mut() {
                last.span.end = start;
            }
            tables.push(Table {
                header: Some(header),
                span: Span::new(start, text.len()),
                pairs: Vec::new(),
            });
        } else {
            scan.indentation = scan.indentation_of(start);
            let mut pair = scan.pair(0);
            pair.line_end = scan.line_end();
            if let Some(table) = tables.last_mut() {
                table.pairs.push(pair);
            }
        }
        // Whatever follows on the line is no key of its own.
        scan.skip_line();
    }
    if let Some(last) = tables.last_mut() {
        last.span.end = text.len();
    }
    Outline {
        tables,
        comments: scan.comments,
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// How far the statement is indented that is being read, in bytes.
    indentation: usize,
    comments: Vec<Span>,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.at += 1;
        }
    }

    fn skip_comment(&mut self) {
        if self.peek() == Some('#') {
            let start = self.at;
            self.at = self.line_end();
            self.comments.push(Span::new(start, self.at));
        }
    }

    /// Where the line ends, without what breaks it.
    fn line_end(&self) -> usize {
        let length = self.rest().find(['\n', '\r']);
        length.map_or(self.text.len(), |length| self.at + length)
    }

    /// Goes to the next thing on any line; whether there is one.
    fn skip_blank_lines(&mut self) -> bool {
        loop {
            match self.peek() {
                None => return false,
                Some(' ' | '\t' | '\n' | '\r') => self.at += 1,
                Some('#') => self.skip_comment(),
                Some(_) => return true,
            }
        }
    }

    fn skip_line(&mut self) {
        self.skip_spaces();
        self.skip_comment();
        let end = self.line_end();
        // A comment may follow what is no value.
        if let Some(hash) = self.text.get(self.at..end).and_then(|rest| rest.find('#')) {
            self.comments.push(Span::new(self.at + hash, end));
        }
        self.at = end;
    }

    fn indentation_of(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or("");
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        offset - line
    }

    /// Whether the line goes on like a header: a bracket and a name, or nothing yet.
    fn starts_header(&self) -> bool {
        let rest = self.rest();
        let Some(inside) = rest.strip_prefix("[[").or_else(|| rest.strip_prefix('[')) else {
            return false;
        };
        let inside = inside.trim_start_matches([' ', '\t']);
        match inside.chars().next() {
            None | Some(']' | '\n' | '\r' | '"' | '\'') => true,
            Some(c) => c.is_ascii_alphabetic() || c == '_',
        }
    }

    fn header(&mut self) -> Header {
        let start = self.at;
        let is_list = self.rest().starts_with("[[");
        self.at += if is_list { 2 } else { 1 };
        let keys = self.keys();
        self.skip_spaces();
        let close = if is_list { "]]" } else { "]" };
        let is_closed = self.rest().starts_with(close);
        let length = self.rest().chars().take_while(|c| *c == ']').count();
        self.at += length.min(close.len());
        Header {
            span: Span::new(start, self.at),
            is_list,
            is_closed,
            keys,
        }
    }

    /// Keys with full stops between them, as far as they go.
    fn keys(&mut self) -> Vec<KeyPart> {
        let mut keys = Vec::new();
        loop {
            self.skip_spaces();
            let start = self.at;
            let quote = self.peek().filter(|c| matches!(c, '"' | '\''));
            let text: SmolStr = if let Some(quote) = quote {
                let (inner, _) = self.line_string(quote);
                inner.text(self.text).unwrap_or("").into()
            } else {
                let rest = self.rest();
                let length = rest.find(|c| !is_bare(c)).unwrap_or(rest.len());
                self.at += length;
                rest[..length].into()
            };
            let after = self.at;
            self.skip_spaces();
            let goes_on = self.peek() == Some('.');
            if self.at > start || goes_on || !keys.is_empty() {
                keys.push(KeyPart {
                    text,
                    span: Span::new(start, after),
                });
            }
            if !goes_on {
                self.at = after;
                return keys;
            }
            self.at += 1;
        }
    }

    /// A key, and its value if there is one. Always goes on by a character at least.
    fn pair(&mut self, level: usize) -> Pair {
        let start = self.at;
        let keys = self.keys();
        self.skip_spaces();
        let mut pair = Pair {
            span: Span::new(start, self.at),
            line_end: 0,
            keys,
            equals: None,
            value: None,
        };
        if self.peek() == Some('=') {
            pair.equals = Some(self.at);
            self.at += 1;
            self.skip_spaces();
            pair.value = self.value(level);
        } else if self.at == start {
            self.step();
        }
        pair.span.end = self.at;
        pair.line_end = self.at;
        pair
    }

    fn value(&mut self, level: usize) -> Option<Item> {
        let start = self.at;
        let kind = match self.peek()? {
            '\n' | '\r' | '#' | ',' | ']' | '}' => return None,
            quote @ ('"' | '\'') => {
                let (inner, is_closed) = self.string(quote);
                ItemKind::Text { inner, is_closed }
            }
            '[' if level < MOST_LEVELS => self.list(level),
            '{' if level < MOST_LEVELS => self.table(level),
            _ => {
                let rest = self.rest();
                let end = rest.find([',', ']', '}', '#', '\n', '\r']);
                let word = rest[..end.unwrap_or(rest.len())].trim_end();
                // What has none of its own is one character.
                self.at += word.len().max(self.peek().map_or(0, char::len_utf8));
                ItemKind::Word
            }
        };
        Some(Item {
            span: Span::new(start, self.at),
            kind,
        })
    }

    /// A string of one line or several; what stands between its quotes, and whether they close.
    fn string(&mut self, quote: char) -> (Span, bool) {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        if !self.rest().starts_with(triple) {
            return self.line_string(quote);
        }
        self.at += triple.len();
        let start = self.at;
        let mut from = 0;
        let end = loop {
            let found = self.rest().get(from..).and_then(|rest| rest.find(triple));
            let Some(found) = found else { break None };
            let end = from + found;
            let escaped = self.rest()[..end]
                .bytes()
                .rev()
                .take_while(|byte| *byte == b'\\');
            if quote == '\'' || escaped.count().is_multiple_of(2) {
                break Some(end);
            }
            from = end + 1;
        };
        let Some(end) = end else {
            // It is being typed: what looks like the next section is that.
            let next = self.rest().find("\n[");
            let inner = Span::new(start, next.map_or(self.text.len(), |next| start + next));
            self.at = inner.end;
            return (inner, false);
        };
        // A quote more belongs to the text.
        let more = self.rest()[end + 3..].chars().take_while(|c| *c == quote);
        let inner = Span::new(start, start + end + more.take(2).count());
        self.at = inner.end + triple.len();
        (inner, true)
    }

    fn line_string(&mut self, quote: char) -> (Span, bool) {
        self.at += 1;
        let start = self.at;
        let end = self.line_end();
        let mut is_escaped = false;
        for (at, c) in self.text.get(start..end).unwrap_or("").char_indices() {
            if c == quote && !is_escaped {
                self.at = start + at + 1;
                return (Span::new(start, start + at), true);
            }
            is_escaped = c == '\\' && quote == '"' && !is_escaped;
        }
        let written = self.text.get(start..end).unwrap_or("").trim_end().len();
        self.at = start + written;
        (Span::new(start, self.at), false)
    }

    fn list(&mut self, level: usize) -> ItemKind {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            if !self.goes_on(true) {
                return ItemKind::List(items, false);
            }
            match self.peek() {
                Some(']') => {
                    self.at += 1;
                    return ItemKind::List(items, true);
                }
                Some('}') => return ItemKind::List(items, false),
                Some(',') => self.at += 1,
                _ => items.extend(self.value(level + 1)),
            }
        }
    }

    fn table(&mut self, level: usize) -> ItemKind {
        self.at += 1;
        let mut pairs = Vec::new();
        loop {
            if !self.goes_on(false) {
                return ItemKind::Table(pairs, false);
            }
            match self.peek() {
                Some('}') => {
                    self.at += 1;
                    return ItemKind::Table(pairs, true);
                }
                Some(']') => return ItemKind::Table(pairs, false),
                Some(',') => self.at += 1,
                _ => pairs.push(self.pair(level + 1)),
            }
        }
    }

    /// Goes to what follows inside brackets; false, and stays, if they end without being closed.
    fn goes_on(&mut self, in_list: bool) -> bool {
        loop {
            self.skip_spaces();
            self.skip_comment();
            if !matches!(self.peek(), Some('\n' | '\r')) {
                return self.peek().is_some();
            }
            self.at += 1;
            while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
                self.at += 1;
            }
            let is_inner = self.indentation_of(self.at) > self.indentation;
            let is_next = self.is_next_header()
                || ((in_list || !is_inner) && self.is_next_pair())
                || (in_list && !is_inner && self.is_next_word());
            if is_next {
                // It ends with the line before.
                let before = self.text.get(..self.at).unwrap_or("");
                self.at = before.rfind(['\n', '\r']).unwrap_or(self.at);
                return false;
            }
        }
    }

    /// Whether a line that starts here is a header and no element of a list.
    fn is_next_header(&self) -> bool {
        let line = self.text.get(self.at..self.line_end()).unwrap_or("");
        let line = line.split('#').next().unwrap_or("").trim_end();
        let (open, close) = if line.starts_with("[[") {
            ("[[", "]]")
        } else {
            ("[", "]")
        };
        let name = line
            .strip_prefix(open)
            .and_then(|line| line.strip_suffix(close));
        let is_name = |c: char| is_bare(c) || matches!(c, '.' | '"' | '\'' | ' ');
        name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(is_name)
                && !matches!(name, "true" | "false")
        })
    }

    /// Whether a word without quotes starts here that is no value: the beginning of a key.
    fn is_next_word(&self) -> bool {
        let rest = self.rest();
        let length = rest.find(|c| !is_bare(c)).unwrap_or(rest.len());
        let word = &rest[..length];
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && !matches!(word, "true" | "false" | "inf" | "nan")
    }

    /// Whether a key with `=` starts here.
    fn is_next_pair(&self) -> bool {
        let mut ahead = Scan {
            text: self.text,
            at: self.at,
            indentation: 0,
            comments: Vec::new(),
        };
        let keys = ahead.keys();
        ahead.skip_spaces();
        !keys.is_empty() && ahead.peek() == Some('=')
    }
}

const fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
