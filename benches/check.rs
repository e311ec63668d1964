//! What a document costs: parsing, matching, checking, one keystroke. See `benches/README.md`.

mod corpus;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use housestyle::check::{Analysis, check};
use housestyle::markup::{self, Format};
use housestyle::rules::passage::Passage;
use housestyle::text::buffer::Change;
use housestyle::text::position::{Position, PositionEncoding};
use housestyle::text::{Buffer, Changes};

const SIZES: [usize; 3] = [5_000, 50_000, 500_000];
const CASES: [(usize, usize); 6] = [
    (5_000, 100),
    (5_000, 10_000),
    (50_000, 100),
    (50_000, 10_000),
    (500_000, 100),
    (500_000, 10_000),
];

/// The glossaries of [`find`] are larger, too.
const FINDS: [(usize, usize); 9] = [
    (5_000, 100),
    (5_000, 10_000),
    (5_000, 100_000),
    (50_000, 100),
    (50_000, 10_000),
    (50_000, 100_000),
    (500_000, 100),
    (500_000, 10_000),
    (500_000, 100_000),
];

fn main() {
    divan::main();
}

/// The document alone: Markdown to blocks.
#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher, bytes: usize) {
    let text = corpus::document(bytes);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| markup::parse(black_box(&text), Format::Markdown));
}

/// Blocks that are there: cut, fold, hash, look up, verify.
#[divan::bench(args = FINDS)]
fn find(bencher: Bencher, (bytes, phrases): (usize, usize)) {
    let text = corpus::document(bytes);
    let rules = corpus::rules(phrases);
    let document = markup::parse(&text, Format::Markdown);
    // Fresh ones each time: a passage keeps its words once they are cut.
    let passages = || {
        let blocks = document.blocks.iter();
        let passages = blocks.map(|block| Passage::of_block(block, &text, rules.language()));
        passages.collect::<Vec<_>>()
    };
    let read: usize = passages().iter().map(|passage| passage.text().len()).sum();
    bencher
        .counter(BytesCount::new(read))
        .with_inputs(passages)
        .bench_refs(|passages| {
            passages
                .iter()
                .map(|passage| rules.find(black_box(passage)).candidates.len())
                .sum::<usize>()
        });
}

/// The whole: what the command does with a file that is in memory.
#[divan::bench(args = CASES)]
fn check_all(bencher: Bencher, (bytes, phrases): (usize, usize)) {
    let text = corpus::document(bytes);
    let rules = corpus::rules(phrases);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| check(black_box(&text), Format::Markdown, &rules));
}

/// One character typed in the middle, and taken away again: each is an edit and a check of
/// what it touches, with all findings told.
#[divan::bench(args = [(5_000, 100), (50_000, 100), (50_000, 10_000), (500_000, 100), (5_000_000, 100)])]
fn keystroke(bencher: Bencher, (bytes, phrases): (usize, usize)) {
    let text = corpus::document(bytes);
    let rules = corpus::rules(phrases);
    let mut buffer = Buffer::new(&text, 0);
    let mut analysis = Analysis::new(&*text, Format::Markdown, &rules);
    let line = text.lines().count() as u32 / 2;
    let place = |column| Position { line, column };
    let mut version = 0;
    bencher.bench_local(|| {
        version += 1;
        let typed = version % 2 == 1;
        let change = Change::Range {
            start: place(3),
            end: place(if typed { 3 } else { 4 }),
            text: if typed { "x" } else { "" }.to_owned(),
        };
        let mut changes = Changes::NONE;
        buffer.apply(&[change], version, PositionEncoding::Utf16, &mut changes);
        if let Changes::Edits(edits) = changes {
            for edit in edits {
                analysis.edit(edit.span, &edit.text, &rules);
            }
        }
        analysis.findings(&rules)
    });
}

/// From a list of phrases to the table.
#[divan::bench(args = [100, 10_000, 100_000])]
fn compile(phrases: usize) -> usize {
    corpus::rules(phrases).rules().len()
}
