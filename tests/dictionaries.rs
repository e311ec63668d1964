//! Dictionaries as systems have them. Not run by default, for they are no part of the project:
//! `cargo test --test dictionaries -- --ignored --nocapture`, with `DICTIONARIES` set to their
//! folder if that is another than where most systems have it.

#![allow(clippy::print_stdout)] // What was read, or that nothing was, is to be seen.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use housestyle::matching::affix::Dictionary;
use smol_str::SmolStr;

/// So many words of each are looked up.
const WORDS: usize = 2_000;

#[test]
#[ignore = "needs dictionaries"]
fn dictionaries_of_the_system_are_read() {
    let folder = std::env::var_os("DICTIONARIES").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| PathBuf::from("/usr/share/hunspell"));
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "aff"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        println!("SKIPPED: there are no dictionaries in {}", folder.display());
    }
    for path in paths {
        println!("{}", read(&path));
    }
}

/// Reads one, checks what must hold of every dictionary, and says what it has.
fn read(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let affixes = fs::read(path).expect("readable");
    let words = fs::read(path.with_extension("dic")).expect("two files");
    let lines = words.split(|byte| *byte == b'\n').skip(1);
    let step = lines.clone().count() / WORDS + 1;
    let lines = lines
        .step_by(step)
        .filter_map(|line| std::str::from_utf8(line).ok());
    let written = lines.filter_map(|line| line.split(['/', '\t', ' ', '\r']).next());
    let wanted: BTreeSet<SmolStr> = written
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(SmolStr::new)
        .collect();
    let dictionary = Dictionary {
        name: &name,
        language: &name,
        affixes: &affixes,
        words: &words,
    };
    let mut problems = Vec::new();
    let lexicon = dictionary.lexicon(&wanted, &mut problems);
    let lexicon = lexicon.unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
    let wrong: Vec<_> = problems.iter().filter(|it| !it.is_limit).collect();
    assert!(wrong.is_empty(), "{name}: {wrong:?}");
    let mut forms = 0;
    let mut known = 0;
    for word in &wanted {
        let Some(found) = lexicon.word(word) else {
            continue;
        };
        known += 1;
        forms += found.forms.len();
        assert_eq!(found.forms[0].text, *word, "{name}: the base is first");
        let texts: BTreeSet<&str> = found.forms.iter().map(|form| &*form.text).collect();
        assert_eq!(
            texts.len(),
            found.forms.len(),
            "{name}: {word} has a form twice"
        );
    }
    format!("{name}: {known} of {} words, {forms} forms", wanted.len())
}
