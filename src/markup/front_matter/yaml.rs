//! Front matter in YAML.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};
use smol_str::SmolStr;

use super::scalar::{Scalar, Style};
use super::{
    IGNORE, Metadata, PROSE_KEYS, REPRODUCED_AS_RECEIVED, SETTINGS, VARIANT, names, shifted,
};
use crate::text::Span;

/// How many strings with unknown escapes are repaired before the metadata counts as broken.
const MOST_REPAIRS: usize = 8;

/// What the YAML in `source[inside]` says; broken YAML says nothing. `None` if it is
/// text between two rules: no mapping, or broken and set apart by a blank line.
pub(super) fn read(source: &str, inside: Span) -> Option<Metadata> {
    let mut text = Cow::Borrowed(inside.text(source).unwrap_or(""));
    let mut broken = Metadata::default();
    for _ in 0..MOST_REPAIRS {
        let mut reader = Reader::new(&text, inside.start);
        match reader.read() {
            Ok(()) => return (reader.is_mapping || reader.is_empty).then_some(reader.metadata),
            Err(error) => {
                let Some(repaired) = repair(&text, &error) else {
                    let at = error.marker().byte_offset().map(|at| at + inside.start);
                    broken = Metadata::broken(source, inside, at, &error.info());
                    break;
                };
                text = Cow::Owned(repaired);
            }
        }
    }
    let is_set_apart = text
        .trim_start_matches([' ', '\t'])
        .starts_with(['\n', '\r']);
    (!is_set_apart).then_some(broken)
}

/// `text` with each `\'` of the string that the parser has stumbled over made an escape
/// that it knows.
///
/// Go's parser, which most site generators use, takes `\'`. The repair is of the same
/// length, so that places stay right; what it means is read from the source.
fn repair(text: &str, error: &ScanError) -> Option<String> {
    if *error.kind() != ErrorKind::UnknownQuotedScalarEscape {
        return None;
    }
    // The error stands at the opening quote.
    let start = error.marker().byte_offset()? + 1;
    let (before, string) = (text.get(..start)?, text.get(start..)?);
    let mut repaired = String::with_capacity(text.len());
    repaired.push_str(before);
    let mut rest = string;
    while let Some(at) = rest
        .find(['\\', '"'])
        .filter(|at| rest[*at..].starts_with('\\'))
    {
        let length = at + 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        let is_unknown = rest[at..length] == *"\\'";
        repaired.push_str(if is_unknown {
            &rest[..=at]
        } else {
            &rest[..length]
        });
        repaired.push_str(if is_unknown { "v" } else { "" });
        rest = &rest[length..];
    }
    repaired.push_str(rest);
    (repaired != text).then_some(repaired)
}

/// Reads the events of one document.
struct Reader<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    text: &'a str,
    offset: usize,
    metadata: Metadata,
    is_mapping: bool,
    is_empty: bool,
    /// The key that was read last, if it is for this program, and where it stands.
    key: Option<(SmolStr, Span)>,
}

/// A mapping or sequence that is open.
#[derive(Debug, Clone, Copy)]
struct Level {
    is_mapping: bool,
    /// In a mapping: whether the next node is a key.
    expects_key: bool,
    /// Whose entries they are.
    about: About,
    /// In a sequence: what the key before it asks for, of each item.
    items: Asks,
}

/// What the entries of a mapping are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Document,
    /// What this program is to do with it.
    Settings,
    Other,
}

/// What the key just read asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Asks {
    #[default]
    Nothing,
    Prose,
    Settings,
    ReproducedAsReceived,
    Variant,
    Ignore,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, offset: usize) -> Self {
        Self {
            parser: Parser::new_from_str(text),
            text,
            offset,
            metadata: Metadata::default(),
            is_mapping: false,
            is_empty: true,
            key: None,
        }
    }

    fn read(&mut self) -> Result<(), ScanError> {
        let mut levels: Vec<Level> = Vec::new();
        let mut asks = Asks::Nothing;
        while let Some(next) = self.parser.next_event() {
            let (event, span) = next?;
            match event {
                Event::DocumentEnd => break,
                Event::MappingStart(..) | Event::SequenceStart(..) => {
                    let is_mapping = matches!(event, Event::MappingStart(..));
                    let is_top = levels.is_empty();
                    self.is_mapping |= is_top && is_mapping;
                    self.is_empty = false;
                    end_node(&mut levels);
                    let about = match asks {
                        _ if is_top => About::Document,
                        Asks::Settings => About::Settings,
                        _ => About::Other,
                    };
                    let wants_other = match asks {
                        Asks::Settings => !is_mapping,
                        Asks::Variant | Asks::Ignore => is_mapping,
                        Asks::ReproducedAsReceived => true,
                        Asks::Nothing | Asks::Prose => false,
                    };
                    if wants_other {
                        self.misused();
                    }
                    levels.push(Level {
                        is_mapping,
                        expects_key: is_mapping,
                        about,
                        items: asks,
                    });
                    asks = Asks::Nothing;
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    levels.pop();
                    asks = Asks::Nothing;
                }
                Event::Scalar(value, style, ..) => {
                    self.is_empty &= value == "~" && style == ScalarStyle::Plain;
                    match levels.last() {
                        Some(level) if level.expects_key => {
                            asks = level.asks(&value);
                            let is_ours = level.about == About::Settings || asks == Asks::Settings;
                            self.key = if is_ours {
                                self.key(&value, style, span.byte_range())
                            } else {
                                None
                            };
                            if level.about == About::Settings && asks == Asks::Nothing {
                                self.metadata.about.unknown.extend(self.key.clone());
                            }
                        }
                        Some(level) if !level.is_mapping => {
                            self.value(&value, style, span.byte_range(), level.of_items());
                        }
                        _ => {
                            self.value(&value, style, span.byte_range(), asks);
                            asks = Asks::Nothing;
                        }
                    }
                    end_node(&mut levels);
                }
                Event::Alias(_) => {
                    asks = Asks::Nothing;
                    end_node(&mut levels);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A key and where it stands.
    fn key(
        &self,
        key: &str,
        style: ScalarStyle,
        range: Option<std::ops::Range<usize>>,
    ) -> Option<(SmolStr, Span)> {
        let scalar = scalar(self.text, range?.into(), style)?;
        Some((key.into(), scalar.shifted(self.offset).content))
    }

    /// The value of the last key says nothing.
    fn misused(&mut self) {
        self.metadata.about.misused.extend(self.key.take());
    }

    fn value(
        &mut self,
        value: &str,
        style: ScalarStyle,
        range: Option<std::ops::Range<usize>>,
        asks: Asks,
    ) {
        // What is left empty was not decided yet.
        if style == ScalarStyle::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL") {
            return;
        }
        match asks {
            Asks::ReproducedAsReceived => {
                let is_no =
                    style == ScalarStyle::Plain && matches!(value, "false" | "False" | "FALSE");
                let said = style == ScalarStyle::Plain && matches!(value, "true" | "True" | "TRUE");
                self.metadata.about.reproduced_as_received |= said;
                if !(said || is_no) {
                    self.misused();
                }
            }
            Asks::Variant | Asks::Ignore => {
                let scalar = range.and_then(|range| scalar(self.text, range.into(), style));
                let names = scalar.map_or(Vec::new(), |scalar| names(self.text, scalar, value));
                let names = shifted(names, self.offset);
                let about = &mut self.metadata.about;
                if asks == Asks::Variant {
                    about.add_variants(names);
                } else {
                    about.ignore.extend(names);
                }
            }
            Asks::Prose => {
                let scalar = range.and_then(|range| scalar(self.text, range.into(), style));
                self.metadata
                    .prose
                    .extend(scalar.map(|scalar| scalar.shifted(self.offset)));
            }
            Asks::Settings => self.misused(),
            Asks::Nothing => {}
        }
    }
}

impl Level {
    fn asks(self, key: &str) -> Asks {
        match (self.about, key) {
            (About::Document | About::Settings, REPRODUCED_AS_RECEIVED) => {
                Asks::ReproducedAsReceived
            }
            (About::Document, SETTINGS) => Asks::Settings,
            (About::Document, _) if PROSE_KEYS.contains(&key) => Asks::Prose,
            (About::Settings, VARIANT) => Asks::Variant,
            (About::Settings, IGNORE) => Asks::Ignore,
            _ => Asks::Nothing,
        }
    }

    /// What is asked for of each item of a sequence: only lists of names are known.
    fn of_items(self) -> Asks {
        match self.items {
            asks @ (Asks::Variant | Asks::Ignore) => asks,
            _ => Asks::Nothing,
        }
    }
}

/// In a mapping, keys and values take turns.
fn end_node(levels: &mut [Level]) {
    if let Some(level) = levels.last_mut() {
        level.expects_key = level.is_mapping && !level.expects_key;
    }
}

fn scalar(text: &str, span: Span, style: ScalarStyle) -> Option<Scalar> {
    let written = span.text(text)?;
    let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
    let (content, style) = match style {
        ScalarStyle::SingleQuoted => (inner, Style::Doubled),
        ScalarStyle::DoubleQuoted => (inner, Style::Escaped),
        ScalarStyle::Plain if matches!(written, "~" | "null" | "Null" | "NULL") => return None,
        _ => (span, Style::Bare),
    };
    Some(Scalar { content, style })
}
