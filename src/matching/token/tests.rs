//! What is one token, and that the fast way leads where a slow and plain one does.

use std::path::Path;

use proptest::prelude::*;

use super::*;

/// The tokens of `text` by the definition, a character at a time.
fn slow(text: &str, breaks: &[u32]) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let offset = |index: usize| chars.get(index).map_or(text.len(), |(at, _)| *at);
    let run = |from: usize, belongs: &dyn Fn(char) -> bool| {
        let rest = chars.get(from..).unwrap_or(&[]);
        from + rest.iter().take_while(|(_, c)| belongs(*c)).count()
    };
    let mut tokens = Vec::new();
    let (mut index, mut gap) = (0, Gap::None);
    while let Some((start, c)) = chars.get(index).copied() {
        let spaced = is_word(c) && c != OPAQUE && script(c) == Script::Spaced;
        let (last, next) = if c.is_whitespace() || is_format(c) {
            if breaks.contains(&(start as u32)) {
                gap = Gap::Break;
            } else if c.is_whitespace() && gap == Gap::None {
                gap = Gap::Space;
            }
            index += 1;
            continue;
        } else if spaced {
            let next = run(index, &|c| {
                continues_word(c) || is_joiner(c) || is_ignorable(c)
            });
            let visible = |index: &usize| {
                let (_, c) = chars[*index];
                continues_word(c) || is_joiner(c)
            };
            ((index..next).rfind(visible).unwrap_or(index) + 1, next)
        } else if is_word(c) && c != OPAQUE {
            let next = run(index + 1, &|c| is_mark(c) || is_joiner(c));
            (next, next)
        } else {
            (index + 1, index + 1)
        };
        // What is not seen does not count.
        let seen = |(_, c): &&(usize, char)| !is_format(*c);
        let before = chars.iter().take(index).rfind(seen);
        let behind = chars.iter().skip(index + 1).find(seen);
        let word = |neighbour: Option<&(usize, char)>| neighbour.is_some_and(|(_, c)| is_word(*c));
        let mut folded = String::new();
        fold_for_hash(&text[start..offset(last)], &mut folded);
        if c == OPAQUE || (c == '–' && word(before) && word(behind)) {
            folded = if c == OPAQUE { c } else { '-' }.to_string();
        }
        tokens.push(Token {
            start: start as u32,
            end: offset(last) as u32,
            hash: hash(folded.as_bytes()),
            gap,
            hyphen: folded == "-",
        });
        (index, gap) = (next, Gap::None);
    }
    tokens
}

fn check_against_slow(text: &str) {
    let spaces = text.match_indices(' ').map(|(at, _)| at as u32);
    let breaks: Vec<u32> = spaces.step_by(3).collect();
    let fast = Tokens::cut(text, breaks.iter().copied()).list;
    let slow = slow(text, &breaks);
    assert_eq!(fast.len(), slow.len(), "{text:?}");
    for (fast, slow) in fast.iter().zip(&slow) {
        assert_eq!(fast, slow, "{:?} in {text:?}", slow.span().text(text));
    }
}

/// With `HOUSESTYLE_CORPUS` naming a folder, every file of it; else nothing, and says so.
#[test]
#[ignore = "reads the folder that HOUSESTYLE_CORPUS names"]
fn the_fast_way_is_exact_on_a_corpus() {
    fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let folder = std::env::var_os("HOUSESTYLE_CORPUS").expect("HOUSESTYLE_CORPUS names a folder");
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    let (mut bytes, mut tokens) = (0, 0);
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        for paragraph in text.split("\n\n") {
            check_against_slow(paragraph);
            tokens += Tokens::of_text(paragraph).list.len();
        }
        bytes += text.len();
    }
    assert!(
        tokens > 0 && bytes > tokens,
        "{bytes} bytes, {tokens} tokens"
    );
}

/// Draws tokens as `[word]`, with `·` for a space before and `↵` for a line break.
fn draw(text: &str, breaks: &[u32]) -> String {
    let tokens = Tokens::cut(text, breaks.iter().copied());
    let mut drawn = String::new();
    for token in tokens.list {
        drawn.push_str(match token.gap {
            Gap::None => "",
            Gap::Space => "·",
            Gap::Break => "↵",
        });
        drawn.push('[');
        drawn.push_str(token.span().text(text).expect("on boundaries"));
        drawn.push(']');
    }
    drawn
}

#[test]
fn text_is_cut_into_words_letters_and_symbols() {
    let cases = [
        ("", ""),
        ("in order  to", "[in]·[order]·[to]"),
        ("don't", "[don]['][t]"),
        ("e-mail", "[e][-][mail]"),
        ("U.S.", "[U][.][S][.]"),
        ("C++ snake_case 3.5", "[C][+][+]·[snake_case]·[3][.][5]"),
        ("café. cafe\u{301}x", "[café][.]·[cafe\u{301}x]"),
        ("co\u{AD}op word\u{200B} x", "[co\u{AD}op]·[word]·[x]"),
        ("\u{FEFF}a", "[a]"),
        ("漢字カナ", "[漢][字][カ][ナ]"),
        ("か\u{3099}x", "[か\u{3099}][x]"),
        ("AI技術", "[AI][技][術]"),
        ("정부는", "[정][부][는]"),
        ("a\u{FFFC}b", "[a][\u{FFFC}][b]"),
        ("a\u{A0}b\u{2009}c", "[a]·[b]·[c]"),
        ("“a”—b…", "[“][a][”][—][b][…]"),
        ("می\u{200C}خواهم", "[می\u{200C}خواهم]"),
        ("word¹", "[word][¹]"),
        ("🎄x", "[🎄][x]"),
    ];
    for (text, expected) in cases {
        assert_eq!(draw(text, &[]), expected, "{text:?}");
    }
    assert_eq!(
        draw("self- reliance a b", &[5]),
        "[self][-]↵[reliance]·[a]·[b]"
    );
}

proptest! {
    #[test]
    fn the_fast_way_is_exact(text in "([a-zA-Z0-9_ıİ]{1,12}|[ .,'’–“”…\u{2010}é\u{301}\u{AD}\u{200B}\u{200D}漢カガ한ไд́مًـß²\u{FFFC}\u{A0}\n-]){0,14}") {
        check_against_slow(&text);
    }

    /// The fast paths agree with folding each token's own text.
    #[test]
    fn hashes_are_those_of_the_folded_text(text in "[aZIıİ_9 é\u{301}’–\u{AD}\u{200B}漢ガ한ß.\u{FFFC}-]{0,24}") {
        let mut end = 0;
        for token in Tokens::of_text(&text).list {
            prop_assert!(token.start >= end && token.end > token.start);
            end = token.end;
            let written = token.span().text(&text).expect("on boundaries");
            if written != "–" {
                let mut folded = String::new();
                fold_for_hash(written, &mut folded);
                prop_assert_eq!(token.hash, hash(folded.as_bytes()), "{:?}", written);
            }
        }
    }
}
