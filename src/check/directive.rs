//! Directives: what comments say to the program.

use smol_str::SmolStr;

use crate::rules::fault::nearest;
use crate::text::Span;

/// What a directive says to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Next,
    Begin,
    End,
    File,
    Unknown,
}

/// One directive, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) verb: Verb,
    /// The rules it names, each with its place in the comment's text.
    pub(super) names: Vec<(SmolStr, Span)>,
}

/// The first word of each directive, and as it is written by mistake.
const PREFIX: &str = "housestyle ";
pub(super) const PREFIXES: [&str; 2] = ["housestyle", "Housestyle"];

impl Directive {
    /// Reads a comment; `None` if it is none of ours.
    pub(super) fn parse(comment: &str) -> Option<Self> {
        let Some(rest) = comment.trim_start().strip_prefix(PREFIX) else {
            return is_meant(comment).then(|| Self {
                verb: Verb::Unknown,
                names: Vec::new(),
            });
        };
        let offset = comment.len() - rest.len();
        let rest_trimmed = rest.trim_start();
        let offset = offset + (rest.len() - rest_trimmed.len());
        let word_end = rest_trimmed
            .find(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
            .unwrap_or(rest_trimmed.len());
        let (word, after) = rest_trimmed.split_at(word_end);
        let verb = match word {
            "ignore" => Verb::Next,
            "ignore-begin" => Verb::Begin,
            "ignore-end" => Verb::End,
            "ignore-file" => Verb::File,
            _ if word.starts_with("ignor") => Verb::Unknown,
            _ if after.starts_with(':') && is_like_a_verb(word) => Verb::Unknown,
            // A sentence about the program, not to it.
            _ => return None,
        };
        let list = after.strip_prefix(':').unwrap_or("");
        let list_start = offset + word_end + usize::from(after.starts_with(':'));
        let list = list
            .find("--")
            .map_or(list, |reason| list.get(..reason).unwrap_or(list));
        Some(Self {
            verb,
            names: names(list, list_start),
        })
    }
}

/// Whether a comment that does not begin as directives do is meant for one:
/// `housestyle: ignore x`, `housestyle-ignore: x`, `Housestyle ignore: x`. A sentence about the
/// program has no mark there.
fn is_meant(comment: &str) -> bool {
    let comment = comment.trim_start();
    let rest = PREFIXES
        .iter()
        .find_map(|prefix| comment.strip_prefix(prefix));
    rest.is_some_and(|rest| {
        let is_joined = rest.starts_with([':', '-', '_']);
        let rest = rest.trim_start_matches([' ', ':', '-', '_']);
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-');
        let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let is_verb = word.starts_with("ignor") || is_like_a_verb(word);
        is_verb && (is_joined || behind.trim_start().starts_with(':'))
    })
}

/// Whether a word is one of a directive, misspelt, or one that other tools have.
fn is_like_a_verb(word: &str) -> bool {
    const VERBS: [&str; 4] = ["ignore", "ignore-begin", "ignore-end", "ignore-file"];
    const ELSEWHERE: [&str; 3] = ["disable", "enable", "skip"];
    let first = word.split('-').next().unwrap_or("");
    nearest(word, VERBS).is_some() || ELSEWHERE.contains(&first)
}

/// The names of a list with commas, each with its place; `start` is the list's.
fn names(list: &str, start: usize) -> Vec<(SmolStr, Span)> {
    let mut names = Vec::new();
    let mut from = 0;
    for part in list.split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let at = start + from + (part.len() - part.trim_start().len());
            names.push((SmolStr::new(name), Span::new(at, at + name.len())));
        }
        from += part.len() + 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read_from_comments() {
        type Read<'a> = Option<(Verb, &'a [&'a str])>;
        let cases: [(&str, Read<'_>); 19] = [
            (
                "housestyle ignore: desk.x, desk.y -- reason, with comma",
                Some((Verb::Next, &["desk.x", "desk.y"])),
            ),
            (" housestyle  ignore : a", Some((Verb::Next, &[]))),
            (
                "housestyle ignore-begin: all",
                Some((Verb::Begin, &["all"])),
            ),
            ("housestyle ignore-end", Some((Verb::End, &[]))),
            (
                "housestyle ignore-file: a,b",
                Some((Verb::File, &["a", "b"])),
            ),
            ("housestyle ignore", Some((Verb::Next, &[]))),
            ("housestyle ignoring: a", Some((Verb::Unknown, &["a"]))),
            ("housestyle ignroe: a", Some((Verb::Unknown, &["a"]))),
            ("housestyle disable: a", Some((Verb::Unknown, &["a"]))),
            ("housestyle: ignore a", Some((Verb::Unknown, &[]))),
            ("housestyle-ignore: a", Some((Verb::Unknown, &[]))),
            ("Housestyle ignore: a", Some((Verb::Unknown, &[]))),
            ("housestyle-disable-next-line", Some((Verb::Unknown, &[]))),
            ("housestyle: what it is", None),
            ("housestyle note: a", None),
            ("housestyles ignore", None),
            ("Housestyle ignores code", None),
            ("housestyle is a program", None),
            ("a comment", None),
        ];
        for (comment, expected) in cases {
            let read = Directive::parse(comment);
            let read = read.as_ref().map(|read| {
                (
                    read.verb,
                    read.names
                        .iter()
                        .map(|(name, _)| name.as_str())
                        .collect::<Vec<_>>(),
                )
            });
            assert_eq!(
                read,
                expected.map(|(verb, names)| (verb, names.to_vec())),
                "{comment}"
            );
            for (name, span) in Directive::parse(comment)
                .into_iter()
                .flat_map(|read| read.names)
            {
                assert_eq!(span.text(comment), Some(name.as_str()));
            }
        }
    }
}
