//! Generated documents and phrase lists for the benches: seeded, the same on every machine.

use std::fmt::Write as _;

use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::value::{
    Entry, FileId, Node, Place, Section, SectionKind, StyleFile, Value,
};
use housestyle::rules::{FaultLevel, RuleSet};

const SUBJECTS: &[&str] = &[
    "the committee",
    "a minister",
    "the agency",
    "her lawyer",
    "the union",
    "a spokesman",
    "the court",
    "an analyst",
    "the regiment",
    "the mayor",
    "a witness",
    "the company",
    "our reporter",
    "the bank",
];
const VERBS: &[&str] = &[
    "said",
    "denied",
    "confirmed",
    "published",
    "rejected",
    "approved",
    "postponed",
    "described",
    "announced",
    "questioned",
    "welcomed",
    "reviewed",
    "signed",
    "delivered",
];
const OBJECTS: &[&str] = &[
    "the report",
    "a new plan",
    "the agreement",
    "its budget",
    "the second reading",
    "a letter to the editor",
    "the results of the inquiry",
    "an offer of talks",
    "the long list of names",
    "a change in the law",
    "the price of bread",
    "the café on the corner",
    "its “final” answer",
    "the ceasefire",
];
const TAILS: &[&str] = &[
    "on Monday",
    "in the capital",
    "after a week of talks",
    "before the vote",
    "without giving a reason",
    "in order to calm the markets",
    "at the end of the day",
    "for the first time since 2019",
    "in a statement",
    "despite the objections of its partners",
    "as it isn’t clear who pays",
    "by the river",
];

/// A sequence of numbers that only looks random (a linear congruential generator, Knuth's constants).
pub(crate) struct Sequence(u64);

impl Sequence {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

fn sentence(sequence: &mut Sequence) -> String {
    let subject = sequence.pick(SUBJECTS);
    let (first, rest) = subject.split_at(1);
    let mut text = format!("{}{rest} ", first.to_uppercase());
    let _ = write!(
        text,
        "{} {} {}",
        sequence.pick(VERBS),
        sequence.pick(OBJECTS),
        sequence.pick(TAILS)
    );
    match sequence.below(9) {
        0 => text.push_str(", *very* much so"),
        1 => text.push_str(" ([details](https://example.org/a))"),
        2 => text.push_str(", with `make test` in mind"),
        _ => {}
    }
    text.push_str(". ");
    text
}

/// A Markdown article of about `bytes` bytes.
pub(crate) fn document(bytes: usize) -> String {
    let mut sequence = Sequence::new(7);
    let mut text = String::from("# A headline of the day\n\n");
    while text.len() < bytes {
        match sequence.below(8) {
            0 => {
                let _ = write!(text, "## {}\n\n", sentence(&mut sequence).trim_end());
            }
            1 => {
                for _ in 0..3 {
                    let _ = writeln!(text, "- {}", sentence(&mut sequence).trim_end());
                }
                text.push('\n');
            }
            2 => {
                let _ = write!(
                    text,
                    "> “{}” he said.\n\n",
                    sentence(&mut sequence).trim_end()
                );
            }
            _ => {
                for _ in 0..5 {
                    text.push_str(&sentence(&mut sequence));
                    if sequence.below(3) == 0 {
                        text.truncate(text.trim_end().len());
                        text.push('\n');
                    }
                }
                text.push_str("\n\n");
            }
        }
    }
    text
}

/// `count` phrases of one to four words; some from the documents' words, most not.
pub(crate) fn phrases(count: usize) -> Vec<String> {
    let mut sequence = Sequence::new(11);
    let words: Vec<&str> = [SUBJECTS, VERBS, OBJECTS, TAILS]
        .concat()
        .iter()
        .flat_map(|text| text.split(' '))
        .collect();
    let mut phrases = vec![
        "in order to".to_owned(),
        "at the end of the day".to_owned(),
        "ceasefire".to_owned(),
    ];
    while phrases.len() < count {
        let mut phrase: Vec<String> = (0..sequence.below(3))
            .map(|_| words[sequence.below(words.len())].to_owned())
            .collect();
        phrase.push(format!(
            "{}{}",
            ["plo", "gra", "ste", "mir"][sequence.below(4)],
            sequence.below(1_000_000)
        ));
        if sequence.below(2) == 0 {
            phrase.reverse();
        }
        phrases.push(phrase.join(" "));
    }
    phrases
}

/// A rule set that finds `count` phrases.
pub(crate) fn rules(count: usize) -> RuleSet {
    let place = Place::default();
    let string = |text: &str| Node {
        place,
        value: Value::String(text.into()),
    };
    let entry = |key: &str, node| Entry {
        key: key.into(),
        place,
        node,
    };
    let list = phrases(count).iter().map(|phrase| string(phrase)).collect();
    let entries = vec![
        entry("id", string("all")),
        entry(
            "phrases",
            Node {
                place,
                value: Value::List(list),
            },
        ),
    ];
    let section = Section {
        kind: SectionKind::Rule,
        place,
        entries,
    };
    let style = StyleFile {
        prefix: "bench".into(),
        header: Vec::new(),
        sections: vec![section].into(),
        file: FileId(0),
        incomplete: false,
        language: None,
    };
    let mut faults = Vec::new();
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    assert!(faults.iter().all(|fault| fault.level == FaultLevel::Hint));
    rules
}
