//! The characters that are quotation marks, and what the characters beside them say.

use crate::matching::character::{Script, is_format, is_mark as is_combining, is_word, script};

/// What a quotation mark looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// `"`
    Straight,
    /// “
    Left,
    /// ”
    Right,
    /// „
    Low,
    /// `'`
    StraightSingle,
    /// ‘
    LeftSingle,
    /// ’
    RightSingle,
    /// ‚
    LowSingle,
    /// «
    AngleLeft,
    /// »
    AngleRight,
    /// ‹
    AngleLeftSingle,
    /// ›
    AngleRightSingle,
    /// 「
    CornerLeft,
    /// 」
    CornerRight,
    /// 『
    WhiteCornerLeft,
    /// 』
    WhiteCornerRight,
}

impl Glyph {
    /// What `c` is, if it is a quotation mark. The letters ʼ and ʻ are none.
    pub(super) const fn of(c: char) -> Option<Self> {
        Some(match c {
            '"' | '＂' => Self::Straight,
            '“' | '‟' | '〝' => Self::Left,
            '”' | '〞' | '〟' => Self::Right,
            '„' => Self::Low,
            '\'' | '＇' => Self::StraightSingle,
            '‘' | '‛' => Self::LeftSingle,
            '’' => Self::RightSingle,
            '‚' => Self::LowSingle,
            '«' => Self::AngleLeft,
            '»' => Self::AngleRight,
            '‹' => Self::AngleLeftSingle,
            '›' => Self::AngleRightSingle,
            '「' | '｢' | '﹁' => Self::CornerLeft,
            '」' | '｣' | '﹂' => Self::CornerRight,
            '『' | '﹃' => Self::WhiteCornerLeft,
            '』' | '﹄' => Self::WhiteCornerRight,
            _ => return None,
        })
    }

    /// Whether it may be an apostrophe.
    pub(super) const fn is_apostrophe(self) -> bool {
        matches!(
            self,
            Self::StraightSingle | Self::LeftSingle | Self::RightSingle
        )
    }
}

/// A pair of marks, however each of them is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// “ ”, ” ” and `" "`
    High,
    /// „ “ and „ ”
    Low,
    /// « »
    Outward,
    /// » « and » »
    Inward,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
    /// ‘ ’, ’ ’ and `' '`
    HighSingle,
    /// ‚ ‘ and ‚ ’
    LowSingle,
    /// ‹ › and › ‹
    AngleSingle,
}

impl Kind {
    /// The kinds that ’ and ' close.
    pub(super) const CLOSED_BY_APOSTROPHE: [Self; 2] = [Self::HighSingle, Self::LowSingle];

    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::HighSingle | Self::LowSingle | Self::AngleSingle)
    }
}

/// What the characters on both sides of a mark let it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Opening,
    Closing,
    Either,
    Neither,
}

/// A quotation mark in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) glyph: Glyph,
    pub(super) c: char,
    pub(super) at: usize,
    /// One past the mark.
    pub(super) end: usize,
    /// What stands beside the run of marks that this one belongs to, as in `”’`.
    pub(super) place: Place,
    /// The character before the run.
    pub(super) before: Option<char>,
    /// The character after the run.
    pub(super) after: Option<char>,
    /// Whether another mark stands directly before it.
    pub(super) joined: bool,
    /// The character directly after it, a mark or not.
    pub(super) next: Option<char>,
}

impl Mark {
    /// The character directly before it, unless that is a mark.
    pub(super) fn directly_before(&self) -> Option<char> {
        self.before.filter(|_| !self.joined)
    }
}

/// Whether `c` is a quotation mark or may be one.
pub(super) const fn is_mark(c: char) -> bool {
    Glyph::of(c).is_some()
}

/// Whether `c` is not there when one asks what stands beside a mark: without width,
/// combined with the character before it, or the raised figure of a footnote.
pub(super) fn is_transparent(c: char) -> bool {
    !c.is_ascii() && is_without_width(c)
}

fn is_without_width(c: char) -> bool {
    is_format(c)
        || is_combining(c)
        || matches!(
            c,
            '¹' | '²' | '³' | '\u{2070}'..='\u{2079}' | '\u{200C}' | '\u{200D}'
        )
}

/// Whether `c` belongs to a word of a script with spaces, in which an apostrophe may stand.
pub(super) fn is_spaced_word(c: char) -> bool {
    is_word(c) && script(c) == Script::Spaced
}

/// What may be done between `before` and `after`, where the text after it is `rest`.
pub(super) fn place(before: Option<char>, rest: &str) -> Place {
    let opens = before.is_none_or(lets_open);
    let closes = rest
        .chars()
        .next()
        .is_none_or(|c| lets_close(c) && !leads_on(rest));
    match (opens, closes) {
        (true, false) => Place::Opening,
        (false, true) => Place::Closing,
        (true, true) => Place::Either,
        (false, false) => Place::Neither,
    }
}

/// Whether a mark may open after `c`: a space, bracket or dash, or a letter of a script
/// without spaces, after which anything may begin.
fn lets_open(c: char) -> bool {
    c.is_whitespace()
        || is_dash(c)
        || "([{⟨（［｛【〔〈《/¿¡，。、：；！？".contains(c)
        || (is_word(c) && script(c) == Script::Spaceless)
}

/// Whether a mark may close before `c`: a space, closing punctuation or a dash, or a
/// letter of a script whose particles follow without a space.
fn lets_close(c: char) -> bool {
    c.is_whitespace()
        || is_dash(c)
        || ".,;:!?…)]}⟩/）］｝】〕〉》，。、：；！？。．､｡،؛؟۔।".contains(c)
        || (is_word(c) && script(c) != Script::Spaced)
}

/// Whether `rest` begins with an ellipsis or full stop that belongs to what follows:
/// `...and then`, `.NET`.
fn leads_on(rest: &str) -> bool {
    let after = rest.trim_start_matches(['.', '…']);
    after.len() < rest.len() && after.chars().next().is_some_and(is_spaced_word)
}

pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−')
}

/// Punctuation that makes a few quoted words an utterance.
pub(super) const fn is_stop(c: char) -> bool {
    matches!(
        c,
        ',' | '.'
            | '!'
            | '?'
            | '…'
            | '，'
            | '。'
            | '、'
            | '！'
            | '？'
            | '．'
            | '､'
            | '｡'
            | '،'
            | '؟'
            | '۔'
            | '।'
    )
}
