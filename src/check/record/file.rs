//! A file of records: comments, one record a line, sorted by their bytes, so that git can
//! put the lines of two branches together.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::Record;
use crate::rules::Fault;
use crate::rules::fault::MOST_OF_A_FILE;
use crate::rules::value::{FileId, Place};
use crate::text::Span;

/// One record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub record: Record,
    /// The bytes of its line in the file.
    pub span: Span,
    /// Comments and empty lines before it, except those at the head of the file.
    comments: Vec<String>,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFile {
    /// Comments and empty lines before the first record.
    head: Vec<String>,
    entries: Vec<Entry>,
    /// Those after the last record.
    tail: Vec<String>,
    /// Whether lines end in CR LF.
    is_crlf: bool,
    has_unread_lines: bool,
    by_path: FxHashMap<SmolStr, Vec<usize>>,
}

/// Where a line stands that git may have left in two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Both sides agree.
    Both,
    /// One of two.
    One,
    /// What both had before they parted.
    Before,
}

impl RecordFile {
    /// Reads `text`, which is what `file` says. A line that cannot be read is a fault, and the
    /// rest is read.
    pub fn read(text: &str, file: FileId, faults: &mut Vec<Fault>) -> Self {
        let mut read = Self {
            is_crlf: text
                .split_once('\n')
                .is_some_and(|(first, _)| first.ends_with('\r')),
            ..Self::default()
        };
        let mut comments: Vec<String> = Vec::new();
        let mut lines: FxHashSet<String> = FxHashSet::default();
        let mut side = Side::Both;
        let mut start = 0;
        let most = faults.len() + MOST_OF_A_FILE;
        for whole in text.split_inclusive('\n') {
            let mark =
                usize::from(start == 0 && whole.starts_with('\u{FEFF}')) * '\u{FEFF}'.len_utf8();
            let line = whole
                .get(mark..)
                .unwrap_or("")
                .trim_end_matches(['\n', '\r']);
            let from = start + mark;
            start += whole.len();
            let fault = if let Some((next, fault)) = conflict(line, side) {
                side = next;
                fault.map(|(message, help)| {
                    let span = Span::new(from, from + line.len());
                    Fault::error(Place::new(file, span), message).with_help(help)
                })
            } else if side == Side::Before {
                None
            } else if line.trim().is_empty() || line.starts_with('#') {
                comments.push(line.to_owned());
                None
            } else {
                match Record::read(line, from, file) {
                    Ok(record) if !lines.insert(record.line()) => None,
                    Ok(record) => {
                        read.add(record, Span::new(from, from + line.len()), &mut comments);
                        None
                    }
                    Err(fault) => {
                        read.has_unread_lines = true;
                        Some(fault)
                    }
                }
            };
            faults.extend(fault.filter(|_| faults.len() < most));
        }
        if read.entries.is_empty() {
            read.head = comments;
        } else {
            read.tail = comments;
        }
        read
    }

    fn add(&mut self, record: Record, span: Span, comments: &mut Vec<String>) {
        let comments = std::mem::take(comments);
        let comments = if self.entries.is_empty() {
            self.head = comments;
            Vec::new()
        } else {
            comments
        };
        let of_document = self.by_path.entry(record.path.clone()).or_default();
        of_document.push(self.entries.len());
        self.entries.push(Entry {
            record,
            span,
            comments,
        });
    }

    /// The records in the order of the file; of equal lines, as git leaves them where a line
    /// was added on both sides, the first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The records of the document at `path`, each with its index in [`Self::entries`].
    pub fn of(&self, path: &str) -> (Vec<usize>, Vec<&Record>) {
        let indices = self.by_path.get(path).map_or(&[][..], Vec::as_slice);
        let entry = |index: &usize| Some((*index, &self.entries.get(*index)?.record));
        indices.iter().filter_map(entry).unzip()
    }

    /// Whether a line could not be read, which would be lost if the file were written.
    pub const fn has_unread_lines(&self) -> bool {
        self.has_unread_lines
    }

    /// The text of the file with only those of its records, by index, that `stay`, and with
    /// `added`: sorted, none twice, every comment kept. A comment stays before its record, or
    /// before the next one. A file that says nothing begins with `head`.
    pub fn rewritten(&self, stay: impl Fn(usize) -> bool, added: &[Record], head: &str) -> String {
        // By line: the comments before it.
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut carried: Vec<String> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            carried.extend(entry.comments.iter().cloned());
            if stay(index) {
                let comments = lines.entry(entry.record.line()).or_default();
                comments.append(&mut carried);
            }
        }
        carried.extend(self.tail.iter().cloned());
        for record in added {
            lines.entry(record.line()).or_default();
        }
        let is_new = self.head.is_empty() && self.entries.is_empty();
        let mut written: Vec<String> = if is_new {
            head.lines().map(str::to_owned).collect()
        } else {
            self.head.clone()
        };
        for (line, comments) in lines {
            written.extend(comments);
            written.push(line);
        }
        written.append(&mut carried);
        let line_break = if self.is_crlf { "\r\n" } else { "\n" };
        let lines = written
            .into_iter()
            .flat_map(|line| [line, line_break.to_owned()]);
        lines.collect()
    }
}

/// What is said of a mark that git left, and its way out.
type Complaint = (String, &'static str);

/// Whether a line is a mark that git leaves where it could not merge: where the next line
/// stands, and what is to be said. Of one conflict only the first mark is spoken of.
fn conflict(line: &str, side: Side) -> Option<(Side, Option<Complaint>)> {
    let is = |mark: &str| {
        line.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let (next, is_expected) = match () {
        () if is("<<<<<<<") => (Side::One, false),
        () if is("|||||||") => (Side::Before, side == Side::One),
        () if is("=======") => (Side::One, side != Side::Both),
        () if is(">>>>>>>") => (Side::Both, side != Side::Both),
        () => return None,
    };
    let complaint = (!is_expected).then(|| {
        (
            format!("‘{line}’ was left by git, which could not merge this file"),
            "the records of both sides count; take the marks out, or take one side with \
             ‘git checkout --ours’ or ‘--theirs’; with ‘*.tsv merge=union’ in \
             ‘.housestyle/.gitattributes’ git keeps both sides itself",
        )
    });
    Some((next, complaint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::position::line_column;

    const HASHES: &str = "s:00000000000000aa\tl:00000000000000bb\tr:00000000000000cc";

    /// The line of a record with `rule` and a last field.
    fn line(path: &str, rule: &str, end: &str) -> String {
        format!("{path}\t{rule}\t{HASHES}\t1\t{end}")
    }

    fn read(text: &str) -> (RecordFile, Vec<String>) {
        let mut faults = Vec::new();
        let file = RecordFile::read(text, FileId(0), &mut faults);
        let said = faults.iter().map(|fault| {
            let span = fault.place.expect("a place").span();
            let (line, column) = line_column(text, span.start);
            let help = fault.help.as_deref().expect("a way out");
            format!("{line}:{column} {}; {help}", fault.message)
        });
        (file, said.collect())
    }

    fn rewritten(text: &str) -> String {
        read(text).0.rewritten(|_| true, &[], "# new\n")
    }

    #[test]
    fn what_cannot_be_read_has_a_place_and_a_way_out_and_the_rest_is_read() {
        let good = line("a.md", "desk.x", "text\treason");
        let bad = |field: &str, other: &str| good.replacen(field, other, 1);
        // A line, the column and the start of what is said of it.
        let cases = [
            (
                "a.md desk.x".to_owned(),
                "1 this line has 1 field and not seven, or eight with a reason",
            ),
            (
                bad("\ttext\treason", ""),
                "1 this line has 6 fields and not seven, or eight with a reason",
            ),
            (
                good.clone() + "\tx",
                "1 this line has 9 fields and not seven, or eight with a reason: path, rule, sentence, words before, words after, ordinal, matched text, reason; write a tab inside a field as ‘\\t’",
            ),
            (bad("a.md", ""), "1 this line names no document"),
            (bad("a.md", "\\# a.md\\"), "1 ‘\\’ stands for nothing"),
            (
                bad("a.md", "b\\c.md"),
                "1 ‘\\c’ stands for nothing; write ‘\\\\’ for a backslash, and paths with ‘/’",
            ),
            (bad("desk.x", " "), "6 this line names no rule"),
            (
                bad("s:", "t:"),
                "13 ‘t:00000000000000aa’ is no hash of the sentence; it is ‘s:’ and 16",
            ),
            (
                bad("00bb", "bb"),
                "32 ‘l:000000000000bb’ is no hash of the words before",
            ),
            (
                bad("00cc", "+0cc"),
                "51 ‘r:000000000000+0cc’ is no hash of the words after",
            ),
            (
                bad("\t1\t", "\t0\t"),
                "70 ‘0’ does not say which of several it is; it is a number from 1",
            ),
            (bad("\t1\t", "\tone\t"), "70 ‘one’ does not say which"),
            (bad("text", "te\\xt"), "72 ‘\\x’ stands for nothing"),
            (
                "<<<<<<< HEAD".to_owned(),
                "1 ‘<<<<<<< HEAD’ was left by git, which could not merge this file; the records of both sides count",
            ),
            ("=======".to_owned(), "1 ‘=======’ was left by git"),
            (
                ">>>>>>> other".to_owned(),
                "1 ‘>>>>>>> other’ was left by git",
            ),
        ];
        for (written, expected) in cases {
            for line_break in ["\n", "\r\n"] {
                let before = line("a.md", "desk.a", "one");
                let text = ["\u{FEFF}# head", &before, &written, &good].join(line_break);
                let (file, faults) = read(&text);
                let [fault] = faults.as_slice() else {
                    panic!("{written:?}: {faults:?}");
                };
                assert!(
                    fault.starts_with(&format!("3:{expected}")),
                    "{written:?}: {fault}"
                );
                assert_eq!(file.entries().len(), 2, "{written:?}");
                let is_mark = fault.contains("left by git");
                assert_eq!(file.has_unread_lines(), !is_mark, "{written:?}");
            }
        }
    }

    #[test]
    fn of_a_conflict_both_sides_are_read_and_not_what_was_before() {
        let [one, two, three, four] = ["1", "2", "3", "4"].map(|text| line("a.md", "desk.x", text));
        let text = format!(
            "{one}\n<<<<<<< HEAD\n{two}\n||||||| 1234567\n{three}\n=======\n{four}\n>>>>>>> topic\n"
        );
        let (file, faults) = read(&text);
        assert_eq!(faults.len(), 1, "{faults:?}");
        let texts: Vec<&str> = file
            .entries()
            .iter()
            .map(|entry| entry.record.text.as_str())
            .collect();
        assert_eq!(texts, ["1", "2", "4"]);
        assert_eq!(rewritten(&text), format!("{one}\n{two}\n{four}\n"));
    }

    #[test]
    fn a_file_is_written_sorted_once_each_and_keeps_its_comments() {
        let [a, b, c] = [
            line("a.md", "desk.x", "text"),
            line("a.md", "desk.x", "text\ta reason"),
            line("b\\\\ö.md", "desk.x", "\\stext\\t"),
        ];
        // What is read, what is written.
        let cases = [
            (String::new(), "# new\n".to_owned()),
            ("# mine\n\n".to_owned(), "# mine\n\n".to_owned()),
            (format!("{c}\n{b}\n{a}"), format!("{a}\n{b}\n{c}\n")),
            (format!("{a}\t\r\n{a}\r\n"), format!("{a}\r\n")),
            (
                format!("\u{FEFF}# head\n{c}\n\n# of a\n{a}\n{a}\n# end"),
                format!("# head\n\n# of a\n{a}\n{c}\n# end\n"),
            ),
            ("./".to_owned() + &a, a.clone() + "\n"),
        ];
        for (text, expected) in cases {
            let (_, faults) = read(&text);
            assert!(faults.is_empty(), "{text:?}: {faults:?}");
            assert_eq!(rewritten(&text), expected, "{text:?}");
            assert_eq!(rewritten(&expected), expected);
        }
        let (file, _) = read(&format!("# head\n{a}\n# of b\n{b}\n{c}\n"));
        let added = file.entries()[0].record.clone();
        let without = file.rewritten(|index| index == 2, &[added], "");
        assert_eq!(without, format!("# head\n{a}\n# of b\n{c}\n"));
    }

    #[test]
    fn a_line_that_stands_twice_counts_once() {
        let a = line("a.md", "desk.x", "text");
        let text = format!("{a}\n{}\n{a}\n", line("b.md", "desk.x", "text"));
        let (file, _) = read(&text);
        assert_eq!(file.of("a.md").0, [0]);
        assert_eq!(file.of("b.md").0, [1]);
        assert_eq!(file.of("c.md").0, Vec::<usize>::new());
    }
}
