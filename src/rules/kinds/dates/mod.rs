//! `dates`: the order of day, month and year.

mod beside;
mod days;
mod reading;

use std::sync::Arc;

use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::value::SectionKind;
use super::guidance::says_whether_automatic;
use super::verdict::{Occasion, Verdict};
use super::{Check, Guidance, Kind};
use crate::matching::sentence;
use crate::matching::word::words;
use crate::text::Span;
use beside::{is_joined_before, is_joined_behind};
use days::Days;
use reading::{Date, Order, STEMS, Search};

/// The kind.
pub static KIND: Kind = Kind {
    name: "dates",
    about: "Finds dates that are written in another way than the house’s, in English, and offers them as they should be: \
            *November 24, 2026* or *the 24th of November*, where it should be *24 November 2026*. The comma \
            behind the year comes and goes with the order. Several days of a month are a date, too: *May 3 to 5, 2026*, \
            *24 and 25 November*. Of dates in figures such as 03/04/26 nobody can tell day and month: they are \
            always found, and both readings offered. Dates without a day are right, and in `iso` dates without a year and several days.",
    section: SectionKind::Rule,
    marks: &["dates"],
    keys: &[
        Key {
            name: "dates",
            takes: Takes::OneOf(&["day-month-year", "month-day-year", "iso"]),
            about: "How dates are written: *24 November 2026*; *November 24, 2026*; *2026-11-24*.",
        },
        Key {
            name: "months",
            takes: Takes::OneOf(&["as-written", "full", "ap"]),
            about: "How the months are written: `full`, *November*; `ap`, *Nov.* as The Associated Press shortens them beside \
                    a day. `as-written`: both are right, also if nothing is said.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "`auto`: dates that are not ambiguous may be written anew unasked; `offer` if nothing is said.",
        },
    ],
    variables: &[],
    build,
};

/// How the names of months are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Months {
    #[default]
    AsWritten,
    Full,
    Ap,
}

#[derive(Debug)]
struct Dates {
    order: Order,
    months: Months,
    automatic: bool,
}

impl Dates {
    /// Whether the date is written as the house writes it.
    fn is_right(&self, date: &Date) -> bool {
        let month_is_right = match (&date.written, self.months) {
            (Some(written), Months::Full) => written == date.month.name(),
            (Some(written), Months::Ap) => written == date.month.short(),
            _ => true,
        };
        let in_figures = date.written.is_none();
        match self.order {
            Order::YearMonthDay if !in_figures => {
                date.year.is_none() || date.days.count() > 1 || date.shares_year
            }
            order => {
                order == date.order
                    && date.is_plain
                    && month_is_right
                    && in_figures == (order == Order::YearMonthDay)
            }
        }
    }

    fn month(&self, date: &Date) -> String {
        match (self.months, &date.written) {
            (Months::AsWritten, Some(written)) => written.clone(),
            (Months::Ap, _) => date.month.short().to_owned(),
            _ => date.month.name().to_owned(),
        }
    }

    /// The date as the house writes it, without a comma behind.
    fn house_form(&self, date: &Date) -> String {
        // The Associated Press has hyphens.
        let days = date.days.written(self.months == Months::Ap);
        let month = self.month(date);
        match (self.order, date.year) {
            (Order::DayMonthYear, Some(year)) => format!("{days} {month} {year}"),
            (Order::DayMonthYear, None) => format!("{days} {month}"),
            (Order::MonthDayYear, Some(year)) => format!("{month} {days}, {year}"),
            (Order::MonthDayYear, None) => format!("{month} {days}"),
            (Order::YearMonthDay, year) => {
                let year = year.unwrap_or(0);
                let (month, day) = (date.month.number(), date.days.first);
                format!("{year:04}-{month:02}-{day:02}")
            }
        }
    }

    /// What is to be written instead of what: the comma behind a year comes or goes.
    fn rewritten(&self, passage: &Passage, date: &Date) -> (Span, String) {
        let mut written = self.house_form(date);
        let mut span = date.span;
        let behind = passage.text().get(span.end..).unwrap_or("");
        let had_comma =
            date.order == Order::MonthDayYear && date.written.is_some() && date.year.is_some();
        // The point of a month at the end is the sentence’s, too.
        if written.ends_with('.') && behind.starts_with('.') {
            written.pop();
        }
        let wants_comma = self.order == Order::MonthDayYear && date.year.is_some();
        if wants_comma && !had_comma {
            let mut next = behind.chars();
            let goes_on = next.next().is_some_and(char::is_whitespace)
                && next.next().is_some_and(char::is_alphanumeric)
                && !starts_sentence(passage, span.end);
            if goes_on {
                written.push(',');
            }
        } else if had_comma
            && !wants_comma
            && behind.starts_with(',')
            && !needs_comma(passage, span)
        {
            span.end += 1;
        }
        self.with_joints(passage, span, written)
    }

    /// The same with the hyphens that join it to dates beside it, which become dashes. A hyphen goes
    /// with the date behind it, unless that is right.
    fn with_joints(&self, passage: &Passage, mut span: Span, written: String) -> (Span, String) {
        let text = passage.text();
        if self.months == Months::Ap {
            // The Associated Press has hyphens.
            return (span, written);
        }
        let mut written = written;
        if is_joined_before(text, span) {
            span.start -= 1;
            written.insert(0, '–');
        }
        if is_joined_behind(text, span.end) && !self.is_wrong_at(text, span.end + 1) {
            span.end += 1;
            written.push('–');
        }
        (span, written)
    }

    /// Whether a date that is not written as the house writes it begins at the byte `at`.
    fn is_wrong_at(&self, text: &str, at: usize) -> bool {
        let mut is_wrong = false;
        for how in [Search::DayFirst, Search::MonthFirst] {
            how.find(text, at, &mut |date| {
                is_wrong |= date.span.start == at && !self.is_right(&date);
                false
            });
        }
        is_wrong
    }
}

/// In bytes more than can stand before the first digit of a date: *September the 24th*.
const LONGEST_HEAD: usize = 32;

/// Whether a sentence ends at `end`.
fn starts_sentence(passage: &Passage, end: usize) -> bool {
    passage
        .sentences()
        .iter()
        .any(|sentence| sentence.span.end == end)
}

/// Words after which a clause comes first, and its comma with it.
const OPENERS: [&str; 14] = [
    "when", "after", "if", "as", "although", "because", "while", "since", "before", "until",
    "once", "though", "unless", "whereas",
];

/// Words with which a short introduction begins.
const INTRODUCTIONS: [&str; 12] = [
    "", "on", "in", "by", "since", "from", "until", "before", "after", "early", "late", "back",
];

/// Words that have a comma of their own before them.
const FOLLOWERS: [&str; 11] = [
    "and", "but", "or", "so", "yet", "who", "which", "whose", "where", "when", "while",
];

/// Whether the comma behind the date at `span` is not the year’s alone: what stands before is an
/// introduction (*On November 24, 2026, he came*), a clause follows, or something said ends.
fn needs_comma(passage: &Passage, span: Span) -> bool {
    let text = passage.text();
    let start = sentence::at(passage.sentences(), span.start).map_or(0, |of| of.span.start);
    let before = text.get(start..span.start).unwrap_or("");
    let mut leading = words(before).filter_map(|word| word.text(before));
    let first = leading.next().unwrap_or("").to_lowercase();
    let is_short = leading.nth(1).is_none() && INTRODUCTIONS.contains(&first.as_str());
    let behind = text.get(span.end..).unwrap_or("");
    let next = words(behind)
        .next()
        .and_then(|word| word.text(behind))
        .unwrap_or("");
    let mut marks = behind.chars().skip(1);
    let ends_quotation = marks.next().is_some_and(|c| "\"”’'»“".contains(c));
    ends_quotation
        || is_short
        || OPENERS.contains(&first.as_str())
        || FOLLOWERS.contains(&next)
        || next.ends_with("ing")
}

impl Check for Dates {
    fn searches(&self) -> Vec<Needs> {
        let months = || vec![STEMS.map(str::to_owned).to_vec()];
        Search::ALL
            .iter()
            .map(|search| {
                if *search == Search::Figures {
                    Needs::new()
                } else {
                    months()
                }
            })
            .collect()
    }

    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let Some(how) = Search::ALL.get(search) else {
            return;
        };
        // No date is without a digit, and what may stand before its first is short.
        let Some(digit) = passage.first_digit() else {
            return;
        };
        let from = digit.saturating_sub(LONGEST_HEAD);
        let from = passage.text().floor_char_boundary(from);
        how.find(passage.text(), from, &mut |date| {
            if !self.is_right(&date) {
                found(self.rewritten(passage, &date).0, search as u32);
            }
            true
        });
    }

    fn written(&self, _: u32) -> &'static str {
        match self.order {
            Order::DayMonthYear => "24 November 2026",
            Order::MonthDayYear => "November 24, 2026",
            Order::YearMonthDay => "2026-11-24",
        }
    }

    fn verdict(&self, found: &Occasion<'_>, _: &[SmolStr]) -> Option<Verdict<'_>> {
        let how = Search::ALL.get(found.entry as usize)?;
        let mut read = None;
        let text = found.passage.text();
        // A date may begin with an article that is no part of the find.
        let from = text.floor_char_boundary(found.span.start.saturating_sub(5));
        for from in [found.span.start, from] {
            how.find(text, from, &mut |date| {
                let is_it = self.rewritten(found.passage, &date).0 == found.span;
                let goes_on = date.span.start <= found.span.start;
                if is_it {
                    read = Some(date);
                }
                goes_on && read.is_none()
            });
            if read.is_some() {
                break;
            }
        }
        let date = read?;
        let written = self.rewritten(found.passage, &date).1;
        if !date.is_ambiguous {
            // Whether a comma is needed for something else only a reader can say.
            let behind = text.get(date.span.end..found.span.end).unwrap_or("");
            let takes_comma = behind.starts_with(',');
            return Some(Verdict::writing(&written, self.automatic && !takes_comma));
        }
        let other = Date {
            days: Days::one(date.month.number() as u32),
            month: date.other_month()?,
            ..date
        };
        let other = self.rewritten(found.passage, &other).1;
        let guidance = Guidance {
            options: [written.into(), other.into()].into_iter().collect(),
            ..Guidance::default()
        };
        let sentence = format!(
            "‘{}’ is one day to some readers and another to others.",
            found.text()
        );
        Some(Verdict {
            guidance: std::borrow::Cow::Owned(guidance),
            verbatim: true,
            ..Verdict::saying(sentence)
        })
    }

    fn describe(&self) -> Vec<String> {
        vec![format!("dates that are not as {}", Check::written(self, 0))]
    }

    fn ways(&self) -> Vec<String> {
        let months = match self.months {
            Months::AsWritten => None,
            Months::Full => Some("Months are written in full.".to_owned()),
            Months::Ap => {
                Some("Months are written as AP shortens them: *Nov.*, *Sept.*".to_owned())
            }
        };
        let fix = says_whether_automatic(self.automatic);
        months.into_iter().chain(std::iter::once(fix)).collect()
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let orders = [
        ("day-month-year", Order::DayMonthYear),
        ("month-day-year", Order::MonthDayYear),
        ("iso", Order::YearMonthDay),
    ];
    let months = [
        ("as-written", Months::AsWritten),
        ("full", Months::Full),
        ("ap", Months::Ap),
    ];
    let months = keys.one_of("months", &months).unwrap_or_default();
    let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]) == Some(true);
    let order = keys.one_of("dates", &orders)?;
    if let (Order::YearMonthDay, Some(entry)) = (order, keys.entry("months")) {
        let message = "‘months’ says nothing in dates = \"iso\", which has no names of months";
        keys.faults
            .push(Fault::hint(entry.place, message).with_help("remove it"));
    }
    if !keys.grammar.of_style.is_english() {
        let place = keys
            .entry("dates")
            .map_or(keys.place, |entry| entry.node.place);
        let fault = Fault::error(place, "‘dates’ knows the months of English only");
        keys.faults
            .push(fault.with_help("use ‘pattern’ for other languages"));
        return None;
    }
    Some(Arc::new(Dates {
        order,
        months,
        automatic,
    }))
}
