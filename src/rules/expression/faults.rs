//! What is wrong with a regular expression.

use regex_syntax::ast::ErrorKind as Parsing;
use regex_syntax::hir::ErrorKind as Translating;

use super::Reach;
use crate::rules::fault::Fault;
use crate::rules::keys::Written;
use crate::text::Span;

/// Refuses what can be read, but finds nothing.
pub(super) fn refuse_idle(written: &Written, reach: Reach) -> Result<(), Fault> {
    let text = &written.text;
    let (message, help) = match reach {
        Reach::Text => return Ok(()),
        Reach::OnlyEmpty if text.is_empty() => (
            format!("‘{text}’ is an empty pattern, which finds nothing"),
            "write what is to be found, or remove it",
        ),
        Reach::OnlyEmpty => (
            format!("‘{text}’ can only match the empty text, which is never found"),
            "add what is to be found beside it: \\bword\\b",
        ),
        Reach::Nothing => (
            format!("‘{text}’ can never match"),
            "write what is to be found, or remove it",
        ),
    };
    Err(Fault::error(written.place, message).with_help(help))
}

/// What is wrong with an expression that no table of states can be made of.
pub(super) fn of_states(written: &Written, error: &regex::Error) -> Fault {
    let text = &written.text;
    match error {
        regex::Error::CompiledTooBig(limit) => Fault::error(
            written.place,
            format!("the pattern ‘{text}’ is too large (over {limit} bytes compiled)"),
        )
        .with_help("use smaller repetition counts, or several rules"),
        regex::Error::Syntax(_) => of_syntax(written),
        _ => Fault::error(written.place, format!("‘{text}’ is not a valid pattern")),
    }
}

/// Whether something is wrong that says nothing, although look-around would be read with it.
pub(super) fn is_nonsense(pattern: &str) -> bool {
    matches!(
        regex_syntax::Parser::new().parse(pattern),
        Err(regex_syntax::Error::Parse(error)) if *error.kind() == Parsing::RepetitionCountInvalid
    )
}

/// What is wrong in the notation, at which character, counted from 1.
fn of_syntax(written: &Written) -> Fault {
    let text = &written.text;
    let (reason, help, span) = match regex_syntax::Parser::new().parse(text) {
        Err(regex_syntax::Error::Parse(error)) => {
            let kind = error.kind();
            (kind.to_string(), way_out(kind), *error.span())
        }
        Err(regex_syntax::Error::Translate(error)) => {
            let kind = error.kind();
            (kind.to_string(), of_classes(kind), *error.span())
        }
        _ => {
            let message = format!("‘{text}’ is not a valid pattern: it cannot be read");
            return Fault::error(written.place, message).with_help(ESCAPE);
        }
    };
    let column = span.start.column;
    let message = format!("‘{text}’ is not a valid pattern: {reason} at its character {column}");
    Fault::error(written.place, message)
        .with_help(help)
        .within(Span::new(span.start.offset, span.end.offset))
}

const ESCAPE: &str = "write a backslash before a mark that stands for itself";

const fn way_out(kind: &Parsing) -> &'static str {
    match kind {
        Parsing::EscapeUnrecognized | Parsing::ClassEscapeInvalid => {
            "remove the backslash, or write two where one is meant"
        }
        Parsing::RepetitionCountInvalid => "write the smaller number first: {2,3}",
        Parsing::ClassRangeInvalid => "write the lower end first: [a-z]",
        _ => ESCAPE,
    }
}

const fn of_classes(kind: &Translating) -> &'static str {
    match kind {
        Translating::UnicodePropertyNotFound | Translating::UnicodePropertyValueNotFound => {
            "write \\p{L} for a letter, \\p{Lu} for a capital, \\p{Greek} for a script"
        }
        _ => ESCAPE,
    }
}

/// What is wrong with an expression that looks around or refers back.
pub(super) fn of_tries(written: &Written, error: &fancy_regex::Error) -> Fault {
    let text = &written.text;
    match error {
        fancy_regex::Error::ParseError(at, reason) => {
            let before = text.get(..*at).unwrap_or(text);
            let column = before.chars().count() + 1;
            let reason = reason.to_string();
            let reason = lower_first(reason.trim_end_matches('.'));
            let message =
                format!("‘{text}’ is not a valid pattern: {reason} at its character {column}");
            let fault = Fault::error(written.place, message).with_help(ESCAPE);
            let end = text.ceil_char_boundary((at + 1).min(text.len()));
            fault.within(Span::new((*at).min(end), end))
        }
        other => {
            if let Some(fault) = of_property(written) {
                return fault;
            }
            let reason = other.to_string();
            let reason = reason.rsplit(": ").next().unwrap_or(&reason);
            let reason = lower_first(reason.trim_end_matches('.'));
            Fault::error(
                written.place,
                format!("‘{text}’ is not a valid pattern: {reason}"),
            )
        }
    }
}

/// The first `\p{…}` in it that is none.
fn of_property(written: &Written) -> Option<Fault> {
    let text = &written.text;
    let mut starts = text.match_indices(['p', 'P']).map(|(at, _)| at);
    starts.find_map(|at| {
        let start = at.checked_sub(1)?;
        let length = text.get(at..)?.find('}')?;
        let whole = Span::new(start, at + length + 1);
        let class = whole.text(text).filter(|class| class.starts_with('\\'))?;
        let parsed = regex_syntax::Parser::new().parse(class);
        let Err(regex_syntax::Error::Translate(error)) = parsed else {
            return None;
        };
        let column = text.get(..start)?.chars().count() + 1;
        let kind = error.kind();
        let message = format!("‘{text}’ is not a valid pattern: {kind} at its character {column}");
        let fault = Fault::error(written.place, message).with_help(of_classes(kind));
        Some(fault.within(whole))
    })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
