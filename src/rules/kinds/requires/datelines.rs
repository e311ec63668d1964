//! The places with which agencies begin their reports: `KYIV, Ukraine (AP) — Two people …`.

use super::sightings::Finder;

/// No dateline has more words and marks.
const LONGEST: usize = 24;

impl Finder<'_> {
    /// The number of words and marks of the dateline with which the passage begins; 0 if there is none.
    pub(super) fn dateline(&self) -> usize {
        let words = &self.words;
        let first = words.bytes(0);
        if first.len() < 3 || !first.iter().all(u8::is_ascii_uppercase) {
            return 0;
        }
        let mut in_brackets = false;
        for index in 1..words.len().min(LONGEST) {
            let text = words.text(index);
            let is_dash = match text {
                "—" | "–" => true,
                "-" => words.follows(index),
                _ => false,
            };
            if is_dash {
                return self.report_behind(index);
            }
            let is_part = match text {
                "(" => !std::mem::replace(&mut in_brackets, true),
                ")" => std::mem::take(&mut in_brackets),
                "," | "." | "/" | "-" | "'" | "’" => true,
                _ => {
                    in_brackets
                        || words.has_capital(index)
                        || text.bytes().all(|byte| byte.is_ascii_digit())
                }
            };
            if !is_part {
                return 0;
            }
        }
        0
    }

    /// `dash` if a report begins behind it, which has a capital.
    fn report_behind(&self, dash: usize) -> usize {
        let mut next = dash + 1;
        while matches!(self.words.text(next), "-" | "\"" | "“" | "‘" | "'") {
            next += 1;
        }
        if self.words.has_capital(next) {
            dash
        } else {
            0
        }
    }
}
