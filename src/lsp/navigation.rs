//! From a finding to its rule, from a term to its entry, and to wherever else the term stands.
//!
//! Answers come from what the last check kept: a document is not read again to find out that
//! nothing stands at a place, and none is read that is not open.

use std::path::Path;
use std::sync::Arc;

use smol_str::SmolStr;
use tower_lsp::ls_types as lsp;

use super::document::{Checked, Role};
use super::faults::Texts;
use super::from_proto;
use super::hover::meant;
use super::session::Session;
use super::to_proto;
use super::uri::{self, DocumentKey};
use crate::check::{Analysis, terms};
use crate::markup::chunks::Chunk;
use crate::rules::value::{Place, Sources};
use crate::rules::{Rule, RuleSet};
use crate::text::Span;
use crate::text::position::{PositionEncoding, to_offset};

/// The chunks of a document, each with the byte at which it starts.
type Chunks = Vec<(usize, Arc<Chunk>)>;

/// A document that can be searched as it was checked.
struct Searched {
    checked: Arc<Checked>,
    chunks: Chunks,
}

/// A term that was asked about.
struct Known {
    /// As it should be written.
    term: SmolStr,
    /// Its entry.
    place: Place,
    /// The file of that.
    path: Box<Path>,
    /// The rules of the document.
    rules: Arc<RuleSet>,
    /// Those of them that are about the term.
    about: Vec<u32>,
}

impl Session {
    /// Where whatever stands at a position is defined: the rules of findings, else the entry of a
    /// term. `None` if that is nowhere in a file.
    pub(super) async fn definition(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::GotoDefinitionResponse> {
        let (checked, (offset, chunk)) = self
            .analysed(&place.text_document.uri, |analysis, checked, encoding| {
                let offset = offset(place.position, checked, encoding);
                (offset, analysis.chunk_at(offset))
            })
            .await?;
        let near = checked.findings.touching(Span::new(offset, offset));
        let findings = meant(&near, Span::new(offset, offset));
        let narrowest = findings.iter().min_by_key(|finding| finding.span.len());
        let mut places = Vec::new();
        let origin = if let Some(narrowest) = narrowest {
            for finding in &findings {
                let entry = finding.entry;
                places.extend(rule_place(&checked.rules, &finding.rule, entry));
                let also = finding.also.iter();
                places.extend(also.filter_map(|id| rule_place(&checked.rules, id, None)));
            }
            narrowest.span
        } else {
            let (start, chunk) = chunk?;
            let mention = terms::at(&chunk, offset.checked_sub(start)?, &checked.rules)?;
            places.push(entry_of(&mention, &checked)?.place);
            mention.span.moved_on(start)
        };
        let (encoding, links) = {
            let client = &self.state().client;
            (client.encoding, client.definition_links)
        };
        let mut seen = std::collections::HashSet::new();
        places.retain(|place| seen.insert(*place));
        let mut targets = Targets::new(&checked.configuration.sources, encoding);
        let locations: Vec<_> = places.into_iter().filter_map(|at| targets.of(at)).collect();
        if locations.is_empty() {
            return None;
        }
        if !links {
            return Some(lsp::GotoDefinitionResponse::Array(locations));
        }
        let origin = to_proto::range(origin, &checked.snapshot, encoding);
        let link = |location: lsp::Location| lsp::LocationLink {
            origin_selection_range: Some(origin),
            target_uri: location.uri,
            target_range: location.range,
            target_selection_range: location.range,
        };
        let links = locations.into_iter().map(link).collect();
        Some(lsp::GotoDefinitionResponse::Link(links))
    }

    /// Where the term at a position, or one of its deprecated variants, stands in the document.
    pub(super) async fn highlights(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<Vec<lsp::DocumentHighlight>> {
        let (document, known, encoding) = self.term_at(place).await?;
        let chunks = self.chunks_of(&document)?;
        let found = tokio::task::spawn_blocking(move || {
            let checked = document;
            Searched { checked, chunks }.places_of(&known, encoding)
        });
        let highlight = |range| lsp::DocumentHighlight {
            range,
            kind: Some(lsp::DocumentHighlightKind::TEXT),
        };
        Some(found.await.ok()?.into_iter().map(highlight).collect())
    }

    /// Where the term at a position, or one of its deprecated variants, stands in any open
    /// document; and its entry, if that is wanted.
    pub(super) async fn references(
        &self,
        place: &lsp::TextDocumentPositionParams,
        with_declaration: bool,
    ) -> Option<Vec<lsp::Location>> {
        let (document, known, encoding) = self.term_at(place).await?;
        let mut searched = self.all_searched();
        searched.sort_by(|one, other| {
            let order = |searched: &Searched| {
                let uri = &searched.checked.uri;
                (*uri != document.uri, uri.as_str().to_owned())
            };
            order(one).cmp(&order(other))
        });
        let found = tokio::task::spawn_blocking(move || {
            let mut locations = Vec::new();
            if with_declaration {
                let mut targets = Targets::new(&document.configuration.sources, encoding);
                locations.extend(targets.of(known.place));
            }
            for searched in searched {
                let ranges = searched.places_of(&known, encoding).into_iter();
                let uri = &searched.checked.uri;
                locations.extend(ranges.map(|range| lsp::Location::new(uri.clone(), range)));
            }
            locations
        });
        found.await.ok()
    }

    /// The term at a position, and the document that it is in.
    async fn term_at(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<(Arc<Checked>, Known, PositionEncoding)> {
        let (checked, (offset, encoding, chunk)) = self
            .analysed(&place.text_document.uri, |analysis, checked, encoding| {
                let offset = offset(place.position, checked, encoding);
                (offset, encoding, analysis.chunk_at(offset))
            })
            .await?;
        let (start, chunk) = chunk?;
        let mention = terms::at(&chunk, offset.checked_sub(start)?, &checked.rules)?;
        let rule = entry_of(&mention, &checked)?;
        let term = rule.check.term()?.term;
        let known = Known {
            term: term.into(),
            place: rule.place,
            path: path_of(rule, &checked.configuration.sources)?.into(),
            rules: Arc::clone(&checked.rules),
            about: terms::rules_about(term, &checked.rules),
        };
        Some((checked, known, encoding))
    }

    /// What was found in a document as it is now, and what `read` takes from what was kept of it.
    pub(super) async fn analysed<T>(
        &self,
        uri: &lsp::Uri,
        read: impl FnOnce(&Analysis, &Checked, PositionEncoding) -> T,
    ) -> Option<(Arc<Checked>, T)> {
        let key = DocumentKey::new(uri.as_str());
        loop {
            let checked = self.current(uri).await?;
            let state = self.state();
            let document = state.documents.get(&key)?;
            let current = document.current();
            if current.is_some_and(|now| Arc::ptr_eq(now, &checked)) {
                let kept = document.kept.as_ref()?;
                let taken = read(kept.analysis(), &checked, state.client.encoding);
                return Some((checked, taken));
            }
            // Other rules apply by now, which is waited for; an edit that came meanwhile makes
            // any answer wrong.
            if document.buffer.version() != checked.snapshot.version {
                return None;
            }
        }
    }

    fn chunks_of(&self, checked: &Arc<Checked>) -> Option<Chunks> {
        let searched = self.all_searched().into_iter();
        let mut same = searched.filter(|searched| Arc::ptr_eq(&searched.checked, checked));
        Some(same.next()?.chunks)
    }

    /// The open documents whose check is current: no reader waits for one that is not.
    fn all_searched(&self) -> Vec<Searched> {
        let state = self.state();
        let prose = state
            .documents
            .values()
            .filter(|document| matches!(document.role, Role::Prose(_)));
        let searched = prose.filter_map(|document| {
            Some(Searched {
                checked: document.current()?.clone(),
                chunks: document.kept.as_ref()?.analysis().chunks(),
            })
        });
        searched.collect()
    }
}

pub(super) fn offset(
    position: lsp::Position,
    checked: &Checked,
    encoding: PositionEncoding,
) -> usize {
    let position = from_proto::position(position);
    to_offset(&checked.snapshot.rope, position, encoding)
}

/// Where a rule is defined, or the entry of it that was found.
pub(super) fn rule_place(rules: &RuleSet, id: &str, entry: Option<u32>) -> Option<Place> {
    let rule = rules.get(id)?;
    let of_entry = entry.and_then(|entry| rule.check.place(entry));
    Some(of_entry.unwrap_or(rule.place))
}

fn path_of<'a>(rule: &Rule, sources: &'a Sources) -> Option<&'a Path> {
    Some(&sources.get(rule.place.file)?.path)
}

/// Of the rules that know a term the one that is its entry: the first with a definition of those
/// that are written as the term is, and not as a variant of it.
fn entry_of<'a>(mention: &terms::Mention, checked: &'a Checked) -> Option<&'a Rule> {
    let rules = mention.rules.iter();
    let rules = rules.filter_map(|index| checked.rules.rules().get(*index as usize));
    let sources = &checked.configuration.sources;
    rules.min_by_key(|rule| {
        let file = sources.get(rule.place.file);
        let written = file.and_then(|file| rule.place.span().text(&file.text));
        let entry = rule.check.term();
        let named = entry.is_some_and(|entry| written.is_some_and(|it| it.contains(entry.term)));
        let defined = entry.is_some_and(|entry| entry.definition.is_some());
        (!named, !defined)
    })
}

impl Known {
    /// The rules that are about the term where other rules apply.
    fn about_in(&self, checked: &Checked) -> Vec<u32> {
        if Arc::ptr_eq(&self.rules, &checked.rules) {
            return self.about.clone();
        }
        let about = terms::rules_about(&self.term, &checked.rules);
        let is_same = |index: &u32| {
            let rule = checked.rules.rules().get(*index as usize);
            let path = rule.and_then(|rule| path_of(rule, &checked.configuration.sources));
            path == Some(&*self.path)
        };
        if about.iter().any(is_same) {
            about
        } else {
            Vec::new()
        }
    }
}

impl Searched {
    fn places_of(&self, known: &Known, encoding: PositionEncoding) -> Vec<lsp::Range> {
        let about = known.about_in(&self.checked);
        if about.is_empty() {
            return Vec::new();
        }
        let chunks = self.chunks.iter();
        let spans = chunks.flat_map(|(start, chunk)| {
            let places = terms::places(chunk, &self.checked.rules, &about).into_iter();
            places.map(move |span| span.moved_on(*start))
        });
        let range = |span: Span| to_proto::range(span, &self.checked.snapshot, encoding);
        spans.map(range).collect()
    }
}

/// Places in files of rules as clients can go to them.
pub(super) struct Targets<'a> {
    sources: &'a Sources,
    texts: Texts,
    encoding: PositionEncoding,
}

impl<'a> Targets<'a> {
    pub(super) fn new(sources: &'a Sources, encoding: PositionEncoding) -> Self {
        Self {
            sources,
            texts: Texts::default(),
            encoding,
        }
    }

    /// `None` for what is part of the program, which no editor can open.
    pub(super) fn of(&mut self, place: Place) -> Option<lsp::Location> {
        let source = self.sources.get(place.file).filter(|file| !file.embedded)?;
        let uri = uri::of_file(&source.path)?;
        let (text, span) = self.texts.of(place, source);
        Some(lsp::Location::new(
            uri,
            to_proto::range(span, text, self.encoding),
        ))
    }
}
