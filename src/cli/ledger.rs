//! What the documents of one run used of the findings on record, and so which records cover
//! nothing any more.
//!
//! It must not know what is done about these.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::work::Opened;
use crate::check::record::{Entry, Record};
use crate::config::records::Cover;
use crate::config::{Configuration, Loader, RecordKind, Records, absolute};

/// What one document used.
#[derive(Debug)]
pub(super) struct Use {
    configuration: Arc<Configuration>,
    /// The real path of the document; none of what has no name.
    document: Option<PathBuf>,
    covers: Vec<Cover>,
    /// What is to be put on record of it.
    pub(super) added: Vec<Record>,
}

impl Use {
    /// What `opened` used, of whose findings each has one of `covers`.
    pub(super) fn of(opened: &Opened<'_>, covers: &[Option<Cover>]) -> Self {
        Self {
            configuration: Arc::clone(opened.configuration),
            document: opened.document.path().map(real),
            covers: covers.iter().flatten().copied().collect(),
            added: Vec::new(),
        }
    }
}

/// What all documents used.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By the folder that holds the records.
    accounts: BTreeMap<PathBuf, Account>,
    /// The real paths of the documents.
    looked_at: HashSet<PathBuf>,
    /// The paths that were typed, absolute.
    typed: Vec<PathBuf>,
}

/// What was used of the records of one folder.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) records: Arc<Records>,
    /// Whether the rules could be read wholly: else records may only seem to cover nothing.
    pub(super) is_certain: bool,
    used: HashSet<Cover>,
    pub(super) added: Vec<Record>,
}

/// What became of the document of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    LookedAt,
    /// It is not there, but should be where we looked.
    Gone,
    /// Nobody looked.
    Unknown,
}

impl Extend<Use> for Ledger {
    fn extend<T: IntoIterator<Item = Use>>(&mut self, uses: T) {
        for one in uses {
            let account = self.account(&one.configuration);
            account.used.extend(one.covers);
            account.added.extend(one.added);
            self.looked_at.extend(one.document);
        }
    }
}

impl Ledger {
    /// Adds the records of the folders that were typed, which may hold no document any more.
    pub(super) fn add_folders(&mut self, typed: &[PathBuf], loader: &Loader) {
        let here = [PathBuf::from(".")];
        let typed = if typed.is_empty() { &here[..] } else { typed };
        for path in typed.iter().filter(|path| path.as_os_str() != "-") {
            if path.is_dir() {
                self.account(&loader.for_folder(path));
            }
            self.typed.push(absolute(path));
        }
    }

    fn account(&mut self, configuration: &Configuration) -> &mut Account {
        let records = configuration.records();
        let account = self.accounts.entry(records.root().to_owned());
        let account = account.or_insert_with(|| Account {
            records: Arc::clone(records),
            is_certain: true,
            used: HashSet::new(),
            added: Vec::new(),
        });
        account.is_certain &= !configuration.rules_have_errors();
        account
    }

    /// The records of every folder.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// What became of the document of each record of one file.
    pub(super) fn fates(&self, account: &Account, kind: RecordKind) -> Vec<Fate> {
        let mut known: HashMap<&str, Fate> = HashMap::new();
        let fate = |entry: &'_ Entry| {
            let document = account.records.document_of(&entry.record);
            let is_there = fs::symlink_metadata(&document).is_ok();
            match () {
                () if self.looked_at.contains(&real(&document)) => Fate::LookedAt,
                () if !is_there && self.typed.iter().any(|path| document.starts_with(path)) => {
                    Fate::Gone
                }
                () => Fate::Unknown,
            }
        };
        let entries = account.records.of(kind).file.entries().iter();
        entries
            .map(|entry| {
                let known = known.entry(entry.record.path.as_str());
                *known.or_insert_with(|| fate(entry))
            })
            .collect()
    }

    /// The records of one file, by index, that cover nothing any more.
    pub(super) fn dead(&self, account: &Account, kind: RecordKind) -> Vec<usize> {
        let fates = self.fates(account, kind).into_iter().enumerate();
        let is_dead = |(index, fate): &(usize, Fate)| {
            *fate != Fate::Unknown && !account.used.contains(&(kind, *index))
        };
        fates.filter(is_dead).map(|(index, _)| index).collect()
    }
}

/// A path by which a file is the same however it was reached.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| absolute(path))
}
