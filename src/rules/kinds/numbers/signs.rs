//! Figures as the house writes them: their thousands, and their per cent.

use super::figures::Neighbours;
use crate::matching::Language;
use crate::matching::letter_case::capitalise;
use crate::rules::passage::Passage;
use crate::text::Span;

/// The figures at `span` with thousands parted, if they are not so already.
pub(super) fn parted(passage: &Passage, span: Span, sign: &str, from: u32) -> Option<String> {
    let text = span.text(passage.text())?;
    let is_digit = |c: &char| c.is_ascii_digit();
    let digits: String = text.chars().filter(is_digit).collect();
    let is_plain = digits.len() == text.len();
    if digits.starts_with('0') || digits.len() > 15 {
        return None;
    }
    // A point may be a decimal one; only where it parts thousands is it taken for that.
    if (text.contains('.') && sign != ".") || (text.contains(',') && sign == ".") {
        return None;
    }
    if text.contains(' ') && !is_one_figure(passage, span, sign) {
        return None;
    }
    let before = passage.text().get(..span.start)?.chars().next_back();
    let mut behind = passage.text().get(span.end..)?.chars();
    let (next, beyond) = (behind.next(), behind.next());
    let is_sign = |c: char| "$£€".contains(c);
    let opens = |c: char| c.is_whitespace() || is_sign(c) || "([\"“‘'—~≈".contains(c);
    let closes = match next {
        Some('.') => sign != "." || !beyond.is_some_and(char::is_numeric),
        Some(',' | ':') => !beyond.is_some_and(char::is_numeric),
        Some('-' | '–' | '‑') => beyond.is_some_and(char::is_alphabetic),
        Some('%') | None => true,
        Some('\'' | '’') => !beyond.is_some_and(char::is_alphabetic),
        Some(c) => c.is_whitespace() || ";!?)]\"”—…".contains(c),
    };
    // A column, or what is said to be equal.
    let is_entry = next.is_some_and(char::is_whitespace) && beyond.is_some_and(char::is_whitespace)
        || passage.text().get(..span.start)?.trim_end().ends_with('=');
    if !before.is_none_or(opens) || !closes || is_entry {
        return None;
    }
    let neighbours = Neighbours::of(passage, span);
    let value: u64 = digits.parse().ok()?;
    let may_be_year = digits.len() == 4 && (1000..2200).contains(&value) && is_plain;
    let is_label = neighbours.follows_label() && !before.is_some_and(is_sign);
    let is_plain = is_plain || text.contains(' ');
    if is_plain && (is_label || neighbours.is_in_date() || (may_be_year && !neighbours.is_amount()))
    {
        return None;
    }
    let written = if (digits.len() as u32) < from || sign.is_empty() {
        digits
    } else {
        grouped(&digits, sign)
    };
    (written != text).then_some(written)
}

/// Whether figures with plain spaces between them are one, and not written so by the house.
fn is_one_figure(passage: &Passage, span: Span, sign: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let head = passage.text().get(..span.start).unwrap_or("");
    let tail = passage.text().get(span.end..).unwrap_or("");
    let follows = head.ends_with(' ') && is_digit(head.trim_end().chars().next_back());
    let leads = tail.starts_with(' ') && is_digit(tail.trim_start().chars().next());
    !follows && !leads && !tail.starts_with(['-', '‑', '–']) && !sign.contains('\u{A0}')
}

/// `digits` in groups of three from the end.
fn grouped(digits: &str, sign: &str) -> String {
    let mut written = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push_str(sign);
        }
        written.push(digit);
    }
    written
}

/// The figure with its per cent, as it should be, and from where to where; `None` if it is right.
pub(super) fn percent(text: &str, span: Span, wanted: &str) -> Option<(Span, String)> {
    let found = span.text(text)?;
    let figure_end = found
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(0);
    let (figure, behind) = found.split_at(figure_end);
    let written = behind.trim_start();
    let mut rest = text.get(span.end..)?.chars();
    let (next, beyond) = (rest.next(), rest.next());
    let goes_on = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '\u{FFFC}'))
        || (next == Some('-') && beyond.is_some_and(char::is_alphabetic));
    if goes_on {
        return None;
    }
    if written == "%" {
        let before = text.get(..span.start)?.chars().next_back();
        let is_part = before.is_some_and(|c| c.is_alphanumeric() || "%\u{FFFC}_".contains(c));
        let is_wrong = wanted != "%" && !figure.is_empty() && !is_part;
        return is_wrong.then(|| (span, format!("{figure} {wanted}")));
    }
    if wanted == "%" {
        return (!figure.is_empty()).then(|| (span, format!("{figure}%")));
    }
    let place = Span::new(span.end - written.len(), span.end);
    let capital = written.starts_with('P');
    let right = if capital {
        capitalise(wanted, Language::default())
    } else {
        wanted.to_owned()
    };
    let is_right = written.replace(char::is_whitespace, " ") == right;
    (!is_right).then_some((place, right))
}
