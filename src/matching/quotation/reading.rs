//! What has been read of a block: how many words, what stands before, where a sentence starts.

use std::cell::OnceCell;

use super::mark::{is_dash, is_mark, is_stop, is_transparent};
use super::open::{Ending, Opener};
use crate::matching::character::{Script, is_mark as is_combining, is_word, script};
use crate::matching::sentence::{Sentence, sentences};

/// Up to this many words in quotation marks are a scare quote.
const SCARE_WORDS: usize = 3;
/// The same for scripts without spaces, in characters.
const SCARE_LETTERS: usize = 8;
/// How many characters after an opening mark the first letter is looked for in.
const BEFORE_FIRST_LETTER: usize = 8;

/// A count of words and letters. The difference of two is what stands between.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Words of scripts with spaces.
    words: usize,
    /// Letters and digits of all scripts.
    letters: usize,
    /// Letters of scripts without spaces.
    spaceless: usize,
}

impl Tally {
    const fn since(self, start: Self) -> Self {
        Self {
            words: self.words - start.words,
            letters: self.letters - start.letters,
            spaceless: self.spaceless - start.spaceless,
        }
    }

    /// Whether it is little enough for a scare quote. Where scripts are mixed, words and
    /// characters are weighed against their limits.
    const fn is_short(self) -> bool {
        let weight = self.words * SCARE_LETTERS + self.spaceless * SCARE_WORDS;
        weight <= SCARE_WORDS * SCARE_LETTERS
            || (self.spaceless > 0 && self.letters <= SCARE_LETTERS)
    }
}

/// What the last character that is no space says of what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Nothing,
    /// It is a comma or colon, which speech may follow.
    Introduces,
    /// It closed a scare quote, and no space came after it.
    ClosedScare,
}

/// The part of a block that has been read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    text: &'a str,
    sentences: OnceCell<Vec<Sentence>>,
    tally: Tally,
    in_word: bool,
    /// The last character that is neither a mark nor transparent.
    before: Option<char>,
    /// Whether a mark came after it.
    follows_mark: bool,
    /// The last of those that is no space, and where it stands.
    solid: Option<(usize, char)>,
    /// Where the last character stands that is inside a sentence, not before its start.
    significant: Option<usize>,
    lead: Lead,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            sentences: OnceCell::new(),
            tally: Tally::default(),
            in_word: false,
            before: None,
            follows_mark: false,
            solid: None,
            significant: None,
            lead: Lead::Nothing,
        }
    }

    pub(super) const fn before(&self) -> Option<char> {
        self.before
    }

    pub(super) const fn follows_mark(&self) -> bool {
        self.follows_mark
    }

    pub(super) const fn tally(&self) -> Tally {
        self.tally
    }

    /// Reads a character that is no mark.
    pub(super) fn character(&mut self, at: usize, c: char) {
        if is_transparent(c) {
            return;
        }
        self.before = Some(c);
        self.follows_mark = false;
        if c.is_whitespace() {
            self.in_word = false;
            if self.lead == Lead::ClosedScare {
                self.lead = Lead::Nothing;
            }
            return;
        }
        self.solid = Some((at, c));
        // In a list of scare quotes a comma introduces nothing: “regime”, “puppets”.
        let is_comma = matches!(c, ',' | '，' | '、' | '､' | '،');
        let introduces = matches!(c, ':' | '：') || (is_comma && self.lead != Lead::ClosedScare);
        self.lead = if introduces {
            Lead::Introduces
        } else {
            Lead::Nothing
        };
        if !matches!(c, '(' | '[' | '{' | '（' | '［' | '【' | '¿' | '¡') {
            self.significant = Some(at);
        }
        self.count(c);
    }

    fn count(&mut self, c: char) {
        if !is_word(c) || is_combining(c) {
            self.in_word &= !(is_dash(c) && c > '\u{2011}');
            return;
        }
        self.tally.letters += 1;
        if script(c) == Script::Spaceless {
            self.tally.spaceless += 1;
            self.in_word = false;
        } else if !self.in_word {
            self.tally.words += 1;
            self.in_word = true;
        }
    }

    /// Reads an opening mark.
    pub(super) fn opening(&mut self) {
        self.follows_mark = true;
        self.in_word = false;
    }

    /// Reads a closing mark.
    pub(super) fn closing(&mut self) {
        self.in_word = false;
        self.apostrophe();
    }

    /// Reads a mark that neither opens nor closes.
    pub(super) fn apostrophe(&mut self) {
        self.follows_mark = true;
        self.lead = Lead::Nothing;
    }

    /// Says that the mark just read closed a scare quote.
    pub(super) fn closed_scare(&mut self) {
        self.lead = Lead::ClosedScare;
    }

    /// Where the quotation before `at` ends, with `after` following its mark.
    pub(super) fn ending(&self, at: usize, after: Option<char>) -> Ending {
        Ending {
            at,
            tally: self.tally,
            stopped_at: self.solid.filter(|(_, c)| is_stop(*c)).map(|(at, _)| at),
            stopped_outside: after.is_some_and(is_stop),
        }
    }

    /// What stands before a mark that comes next.
    pub(super) fn context(&self) -> Context {
        Context {
            introduced: self.lead == Lead::Introduces,
            significant: self.significant,
        }
    }

    /// Whether the words between `opener` and `ending` are a full quotation.
    pub(super) fn is_full(&self, opener: &Opener, ending: &Ending) -> bool {
        if !ending.tally.since(opener.tally).is_short() {
            return true;
        }
        let stopped_inside = ending.stopped_at.is_some_and(|at| at >= opener.end);
        (stopped_inside || ending.stopped_outside)
            && (opener.context.introduced
                || (self.starts_sentence(opener) && self.is_capital(opener, false)))
    }

    /// Whether speech may begin at `opener`, with a capital or a figure.
    pub(super) fn may_be_speech(&self, opener: &Opener) -> bool {
        opener.context.introduced || (self.starts_sentence(opener) && self.is_capital(opener, true))
    }

    fn starts_sentence(&self, opener: &Opener) -> bool {
        let sentences = self.sentences.get_or_init(|| sentences(self.text));
        let next = sentences.partition_point(|sentence| sentence.span.start <= opener.at);
        let sentence = next.checked_sub(1).and_then(|index| sentences.get(index));
        sentence.is_some_and(|sentence| {
            let significant = opener.context.significant;
            significant.is_none_or(|at| at < sentence.span.start)
        })
    }

    /// Whether the first letter after `opener` is a capital, or of a script without them.
    fn is_capital(&self, opener: &Opener, or_figure: bool) -> bool {
        let quoted = self.text.get(opener.end..).unwrap_or("");
        let first = quoted
            .chars()
            .take(BEFORE_FIRST_LETTER)
            .find(|c| is_word(*c) && !is_mark(*c));
        first.is_some_and(|c| {
            (c.is_alphabetic() && !c.is_lowercase()) || (or_figure && c.is_numeric())
        })
    }
}

/// What stands before an opening mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    introduced: bool,
    significant: Option<usize>,
}
