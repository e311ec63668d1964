//! What can be written at a place of a configuration or style, also of one that is broken there.
//!
//! It must not know which keys there are: they come from the vocabularies.

use smol_str::SmolStr;
use tower_lsp::ls_types as lsp;

use super::place::{self, Open};
use crate::config::FileKind;
use crate::config::vocabulary::{self as configured, Keys};
use crate::lsp::capabilities::Notation;
use crate::lsp::hover;
use crate::lsp::to_proto;
use crate::rules::definition::csv::{COLUMNS, cell_at};
use crate::rules::definition::outline::{At, Header, Item, ItemKind, KeyPart, Spot};
use crate::rules::keys::Takes;
use crate::rules::vocabulary::{self, KeyWord};
use crate::text::Span;

/// So many ids are offered at most; for more the client asks again when more is typed.
const MAX_IDS: usize = 1_000;

/// What is offered at the byte `offset` of a file of rules.
pub(super) fn list(
    open: &Open<'_>,
    offset: usize,
    notation: Notation,
    snippets: bool,
) -> lsp::CompletionList {
    let mut offer = Offer {
        open,
        offset,
        notation,
        snippets,
        items: Vec::new(),
        is_incomplete: false,
    };
    if open.kind == FileKind::Table {
        offer.cell();
    } else if let Some(spot) = open.outline.at(offset) {
        offer.spot(&spot);
    }
    lsp::CompletionList {
        is_incomplete: offer.is_incomplete,
        items: offer.items,
    }
}

struct Offer<'a> {
    open: &'a Open<'a>,
    offset: usize,
    notation: Notation,
    snippets: bool,
    items: Vec<lsp::CompletionItem>,
    is_incomplete: bool,
}

/// One thing to be offered.
struct Word<'a> {
    /// What it is called in the list.
    label: &'a str,
    kind: lsp::CompletionItemKind,
    /// What it replaces.
    span: Span,
    /// What is written.
    text: String,
    /// What of it was typed already, as it was typed, goes before the rest of this.
    filter: String,
    detail: Option<String>,
    about: &'a str,
}

impl Offer<'_> {
    fn spot(&mut self, spot: &Spot<'_>) {
        let path = spot.names();
        match spot.at {
            At::Header { header, .. } => self.headers(header),
            At::Key {
                keys,
                index,
                has_value,
            } => {
                let place = KeyPlace {
                    keys,
                    index,
                    has_value,
                };
                self.keys(&path, spot, &place);
            }
            At::Value { item, list } => self.values(&path, spot, item, list),
            At::Nothing => {}
        }
    }

    fn headers(&mut self, header: &Header) {
        let start = header.span.start;
        let typed = Span::new(start, self.offset)
            .text(&self.open.text)
            .unwrap_or("");
        let brackets = if typed.starts_with("[[") { "[[" } else { "[" };
        let span = Span::new(start, header.span.end.max(self.offset));
        self.headers_at(span, brackets);
    }

    fn headers_at(&mut self, span: Span, brackets: &str) {
        for (path, about) in place::headers(self.open, span.start) {
            let name = path.trim_matches(['[', ']']);
            self.push(Word {
                label: &path,
                kind: lsp::CompletionItemKind::MODULE,
                span,
                text: path.clone(),
                filter: format!("{brackets}{name}"),
                detail: None,
                about,
            });
        }
    }

    /// What a key takes the place of.
    fn key_span(&self, place: &KeyPlace<'_>) -> Span {
        let part = place.keys.get(place.index);
        part.map_or(Span::new(self.offset, self.offset), |part| part.span)
    }

    fn keys(&mut self, table: &[&str], spot: &Spot<'_>, place: &KeyPlace<'_>) {
        let before = place.keys.get(..place.index).unwrap_or(&[]);
        let before = before.iter().map(|key| key.text.as_str());
        let path: Vec<&str> = table.iter().copied().chain(before).collect();
        if self.open.kind != FileKind::Configuration {
            let beside = place::beside(self.open, self.offset);
            if path.is_empty() {
                // Nothing stands outside of all tables.
                let span = self.key_span(place);
                self.headers_at(span, "");
                return;
            }
            let keys = vocabulary::of_style(&path, &beside);
            self.listed(keys, place, &spot.siblings);
            return;
        }
        for length in table.len()..=path.len() {
            if let Keys::Ids(below) = configured::of_configuration(&path[..length]) {
                self.ids(&below, place, length - table.len());
                if let Some(part) = self.open.part {
                    let id = configured::id_at(&path).unwrap_or_default();
                    let keys = configured::setting_keys(&id, &part.rules);
                    self.listed(keys, place, &spot.siblings);
                }
                return;
            }
        }
        if let Keys::Listed(keys) = configured::of_configuration(&path) {
            self.listed(keys, place, &spot.siblings);
        }
    }

    fn listed(&mut self, keys: Vec<KeyWord>, place: &KeyPlace<'_>, siblings: &[&str]) {
        let span = self.key_span(place);
        let own = place.keys.get(place.index).map(|part| part.text.as_str());
        for key in keys {
            let is_there = siblings.contains(&key.name) && own != Some(key.name);
            // Below a key that stands there another of its table may follow.
            if is_there
                && place.index == 0
                && !matches!(key.takes, Some(Takes::Examples | Takes::Table) | None)
            {
                continue;
            }
            self.push(Word {
                label: key.name,
                kind: lsp::CompletionItemKind::PROPERTY,
                span,
                text: self.written_key(&key, place.has_value),
                filter: key.name.to_owned(),
                detail: key
                    .takes
                    .map(Takes::describe)
                    .map(|takes| takes.replace('`', "")),
                about: key.about,
            });
        }
    }

    /// A key as it is written, with room for its value.
    fn written_key(&self, key: &KeyWord, has_value: bool) -> String {
        if has_value {
            return key.name.to_owned();
        }
        let Some(takes) = key.takes else {
            return format!("{} = ", key.name);
        };
        let (open, close) = takes.marks();
        let room = match open {
            "" => String::new(),
            _ if !self.snippets => String::new(),
            // In a snippet a brace closes a place.
            _ => format!("{open}$1{}", close.replace('}', "\\}")),
        };
        format!("{} = {room}", key.name)
    }

    /// Ids below `below`, written from the part of the key with the number `first` on.
    fn ids(&mut self, below: &str, place: &KeyPlace<'_>, first: usize) {
        let Some(part) = self.open.part else {
            return;
        };
        let span = match (place.keys.get(first), place.keys.get(place.index)) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::new(self.offset, self.offset),
        };
        let typed = place.keys.get(first..=place.index).unwrap_or(&[]);
        let typed: Vec<&str> = typed.iter().map(|key| key.text.as_str()).collect();
        let typed = typed.join(".");
        let base = if below.is_empty() {
            String::new()
        } else {
            format!("{below}.")
        };
        // What is typed last may be any part of an id.
        let beginning = typed.rsplit_once('.').map_or("", |(before, _)| before);
        let (ids, is_all) = configured::ids(&format!("{base}{beginning}"), &part.rules, MAX_IDS);
        self.is_incomplete |= !is_all;
        let quote = span
            .text(&self.open.text)
            .and_then(|text| text.chars().next());
        let quote = quote.filter(|c| matches!(c, '"' | '\''));
        for (id, rule) in ids {
            let Some(id) = id.strip_prefix(&base).filter(|id| !id.is_empty()) else {
                continue;
            };
            // Quoted, a style and a rule of it can be set side by side.
            let mark = quote.map_or("\"".to_owned(), String::from);
            let value = if place.has_value || !self.snippets {
                ""
            } else {
                " = \"$1\""
            };
            self.push(Word {
                label: id,
                kind: lsp::CompletionItemKind::REFERENCE,
                span,
                text: format!("{mark}{id}{mark}{value}"),
                filter: format!("{}{id}", quote.map(String::from).unwrap_or_default()),
                detail: rule.map(|rule| rule.manner.severity.name().to_owned()),
                about: rule
                    .and_then(|rule| rule.manner.note.as_deref())
                    .unwrap_or(""),
            });
        }
    }

    fn values(
        &mut self,
        path: &[&str],
        spot: &Spot<'_>,
        item: Option<&Item>,
        list: Option<&[Item]>,
    ) {
        let values: Vec<SmolStr> = if self.open.kind == FileKind::Configuration {
            let Some(part) = self.open.part else {
                return;
            };
            configured::values(path, &part.configuration, &part.rules)
        } else {
            let beside = place::beside(self.open, spot.table.span.start.max(self.offset));
            let key = vocabulary::key_of_style(path, &beside);
            let choices = key
                .and_then(|key| key.takes)
                .map_or(&[][..], |takes| takes.choices());
            choices
                .iter()
                .map(|choice| SmolStr::new_static(choice))
                .collect()
        };
        let is_bare = values.first().is_some_and(|value| value == "true");
        let taken: Vec<&str> = list
            .unwrap_or(&[])
            .iter()
            .filter(|other| Some(*other) != item)
            .flat_map(Item::texts)
            .filter_map(|inner| inner.text(&self.open.text))
            .collect();
        let (span, quote) = self.value_span(item);
        for value in values
            .iter()
            .filter(|value| !taken.contains(&value.as_str()))
        {
            let mark = match quote {
                _ if is_bare => String::new(),
                Some(quote) => String::from(quote),
                None => "\"".to_owned(),
            };
            self.push(Word {
                label: value,
                kind: lsp::CompletionItemKind::ENUM_MEMBER,
                span,
                text: format!("{mark}{value}{mark}"),
                filter: format!("{}{value}", quote.map(String::from).unwrap_or_default()),
                detail: None,
                about: "",
            });
        }
    }

    /// What a value takes the place of, and the quote that it begins with.
    fn value_span(&self, item: Option<&Item>) -> (Span, Option<char>) {
        let Some(item) = item else {
            return (Span::new(self.offset, self.offset), None);
        };
        match item.kind {
            ItemKind::Text { is_closed, .. } => {
                let end = if is_closed {
                    item.span.end
                } else {
                    self.offset
                };
                let quote = item
                    .span
                    .text(&self.open.text)
                    .and_then(|text| text.chars().next());
                (Span::new(item.span.start, end.max(item.span.start)), quote)
            }
            _ => (item.span, None),
        }
    }

    fn cell(&mut self) {
        let delimiter = self.open.delimiter();
        let Some(spot) = cell_at(&self.open.text, delimiter, self.offset) else {
            return;
        };
        if let Some(taken) = &spot.header {
            let all = COLUMNS
                .iter()
                .filter(|(name, _)| !taken.iter().any(|taken| taken == name));
            for key in all.filter_map(|(name, _)| vocabulary::of_column(name)) {
                self.push(Word {
                    label: key.name,
                    kind: lsp::CompletionItemKind::PROPERTY,
                    span: spot.span,
                    text: key.name.to_owned(),
                    filter: key.name.to_owned(),
                    detail: None,
                    about: key.about,
                });
            }
            return;
        }
        let key = spot.column.and_then(vocabulary::of_column);
        for choice in key
            .and_then(|key| key.takes)
            .map_or(&[][..], |takes| takes.choices())
        {
            self.push(Word {
                label: choice,
                kind: lsp::CompletionItemKind::ENUM_MEMBER,
                span: spot.span,
                text: (*choice).to_owned(),
                filter: (*choice).to_owned(),
                detail: None,
                about: "",
            });
        }
    }

    fn push(&mut self, word: Word<'_>) {
        let range = to_proto::range(word.span, &self.open.snapshot, self.open.encoding);
        let is_snippet = self.snippets && word.text.contains('$');
        let about = (!word.about.is_empty()).then(|| hover::shown(word.about, self.notation));
        self.items.push(lsp::CompletionItem {
            label: word.label.to_owned(),
            kind: Some(word.kind),
            detail: word.detail,
            documentation: about.map(lsp::Documentation::MarkupContent),
            sort_text: Some(format!("{:04}", self.items.len())),
            filter_text: Some(word.filter),
            insert_text_format: is_snippet.then_some(lsp::InsertTextFormat::SNIPPET),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(
                range, word.text,
            ))),
            ..lsp::CompletionItem::default()
        });
    }
}

/// Where a key is written.
struct KeyPlace<'a> {
    keys: &'a [KeyPart],
    index: usize,
    has_value: bool,
}
