//! The tags of JSX: `<Tab.Item value={a > b}>`, `</>`.

use super::script::Braces;
use crate::text::Span;

/// A tag and what of it matters to a reader of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// One past its last byte.
    pub(super) end: usize,
    /// Its name; empty in `<>` and `</>`.
    pub(super) name: Span,
    /// Its scripts, an attribute's with the equals sign before.
    scripts: Vec<Span>,
}

/// The tag that starts at `at`. Outside of scripts it holds no byte at or behind `limit`.
pub(super) fn tag(text: &str, at: usize, limit: usize, braces: &mut Braces) -> Option<Tag> {
    let mut lexer = Lexer {
        text,
        limit,
        at: at + 1,
    };
    let is_closing = lexer.skip("/");
    let name = lexer.name(|char| char.is_alphanumeric() || "$_-.:".contains(char));
    let mut scripts = Vec::new();
    if !name.is_empty() && !starts_name(name.text(text)?) {
        return None;
    }
    loop {
        let before = lexer.at;
        lexer.white_space();
        let may_follow = lexer.at > before || lexer.at == name.end;
        match lexer.first()? {
            '>' => {
                let end = lexer.at + 1;
                return Some(Tag { end, name, scripts });
            }
            '/' if !is_closing && lexer.rest().starts_with("/>") => {
                let end = lexer.at + 2;
                return Some(Tag { end, name, scripts });
            }
            _ if is_closing || name.is_empty() => return None,
            '{' => {
                let start = lexer.at;
                lexer.at = braces.end(text, start, text.len())?;
                scripts.push(Span::new(start, lexer.at));
            }
            _ if !may_follow && !text.get(..before)?.ends_with(['"', '\'', '}']) => return None,
            _ => lexer.attribute(braces, &mut scripts)?,
        }
    }
}

struct Lexer<'s> {
    text: &'s str,
    limit: usize,
    at: usize,
}

impl<'s> Lexer<'s> {
    /// What is left before the limit; behind a script that reaches over it, nothing.
    fn rest(&self) -> &'s str {
        self.text.get(self.at..self.limit).unwrap_or("")
    }

    fn first(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, token: &str) -> bool {
        let is_there = self.rest().starts_with(token);
        if is_there {
            self.at += token.len();
        }
        is_there
    }

    fn white_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn name(&mut self, belongs: impl Fn(char) -> bool) -> Span {
        let rest = self.rest();
        let length = rest.find(|char| !belongs(char)).unwrap_or(rest.len());
        let start = self.at;
        self.at += length;
        Span::new(start, self.at)
    }

    /// Passes over `name`, `name="value"` or `name={script}`; adds the script, with the equals
    /// sign, to `scripts`.
    fn attribute(&mut self, braces: &mut Braces, scripts: &mut Vec<Span>) -> Option<()> {
        let name = self.name(|char| char.is_alphanumeric() || "$_-:".contains(char));
        if !starts_name(name.text(self.text)?) {
            return None;
        }
        let behind_name = self.at;
        self.white_space();
        let equals = self.at;
        if !self.skip("=") {
            self.at = behind_name;
            return Some(());
        }
        self.white_space();
        match self.first()? {
            quote @ ('"' | '\'') => {
                let length = self.rest().get(1..)?.find(quote)?;
                self.at += length + 2;
            }
            '{' => {
                self.at = braces.end(self.text, self.at, self.text.len())?;
                scripts.push(Span::new(equals, self.at));
            }
            _ => return None,
        }
        Some(())
    }
}

fn starts_name(text: &str) -> bool {
    text.starts_with(|char: char| char.is_alphabetic() || char == '_' || char == '$')
}

/// The tag in `text`, which it fills, as HTML of the same length. `None` for `<>` and `</>`.
///
/// Scripts are white space. The name of a component is none of an element: `<Code>` is
/// whatever its author has made of it.
pub(in crate::markup) fn as_html(text: &str) -> Option<String> {
    let tag = tag(text, 0, text.len(), &mut Braces::default())?;
    let name = tag.name.text(text).filter(|name| !name.is_empty())?;
    let mut html = String::with_capacity(text.len());
    html.push_str(text.get(..tag.name.start)?);
    html.push_str(&element_name(name));
    let mut done = tag.name.end;
    for script in tag.scripts {
        html.push_str(text.get(done..script.start)?);
        html.push_str(&" ".repeat(script.len()));
        done = script.end;
    }
    html.push_str(text.get(done..)?);
    Some(html)
}

/// `name` as an element is called, of the same length.
pub(super) fn element_name(name: &str) -> String {
    let is_component = name.starts_with(|char: char| !char.is_ascii_lowercase())
        || name.contains('.')
        || !name.is_ascii();
    // Next and Astro know pictures by this name, and they have alternative texts.
    if !is_component || name == "Image" {
        return name.to_owned();
    }
    let rest = name.bytes().skip(2).map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(byte),
        _ => '-',
    });
    let start = if name.len() == 1 { "z" } else { "z-" };
    start.chars().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_prose() {
        let tags = [
            "<a>",
            "</a>",
            "<a/>",
            "<a />",
            "<>",
            "</>",
            "<A.B-c d:e=\"f\" g='h>'>",
            "<a b={c > d} {...e} f>",
            "<a\n  b=\"c\n  d\"\n/>",
            "<a b={<c d=\"}\"/>} />",
            "<é a={`\n\n`}>",
            "<a b = \"c\"d>",
        ];
        for text in tags {
            let tag = tag(
                &format!("{text} z"),
                0,
                text.len() + 2,
                &mut Braces::default(),
            );
            assert_eq!(tag.map(|tag| tag.end), Some(text.len()), "{text}");
        }
        let others = [
            "<",
            "<3",
            "< a>",
            "<a",
            "<a b=c>",
            "<a b=>",
            "<a {b>",
            "<a \"b\">",
            "</a b>",
            "<a@b.c>",
            "<https://a.b>",
            "<a b=\"c>",
            "<a <b>",
            "<!-- a -->",
            "<?a?>",
            "<1a>",
            "<a/b>",
        ];
        for text in others {
            let tag = tag(text, 0, text.len(), &mut Braces::default());
            assert_eq!(tag, None, "{text}");
        }
    }

    #[test]
    fn components_are_no_elements() {
        let cases = [
            ("<a b={c} d=\"e\">", Some("<a b     d=\"e\">")),
            ("<Code.é/>", Some("<z-de---/>")),
            ("</B>", Some("</z>")),
            ("<Image alt='a' {...b}/>", Some("<Image alt='a'       />")),
            ("<>", None),
        ];
        for (text, expected) in cases {
            let html = as_html(text);
            assert_eq!(html.as_deref(), expected);
            assert!(html.is_none_or(|html| html.len() == text.len()));
        }
    }
}
