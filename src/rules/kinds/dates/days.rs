//! The days of a date: one, a range of them, or several.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use smol_str::SmolStr;

/// The days of one month that a date names, with what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: u32,
    /// The others, each behind what joins it to the day before: `–`, `-`, ` to `, ` and `, `, `.
    more: Vec<(SmolStr, u32)>,
    /// Whether nothing is too much: no *th*, no article, no space around a dash.
    pub(super) is_plain: bool,
}

/// One day, and what joins it to the day before.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?<joint>\D*?)(?<the>the\s)?(?<day>\d{1,2})(?<th>st|nd|rd|th)?").ok()
});

/// What matches the days of one month. Of several the last stands behind a word, since a figure
/// behind a comma may count something: *on May 3, 12 came*.
pub(super) fn pattern() -> String {
    let day = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?";
    let days = format!(r"{day}(?:(?:\s?[–-]\s?|—){day})?");
    let joint = format!(r"(?:,\s(?:and|or)|\s(?:{WORDS}))\s(?:the\s)?");
    format!(r"{days}(?:(?:,\s(?:the\s)?{days})*{joint}{days})*\b")
}

/// The words that join days and dates.
pub(super) const WORDS: &str = "and|or|to|through|until|till|&";

/// Where in `text`, which matches [`pattern`], its first days stand of which each is later than the
/// one before, as it is within a month, `most` at most; its last ones if it is read `from_end`.
pub(super) fn ascending(text: &str, from_end: bool, most: usize) -> Option<Range<usize>> {
    let mut all = Vec::new();
    for captures in DAY.as_ref()?.captures_iter(text) {
        let day = captures.name("day")?;
        let end = captures.get(0)?.end();
        all.push((day.as_str().parse::<u32>().ok()?, day.start()..end));
    }
    if from_end {
        all.reverse();
    }
    let mut all = all.into_iter().take(most);
    let (mut last, mut kept) = all.next()?;
    for (day, place) in all {
        if day == last || (day < last) != from_end {
            break;
        }
        last = day;
        kept = kept.start.min(place.start)..kept.end.max(place.end);
    }
    Some(kept)
}

impl Days {
    /// One day, written with nothing too much.
    pub(super) const fn one(day: u32) -> Self {
        Self {
            first: day,
            more: Vec::new(),
            is_plain: true,
        }
    }

    /// What `text` says, which matches [`pattern`].
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut read: Option<Self> = None;
        for captures in DAY.as_ref()?.captures_iter(text) {
            let day = captures.name("day")?.as_str().parse().ok()?;
            let joint = captures.name("joint").map_or("", |joint| joint.as_str());
            let dash = joint.trim();
            let is_dash = matches!(dash, "–" | "-" | "—");
            let is_plain = captures.name("th").is_none()
                && captures.name("the").is_none()
                && (!is_dash || matches!(joint, "–" | "-"));
            let Some(days) = &mut read else {
                read = Some(Self {
                    is_plain,
                    ..Self::one(day)
                });
                continue;
            };
            let joint = match dash {
                "-" => "-".into(),
                "–" | "—" => "–".into(),
                "," => ", ".into(),
                words => {
                    let comma = if words.starts_with(',') { "," } else { "" };
                    let word = words.trim_start_matches(',').trim_start();
                    smol_str::format_smolstr!("{comma} {word} ")
                }
            };
            days.more.push((joint, day));
            days.is_plain &= is_plain;
        }
        read
    }

    /// How many are named.
    pub(super) fn count(&self) -> usize {
        1 + self.more.len()
    }

    /// Whether words or commas join them, and not a dash alone.
    pub(super) fn are_joined_by_words(&self) -> bool {
        self.more.iter().any(|(joint, _)| joint.contains(' '))
    }

    /// The last of them.
    pub(super) fn last(&self) -> u32 {
        self.more.last().map_or(self.first, |(_, day)| *day)
    }

    /// As they are written in a date, with a dash where a hyphen stood unless `hyphens` stay.
    pub(super) fn written(&self, hyphens: bool) -> String {
        let mut written = self.first.to_string();
        for (joint, day) in &self.more {
            written.push_str(if joint == "-" && !hyphens {
                "–"
            } else {
                joint
            });
            written.push_str(&day.to_string());
        }
        written
    }
}
