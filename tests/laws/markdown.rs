//! Random Markdown of which it is known what the reader sees, and where each character of
//! it stands in the source.

use housestyle::text::Span;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::document::{Draft, draft, may_start_a_line};
use crate::naive::Reader;
use crate::style::Style;

/// What a reader sees in place of code.
const OPAQUE: char = '\u{FFFC}';

/// What may hold a paragraph: what stands before its first line and before the others.
const CONTAINERS: [(&str, &str); 9] = [
    ("", ""),
    ("", ""),
    ("- ", "  "),
    ("> ", "> "),
    ("> ", ""),
    ("> - ", ">   "),
    ("1. ", "   "),
    ("- > ", "  > "),
    ("## ", ""),
];

/// Markup around words.
const PAIRS: [(&str, &str); 6] = [
    ("*", "*"),
    ("**", "**"),
    ("_", "_"),
    ("~~", "~~"),
    ("[", "](u)"),
    ("<b>", "</b>"),
];

/// How one chunk is written.
#[derive(Debug, Clone, Copy)]
enum Spelling {
    Plain,
    /// With character references for some of its characters.
    References,
    /// With a backslash before every mark.
    Escapes,
    /// With a comment in it.
    Comment(Index),
    /// With markup around a part of it that begins and ends with a letter or digit.
    Part(usize, Index, Index),
    Code,
}

/// What stands behind a chunk.
#[derive(Debug, Clone, Copy)]
enum Gap {
    Text(&'static str),
    /// A line break with this before it.
    Break(&'static str),
    Tag,
}

#[derive(Debug, Clone)]
struct Manner {
    spelling: Spelling,
    gap: Gap,
    /// Lines break behind the hyphens of the chunk.
    breaks_at_hyphens: bool,
}

/// A paragraph, not yet written.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    draft: Draft,
    container: (&'static str, &'static str),
    /// Of the chunks, again and again.
    manners: Vec<Manner>,
    /// Markup around chunks: the first, how many, which.
    pairs: Vec<(Index, usize, usize)>,
}

fn manner() -> impl Strategy<Value = Manner> {
    let index = any::<Index>;
    let spelling = prop_oneof![
        12 => Just(Spelling::Plain),
        1 => Just(Spelling::References),
        1 => Just(Spelling::Escapes),
        1 => index().prop_map(Spelling::Comment),
        2 => (0..PAIRS.len(), index(), index()).prop_map(|(pair, one, other)| Spelling::Part(pair, one, other)),
        1 => Just(Spelling::Code)
    ];
    let gap = prop_oneof![
        12 => Just(Gap::Text(" ")),
        1 => Just(Gap::Text("  ")),
        1 => Just(Gap::Text("\u{A0}")),
        1 => Just(Gap::Text(" \u{2009}")),
        3 => Just(Gap::Break("")),
        1 => Just(Gap::Break("  ")),
        1 => Just(Gap::Break("\\")),
        1 => Just(Gap::Tag)
    ];
    (spelling, gap, prop::bool::weighted(0.2)).prop_map(|(spelling, gap, breaks_at_hyphens)| {
        Manner {
            spelling,
            gap,
            breaks_at_hyphens,
        }
    })
}

/// One to three paragraphs.
pub(crate) fn paragraphs() -> impl Strategy<Value = Vec<Paragraph>> {
    let manners = prop::collection::vec(manner(), 1..30);
    let pairs = prop::collection::vec((any::<Index>(), 1usize..4, 0..PAIRS.len()), 0..4);
    let paragraph = (draft(30), select(&CONTAINERS[..]), manners, pairs);
    let paragraph = paragraph.prop_map(|(draft, container, manners, pairs)| Paragraph {
        draft,
        container,
        manners,
        pairs,
    });
    prop::collection::vec(paragraph, 1..4)
}

/// A block of Markdown as its reader sees it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) reader: Reader,
    /// Where each character of the reader's text begins in it, and its source.
    places: Vec<(usize, Span)>,
}

impl Written {
    /// The source from the first to the last character at `span`.
    pub(crate) fn to_source(&self, span: Span) -> Span {
        let inside = self
            .places
            .iter()
            .filter(|(at, _)| span.start <= *at && *at < span.end);
        let mut sources = inside.map(|(_, source)| *source);
        let first = sources.next().expect("a match is not empty");
        Span::new(first.start, sources.next_back().unwrap_or(first).end)
    }
}

impl Written {
    /// What the reader sees of `source`, if it is in this block.
    pub(crate) fn seen(&self, source: Span) -> Option<String> {
        let inside = |place: &&(usize, Span)| source.contains(place.1);
        let first = self.places.iter().position(|place| inside(&place))?;
        let count = self.places[first..].iter().take_while(inside).count();
        let end = self.places.get(first + count).map(|(at, _)| *at);
        self.reader
            .text
            .get(self.places[first].0..end.unwrap_or(self.reader.text.len()))
            .map(str::to_owned)
    }
}

/// Writes the paragraphs one after another; between them is what no rule looks at.
pub(crate) fn written(paragraphs: &[Paragraph], style: &Style) -> (String, Vec<Written>) {
    let mut source = String::new();
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        let mut writer = Writer {
            source: &mut source,
            block: Written::default(),
            prefix: paragraph.container.1,
        };
        writer.paragraph(paragraph, &paragraph.draft.chunks(style));
        blocks.push(writer.block);
        source.push_str("\n\n```\nstate media\n```\n\n");
    }
    (source, blocks)
}

struct Writer<'a> {
    source: &'a mut String,
    block: Written,
    prefix: &'static str,
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, chunks: &[String]) {
        self.source.push_str(paragraph.container.0);
        let is_heading = paragraph.container.0.starts_with('#');
        let pairs = apart(&paragraph.pairs, chunks.len());
        let mut manners = paragraph.manners.iter().cycle();
        for (index, chunk) in chunks.iter().enumerate() {
            let Some(manner) = manners.next() else { return };
            let around = pairs
                .iter()
                .find(|(first, last, _)| (*first..=*last).contains(&index));
            if let Some((_, _, pair)) = around.filter(|(first, _, _)| *first == index) {
                self.source.push_str(PAIRS[*pair].0);
            }
            self.chunk(chunk, manner, around.is_some(), !is_heading);
            if let Some((_, _, pair)) = around.filter(|(_, last, _)| *last == index) {
                self.source.push_str(PAIRS[*pair].1);
            }
            if let Some(next) = chunks.get(index + 1) {
                self.gap(manner.gap, !is_heading && may_start_a_line(next));
            }
        }
    }

    fn gap(&mut self, gap: Gap, may_break: bool) {
        match gap {
            Gap::Text(white) => white.chars().for_each(|c| self.text(c)),
            Gap::Tag => self.line_break("<br>"),
            Gap::Break(before) if may_break => {
                self.line_break(&format!("{before}\n{}", self.prefix));
            }
            Gap::Break(_) => self.text(' '),
        }
    }

    fn chunk(&mut self, chunk: &str, manner: &Manner, inside: bool, may_break: bool) {
        let chars: Vec<char> = chunk.chars().collect();
        let part = part_of(&chars, manner.spelling, inside);
        let comment = match manner.spelling {
            Spelling::Comment(index) => index.index(chars.len()).max(1),
            _ => chars.len(),
        };
        if matches!(manner.spelling, Spelling::Code) {
            self.written_as(OPAQUE, &format!("`{chunk}`"));
            return;
        }
        for (index, c) in chars.iter().enumerate() {
            // At the start of a line it would be a block.
            if index == comment && chars[index - 1] != '-' {
                self.source.push_str("<!-- c -->");
            }
            if let Some((pair, _, _)) = part.filter(|(_, first, _)| *first == index) {
                self.source.push_str(PAIRS[pair].0);
            }
            self.character(*c, manner.spelling);
            if let Some((pair, _, _)) = part.filter(|(_, _, last)| *last == index) {
                self.source.push_str(PAIRS[pair].1);
            }
            let rest: String = chars[index + 1..].iter().collect();
            let breaks = may_break && manner.breaks_at_hyphens && *c == '-' && !rest.is_empty();
            if breaks && may_start_a_line(&rest) {
                self.line_break(&format!("\n{}", self.prefix));
            }
        }
    }

    fn character(&mut self, c: char, spelling: Spelling) {
        let named = match c {
            '’' => "&rsquo;",
            'é' => "&eacute;",
            'ï' => "&#239;",
            '-' => "&#x2d;",
            's' => "&#115;",
            '–' => "&ndash;",
            _ => "",
        };
        match spelling {
            Spelling::References if !named.is_empty() => self.written_as(c, named),
            Spelling::Escapes if c.is_ascii_punctuation() => {
                self.source.push('\\');
                self.text(c);
            }
            _ => self.text(c),
        }
    }

    fn text(&mut self, c: char) {
        self.written_as(c, c.encode_utf8(&mut [0; 4]));
    }

    fn written_as(&mut self, c: char, written: &str) {
        let start = self.source.len();
        self.source.push_str(written);
        let at = self.block.reader.text.len();
        self.block
            .places
            .push((at, Span::new(start, self.source.len())));
        self.block.reader.text.push(c);
    }

    fn line_break(&mut self, written: &str) {
        self.block.reader.breaks.push(self.block.reader.text.len());
        self.written_as(' ', written);
    }
}

/// The pairs that do not overlap: first chunk, last chunk, which pair.
fn apart(pairs: &[(Index, usize, usize)], chunks: usize) -> Vec<(usize, usize, usize)> {
    let mut chosen: Vec<(usize, usize, usize)> = Vec::new();
    for (first, count, pair) in pairs {
        let first = first.index(chunks);
        let last = (first + count - 1).min(chunks - 1);
        if chosen
            .iter()
            .all(|(start, end, _)| last < *start || *end < first)
        {
            chosen.push((first, last, *pair));
        }
    }
    chosen
}

/// Which part of a chunk has markup of its own: the pair, the first and the last character.
fn part_of(chars: &[char], spelling: Spelling, inside: bool) -> Option<(usize, usize, usize)> {
    let Spelling::Part(pair, one, other) = spelling else {
        return None;
    };
    let mut ends = [one.index(chars.len()), other.index(chars.len())];
    ends.sort_unstable();
    let [first, last] = ends;
    let is_letter = |index: usize| chars[index].is_alphanumeric();
    // Of two pairs of asterisks, or inside a word, it would be another matter which belong together.
    let after_mark = first > 0 && chars[first - 1] == '!';
    let pair = if inside || after_mark || PAIRS[pair].0 == "_" {
        5
    } else {
        pair
    };
    (is_letter(first) && is_letter(last)).then_some((pair, first, last))
}
