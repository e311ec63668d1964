//! What `[rules]` says, as settings of rules.
//!
//! Tables nest: a key may name a rule, all rules below an id, or, inside what is said
//! of a rule, one of the rule's own keys. Which it is depends on the rules that there are.

mod ids;

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use super::options;
use crate::rules::Severity;
use crate::rules::compile::{Setting, SettingGroup, SettingValue, does_nothing};
use crate::rules::fault::{Fault, nearest};
use crate::rules::keys::is_key;
use crate::rules::value::{Entry, Place, SectionKind, Value};
pub(super) use ids::Ids;

/// Reads one table of settings.
pub(super) fn read(table: &[Entry], ids: &Ids, faults: &mut Vec<Fault>) -> SettingGroup {
    let mut reader = Reader {
        ids,
        group: SettingGroup::new(),
        indexes: FxHashMap::default(),
        suggestions: 0,
        faults,
    };
    for entry in table {
        reader.id(entry.key.clone(), entry);
    }
    reader.group
}

/// After so many unknown ids, the search for what was meant costs more than it helps.
const MOST_SUGGESTIONS: usize = 20;

struct Reader<'a> {
    ids: &'a Ids<'a>,
    group: SettingGroup,
    /// Where in the group what is said of an id stands.
    indexes: FxHashMap<SmolStr, usize>,
    suggestions: usize,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    /// What is said of `id`, the whole id that the key of `entry` stands for.
    fn id(&mut self, id: SmolStr, entry: &Entry) {
        if !self.ids.is_known(&id) && !self.ids.may_be_known(&id) {
            self.unknown(&id, entry);
            return;
        }
        let value = match &entry.node.value {
            Value::Table(entries) => {
                self.table(&id, entry.place, entries);
                return;
            }
            Value::String(text) => match text.as_str() {
                "off" => Some(SettingValue::Off),
                "on" => Some(SettingValue::On),
                text => Severity::from_name(text).map(SettingValue::Severity),
            },
            _ => None,
        };
        match value {
            Some(value) => self.add(Setting {
                id,
                place: entry.place,
                value,
            }),
            None => self.faults.push(no_setting(&id, entry)),
        }
    }

    /// A table below `id`: keys of its rules, and ids below it.
    fn table(&mut self, id: &SmolStr, place: Place, entries: &[Entry]) {
        let is_rule = self.ids.rules.contains(id) && !self.ids.groups.contains(id);
        let mut keys = Vec::new();
        for entry in entries {
            let below = format_smolstr!("{id}.{}", entry.key);
            let names_id = !is_rule && self.ids.is_known(&below);
            if names_id {
                self.id(below, entry);
            } else if entry.key == "id" {
                let fault = Fault::error(entry.place, "the id of a rule is set where the rule is");
                self.faults.push(fault.with_help("leave it out"));
            } else if is_rule || is_key(&entry.key) {
                keys.push(entry.clone());
            } else {
                // Neither: said of whatever it was more likely meant for.
                self.id(below, entry);
            }
        }
        for entry in &keys {
            self.unread(id, is_rule, entry);
        }
        if !keys.is_empty() {
            self.add(Setting {
                id: id.clone(),
                place,
                value: SettingValue::Keys(keys),
            });
        }
    }

    /// Tells of a key that no rule which `id` names reads, though others would.
    fn unread(&mut self, id: &str, is_rule: bool, entry: &Entry) {
        if self.ids.is_read(id, &entry.key) != Some(false) {
            return;
        }
        let place = if is_rule {
            format!("in the rule ‘{id}’")
        } else {
            format!("in any rule below ‘{id}’")
        };
        let sections = [SectionKind::Rule, SectionKind::Term];
        self.faults.extend(does_nothing(entry, &sections, &place));
    }

    fn add(&mut self, setting: Setting) {
        let index = *self
            .indexes
            .entry(setting.id.clone())
            .or_insert(self.group.len());
        let Some(earlier) = self.group.get_mut(index) else {
            self.group.push(setting);
            return;
        };
        let mut repeated = Some((setting.place, setting.id.clone()));
        if let (SettingValue::Keys(earlier), SettingValue::Keys(keys)) =
            (&mut earlier.value, setting.value)
        {
            let twice = |key: &Entry| earlier.iter().any(|known| known.key == key.key);
            let (again, new): (Vec<Entry>, Vec<Entry>) = keys.into_iter().partition(twice);
            repeated = again.first().map(|entry| (entry.place, entry.key.clone()));
            earlier.extend(new);
        }
        if let Some((place, name)) = repeated {
            let fault = Fault::error(place, format!("‘{name}’ is set twice"));
            self.faults
                .push(fault.with_help("keep one of them; the first counts"));
        }
    }

    fn unknown(&mut self, id: &str, entry: &Entry) {
        let fault = Fault::error(entry.place, format!("‘{id}’ names no rule and no style"));
        self.suggestions += 1;
        let near = (self.suggestions <= MOST_SUGGESTIONS)
            .then(|| self.ids.nearest(id))
            .flatten();
        let parent = id.rsplit_once('.').map(|(parent, _)| parent);
        let help = match (near, parent) {
            (_, Some(parent)) if entry.key == "*" || entry.key.ends_with(".*") => {
                format!("‘{parent}’ alone names all rules below it")
            }
            (Some(near), _) => format!("did you mean ‘{near}’?"),
            (None, None) if is_key(id) => {
                format!("write it below the id of a rule: \"style.rule\" = {{ {id} = … }}")
            }
            (None, None) if options::KEYS.iter().any(|key| key.name == id) => {
                format!("the key ‘{id}’ of the configuration belongs above ‘[rules]’")
            }
            _ => "‘housestyle rules’ lists all ids".to_owned(),
        };
        let mut fault = fault.with_help(help);
        // The key is the end of the id if tables nest: the rest stands elsewhere.
        let above = id.strip_suffix(entry.key.as_str()).unwrap_or("");
        fault.meant = near
            .and_then(|near| near.strip_prefix(above))
            .map(SmolStr::new);
        self.faults.push(fault);
    }
}

fn no_setting(id: &str, entry: &Entry) -> Fault {
    let node = &entry.node;
    let choices = ["off", "on"]
        .into_iter()
        .chain(Severity::ALL.map(Severity::name));
    match &node.value {
        Value::String(text) => {
            let fault = Fault::error(node.place, format!("‘{text}’ is no setting of ‘{id}’"));
            match nearest(text, choices) {
                Some(choice) => fault.did_you_mean(choice),
                None => fault
                    .with_help("write \"off\", \"on\", a severity, or a table of keys of the rule"),
            }
        }
        Value::Boolean(value) => {
            let word = if *value { "on" } else { "off" };
            Fault::error(node.place, format!("‘{value}’ is no setting of ‘{id}’"))
                .with_help(format!("write \"{word}\""))
                .meaning(format_smolstr!("\"{word}\""))
        }
        value => {
            let message = format!("‘{id}’ cannot be set to {}", value.kind());
            Fault::error(node.place, message)
                .with_help("write \"off\", \"on\", a severity, or a table of keys of the rule")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::definition::testing::{report, show};
    use crate::rules::definition::{Naming, style, toml};
    use crate::rules::value::{FileId, StyleFile};

    fn styles() -> [StyleFile; 4] {
        let read = |folder, stem, text| {
            let mut faults = Vec::new();
            style::read(FileId(1), text, Naming { folder, stem }, &mut faults)
        };
        [
            read(
                Some("newsroom"),
                "cliches",
                "[[rule]]\nid = 'war-of-words'\n[[rule]]\nid = 'case'",
            ),
            read(Some("newsroom"), "acronyms", "[[rule]]\nid = 'nato'"),
            read(
                None,
                "desk",
                "[[rule]]\nid = 'plain-words'\n[[term]]\nterm = 'North Korea'",
            ),
            read(None, "broken", "[[rule]]\nid = 'fine'\n[[rule]]\nid = lost"),
        ]
    }

    fn check(text: &str, expected: &[&str], faults: &[&str]) {
        let mut found = Vec::new();
        let document = toml::read(FileId(0), text, &[], &mut found);
        let styles = styles();
        let ids = Ids::new(&styles, &["missing".into()]);
        let group = super::read(&document.entries, &ids, &mut found);
        let shown = group.iter().map(|setting| match &setting.value {
            SettingValue::Off => format!("{}: off", setting.id),
            SettingValue::On => format!("{}: on", setting.id),
            SettingValue::Severity(severity) => format!("{}: {}", setting.id, severity.name()),
            SettingValue::Keys(keys) => format!("{}: {{{}}}", setting.id, show(keys)),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text:?}");
        assert_eq!(report(text, &found), faults, "{text:?}");
    }

    #[test]
    fn nested_tables_and_quoted_keys_mean_the_same() {
        let off = "newsroom.cliches: off";
        for text in [
            "newsroom.cliches = 'off'",
            "\"newsroom.cliches\" = 'off'",
            "newsroom = { cliches = 'off' }",
            "[newsroom]\ncliches = 'off'",
        ] {
            check(text, &[off], &[]);
        }
        let keys = "desk.plain-words: {severity: \"error\", except: [\"x\"]}";
        for text in [
            "\"desk.plain-words\" = { severity = 'error', except = ['x'] }",
            "desk.plain-words = { severity = 'error', except = ['x'] }",
            "[desk.plain-words]\nseverity = 'error'\nexcept = ['x']",
            "desk.plain-words.severity = 'error'\ndesk.plain-words.except = ['x']",
            "desk.plain-words.severity = 'error'\n\"desk.plain-words\".except = ['x']",
        ] {
            check(text, &[keys], &[]);
        }
        check(
            "newsroom = 'hint'\ndesk.north-korea = 'on'",
            &["newsroom: hint", "desk.north-korea: on"],
            &[],
        );
    }

    #[test]
    fn a_key_names_an_id_where_there_is_one() {
        check(
            "[newsroom]\nseverity = 'error'\ncliches.case = 'off'\nacronyms.case = 'exact'",
            &[
                "newsroom.cliches.case: off",
                "newsroom.acronyms: {case: \"exact\"}",
                "newsroom: {severity: \"error\"}",
            ],
            &[],
        );
        // A rule has nothing below it but its keys, known or not.
        check(
            "desk.plain-words.sverity = 'x'",
            &["desk.plain-words: {sverity: \"x\"}"],
            &[],
        );
    }

    #[test]
    fn an_id_that_may_be_lost_is_no_fault() {
        check(
            "broken.lost = 'off'\nmissing.any.thing = 'off'",
            &["broken.lost: off", "missing.any.thing: off"],
            &[],
        );
        check(
            "broken.lost.severity = 'error'",
            &["broken.lost: {severity: \"error\"}"],
            &[],
        );
    }

    #[test]
    fn what_names_nothing_or_says_nothing_is_a_fault() {
        let lists = "‘housestyle rules’ lists all ids";
        let way_out = "write \"off\", \"on\", a severity, or a table of keys of the rule";
        let cases = [
            ("newsrom.cliches = 'off'", "1:1: ‘newsrom’ names no rule and no style; did you mean ‘newsroom’?".to_owned()),
            ("desk.plain-word = 'off'", "1:6: ‘desk.plain-word’ names no rule and no style; did you mean ‘desk.plain-words’?".to_owned()),
            ("cliches = 'off'", "1:1: ‘cliches’ names no rule and no style; did you mean ‘newsroom.cliches’?".to_owned()),
            ("\"newsroom.*\" = 'off'", "1:1: ‘newsroom.*’ names no rule and no style; ‘newsroom’ alone names all rules below it".to_owned()),
            ("severity = 'error'", "1:1: ‘severity’ names no rule and no style; write it below the id of a rule: \"style.rule\" = { severity = … }".to_owned()),
            ("language = 'en-GB'", "1:1: ‘language’ names no rule and no style; the key ‘language’ of the configuration belongs above ‘[rules]’".to_owned()),
            ("quite-different = 'off'", format!("1:1: ‘quite-different’ names no rule and no style; {lists}")),
            ("newsroom = 'of'", "1:12: ‘of’ is no setting of ‘newsroom’; did you mean ‘off’?".to_owned()),
            ("newsroom = 'disabled'", format!("1:12: ‘disabled’ is no setting of ‘newsroom’; {way_out}")),
            ("newsroom = false", "1:12: ‘false’ is no setting of ‘newsroom’; write \"off\"".to_owned()),
            ("newsroom = ['off']", format!("1:12: ‘newsroom’ cannot be set to a list; {way_out}")),
            ("desk.plain-words.id = 'x'", "1:18: the id of a rule is set where the rule is; leave it out".to_owned()),
        ];
        for (text, fault) in cases {
            check(text, &[], &[&fault]);
        }
        check(
            "newsroom.cliches = 'off'\n\"newsroom.cliches\" = 'on'",
            &["newsroom.cliches: off"],
            &["2:1: ‘newsroom.cliches’ is set twice; keep one of them; the first counts"],
        );
        check(
            "newsroom.cliches.case = 'off'\nnewsroom.cliches.note = 'x'\n\"newsroom.cliches\".note = 'y'",
            &[
                "newsroom.cliches.case: off",
                "newsroom.cliches: {note: \"x\"}",
            ],
            &["3:20: ‘note’ is set twice; keep one of them; the first counts"],
        );
    }
}
