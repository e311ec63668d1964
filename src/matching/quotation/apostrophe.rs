//! Which single marks are apostrophes.

use super::customs::{Customs, Dropped};
use super::mark::{Glyph, Kind, Mark, Place, is_mark, is_spaced_word};
use crate::matching::character::{Script, script};

/// Longest word that is looked up in a list, in characters.
const LONGEST: usize = 12;

/// What a mark is as an apostrophe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apostrophe {
    /// None: it may be a quotation mark.
    No,
    Yes,
    /// One, unless a quotation is closed later that nothing else can have opened:
    /// ‘90 per cent of them,’ he said.
    Faint,
}

/// What `mark` is. `text` is that of the block.
pub(super) fn apostrophe(text: &str, mark: &Mark, customs: &Customs) -> Apostrophe {
    if !mark.glyph.is_apostrophe() {
        return Apostrophe::No;
    }
    let rest = text.get(mark.end..).unwrap_or("");
    let before = mark.directly_before();
    let next_is_word = mark.next.is_some_and(is_spaced_word);
    if before.is_some_and(is_spaced_word) {
        return if next_is_word || is_elision(mark, customs) {
            Apostrophe::Yes
        } else {
            Apostrophe::No
        };
    }
    let word = first_word(rest);
    if mark.joined && mark.before.is_some_and(is_spaced_word) && word.eq_ignore_ascii_case("s") {
        return Apostrophe::Yes;
    }
    let by_itself = before.is_none_or(|c| script(c) != Script::Spaceless);
    if !by_itself || !next_is_word {
        return Apostrophe::No;
    }
    let figure = mark.next.is_some_and(char::is_numeric);
    if !figure && !customs.is_clipped(word) {
        return Apostrophe::No;
    }
    let ends_sentence = before.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…'));
    match mark.glyph {
        _ if is_decade(rest) => Apostrophe::Yes,
        // The figure is a footnote's: ‘It fell.’1
        Glyph::StraightSingle | Glyph::RightSingle if figure && ends_sentence => Apostrophe::No,
        Glyph::RightSingle => Apostrophe::Yes,
        _ => Apostrophe::Faint,
    }
}

/// Where the second apostrophe of `'n'` stands, if `mark` is the first.
pub(super) fn second_of_n(text: &str, mark: &Mark) -> Option<usize> {
    let rest = text.get(mark.end..)?;
    let after = rest.strip_prefix(['n', 'N'])?;
    let is_apostrophe = |c| Glyph::of(c).is_some_and(Glyph::is_apostrophe);
    after.starts_with(is_apostrophe).then_some(mark.end + 1)
}

/// Whether `mark`, which would close a mark of the kind `closes`, may be the apostrophe of a
/// possessive (`regimes’ fall`), of a word that is cut off (`goin’ home`), or a foot (`6' tall`).
pub(super) fn may_be_apostrophe(text: &str, mark: &Mark, closes: Kind, customs: &Customs) -> bool {
    let Some(before) = mark.directly_before() else {
        return false;
    };
    let rest = text.get(mark.end..).unwrap_or("");
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = rest.chars().find(|c| !c.is_whitespace() && !is_mark(*c));
    if !next.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let read = text.get(..mark.at).unwrap_or("");
    let word = last_word(read);
    if customs.is_cut_off(word) || (before.is_numeric() && next.is_some_and(char::is_numeric)) {
        return true;
    }
    // Not after `it’s`, which has an apostrophe already.
    let stem = read
        .strip_suffix(word)
        .and_then(|start| start.strip_suffix(is_mark));
    let contracted = stem.is_some_and(|stem| stem.ends_with(is_spaced_word));
    let possessive = matches!(before, 's' | 'S') && !contracted;
    // ‚ is as a rule closed by ‘.
    let unusual = closes == Kind::LowSingle && mark.glyph != Glyph::LeftSingle;
    let drops_g = customs.dropped == Dropped::FinalG && word.len() > 3 && word.ends_with("in");
    let accent = customs.dropped == Dropped::Accent && "aeiouAEIOU".contains(before);
    next.is_some_and(char::is_lowercase)
        && (possessive || before.is_numeric() || drops_g || accent || unusual)
}

/// Whether `mark`, a double mark that closes by its looks, may be an inch: `a 12" record`.
pub(super) fn may_be_inch(text: &str, mark: &Mark) -> bool {
    let rest = text.get(mark.end..).unwrap_or("");
    let next = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}', '-', '\u{2011}']);
    mark.directly_before().is_some_and(char::is_numeric)
        && next.len() < rest.len()
        && next.starts_with(|c: char| c.is_lowercase() || c.is_numeric())
}

/// Whether the apostrophe after a letter stands for what is left out before a quotation:
/// l’« État ».
fn is_elision(mark: &Mark, customs: &Customs) -> bool {
    let opens = match mark.next.and_then(Glyph::of) {
        Some(Glyph::AngleLeft) => !customs.is_inward(),
        Some(Glyph::AngleRight) => customs.is_inward(),
        Some(Glyph::Low | Glyph::CornerLeft | Glyph::WhiteCornerLeft) => true,
        Some(_) => mark.place == Place::Neither,
        None => false,
    };
    opens && mark.glyph != Glyph::LeftSingle
}

/// `90s`: two figures and an s.
fn is_decade(rest: &str) -> bool {
    let figures = rest
        .chars()
        .take_while(char::is_ascii_digit)
        .take(3)
        .count();
    let after = rest.get(figures..).unwrap_or("");
    figures == 2 && first_word(after).eq_ignore_ascii_case("s")
}

/// The letters that `text` begins with, if they are few.
fn first_word(text: &str) -> &str {
    let letters = text.chars().take(LONGEST).take_while(|c| c.is_alphabetic());
    text.get(..letters.map(char::len_utf8).sum()).unwrap_or("")
}

/// The letters that `text` ends in, if they are few.
fn last_word(text: &str) -> &str {
    let letters = text
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|c| c.is_alphabetic());
    let length: usize = letters.map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or("")
}
