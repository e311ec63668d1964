//! A document in chunks is the whole document.

use std::cell::Cell;

use proptest::prelude::*;
use rustc_hash::FxHashMap;

use super::scripts::{document, play, script};
use super::*;
use crate::markup::{Block, parse};

thread_local! {
    /// The bytes of the smallest chunk.
    pub(super) static SMALLEST: Cell<usize> = const { Cell::new(1) };
}

/// Runs `test` with chunks of several sections.
pub(crate) fn with_larger_chunks(test: impl FnOnce()) {
    struct Reset;
    impl Drop for Reset {
        fn drop(&mut self) {
            SMALLEST.set(1);
        }
    }
    let _reset = Reset;
    SMALLEST.set(24);
    test();
}

/// The blocks with the spans that they have in the document, and their containers numbered
/// as they come.
fn blocks(document: &ChunkedDocument) -> Vec<Block> {
    let chunks = document.chunks().iter().zip(document.starts());
    let mut number = 0;
    let mut all = Vec::new();
    for (chunk, start) in chunks {
        number += 1;
        for block in chunk.blocks() {
            let mut block = block.clone();
            block.move_on(*start);
            if block.container.parent > 0 {
                block.container.parent += number * 100_000;
            }
            all.push(block);
        }
    }
    numbered(all)
}

fn numbered(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut numbers = FxHashMap::from_iter([(0, 0)]);
    for block in &mut blocks {
        let next = numbers.len() as u32;
        block.container.parent = *numbers.entry(block.container.parent).or_insert(next);
    }
    blocks
}

fn check(document: &ChunkedDocument, text: &str, format: Format) {
    assert_eq!(document.text(), text);
    let whole = parse(text, format);
    assert_eq!(document.front_matter(), &whole.front_matter, "{text:?}");
    let (chunked, whole) = (blocks(document), numbered(whole.blocks));
    for (one, other) in chunked.iter().zip(&whole) {
        assert_eq!(one, other, "{text:?}");
    }
    assert_eq!(chunked.len(), whole.len(), "{text:?}");
    let anew = ChunkedDocument::new(text, format, &ParseOptions::default());
    assert_eq!(sections(document), sections(&anew), "{text:?}");
}

fn sections(document: &ChunkedDocument) -> Vec<usize> {
    let chunks = document.chunks().iter().zip(document.starts());
    let starts = chunks.flat_map(|(chunk, start)| chunk.sections.iter().map(move |at| start + at));
    starts.collect()
}

fn check_script(format: Format, text: &str, script: &[super::scripts::Step]) {
    let options = ParseOptions::default();
    let mut document = ChunkedDocument::new(text, format, &options);
    check(&document, text, format);
    play(text, script, |span, new, text| {
        document.edit(span, new, &options);
        check(&document, text, format);
    });
}

#[test]
fn documents_are_cut_where_blocks_of_their_own_begin() {
    let cases: [(&str, &[usize]); 12] = [
        ("", &[0]),
        ("a\n\nb\n\nc", &[0, 3, 6]),
        ("a\nb\n\n\n  c\n\nd", &[0, 11]),
        ("```\na\n\nb\n```\n\nc", &[0, 14]),
        ("- a\n\n- b\n\nc", &[0, 10]),
        ("- a\n\n* b\n\nc", &[0, 5, 10]),
        ("<!-- a\n\nb -->\n\nc", &[0, 15]),
        ("<blockquote>\n\na\n\n</blockquote>\n\nb", &[0, 32]),
        ("---\ntitle: a\n---\n\nb\n\nc", &[0, 18, 21]),
        ("a {# b\n\nc #}\n\nd", &[0, 14]),
        ("a {# b\n\nc\n\nd", &[0, 8, 11]),
        ("[x]: y\n\n[x]\n\n[^n]: a\n\nb[^n]", &[0, 8, 13, 22]),
    ];
    for (text, expected) in cases {
        let document = ChunkedDocument::new(text, Format::Markdown, &ParseOptions::default());
        assert_eq!(sections(&document), expected, "{text:?}");
    }
}

/// What looks like a section of a long text is none where something is open around it.
#[test]
fn long_texts_are_read_in_parts_that_are_sections() {
    let sections = "# a\n\nb c\n\n".repeat(40);
    let texts = [
        sections.clone(),
        format!("```\n{sections}"),
        format!("{sections}```\n{sections}```\n\n{sections}"),
        format!("<!-- {sections} -->\n\n{sections}<pre>\n{sections}</pre>\n\n{sections}"),
        format!("{sections}{{# {sections} #}}\n\n{sections}[b]\n\n[b]: c\n"),
        format!("- a\n\n{}{sections}", "  # b\n\n  c\n\n".repeat(40)),
    ];
    for text in texts {
        for format in [Format::Plain, Format::Markdown] {
            for text in [text.clone(), text.replace('\n', "\r\n")] {
                let document = ChunkedDocument::new(&*text, format, &ParseOptions::default());
                check(&document, &text, format);
            }
        }
    }
}

/// What closes something that was left open before takes the beginning of a block away.
#[test]
fn a_cut_goes_when_what_it_begins_is_closed_behind() {
    for format in [Format::Plain, Format::Markdown] {
        let options = ParseOptions::default();
        let mut document = ChunkedDocument::new("a\n\n{#\n\na\n\nb", format, &options);
        document.edit(Span::new(7, 7), "#}\n\n", &options);
        check(&document, "a\n\n{#\n\n#}\n\na\n\nb", format);
    }
}

proptest! {
    #[test]
    fn chunks_of_markdown_are_the_document(text in document(), script in script()) {
        check_script(Format::Markdown, &text, &script);
    }

    #[test]
    fn chunks_of_several_sections_are_the_document(text in document(), script in script()) {
        with_larger_chunks(|| check_script(Format::Markdown, &text, &script));
    }

    #[test]
    fn chunks_of_plain_text_are_the_document(text in document(), script in script()) {
        check_script(Format::Plain, &text, &script);
    }
}
