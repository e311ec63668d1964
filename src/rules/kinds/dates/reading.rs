//! Dates as they stand in a text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::beside::{ends_behind, is_in_a_row, is_month_before, is_month_behind, shares_year};
use super::days::{self, Days};
use crate::markup::block::OPAQUE;
use crate::text::Span;

/// The months, and how AP shortens them beside a day.
const MONTHS: [(&str, &str); 12] = [
    ("January", "Jan."),
    ("February", "Feb."),
    ("March", "March"),
    ("April", "April"),
    ("May", "May"),
    ("June", "June"),
    ("July", "July"),
    ("August", "Aug."),
    ("September", "Sept."),
    ("October", "Oct."),
    ("November", "Nov."),
    ("December", "Dec."),
];

/// The start of every month’s name.
pub(super) const STEMS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A month of the year, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month(usize);

impl Month {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        MONTHS.get(self.0).map_or("", |(name, _)| name)
    }

    /// Its name as AP writes it beside a day.
    pub(super) fn short(self) -> &'static str {
        MONTHS.get(self.0).map_or("", |(_, short)| short)
    }

    /// Its number from 1.
    pub(super) const fn number(self) -> usize {
        self.0 + 1
    }

    /// How many days it has in a year; of a year that is not known, the most.
    const fn days(self, year: Option<u32>) -> u32 {
        match (self.number(), year) {
            (2, Some(year)) if !is_leap(year) => 28,
            (2, _) => 29,
            (4 | 6 | 9 | 11, _) => 30,
            _ => 31,
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        let is_its = |stem: &&str| {
            let start = name.get(..stem.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(stem))
        };
        STEMS.iter().position(is_its).map(Self)
    }

    fn of_number(number: u32) -> Option<Self> {
        (1..=12)
            .contains(&number)
            .then(|| Self(number as usize - 1))
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The order in which the parts of a date stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

/// A date that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// Where, in bytes of the text.
    pub(super) span: Span,
    pub(super) days: Days,
    /// The month, and how it is written if it is by name.
    pub(super) month: Month,
    pub(super) written: Option<String>,
    pub(super) year: Option<u32>,
    pub(super) order: Order,
    /// Whether nothing is too much: no *th*, *of*, nor comma before a year that takes none.
    pub(super) is_plain: bool,
    /// Day and month could be the other way round.
    pub(super) is_ambiguous: bool,
    /// Its year is that of the date before it, too: *30 November–2 December 2026*.
    pub(super) shares_year: bool,
}

impl Date {
    /// Whether its month has such days, which ascend.
    fn is_in_calendar(&self) -> bool {
        self.days.last() <= self.month.days(self.year)
    }

    /// The month if day and month are the other way round.
    pub(super) fn other_month(&self) -> Option<Month> {
        Month::of_number(self.days.first)
    }
}

/// A month that is written in full has no point of its own.
const MONTH: &str = r"(?<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)";
static DAY_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let year = r"(?:(?<comma>,)?\s(?<year>[12]\d{3})\b)?";
    let days = days::pattern();
    Regex::new(&format!(
        r"(?:\b(?<the>[Tt]he\s))?\b(?<days>{days})\s(?<of>of\s)?{MONTH}{year}"
    ))
    .ok()
});

static MONTH_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let year = r"(?:(?<comma>,)?\s(?<year>[12]\d{3})\b)?";
    let days = days::pattern();
    Regex::new(&format!(r"\b{MONTH}\s(?<the>the\s)?(?<days>{days}){year}")).ok()
});

static FIGURES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?<a>\d{1,4})(?<s>[-/.])(?<b>\d{1,2})(?<t>[-/.])(?<c>\d{1,4})\b").ok()
});

/// How dates are searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    DayFirst,
    MonthFirst,
    Figures,
}

impl Search {
    /// All, in the order of their numbers.
    pub(super) const ALL: [Self; 3] = [Self::DayFirst, Self::MonthFirst, Self::Figures];

    fn regex(self) -> Option<&'static Regex> {
        match self {
            Self::DayFirst => DAY_FIRST.as_ref(),
            Self::MonthFirst => MONTH_FIRST.as_ref(),
            Self::Figures => FIGURES.as_ref(),
        }
    }

    /// Calls `found` with every date in `text` from the byte `from` on, until it says no.
    pub(super) fn find(self, text: &str, from: usize, found: &mut dyn FnMut(Date) -> bool) {
        let Some(regex) = self.regex() else { return };
        let mut at = from;
        while let Some(captures) = regex.captures_at(text, at) {
            let whole = captures.get(0).map_or(at..at + 1, |whole| whole.range());
            let date = match self {
                Self::Figures => in_figures(text, &captures),
                _ => with_name(text, &captures, self),
            };
            let end = date.as_ref().map_or(whole.end, |date| date.span.end);
            at = end.max(at + 1);
            let date = date.filter(Date::is_in_calendar);
            if date.is_some_and(|date| !found(date)) {
                return;
            }
        }
    }
}

fn number(captures: &Captures<'_>, name: &str) -> Option<u32> {
    captures.name(name)?.as_str().parse().ok()
}

/// The days of a date with the name of its month, and where they and all of it stand.
struct Stretch {
    span: Span,
    days: Days,
    /// Whether it reaches to the year, if there is one.
    is_whole: bool,
}

impl Stretch {
    /// What seems to be several days may reach from one month to the next: *November 30–2
    /// December*. Of these only some are surely of the month that was read.
    fn of(text: &str, captures: &Captures<'_>, search: Search) -> Option<Self> {
        let whole = captures.get(0)?;
        let written = captures.name("days")?;
        let is_day_first = search == Search::DayFirst;
        let mut kept = days::ascending(written.as_str(), is_day_first, usize::MAX)?;
        // Where all of it stands, with these days of it.
        let place = |kept: &Range<usize>| {
            let is_cut = kept.len() < written.len();
            let mut span = Span::new(whole.start(), whole.end());
            if is_cut && is_day_first {
                span.start = written.start() + kept.start;
            } else if is_cut {
                span.end = written.start() + kept.end;
            }
            span
        };
        let has_neighbour = if is_day_first {
            is_month_before(text, place(&kept).start)
        } else {
            is_month_behind(text, place(&kept).end)
        };
        if has_neighbour {
            let days = Days::read(written.as_str().get(kept.clone())?)?;
            // Of which month the days between are nobody can tell: *November 24, 25 and 26 December*.
            if days.count() > 2 {
                return None;
            }
            kept = days::ascending(written.as_str(), is_day_first, 1)?;
        }
        let (span, is_cut) = (place(&kept), kept.len() < written.len());
        Some(Self {
            span,
            days: Days::read(written.as_str().get(kept)?)?,
            is_whole: is_day_first || !is_cut,
        })
    }
}

/// A date with the name of its month, unless it is part of something longer.
fn with_name(text: &str, captures: &Captures<'_>, search: Search) -> Option<Date> {
    let Stretch {
        mut span,
        days,
        is_whole,
    } = Stretch::of(text, captures, search)?;
    let month = captures.name("month")?;
    let has = |name: &str| captures.name(name).is_some();
    let is_day_first = search == Search::DayFirst;
    let has_year = is_whole && has("year");
    // ‘The 24th of November’ goes with its article, ‘the 24 November meeting’ does not.
    let takes_article = !is_day_first || has("of");
    if let Some(the) = captures.name("the").filter(|_| !takes_article) {
        span.start = span.start.max(the.end());
    }
    // The point of an abbreviation at the end of a sentence is the sentence’s.
    let written = month.as_str();
    if is_day_first && !has_year && written.ends_with('.') && ends_sentence(text, span.end) {
        span.end -= 1;
    }
    let may_be_counted = !is_day_first && !has_year && days.are_joined_by_words();
    if is_in_a_row(text, span, has_year) || may_be_counted && !ends_behind(text, span.end) {
        return None;
    }
    let too_much = !days.is_plain || has("of") || (has("the") && takes_article);
    let comma_is_right = match search {
        Search::DayFirst => !has("comma"),
        _ => !has_year || has("comma"),
    };
    Some(Date {
        span,
        days,
        month: Month::of_name(written)?,
        written: Some(
            text.get(month.start()..month.end().min(span.end))?
                .to_owned(),
        ),
        year: number(captures, "year").filter(|_| has_year),
        order: if is_day_first {
            Order::DayMonthYear
        } else {
            Order::MonthDayYear
        },
        is_plain: !too_much && comma_is_right,
        is_ambiguous: false,
        shares_year: has_year && shares_year(text, span),
    })
}

fn ends_sentence(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("").trim_start();
    let goes_on = |c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')');
    !rest.chars().next().is_some_and(goes_on)
}

/// A date of figures alone; `None` if they are no date, or not surely one.
fn in_figures(text: &str, captures: &Captures<'_>) -> Option<Date> {
    let whole = captures.get(0)?;
    let sign = captures.name("s")?.as_str();
    if captures.name("t")?.as_str() != sign {
        return None;
    }
    let before = text.get(..whole.start()).unwrap_or("").chars().next_back();
    let mut after = text.get(whole.end()..).unwrap_or("").chars();
    let (next, beyond) = (after.next(), after.next());
    let marks = |c: char| "/-.:$£€#@+=_".contains(c) || c == OPAQUE;
    let goes_on = next.is_some_and(|c| "/-:@_=".contains(c) || c == OPAQUE)
        || (matches!(next, Some('.' | ',')) && beyond.is_some_and(char::is_alphanumeric));
    if before.is_some_and(marks) || goes_on {
        return None;
    }
    let [a, b, c] =
        ["a", "b", "c"].map(|name| captures.name(name).map_or("", |part| part.as_str()));
    let value = |part: &str| part.parse::<u32>().ok();
    let (first, second, third) = (value(a)?, value(b)?, value(c)?);
    let is_year = |year: u32| (1000..3000).contains(&year);
    let (day, month, year, order) = if a.len() == 4 && c.len() <= 2 {
        (third, second, first, Order::YearMonthDay)
    } else if a.len() <= 2 && c.len() == 4 {
        by_size(first, second, third)
    } else if a.len() <= 2 && c.len() == 2 && sign == "/" {
        by_size(
            first,
            second,
            if third < 50 {
                2000 + third
            } else {
                1900 + third
            },
        )
    } else {
        return None;
    };
    let is_date = (1..=31).contains(&day) && is_year(year);
    let ambiguous = order != Order::YearMonthDay && day <= 12 && month <= 12 && day != month;
    let is_plain = order == Order::YearMonthDay && sign == "-" && b.len() == 2 && c.len() == 2;
    is_date.then_some(Date {
        span: Span::new(whole.start(), whole.end()),
        days: Days::one(day),
        month: Month::of_number(month)?,
        written: None,
        year: Some(year),
        order,
        is_plain,
        is_ambiguous: ambiguous,
        shares_year: false,
    })
}

/// Day and month of a date of figures: only a day is more than twelve.
const fn by_size(first: u32, second: u32, year: u32) -> (u32, u32, u32, Order) {
    if second > 12 {
        (second, first, year, Order::MonthDayYear)
    } else {
        (first, second, year, Order::DayMonthYear)
    }
}
