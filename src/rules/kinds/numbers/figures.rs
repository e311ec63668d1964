//! Figures in a text, and what they are: an amount, or part of a name, a date, a measurement.

use super::super::calendar::SURE_MONTHS;
use super::ages::is_age;
use super::values;
use crate::markup::block::OPAQUE;
use crate::matching::character::is_hyphen;
use crate::matching::sentence;
use crate::matching::word::words;
use crate::rules::passage::Passage;
use crate::text::Span;

/// Words before a figure that is a label: *page 3*.
const LABELS: &str = "act appendix article box building call channel chapter clause code column day district \
     division episode equation error example exit fig figure flat flight footnote formula game \
     gate grade group highway id isbn issn issue item junction key lap layer lesson level line lines \
     model module no nos note number numbers option order page pages para paragraph part parts \
     phase phone platform point port post pp question release room round route row rows rs rule \
     scene season section sections series size slide stage step steps table tel ticket tier \
     track type unit verse version versions vol volume week zone";

/// Words behind a figure that is a measurement, a time, an age or a score.
const UNITS: &str = "a.m acre acres ad am b baht bc billion bit bits bn byte bytes c cc cent centimeter \
     centimeters centimetre centimetres cents cl cm db degree degrees dirham dirhams dollar \
     dollars euro euros f feet fold foot franc francs ft g gallon gallons gb ghz gib gigabyte \
     gigabytes gmt gram grams gw h ha hectare hectares hour hz in inch inches k kb kg khz kib \
     kilo kilobytes kilogram kilograms kilometer kilometers kilometre kilometres kilos km \
     knots krona krone kroner kronor kw kwh l lb lbs lira liter liters litre litres m mb \
     megabyte megabytes megawatts meter meters metre metres mg mhz mib mile miles milliliters \
     millilitres millimeter millimeters millimetre millimetres million min ml mm mn mph ms mw \
     nm o'clock octet octets ounce ounces oz p p.m pc pence per percent percentage peso pesos pint pints \
     pixel pixels pm point points pound pounds pt px rand riyal riyals rouble roubles ruble \
     rubles rupee rupees s shekel shekels shilling shillings st t tb thousand tib ton tonne \
     tonnes tons trillion v volts w watt watts x yard yards yen yuan zloty";

/// What goes with a figure and a hyphen in mathematics, psychology and chemistry.
const TERMS: &str = "ary back clique connected form forms gon gram grams manifold manifolds mer norm simplex \
     sphere tuple tuples amino deoxy ethyl hydroxy methyl phenyl propyl";

/// Whether `word` is one of `list`, which are parted by spaces.
pub(super) fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Words with a capital at the start of a sentence that are no names.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "all", "almost", "also", "although", "an", "and", "another", "any",
    "around", "as", "at", "because", "before", "between", "both", "but", "by", "during", "each",
    "every", "exactly", "few", "for", "from", "he", "her", "his", "i", "if", "in", "its", "just",
    "last", "less", "more", "most", "my", "nearly", "next", "of", "on", "once", "only", "or",
    "other", "our", "over", "roughly", "she", "since", "some", "than", "that", "the", "their",
    "then", "there", "these", "they", "this", "those", "to", "under", "until", "up", "we", "when",
    "where", "while", "with", "within", "without", "you",
];

/// Words before an amount, but not before a year.
const AMOUNTS: &[&str] = &[
    "about",
    "almost",
    "another",
    "approximately",
    "around",
    "exactly",
    "least",
    "most",
    "nearly",
    "only",
    "over",
    "roughly",
    "some",
    "than",
    "under",
];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// What stands beside a figure.
pub(super) struct Neighbours<'a> {
    text: &'a str,
    span: Span,
    /// The word before it in the same sentence, and where.
    before: Option<(Span, &'a str)>,
    /// The word behind it.
    after: Option<(Span, &'a str)>,
    /// Whether only opening marks stand before it in its sentence.
    pub(super) starts_sentence: bool,
    sentence_start: usize,
}

/// So many bytes beside a figure are looked at.
const REACH: usize = 48;

impl<'a> Neighbours<'a> {
    /// Of the figure at `span`.
    pub(super) fn of(passage: &'a Passage, span: Span) -> Self {
        let text = passage.text();
        let sentence = sentence::at(passage.sentences(), span.start);
        let sentence_start = sentence.map_or(0, |sentence| sentence.span.start);
        let from = text
            .floor_char_boundary(span.start.saturating_sub(REACH))
            .max(sentence_start);
        let to = text.ceil_char_boundary((span.end + REACH).min(text.len()));
        let place = |start: usize, word: Span| Span::new(start + word.start, start + word.end);
        let word_in = |start: usize, word: Option<Span>| {
            let span = place(start, word?);
            Some((span, span.text(text)?))
        };
        let head = text.get(from..span.start).unwrap_or("");
        let tail = text.get(span.end..to).unwrap_or("");
        Self {
            text,
            span,
            before: word_in(from, words(head).last()),
            after: word_in(span.end, words(tail).next()),
            starts_sentence: sentence
                .is_none_or(|sentence| sentence::starts_at(text, sentence, span.start)),
            sentence_start,
        }
    }

    fn gap_before(&self) -> &'a str {
        let start = self
            .before
            .map_or(self.sentence_start, |(span, _)| span.end);
        self.text.get(start..self.span.start).unwrap_or("")
    }

    fn gap_behind(&self) -> &'a str {
        let end = self.after.map_or(self.text.len(), |(span, _)| span.start);
        self.text.get(self.span.end..end).unwrap_or("")
    }

    /// The word before it, if only white space stands between, in small letters.
    fn near_before(&self) -> Option<String> {
        let gap = self.gap_before();
        let is_near = gap.trim_start_matches('.').chars().all(char::is_whitespace);
        self.before
            .filter(|_| is_near && !gap.is_empty())
            .map(|(_, word)| word.to_lowercase())
    }

    /// The word behind it, if only white space or a hyphen stands between.
    fn near_behind(&self) -> Option<&'a str> {
        let gap = self.gap_behind();
        let is_near =
            gap.chars().count() <= 1 && gap.chars().all(|c| c.is_whitespace() || is_hyphen(c));
        self.after.filter(|_| is_near).map(|(_, word)| word)
    }

    /// Whether no mark beside the figure makes it part of something: `$3`, `3.5`, `2–3`, `3×`.
    pub(super) fn stands_alone(&self) -> bool {
        let before = self
            .text
            .get(..self.span.start)
            .unwrap_or("")
            .chars()
            .next_back();
        let mut behind = self.text.get(self.span.end..).unwrap_or("").chars();
        let (next, beyond) = (behind.next(), behind.next());
        let opens = |c: char| c.is_whitespace() || "([\"“‘'—".contains(c);
        let closes = match next {
            None => true,
            Some('.') if beyond == Some('.') => false,
            Some('.' | ',' | ':') => !beyond.is_some_and(|c| c.is_alphanumeric() || c == OPAQUE),
            Some('\'' | '’') => !beyond.is_some_and(char::is_alphabetic),
            Some(c) if is_hyphen(c) => beyond.is_some_and(char::is_alphabetic),
            Some(c) => c.is_whitespace() || ";!?)]\"”—…".contains(c),
        };
        let is_listed = matches!(
            (before, next),
            (Some('('), Some(')')) | (Some('['), Some(']'))
        );
        // *7.* before a paragraph, or behind a break, and a figure that is all there is.
        let numbers_block = self.span.start == 0 && matches!(next, None | Some('.' | ')' | ':'))
            || self.starts_sentence && next == Some('.');
        before.is_none_or(opens) && closes && !is_listed && !numbers_block && !self.is_calculated()
    }

    /// Whether a sign of arithmetic, or a dash, stands beside it: `4 × 5`.
    fn is_calculated(&self) -> bool {
        let is_sign = |c: char| "+−±×÷=≈~<>≤≥*/^→|–-".contains(c);
        let before = self.text.get(..self.span.start).unwrap_or("").trim_end();
        let behind = self.text.get(self.span.end..).unwrap_or("");
        let spaced = behind.starts_with(char::is_whitespace);
        before.ends_with(is_sign) || (spaced && behind.trim_start().starts_with(is_sign))
    }

    /// Whether a word beside the figure says that it is no plain amount: *page 3*, *Apollo 8*,
    /// *3 May*, *3 km*, *3 years old*, *2 to 5*, *the 2-back test*.
    pub(super) fn is_measured(&self) -> bool {
        self.follows_rupees()
            || self.follows_label()
            || self.is_followed_by_unit()
            || self.is_in_range()
            || self.is_in_term()
            || self.is_value()
            || is_age(self.text, self.span, self.sentence_start)
    }

    /// Whether it is part of a term in which sciences write figures.
    fn is_in_term(&self) -> bool {
        let is_joined = self.gap_behind().chars().all(is_hyphen);
        is_joined && self.near_behind().is_some_and(|word| is_in(TERMS, word))
    }

    /// Whether it is a value, and no number of things: nothing that could be counted is behind it.
    fn is_value(&self) -> bool {
        let counts_nothing = self
            .near_behind()
            .is_none_or(|word| FUNCTION_WORDS.binary_search(&&*word.to_lowercase()).is_ok());
        self.near_before().is_some() && counts_nothing && values::introduces(self.head())
    }

    /// What stands before it in its sentence.
    fn head(&self) -> &'a str {
        let head = self.text.get(self.sentence_start..self.span.start);
        head.unwrap_or("")
    }

    /// Whether the word before it makes it part of a name or label.
    pub(super) fn follows_label(&self) -> bool {
        if values::ends_with_product(self.head()) {
            return true;
        }
        let Some(before) = self.near_before() else {
            let label = self.before.map(|(_, word)| word.to_lowercase());
            let is_labelled = label.is_some_and(|label| is_in(LABELS, &label));
            return self.gap_before().ends_with(['#', '№'])
                || (is_labelled && self.gap_before().trim_end() == ":");
        };
        let (span, word) = self.before.unwrap_or((self.span, ""));
        let is_capital = word.starts_with(char::is_uppercase);
        let starts = span.start == self.sentence_start;
        let is_name =
            is_capital && !(starts && FUNCTION_WORDS.binary_search(&before.as_str()).is_ok());
        is_name || is_in(LABELS, &before) || word.ends_with(|c: char| c.is_numeric() || c == OPAQUE)
    }

    /// Whether *Rs.* stands before it, whose point looks like the end of a sentence.
    fn follows_rupees(&self) -> bool {
        let before = self.text.get(..self.span.start).unwrap_or("").trim_end();
        let word = before.strip_suffix("Rs.");
        word.is_some_and(|word| word.ends_with(|c: char| c.is_whitespace() || c == '('))
    }

    fn is_followed_by_unit(&self) -> bool {
        let Some(behind) = self.near_behind() else {
            return false;
        };
        let small = behind.to_lowercase().replace('’', "'");
        let end = self.after.map_or(self.span.end, |(span, _)| span.end);
        let rest = self.text.get(end..).unwrap_or("");
        let is_age = small.starts_with("year")
            && rest.trim_start_matches([' ', '-', '‑']).starts_with("old");
        let is_cent = small == "per" || is_in(UNITS, &small);
        let is_time = matches!(small.as_str(), "a" | "p") && rest.starts_with(".m");
        let is_half = small == "and" && (rest.starts_with(" a ") || rest.starts_with(" one"));
        let is_name = behind.starts_with(char::is_uppercase) && !behind.ends_with('s');
        let is_number = behind.starts_with(|c: char| c.is_numeric() || c == OPAQUE);
        is_age || is_cent || is_time || is_half || is_name || is_number || is_month(behind)
    }

    /// Whether it is one end of a range or row of figures: *2 to 5*, *pages 3 and 4*.
    fn is_in_range(&self) -> bool {
        let joins = |word: &str| matches!(word, "to" | "and" | "or" | "through" | "x");
        let figure_behind = self.near_behind().is_some_and(joins) && {
            let end = self.after.map_or(self.span.end, |(span, _)| span.end);
            let rest = self.text.get(end..).unwrap_or("").trim_start();
            rest.starts_with(|c: char| c.is_ascii_digit() || "$£€".contains(c))
        };
        let figure_before = self.near_before().is_some_and(|word| joins(&word)) && {
            let start = self.before.map_or(0, |(span, _)| span.start);
            let rest = self.text.get(..start).unwrap_or("").trim_end();
            rest.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        };
        // *1, 2 or 3*
        let row_behind =
            self.gap_behind() == ", " && self.after.is_some_and(|(_, word)| is_figure(word));
        let row_before =
            self.gap_before() == ", " && self.before.is_some_and(|(_, word)| is_figure(word));
        figure_behind || figure_before || row_behind || row_before
    }

    /// Whether a month stands beside it, or *of* and a month behind.
    pub(super) fn is_in_date(&self) -> bool {
        let is_of = self.near_behind() == Some("of");
        let end = self.after.map_or(self.span.end, |(span, _)| span.end);
        let rest = self.text.get(end..).unwrap_or("");
        let month_behind = self.near_behind().is_some_and(is_month);
        let of_month = is_of
            && words(rest)
                .next()
                .and_then(|word| word.text(rest))
                .is_some_and(is_month);
        let before = self.before.filter(|_| self.near_before().is_some());
        // *May the 4th*
        let month_before_the = before.is_some_and(|(the, word)| {
            let head = self.text.get(self.sentence_start..the.start).unwrap_or("");
            word == "the"
                && words(head)
                    .last()
                    .filter(|month| head.get(month.end..) == Some(" "))
                    .and_then(|month| month.text(head))
                    .is_some_and(is_month)
        });
        month_behind
            || of_month
            || month_before_the
            || before.is_some_and(|(_, word)| is_month(word))
    }

    /// Whether a name follows: *5th Avenue*.
    pub(super) fn precedes_name(&self) -> bool {
        self.near_behind()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    }

    /// Whether something says that a figure that could be a year is an amount.
    pub(super) fn is_amount(&self) -> bool {
        let before = self.near_before();
        let said = before.is_some_and(|word| AMOUNTS.binary_search(&word.as_str()).is_ok());
        let sign = self
            .text
            .get(..self.span.start)
            .is_some_and(|text| text.ends_with(['$', '£', '€']));
        let people = |word: &str| matches!(word, "people" | "men" | "women" | "children");
        let behind = self.near_behind();
        said || sign
            || behind.is_some_and(|word| people(word) || (word.len() > 2 && is_in(UNITS, word)))
    }
}

fn is_figure(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// Whether it is the name of a month.
fn is_month(word: &str) -> bool {
    let small = word.to_lowercase();
    if SURE_MONTHS.contains(&word) {
        return true;
    }
    let is_long = small.chars().count() <= 9;
    is_long
        && word.starts_with(char::is_uppercase)
        && MONTHS.iter().any(|month| small.starts_with(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [FUNCTION_WORDS, AMOUNTS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
