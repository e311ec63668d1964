//! What must hold for every fix of any document: the markup stays what it was.

use housestyle::check::fixing::fix_all;
use housestyle::check::{Diagnostic, Fix, check};
use housestyle::markup::{Block, Format, Scope, parse};
use housestyle::rules::RuleSet;
use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::definition::{Naming, style};
use housestyle::rules::value::FileId;
use housestyle::text::edit;
use proptest::prelude::*;

const STYLE: &str = r##"
[[rule]]
id = "a"
fix = "auto"
[rule.replace]
"puppet regime" = "client state"
"in order to" = "to"
"used car" = "old car"
aide = "helper"
very = "(delete)"
"of course" = "(delete)"
star = "*"
tag = "<b>"
number = "# of"
[[term]]
term = "North Korea"
instead-of = ["DPRK"]
article = "drop"
fix = "auto"
"##;

const PHRASES: [&str; 7] = [
    "puppet regime",
    "in order to",
    "a used car",
    "an aide",
    "very",
    "of course",
    "the DPRK",
];

/// Words and parts of words of phrases, and what stands around them.
const WORDS: [&str; 28] = [
    "puppet",
    "regime",
    "pup",
    "pet",
    "in",
    "order",
    "to",
    "used",
    "car",
    "a",
    "an",
    "aide",
    "very",
    "of",
    "course",
    "Of",
    "course,",
    "star",
    "tag",
    "number",
    "the",
    "The",
    "DPRK",
    "he",
    "left.",
    "1",
    "R&amp;D",
    "“left”",
];

/// Markup of all kinds, also unbalanced.
const MARKUP: [&str; 34] = [
    "*",
    "*",
    "**",
    "**",
    "_",
    "__",
    "***",
    "~~",
    "[",
    "](u)",
    "][r]",
    "]",
    "<b>",
    "</b>",
    "<q>",
    "</q>",
    "<i id=x>",
    "</i>",
    "[^1]",
    "<!-- c -->",
    "`c`",
    "![i](u)",
    "<br>",
    "\\*",
    "&nbsp;",
    "|",
    "-",
    "+",
    "#",
    "$",
    "{",
    "}",
    "{{t}}",
    ",",
];

const SPACES: [&str; 8] = [" ", " ", " ", " ", "\n", "\n", "  \n", "\n\n"];

fn rules() -> RuleSet {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "test",
    };
    let style = style::read(FileId(0), STYLE, naming, &mut faults);
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    rules
}

/// A word between pieces of markup, with white space behind it or not.
fn piece() -> impl Strategy<Value = String> {
    let markup = || prop::option::weighted(0.35, prop::sample::select(&MARKUP[..]));
    let word = prop::sample::select(&WORDS[..]);
    let space = prop::option::weighted(0.85, prop::sample::select(&SPACES[..]));
    (markup(), word, markup(), space).prop_map(|(before, word, behind, space)| {
        [before, Some(word), behind, space]
            .into_iter()
            .flatten()
            .collect()
    })
}

/// Text in which the phrases are likely, whole and in pieces.
fn document() -> impl Strategy<Value = String> {
    let markup = || prop::option::weighted(0.5, prop::sample::select(&MARKUP[..]));
    let wrapped = (
        prop::sample::select(&PHRASES[..]),
        markup(),
        markup(),
        markup(),
    )
        .prop_map(|(phrase, before, inside, behind)| {
            let inside = inside.unwrap_or("");
            let phrase = match phrase.split_once(' ') {
                Some((first, rest)) => format!("{first}{inside} {rest}"),
                None => phrase.to_owned(),
            };
            format!("{}{phrase}{} ", before.unwrap_or(""), behind.unwrap_or(""))
        });
    let parts = prop::collection::vec(prop_oneof![piece(), wrapped], 1..14);
    let prefix = prop::sample::select(&["", "", "> ", "- ", "# "][..]);
    (prefix, parts).prop_map(|(prefix, parts)| {
        let text = parts
            .concat()
            .replace('\n', if prefix == "> " { "\n> " } else { "\n" });
        format!("{prefix}{text}\n\n[r]: u\n[^1]: x\n")
    })
}

/// What a reader sees of a block, and how its elements are written.
fn shape(source: &str, block: &Block) -> (Vec<Scope>, Option<u8>, String) {
    let scopes = Scope::ALL.into_iter().filter(|scope| block.is_in(*scope));
    (scopes.collect(), block.heading, block.prose(source).text)
}

/// The blocks but for tags, which go with their element.
fn blocks(source: &str, format: Format) -> Vec<Block> {
    let mut blocks = parse(source, format).blocks;
    blocks.retain(|block| !block.is_in(Scope::Html));
    blocks
}

/// Opening delimiters, sorted.
fn elements(source: &str, block: &Block) -> Vec<String> {
    let opening = block
        .elements
        .iter()
        .map(|element| source[element.outer.start..element.inner.start].to_owned());
    let mut opening: Vec<String> = opening.collect();
    opening.sort();
    opening
}

fn check_fix(text: &str, format: Format, rules: &RuleSet, found: &Diagnostic, fix: &Fix) {
    assert!(fix.edits.is_sorted() && !fix.edits.is_empty());
    assert!(
        fix.edits
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start)
    );
    assert!(fix.edits.iter().all(|edit| !edit.span.is_empty()));
    let fixed = edit::apply(text, &fix.edits).expect("edits fit");
    let say = || format!("{format:?} {text:?} → {fixed:?}: {}", fix.title);
    for mark in ["](u)", "[^1]", "<!--", "`c`", "{{t}}", "id=x", "<q>"] {
        let count = |text: &str| text.matches(mark).count();
        assert_eq!(count(&fixed), count(text), "{mark} {}", say());
    }
    let (before, after) = (blocks(text, format), blocks(&fixed, format));
    assert_eq!(before.len(), after.len(), "{}", say());
    let mut changed = 0;
    for (old, new) in before.iter().zip(&after) {
        let (one, other) = (shape(text, old), shape(&fixed, new));
        assert_eq!((&one.0, one.1), (&other.0, other.1), "{}", say());
        assert_eq!(old.links.len(), new.links.len(), "{}", say());
        let (had, has) = (elements(text, old), elements(&fixed, new));
        if one.2 == other.2 {
            assert_eq!(had, has, "{}", say());
            continue;
        }
        changed += 1;
        assert!(
            has.len() <= had.len() && has.iter().all(|kind| had.contains(kind)),
            "{}",
            say()
        );
        assert!(
            !other.2.is_empty() && !other.2.starts_with(' '),
            "{}",
            say()
        );
        // Far from the match the reader's text is the same.
        let same = one
            .2
            .bytes()
            .zip(other.2.bytes())
            .take_while(|(one, other)| one == other);
        let same = same.count();
        let rest = one.2.bytes().rev().zip(other.2.bytes().rev());
        let rest = rest.take_while(|(one, other)| one == other).count();
        let touched = one.2.len().saturating_sub(same + rest);
        assert!(touched <= found.text.len() + 8, "{}", say());
    }
    assert_eq!(changed, 1, "{}", say());
    let again = check(&fixed, format, rules);
    let same = |list: &[Diagnostic]| {
        list.iter()
            .filter(|other| other.rule == found.rule && other.text == found.text)
            .count()
    };
    let before = same(&check(text, format, rules));
    assert!(same(&again) < before, "{}", say());
}

fn check_document(text: &str, format: Format, rules: &RuleSet) {
    let found = check(text, format, rules);
    for diagnostic in &found {
        for fix in &diagnostic.fixes {
            check_fix(text, format, rules, diagnostic, fix);
        }
    }
    let fixed = fix_all(text, format, rules, |_| true).text;
    let say = || format!("{format:?} {text:?} → {fixed:?}");
    let left = check(&fixed, format, rules);
    assert!(
        left.iter()
            .all(|found| found.fixes.iter().all(|fix| !fix.preferred)),
        "{}",
        say()
    );
    assert_eq!(
        blocks(text, format).len(),
        blocks(&fixed, format).len(),
        "{}",
        say()
    );
}

/// Rules whose replacements hold each other's phrases would fix for ever: each writes once.
#[test]
fn rules_that_feed_each_other_end() {
    let cases = [
        (
            "ship=big vessel|vessel=sea ship",
            "A ship.",
            "A big sea ship.",
        ),
        ("ship=ship building", "A ship.", "A ship building."),
        (
            "lorry=ship|ship=vessel of the line",
            "A lorry.",
            "A vessel of the line.",
        ),
        ("a b=c d|c=a|d=b", "The a b here.", "The a b here."),
    ];
    for (rows, text, expected) in cases {
        let rows = rows.split('|').filter_map(|row| row.split_once('='));
        let rule = |(number, (find, put)): (usize, (&str, &str))| {
            format!("[[rule]]\nid = \"r{number}\"\n[rule.replace]\n\"{find}\" = \"{put}\"\n")
        };
        let written: String = rows.enumerate().map(rule).collect();
        let naming = Naming {
            folder: None,
            stem: "test",
        };
        let mut faults = Vec::new();
        let style = style::read(FileId(0), &written, naming, &mut faults);
        let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
        let fixed = fix_all(text, Format::Markdown, &rules, |_| true);
        assert_eq!(fixed.text, expected, "{written}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fix_leaves_the_markup_alone(text in document(), format in prop::sample::select(&[Format::Markdown, Format::Markdown, Format::Mdx, Format::Html, Format::Plain][..])) {
        // A long line of plain text is a paragraph, and one that a fix makes long becomes one.
        let is_short = text.lines().all(|line| line.chars().count() < 80);
        prop_assume!(format != Format::Plain || is_short);
        check_document(&text, format, &rules());
    }
}
