//! From the names in `styles` to style files that were read.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

use super::embedded;
use super::files::{Looked, ReadError};
use super::paths;
use super::style_folder::StyleFolder;
use crate::rules::builtin;
use crate::rules::definition::style::usable_name;
use crate::rules::definition::{Naming, csv, style};
use crate::rules::fault::{Fault, nearest};
use crate::rules::keys::Written;
use crate::rules::value::{Entry, FileId, Place, SourceFile, Sources, StyleFile};
use crate::text::Span;
use crate::text::beside::map_all;
use crate::text::encoding::Encoding;

/// The suffixes of style files.
const SUFFIXES: [&str; 3] = ["toml", "csv", "tsv"];

/// So many names are compared with that of a missing file.
const MOST_NAMES: usize = 2_000;

/// All styles of a configuration together, in bytes of decoded text.
const MOST_BYTES: usize = 100_000_000;

/// Reads styles, one after the other.
pub(super) struct StyleReader<'a> {
    pub(super) sources: &'a mut Sources,
    pub(super) looked: &'a mut Looked,
    pub(super) faults: &'a mut Vec<Fault>,
    /// What was read so far.
    pub(super) styles: Vec<StyleFile>,
    /// Names of styles that could not be read, or not wholly.
    pub(super) unread: Vec<SmolStr>,
    /// The styles so far by name, with what each was read from.
    names: FxHashMap<SmolStr, String>,
    seen: FxHashSet<PathBuf>,
    bytes: usize,
}

/// One style as a configuration names it.
#[derive(Debug, Clone, Copy)]
struct Mention<'a> {
    written: &'a Written,
    /// The folder that paths start from.
    base: &'a Path,
}

impl<'a> StyleReader<'a> {
    pub(super) fn new(
        sources: &'a mut Sources,
        looked: &'a mut Looked,
        faults: &'a mut Vec<Fault>,
    ) -> Self {
        Self {
            sources,
            looked,
            faults,
            styles: Vec::new(),
            unread: Vec::new(),
            names: FxHashMap::from_iter([(builtin::STYLE.into(), "the program’s own".to_owned())]),
            seen: FxHashSet::default(),
            bytes: 0,
        }
    }

    /// Reads the style that `written` names in a file of the folder `base`. One that
    /// was read already is passed over.
    pub(super) fn read(&mut self, written: &Written, base: &Path) {
        let mention = Mention { written, base };
        if is_path(&written.text) {
            self.at_path(mention);
        } else if embedded::style(&written.text).is_some() {
            self.embedded(&written.text);
        } else {
            self.unknown(mention);
        }
    }

    /// Reads an embedded style.
    pub(super) fn embedded(&mut self, name: &str) {
        let Some(embedded) = embedded::style(name) else {
            return;
        };
        let path = PathBuf::from(embedded.name);
        if !self.seen.insert(path.clone()) {
            return;
        }
        self.names
            .insert(embedded.name.into(), "the built-in style".to_owned());
        let files = embedded.files.iter().map(|(stem, text)| {
            let path = path.join(format!("{stem}.toml"));
            let file = self.sources.add(SourceFile {
                path,
                text: SmolStr::new_static(text),
                embedded: true,
            });
            let naming = Naming {
                folder: Some(embedded.name),
                stem,
            };
            (file, *text, naming)
        });
        let files: Vec<_> = files.collect();
        // They are many, and each is read by itself.
        let read = map_all(files, |(file, text, naming)| {
            let mut faults = Vec::new();
            let read = style::read(file, text, naming, &mut faults);
            (read, faults)
        });
        for (read, faults) in read {
            self.faults.extend(faults);
            self.styles.push(StyleFile {
                language: Some(embedded.language.into()),
                ..read
            });
        }
    }

    fn at_path(&mut self, mention: Mention) {
        let path = paths::join(mention.base, &mention.written.text);
        if !self
            .seen
            .insert(path.canonicalize().unwrap_or_else(|_| path.clone()))
        {
            return;
        }
        if self.looked.is_folder(&path) {
            self.folder(mention, &path);
            return;
        }
        let Some(suffix) = suffix(&path) else {
            self.no_style(mention, &path);
            return;
        };
        let stem = stem(&path);
        match self.file(
            &path,
            suffix,
            Naming {
                folder: None,
                stem: &stem,
            },
        ) {
            Ok(read) => {
                let name = read.header.iter().find(|entry| entry.key == "name");
                self.claim(&read.prefix, name, mention, &path);
                self.empty_style(&read);
                self.styles.push(read);
            }
            Err(error) => {
                self.unread.push(usable_name(&stem));
                self.unreadable(mention, &path, &error);
            }
        }
    }

    /// A folder is one style, its files are parts of it.
    fn folder(&mut self, mention: Mention, path: &Path) {
        let place = mention.written.place;
        let written = stem_of_folder(path);
        let name = usable_name(&written);
        let walk = StyleFolder::walk(path, self.looked);
        if walk.is_too_large() {
            self.unread.push(name);
            let message = format!(
                "the folder ‘{}’ is too large for a style",
                mention.written.text
            );
            let help = "name the folder in which the style files are";
            self.faults
                .push(Fault::error(place, message).with_help(help));
            return;
        }
        if name != written {
            let message = format!("‘{written}’ cannot stand in ids; they start with ‘{name}’");
            let help = "rename the folder to be rid of this";
            self.faults
                .push(Fault::hint(place, message).with_help(help));
        }
        self.claim(&name, None, mention, path);
        for (path, error) in &walk.errors {
            self.unread.push(name.clone());
            self.unreadable(mention, path, error);
        }
        let before = self.styles.len();
        for path in &walk.files {
            let (Some(suffix), stem) = (suffix(path), stem(path)) else {
                continue;
            };
            match self.file(
                path,
                suffix,
                Naming {
                    folder: Some(&name),
                    stem: &stem,
                },
            ) {
                Ok(read) => self.styles.push(read),
                Err(error) => {
                    self.unread.push(name.clone());
                    self.unreadable(mention, path, &error);
                }
            }
        }
        if self.styles.len() == before && walk.errors.is_empty() {
            let message = format!("the folder ‘{}’ has no style in it", mention.written.text);
            let help = "style files end in .toml, .csv or .tsv";
            self.faults
                .push(Fault::hint(place, message).with_help(help));
        }
    }

    fn file(&mut self, path: &Path, suffix: &str, naming: Naming) -> Result<StyleFile, ReadError> {
        let decoded = self.looked.read(path)?;
        self.bytes += decoded.text.len();
        if self.bytes > MOST_BYTES {
            return Err(ReadError::TooMuch);
        }
        let text = SmolStr::from(decoded.text);
        let file = self.sources.add(SourceFile {
            path: path.to_owned(),
            text: text.clone(),
            embedded: false,
        });
        Ok(match suffix {
            "toml" => {
                self.faults.extend(not_utf8(file, decoded.encoding));
                style::read(file, &text, naming, self.faults)
            }
            "tsv" => csv::read(file, text, naming, Some('\t'), self.faults),
            _ => csv::read(file, text, naming, None, self.faults),
        })
    }

    /// Two styles of one name are a fault of the second.
    fn claim(&mut self, name: &SmolStr, header: Option<&Entry>, mention: Mention, path: &Path) {
        let written = paths::relative(mention.base, path);
        let Some(first) = self.names.get(name) else {
            self.names.insert(name.clone(), format!("‘{written}’"));
            return;
        };
        let place = header.map_or(mention.written.place, |entry| entry.node.place);
        let message = format!("there are two styles called ‘{name}’: {first} and ‘{written}’");
        let help = match suffix(path) {
            Some("toml") => "give one of them another name below ‘[style]’",
            Some(_) => "rename one of the files",
            None => "rename one of them",
        };
        self.faults
            .push(Fault::error(place, message).with_help(help));
    }

    fn empty_style(&mut self, style: &StyleFile) {
        if style.sections.is_empty() && !style.incomplete {
            let place = Place::new(style.file, Span::default());
            let fault = Fault::hint(place, "this style has no rule");
            self.faults
                .push(fault.with_help("write a ‘[[rule]]’, or a row: find,use"));
        }
    }

    fn unreadable(&mut self, mention: Mention, path: &Path, error: &ReadError) {
        let written = if path == paths::join(mention.base, &mention.written.text) {
            mention.written.text.to_string()
        } else {
            paths::relative(mention.base, path)
        };
        let mut fault = Fault::error(mention.written.place, format!("‘{written}’ {error}"));
        if matches!(error, ReadError::Missing) {
            fault = match self.similar(path) {
                Some(near) => {
                    let end = written.rfind(['/', '\\']).map_or(0, |at| at + 1);
                    let meant = format_smolstr!("{}{near}", &written[..end]);
                    fault.did_you_mean(&near).meaning(meant)
                }
                None => fault.with_help("the path starts from the folder of this file"),
            };
        }
        self.faults.push(fault);
    }

    /// The fault of a path that has no suffix of a style and is no folder.
    fn no_style(&mut self, mention: Mention, path: &Path) {
        let written = &mention.written.text;
        self.unread.push(usable_name(&stem(path)));
        if !self.looked.exists(path) {
            self.unreadable(mention, path, &ReadError::Missing);
            return;
        }
        let fault = Fault::error(
            mention.written.place,
            format!("‘{written}’ is no style file"),
        );
        self.faults
            .push(fault.with_help("styles end in .toml, .csv or .tsv, or are folders of those"));
    }

    /// The fault of a bare word that is no embedded style.
    fn unknown(&mut self, mention: Mention) {
        let written = mention.written.text.as_str();
        self.unread.push(written.into());
        let fault = Fault::error(
            mention.written.place,
            format!("there is no built-in style ‘{written}’"),
        );
        let names: Vec<&str> = embedded::STYLES.iter().map(|style| style.name).collect();
        let path = paths::join(mention.base, written);
        let file = SUFFIXES
            .iter()
            .find(|suffix| self.looked.exists(&path.with_extension(suffix)));
        let near = nearest(written, names.iter().copied());
        let (meant, help) = if self.looked.is_folder(&path) {
            let meant = format!("./{written}");
            let help = format!("write ‘{meant}’ for the folder");
            (Some(meant), help)
        } else if let Some(suffix) = file {
            let meant = format!("{written}.{suffix}");
            let help = format!("write ‘{meant}’ for the file");
            (Some(meant), help)
        } else if let Some(near) = near {
            (Some(near.to_owned()), format!("did you mean ‘{near}’?"))
        } else {
            let help = format!(
                "there are: {}; a file is named with its suffix, a folder with ‘/’",
                names.join(", ")
            );
            (None, help)
        };
        let mut fault = fault.with_help(help);
        fault.meant = meant.map(SmolStr::from);
        self.faults.push(fault);
    }

    /// A file beside the missing `path` that has nearly its name.
    fn similar(&mut self, path: &Path) -> Option<String> {
        let missing = path.file_name()?.to_str()?;
        let beside = self.looked.list(path.parent()?).ok()?;
        let names = beside.iter().filter_map(|path| path.file_name()?.to_str());
        let names: Vec<&str> = names.take(MOST_NAMES).collect();
        nearest(missing, names).map(str::to_owned)
    }
}

/// What to know of a TOML file that is not stored as TOML is.
pub(super) fn not_utf8(file: FileId, encoding: Encoding) -> Option<Fault> {
    let name = match encoding {
        Encoding::Utf8 => return None,
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
    };
    let place = Place::new(file, Span::default());
    let fault = Fault::hint(
        place,
        format!("this file is not UTF-8; it is read as {name}"),
    );
    Some(fault.with_help("save it as UTF-8, so that other programs read the same"))
}

/// A style with `/` or a suffix is a path; a bare word is embedded.
pub(super) fn is_path(written: &str) -> bool {
    written.contains(['/', '\\', '.'])
}

/// The suffix that makes a path a style file, in small letters.
pub(super) fn suffix(path: &Path) -> Option<&'static str> {
    let written = path.extension()?.to_str()?;
    SUFFIXES
        .into_iter()
        .find(|suffix| written.eq_ignore_ascii_case(suffix))
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn stem_of_folder(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
