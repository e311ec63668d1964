//! Files that rules name: dictionaries for spelling, lists of words.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use smol_str::SmolStr;

use super::dictionaries::{MOST_BYTES, file, without_suffix};
use super::files::{Looked, ReadError};
use super::paths;
use crate::matching::affix::Part;
use crate::matching::spelling::{EMBEDDED, Speller};
use crate::rules::fault::Fault;
use crate::rules::keys::Written;
use crate::rules::resources::{Resource, ResourceKind, Resources};
use crate::rules::value::Sources;

/// Reads what rules name.
pub(super) struct ResourceReader<'a> {
    pub(super) looked: &'a mut Looked,
    pub(super) sources: &'a Sources,
    /// The dictionaries that the configuration names, by their paths without suffixes.
    pub(super) dictionaries: Vec<PathBuf>,
    /// Whether dictionaries are read at once.
    pub(super) reads_dictionaries: bool,
}

impl ResourceReader<'_> {
    /// Reads everything that is `wanted`. What cannot be read is there as a fault.
    pub(super) fn read(&mut self, wanted: &[(Written, ResourceKind)]) -> Resources {
        let mut resources = Resources::default();
        // Two rules may name one dictionary; it is read once.
        let mut spellers: Vec<(PathBuf, Resource)> = Vec::new();
        for (written, kind) in wanted {
            let source = self.sources.get(written.place.file);
            let base = source.and_then(|source| source.path.parent());
            let path = paths::join(base.unwrap_or(Path::new("")), &written.text);
            let resource = match kind {
                ResourceKind::Words => self.words(written, &path),
                ResourceKind::Dictionary => {
                    let path = self.dictionary_path(written, &path);
                    let known = spellers.iter().find(|(known, _)| *known == path);
                    if let Some((_, known)) = known {
                        known.clone()
                    } else {
                        let speller = self.dictionary(written, &path);
                        spellers.push((path, speller.clone()));
                        speller
                    }
                }
            };
            resources.add(written, resource);
        }
        resources
    }

    /// The path of a dictionary: as it is written, or of one that the configuration names.
    fn dictionary_path(&mut self, written: &Written, path: &Path) -> PathBuf {
        let path = without_suffix(path);
        if self.looked.exists(&file(&path, Part::Affixes)) {
            return path;
        }
        let is_named = |known: &&PathBuf| {
            known
                .file_name()
                .is_some_and(|name| name.eq_ignore_ascii_case(written.text.as_str()))
        };
        self.dictionaries
            .iter()
            .find(is_named)
            .cloned()
            .unwrap_or(path)
    }

    fn dictionary(&mut self, written: &Written, path: &Path) -> Resource {
        let mut read = |part: Part| {
            let bytes = self.looked.read_bytes(&file(path, part), MOST_BYTES);
            bytes.map_err(|error| missing_dictionary(written, part, &error))
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match (read(Part::Affixes), read(Part::Words)) {
            (Ok(affixes), Ok(words)) => {
                let speller = Speller::new(&name, affixes.into(), words.into());
                if self.reads_dictionaries
                    && let Err(problem) = speller.prepare()
                {
                    let message = format!("‘{}’ is no dictionary: {problem}", written.text);
                    return Resource::Missing(Fault::error(written.place, message));
                }
                Resource::Dictionary(Arc::new(speller))
            }
            (Err(fault), _) | (_, Err(fault)) => Resource::Missing(fault),
        }
    }

    fn words(&mut self, written: &Written, path: &Path) -> Resource {
        match self.looked.read(path) {
            Ok(decoded) => {
                let lines = decoded.text.lines();
                let lines = lines.map(|line| line.split('#').next().unwrap_or("").trim());
                let words = lines.filter(|line| !line.is_empty()).map(SmolStr::new);
                Resource::Words(words.collect())
            }
            Err(error) => {
                let message = format!("‘{}’ {error}", written.text);
                let fault = Fault::error(written.place, message);
                Resource::Missing(fault.with_help("the path starts from the folder of this file"))
            }
        }
    }
}

fn missing_dictionary(written: &Written, part: Part, error: &ReadError) -> Fault {
    let message = format!("‘{}.{}’ {error}", written.text, part.suffix());
    let fault = Fault::error(written.place, message);
    match error {
        ReadError::Missing => fault.with_help(format!(
            "built in are {}; the path of another starts from the folder of this file, \
             and it is two files, .aff and .dic",
            EMBEDDED.join(" and ")
        )),
        _ => fault,
    }
}
