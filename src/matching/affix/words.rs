//! The words of a dictionary: its `.dic` file, of which only what is asked for is kept.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::flag::{FlagSet, number};
use super::problem::{Part, Problem};
use super::rules::{Rules, aliased};
use super::stored::{lines, word_and_flags};
use super::tags::{Parts, TagSet, is_tag, value};

/// One entry of the dictionary.
#[derive(Debug, Clone)]
pub(super) struct Stem {
    pub(super) word: SmolStr,
    pub(super) flags: FlagSet,
    pub(super) parts: Parts,
    /// What it is a form of, if the entry says so.
    pub(super) of: Option<Irregular>,
}

/// What an entry says of a form that no affix makes: *feet*, of *foot*.
#[derive(Debug, Clone)]
pub(super) struct Irregular {
    pub(super) base: SmolStr,
    pub(super) tags: TagSet,
}

/// The entries that were asked for.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// By the word.
    pub(super) stems: FxHashMap<SmolStr, Vec<Stem>>,
    /// Irregular forms by what they are forms of.
    pub(super) irregular: FxHashMap<SmolStr, Vec<Stem>>,
    /// Every word that is forbidden.
    pub(super) forbidden: FxHashSet<SmolStr>,
}

impl Words {
    /// Reads a `.dic` file and keeps the entries that are `wanted`, and those that say
    /// they are forms of such.
    ///
    /// # Errors
    /// If it is no such file.
    pub(super) fn read(
        bytes: &[u8],
        rules: &mut Rules,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let mut words = Self::default();
        let mut lines = lines(bytes);
        let first = lines.next().map(|(_, line)| line.trim_ascii_start());
        if first.and_then(number).is_none() {
            return Err(Problem {
                part: Part::Words,
                line: Some(1),
                message: "this is no list of words: the first line is not their number".to_owned(),
                is_limit: false,
            });
        }
        for (_, line) in lines {
            let (entry, fields) = split(line);
            let (word, flags) = word_and_flags(entry);
            let Some(word) = rules.letters.text(&word).filter(|word| !word.is_empty()) else {
                continue;
            };
            let word = rules.without_ignored(word);
            let flags = flags.unwrap_or_default();
            let forbidden = rules.meanings.forbidden;
            if forbidden.is_some_and(|flag| rules.flags.contain(flags, flag)) {
                words.forbidden.insert(word.into());
                continue;
            }
            let (of, parts) = grammar(&word, fields, rules, &wanted);
            let is_wanted = wanted(&word);
            if !is_wanted && of.is_none() {
                continue;
            }
            let stem = Stem {
                word: word.into(),
                flags: rules.flags.set(flags),
                parts,
                of,
            };
            if let Some(of) = &stem.of {
                let forms = words.irregular.entry(of.base.clone()).or_default();
                forms.push(stem.clone());
            }
            if is_wanted {
                words.stems.entry(stem.word.clone()).or_default().push(stem);
            }
        }
        Ok(words)
    }
}

/// What the fields of a word say: whether it is a form of another that is wanted, and
/// which parts of speech it is.
fn grammar(
    word: &str,
    written: &[u8],
    rules: &mut Rules,
    wanted: impl Fn(&str) -> bool,
) -> (Option<Irregular>, Parts) {
    // Most dictionaries have no fields at all.
    if written.is_empty() {
        return (None, Parts::ANY);
    }
    let (fields, tags) = (&rules.fields, &mut rules.tags);
    let fields = aliased(fields, written);
    let stem = value(&fields, *b"st").and_then(|stem| rules.letters.text(stem));
    let stem = stem.filter(|stem| stem != word && wanted(stem));
    let derived = value(&fields, *b"ds").is_some();
    let of = stem.filter(|_| !derived).map(|stem| Irregular {
        base: stem.into(),
        tags: tags.set(fields.iter().copied().filter(|field| is_inflection(field))),
    });
    (of, Parts::of(&fields))
}

fn is_inflection(field: &[u8]) -> bool {
    is_tag(field) && matches!(field.get(..2), Some(b"is" | b"ts"))
}

/// A line as the word with its flags, and the fields that follow a tab, or a space if
/// they look like fields: words may have spaces in them.
fn split(line: &[u8]) -> (&[u8], &[u8]) {
    let starts_fields = |at: usize| match line.get(at) {
        Some(b'\t') => true,
        Some(b' ') => line.get(at + 1..).is_some_and(is_tag),
        _ => false,
    };
    let end = (0..line.len())
        .find(|at| starts_fields(*at))
        .unwrap_or(line.len());
    let (entry, fields) = line.split_at(end);
    (entry.trim_ascii_end(), fields.trim_ascii())
}
