//! What a finding is known by wherever it stands: hashes of its sentence and of the words
//! beside it, the same for every way of writing that a reader takes for one.

use rustc_hash::FxHashMap;

use crate::check::diagnostic::Diagnostic;
use crate::markup::Block;
use crate::markup::block::Prose;
use crate::matching::character::{Script, is_mark, is_word, script};
use crate::matching::fold::{fold_for_hash, fold_text_for_hash};
use crate::matching::sentence::{Sentence, sentences};
use crate::text::Span;

/// So many words beside a match are looked at.
const WORDS: usize = 3;

/// Within so many characters: enough for words, few enough that a block of dots costs nothing.
const MOST_CHARACTERS: usize = 200;

/// What a finding is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The matched text, [folded](folded).
    pub text: String,
    /// Hash of the folded sentence.
    pub sentence: u64,
    /// Hash of the three words before the match, fewer at the start of its block.
    pub before: u64,
    /// Hash of the three words after it, fewer at the end of its block.
    pub after: u64,
    /// Which one it is, from 1, of those with the same rule, text and sentence.
    pub ordinal: u32,
}

/// `text` without what does not count: the folds of matching, and all white space, since a
/// line may break after a hyphen, and anywhere in scripts without spaces.
pub fn folded(text: &str) -> String {
    let mut folded = fold_text_for_hash(text);
    folded.retain(|c| c != ' ');
    folded
}

/// What stands around a finding, wherever that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Surroundings {
    sentence: u64,
    before: u64,
    after: u64,
}

/// Reads what stands around findings.
pub(crate) struct SurroundingsReader<'a> {
    source: &'a str,
    blocks: &'a [Block],
    places: Places,
    views: FxHashMap<usize, View>,
}

impl<'a> SurroundingsReader<'a> {
    /// For findings in `source`, whose blocks these are.
    pub(crate) fn new(source: &'a str, blocks: &'a [Block]) -> Self {
        Self {
            source,
            blocks,
            places: Places::of(blocks),
            views: FxHashMap::default(),
        }
    }

    /// What stands around `span` of the source; `None` if it stands in no block, as a key of
    /// the front matter.
    pub(crate) fn around(&mut self, span: Span) -> Option<Surroundings> {
        let index = self.places.block_at(span.start)?;
        let block = self.blocks.get(index)?;
        let view = self.views.entry(index);
        let view = view.or_insert_with(|| View::new(block.prose(self.source)));
        let span = view.span_of(span);
        let [before, after] = view.beside(span);
        Some(Surroundings {
            sentence: view.sentence(span.start),
            before,
            after,
        })
    }
}

/// The fingerprints of `findings`, which are all of a document and sorted.
pub(crate) fn of(
    findings: &[Diagnostic],
    mut around: impl FnMut(&Diagnostic) -> Option<Surroundings>,
) -> Vec<Fingerprint> {
    let mut ordinals: FxHashMap<(&str, String, u64), u32> = FxHashMap::default();
    let mut fingerprint = |finding: &'_ Diagnostic| {
        let text = folded(&finding.text);
        let Surroundings {
            sentence,
            before,
            after,
        } = around(finding).unwrap_or_else(|| Surroundings {
            sentence: hash(&text),
            before: hash(""),
            after: hash(""),
        });
        Fingerprint {
            text,
            sentence,
            before,
            after,
            ordinal: 0,
        }
    };
    let mut fingerprints: Vec<Fingerprint> = findings.iter().map(&mut fingerprint).collect();
    for (finding, fingerprint) in findings.iter().zip(&mut fingerprints) {
        let alike = (
            finding.rule.as_str(),
            fingerprint.text.clone(),
            fingerprint.sentence,
        );
        let ordinal = ordinals.entry(alike).or_default();
        *ordinal += 1;
        fingerprint.ordinal = *ordinal;
    }
    fingerprints
}

/// FNV-1a with 64 bits, over UTF-8: `h = (h ^ byte) * 0x100000001b3` for each byte, from
/// 0xcbf29ce484222325 (Fowler, Noll and Vo). Hashes are stored in files, so this and all folds
/// before it must stay.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Which block's prose each place of the source belongs to.
struct Places {
    /// Start and end of each segment, and the block that has it, sorted.
    segments: Vec<(usize, usize, usize)>,
}

impl Places {
    fn of(blocks: &[Block]) -> Self {
        let of_block = |(index, block): (usize, &Block)| {
            let spans: Vec<_> = block
                .segments
                .iter()
                .map(|segment| (segment.source.start, segment.source.end, index))
                .collect();
            spans
        };
        let mut segments: Vec<_> = blocks.iter().enumerate().flat_map(of_block).collect();
        // Blocks stand inside others, and most do not.
        segments.sort_unstable();
        Self { segments }
    }

    fn block_at(&self, offset: usize) -> Option<usize> {
        let count = self
            .segments
            .partition_point(|(start, ..)| *start <= offset);
        let (_, end, block) = self.segments.get(count.checked_sub(1)?)?;
        (offset < *end).then_some(*block)
    }
}

/// The prose of one block, and what was computed of it.
struct View {
    prose: Prose,
    sentences: Vec<Sentence>,
    /// By the start of the sentence.
    hashes: FxHashMap<usize, u64>,
}

impl View {
    fn new(prose: Prose) -> Self {
        Self {
            sentences: sentences(&prose.text),
            prose,
            hashes: FxHashMap::default(),
        }
    }

    /// Where in the prose `source` is, which was made from a span of it.
    fn span_of(&self, source: Span) -> Span {
        let pieces = &self.prose.pieces;
        let at = |offset: usize, is_end: bool| {
            let index = pieces.partition_point(|piece| {
                piece.source.end < offset || (piece.source.end == offset && !is_end)
            });
            let piece = pieces.get(index)?;
            let within = offset.saturating_sub(piece.source.start);
            Some(match (piece.verbatim, is_end) {
                (true, _) => piece.text.start + within.min(piece.text.len()),
                (false, false) => piece.text.start,
                (false, true) => piece.text.end,
            })
        };
        let end = self.prose.text.len();
        Span::new(
            at(source.start, false).unwrap_or(end),
            at(source.end, true).unwrap_or(end),
        )
    }

    /// The hash of the sentence at `offset` of the prose.
    fn sentence(&mut self, offset: usize) -> u64 {
        let found = crate::matching::sentence::at(&self.sentences, offset);
        let span = found.map_or(Span::new(0, 0), |sentence| sentence.span);
        let text = &self.prose.text;
        let computed = self.hashes.entry(span.start);
        *computed.or_insert_with(|| hash(&folded(span.text(text).unwrap_or(""))))
    }

    /// The hashes of the words before and after `span`.
    fn beside(&self, span: Span) -> [u64; 2] {
        let text = &self.prose.text;
        let before = text.get(..span.start).unwrap_or("");
        let after = text.get(span.end..).unwrap_or("");
        let mut before = words(before.chars().rev());
        // Both were read away from the match.
        for word in &mut before {
            *word = word.chars().rev().collect();
        }
        before.reverse();
        [before, words(after.chars())].map(|words| hash(&joined(&words)))
    }
}

/// The first words of `chars`. Marks are nothing, not even between letters (*don't*); of
/// scripts without spaces each letter is a word.
fn words(chars: impl Iterator<Item = char>) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(WORDS);
    let mut open = String::new();
    let ends = |open: &mut String, words: &mut Vec<String>| {
        if !open.is_empty() {
            words.push(std::mem::take(open));
        }
    };
    for c in chars.take(MOST_CHARACTERS) {
        if c.is_whitespace() {
            ends(&mut open, &mut words);
        } else if is_word(c) && script(c) == Script::Spaceless && !is_mark(c) {
            ends(&mut open, &mut words);
            words.push(c.to_string());
        } else if is_word(c) {
            open.push(c);
        }
        if words.len() >= WORDS {
            break;
        }
    }
    ends(&mut open, &mut words);
    words.truncate(WORDS);
    words
}

fn joined(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        let mut folded = String::new();
        fold_for_hash(word, &mut folded);
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.extend(folded.chars().filter(|c| is_word(*c)));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_published_function() {
        for (text, expected) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(hash(text), expected, "{text}");
        }
    }

    /// Files hold these: a change of any of them would make every user's records void.
    #[test]
    fn hashes_of_texts_never_change() {
        for (text, expected) in [
            ("They denounced the puppet regime.", PUPPET),
            ("They  denounced\u{A0}the pup\u{AD}pet regime.", PUPPET),
            ("“Don’t,” he said: a\u{2011}b, 1990–95.", DO_NOT),
            ("\"DON'T,\" he said: a-b, 1990-95.", DO_NOT),
            ("Ｃafe\u{301} ΣΟΦΟΣ İstanbul", CAFE),
            ("café σοφος istanbul", CAFE),
            ("これは 漢字。", KANJI),
            ("これは漢字。", KANJI),
        ] {
            assert_eq!(hash(&folded(text)), expected, "{text}: {}", folded(text));
        }
    }

    const PUPPET: u64 = 0x84f9_6351_5ee5_1ac8;
    const DO_NOT: u64 = 0x9f78_9ece_cc1d_5d2f;
    const CAFE: u64 = 0x14a3_9521_d704_767a;
    const KANJI: u64 = 0xd462_e245_37dc_9cb4;

    #[test]
    fn three_words_are_taken_on_each_side() {
        // The text with the match in brackets, the words before, those after.
        for (text, before, after) in [
            (
                "One two three four [x] five six seven eight.",
                "two three four",
                "five six seven",
            ),
            ("[x]", "", ""),
            (
                "Don’t say “[x]”, e-mail it — now",
                "dont say",
                "email it now",
            ),
            ("half[x]way", "half", "way"),
            ("これは漢[x]字です。", "れ は 漢", "字 で す"),
            (
                "Über СССР [x] \u{FFFC} co\u{AD}op",
                "über ссср",
                "\u{FFFC} coop",
            ),
            ("now 1,000 [x]... … !", "now 1000", ""),
        ] {
            let start = text.find('[').expect("a bracket");
            let end = text.find(']').expect("a bracket") - 1;
            let prose = text.replace(['[', ']'], "");
            let view = View::new(Prose::of_text(&prose));
            let hashes = view.beside(Span::new(start, end));
            assert_eq!(hashes, [before, after].map(hash), "{text}");
        }
    }
}
