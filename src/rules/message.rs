//! The sentence that a finding says: templates, their variables, and default wordings.

use super::fault::{Fault, nearest};
use super::value::Place;
use crate::text::Span;

/// A message template, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Match,
    Use,
    Phrase,
    /// What a kind of rule says besides, by its name.
    Value(&'static str),
}

/// The variables and what they stand for.
const VARIABLES: [(&str, Piece); 3] = [
    ("match", Piece::Match),
    ("use", Piece::Use),
    ("phrase", Piece::Phrase),
];

/// What the variables of a message stand for in one finding.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The text found, in the reader's words.
    pub matched: &'a str,
    /// The entry as written in the style.
    pub phrase: &'a str,
    /// What may stand there instead, as it would be written.
    pub options: &'a [String],
    /// What to think of, which is never inserted.
    pub advice: &'a [String],
    /// Whether leaving it out is offered.
    pub deletion: bool,
    /// What the variables of its kind stand for.
    pub values: &'a [(&'static str, String)],
}

impl Message {
    /// Reads a template that stands at `place`; `of_kind` are variables that only one kind
    /// of rule knows.
    ///
    /// # Errors
    /// One fault for each variable that does not exist and each brace without a partner.
    pub fn parse(
        template: &str,
        place: Place,
        of_kind: &[&'static str],
    ) -> Result<Self, Vec<Fault>> {
        let mut pieces = Vec::new();
        let mut faults = Vec::new();
        let mut text = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            let start = template.len() - from.len();
            let doubled = from.starts_with("{{") || from.starts_with("}}");
            if doubled {
                text.push_str(from.get(..1).unwrap_or(""));
                rest = from.get(2..).unwrap_or("");
                continue;
            }
            let Some(end) = from.find('}').filter(|end| *end > 0) else {
                let fault = unpaired(place, from);
                faults.push(fault.within(Span::new(start, start + 1)));
                rest = from.get(1..).unwrap_or("");
                continue;
            };
            let name = from.get(1..end).unwrap_or("");
            if let Some(piece) = variable(name, of_kind) {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(piece);
            } else {
                let fault = unknown(place, name, of_kind);
                faults.push(fault.within(Span::new(start, start + end + 1)));
            }
            rest = from.get(end + 1..).unwrap_or("");
        }
        text.push_str(rest);
        pieces.push(Piece::Text(text));
        if faults.is_empty() {
            Ok(Self { pieces })
        } else {
            Err(faults)
        }
    }

    /// The sentence. If something can be put in the place of the match and the template
    /// does not say what, it is said after it.
    pub fn render(&self, words: Words<'_>) -> String {
        let mut sentence = String::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => sentence.push_str(text),
                Piece::Match => sentence.push_str(words.matched),
                Piece::Phrase => sentence.push_str(words.phrase),
                Piece::Value(name) => {
                    let value = words.values.iter().find(|(known, _)| known == name);
                    sentence.push_str(value.map_or("", |(_, value)| value));
                }
                Piece::Use => {
                    let quotes = (quote_before(&sentence), self.quote_after(index));
                    let between = match quotes {
                        (Some(open), Some(close)) => (close, open),
                        _ => (String::new(), String::new()),
                    };
                    sentence.push_str(&list_with(words.options, &between.0, &between.1));
                }
            }
        }
        completed(sentence, words.options)
    }

    fn quote_after(&self, index: usize) -> Option<String> {
        match self.pieces.get(index + 1) {
            Some(Piece::Text(text)) => text
                .chars()
                .next()
                .filter(|c| is_quote(*c))
                .map(String::from),
            _ => None,
        }
    }
}

/// The sentence, with the options behind it if it lacks one of them.
pub fn completed(sentence: String, options: &[String]) -> String {
    let mut options_said = options.iter();
    if options_said.all(|option| sentence.contains(option.as_str())) {
        return sentence;
    }
    let separator = if sentence.is_empty() { "" } else { " " };
    format!("{sentence}{separator}Use {}.", quoted_list(options))
}

/// The sentence, which has no full stop, with what to use.
pub fn urged(sentence: &str, options: &[String]) -> String {
    match options {
        [] => format!("{sentence}."),
        options => format!("{sentence}; use {}.", quoted_list(options)),
    }
}

/// What a variable stands for.
fn variable(name: &str, of_kind: &[&'static str]) -> Option<Piece> {
    let common = VARIABLES.iter().find(|(variable, _)| *variable == name);
    let of_kind = of_kind.iter().find(|variable| **variable == name);
    common
        .map(|(_, piece)| piece.clone())
        .or_else(|| of_kind.map(|name| Piece::Value(name)))
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '‘' | '’' | '“' | '”' | '"' | '\'' | '„' | '«' | '»' | '`'
    )
}

fn quote_before(text: &str) -> Option<String> {
    text.chars()
        .next_back()
        .filter(|c| is_quote(*c))
        .map(String::from)
}

fn unpaired(place: Place, from: &str) -> Fault {
    let brace = from.get(..1).unwrap_or("{");
    Fault::error(
        place,
        format!("a ‘{brace}’ without a partner in the message"),
    )
    .with_help(format!("write ‘{brace}{brace}’ for a brace"))
    .meaning(brace.repeat(2))
}

fn unknown(place: Place, name: &str, of_kind: &[&str]) -> Fault {
    let fault = Fault::error(
        place,
        format!("unknown variable ‘{{{name}}}’ in the message"),
    );
    let common = VARIABLES.iter().map(|(variable, _)| *variable);
    let all: Vec<&str> = common.chain(of_kind.iter().copied()).collect();
    if let Some(variable) = nearest(name, all.iter().copied()) {
        return fault.did_you_mean(&format!("{{{variable}}}"));
    }
    let names: Vec<String> = all.iter().map(|name| format!("‘{{{name}}}’")).collect();
    let names = and_list(&names);
    fault.with_help(format!("there are {names}; ‘{{{{’ is a brace"))
}

/// The sentence of a rule that has none of its own.
pub fn default_message(words: Words<'_>) -> String {
    let matched = words.matched;
    let advice = words.advice.join("; ");
    let mut sentence = match words.options {
        [] if words.deletion => format!("Leave out ‘{matched}’."),
        [] if advice.is_empty() => format!("‘{matched}’ is not house style."),
        [] => return format!("‘{matched}’: {}.", advice.trim_end_matches('.')),
        [option] if !words.deletion => format!("Use ‘{option}’ instead of ‘{matched}’."),
        options => {
            let mut choices: Vec<String> =
                options.iter().map(|option| format!("‘{option}’")).collect();
            if words.deletion {
                choices.push("leave it out".to_owned());
            }
            format!("Instead of ‘{matched}’: {}.", list_with(&choices, "", ""))
        }
    };
    if !advice.is_empty() {
        sentence.pop();
        sentence = format!("{sentence} ({advice}).");
    }
    sentence
}

/// `‘a’, ‘b’ or ‘c’`.
pub fn quoted_list(options: &[String]) -> String {
    format!("‘{}’", list_with(options, "’", "‘"))
}

/// `a, b and c`.
fn and_list(items: &[String]) -> String {
    match items {
        [init @ .., last] if !init.is_empty() => format!("{} and {last}", init.join(", ")),
        _ => items.concat(),
    }
}

/// `a, b or c`, with `close` before and `open` after each separator.
fn list_with(options: &[String], close: &str, open: &str) -> String {
    match options {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => {
            let first = init.join(&format!("{close}, {open}"));
            format!("{first}{close} or {open}{last}")
        }
    }
}

/// So many forms are listed; the words of some languages have hundreds.
const MOST_LISTED: usize = 40;

/// `a, b, c`, or of very many the first ones and how many there are besides.
pub fn list_of_forms(forms: &[String]) -> String {
    let listed = forms.get(..MOST_LISTED.min(forms.len())).unwrap_or(forms);
    let more = match forms.len() - listed.len() {
        0 => String::new(),
        more => format!(", … and {more} more"),
    };
    format!("{}{more}", listed.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_forms_the_first_are_listed() {
        for (count, end) in [
            (0, ""),
            (1, "f0"),
            (40, "f38, f39"),
            (42, "f39, … and 2 more"),
        ] {
            let forms: Vec<String> = (0..count).map(|number| format!("f{number}")).collect();
            let list = list_of_forms(&forms);
            assert!(list.ends_with(end) && list.len() < 250, "{list}");
        }
    }

    fn words<'a>(options: &'a [String], advice: &'a [String], deletion: bool) -> Words<'a> {
        Words {
            matched: "utilize",
            phrase: "utilize",
            options,
            advice,
            deletion,
            values: &[],
        }
    }

    fn strings(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn templates_are_filled_and_completed() {
        let cases = [
            ("‘{match}’ is long.", vec![], "‘utilize’ is long."),
            (
                "‘{match}’ is long.",
                vec!["use"],
                "‘utilize’ is long. Use ‘use’.",
            ),
            (
                "Say {use}, not {phrase}.",
                vec!["use"],
                "Say use, not utilize.",
            ),
            (
                "Say ‘{use}’.",
                vec!["use", "employ"],
                "Say ‘use’ or ‘employ’.",
            ),
            ("Say {use}.", vec!["a", "b", "c"], "Say a, b or c."),
            ("{{x}} {match}", vec![], "{x} utilize"),
            ("", vec!["use"], "Use ‘use’."),
        ];
        for (template, options, expected) in cases {
            let message = Message::parse(template, Place::default(), &[]).expect("a template");
            let options = strings(&options);
            assert_eq!(
                message.render(words(&options, &[], false)),
                expected,
                "{template}"
            );
        }
    }

    #[test]
    fn what_is_no_variable_is_a_fault() {
        for (template, count) in [
            ("{mach}", 1),
            ("{a} {b}", 2),
            ("a { b", 1),
            ("a } b", 1),
            ("{{ }}", 0),
            ("{", 1),
            ("{match", 1),
            ("{count} {coun}", 1),
        ] {
            let faults = Message::parse(template, Place::default(), &["count"])
                .err()
                .unwrap_or_default();
            assert_eq!(faults.len(), count, "{template}: {faults:?}");
        }
    }

    #[test]
    fn default_messages_are_those_of_the_contract() {
        let cases = [
            (
                vec!["use"],
                vec![],
                false,
                "Use ‘use’ instead of ‘utilize’.",
            ),
            (
                vec!["a", "b"],
                vec![],
                false,
                "Instead of ‘utilize’: ‘a’ or ‘b’.",
            ),
            (
                vec!["a", "b", "c"],
                vec![],
                false,
                "Instead of ‘utilize’: ‘a’, ‘b’ or ‘c’.",
            ),
            (vec![], vec![], true, "Leave out ‘utilize’."),
            (
                vec![],
                vec!["say what is done"],
                false,
                "‘utilize’: say what is done.",
            ),
            (vec![], vec![], false, "‘utilize’ is not house style."),
            (
                vec!["a"],
                vec!["if true"],
                false,
                "Use ‘a’ instead of ‘utilize’ (if true).",
            ),
            (
                vec!["a"],
                vec![],
                true,
                "Instead of ‘utilize’: ‘a’ or leave it out.",
            ),
        ];
        for (options, advice, deletion, expected) in cases {
            let (options, advice) = (strings(&options), strings(&advice));
            assert_eq!(
                default_message(words(&options, &advice, deletion)),
                expected
            );
        }
    }
}
