//! What a trial of a rule came to, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::trial::Tally;
use crate::lsp::to_proto::grouped;
use crate::rules::explain::escape;

/// In Markdown; `is_all` if nothing more will come.
pub(super) fn markdown(tally: &Tally, is_all: bool) -> String {
    let mut text = format!("\n## In the workspace\n\n{}\n", summary(tally, is_all));
    for sample in &tally.samples {
        let [before, found, behind] = &sample.text;
        let _ = write!(
            text,
            "\n- {}: {}**{}**{}",
            escape(&sample.place),
            escape(before.trim_start()),
            escape(found),
            escape(behind.trim_end())
        );
    }
    text.push('\n');
    text
}

/// `14 hits in 6 files, 5 in quotations, 2 shielded`, and of how many documents that is.
pub(super) fn summary(tally: &Tally, is_all: bool) -> String {
    let counted = |count: usize, noun: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{} {noun}{plural}", grouped(count))
    };
    let mut text = format!(
        "**{} in {}**",
        counted(tally.hits, "hit"),
        counted(tally.files, "file")
    );
    if tally.hits_in_quotations > 0 {
        let _ = write!(
            text,
            ", {} in quotations",
            grouped(tally.hits_in_quotations)
        );
    }
    let mut left_alone = Vec::new();
    if tally.quoted > 0 {
        left_alone.push(format!("{} in quotations", grouped(tally.quoted)));
    }
    if tally.shielded > 0 {
        left_alone.push(format!(
            "{} shielded by terms or exceptions",
            grouped(tally.shielded)
        ));
    }
    if !left_alone.is_empty() {
        let _ = write!(text, "; left alone: {}", left_alone.join(", "));
    }
    let checked = counted(tally.checked, "document");
    let at_least = if tally.is_cut { " at least" } else { "" };
    let of_all = format!(
        "{checked} of{at_least} {}",
        grouped(tally.all.max(tally.checked))
    );
    if !is_all {
        let _ = write!(
            text,
            " so far, in {of_all}; the command ‘housestyle.tryRule’ says the rest"
        );
    } else if tally.is_cut || tally.checked < tally.all {
        let _ = write!(
            text,
            ". Only {of_all} were looked at: more would take too long"
        );
    } else {
        let _ = write!(text, ", in {checked}");
    }
    text.push('.');
    text
}

/// As a program is answered that asked for a trial.
pub(super) fn to_json(rule: &str, tally: &Tally) -> Value {
    let samples = tally.samples.iter().map(
        |sample| json!({"uri": sample.uri, "range": sample.range, "text": sample.text.concat()}),
    );
    let is_whole = !tally.is_cut && tally.checked >= tally.all;
    json!({
        "rule": rule,
        "hits": tally.hits,
        "files": tally.files,
        "hitsInQuotations": tally.hits_in_quotations,
        "quoted": tally.quoted,
        "shielded": tally.shielded,
        "documents": tally.checked,
        "complete": is_whole,
        "samples": samples.collect::<Vec<_>>(),
        "summary": summary(tally, true).replace("**", ""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_is_told_in_a_sentence() {
        let whole = Tally {
            checked: 120,
            all: 120,
            files: 6,
            hits: 14,
            hits_in_quotations: 5,
            shielded: 2,
            ..Tally::default()
        };
        let part = Tally {
            all: 31_000,
            checked: 2_000,
            is_cut: true,
            hits: 1,
            files: 1,
            quoted: 3,
            hits_in_quotations: 0,
            shielded: 0,
            samples: Vec::new(),
        };
        let cases = [
            (
                &whole,
                true,
                "**14 hits in 6 files**, 5 in quotations; left alone: 2 shielded by terms or exceptions, \
                 in 120 documents.",
            ),
            (
                &part,
                true,
                "**1 hit in 1 file**; left alone: 3 in quotations. Only 2,000 documents of at least \
                 31,000 were looked at: more would take too long.",
            ),
            (
                &part,
                false,
                "**1 hit in 1 file**; left alone: 3 in quotations so far, in 2,000 documents of at least \
                 31,000; the command ‘housestyle.tryRule’ says the rest.",
            ),
        ];
        for (tally, is_all, expected) in cases {
            assert_eq!(summary(tally, is_all), expected);
        }
    }
}
