//! Where abbreviations stand in a passage, and where they are expanded.

use smallvec::SmallVec;

use super::super::across::Note;
use super::super::words::Words;
use super::usual;
use crate::matching::letter_case::surroundings;
use crate::matching::token::hash;
use crate::rules::passage::Passage;
use crate::text::Span;

/// What a note of an abbreviation is: its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is used.
    Use = 0,
    /// It is used in a heading.
    HeadingUse = 1,
    /// It stands with what it is short for, as `Long Form (LF)` or `LF (Long Form)`.
    Expanded = 2,
    /// The same in a heading.
    HeadingExpanded = 3,
    /// What it is short for is said beside it in another way, or in another language.
    Explained = 4,
    /// It is used and has small letters or is spelt like a word, so that it may be one as well.
    MixedUse = 5,
    /// The long form of an expansion; of another key.
    Defined = 6,
    /// A name that may be the long form of one; of another key.
    LongForm = 7,
    /// It is used and has figures, so that it may be the number of a road or a flight.
    FiguredUse = 8,
}

const ROLES: [Role; 9] = [
    Role::Use,
    Role::HeadingUse,
    Role::Expanded,
    Role::HeadingExpanded,
    Role::Explained,
    Role::MixedUse,
    Role::Defined,
    Role::LongForm,
    Role::FiguredUse,
];

impl Role {
    pub(super) fn of(note: &Note) -> Self {
        let found = ROLES.into_iter().find(|role| *role as u32 == note.role);
        found.unwrap_or(Self::Use)
    }
}

/// The letters of an abbreviation, in capitals, and the figures behind them.
pub(super) type Letters = SmallVec<[u8; 12]>;

const ABBREVIATION: u32 = 1 << 30;
const LONG_FORM: u32 = 1 << 31;
const HASH: u32 = (1 << 30) - 1;

/// The key of an abbreviation.
pub(super) fn key_of(letters: &[u8]) -> u32 {
    ABBREVIATION | hash(letters) & HASH
}

pub(super) fn key_of_long(text: &str) -> u32 {
    LONG_FORM | hash(folded(text).as_bytes()) & HASH
}

/// Whether a key is that of a long form.
pub(super) const fn is_long(key: u32) -> bool {
    key & LONG_FORM != 0
}

/// A long form as far as two of them are told apart.
pub(super) fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// An abbreviation with points has no more letters than this.
const MOST_POINTS: usize = 12;

/// An abbreviation, by the numbers of its first and last token.
#[derive(Debug)]
pub(super) struct Abbreviation {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) letters: Letters,
    has_small: bool,
    has_figures: bool,
}

/// The letters of an abbreviation as it is written: with points, or as a plural.
pub(super) fn letters(text: &str) -> Letters {
    let text = text.trim_end_matches('s');
    let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
    kept.map(|byte| byte.to_ascii_uppercase()).collect()
}

/// Looks for abbreviations in one passage.
pub(super) struct Finder<'p> {
    pub(super) passage: &'p Passage,
    pub(super) words: Words<'p>,
    /// How many letters an abbreviation has.
    pub(super) limits: (usize, usize),
    /// Whether names matter that may be long forms.
    pub(super) long_forms: bool,
}

impl Finder<'_> {
    /// Notes what there is.
    pub(super) fn note(&self, note: &mut dyn FnMut(Note)) {
        // The places of a dateline are written in capitals, and need no expansion.
        let mut index = self.dateline();
        while index < self.words.len() {
            if !self.words.first_byte(index).is_ascii_uppercase() {
                index += 1;
                continue;
            }
            // Headings have long forms for good reason.
            if self.long_forms && !self.is_heading() {
                self.name(index, note);
            }
            match self.abbreviation(index) {
                Some(found) => {
                    self.note_one(&found, note);
                    index = found.last + 1;
                }
                None => index += 1,
            }
        }
    }

    /// The abbreviation that starts with this token.
    fn abbreviation(&self, first: usize) -> Option<Abbreviation> {
        let bytes = self.words.bytes(first);
        // Most words with a capital have one, and no figures.
        let tells = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if bytes.len() > 1 && !bytes.iter().skip(1).any(tells) {
            return None;
        }
        let (last, letters) = if bytes.len() == 1 {
            self.with_points(first)?
        } else {
            (first, letters(self.words.text(first)))
        };
        let stem = bytes.strip_suffix(b"s").unwrap_or(bytes);
        let figures = stem.iter().rev().take_while(|byte| byte.is_ascii_digit());
        let figures = figures.count();
        let bytes = if figures > 0 {
            stem.get(..stem.len() - figures)?
        } else {
            bytes
        };
        if !bytes.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let capitals = bytes
            .iter()
            .filter(|byte| byte.is_ascii_uppercase())
            .count();
        let small = bytes
            .iter()
            .filter(|byte| byte.is_ascii_lowercase())
            .count();
        let is_plural = small == 1 && bytes.ends_with(b"s");
        let has_small = last == first && small > 0 && !is_plural;
        let fits = (self.limits.0..=self.limits.1).contains(&letters.len());
        let is_one = last > first || capitals > 1 || figures > 0;
        (fits && is_one && self.is_free(first, last)).then_some(Abbreviation {
            first,
            last,
            letters,
            has_small,
            has_figures: figures > 0,
        })
    }

    /// Letters with points: `U.N.`, but not those of a person: `J.K. Rowling`.
    fn with_points(&self, first: usize) -> Option<(usize, Letters)> {
        let mut letters = Letters::new();
        let mut index = first;
        let is_close = |index: usize| !self.words.follows(index);
        while self.words.bytes(index).len() == 1
            && self
                .words
                .bytes(index)
                .first()
                .is_some_and(u8::is_ascii_uppercase)
            && (index == first || is_close(index))
            && self.words.text(index + 1) == "."
            && is_close(index + 1)
        {
            letters.extend(self.words.bytes(index).first().copied());
            index += 2;
            // More points than this are no abbreviation, and cost time at each of them.
            if letters.len() > MOST_POINTS {
                return None;
            }
        }
        let is_person = self.words.has_capital(index) && self.words.follows(index);
        (letters.len() > 1 && !is_person).then(|| (index - 1, letters))
    }

    /// Whether nothing beside it makes a part of a name or of code of it.
    fn is_free(&self, first: usize, last: usize) -> bool {
        let span = self.words.span(first, last);
        let text = self.passage.text();
        let before = text.get(..span.start).unwrap_or("");
        let mut behind = text.get(span.end..).unwrap_or("").chars();
        let (next, second) = (behind.next(), behind.next());
        let binds = |c: char| "/\\_@#$&+=<>~%|`^{}\u{fffc}".contains(c) || c.is_alphanumeric();
        let mut before = before.chars().rev();
        let (previous, earlier) = (before.next(), before.next());
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let hyphenated = |mark: Option<char>, beside: Option<char>| {
            matches!(mark, Some('-' | '‐' | '‑' | '–')) && (is_digit(beside) || beside.is_none())
        };
        !(previous.is_some_and(|c| binds(c) || c == '.')
            || next.is_some_and(|c| binds(c) || c == '(')
            || (matches!(next, Some('.' | ':'))
                && second.is_some_and(|c| c.is_alphanumeric() || c == ':'))
            || hyphenated(previous, earlier)
            || hyphenated(next, second))
    }

    fn is_heading(&self) -> bool {
        self.words.is_heading
    }

    /// Whether it is one of several words in capitals, as in headlines and warnings.
    fn is_shouted(&self, found: &Abbreviation) -> bool {
        let is_loud = |index: usize| {
            let bytes = self.words.bytes(index);
            !bytes.is_empty() && bytes.iter().all(u8::is_ascii_uppercase)
        };
        let before = (0..found.first)
            .rev()
            .take_while(|index| is_loud(*index) && self.words.follows(index + 1));
        let behind = (found.last + 1..self.words.len())
            .take_while(|index| is_loud(*index) && self.words.follows(*index));
        let beside = before.take(3).count() + behind.take(3).count();
        let span = self.words.span(found.first, found.last);
        beside > 1
            || (beside == 1 || self.words.len() < 8)
                && surroundings(self.passage.text(), self.passage.sentences(), span).all_capitals
    }

    fn note_one(&self, found: &Abbreviation, note: &mut dyn FnMut(Note)) {
        let own = self.words.span(found.first, found.last);
        let key = key_of(&found.letters);
        let mut add = |key: u32, role: Role, first: usize, span: Span| {
            note(Note {
                key,
                role: role as u32,
                amount: u32::from(self.words.starts_sentence(first)),
                span: span.into(),
            });
        };
        if let Some((first, whole, long)) = self.expanded(found) {
            let role = if self.is_heading() {
                Role::HeadingExpanded
            } else {
                Role::Expanded
            };
            add(key, role, first, whole);
            if self.long_forms
                && let Some(long) = long.text(self.passage.text())
            {
                add(key_of_long(long), Role::Defined, first, whole);
            }
            return;
        }
        let letters = std::str::from_utf8(&found.letters).unwrap_or("");
        if self.is_shouted(found) {
            return;
        }
        let role = if usual::is_word(letters) {
            Role::MixedUse
        } else if self.is_explained(found) {
            Role::Explained
        } else if self.is_heading() {
            Role::HeadingUse
        } else if found.has_small {
            Role::MixedUse
        } else if found.has_figures {
            Role::FiguredUse
        } else {
            Role::Use
        };
        add(key, role, found.first, own);
    }
}
