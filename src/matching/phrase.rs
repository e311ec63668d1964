//! One phrase as its writer wrote it, ready to become a path in the table.

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use super::character::{is_hyphen, is_ignorable};
use super::inflect::Form;
use super::token::{Gap, Tokens};
use crate::text::Span;

/// How capitals of a phrase count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Case {
    /// Words in small letters match in any case, words with capitals match themselves,
    /// and their all-capitals form in all-capitals surroundings.
    #[default]
    Smart,
    /// Only as written.
    Exact,
    /// In any case.
    Any,
}

impl Case {
    /// Every value with its name in style files.
    pub const ALL: [(&'static str, Self); 3] = [
        ("smart", Self::Smart),
        ("exact", Self::Exact),
        ("any", Self::Any),
    ];
}

/// Whether hyphenated, spaced and closed forms are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hyphens {
    /// They are three different things.
    #[default]
    AsWritten,
    /// Any of them is found.
    Any,
}

impl Hyphens {
    /// Every value with its name in style files.
    pub const ALL: [(&'static str, Self); 2] =
        [("as-written", Self::AsWritten), ("any", Self::Any)];
}

/// A phrase to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As written in the style.
    pub written: SmolStr,
    /// The word in it of which other forms are found as well.
    pub inflecting: Option<Arc<Inflecting>>,
    /// Which form of an entry it is, if it is one and does not inflect itself; else 0.
    pub form: u16,
    /// How its capitals count.
    pub case: Case,
}

/// What can stand in one place of a phrase. Phrases whose word is the same share the forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inflecting {
    start: u32,
    end: u32,
    /// The forms, as written first.
    pub forms: Arc<[Form]>,
}

impl Inflecting {
    /// `forms` may stand at `head`, in bytes of the phrase.
    pub fn new(head: Span, forms: Arc<[Form]>) -> Self {
        Self {
            start: head.start as u32,
            end: head.end as u32,
            forms,
        }
    }

    /// Where the forms stand in the phrase.
    pub fn head(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// Why a text is no phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseFault {
    /// It is empty, or holds nothing that is seen.
    Empty,
    /// It starts or ends with white space, or has two spaces in a row, or a line break.
    Spaces,
    /// More hyphens than `hyphens = "any"` can vary.
    TooManyHyphens,
}

/// How many places of one phrase `hyphens = "any"` varies at most: each triples its forms.
const MAX_JUNCTURES: usize = 4;

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    /// If nothing of it can be seen, or its white space would not be found as written.
    pub fn new(written: &str, case: Case) -> Result<Self, PhraseFault> {
        let visible = |c: char| !(c.is_whitespace() || is_ignorable(c));
        if !written.contains(visible) && Tokens::of_text(written).list.is_empty() {
            return Err(PhraseFault::Empty);
        }
        let mut after_space = true;
        for c in written.chars() {
            let space = c.is_whitespace();
            if space && (after_space || matches!(c, '\n' | '\r')) {
                return Err(PhraseFault::Spaces);
            }
            after_space = space;
        }
        if after_space {
            return Err(PhraseFault::Spaces);
        }
        Ok(Self {
            written: SmolStr::new(written),
            inflecting: None,
            form: 0,
            case,
        })
    }

    /// Whether it can be found with `hyphens`.
    ///
    /// # Errors
    /// [`PhraseFault::TooManyHyphens`] where they would be too many to vary.
    pub fn check(&self, hyphens: Hyphens) -> Result<(), PhraseFault> {
        match hyphens {
            Hyphens::AsWritten => Ok(()),
            Hyphens::Any => self.varied(hyphens).map(|_| ()),
        }
    }

    /// How many forms it has, itself included.
    pub fn form_count(&self) -> u16 {
        let forms = self.inflecting.as_ref().map_or(1, |it| it.forms.len());
        forms.try_into().unwrap_or(u16::MAX)
    }

    /// The text of one of its forms: before the word that inflects, the word, behind it.
    pub fn parts(&self, form: u16) -> [&str; 3] {
        let Some(inflecting) = &self.inflecting else {
            return [&self.written, "", ""];
        };
        let Some(text) = inflecting.forms.get(usize::from(form)) else {
            return [&self.written, "", ""];
        };
        let head = inflecting.head();
        [
            self.written.get(..head.start).unwrap_or(""),
            &text.text,
            self.written.get(head.end..).unwrap_or(""),
        ]
    }

    /// The text of one of its forms.
    pub fn text_of(&self, form: u16) -> Cow<'_, str> {
        match self.parts(form) {
            [whole, "", ""] => Cow::Borrowed(whole),
            parts => Cow::Owned(parts.concat()),
        }
    }

    /// Calls `add` with every phrase that counts as this one. With [`Hyphens::Any`] each
    /// form is varied by itself.
    pub fn each(&self, hyphens: Hyphens, add: &mut dyn FnMut(&Self)) {
        if hyphens == Hyphens::AsWritten {
            add(self);
            return;
        }
        for form in 0..self.form_count() {
            let one = Self {
                written: self.text_of(form).into(),
                inflecting: None,
                form: if self.inflecting.is_some() {
                    form
                } else {
                    self.form
                },
                case: self.case,
            };
            for varied in one.varied(hyphens).unwrap_or_default() {
                add(&varied);
            }
        }
    }

    /// The phrase itself, or with [`Hyphens::Any`] each form that counts as it: every
    /// hyphen between two word characters (every space, if there is none) as a hyphen,
    /// a space and nothing. The form as written comes first.
    ///
    /// # Errors
    /// [`PhraseFault::TooManyHyphens`] above four such places.
    pub fn varied(&self, hyphens: Hyphens) -> Result<Vec<Self>, PhraseFault> {
        let junctures = match hyphens {
            Hyphens::AsWritten => Vec::new(),
            Hyphens::Any => self.junctures(),
        };
        if junctures.len() > MAX_JUNCTURES {
            return Err(PhraseFault::TooManyHyphens);
        }
        let mut forms = vec![self.written.to_string()];
        // From the last to the first, so that earlier offsets stay true.
        for (at, c) in junctures.into_iter().rev() {
            let others = ["-", " ", ""]
                .into_iter()
                .filter(|joint| !same_joint(joint, c));
            let joints: Vec<&str> = std::iter::once(c).chain(others).collect();
            let vary = |form: &String| -> Vec<String> {
                let (before, rest) = form.split_at(at);
                let after = rest.get(c.len()..).unwrap_or("");
                joints
                    .iter()
                    .map(|joint| format!("{before}{joint}{after}"))
                    .collect()
            };
            forms = forms.iter().flat_map(vary).collect();
        }
        let phrase = |written: String| Self {
            written: written.into(),
            inflecting: None,
            form: self.form,
            case: self.case,
        };
        Ok(forms.into_iter().map(phrase).collect())
    }

    /// Offsets and texts of the hyphens between words, or else of the spaces.
    fn junctures(&self) -> Vec<(usize, &str)> {
        let tokens = Tokens::of_text(&self.written).list;
        let hyphens: Vec<_> = tokens
            .windows(3)
            .filter(|window| {
                window[1].hyphen && window[1].gap == Gap::None && window[2].gap == Gap::None
            })
            .filter_map(|window| {
                let text = window[1].span().text(&self.written)?;
                // A dash that stands for a hyphen is one, as everywhere.
                text.starts_with(|c| is_hyphen(c) || c == '–')
                    .then_some((window[1].start as usize, text))
            })
            .collect();
        if !hyphens.is_empty() {
            return hyphens;
        }
        let spaces = tokens
            .windows(2)
            .filter(|window| window[1].gap == Gap::Space);
        let space = |window: &[super::token::Token]| {
            let (from, to) = (window[0].end as usize, window[1].start as usize);
            Some((from, self.written.get(from..to)?))
        };
        spaces.filter_map(space).collect()
    }
}

fn same_joint(joint: &str, written: &str) -> bool {
    match joint.chars().next() {
        Some('-') => written.starts_with(|c| is_hyphen(c) || c == '–'),
        Some(_) => written.starts_with(char::is_whitespace),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_what_can_be_found_as_written() {
        let cases = [
            ("", Some(PhraseFault::Empty)),
            ("\u{AD}", Some(PhraseFault::Empty)),
            (" ", Some(PhraseFault::Empty)),
            (" a", Some(PhraseFault::Spaces)),
            ("a ", Some(PhraseFault::Spaces)),
            ("a  b", Some(PhraseFault::Spaces)),
            ("a\nb", Some(PhraseFault::Spaces)),
            ("a b", None),
            ("C++", None),
            ("…", None),
        ];
        for (written, expected) in cases {
            assert_eq!(
                Phrase::new(written, Case::Smart).err(),
                expected,
                "{written:?}"
            );
        }
    }

    #[test]
    fn any_hyphen_gives_three_forms_each() {
        let forms = |written: &str| -> Vec<String> {
            let phrase = Phrase::new(written, Case::Smart).expect("a phrase");
            let forms = phrase.varied(Hyphens::Any).expect("few hyphens");
            forms
                .into_iter()
                .map(|form| form.written.to_string())
                .collect()
        };
        assert_eq!(forms("e-mail"), ["e-mail", "e mail", "email"]);
        assert_eq!(
            forms("health care"),
            ["health care", "health-care", "healthcare"]
        );
        assert_eq!(forms("e–mail"), ["e–mail", "e mail", "email"]);
        assert_eq!(forms("plain"), ["plain"]);
        assert_eq!(forms("up-to-date").len(), 9);
        let many = Phrase::new("a-b-c-d-e-f", Case::Smart).expect("a phrase");
        assert_eq!(many.varied(Hyphens::Any), Err(PhraseFault::TooManyHyphens));
    }
}
