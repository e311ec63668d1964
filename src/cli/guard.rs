//! A panic costs one document, and never shows what that document says.

use std::cell::Cell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

/// Where in the program something went wrong that never should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InternalFault {
    place: Option<String>,
}

impl fmt::Display for InternalFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.as_deref().unwrap_or("at an unknown place"))
    }
}

/// What the current thread does, for the panic hook.
#[derive(Default)]
enum State {
    #[default]
    Unguarded,
    Guarded,
    Panicked(Option<String>),
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State::Unguarded) };
}

/// From now on a panic inside [`guarded`] prints nothing: its message may quote prose.
pub(super) fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| match STATE.take() {
        State::Unguarded => before(info),
        State::Guarded | State::Panicked(_) => STATE.set(State::Panicked(place(info))),
    }));
}

fn place(info: &PanicHookInfo<'_>) -> Option<String> {
    let place = info.location()?;
    Some(format!(
        "{}:{}:{}",
        place.file(),
        place.line(),
        place.column()
    ))
}

/// What `work` returns, or where it panicked.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, InternalFault> {
    STATE.set(State::Guarded);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let state = STATE.take();
    result.map_err(|_| InternalFault {
        place: match state {
            State::Panicked(place) => place,
            State::Unguarded | State::Guarded => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_place_and_not_its_message() {
        install();
        assert_eq!(guarded(|| 7), Ok(7));
        let fault = guarded(|| panic!("the minister said")).expect_err("a panic");
        let text = fault.to_string();
        assert!(text.contains("guard.rs:"), "{text}");
        assert!(!text.contains("minister"), "{text}");
        assert_eq!(guarded(|| 8), Ok(8));
    }
}
