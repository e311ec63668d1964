//! The dictionary of the documents' language, among those that a configuration names.
//!
//! Only that one is read, and only if a rule asks for forms of words that the rules of
//! English do not make. What is in the files is read elsewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::files::{Looked, ReadError};
use super::options::language_tag;
use super::paths;
use crate::matching::Language;
use crate::matching::affix::{Dictionary, Lexicon, Part, Problem, language};
use crate::rules::fault::Fault;
use crate::rules::keys::Written;

/// A file of a dictionary of more bytes than this is not read.
pub(super) const MOST_BYTES: u64 = 64_000_000;

/// A dictionary as a configuration names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention<'a> {
    pub(super) written: &'a Written,
    /// The folder that paths start from.
    pub(super) base: &'a Path,
}

/// A dictionary whose files are there.
struct Named<'a> {
    mention: Mention<'a>,
    /// The path of its files without their suffixes.
    path: PathBuf,
    language: SmolStr,
}

/// Looks at dictionaries, and reads one.
pub(super) struct DictionaryReader<'a> {
    pub(super) looked: &'a mut Looked,
    pub(super) faults: &'a mut Vec<Fault>,
}

impl DictionaryReader<'_> {
    /// The forms of the `wanted` words by the dictionary among `mentions`, the nearest
    /// first, that is for `documents`, the language of the documents.
    pub(super) fn lexicon(
        &mut self,
        mentions: &[Mention<'_>],
        documents: Option<&str>,
        wanted: &BTreeSet<SmolStr>,
    ) -> Option<Arc<Lexicon>> {
        let mut seen = FxHashSet::default();
        let mut named = Vec::new();
        for mention in mentions {
            let path = without_suffix(&paths::join(mention.base, &mention.written.text));
            if seen.insert(path.clone()) {
                named.extend(self.named(*mention, path));
            }
        }
        self.hint_at_unused(&named, documents);
        let documents = documents.filter(|language| !Language::of(Some(language)).is_english())?;
        // Of equally good ones the first.
        let fitting = named.iter().rev();
        let best = fitting
            .max_by_key(|named| closeness(documents, &named.language))
            .filter(|named| closeness(documents, &named.language) > 0)?;
        if wanted.is_empty() {
            return None;
        }
        self.read(best, wanted).map(Arc::new)
    }

    fn named<'m>(&mut self, mention: Mention<'m>, path: PathBuf) -> Option<Named<'m>> {
        for part in [Part::Affixes, Part::Words] {
            if !self.looked.exists(&file(&path, part)) {
                self.faults.push(missing(mention, &path, part, self.looked));
                return None;
            }
        }
        let stem = path.file_name().unwrap_or_default().to_string_lossy();
        let language = match language_of_name(&stem) {
            Some(language) => language,
            None => self.language_in_file(mention, &path)?,
        };
        Some(Named {
            mention,
            path,
            language,
        })
    }

    /// The language of a dictionary whose name does not say it.
    fn language_in_file(&mut self, mention: Mention<'_>, path: &Path) -> Option<SmolStr> {
        let affixes = self.bytes(mention, path, Part::Affixes)?;
        let tag = language(&affixes).and_then(|written| language_tag(&written));
        if tag.is_none() {
            let message = format!(
                "‘{}’ does not say which language it is for",
                mention.written.text
            );
            let help = "name its files by the language, such as ‘de_DE.aff’ and ‘de_DE.dic’";
            let fault = Fault::error(mention.written.place, message);
            self.faults.push(fault.with_help(help));
        }
        tag
    }

    /// What a writer should know who names a dictionary that makes no difference.
    fn hint_at_unused(&mut self, named: &[Named<'_>], documents: Option<&str>) {
        if !Language::of(documents).is_english() {
            return;
        }
        for named in named {
            let written = &named.mention.written;
            let (message, help) = if Language::of(Some(&named.language)).is_english() {
                (
                    format!(
                        "‘{}’ is not used: English words are inflected without a dictionary",
                        written.text
                    ),
                    "leave it out".to_owned(),
                )
            } else if documents.is_none() {
                (
                    format!(
                        "‘{}’ is not used: the documents are taken for English",
                        written.text
                    ),
                    format!(
                        "say which language they are in: language = \"{}\"",
                        named.language
                    ),
                )
            } else {
                continue;
            };
            self.faults
                .push(Fault::hint(written.place, message).with_help(help));
        }
    }

    fn read(&mut self, named: &Named<'_>, wanted: &BTreeSet<SmolStr>) -> Option<Lexicon> {
        let affixes = self.bytes(named.mention, &named.path, Part::Affixes)?;
        let words = self.bytes(named.mention, &named.path, Part::Words)?;
        let name = named.path.file_name().unwrap_or_default().to_string_lossy();
        let dictionary = Dictionary {
            name: &name,
            language: &named.language,
            affixes: &affixes,
            words: &words,
        };
        let mut problems = Vec::new();
        let lexicon = dictionary.lexicon(wanted, &mut problems);
        self.tell(named, &problems);
        match lexicon {
            Ok(lexicon) => Some(lexicon),
            Err(problem) => {
                self.tell(named, &[problem]);
                None
            }
        }
    }

    /// The first of the problems: the others are mostly alike.
    fn tell(&mut self, named: &Named<'_>, problems: &[Problem]) {
        let place = named.mention.written.place;
        let (limits, wrong): (Vec<&Problem>, Vec<&Problem>) =
            problems.iter().partition(|problem| problem.is_limit);
        for limit in limits {
            self.faults.push(Fault::hint(place, limit.message.clone()));
        }
        let Some(first) = wrong.first() else {
            return;
        };
        let file = named.mention.shown(&file(&named.path, first.part));
        let line = first.line.map(|line| format!(", line {line}"));
        let more = match wrong.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let line = line.unwrap_or_default();
        let message = format!("‘{file}’{line}: {}{more}", first.message);
        self.faults.push(Fault::error(place, message));
    }

    fn bytes(&mut self, mention: Mention<'_>, path: &Path, part: Part) -> Option<Vec<u8>> {
        let path = file(path, part);
        match self.looked.read_bytes(&path, MOST_BYTES) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                let message = format!("‘{}’ {error}", mention.shown(&path));
                self.faults
                    .push(Fault::error(mention.written.place, message));
                None
            }
        }
    }
}

impl Mention<'_> {
    /// The path of one of its files as the configuration would write it.
    fn shown(&self, path: &Path) -> String {
        if Path::new(self.written.text.as_str()).is_absolute() {
            path.display().to_string()
        } else {
            paths::relative(self.base, path)
        }
    }
}

/// The language by which a file is named: `de_DE`, `fr`; `fr-toutesvariantes` is French.
fn language_of_name(name: &str) -> Option<SmolStr> {
    let ends = name.rmatch_indices(['-', '_']).map(|(at, _)| at);
    let starts = std::iter::once(name.len()).chain(ends);
    starts
        .filter_map(|end| name.get(..end))
        .find_map(language_tag)
}

/// The path of one of the files.
pub(super) fn file(path: &Path, part: Part) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(part.suffix());
    PathBuf::from(name)
}

/// `path` without the suffix of one of the files. Other full stops are part of the name.
pub(super) fn without_suffix(path: &Path) -> PathBuf {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let parts = [Part::Affixes, Part::Words];
    let of_dictionary =
        suffix.is_some_and(|suffix| parts.iter().any(|part| part.suffix() == suffix));
    if of_dictionary {
        path.with_extension("")
    } else {
        path.to_owned()
    }
}

fn missing(mention: Mention<'_>, path: &Path, part: Part, looked: &mut Looked) -> Fault {
    let written = mention.shown(&file(path, part));
    let message = format!("‘{written}’ {}", ReadError::Missing);
    let fault = Fault::error(mention.written.place, message);
    fault.with_help(match (part, first_in(path, looked)) {
        (Part::Words, _) => {
            "a dictionary is two files, .aff and .dic, beside each other".to_owned()
        }
        (_, Some(inside)) => format!("did you mean ‘{}’?", mention.shown(&inside)),
        _ => "the path starts from the folder of this file, and needs no suffix".to_owned(),
    })
}

/// The first dictionary in a folder.
fn first_in(folder: &Path, looked: &mut Looked) -> Option<PathBuf> {
    if !looked.is_folder(folder) {
        return None;
    }
    let files = looked.list(folder).ok()?;
    let affixes = |path: &&PathBuf| {
        path.extension()
            .is_some_and(|suffix| suffix == Part::Affixes.suffix())
    };
    files.iter().find(affixes).map(|path| without_suffix(path))
}

/// How well a dictionary of one language serves documents in another: 0 is not at all.
fn closeness(documents: &str, dictionary: &str) -> usize {
    let parts = |tag: &str| tag.split('-').map(str::to_owned).collect::<Vec<_>>();
    let (documents, dictionary) = (parts(documents), parts(dictionary));
    let script = |parts: &[String]| parts.iter().skip(1).find(|part| part.len() == 4).cloned();
    let other_script = match (script(&documents), script(&dictionary)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    };
    if documents.first() != dictionary.first() || other_script {
        0
    } else if documents == dictionary {
        3
    } else if documents.len() == 1 || dictionary.len() == 1 {
        2
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_language_is_chosen() {
        for (documents, dictionary, expected) in [
            ("de-DE", "de-DE", 3),
            ("de", "de", 3),
            ("de-AT", "de", 2),
            ("de", "de-AT", 2),
            ("de-CH", "de-AT", 1),
            ("de", "da", 0),
            ("sr-Latn", "sr-Cyrl", 0),
            ("sr", "sr-Latn", 2),
        ] {
            assert_eq!(
                closeness(documents, dictionary),
                expected,
                "{documents} {dictionary}"
            );
        }
    }
}
