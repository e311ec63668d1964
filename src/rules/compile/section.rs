//! What the keys of a section say together: its kind, and what is not read.

use super::super::fault::{Fault, FaultLevel, NEVER_FINDS};
use super::super::keys::{Keys, section_name};
use super::super::kinds::{KINDS, Kind};
use super::super::value::{Entry, Section, SectionKind};

/// Takes out that nothing can be found where another fault says why.
pub(super) fn drop_follow_on(faults: &mut Vec<Fault>) {
    let says_why = |fault: &Fault| fault.level == FaultLevel::Error && fault.message != NEVER_FINDS;
    if faults.iter().any(says_why) {
        faults.retain(|fault| fault.message != NEVER_FINDS);
    }
}

/// Keys of a section that its kind does not read, though another does, unless something was
/// `told` of them already.
pub(super) fn unread(kind: &Kind, section: &Section, told: &[Fault]) -> Vec<Fault> {
    let was_told = |entry: &Entry| told.iter().any(|fault| fault.place == Some(entry.place));
    let foreign = section
        .entries
        .iter()
        .filter(|entry| !kind.reads(&entry.key));
    let foreign = foreign.filter(|entry| !was_told(entry));
    let place = format!("in a rule of the kind ‘{}’", kind.name);
    foreign
        .filter_map(|entry| does_nothing(entry, &[section.kind], &place))
        .collect()
}

/// That the key of `entry` does nothing at a `place`, as words, and which kinds of `sections` it is
/// for; `None` if it is for none.
pub fn does_nothing(entry: &Entry, sections: &[SectionKind], place: &str) -> Option<Fault> {
    let of_others = KINDS.iter().filter(|other| {
        sections.contains(&other.section) && other.keys.iter().any(|key| key.name == entry.key)
    });
    let names: Vec<String> = of_others.map(|other| format!("‘{}’", other.name)).collect();
    // What no kind knows was told before, and so were keys of two kinds.
    let is_mark = KINDS
        .iter()
        .any(|other| other.marks.contains(&entry.key.as_str()));
    (!names.is_empty() && !is_mark).then(|| {
        let message = format!("‘{}’ does nothing {place}", entry.key);
        Fault::hint(entry.place, message).with_help(format!("it is for: {}", names.join(", ")))
    })
}

/// The kind that a section says it is of; `None` if it says none.
pub fn declared_kind(section: &Section) -> Option<&'static Kind> {
    let marks = |kind: &Kind| {
        let mut entries = section.entries.iter();
        entries.any(|entry| kind.marks.contains(&entry.key.as_str()))
    };
    let mut kinds = KINDS.iter().filter(|kind| kind.section == section.kind);
    kinds.find(|kind| marks(kind)).copied()
}

/// The kind that the keys of a section make it.
pub(super) fn kind_of(section: &Section, keys: &mut Keys<'_>) -> Option<&'static Kind> {
    let of_section = || KINDS.iter().filter(|kind| kind.section == section.kind);
    let mut kinds = of_section().filter(|kind| kind.marks.iter().any(|mark| keys.has(mark)));
    let kind = kinds.next();
    let second = kinds.next();
    if let (Some(first), Some(second)) = (kind, second) {
        let mark = second.marks.iter().find_map(|mark| keys.entry(mark));
        let place = mark.map_or(keys.place, |entry| entry.place);
        let message = format!(
            "a rule is of one kind, but this has keys of ‘{}’ and ‘{}’",
            first.name, second.name
        );
        keys.faults
            .push(Fault::error(place, message).with_help("make two rules of it"));
    }
    if kind.is_none() && keys.faults.is_empty() {
        let marks: Vec<&str> = of_section()
            .flat_map(|kind| kind.marks.iter().copied())
            .collect();
        let name = section_name(section.kind);
        let fault = Fault::error(section.place, format!("the {name} has nothing to look for"));
        keys.faults
            .push(fault.with_help(format!("give it one of: {}", marks.join(", "))));
    }
    kind.copied()
}
