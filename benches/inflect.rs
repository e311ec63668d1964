//! What forms cost when a style loads: 100,000 phrases of one to four words.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use housestyle::matching::inflect::{Entry, Inflection, forms, inflect};

const PHRASES: usize = 100_000;

fn main() {
    divan::main();
}

/// Nouns, verbs, adjectives, regular and irregular, in phrases that are all different.
fn phrases() -> Vec<String> {
    const FIRST: [&str; 12] = [
        "puppet",
        "utilise",
        "big",
        "undergo",
        "travel",
        "game-changer",
        "in",
        "Labour",
        "woman",
        "fully",
        "chief",
        "focus",
    ];
    const SECOND: [&str; 12] = [
        "regime",
        "suicide",
        "of",
        "general",
        "analysis",
        "NGO",
        "party",
        "criterion",
        "out",
        "passer-by",
        "equipment",
        "man",
    ];
    (0..PHRASES)
        .map(|n| {
            let (first, second) = (FIRST[n % 12], SECOND[n / 12 % 12]);
            let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
            let third = format!("{}o{}er", letter(n / 144), letter(n / 3744));
            match n % 4 {
                0 => format!("{third}{first}"),
                1 => format!("{first} {second}"),
                2 => format!("{first} {second} {third}"),
                _ => format!("{third} {first} {second}"),
            }
        })
        .collect()
}

/// The heads and their forms, as the table of phrases takes them.
#[divan::bench(args = ["noun", "verb", "adjective", "true"])]
fn heads(bencher: Bencher, name: &str) {
    let inflection = inflection(name);
    let phrases = phrases();
    bencher.counter(ItemsCount::new(PHRASES)).bench(|| {
        let forms = |phrase: &String| {
            let entry = Entry::read(black_box(phrase)).ok()?;
            Some(inflect(&entry, inflection)?.forms.len())
        };
        phrases.iter().filter_map(forms).sum::<usize>()
    });
}

/// The whole phrases written out.
#[divan::bench(args = ["noun", "verb", "adjective", "true"])]
fn whole(bencher: Bencher, name: &str) {
    let inflection = inflection(name);
    let phrases = phrases();
    bencher.counter(ItemsCount::new(PHRASES)).bench(|| {
        let forms = |phrase: &String| {
            let entry = Entry::read(black_box(phrase)).ok()?;
            Some(forms(&entry, inflection).len())
        };
        phrases.iter().filter_map(forms).sum::<usize>()
    });
}

fn inflection(name: &str) -> Inflection {
    let named = Inflection::ALL
        .into_iter()
        .find(|(known, _)| *known == name);
    named.expect("a name of the list").1
}
