//! Which ids settings can name, and what the rules behind them read.

use rustc_hash::FxHashSet;
use smol_str::{SmolStr, format_smolstr};

use crate::rules::builtin;
use crate::rules::compile::{declared_id, declared_kind};
use crate::rules::fault::nearest;
use crate::rules::id::{covers, whole};
use crate::rules::keys::known;
use crate::rules::value::StyleFile;

/// The ids that settings can name.
#[derive(Debug, Default)]
pub(in crate::config) struct Ids<'a> {
    styles: &'a [StyleFile],
    pub(super) rules: FxHashSet<SmolStr>,
    /// Whatever stands above a rule: a style, a file of a style.
    pub(super) groups: FxHashSet<SmolStr>,
    /// Groups of which a part could not be read: any id below may be right. The empty
    /// name stands for all.
    uncertain: Vec<SmolStr>,
}

impl<'a> Ids<'a> {
    /// The ids of `styles`; `unread` are names of styles that could not be read.
    pub(in crate::config) fn new(styles: &'a [StyleFile], unread: &[SmolStr]) -> Self {
        let mut ids = Self {
            styles,
            uncertain: unread.to_vec(),
            ..Self::default()
        };
        ids.add_groups(builtin::STYLE);
        ids.rules.extend(builtin::IDS.map(SmolStr::from));
        for style in styles {
            ids.add_groups(&style.prefix);
            if style.incomplete {
                ids.uncertain.push(style.prefix.clone());
            }
            let sections = style.sections.iter();
            let declared = sections.filter_map(|section| declared_id(&section));
            ids.rules
                .extend(declared.map(|(id, _)| format_smolstr!("{}.{id}", style.prefix)));
        }
        ids
    }

    fn add_groups(&mut self, prefix: &str) {
        for (end, _) in prefix.match_indices('.') {
            self.groups.insert(prefix[..end].into());
        }
        self.groups.insert(prefix.into());
    }

    pub(super) fn is_known(&self, id: &str) -> bool {
        self.rules.contains(id) || self.groups.contains(id)
    }

    pub(super) fn may_be_known(&self, id: &str) -> bool {
        self.uncertain
            .iter()
            .any(|group| group.is_empty() || covers(group, id))
    }

    /// Whether a rule that `id` names, or one below it, reads the key; `None` if nobody can say.
    pub(super) fn is_read(&self, id: &str, key: &str) -> Option<bool> {
        let mut uncertain = self.uncertain.iter();
        if self.may_be_known(id) || uncertain.any(|group| covers(id, group)) {
            return None;
        }
        let styles = self.styles.iter();
        let styles = styles.filter(|style| covers(id, &style.prefix) || covers(&style.prefix, id));
        for style in styles {
            for section in style.sections.iter() {
                let Some((part, _)) = declared_id(&section) else {
                    continue;
                };
                let whole = whole(&style.prefix, &part);
                if !covers(id, &whole) {
                    continue;
                }
                // What no rule of its sort may say is told where it is compiled.
                if whole == id && !known(section.kind).any(|known| known.name == key) {
                    return None;
                }
                // What is of no kind is a fault of its own.
                if declared_kind(&section)?.reads(key) {
                    return Some(true);
                }
            }
        }
        Some(false)
    }

    /// The id that `written` may have been meant for.
    pub(super) fn nearest(&self, written: &str) -> Option<&str> {
        let all = || self.groups.iter().chain(&self.rules).map(SmolStr::as_str);
        // Sets have no order, and the same input must give the same message.
        let without_style = all().filter(|id| {
            id.strip_suffix(written)
                .is_some_and(|rest| rest.ends_with('.'))
        });
        without_style.min().or_else(|| {
            let most = (written.chars().count() / 3).max(1);
            let alike = |id: &&str| id.chars().count().abs_diff(written.chars().count()) <= most;
            let mut near: Vec<&str> = all().filter(alike).collect();
            near.sort_unstable();
            nearest(written, near)
        })
    }
}
