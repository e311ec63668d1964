//! Engines to put into the server: as simple as can be, or slow, or broken.

use std::sync::{Arc, Condvar, Mutex};

use housestyle::check::{Diagnostic, Fix};
use housestyle::lsp::Engine;
use housestyle::rules::Severity;
use housestyle::text::{Edit, Span};

/// Finds ‘bad’, which has one fix; ‘awful’ and ‘bomb’, whose fix makes it worse; ‘poor’,
/// which has two to choose from; and ‘grim’ with none. Panics at ‘boom’.
pub(crate) fn words() -> Engine {
    Engine::Whole(Arc::new(|source, _, _| find_words(source)))
}

fn find_words(source: &str) -> Vec<Diagnostic> {
    assert!(!source.contains("boom"), "the secret prose was: {source}");
    let mut found = Vec::new();
    let words: [(&str, &[&str], Severity); 5] = [
        ("bad", &["good"], Severity::Warning),
        ("awful", &["so bad"], Severity::Warning),
        ("bomb", &["boom"], Severity::Warning),
        ("poor", &["lean", "needy"], Severity::Error),
        ("grim", &[], Severity::Hint),
    ];
    for (word, better, severity) in words {
        for (start, _) in source.match_indices(word) {
            let span = Span::new(start, start + word.len());
            let fix = |use_: &&str| Fix {
                title: format!("Replace with ‘{use_}’"),
                preferred: better.len() == 1,
                edits: vec![Edit::new(span, *use_)],
            };
            found.push(Diagnostic {
                span,
                rule: format!("test.{word}").into(),
                also: Vec::new(),
                severity,
                text: word.to_owned(),
                entry: None,
                variant: None,
                speaks_for_itself: false,
                message: format!("‘{word}’ is not our style."),
                note: Some("Say *why*. ![x](https://example.org/x.png)".into()),
                link: Some("https://example.org/style".into()),
                fixes: better.iter().map(fix).collect(),
                related: Vec::new(),
            });
        }
    }
    found.sort_by_key(|finding| finding.span);
    found
}

/// Watches and holds up an engine.
#[derive(Default)]
pub(crate) struct Watch {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    state: Mutex<WatchState>,
    changed: Condvar,
}

#[derive(Default)]
struct WatchState {
    texts: Vec<String>,
    closed: bool,
    /// Only texts with this in them are stopped.
    stopped: String,
}

impl Drop for Watch {
    /// A check that waits would keep a failing test from ending.
    fn drop(&mut self) {
        self.release();
    }
}

impl Watch {
    /// The engine [`words`] that writes down each text it is given, and goes on with it
    /// only while the gate is open.
    pub(crate) fn words(&self) -> Engine {
        let inner = self.inner.clone();
        Engine::Whole(Arc::new(move |source, _, _| {
            let mut state = inner.state.lock().expect("no panic");
            state.texts.push(source.to_owned());
            inner.changed.notify_all();
            while state.closed && source.contains(&state.stopped) {
                state = inner.changed.wait(state).expect("no panic");
            }
            drop(state);
            find_words(source)
        }))
    }

    /// From now on checks stop at the gate.
    pub(crate) fn shut(&self) {
        self.shut_for("");
    }

    /// From now on checks of texts with `part` in them stop at the gate.
    pub(crate) fn shut_for(&self, part: &str) {
        let mut state = self.inner.state.lock().expect("no panic");
        state.closed = true;
        part.clone_into(&mut state.stopped);
    }

    /// Checks go on.
    pub(crate) fn release(&self) {
        self.inner.state.lock().expect("no panic").closed = false;
        self.inner.changed.notify_all();
    }

    /// The texts whose checks were begun.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.inner.state.lock().expect("no panic").texts.clone()
    }

    /// Waits until so many checks were begun.
    pub(crate) async fn begun(&self, count: usize) {
        let inner = self.inner.clone();
        let wait = move || {
            let state = inner.state.lock().expect("no panic");
            let limit = std::time::Duration::from_secs(90);
            let waited = inner
                .changed
                .wait_timeout_while(state, limit, |state| state.texts.len() < count);
            assert!(
                !waited.expect("no panic").1.timed_out(),
                "no {count} checks"
            );
        };
        tokio::task::spawn_blocking(wait).await.expect("no panic");
    }
}
