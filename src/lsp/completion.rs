//! Preferred terms for whoever begins to write one.
//!
//! What is offered follows from what stands directly before the caret, in prose only. It must
//! not know how documents are checked.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use tower_lsp::ls_types as lsp;

use super::capabilities::Notation;
use super::document::Checked;
use super::hover;
use super::navigation::offset;
use super::session::Session;
use super::to_proto;
use crate::markup::chunks::Chunk;
use crate::markup::{Block, Scope, block::SegmentKind};
use crate::matching::character::{Script, is_word, script};
use crate::matching::letter_case::capitalise;
use crate::rules::RuleSet;
use crate::rules::glossary::{Glossary, Term, comparable};
use crate::text::Span;
use crate::text::position::PositionEncoding;

/// So many terms are offered at most; for more the client asks again when more is typed.
const MAX_OFFERED: usize = 50;

/// So many beginnings of words before the caret may be that of a term.
const MAX_WORDS: usize = 8;

/// Less of a word than this many characters says nothing; in scripts without spaces one does.
const MIN_TYPED: usize = 2;

/// The glossaries of so many rule sets are kept.
const MAX_KEPT: usize = 8;

/// The glossaries of rule sets that were asked about.
#[derive(Debug, Default)]
pub(super) struct Glossaries {
    known: Mutex<Vec<(Weak<RuleSet>, Arc<Glossary>)>>,
}

impl Glossaries {
    fn of(&self, rules: &Arc<RuleSet>) -> Arc<Glossary> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(of, _)| of.strong_count() > 0);
        let is_same = |of: &Weak<RuleSet>| std::ptr::eq(of.as_ptr(), Arc::as_ptr(rules));
        if let Some((_, glossary)) = known.iter().find(|(of, _)| is_same(of)) {
            return Arc::clone(glossary);
        }
        let glossary = Arc::new(Glossary::new(rules));
        if known.len() >= MAX_KEPT {
            known.remove(0);
        }
        known.push((Arc::downgrade(rules), Arc::clone(&glossary)));
        glossary
    }
}

impl Session {
    /// The terms that may be meant at a position; `None` if none are offered there.
    pub(super) async fn completions(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::CompletionList> {
        let uri = &place.text_document.uri;
        if !self.state().settings_of(uri).completion {
            return None;
        }
        let (checked, (offset, chunk)) = self
            .analysed(uri, |analysis, checked, encoding| {
                let offset = offset(place.position, checked, encoding);
                (offset, analysis.chunk_at(offset))
            })
            .await?;
        let (start, chunk) = chunk?;
        let before = before(&chunk, offset.checked_sub(start)?)?;
        let (encoding, notation) = {
            let client = &self.state().client;
            (client.encoding, client.completion)
        };
        let glossaries = Arc::clone(&self.glossaries);
        let typed = before.text(chunk.text())?.to_owned();
        let before = before.moved_on(start);
        // The first time, all terms are put in order.
        let list = tokio::task::spawn_blocking(move || {
            let glossary = glossaries.of(&checked.rules);
            let offer = Offer {
                checked: &checked,
                encoding,
                notation,
                before,
                typed: &typed,
            };
            offer.list(&glossary)
        });
        list.await.ok()
    }
}

/// What stands before the caret in one piece of prose: bytes of the chunk. `None` where no
/// prose is written.
fn before(chunk: &Chunk, caret: usize) -> Option<Span> {
    let no_prose = [Scope::Code, Scope::Html, Scope::Comment];
    let is_prose = |block: &&Block| !no_prose.iter().any(|scope| block.is_in(*scope));
    let blocks = chunk.blocks().iter().filter(is_prose);
    let segments = blocks.flat_map(|block| &block.segments);
    let mut texts = segments.filter(|segment| segment.kind == SegmentKind::Text);
    let segment =
        texts.find(|segment| segment.source.start < caret && caret <= segment.source.end)?;
    Some(Span::new(segment.source.start, caret))
}

/// Where in `text` something may begin that goes on to its end, the first place first.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let is_start = is_word(c) && (!inside || script(c) == Script::Spaceless);
        if is_start {
            starts.push(at);
        }
        inside = is_word(c);
    }
    starts.split_off(starts.len().saturating_sub(MAX_WORDS))
}

/// What is offered for what was typed.
struct Offer<'a> {
    checked: &'a Checked,
    encoding: PositionEncoding,
    notation: Notation,
    /// Where that stands.
    before: Span,
    typed: &'a str,
}

impl Offer<'_> {
    fn list(&self, glossary: &Glossary) -> lsp::CompletionList {
        let mut items = Vec::new();
        let mut more = false;
        let starts = starts(self.typed);
        let mut too_short = starts.is_empty();
        for start in starts {
            let typed = self.typed.get(start..).unwrap_or("");
            let unspaced = typed.chars().next().map(script) == Some(Script::Spaceless);
            if typed.chars().count() < MIN_TYPED && !unspaced {
                too_short = true;
                continue;
            }
            for term in glossary.starting_with(typed) {
                if *term.text == *typed {
                    continue;
                }
                if items.len() == MAX_OFFERED {
                    more = true;
                    break;
                }
                items.push(self.item(term, start, typed, items.len()));
            }
        }
        lsp::CompletionList {
            // A list without items would keep the client from asking when more is typed.
            is_incomplete: more || too_short,
            items,
        }
    }

    fn item(&self, term: &Term, start: usize, typed: &str, number: usize) -> lsp::CompletionItem {
        let rules = &self.checked.rules;
        let has_capital = typed.chars().next().is_some_and(char::is_uppercase);
        let text = if has_capital {
            capitalise(&term.text, rules.language())
        } else {
            term.text.to_string()
        };
        let from = self.before.start + start;
        let replaced = Span::new(from, self.before.end);
        // What was typed begins the text that clients filter by, whatever apostrophe it has.
        let rest = term.text.chars().skip(comparable(typed).chars().count());
        let filter: String = typed.chars().chain(rest).collect();
        let rule = rules.rules().get(term.rule as usize);
        let definition = rule.and_then(|rule| rule.check.term()?.definition);
        lsp::CompletionItem {
            label: text.clone(),
            kind: Some(lsp::CompletionItemKind::VALUE),
            documentation: definition.map(|text| self.documentation(text)),
            sort_text: Some(format!("{number:03}")),
            filter_text: Some(filter),
            text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit::new(
                to_proto::range(replaced, &self.checked.snapshot, self.encoding),
                text,
            ))),
            ..lsp::CompletionItem::default()
        }
    }

    fn documentation(&self, definition: &str) -> lsp::Documentation {
        lsp::Documentation::MarkupContent(hover::shown(definition, self.notation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_may_begin_with_any_of_the_last_words() {
        let cases: [(&str, &[usize]); 7] = [
            ("", &[]),
            ("client st", &[0, 7]),
            ("a client ", &[0, 2]),
            ("“well-kn", &[3, 8]),
            ("東京 x", &[0, 3, 7]),
            ("a b c d e f g h i j", &[4, 6, 8, 10, 12, 14, 16, 18]),
            ("- ", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(starts(text), expected, "{text}");
        }
    }
}
