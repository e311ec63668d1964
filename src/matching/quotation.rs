//! What stands in quotation marks: full quotations, scare quotes, and doubt.
//!
//! A pure function of one block's text, the language, and the first character of the
//! block that follows. It must not know rules or what they do about quoted speech.

use super::character::{Script, is_apostrophe, is_word, script};
use crate::markup::block::OPAQUE;
use crate::text::Span;

/// Up to this many words in quotation marks are a scare quote.
const SCARE_WORDS: usize = 3;
/// The same for scripts without spaces, in characters.
const SCARE_LETTERS: usize = 8;

/// Words that begin with an apostrophe, without it, in small letters.
const CLIPPED: [&str; 9] = [
    "em", "tis", "twas", "til", "cause", "cos", "bout", "round", "n",
];

/// How a place stands to quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Outside.
    Outside,
    /// Wholly inside a full quotation.
    Full,
    /// Wholly inside a scare quote.
    Scare,
    /// After an opening mark that nothing closes.
    Doubt,
}

/// The quotations of one block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotations {
    /// Quoted text without its marks, and whether it is a full quotation.
    spans: Vec<(Span, bool)>,
    /// Where an opening mark stands that nothing closes.
    doubt: Option<usize>,
}

impl Quotations {
    /// A block that is quoted as a whole.
    pub fn whole(text: &str) -> Self {
        Self {
            spans: vec![(Span::new(0, text.len()), true)],
            doubt: None,
        }
    }

    /// Finds the quotations of `text`. `next` is the first character of the block that
    /// follows in the same container; `language` a tag like `de-AT`, or nothing.
    pub fn find(text: &str, language: Option<&str>, next: Option<char>) -> Self {
        let mut finder = Finder {
            text,
            reversed: language.is_some_and(|tag| tag.starts_with("de") || tag.starts_with("da")),
            open: Vec::new(),
            found: Self::default(),
        };
        for (at, c) in text.char_indices() {
            if let Some(mark) = finder.mark(at, c) {
                finder.take(mark);
            }
        }
        finder.finish(next);
        finder.found
    }

    /// How `span` of the block's text stands to its quotations.
    pub fn at(&self, span: Span) -> Quoting {
        let around = || {
            self.spans
                .iter()
                .filter(|(quoted, _)| quoted.contains(span))
        };
        if around().any(|(_, full)| *full) {
            Quoting::Full
        } else if around().next().is_some() {
            Quoting::Scare
        } else if self.doubt.is_some_and(|from| from <= span.start) {
            Quoting::Doubt
        } else {
            Quoting::Outside
        }
    }
}

/// A pair of marks. Straight and curly marks of one width are one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    LowDouble,
    LowSingle,
    Guillemets,
    ReversedGuillemets,
    Corner,
    WhiteCorner,
}

impl Kind {
    const fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::LowSingle)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    kind: Kind,
    role: Role,
    at: usize,
    /// One past the mark.
    end: usize,
}

struct Finder<'a> {
    text: &'a str,
    /// Guillemets point inwards, as in German.
    reversed: bool,
    open: Vec<Mark>,
    found: Quotations,
}

impl Finder<'_> {
    /// What the character at `at` is, if it is a quotation mark.
    fn mark(&self, at: usize, c: char) -> Option<Mark> {
        let end = at + c.len_utf8();
        let before = self
            .text
            .get(..at)
            .and_then(|text| text.chars().next_back());
        let after = self.text.get(end..).and_then(|text| text.chars().next());
        let mark = |kind, role| {
            Some(Mark {
                kind,
                role,
                at,
                end,
            })
        };
        let closing_in = |kind| self.is_open(kind);
        if is_apostrophe(c) && self.is_plain_apostrophe(c, end, before, after) {
            return None;
        }
        match c {
            '“' if closing_in(Kind::LowDouble) => mark(Kind::LowDouble, Role::Closes),
            '“' => mark(Kind::Double, Role::Opens),
            '”' if closing_in(Kind::LowDouble) => mark(Kind::LowDouble, Role::Closes),
            '”' if !closing_in(Kind::Double) && may_open(before) && after.is_some_and(is_word) => {
                mark(Kind::Double, Role::Opens)
            }
            '”' => mark(Kind::Double, Role::Closes),
            '„' => mark(Kind::LowDouble, Role::Opens),
            '‚' => mark(Kind::LowSingle, Role::Opens),
            '‘' if closing_in(Kind::LowSingle) => mark(Kind::LowSingle, Role::Closes),
            '‘' => mark(Kind::Single, Role::Opens),
            '’' => mark(Kind::Single, Role::Closes),
            '「' => mark(Kind::Corner, Role::Opens),
            '」' => mark(Kind::Corner, Role::Closes),
            '『' => mark(Kind::WhiteCorner, Role::Opens),
            '』' => mark(Kind::WhiteCorner, Role::Closes),
            '«' | '»' => {
                mark_of_guillemet(self, c, before, after).and_then(|(kind, role)| mark(kind, role))
            }
            '"' => self
                .straight(Kind::Double, before, after)
                .and_then(|role| mark(Kind::Double, role)),
            '\'' => self
                .straight(Kind::Single, before, after)
                .and_then(|role| mark(Kind::Single, role)),
            _ => None,
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|mark| mark.kind == kind)
    }

    /// A straight mark opens or closes by what stands beside it.
    fn straight(&self, kind: Kind, before: Option<char>, after: Option<char>) -> Option<Role> {
        let open = self.is_open(kind);
        let opens = may_open(before) && after.is_some_and(|c| !c.is_whitespace());
        let closes = may_close(after);
        match (opens, closes) {
            (true, false) => Some(Role::Opens),
            (_, true) if open => Some(Role::Closes),
            // An inch mark, a stray mark.
            _ if !open => (opens && kind == Kind::Double).then_some(Role::Opens),
            _ => (kind == Kind::Double).then_some(Role::Closes),
        }
    }

    /// Whether an apostrophe is no quotation mark: inside a word, before a figure, or
    /// before a word that is clipped at its start.
    fn is_plain_apostrophe(
        &self,
        c: char,
        end: usize,
        before: Option<char>,
        after: Option<char>,
    ) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| is_word(c) && c != OPAQUE);
        if word(before) && word(after) {
            return true;
        }
        let rest = self.text.get(end..).unwrap_or("");
        if after.is_some_and(|c| c.is_ascii_digit()) {
            // An opening mark may open a quotation that starts with a figure, but not ‘90s.
            return c != '‘' || is_decade(rest);
        }
        let length = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let next_word = rest.get(..length).unwrap_or("");
        !word(before)
            && CLIPPED
                .iter()
                .any(|clipped| clipped.eq_ignore_ascii_case(next_word))
    }

    fn take(&mut self, mark: Mark) {
        match mark.role {
            Role::Opens => self.opens(mark),
            Role::Closes => self.closes(mark),
        }
    }

    fn opens(&mut self, mark: Mark) {
        if !mark.kind.is_single()
            && let Some(index) = self.open.iter().rposition(|open| open.kind == mark.kind)
        {
            // Newspapers reopen inside a paragraph what they did not close.
            let opener = self.open.get(index).copied();
            self.open.truncate(index);
            if let Some(opener) = opener {
                self.quote(opener, mark.at, mark.at);
            }
        }
        self.open.push(mark);
    }

    fn closes(&mut self, mark: Mark) {
        let Some(index) = self.open.iter().rposition(|open| open.kind == mark.kind) else {
            return;
        };
        // A single mark does not close over a double one that is still open.
        let doubles_above = self
            .open
            .iter()
            .skip(index + 1)
            .any(|open| !open.kind.is_single());
        if mark.kind.is_single() && (doubles_above || self.is_plural_possessive(mark)) {
            return;
        }
        let opener = self.open.get(index).copied();
        self.open.truncate(index);
        if let Some(opener) = opener {
            self.quote(opener, mark.at, mark.end);
        }
    }

    /// `regimes’ fall`: after an s and before a small letter, if the quotation is closed later.
    fn is_plural_possessive(&self, mark: Mark) -> bool {
        let before = self
            .text
            .get(..mark.at)
            .and_then(|text| text.chars().next_back());
        let rest = self.text.get(mark.end..).unwrap_or("");
        let next = rest.trim_start().chars().next();
        matches!(before, Some('s' | 'S'))
            && next.is_some_and(char::is_lowercase)
            && closes_later(rest)
    }

    fn quote(&mut self, opener: Mark, end: usize, after: usize) {
        let span = Span::new(opener.end, end);
        let full = !is_scare(self.text, opener.at, span, after);
        self.found.spans.push((span, full));
    }

    fn finish(&mut self, next: Option<char>) {
        let Some(opener) = self
            .open
            .iter()
            .find(|open| !open.kind.is_single())
            .copied()
        else {
            return;
        };
        let mark = self
            .text
            .get(opener.at..opener.end)
            .and_then(|text| text.chars().next());
        let goes_on = next.is_some() && (next == mark || (next == Some('»') && mark == Some('«')));
        if goes_on {
            self.found
                .spans
                .push((Span::new(opener.end, self.text.len()), true));
        } else {
            self.found.doubt = Some(opener.end);
        }
    }
}

/// Which way a guillemet points is a matter of language; what stands beside it decides
/// where the text uses them the other way round.
fn mark_of_guillemet(
    finder: &Finder<'_>,
    c: char,
    before: Option<char>,
    after: Option<char>,
) -> Option<(Kind, Role)> {
    let kind_opened_by = |c| {
        if c == '«' {
            Kind::Guillemets
        } else {
            Kind::ReversedGuillemets
        }
    };
    let opens = kind_opened_by(c);
    let closes = kind_opened_by(if c == '«' { '»' } else { '«' });
    if finder.is_open(closes) {
        return Some((closes, Role::Closes));
    }
    let usual = (c == '«') != finder.reversed;
    let at_start = may_open(before)
        && after.is_some_and(|c| !c.is_whitespace() || c == '\u{A0}' || c == '\u{202F}');
    (usual || at_start).then_some((opens, Role::Opens))
}

/// `90s`: two figures and an s.
fn is_decade(rest: &str) -> bool {
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    digits == 2 && rest.chars().nth(digits) == Some('s')
}

/// Whether a single quotation mark closes in `rest` before the next one opens.
fn closes_later(rest: &str) -> bool {
    let mut before = None;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let inside_word = before.is_some_and(is_word) && after.is_some_and(is_word);
        if is_apostrophe(c) && !inside_word {
            let opens = c == '‘' || (c == '\'' && may_open(before));
            return !opens;
        }
        before = Some(c);
    }
    false
}

fn may_open(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || is_dash(c) || "([{‘“„‚«»\"'「『/".contains(c))
}

fn may_close(after: Option<char>) -> bool {
    after.is_none_or(|c| c.is_whitespace() || is_dash(c) || ".,;:!?…)]}’”»«\"'」』/".contains(c))
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―' | '-')
}

fn is_stop(c: char) -> bool {
    matches!(c, ',' | '.' | '!' | '?' | '…' | '。' | '、' | '！' | '？')
}

/// Whether quoted text is a scare quote: a few words that are no utterance by themselves.
fn is_scare(text: &str, opener: usize, span: Span, after: usize) -> bool {
    let quoted = span.text(text).unwrap_or("");
    let letters = quoted
        .chars()
        .filter(|c| script(*c) != Script::Spaced)
        .count();
    let words = quoted
        .split_whitespace()
        .filter(|word| word.contains(is_word))
        .count();
    let short = if letters > 0 {
        quoted.chars().filter(|c| is_word(*c)).count() <= SCARE_LETTERS
    } else {
        words <= SCARE_WORDS
    };
    if !short {
        return false;
    }
    let inside = quoted.trim_end().chars().next_back().is_some_and(is_stop);
    let outside = text
        .get(after..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(is_stop);
    if !(inside || outside) {
        return true;
    }
    let before = text.get(..opener).unwrap_or("").trim_end();
    let introduced = before.ends_with([',', ':', '，', '：']);
    let starts_sentence =
        before.is_empty() || before.ends_with(['.', '!', '?', '…', '”', '"', '’', '。']);
    let capital = quoted
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || script(c) != Script::Spaced);
    !(introduced || (starts_sentence && capital))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws each character of the text as what it is: `.` outside, `F` full, `s` scare, `?` doubt;
    /// runs are collapsed, marks themselves count as outside.
    fn draw(text: &str, language: Option<&str>, next: Option<char>) -> String {
        let quotations = Quotations::find(text, language, next);
        let mut drawn = String::new();
        for (at, c) in text.char_indices() {
            let sign = match quotations.at(Span::new(at, at + c.len_utf8())) {
                Quoting::Outside => '.',
                Quoting::Full => 'F',
                Quoting::Scare => 's',
                Quoting::Doubt => '?',
            };
            if !drawn.ends_with(sign) {
                drawn.push(sign);
            }
        }
        drawn
    }

    #[test]
    fn quotations_are_found_as_a_reader_finds_them() {
        let cases = [
            ("He said nothing.", "."),
            ("“A puppet regime will fall,” he said.", ".F."),
            ("\"A puppet regime will fall,\" he said.", ".F."),
            ("The “regime” fell.", ".s."),
            ("The 'regime' fell.", ".s."),
            ("The so-called ‘puppet regime’ fell.", ".s."),
            ("“No,” he said.", ".F."),
            ("He said: “Never.”", ".F."),
            ("He said, “never”, and left.", ".F."),
            ("Don't say it isn't so.", "."),
            ("In the '90s and the ’80s it fell.", "."),
            (
                "‘90 per cent of them are here,’ he said in the ‘90s.",
                ".F.",
            ),
            ("Get 'em while it lasts, 'tis true.", "."),
            ("Rock 'n' roll is here.", "."),
            ("The regimes' end came.", "."),
            ("‘The regimes’ fall is near now,’ he said.", ".F."),
            ("“It is the ‘regime’ that lies,” he said.", ".F."),
            ("\"A few words. \"More of them came,\" he said.", ".F.F."),
            ("“An open quotation that never ends.", ".?"),
            ("A 6\" gun and a 12\" record are here.", "."),
            ("«C’est la vie de tous les jours», dit-il.", ".F."),
            ("„Das ist ein langer Satz“, sagte er.", ".F."),
            ("»Das ist ein langer Satz«, sagte er.", ".F."),
            ("「これはとても長い引用の文です」と言った。", ".F."),
            ("「政権」と言った。", ".s."),
            ("He said—\"this is a longer one\"—and left.", ".F."),
            ("(“This is a longer one.”)", ".F."),
            ("An unmatched ' is no quote at all", "."),
            ("‘I don’t know what you mean,’ she said.", ".F."),
            (
                "“One long quotation here.” Then “another long one there.”",
                ".F.F.",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(draw(text, None, None), expected, "{text}");
        }
    }

    #[test]
    fn an_open_quotation_goes_on_if_the_next_paragraph_opens_with_its_mark() {
        let text = "“This goes on and on.";
        assert_eq!(draw(text, None, Some('“')), ".F");
        assert_eq!(draw(text, None, Some('T')), ".?");
        assert_eq!(draw("\"This goes on and on.", None, Some('"')), ".F");
        assert_eq!(draw("‘This goes on and on.", None, Some('T')), ".");
    }
}
