//! What the rules of a set find in one block.

use super::{Candidate, Compiled, Found, Purpose, RuleSet, Target};
use crate::markup::Scope;
use smallvec::SmallVec;

use crate::matching::Phrase;
use crate::matching::sentence::Sentence;
use crate::matching::table::{Hit, Searched};
use crate::matching::token::Token;
use crate::rules::kinds::across::Note;
use crate::rules::passage::Passage;
use crate::rules::rule::{Relation, Rule};
use crate::text::Span;

impl RuleSet {
    /// Calls `found` for every entry that `words` may be in one of its forms, with the index
    /// of its rule, its number and its phrase. Neither edges nor capitals count.
    pub(in crate::rules) fn spelt(
        &self,
        words: &[Token],
        mut found: impl FnMut(u32, u32, &Phrase),
    ) {
        self.compiled.table.spelt(words, |phrase, payload| {
            let target = self.compiled.targets.get(payload as usize);
            if let Some(Target {
                rule,
                purpose: Purpose::Entry(entry),
            }) = target
            {
                found(*rule, *entry, phrase);
            }
        });
    }

    /// Where the terms of glossaries and their deprecated variants stand in one block, whatever
    /// its scopes: the index of the rule and the span in the reader's text, in no order. What
    /// lies in an exception of the rule is something else.
    pub fn find_terms(&self, passage: &Passage) -> Vec<(u32, Span)> {
        let compiled = &self.compiled;
        let (mut terms, mut exceptions) = (Vec::new(), Vec::new());
        compiled.table.find(
            &searched(passage),
            |_| false,
            |hit| {
                let Some(target) = compiled.targets.get(hit.payload as usize) else {
                    return;
                };
                let rule = compiled.rules.get(target.rule as usize);
                match target.purpose {
                    _ if rule.is_none_or(|rule| rule.check.term().is_none()) => {}
                    Purpose::Entry(_) | Purpose::Shield | Purpose::Term => {
                        terms.push((target.rule, hit.span));
                    }
                    Purpose::Exception(Relation::Inside) => {
                        exceptions.push((target.rule, hit.span));
                    }
                    Purpose::Exception(_) => {}
                }
            },
        );
        terms.retain(|(rule, span)| {
            let holds = |(other, around): &(u32, Span)| other == rule && around.contains(*span);
            !exceptions.iter().any(holds)
        });
        terms
    }

    /// Finds what the rules look for in one block: of phrases all, of searches what is found by
    /// rules that look at the scopes of the block.
    pub fn find(&self, passage: &Passage) -> Found {
        let looks = may_look_at(passage);
        self.compiled.find(passage, |rule| {
            let looking = self.rules().get(rule as usize).is_some_and(&looks);
            looking && self.is_asked(rule)
        })
    }

    /// Finds everything that the rules look for in one block, whatever its scopes.
    pub fn find_in_any_scope(&self, passage: &Passage) -> Found {
        self.compiled.find(passage, |rule| self.is_asked(rule))
    }

    /// Finds the phrases in one block, and searches for nothing.
    pub fn find_phrases(&self, passage: &Passage) -> Found {
        let mut found = Found::default();
        self.compiled.find_phrases(passage, &mut found);
        found
    }

    /// Whether a rule is not left out for being slow.
    fn is_asked(&self, rule: u32) -> bool {
        !self.skips_unprepared || self.compiled.slow.binary_search(&rule).is_err()
    }

    /// The same, of searches only those of the rule of this index.
    pub(in crate::rules) fn find_for(&self, rule: u32, passage: &Passage) -> Found {
        self.compiled.find(passage, |other| other == rule)
    }

    /// The rules that judge their finds in a block together: indexes of [`RuleSet::rules`].
    pub fn joining(&self) -> &[u32] {
        &self.compiled.joining
    }

    /// Whether any rule judges documents as a whole.
    pub fn judges(&self) -> bool {
        self.compiled.judges
    }

    /// Calls `note` with what the rules that look at the scopes of `passage` note in it, each
    /// with the index of the rule.
    pub fn note(&self, passage: &Passage, note: &mut dyn FnMut(u32, Note)) {
        let looks = may_look_at(passage);
        for index in &self.compiled.noting {
            let rule = self.rules().get(*index as usize).filter(|rule| looks(rule));
            let across = rule.and_then(|rule| Some((rule.check.across()?, rule.manner.quotes)));
            if let Some((across, quotes)) = across {
                across.note(passage, quotes, &mut |found| note(*index, found));
            }
        }
    }
}

/// Whether a rule may look at something in `passage`. Which text is that of a link is looked at
/// when a find is judged.
fn may_look_at(passage: &Passage) -> impl Fn(&Rule) -> bool {
    let scopes = passage.scopes;
    move |rule| {
        let manner = &rule.manner;
        (manner.scope.intersects(scopes) || manner.scope.contains(Scope::Link))
            && !manner.skip.intersects(scopes)
    }
}

impl Compiled {
    /// Adds what the table finds, also exceptions of rules of which nothing is found.
    fn find_phrases(&self, passage: &Passage, found: &mut Found) {
        let place = searched(passage);
        self.table
            .find(&place, |_| false, |hit| self.add(&hit, found));
    }

    /// Adds what a phrase means that was found.
    fn add(&self, hit: &Hit, found: &mut Found) {
        let Some(target) = self.targets.get(hit.payload as usize) else {
            return;
        };
        match target.purpose {
            Purpose::Exception(relation) => {
                found.exceptions.push((target.rule, relation, hit.span));
            }
            Purpose::Shield => found.shields.push(hit.span),
            Purpose::Term => {}
            Purpose::Entry(entry) => found.candidates.push(Candidate {
                rule: target.rule,
                entry,
                form: hit.form,
                span: hit.span,
            }),
        }
    }

    /// `is_searched` says of which rules the searches are made.
    fn find(&self, passage: &Passage, is_searched: impl Fn(u32) -> bool) -> Found {
        let mut found = Found::default();
        let place = searched(passage);
        // Common words are exceptions of rules of which nothing is found in most blocks.
        let waits = |payload: u32| {
            let target = self.targets.get(payload as usize);
            target.is_some_and(|target| !matches!(target.purpose, Purpose::Entry(_)))
        };
        let waiting = self
            .table
            .find(&place, waits, |hit| self.add(&hit, &mut found));
        for search in self.gate.open(passage.text()) {
            let Some((index, number)) = self.searches.get(search).copied() else {
                continue;
            };
            let rule = self.rules.get(index as usize);
            if let Some(rule) = rule.filter(|_| is_searched(index)) {
                rule.check.scan(number, passage, &mut |span, entry| {
                    found.candidates.push(Candidate {
                        rule: index,
                        entry,
                        form: 0,
                        span,
                    });
                });
            }
        }
        if !found.candidates.is_empty() {
            let mut of: SmallVec<[u32; 8]> = found.candidates.iter().map(|it| it.rule).collect();
            of.sort_unstable();
            of.dedup();
            let is_wanted = |payload: u32| {
                let target = self.targets.get(payload as usize);
                target.is_some_and(|target| match target.purpose {
                    Purpose::Exception(_) => of.binary_search(&target.rule).is_ok(),
                    Purpose::Shield => true,
                    Purpose::Entry(_) | Purpose::Term => false,
                })
            };
            let add = |hit: Hit| self.add(&hit, &mut found);
            self.table.find_waiting(&waiting, &place, is_wanted, add);
        }
        found
    }
}

/// The text of a passage as a table searches it.
fn searched<'p>(passage: &'p Passage) -> Searched<'p, impl Fn() -> &'p [Sentence]> {
    Searched {
        text: passage.text(),
        tokens: passage.tokens(),
        sentences: || passage.sentences(),
    }
}
