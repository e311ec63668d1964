//! The dictionaries that are part of the program; their licences stand beside them.

use std::sync::{Arc, LazyLock, OnceLock};

use super::{Files, Speller};

/// The names of the dictionaries that are part of the program.
pub const EMBEDDED: [&str; 2] = ["en_GB", "en_US"];

/// One for the whole program: documents of several folders share what was read.
static SPELLERS: LazyLock<[Arc<Speller>; 2]> = LazyLock::new(|| {
    let files = [
        (
            include_str!("../../../dictionaries/en_GB/en_GB.aff"),
            include_str!("../../../dictionaries/en_GB/en_GB.dic"),
        ),
        (
            include_str!("../../../dictionaries/en_US/en_US.aff"),
            include_str!("../../../dictionaries/en_US/en_US.dic"),
        ),
    ];
    let mut files = files.into_iter();
    EMBEDDED.map(|name| {
        let (affixes, words) = files.next().unwrap_or_default();
        Arc::new(Speller {
            name: name.into(),
            files: Files::Embedded(affixes, words),
            read: OnceLock::new(),
        })
    })
});

/// The dictionary of this name, if it is part of the program; `en-gb` is `en_GB`.
pub fn embedded(name: &str) -> Option<Arc<Speller>> {
    let same = |speller: &&Arc<Speller>| speller.name.eq_ignore_ascii_case(&name.replace('-', "_"));
    SPELLERS.iter().find(same).cloned()
}
