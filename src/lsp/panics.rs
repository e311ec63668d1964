//! What is said of a panic: where in the program it was, never what it says, since that
//! may quote a document.

use std::cell::RefCell;
use std::panic;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on panics of this process are written down by their place only.
pub(super) fn report_places_only() {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!("a bug at {place}");
        LAST.with(|last| last.replace(Some(place)));
    }));
}

/// Where this thread last panicked.
pub(super) fn last_place() -> String {
    LAST.with(RefCell::take)
        .unwrap_or_else(|| "an unknown place".to_owned())
}
