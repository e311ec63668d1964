//! Reading a configuration file, what it extends, and the styles that they name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use regex::Regex;
use smol_str::SmolStr;

use super::configuration::Configuration;
use super::dictionaries::{DictionaryReader, Mention};
use super::discover::FILE_NAME;
use super::embedded;
use super::files::{Looked, ReadError};
use super::globs::Globs;
use super::loader::LoaderOptions;
use super::options::{self, Options};
use super::paths;
use super::resources::ResourceReader;
use super::rules_by_path::{Override, RulesByPath};
use super::settings::{self, Ids};
use super::styles::{StyleReader, not_utf8};
use crate::matching::Case;
use crate::matching::Language;
use crate::matching::affix::Lexicon;
use crate::rules::compile::{CompileOptions, SettingGroup};
use crate::rules::expression;
use crate::rules::fault::{Fault, MOST_OF_A_FILE, nearest};
use crate::rules::inflecting;
use crate::rules::keys::Written;
use crate::rules::resources::{self, Resources};
use crate::rules::value::{FileId, Place, SourceFile, Sources, StyleFile};
use crate::rules::{Rule, variant};
use crate::text::Span;

/// Files extend each other over more levels only by mistake.
const MOST_LAYERS: usize = 16;

/// Reads the configuration file at `path`, which is absolute, or what counts where there is none;
/// and beside its styles that at `alone`. `looked` looks at files.
pub(super) fn read(
    path: Option<&Path>,
    alone: Option<&Path>,
    above: &LoaderOptions,
    looked: Looked,
) -> Configuration {
    let loading = Loading {
        looked,
        alone: alone.map(Path::to_owned),
        ..Loading::default()
    };
    match path {
        Some(path) => from_file(path, above, loading),
        None => without_file(above, loading),
    }
}

/// The configuration of documents that have no configuration file.
fn without_file(above: &LoaderOptions, mut loading: Loading) -> Configuration {
    let (styles, _) = loading.styles();
    let options = CompileOptions {
        variant_above_all: above.variant.clone(),
        severity_cap: above.cap_without_config,
        ..CompileOptions::default()
    };
    loading.finish(
        None,
        RulesByPath::new(styles, Vec::new(), Vec::new(), options),
        &above.variant,
    )
}

fn from_file(path: &Path, above: &LoaderOptions, mut loading: Loading) -> Configuration {
    loading.layers(path);
    let (styles, unread) = loading.styles();
    // The ids of a large glossary are many, and most configurations name none.
    let ids = if loading.layers.iter().any(Layer::has_settings) {
        Ids::new(&styles, &unread)
    } else {
        Ids::default()
    };
    let (settings, overrides) = loading.settings(&ids);
    let options = CompileOptions {
        lexicon: loading.lexicon(&styles, &settings, &overrides),
        language: loading.nearest(|options| options.language.clone()),
        blockquotes_are_prose: loading
            .nearest(|options| options.blockquotes_are_prose)
            .unwrap_or_default(),
        variant: loading
            .nearest(|options| options.variant.as_deref())
            .map(texts)
            .unwrap_or_default(),
        variant_above_all: above.variant.clone(),
        ignore_text: loading.ignore_text(),
        resources: loading.resources(&styles, &settings, &overrides, above),
        severity_cap: None,
    };
    let rules = RulesByPath::new(styles, settings, overrides, options);
    loading.finish(Some(path.to_owned()), rules, &above.variant)
}

/// One configuration file of a chain.
struct Layer {
    folder: PathBuf,
    options: Options,
}

impl Layer {
    fn has_settings(&self) -> bool {
        !self.options.rules.is_empty() || !self.options.overrides.is_empty()
    }
}

/// What was read so far.
#[derive(Default)]
struct Loading {
    sources: Sources,
    looked: Looked,
    faults: Vec<Fault>,
    /// From the farthest to the nearest file.
    layers: Vec<Layer>,
    /// Whether a configuration file could not be read, or not wholly.
    damaged: bool,
    /// Whether what could not be read may have named styles.
    styles_lost: bool,
    /// A style that is read although no file names it.
    alone: Option<PathBuf>,
}

impl Loading {
    /// Reads the file at `path` and all that it extends.
    fn layers(&mut self, path: &Path) {
        let mut chain = vec![path.to_owned()];
        let mut from: Option<Written> = None;
        let mut next = Some(path.to_owned());
        while let Some(path) = next.take() {
            let Some(layer) = self.layer(&path, from.as_ref()) else {
                break;
            };
            from.clone_from(&layer.options.extends);
            if let Some(extends) = &from {
                let path = paths::join(&layer.folder, &extends.text);
                match endless(&chain, &path, extends.place) {
                    Some(fault) => self.faults.push(fault),
                    None => next = Some(path.clone()),
                }
                chain.push(path);
            }
            self.layers.push(layer);
        }
        self.layers.reverse();
    }

    /// Reads one file, which the file before extends by what is written in `from`.
    fn layer(&mut self, path: &Path, from: Option<&Written>) -> Option<Layer> {
        let read = self.looked.read(path);
        let text = read.as_ref().map_or("", |decoded| decoded.text.as_str());
        let file = self.sources.add(SourceFile {
            path: path.to_owned(),
            text: text.into(),
            embedded: false,
        });
        let start = Place::new(file, Span::default());
        let decoded = match read {
            Ok(decoded) => decoded,
            Err(error) => {
                self.damaged = true;
                self.styles_lost = true;
                self.faults.push(unreadable(&error, start, from));
                return None;
            }
        };
        self.faults.extend(not_utf8(file, decoded.encoding));
        let (options, lost) = options::read(file, &decoded.text, &mut self.faults);
        let names_styles = |span: &Span| {
            span.text(&decoded.text)
                .is_some_and(|lost| lost.contains("styles"))
        };
        self.damaged |= !lost.is_empty();
        self.styles_lost |= lost.iter().any(names_styles);
        let folder = path.parent().unwrap_or(path).to_owned();
        Some(Layer { folder, options })
    }

    /// What the nearest of the files that say something says.
    fn nearest<'l, T>(&'l self, of: impl Fn(&'l Options) -> Option<T>) -> Option<T> {
        self.layers
            .iter()
            .rev()
            .find_map(|layer| of(&layer.options))
    }

    /// The styles of all files, and names of those that could not be read. Where no
    /// file names any, it is the default one, unless a name may have been lost.
    fn styles(&mut self) -> (Vec<StyleFile>, Vec<SmolStr>) {
        let mut reader = StyleReader::new(&mut self.sources, &mut self.looked, &mut self.faults);
        let mut any = self.styles_lost;
        for layer in &self.layers {
            for written in layer.options.styles.iter().flatten() {
                reader.read(written, &layer.folder);
            }
            any |= layer.options.styles.is_some();
        }
        if !any {
            reader.embedded(embedded::DEFAULT);
        }
        if let Some(path) = &self.alone {
            let written = Written {
                text: path.to_string_lossy().as_ref().into(),
                place: Place::default(),
            };
            reader.read(&written, path.parent().unwrap_or(path));
        }
        if self.styles_lost {
            reader.unread.push(SmolStr::default());
        }
        (reader.styles, reader.unread)
    }

    /// The settings of all files, by rising precedence, and the overrides likewise.
    fn settings(&mut self, ids: &Ids) -> (Vec<SettingGroup>, Vec<Override>) {
        let mut groups = Vec::new();
        let mut overrides = Vec::new();
        for layer in &self.layers {
            groups.push(settings::read(&layer.options.rules, ids, &mut self.faults));
            for written in &layer.options.overrides {
                overrides.push(Override {
                    files: Globs::new(&written.files, &layer.folder, &mut self.faults),
                    settings: settings::read(&written.rules, ids, &mut self.faults),
                    variant: written.variant.as_deref().map(texts),
                });
            }
        }
        (groups, overrides)
    }

    /// The patterns of all files, the farthest first.
    fn ignore_text(&mut self) -> Vec<Regex> {
        let written = self
            .layers
            .iter()
            .flat_map(|layer| layer.options.ignore_text.iter().flatten());
        let mut patterns = Vec::new();
        for written in written {
            match expression::regex(written, Case::Exact) {
                Ok(regex) => patterns.push(regex),
                Err(fault) => self.faults.push(fault),
            }
        }
        patterns
    }

    /// Hints at names of variants that no rule knows, but for a slip of the pen, and at rules of
    /// which no variant is chosen.
    fn hint_at_variants(&mut self, rules: &RulesByPath, above: &[SmolStr]) {
        let of_layer = |layer: &'_ Layer| {
            let overrides = layer.options.overrides.iter();
            let of_overrides = overrides.flat_map(|one| one.variant.iter().flatten());
            let names = layer.options.variant.iter().flatten().chain(of_overrides);
            names.cloned().collect::<Vec<_>>()
        };
        let written: Vec<Written> = self.layers.iter().flat_map(of_layer).collect();
        let language = self.nearest(|options| options.language.clone());
        if written.is_empty() && above.is_empty() && language.is_none() {
            return;
        }
        let set = rules.without_overrides();
        for written in &written {
            let told = set.unknown_variant(&written.text);
            let near = nearest(&written.text, set.variants().iter().map(SmolStr::as_str));
            let hint = told.zip(near).map(|(_, near)| {
                let message = format!("no rule knows a variant called ‘{}’", written.text);
                Fault::hint(written.place, message).did_you_mean(near)
            });
            self.faults.extend(hint);
        }
        // Of several the first that a rule knows counts.
        let told = above.iter().map_while(|name| set.unknown_variant(name));
        let told: Vec<String> = told.collect();
        if told.len() == above.len() {
            // They stand in no file.
            self.faults.extend(told.into_iter().map(|told| Fault {
                place: None,
                ..Fault::hint(Place::default(), told)
            }));
        }
        let of_language = language.as_deref().map(variant::of_language);
        let chosen = written.iter().map(|written| &written.text);
        let chosen: Vec<SmolStr> = chosen
            .chain(above)
            .cloned()
            .chain(of_language.into_iter().flatten())
            .collect();
        let own = |rule: &&Rule| {
            let source = self.sources.get(rule.place.file);
            source.is_some_and(|source| !source.embedded)
        };
        let idle = set.rules().iter().filter(own).filter(|rule| {
            let known = rule.check.variants();
            !known.is_empty() && variant::choose(known, &chosen).is_none()
        });
        let idle: Vec<Fault> = idle.map(never_chosen).collect();
        self.faults.extend(idle);
    }

    /// The forms of what the rules look for, if a dictionary has to make them.
    fn lexicon(
        &mut self,
        styles: &[StyleFile],
        settings: &[SettingGroup],
        overrides: &[Override],
    ) -> Option<Arc<Lexicon>> {
        let of_layer = |layer: &'_ Layer| {
            let written = layer.options.dictionaries.iter().flatten();
            written
                .map(|written| (written.clone(), layer.folder.clone()))
                .collect::<Vec<_>>()
        };
        let named: Vec<(Written, PathBuf)> = self.layers.iter().rev().flat_map(of_layer).collect();
        if named.is_empty() {
            return None;
        }
        let language = self.nearest(|options| options.language.clone());
        let wanted = if Language::of(language.as_deref()).is_english() {
            BTreeSet::new()
        } else {
            let overrides = overrides.iter().map(|one| &one.settings);
            inflecting::words(styles, settings.iter().chain(overrides))
        };
        let mentions: Vec<Mention<'_>> = named
            .iter()
            .map(|(written, base)| Mention { written, base })
            .collect();
        let mut reader = DictionaryReader {
            looked: &mut self.looked,
            faults: &mut self.faults,
        };
        reader.lexicon(&mentions, language.as_deref(), &wanted)
    }

    /// The files that rules name.
    fn resources(
        &mut self,
        styles: &[StyleFile],
        settings: &[SettingGroup],
        overrides: &[Override],
        above: &LoaderOptions,
    ) -> Arc<Resources> {
        let overrides = overrides.iter().map(|one| &one.settings);
        let wanted = resources::wanted(styles, settings.iter().chain(overrides));
        if wanted.is_empty() {
            return Arc::default();
        }
        let named = self.layers.iter().rev().flat_map(|layer| {
            let written = layer.options.dictionaries.iter().flatten();
            written.map(|written| paths::join(&layer.folder, &written.text))
        });
        let mut reader = ResourceReader {
            dictionaries: named.collect(),
            reads_dictionaries: above.reads_dictionaries,
            looked: &mut self.looked,
            sources: &self.sources,
        };
        Arc::new(reader.read(&wanted))
    }

    fn finish(
        mut self,
        path: Option<PathBuf>,
        mut rules: RulesByPath,
        above: &[SmolStr],
    ) -> Configuration {
        let fail_on = self.nearest(|options| options.fail_on).unwrap_or_default();
        rules.find_faults(&mut self.faults);
        // Nobody edits those that are built in.
        rules.let_go(|file| {
            let source = self.sources.get(file);
            source.is_some_and(|source| source.embedded)
        });
        for fault in &mut self.faults {
            fault.narrow(&self.sources);
        }
        self.hint_at_variants(&rules, above);
        // By file and place; of equal places as they were found.
        self.faults.sort_by_key(|fault| fault.place);
        self.faults.dedup();
        let of_one_file = |one: &Fault, other: &Fault| file_of(one) == file_of(other);
        self.faults = self.faults.chunk_by(of_one_file).flat_map(most).collect();
        let root = path.as_deref().and_then(Path::parent);
        self.sources.set_root(root.map(Path::to_owned));
        Configuration {
            path,
            sources: self.sources,
            faults: self.faults,
            fail_on,
            looked: self.looked,
            damaged: self.damaged,
            rules: Arc::new(rules),
            ..Configuration::default()
        }
    }
}

/// Says of a rule that no document uses it unless it says so itself.
fn never_chosen(rule: &Rule) -> Fault {
    let names = rule.check.variants();
    let message = format!(
        "none of its variants ({}) is chosen here, so that it finds nothing",
        names.join(", ")
    );
    let first = names.first().map_or("", SmolStr::as_str);
    let help = format!(
        "choose one in ‘{FILE_NAME}’, as variant = \"{first}\"; or a document does in its front matter"
    );
    Fault::hint(rule.place, message).with_help(help)
}

fn texts(written: &[Written]) -> Vec<SmolStr> {
    written.iter().map(|written| written.text.clone()).collect()
}

fn file_of(fault: &Fault) -> Option<FileId> {
    fault.place.map(|place| place.file)
}

/// As many of the faults of one file as are kept, and one that says so.
fn most(faults: &[Fault]) -> Vec<Fault> {
    let (kept, rest) = faults.split_at(faults.len().min(MOST_OF_A_FILE));
    let summary = rest.first().map(|first| {
        let message = "there are more faults in this file than can be said";
        let mut fault =
            Fault::error(Place::default(), message).with_help("mend those before this one first");
        let gravest = rest.iter().map(|fault| fault.level).max();
        fault.place = first.place;
        fault.level = gravest.unwrap_or(first.level);
        fault
    });
    kept.iter().cloned().chain(summary).collect()
}

/// The fault of a configuration file that cannot be read.
fn unreadable(error: &ReadError, start: Place, from: Option<&Written>) -> Fault {
    let Some(extends) = from else {
        return Fault::error(start, format!("this configuration {error}"));
    };
    let written = &extends.text;
    let fault = Fault::error(extends.place, format!("‘{written}’ {error}"));
    match error {
        ReadError::Folder => {
            let written = written.trim_end_matches('/');
            fault.with_help(format!("name the file in it: ‘{written}/{FILE_NAME}’"))
        }
        ReadError::Missing => fault.with_help("the path starts from the folder of this file"),
        _ => fault,
    }
}

/// The fault of a file that extends one of those that extend it.
fn endless(chain: &[PathBuf], path: &Path, place: Place) -> Option<Fault> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let same = |known: &PathBuf| real(known) == real(path);
    if let Some(index) = chain.iter().position(same) {
        let message = if index + 1 == chain.len() {
            "this file extends itself".to_owned()
        } else {
            let names = chain[index..]
                .iter()
                .map(|path| format!("‘{}’", path.display()));
            let names: Vec<String> = names.collect();
            format!("files extend each other in a circle: {}", names.join(", "))
        };
        return Some(Fault::error(place, message).with_help("leave ‘extends’ out of one of them"));
    }
    (chain.len() == MOST_LAYERS).then(|| {
        let message = format!("more than {MOST_LAYERS} files extend each other");
        Fault::error(place, message).with_help("put what they say into fewer files")
    })
}
