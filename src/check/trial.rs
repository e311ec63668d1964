//! What a rule would find, and what keeps it from finding more: tried before it is used.

use std::sync::{Arc, OnceLock};

use super::{Diagnostic, check};
use crate::markup::Format;
use crate::rules::rule::Quotes;
use crate::rules::{Rule, RuleSet};

/// A rule to be tried on documents. Whatever is switched off, it is on.
#[derive(Debug)]
pub struct Trial {
    rules: Arc<RuleSet>,
    rule: Rule,
    /// Without exceptions, terms and quotations.
    bare: RuleSet,
    as_written: OnceLock<RuleSet>,
    /// As if quotation marks were none, and as if nothing in them counted.
    quotes_checked: OnceLock<RuleSet>,
    quotes_skipped: OnceLock<RuleSet>,
}

/// What a rule found in a document.
#[derive(Debug, Default)]
pub struct Tried {
    /// Its findings.
    pub hits: Vec<Diagnostic>,
    /// How many of them are in quotations.
    pub hits_in_quotations: usize,
    /// How many more there would be if quotations were checked.
    pub quoted: usize,
    /// How many more there would be without exceptions and terms.
    pub shielded: usize,
}

impl Trial {
    /// Tries `rule`, as it is among `rules`.
    pub fn new(rules: Arc<RuleSet>, rule: &Rule) -> Self {
        let mut bare = rule.clone();
        Arc::make_mut(&mut bare.manner).quotes = Quotes::Check;
        bare.exceptions = Box::default();
        bare.shielded = false;
        Self {
            bare: rules.with_terms(&bare, |_| false),
            rules,
            rule: rule.clone(),
            as_written: OnceLock::new(),
            quotes_checked: OnceLock::new(),
            quotes_skipped: OnceLock::new(),
        }
    }

    /// Tries it on a document.
    pub fn on(&self, text: &str, format: Format) -> Tried {
        // Most documents have nothing of it.
        let all = self.found(&self.bare, text, format).len();
        if all == 0 {
            return Tried::default();
        }
        let as_written = self
            .as_written
            .get_or_init(|| self.with_quotes(self.rule.manner.quotes));
        let hits = self.found(as_written, text, format);
        let count = |quotes, set: &OnceLock<RuleSet>| {
            if self.rule.manner.quotes == quotes {
                return hits.len();
            }
            let set = set.get_or_init(|| self.with_quotes(quotes));
            self.found(set, text, format).len()
        };
        let with_quotations = count(Quotes::Check, &self.quotes_checked);
        let without_quotations = count(Quotes::Skip, &self.quotes_skipped);
        Tried {
            hits_in_quotations: hits.len().saturating_sub(without_quotations),
            quoted: with_quotations.saturating_sub(hits.len()),
            shielded: all.saturating_sub(with_quotations),
            hits,
        }
    }

    fn with_quotes(&self, quotes: Quotes) -> RuleSet {
        let mut rule = self.rule.clone();
        Arc::make_mut(&mut rule.manner).quotes = quotes;
        self.rules.with_terms(&rule, |term| term.manner.enabled)
    }

    fn found(&self, set: &RuleSet, text: &str, format: Format) -> Vec<Diagnostic> {
        let mut found = check(text, format, set);
        found.retain(|found| found.rule == self.rule.id);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::compile::{CompileOptions, compile};
    use crate::rules::definition::{Naming, style};
    use crate::rules::value::FileId;

    #[test]
    fn what_a_rule_would_find_is_counted_with_what_keeps_it_from_more() {
        let text = "[[term]]\nterm = 'puppet regime theory'\n\
                    [[rule]]\nid = 'x'\nenabled = false\nphrases = ['regime']\nexcept = ['regime change']\nquotes = 'QUOTES'\n";
        let document = "A regime. The puppet regime theory. A regime change.\n\n\
                        “The regime will fall,” she said. The “regime” fell.\n";
        for (quotes, expected) in [
            ("check", (3, 2, 0, 2)),
            ("skip", (1, 0, 2, 2)),
            ("skip-full", (2, 1, 1, 2)),
        ] {
            let naming = Naming {
                folder: None,
                stem: "desk",
            };
            let text = text.replace("QUOTES", quotes);
            let mut faults = Vec::new();
            let style = style::read(FileId(0), &text, naming, &mut faults);
            let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
            assert!(faults.is_empty(), "{faults:?}");
            let rules = Arc::new(rules);
            let rule = rules.get("desk.x").expect("it is there").clone();
            let tried = Trial::new(Arc::clone(&rules), &rule).on(document, Format::Markdown);
            let counts = (
                tried.hits.len(),
                tried.hits_in_quotations,
                tried.quoted,
                tried.shielded,
            );
            assert_eq!(counts, expected, "{quotes}");
        }
    }
}
