//! When what was found is told, to a client that is told.
//!
//! At once, but for two things. To tell of thousands of findings costs more than to check,
//! so that the next time waits for a few times what the last took. And a word that is being
//! typed may be found before it is whole, `us` in `use`: such a finding is held back until
//! another character follows or half a second has passed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::capabilities::Channel;
use super::document::{Checked, Document};
use super::highlights::{self, Highlights};
use super::listing::Listing;
use super::outbox::Publication;
use super::session::Session;
use super::to_proto::Teller;
use super::uri::DocumentKey;
use crate::text::Span;

/// How long a finding at the end of a word that is being typed is held back.
const HOLD: Duration = Duration::from_millis(500);

/// The next publish waits for so many times what the last took, but never longer than
/// [`LONGEST_PAUSE`].
const SPACING: u32 = 3;
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// How often the findings of a document are told.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// When they may be told again.
    after: Option<Instant>,
    /// Whether somebody waits for that.
    is_due: bool,
}

/// Where something was typed last, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed {
    /// The byte behind it.
    caret: usize,
    at: Instant,
}

impl Typed {
    /// Typing that ends at the byte `caret`, now.
    pub(super) fn now(caret: usize) -> Self {
        Self {
            caret,
            at: Instant::now(),
        }
    }
}

/// The findings of a check that are held back.
#[derive(Debug, Default)]
pub(super) struct Held {
    spans: Vec<Span>,
    until: Option<Instant>,
    is_over: AtomicBool,
}

impl Held {
    /// Those of `checked` that end where something is being typed, but for those that were
    /// shown already, `before`.
    pub(super) fn of(checked: &Checked, typed: Option<Typed>, before: Option<&Checked>) -> Self {
        let Some(Typed { caret, at }) = typed.filter(|typed| typed.at.elapsed() < HOLD) else {
            return Self::default();
        };
        let was_shown = |span: Span| {
            before.is_some_and(|before| {
                let there = before.findings.touching(Span::new(span.start, span.start));
                there.iter().any(|finding| {
                    finding.span.start == span.start && !before.held.covers(finding.span)
                })
            })
        };
        let found = checked.findings.touching(Span::new(caret, caret));
        let spans = found.into_iter().map(|finding| finding.span);
        Self {
            spans: spans
                .filter(|span| span.end == caret && !was_shown(*span))
                .collect(),
            until: Some(at + HOLD),
            is_over: AtomicBool::new(false),
        }
    }

    /// Whether a finding at `span` is not to be told of yet.
    pub(super) fn covers(&self, span: Span) -> bool {
        self.spans.contains(&span) && !self.is_over.load(Ordering::Relaxed)
    }

    /// Whether anything is held back.
    pub(super) fn is_any(&self) -> bool {
        !self.spans.is_empty() && !self.is_over.load(Ordering::Relaxed)
    }

    /// Until when, if anything is.
    fn until(&self) -> Option<Instant> {
        self.until.filter(|_| self.is_any())
    }

    /// From now on nothing is.
    fn release(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

impl Session {
    /// Tells what was found in a document, now or as soon as it is time to.
    pub(super) fn publish_soon(self: &Arc<Self>, key: &DocumentKey, opened: u64) {
        let mut state = self.state();
        let Some(document) = of(&mut state.documents, key, opened) else {
            return;
        };
        let pause = document
            .pace
            .after
            .and_then(|time| time.checked_duration_since(Instant::now()));
        let held_until = document
            .current()
            .and_then(|checked| checked.held.until())
            .map(|until| until.saturating_duration_since(Instant::now()));
        let is_first = pause.is_some() && !std::mem::replace(&mut document.pace.is_due, true);
        drop(state);
        match pause {
            None => self.publish(key, opened),
            Some(pause) if is_first => self.later(pause, key, opened, Self::publish),
            // Somebody waits already.
            Some(_) => {}
        }
        if let Some(until) = held_until {
            self.later(until, key, opened, Self::release);
        }
    }

    fn later(
        self: &Arc<Self>,
        pause: Duration,
        key: &DocumentKey,
        opened: u64,
        then: fn(&Arc<Self>, &DocumentKey, u64),
    ) {
        let (session, key) = (Arc::clone(self), key.clone());
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            // To write a long list would hold up whoever is served on the same thread.
            tokio::task::spawn_blocking(move || then(&session, &key, opened));
        });
    }

    /// Nothing that a document says is held back any longer, unless it is typed in again.
    fn release(self: &Arc<Self>, key: &DocumentKey, opened: u64) {
        let mut state = self.state();
        let Some(document) = of(&mut state.documents, key, opened) else {
            return;
        };
        let now = Instant::now();
        let checked = document.current().cloned();
        let is_time =
            |checked: &Arc<Checked>| checked.held.until().is_some_and(|until| until <= now);
        let Some(checked) = checked.filter(is_time) else {
            return;
        };
        let channel = state.client.channel;
        drop(state);
        checked.held.release();
        match channel {
            Channel::Push => self.publish_soon(key, opened),
            Channel::Pull => self.ask_to_ask_again(),
        }
    }

    /// Tells what was found in a document, if that is known.
    fn publish(self: &Arc<Self>, key: &DocumentKey, opened: u64) {
        let began = Instant::now();
        let mut state = self.state();
        let client = &state.client;
        let (teller, channel, paints) = (
            Teller::of(client),
            client.channel,
            state.scoped.general().highlights,
        );
        let Some(document) = of(&mut state.documents, key, opened) else {
            return;
        };
        document.pace.is_due = false;
        let Some(checked) = document.current().cloned() else {
            return;
        };
        let kept = document.kept.as_mut();
        let mut listing =
            kept.map_or_else(Listing::default, |kept| std::mem::take(&mut kept.listing));
        drop(state);
        let was_held = checked.held.is_any();
        let mut publications = Vec::new();
        if paints {
            let params = highlights::highlights(&checked, teller.encoding);
            publications.push(Publication::of::<Highlights>(
                &params,
                Some(checked.revision),
            ));
        }
        if channel == Channel::Push {
            let list = listing.write(&checked, teller);
            let (uri, version) = (checked.uri.as_str(), checked.snapshot.version);
            publications.push(Publication::listed(uri, version, list, checked.revision));
        }
        let mut state = self.state();
        let Some(document) = of(&mut state.documents, key, opened) else {
            return;
        };
        let pause = (began.elapsed() * SPACING).min(LONGEST_PAUSE);
        document.pace.after = Some(Instant::now() + pause);
        if let Some(kept) = &mut document.kept {
            kept.listing = listing;
        }
        // Others may have been faster meanwhile: what is told last must be what is true last,
        // so it is asked, and put where it is sent from, without letting go of the lock.
        let is_current = document
            .current()
            .is_some_and(|current| Arc::ptr_eq(current, &checked));
        if is_current && was_held == checked.held.is_any() {
            for publication in publications {
                self.outbox.publish(key.clone(), publication);
            }
        }
    }
}

/// The document that is called `key` and was opened as the `opened`th.
fn of<'a>(
    documents: &'a mut std::collections::HashMap<DocumentKey, Document>,
    key: &DocumentKey,
    opened: u64,
) -> Option<&'a mut Document> {
    let document = documents.get_mut(key);
    document.filter(|document| document.opened == opened)
}
